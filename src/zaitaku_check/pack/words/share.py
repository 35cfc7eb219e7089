"""The word `share`: how many of some elements meet a condition, as a share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zaitaku_check.pack import phrases
from zaitaku_check.pack.comparing import exact, percent
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import list_spot, point
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure
from zaitaku_check.pack.paths import Found, Frames, elements
from zaitaku_check.pack.words import build
from zaitaku_check.pack.words.selecting import GROUPED, GROUPED_SCHEMA, JudgeFound, group_fills, members_of, over_list
from zaitaku_check.pack.words.word import (
    ALWAYS,
    BASIC,
    NEVER,
    Fault,
    Param,
    Word,
)
from zaitaku_check.plan.field import Field
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.measures import Measure
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


def judge_share(spec: Spec, context: Context) -> Judge:
    """Build `share`: the share of elements for which `where` holds is within bounds."""
    return over_list(spec, context, _judge_found)


def _judge_found(spec: Spec, context: Context, field: Field) -> JudgeFound:
    count = _counter(spec, context, field)
    low, high = exact(spec.get("min")), exact(spec.get("max"))

    def judge(found: Found, frames: Frames) -> Answer:
        least, most = count(found, frames)
        if most is None or least is None:
            return CANNOT_TELL if found.unknown else NOT_APPLICABLE
        cell, key = list_spot(found, frames)
        if low is not None and most < low:
            args = {"actual": percent(most), "min": percent(low)}
            return Failure((point(cell, field, phrases.LESS_SHARE, key=key, **args),))
        if high is not None and least > high:
            args = {"actual": percent(least), "max": percent(high)}
            return Failure((point(cell, field, phrases.MORE_SHARE, key=key, **args),))
        sure = (low is None or least >= low) and (high is None or most <= high)
        return PASS if sure and not found.unknown else CANNOT_TELL

    return judge


Bounds = tuple["Any | None", "Any | None"]
"""The least and the greatest share that what could not be read leaves open; None where there is no element."""


def _counter(spec: Spec, context: Context, field: Field) -> Callable[[Found, Frames], Bounds]:
    inner = context.inside(field).hushed()
    among = build(spec["among"], inner) if "among" in spec else None
    where = build(spec["where"], inner)

    def count(found: Found, frames: Frames) -> Bounds:
        from fractions import Fraction

        every = elements(found)
        hidden = sum(type(cell.value) is list and not e.readable for cell in found.cells for e in members_of(cell))
        whole = good = maybe = 0
        for element in every.cells:
            belongs = PASS if among is None else among((*frames, element))
            if belongs is not PASS and belongs is not CANNOT_TELL:
                continue
            holds = where((*frames, element))
            if belongs is PASS and holds is PASS:
                whole, good = whole + 1, good + 1
            elif belongs is PASS and holds is not CANNOT_TELL:
                whole += 1
            else:
                maybe += 1
        maybe += hidden
        if whole + maybe == 0:
            return None, None
        total = whole + maybe
        return Fraction(good, total), Fraction(good + maybe, total)

    return count


def _size(spec: Spec, context: Context) -> Measure:
    """Return the share as an operand."""
    from zaitaku_check.pack.measures import Measure, Measured

    find, field = context.path(spec["of"])
    count = _counter(spec, context, field)

    def of(frames: Frames) -> Measured:
        found = find(frames)
        least, most = count(found, frames)
        if least is None or found.unknown:
            return Measured(CANNOT_TELL if found.unknown else NOT_APPLICABLE)
        return Measured(PASS, least) if least == most else Measured(CANNOT_TELL)

    return Measure(of, field._replace(reader="number", choices=()))


def _faults(spec: Spec) -> Iterator[Fault]:
    low, high = exact(spec.get("min")), exact(spec.get("max"))
    if low is not None and low > 1:
        yield ("min",), NEVER
    if low is not None and low <= 0:
        yield ("min",), ALWAYS
    if low is not None and high is not None and low > high:
        yield ("min",), NEVER


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    if "min" not in spec:
        return
    every, field = scene.values(spec["of"])
    fit = [cell for cell in every if scene.inside(cell, field).holds(spec["where"])]
    if fit:
        yield scene.unfit(spec["where"], fit, field)


def _reads(spec: Spec, scope: Scope) -> Bilingual:
    from zaitaku_check.pack.sentence import bounds, by_group, plainly, size_of

    size, within = size_of("share", spec, scope), bounds(spec, plainly)
    if "among" in spec:
        among = scope.inside(spec["of"]).clause(spec["among"])
        size = Bilingual(
            f"{among.ja}ものだけを母数として、{size.ja}", f"counting only those of which {among.en}, {size.en}"
        )
    return by_group(spec, scope, Bilingual(f"{size.ja}が{within.ja}である", f"{size.en} is {within.en}"))


WORDS = (
    Word(
        name="share",
        says=Bilingual(
            "一覧の要素（among があれば満たすもの）のうち where を満たすものの割合が min 以上 max 以下である",
            "of the elements of the list (with `among`: of those for which it holds) the share for which `where` holds "
            "is within `min` and `max`; what could not be read may count for either",
        ),
        params={
            "of": Param("path", Bilingual("一覧", "the list"), required=True, many=True),
            "among": Param("condition", Bilingual("分母になる要素の条件", "which elements count at all"), within="of"),
            "where": Param(
                "condition", Bilingual("分子になる要素の条件", "which of them are counted"), required=True, within="of"
            ),
            **GROUPED,
            "min": Param("number", Bilingual("割合の下限（95%、0.95、1/2）", "at least (95%, 0.95, 1/2)")),
            "max": Param("number", Bilingual("割合の上限", "at most")),
        },
        schema={"anyOf": [{"required": ["min"]}, {"required": ["max"]}], "dependentRequired": GROUPED_SCHEMA},
        several="together",
        part="not_counted",
        build=judge_share,
        fills=lambda spec, _folder: (
            BASIC | group_fills(spec) | ({"min"} if "max" not in spec else {"max"} if "min" not in spec else set())
        ),
        reads=_reads,
        subject="of",
        faults=_faults,
        breakings=_breakings,
        size=_size,
    ),
)
