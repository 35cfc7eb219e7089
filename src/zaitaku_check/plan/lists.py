"""Lists that are written in other ways than as lists: items as keys of a group, rows of sums among the rows."""

from __future__ import annotations

from zaitaku_check.plan import complaints as say
from zaitaku_check.plan.complaints import Note
from zaitaku_check.plan.doubt import Doubt
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.keys import names_of
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.source.tree import BROKEN, GROUP, LIST, SCALAR, Node
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import plain
from zaitaku_check.typed import cast

_GROUPINGS = frozenset(
    {
        "必須項目", "任意項目", "必須事項", "任意事項", "選択項目", "選択事項", "必須", "任意", "選択", "必須取組",
        "任意取組", "mandatory", "optional",
    }
)  # fmt: skip
"""How the outline itself groups the items."""
_SUMS = frozenset({"計", "小計", "合計", "総計", "総額", "合計額", "総合計", "計額", "total", "subtotal", "sum"})
_NAME_AND_AMOUNT = waiting(r"(?P<name>.*?\S)[\s\u3000:：]+(?P<amount>[^\s\u3000]*[0-9０-９][^\s\u3000]*)\s*")
_Pairs = list[tuple[Node, Node]]


def elements_of_map(field: Field, node: Node, cell: Cell, notes: list[Note]) -> list[Node]:
    """Return the elements that a group stands for whose keys name them; none for any other group.

    Activities by item ({①: {…}}, also grouped under 必須項目 and 任意項目), lines by subject ({報償費: 90千円}), a
    schedule by month. One F003 stands at the first such key.
    """
    pairs = cast("_Pairs", node.value)
    own = {plain(name) for child in field.fields.values() for name in names_of(child)}
    if not pairs or len(field.map) < 2 or any(key.kind != SCALAR or plain(str(key.value)) in own for key, _ in pairs):
        return []
    elements = _elements(pairs, field)
    if elements:
        notes.append(Note(say.map_of_items(field, pairs[0][0]), cell))
    return elements


def _elements(pairs: _Pairs, field: Field) -> list[Node]:
    """Return one group a key; empty where a key names no element."""
    read, found = field.fields[field.map[0]].scalar_reader(), list[Node]()
    for key, value in pairs:
        if plain(str(key.value)) in _GROUPINGS and value.kind in {LIST, GROUP}:
            inside = _grouped(value, field)
        elif value.kind == BROKEN or not _names(read(str(key.value))):
            return []
        else:
            inside = [_element(key, value, field)]
        found += inside
    return found


def _names(read: object) -> bool:
    return not isinstance(read, Doubt) or read.value is not None


def _grouped(value: Node, field: Field) -> list[Node]:
    return cast("list[Node]", value.value) if value.kind == LIST else _elements(cast("_Pairs", value.value), field)


def _element(key: Node, value: Node, field: Field) -> Node:
    """Return the group of fields that a key and its value stand for."""
    name, content = field.map
    named = (key._replace(value=name), key)
    if value.kind == GROUP:
        return value._replace(value=[named, *cast("_Pairs", value.value)])
    return Node(GROUP, key.start, value.end, [named, (key._replace(value=content), value)], "block")


def element_of_text(field: Field, node: Node) -> Node:
    """Return the group that a text in a list stands for (人件費　700千円); the node itself where it is no such text."""
    amount = field.fields.get(field.map[1]) if node.kind == SCALAR and len(field.map) > 1 else None
    found = _NAME_AND_AMOUNT.fullmatch(cast("str", node.value)) if amount and amount.kind.currency else None
    if amount is None or found is None or isinstance(amount.read_alone(found["amount"]), Doubt):
        return node
    parts = zip(field.map, (found["name"], found["amount"]), strict=True)
    pairs = [(node._replace(value=name), node._replace(value=text)) for name, text in parts]
    return Node(GROUP, node.start, node.end, pairs, "flow")


def split_sums(field: Field, sums: Field, cells: dict[str, Cell]) -> None:
    """Move the rows of a list that are named 計, 小計 or 合計 into the field for sums beside it."""
    listed = cells.get(field.name)
    if listed is None or not isinstance(listed.value, list):
        return
    rows = [row for row in listed.value if _is_sum(row)]
    if rows:
        listed.value[:] = [row for row in listed.value if not _is_sum(row)]
        cells[sums.name] = Cell(sums, listed.named, listed.at, rows)
        if not listed.value:
            del cells[field.name]


def _is_sum(row: Cell) -> bool:
    subject = row.value.cells.get("subject") if isinstance(row.value, Group) else None
    return subject is not None and plain(subject.raw).strip("【】()[]") in _SUMS
