"""The words `span` and `window`: how far days lie apart, and within which days one lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack import phrases
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import point
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Spot
from zaitaku_check.pack.paths import Finder, Frames, elements
from zaitaku_check.pack.periods import later, length_in_words
from zaitaku_check.pack.words.word import (
    BASIC,
    DATES,
    Param,
    Word,
)
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.kinds.dates import DATE
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


class _Day(NamedTuple):
    """A day that was found, or why there is none."""

    outcome: str
    cell: Cell | None = None

    @property
    def iso(self) -> str:
        """The day as ISO text."""
        return str(self.cell.value) if self.cell is not None else ""


def _day(find: Finder, frames: Frames) -> _Day:
    found = find(frames)
    if found.cells:
        return _Day(PASS, found.cells[0])
    return _Day(CANNOT_TELL if found.unknown else NOT_APPLICABLE)


def _without(days: Sequence[_Day]) -> str:
    return CANNOT_TELL if any(day.outcome is CANNOT_TELL for day in days) else NOT_APPLICABLE


def judge_span(spec: Spec, context: Context) -> Judge:
    """Build `span`: the time from one day to another is within bounds."""
    find_from, from_field = context.path(spec["from"])
    find_to, field = context.path(spec["to"])
    least, most = spec.get("min"), spec.get("max")

    def judge(frames: Frames) -> Answer:
        start, end = _day(find_from, frames), _day(find_to, frames)
        if start.outcome is not PASS or end.outcome is not PASS:
            return _without((start, end))
        args = {"value": from_field.label}
        if least is not None and end.iso < later(start.iso, least):
            return _failed(end, start, field, phrases.TOO_SOON, {**args, "min": length_in_words(least)})
        if most is not None and end.iso > later(start.iso, most):
            return _failed(end, start, field, phrases.TOO_FAR, {**args, "max": length_in_words(most)})
        return PASS

    return judge


def _failed(day: _Day, beside: _Day, field: Field, message: Bilingual, args: Mapping[str, Bilingual]) -> Failure:
    failing = point(day.cell, field, message, key=False, **args)
    return Failure((failing._replace(beside=((Spot(beside.cell), phrases.COMPARED_WITH),)),))


def judge_window(spec: Spec, context: Context) -> Judge:
    """Build `window`: every day at a path lies between two others, or within a time before or after one."""
    find, field = context.path(spec["at"])
    edges = {name: context.path(spec[name])[0] for name in ("from", "until") if name in spec}

    def judge(frames: Frames) -> Answer:
        found = elements(find(frames))
        days = {name: _day(look, frames) for name, look in edges.items()}
        if not found.cells or any(day.outcome is not PASS for day in days.values()):
            return CANNOT_TELL if found.unknown else _without(tuple(days.values()))
        first, last = _edges(spec, {name: day.iso for name, day in days.items()})
        outside = [cell for cell in found.cells if not first <= str(cell.value) <= last]
        if outside:
            between = _between(first, last)
            return Failure(tuple(point(cell, field, phrases.OUTSIDE, value=between) for cell in outside))
        return CANNOT_TELL if found.unknown else PASS

    return judge


_FIRST, _LAST = "0001-01-01", "9999-12-31"


def _edges(spec: Spec, days: Mapping[str, str]) -> tuple[str, str]:
    """Return the first and the last day of the window; the day that a time is reckoned from belongs to it."""
    first, last = days.get("from", _FIRST), days.get("until", _LAST)
    if "last" in spec:
        first = max(first, later(last, spec["last"], -1))
    if "next" in spec:
        last = min(last, later(first, spec["next"]))
    return first, last


def _between(first: str, last: str) -> Bilingual:
    one, two = (Bilingual("", "") if day in (_FIRST, _LAST) else DATE.in_words(day) for day in (first, last))
    return Bilingual(f"{one.ja}～{two.ja}", f"{one.en} to {two.en}")


def _break_span(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    starts, ends = scene.values(spec["from"])[0], scene.values(spec["to"])[0]
    for bound, step, operator in (("min", -1, "a day too early"), ("max", 1, "a day too late")):
        if bound in spec and starts and ends:
            yield scene.put(operator, ends[0], later(later(str(starts[0].value), spec[bound]), {"days": 1}, step))


def _break_window(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    cells = scene.values(spec["at"])[0]
    edges = {name: scene.values(spec[name])[0] for name in ("from", "until") if name in spec}
    if cells and all(edges.values()):
        first, last = _edges(spec, {name: str(found[0].value) for name, found in edges.items()})
        if first != _FIRST:
            yield scene.put("a day too early", cells[0], later(first, {"days": 1}, -1))
        if last != _LAST:
            yield scene.put("a day too late", cells[0], later(last, {"days": 1}))


def _read_span(spec: Spec, scope: Scope) -> Bilingual:
    from zaitaku_check.pack.sentence import bounds

    start, end, within = scope.label(spec["from"]), scope.label(spec["to"]), bounds(spec, length_in_words)
    return Bilingual(f"{start.ja}から{end.ja}までが{within.ja}である", f"from {start.en} to {end.en} it is {within.en}")


def _read_window(spec: Spec, scope: Scope) -> Bilingual:
    at = scope.label(spec["at"])
    ja, en = [], []
    for name, after, before in (("from", "から", "not before"), ("until", "まで", "not after")):
        if name in spec:
            edge = scope.label(spec[name])
            ja.append(f"{edge.ja}{after}")
            en.append(f"{before} {edge.en}")
    for name, near in (("last", "前"), ("next", "後")):
        if name in spec:
            length = length_in_words(spec[name])
            ja.append(f"（その{near}の{length.ja}）")
            en.append(f"within {length.en}")
    return Bilingual(f"{at.ja}が{''.join(ja)}の間にある", f"{at.en} is {', '.join(en)}")


WORDS = (
    Word(
        name="span",
        says=Bilingual(
            "from から to までの期間が min 以上 max 以下である（年・月・日で数え、月末は月末に対応する）",
            "the time from `from` to `to` is at least `min` and at most `max`, in calendar years, months, days",
        ),
        params={
            "from": Param("path", Bilingual("始まりの日", "the first day"), required=True, kinds=DATES, one=True),
            "to": Param("path", Bilingual("終わりの日", "the second day"), required=True, kinds=DATES, one=True),
            "min": Param("length", Bilingual("最短の期間", "at least {years, months, days}")),
            "max": Param("length", Bilingual("最長の期間", "at most {years, months, days}")),
        },
        schema={"anyOf": [{"required": ["min"]}, {"required": ["max"]}]},
        several="refused",
        unread="open",
        build=judge_span,
        fills=lambda spec, _folder: (
            BASIC | {"value"} | ({"min", "max"} & set(spec) if len({"min", "max"} & set(spec)) < 2 else set())
        ),
        reads=_read_span,
        subject="to",
        breakings=_break_span,
        lacks={"faults": "lengths of months differ, so two lengths have no certain order"},
    ),
    Word(
        name="window",
        says=Bilingual(
            "at の日（複数あればそのすべて）が from から until までにある。last があれば until の前のその期間、"
            "next があれば from の後のその期間に限る",
            "the day at `at` (every day where it leads to several) lies between `from` and `until`, both included; "
            "`last`: within that time before `until`, `next`: within that time after `from`",
        ),
        params={
            "at": Param("path", Bilingual("確かめる日", "the day"), required=True, kinds=DATES),
            "from": Param("path", Bilingual("この日から", "not before this day"), kinds=DATES, one=True),
            "until": Param("path", Bilingual("この日まで", "not after this day"), kinds=DATES, one=True),
            "last": Param("length", Bilingual("until の前の期間", "time before `until`: {years, months, days}")),
            "next": Param("length", Bilingual("from の後の期間", "time after `from`")),
        },
        schema={
            "anyOf": [{"required": ["from"]}, {"required": ["until"]}],
            "dependentRequired": {"last": ["until"], "next": ["from"]},
        },
        several="every",
        build=judge_window,
        fills=BASIC | {"value"},
        reads=_read_window,
        subject="at",
        breakings=_break_window,
        lacks={"faults": "its bounds stand in the plan"},
    ),
)
