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

_SUM = waiting(
    r"[【(\[]*(?:計|小計|合計|総計|総額|合計額|総合計|計額|[^()（）]{0,8}(?:合計|小計|総計|(?<=[費出入訳源部額金])計)"
    r"|(?:grand)?total|sub-?total|sum)[】)\]]*(?:[(（].*[)）])?"
)
"""What a row of sums is called: 小計（人件費）, 支出合計."""
_NAME_AND_AMOUNT = waiting(r"(?P<name>.*?\S)[\s\u3000:：]+(?P<amount>[^\s\u3000]*[0-9０-９][^\s\u3000]*)\s*")
_Pairs = list[tuple[Node, Node]]


def elements_of_maps(field: Field, nodes: list[Node], cell: Cell, notes: list[Note]) -> list[Node]:
    """Return the elements of a list, with the groups whose keys name elements replaced by those.

    Activities by item ({①: {…}}, also grouped under 必須項目 and the like), lines by subject ({報償費: 90千円}), a
    schedule by month. One F003 stands at the first such key.
    """
    found, first = list[Node](), None
    for node in nodes:
        elements = _elements(node, field) if node.kind == GROUP and len(field.map) > 1 else []
        found += elements or [node]
        first = first or (cast("_Pairs", node.value)[0][0] if elements else None)
    if first:
        notes.append(Note(say.map_of_items(field, first), cell))
    return found


def _elements(node: Node, field: Field) -> list[Node]:
    """Return one group a key; empty where a key names no element."""
    read, found = field.fields[field.map[0]].scalar_reader(), list[Node]()
    pairs = cast("_Pairs", node.value)
    own = {plain(name) for child in field.fields.values() for name in names_of(child)}
    if any(key.kind != SCALAR or plain(str(key.value)) in own for key, _ in pairs):
        return []
    for key, value in pairs:
        if value.kind != BROKEN and _names(read(str(key.value))):
            found.append(_element(key, value, field))
        elif inside := _grouped(value, field, own):
            found += inside
        else:
            return []
    return found


def _names(read: object) -> bool:
    return not isinstance(read, Doubt) or read.value is not None


def _grouped(value: Node, field: Field, own: set[str]) -> list[Node]:
    """Return the elements under a key that only groups them: 必須項目, 在宅医療の取組みの充実."""
    if value.kind != LIST:
        return _elements(value, field) if value.kind == GROUP else []
    elements = cast("list[Node]", value.value)
    known = (
        [plain(str(key.value)) for key, _ in cast("_Pairs", each.value)] for each in elements if each.kind == GROUP
    )
    return elements if sum(not own.isdisjoint(keys) for keys in known) == len(elements) else []


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


def split_sums(field: Field, sums: Field, cells: dict[str, Cell], notes: list[Note]) -> None:
    """Move the rows of a list that are named 計, 小計 or 合計 into the field for sums; no more is said of them."""
    listed = cells.get(field.name)
    if listed is None or not isinstance(listed.value, list):
        return
    rows = [row for row in listed.value if _is_sum(row, field)]
    if rows:
        named = {id(row.value.cells[_name_of(field)]) for row in rows}
        notes[:] = [note for note in notes if id(note.cell) not in named]
        listed.value[:] = [row for row in listed.value if not _is_sum(row, field)]
        cells[sums.name] = Cell(sums, listed.named, listed.at, rows)
        if not listed.value:
            del cells[field.name]


def _name_of(field: Field) -> str:
    return field.map[0] if field.map else "subject"


def _is_sum(row: Cell, field: Field) -> bool:
    subject = row.value.cells.get(_name_of(field)) if isinstance(row.value, Group) else None
    return subject is not None and _SUM.fullmatch(plain(subject.raw)) is not None
