"""The remedy of every rule, carried out on its own failing example: the finding goes, and nothing new comes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.scenarios.command import ROOT

from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.rule import Pack, Rule, compile_rule
from zaitaku_check.pack.rule_tests import abridged, run_tests

CURES: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cures.yaml").read_text("utf-8"))
PARTS: list[dict[str, Any]] = CURES.pop("parts")  # type: ignore[assignment]  # a list under that one key
SHELF = Shelf(str(ROOT / "rules"))


def _home(rule: str) -> str:
    """Return the pack that a rule is judged in: the first whose tests for it can be run."""
    return next(name for name in NAMES if rule in RULES[name])


FIRST = "regional-centre-2018"
NAMES = sorted((name for name in SHELF.ids if not SHELF.pack(name).base), key=lambda name: name != FIRST)
RULES: dict[str, dict[str, Rule]] = {
    name: {rule.id: rule for rule in SHELF.judging(name).rules if "check" in rule.body and not rule.by_eye}
    for name in NAMES
}
EVERY = {rule.id: rule for name in NAMES for rule in RULES[name].values()}
OF_FOLDERS = [rule for rule, cure in CURES.items() if "plans" in cure]


def _merged(plan: Any, change: Any) -> Any:
    if not (isinstance(plan, dict) and isinstance(change, dict)):
        return change
    merged = {name: _merged(plan.get(name), value) for name, value in change.items()}
    return {name: value for name, value in (plan | merged).items() if value is not None}


def _severities(data: Any, name: str) -> dict[str, list[str]]:
    """Return every rule of a pack that fails on a plan, with the severities of its findings."""
    pack = SHELF.judging(name)
    plan = abridged(data, pack)
    found: dict[str, list[str]] = {}
    for rule in RULES[name].values():
        if rule.scope == "folder":
            continue
        judged = compile_rule(rule, Context(pack.form, (pack.form.root,), pack.tables))(plan.root)
        if judged.outcome == "fail":
            found[rule.id] = [point.severity or rule.severity["application"] for point in judged.points]
    return found | {complaint.rule: [""] for complaint in plan.complaints}


def _failing(rule: str) -> Any:
    tests = SHELF.loaded(_home(rule)).tests[rule]
    return CURES[rule].get("plan") or next(
        test["fail"] for test in tests if "fail" in test and "{word}" not in str(test["fail"])
    )


def test_every_rule_has_its_cure() -> None:
    """No rule of any bundled pack is without a remedy that was carried out, and none that is gone has one."""
    assert set(CURES) == set(EVERY)
    assert {rule for rule in CURES if EVERY[rule].scope == "folder"} == set(OF_FOLDERS)


@pytest.mark.parametrize("rule", [rule for rule in CURES if rule not in OF_FOLDERS])
def test_the_remedy_cures(rule: str) -> None:
    """With the remedy carried out, the rule has nothing to say, and no other has that was silent before."""
    failing, name = _failing(rule), _home(rule)
    before, after = _severities(failing, name), _severities(_merged(failing, CURES[rule]["cure"]), name)
    assert rule in before
    assert rule not in after
    assert set(after) - set(before) == set()


@pytest.mark.parametrize("rule", OF_FOLDERS)
def test_the_remedy_of_a_rule_over_all_plans_cures(rule: str) -> None:
    """With the plans there are once the remedy is carried out, the rule has nothing to say."""
    name = _home(rule)
    cured = {key: value for key, value in CURES[rule].items() if key in ("plans", "verdicts")}
    outcomes = []
    for given in (_failing(rule), cured):
        stage = "designated" if EVERY[rule].id == "R910" else "application"
        test = {"pass": given}
        wrong = [each.wrong for each in run_tests(_only(name, rule), {rule: [test]}, stage)]
        outcomes.append(wrong == [None])
    assert outcomes == [False, True]


def _only(name: str, rule: str) -> Pack:
    return SHELF.judging(name)._replace(rules=(RULES[name][rule],))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part['rule']} {part['says']}")
def test_the_remedy_of_a_part_cures(part: dict[str, Any]) -> None:
    """A part of a rule has a remedy of its own; with that carried out it is silent, and nothing new is said."""
    rule, name = part["rule"], _home(part["rule"])
    pack = SHELF.judging(name)
    judge = compile_rule(RULES[name][rule], Context(pack.form, (pack.form.root,), pack.tables))
    points = judge(abridged(part["plan"], pack).root).points
    assert [(part["says"] in each.message.ja, each.remedy is not None) for each in points] == [(True, True)]
    before, after = (_severities(each, name) for each in (part["plan"], _merged(part["plan"], part["cure"])))
    assert rule not in after
    assert set(after) - set(before) == set()


@pytest.mark.parametrize("rule", [rule for rule, cure in CURES.items() if "eases" in cure])
def test_the_reason_eases(rule: str) -> None:
    """Where the remedy lets a reason be given, the finding is a note once it is given."""
    failing, name = _failing(rule), _home(rule)
    assert _severities(failing, name)[rule] != ["note"]
    assert _severities(_merged(failing, CURES[rule]["eases"]), name).get(rule) == ["note"]


def test_a_remedy_shows_what_its_cure_writes() -> None:
    """Of what a remedy shows to be written (「病床数: 120床」), the cure writes at least one field or value."""
    for rule, cure in CURES.items():
        written = yaml.safe_dump(cure, allow_unicode=True)
        quoted = [part.split("」")[0] for part in EVERY[rule].remedy.ja.split("「")[1:]]
        shown = [part.split(":")[0].strip("-{[ ") for part in quoted]
        if any(": " in part for part in quoted):
            assert any(name in written for name in shown), rule
