"""The answers of words: failures with their points, several answers in one, places and messages of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zaitaku_check.pack.context import Context
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Point, Spot
from zaitaku_check.pack.paths import Found, Frames, Path, parse_path, resolve
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.text_types import Bilingual

SpotFinder = Callable[[Frames], Spot]


def spots(places: object, context: Context) -> SpotFinder:
    """Return the function that finds the place `at` names: the first of the paths that is in the plan."""
    entries = [_spot(entry, context) for entry in (places if isinstance(places, list) else [places])]

    def find(frames: Frames) -> Spot:
        for entry in entries:
            spot, there = entry(frames)
            if there:
                return spot
        return entries[-1](frames)[0]

    return find


def _spot(entry: object, context: Context) -> Callable[[Frames], tuple[Spot, bool]]:
    text, end = _spot_text(entry)
    if text == "":
        return lambda _frames: (Spot(None), True)
    path = parse_path(text)
    resolve(path, context.fields)
    return lambda frames: _follow(frames, path, end)


def _spot_text(entry: object) -> tuple[str, str]:
    if isinstance(entry, dict):
        ((end, text),) = entry.items()
        return str(text), str(end)
    return str(entry), ""


def _follow(frames: Frames, path: Path, end: str) -> tuple[Spot, bool]:
    """Return the deepest cell on the path that is in the plan, and whether it is the path's end.

    An absent thing is placed at its parent's key; groups and lists at their key unless `end` says "value".
    """
    cell = frames[-path.level] if path.level else frames[0]
    root = cell if path.level == 0 else None
    for step in path.steps:
        child = cell.value.cells.get(step.name) if type(cell.value) is Group else None
        if child is None:
            return Spot(None if cell is root else cell, key=True), False
        cell = child
    is_key = end == "key" or (end != "value" and type(cell.value) in (list, Group))
    return Spot(None if cell is root else cell, key=is_key), True


def spoken(failure: Failure, frames: Frames, find: SpotFinder | None, message: Bilingual | None) -> Failure:
    """Return a failure moved to one place, where points that say the same become one, and with another message."""
    points = failure.points
    if message is not None:
        points = tuple(point._replace(message=message) for point in points)
    if find is not None:
        spot = find(frames)
        points = tuple(point._replace(spot=spot) for point in points)
    return Failure(points if len(points) == 1 else different(points))


HIDDEN = Bilingual("", "")
NO = Failure((Point(Spot(None), HIDDEN),))
"""The failure of a condition of which only the answer counts."""


def fail(cell: Cell | None, field: Field, message: Bilingual, *, key: bool = False, **args: str | Bilingual) -> Failure:
    """Return a failure with one point; `label` and `actual` come from the field and the cell."""
    return Failure((point(cell, field, message, key=key, **args),))


def point(cell: Cell | None, field: Field, message: Bilingual, *, key: bool = False, **args: str | Bilingual) -> Point:
    """Return one failing point."""
    actual = {"actual": cell.raw} if cell is not None and "actual" not in args else {}
    return Point(Spot(cell, key=key), message, tuple({"label": field.label, **actual, **args}.items()))


def list_spot(found: Found, frames: Frames) -> tuple[Cell | None, bool]:
    """Return the place of a list as a whole: its key; where it is absent, the enclosing element or the plan."""
    if found.cells:
        return found.cells[0], True
    return (frames[-1], True) if len(frames) > 1 else (None, False)


def worst(answers: Sequence[Answer]) -> Answer:
    """Return what several demands together answer: failures gathered, else cannot tell, else pass."""
    if len(answers) == 1:
        return answers[0]
    points = tuple(point for answer in answers if type(answer) is Failure for point in answer.points)
    if points:
        return Failure(different(points))
    if CANNOT_TELL in answers:
        return CANNOT_TELL
    return PASS if PASS in answers else NOT_APPLICABLE


def different(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return the points that stand elsewhere or say something else than those before them."""
    kept: dict[tuple[object, ...], Point] = {}
    for each in points:
        said = tuple(value for name, value in each.args if f"{{{name}}}" in each.message.ja + each.message.en)
        kept.setdefault((id(each.spot.cell), each.spot.key, each.message, said), each)
    return tuple(kept.values())
