"""Mutation: wrong plans made from good ones are noticed by the intended rule, at its place, and by no other."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.scenarios.command import EXAMPLES, ROOT, Command

from zaitaku_check.engine.mutation import breed
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.run import run_bytes
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.pack.mutants.edits import DROP, Change, Copy, changed
from zaitaku_check.pack.rule_tests import run_tests

RULES = ROOT / "rules"
SHELF = Shelf(str(RULES))
JUDGING = [name for name in SHELF.ids if not SHELF.pack(name).base]
REGIONAL = "regional-centre-2018"


@pytest.mark.parametrize("name", JUDGING)
def test_the_examples_of_a_pack_are_good(name: str) -> None:
    """Every pack has example plans, and none of its rules has anything to say about them."""
    examples = SHELF.examples(name)
    assert examples
    overlay = SHELF.pack(name).overlay
    for example, data in examples:
        report = run_bytes(SHELF, RunOptions(packs=(name,) if overlay else ()), example, data)
        assert [(finding.rule, finding.place.line) for finding in report.plans[0].findings] == []
        assert report.plans[0].pack == (SHELF.pack(name).meta["over"] if overlay else name)


QUICK = {"municipal-coordination-2018"}
"""Packs so small that they are bred in every run; the others in the long run."""


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.long) for name in JUDGING]
)
def test_no_mutant_survives_unexplained(name: str) -> None:
    """Every rule of the pack has mutants, and each is noticed by it alone or explained in the pack."""
    bred = breed(SHELF, name)
    rules = {rule.id for rule in SHELF.pack(name).rules if not rule.by_eye}
    assert rules <= {trial.rule for trial in bred.trials}
    assert [trial for trial in bred.trials if trial.survived] == []
    assert bred.untried == ()


@pytest.mark.long
def test_no_mutant_of_the_example_plans_survives() -> None:
    """The same holds for the plans of the examples folder that are ready."""
    expected: dict[str, Any] = yaml.safe_load((EXAMPLES / "expected.yaml").read_text(encoding="utf-8"))
    files = expected["plans"]["files"]
    ready = [name for name, wanted in files.items() if wanted == {"verdict": "ready", "findings": {}}]
    assert len(ready) >= 3
    for name in ready:
        data = (EXAMPLES / "plans" / name).read_bytes()
        pack = run_bytes(SHELF, RunOptions(), name, data).plans[0].pack
        bred = breed(SHELF, pack, [(name, data)])
        assert [trial for trial in bred.trials if trial.survived and trial.example == name] == []


WEAKENED = {
    "R301": (REGIONAL, "budget.yaml", "at: budget.total, max: $centre_max}", "at: budget.total, max: 1150000}"),
    "R107": (REGIONAL, "mandatory.yaml", "all_of: [liaison_meeting]", "any_of: [liaison_meeting, emergency_response]"),
    "R402": (REGIONAL, "schedule.yaml", "{at: period.end, max: $year_ends}", "{at: period.end, max: $year_ends+1}"),
    "R120": (
        "activity-plan",
        "content.yaml",
        "at: .content\n  message:\n    ja: 取組みの内容が「{actual}」となっており、具体",
        "at: .item\n  message:\n    ja: 取組みの内容が「{actual}」となっており、具体",
    ),
    "R126": (REGIONAL, "content.yaml", "is: more, right: .baseline", "is: at_least, right: .baseline"),
}


@pytest.mark.long
@pytest.mark.parametrize("rule", WEAKENED)
def test_a_rule_changed_by_a_hair_is_seen(rule: str, tmp_path: Path) -> None:
    """One yen, one day, another place or relation: the rule's tests or its mutants notice."""
    pack, file, old, new = WEAKENED[rule]
    shutil.copytree(RULES, tmp_path / "rules")
    path = tmp_path / "rules" / pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    shelf = Shelf(str(tmp_path / "rules"))
    loaded = shelf.loaded(REGIONAL)
    failed = {each.rule for each in run_tests(loaded.pack, loaded.tests) if each.wrong is not None}
    assert rule in failed | {trial.rule for trial in breed(shelf, REGIONAL).trials if trial.survived}


def test_changes_are_made_together() -> None:
    """Values are put before elements are dropped, and dropping one element does not move another."""
    data = {"list": ["a", "b", "c"], "text": "x"}
    changes = [
        Change("/list/0", DROP), Change("/list/2", "C"), Change("/list/1", DROP), Change("/text", DROP),
        Change("/list/-", Copy("/list/0")), Change("/new/below", 1),
    ]  # fmt: skip
    assert changed(data, changes) == {"list": ["C", "a"], "new": {"below": 1}}
    assert data == {"list": ["a", "b", "c"], "text": "x"}


def test_the_command_counts_and_ends_with_zero(command: Command) -> None:
    """Over a bundled pack the command says how many mutants there were, and that none survived."""
    run = command("rules", "test", "--mutate", "municipal-coordination-2018", "--lang", "en")
    trials = len(breed(SHELF, "municipal-coordination-2018").trials)
    counts = f"{trials} mutants for 38 rules, 0 survived, 0 explained, 0 rules without a mutant"
    assert (run.code, run.text) == (0, f"municipal-coordination-2018: {counts}\n")


def test_the_command_names_survivors(command: Command) -> None:
    """A rule that fires beside the intended one is named, with the change that brought it out, and the code is 1."""
    shutil.copytree(RULES / REGIONAL, command.folder / REGIONAL)
    path = command.folder / REGIONAL / "budget.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  mutation:")
    path.write_text(text[:start] + text[text.index("\n- id: R302") :], encoding="utf-8")
    run = command("rules", "test", "--mutate", f"{REGIONAL}/", "--lang", "en")
    assert run.code == 1
    assert f"{REGIONAL} R301 (core.yaml, one over: /budget/total → 1150000円): other rules fire too: R303\n" in run.text
