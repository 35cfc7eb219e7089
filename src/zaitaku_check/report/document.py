"""The facts of a report as plain data: what the JSON formats print and the pages and workbooks are made from.

Texts are made visible; paths stay as they are, so that a reader can open the file, but for bytes that are no text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from zaitaku_check.report.model import (
    Answer,
    Citation,
    Evidence,
    EvidenceItem,
    Finding,
    FolderResult,
    LedgerLine,
    PackInfo,
    Place,
    PlanResult,
    Related,
    Report,
    RuleInfo,
)
from zaitaku_check.report.rule_page import rule_page
from zaitaku_check.report.shown import message, shown, visible, worded
from zaitaku_check.report.verdict import Summary, checked_plans, explained, findings_of, ignored_in, returned, summarise
from zaitaku_check.report.wording import remedy_of
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Any, Final

SCHEMA: Final = "zaitaku-check/report-1"
Facts = dict[str, Any]

_NO_CARD: Final = RuleInfo("", "", Bilingual("", ""), Bilingual("", ""))


def document(report: Report, lang: str) -> Facts:
    """Return a whole report as the object that `report-1.schema.json` describes, its members in that order."""
    members = flowing(report, lang).items()
    return {name: list(value) if isinstance(value, Iterator) else value for name, value in members}


def flowing(report: Report, lang: str) -> Facts:
    """Return the same with its plans and findings made as they are asked for, once: of many they take the most room."""
    return {
        **head(report, lang),
        "plans": (plan_facts(plan, lang) for plan in checked_plans(report)),
        "folder": folder_facts(report.folder, lang, returned(report)),
        "findings": (finding_facts(finding, report.rules, lang) for finding in findings_of(report)),
        "stage": report.stage,
        "lang": lang,
        **_left_out(report, lang),
        **_asked_for(report),
    }


def page(report: Report, lang: str) -> Facts:
    """Return the same object for pages and tables, where paths, too, are there to be looked at and not to be opened."""
    facts: Facts = seen(document(report, lang))
    return facts


def head(report: Report, lang: str) -> Facts:
    """Return what stands before the plans: the tool, the day, the packs and the sums."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "zaitaku-check", "version": report.version},
        "as_of": report.as_of,
        "packs": [_pack(pack, lang) for pack in report.packs],
        "summary": _summary(summarise(report), answers=report.answers is not None),
    }


def plan_facts(plan: PlanResult, lang: str) -> Facts:
    """Return one plan's result; its findings stand in the report's own list."""
    facts: Facts = {
        "path": encodable(plan.path),
        "digest": plan.digest,
        "pack": plan.pack,
        "verdict": plan.verdict,
        "outcomes": dict(sorted(plan.outcomes.items())),
        "facts": [
            {
                "name": fact.name,
                "label": worded(fact.label, lang),
                "id": shown(fact.id, lang=lang),
                "value": shown(worded(fact.value, lang), lang=lang),
                **({} if fact.yen is None else {"yen": fact.yen}),
            }
            for fact in plan.facts
        ],
        "items": [
            {
                "id": item.id,
                "mark": item.mark,
                "label": worded(item.label, lang),
                "mandatory": item.mandatory,
                "present": item.present,
            }
            for item in plan.items
        ],
    }
    if explained(plan):
        facts["explained"] = True
    if plan.deselected:
        facts["deselected"] = list(plan.deselected)
    if plan.evidence:
        facts["evidence"] = [_evidence(evidence, lang) for evidence in plan.evidence]
    if plan.brings is not None:
        facts["brings"] = {"read": plan.brings.read, "marks": list(plan.brings.marks)}
    return facts


def folder_facts(folder: FolderResult | None, lang: str, sent_back: Collection[str]) -> Facts | None:
    """Return the results over all plans and the ledger; None where no folder was judged.

    `sent_back` are the paths of the plans with the verdict "return".
    """
    if folder is None:
        return None
    return {
        "outcomes": dict(sorted(folder.outcomes.items())),
        "ledger": [ledger_facts(line, lang, sent_back) for line in folder.ledger],
        "superseded": [{"path": encodable(path), "by": encodable(by)} for path, by in folder.superseded],
    }


def ledger_facts(line: LedgerLine, lang: str, sent_back: Collection[str]) -> Facts:
    """Return one line of the ledger: what is used of a limit, and by whom."""
    return {
        "rule": line.rule,
        "group": line.group,
        "used": line.used,
        "limit": line.limit,
        "plans": [encodable(path) for path in line.plans],
        "at_least": line.at_least,
        "label": worded(line.label, lang),
        "unit": line.unit,
        "minimum": line.minimum,
        "surely": line.surely,
        "at_most": line.at_most,
        "returned": [encodable(path) for path in line.plans if path in sent_back],
        "superseded": [encodable(path) for path in line.superseded],
        "doubtful": [encodable(path) for path in line.doubtful],
    }


def finding_facts(finding: Finding, rules: dict[str, RuleInfo], lang: str) -> Facts:
    """Return one finding with its rule's title, remedy and citations."""
    card = rules.get(finding.rule, _NO_CARD)
    where = _place(finding.place)
    page_of = {"page": address} if (address := rule_page(card.pack, card.id)) else {}
    reviewer = "" if finding.remedy else worded(card.remedy_reviewer, lang)  # that of its own cause fits everybody
    answer = {"answer": _answer(finding.answer, lang)} if finding.answer else {}
    label = shown(worded(finding.place.label, lang), None)
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        **where,
        "title": worded(card.title, lang),
        "message": message(finding, lang),
        "remedy": remedy_of(finding, card, lang),
        "cite": [_citation(cite, lang) for cite in card.cite],
        "related": [_related(related, lang) for related in finding.related],
        "fingerprint": finding.fingerprint,
        "fixable": finding.fix is not None,
        **({"corrected": visible(finding.fix.line)} if finding.fix and finding.fix.line else {}),
        **({"remedy_reviewer": reviewer} if reviewer else {}),
        **({"label": label} if label else {}),
        **page_of,
        **answer,
    }


def encodable(path: str) -> str:
    """Return a path as it is, with the bytes that are no UTF-8 (lone surrogates) written out."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return "".join(shown(each, None) if "\ud800" <= each <= "\udfff" else each for each in path)
    return path


def seen(value: Any) -> Any:
    """Return plain data with every text in it made visible."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {name: seen(part) for name, part in value.items()}
    return [seen(part) for part in value] if isinstance(value, list) else value


def _left_out(report: Report, lang: str) -> Facts:
    return {
        "refused": [
            {"path": encodable(plan.path), "reason": worded(plan.refused, lang)}
            for plan in report.plans
            if plan.refused is not None
        ],
        "skipped": [{"path": encodable(path), "reason": worded(reason, lang)} for path, reason in report.skipped],
        "ignored": [
            {
                **finding_facts(ignored.finding, report.rules, lang),
                "kind": ignored.kind,
                "because": shown(ignored.reason, lang=lang),
            }
            for ignored in ignored_in(report)
        ],
        "vacuous": list(report.vacuous),
        "deselected": [_deselected(card, lang) for card in report.deselected],
        "inactive": [_deselected(card, lang) for card in report.inactive],
    }


def _deselected(card: RuleInfo, lang: str) -> Facts:
    return {"rule": card.id, "severity": card.severity, "title": worded(card.title, lang)}


def _place(place: Place) -> Facts:
    return {
        "path": encodable(place.path),
        "pointer": shown(place.pointer, None),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        **({"sheet": shown(place.sheet, None), "cell": place.cell} if place.cell else {}),
    }


def _related(related: Related, lang: str) -> Facts:
    return {**_place(related.place), "word": worded(related.word, lang)}


def _citation(cite: Citation, lang: str) -> Facts:
    return {"source": cite.source, "section": cite.section, "title": worded(cite.title, lang)}


def _pack(pack: PackInfo, lang: str) -> Facts:
    return {"id": pack.id, "edition": pack.edition, "digest": pack.digest, "title": worded(pack.title, lang)}


def _asked_for(report: Report) -> Facts:
    """Return what is there only when it was asked for: assumed plans, the records, the revision compared with."""
    facts: Facts = {"assumed": [encodable(path) for path in report.assumed]} if report.assumed else {}
    if report.answers is not None:
        record = report.answers
        facts["answers"] = {"path": encodable(record.path), "given": record.given, "counted": record.counted}
    if report.baseline is not None:
        known = report.baseline
        facts["baseline"] = {"path": encodable(known.path), "held": known.held, "met": known.met}
    if report.since is not None:
        unchanged = [encodable(path) for path in report.since.unchanged]
        facts["since"] = {"revision": shown(report.since.revision), "unchanged": unchanged}
    return facts


def _answer(answer: Answer, lang: str) -> Facts:
    return {
        "reason": shown(answer.reason, None, lang),
        "who": shown(answer.who, lang=lang),
        "date": answer.date,
        "expires": answer.expires or None,
    }


def _summary(summary: Summary, *, answers: bool) -> dict[str, int]:
    return {
        "plans": summary.plans,
        **{name: summary.verdicts[name] for name in ("ready", "explain", "return", "unchecked")},
        "errors": summary.severities["error"],
        "warnings": summary.severities["warning"],
        "notes": summary.severities["note"],
        "refused": summary.refused,
        "skipped": summary.skipped,
        "ignored": summary.ignored,
        **({"answered": summary.answered} if answers else {}),
    }


def _evidence(evidence: Evidence, lang: str) -> Facts:
    return {
        "rule": evidence.rule,
        "outcome": evidence.outcome,
        "reason": worded(evidence.reason, lang),
        "looks": [_look(look, lang) for look in evidence.looks],
    }


def _look(look: EvidenceItem, lang: str) -> Facts:
    return {**_place(look.place), "label": worded(look.label, lang), "value": shown(look.value, lang=lang)}
