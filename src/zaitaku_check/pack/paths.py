"""Paths of the rule language: parsed once, resolved against the form, compiled into finders."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from zaitaku_check.named import NamedTuple
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.source.waiting import waiting
from zaitaku_check.suggestions import nearest
from zaitaku_check.typed import TypeVar

Frames = tuple[Cell, ...]
"""The plan's root cell, then the element of each `each` or `where` that encloses the condition."""


class Found(NamedTuple):
    """What a path leads to: the readable cells, and whether something on the way could not be read."""

    cells: list[Cell]
    unknown: bool


class Step(NamedTuple):
    """One name of a path, with the filter `[field=value]` behind it if there is one."""

    name: str
    where: tuple[str, str] | None = None


class Path(NamedTuple):
    """A parsed path. `level` 0 starts at the plan, 1 at the element at hand (`.`), 2 at the one outside it (`..`)."""

    text: str
    level: int
    steps: tuple[Step, ...]


class PathError(Exception):
    """A path that cannot be read or that the form does not have."""

    def __init__(self, path: str, message_ja: str, message_en: str, suggestion: str = "") -> None:
        super().__init__(message_en)
        self.path = path
        self.message_ja = message_ja
        self.message_en = message_en
        self.suggestion = suggestion


Finder = Callable[[Frames], Found]
Made = TypeVar("Made")

_new = tuple.__new__
"""Makes a named tuple at half the cost of calling its class."""
_NOTHING = Found([], unknown=False)
_LOST = Found([], unknown=True)

_STEP = waiting(r"([^\W\d]\w*)(?:\[(?:([^\W\d]\w*)=([^\[\]=]+))?\])?\Z")


@lru_cache(maxsize=2048)
def parse_path(text: str) -> Path:
    """Return the parsed path; raise PathError where `text` is not one."""
    level = 2 if text.startswith("..") else 1 if text.startswith(".") else 0
    body = text[level:]
    return Path(text, level, tuple(_step(part, text) for part in body.split(".")) if body else ())


def _step(part: str, text: str) -> Step:
    match = _STEP.match(part)
    if match is None:
        raise PathError(text, f"「{text}」は項目の指し方として読めません。", f"“{text}” is not a path")
    name, field, value = match.groups()
    return Step(name, (field, value) if field else None)


def resolve(path: Path, fields: tuple[Field, ...]) -> Field:
    """Return the form's field that `path` leads to; `fields` are the fields of the frames, the plan's first.

    Raises PathError, with the nearest name, where the form has no such field.
    """
    if path.level > len(fields) - (0 if path.level == 0 else 1):
        raise PathError(
            path.text,
            f"「{path.text}」の「.」が指す要素がありません（each や where の外です）。",
            f"“{path.text}”: there is no element to start from (outside each and where)",
        )
    field = fields[-path.level] if path.level else fields[0]
    for step in path.steps:
        field = _child(field, step.name, path.text)
        if step.where is not None:
            _filter_value(field, step.where, path.text)
    return field


def _child(field: Field, name: str, text: str) -> Field:
    child = field.fields.get(name)
    if child is None:
        hint = nearest(name, list(field.fields))
        raise PathError(
            text,
            f"「{text}」の「{name}」は様式にありません。",
            f"“{text}”: the form has no field “{name}”",
            hint[0] if hint else "",
        )
    return child


def _filter_value(field: Field, where: tuple[str, str], text: str) -> None:
    wanted = _child(field, where[0], text)
    ids = [choice.id for choice in wanted.choices] or (["true", "false"] if wanted.kind.json_type == "boolean" else [])
    if ids and where[1] not in ids:
        hint = nearest(where[1], ids)
        raise PathError(
            text,
            f"「{text}」の値「{where[1]}」は選択肢にありません。",
            f"“{text}”: “{where[1]}” is not one of the choices",
            hint[0] if hint else "",
        )


@lru_cache(maxsize=2048)
def finder(path: Path) -> Finder:
    """Return the function that follows `path` from the frames at hand.

    A list on the way is walked. A list at the end is returned as its elements when the path is asked for many values
    (`elements`), else as the list's own cell.
    """
    steps = path.steps
    start = -path.level
    if not steps:
        return lambda frames: Found([frames[start]], unknown=False)
    find = _follower(start, steps)
    return find if path.level else once_a_plan(find)


def _follower(start: int, steps: tuple[Step, ...]) -> Finder:
    """Return what follows the steps, quickest where they are few and plain."""
    names = tuple(step.name for step in steps)
    if any(step.where is not None for step in steps):
        return lambda frames: _walk_steps(frames[start], steps)
    if len(names) == 1:
        return _one_name(start, names)
    if len(names) == 2:
        return _two_names(start, names)
    return lambda frames: _walk_names(frames[start], names)


def once_a_plan(look: Callable[[Frames], Made]) -> Callable[[Frames], Made]:
    """Return what looks at a plan only once, for rule after rule asks for the same; the answer hangs on no element."""
    last: Cell | None = None
    kept: Made

    def asked(frames: Frames) -> Made:
        nonlocal last, kept
        if last is not frames[0]:
            kept = look(frames)
            last = frames[0]
        return kept

    return asked


def _one_name(start: int, names: tuple[str, ...]) -> Finder:
    (name,) = names

    def find(frames: Frames) -> Found:
        value = frames[start].value
        if type(value) is not Group:
            return _walk_names(frames[start], names)
        child = value.cells.get(name)
        if child is not None:
            return _new(Found, ([child], False)) if child.readable else _LOST
        return _LOST if name in value.missing else _NOTHING

    return find


def _two_names(start: int, names: tuple[str, ...]) -> Finder:
    first, second = names

    def find(frames: Frames) -> Found:
        outer = frames[start].value
        if type(outer) is Group and (middle := outer.cells.get(first)) is not None and middle.readable:
            inner = middle.value
            if type(inner) is Group and (child := inner.cells.get(second)) is not None and child.readable:
                return _new(Found, ([child], False))
        return _walk_names(frames[start], names)

    return find


def elements(found: Found) -> Found:
    """Return the elements of the lists that a path led to; a single value stands for itself."""
    every = found.cells
    if not every or (len(every) == 1 and type(every[0].value) is not list):
        return found
    cells: list[Cell] = []
    unknown = found.unknown
    for cell in every:
        value = cell.value
        if type(value) is not list:
            cells.append(cell)
            continue
        for element in value:
            if element.readable:
                cells.append(element)
            else:
                unknown = True
    return _new(Found, (cells, unknown))


def _walk_names(start: Cell, names: tuple[str, ...]) -> Found:
    cell = start
    for at, name in enumerate(names):
        value = cell.value
        if type(value) is list:
            return _walk_steps(cell, tuple(Step(rest) for rest in names[at:]))
        if type(value) is not Group:
            return _LOST
        child = value.cells.get(name)
        if child is None:
            return _LOST if name in value.missing else _NOTHING
        if not child.readable:
            return _LOST
        cell = child
    return _new(Found, ([cell], False))


def _walk_steps(start: Cell, steps: tuple[Step, ...]) -> Found:
    cells = [start]
    unknown = False
    for step in steps:
        cells, lost = _one_step(cells, step.name)
        unknown = unknown or lost
        if step.where is not None:
            cells, lost = _filtered(cells, *step.where)
            unknown = unknown or lost
    return Found(cells, unknown)


def _one_step(cells: list[Cell], name: str) -> tuple[list[Cell], bool]:
    found: list[Cell] = []
    unknown = False
    for group_cell in elements(Found(cells, unknown=False)).cells:
        group = group_cell.value
        if type(group) is not Group:
            continue
        child = group.cells.get(name)
        if child is None:
            unknown = unknown or name in group.missing
        elif child.readable:
            found.append(child)
        else:
            unknown = True
    return found, unknown or _lost_elements(cells)


def _lost_elements(cells: list[Cell]) -> bool:
    return any(type(cell.value) is list and not all(e.readable for e in cell.value) for cell in cells)


def _filtered(cells: list[Cell], name: str, value: str) -> tuple[list[Cell], bool]:
    every = elements(Found(cells, unknown=False))
    kept: list[Cell] = []
    unknown = every.unknown
    for cell in every.cells:
        if type(cell.value) is not Group:
            continue
        child = cell.value.cells.get(name)
        if child is None:
            unknown = unknown or name in cell.value.missing
        elif not child.readable:
            unknown = True
        elif _as_text(child.value) == value:
            kept.append(cell)
    return kept, unknown


def _as_text(value: object) -> str:
    if value is True:
        return "true"
    return "false" if value is False else str(value)
