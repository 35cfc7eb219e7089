"""Two JSON reports compared: what is new, fixed, changed or still there, why; in text, JSON and Markdown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from zaitaku_check.report.document import Facts
from zaitaku_check.report.escaping import in_code, in_markdown
from zaitaku_check.report.json_text import json_line
from zaitaku_check.report.model import SEVERITIES
from zaitaku_check.report.places import of_facts
from zaitaku_check.report.shown import common_folder, visible, worded
from zaitaku_check.report.wording import EXPLAINED, SEVERITY, VERDICT, named
from zaitaku_check.text_types import Bilingual

STATES: Final = ("new", "changed", "fixed", "still")


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


SCHEMA: Final = "zaitaku-check/diff-1"
STATE: Final = {
    "new": Bilingual("新しい指摘", "new"),
    "changed": Bilingual("重要度が変わった指摘", "changed"),
    "fixed": Bilingual("解消した指摘", "fixed"),
    "still": Bilingual("続いている指摘", "still there"),
}
SIGN: Final = {"new": "+", "changed": "~", "fixed": "-", "still": "="}
CAUSE: Final = {
    "added": Bilingual("計画書が加わったため", "the plan was added"),
    "removed": Bilingual("計画書がなくなったため", "the plan was removed"),
    "plan": Bilingual("計画書が変わったため", "the plan changed"),
    "rules": Bilingual("ルールが変わったため", "the rules changed"),
    "plans": Bilingual("ほかの計画書が変わったため", "other plans changed"),
    "stage": Bilingual("段階が変わったため", "the stage changed"),
    "answers": Bilingual("説明の記録が変わったため", "the answers changed"),
    "as_of": Bilingual("基準日が変わったため", "the day of the check changed"),
    "tool": Bilingual("ツールの版が変わったため", "the tool's version changed"),
}
_UNKNOWN: Final = Bilingual("変わった理由が報告からは分かりません", "why cannot be told from the reports")


def as_json(difference: Difference, lang: str) -> str:
    """Return the difference as `diff-1.schema.json` describes it, one plan and one finding a line."""
    del lang
    head = {
        "schema": SCHEMA,
        "old": _about(difference.old),
        "new": _about(difference.new),
        "summary": {state: len(difference.of(state)) for state in STATE},
    }
    members = [f"{json_line(name)}: {json_line(value)}" for name, value in head.items()]
    for name, facts in (
        ("plans", map(_plan_facts, difference.plans)),
        ("findings", map(_change_facts, difference.changes)),
    ):
        lines = ",\n  ".join(json_line(each) for each in facts)
        members.append(f'"{name}": [\n  {lines}\n ]' if lines else f'"{name}": []')
    return "{" + ",\n ".join(members) + "}\n"


def as_text(difference: Difference, lang: str) -> str:
    """Return the difference for people: what changed, under what may have brought it about; what stayed is counted."""
    lines = [_sums(difference, lang)]
    lines += [f"  {_verdicts(plan, lang)}" for plan in _other_verdict(difference)]
    for cause, changes in _by_cause(difference, lang):
        lines += ["", cause, *(f"  {_line(change, lang)}" for change in changes)]
    return "\n".join(lines) + "\n"


def as_markdown(difference: Difference, lang: str) -> str:
    """Return the difference as Markdown, with the same groups."""
    title = Bilingual("二つの検査結果の違い", "What changed between two checks").of(lang)
    lines = [f"# {title}", "", in_markdown(_sums(difference, lang)), ""]
    lines += [f"- {in_markdown(_verdicts(plan, lang))}" for plan in _other_verdict(difference)]
    for cause, changes in _by_cause(difference, lang):
        lines += ["", f"## {cause}", "", *(_item(change, lang) for change in changes)]
    return "\n".join(lines) + "\n"


FORMATS: Final[dict[str, Callable[[Difference, str], str]]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
}


def _about(report: Facts) -> Facts:
    return {name: report[name] for name in ("tool", "as_of", "packs", "summary")} | {"stage": report.get("stage")}


def _plan_facts(plan: PlanChange) -> Facts:
    return {"path": plan.path, "before": plan.before, "after": plan.after, "because": [*plan.because]}


def _change_facts(change: Change) -> Facts:
    before, after = (
        None if weight is None else {"severity": weight[0], "answered": weight[1]}
        for weight in (change.before, change.after)
    )
    return {
        "state": change.state,
        "because": [*change.because],
        "before": before,
        "after": after,
        "finding": change.finding,
    }


def _sums(difference: Difference, lang: str) -> str:
    counts = {state: len(difference.of(state)) for state in STATE}
    if lang == "ja":
        return "、".join(f"{pair.ja} {counts[state]:,}件" for state, pair in STATE.items())
    return ", ".join(f"{counts[state]:,} {pair.en}" for state, pair in STATE.items())


def _other_verdict(difference: Difference) -> Iterator[PlanChange]:
    return (plan for plan in difference.plans if plan.before != plan.after)


def _verdicts(plan: PlanChange, lang: str) -> str:
    none = Bilingual("なし", "none").of(lang)
    before, after = (named(VERDICT, each, lang) if each else none for each in (plan.before, plan.after))
    return f"{visible(plan.path)}: {before} → {after}"


def _by_cause(difference: Difference, lang: str) -> Iterator[tuple[str, list[Change]]]:
    """Yield causes in words with their changes, those of one cause together; what stayed is left out."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in difference.changes:
        if change.state != "still":
            groups.setdefault(change.because, []).append(change)
    order = [*CAUSE]
    for because in sorted(groups, key=lambda causes: [order.index(cause) for cause in causes] or [len(order)]):
        words = [worded(CAUSE[cause], lang) for cause in because] or [worded(_UNKNOWN, lang)]
        yield Bilingual("、又は", ", or ").of(lang).join(words), groups[because]


def _line(change: Change, lang: str) -> str:
    finding = change.finding
    where = visible(of_facts(finding))
    return f"{SIGN[change.state]} {_weights(change, lang)} {finding['rule']}  {where}  {_said(finding)}"


def _item(change: Change, lang: str) -> str:
    finding = change.finding
    state = worded(STATE[change.state], lang)
    head = (
        f"- **{state}** {_weights(change, lang)} {in_markdown(finding['rule'])} {in_code(visible(of_facts(finding)))}"
    )
    return f"{head} {in_markdown(_said(finding))}"


def _said(finding: Facts) -> str:
    return visible(finding["message"])


def _weights(change: Change, lang: str) -> str:
    """Return the severity, or both where it changed."""
    both: Iterable[tuple[str, bool] | None] = (change.before, change.after)
    words = [_weight_in_words(weight, lang) for weight in both if weight is not None]
    return " → ".join(dict.fromkeys(words))


def _weight_in_words(weight: tuple[str, bool], lang: str) -> str:
    severity, answered = weight
    name = named(SEVERITY, severity, lang)
    return Bilingual(f"{name}（{EXPLAINED.ja}）", f"{name} ({EXPLAINED.en})").of(lang) if answered else name
