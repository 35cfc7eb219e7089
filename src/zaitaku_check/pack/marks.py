"""What one plan brings to the rules over all plans: small marks, found by the paths of a rule."""

from __future__ import annotations

from binascii import crc32
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.answers import spots
from zaitaku_check.pack.comparing import comparable
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Spot
from zaitaku_check.pack.paths import Found, Frames, Path, PathError, elements, finder, parse_path, resolve
from zaitaku_check.pack.rule import Rule
from zaitaku_check.pack.tallies import Mark
from zaitaku_check.pack.words import build
from zaitaku_check.plan.plan import Cell

MarksOf = Callable[[Cell], list[Mark]]
"""Gives the marks of a plan."""


def marks_of(rule: Rule, spec: Mapping[str, Any], context: Context, *, hashed: bool) -> tuple[MarksOf, MarksOf]:
    """Return what gives a plan's marks for a rule, whole and slim; `hashed`: of slim ones the key is a number only."""
    elements_of = _elements_of(spec["of"], context)
    inner = elements_of[1]
    makers = _whole(_spot_of(rule, spec, context, inner)), _slim(hashed=hashed)
    whole, slim = (_marking(spec, elements_of, _marker(rule, spec, inner, make)) for make in makers)
    return whole, slim


Elements = tuple[Callable[[Cell], tuple[list[Frames], bool]], Context]
Read = tuple[str, str, str, "Cell | str | None", int]
"""Group, order, across, the key's cell and the amount of one element."""
Maker = Callable[[Frames, Read, str], Mark]
"""Makes a mark of what was read of an element, and of its key as it is compared."""
Marker = Callable[[Frames], "Mark | None"]
"""Makes the mark of one element; None where it lacks the value that is counted or compared."""


def _marking(spec: Mapping[str, Any], elements: Elements, mark_of: Marker) -> Callable[[Cell], list[Mark]]:
    elements_of, inner = elements
    where = build(spec["where"], inner) if "where" in spec else None

    def marks(root: Cell) -> list[Mark]:
        every, unknown = elements_of(root)
        made = [_unknown(root)] if unknown else []
        for frames in every:
            held = PASS if where is None else where(frames)
            if held is CANNOT_TELL:
                made.append(_unknown(root))
            elif held is PASS and (mark := mark_of(frames)) is not None:
                made.append(mark)
        return made

    return marks


def _unknown(root: Cell) -> Mark:
    return Mark("", 0, "", "", "", "", known=False, spot=Spot(root))


Reader = Callable[[Frames], "Cell | str | None"]
"""Returns the cell, None where the value is absent, or CANNOT_TELL."""


def _inward(text: str | None) -> str | None:
    """Return a path that starts at the counted element, whether or not it was written with its dot."""
    return text if text is None or text.startswith(".") else f".{text}"


class _Readers(NamedTuple):
    """What is read of one element; None: the rule does not ask for it."""

    group: Reader | None
    order: Reader | None
    across: Reader | None
    key: Reader | None
    amount: Reader | None


def _reader(text: str | None, inner: Context) -> Reader | None:
    if text is None:
        return None
    find, _field = inner.path(text)

    def read(frames: Frames) -> Cell | str | None:
        found = find(frames)
        if len(found.cells) == 1 and type(found.cells[0].value) is not list:
            return found.cells[0]
        found = elements(found)
        if found.cells:
            return found.cells[0]
        return CANNOT_TELL if found.unknown else None

    return read


def _readers(rule: Rule, spec: Mapping[str, Any], inner: Context) -> _Readers:
    return _Readers(
        group=_reader(rule.body.get("group_by"), inner),
        order=_reader(rule.body.get("order_by"), inner),
        across=_reader(spec.get("across"), inner),
        key=_reader(_inward(spec.get("by") or spec.get("distinct")), inner),
        amount=_reader(_inward(spec.get("value")), inner),
    )


def _marker(rule: Rule, spec: Mapping[str, Any], inner: Context, make: Maker) -> Marker:
    """Return what makes the marks of a rule's elements, each by `make`; of a key that is too short nothing is kept."""
    readers, shortest = _readers(rule, spec, inner), spec.get("min_length", 0)

    def mark_of(frames: Frames) -> Mark | None:
        read = _read(frames, readers)
        if read is None or isinstance(read, Mark):
            return read
        text = _text(read[3])
        return make(frames, read, text if len(text) >= shortest else "")

    return mark_of


def _whole(place: Callable[[Frames], Spot]) -> Maker:
    """Return what makes whole marks: with the spot and the value as written."""

    def make(frames: Frames, read: Read, text: str) -> Mark:
        group, order, across, key, amount = read
        raw = key.raw if isinstance(key, Cell) else ""
        return Mark(group, amount, text, across, order, raw, known=True, spot=place(frames))

    return make


def _slim(*, hashed: bool) -> Maker:
    """Return what makes slim marks."""
    nowhere = Spot(None)

    def make(_frames: Frames, read: Read, text: str) -> Mark:
        group, order, across, _key, amount = read
        return _new(Mark, (group, amount, _hash(text) if hashed and text else text, across, order, "", True, nowhere))

    return make


def _hash(text: str) -> str:
    """Return a number that is the same in every run, 0 for none: equal ones only send us to look again."""
    return str(crc32(text.encode("utf-8", "surrogatepass")) or 1)


_new = tuple.__new__
"""Makes a named tuple at half the cost of calling its class."""


def _read(frames: Frames, readers: _Readers) -> Read | Mark | None:
    """Return group, order, across, the key's cell and the amount; the mark of what is unknown; None where one lacks."""
    asked = [None if read is None else read(frames) for read in readers]
    group, order, across, key, amount = asked
    if group is CANNOT_TELL or across is CANNOT_TELL or key is CANNOT_TELL or amount is CANNOT_TELL:
        return _unknown(frames[0])
    if (
        (group is None and readers.group is not None)
        or (key is None and readers.key is not None)
        or (amount is None and readers.amount is not None)
    ):
        return None
    number = amount.value if isinstance(amount, Cell) and isinstance(amount.value, int) else 1
    return _text(group), _text(order), _text(across), key, number


def _text(cell: Cell | str | None) -> str:
    return str(comparable(cell)) if type(cell) is Cell else ""


def _elements_of(text: str, context: Context) -> Elements:
    """Return what lists the frames of every counted element of a plan, and the context of its inner paths."""
    path = parse_path(text)
    if path.level or path.steps[:1] == () or path.steps[0].name != "plans":
        raise PathError(
            text,
            f"フォルダー全体のルールの「of」は plans から始めます（「{text}」）。",
            f"`of` has to start with plans: “{text}”",
            "plans",
        )
    chosen = _plan_filter(path.steps[0].where, context)
    if len(path.steps) == 1:
        return (lambda root: _only_if(chosen(root), [(root, root)])), context
    below = Path(text, 1, path.steps[1:])
    field = resolve(below, context.fields)
    find = finder(below)

    def listed(root: Cell) -> tuple[list[Frames], bool]:
        found: Found = elements(find((root, root)))
        every, unknown = _only_if(chosen(root), [(root, root, cell) for cell in found.cells])
        return every, unknown or (bool(every) and found.unknown)

    return listed, context.inside(field)


def _plan_filter(where: tuple[str, str] | None, context: Context) -> Callable[[Cell], str]:
    """Return what says of a plan whether it counts: PASS, NOT_APPLICABLE or CANNOT_TELL."""
    if where is None:
        return lambda _root: PASS
    find, _field = context.path(where[0])

    def chosen(root: Cell) -> str:
        found = find((root, root))
        if found.unknown:
            return CANNOT_TELL
        return PASS if any(str(cell.value) == where[1] for cell in found.cells) else NOT_APPLICABLE

    return chosen


def _only_if(chosen: str, frames: Sequence[Frames]) -> tuple[list[Frames], bool]:
    return (list(frames) if chosen is PASS else []), chosen is CANNOT_TELL


def _spot_of(rule: Rule, spec: Mapping[str, Any], context: Context, inner: Context) -> Callable[[Frames], Spot]:
    at = rule.body.get("at")
    if at is not None:
        texts = at if isinstance(at, list) else [at]
        inside = len(inner.fields) > len(context.fields) and all(str(t).startswith(".") for t in texts)
        return spots(at, inner if inside else context)
    if "by" in spec:
        return spots(f".{str(spec['by']).lstrip('.')}", inner)
    if "value" in spec:
        return spots(f".{str(spec['value']).lstrip('.')}", inner)
    return lambda _frames: Spot(None)
