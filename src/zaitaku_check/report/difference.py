"""Two JSON reports compared: what is new, fixed, changed or still there, and what may have brought it about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from zaitaku_check.report.document import Facts
from zaitaku_check.report.model import SEVERITIES
from zaitaku_check.report.shown import common_folder

STATES: Final = ("new", "changed", "fixed", "still")
CAUSES: Final = ("added", "removed", "plan", "rules", "plans", "stage", "answers", "as_of", "tool")
"""What may lie behind a difference: the plan came, went or changed; its rules changed; other plans did (for a rule over
all plans); the run was asked something else; the tool itself changed."""


class Change(NamedTuple):
    """One finding in the light of both reports: `finding` is the new one, or the old one where it is fixed.

    `before` is the old severity and whether an answer counted, None for a new finding; `after` likewise.
    """

    state: str
    finding: Facts
    before: tuple[str, bool] | None
    after: tuple[str, bool] | None
    because: tuple[str, ...]


class PlanChange(NamedTuple):
    """One plan in the light of both reports: its verdicts, None where it is not there."""

    path: str
    before: str | None
    after: str | None
    because: tuple[str, ...]


class Difference(NamedTuple):
    """Everything two reports differ in; changes and plans are ordered by path, line and rule."""

    old: Facts
    new: Facts
    plans: tuple[PlanChange, ...]
    changes: tuple[Change, ...]

    def of(self, state: str) -> tuple[Change, ...]:
        """Return the changes of one state."""
        return tuple(change for change in self.changes if change.state == state)


def compare(old: Facts, new: Facts) -> Difference:
    """Compare two reports of schema report-1. Findings are the same where path and fingerprint are.

    Where the reports have no plan's path in common, paths count from the folder that each report's plans lie in, so
    that two rounds kept in two folders can be compared.
    """
    old, new = _aligned(old, new)
    causes = _Causes(old, new)
    before, after = _by_identity(old), _by_identity(new)
    changes = [
        change
        for identity in before.keys() | after.keys()
        for change in _changes(before.get(identity, []), after.get(identity, []), causes)
    ]
    paths = sorted(causes.old.keys() | causes.new.keys())
    plans = (PlanChange(path, *causes.verdicts(path), causes.of_plan(path)) for path in paths)
    return Difference(old, new, tuple(plans), tuple(sorted(changes, key=_order)))


def worst_new(difference: Difference) -> str | None:
    """Return the gravest severity that is new: of new findings, and of findings that have become graver."""
    grave = [change for change in difference.of("new") if change.after and not _settled(change.after)]
    grave += [change for change in difference.of("changed") if _worse(change)]
    severities = {str(change.finding["severity"]) for change in grave}
    return next((severity for severity in SEVERITIES if severity in severities), None)


def _worse(change: Change) -> bool:
    if change.before is None or change.after is None or _settled(change.after):
        return False
    graver = SEVERITIES.index(change.after[0]) < SEVERITIES.index(change.before[0])
    return graver or _settled(change.before)


def _settled(state: tuple[str, bool]) -> bool:
    severity, answered = state
    return answered and severity != "error"


def _changes(before: list[Facts], after: list[Facts], causes: _Causes) -> Iterator[Change]:
    """Yield the changes of findings that are one and the same, paired in their order."""
    for number in range(max(len(before), len(after))):
        one = before[number] if number < len(before) else None
        other = after[number] if number < len(after) else None
        was, now = _weight(one), _weight(other)
        state = "new" if was is None else "fixed" if now is None else "still" if was == now else "changed"
        finding: Facts = other or one or {}
        yield Change(state, finding, was, now, () if state == "still" else causes.of_finding(finding, was, now))


def _weight(finding: Facts | None) -> tuple[str, bool] | None:
    return None if finding is None else (finding["severity"], "answer" in finding)


def _by_identity(report: Facts) -> dict[tuple[str, str, str], list[Facts]]:
    found: dict[tuple[str, str, str], list[Facts]] = defaultdict(list)
    for finding in report["findings"]:
        found[finding["path"], finding["rule"], finding["fingerprint"]].append(finding)
    return found


def _order(change: Change) -> tuple[str, int, int, str, int, str]:
    finding = change.finding
    place = (finding["path"], finding["line"] or 0, finding["column"] or 0)
    return (*place, finding["rule"], STATES.index(change.state), finding["fingerprint"])


class _Causes:
    """What changed between two reports, as far as they say."""

    def __init__(self, old: Facts, new: Facts) -> None:
        self.old: Mapping[str, Facts] = {plan["path"]: plan for plan in old["plans"]}
        self.new: Mapping[str, Facts] = {plan["path"]: plan for plan in new["plans"]}
        self._packs = tuple({pack["id"]: pack["digest"] for pack in report["packs"]} for report in (old, new))
        self._over_all = {rule for report in (old, new) for rule in (report["folder"] or {"outcomes": {}})["outcomes"]}
        self._run = tuple(
            cause
            for cause, one, other in (
                ("stage", old.get("stage"), new.get("stage")),
                ("as_of", old["as_of"], new["as_of"]),
                ("tool", old["tool"]["version"], new["tool"]["version"]),
            )
            if one != other
        )

    def verdicts(self, path: str) -> tuple[str | None, str | None]:
        """Return a plan's old and new verdict."""
        one, other = self.old.get(path), self.new.get(path)
        return (one["verdict"] if one else None), (other["verdict"] if other else None)

    def of_plan(self, path: str) -> tuple[str, ...]:
        """Return what changed about a plan: itself, its rules."""
        one, other = self.old.get(path), self.new.get(path)
        if one is None or other is None:
            return () if one is other else ("added",) if one is None else ("removed",)
        changed = ("plan",) if one["digest"] != other["digest"] else ()
        return (*changed, "rules") if self._rules_changed(one["pack"], other["pack"]) else changed

    def of_finding(
        self, finding: Facts, before: tuple[str, bool] | None, after: tuple[str, bool] | None
    ) -> tuple[str, ...]:
        """Return what may have brought a difference about: what changed and bears on it, else how it was run."""
        causes = list(self.of_plan(finding["path"]))
        if finding["path"] not in self.old and finding["path"] not in self.new:
            causes += ["rules"] if self._packs[0] != self._packs[1] else []
        if finding["rule"] in self._over_all and self._others_changed(finding["path"]):
            causes.append("plans")
        if before and after and before[1] != after[1]:
            causes = ["answers"]
        if "stage" in self._run and before and after and before[0] != after[0]:
            causes.append("stage")
        return tuple(causes or self._run)

    def _rules_changed(self, one: str, other: str) -> bool:
        old, new = self._packs
        return one != other or old.get(one) != new.get(other)

    def _others_changed(self, path: str) -> bool:
        every = self.old.keys() | self.new.keys()
        return any({"added", "removed", "plan"} & {*self.of_plan(other)} for other in every if other != path)


def _aligned(old: Facts, new: Facts) -> tuple[Facts, Facts]:
    paths = [[plan["path"] for plan in report["plans"]] for report in (old, new)]
    if not all(paths) or {*paths[0]} & {*paths[1]}:
        return old, new
    folders = [common_folder(each) or _folder_of(each[0]) for each in paths]
    return _relative(old, folders[0]), _relative(new, folders[1])


def _folder_of(path: str) -> str:
    return path[: max(path.rfind("/"), path.rfind("\\")) + 1]


def _relative(report: Facts, folder: str) -> Facts:
    """Return a report with the paths of plans and findings counted from a folder; the folder itself is `.`."""

    def short(part: Facts) -> Facts:
        path = part["path"]
        return {**part, "path": "." if path == folder.rstrip("/\\") else path.removeprefix(folder)}

    return {**report, "plans": [*map(short, report["plans"])], "findings": [*map(short, report["findings"])]}
