"""In what form two values are compared: numbers exactly, texts folded, institutions by their core."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from zaitaku_check.plan.field import Field
from zaitaku_check.plan.institutions import name_of
from zaitaku_check.plan.plan import Cell
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import folded
from zaitaku_check.typed import Any


def comparable(cell: Cell) -> object:
    """Return what two values are compared by: texts folded, names of institutions by their core, the rest as it is."""
    return comparable_constant(cell.value, cell.field)


def comparable_constant(value: object, field: Field) -> object:
    """Return a rule's constant in the form in which values of `field` are compared."""
    if type(value) is not str or not field.kind.plain_text:
        return value
    return name_of(value).core if field.names else folded(value)


Comparable = Callable[[Cell], object]
_PUNCTUATION = waiting(r"[\s、。，．,.・:;!?「」『』（）()\[\]【】〔〕…‥~〜～ー\-–—―_/／*＊]+")


def comparing(spec: Mapping[str, object]) -> Comparable:
    """Return what gives the form in which a word compares values, as its parameter `punctuation` asks."""
    return without_punctuation if spec.get("punctuation") == "ignored" else comparable


def without_punctuation(cell: Cell) -> object:
    """Return what a value is compared by where only its letters and digits count."""
    value = comparable(cell)
    return _PUNCTUATION.sub("", value) if isinstance(value, str) and cell.field.kind.plain_text else value


_NUMBER = waiting(r"(-?[0-9]+(?:\.[0-9]+)?)(%|/([1-9][0-9]*))?\Z")


def exact(value: object) -> Any | None:
    """Return the number that a rule writes: an int, a Decimal (0.7, 95%) or a Fraction (1/2); None where it is none."""
    if isinstance(value, int):
        return value
    match = _NUMBER.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    from decimal import Decimal
    from fractions import Fraction

    number, sign, below = match.groups()
    if below:
        return Fraction(number) / int(below)
    if sign:
        return Decimal(number) / 100
    return Decimal(number) if "." in number else int(number)


def percent(share: Any) -> str:
    """Return a share as a percentage, rounded down: 0.345 → 34."""
    return str(int(share * 100))
