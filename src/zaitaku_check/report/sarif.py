"""SARIF 2.1.0: one run with its rules (help in both languages), artefacts, results and what could not be judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

from zaitaku_check.report.document import Facts, encodable
from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import Finding, Ignored, Place, PlanResult, Report, RuleInfo
from zaitaku_check.report.places import in_file, in_repository, last_line
from zaitaku_check.report.rule_page import rule_page
from zaitaku_check.report.shown import message, shown, worded
from zaitaku_check.report.verdict import asks, findings_of
from zaitaku_check.report.wording import MOST_NAMED, answer_in_words, remarks, skipped_kinds, sources_of
from zaitaku_check.text_types import Bilingual

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
BASE: Final = "SRCROOT"
FINGERPRINT: Final = "zaitakuCheck/v1"


def render(report: Report, options: Options) -> str:
    """Return the report as a SARIF log; columns are UTF-16 units, addresses relative to the repository's root."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, options)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(report: Report, options: Options) -> Facts:
    lang = options.lang
    index = {rule: number for number, rule in enumerate(sorted(report.rules))}
    return {
        "tool": {"driver": _driver(report, lang)},
        "language": lang,
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {BASE: {"description": {"text": _BASE_IS.of(lang)}}},
        "invocations": [_invocation(report, options)],
        "artifacts": [_artifact(plan, options) for plan in report.plans],
        "results": [
            *(_result(finding, _answered(finding, lang), index, options) for finding in findings_of(report)),
            *(_result(each.finding, [_set_aside(each, lang)], index, options) for each in _ignored(report)),
        ],
        "properties": {
            "vacuous": list(report.vacuous),
            "deselected": [card.id for card in report.deselected],
            "inactive": [card.id for card in report.inactive],
            "asOf": report.as_of,
            "stage": report.stage,
            "packs": [{"id": pack.id, "edition": pack.edition, "digest": pack.digest} for pack in report.packs],
        },
    }


def _ignored(report: Report) -> Iterator[Ignored]:
    for plan in report.plans:
        yield from plan.ignored
    if report.folder:
        yield from report.folder.ignored


def _driver(report: Report, lang: str) -> Facts:
    return {
        "name": "zaitaku-check",
        "fullName": f"zaitaku-check {report.version}",
        "version": report.version,
        "semanticVersion": report.version,
        "language": lang,
        "rules": [_rule(report.rules[rule], lang) for rule in sorted(report.rules)],
    }


def _rule(card: RuleInfo, lang: str) -> Facts:
    """Return a rule's entry; its page is a property, because a `helpUri` would have to name a host."""
    page = rule_page(card.pack, card.id)
    return {
        "id": card.id,
        "shortDescription": {"text": worded(card.title, lang)},
        "fullDescription": {"text": worded(card.why, lang) or worded(card.title, lang)},
        "help": {
            "text": "\n\n".join(_help(card, each) for each in _both(lang)),
            "markdown": "\n\n".join(f"## {_LANGUAGE[each]}\n\n{_help(card, each)}" for each in _both(lang)),
        },
        "defaultConfiguration": {"level": card.severity},
        "properties": {
            "tags": [card.pack] if card.pack else [],
            "title": card.title._asdict(),
            "remedy": card.remedy._asdict(),
            "cite": [{"source": cite.source, "section": cite.section} for cite in card.cite],
            **({"page": page} if page else {}),
        },
    }


def _help(card: RuleInfo, lang: str) -> str:
    parts = [worded(card.title, lang), worded(card.why, lang), worded(card.remedy, lang)]
    return "\n\n".join([part for part in parts if part] + [_source(each, lang) for each in sources_of(card, lang)])


def _source(source: str, lang: str) -> str:
    return Bilingual(f"根拠: {source}", f"Source: {source}").of(lang)


def _invocation(report: Report, options: Options) -> Facts:
    """Return how the run went; files that were not checked and rules that could not tell are notifications."""
    lang = options.lang
    refused = [(plan.path, plan.refused) for plan in report.plans if plan.refused]
    notes = [_notification("error", path, worded(reason, lang), options) for path, reason in refused]
    notes += _skipped(report, options)
    notes += [
        _notification("warning", plan.path, text, options) for plan in report.plans if (text := _untold(plan, lang))
    ]
    notes += [{"level": "note", "message": {"text": _unlinked(text)}} for text in remarks(report, lang)]
    done = {"executionSuccessful": not refused and options.exit_code != 2, "toolExecutionNotifications": notes}
    return done if options.exit_code is None else {"exitCode": options.exit_code} | done


def _skipped(report: Report, options: Options) -> Iterator[Facts]:
    """Yield a notification a file that was left out, as many of a kind as are named, then how many more."""
    lang = options.lang
    for paths, _names, reason in skipped_kinds(report, lang):
        yield from (_notification("note", path, reason, options) for path in paths[:MOST_NAMED])
        if (more := len(paths) - MOST_NAMED) > 0:
            text = Bilingual(f"ほか{more:,}件: {reason}", f"{more:,} more: {reason}").of(lang)
            yield {"level": "note", "message": {"text": _unlinked(text)}}


def _untold(plan: PlanResult, lang: str) -> str:
    rules = ", ".join(sorted(rule for rule, outcome in plan.outcomes.items() if outcome == "cannot_tell"))
    return _UNTOLD.of(lang).replace("{rules}", rules) if rules else ""


def _notification(level: str, path: str, text: str, options: Options) -> Facts:
    location = {"physicalLocation": {"artifactLocation": _address(path, options)}}
    return {"level": level, "message": {"text": _unlinked(text)}, "locations": [location]}


def _artifact(plan: PlanResult, options: Options) -> Facts:
    file = {"location": _address(plan.path, options), "roles": ["analysisTarget"]}
    return file | {"hashes": {"sha-256": plan.digest.removeprefix("sha256:")}} if plan.digest else file


def _result(finding: Finding, suppressions: list[Facts], index: dict[str, int], options: Options) -> Facts:
    """Return a result; an empty list says that it stands, where a missing one would say that nobody looked."""
    result: Facts = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": _unlinked(message(finding, options.lang))},
        "locations": [_location(in_file(finding), options)],
        "suppressions": suppressions,
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    if finding.related:
        result["relatedLocations"] = [
            {"id": number} | _location(each.place, options) | {"message": {"text": worded(each.word, options.lang)}}
            for number, each in enumerate(finding.related, 1)
        ]
    if finding.fingerprint:
        result["partialFingerprints"] = {FINGERPRINT: finding.fingerprint}
    return result


def _answered(finding: Finding, lang: str) -> list[Facts]:
    """Return what the applicant's explanation does to a finding: nothing to an error, which cannot be explained."""
    return (
        []
        if finding.answer is None or asks(finding)
        else [_accepted("external", answer_in_words(finding.answer, lang))]
    )


def _set_aside(ignored: Ignored, lang: str) -> Facts:
    return _accepted("inSource" if ignored.kind == "inline" else "external", shown(ignored.reason, None, lang))


def _accepted(kind: str, why: str) -> Facts:
    return {"kind": kind, "status": "accepted", "justification": why}


def _location(place: Place, options: Options) -> Facts:
    physical: Facts = {"artifactLocation": _address(place.path, options)}
    if place.line is not None and not place.cell:
        physical["region"] = _region(place)
    location: Facts = {"physicalLocation": physical}
    if place.cell:
        location["logicalLocations"] = [{"fullyQualifiedName": f"{shown(place.sheet)}!{place.cell}", "kind": "element"}]
    elif place.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": shown(place.pointer)}]
    return location


def _region(place: Place) -> Facts:
    """Return the place in UTF-16 units; a region over several lines runs to the end of its last one."""
    region: Facts = {"startLine": place.line}
    if place.column is not None:
        region["startColumn"] = _utf16(place, place.column)
    if place.end_line is None or place.end_column is None:
        return region
    if place.end_line == place.line:
        return region | {"endColumn": _utf16(place, place.end_column)}
    return region | {"endLine": last_line(place)}


def _utf16(place: Place, column: int) -> int:
    """Turn a 1-based column of code points into one of UTF-16 units; what was cut off before counts as one each."""
    before = place.source[: max(0, column - 1 - place.source_at)]
    return column + sum(sign > "\uffff" for sign in before)


def _address(path: str, options: Options) -> dict[str, str]:
    """Return a percent-encoded address: relative to the base, or a file address where the path is absolute."""
    file = Path(encodable(in_repository(path, options)))
    if file.is_absolute():
        return {"uri": file.as_uri()}
    return {"uri": quote(file.as_posix(), safe="/"), "uriBaseId": BASE}


def _unlinked(text: str) -> str:
    """Keep a viewer from reading a plan's words as one of SARIF's embedded links, `[text](address)`."""
    return text.replace("](", "] (")


def _both(lang: str) -> tuple[str, str]:
    return ("ja", "en") if lang == "ja" else ("en", "ja")


_LANGUAGE: Final = {"ja": "日本語", "en": "English"}
_BASE_IS: Final = Bilingual(
    "リポジトリの最上位のフォルダー（リポジトリの外では、検査を実行したフォルダー）",
    "The root of the repository; outside of one, the folder in which the check was run",
)
_UNTOLD: Final = Bilingual(
    "読み取れない項目があるため、次のルールは判定できませんでした: {rules}",
    "These rules could not be judged, because something could not be read: {rules}",
)
