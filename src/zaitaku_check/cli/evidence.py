"""`explain PLAN`: why each rule passed, failed, did not apply or could not be told, with the lines looked at."""

from __future__ import annotations

import os
from datetime import date

from zaitaku_check.cli.output import to_stdout
from zaitaku_check.engine.discover import discover
from zaitaku_check.engine.hints import did_you_mean
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.run import run
from zaitaku_check.engine.shelf import STRUCTURE, Shelf
from zaitaku_check.errors import UsageError
from zaitaku_check.nouns import Pair
from zaitaku_check.pack.rule import Rule
from zaitaku_check.report.evidence_text import explanation
from zaitaku_check.report.nouns import PlanResult
from zaitaku_check.report.shown import shown

_OF_READING = Pair("計画書の読み取りについてのルールです。", "a rule about reading a plan")
_OVER_ALL = Pair(
    "フォルダー全体のルールです。フォルダーを check 又は review で検査すると判定します。",
    "a rule over all plans; it is judged when a folder is checked or reviewed",
)
_BY_EYE = Pair("人の目で確かめるルールです。", "a rule for the reviewer's eye")
_ELSEWHERE = Pair("この計画書に使うルールパックにはありません。", "not in the rule pack that judges this plan")


def explain_plan(shelf: Shelf, path: str, ids: tuple[str, ...], packs: tuple[str, ...], lang: str) -> int:
    """Print the evidence of every rule on a plan, or of the rules named; return 0. Raises UsageError."""
    wanted = tuple(word.upper() for word in ids)
    for word in wanted:
        _known(word, shelf)
    if os.path.isdir(path):
        name = shown(path, 300)
        raise UsageError(
            Pair(f"「{name}」はフォルダーです。計画書を1件指定してください。", f"“{name}” is a folder; name one plan")
        )
    today = date.today().isoformat()  # noqa: DTZ011 - the day where the user is
    report = run(shelf, RunOptions(packs=packs, as_of=today, evidence=True), discover([path]))
    plan = report.plans[0]
    if plan.refused is not None:
        name = shown(path, 300)
        raise UsageError(Pair(f"{name}: {plan.refused.ja}", f"{name}: {plan.refused.en}"))
    others = _others(shelf, plan, wanted)
    asked = [evidence for evidence in plan.evidence if not wanted or evidence.rule.startswith(wanted)]
    to_stdout(explanation(report, plan._replace(evidence=tuple(asked)), others, lang), machine=False)
    return 0


def _known(word: str, shelf: Shelf) -> None:
    ids = shelf.rule_ids()
    if not any(rule_id.startswith(word) for rule_id in ids):
        hint = did_you_mean(word, ids)
        raise UsageError(
            Pair(f"「{word}」という番号のルールはありません。{hint.ja}", f"there is no rule “{word}”{hint.en}")
        )


def _others(shelf: Shelf, plan: PlanResult, wanted: tuple[str, ...]) -> dict[str, Pair]:
    """Return the rules asked for by their whole id that were not judged on the plan, and why."""
    judged = {evidence.rule for evidence in plan.evidence}
    mine = [plan.pack] if plan.pack else []
    return {word: _why(word, shelf, mine) for word in wanted if word in shelf.rule_ids() and word not in judged}


def _why(rule_id: str, shelf: Shelf, packs: list[str]) -> Pair:
    if _in(rule_id, shelf, STRUCTURE) is not None:
        return _OF_READING
    rule = next((rule for name in packs if (rule := _in(rule_id, shelf, name)) is not None), None)
    if rule is None:
        return _ELSEWHERE
    return _BY_EYE if rule.by_eye else _OVER_ALL


def _in(rule_id: str, shelf: Shelf, pack: str) -> Rule | None:
    return next((rule for rule in shelf.pack(pack).rules if rule.id == rule_id), None)
