"""Mutants of rules: each is a rule changed in one small way, which the rule's own tests have to notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.paths import PathError
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.rule_tests import run_tests
from zaitaku_check.pack.words import word_in

_OTHER_RELATION = {
    "less": "at_most", "at_most": "less", "at_least": "more", "more": "at_least", "equal": "different",
    "different": "equal",
}  # fmt: skip
_MOST_LEFT_OUT = 12
"""So many values of one list are left out in turn; in a longer list the first ones."""


class RuleMutant(NamedTuple):
    """A rule changed in one way; `operator` names the way, `where` what was changed."""

    operator: str
    where: str
    rule: Rule


def rule_mutants_of(rule: Rule) -> Iterator[RuleMutant]:
    """Yield a rule with one bound, day, list, part, relation, flag, filter or place changed."""
    for key in ("check", "when"):
        for operator, where, condition in _of_condition(rule.body.get(key), key):
            yield RuleMutant(operator, where, rule._replace(body={**rule.body, key: condition}))
    if "when" in rule.body:
        body = {name: value for name, value in rule.body.items() if name != "when"}
        yield RuleMutant("when gone", "when", rule._replace(body=body))
    if rule.body.get("at"):
        yield RuleMutant("place moved", "at", rule._replace(body={**rule.body, "at": ""}))
    for key in ("limits", "minimums"):
        for group, number in rule.body.get(key, {}).items():
            changed = {**rule.body[key], group: number + 1}
            yield RuleMutant("bound +1", f"{key}.{group}", rule._replace(body={**rule.body, key: changed}))


Changed = Iterator[tuple[str, str, Any]]
"""Operator, where, and the whole condition with the change."""


def _of_condition(condition: Any, where: str) -> Changed:
    if not isinstance(condition, Mapping):
        return
    its = word_in(condition)
    at = f"{where}.{its.name}"
    for operator, place, spec in _of_spec(condition, at):
        yield operator, place, {**condition, its.name: spec}
    for operator, place, guard in _of_condition(condition.get("when"), f"{where}.when"):
        yield operator, place, {**condition, "when": guard}


def _of_spec(condition: Mapping[str, Any], where: str) -> Changed:
    its = word_in(condition)
    spec = condition[its.name]
    for name, param, value in its.given(spec):
        place = f"{where}.{name}" if name else where
        for operator, inner, changed in _of_param(param.shape, value, place):
            yield operator, inner, {**spec, name: changed} if name else changed
        if param.shape in ("flag", "ignored") or (param.shape == "condition" and name and not param.required):
            yield f"{name} gone", place, {key: each for key, each in spec.items() if key != name}


def _of_param(shape: str, value: Any, where: str) -> Changed:
    """Yield the changes to one parameter, by what may be written there."""
    if shape in ("whole", "number", "bound", "percent") and not isinstance(value, Mapping):
        yield from _of_bound(value, where)
    elif shape in ("constants", "words", "constants_or_table", "edge") and isinstance(value, list) and len(value) > 1:
        for at, each in enumerate(value[:_MOST_LEFT_OUT]):
            yield f"without “{each}”", where, [*value[:at], *value[at + 1 :]]
    elif shape == "relation":
        yield f"{value} → {_OTHER_RELATION[value]}", where, _OTHER_RELATION[value]
    elif shape == "condition":
        yield from _of_condition(value, where)
    elif shape == "conditions":
        yield from _of_parts(value, where)


def _of_bound(value: Any, where: str) -> Changed:
    if isinstance(value, int) and not isinstance(value, bool):
        yield "bound +1", where, value + 1
        if value > 0:  # no number of things is below 0
            yield "bound -1", where, value - 1
    elif isinstance(value, str) and len(value) == len("2018-10-01") and value[4] == "-":
        for by in (1, -1):
            yield f"day {by:+}", where, (date.fromisoformat(value) + timedelta(days=by)).isoformat()


def _of_parts(parts: Sequence[Any], where: str) -> Changed:
    for at, part in enumerate(parts):
        if len(parts) > 1:
            yield "part gone", f"{where}[{at}]", [*parts[:at], *parts[at + 1 :]]
        for operator, place, changed in _of_condition(part, f"{where}[{at}]"):
            yield operator, place, [*parts[:at], changed, *parts[at + 1 :]]


class RuleTrial(NamedTuple):
    """What became of a mutant: whether a test of the rule noticed."""

    rule: str
    operator: str
    where: str
    killed: bool


def try_rules(pack: Pack, tests: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[RuleTrial]:
    """Run every rule's tests on every mutant of it; a mutant that cannot be judged counts as noticed."""
    for rule in pack.rules:
        own = tests.get(rule.id, ())
        if "check" not in rule.body or not own:
            continue
        for mutant in rule_mutants_of(rule):
            yield RuleTrial(rule.id, mutant.operator, mutant.where, killed=_noticed(mutant.rule, pack, own))


def _noticed(rule: Rule, pack: Pack, tests: Sequence[Mapping[str, Any]]) -> bool:
    alone = pack._replace(rules=(rule,))
    try:
        return any(tested.wrong is not None for tested in run_tests(alone, {rule.id: tests}))
    except PathError:
        return True
