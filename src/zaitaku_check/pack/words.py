"""The words of the rule language: each builds one small pure judge from its specification.

A judge takes frames (the plan's root cell and the elements at hand) and answers PASS, NOT_APPLICABLE, CANNOT_TELL or a
Failure with its points. From what could not be read nothing follows, unless what could be read already decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.nouns import Pair
from zaitaku_check.pack import phrases
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Point, Spot
from zaitaku_check.pack.paths import Finder, Found, Frames, Path, elements, finder, parse_path, resolve
from zaitaku_check.pack.wording import in_words, listed, quoted
from zaitaku_check.plan.field import Field, Form
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.plan.spelling import folded, plain

Judge = Callable[[Frames], Answer]
Spec = Mapping[str, Any]
Args = tuple[tuple[str, str | Pair], ...]
Trace = list[tuple[Field, Found]]

_HIDDEN = Pair("", "")
_MOST_BESIDE = 50
"""Places that hang on one point; a plan in which a text comes a thousand times must not make a million of them."""


class Context(NamedTuple):
    """What a word is built in: the form, the fields of the frames, the pack's tables, and a trace for evidence.

    `trace` None: nothing is recorded (the ordinary run). Else every lookup appends the field and what was found.
    `quiet`: only the answer counts (in `when`, `where`, `any`, `not`), so no words are made for a failure.
    """

    form: Form
    fields: tuple[Field, ...]
    tables: Mapping[str, Mapping[str, Sequence[Any]]]
    trace: Trace | None = None
    quiet: bool = False

    def hushed(self) -> Context:
        """Return the context of a condition of which only the answer counts."""
        return self._replace(quiet=True)

    def path(self, text: str) -> tuple[Finder, Field]:
        """Return the finder and the form's field for a path; raises PathError where there is none."""
        parsed = parse_path(text)
        field = resolve(parsed, self.fields)
        return self._traced(finder(parsed), field), field

    def _traced(self, find: Finder, field: Field) -> Finder:
        trace = self.trace
        if trace is None:
            return find

        def look(frames: Frames) -> Found:
            found = find(frames)
            trace.append((field, found))
            return found

        return look

    def inside(self, field: Field) -> Context:
        """Return the context of a `where` or `each` over `field`'s elements."""
        return self._replace(fields=(*self.fields, field))


def build(condition: Spec, context: Context) -> Judge:
    """Return the judge of a condition: one word, and optionally `at` and `message` beside it."""
    word = next(name for name in condition if name in WORDS)
    judge = WORDS[word](condition[word], context)
    if context.quiet:
        return judge
    if "at" in condition:
        judge = placed(judge, spots(condition["at"], context))
    if "message" in condition:
        judge = saying(judge, Pair(condition["message"]["ja"], condition["message"]["en"]))
    return judge


# --- places and messages ----------------------------------------------------------------------------------------------

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


def placed(judge: Judge, find: SpotFinder) -> Judge:
    """Return the judge with its points moved to one place; points that then coincide are one."""

    def moved(frames: Frames) -> Answer:
        answer = judge(frames)
        if type(answer) is not Failure:
            return answer
        return Failure((answer.points[0]._replace(spot=find(frames)),))

    return moved


def saying(judge: Judge, message: Pair) -> Judge:
    """Return the judge with another message."""

    def said(frames: Frames) -> Answer:
        answer = judge(frames)
        if type(answer) is not Failure:
            return answer
        return Failure(tuple(point._replace(message=message) for point in answer.points))

    return said


NO = Failure((Point(Spot(None), _HIDDEN),))
"""The failure of a condition of which only the answer counts."""


def fail(cell: Cell | None, field: Field, message: Pair, *, key: bool = False, **args: str | Pair) -> Failure:
    """Return a failure with one point; `label` and `actual` come from the field and the cell."""
    return Failure((point(cell, field, message, key=key, **args),))


def point(cell: Cell | None, field: Field, message: Pair, *, key: bool = False, **args: str | Pair) -> Point:
    """Return one failing point."""
    actual = {"actual": cell.raw} if cell is not None and "actual" not in args else {}
    return Point(Spot(cell, key=key), message, tuple({"label": field.label, **actual, **args}.items()))


def _list_spot(found: Found, frames: Frames) -> tuple[Cell | None, bool]:
    """Return the place of a list as a whole: its key; where it is absent, the enclosing element or the plan."""
    if found.cells:
        return found.cells[0], True
    return (frames[-1], True) if len(frames) > 1 else (None, False)


# --- filled -----------------------------------------------------------------------------------------------------------


def is_filled(cell: Cell, placeholders: frozenset[str]) -> bool:
    """Return whether a readable cell holds something that is not a placeholder (a list: at least one element)."""
    value = cell.value
    if type(value) is str:
        return bool(value) and (len(value) > 12 or not _stands_in(plain(value), placeholders))
    if type(value) is list:
        return any(element.readable and is_filled(element, placeholders) for element in value)
    if type(value) is Group:
        return any(child.readable and is_filled(child, placeholders) for child in value.cells.values())
    return value is not None


_AROUND = "。.、,()[]「」【】!"
"""Signs that may stand around a placeholder without making it content: （検討中）, 未定。"""


def _stands_in(word: str, placeholders: frozenset[str]) -> bool:
    return word in placeholders or word.strip(_AROUND) in placeholders


def _filled(spec: str, context: Context) -> Judge:
    find, field = context.path(spec)
    placeholders = context.form.placeholders
    quiet = context.quiet

    def judge(frames: Frames) -> Answer:
        found = find(frames)
        if any(is_filled(cell, placeholders) for cell in found.cells):
            return PASS
        if found.unknown or any(_has_unreadable(cell) for cell in found.cells):
            return CANNOT_TELL
        if quiet:
            return NO
        if found.cells:
            cell = found.cells[0]
            return fail(cell, field, phrases.PLACEHOLDER, key=field.many, actual=_first_raw(cell))
        return fail(frames[-1] if len(frames) > 1 else None, field, phrases.NOT_FILLED, key=True)

    return judge


def _has_unreadable(cell: Cell) -> bool:
    return type(cell.value) is list and any(not element.readable for element in cell.value)


def _first_raw(cell: Cell) -> str:
    return cell.value[0].raw if type(cell.value) is list and cell.value else cell.raw


# --- items ------------------------------------------------------------------------------------------------------------


def _items(spec: Spec, context: Context) -> Judge:
    find_list, list_field = context.path(spec["in"])
    by = "." + str(spec["by"]).lstrip(".")
    find_by, by_field = context.inside(list_field).path(by)
    demands = [_ITEM_DEMANDS[name](spec, list_field, by_field) for name in _ITEM_DEMANDS if name in spec]

    def judge(frames: Frames) -> Answer:
        found = find_list(frames)
        every = elements(found)
        held: dict[object, Cell] = {}
        unknown = every.unknown
        for element in every.cells:
            value = find_by((*frames, element))
            unknown = unknown or value.unknown
            for cell in elements(value).cells:
                held.setdefault(cell.value, cell)
        where, key = _list_spot(found, frames)
        return _worst([demand(held, where, key, unknown) for demand in demands])

    return judge


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


# --- count and sum ----------------------------------------------------------------------------------------------------


def _count(spec: Spec, context: Context) -> Judge:
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
    cell, key = _list_spot(found, frames)
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


def _sum(spec: Spec, context: Context) -> Judge:
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


# --- value ------------------------------------------------------------------------------------------------------------

Test = Callable[[Cell, Frames], "Answer | None"]


def _value(spec: Spec, context: Context) -> Judge:
    find, field = context.path(spec["at"])
    required = spec.get("required", False)
    tests = [make(spec, field, context) for name, make in _VALUE_TESTS.items() if name in spec]

    def judge(frames: Frames) -> Answer:
        found = find(frames)
        if len(found.cells) == 1 and not found.unknown and type(found.cells[0].value) is not list:
            return _first_wrong(tests, found.cells[0], frames)
        answers = [_first_wrong(tests, cell, frames) for cell in elements(found).cells]
        if not answers:
            if found.unknown or elements(found).unknown:
                return CANNOT_TELL
            if not required:
                return NOT_APPLICABLE
            return fail(frames[-1] if len(frames) > 1 else None, field, phrases.ABSENT, key=True)
        return _worst([*answers, CANNOT_TELL] if found.unknown or elements(found).unknown else answers)

    return judge


def _first_wrong(tests: Sequence[Test], cell: Cell, frames: Frames) -> Answer:
    for test in tests:
        answer = test(cell, frames)
        if answer is not None:
            return answer
    return PASS


def _equals(spec: Spec, field: Field, context: Context) -> Test:
    wanted = comparable_constant(spec["equals"], field)
    value = in_words(spec["equals"], field)
    quiet = context.quiet

    def test(cell: Cell, _frames: Frames) -> Answer | None:
        if comparable(cell) == wanted:
            return None
        return NO if quiet else fail(cell, field, phrases.EQUALS, value=value)

    return test


def _in(spec: Spec, field: Field, context: Context) -> Test:
    among = spec["in"]
    if isinstance(among, Mapping):
        return _in_table(among, field, context)
    allowed = {comparable_constant(value, field) for value in among}
    every = listed(among, field)
    quiet = context.quiet

    def test(cell: Cell, _frames: Frames) -> Answer | None:
        if comparable(cell) in allowed:
            return None
        return NO if quiet else fail(cell, field, phrases.NOT_IN, value=every)

    return test


def _in_table(among: Spec, field: Field, context: Context) -> Test:
    find_key, key_field = context.path(among["by"])
    table = {
        key: frozenset(comparable_constant(value, field) for value in values)
        for key, values in context.tables[among["table"]].items()
    }

    def test(cell: Cell, frames: Frames) -> Answer | None:
        found = find_key(frames)
        if not found.cells:
            return CANNOT_TELL if found.unknown else NOT_APPLICABLE
        key = found.cells[0]
        allowed = table.get(str(key.value))
        if allowed is None or comparable(cell) in allowed:
            return None if allowed is not None else NOT_APPLICABLE
        failing = point(cell, field, phrases.NOT_IN, value=in_words(key.value, key_field))
        return Failure((failing._replace(beside=((Spot(key), phrases.COMPARED_WITH),)),))

    return test


def _bound(name: str, holds: Callable[[Any, Any], bool], number: Pair, date: Pair, arg: str) -> Callable[..., Test]:
    def make(spec: Spec, field: Field, _context: Context) -> Test:
        limit = spec[name]
        message = date if field.reader == "date" else number
        bounded: dict[str, Any] = {arg: in_words(limit, field)}

        def test(cell: Cell, _frames: Frames) -> Answer | None:
            return None if holds(cell.value, limit) else Failure((point(cell, field, message, **bounded),))

        return test

    return make


def _pattern(spec: Spec, field: Field, _context: Context) -> Test:
    matcher = re.compile(spec["pattern"])

    def test(cell: Cell, _frames: Frames) -> Answer | None:
        return None if matcher.search(folded(str(cell.value))) else fail(cell, field, phrases.PATTERN)

    return test


_VALUE_TESTS: Mapping[str, Callable[[Spec, Field, Context], Test]] = {
    "equals": _equals,
    "in": _in,
    "min": _bound("min", lambda value, limit: value >= limit, phrases.BELOW, phrases.EARLY, "min"),
    "max": _bound("max", lambda value, limit: value <= limit, phrases.ABOVE, phrases.LATE, "max"),
    "after": _bound("after", lambda value, limit: value > limit, phrases.BELOW, phrases.NOT_AFTER, "min"),
    "before": _bound("before", lambda value, limit: value < limit, phrases.ABOVE, phrases.NOT_BEFORE, "max"),
    "pattern": _pattern,
}


# --- compare and unique -----------------------------------------------------------------------------------------------


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


def _compare(spec: Spec, context: Context) -> Judge:
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
    return Pair(f"{field.label.ja}「{value.ja}」", f"{field.label.en} '{value.en}'")


def _unique(spec: Spec, context: Context) -> Judge:
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


# --- mentions ---------------------------------------------------------------------------------------------------------


def _mentions(spec: Spec, context: Context) -> Judge:
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


# --- combining --------------------------------------------------------------------------------------------------------


def _worst(answers: Sequence[Answer]) -> Answer:
    """Return what several demands together answer: failures gathered, else cannot tell, else pass."""
    if len(answers) == 1:
        return answers[0]
    points = tuple(point for answer in answers if type(answer) is Failure for point in answer.points)
    if points:
        return Failure(_one_a_place(points))
    if CANNOT_TELL in answers:
        return CANNOT_TELL
    return PASS if PASS in answers else NOT_APPLICABLE


def _one_a_place(points: tuple[Point, ...]) -> tuple[Point, ...]:
    kept: dict[tuple[int, bool], Point] = {}
    for each in points:
        kept.setdefault((id(each.spot.cell), each.spot.key), each)
    return tuple(kept.values())


def _all(spec: Sequence[Spec], context: Context) -> Judge:
    parts = [build(part, context) for part in spec]
    return lambda frames: _worst([part(frames) for part in parts])


def _any(spec: Sequence[Spec], context: Context) -> Judge:
    parts = [build(part, context) for part in spec]

    def judge(frames: Frames) -> Answer:
        worst: Answer = NOT_APPLICABLE
        for part in parts:
            answer = part(frames)
            if answer is PASS:
                return PASS
            if answer is CANNOT_TELL or (type(answer) is Failure and worst is NOT_APPLICABLE):
                worst = answer
        return worst

    return judge


def _not(spec: Spec, context: Context) -> Judge:
    part = build(spec, context.hushed())
    subject = _subject(spec, context)

    def judge(frames: Frames) -> Answer:
        answer = part(frames)
        if type(answer) is Failure:
            return PASS
        if answer is not PASS:
            return answer
        if subject is None:
            return Failure((Point(Spot(None), phrases.NOT, (("label", _HIDDEN), ("actual", ""))),))
        find, field = subject
        found = elements(find(frames))
        return fail(found.cells[0] if found.cells else None, field, phrases.NOT)

    return judge


_SUBJECTS = {
    "value": "at",
    "items": "in",
    "count": "of",
    "sum": "of",
    "compare": "left",
    "unique": "of",
    "mentions": "in",
}


def _subject(spec: Spec, context: Context) -> tuple[Finder, Field] | None:
    """Return the finder of the value that a negated condition speaks of, for its place and words."""
    word = next(name for name in spec if name in WORDS)
    if word == "filled":
        return context.path(spec[word])
    if word not in _SUBJECTS:
        return None
    text = spec[word][_SUBJECTS[word]]
    return context.path(text[0] if isinstance(text, list) else text)


def _cel(spec: str, context: Context) -> Judge:
    from zaitaku_check.pack.cel import build_cel

    return build_cel(spec, context)


WORDS: Mapping[str, Callable[[Any, Context], Judge]] = {
    "filled": _filled,
    "items": _items,
    "count": _count,
    "sum": _sum,
    "value": _value,
    "compare": _compare,
    "unique": _unique,
    "mentions": _mentions,
    "all": _all,
    "any": _any,
    "not": _not,
    "cel": _cel,
}
