"""The desk in a browser: a small index, and a page a plan. Self-contained, offline, printed on A4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from jinja2 import Environment, PackageLoader

from zaitaku_check.desk.case import Case, Point
from zaitaku_check.desk.decisions import KEYS, About, fields
from zaitaku_check.desk.desk import STANDING, Desk, fates, history
from zaitaku_check.desk.letter_words import KINDS
from zaitaku_check.desk.letters import Letter
from zaitaku_check.desk.rounds import FATES, STATES, Now
from zaitaku_check.desk.sheet import at_places
from zaitaku_check.desk.statistics import bars_of, tables_of
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
from zaitaku_check.report.verdict import checked_plans, folder_findings, record_findings, returned
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


class Papers(NamedTuple):
    """What the pages show: the desk, the letters, what is judged by eye, in one language; and who looked at it.

    `conflicts` are the cells of the workbook that contradict what was written elsewhere.
    """

    desk: Desk
    letters: tuple[Letter, ...]
    checklists: tuple[Checklist, ...]
    lang: str
    who: str = ""
    conflicts: tuple[str, ...] = ()

    @property
    def report(self) -> Report:
        """What the check found."""
        return self.desk.report

    @property
    def cases(self) -> tuple[Case, ...]:
        """The plans of this round."""
        return self.desk.cases


def pages_of(papers: Papers) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every page."""
    shared = _shared(papers)
    yield "index.html", environment().get_template("index.html.j2").render({**shared, **_index(papers)}) + "\n"
    template = environment().get_template("plan.html.j2")
    letters = {path: letter for letter in papers.letters for path in letter.plans}
    lists = partial(_lists, papers)
    rules = {rule: _rule(card, papers.lang) for rule, card in papers.report.rules.items()}
    for case in papers.cases:
        context = _plan(case, papers, rules, letters.get(case.plan.path))
        questions = [_rule(card, papers.lang) for each in lists(case) for card in each.rules]
        yield case.page, template.render({**shared, **context, "questions": questions}) + "\n"


@cache
def environment() -> Environment:
    """Return the templates of the desk, with the same care for what is put into them as those of reports."""
    return html.environment().overlay(loader=PackageLoader("zaitaku_check.desk"))


def _lists(papers: Papers, case: Case) -> list[Checklist]:
    """Return what is to be judged by eye of a plan: by its own pack, and by those laid over all plans."""
    judging = {other.plan.pack for other in papers.cases} - {case.plan.pack}
    return [each for each in papers.checklists if each.pack not in judging and case.plan.pack]


def _shared(papers: Papers) -> dict[str, Any]:
    lang = papers.lang
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
        "day": worded(day_in_words(papers.report.as_of), lang),
        "stage": named(STAGE, papers.report.stage, lang),
        "version": papers.report.version,
        "yen": Bilingual("円", " yen").of(lang),
        "remedy_of": remedy_of,
        "state_name": {name: worded(pair, lang) for name, pair in STATES.items()},
        "fate_name": {name: worded(pair, lang) for name, pair in FATES.items()},
        "standing_name": {name: worded(pair, lang) for name, pair in STANDING.items()},
        "field_name": {name: KEYS[name] if lang == "ja" else name.replace("_", " ") for name in KEYS},
        "in_words": lambda day: worded(day_in_words(day), lang),
        "section_of": lambda section: section_of(section, lang),
        "answer_of": lambda finding: answer_of(finding, lang),
        "address": quote,
    }


# --- the index --------------------------------------------------------------------------------------------------------


def _index(papers: Papers) -> dict[str, Any]:
    report, lang = papers.report, papers.lang
    pages = {case.plan.path: case for case in papers.cases}
    shared = visible(common_folder([case.plan.path for case in papers.cases]))
    letters = {path: letter for letter in papers.letters for path in letter.plans}
    labels = {fact.name: worded(fact.label, lang) for case in papers.cases for fact in case.plan.facts}
    return {
        "packs": [worded(pack.title, lang) or pack.id for pack in report.packs],
        "sentence": summary_sentence(report, lang),
        "remarks": [*_replaced(papers), *remarks(report, lang)],
        "counts": Counter(case.plan.verdict for case in papers.cases),
        "now": papers.desk.now,
        "states": _states(papers.desk.now),
        "fates": fates(papers.desk.now),
        "statistics": [(table, bars_of(table)) for table in tables_of(papers.desk, lang)],
        "doubts": [worded(each, lang) for each in papers.desk.doubts],
        "conflicts": _conflicts(papers.desk),
        "refused": [(visible(each.path), worded(each.refused, lang)) for each in report.plans if each.refused],
        "skipped": list(skipped_kinds(report, lang)),
        "assumed": list(map(visible, report.assumed)),
        "ignored": [aside_in_words(each, lang) for each in told_aside(report)],
        "labels": {name: label for name, label in labels.items() if name != "applicant.name"},
        "shared": shared,
        "rows": [_row(case, letters.get(case.plan.path), shared, papers) for case in _worst_first(papers.cases)],
        "ledger": [_ledger_line(line, papers, pages) for line in (report.folder.ledger if report.folder else ())],
        "letters": [_letter(each, pages, lang) for each in papers.letters],
        "folder_outcomes": sorted(report.folder.outcomes.items()) if report.folder else [],
        "folder_findings": [_found(finding, report, lang) for finding in folder_findings(report)],
        "record_findings": [_found(finding, report, lang) for finding in record_findings(report)],
        "titles": {rule: worded(card.title, lang) for rule, card in report.rules.items()},
        "judged": _judged(papers.cases),
        "vacuous": report.vacuous,
    }


def _replaced(papers: Papers) -> Iterator[str]:
    """Yield how many plans were checked that do not count any more, so that the numbers below add up."""
    if count := len(checked_plans(papers.report)) - len(papers.cases):
        yield Bilingual(
            f"差替え前又は重複の計画書{count}件は、次からの件数に含めていません。",
            f"Not counted below: {count} that were replaced or came twice.",
        ).of(papers.lang)


def _worst_first(cases: tuple[Case, ...]) -> list[Case]:
    return sorted(cases, key=lambda case: VERDICTS.index(case.plan.verdict))


def _states(now: Now) -> list[tuple[str, list[Case]]]:
    """Return the plans by what became of them since the last round."""
    every = [*now.cases, *now.gone]
    return [(state, mine) for state in STATES if (mine := [case for case in every if case.state == state])]


def _conflicts(desk: Desk) -> list[tuple[About, dict[str, str], dict[str, str]]]:
    """Return what is contradicted: what it is about, what holds, and what was said against it."""
    decisions = desk.decisions
    return [
        (about, decisions.of(about), fields(record))
        for about in decisions.abouts()
        for record in decisions.conflicts(about)
    ]


def _row(case: Case, letter: Letter | None, shared: str, papers: Papers) -> Facts:
    mine, lang = len(case.plan.findings), papers.lang
    return {
        "case": case,
        "verdict": verdict_of(case.plan, lang),
        "values": {fact.name: worded(fact.value, lang) for fact in case.plan.facts},
        "counts": Counter(finding.severity for finding in case.plan.findings),
        "beside": len(case.points) - mine,
        "file": visible(case.plan.path).removeprefix(shared),
        "decision": papers.desk.decision(case),
        "deadline": papers.desk.held(case).get("deadline", ""),
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
        "kind": worded(KINDS[letter.kind], lang),
        "cases": [pages[path] for path in letter.plans],
        "blanks": "recipient" in letter.blanks,
        "hold": worded(WORDS["hold"], lang).replace("{rules}", ", ".join(letter.hold)) if letter.hold else "",
    }


def _ledger_line(line: LedgerLine, papers: Papers, pages: dict[str, Case]) -> Facts:
    state, lang = ledger.state(line), papers.lang
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
        "remarks": Bilingual("、", ", ").of(lang).join(ledger.remarks(line, returned(papers.report), lang)),
        "unnamed": len(line.plans) - len(listed),
    }


# --- the page of a plan -----------------------------------------------------------------------------------------------


def _plan(case: Case, papers: Papers, rules: dict[str, Facts], letter: Letter | None) -> dict[str, Any]:
    lang, desk = papers.lang, papers.desk
    pointers = {point.number: point.finding.place.pointer for point in case.points}
    facts = seen(plan_facts(case.plan, lang))
    return {
        "case": case,
        "facts": facts["facts"],
        "verdict": verdict_of(case.plan, lang),
        "advice": advice(case.plan, lang),
        "file": visible(case.plan.path),
        "letter": letter,
        "change": _change(case, papers.desk.now, lang),
        "held": papers.desk.held(case),
        "judged": {
            each.by_eye: desk.decisions.of(each) for each in desk.decisions.abouts() if each.case == case.number
        },
        "history": history(case, desk.now),
        "points": [_point(case, point, papers, rules) for point in case.points],
        "severity_of": {point.number: point.finding.severity for point in case.points},
        "at": at_places(case.blocks, pointers),
        "marked": _marked(case),
        "proofs": facts.get("evidence", []),
        "rules": rules,
    }


def _change(case: Case, now: Now, lang: str) -> str:
    """Return in one sentence what became of a plan since the last round, "" in the first round."""
    if now.number == 1:
        return ""
    if case.state == "same":
        told = Bilingual("前回と同じ内容のファイルです。", "The file is the same as in the last round.")
    elif case.state == "new":
        told = Bilingual("今回初めて受け付けた計画書です。", "Received in this round for the first time.")
    elif any(told.fate == "settled" for told in case.old) or any(point.fate == "changed" for point in case.points):
        told = Bilingual("差し替えられました。", "Replaced by a new version.")
    elif case.asked:
        told = Bilingual(
            "差し替えられましたが、前回の指摘の箇所はいずれも変わっていません。",
            "Replaced by a new version, but not at any point that was asked for.",
        )
    else:
        told = Bilingual("差し替えられました。", "Replaced by a new version.")
    if case.by_file:
        told = Bilingual(
            told.ja + "内容から申請者を確かめられないため、前回の同じ名前のファイルの差替えとして扱っています。",
            told.en + " It does not say whose it is, and is taken for the last round's file of the same name.",
        )
    if now.rules_changed and case.state == "same" and any(point.fate == "new" for point in case.points):
        told = Bilingual(
            told.ja + "新しい指摘は、計画書ではなくルールパックが変わったためのものです。",
            told.en + " What is new comes from the rules, which have changed, not from the plan.",
        )
    elif now.rules_changed:
        more = Bilingual("ルールパックも前回から変わっています。", " The rules have changed, too.")
        told = Bilingual(told.ja + more.ja, told.en + more.en)
    return worded(told, lang)


def _point(case: Case, point: Point, papers: Papers, rules: dict[str, Facts]) -> Facts:
    return {
        "number": point.number,
        "fate": point.fate,
        "before": point.before,
        "standing": papers.desk.standing.get((case.number, point.number), ""),
        "held": papers.desk.held(case, point.number),
        **_found(point.finding, papers.report, papers.lang),
        "rule": rules.get(point.finding.rule),
    }


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
