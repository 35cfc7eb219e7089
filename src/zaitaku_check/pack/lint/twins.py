"""Two rules of one pack that ask the same thing, or carry the same title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.pack.lint.rules import Written, bare, written_rules
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.text_types import Bilingual

_ASKED = ("when", "each", "check", "group_by", "limits")


def twin_problems(loaded: Loaded, _judging: Pack) -> Iterator[Problem]:
    """Yield a problem at the later of two rules that say the same."""
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
        twin = titles.setdefault(rule.title.ja, rule.id)
        if twin != rule.id and rule.id in own:
            yield _problem(
                own[rule.id], "title", f"ルール「{twin}」と同じ題名です。", f"has the same title as “{twin}”"
            )


def _question(rule: Rule) -> Any:
    return rule.scope, {key: bare(rule.body[key]) for key in _ASKED if key in rule.body}


def _problem(rule: Written, key: str, ja: str, en: str) -> Problem:
    return rule.document.problem((*rule.where, key), Bilingual(ja, en), key=True)
