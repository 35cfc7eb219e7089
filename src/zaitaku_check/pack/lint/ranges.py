"""The values that a condition on one value allows: a range of numbers or days, or some values of a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from zaitaku_check.named import NamedTuple

_UNDERSTOOD = frozenset({"at", "equals", "in", "min", "max", "after", "before", "required"})


class Allowed(NamedTuple):
    """The values between `low` and `high` (both included; None: no bound), of `values` where that is not None."""

    low: Any = None
    high: Any = None
    values: frozenset[Any] | None = None

    def meets(self, other: Allowed) -> Allowed | None:
        """Return the values that both allow; None where there are none."""
        lows = [each for each in (self.low, other.low) if each is not None]
        highs = [each for each in (self.high, other.high) if each is not None]
        if len({type(each) for each in (*lows, *highs)}) > 1:
            return self  # different kinds of value: nothing is known of both together
        low, high = max(lows, default=None), min(highs, default=None)
        sets = [each for each in (self.values, other.values) if each is not None]
        values = frozenset(each for each in frozenset.intersection(*sets) if _within(each, low, high)) if sets else None
        if values == frozenset() or (low is not None and high is not None and low > high):
            return None
        return Allowed(low, high, values)

    def implies(self, other: Allowed) -> bool:
        """Return whether every value that this allows is allowed by the other."""
        if self.values is not None:
            return all(
                _within(each, other.low, other.high) and (other.values is None or each in other.values)
                for each in self.values
            )
        return self.meets(other) == self and other.values is None


EVERYTHING = Allowed()


def _within(value: Any, low: Any, high: Any) -> bool:
    comparable = all(bound is None or type(bound) is type(value) for bound in (low, high))
    return not comparable or ((low is None or value >= low) and (high is None or value <= high))


def allowed_by(spec: Mapping[str, Any]) -> Allowed | None:
    """Return the values that `value` allows; None where it asks something else (a pattern, a table, a decimal)."""
    bounds = [spec[name] for name in ("min", "max", "after", "before") if name in spec]
    strict = [spec[name] for name in ("after", "before") if name in spec]
    if not set(spec) <= _UNDERSTOOD or any(not _is_plain(bound) for bound in bounds):
        return None
    if any(isinstance(bound, int) for bound in strict):
        return None  # the next number depends on the field: it may take decimals
    if not isinstance(spec.get("in", []), list):
        return None
    lows = [spec[name] if name == "min" else _next(spec[name], 1) for name in ("min", "after") if name in spec]
    highs = [spec[name] if name == "max" else _next(spec[name], -1) for name in ("max", "before") if name in spec]
    if len({type(each) for each in (*lows, *highs)}) > 1:
        return None
    sets = [frozenset(spec["in"])] if "in" in spec else []
    sets += [frozenset([spec["equals"]])] if "equals" in spec else []
    return Allowed(max(lows, default=None), min(highs, default=None), frozenset.intersection(*sets) if sets else None)


def _is_plain(bound: Any) -> bool:
    """Return whether a bound is a whole number or a day."""
    return (isinstance(bound, int) and not isinstance(bound, bool)) or (
        isinstance(bound, str) and _day(bound) is not None
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _next(day: str, by: int) -> str:
    """Return the day next to one that does not belong to the range."""
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
