"""What a word compares: a value of the plan, a number, or a measure of the plan (count, sum, share, total)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.comparing import comparable, exact
from zaitaku_check.pack.context import Context, Spec
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS
from zaitaku_check.pack.paths import Frames
from zaitaku_check.pack.wording import in_words
from zaitaku_check.pack.words import word
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Any


class Measured(NamedTuple):
    """A value and the cell it stands in (None: it was computed), or why there is none."""

    outcome: str
    value: Any = None
    cell: Cell | None = None


class Measure(NamedTuple):
    """An operand: what gives its value, and the field in whose words the value is written."""

    of: Callable[[Frames], Measured]
    field: Field


_PLAIN = Field("", "", Bilingual("", ""), "number")
"""The field of a number that belongs to none."""


def measure(operand: Any, context: Context) -> Measure:
    """Return the measure that an operand names: a path, a number, or one measure and what is done to it."""
    if isinstance(operand, Mapping):
        return _adjusted(_measured(operand, context), operand)
    number = exact(operand)
    if number is not None:
        found = Measured(PASS, number)
        return Measure(lambda _frames: found, _PLAIN)
    return _of_path(operand, context)


def _of_path(text: str, context: Context) -> Measure:
    find, field = context.path(text)

    def of(frames: Frames) -> Measured:
        found = find(frames)
        if not found.cells:
            return Measured(CANNOT_TELL if found.unknown else NOT_APPLICABLE)
        cell = found.cells[0]
        return Measured(PASS, comparable(cell), cell)

    return Measure(of, field)


def _measured(operand: Spec, context: Context) -> Measure:
    for name in ("count", "sum", "share"):
        if name in operand:
            size = word(name).size
            if size is None:
                raise TypeError(name)
            return size(operand[name], context)
    if "path" in operand:
        return _of_path(operand["path"], context)
    total = operand["total"]
    added = [measure(each, context) for each in total["add"]]
    return _total(added, [measure(each, context) for each in total.get("less", ())])


def _total(added: Sequence[Measure], less: Sequence[Measure]) -> Measure:
    """Return the sum of some operands without some others; absent ones count nothing unless all are absent."""
    signed = [*((each, 1) for each in added), *((each, -1) for each in less)]

    def of(frames: Frames) -> Measured:
        found = [(each.of(frames), sign) for each, sign in signed]
        if any(each.outcome is CANNOT_TELL for each, _sign in found):
            return Measured(CANNOT_TELL)
        values = [each.value * sign for each, sign in found if each.outcome is PASS]
        return Measured(PASS, sum(values)) if values else Measured(NOT_APPLICABLE)

    return Measure(of, added[0].field)


def _adjusted(of: Measure, operand: Spec) -> Measure:
    """Return a measure multiplied by `times` and rounded to steps of `round: {down|up|nearest: STEP}`."""
    times: Any = exact(operand.get("times", 1))
    rounding = operand.get("round")
    if times == 1 and rounding is None:
        return of

    def adjusted(frames: Frames) -> Measured:
        found = of.of(frames)
        if found.outcome is not PASS:
            return found
        if type(found.value) is int and type(times) is int and rounding is None:
            return found._replace(value=found.value * times, cell=None)
        from fractions import Fraction

        value = Fraction(found.value) * Fraction(times)
        return found._replace(value=_plain(value if rounding is None else _rounded(value, rounding)), cell=None)

    return of._replace(of=adjusted)


def _rounded(value: Any, rounding: Mapping[str, int]) -> Any:
    ((way, step),) = rounding.items()
    steps = value / step
    whole = steps.numerator // steps.denominator
    if way == "up":
        whole = -(-steps.numerator // steps.denominator)
    elif way == "nearest":
        whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return value.__class__(whole * step)


def _plain(value: Any) -> Any:
    return int(value) if value.denominator == 1 else value


def written(value: Any, field: Field) -> Bilingual:
    """Return a computed value in the words of its field; a fraction as a decimal."""
    if type(value).__name__ == "Fraction":
        text = f"{float(value):,.2f}".rstrip("0").rstrip(".")
        return Bilingual(text, text)
    return in_words(value, field)


def in_order(left: Any, right: Any) -> tuple[Any, Any]:
    """Return two values in a form in which they can be compared: a decimal next to a fraction becomes one."""
    if "Fraction" in (type(left).__name__, type(right).__name__) and not isinstance(left, str):
        from fractions import Fraction

        return Fraction(left), Fraction(right)
    return left, right
