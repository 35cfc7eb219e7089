"""The word `each_period`: something happens in every month, quarter, half year or year."""

from __future__ import annotations

from collections.abc import Iterator

from zaitaku_check.pack import phrases
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import fail, list_spot
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer
from zaitaku_check.pack.paths import Frames, elements
from zaitaku_check.pack.periods import period_in_words, periods
from zaitaku_check.pack.words.selecting import COUNTED, selector
from zaitaku_check.pack.words.word import (
    BASIC,
    DATES,
    Param,
    Word,
)
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


def judge_each_period(spec: Spec, context: Context) -> Judge:
    """Build `each_period`: the elements of a list have a day in every period between two days."""
    find, field = context.path(spec["of"])
    find_date, _date_field = context.inner(field, spec["date"])
    find_from, find_to = context.path(spec["from"])[0], context.path(spec["to"])[0]
    kind, least = spec["period"], spec.get("min", 1)
    select = selector(spec, context, field)

    def judge(frames: Frames) -> Answer:
        start, end, found = find_from(frames), find_to(frames), find(frames)
        if not start.cells or not end.cells:
            return CANNOT_TELL if start.unknown or end.unknown else NOT_APPLICABLE
        kept, unsure = select(found, frames)
        dates = [elements(find_date((*frames, element))) for element in kept]
        days = [str(cell.value) for each in dates for cell in each.cells]
        lacking = [
            first
            for first, last in periods(str(start.cells[0].value), str(end.cells[0].value), kind)
            if sum(first <= day <= last for day in days) < least
        ]
        if not lacking:
            return PASS
        if unsure or any(each.unknown for each in dates):
            return CANNOT_TELL
        names = [period_in_words(day, kind) for day in lacking]
        missing = Bilingual("".join(each.ja for each in names), ", ".join(each.en for each in names))
        cell, key = list_spot(found, frames)
        return fail(cell, field, phrases.PERIOD_WITHOUT, key=key, missing=missing)

    return judge


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    """Take out what happens in the first period."""
    _every, field = scene.values(spec["of"])
    start, end = scene.values(spec["from"])[0], scene.values(spec["to"])[0]
    if not start or not end:
        return
    first, last = next(periods(str(start[0].value), str(end[0].value), spec["period"]))
    by = "." + str(spec["date"]).lstrip(".")
    held = [
        element
        for element in scene.counted(spec, field)
        if any(first <= str(cell.value) <= last for cell in scene.inside(element, field).values(by)[0])
    ]
    if held:
        yield scene.drop("drop members", held)


def _reads(spec: Spec, scope: Scope) -> Bilingual:
    from zaitaku_check.pack.sentence import selected

    of, start, end = selected(spec, scope), scope.label(spec["from"]), scope.label(spec["to"])
    ja = {"month": "毎月", "quarter": "四半期ごとに", "half_year": "半年ごとに", "year": "毎年"}[spec["period"]]
    least, period = spec.get("min", 1), spec["period"].replace("_", " ")
    return Bilingual(
        f"{start.ja}から{end.ja}まで、{of.ja}が{ja}{least}件以上ある",
        f"from {start.en} to {end.en} there are at least {least} of {of.en} in every {period}",
    )


WORDS = (
    Word(
        name="each_period",
        says=Bilingual(
            "from から to までの各期間（month 月、quarter 四半期、half_year 半期、year 年。from の月から数える）に、"
            "date の日をもつ要素が min（1）以上ある",
            "in every period (`month`, `quarter`, `half_year`, `year`, counted from the month of `from`) between "
            "`from` and `to` the list has at least `min` (1) elements with their `date` in it",
        ),
        absent=Bilingual("from か to がなければ該当しない", "not applicable without `from` or `to`"),
        params={
            **COUNTED,
            "date": Param(
                "path", Bilingual("要素の日", "the day of an element"), required=True, kinds=DATES, within="of"
            ),
            "period": Param("period", Bilingual("期間", "which periods"), required=True),
            "from": Param("path", Bilingual("最初の日", "the first day"), required=True, kinds=DATES, one=True),
            "to": Param("path", Bilingual("最後の日", "the last day"), required=True, kinds=DATES, one=True),
            "min": Param("whole", Bilingual("期間ごとの必要数", "how many a period")),
        },
        several="together",
        part="not_counted",
        build=judge_each_period,
        fills=BASIC | {"missing"},
        reads=_reads,
        subject="of",
        breakings=_breakings,
        lacks={"faults": "its bounds stand in the plan"},
    ),
)
