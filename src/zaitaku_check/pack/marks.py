"""What one plan brings to the rules over all plans: small marks, found by the paths of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.comparing import comparable, comparing
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.failures import spots
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Spot
from zaitaku_check.pack.paths import Found, Frames, Path, PathError, elements, finder, parse_path, resolve
from zaitaku_check.pack.rule import Rule
from zaitaku_check.pack.tallies import Mark
from zaitaku_check.pack.words import build
from zaitaku_check.plan.institutions import name_of
from zaitaku_check.plan.plan import Cell

MarksOf = Callable[[Cell], list[Mark]]
"""Gives the marks of a plan."""


def marks_of(rule: Rule, spec: Mapping[str, Any], context: Context) -> MarksOf:
    """Return what gives a plan's marks for a rule."""
    paths = _listed(spec["of"])
    makers = [_marks_at(path, number, rule, spec, context) for number, path in enumerate(paths)]
    return lambda root: [mark for make in makers for mark in make(root)]


def _marks_at(
    path: str, number: int, rule: Rule, spec: Mapping[str, Any], context: Context
) -> Callable[[Cell], Iterator[Mark]]:
    """Return what gives the marks of the elements that one path leads to."""
    elements_of, inner = _elements_of(path, context)
    where = build(spec["where"], inner) if "where" in spec else None
    readers = _readers(rule, spec, inner)
    place = _spot_of(rule, spec, context, inner)
    shortest = spec.get("min_length", 0)

    def marks(root: Cell) -> Iterator[Mark]:
        every, unknown = elements_of(root)
        if unknown:
            yield _unknown(root)
        for frames in every:
            held = PASS if where is None else where(frames)
            if held is CANNOT_TELL:
                yield _unknown(root)
            for mark in _read(frames, readers) if held is PASS else ():
                key = mark.key if len(mark.key) >= shortest else ""
                yield mark._replace(key=key, source=number, spot=place(frames)) if mark.known else mark

    return marks


def _unknown(root: Cell) -> Mark:
    return Mark("", 0, "", "", "", "", known=False, spot=Spot(root))


Reader = Callable[[Frames], "Cell | str | None"]
"""Returns the cell, None where the value is absent, or CANNOT_TELL."""


class _Key(NamedTuple):
    """The key of an element: the cell it is told of, and what it is compared by."""

    cell: Cell
    text: str


KeyReader = Callable[[Frames], "list[_Key] | str"]
"""Returns the keys (of a list each of its values, of several paths their values as a whole), or CANNOT_TELL."""


class _Readers(NamedTuple):
    """What is read of one element; None: the rule does not ask for it."""

    group: Reader | None
    across: Reader | None
    key: KeyReader | None
    amounts: tuple[Callable[[Frames], Found], ...]
    order: Reader | None
    same: tuple[Reader, ...]
    owner: Reader | None


def _key(spec: Mapping[str, Any], inner: Context) -> KeyReader | None:
    """Return what reads the value that is compared or counted once (of several paths: their values as a whole)."""
    by = _listed(spec.get("by") or spec.get("distinct") or [])
    ways = [
        [inner.path(_inward(text))[0] for text in texts]
        for texts in (by, *([each] for each in _listed(spec.get("else_by", []))))
    ]
    same = comparing(spec)
    if not by:
        return None

    def read(frames: Frames) -> list[_Key] | str:
        for finders in ways:
            found = [elements(find(frames)) for find in finders]
            if any(each.unknown and not each.cells for each in found):
                return CANNOT_TELL
            if len(found) == 1 and "by" in spec:
                keys = [_Key(cell, str(same(cell))) for cell in found[0].cells]
            else:
                cells = [each.cells[0] for each in found if each.cells]
                text = "\0".join(str(same(cell)) for cell in cells)
                keys = [_Key(cells[0], text)] if len(cells) == len(found) else []
            if keys:
                return keys
        return []

    return read


def _inward(text: str) -> str:
    """Return a path that starts at the counted element, whether or not it was written with its dot."""
    return text if text.startswith(".") else f".{text}"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _reader(text: str | None, inner: Context) -> Reader | None:
    return None if text is None else _value_at(text, inner)


def _value_at(text: str, inner: Context) -> Reader:
    find, _field = inner.path(text)

    def read(frames: Frames) -> Cell | str | None:
        found = elements(find(frames))
        if found.cells:
            return found.cells[0]
        return CANNOT_TELL if found.unknown else None

    return read


def _readers(rule: Rule, spec: Mapping[str, Any], inner: Context) -> _Readers:
    values = spec.get("value", [])
    return _Readers(
        group=_reader(rule.body.get("group_by"), inner),
        across=_reader(spec.get("across"), inner),
        key=_key(spec, inner),
        amounts=tuple(inner.path(f".{str(text).lstrip('.')}")[0] for text in _listed(values)),
        order=_reader(spec.get("newest"), inner),
        same=tuple(_value_at(text, inner) for text in _listed(spec.get("same", []))),
        owner=_reader(spec.get("owner"), inner),
    )


def _read(frames: Frames, readers: _Readers) -> Iterator[Mark]:
    """Yield an element's marks but for their place; that of what is unknown; none where a value it needs is absent."""
    group, across = (None if read is None else read(frames) for read in (readers.group, readers.across))
    keys: Sequence[_Key | None] | str = readers.key(frames) if readers.key else [None]
    amount = _amount(frames, readers.amounts)
    if isinstance(keys, str) or CANNOT_TELL in (group, across, amount):
        yield _unknown(frames[0])
        return
    if (group is None and readers.group) or amount is None:
        return
    order = readers.order(frames) if readers.order else None
    for key in keys:
        yield Mark(
            group=_text(group),
            amount=int(str(amount)),
            key=key.text if key else "",
            across=_text(across),
            order=_text(order),
            raw=key.cell.raw if key else "",
            known=True,
            spot=Spot(None),
            same=tuple([_text(read(frames)) for read in readers.same]),
            owner=_owner(key, readers.owner(frames) if readers.owner else None),
        )


def _amount(frames: Frames, finders: Sequence[Callable[[Frames], Found]]) -> int | str | None:
    """Return the sum of the values at the first place that has any, 1 where the rule adds nothing up."""
    if not finders:
        return 1
    for find in finders:
        found = elements(find(frames))
        if found.unknown:
            return CANNOT_TELL
        if found.cells:
            return sum(int(str(cell.value)) for cell in found.cells)
    return None


def _text(cell: Cell | str | None) -> str:
    return str(comparable(cell)) if type(cell) is Cell else ""


def _owner(key: _Key | None, owner: Cell | str | None) -> str:
    """Return the legal person that runs an institution: as given beside its name, else as written in front of it."""
    if type(owner) is Cell:
        return name_of(str(owner.value)).core
    return name_of(str(key.cell.value)).owner if key and key.cell.field.names else ""


Elements = tuple[Callable[[Cell], tuple[list[Frames], bool]], Context]


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
    for name in ("by", "value", "distinct"):
        if isinstance(spec.get(name), str):
            return spots(f".{str(spec[name]).lstrip('.')}", inner)
    return lambda _frames: Spot(None)
