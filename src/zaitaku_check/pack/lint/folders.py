"""Folder rules: limits of groups that do not exist, keys that have no effect in a rule of that scope."""

from __future__ import annotations

from collections.abc import Iterator

from zaitaku_check.errors import Problem
from zaitaku_check.pack.document import Where
from zaitaku_check.pack.folder import FOLDER_WORDS
from zaitaku_check.pack.lint.rules import Written, conditions_of, written_rules
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.rule import Pack
from zaitaku_check.pack.words import word_in
from zaitaku_check.plan.field import field_at
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual

_FOLDER_ONLY = ("group_by", "groups", "limits", "minimums", "ledger", "programme_wide", "stages")
_PLAN_ONLY = ("each", "when")
_BY_GROUP = {"limits": "max", "minimums": "min"}
"""Numbers by group, and the bound of `check` that each replaces."""


def folder_problems(loaded: Loaded, judging: Pack) -> Iterator[Problem]:
    """Yield what is wrong with folder rules, and folder keys on rules that are none."""
    for rule in written_rules(loaded):
        folder = rule.data.get("scope") == "folder"
        for key in _PLAN_ONLY if folder else _FOLDER_ONLY:
            if key in rule.data:
                yield _no_effect(rule, key, folder=folder)
        if folder:
            yield from _group_problems(rule, judging)
        else:
            yield from _folder_params(rule)


def _folder_params(rule: Written) -> Iterator[Problem]:
    """Yield what the words of a rule for single plans have that only folder rules understand."""
    for condition, where in conditions_of(rule):
        its = word_in(condition)
        for name, param, value in its.given(condition[its.name]):
            if param.folder or (its.name in FOLDER_WORDS and name in ("of", "value") and isinstance(value, list)):
                yield _no_effect(rule, name, folder=False, where=(*where, its.name, name))


def _no_effect(rule: Written, key: str, *, folder: bool, where: Where = ()) -> Problem:
    ja, en = ("フォルダー全体のルール", "a folder rule") if folder else ("計画書ごとのルール", "a rule of scope plan")
    wording = Bilingual(f"「{key}」は{ja}では効きません。", f"“{key}” has no effect in {en}")
    return rule.document.problem(where or (*rule.where, key), wording, key=True)


def _group_problems(rule: Written, judging: Pack) -> Iterator[Problem]:
    if "group_by" not in rule.data:
        for key in ("groups", *_BY_GROUP):
            if key in rule.data:
                wording = Bilingual(f"「{key}」にはgroup_byが必要です。", f"“{key}” needs `group_by`")
                yield rule.document.problem((*rule.where, key), wording, key=True)
        return
    field = field_at(judging.form, str(rule.data["group_by"]))
    choices = [choice.id for choice in field.choices] if field else []
    if field is not None and not choices and any(key in rule.data for key in ("groups", *_BY_GROUP)):
        wording = Bilingual("group_byの項目に選択肢がありません。", "the field of `group_by` has no choices")
        yield rule.document.problem((*rule.where, "group_by"), wording)
        return
    for key, bound in _BY_GROUP.items():
        yield from _unknown_groups(rule, key, choices, field.label if field else Bilingual("", ""))
        if key in rule.data and not any(
            bound in spec for spec in rule.data["check"].values() if isinstance(spec, dict)
        ):
            wording = Bilingual(f"「{key}」にはcheckの{bound}が必要です。", f"“{key}” needs `{bound}` in `check`")
            yield rule.document.problem((*rule.where, key), wording, key=True)


def _unknown_groups(rule: Written, key: str, choices: list[str], label: Bilingual) -> Iterator[Problem]:
    for group in rule.data.get(key, {}):
        if group not in choices:
            hint = nearest(group, choices)
            wording = Bilingual(
                f"「{group}」は{label.ja}の選択肢にありません。", f"“{group}” is not a choice of “{label.en}”"
            )
            yield rule.document.problem((*rule.where, key, group), wording, hint[0] if hint else "", key=True)
