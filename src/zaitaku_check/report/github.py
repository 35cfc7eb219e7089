"""GitHub's workflow commands: annotations at the lines of a pull request, and a summary of the step in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zaitaku_check.report.escaping import in_markdown
from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import SEVERITIES, Finding, Place, PlanResult, Report, RuleInfo
from zaitaku_check.report.places import cell_in_words, in_repository, in_words, last_line
from zaitaku_check.report.shown import message, visible, worded
from zaitaku_check.report.verdict import checked_plans, findings_of
from zaitaku_check.report.wording import (
    REMARKS,
    SEVERITY,
    SIGN,
    VACUOUS,
    VACUOUS_MEANS,
    aside_in_words,
    named,
    remarks,
    remedy_of,
    skipped_kinds,
    summary_sentence,
    told_aside,
    undecided,
    vacuous_in_words,
    verdict_of,
)
from zaitaku_check.text_types import Bilingual

COMMAND: Final = {"error": "error", "warning": "warning", "note": "notice"}
LIMIT: Final = 10
"""Annotations of one kind that GitHub shows a step; it drops the rest without a word."""
ROWS: Final = 500
"""Findings a summary lists: GitHub refuses a step's summary above 1 MiB as a whole."""


def render(report: Report, options: Options) -> str:
    """Return annotations, most severe first, as many as GitHub shows; the others follow as plain lines of the log."""
    lang = options.lang
    annotated, rest = _dealt(report)
    lines = [_command(finding, report.rules.get(finding.rule), options) for finding in annotated]
    lines += [_refused(plan, options) for plan in report.plans if plan.refused]
    kinds = list(skipped_kinds(report, lang))
    lines += [_skipped(*kind, options) for kind in kinds[:LIMIT]]
    if rest:
        lines.append("::group::" + _data(_more(len(rest), lang)))
        lines += [_plain(finding, options) for finding in rest]
        lines.append("::endgroup::")
    lines += [_inert(f"{names}: {why}") for _paths, names, why in kinds[LIMIT:]]
    lines += [_inert(line) for line in undecided(report, lang)]
    lines += [_inert(aside_in_words(ignored, lang)) for ignored in told_aside(report)]
    lines += [f"::notice title={_property(worded(REMARKS, lang))}::{_data(text)}" for text in remarks(report, lang)]
    return "".join(line + "\n" for line in [*lines, _inert(summary_sentence(report, lang))])


def summary(report: Report, options: Options) -> str:
    """Return the Markdown for the file `$GITHUB_STEP_SUMMARY`: verdicts, findings, what was not tested."""
    lang = options.lang
    parts = ["## zaitaku-check", in_markdown(summary_sentence(report, lang)), *_plan_table(report, lang)]
    if findings := list(_by_severity(report)):
        parts.append(_finding_table(findings[:ROWS], lang))
    if len(findings) > ROWS:
        parts.append(_more(len(findings) - ROWS, lang))
    if ignored := told_aside(report):
        parts.append("\n".join(f"- {in_markdown(aside_in_words(each, lang))}" for each in ignored[:ROWS]))
    if lines := remarks(report, lang):
        parts += [f"### {worded(REMARKS, lang)}", "\n".join(f"- {in_markdown(line)}" for line in lines)]
    if report.skipped:
        parts.append(f"### {Bilingual('対象外としたファイル', 'Files that were skipped').of(lang)}")
        parts.append("\n".join(_skipped_lines(report, lang)))
    if report.vacuous:
        parts += [f"### {worded(VACUOUS, lang)}", worded(VACUOUS_MEANS, lang)]
        parts.append("\n".join(f"- {in_markdown(each)}" for each in vacuous_in_words(report, lang)))
    return "\n\n".join(parts) + "\n"


def _by_severity(report: Report) -> Iterator[Finding]:
    findings = list(findings_of(report))
    for severity in SEVERITIES:
        yield from (finding for finding in findings if finding.severity == severity)


def _dealt(report: Report) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that become annotations and those for which GitHub has no room; refused files come first."""
    room = dict.fromkeys(SEVERITIES, LIMIT)
    room["error"] -= min(LIMIT - 1, sum(plan.refused is not None for plan in report.plans))
    annotated: list[Finding] = []
    rest: list[Finding] = []
    for finding in _by_severity(report):
        room[finding.severity] -= 1
        (annotated if room[finding.severity] >= 0 else rest).append(finding)
    return annotated, rest


def _command(finding: Finding, card: RuleInfo | None, options: Options) -> str:
    lang = options.lang
    title = f"{finding.rule} {worded(card.title, lang)}" if card else finding.rule
    at = f"{cell_in_words(finding.place._asdict())} " if finding.place.cell else ""
    text = at + message(finding, lang) + (f"\n{remedy_of(finding, card, lang)}" if card else "")
    where = [f"{name}={_property(str(value))}" for name, value in _where(finding.place, options)]
    properties = ",".join([*where, f"title={_property(title)}"])
    return f"::{COMMAND[finding.severity]} {properties}::{_data(text)}"


def _where(where: Place, options: Options) -> Iterator[tuple[str, str | int]]:
    """Yield the properties of a place; what belongs to a folder has none, for GitHub knows only files."""
    if where.line is None:
        return
    yield "file", visible(in_repository(where.path, options))
    if where.cell:
        return
    yield "line", where.line
    one_line = where.end_line in {None, where.line}
    if where.end_line is not None:
        yield "endLine", last_line(where) or where.line
    if where.column is not None:
        yield "col", where.column
    if where.end_column is not None and one_line:
        yield "endColumn", where.end_column


def _refused(plan: PlanResult, options: Options) -> str:
    text = worded(plan.refused, options.lang) if plan.refused else ""
    title = Bilingual("検査できません", "not checked").of(options.lang)
    return (
        f"::error file={_property(visible(in_repository(plan.path, options)))},title={_property(title)}::{_data(text)}"
    )


def _skipped(paths: tuple[str, ...], names: str, reason: str, options: Options) -> str:
    """Return a notice at the first of the files left out for one reason: their sender may take them for checked."""
    title = Bilingual("対象外", "skipped").of(options.lang)
    text = reason if len(paths) == 1 else f"{reason} ({names})"
    return (
        f"::notice file={_property(visible(in_repository(paths[0], options)))},title={_property(title)}::{_data(text)}"
    )


def _skipped_lines(report: Report, lang: str) -> Iterator[str]:
    for _paths, names, why in skipped_kinds(report, lang):
        yield f"- {in_markdown(names)}: {in_markdown(why)}"


def _plain(finding: Finding, options: Options) -> str:
    severity = named(SEVERITY, finding.severity, options.lang)
    where = in_words(finding.place._replace(path=in_repository(finding.place.path, options)))
    return _inert(f"{where}: {severity}[{finding.rule}] {message(finding, options.lang)}")


def _more(number: int, lang: str) -> str:
    return Bilingual(f"ほか {number:,}件の指摘", f"{number:,} further findings").of(lang)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _inert(line: str) -> str:
    """Keep a plain line from being taken for a command: `::…` at its start, the older `##[…]` anywhere."""
    line = line.replace("##[", "## [")
    return f"- {line}" if line.lstrip().startswith("::") else line


def _plan_table(report: Report, lang: str) -> Iterator[str]:
    plans = checked_plans(report)
    if not plans:
        return
    head = Bilingual("| 計画 | 判定 | 指摘 |", "| plan | verdict | findings |").of(lang)
    rows = [
        f"| {in_markdown(visible(plan.path))} | {SIGN[plan.verdict]} {verdict_of(plan, lang)} | {len(plan.findings)} |"
        for plan in plans[:ROWS]
    ]
    yield "\n".join([head, "|---|---|---:|", *rows])
    if len(plans) > ROWS:
        yield Bilingual(f"ほか {len(plans) - ROWS:,}件の計画書", f"{len(plans) - ROWS:,} further plans").of(lang)


def _finding_table(findings: list[Finding], lang: str) -> str:
    head = Bilingual("| 場所 | 重要度 | ルール | 指摘 |", "| place | severity | rule | finding |").of(lang)
    rows = [
        f"| {in_markdown(in_words(finding.place))} | {named(SEVERITY, finding.severity, lang)} | {finding.rule} |"
        f" {in_markdown(message(finding, lang))} |"
        for finding in findings
    ]
    return "\n".join([head, "|---|---|---|---|", *rows])
