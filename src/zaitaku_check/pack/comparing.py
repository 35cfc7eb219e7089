"""The words `compare`, `unique` and `mentions`: values and texts of the plan against each other and against words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice

from zaitaku_check.nouns import Pair
from zaitaku_check.pack import phrases
from zaitaku_check.pack.answers import fail, point
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Point, Spot
from zaitaku_check.pack.paths import Found, Frames, elements
from zaitaku_check.pack.wording import in_words, quoted
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.plan.spelling import folded, plain
from zaitaku_check.typed import Any

_MOST_BESIDE = 50
"""Places that hang on one point; a plan in which a text comes a thousand times must not make a million of them."""


def comparable(cell: Cell) -> object:
    """Return what two values are compared by: texts folded, everything else as it is."""
    value = cell.value
    return folded(value) if type(value) is str and cell.field.reader == "text" else value


def comparable_constant(value: object, field: Field) -> object:
    """Return a rule's constant in the form in which values of `field` are compared."""
    return folded(value) if isinstance(value, str) and field.reader == "text" else value


_RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "less": lambda left, right: left < right,
    "at_most": lambda left, right: left <= right,
    "equal": lambda left, right: left == right,
    "at_least": lambda left, right: left >= right,
    "more": lambda left, right: left > right,
    "different": lambda left, right: left != right,
}


def judge_compare(spec: Spec, context: Context) -> Judge:
    """Build `compare`: the place `left` stands in the relation `is` to every place `right`."""
    find_left, field = context.path(spec["left"])
    find_right, right_field = context.path(spec["right"])
    relation = spec["is"]
    holds = _RELATIONS[relation]
    message = phrases.COMPARE_DATES.get(relation) if field.reader == "date" else None
    message = message or phrases.COMPARE[relation]
    against = _Against(Found([], unknown=False))

    def judge(frames: Frames) -> Answer:
        nonlocal against
        left, right = find_left(frames), find_right(frames)
        if not left.cells:
            return CANNOT_TELL if left.unknown else NOT_APPLICABLE
        if _are_two_values(left.cells, right) and holds(comparable(left.cells[0]), comparable(right.cells[0])):
            return PASS
        if right is not against.found:
            against = _Against(right)
        cell = left.cells[0]
        mine = comparable(cell)
        alike = against.alike(mine) if relation == "different" else against.cells
        others = (other for other in alike if other is not cell)
        wrong = list(islice((other for other in others if not holds(mine, comparable(other))), _MOST_BESIDE))
        if wrong:
            failing = point(cell, field, message, value=_other(wrong[0], right_field))
            beside = tuple((Spot(other), phrases.COMPARED_WITH) for other in wrong)
            return Failure((failing._replace(beside=beside),))
        if against.unknown:
            return CANNOT_TELL
        only_itself = all(other is cell for other in against.cells[:2])
        return NOT_APPLICABLE if only_itself and not (right.cells and relation == "different") else PASS

    return judge


def _are_two_values(left: list[Cell], right: Found) -> bool:
    """Return whether one value is to be compared with one other, as is most often so."""
    cells = right.cells
    return len(cells) == 1 and not right.unknown and type(cells[0].value) is not list and cells[0] is not left[0]


class _Against:
    """What a value is compared with: found once for all that are compared with the same, and by value if that helps."""

    def __init__(self, found: Found) -> None:
        every = elements(found)
        self.found = found
        self.cells = every.cells
        self.unknown = found.unknown or every.unknown
        self._by_value: dict[object, list[Cell]] = {}

    def alike(self, value: object) -> list[Cell]:
        """Return the cells with this value."""
        if not self._by_value:
            for cell in self.cells:
                self._by_value.setdefault(comparable(cell), []).append(cell)
        return self._by_value.get(value, [])


def _other(cell: Cell, field: Field) -> Pair:
    value = in_words(cell.value, field)
    return Pair(f"{field.label.ja}「{value.ja}」", f"{field.label.en} “{value.en}”")


def judge_unique(spec: Spec, context: Context) -> Judge:
    """Build `unique`: no two elements with the same value."""
    find, field = context.path(spec["of"])
    inner = context.inside(field)
    find_by, by_field = inner.path("." + str(spec["by"]).lstrip("."))
    shortest = spec.get("min_length", 0)

    def judge(frames: Frames) -> Answer:
        found = find(frames)
        every = elements(found)
        first: dict[object, Cell] = {}
        points: list[Point] = []
        unknown = every.unknown
        for element in every.cells:
            value = find_by((*frames, element))
            unknown = unknown or value.unknown
            for cell in value.cells:
                same = comparable(cell)
                if isinstance(same, str) and len(same) < shortest:
                    continue
                if same in first:
                    points.append(_again(cell, first[same], by_field))
                else:
                    first[same] = cell
        if points:
            return Failure(tuple(points))
        if unknown:
            return CANNOT_TELL
        return PASS if first else NOT_APPLICABLE

    return judge


def _again(cell: Cell, first: Cell, field: Field) -> Point:
    repeated = point(cell, field, phrases.UNIQUE, value=in_words(cell.value, field))
    return repeated._replace(beside=((Spot(first), phrases.FIRST),))


def judge_mentions(spec: Spec, context: Context) -> Judge:
    """Build `mentions`: the texts together speak of one, or of all, of the words."""
    places = spec["in"] if isinstance(spec["in"], list) else [spec["in"]]
    finders = [context.path(text) for text in places]
    field = finders[0][1]
    find_text = [find for find, _field in finders]
    anyway = "any_of" in spec
    words = [(word, plain(word)) for word in spec["any_of" if anyway else "all_of"]]
    message = phrases.MENTIONS_ANY if anyway else phrases.MENTIONS_ALL

    def judge(frames: Frames) -> Answer:
        unread = False
        first: Cell | None = None
        open_words = words
        for find in find_text:
            found = find(frames)
            every = elements(found)
            unread = unread or every.unknown
            for cell in every.cells:
                first = first or cell
                text = plain(str(cell.value))
                missing = [word for word in open_words if word[1] not in text]
                if not missing or (anyway and len(missing) < len(open_words)):
                    return PASS
                open_words = open_words if anyway else missing
        if unread:
            return CANNOT_TELL
        spot = first if first is not None else (frames[-1] if len(frames) > 1 else None)
        return fail(spot, field, message, key=first is None, missing=quoted(word for word, _ in open_words))

    return judge
