"""Several reports of parts of a folder made one, as the check of the whole would have written it.

What was said of single plans is taken over; what is said of all plans together is judged anew, from what each plan
brings to it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from zaitaku_check.engine.check import Checked, PlacedMark
from zaitaku_check.engine.findings import rule_card
from zaitaku_check.engine.folder import judge_folder
from zaitaku_check.engine.notice import as_of_day
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import UsageError
from zaitaku_check.pack.outcome import Spot
from zaitaku_check.pack.rule import rule_order
from zaitaku_check.pack.tallies import Mark
from zaitaku_check.report.document import Facts, finding_facts, folder_facts
from zaitaku_check.report.model import (
    SEVERITIES,
    VERDICTS,
    FolderContribution,
    FolderResult,
    Place,
    PlanResult,
    RuleInfo,
)
from zaitaku_check.text_types import Bilingual

_SAME = ("schema", "tool", "as_of", "stage", "lang")
_ALONE = ("assumed", "answers", "baseline", "since")
"""Members of reports that only the check of the whole could make."""
_OF_MARK = ("group", "amount", "key", "across", "order", "raw", "known", "same", "owner", "source")
_OF_PLACE = ("pointer", "line", "column", "end_line", "end_column")


def with_brings(checked: Checked) -> PlanResult:
    """Return a plan's result together with what the plan brings to the rules over all plans."""
    return checked.result._replace(brings=FolderContribution(checked.read, tuple(map(_to_data, checked.marks))))


def _to_data(placed: PlacedMark) -> dict[str, Any]:
    mark, place = placed.mark, placed.place
    of_mark = {name: getattr(mark, name) for name in _OF_MARK} | {"same": list(mark.same)}
    return {"rule": placed.rule, **of_mark, **{name: getattr(place, name) for name in _OF_PLACE}}


def mark_from_data(path: str, data: Mapping[str, Any]) -> PlacedMark:
    """Return the mark of the plan at `path` that the data hold; raises KeyError where something is missing."""
    mark = Mark(**{name: data[name] for name in _OF_MARK} | {"same": tuple(data["same"])}, spot=Spot(None))
    return PlacedMark(str(data["rule"]), mark, Place(path, **{name: data[name] for name in _OF_PLACE}))


def merge(reports: Sequence[Facts], shelf: Shelf) -> Facts:
    """Return the report over the plans of all reports; raises UsageError where they do not fit together."""
    _refuse_misfits(reports, shelf)
    first = reports[0]
    plans = sorted(_all(reports, "plans"), key=lambda plan: plan["path"])
    packs = {pack["id"]: pack for pack in _all(reports, "packs")}
    wanted = sorted({rule for report in reports for rule in (report["folder"] or {"outcomes": {}})["outcomes"]})
    options = RunOptions(stage=first["stage"], as_of=first["as_of"], select=tuple(wanted))
    refused = sorted(_all(reports, "refused"), key=lambda each: each["path"])
    judging = [name for name in sorted(packs) if not shelf.pack(name).overlay]
    folder = judge_folder(shelf, options, _folder(plans), judging, tuple(_brought(plans, refused)))
    mine = {rule.rule.id for name in judging for rule in shelf.folder_rules(name)}
    findings = _findings(reports, folder, _cards(shelf, judging, options), mine)
    skipped = sorted(_all(reports, "skipped"), key=lambda each: each["path"])
    ignored = sorted(_all(reports, "ignored"), key=_order)
    members: Facts = {
        **{name: first[name] for name in ("schema", "tool", "as_of")},
        "packs": [packs[name] for name in sorted(packs)],
        "summary": _summary(plans, findings, (len(refused), len(skipped), len(ignored))),
        "plans": plans,
        "folder": folder_facts(folder, first["lang"], {plan["path"] for plan in plans if plan["verdict"] == "return"}),
        "findings": findings,
        **{name: first[name] for name in ("stage", "lang")},
        "refused": refused,
        "skipped": skipped,
        "ignored": ignored,
        "vacuous": _vacuous(reports, plans, folder, findings),
        **{name: _each_once(reports, name) for name in ("deselected", "inactive")},
    }
    return members


def _all(reports: Iterable[Facts], name: str) -> list[Facts]:
    return [each for report in reports for each in report[name]]


def _each_once(reports: Iterable[Facts], name: str) -> list[Facts]:
    rules = {each["rule"]: each for each in _all(reports, name)}
    return [rules[rule] for rule in sorted(rules, key=rule_order)]


def _folder(plans: Sequence[Facts]) -> str:
    """Return the folder that all plans lie in; "." where some are named absolutely and others not, or on two drives."""
    folders = [os.path.dirname(plan["path"]) or "." for plan in plans]
    try:
        return os.path.commonpath(folders) if folders else "."
    except ValueError:
        return "."


def _brought(plans: Sequence[Facts], refused: Sequence[Facts]) -> Iterator[Checked]:
    """Yield what the plans bring to the rules over all plans; of those that were not checked, only that they exist."""
    for plan in plans:
        marks = tuple(mark_from_data(plan["path"], mark) for mark in plan["brings"]["marks"])
        result = PlanResult(plan["path"], plan["digest"], plan["pack"] or "", plan["verdict"], {}, ())
        yield Checked(result, marks, read=plan["brings"]["read"])
    for each in refused:
        yield Checked(PlanResult(each["path"], "", "", "unchecked", {}, ()), (), read=False)


def _cards(shelf: Shelf, packs: Iterable[str], options: RunOptions) -> dict[str, RuleInfo]:
    cards: dict[str, RuleInfo] = {}
    for name in packs:
        pack = shelf.pack(name)
        for rule in pack.rules:
            if rule.scope == "folder":
                cards.setdefault(rule.id, rule_card(as_of_day(rule, options.as_of), pack, options.stage))
    return cards


def _findings(
    reports: Sequence[Facts], folder: FolderResult, cards: dict[str, RuleInfo], mine: set[str]
) -> list[Facts]:
    """Return the findings of all plans, and those over all plans, in their total order."""
    lang = reports[0]["lang"]
    of_plans = [finding for finding in _all(reports, "findings") if finding["rule"] not in mine]
    return sorted([*of_plans, *(finding_facts(each, cards, lang) for each in folder.findings)], key=_order)


def _order(finding: Mapping[str, Any]) -> tuple[str, int, int, str, str, str, str]:
    place = (finding["path"], finding["line"] or 0, finding["column"] or 0)
    return (*place, finding["rule"], finding["pointer"], finding["fingerprint"], finding["message"])


def _summary(plans: Sequence[Facts], findings: Sequence[Facts], left_out: tuple[int, int, int]) -> dict[str, int]:
    verdicts = [plan["verdict"] for plan in plans]
    severities = [finding["severity"] for finding in findings]
    return {
        "plans": len(plans),
        **{name: verdicts.count(name) for name in reversed(VERDICTS) if name != "unchecked"},
        "unchecked": verdicts.count("unchecked"),
        **{f"{name}s": severities.count(name) for name in SEVERITIES},
        **dict(zip(("refused", "skipped", "ignored"), left_out, strict=True)),
    }


def _vacuous(
    reports: Sequence[Facts], plans: Sequence[Facts], folder: FolderResult, findings: Sequence[Facts]
) -> list[str]:
    """Return the rules that applied to nothing in any part, and to nothing in the whole."""
    every = [*(plan["outcomes"] for plan in plans), folder.outcomes]
    asked = {rule for outcomes in every for rule, outcome in outcomes.items() if outcome != "not_applicable"}
    said = {finding["rule"] for finding in findings}
    nowhere = {rule for report in reports for rule in report["vacuous"]} | folder.outcomes.keys()
    return sorted(nowhere - asked - said, key=rule_order)


# --- what does not fit ------------------------------------------------------------------------------------------------


def _refuse_misfits(reports: Sequence[Facts], shelf: Shelf) -> None:
    for name in _SAME:
        if any(report.get(name) != reports[0].get(name) for report in reports):
            raise UsageError(_DIFFERENT[name])
    if any(name in report for report in reports for name in _ALONE):
        raise UsageError(_WHOLE_ONLY)
    if not all("brings" in plan for plan in _all(reports, "plans")):
        raise UsageError(_WITHOUT_MARKS)
    paths = [plan["path"] for plan in _all(reports, "plans")]
    if twice := next((path for path in paths if paths.count(path) > 1), None) if len(set(paths)) < len(paths) else None:
        raise UsageError(
            Bilingual(f"計画書「{twice}」が二つ以上の検査結果にあります。", f"“{twice}” is in several reports")
        )
    for pack in _all(reports, "packs"):
        if pack["id"] not in shelf.ids or shelf.pack(pack["id"]).digest != pack["digest"]:
            raise UsageError(
                Bilingual(
                    f"検査に使われたルールパック「{pack['id']}」が、今のものと異なります。検査し直してください。",
                    f"the reports were made with another state of the rule pack “{pack['id']}”; check again",
                )
            )


_DIFFERENT = {
    "schema": Bilingual("検査結果の形式が異なります。", "the reports have different formats"),
    "tool": Bilingual(
        "検査結果の作成に使われた版が異なります。", "the reports were made by different versions of the tool"
    ),
    "as_of": Bilingual(
        "検査結果の基準日（--as-of）が異なります。", "the reports were made as of different days (--as-of)"
    ),
    "stage": Bilingual(
        "検査結果の段階（--stage）が異なります。", "the reports were made for different stages (--stage)"
    ),
    "lang": Bilingual("検査結果の言語（--lang）が異なります。", "the reports are in different languages (--lang)"),
}
_WHOLE_ONLY = Bilingual(
    "説明の記録・既知の指摘・仮定などを使った検査結果はまとめられません。",
    "reports made with --answers, --baseline, --assume or --changed-since cannot be merged",
)
_WITHOUT_MARKS = Bilingual(
    "まとめるための値がない検査結果があります。check に --for-merge を付けて検査し直してください。",
    "a report lacks what is needed to merge it; check again with --for-merge",
)
