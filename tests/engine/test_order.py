"""Findings of a run are put in one order, each once, however many there are."""

from __future__ import annotations

from zaitaku_check.engine.check import in_order
from zaitaku_check.report.model import Finding, Place
from zaitaku_check.text_types import Bilingual

WORDS = Bilingual("{value}", "{value}")


def finding(path: str, line: int, value: str, rule: str = "R901") -> Finding:
    """Return a finding at a line of a plan."""
    return Finding(rule, "error", Place(path, "/area", line, 1), WORDS, (("value", value),))


def test_findings_over_all_plans_are_ordered_by_line_whatever_the_path() -> None:
    """Line, rule, then words decide; what is alike in all of them stays as it was judged."""
    last, first = finding("a.yaml", 9, "x"), finding("b.yaml", 2, "x")
    other = finding("a.yaml", 2, "x", rule="R902")
    later, sooner = finding("d.yaml", 4, "x"), finding("c.yaml", 4, "x")
    spoken = finding("e.yaml", 4, "a")
    assert in_order([last, later, other, sooner, spoken, first]) == (first, other, spoken, later, sooner, last)


def test_what_is_said_twice_is_found_once() -> None:
    """Two packs that say the same of the same place are one finding, and what they say of two plans are two."""
    twice, elsewhere = finding("a.yaml", 2, "x"), finding("b.yaml", 2, "x")
    assert in_order([twice, elsewhere, finding("a.yaml", 2, "x")]) == (twice, elsewhere)
