"""JUnit XML for Jenkins, GitLab and the like: one suite a plan, one case a rule."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from zaitaku_check.named import NamedTuple
from zaitaku_check.report.escaping import in_xml
from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import Finding, FolderResult, Ignored, PlanResult, Report, RuleInfo
from zaitaku_check.report.places import in_words
from zaitaku_check.report.shown import message, visible, worded
from zaitaku_check.report.wording import (
    DESELECTED,
    INACTIVE,
    REMARKS,
    UNTESTED,
    aside_in_words,
    remarks,
    remedy_of,
    skipped_files,
)
from zaitaku_check.text_types import Bilingual


class Case(NamedTuple):
    """One rule on one plan. `kind` is pass, failure, error or skipped; the rest says why, in ever more words."""

    kind: str
    name: str
    reason: str = ""
    text: str = ""
    body: str = ""


class Suite(NamedTuple):
    """One plan, a file that was skipped, or the folder: its cases in the order of the rules' ids."""

    name: str
    pack: str
    cases: tuple[Case, ...]


def render(report: Report, options: Options) -> str:
    """Return the report as JUnit XML, valid by Ant's strict schema as well as by Jenkins' own.

    Both ask for a time, a host and a date. The same input must give the same bytes, so these are nought, `localhost`
    and the day as of which the rules were judged.
    """
    suites = [_of_plan(plan, report.rules, options.lang) for plan in report.plans]
    suites += [_of_skipped(path, reason, options.lang) for path, reason in skipped_files(report, options.lang)]
    if report.folder:
        suites.append(_of_folder(report, report.folder, options.lang))
    if remarks(report, options.lang):
        suites.append(_of_remarks(report, options.lang))
    body = "".join(_suite(report, number, suite) for number, suite in enumerate(suites))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{body}</testsuites>\n'


def _of_plan(plan: PlanResult, rules: Mapping[str, RuleInfo], lang: str) -> Suite:
    cases = _cases(plan, rules, lang)
    if plan.refused:
        refused = Case("error", Bilingual("ファイル", "file").of(lang), "refused", worded(plan.refused, lang))
        cases = (refused, *cases)
    return Suite(visible(plan.path), plan.pack, cases)


def _of_skipped(path: str, reason: str, lang: str) -> Suite:
    case = Case("skipped", Bilingual("ファイル", "file").of(lang), "skipped", reason)
    return Suite(visible(path), "", (case,))


def _of_remarks(report: Report, lang: str) -> Suite:
    """Return what was left out of the run: one skipped case a rule, and one a record that was applied."""
    why = {card.id: worded(DESELECTED, lang) for card in report.deselected}
    why |= {card.id: worded(INACTIVE, lang) for card in report.inactive}
    cards = {card.id: card for card in (*report.deselected, *report.inactive)}
    cases = [Case("skipped", _name(rule, cards[rule], lang), "deselected", why[rule]) for rule in sorted(cards)]
    cases += [Case("skipped", text, "remark", text) for text in remarks(report, lang)]
    return Suite(worded(REMARKS, lang), "", tuple(cases))


def _of_folder(report: Report, folder: FolderResult, lang: str) -> Suite:
    """Return the rules over all plans, and those that applied to no plan: skipped, so that nobody holds them passed."""
    untested = {_name(rule, report.rules.get(rule), lang) for rule in report.vacuous}
    cases = [case for case in _cases(folder, report.rules, lang) if case.name not in untested]
    cases += [Case("skipped", name, "vacuous", worded(UNTESTED, lang)) for name in untested]
    ordered = tuple(sorted(cases, key=lambda case: case.name))
    return Suite(Bilingual("フォルダー全体", "the whole folder").of(lang), "", ordered)


def _cases(result: PlanResult | FolderResult, rules: Mapping[str, RuleInfo], lang: str) -> tuple[Case, ...]:
    """Return one case for every rule that was judged or has a finding, also one that was set aside."""
    found: dict[str, list[Finding]] = {rule: [] for rule in result.outcomes}
    for finding in result.findings:
        found.setdefault(finding.rule, []).append(finding)
    aside: dict[str, list[Ignored]] = {}
    for ignored in result.ignored:
        aside.setdefault(ignored.finding.rule, []).append(ignored)
    return tuple(
        _failed(rules.get(rule), found[rule], lang)
        if found.get(rule)
        else _aside(_name(rule, rules.get(rule), lang), aside[rule], lang)
        if rule in aside
        else _judged(_name(rule, rules.get(rule), lang), result.outcomes[rule], lang)
        for rule in sorted({*found, *aside})
    )


def _aside(name: str, ignored: list[Ignored], lang: str) -> Case:
    """Return a case that was skipped, because whoever runs the tool has set its findings aside."""
    return Case("skipped", name, "ignored", "\n".join(aside_in_words(each, lang) for each in ignored))


def _failed(card: RuleInfo | None, findings: list[Finding], lang: str) -> Case:
    """Return one failure for all findings of a rule: Ant's schema has room for no more than one a case."""
    first = findings[0]
    lines = [f"{in_words(finding.place)}: {message(finding, lang)}" for finding in findings]
    lines += [remedy_of(first, card, lang)] if card else []
    return Case("failure", _name(first.rule, card, lang), first.severity, message(first, lang), "\n".join(lines))


def _judged(name: str, outcome: str, lang: str) -> Case:
    if outcome == "not_applicable":
        text = Bilingual("この計画書には適用されません。", "Does not apply to this plan.").of(lang)
        return Case("skipped", name, outcome, text)
    if outcome == "cannot_tell":
        ja, en = "必要な値を読み取れないため、判定できませんでした。", "Not judged: a value it needs could not be read."
        return Case("error", name, outcome, Bilingual(ja, en).of(lang))
    return Case("pass" if outcome == "pass" else "failure", name, outcome)


def _name(rule: str, card: RuleInfo | None, lang: str) -> str:
    return f"{rule} {worded(card.title, lang)}" if card else rule


def _suite(report: Report, number: int, suite: Suite) -> str:
    kinds = [case.kind for case in suite.cases]
    counts = f'tests="{len(kinds)}" failures="{kinds.count("failure")}" errors="{kinds.count("error")}"'
    return (
        f'  <testsuite name={_quoted(suite.name)} package={_quoted(suite.pack)} id="{number}" {counts}'
        f' skipped="{kinds.count("skipped")}" timestamp="{report.as_of}T00:00:00" hostname="localhost" time="0">\n'
        "    <properties>\n"
        f'      <property name="zaitaku-check" value={_quoted(report.version)}/>\n'
        f'      <property name="stage" value={_quoted(report.stage)}/>\n'
        "    </properties>\n"
        f"{''.join(_element(case, suite.name) for case in suite.cases)}"
        "    <system-out/>\n    <system-err/>\n  </testsuite>\n"
    )


def _element(case: Case, suite: str) -> str:
    head = f'    <testcase classname={_quoted(suite)} name={_quoted(case.name)} time="0"'
    if case.kind == "pass":
        return head + "/>\n"
    why = f"type={_quoted(case.reason)} message={_quoted(case.text)}"
    return f"{head}>\n      <{case.kind} {why}>{escape(in_xml(case.body))}</{case.kind}>\n    </testcase>\n"


def _quoted(text: str) -> str:
    return quoteattr(in_xml(text))
