"""The tests that stand with rules: that they pass in every pack, and that a wrong one is found out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.pack.small import RULE, files, load

from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.pack.rule_tests import run_tests, untested

RULES = Path(__file__).parents[2] / "rules"
PACKS = Shelf(str(RULES)).ids


def test_there_are_packs() -> None:
    """The folder of rules is found; otherwise the next test would prove nothing."""
    assert len(PACKS) >= 5


@pytest.mark.long  # the tests of all packs are a step of .ci/run of their own
@pytest.mark.parametrize("name", PACKS)
def test_every_test_of_a_pack_passes(name: str) -> None:
    """Every rule of the pack does what its tests say, and has one that passes and one that fails."""
    shelf = Shelf(str(RULES))
    loaded = shelf.loaded(name)
    tested = list(run_tests(shelf.judging(name), loaded.tests))
    assert len(tested) >= 2 * sum(not rule.by_eye for rule in loaded.pack.rules)
    assert [each for each in tested if each.wrong is not None] == []
    assert list(untested(loaded.pack, loaded.tests)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- pass: {name: 北病院}", "- pass: {name: 未定}", "the outcome is fail, not pass"),
        ("at: /name", "at: /area", "the place is /name, not /area"),
        ("at: /name", "at: ''", "the place is /name, not "),
        (
            "at: /name",
            "at: name\n      says: {ja: 床数}",
            "the message lacks “床数”: 名称が「未定」のままで、具体的に記入されていません。",
        ),
        ("at: /name", "at: name\n      severity: note", "the severity is error, not note"),
        (
            "- fail: {name: 未定}\n      at: /name",
            "- not_applicable: {name: 未定}",
            "the outcome is fail, not not_applicable",
        ),
    ],
)
def test_a_wrong_test_is_found_out(old: str, new: str, said: str) -> None:
    """Outcome, place, words and severity are all held against what the rule really says."""
    loaded = load(files(rules=RULE.replace(old, new)))
    wrong = [each.wrong.en for each in run_tests(loaded.pack, loaded.tests) if each.wrong is not None]
    assert wrong == [said]


def test_a_rule_without_a_failing_test_is_named() -> None:
    """Whoever leaves a kind of test out is told which."""
    tests: dict[str, list[dict[str, Any]]] = {"S101": [{"pass": {"name": "北"}}]}
    assert list(untested(load().pack, tests)) == [("S101", "fail")]
