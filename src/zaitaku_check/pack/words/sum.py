"""The word `sum`: the sum over the elements of a list is within bounds, or equals another value."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zaitaku_check.pack import phrases
from zaitaku_check.pack.comparing import exact
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.measures import Measure, Measured, in_order, measure, written
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer
from zaitaku_check.pack.paths import Found, Frames, elements
from zaitaku_check.pack.wording import in_words
from zaitaku_check.pack.words.count import bound_faults, bound_fills, count_fail
from zaitaku_check.pack.words.selecting import COUNTED, GROUPED, GROUPED_SCHEMA, JudgeFound, over_list, selector
from zaitaku_check.pack.words.unique import paths_of
from zaitaku_check.pack.words.word import NUMBERS, Param, Word
from zaitaku_check.plan.field import Field
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


def judge_sum(spec: Spec, context: Context) -> Judge:
    """Build `sum`: the sum over the elements is within bounds, or equals a number, another place or a measure."""
    return over_list(spec, context, _judge_found)


def _judge_found(spec: Spec, context: Context, field: Field) -> JudgeFound:
    total_of, value_field = _total(spec, context, field)
    target = measure(spec["equals"], context) if "equals" in spec else None
    low, high = exact(spec.get("min")), exact(spec.get("max"))

    def judge(found: Found, frames: Frames) -> Answer:
        total = total_of(found, frames)
        if total.outcome is not PASS:
            return total.outcome
        wanted = target.of(frames) if target is not None else None
        if wanted is not None and wanted.outcome is not PASS:
            return wanted.outcome
        value = None if wanted is None else wanted.value
        wrong = _wrong_sum(total.value, (low, high, value), value_field)
        return PASS if wrong is None else count_fail(found, frames, field, *wrong)

    return judge


def _size(spec: Spec, context: Context) -> Measure:
    """Return the sum as an operand."""
    find, field = context.path(spec["of"])
    total_of, value_field = _total(spec, context, field)
    return Measure(lambda frames: total_of(find(frames), frames), value_field)


def _total(spec: Spec, context: Context, field: Field) -> tuple[Callable[[Found, Frames], Measured], Field]:
    """Return what sums the values of some elements, and the field in whose words the sum is written."""
    select = selector(spec, context, field)
    find_value, value_field = context.inner(field, spec["value"])

    def of(found: Found, frames: Frames) -> Measured:
        if not found.cells and not found.unknown:
            return Measured(NOT_APPLICABLE)
        kept, unsure = select(found, frames)
        values = [elements(find_value((*frames, element))) for element in kept]
        if unsure or any(value.unknown for value in values):
            return Measured(CANNOT_TELL)
        amounts = [cell.value for value in values for cell in value.cells]
        return Measured(PASS, sum(amounts)) if amounts else Measured(NOT_APPLICABLE)

    return of, value_field


def _wrong_sum(
    total: Any, asked: tuple[Any, Any, Any], field: Field
) -> tuple[Bilingual, dict[str, str | Bilingual]] | None:
    """Return message and arguments where a sum is below, above or beside what is asked; None where it is right."""
    low, high, wanted = asked
    actual = in_words(total, field)
    if low is not None and total < low:
        return phrases.TOO_FEW, {"actual": actual, "min": in_words(low, field)}
    if high is not None and total > high:
        return phrases.TOO_MANY, {"actual": actual, "max": in_words(high, field)}
    if wanted is not None and len(set(in_order(total, wanted))) > 1:
        return phrases.SUM_EQUALS, {"actual": actual, "value": written(wanted, field)}
    return None


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    _every, field = scene.values(spec["of"])
    inner = [scene.inside(cell, field).values("." + spec["value"].lstrip(".")) for cell in scene.counted(spec, field)]
    summed = [(cell, value_field) for cells, value_field in inner for cell in cells]
    if not summed:
        return
    cell, value_field = summed[-1]
    total = sum(int(str(each.value)) for each, _field in summed)
    if "equals" in spec:
        yield scene.move("one more", cell, cell.value, value_field, 1)
    if "max" in spec:
        yield scene.move("one over", cell, cell.value, value_field, spec["max"] - total + 1)
    if "min" in spec:
        yield scene.move("one under", cell, cell.value, value_field, spec["min"] - total - 1)


def _reads(spec: Spec, scope: Scope) -> Bilingual:
    from zaitaku_check.pack.sentence import bounds, by_group, size_of

    size = size_of("sum", spec, scope)
    if "equals" in spec:
        other = scope.operand(spec["equals"])
        return by_group(spec, scope, Bilingual(f"{size.ja}が{other.ja}と一致する", f"{size.en} equals {other.en}"))
    inside = scope.inside(spec["of"])
    value = paths_of(spec["value"])[0]
    within = bounds(spec, lambda bound: inside.value("." + value.lstrip("."), bound))
    return by_group(spec, scope, Bilingual(f"{size.ja}が{within.ja}である", f"{size.en} is {within.en}"))


WORDS = (
    Word(
        name="sum",
        says=Bilingual(
            "要素の value の合計が min 以上 max 以下、または equals（数、$金額、項目）と等しい",
            "the sum of `value` over the elements is within bounds, or is `equals` (a number, `$amount` or a path)",
        ),
        params={
            **COUNTED,
            "value": Param(
                "paths",
                Bilingual(
                    "合計する値（フォルダー全体のルールでは、最初に記載されているもの）",
                    "what is summed (in folder rules: the first that is given)",
                ),
                required=True,
                single=True,
                kinds=NUMBERS,
                within="of",
            ),
            **GROUPED,
            "min": Param("number", Bilingual("下限", "at least")),
            "max": Param("number", Bilingual("上限", "at most")),
            "equals": Param("operand", Bilingual("等しい値", "what it equals"), kinds=NUMBERS, one=True),
        },
        schema={
            "anyOf": [{"required": ["min"]}, {"required": ["max"]}, {"required": ["equals"]}],
            "dependentRequired": GROUPED_SCHEMA,
        },
        several="together",
        part="not_counted",
        unread="open",
        build=judge_sum,
        fills=bound_fills,
        reads=_reads,
        subject="of",
        faults=bound_faults,
        breakings=_breakings,
        size=_size,
    ),
)
