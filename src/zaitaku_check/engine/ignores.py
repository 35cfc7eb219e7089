"""Ignoring with a reason: comments in a plan that set findings aside, where whoever runs the tool allows them.

`# zaitaku-check: ignore[R204] 理由: …` at the end of the finding's line, or on a line of its own above. A comment that
cannot count (no reason, unknown rule, a rule that may not be ignored, nothing to ignore) is a finding itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from zaitaku_check.engine.check import in_order
from zaitaku_check.engine.findings import Scene, fingerprint, place_of, rule_card
from zaitaku_check.engine.options import RunOptions, as_id
from zaitaku_check.engine.set_aside import leave_out, leave_out_of_folder
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.named import NamedTuple
from zaitaku_check.report.model import Finding, FolderResult, Ignored, PlanResult, Report
from zaitaku_check.report.verdict import judged_anew
from zaitaku_check.source.comments import Comment, comments
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import Text
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual

ILL_WRITTEN, NO_REASON, UNKNOWN, NOT_ALLOWED, STALE = "I001", "I002", "I003", "I004", "I005"
TextOf = Callable[[PlanResult], Text | None]
"""Gives the text a plan was judged by; None where it is not to be had, or holds no comment for this tool."""

_WORD = re.compile(r"ignore[ \t]*[\[［]([^\]］]*)[\]］][ \t\u3000、,]*(.*)", re.DOTALL)
_REASON = re.compile(r"(?:理由|reason)[ \t\u3000]*[:：][ \t\u3000]*(.*)", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"[,，、\s]+")


class _Doubt(NamedTuple):
    """What is wrong with a comment: the rule about comments, the variant of its message, what fills it."""

    rule: str
    variant: str = ""
    args: tuple[tuple[str, str | Bilingual], ...] = ()


class _Heard(NamedTuple):
    """What the comments of one plan come to: the findings they take with the reasons, and findings about themselves."""

    taken: dict[Finding, str]
    about: tuple[Finding, ...]


def apply_ignores(report: Report, shelf: Shelf, options: RunOptions, text_of: TextOf) -> Report:
    """Return the report with every finding set aside that a comment in its own plan asks for, verdicts judged anew."""
    listener = _Listener(report.folder, shelf, options)
    heard = {plan.path: each for plan in report.plans if (each := listener.plan(plan, text_of(plan))) is not None}
    if not heard:
        return report
    taken = {finding: reason for each in heard.values() for finding, reason in each.taken.items()}

    def choose(finding: Finding) -> Ignored | None:
        return Ignored(finding, "inline", taken[finding]) if finding in taken else None

    plans = tuple(_with(leave_out(plan, choose), heard.get(plan.path)) for plan in report.plans)
    folder = report.folder and leave_out_of_folder(report.folder, choose)
    said = {finding.rule for each in heard.values() for finding in each.about}
    structure = shelf.structure()
    cards = {rule.id: rule_card(rule, structure, options.stage) for rule in structure.rules if rule.id in said}
    return report._replace(plans=plans, folder=folder, rules={**cards, **report.rules})


def _with(plan: PlanResult, heard: _Heard | None) -> PlanResult:
    """Return a plan with the findings about its comments."""
    if heard is None or not heard.about:
        return plan
    findings = in_order([*plan.findings, *heard.about])
    return judged_anew(plan, findings)


class _Listener:
    """Compares comments with what a run found, and with what may be ignored at all."""

    def __init__(self, folder: FolderResult | None, shelf: Shelf, options: RunOptions) -> None:
        self._folder = folder
        self._shelf = shelf
        self._options = options
        self._ids = shelf.rule_ids()
        self._structure = {rule.id: rule for rule in shelf.structure().rules}
        self._over_all: dict[str, list[Finding]] = {}
        for each in folder.findings if folder else ():
            self._over_all.setdefault(each.place.path, []).append(each)

    def plan(self, plan: PlanResult, text: Text | None) -> _Heard | None:
        """Return what the comments of a plan come to, None where it has none."""
        tree = read(text, self._shelf.index.keys, self._options.limits, lists=self._shelf.index.lists) if text else None
        if text is None or tree is None or tree.root is None:
            return None
        found = comments(text, tree.root)
        if not found:
            return None
        here = [*plan.findings, *self._over_all.get(plan.path, ())]
        taken: dict[Finding, str] = {}
        about: list[Finding] = []
        for comment in found:
            doubts = self._hear(comment, plan, here, taken)
            scene = Scene(plan.path, text, None)
            about += [self._finding(scene, comment, each) for each in doubts if self._says(each.rule)]
        return _Heard(taken, tuple(about))

    def _hear(
        self, comment: Comment, plan: PlanResult, here: list[Finding], taken: dict[Finding, str]
    ) -> Iterator[_Doubt]:
        """Take the findings a comment is about, and yield what is wrong with it."""
        if not comment.addressed:
            yield _Doubt(ILL_WRITTEN, "name", (("name", comment.name),))
            return
        word = _WORD.fullmatch(comment.says)
        ids = [as_id(each) for each in _BETWEEN.split(word[1]) if each] if word else []
        if word is None or not ids:
            yield _Doubt(ILL_WRITTEN, "" if word is None else "none")
            return
        reason = _REASON.fullmatch(word[2])
        if reason is None or not reason[1].strip():
            yield _Doubt(NO_REASON)
            return
        for rule_id in dict.fromkeys(ids):
            meant = [each for each in here if each.rule == rule_id and each.place.line in comment.lines]
            doubt = self._doubt(rule_id, plan, meant)
            if doubt is None:
                taken.update(dict.fromkeys(meant, reason[1].strip()))
            else:
                yield doubt

    def _doubt(self, rule_id: str, plan: PlanResult, meant: list[Finding]) -> _Doubt | None:
        """Return what keeps a rule from being ignored here, None where nothing does."""
        args = (("rule", rule_id),)
        if rule_id not in self._ids:
            near = nearest(rule_id, self._ids)
            return _Doubt(UNKNOWN, "near", (*args, ("near", near[0]))) if near else _Doubt(UNKNOWN, "", args)
        if rule_id in self._structure and self._severity(rule_id) == "error":
            return _Doubt(NOT_ALLOWED, "reading", args)
        if rule_id in self._locked(plan):
            return _Doubt(NOT_ALLOWED, "", args)
        return None if meant or not self._judged(rule_id, plan) else _Doubt(STALE, "", args)

    def _locked(self, plan: PlanResult) -> set[str]:
        names = [name for name in (plan.pack, *self._options.packs) if name]
        return {rule_id for name in names for rule_id in self._shelf.pack(name).meta.get("locked", ())}

    def _judged(self, rule_id: str, plan: PlanResult) -> bool:
        """Say whether a rule could have had a finding in this run, so that its absence means something."""
        if rule_id in self._structure:
            return self._options.wants(rule_id)
        folder = self._folder.outcomes if self._folder else {}
        return plan.outcomes.get(rule_id, folder.get(rule_id, "cannot_tell")) != "cannot_tell"

    def _severity(self, rule_id: str) -> str:
        return self._structure[rule_id].severity[self._options.stage]

    def _says(self, rule_id: str) -> bool:
        """Say whether a finding about a comment is shown; errors are, unless ignored by name on the command line."""
        if self._severity(rule_id) == "error":
            return not (self._options.ignore and rule_id.startswith(self._options.ignore))
        return self._options.wants(rule_id)

    def _finding(self, scene: Scene, comment: Comment, doubt: _Doubt) -> Finding:
        rule = self._structure[doubt.rule]
        return Finding(
            rule=rule.id,
            severity=rule.severity[self._options.stage],
            place=place_of(scene, comment.span, ""),
            message=rule.messages[doubt.variant],
            args=doubt.args,
            remedy=rule.remedies.get(doubt.variant),
            fingerprint=fingerprint(rule.id, "", "\0".join((comment.says, str(dict(doubt.args).get("rule", ""))))),
        )
