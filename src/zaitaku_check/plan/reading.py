"""Tree to plan: every value read by its field, every mistake complained of once, at its place.

A form is compiled once into readers that look keys and values up as they are usually written; only what misses
is normalised. Complaints get their pointers at the end, when there are any.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from zaitaku_check.named import NamedTuple
from zaitaku_check.plan import complaints as say
from zaitaku_check.plan.canonical import cell_pointers
from zaitaku_check.plan.complaints import MOST_GUESSES, Note
from zaitaku_check.plan.doubt import Doubt, Value
from zaitaku_check.plan.field import Field, Form
from zaitaku_check.plan.keys import Homes, Keys, homes, names_of
from zaitaku_check.plan.mending import ALL_PARTING, COMMAS, PARTING, Part, parts_in_wide_brackets, parts_of
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.tree import BROKEN, GROUP, LIST, SCALAR, Node
from zaitaku_check.text_forms import ZERO_WIDTH, plain
from zaitaku_check.text_types import Span
from zaitaku_check.typed import Protocol, cast

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_START = Span(0, 0)
_USUAL_LENGTH = 40
_MOST_KNOWN = 500
_new = tuple.__new__
"""Makes a named tuple at half the cost of calling its class."""
_NONE_MISSING: frozenset[str] = frozenset()
_UNREADABLE = False


def read_plan(root: Node, form: Form, *, demand: bool = True) -> Plan:
    """Return the plan that a root group holds. Without `demand` nothing is required (abridged plans of tests)."""
    return compile_form(form, demand=demand).read(root)


def peek(root: Node, field: Field) -> Cell | None:
    """One top-level field read by itself, without complaints: how the pack is chosen before a form is."""
    return _peeker(field).read(root)


@lru_cache(maxsize=64)
def compile_form(form: Form, *, demand: bool = True) -> PlanReader:
    """Return the reader of a form's plans; made once a form."""
    return PlanReader(form, demand=demand)


class PlanReader:
    """Reads whole plans of one form."""

    def __init__(self, form: Form, *, demand: bool) -> None:
        self._form = form
        self._group = _GroupReader(form.root, _Shared(demand, form.placeholders, cache(lambda: homes(form.root))))

    def read(self, root: Node) -> Plan:
        """Return the plan under a root group, with the complaints in the order of their places."""
        notes: list[Note] = []
        group = Group({}, _NONE_MISSING)
        cell = Cell(self._form.root, None, root, group)
        self._group.fill(group, cast("_Pairs", root.value), cell, _START, notes)
        return Plan(self._form, cell, _pointed(notes, cell) if notes else ())


class _Peeker:
    """Reads one field of a plan's top level."""

    def __init__(self, field: Field) -> None:
        self._names = frozenset(names_of(field))
        self._plain = frozenset(map(plain, self._names))
        self._value = _value_reader(field, _Shared(demand=False, placeholders=frozenset(), elsewhere=dict))

    def read(self, root: Node) -> Cell | None:
        pairs = cast("_Pairs", root.value)
        found = next((pair for pair in pairs if pair[0].value in self._names), None) or next(
            (pair for pair in pairs if isinstance(pair[0].value, str) and plain(pair[0].value) in self._plain), None
        )
        return self._value.read(found[1], found[0], []) if found else None


@lru_cache(maxsize=64)
def _peeker(field: Field) -> _Peeker:
    return _Peeker(field)


_Pairs = list[tuple[Node, Node]]


class _Reads(Protocol):
    """Whatever reads one node: a cell, or None where there is nothing. `key` is None for an element of a list."""

    def read(self, node: Node, key: Node | None, notes: list[Note]) -> Cell | None: ...


class _Shared(NamedTuple):
    """What all readers of one form share."""

    demand: bool
    placeholders: frozenset[str]
    elsewhere: Callable[[], Homes]


def _value_reader(field: Field, shared: _Shared) -> _Reads:
    one: _ScalarReader | _GroupReader = (
        _GroupReader(field, shared) if field.is_group else _ScalarReader(field, shared.placeholders)
    )
    return _ListReader(field, one) if field.many else one


_Entry = tuple[str, Field, dict[str, Value], _Reads]
"""A field's name, the field, texts whose values are known at once, and what reads all others."""


def _entry(field: Field, reader: _Reads) -> _Entry:
    return field.name, field, reader.known if isinstance(reader, _ScalarReader) else {}, reader


class _ScalarReader:
    """Reads one value. What has been read without a doubt is remembered, for plans repeat themselves."""

    __slots__ = ("_field", "_placeholders", "_read", "_text", "known")

    def __init__(self, field: Field, placeholders: frozenset[str]) -> None:
        self._field = field
        self._read = field.scalar_reader()
        self._placeholders = placeholders
        self._text = field.kind.plain_text
        self.known: dict[str, Value] = {}
        """Texts → their values."""

    def read(self, node: Node, key: Node | None, notes: list[Note]) -> Cell | None:
        if node[0] != SCALAR:
            return _misfit(self._field, node, key, notes)
        raw: str = node[3]  # type: ignore[assignment]  # a scalar is text
        if raw in _NULLS and (not node[4] or not raw):
            return None
        read = self._read(raw) if self._text else self.known.get(raw)
        if read is None:
            read = self._anew(raw)
        if type(read) is Doubt:
            return self._doubt(node, key, raw, read, notes)
        return _new(Cell, (self._field, key, node, read, raw, True)) if read or not self._text else None

    def knows(self, raw: str) -> bool:
        """Whether a text is one value, whatever signs are in it."""
        return not isinstance(self._read(raw), Doubt)

    def _anew(self, raw: str) -> Value | Doubt:
        read = self._read(raw)
        if not isinstance(read, Doubt) and len(raw) <= _USUAL_LENGTH and len(self.known) < _MOST_KNOWN:
            self.known[raw] = read
        return read

    def _doubt(self, node: Node, key: Node | None, raw: str, doubt: Doubt, notes: list[Note]) -> Cell | None:
        bare = plain(raw)
        if not bare:
            return None
        placeholder = bare in self._placeholders
        if doubt.closer and not placeholder and len(notes) < MOST_GUESSES:
            doubt = doubt.closer()
        cell = Cell(self._field, key, node, doubt.value, raw, doubt.value is not None)
        notes.append(Note(say.doubted(self._field, node, raw, doubt, placeholder=placeholder), cell))
        return cell


class _ListReader:
    """Reads a list; one value or one group stands for a list of one."""

    __slots__ = ("_field", "_one", "_splits", "_texts")

    def __init__(self, field: Field, one: _ScalarReader | _GroupReader) -> None:
        self._field = field
        self._one = one
        self._texts = field.kind.plain_text
        self._splits = self._texts or bool(field.choices)

    def read(self, node: Node, key: Node | None, notes: list[Note]) -> Cell | None:
        if node.kind == BROKEN:
            return _misfit(self._field, node, key, notes)
        nodes = cast("list[Node]", node.value) if node.kind == LIST else [node]
        elements: list[Cell] = []
        cell = Cell(self._field, key, node, elements)
        if self._splits:
            nodes = self._in_wide_brackets(node, cell, notes) or self._split(nodes, node, cell, notes)
        read = self._one.read
        elements.extend([element for each in nodes if (element := read(each, None, notes)) is not None])
        return cell if elements else None

    def _in_wide_brackets(self, node: Node, cell: Cell, notes: list[Note]) -> list[Node]:
        """Return the elements of a list in full-width brackets (Y013), none where it is no such list."""
        parts = parts_in_wide_brackets(node)
        if parts:
            notes.append(Note(say.split(self._field, node, parts, "wide"), cell))
        return _nodes_of(parts, node)

    def _split(self, nodes: list[Node], within: Node, cell: Cell, notes: list[Note]) -> list[Node]:
        """Return the nodes, with those taken apart that stand for several values (Y013)."""
        if not self._texts or (len(nodes) == 1 and within.kind == LIST and within.style == "flow"):
            for at, node in enumerate(nodes):
                if node.kind == SCALAR and self._may_be_several(cast("str", node.value)):
                    return nodes[:at] + [part for each in nodes[at:] for part in self._parts(each, within, cell, notes)]
        return nodes

    def _may_be_several(self, raw: str) -> bool:
        if self._texts:
            return not COMMAS.isdisjoint(raw)
        return raw not in cast("_ScalarReader", self._one).known and not ALL_PARTING.isdisjoint(raw)

    def _parts(self, node: Node, within: Node, cell: Cell, notes: list[Note]) -> list[Node]:
        if node.kind != SCALAR or (not self._texts and self._is_one(str(node.value))):
            return [node]
        flow = within.kind == LIST and within.style == "flow"
        parts, variant = parts_of(node), "" if flow else "value"
        if len(parts) < 2 and not self._texts:
            parts, variant = parts_of(node, PARTING), "sign_inside" if flow else "sign"
            parts = parts if all(self._is_one(part.text) for part in parts) else []
        if len(parts) < 2:
            return [node]
        notes.append(Note(say.split(self._field, node, parts, variant), cell))
        return _nodes_of(parts, node)

    def _is_one(self, text: str) -> bool:
        """Return whether a text is one of the field's choices, whatever signs are in it."""
        return cast("_ScalarReader", self._one).knows(text)


def _nodes_of(parts: list[Part], node: Node) -> list[Node]:
    return [Node(SCALAR, part.span.start, part.span.end, part.text, node.style) for part in parts]


class _GroupReader:
    """Reads a group of fields."""

    __slots__ = ("_exact", "_field", "_keys", "_required")

    def __init__(self, field: Field, shared: _Shared) -> None:
        self._field = field
        self._keys = Keys(field, shared.elsewhere)
        readers = {child.name: _entry(child, _value_reader(child, shared)) for child in field.fields.values()}
        self._exact: dict[object, _Entry] = {spelling: readers[name] for spelling, name in self._keys.exact.items()}
        self._required = {child.name: child for child in field.fields.values() if child.required and shared.demand}

    def read(self, node: Node, key: Node | None, notes: list[Note]) -> Cell | None:
        if node.kind != GROUP:
            return _misfit(self._field, node, key, notes)
        pairs = cast("_Pairs", node.value)
        if not pairs:
            return None
        group = Group({}, _NONE_MISSING)
        cell = Cell(self._field, key, node, group)
        self.fill(group, pairs, cell, key or pairs[0][0], notes)
        return cell

    def fill(self, group: Group, pairs: _Pairs, cell: Cell, place: Node | Span, notes: list[Note]) -> None:
        """Read the fields of a group; at `place` its missing fields are complained of."""
        exact, odd, holes = self._exact, False, False
        seen: dict[str, Cell | None] = {}
        for key, node in pairs:
            known = exact.get(key[3]) or self._unusual(key, cell, notes)
            if known is None:
                odd = odd or key[0] == SCALAR
                continue
            name, field, values, reader = known
            value = values.get(node[3]) if node[0] is SCALAR else None  # type: ignore[call-overload]
            if name in seen:
                odd = True
            elif value is not None:
                seen[name] = _new(Cell, (field, key, node, value, node[3], True))
            else:
                seen[name] = child = reader.read(node, key, notes)
                holes = holes or child is None
        group.cells = cast("dict[str, Cell]", seen)
        if odd or holes or not self._required.keys() <= seen.keys():
            self._patch(group, pairs, cell, Span(place.start, place.end), notes)

    def _patch(self, group: Group, pairs: _Pairs, cell: Cell, place: Span, notes: list[Note]) -> None:
        """Complete a group with keys unknown or repeated, or fields without a value, and complain of all that."""
        group.cells = cells = {name: child for name, child in group.cells.items() if child is not None}
        meant, unknown = self._keys.odd(pairs, cells, cell, notes)
        absent = [field for name, field in self._required.items() if name not in cells and name not in meant]
        written = {self._keys.named(key): key for key, _ in reversed(pairs)} if absent else {}
        for field in absent:
            cells |= self._absent(field, written.get(field.name), cell, place, notes)
        group.missing = meant.union(field.name for field in absent if field.name not in cells)
        group.unknown = unknown

    def _unusual(self, key: Node, cell: Cell, notes: list[Note]) -> _Entry | None:
        """Return a key that is written in an unusual way, known all the same."""
        name = self._keys.named(key)
        if name is None:
            return None
        if ZERO_WIDTH.search(cast("str", key.value)):
            notes.append(Note(say.invisible_key(self._field.fields[name], key), cell, f"/{name}"))
        return self._exact[name]

    def _absent(self, field: Field, key: Node | None, cell: Cell, place: Span, notes: list[Note]) -> dict[str, Cell]:
        """F002: a required field that is not there, or (at its `key`) has no value; then it is a cell all the same."""
        if key is None:
            notes.append(Note(say.missing(field, place), cell))
            return {}
        span = Span(key.start, key.end)
        empty = Cell(field, span, Span(span.end, span.end), None, "", _UNREADABLE)
        notes.append(Note(say.missing(field, span, empty=True), empty))
        return {field.name: empty}


def _misfit(field: Field, node: Node, key: Node | None, notes: list[Note]) -> Cell | None:
    """Return a cell that cannot be read, F003 (unless an accident has been complained of); None for what is empty."""
    if node.kind != BROKEN and _empty(node):
        return None
    raw = node.value if isinstance(node.value, str) else ""
    cell = Cell(field, key, node, None, raw, _UNREADABLE)
    if node.kind != BROKEN:
        notes.append(Note(say.misfit(field, node), cell))
    return cell


def _empty(node: Node) -> bool:
    if node.kind != SCALAR:
        return not node.value
    text = cast("str", node.value)
    return (text in _NULLS and not node.style) or not plain(text)


def _pointed(notes: list[Note], root: Cell) -> tuple[Complaint, ...]:
    """Return the complaints with their pointers, in the order of their places."""
    found = cell_pointers(root)
    complaints = [note.complaint._replace(pointer=found.get(id(note.cell), "") + note.tail) for note in notes]
    return tuple(sorted(complaints, key=lambda complaint: complaint.span))
