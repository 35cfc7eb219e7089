"""The desk in a browser: a small index, and a page a plan. Self-contained, offline, printed on A4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from jinja2 import Environment, PackageLoader

from zaitaku_check.desk.case import Case, Point
from zaitaku_check.desk.letters import Letter
from zaitaku_check.desk.sheet import at_places
from zaitaku_check.desk.words import WORDS
from zaitaku_check.eras import day_in_words
from zaitaku_check.reference.checklist import Checklist
from zaitaku_check.report import html, ledger
from zaitaku_check.report.document import Facts, finding_facts, plan_facts, seen
from zaitaku_check.report.frame import frame
from zaitaku_check.report.model import OUTCOMES, SEVERITIES, VERDICTS, LedgerLine, Report, RuleInfo
from zaitaku_check.report.places import is_whole_file
from zaitaku_check.report.shown import common_folder, section_of, visible, worded
from zaitaku_check.report.tables import answer_of, remedy_of
from zaitaku_check.report.verdict import folder_findings, record_findings, returned
from zaitaku_check.report.wording import (
    OUTCOME,
    SEVERITY,
    SIGN,
    STAGE,
    VERDICT,
    advice,
    aside_in_words,
    named,
    remarks,
    skipped_kinds,
    sources_of,
    summary_sentence,
    told_aside,
    verdict_of,
)
from zaitaku_check.text_types import Bilingual

_ROOM: Final = 120


class Desk(NamedTuple):
    """Everything that lies on the desk: what the check found, the plans, the letters."""

    report: Report
    cases: tuple[Case, ...]
    letters: tuple[Letter, ...]
    checklists: tuple[Checklist, ...]
    lang: str


def pages_of(desk: Desk) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every page."""
    shared = _shared(desk)
    yield "index.html", environment().get_template("index.html.j2").render({**shared, **_index(desk)}) + "\n"
    template = environment().get_template("plan.html.j2")
    letters = {path: letter for letter in desk.letters for path in letter.plans}
    lists = partial(_lists, desk)
    rules = {rule: _rule(card, desk.lang) for rule, card in desk.report.rules.items()}
    for case in desk.cases:
        context = _plan(case, desk, rules, letters.get(case.plan.path))
        questions = [_rule(card, desk.lang) for each in lists(case) for card in each.rules]
        yield case.page, template.render({**shared, **context, "questions": questions}) + "\n"


@cache
def environment() -> Environment:
    """Return the templates of the desk, with the same care for what is put into them as those of reports."""
    return html.environment().overlay(loader=PackageLoader("zaitaku_check.desk"))


def _lists(desk: Desk, case: Case) -> list[Checklist]:
    """Return what is to be judged by eye of a plan: by its own pack, and by those laid over all plans."""
    judging = {other.plan.pack for other in desk.cases} - {case.plan.pack}
    return [each for each in desk.checklists if each.pack not in judging and case.plan.pack]


def _shared(desk: Desk) -> dict[str, Any]:
    lang = desk.lang
    style, style_hash = html.admitted("desk.css", "zaitaku_check.desk")
    script, script_hash = html.admitted("report.js")
    return {
        "lang": lang,
        "words": {name: worded(pair, lang) for name, pair in WORDS.items()},
        "style": style,
        "style_hash": style_hash,
        "script": script,
        "script_hash": script_hash,
        "verdicts": VERDICTS,
        "severities": SEVERITIES,
        "outcomes": OUTCOMES,
        "verdict_name": {name: worded(pair, lang) for name, pair in VERDICT.items()},
        "severity_name": {name: worded(pair, lang) for name, pair in SEVERITY.items()},
        "outcome_name": {name: worded(pair, lang) for name, pair in OUTCOME.items()},
        "sign": SIGN,
        "outcome_sign": html.OUTCOME_SIGN,
        "day": worded(day_in_words(desk.report.as_of), lang),
        "stage": named(STAGE, desk.report.stage, lang),
        "version": desk.report.version,
        "remedy_of": remedy_of,
        "section_of": lambda section: section_of(section, lang),
        "answer_of": lambda finding: answer_of(finding, lang),
        "address": quote,
    }


# --- the index --------------------------------------------------------------------------------------------------------


def _index(desk: Desk) -> dict[str, Any]:
    report, lang = desk.report, desk.lang
    pages = {case.plan.path: case for case in desk.cases}
    shared = visible(common_folder([case.plan.path for case in desk.cases]))
    letters = {path: letter for letter in desk.letters for path in letter.plans}
    labels = {fact.name: worded(fact.label, lang) for case in desk.cases for fact in case.plan.facts}
    return {
        "packs": [worded(pack.title, lang) or pack.id for pack in report.packs],
        "sentence": summary_sentence(report, lang),
        "remarks": remarks(report, lang),
        "counts": Counter(case.plan.verdict for case in desk.cases),
        "refused": [(visible(each.path), worded(each.refused, lang)) for each in report.plans if each.refused],
        "skipped": list(skipped_kinds(report, lang)),
        "assumed": list(map(visible, report.assumed)),
        "ignored": [aside_in_words(each, lang) for each in told_aside(report)],
        "labels": {name: label for name, label in labels.items() if name != "applicant.name"},
        "shared": shared,
        "rows": [_row(case, letters.get(case.plan.path), shared, lang) for case in _worst_first(desk.cases)],
        "ledger": [_ledger_line(line, desk, pages) for line in (report.folder.ledger if report.folder else ())],
        "letters": [_letter(each, pages, lang) for each in desk.letters],
        "unaddressed": [case for case in desk.cases if case.plan.path not in letters],
        "folder_outcomes": sorted(report.folder.outcomes.items()) if report.folder else [],
        "folder_findings": [_found(finding, report, lang) for finding in folder_findings(report)],
        "record_findings": [_found(finding, report, lang) for finding in record_findings(report)],
        "titles": {rule: worded(card.title, lang) for rule, card in report.rules.items()},
        "judged": _judged(desk.cases),
        "vacuous": report.vacuous,
    }


def _worst_first(cases: tuple[Case, ...]) -> list[Case]:
    return sorted(cases, key=lambda case: VERDICTS.index(case.plan.verdict))


def _row(case: Case, letter: Letter | None, shared: str, lang: str) -> Facts:
    mine = len(case.plan.findings)
    return {
        "case": case,
        "verdict": verdict_of(case.plan, lang),
        "values": {fact.name: worded(fact.value, lang) for fact in case.plan.facts},
        "counts": Counter(finding.severity for finding in case.plan.findings),
        "beside": len(case.points) - mine,
        "file": visible(case.plan.path).removeprefix(shared),
        "letter": letter,
    }


def _judged(cases: tuple[Case, ...]) -> list[tuple[str, Counter[str]]]:
    """Return every rule with how many plans had which outcome, those that most plans fail first."""
    counts: dict[str, Counter[str]] = {}
    for case in cases:
        for rule, outcome in case.plan.outcomes.items():
            counts.setdefault(rule, Counter())[outcome] += 1
    return sorted(counts.items(), key=lambda each: (-each[1]["fail"], each[0]))


def _letter(letter: Letter, pages: dict[str, Case], lang: str) -> Facts:
    return {
        "letter": letter,
        "verdict": named(VERDICT, letter.verdict, lang),
        "cases": [pages[path] for path in letter.plans],
        "hold": worded(WORDS["hold"], lang).replace("{rules}", ", ".join(letter.hold)) if letter.hold else "",
    }


def _ledger_line(line: LedgerLine, desk: Desk, pages: dict[str, Case]) -> Facts:
    state, lang = ledger.state(line), desk.lang
    listed = ledger.named(line)
    return {
        "rule": line.rule,
        "label": worded(line.label, lang),
        "used": ledger.used(line, lang),
        "condition": ledger.condition(line, lang),
        "state": state,
        "sign": ledger.STATE_SIGN[state],
        "state_name": worded(ledger.STATE[state], lang),
        "plans": [(visible(path), pages.get(path)) for path in listed],
        "remarks": Bilingual("、", ", ").of(lang).join(ledger.remarks(line, returned(desk.report), lang)),
        "unnamed": len(line.plans) - len(listed),
    }


# --- the page of a plan -----------------------------------------------------------------------------------------------


def _plan(case: Case, desk: Desk, rules: dict[str, Facts], letter: Letter | None) -> dict[str, Any]:
    lang = desk.lang
    pointers = {point.number: point.finding.place.pointer for point in case.points}
    facts = seen(plan_facts(case.plan, lang))
    return {
        "case": case,
        "facts": facts["facts"],
        "verdict": verdict_of(case.plan, lang),
        "advice": advice(case.plan, lang),
        "file": visible(case.plan.path),
        "letter": letter,
        "points": [_point(point, desk.report, rules, lang) for point in case.points],
        "severity_of": {point.number: point.finding.severity for point in case.points},
        "at": at_places(case.blocks, pointers),
        "marked": _marked(case),
        "proofs": facts.get("evidence", []),
        "rules": rules,
    }


def _point(point: Point, report: Report, rules: dict[str, Facts], lang: str) -> Facts:
    return {"number": point.number, **_found(point.finding, report, lang), "rule": rules.get(point.finding.rule)}


def _found(finding: Any, report: Report, lang: str) -> Facts:
    facts = seen(finding_facts(finding, report.rules, lang))
    cut = None if is_whole_file(finding.place) else frame(finding.place, _ROOM)
    return {"facts": facts, "frame": cut}


def _marked(case: Case) -> dict[int, list[int]]:
    """Return, by the line of a plan that is shown as it is written, the numbers of the points there."""
    marked: dict[int, list[int]] = {}
    for point in case.points:
        marked.setdefault(point.finding.place.line or 1, []).append(point.number)
    return marked


def _rule(card: RuleInfo, lang: str) -> Facts:
    return {
        "id": card.id,
        "title": worded(card.title, lang),
        "severity": card.severity,
        "why": worded(card.why, lang),
        "remedy": worded(card.remedy_reviewer, lang) or worded(card.remedy, lang),
        "sources": sources_of(card, lang),
    }
