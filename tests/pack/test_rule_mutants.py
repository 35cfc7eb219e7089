"""Mutants of rules: a change to a rule that its tests do not notice is told."""

from __future__ import annotations

from typing import Any

import pytest
from tests.pack.small import rule_of, small

from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.mutation import rule_trials
from zaitaku_check.pack.mutants.rules import rule_mutants_of, try_rules
from zaitaku_check.pack.rule_tests import run_tests

PASS, FAIL = {"pass": {"beds": 3}}, {"fail": {"beds": 2}, "at": "/beds"}
BODY: dict[str, Any] = {"check": {"value": {"at": "beds", "min": 3}}, "at": "beds"}


def _survivors(tests: list[dict[str, Any]]) -> list[str]:
    pack = small().pack._replace(rules=(rule_of(**BODY),))
    return [trial.operator for trial in try_rules(pack, {"S101": tests}) if not trial.killed]


def test_a_bound_that_no_test_touches_survives() -> None:
    """Tests at the bound notice one more and one less; tests far from it do not."""
    assert _survivors([PASS, FAIL]) == []
    assert _survivors([{"pass": {"beds": 9}}, {"fail": {"beds": 1}, "at": "/beds"}]) == ["bound +1", "bound -1"]


def test_everything_that_is_written_is_changed() -> None:
    """Bounds, days, lists, parts, relations, flags, filters, guards and places each have a mutant."""
    body: dict[str, Any] = {
        "when": {"filled": "name"},
        "at": "beds",
        "check": {
            "all": [
                {"value": {"at": "day", "min": "2018-10-01", "required": True}},
                {"value": {"at": "area", "in": ["north", "south"]}, "when": {"value": {"at": "beds", "max": 1}}},
                {"compare": {"left": "beds", "is": "less", "right": "year"}},
                {"count": {"of": "works", "where": {"filled": ".text"}, "max": 3}},
            ]
        },
    }
    operators = {mutant.operator for mutant in rule_mutants_of(rule_of(**body))}
    assert operators == {
        *("day +1", "day -1", "required gone", "without “north”", "without “south”", "bound +1", "bound -1"),
        *("less → at_most", "where gone", "part gone", "when gone", "place moved"),
    }


def test_a_case_for_every_word_of_a_list() -> None:
    """`each_word` runs a test once a word, in the place of `{word}`; then no word can be left out unnoticed."""
    body: dict[str, Any] = {"check": {"mentions": {"in": "name", "any_of": ["夜間", "休日", "深夜"]}}}
    pack = small().pack._replace(rules=(rule_of(**body),))
    once: list[dict[str, Any]] = [{"pass": {"name": "夜間も対応する"}}, {"fail": {"name": "会議を開く"}, "at": "/name"}]
    each: list[dict[str, Any]] = [*once, {"pass": {"name": "{word}も対応する"}, "each_word": ["夜間", "休日", "深夜"]}]

    def survivors(tests: list[dict[str, Any]]) -> list[str]:
        return [trial.operator for trial in try_rules(pack, {"S101": tests}) if not trial.killed]

    assert survivors(once) == ["without “休日”", "without “深夜”"]
    assert survivors(each) == []
    (wrong,) = [each for each in run_tests(pack, {"S101": [{**each[2], "each_word": ["夜間", "早朝"]}]}) if each.wrong]
    assert wrong.wrong is not None
    assert wrong.wrong.en == "the outcome is fail, not pass"


SHELF = open_shelf()


@pytest.mark.long
@pytest.mark.parametrize("name", SHELF.ids)
def test_the_tests_of_the_bundled_packs_notice_changed_rules(name: str) -> None:
    """Of all small changes to a pack's rules the rules' own tests notice at least 95 %; the pack explains the rest."""
    trials = rule_trials(SHELF, name)
    survived = [trial for trial in trials if not trial.killed]
    assert len(survived) <= len(trials) * 0.05
    explained = {
        (rule, each["mutant"])
        for rule, said in SHELF.loaded(name).mutation.items()
        for each in said.get("survivors", ())
    }
    assert [trial for trial in survived if trial[:2] not in explained] == []
