"""The baseline: known findings that are set aside by path and fingerprint, so that only new ones count.

A baseline only ever shrinks. It names plans relative to its own folder and is written one finding a line, in order.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from zaitaku_check.engine.findings import fingerprint, rule_card
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.set_aside import leave_out, leave_out_of_folder
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import ConfigError, Problem
from zaitaku_check.pack.rule import Rule
from zaitaku_check.report.model import BaselineResult, Finding, Ignored, Place, PlanResult, Report
from zaitaku_check.report.verdict import asks
from zaitaku_check.text_types import Bilingual

SCHEMA: Final = "zaitaku-check/baseline-1"
REPORT: Final = "zaitaku-check/report-1"
_ANEW: Final = "zaitaku-check baseline create"
_A_REPORT: Final = Bilingual(
    "これは検査結果です。「zaitaku-check baseline create 既知.json --from 検査結果.json」で一覧にしてください",
    "it is a report; make a baseline of it: zaitaku-check baseline create known.json --from report.json",
)
_CUT_OFF: Final = Bilingual(
    f"ファイルが途中で切れています。作り直してください: {_ANEW}",
    f"the end of the file is missing; make it again: {_ANEW}",
)
_DAMAGED: Final = Bilingual(
    f"一覧の書き方になっていません。作り直してください: {_ANEW}", f"it is not written as one; make it again: {_ANEW}"
)
GONE: Final = "I006"


class Known(NamedTuple):
    """A known finding: the plan it is in, its rule, what it is recognised by."""

    path: str
    rule: str
    fingerprint: str


class Baseline(NamedTuple):
    """The known findings with how often each occurs, and the file they stand in with its text ("" for a new one)."""

    path: str
    counts: Mapping[Known, int]
    text: str = ""


class Ground(NamedTuple):
    """Where a baseline's plans lie.

    named     turns a report's path into the baseline's
    there     says whether there is a file or folder of a baseline's path
    """

    named: Callable[[str], str]
    there: Callable[[str], bool]


# --- the file ---------------------------------------------------------------------------------------------------------


def read_baseline(path: str, data: bytes) -> Baseline:
    """Return the baseline a file holds; raises ConfigError where it is none."""
    try:
        text = data.decode("utf-8-sig")
        written = json.loads(text)
        if written["schema"] == REPORT:
            raise _misfit(path, _A_REPORT)
        if written["schema"] != SCHEMA:
            raise _misfit(path, Bilingual(f"形式が「{SCHEMA}」ではありません", f"its schema is not “{SCHEMA}”"))
        return Baseline(path, _counts(written["findings"]), text)
    except json.JSONDecodeError as error:
        raise _broken(path, text, error) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _misfit(path, _DAMAGED) from error


def _broken(path: str, text: str, error: json.JSONDecodeError) -> ConfigError:
    """Say where a file stops being JSON, and whether its end is missing."""
    if not text[error.pos :].strip() or error.msg.startswith("Unterminated"):
        return _misfit(path, _CUT_OFF)
    reason = Bilingual(
        f"{error.lineno}行目の{error.colno}文字目から読み取れません。手で直さず、作り直してください: {_ANEW}",
        f"line {error.lineno}, column {error.colno} is not JSON; do not edit it, make it again: {_ANEW}",
    )
    source = text.splitlines()[error.lineno - 1]
    return _misfit(path, reason, Problem(path, error.lineno, error.colno, reason, source=source))


def _counts(entries: list[dict[str, Any]]) -> Mapping[Known, int]:
    counts: Counter[Known] = Counter()
    for entry in entries:
        known = Known(entry["path"], entry["rule"], entry["fingerprint"])
        if not all(isinstance(part, str) for part in known) or type(entry["count"]) is not int or entry["count"] < 1:
            raise ValueError(entry)
        counts[known] += entry["count"]
    return counts


def _misfit(path: str, reason: Bilingual, problem: Problem | None = None) -> ConfigError:
    return ConfigError(
        Bilingual(
            f"既知の指摘の一覧「{path}」を読み取れません（{reason.ja}）。",
            f"cannot read the baseline “{path}”: {reason.en}",
        ),
        problem,
    )


def baseline_text(counts: Mapping[Known, int]) -> str:
    """Return what the file of a baseline holds."""
    lines = [
        json.dumps({**known._asdict(), "count": count}, ensure_ascii=False) for known, count in sorted(counts.items())
    ]
    body = ",\n  ".join(lines)
    findings = f"[\n  {body}\n ]" if lines else "[]"
    return f'{{"schema": "{SCHEMA}",\n "findings": {findings}}}\n'


# --- making one -------------------------------------------------------------------------------------------------------


def known_in(report: Report, named: Callable[[str], str]) -> Counter[Known]:
    """Return the findings of a report that a baseline can hold.

    Left out are warnings that have been answered, and the errors for which no rule could be judged.
    """
    return Counter(Known(named(each.place.path), each.rule, each.fingerprint) for each in _holdable(report))


def _holdable(report: Report) -> Iterator[Finding]:
    for plan in report.plans:
        yield from (each for each in plan.findings if asks(each) and (plan.pack or each.severity != "error"))
    yield from (each for each in (report.folder.findings if report.folder else ()) if asks(each))


def known_in_facts(facts: Mapping[str, Any], named: Callable[[str], str]) -> Counter[Known]:
    """Return the same of a JSON report; raises KeyError or TypeError where it is none."""
    unjudged = {plan["path"] for plan in facts["plans"] if not plan["pack"]}
    return Counter(
        Known(named(each["path"]), each["rule"], each["fingerprint"])
        for each in facts["findings"]
        if (each["severity"] == "error" or "answer" not in each)
        and not (each["severity"] == "error" and each["path"] in unjudged)
        and not each["rule"].startswith(_ABOUT_RECORDS)
    )


_ABOUT_RECORDS: Final = ("K", GONE)
"""Rules about the files a reviewer brings along; their findings are never known ones."""


# --- setting aside ----------------------------------------------------------------------------------------------------


def apply_baseline(report: Report, baseline: Baseline, ground: Ground, shelf: Shelf, options: RunOptions) -> Report:
    """Return the report with the known findings set aside, and what is to be said of the baseline."""
    left = Counter({(known.path, known.fingerprint): count for known, count in baseline.counts.items()})

    def choose(finding: Finding) -> Ignored | None:
        key = (ground.named(finding.place.path), finding.fingerprint)
        if not left[key]:
            return None
        left[key] -= 1
        return Ignored(finding, "baseline")

    plans = tuple(leave_out(plan, choose) for plan in report.plans)
    folder = report.folder and leave_out_of_folder(report.folder, choose)
    gone = _gone(report, baseline, ground, shelf, options)
    rule = next(each for each in shelf.structure().rules if each.id == GONE)
    told = list(_findings(baseline, gone, ground, rule, options)) if options.wants(GONE) else []
    cards = {rule.id: rule_card(rule, shelf.structure(), options.stage)} if told else {}
    held = sum(baseline.counts.values())
    result = BaselineResult(baseline.path, held, held - sum(left.values()), tuple(told))
    return report._replace(plans=plans, folder=folder, rules={**cards, **report.rules}, baseline=result)


def shrunk(
    report: Report, baseline: Baseline, ground: Ground, shelf: Shelf, options: RunOptions
) -> Mapping[Known, int]:
    """Return what is left of a baseline without the findings that are gone; nothing is ever added."""
    gone = _gone(report, baseline, ground, shelf, options)
    return {known: rest for known, count in baseline.counts.items() if (rest := count - gone.get(known, 0))}


def _gone(report: Report, baseline: Baseline, ground: Ground, shelf: Shelf, options: RunOptions) -> Mapping[Known, int]:
    """Return how many of each known finding are gone: the run would have met them, were they still there."""
    found = known_in(report, ground.named)
    judge = _Judge(report, ground, shelf, options)
    gone = {known: count - min(count, found[known]) for known, count in baseline.counts.items()}
    return {known: count for known, count in gone.items() if count and judge.could_tell(known)}


class _Judge:
    """Says of a known finding whether a run could have met it."""

    def __init__(self, report: Report, ground: Ground, shelf: Shelf, options: RunOptions) -> None:
        self._plans = {ground.named(plan.path): plan for plan in report.plans}
        self._over_all = report.folder.outcomes if report.folder else {}
        self._folder = ground.named(report.folder.path) if report.folder else None
        self._structure = {rule.id for rule in shelf.structure().rules}
        self._ids = frozenset(shelf.rule_ids())
        self._there = ground.there
        self._options = options

    def could_tell(self, known: Known) -> bool:
        if not self._there(known.path) or known.rule not in self._ids:
            return True
        if not self._options.wants(known.rule):
            return False
        if known.path == self._folder:
            return self._told(self._over_all, known.rule)
        plan = self._plans.get(known.path)
        return plan is not None and self._could_tell_of(plan, known.rule)

    def _could_tell_of(self, plan: PlanResult, rule: str) -> bool:
        """Say whether a rule was judged on a plan; where nothing of it could be read, nothing was."""
        if not plan.pack:
            return False
        return rule in self._structure or self._told({**self._over_all, **plan.outcomes}, rule)

    @staticmethod
    def _told(outcomes: Mapping[str, str], rule: str) -> bool:
        return outcomes.get(rule, "cannot_tell") != "cannot_tell"


def _findings(
    baseline: Baseline, gone: Mapping[Known, int], ground: Ground, rule: Rule, options: RunOptions
) -> Iterable[Finding]:
    lines = baseline.text.splitlines()
    for known, count in sorted(gone.items()):
        at = next((number for number, line in enumerate(lines) if _names(line, known)), 0)
        source = lines[at] if lines else ""
        yield Finding(
            rule=rule.id,
            severity=rule.severity[options.stage],
            place=Place(baseline.path, "", at + 1, 1, at + 1, len(source) + 1, source),
            message=rule.messages["" if ground.there(known.path) else "gone"],
            args=(("plan", known.path), ("rule", known.rule), ("count", str(count))),
            fingerprint=fingerprint(rule.id, known.path, known.fingerprint),
        )


def _names(line: str, known: Known) -> bool:
    return known.fingerprint in line and json.dumps(known.path, ensure_ascii=False) in line
