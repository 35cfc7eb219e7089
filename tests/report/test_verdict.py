"""Verdicts and sums."""

from __future__ import annotations

import pytest
from tests.report import samples

from zaitaku_check.report.model import Finding, Place
from zaitaku_check.report.verdict import Summary, findings_of, summarise, verdict


def _finding(severity: str) -> Finding:
    return samples.bad_date("p.yaml")._replace(severity=severity)


@pytest.mark.parametrize(
    ("severities", "outcome", "expected"),
    [
        (("note", "warning", "error"), "cannot_tell", "return"),
        (("warning",), "cannot_tell", "unchecked"),
        (("note", "warning"), "fail", "explain"),
        (("note",), "not_applicable", "ready"),
        ((), "pass", "ready"),
    ],
)
def test_the_first_that_holds_is_the_verdict(severities: tuple[str, ...], outcome: str, expected: str) -> None:
    """An error returns a plan, else what could not be told, else a warning; notes change nothing."""
    assert verdict(map(_finding, severities), {"R101": outcome}) == expected


def test_sums_count_plans_and_folder() -> None:
    """Findings of the folder count; a refused file is no plan and has no verdict."""
    assert summarise(samples.folder()) == Summary(
        plans=4,
        verdicts={"return": 1, "unchecked": 1, "explain": 1, "ready": 1},
        severities={"error": 2, "warning": 2, "note": 1},
        refused=1,
        skipped=1,
        ignored=0,
    )


def test_findings_are_totally_ordered() -> None:
    """Findings come by path, line, column and rule, whatever order the plans and the folder hold them in."""
    report = samples.folder()
    turned = report._replace(plans=tuple(plan._replace(findings=plan.findings[::-1]) for plan in report.plans[::-1]))
    places = [(found.place.path, found.place.line, found.rule) for found in findings_of(turned)]
    assert places == [
        ("plans/b.yaml", 40, "R302"),
        ("plans/c.yaml", 12, "F005"),
        ("plans/c.yaml", 22, "R105"),
        ("plans/d.yaml", 4, "R901"),
        ("plans/d.yaml", 22, "R503"),
    ]
    assert list(findings_of(turned)) == list(findings_of(report))


def test_a_folder_s_own_finding_has_no_line() -> None:
    """A finding without a line sorts before those of the same path."""
    report = samples.one_bad()
    own = samples.bad_date("examples/plan.yaml")._replace(place=Place("examples/plan.yaml"))
    plan = report.plans[0]._replace(findings=(*report.plans[0].findings, own))
    assert next(findings_of(report._replace(plans=(plan,)))) == own
