"""The words that count: `items`, `count` and `sum`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from zaitaku_check.nouns import Pair
from zaitaku_check.pack import phrases
from zaitaku_check.pack.answers import fail, list_spot, point, worst
from zaitaku_check.pack.comparing import comparable
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.filling import is_filled
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure
from zaitaku_check.pack.paths import Finder, Found, Frames, elements, once_a_plan, parse_path
from zaitaku_check.pack.wording import in_words, listed
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.typed import Any


def judge_items(spec: Spec, context: Context) -> Judge:
    """Build `items`: what the list's elements hold, against what is demanded."""
    find_list, list_field = context.path(spec["in"])
    by = "." + str(spec["by"]).lstrip(".")
    find_by, by_field = context.inside(list_field).path(by)
    demands = [_ITEM_DEMANDS[name](spec, list_field, by_field) for name in _ITEM_DEMANDS if name in spec]
    once_a_plan = context.trace is None and parse_path(spec["in"]).level == 0
    holding = (_holding_once_a_plan if once_a_plan else _holding)(find_list, find_by)

    def judge(frames: Frames) -> Answer:
        held, unknown, found = holding(frames)
        where, key = list_spot(found, frames)
        return worst([demand(held, where, key, unknown) for demand in demands])

    return judge


Holding = Callable[[Frames], tuple[Mapping[object, Cell], bool, Found]]
"""Gives what a list's elements hold, each with the first that holds it; whether there may be more; and the list."""


def _holding(find_list: Finder, find_by: Finder) -> Holding:
    def holding(frames: Frames) -> tuple[Mapping[object, Cell], bool, Found]:
        found = find_list(frames)
        every = elements(found)
        held: dict[object, Cell] = {}
        unknown = every.unknown
        for element in every.cells:
            value = find_by((*frames, element))
            unknown = unknown or value.unknown
            for cell in elements(value).cells:
                held.setdefault(cell.value, cell)
        return held, unknown, found

    return holding


@lru_cache(maxsize=64)
def _holding_once_a_plan(find_list: Finder, find_by: Finder) -> Holding:
    return once_a_plan(_holding(find_list, find_by))


ItemDemand = Callable[[Mapping[object, Cell], "Cell | None", bool, bool], Answer]


def _all_of(spec: Spec, list_field: Field, by_field: Field) -> ItemDemand:
    wanted = spec["all_of"]

    def demand(held: Mapping[object, Cell], where: Cell | None, key: bool, unknown: bool) -> Answer:  # noqa: FBT001
        missing = [item for item in wanted if item not in held]
        if not missing:
            return PASS
        if unknown:
            return CANNOT_TELL
        return fail(where, list_field, phrases.ALL_OF, key=key, missing=listed(missing, by_field))

    return demand


def _any_of(spec: Spec, list_field: Field, by_field: Field) -> ItemDemand:
    wanted, least = spec["any_of"], spec.get("at_least", 1)

    def demand(held: Mapping[object, Cell], where: Cell | None, key: bool, unknown: bool) -> Answer:  # noqa: FBT001
        there = sum(item in held for item in wanted)
        if there >= least:
            return PASS
        if unknown:
            return CANNOT_TELL
        absent = listed([item for item in wanted if item not in held], by_field)
        return fail(where, list_field, phrases.ANY_OF, key=key, actual=str(there), min=str(least), missing=absent)

    return demand


def _none_of(spec: Spec, list_field: Field, by_field: Field) -> ItemDemand:
    def demand(held: Mapping[object, Cell], _where: Cell | None, _key: bool, unknown: bool) -> Answer:  # noqa: FBT001
        there = [item for item in spec["none_of"] if item in held]
        if there:
            name = in_words(there[0], by_field)
            return Failure(tuple(point(held[item], list_field, phrases.NONE_OF, actual=name) for item in there))
        return CANNOT_TELL if unknown else PASS

    return demand


def _at_most(spec: Spec, list_field: Field, _by_field: Field) -> ItemDemand:
    most = spec["at_most"]
    counted = set(spec.get("of", ()))

    def demand(held: Mapping[object, Cell], where: Cell | None, key: bool, unknown: bool) -> Answer:  # noqa: FBT001
        there = sum(not counted or item in counted for item in held)
        if there > most:
            return fail(where, list_field, phrases.TOO_MANY_ITEMS, key=key, actual=str(there), max=str(most))
        return CANNOT_TELL if unknown else PASS

    return demand


def _percent(spec: Spec, list_field: Field, _by_field: Field) -> ItemDemand:
    least = spec["at_least_percent"]
    counted = [item for item in spec["of"] if item not in spec.get("not_applicable", ())]

    def demand(held: Mapping[object, Cell], where: Cell | None, key: bool, unknown: bool) -> Answer:  # noqa: FBT001
        if not counted:
            return NOT_APPLICABLE
        there = sum(item in held for item in counted)
        if there * 100 >= least * len(counted):
            return PASS
        if unknown:
            return CANNOT_TELL
        share = str(there * 100 // len(counted))
        return fail(where, list_field, phrases.PERCENT, key=key, actual=share, min=str(least))

    return demand


_ITEM_DEMANDS: Mapping[str, Callable[[Spec, Field, Field], ItemDemand]] = {
    "all_of": _all_of,
    "any_of": _any_of,
    "none_of": _none_of,
    "at_most": _at_most,
    "at_least_percent": _percent,
}


def judge_count(spec: Spec, context: Context) -> Judge:
    """Build `count`: the number of elements is within bounds."""
    find, field = context.path(spec["of"])
    select = _selector(spec, context, field)
    distinct = context.inside(field).path(spec["distinct"])[0] if "distinct" in spec else None
    low, high = spec.get("min"), spec.get("max")

    def judge(frames: Frames) -> Answer:
        found = find(frames)
        kept, unsure = select(found, frames)
        number = len(kept) if distinct is None else len(_different(kept, distinct, frames))
        return _within(
            number, unsure, (low, high), lambda message, **args: _count_fail(found, frames, field, message, args)
        )

    return judge


def _count_fail(found: Found, frames: Frames, field: Field, message: Pair, args: Mapping[str, str | Pair]) -> Failure:
    cell, key = list_spot(found, frames)
    return Failure((point(cell, field, message, key=key, **args),))


def _within(number: int, unsure: int, bounds: tuple[int | None, int | None], failure: Callable[..., Failure]) -> Answer:
    """Judge a number that may still grow by `unsure`."""
    low, high = bounds
    if high is not None and number > high:
        return failure(phrases.TOO_MANY, actual=str(number), max=str(high))
    if low is not None and number + unsure < low:
        return failure(phrases.TOO_FEW, actual=str(number), min=str(low))
    decided = unsure == 0 or ((low is None or number >= low) and high is None)
    return PASS if decided else CANNOT_TELL


def _different(cells: Iterable[Cell], find: Finder, frames: Frames) -> set[object]:
    return {comparable(cell) for element in cells for cell in find((*frames, element)).cells}


def _selector(spec: Spec, context: Context, field: Field) -> Callable[[Found, Frames], tuple[list[Cell], int]]:
    """Return what picks the counted elements, and how many more there might be (an unreadable list: many)."""
    placeholders = context.form.placeholders
    from zaitaku_check.pack.words import build  # the words build each other

    where = build(spec["where"], context.inside(field).hushed()) if "where" in spec else None

    def select(found: Found, frames: Frames) -> tuple[list[Cell], int]:
        every = elements(found)
        unsure = _MANY if found.unknown else sum(not e.readable for cell in found.cells for e in _members(cell))
        kept: list[Cell] = []
        for element in every.cells:
            if type(element.value) is not Group and not is_filled(element, placeholders):
                continue
            answer = PASS if where is None else where((*frames, element))
            if answer is PASS:
                kept.append(element)
            elif answer is CANNOT_TELL:
                unsure += 1
        return kept, unsure

    return select


_MANY = 1_000_000


def _members(cell: Cell) -> list[Cell]:
    return cell.value if type(cell.value) is list else []


def judge_sum(spec: Spec, context: Context) -> Judge:
    """Build `sum`: the sum over the elements is within bounds, or equals a number or another place."""
    find, field = context.path(spec["of"])
    select = _selector(spec, context, field)
    find_value, value_field = context.inside(field).path(spec["value"])
    target = _number_or_path(spec["equals"], context) if "equals" in spec else None
    low, high = spec.get("min"), spec.get("max")

    def judge(frames: Frames) -> Answer:
        found = find(frames)
        if not found.cells and not found.unknown:
            return NOT_APPLICABLE
        kept, unsure = select(found, frames)
        values = [find_value((*frames, element)) for element in kept]
        if unsure or any(value.unknown for value in values):
            return CANNOT_TELL
        amounts = [cell.value for value in values for cell in value.cells]
        if not amounts:
            return NOT_APPLICABLE
        total = sum(amounts)  # type: ignore[arg-type]  # the form says these are numbers
        wanted = target(frames) if target is not None else None
        if isinstance(wanted, str):
            return wanted
        wrong = _wrong_sum(total, (low, high, wanted), value_field)
        return PASS if wrong is None else _count_fail(found, frames, field, *wrong)

    return judge


def _wrong_sum(total: Any, asked: tuple[Any, Any, Any], field: Field) -> tuple[Pair, dict[str, str | Pair]] | None:
    """Return message and arguments where a sum is below, above or beside what is asked; None where it is right."""
    low, high, wanted = asked
    actual = in_words(total, field)
    if low is not None and total < low:
        return phrases.TOO_FEW, {"actual": actual, "min": in_words(low, field)}
    if high is not None and total > high:
        return phrases.TOO_MANY, {"actual": actual, "max": in_words(high, field)}
    if wanted is not None and total != wanted:
        return phrases.SUM_EQUALS, {"actual": actual, "value": in_words(wanted, field)}
    return None


def _number_or_path(target: object, context: Context) -> Callable[[Frames], Any]:
    """Return what yields the number to compare with, or an outcome where there is none."""
    if not isinstance(target, str):
        return lambda _frames: target
    find, _field = context.path(target)

    def number(frames: Frames) -> object:
        found = find(frames)
        if found.unknown:
            return CANNOT_TELL
        return found.cells[0].value if found.cells else NOT_APPLICABLE

    return number
