"""The report as one page: self-contained, offline, printable, complete without its one script."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from zaitaku_check.eras import day_in_words
from zaitaku_check.named import NamedTuple
from zaitaku_check.report import ledger
from zaitaku_check.report.document import Facts, finding_facts, page, seen
from zaitaku_check.report.formats import Options
from zaitaku_check.report.frame import Frame, frame
from zaitaku_check.report.model import (
    OUTCOMES,
    SEVERITIES,
    VERDICTS,
    Finding,
    LedgerLine,
    PlanResult,
    Report,
    RuleInfo,
)
from zaitaku_check.report.places import of_facts
from zaitaku_check.report.shown import common_folder, section_of, visible, worded
from zaitaku_check.report.tables import answer_of, presence, remedy_of, verdict_of
from zaitaku_check.report.verdict import checked_plans, folder_findings, record_findings, returned
from zaitaku_check.report.wording import (
    ASSUMED,
    EXPLAINED,
    OUTCOME,
    SEVERITY,
    SIGN,
    STAGE,
    UNTESTED,
    VACUOUS,
    VACUOUS_MEANS,
    VERDICT,
    advice,
    named,
    remarks,
    skipped_kinds,
    sources_of,
    summary_sentence,
)
from zaitaku_check.text_types import Bilingual

WORDS: Final = {
    "title": Bilingual("活動計画の検査結果", "Check of activity plans"),
    "skip": Bilingual("本文へ移動", "Skip to the content"),
    "contents": Bilingual("目次", "Contents"),
    "as_of": Bilingual("基準日", "As of"),
    "sums": Bilingual("まとめ", "In short"),
    "overview": Bilingual("計画一覧", "Overview"),
    "ledger": Bilingual("箇所数・予算額", "Quotas and budget"),
    "folder": Bilingual("フォルダー全体の指摘", "Findings over all plans"),
    "matrix": Bilingual("計画とルールの対照表", "Plans and rules"),
    "of_form": Bilingual("様式", "Form"),
    "of_form_means": Bilingual("様式と書き方についての指摘の数", "Findings about the form and the writing"),
    "vacuous": VACUOUS,
    "vacuous_means": VACUOUS_MEANS,
    "untested": UNTESTED,
    "plans": Bilingual("計画", "Plans"),
    "rules": Bilingual("ルール", "Rules"),
    "refused": Bilingual("検査できなかったファイル", "Files that could not be checked"),
    "skipped": Bilingual("対象外としたファイル", "Files that were skipped"),
    "ignored": Bilingual("除外した指摘", "Findings that were set aside"),
    "filter": Bilingual("絞り込み", "Filter"),
    "all": Bilingual("すべて", "all"),
    "shown_of": Bilingual("{shown} / {all}件", "{shown} / {all} plans"),
    "verdict": Bilingual("判定", "Verdict"),
    "plan": Bilingual("計画", "Plan"),
    "beside": Bilingual("全体", "Over all"),
    "in_folder": Bilingual("フォルダー", "Folder"),
    "unnamed": Bilingual("ほか{count}件", "and {count} more"),
    "altogether": Bilingual("{count}件", "{count} plans"),
    "places": Bilingual("{count}か所", "{count} places"),
    "supposed": Bilingual("（仮定）", " (assumed)"),
    "print": Bilingual(
        "印刷すると、開いている根拠だけが紙に出ます。", "When printed, only the evidence that is open comes on paper."
    ),
    "mandatory": Bilingual("必須項目", "Mandatory"),
    "optional": Bilingual("任意項目", "Optional"),
    "rule": Bilingual("ルール", "Rule"),
    "group": Bilingual("区分", "Group"),
    "used": Bilingual("現在", "Used"),
    "bounds": Bilingual("条件", "Bounds"),
    "state": Bilingual("状況", "State"),
    "outcome": Bilingual("結果", "Outcome"),
    "looked": Bilingual("根拠とした記載", "What was looked at"),
    "evidence": Bilingual("ルールごとの判定と根拠", "Outcome and evidence of every rule"),
    "absent": Bilingual("（記載なし）", "(absent)"),
    "no_findings": Bilingual("指摘はありません。", "No findings."),
    "remedy": Bilingual("修正", "Fix"),
    "after": Bilingual("修正後", "After"),
    "source": Bilingual("根拠", "Source"),
    "related": Bilingual("関連", "See"),
    "folder_rules": Bilingual("フォルダー全体のルールの判定", "Outcome of the rules over all plans"),
    "record": Bilingual("記録についての指摘", "Findings about the records"),
    "answer": Bilingual("説明", "Answer"),
    "explained": EXPLAINED,
    "assumed": ASSUMED,
    "fixable": Bilingual("（fixコマンドで自動修正できます）", " (the fix command can do this)"),
}


OUTCOME_SIGN: Final = {"pass": "○", "fail": "×", "not_applicable": "―", "cannot_tell": "?"}
_FRAME_ROOM: Final = 120


class Found(NamedTuple):
    """A finding as facts, with the line it is about."""

    facts: Facts
    frame: Frame | None


class Section(NamedTuple):
    """One plan's section: its facts, overview values by name, findings, their number by severity, and the proofs.

    `reading` is what was found about the form and the writing, which no rule of the pack is judged on.
    """

    number: int
    facts: Facts
    values: dict[str, str]
    findings: list[Found]
    counts: Counter[str]
    proofs: list[Facts]
    reading: Facts


def render(report: Report, options: Options) -> str:
    """Return the page; scripts and styles are admitted by their hash, and nothing else is."""
    return environment().get_template("report.html.j2").render(_context(report, options.lang)) + "\n"


@cache
def environment() -> Environment:
    """Return the templates; whatever is put into them is escaped, whatever is missing is an error."""
    loader = PackageLoader("zaitaku_check.report")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=False)


def admitted(name: str, package: str = "zaitaku_check.report") -> tuple[Markup, str]:
    """Return a style or script of ours, and the source expression that admits exactly it."""
    text = files(package).joinpath("templates", name).read_text("utf-8").replace("\r\n", "\n")
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return Markup(text), f"sha256-{digest}"  # noqa: S704 - a file of the package, nothing foreign is in it


def _context(report: Report, lang: str) -> dict[str, Any]:
    facts = page(report, lang)
    sections = _sections(report, facts, lang)
    numbers = {plan.path: section.number for plan, section in zip(checked_plans(report), sections, strict=True)}
    shared = visible(common_folder([plan.path for plan in report.plans]))
    style, style_hash = admitted("report.css")
    script, script_hash = admitted("report.js")
    return {
        "lang": lang,
        "facts": facts,
        "sections": sections,
        "worst_first": sorted(sections, key=lambda section: VERDICTS.index(section.facts["verdict"])),
        "shared": shared,
        "short": lambda path: path.removeprefix(shared),
        "items": list({item["id"]: item for plan in facts["plans"] for item in plan["items"]}.values()),
        "labels": {fact["name"]: fact["label"] for plan in facts["plans"] for fact in plan["facts"]},
        "judged": sorted({rule for plan in facts["plans"] for rule in plan["outcomes"]}),
        "ledger": [
            _ledger_line(line, numbers, returned(report), lang)
            for line in (report.folder.ledger if report.folder else ())
        ],
        "folder_findings": _found(folder_findings(report), report, lang),
        "beside": _beside(report),
        "folder_proofs": sorted((facts["folder"] or {"outcomes": {}})["outcomes"].items()),
        "record_findings": _found(record_findings(report), report, lang),
        "rules": {rule: _rule(card, lang) for rule, card in sorted(report.rules.items())},
        "sentence": summary_sentence(report, lang),
        "day": worded(day_in_words(report.as_of), lang),
        "skipped": list(skipped_kinds(report, lang)),
        "remarks": remarks(report, lang),
        "advice": {visible(plan.path): advice(plan, lang) for plan in checked_plans(report)},
        "stage": named(STAGE, report.stage, lang),
        "style": style,
        "style_hash": style_hash,
        "script": script,
        "script_hash": script_hash,
        **_vocabulary(lang),
    }


def _vocabulary(lang: str) -> dict[str, Any]:
    """Return the names and words a page needs, and the functions that put values into words."""
    return {
        "words": _in(WORDS, lang),
        "verdicts": VERDICTS,
        "severities": SEVERITIES,
        "outcomes": OUTCOMES,
        "verdict_name": _in(VERDICT, lang),
        "severity_name": _in(SEVERITY, lang),
        "outcome_name": _in(OUTCOME, lang),
        "sign": SIGN,
        "outcome_sign": OUTCOME_SIGN,
        "presence": lambda present: presence(present, lang),
        "class_of": _class_of,
        "where": of_facts,
        "remedy_of": remedy_of,
        "section_of": lambda section: section_of(section, lang),
        "verdict_of": lambda plan: verdict_of(plan, lang),
        "answer_of": lambda finding: answer_of(finding, lang),
    }


def _class_of(item: Facts, present: dict[str, bool | None]) -> str:
    """Return the class of an item's cell: there, missing (a mandatory one), absent (an optional one), unknown."""
    if item["id"] not in present or present[item["id"]] is None:
        return "unknown"
    return "there" if present[item["id"]] else "missing" if item["mandatory"] else "absent"


def _in(words: dict[str, Bilingual], lang: str) -> dict[str, str]:
    return {name: worded(pair, lang) for name, pair in words.items()}


def _sections(report: Report, facts: Facts, lang: str) -> list[Section]:
    return [
        Section(
            number=number,
            facts=plan_facts,
            values={fact["name"]: fact["value"] for fact in plan_facts["facts"]},
            findings=_found(plan.findings, report, lang),
            counts=Counter(finding.severity for finding in plan.findings),
            proofs=_proofs(plan_facts),
            reading=_reading(plan),
        )
        for number, (plan, plan_facts) in enumerate(zip(checked_plans(report), facts["plans"], strict=True), 1)
    ]


def _reading(plan: PlanResult) -> Facts:
    """Return how many findings of a plan are about its form and writing, and the outcome their worst one comes to."""
    severities = [finding.severity for finding in plan.findings if finding.rule not in plan.outcomes]
    outcome = "fail" if "error" in severities or "warning" in severities else "not_applicable" if severities else "pass"
    return {"count": len(severities), "outcome": outcome}


def _found(findings: Iterable[Finding], report: Report, lang: str) -> list[Found]:
    return [
        Found(seen(finding_facts(finding, report.rules, lang)), frame(finding.place, _FRAME_ROOM))
        for finding in findings
    ]


def _proofs(plan: Facts) -> list[Facts]:
    """Return every outcome of a plan by rule, with its evidence where it was collected."""
    collected = {each["rule"]: each for each in plan.get("evidence", ())}
    return [
        collected.get(rule, {"rule": rule, "outcome": outcome, "reason": "", "looks": []})
        for rule, outcome in plan["outcomes"].items()
    ]


def _rule(card: RuleInfo, lang: str) -> Facts:
    return {
        "id": card.id,
        "title": worded(card.title, lang),
        "severity": card.severity,
        "why": worded(card.why, lang),
        "remedy": worded(card.remedy_reviewer, lang) or worded(card.remedy, lang),
        "sources": sources_of(card, lang),
    }


def _beside(report: Report) -> dict[str, list[tuple[int, str]]]:
    """Return, by the path of a plan, number and rule of the findings over all plans that hang on it."""
    beside: dict[str, list[tuple[int, str]]] = {}
    for number, finding in enumerate(folder_findings(report), 1):
        beside.setdefault(visible(finding.place.path), []).append((number, finding.rule))
    return beside


def _ledger_line(line: LedgerLine, numbers: dict[str, int], sent_back: Collection[str], lang: str) -> Facts:
    state = ledger.state(line)
    return {
        "rule": line.rule,
        "label": worded(line.label, lang),
        "used": ledger.used(line, lang),
        "condition": ledger.condition(line, lang),
        "state": state,
        "sign": ledger.STATE_SIGN[state],
        "state_name": worded(ledger.STATE[state], lang),
        "plans": [(visible(path), numbers.get(path)) for path in ledger.named(line)],
        "remarks": Bilingual("、", ", ").of(lang).join(ledger.remarks(line, sent_back, lang)),
        "unnamed": len(line.plans) - len(ledger.named(line)),
    }
