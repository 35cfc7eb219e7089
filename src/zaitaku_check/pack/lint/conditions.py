"""Conditions that say nothing: that always hold, never hold, or repeat themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.lint.rules import Written, bare, conditions_of, written_rules
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.paths import PathError, parse_path, resolve
from zaitaku_check.pack.rule import Pack, fields_on
from zaitaku_check.pack.words import conditions_below, word_in
from zaitaku_check.pack.words.word import ALWAYS
from zaitaku_check.plan.field import Field
from zaitaku_check.text_types import Bilingual


def condition_problems(loaded: Loaded, judging: Pack) -> Iterator[Problem]:
    """Yield a problem for every condition that says nothing."""
    names = {**loaded.pack.meta.get("lists", {}), **loaded.pack.meta.get("amounts", {})}
    for rule in written_rules(loaded):
        for condition, where in conditions_of(rule):
            its = word_in(condition)
            for below, wording in its.faults(_resolved(condition[its.name], names)):
                yield rule.document.problem((*where, its.name, *below), wording)
        yield from _when_problems(rule)
        yield from _every_choice(rule, judging, names)


def _resolved(value: Any, names: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _resolved(child, names) for key, child in value.items()}
    if isinstance(value, list):
        return [_resolved(child, names) for child in value]
    return names.get(value[1:], value) if isinstance(value, str) and value.startswith("$") else value


def _when_problems(rule: Written) -> Iterator[Problem]:
    """Yield a problem where `when` already says what `check` asks, or its opposite."""
    when, check = bare(rule.data.get("when")), bare(rule.data.get("check"))
    if when is None or check is None:
        return
    held = when.get("all", [when])
    if check in held:
        wording = Bilingual("whenと同じ条件なので、必ず満たされます。", "`when` asks the same: the rule can never fail")
        yield rule.document.problem((*rule.where, "check"), wording)
    elif {"not": check} in held or check.get("not") in held:
        wording = Bilingual(
            "whenと反対の条件なので、満たされることはありません。", "`when` says the opposite: the rule can never pass"
        )
        yield rule.document.problem((*rule.where, "check"), wording)


def _every_choice(rule: Written, judging: Pack, names: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem where `in` holds every choice of its field."""
    if rule.data.get("scope") == "folder" or not isinstance(rule.data.get("each", ""), str):
        return
    fields = _fields_of(rule, judging)
    for key in ("when", "check"):
        for condition, where, _word in conditions_below(rule.data.get(key), (*rule.where, key)):
            spec = _resolved(condition.get("value", {}), names)
            if isinstance(spec.get("in"), list) and "where" not in where and _holds_all(spec, fields):
                yield rule.document.problem((*where, "value", "in"), ALWAYS)


def _fields_of(rule: Written, judging: Pack) -> tuple[Field, ...]:
    root = judging.form.root
    each = rule.data.get("each", ".")
    context = Context(judging.form, (root,), judging.tables)
    return (root, root) if each == "." else fields_on(parse_path(each), context)


def _holds_all(spec: Mapping[str, Any], fields: tuple[Field, ...]) -> bool:
    try:
        field = resolve(parse_path(spec["at"]), fields)
    except PathError:
        return False
    return bool(field.choices) and {choice.id for choice in field.choices} <= set(spec["in"])
