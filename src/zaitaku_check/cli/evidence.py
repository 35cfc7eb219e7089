"""`explain PLAN`: why each rule passed, failed, did not apply or could not be told, with the lines looked at."""

from __future__ import annotations

from zaitaku_check.cli.output import to_stdout
from zaitaku_check.engine.discover import discover
from zaitaku_check.engine.hints import did_you_mean
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.run import run
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import UsageError
from zaitaku_check.nouns import Pair
from zaitaku_check.report.nouns import Evidence, Look, PlanResult, Report
from zaitaku_check.report.shown import message, shown, visible, worded

OUTCOMES = {
    "pass": Pair("適合", "pass"),
    "fail": Pair("不適合", "fail"),
    "not_applicable": Pair("対象外", "not applicable"),
    "cannot_tell": Pair("判定不能", "cannot tell"),
}


def explain_plan(shelf: Shelf, path: str, ids: tuple[str, ...], packs: tuple[str, ...], lang: str) -> int:
    """Print the evidence of every rule on a plan (or of the rules named); return 0, or 2 where it cannot be read."""
    wanted = tuple(word.upper() for word in ids)
    for word in wanted:
        if not any(rule_id.startswith(word) for rule_id in shelf.rule_ids()):
            hint = did_you_mean(word, shelf.rule_ids())
            raise UsageError(
                Pair(f"「{word}」という番号のルールはありません。{hint.ja}", f"there is no rule {word!r}{hint.en}")
            )
    found = discover([path])
    options = RunOptions(packs=packs, evidence=True, select=wanted)
    report = run(shelf, options, found)
    plan = report.plans[0]
    if plan.refused is not None:
        raise UsageError(Pair(f"{shown(path, 300)}: {plan.refused.ja}", f"{shown(path, 300)}: {plan.refused.en}"))
    to_stdout(_page(report, plan, lang), machine=False)
    return 0


def _page(report: Report, plan: PlanResult, lang: str) -> str:
    lines = [visible(plan.path), ""]
    if not plan.evidence:
        none = (
            "計画書を読み取れないため、判定したルールはありません。"
            if lang == "ja"
            else "No rule was judged: the plan cannot be read."
        )
        lines += [
            none,
            *(f"  {finding.place.line}: [{finding.rule}] {message(finding, lang)}" for finding in plan.findings),
        ]
    for evidence in plan.evidence:
        lines += _of_rule(report, plan, evidence, lang)
    return "\n".join(lines) + "\n"


def _of_rule(report: Report, plan: PlanResult, evidence: Evidence, lang: str) -> list[str]:
    card = report.rules[evidence.rule]
    lines = [f"{evidence.rule}  {worded(OUTCOMES[evidence.outcome], lang)}  {worded(card.title, lang)}"]
    lines += [
        f"    ✗ {finding.place.line or '-'}: {message(finding, lang)}"
        for finding in plan.findings
        if finding.rule == evidence.rule
    ]
    if evidence.reason.ja:
        lines.append(f"    {worded(evidence.reason, lang)}")
    lines += [_look(look, lang) for look in evidence.looks]
    cites = "、".join(f"{worded(cite.title, lang)} {cite.section}" for cite in card.cite)
    return [*lines, f"    {'根拠' if lang == 'ja' else 'Source'}: {cites}", ""]


def _look(look: Look, lang: str) -> str:
    place = f"{look.place.line}:{look.place.column}" if look.place.line else "-"
    value = f"「{shown(look.value, 80, lang)}」" if look.value else "（記載なし）" if lang == "ja" else "(absent)"
    return f"    {place:>8}  {worded(look.label, lang)} {value}"
