"""Why each rule had its outcome on one plan, as text: the findings, the reason, and every value it looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zaitaku_check.named import NamedTuple
from zaitaku_check.report.model import Citation, Evidence, PlanResult, Report
from zaitaku_check.report.places import at_line
from zaitaku_check.report.shown import message, section_of, shown, visible, worded
from zaitaku_check.report.wording import OUTCOME, SEVERITY, look_in_words, named, verdict_of
from zaitaku_check.text_types import Bilingual


class Asked(NamedTuple):
    """What is to be explained beside the evidence of a plan.

    others      rules asked for by name that have no evidence, and why
    conditions  what the rules demand, read out
    whole       no rules were asked for by name, so that what was found in reading the plan decides its verdict, too
    """

    others: Mapping[str, Bilingual] = {}
    conditions: Mapping[str, Bilingual] = {}
    whole: bool = True


def explanation(report: Report, plan: PlanResult, asked: Asked, lang: str) -> str:
    """Return the evidence of a plan rule by rule."""
    lines = [f"{visible(plan.path)}  {verdict_of(plan, lang)}", ""]
    if not plan.outcomes:
        lines += [*_unread(plan, lang), ""]
    elif found := list(_of_reading(report, plan, lang)) if asked.whole else []:
        lines += [Bilingual("計画書の読み取りについての指摘", "Findings about reading the plan").of(lang), *found, ""]
    for evidence in plan.evidence:
        lines += [*_of_rule(report, plan, evidence, asked.conditions.get(evidence.rule), lang), ""]
    for rule, reason in asked.others.items():
        lines += [f"{rule}  {worded(reason, lang)}", *_found(plan, rule, lang), ""]
    return "\n".join(lines[:-1]) + "\n"


def _unread(plan: PlanResult, lang: str) -> Iterator[str]:
    yield Bilingual(
        "計画書を読み取れないため、判定したルールはありません。", "No rule was judged: the plan cannot be read."
    ).of(lang)
    for finding in plan.findings:
        yield f"    × {at_line(finding.place)}: {finding.rule} {message(finding, lang)}"


def _of_reading(report: Report, plan: PlanResult, lang: str) -> Iterator[str]:
    for finding in plan.findings:
        if finding.rule not in plan.outcomes:
            severity = named(SEVERITY, finding.severity, lang)
            yield f"    × {at_line(finding.place)}: {severity} {finding.rule} {message(finding, lang)}"
            card = report.rules.get(finding.rule)
            if card and (remedy := worded(card.remedy, lang)):
                yield f"      {Bilingual('修正', 'fix').of(lang)}: {remedy}"


def _of_rule(
    report: Report, plan: PlanResult, evidence: Evidence, condition: Bilingual | None, lang: str
) -> Iterator[str]:
    card = report.rules[evidence.rule]
    yield f"{evidence.rule}  {named(OUTCOME, evidence.outcome, lang)}  {worded(card.title, lang)}"
    yield from _found(plan, evidence.rule, lang)
    if condition:
        yield f"    {Bilingual('条件', 'condition').of(lang)}: {worded(condition, lang)}"
    if reason := worded(evidence.reason, lang):
        yield f"    {reason}"
    for look in evidence.looks:
        where = look.place
        place = f"{where.line}:{where.column}" if where.line and not where.cell else at_line(where)
        value = shown(look.value, 80, lang)
        yield f"    {place:>8}  {look_in_words(worded(look.label, lang), value, look.place.line, lang)}"
    if card.cite:
        sources = Bilingual("、", "; ").of(lang).join(_source(cite, lang) for cite in card.cite)
        yield f"    {Bilingual('根拠', 'source').of(lang)}: {sources}"


def _found(plan: PlanResult, rule: str, lang: str) -> Iterator[str]:
    for finding in plan.findings:
        if finding.rule == rule:
            yield f"    × {at_line(finding.place)}: {message(finding, lang)}"


def _source(cite: Citation, lang: str) -> str:
    return f"{worded(cite.title, lang) or visible(cite.source)} {section_of(cite.section, lang)}".rstrip()
