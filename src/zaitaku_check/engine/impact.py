"""What a change of rules does to plans: every plan judged by the old and by the new pack, and what is different."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.discover import Discovered
from zaitaku_check.engine.options import FORCED, RunOptions
from zaitaku_check.engine.run import check_file, run
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.eras import day_in_words
from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.named_values import choice_labels, day_of_the_year
from zaitaku_check.pack.rule import Rule, rule_order
from zaitaku_check.pack.words import NAMES, word
from zaitaku_check.report.model import FolderResult, LedgerLine, PlanResult
from zaitaku_check.text_types import Bilingual

ADDED, DROPPED, CHANGED = "added", "dropped", "changed"


class Side(NamedTuple):
    """One of the two packs: its shelf and its id there."""

    shelf: Shelf
    pack: str


class RuleChange(NamedTuple):
    """A rule that is not the same in both packs; `why` is the pack's own reason, empty where it gives none.

    `newly` and `cured` are the numbers of plans (for a rule over the folder: 1 or 0) that fail only after, only before.
    `differences` say what is asked otherwise, constant by constant: 上限: 13 → 18.
    """

    rule: str
    kind: str
    title: Bilingual
    severity: tuple[str, str]
    why: Bilingual
    newly: int
    cured: int
    differences: tuple[Bilingual, ...] = ()


class PlanChange(NamedTuple):
    """A plan judged otherwise: the rules that fail only after, only before, or only now cannot be told.

    `by_dates`: only rules on days are new, and their days have moved: the plan is one of the year before.
    """

    path: str
    applicant: str
    before: str
    after: str
    newly: tuple[str, ...]
    cured: tuple[str, ...]
    unsure: tuple[str, ...]
    by_dates: bool = False

    @property
    def flips(self) -> bool:
        """Whether the verdict itself is another."""
        return self.before != self.after


class Impact(NamedTuple):
    """The whole difference; `same` plans are untouched, `others` are of another programme and were not judged.

    `ledger` are the groups of which a number or a limit is another, before and after.
    """

    rules: tuple[RuleChange, ...]
    plans: tuple[PlanChange, ...]
    folder: tuple[str, ...]
    same: int
    others: tuple[str, ...]
    ledger: tuple[tuple[LedgerLine, LedgerLine], ...] = ()


def impact(old: Side, new: Side, options: RunOptions, files: Discovered) -> Impact:
    """Judge the plans of the programme by both packs and return what is different."""
    mine, others = _of_programme(old, options, files)
    options = options._replace(ignore=(*options.ignore, FORCED))  # the plans of one year are judged by both packs
    before = run(old.shelf, options._replace(packs=(old.pack,)), mine)
    after = run(new.shelf, options._replace(packs=(new.pack,)), mine)
    moved = _moved_days(old, new)
    changes = [_plan_change(was, now, moved) for was, now in zip(before.plans, after.plans, strict=True)]
    changed = tuple(change for change in changes if change is not None)
    newly = Counter(rule for change in changed for rule in change.newly)
    cured = Counter(rule for change in changed for rule in change.cured)
    folder = _folder_changes(before.folder, after.folder)
    rules = tuple(each for each in _rule_changes(old, new, newly, cured) if options.wants(each.rule))
    ledger = tuple(_ledger_changes(before.folder, after.folder))
    return Impact(rules, changed, folder, len(changes) - len(changed), tuple(others), ledger)


def _ledger_changes(before: FolderResult | None, after: FolderResult | None) -> Iterable[tuple[LedgerLine, LedgerLine]]:
    """Yield the groups of both ledgers of which what is used or allowed is another; what only one has is left out."""
    was = {(line.rule, line.group): line for line in (before.ledger if before else ())}
    now = {(line.rule, line.group): line for line in (after.ledger if after else ())}
    for one, two in ((was[key], now[key]) for key in was if key in now):
        if (one.used, one.limit, one.minimum) != (two.used, two.limit, two.minimum):
            yield one, two


def _moved_days(old: Side, new: Side) -> frozenset[str]:
    """Return the rules on days that both packs have and that name other days in the new one."""
    was = {rule.id: rule.body for rule in old.shelf.pack(old.pack).rules}
    changed = (rule for rule in new.shelf.pack(new.pack).rules if was.get(rule.id, rule.body) != rule.body)
    return frozenset(rule.id for rule in changed if _names_a_day(rule.body) and _names_a_day(was[rule.id]))


def _names_a_day(value: object) -> bool:
    """Return whether a condition names a day, of one year or of every fiscal year."""
    if isinstance(value, Mapping):
        return {"year", "month", "day"} <= value.keys() or any(_names_a_day(each) for each in value.values())
    if isinstance(value, list):
        return any(_names_a_day(each) for each in value)
    return isinstance(value, str) and bool(_ISO_DAY.match(value))


_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


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


def _plan_change(before: PlanResult, after: PlanResult, moved: frozenset[str]) -> PlanChange | None:
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
        by_dates=bool(now - was) and now - was <= moved and not was - now and not unsure,
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
    labels = choice_labels(loaded.data["form"]) | choice_labels(old.shelf.loaded(old.pack).data["form"])
    for rule_id in _in_order(was.keys() | now.keys()):
        before, after = was.get(rule_id), now.get(rule_id)
        kind = _kind(before, after)
        shown = after or before
        if kind and shown is not None:
            severity = (_severity(before), _severity(after))
            why = _reason(loaded, rule_id)
            counts = newly[rule_id], cured[rule_id]
            told = tuple(_differences(before.body, after.body, labels)) if before and after else ()
            yield RuleChange(rule_id, kind, shown.title, severity, why, *counts, told)


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


Labels = Mapping[str, Bilingual]
"""The labels of the form's choices, by id."""
_ASKED = ("when", "each", "check", "group_by", "limits", "minimums")


def _differences(before: Any, after: Any, labels: Labels) -> Iterable[Bilingual]:
    """Yield what two bodies of a rule ask otherwise; where their conditions are built otherwise, nothing."""
    for key in _ASKED:
        if key in before or key in after:
            yield from _between(before.get(key), after.get(key), Bilingual("", ""), labels)


def _between(before: Any, after: Any, label: Bilingual, labels: Labels) -> Iterable[Bilingual]:
    """Yield the constants that differ between two conditions, each under the name of the parameter it stands at."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping) and "month" not in before:
        for key in dict.fromkeys((*before, *after)):
            yield from _between(before.get(key), after.get(key), _named(key, before, labels) or label, labels)
    elif isinstance(before, list) and isinstance(after, list) and not any(isinstance(each, dict) for each in before):
        signed = [("＋", each) for each in after if each not in before]
        signed += [("－", each) for each in before if each not in after]
        if signed:
            said = [(sign, _said(each, labels)) for sign, each in signed]
            yield _under(label, Bilingual(" ".join(f"{sign}{each.ja}" for sign, each in said),
                                          ", ".join(f"{_SIGNS[sign]}{each.en}" for sign, each in said)))  # fmt: skip
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, two in zip(before, after, strict=True):
            yield from _between(one, two, label, labels)
    elif not isinstance(before, list | Mapping) or "month" in before:
        one, two = _said(before, labels), _said(after, labels)
        yield _under(label, Bilingual(f"{one.ja} → {two.ja}", f"{one.en} → {two.en}"))


_SIGNS = {"＋": "+", "－": "-"}


def _named(key: str, holder: Mapping[str, Any], labels: Labels) -> Bilingual | None:
    """Return how a key of a condition is called: the choice of a group, else the parameter of a word."""
    if key in labels:
        return labels[key]
    params = [word(name).params for name in NAMES if key in word(name).params and set(holder) <= set(word(name).params)]
    return params[0][key].says if params else None


def _under(label: Bilingual, said: Bilingual) -> Bilingual:
    return Bilingual(f"{label.ja}: {said.ja}", f"{label.en}: {said.en}") if label.ja else said


def _said(value: Any, labels: Labels) -> Bilingual:
    """Return a constant as a reader knows it: a choice by its label, a day in words, a number with commas."""
    if value is None:
        return Bilingual("なし", "none")
    if isinstance(value, Mapping) and "month" in value:
        return day_of_the_year(value)
    if isinstance(value, str) and _ISO_DAY.match(value):
        return day_in_words(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Bilingual(f"{value:,}", f"{value:,}")
    return labels.get(str(value), Bilingual(str(value), str(value)))
