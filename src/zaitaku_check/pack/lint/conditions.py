"""Conditions that say nothing: that always hold, never hold, or repeat themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.nouns import Pair
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.lint.rules import Written, bare, conditions, conditions_of, written_rules
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.paths import PathError, parse_path, resolve
from zaitaku_check.pack.rule import Pack, fields_on
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.spelling import plain

Fault = tuple[tuple[str | int, ...], Pair]
"""Where below the condition, and the words."""

_ALWAYS = Pair("この条件は必ず満たされます。", "this condition always holds")
_NEVER = Pair("この条件が満たされることはありません。", "this condition can never hold")
_SAME_PATH = Pair("同じ項目どうしを比べています。", "a field is compared with itself")
_ADDS_NOTHING = "「{}」は、ほかの語に含まれているため不要です。", "“{}” adds nothing: another word is part of it"


def condition_problems(loaded: Loaded, judging: Pack) -> Iterator[Problem]:
    """Yield a problem for every condition that says nothing."""
    names = {**loaded.pack.meta.get("lists", {}), **loaded.pack.meta.get("amounts", {})}
    for rule in written_rules(loaded):
        for condition, where in conditions_of(rule):
            for below, wording in _faults(_resolved(condition, names)):
                yield rule.document.problem((*where, *below), wording)
        yield from _when_problems(rule)
        yield from _every_choice(rule, judging, names)


def _resolved(value: Any, names: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _resolved(child, names) for key, child in value.items()}
    if isinstance(value, list):
        return [_resolved(child, names) for child in value]
    return names.get(value[1:], value) if isinstance(value, str) and value.startswith("$") else value


def _faults(condition: Mapping[str, Any]) -> Iterator[Fault]:
    for word, faults in _FAULTS.items():
        if word in condition:
            yield from faults(condition[word])


def _of_bounds(word: str) -> Callable[[Mapping[str, Any]], Iterator[Fault]]:
    def faults(spec: Mapping[str, Any]) -> Iterator[Fault]:
        low, high = spec.get("min"), spec.get("max")
        if word == "count" and low is not None and low <= 0:
            yield (word, "min"), _ALWAYS
        if word == "count" and high is not None and high < 0:
            yield (word, "max"), _NEVER
        if low is not None and high is not None and low > high:
            yield (word, "min"), _NEVER

    return faults


def _of_value(spec: Mapping[str, Any]) -> Iterator[Fault]:
    lows = [spec[name] for name in ("min", "after") if name in spec]
    highs = [spec[name] for name in ("max", "before") if name in spec]
    strict = "after" in spec or "before" in spec
    if any(low > high or (strict and low == high) for low in lows for high in highs if type(low) is type(high)):
        yield ("value", "at"), _NEVER
    if "equals" in spec and isinstance(spec.get("in"), list) and spec["equals"] not in spec["in"]:
        yield ("value", "equals"), _NEVER


def _of_items(spec: Mapping[str, Any]) -> Iterator[Fault]:
    wanted, least = spec.get("any_of", ()), spec.get("at_least", 1)
    if least <= 0:
        yield ("items", "at_least"), _ALWAYS
    if "any_of" in spec and least > len(set(wanted)):
        yield ("items", "at_least" if "at_least" in spec else "any_of"), _NEVER
    if set(spec.get("all_of", ())) & set(spec.get("none_of", ())):
        yield ("items", "none_of"), _NEVER
    if "of" in spec and set(spec["of"]) <= set(spec.get("not_applicable", ())):
        yield ("items", "not_applicable"), _NEVER
    if "of" in spec and spec.get("at_most", -1) >= len(set(spec["of"])):
        yield ("items", "at_most"), _ALWAYS


def _of_compare(spec: Mapping[str, Any]) -> Iterator[Fault]:
    if spec["left"] == spec["right"]:
        yield ("compare", "right"), _SAME_PATH


def _of_mentions(spec: Mapping[str, Any]) -> Iterator[Fault]:
    words = [str(word) for word in spec.get("any_of", ())]
    for at, word in enumerate(words):
        if any(plain(other) in plain(word) and other != word for other in words) or word in words[:at]:
            yield ("mentions", "any_of"), Pair(_ADDS_NOTHING[0].format(word), _ADDS_NOTHING[1].format(word))


def _of_parts(word: str) -> Callable[[list[Any]], Iterator[Fault]]:
    def faults(parts: list[Any]) -> Iterator[Fault]:
        for at, part in enumerate(parts):
            if part in parts[:at]:
                yield (word, at), Pair("同じ条件が2回書かれています。", "the same condition is written twice")
            opposite = part.get("not")
            if opposite is not None and opposite in parts:
                yield (word, at), _NEVER if word == "all" else _ALWAYS
        if word == "all":
            yield from _contradicting(parts)

    return faults


def _contradicting(parts: list[Any]) -> Iterator[Fault]:
    """Yield a fault where two parts of an `all` want one field to be two things."""
    wanted: dict[str, Any] = {}
    for at, part in enumerate(parts):
        spec = part.get("value", {})
        if "equals" in spec:
            first = wanted.setdefault(spec["at"], spec["equals"])
            if first != spec["equals"]:
                yield ("all", at), _NEVER


_FAULTS: Mapping[str, Callable[[Any], Iterator[Fault]]] = {
    "count": _of_bounds("count"),
    "sum": _of_bounds("sum"),
    "value": _of_value,
    "items": _of_items,
    "compare": _of_compare,
    "mentions": _of_mentions,
    "all": _of_parts("all"),
    "any": _of_parts("any"),
}


def _when_problems(rule: Written) -> Iterator[Problem]:
    """Yield a problem where `when` already says what `check` asks, or its opposite."""
    when, check = bare(rule.data.get("when")), bare(rule.data.get("check"))
    if when is None or check is None:
        return
    held = when.get("all", [when])
    if check in held:
        wording = Pair("whenと同じ条件なので、必ず満たされます。", "`when` asks the same: the rule can never fail")
        yield rule.document.problem((*rule.where, "check"), wording)
    elif {"not": check} in held or check.get("not") in held:
        wording = Pair(
            "whenと反対の条件なので、満たされることはありません。", "`when` says the opposite: the rule can never pass"
        )
        yield rule.document.problem((*rule.where, "check"), wording)


def _every_choice(rule: Written, judging: Pack, names: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem where `in` holds every choice of its field."""
    if rule.data.get("scope") == "folder" or not isinstance(rule.data.get("each", ""), str):
        return
    fields = _fields_of(rule, judging)
    for key in ("when", "check"):
        for condition, where in conditions(rule.data.get(key), (*rule.where, key)):
            spec = _resolved(condition.get("value", {}), names)
            if isinstance(spec.get("in"), list) and "where" not in where and _holds_all(spec, fields):
                yield rule.document.problem((*where, "value", "in"), _ALWAYS)


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
