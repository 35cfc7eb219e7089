"""Rules that refer to each other: circles of `needs`, successors that do not exist, windows that never open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from zaitaku_check.errors import Problem
from zaitaku_check.pack.lint.rules import Written, written_rules
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual


def reference_problems(loaded: Loaded, _judging: Pack) -> Iterator[Problem]:
    """Yield what is wrong with a pack's references from rule to rule."""
    rules = {rule.id: rule for rule in loaded.pack.rules}
    for rule in written_rules(loaded):
        yield from _circle(rule, rules)
        yield from _unsuitable_needs(rule, rules)
        yield from _successor(rule, rules)
        yield from _window(rule, loaded.pack)
        yield from _without_effect(rule, loaded)


def _circle(rule: Written, rules: Mapping[str, Rule]) -> Iterator[Problem]:
    """Yield a problem where following `needs` leads back to the rule."""
    start = rule.data["id"]
    waiting, seen = list(rule.data.get("needs", ())), set()
    while waiting:
        name = waiting.pop()
        if name == start:
            wording = Bilingual(
                f"needsをたどると「{start}」自身に戻ります。", f"`needs` leads back to “{start}” itself"
            )
            yield rule.document.problem((*rule.where, "needs"), wording)
            return
        if name not in seen and name in rules:
            seen.add(name)
            waiting.extend(rules[name].needs)


def _unsuitable_needs(rule: Written, rules: Mapping[str, Rule]) -> Iterator[Problem]:
    for at, name in enumerate(rule.data.get("needs", ())):
        if name in rules and (rules[name].by_eye or rules[name].scope != rule.data.get("scope", "plan")):
            wording = Bilingual(
                f"「{name}」は、このルールと同じ対象（計画書ごと、又はフォルダー全体）を判定するルールではありません。",
                f"“{name}” is not judged over the same as this rule: each plan, or all plans",
            )
            yield rule.document.problem((*rule.where, "needs", at), wording)
        if name in rules and rules[name].status == "retired":
            wording = Bilingual(
                f"「{name}」は廃止されたルールなので、判定されません。", f"“{name}” is retired and never judged"
            )
            yield rule.document.problem((*rule.where, "needs", at), wording)


def _without_effect(rule: Written, loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for a replacement that changes nothing, and for a condition that nobody asks."""
    if rule.data.get("by_eye") and "check" in rule.data:
        wording = Bilingual(
            "目視の確認項目（by_eye）なので、この条件は判定されません。",
            "the rule is checked by eye: this condition is never judged",
        )
        yield rule.document.problem((*rule.where, "check"), wording, key=True)
    before = loaded.replaced.get(rule.data["id"])
    changed = {key: value for key, value in rule.data.items() if key not in ("id", "override")}
    if "override" in rule.data and before is not None and all(before.get(key) == changed[key] for key in changed):
        wording = Bilingual("置き換える前のルールと同じです。", "this is the rule as it was: nothing is replaced")
        yield rule.document.problem((*rule.where, "override"), wording, key=True)


def _successor(rule: Written, rules: Mapping[str, Rule]) -> Iterator[Problem]:
    successor = rule.data.get("replaced_by")
    if successor is not None and successor not in rules:
        hint = nearest(successor, sorted(rules))
        wording = Bilingual(
            f"後継のルール「{successor}」はこのルールパックにありません。", f"this rule pack has no rule “{successor}”"
        )
        yield rule.document.problem((*rule.where, "replaced_by"), wording, hint[0] if hint else "")
    if successor is not None and rule.data.get("status") != "retired":
        wording = Bilingual(
            "後継があるルールは status: retired とします。", "a rule with a successor has `status: retired`"
        )
        yield rule.document.problem((*rule.where, "replaced_by"), wording, key=True)


def _window(rule: Written, pack: Pack) -> Iterator[Problem]:
    since = rule.data.get("valid_from")
    if since is None:
        return
    where = (*rule.where, "valid_from")
    try:
        date.fromisoformat(str(since))
    except ValueError:
        wording = Bilingual(
            f"「{since}」は日付（2018-10-01の形）ではありません。", f"“{since}” is not a date like 2018-10-01"
        )
        yield rule.document.problem(where, wording)
        return
    last = f"{max(pack.fiscal_years) + 1}-03-31" if pack.fiscal_years else ""
    if last and str(since) > last:
        wording = Bilingual(
            f"ルールパックの最後の年度（{last}まで）の後なので、適用されません。",
            f"the pack's last fiscal year ends on {last}: the rule never applies",
        )
        yield rule.document.problem(where, wording)
