"""The difference of two reports as text, JSON and Markdown; grouped by what may have brought it about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from zaitaku_check.report.difference import Change, Difference, PlanChange
from zaitaku_check.report.document import Facts
from zaitaku_check.report.escaping import in_code, in_markdown
from zaitaku_check.report.json_text import json_line
from zaitaku_check.report.places import of_facts
from zaitaku_check.report.shown import visible, worded
from zaitaku_check.report.wording import EXPLAINED, SEVERITY, VERDICT, named
from zaitaku_check.text_types import Bilingual

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
    words = [_weight(weight, lang) for weight in both if weight is not None]
    return " → ".join(dict.fromkeys(words))


def _weight(weight: tuple[str, bool], lang: str) -> str:
    severity, answered = weight
    name = named(SEVERITY, severity, lang)
    return Bilingual(f"{name}（{EXPLAINED.ja}）", f"{name} ({EXPLAINED.en})").of(lang) if answered else name
