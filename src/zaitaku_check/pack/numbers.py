"""Numbers as rules write them: whole numbers, decimals, percents and fractions, all exact."""

from __future__ import annotations

from zaitaku_check.source.waiting import waiting
from zaitaku_check.typed import Any

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
