"""GitLab's code quality report: Code Climate issues, each with a fingerprint of its own."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from zaitaku_check.report.document import encodable
from zaitaku_check.report.formats import Options
from zaitaku_check.report.json_text import json_lines
from zaitaku_check.report.model import Finding, Place, Report, RuleInfo
from zaitaku_check.report.places import cell_in_words, in_file, in_repository, last_line
from zaitaku_check.report.shown import message
from zaitaku_check.report.verdict import findings_of
from zaitaku_check.report.wording import remarks, remedy_of

SEVERITY: Final = {"error": "critical", "warning": "major", "note": "info"}


def render(report: Report, options: Options) -> str:
    """Return the findings as a JSON list; lines only, for GitLab shows nothing finer."""
    seen: dict[str, int] = {}
    issues = [_issue(finding, report.rules.get(finding.rule), seen, options) for finding in findings_of(report)]
    issues += [_remark(text, report, options) for text in remarks(report, options.lang)]
    return json_lines(issues) + "\n"


def _issue(finding: Finding, card: RuleInfo | None, seen: dict[str, int], options: Options) -> dict[str, Any]:
    at = f"{cell_in_words(finding.place._asdict())} " if finding.place.cell else ""
    issue: dict[str, Any] = {
        "type": "issue",
        "check_name": finding.rule,
        "description": at + message(finding, options.lang),
        "categories": ["Style"],
        "severity": SEVERITY[finding.severity],
        "fingerprint": _fingerprint(finding, seen, options),
        "location": _location(in_file(finding), options),
    }
    if card:
        issue["content"] = {"body": remedy_of(finding, card, options.lang)}
    if finding.related:
        issue["other_locations"] = [_location(each.place, options) for each in finding.related]
    return issue


def _remark(text: str, report: Report, options: Options) -> dict[str, Any]:
    """Return what was left out of the run as an issue at the first plan: the format has no other room for it."""
    path = encodable(in_repository(report.plans[0].path if report.plans else ".", options))
    return {
        "type": "issue",
        "check_name": "zaitaku-check",
        "description": text,
        "categories": ["Style"],
        "severity": "info",
        "fingerprint": hashlib.sha256(f"remark\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32],
        "location": {"path": path, "lines": {"begin": 1, "end": 1}},
    }


def _location(place: Place, options: Options) -> dict[str, Any]:
    path = encodable(in_repository(place.path, options)).removeprefix("./")
    begin, end = (1, 1) if place.cell else (place.line or 1, last_line(place) or 1)
    return {"path": path, "lines": {"begin": begin, "end": end}}


def _fingerprint(finding: Finding, seen: dict[str, int], options: Options) -> str:
    """Return 32 hexadecimal digits, unique in the report: of alike findings GitLab would show only the first."""
    path = in_repository(finding.place.path, options)
    plain = "\0".join((path, finding.rule, finding.fingerprint or finding.place.pointer))
    count = seen[plain] = seen.get(plain, 0) + 1
    marked = plain if count == 1 else f"{plain}\0{count}"
    return hashlib.sha256(marked.encode("utf-8", "surrogatepass")).hexdigest()[:32]
