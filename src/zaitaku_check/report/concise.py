"""One line a finding, then one line that sums up: for CI logs and editors' error lists."""

from __future__ import annotations

from collections.abc import Iterator

from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import Finding, Report
from zaitaku_check.report.places import in_words
from zaitaku_check.report.shown import inert, message, visible, worded
from zaitaku_check.report.verdict import asks, findings_of
from zaitaku_check.report.wording import (
    SEVERITY,
    aside_in_words,
    named,
    remarks,
    skipped_kinds,
    summary_sentence,
    told_aside,
    undecided,
)
from zaitaku_check.text_types import Bilingual

_NOT_CHECKED = Bilingual("検査できません", "not checked")


def render(report: Report, options: Options) -> str:
    """Return `path:line:column: severity[rule] message` for every finding, and the sums unless quiet."""
    return "".join(pieces(report, options))


def pieces(report: Report, options: Options) -> Iterator[str]:
    """Yield the same line by line."""
    return (inert(line + "\n") for line in _lines(report, options))


def _lines(report: Report, options: Options) -> Iterator[str]:
    lang = options.lang
    for finding in findings_of(report):
        yield _finding(finding, lang)
    yield from (aside_in_words(ignored, lang) for ignored in told_aside(report))
    yield from undecided(report, lang)
    for plan in report.plans:
        if plan.refused is not None:
            yield f"{visible(plan.path)}: {_NOT_CHECKED.of(lang)}: {worded(plan.refused, lang)}"
    for _paths, names, why in skipped_kinds(report, lang):
        yield f"{names}: {Bilingual('対象外', 'skipped').of(lang)}: {why}"
    yield from remarks(report, lang)
    if not options.quiet:
        yield summary_sentence(report, lang)


def _finding(finding: Finding, lang: str) -> str:
    severity = named(SEVERITY, finding.severity, lang)
    explained = "" if asks(finding) else Bilingual("（説明済み）", " (explained)").of(lang)
    return f"{in_words(finding.place)}: {severity}[{finding.rule}]{explained} {message(finding, lang)}"
