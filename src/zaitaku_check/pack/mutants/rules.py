"""Mutants of rules: each is a rule changed in one small way, which the rule's own tests have to notice."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
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
"""So many values of one list are left out in turn, spread over a longer one."""


class RuleMutant(NamedTuple):
    """A rule changed in one way; `operator` names the way, `where` what was changed."""

    operator: str
    where: str
    rule: Rule


def rule_mutants_of(rule: Rule, named: Container[Any] = ()) -> Iterator[RuleMutant]:
    """Yield a rule with one bound, day, list, part, relation, flag, filter, severity or place changed.

    A list that has a name (one of `named`) is left: it is changed in its one home, for all rules.
    """
    for key, where, condition, guard in _conditions(rule.body):
        for operator, place, changed in _of_condition(condition, ".".join(where), named, guard=guard):
            body = {**rule.body, key: _put(rule.body[key], where, changed)}
            yield RuleMutant(operator, place, rule._replace(body=body))
    for key in ("when", "severity_when"):
        if key in rule.body:
            body = {name: value for name, value in rule.body.items() if name != key}
            yield RuleMutant(f"{key} gone", key, rule._replace(body=body))
    if rule.body.get("at"):
        yield RuleMutant("place moved", "at", rule._replace(body={**rule.body, "at": ""}))
    for key in ("limits", "minimums"):
        for group, number in rule.body.get(key, {}).items():
            changed = {**rule.body[key], group: number + 1}
            yield RuleMutant("bound +1", f"{key}.{group}", rule._replace(body={**rule.body, key: changed}))


def _conditions(body: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...], Any, bool]]:
    """Yield the conditions of a rule: key, where, condition, and whether it only says when something is asked."""
    for key in ("check", "when"):
        if key in body:
            yield key, (key,), body[key], key == "when"
    for severity, condition in body.get("severity_when", {}).items():
        yield "severity_when", ("severity_when", severity), condition, True


def _put(whole: Any, where: tuple[str, ...], changed: Any) -> Any:
    return changed if len(where) == 1 else {**whole, where[1]: changed}


Changed = Iterator[tuple[str, str, Any]]
"""Operator, where, and the whole condition with the change."""


def _of_condition(condition: Any, where: str, named: Container[Any], *, guard: bool) -> Changed:
    if not isinstance(condition, Mapping):
        return
    its = word_in(condition)
    at = f"{where}.{its.name}"
    for operator, place, spec in _of_spec(condition, at, named, guard=guard):
        yield operator, place, {**condition, its.name: spec}
    for operator, place, inner in _of_condition(condition.get("when"), f"{where}.when", named, guard=True):
        yield operator, place, {**condition, "when": inner}
    if "severity" in condition and not guard:
        yield "severity gone", at, {key: value for key, value in condition.items() if key != "severity"}
    if condition.get("at") and not guard:
        yield "place moved", at, {**condition, "at": ""}


def _of_spec(condition: Mapping[str, Any], where: str, named: Container[Any], *, guard: bool) -> Changed:
    its = word_in(condition)
    spec = condition[its.name]
    inside = (guard or "where" in its.params) and its.name != "not"
    for name, param, value in its.given(spec):
        place = f"{where}.{name}" if name else where
        if name == "required" and guard:
            continue  # where a condition only says when something is asked, an absent value keeps it from being asked
        for operator, inner, changed in _of_param(param.shape, value, place, named, guard=inside):
            yield operator, inner, {**spec, name: changed} if name else changed
        if param.shape in ("flag", "ignored") or (param.shape == "condition" and name and not param.required):
            yield f"{name} gone", place, {key: each for key, each in spec.items() if key != name}


def _of_param(shape: str, value: Any, where: str, named: Container[Any], *, guard: bool) -> Changed:
    """Yield the changes to one parameter, by what may be written there."""
    if shape in ("whole", "number", "bound", "percent") and not isinstance(value, Mapping):
        yield from _of_bound(value, where)
    elif shape in _LISTS and isinstance(value, list) and value not in named:
        yield from ((f"without “{each}”", where, fewer) for each, fewer in _shortened(value))
    elif shape == "relation":
        yield f"{value} → {_OTHER_RELATION[value]}", where, _OTHER_RELATION[value]
    elif shape == "condition":
        yield from _of_condition(value, where, named, guard=guard)
    elif shape == "conditions":
        yield from _of_parts(value, where, named, guard=guard)


_LISTS = ("constants", "words", "constants_or_table", "edge")


def _shortened(values: Sequence[Any]) -> Iterator[tuple[Any, list[Any]]]:
    """Yield values of a list, spread over it, each with the list without it; a list of lists is no matter of words."""
    step = -(-len(values) // _MOST_LEFT_OUT)
    for at in range(0, len(values), step) if len(values) > 1 else ():
        if not isinstance(values[at], list):
            yield values[at], [*values[:at], *values[at + 1 :]]


def _of_bound(value: Any, where: str) -> Changed:
    if isinstance(value, int) and not isinstance(value, bool):
        yield "bound +1", where, value + 1
        if value > 0:  # no number of things is below 0
            yield "bound -1", where, value - 1
    elif isinstance(value, str) and len(value) == len("2018-10-01") and value[4] == "-":
        for by in (1, -1):
            yield f"day {by:+}", where, (date.fromisoformat(value) + timedelta(days=by)).isoformat()


def _of_parts(parts: Sequence[Any], where: str, named: Container[Any], *, guard: bool) -> Changed:
    for at, part in enumerate(parts):
        if len(parts) > 1:
            yield "part gone", f"{where}[{at}]", [*parts[:at], *parts[at + 1 :]]
        for operator, place, changed in _of_condition(part, f"{where}[{at}]", named, guard=guard):
            yield operator, place, [*parts[:at], changed, *parts[at + 1 :]]


class RuleTrial(NamedTuple):
    """What became of a mutant: whether a test noticed. A changed list is the matter of the first rule that uses it."""

    rule: str
    operator: str
    where: str
    killed: bool


Tests = Mapping[str, Sequence[Mapping[str, Any]]]
"""The tests of rules, by id."""


def try_rules(pack: Pack, tests: Tests, settled: Container[RuleTrial] = ()) -> Iterator[RuleTrial]:
    """Run every rule's tests on every mutant of it, and on every named list without one of its values.

    A mutant that cannot be judged counts as noticed; those of `settled` have been noticed elsewhere.
    """
    rules = [rule for rule in pack.rules if "check" in rule.body and tests.get(rule.id)]
    lists = {name: value for name, value in pack.meta.get("lists", {}).items() if value}
    for rule in rules:
        for mutant in rule_mutants_of(rule, list(lists.values())):
            trial = RuleTrial(rule.id, mutant.operator, mutant.where, killed=True)
            yield trial if trial in settled else trial._replace(killed=_noticed(mutant.rule, pack, tests))
    for name, values in lists.items():
        using = [rule for rule in rules if _holds(rule.body, values)]
        for each, fewer in _shortened(values) if using else ():
            trial = RuleTrial(using[0].id, f"without “{each}”", f"${name}", killed=True)
            changed = (rule._replace(body=_replaced(rule.body, values, fewer)) for rule in using)
            noticed = trial in settled or any(_noticed(rule, pack, tests) for rule in changed)
            yield trial._replace(killed=noticed)


def _holds(data: Any, values: Any) -> bool:
    """Return whether a list stands somewhere in a rule."""
    children = data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ()
    return bool(data == values) or any(_holds(child, values) for child in children)


def _replaced(data: Any, values: Any, others: Any) -> Any:
    if data == values:
        return others
    if isinstance(data, Mapping):
        return {key: _replaced(child, values, others) for key, child in data.items()}
    return [_replaced(child, values, others) for child in data] if isinstance(data, list) else data


def _noticed(rule: Rule, pack: Pack, tests: Tests) -> bool:
    alone = pack._replace(rules=(rule,))
    try:
        return any(tested.wrong is not None for tested in run_tests(alone, {rule.id: tests[rule.id]}))
    except PathError:
        return True
