"""Which regular expressions a pack may bring."""

from __future__ import annotations

import pytest
from tests.pack.small import outcome

from zaitaku_check.pack.outcome import CANNOT_TELL
from zaitaku_check.pack.patterns import LONGEST, unsafe


@pytest.mark.parametrize(
    "pattern",
    [
        "医師会$",
        "^[0-9]{4}$",
        "a+b",
        "(?:市|町|村)$",
        "(?=.*会)",
        "[^,]*,",
        "a{2,5}b{2,5}",
        "(?:医師会|薬剤師会)$",
        "^〒?[0-9]{3}-?[0-9]{4}$",
    ],
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
        "(a|aa)*$",
        "(見|見守|守)+り$",
        "a?" * 30 + "a" * 30,
        "(?:a|ab)" * 20,
        "a{1,99999999999999999999}",
        "(?:a?b)?" * 12,
    ],
)
def test_what_could_run_away_is_refused(pattern: str) -> None:
    """Repetitions and choices in repetitions, several without end, too many ways, references, overlong, broken ones."""
    assert unsafe(pattern)


def test_in_an_endless_text_nothing_is_searched() -> None:
    """Even one repetition grows with the square of a text; beyond five thousand letters the rule cannot tell."""
    condition = {"value": {"at": "name", "pattern": "い+$"}}
    assert outcome(condition, {"name": "い" * 4999 + "ろ"}) == "fail"
    assert outcome(condition, {"name": "い" * 90_000 + "ろ"}) == CANNOT_TELL
