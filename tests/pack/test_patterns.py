"""Which regular expressions a pack may bring."""

from __future__ import annotations

import pytest

from zaitaku_check.pack.patterns import LONGEST, unsafe


@pytest.mark.parametrize(
    "pattern", ["医師会$", "^[0-9]{4}$", "a+b", "(?:市|町|村)$", "(?=.*会)", "[^,]*,", "a{2,5}b{2,5}"]
)
def test_ordinary_patterns_pass(pattern: str) -> None:
    """One unbounded repetition and small counts are harmless."""
    assert not unsafe(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a*)*b",
        "(a|a)+$(b+)+",
        ".*.*x",
        "a+b+",
        r"(a)\1",
        "(?P<x>a)(?P=x)",
        "(a{1,50}){1,50}",
        "(",
        "a" * (LONGEST + 1),
        "(?:(?:a+)b)+",
    ],
)
def test_what_could_run_away_is_refused(pattern: str) -> None:
    """Nested or several unbounded repetitions, back-references, overlong and broken patterns are refused."""
    assert unsafe(pattern)
