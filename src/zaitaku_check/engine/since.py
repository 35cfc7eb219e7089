"""Only what changed: results of plans that are as they were are left out, after the rules over all plans saw them."""

from __future__ import annotations

from collections.abc import Collection

from zaitaku_check.report.model import ChangedSince, Finding, FolderResult, Report


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
