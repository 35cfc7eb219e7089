"""Conditions that say nothing: that always or never hold, repeat themselves or another rule, or leave no value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.document import Where
from zaitaku_check.pack.lint.rules import Written, bare, conditions_of, written_rules
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.named_values import Names
from zaitaku_check.pack.paths import PathError, parse_path, resolve
from zaitaku_check.pack.rule import Pack, Rule, fields_on
from zaitaku_check.pack.words import conditions_below, word_in
from zaitaku_check.pack.words.word import ALWAYS, NEVER
from zaitaku_check.plan.field import Field
from zaitaku_check.text_types import Bilingual

_UNDERSTOOD = frozenset({"at", "equals", "in", "min", "max", "after", "before", "required"})


class Allowed(NamedTuple):
    """The values between `low` and `high` (both included; None: no bound), of `values` where that is not None."""

    low: Any = None
    high: Any = None
    values: frozenset[Any] | None = None

    def meets(self, other: Allowed) -> Allowed | None:
        """Return the values that both allow; None where there are none."""
        lows = [each for each in (self.low, other.low) if each is not None]
        highs = [each for each in (self.high, other.high) if each is not None]
        if len({type(each) for each in (*lows, *highs)}) > 1:
            return self  # different kinds of value: nothing is known of both together
        low, high = max(lows, default=None), min(highs, default=None)
        sets = [each for each in (self.values, other.values) if each is not None]
        values = frozenset(each for each in frozenset.intersection(*sets) if _within(each, low, high)) if sets else None
        if values == frozenset() or (low is not None and high is not None and low > high):
            return None
        return Allowed(low, high, values)

    def implies(self, other: Allowed) -> bool:
        """Return whether every value that this allows is allowed by the other."""
        if self.values is not None:
            return all(
                _within(each, other.low, other.high) and (other.values is None or each in other.values)
                for each in self.values
            )
        return self.meets(other) == self and other.values is None


EVERYTHING = Allowed()


def _within(value: Any, low: Any, high: Any) -> bool:
    comparable = all(bound is None or type(bound) is type(value) for bound in (low, high))
    return not comparable or ((low is None or value >= low) and (high is None or value <= high))


def allowed_by(spec: Mapping[str, Any]) -> Allowed | None:
    """Return the values that `value` allows; None where it asks something else (a pattern, a table, a decimal)."""
    bounds = [spec[name] for name in ("min", "max", "after", "before") if name in spec]
    strict = [spec[name] for name in ("after", "before") if name in spec]
    if not set(spec) <= _UNDERSTOOD or any(not _is_plain(bound) for bound in bounds):
        return None
    if any(isinstance(bound, int) for bound in strict):
        return None  # the next number depends on the field: it may take decimals
    if not isinstance(spec.get("in", []), list):
        return None
    lows = [spec[name] if name == "min" else _next(spec[name], 1) for name in ("min", "after") if name in spec]
    highs = [spec[name] if name == "max" else _next(spec[name], -1) for name in ("max", "before") if name in spec]
    if len({type(each) for each in (*lows, *highs)}) > 1:
        return None
    sets = [frozenset(spec["in"])] if "in" in spec else []
    sets += [frozenset([spec["equals"]])] if "equals" in spec else []
    return Allowed(max(lows, default=None), min(highs, default=None), frozenset.intersection(*sets) if sets else None)


def _is_plain(bound: Any) -> bool:
    """Return whether a bound is a whole number or a day."""
    return (isinstance(bound, int) and not isinstance(bound, bool)) or (
        isinstance(bound, str) and _day(bound) is not None
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _next(day: str, by: int) -> str:
    """Return the day next to one that does not belong to the range."""
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


def condition_problems(loaded: Loaded, judging: Pack) -> Iterator[Problem]:
    """Yield a problem for every condition that says nothing."""
    names = Names(loaded.pack.meta, {}).known
    yield from _twin_problems(loaded)
    for rule in written_rules(loaded):
        for condition, where in conditions_of(rule):
            its = word_in(condition)
            for below, wording in its.faults(_resolved(condition[its.name], names)):
                yield rule.document.problem((*where, its.name, *below), wording)
        yield from _when_problems(rule)
        yield from _range_problems(rule, names)
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
        yield rule.document.problem((*rule.where, "check"), _SAID_BY_WHEN)
    elif {"not": check} in held or check.get("not") in held:
        yield rule.document.problem((*rule.where, "check"), _DENIED_BY_WHEN)


_SAID_BY_WHEN = Bilingual("whenと同じ条件なので、必ず満たされます。", "`when` asks the same: the rule can never fail")
_DENIED_BY_WHEN = Bilingual(
    "whenと反対の条件なので、満たされることはありません。", "`when` says the opposite: the rule can never pass"
)


def _range_problems(rule: Written, names: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem where the values that several conditions allow at one path have nothing in common."""
    given = {
        spec["at"]: allowed
        for spec, _where in _parts(_resolved(rule.data.get("when"), names), ())
        if (allowed := allowed_by(spec)) is not None
    }
    for condition, where in conditions_of(rule):
        if "all" in condition:
            yield from _disjoint(rule, _parts(_resolved(condition, names), where), {})
    for spec, where in _parts(_resolved(rule.data.get("check"), names), (*rule.where, "check")):
        allowed, before = allowed_by(spec), given.get(spec["at"])
        if allowed is None or before is None:
            continue
        if before.meets(allowed) is None:
            yield rule.document.problem(where, _DENIED_BY_WHEN)
        elif before.implies(allowed) and "required" not in spec:
            yield rule.document.problem(where, _SAID_BY_WHEN)


def _disjoint(
    rule: Written, parts: Iterable[tuple[Mapping[str, Any], Where]], seen: dict[str, Allowed]
) -> Iterator[Problem]:
    for spec, where in parts:
        allowed = allowed_by(spec)
        if allowed is None:
            continue
        both = seen.get(spec["at"], EVERYTHING).meets(allowed)
        if both is None:
            yield rule.document.problem(where, NEVER)
        else:
            seen[spec["at"]] = both


def _parts(condition: Any, where: Where) -> Iterator[tuple[Mapping[str, Any], Where]]:
    """Yield what `value` asks in a condition, alone or as a part of `all`, with its place."""
    if not isinstance(condition, Mapping):
        return
    if "value" in condition and "when" not in condition:
        yield condition["value"], (*where, "value")
    for at, part in enumerate(condition.get("all", ())):
        if "value" in part and "when" not in part:
            yield part["value"], (*where, "all", at, "value")


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


_ASKED = ("when", "each", "check", "group_by", "limits")


def _twin_problems(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem at the later of two rules that say the same, or that no plan can satisfy together."""
    own = {rule.data["id"]: rule for rule in written_rules(loaded)}
    asked: list[tuple[Rule, Any]] = []
    titles: dict[str, str] = {}
    for rule in loaded.pack.rules:
        question = _question(rule)
        first = next((other.id for other, same in asked if same == question), None)
        asked.append((rule, question))
        if first is not None and rule.id in own and rule.body:
            yield _problem(
                own[rule.id], "check", f"ルール「{first}」と同じことを求めています。", f"asks the same as “{first}”"
            )
        elif rule.id in own:
            yield from _at_odds(own[rule.id], rule, (other for other, _same in asked[:-1]))
        twin = titles.setdefault(rule.title.ja, rule.id)
        if twin != rule.id and rule.id in own:
            yield _problem(
                own[rule.id], "title", f"ルール「{twin}」と同じ題名です。", f"has the same title as “{twin}”"
            )


def _at_odds(written: Written, rule: Rule, others: Iterable[Rule]) -> Iterator[Problem]:
    """Yield a problem where another rule asks the same of a value in other words, or leaves it no value."""
    spec = rule.body.get("check", {}).get("value")
    allowed = allowed_by(spec) if spec is not None else None
    if allowed is None:
        return
    for other in others:
        theirs = other.body.get("check", {}).get("value", {})
        same = [bare(rule.body.get(key)) == bare(other.body.get(key)) for key in ("when", "each")]
        if not all(same) or theirs.get("at") != spec["at"] or other.scope != rule.scope:
            continue
        before = allowed_by(theirs)
        if before is not None and before.meets(allowed) is None:
            yield _problem(
                written, "check", f"ルール「{other.id}」と同時に満たすことができません。",
                f"no plan can satisfy this and “{other.id}”",
            )  # fmt: skip
        elif before == allowed:
            yield _problem(
                written, "check", f"ルール「{other.id}」と同じことを求めています。", f"asks the same as “{other.id}”"
            )


def _question(rule: Rule) -> Any:
    return rule.scope, {key: bare(rule.body[key]) for key in _ASKED if key in rule.body}


def _problem(rule: Written, key: str, ja: str, en: str) -> Problem:
    return rule.document.problem((*rule.where, key), Bilingual(ja, en), key=True)
