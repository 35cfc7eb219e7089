"""What a change of rules does to plans: every plan judged by the old and by the new pack, and what is different."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.discover import Discovered
from zaitaku_check.engine.options import FORCED, RunOptions
from zaitaku_check.engine.run import check_file, run
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.rule import Rule, rule_order
from zaitaku_check.report.model import FolderResult, PlanResult
from zaitaku_check.text_types import Bilingual

ADDED, DROPPED, CHANGED = "added", "dropped", "changed"


class Side(NamedTuple):
    """One of the two packs: its shelf and its id there."""

    shelf: Shelf
    pack: str


class RuleChange(NamedTuple):
    """A rule that is not the same in both packs; `why` is the pack's own reason, empty where it gives none.

    `newly` and `cured` are the numbers of plans (for a rule over the folder: 1 or 0) that fail only after, only before.
    """

    rule: str
    kind: str
    title: Bilingual
    severity: tuple[str, str]
    why: Bilingual
    newly: int
    cured: int


class PlanChange(NamedTuple):
    """A plan judged otherwise: the rules that fail only after, only before, or only now cannot be told."""

    path: str
    applicant: str
    before: str
    after: str
    newly: tuple[str, ...]
    cured: tuple[str, ...]
    unsure: tuple[str, ...]

    @property
    def flips(self) -> bool:
        """Whether the verdict itself is another."""
        return self.before != self.after


class Impact(NamedTuple):
    """The whole difference; `same` plans are untouched, `others` are of another programme and were not judged."""

    rules: tuple[RuleChange, ...]
    plans: tuple[PlanChange, ...]
    folder: tuple[str, ...]
    same: int
    others: tuple[str, ...]


def impact(old: Side, new: Side, options: RunOptions, files: Discovered) -> Impact:
    """Judge the plans of the programme by both packs and return what is different."""
    mine, others = _of_programme(old, options, files)
    options = options._replace(ignore=(*options.ignore, FORCED))  # the plans of one year are judged by both packs
    before = run(old.shelf, options._replace(packs=(old.pack,)), mine)
    after = run(new.shelf, options._replace(packs=(new.pack,)), mine)
    changes = [_plan_change(was, now) for was, now in zip(before.plans, after.plans, strict=True)]
    changed = tuple(change for change in changes if change is not None)
    newly = Counter(rule for change in changed for rule in change.newly)
    cured = Counter(rule for change in changed for rule in change.cured)
    folder = _folder_changes(before.folder, after.folder)
    return Impact(
        tuple(_rule_changes(old, new, newly, cured)), changed, folder, len(changes) - len(changed), tuple(others)
    )


def _of_programme(side: Side, options: RunOptions, files: Discovered) -> tuple[Discovered, list[str]]:
    """Return the files whose plans the pack is for, or that cannot be read, and the paths of the others."""
    pack = side.shelf.pack(side.pack)
    if "programme" not in pack.form.root.fields:
        return files, []  # its plans cannot say their programme
    programme = pack.programme
    checker = Checker(side.shelf, options._replace(packs=()), folder=False)
    mine, others = [], []
    for file in files.files:
        chosen = check_file(checker, file).result.pack
        if chosen and side.shelf.pack(chosen).programme != programme:
            others.append(file.path)
        else:
            mine.append(file)
    return files._replace(files=tuple(mine)), others


def _plan_change(before: PlanResult, after: PlanResult) -> PlanChange | None:
    was, now = _failing(before), _failing(after)
    unsure = _outcomes(after, "cannot_tell") - _outcomes(before, "cannot_tell")
    if before.verdict == after.verdict and was == now and not unsure:
        return None
    applicant = next((fact.value.ja for fact in after.facts if fact.name == "applicant.name"), "")
    return PlanChange(
        after.path,
        applicant,
        before.verdict,
        after.verdict,
        newly=_in_order(now - was),
        cured=_in_order(was - now),
        unsure=_in_order(unsure),
    )


def _failing(result: PlanResult) -> frozenset[str]:
    return frozenset(finding.rule for finding in result.findings)


def _outcomes(result: PlanResult, outcome: str) -> frozenset[str]:
    return frozenset(rule for rule, each in result.outcomes.items() if each == outcome)


def _in_order(rules: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(rules, key=rule_order))


def _folder_changes(before: FolderResult | None, after: FolderResult | None) -> tuple[str, ...]:
    """Return the rules over all plans that fail only before or only after."""
    was = {rule for rule, outcome in (before.outcomes if before else {}).items() if outcome == "fail"}
    now = {rule for rule, outcome in (after.outcomes if after else {}).items() if outcome == "fail"}
    return _in_order(was ^ now)


def _rule_changes(old: Side, new: Side, newly: Counter[str], cured: Counter[str]) -> Iterable[RuleChange]:
    was = {rule.id: rule for rule in old.shelf.pack(old.pack).rules}
    now = {rule.id: rule for rule in new.shelf.pack(new.pack).rules}
    loaded = new.shelf.loaded(new.pack)
    for rule_id in _in_order(was.keys() | now.keys()):
        before, after = was.get(rule_id), now.get(rule_id)
        kind = _kind(before, after)
        shown = after or before
        if kind and shown is not None:
            severity = (_severity(before), _severity(after))
            why = _reason(loaded, rule_id)
            yield RuleChange(rule_id, kind, shown.title, severity, why, newly[rule_id], cured[rule_id])


def _kind(before: Rule | None, after: Rule | None) -> str:
    if before is None or after is None:
        return ADDED if before is None else DROPPED
    same = (before.body, before.severity, before.scope, before.needs, before.status, before.valid_from) == (
        after.body, after.severity, after.scope, after.needs, after.status, after.valid_from,
    )  # fmt: skip
    return "" if same else CHANGED


def _severity(rule: Rule | None) -> str:
    return " → ".join(dict.fromkeys(rule.severity.values())) if rule else ""


def _reason(loaded: Loaded, rule_id: str) -> Bilingual:
    """Return why the new pack dropped or replaced a rule, as it says itself."""
    for dropped in loaded.pack.meta.get("drop", ()):
        if dropped["id"] == rule_id:
            return Bilingual(**dropped["reason"])
    document, where = loaded.homes.get(rule_id, (None, ()))
    data = document.at(where) if document else {}
    return Bilingual(**data["override"]["reason"]) if "override" in data else Bilingual("", "")
