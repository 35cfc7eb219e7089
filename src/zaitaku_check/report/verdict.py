"""The verdict of a plan, and the sums of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from zaitaku_check.named import NamedTuple
from zaitaku_check.report.model import SEVERITIES, VERDICTS, Finding, Ignored, PlanResult, Report

_Place = tuple[str, int, int, str, str, str]


class Summary(NamedTuple):
    """The sums of a run: `verdicts` and `severities` have every name, also with 0; `plans` were really checked.

    `narrowed`: the verdict of some plan that is ready does not cover every rule that could return it.
    """

    plans: int
    verdicts: dict[str, int]
    severities: dict[str, int]
    refused: int
    skipped: int
    ignored: int
    answered: int = 0
    narrowed: bool = False


def verdict(findings: Iterable[Finding], outcomes: Mapping[str, str]) -> str:
    """Return a plan's verdict from its own findings and outcomes, the first that holds, worst first."""
    severities = {finding.severity for finding in findings if asks(finding)}
    if "error" in severities:
        return "return"
    if "cannot_tell" in outcomes.values():
        return "unchecked"
    return "explain" if "warning" in severities else "ready"


def judged_anew(plan: PlanResult, findings: tuple[Finding, ...]) -> PlanResult:
    """Return a plan's result with other findings and the verdict they give; one that no pack judged keeps its own."""
    return plan._replace(findings=findings, verdict=verdict(findings, plan.outcomes) if plan.pack else plan.verdict)


def asks(finding: Finding) -> bool:
    """Say whether a finding asks for anything: an answered one does not, an error always does."""
    return finding.answer is None or finding.severity == "error"


def explained(plan: PlanResult) -> bool:
    """Say whether a plan is ready because what was to be explained has been explained."""
    return plan.verdict == "ready" and any(not asks(finding) for finding in plan.findings)


def narrowed(plan: PlanResult) -> bool:
    """Say whether a verdict that returns nothing holds only for the rules that were not left out on request."""
    return bool(plan.deselected) and plan.verdict in ("ready", "explain")


def summarise(report: Report) -> Summary:
    """Count plans by verdict and the findings of plans and folder by severity; refused files have no verdict."""
    verdicts = [plan.verdict for plan in report.plans if plan.refused is None]
    severities = [finding.severity for finding in every_finding(report)]
    return Summary(
        plans=len(verdicts),
        verdicts={name: verdicts.count(name) for name in VERDICTS},
        severities={name: severities.count(name) for name in SEVERITIES},
        refused=len(report.plans) - len(verdicts),
        skipped=len(report.skipped),
        ignored=sum(1 for _ in ignored_in(report)),
        answered=sum(not asks(finding) for finding in every_finding(report)),
        narrowed=any(plan.verdict == "ready" and narrowed(plan) for plan in report.plans),
    )


def checked_plans(report: Report) -> tuple[PlanResult, ...]:
    """Return the plans that could be read as files, in the report's order."""
    return tuple(plan for plan in report.plans if plan.refused is None)


def findings_of(report: Report) -> Iterator[Finding]:
    """Yield every finding of a run in a total order: by place, then rule."""
    return in_order(every_finding(report))


def every_finding(report: Report) -> Iterator[Finding]:
    """Yield every finding of a run: of the plans, of the folder, about the files that were brought along."""
    for plan in report.plans:
        yield from plan.findings
    yield from report.folder.findings if report.folder else ()
    yield from record_findings(report)


def in_order(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings in a total order: by place, then rule, then words.

    Paths are compared first and by themselves: where there are many findings, they need no keys of their own for it.
    """
    for _, here in groupby(sorted(findings, key=_path), key=_path):
        for _, alike in groupby(sorted(here, key=_place), key=_place):
            yield from by_words(list(alike))


def by_words(alike: list[Finding]) -> list[Finding]:
    """Return the findings of one rule at one place in order; to write their words out for one would be in vain."""
    return alike if len(alike) == 1 else sorted(alike, key=_words)


def record_findings(report: Report) -> tuple[Finding, ...]:
    """Return the findings about the files that were brought along: the record of answers, the baseline."""
    return tuple(finding for record in (report.answers, report.baseline) if record for finding in record.findings)


def folder_findings(report: Report) -> tuple[Finding, ...]:
    """Return the findings over all plans, rule by rule, as pages show them."""
    findings = report.folder.findings if report.folder else ()
    return tuple(sorted(in_order(findings), key=lambda finding: finding.rule))


def ignored_in(report: Report) -> Iterator[Ignored]:
    """Yield the findings that were set aside, of plans and folder, by place."""
    mine = [ignored for plan in report.plans for ignored in plan.ignored]
    folder = report.folder.ignored if report.folder else ()
    yield from sorted([*mine, *folder], key=lambda ignored: _order(ignored.finding))


def _order(finding: Finding) -> tuple[_Place, str]:
    return _place(finding), _words(finding)


def _path(finding: Finding) -> str:
    return finding.place.path


def _place(finding: Finding) -> _Place:
    place = finding.place
    return place.path, place.line or 0, place.column or 0, finding.rule, place.pointer, finding.fingerprint


def _words(finding: Finding) -> str:
    """Return what decides between findings at one place; to write it out for all would take the most time and room."""
    return repr(finding.args)


def returned(report: Report) -> frozenset[str]:
    """Return the paths of the plans that are sent back as they are."""
    return frozenset(plan.path for plan in report.plans if plan.verdict == "return")
