"""Which regular expressions a pack may bring: short, and none that can run away."""

from __future__ import annotations

import re
from typing import Any

LONGEST = 200


def unsafe(pattern: str) -> bool:
    """Return whether a pattern is too long or could take exponential or high polynomial time.

    Refused are repetitions inside repetitions, back-references, more than one unbounded repetition in a row over
    overlapping signs (judged simply: more than one unbounded repetition at all), and counts above 100.
    """
    if len(pattern) > LONGEST:
        return True
    try:
        parsed = re._parser.parse(pattern)  # type: ignore[attr-defined]  # noqa: SLF001 - the only parser of this syntax
    except (re.error, RecursionError, OverflowError):
        return True
    return _repeats(parsed, inside=False) > 1


def _repeats(parsed: Any, *, inside: bool) -> int:
    """Return the number of unbounded repetitions; 99 stands for something that is refused outright."""
    total = 0
    for operation, argument in parsed:
        name = str(operation)
        if name in ("GROUPREF", "GROUPREF_EXISTS"):
            return 99
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            total += _one_repeat(argument, inside=inside)
        elif name == "BRANCH":
            total += max(_repeats(branch, inside=inside) for branch in argument[1])
        elif name in ("SUBPATTERN", "ATOMIC_GROUP", "ASSERT", "ASSERT_NOT"):
            body = argument if name == "ATOMIC_GROUP" else argument[-1]
            total += _repeats(body, inside=inside)
    return total


def _one_repeat(argument: Any, *, inside: bool) -> int:
    _low, high, body = argument
    unbounded = int(high) > 100
    if inside or (int(high) > 1 and _repeats(body, inside=True) > 0):
        return 99
    return (1 if unbounded else 0) + _repeats(body, inside=int(high) > 1)
