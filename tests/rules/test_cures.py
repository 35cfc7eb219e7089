"""The remedy of every rule, carried out on its own failing example: the finding goes, and nothing new comes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.scenarios.command import ROOT

from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.rule import Rule, compile_rule
from zaitaku_check.pack.rule_tests import abridged

CURES: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cures.yaml").read_text("utf-8"))
SHELF = Shelf(str(ROOT / "rules"))
NAME = "regional-centre-2018"
PACK = SHELF.judging(NAME)
TESTS = SHELF.loaded(NAME).tests
JUDGED = [rule for rule in PACK.rules if rule.scope == "plan" and "check" in rule.body and not rule.by_eye]
ADVICE = "A"
"""Rules of advice say themselves that nothing has to be done."""


def _merged(plan: Any, change: Any) -> Any:
    if not (isinstance(plan, dict) and isinstance(change, dict)):
        return change
    merged = {name: _merged(plan.get(name), value) for name, value in change.items()}
    return {name: value for name, value in (plan | merged).items() if value is not None}


def _severities(data: Any) -> dict[str, list[str]]:
    """Return every rule that fails on a plan, with the severities of its findings."""
    plan = abridged(data, PACK)
    found: dict[str, list[str]] = {}
    for rule in JUDGED:
        judged = compile_rule(rule, Context(PACK.form, (PACK.form.root,), PACK.tables))(plan.root)
        if judged.outcome == "fail":
            found[rule.id] = [point.severity or rule.severity["application"] for point in judged.points]
    return found | {complaint.rule: [""] for complaint in plan.complaints}


def _failing(rule: str) -> Any:
    return CURES[rule].get("plan") or next(
        test["fail"] for test in TESTS[rule] if "fail" in test and "{word}" not in str(test["fail"])
    )


def test_every_rule_has_its_cure() -> None:
    """No rule about a plan is without a remedy that was carried out, and none that is gone has one."""
    assert set(CURES) == {rule.id for rule in JUDGED if not rule.id.startswith(ADVICE)}


@pytest.mark.parametrize("rule", CURES)
def test_the_remedy_cures(rule: str) -> None:
    """With the remedy carried out, the rule has nothing to say, and no other has that was silent before."""
    failing = _failing(rule)
    before, after = _severities(failing), _severities(_merged(failing, CURES[rule]["cure"]))
    assert rule in before
    assert rule not in after
    assert set(after) - set(before) == set()


@pytest.mark.parametrize("rule", [rule for rule, cure in CURES.items() if "eases" in cure])
def test_the_reason_eases(rule: str) -> None:
    """Where the remedy lets a reason be given, the finding is a note once it is given."""
    failing = _failing(rule)
    assert _severities(failing)[rule] != ["note"]
    assert _severities(_merged(failing, CURES[rule]["eases"])).get(rule) == ["note"]


def test_a_remedy_shows_what_its_cure_writes() -> None:
    """Of the fields that a remedy shows how to write (病床数: 120床), the cure writes at least one."""
    by_id: dict[str, Rule] = {rule.id: rule for rule in JUDGED}
    for rule, cure in CURES.items():
        written = yaml.safe_dump(cure, allow_unicode=True)
        named = [part.split(":")[0].strip("-{[ ") for part in by_id[rule].remedy.ja.split("「")[1:] if ": " in part]
        assert not named or any(name in written for name in named), rule
