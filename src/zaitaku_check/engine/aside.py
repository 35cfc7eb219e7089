"""Findings set aside: taken out of what counts and kept where a report can name them; the verdict is judged anew."""

from __future__ import annotations

from collections.abc import Callable

from zaitaku_check.report.model import Finding, FolderResult, Ignored, PlanResult
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
