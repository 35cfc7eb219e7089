"""What is left out of a finished report: findings that were set aside, and plans that have not changed.

What is left out stays where a report can name it, and the verdict is judged anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from zaitaku_check.report.model import ChangedSince, Finding, FolderResult, Ignored, PlanResult, Report
from zaitaku_check.report.verdict import judged_anew

Choose = Callable[[Finding], Ignored | None]
"""Says of a finding how it is set aside, or None where it stays."""


def leave_out(plan: PlanResult, choose: Choose) -> PlanResult:
    """Return a plan's result without the findings that `choose` takes.

    Where an error kept every rule from being judged, that error stays: nothing unchecked is passed.
    """
    kept, ignored = _dealt(plan.findings, choose if plan.pack else _unless_error(choose))
    if not ignored:
        return plan
    return judged_anew(plan, kept)._replace(ignored=(*plan.ignored, *ignored))


def leave_out_of_folder(folder: FolderResult, choose: Choose) -> FolderResult:
    """Return the results over all plans without the findings that `choose` takes."""
    kept, ignored = _dealt(folder.findings, choose)
    return folder._replace(findings=kept, ignored=(*folder.ignored, *ignored)) if ignored else folder


def _dealt(findings: tuple[Finding, ...], choose: Choose) -> tuple[tuple[Finding, ...], tuple[Ignored, ...]]:
    chosen = [(finding, choose(finding)) for finding in findings]
    kept = tuple(finding for finding, ignored in chosen if ignored is None)
    return kept, tuple(ignored for _finding, ignored in chosen if ignored is not None)


def _unless_error(choose: Choose) -> Choose:
    return lambda finding: None if finding.severity == "error" else choose(finding)


def only_changed(report: Report, revision: str, unchanged: Collection[str], *, gone: bool) -> Report:
    """Return the report without the plans whose paths are `unchanged`; files that cannot be read stay.

    Of the findings over all plans those stay that touch a changed plan, and the folder's own where any plan changed or
    is `gone`.
    """
    plans = tuple(plan for plan in report.plans if plan.refused is not None or plan.path not in unchanged)
    changed = {plan.path for plan in plans}
    left_out = tuple(plan.path for plan in report.plans if plan.path not in changed)
    folder = report.folder and _touched(report.folder, changed, gone=gone)
    return report._replace(plans=plans, folder=folder, since=ChangedSince(revision, left_out))


def _touched(folder: FolderResult, changed: set[str], *, gone: bool) -> FolderResult:
    def stays(finding: Finding) -> bool:
        if finding.place.line is None:
            return gone or bool(changed)
        places = (finding.place, *(related.place for related in finding.related))
        return any(place.path in changed for place in places)

    return folder._replace(
        findings=tuple(finding for finding in folder.findings if stays(finding)),
        ignored=tuple(ignored for ignored in folder.ignored if stays(ignored.finding)),
    )
