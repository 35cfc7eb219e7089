"""Which regular expressions a pack may bring: short, and none that can run away."""

from __future__ import annotations

import re
from typing import Any

from zaitaku_check.named import NamedTuple

LONGEST = 200


MOST_WAYS = 1000
"""So many ways at most in which the bounded parts of a pattern may match."""
_NEVER = 10**9


class _Effort(NamedTuple):
    """What matching may cost: unbounded repetitions, and in how many ways everything else may match."""

    endless: int
    ways: int


def unsafe(pattern: str) -> bool:
    """Return whether a pattern is too long or could take exponential or high polynomial time.

    Refused are repetitions and choices inside repetitions, back-references, more than one unbounded repetition (judged
    simply, whatever they repeat), counts above 100, and optional parts and choices that multiply to too many ways.
    """
    if len(pattern) > LONGEST:
        return True
    try:
        parsed = re._parser.parse(pattern)  # type: ignore[attr-defined]  # noqa: SLF001 - the only parser of this syntax
    except (re.error, RecursionError, OverflowError):
        return True
    effort = _effort(parsed, inside=False)
    return effort.endless > 1 or effort.ways > MOST_WAYS


def _effort(parsed: Any, *, inside: bool) -> _Effort:
    endless, ways = 0, 1
    for operation, argument in parsed:
        part = _effort_of(str(operation), argument, inside=inside)
        endless, ways = endless + part.endless, ways * part.ways
    return _Effort(endless, ways)


def _effort_of(name: str, argument: Any, *, inside: bool) -> _Effort:
    if name in ("GROUPREF", "GROUPREF_EXISTS"):
        return _Effort(0, _NEVER)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_repetition(argument, inside=inside)
    if name == "BRANCH":
        branches = [_effort(branch, inside=inside) for branch in argument[1]]
        ways = _NEVER if inside else sum(each.ways for each in branches)
        return _Effort(max(each.endless for each in branches), ways)
    if name in ("SUBPATTERN", "ATOMIC_GROUP", "ASSERT", "ASSERT_NOT"):
        return _effort(argument if name == "ATOMIC_GROUP" else argument[-1], inside=inside)
    return _Effort(0, 1)


def _of_repetition(argument: Any, *, inside: bool) -> _Effort:
    low, high, body = int(argument[0]), int(argument[1]), argument[2]
    within = _effort(body, inside=inside or high > 1)
    if inside or within.endless:
        return _Effort(0, _NEVER)
    return _Effort(1, within.ways) if high > 100 else _Effort(0, within.ways * (high - low + 1))
