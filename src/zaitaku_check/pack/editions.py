"""Editions: what a pack takes over from the one it extends, what it replaces and what it drops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zaitaku_check.errors import Problem
from zaitaku_check.pack.document import Document
from zaitaku_check.pack.rule import rule_order
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual

if TYPE_CHECKING:
    from zaitaku_check.pack.load import Loaded

_BY_KEY = ("sources", "lists", "amounts", "dates", "tables")
_OWN = ("id", "extends", "drop", "overlay", "languages")


def inherit_meta(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return pack.yaml's data over that of the extended pack: maps by key, everything else replaced."""
    taken = {key: value for key, value in base.items() if key not in _OWN}
    merged = {**taken, **own}
    for key in _BY_KEY:
        if key in taken or key in own:
            merged[key] = {**taken.get(key, {}), **own.get(key, {})}
    return merged


def merge_rules(
    base: Loaded | None, documents: list[Document], meta: Document
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return the rules in order of their ids, and what is wrong with `drop` and `override`."""
    rules: dict[str, dict[str, Any]] = _base_rules(base)
    problems = _drop(rules, meta)
    inherited = frozenset(rules)
    for document in documents:
        for at, rule in enumerate(document.data):
            problem = _override_problem(rule, inherited, document, at)
            if problem is not None:
                problems.append(problem)
            replaced = rules.get(rule["id"], {}) if "override" in rule else {}
            rules[rule["id"]] = overridden(replaced, {**rule, "pack": meta.data["id"]})
    return [rules[each] for each in sorted(rules, key=rule_order)], problems


def overridden(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return a rule with the keys that an edition gives it: each replaces the inherited one, an empty one goes."""
    return {key: value for key, value in {**base, **own}.items() if value is not None}


def _base_rules(base: Loaded | None) -> dict[str, dict[str, Any]]:
    return {rule["id"]: rule for rule in base.written} if base else {}


def _drop(rules: dict[str, dict[str, Any]], meta: Document) -> list[Problem]:
    problems: list[Problem] = []
    for at, dropped in enumerate(meta.data.get("drop", [])):
        if rules.pop(dropped["id"], None) is None:
            hint = nearest(dropped["id"], list(rules))
            wording = Bilingual(
                f"外すルール「{dropped['id']}」は引き継いだルールパックにありません。",
                f"the extended rule pack has no rule “{dropped['id']}” to drop",
            )
            problems.append(meta.problem(("drop", at, "id"), wording, hint[0] if hint else ""))
    return problems


def _override_problem(rule: dict[str, Any], inherited: frozenset[str], document: Document, at: int) -> Problem | None:
    if ("override" in rule) == (rule["id"] in inherited):
        return None
    if rule["id"] in inherited:
        wording = Bilingual(
            f"ルール「{rule['id']}」は引き継いだルールパックにあります。"
            "置き換えるときは override に理由を書いてください。",
            f"the extended rule pack has a rule “{rule['id']}”; to replace it, give a reason under `override`",
        )
        return document.problem((at, "id"), wording)
    wording = Bilingual(
        f"置き換えるルール「{rule['id']}」は引き継いだルールパックにありません。",
        f"the extended rule pack has no rule “{rule['id']}” to replace",
    )
    hint = nearest(rule["id"], sorted(inherited))
    return document.problem((at, "id"), wording, hint[0] if hint else "")
