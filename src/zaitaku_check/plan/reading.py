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
from zaitaku_check.plan.doubt import EMPTY, Context, Doubt, InContext, Value
from zaitaku_check.plan.field import Field, Form
from zaitaku_check.plan.keys import Homes, Keys, homes, names_of, with_unit
from zaitaku_check.plan.kinds.groups import TEXTS_OF_GROUPS, months_between
from zaitaku_check.plan.lists import element_of_text, elements_of_maps, split_sums
from zaitaku_check.plan.mending import COMMAS, PARTING, Part, parts_in_wide_brackets, parts_of
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.tree import BROKEN, GROUP, LIST, SCALAR, Node
from zaitaku_check.text_forms import ZERO_WIDTH, plain
from zaitaku_check.text_types import Bilingual, Span
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
        self._around = _Surroundings(form.root)
        shared = _Shared(demand, form.placeholders, cache(lambda: homes(form.root)), self._around)
        self._group = _GroupReader(form.root, shared)

    def read(self, root: Node) -> Plan:
        """Return the plan under a root group, with the complaints in the order of their places."""
        notes: list[Note] = []
        group = Group({}, _NONE_MISSING)
        cell = Cell(self._form.root, None, root, group)
        self._around.root = root
        self._group.fill(group, cast("_Pairs", root.value), cell, _START, notes)
        if not notes:
            return Plan(self._form, cell, ())
        return Plan(self._form, cell, _pointed(notes, cell), _lenient(notes, cell))


class _Peeker:
    """Reads one field of a plan's top level."""

    def __init__(self, field: Field) -> None:
        self._names = frozenset(names_of(field))
        self._plain = frozenset(map(plain, self._names))
        self._value = _value_reader(field, _Shared(False, frozenset(), dict, None))  # noqa: FBT003

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
    around: _Surroundings | None


class _Surroundings:
    """What stands around the value that is read: the plan's fields, and those of its own group."""

    def __init__(self, form: Field) -> None:
        self._form = form
        self.root = Node(GROUP, 0, 0, [])
        self.group, self.pairs = form, cast("_Pairs", [])

    def context(self) -> Context:
        """Return what a value may ask for; all of it is looked up when it is asked for."""
        return Context(self._fiscal_year, self._months, self._beside)

    def _fiscal_year(self) -> int:
        found = self._look("fiscal_year", self._form, cast("_Pairs", self.root.value))
        return found.value if found and isinstance(found.value, int) else 0

    def _months(self) -> int:
        period = self._look("period", self._form, cast("_Pairs", self.root.value))
        days = period.value.cells if period and isinstance(period.value, Group) else {}
        start, end = days.get("start"), days.get("end")
        if start is None or end is None or not (isinstance(start.value, str) and isinstance(end.value, str)):
            return 0
        return months_between(start.value, end.value)

    def _beside(self, name: str) -> Value | None:
        found = self._look(name, self.group, self.pairs)
        return found.value if found and not isinstance(found.value, list | Group) else None

    @staticmethod
    def _look(name: str, group: Field, pairs: _Pairs) -> Cell | None:
        field = group.fields.get(name)
        return peek(Node(GROUP, 0, 0, pairs), field) if field else None


def _value_reader(field: Field, shared: _Shared) -> _Reads:
    if field.kind.free:
        return _AnyReader(field)
    one: _ScalarReader | _GroupReader = _GroupReader(field, shared) if field.is_group else _ScalarReader(field, shared)
    return _ListReader(field, one) if field.many else one


_Entry = tuple[str, Field, dict[str, Value], _Reads]
"""A field's name, the field, texts whose values are known at once, and what reads all others."""


def _entry(field: Field, reader: _Reads) -> _Entry:
    return field.name, field, reader.known if isinstance(reader, _ScalarReader) else {}, reader


class _AnyReader:
    """Keeps what stands there; a text is its value, a list or group has none."""

    def __init__(self, field: Field) -> None:
        self._field = field

    def read(self, node: Node, key: Node | None, _notes: list[Note]) -> Cell | None:
        text = node.value if isinstance(node.value, str) else ""
        return None if _empty(node) else Cell(self._field, key, node, text.strip() or None, text)


class _ScalarReader:
    """Reads one value. What has been read without a doubt is remembered, for plans repeat themselves."""

    __slots__ = ("_around", "_field", "_placeholders", "_read", "_refused", "_text", "known")

    def __init__(self, field: Field, shared: _Shared) -> None:
        self._field = field
        self._around = shared.around
        self._refused = frozenset() if field.stand_ins else shared.placeholders
        self._read = field.scalar_reader()
        self._placeholders = shared.placeholders
        self._text = field.kind.plain_text
        self.known: dict[str, Value] = {}
        """Texts → their values."""

    def read(self, node: Node, key: Node | None, notes: list[Note]) -> Cell | None:
        if node[0] != SCALAR:
            joined = _joined(self._field, node) if key else None
            if joined is None:
                return _misfit(self._field, node, key, notes)
            cell = self.read(joined, key, notes)
            if cell and self._text:
                notes.append(Note(say.joined(self._field, node), cell))
            return cell
        raw: str = node[3]  # type: ignore[assignment]  # a scalar is text
        if raw in _NULLS and (not node[4] or not raw):
            return None
        read = self._read(raw) if self._text else self.known.get(raw)
        if read is None:
            read = self._anew(raw)
        if type(read) is InContext:
            read = read.settle(self._around.context()) if self._around else Doubt("F004")
        if type(read) is Doubt:
            return self._doubt(node, key, raw, read, notes)
        if self._refused and plain(raw) in self._refused:
            cell = Cell(self._field, key, node, None, raw, _UNREADABLE)
            notes.append(Note(say.missing(self._field, Span(node.start, node.end), "placeholder", raw), cell))
            return cell
        return _new(Cell, (self._field, key, node, read, raw, True)) if read or not self._text else None

    def knows(self, raw: str) -> bool:
        """Whether a text is one value, whatever signs are in it."""
        read = self._read(raw)
        return read is EMPTY or not isinstance(read, Doubt)

    def _anew(self, raw: str) -> Value | Doubt | InContext:
        read = self._read(raw)
        if not isinstance(read, Doubt | InContext) and len(raw) <= _USUAL_LENGTH and len(self.known) < _MOST_KNOWN:
            self.known[raw] = read
        return read

    def _doubt(self, node: Node, key: Node | None, raw: str, doubt: Doubt, notes: list[Note]) -> Cell | None:
        bare = plain(raw)
        if not bare or not doubt.rule:
            return None
        placeholder = bare in self._placeholders
        if placeholder and doubt.rule == "F012" and not doubt.variant:
            doubt = Doubt("F006")
        if doubt.closer and not placeholder and len(notes) < MOST_GUESSES:
            doubt = doubt.closer()
        cell = Cell(self._field, key, node, doubt.value, raw, doubt.value is not None)
        notes.append(Note(say.doubted(self._field, node, raw, doubt, placeholder=placeholder), cell))
        return cell


class _ListReader:
    """Reads a list; one value or one group stands for a list of one."""

    __slots__ = ("_field", "_one", "_parting", "_splits", "_texts")

    def __init__(self, field: Field, one: _ScalarReader | _GroupReader) -> None:
        self._field = field
        self._one = one
        self._texts = field.kind.plain_text
        self._splits = self._texts or bool(field.choices)
        self._parting = COMMAS | frozenset(field.parting) | frozenset("\n") if self._texts else PARTING

    def read(self, node: Node, key: Node | None, notes: list[Note]) -> Cell | None:
        if node.kind == BROKEN:
            return _misfit(self._field, node, key, notes)
        nodes = cast("list[Node]", node.value) if node.kind == LIST else [node]
        elements: list[Cell] = []
        cell = Cell(self._field, key, node, elements)
        if self._field.map:
            nodes = elements_of_maps(self._field, nodes, cell, notes)
            nodes = [element_of_text(self._field, each) for each in nodes]
        if self._splits:
            nodes = self._values_of_groups(self._all_choices(nodes))
            nodes = self._in_wide_brackets(node, cell, notes) or self._split(nodes, node, cell, notes)
        if self._field.is_group and (node.kind == LIST or self._field.text_of):
            nodes = self._without_bare(nodes, node, cell, notes)
        read = self._one.read
        elements.extend([element for each in nodes if (element := read(each, None, notes)) is not None])
        return cell if elements else None

    def _without_bare(self, nodes: list[Node], within: Node, cell: Cell, notes: list[Note]) -> list[Node]:
        """Return the elements of a list of groups as broken where they are texts: one F003 says so of all of them."""
        bare = [node for node in nodes if node.kind == SCALAR and not _empty(node)]
        if not bare or self._field.text_of in TEXTS_OF_GROUPS:
            return nodes
        notes.append(Note(say.bare_elements(self._field, within, bare), cell))
        if self._field.text_of:
            return nodes
        return [node._replace(kind=BROKEN) if node in bare else node for node in nodes]

    def _in_wide_brackets(self, node: Node, cell: Cell, notes: list[Note]) -> list[Node]:
        """Return the elements of a list in full-width brackets (Y013), none where it is no such list."""
        parts = parts_in_wide_brackets(node)
        if parts:
            notes.append(Note(say.split(self._field, node, parts, "wide"), cell))
        return _nodes_of(parts, node)

    def _values_of_groups(self, nodes: list[Node]) -> list[Node]:
        """Return the nodes, with groups replaced by the values they stand for: {医師: 3, 看護師: 7}."""
        of_group = self._field.kind.of_group
        if of_group is None or all(node.kind != GROUP for node in nodes):
            return nodes
        groups = [of_group(cast("_Pairs", node.value)) if node.kind == GROUP else [node] for node in nodes]
        return [value for values in groups for value in values]

    def _all_choices(self, nodes: list[Node]) -> list[Node]:
        """Return the nodes, with one that says すべて replaced by all that the list may hold."""
        every = self._field.every
        if not every or all(node.kind != SCALAR or plain(cast("str", node.value)) not in every for node in nodes):
            return nodes
        at = nodes[0]
        return [
            Node(SCALAR, at.start, at.end, choice.id, at.style)
            for choice in self._field.choices
            if choice.id != self._field.otherwise
        ]

    def _split(self, nodes: list[Node], within: Node, cell: Cell, notes: list[Note]) -> list[Node]:
        """Return the nodes, with those taken apart that stand for several values (Y013)."""
        if not self._texts or len(nodes) == 1:
            for at, node in enumerate(nodes):
                if node.kind == SCALAR and self._may_be_several(cast("str", node.value)):
                    return nodes[:at] + [part for each in nodes[at:] for part in self._parts(each, within, cell, notes)]
        return nodes

    def _may_be_several(self, raw: str) -> bool:
        if self._texts:
            return not self._parting.isdisjoint(raw) and "。" not in raw
        return raw not in cast("_ScalarReader", self._one).known and not (COMMAS | PARTING).isdisjoint(raw)

    def _parts(self, node: Node, within: Node, cell: Cell, notes: list[Note]) -> list[Node]:
        if node.kind != SCALAR or (not self._texts and self._is_one(str(node.value))):
            return [node]
        flow = within.kind == LIST and within.style == "flow"
        parts, variant = parts_of(node), "" if flow else "value"
        if self._texts:
            parts = parts_of(node, self._parting)
        elif len(parts) < 2:
            parts, variant = parts_of(node, self._parting), "sign_inside" if flow else "sign"
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

    __slots__ = ("_around", "_exact", "_field", "_keys", "_required", "_sums")

    def __init__(self, field: Field, shared: _Shared) -> None:
        self._field = field
        self._around = shared.around
        self._keys = Keys(field, shared.elsewhere)
        self._sums = tuple(child for child in field.fields.values() if child.sums)
        readers = {child.name: _entry(child, _value_reader(child, shared)) for child in field.fields.values()}
        self._exact: dict[object, _Entry] = {spelling: readers[name] for spelling, name in self._keys.exact.items()}
        self._required = {child.name: child for child in field.fields.values() if child.required and shared.demand}

    def read(self, node: Node, key: Node | None, notes: list[Note]) -> Cell | None:
        if node.kind == GROUP:
            pairs = cast("_Pairs", node.value)
        else:
            parts = self._fields_of_text(node)
            if parts is None:
                return _misfit(self._field, node, key, notes)
            pairs = parts
        if not pairs:
            return None
        group = Group({}, _NONE_MISSING)
        cell = Cell(self._field, key, node, group)
        self.fill(group, pairs, cell, key or pairs[0][0], notes)
        return cell

    def _fields_of_text(self, node: Node) -> _Pairs | None:
        """Return the fields that one text stands for (平成30年10月1日～…), each with its place; None for any other."""
        if node.kind != SCALAR or not self._field.text_of or _empty(node):
            return None
        text, taken_apart = cast("str", node.value), TEXTS_OF_GROUPS.get(self._field.text_of)
        named = taken_apart(text) if taken_apart else [(self._field.text_of, text)]
        if named is None:
            return None
        return [
            (Node(SCALAR, node.start, node.end, name, ""), Node(SCALAR, node.start, node.end, text, node.style))
            for name, text in named
        ]

    def fill(self, group: Group, pairs: _Pairs, cell: Cell, place: Node | Span, notes: list[Note]) -> None:
        """Read the fields of a group; at `place` its missing fields are complained of."""
        exact, odd, holes = self._exact, False, False
        seen: dict[str, Cell | None] = {}
        for key, node in pairs:
            known = exact.get(key[3])
            if known is None:
                known = self._unusual(key, cell, notes)
                if known is None:
                    odd = odd or key[0] == SCALAR
                    continue
                node = with_unit(known[1], key, node)  # noqa: PLW2901 - the same value, its unit beside it
            name, field, values, reader = known
            value = values.get(node[3]) if node[0] is SCALAR else None  # type: ignore[call-overload]
            if name in seen:
                odd = True
            elif value is not None:
                seen[name] = _new(Cell, (field, key, node, value, node[3], True))
            else:
                if self._around is not None:
                    self._around.group, self._around.pairs = self._field, pairs
                seen[name] = child = reader.read(node, key, notes)
                holes = holes or child is None
        group.cells = cast("dict[str, Cell]", seen)
        if odd or holes or not self._required.keys() <= seen.keys():
            self._patch(group, pairs, cell, Span(place.start, place.end), notes)
        for field in self._sums:
            split_sums(field, self._field.fields[field.sums], group.cells, notes)

    def _patch(self, group: Group, pairs: _Pairs, cell: Cell, place: Span, notes: list[Note]) -> None:
        """Complete a group with keys unknown or repeated, or fields without a value, and complain of all that."""
        group.cells = cells = {name: child for name, child in group.cells.items() if child is not None}
        meant, unknown = self._keys.odd(pairs, cells, cell, notes, self._required)
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
        notes.append(Note(say.missing(field, span, "empty"), empty))
        return {field.name: empty}


def _joined(field: Field, node: Node) -> Node | None:
    """Return the one value that texts in its place stand for: sentences one below the other, beds kind by kind."""
    sign, pairs = field.kind.joined, list[tuple[str, Node]]()
    if node.kind == LIST:
        pairs = [("", each) for each in cast("list[Node]", node.value)]
    elif node.kind == GROUP and not field.kind.plain_text:
        pairs = [(str(key.value), each) for key, each in cast("_Pairs", node.value)]
    if not (sign and pairs) or field.names or any(each.kind != SCALAR for _, each in pairs):
        return None
    return Node(SCALAR, node.start, node.end, sign.join(f"{key}{each.value}" for key, each in pairs), "")


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


def _lenient(notes: list[Note], root: Cell) -> bool:
    """Say whether every value that could not be read has a complaint that does not return the plan."""
    mild = {id(note.cell) for note in notes if note.complaint.severity}
    waiting = [root]
    while waiting and mild:
        cell = waiting.pop()
        if not cell.readable and id(cell) not in mild:
            return False
        if isinstance(cell.value, Group):
            if cell.value.missing:
                return False
            waiting.extend(cell.value.cells.values())
        elif isinstance(cell.value, list):
            waiting.extend(cell.value)
    return bool(mild)


def _has_japanese_keys(root: Cell) -> bool:
    """Say whether the keys of a plan are Japanese; one without keys counts as such."""
    pairs = cast("_Pairs", root.at.value) if isinstance(root.at, Node) else []
    keys = [str(key.value) for key, _ in pairs]
    return 2 * sum(key.isascii() for key in keys) <= len(keys)


def _as_in_the_plan(args: say.Args, *, japanese: bool) -> say.Args:
    """Return arguments in which what is to be written is in the language of the plan's own keys."""
    return tuple(
        (name, _in_keys(value, japanese=japanese) if name in say.OF_THE_PLAN else value) for name, value in args
    )


def _in_keys(value: str | Bilingual, *, japanese: bool) -> str | Bilingual:
    if isinstance(value, str):
        return value
    text = value.ja if japanese else value.en
    return Bilingual(text, text)


def _pointed(notes: list[Note], root: Cell) -> tuple[Complaint, ...]:
    """Return the complaints with their pointers, in the order of their places."""
    found = cell_pointers(root)
    japanese = _has_japanese_keys(root)
    complaints = []
    for note in notes:
        pointer, args = (
            found.get(id(note.cell), "") + note.tail,
            _as_in_the_plan(note.complaint.args, japanese=japanese),
        )
        complaints.append(note.complaint._replace(pointer=pointer, args=args))
    return tuple(sorted(complaints, key=lambda complaint: complaint.span))
