"""The keys of one group: which field each names, and what is wrong with those that name none or one named before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from zaitaku_check.plan import complaints as say
from zaitaku_check.plan.canonical import cell_pointers
from zaitaku_check.plan.complaints import MOST_GUESSES, Note
from zaitaku_check.plan.doubt import Doubt
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.tree import GROUP, LIST, SCALAR, Node
from zaitaku_check.source.waiting import waiting
from zaitaku_check.suggestions import nearest_meaning
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual, Span
from zaitaku_check.typed import cast

Homes = Mapping[str, tuple[Bilingual, ...]]
"""Every spelling of a key (as `plain`) → how the groups are called that have such a field."""
Pairs = Sequence[tuple[Node, Node]]

_TRIMMINGS = waiting(
    r"^[（(]?[0-9０-９]{1,2}[)）.．、]\s*|^[①-⑳※＊◎●○■□◆◇・]\s*|^[ア-コ][.．、)）\s]\s*"
    r"|[\s（(【〔\[][^（()）【】〔〕\[\]]{1,20}[)）】〕\]]$|(?<=..)(?:等|について|の?欄)$|^[【〔\[][^【】〔〕\[\]]{1,10}[】〕\]]\s*|[※＊*]$"
)
"""What a form's print puts around the name of a field: its number, a mark, a remark in parentheses."""
_MOST_NAMED = 50
"""Unknown keys of one group that are named one by one; what comes after is one complaint."""
_MOST_PLACES = 3
_MOST_ALIKE = 0.75
"""A group in which so many of the keys are those of a field was written for that field."""
_MOST_TRIMMINGS = 4
_UNIT = waiting(r"[（(【〔\[]\s*(?:単位\s*[:：]?\s*)?(百万円|十万円|万円|千円|円)\s*[)）】〕\]]$")
_BARE_AMOUNT = waiting(r"\s*[-－−▲△]?\s*[0-9０-９][0-9０-９,，.．]*\s*")


class Keys:
    """How the keys of a group are known: `elsewhere` says which groups have a field of a name that this one lacks."""

    def __init__(self, group: Field, elsewhere: Callable[[], Homes]) -> None:
        self.fields = group.fields
        self.exact = {name: field.name for field in group.fields.values() for name in names_of(field)}
        self._plain = cache(lambda: {plain(name): known for name, known in self.exact.items()})
        self._elsewhere = elsewhere

    def named(self, key: Node) -> str | None:
        """Return the canonical name of the field that a key names, None for a stranger."""
        said = key.value
        if not isinstance(said, str):
            return None
        return self.exact.get(said) or self._plain().get(plain(said)) or self._trimmed(said)

    def _trimmed(self, said: str) -> str | None:
        """Return the field that a key names without what a form's print puts around it."""
        for _ in range(_MOST_TRIMMINGS):
            bare = _TRIMMINGS.sub("", said, count=1)
            if bare == said or not bare:
                return None
            said = bare
            if known := self._plain().get(plain(said)):
                return known
        return None

    def odd(
        self,
        pairs: Pairs,
        cells: dict[str, Cell],
        group: Cell,
        notes: list[Note],
        required: Mapping[str, Field],
    ) -> tuple[frozenset[str], tuple[str, ...]]:
        """Complain of repeated and unknown keys; the fields that misspelt ones were meant for, and those keys."""
        by_field: dict[str, list[Node]] = {}
        strangers: dict[str, list[Node]] = {}
        for key, _ in pairs:
            if key.kind == SCALAR:
                name = self.named(key)
                (by_field if name else strangers).setdefault(name or plain(str(key.value)), []).append(key)
        self._repeated(by_field, cells, notes)
        twice = [keys for keys in strangers.values() if len(keys) > 1]
        notes.extend(Note(say.repeated(None, keys), group, _tail(keys[0])) for keys in twice)
        firsts = {id(keys[0]) for keys in strangers.values()}
        return self._unknown([pair for pair in pairs if id(pair[0]) in firsts], by_field, group, notes, required)

    def _repeated(self, by_field: Mapping[str, list[Node]], cells: dict[str, Cell], notes: list[Note]) -> None:
        """Y004 for every field written twice: nothing that stands below it counts."""
        for name, keys in by_field.items():
            if len(keys) > 1:
                if name in cells:
                    below = cell_pointers(cells[name])
                    notes[:] = [note for note in notes if id(note.cell) not in below]
                at = Span(keys[0].start, keys[0].end)
                cells[name] = Cell(self.fields[name], at, at, None, "", readable=False)
                notes.append(Note(say.repeated(self.fields[name].label, keys), cells[name]))

    def _unknown(
        self,
        strangers: Pairs,
        taken: Mapping[str, object],
        group: Cell,
        notes: list[Note],
        required: Mapping[str, Field],
    ) -> tuple[frozenset[str], tuple[str, ...]]:
        """F001 or F011 for every stranger; the fields that they were clearly meant for, and the keys with F001.

        Where a required field is missing beside it, any stranger may be that field by another name: then it is F001.
        """
        keys = [key for key, _ in strangers]
        lacked = [each for name, each in required.items() if name not in taken]
        by_value = _meant_by_value(strangers[:_MOST_NAMED], lacked)
        likeliest_first = sorted(self.exact.items(), key=lambda named: not self.fields[named[1]].required)
        free = {name: field for name, field in likeliest_first if field not in taken}
        meant: set[str] = set()
        refused: list[str] = []
        for key in keys[:_MOST_NAMED]:
            open_yet = {name: each for name, each in free.items() if each not in meant and len(notes) < MOST_GUESSES}
            lacking = any(name not in taken and name not in meant for name in required)
            complaint, field = self._stranger(key, open_yet, "F001" if lacking else "F011")
            if complaint.variant != "near" and (wanted := by_value.get(id(key))) and wanted.name not in meant:
                complaint, field = say.unknown(key, "near", (("suggestion", say.named(wanted)),)), wanted.name
            notes.append(Note(complaint, group, _tail(key)))
            meant |= {field} if field else set()
            refused += [str(key.value)] if complaint.rule == "F001" else []
        if keys[_MOST_NAMED:]:
            notes.append(Note(say.more_unknown(list(keys[_MOST_NAMED:])), group, _tail(keys[_MOST_NAMED])))
        return frozenset(meant), tuple(refused)

    def _stranger(self, key: Node, free: Mapping[str, str], rule: str) -> tuple[Complaint, str | None]:
        """Return what to say of an unknown key, and the field it was meant for if one comes near.

        A required field that is missing is likelier to be meant than one of another group, that likelier than the rest.
        """
        said = str(key.value)
        if not plain(said):
            return say.unknown(key, "nameless"), None
        near = nearest_meaning(said, free)
        if not near and (inner := nearest_meaning(_TRIMMINGS.sub("", said), free)):
            near = inner._replace(word="")  # what stands around the name may say something: 合計（千円）
        places = self._elsewhere().get(plain(said))
        if places and not (near and self.fields[near.meaning].required):
            return say.unknown(key, "elsewhere", (("group", _either(places)),), rule=rule), None
        if near and not near.slip and not self.fields[near.meaning].required:
            names = (plain(name) for name, meant in free.items() if meant == near.meaning)
            near = None if any(name in plain(said) for name in names) else near  # 事業目的 is more than 事業
        if not near:
            return say.unknown(key, rule=rule), None
        field = self.fields[near.meaning]
        return say.unknown(key, "near", (("suggestion", say.named(field)),), near.word), field.name


def _meant_by_value(strangers: Pairs, lacking: Sequence[Field]) -> dict[int, Field]:
    """Return, by id of an unknown key, the one missing required field that takes what is written under it.

    Only values count that say what they are: a choice of the field, or groups with its fields.
    """
    found: dict[int, Field] = {}
    for key, node in strangers if lacking else ():
        takers = [field for field in lacking if _takes(field, node)]
        if len(takers) == 1 and takers[0] not in found.values():
            found[id(key)] = takers[0]
    return found


def _takes(field: Field, node: Node) -> bool:
    if node.kind == SCALAR:
        chosen = field.kind.chosen and not (field.otherwise or field.many)
        return chosen and not isinstance(field.read_alone(str(node.value)), Doubt)
    first = next(iter(cast("list[Node]", node.value)), None) if node.kind == LIST and field.many else node
    if first is None or first.kind != GROUP or not field.is_group:
        return False
    known = {plain(name) for child in field.fields.values() for name in names_of(child)}
    keys = [plain(str(key.value)) for key, _ in cast("list[tuple[Node, Node]]", first.value)]
    return len(keys) > 1 and sum(key in known for key in keys) >= _MOST_ALIKE * len(keys)


def with_unit(field: Field, key: Node, node: Node) -> Node:
    """Return the value of a key with the unit that the key carries: `合計（千円）: 1,149` is 1,149千円."""
    found = _UNIT.search(str(key.value))
    return _amounts_in(field, node, found[1]) if found else node


def _amounts_in(field: Field, node: Node, unit: str) -> Node:
    """Return a node with the unit behind every bare amount of money in it."""
    if isinstance(node.value, str):
        bare = field.kind.currency and not field.fields and _BARE_AMOUNT.fullmatch(node.value)
        return node._replace(value=f"{node.value}{unit}") if bare else node
    if node.kind == LIST:
        elements = cast("list[Node]", node.value)
        return node._replace(value=[_amounts_in(field, each, unit) for each in elements])
    if node.kind != GROUP:
        return node
    children = {plain(name): child for child in field.fields.values() for name in names_of(child)}
    of_map = field.fields.get(field.map[1]) if field.map else None
    pairs = cast("list[tuple[Node, Node]]", node.value)
    known = ((key, each, children.get(plain(str(key.value)), of_map)) for key, each in pairs)
    return node._replace(value=[(key, _amounts_in(child, each, unit) if child else each) for key, each, child in known])


def names_of(field: Field) -> tuple[str, ...]:
    """Every name a field may be written with."""
    return (field.name, field.label.ja, *field.aliases)


def homes(root: Field) -> Homes:
    """Return where in a form every key is at home."""
    found: dict[str, tuple[Bilingual, ...]] = {}
    waiting = [(root, Bilingual("計画書の最上位", "the top level of the plan"))]
    while waiting:
        group, title = waiting.pop(0)
        for field in group.fields.values():
            for name in {plain(name) for name in names_of(field)}:
                found[name] = (*found.get(name, ()), title)
            if field.fields:
                waiting.append((field, Bilingual(f"「{field.label.ja}」", f"{field.name}")))
    return MappingProxyType(found)


def escaped(key: str) -> str:
    """Return a key as a step of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def _tail(key: Node) -> str:
    return f"/{escaped(str(key.value))}"


def _either(places: tuple[Bilingual, ...]) -> Bilingual:
    shown = tuple(dict.fromkeys(places))[:_MOST_PLACES]
    return Bilingual("か".join(place.ja for place in shown), " or ".join(place.en for place in shown))
