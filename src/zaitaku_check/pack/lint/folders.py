"""Folder rules: limits of groups that do not exist, keys that have no effect in a rule of that scope."""

from __future__ import annotations

from collections.abc import Iterator

from zaitaku_check.errors import Problem
from zaitaku_check.nouns import Pair
from zaitaku_check.pack.lint.rules import Written, written_rules
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.rule import Pack
from zaitaku_check.plan.field import field_at
from zaitaku_check.plan.spelling import nearest

_FOLDER_ONLY = ("group_by", "groups", "limits", "order_by", "ledger", "programme_wide")
_PLAN_ONLY = ("each", "when", "needs")
_BOUNDED = ("count", "sum")


def folder_problems(loaded: Loaded, judging: Pack) -> Iterator[Problem]:
    """Yield what is wrong with folder rules, and folder keys on rules that are none."""
    for rule in written_rules(loaded):
        folder = rule.data.get("scope") == "folder"
        for key in _PLAN_ONLY if folder else _FOLDER_ONLY:
            if key in rule.data:
                yield _no_effect(rule, key, folder=folder)
        if folder:
            yield from _group_problems(rule, judging)


def _no_effect(rule: Written, key: str, *, folder: bool) -> Problem:
    ja, en = ("フォルダのルール", "a folder rule") if folder else ("計画ごとのルール", "a rule of scope plan")
    wording = Pair(f"「{key}」は{ja}では効きません。", f"{key!r} has no effect in {en}")
    return rule.document.problem((*rule.where, key), wording, key=True)


def _group_problems(rule: Written, judging: Pack) -> Iterator[Problem]:
    if "group_by" not in rule.data:
        for key in ("groups", "limits"):
            if key in rule.data:
                wording = Pair(f"「{key}」にはgroup_byが必要です。", f"{key!r} needs 'group_by'")
                yield rule.document.problem((*rule.where, key), wording, key=True)
        return
    field = field_at(judging.form, str(rule.data["group_by"]))
    choices = [choice.id for choice in field.choices] if field else []
    if field is not None and not choices and ("groups" in rule.data or "limits" in rule.data):
        wording = Pair("group_byの項目に選択肢がありません。", "the field of 'group_by' has no choices")
        yield rule.document.problem((*rule.where, "group_by"), wording)
        return
    for group in rule.data.get("limits", {}):
        if group not in choices:
            hint = nearest(group, choices)
            label = field.label if field else Pair("", "")
            wording = Pair(
                f"「{group}」は{label.ja}の選択肢にありません。", f"{group!r} is not a choice of {label.en!r}"
            )
            yield rule.document.problem((*rule.where, "limits", group), wording, hint[0] if hint else "", key=True)
    if "limits" in rule.data and not any(word in rule.data["check"] for word in _BOUNDED):
        yield _no_effect(rule, "limits", folder=True)
