"""Hostile plans, case by case: the files in `cases/` say what is done to a plan and what is to be said of it."""

from __future__ import annotations

import pytest
from tests.hostile.making import GOOD, HERE, Case, bytes_of, cases, differs

from zaitaku_check.engine.check import Checker

FILES = sorted((HERE / "cases").glob("*.yaml"))
CASES = [(path.stem, case) for path in FILES for case in cases(path)]


def test_there_are_cases_of_every_kind() -> None:
    """The folder is where this test looks for it, and no case stands there twice."""
    assert len(FILES) >= 11
    assert len({(kind, case["case"]) for kind, case in CASES}) == len(CASES) > 250


def test_the_good_plan_is_good(checker: Checker) -> None:
    """What every case changes is a plan without any finding, so that each finding comes from the change."""
    result = checker.check("plan.yaml", GOOD.encode()).result
    assert (result.verdict, result.findings) == ("ready", ())


@pytest.mark.parametrize(("kind", "case"), CASES, ids=[f"{kind}: {case['case']}" for kind, case in CASES])
def test_what_is_said(kind: str, case: Case, checker: Checker) -> None:
    """Every finding is the expected one, at its place, in its words; an error keeps the plan from passing."""
    result = checker.check(f"{kind}.yaml", bytes_of(case)).result
    assert differs(case, result) == []
    assert (result.verdict == "return") == any(each.severity == "error" for each in result.findings)
