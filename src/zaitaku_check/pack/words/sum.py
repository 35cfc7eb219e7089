"""The word `sum`: the sum over the elements of a list is within bounds, or equals another value."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zaitaku_check.nouns import Pair
from zaitaku_check.pack import phrases
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer
from zaitaku_check.pack.paths import Frames
from zaitaku_check.pack.wording import in_words
from zaitaku_check.pack.words.count import COUNTED, bound_faults, bound_fills, count_fail
from zaitaku_check.pack.words.selecting import selector
from zaitaku_check.pack.words.word import NOT_APPLICABLE_WORDS, NUMBERS, Param, Word
from zaitaku_check.plan.field import Field
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene


def judge_sum(spec: Spec, context: Context) -> Judge:
    """Build `sum`: the sum over the elements is within bounds, or equals a number or another place."""
    find, field = context.path(spec["of"])
    select = selector(spec, context, field)
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
        return PASS if wrong is None else count_fail(found, frames, field, *wrong)

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


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    _every, field = scene.values(spec["of"])
    inner = [scene.inside(cell, field).values(spec["value"]) for cell in scene.counted(spec, field)]
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


WORDS = (
    Word(
        name="sum",
        says=Pair(
            "要素の value の合計が min 以上 max 以下、または equals（数、$金額、項目）と等しい",
            "the sum of `value` over the elements is within bounds, or is `equals` (a number, `$amount` or a path)",
        ),
        absent=NOT_APPLICABLE_WORDS,
        params={
            **COUNTED,
            "value": Param("path", Pair("合計する値", "what is summed"), required=True, kinds=NUMBERS, within="of"),
            "min": Param("number", Pair("下限", "at least")),
            "max": Param("number", Pair("上限", "at most")),
            "equals": Param("number_or_path", Pair("等しい値", "what it equals"), kinds=NUMBERS, one=True),
        },
        schema={"anyOf": [{"required": ["min"]}, {"required": ["max"]}, {"required": ["equals"]}]},
        build=judge_sum,
        fills=bound_fills,
        subject="of",
        faults=bound_faults,
        breakings=_breakings,
    ),
)
