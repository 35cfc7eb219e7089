"""Mutants of rules: a change to a rule that its tests do not notice is told."""

from __future__ import annotations

from typing import Any

from tests.pack.small import rule_of, small

from zaitaku_check.pack.mutants.rules import rule_mutants_of, try_rules

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
