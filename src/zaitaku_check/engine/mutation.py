"""Mutation of good plans: every wrong plan made from them is judged by its whole pack, and what happens is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from zaitaku_check.engine.shelf import Shelf, compile_pack
from zaitaku_check.errors import UsageError
from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.folder import compile_folder_rule
from zaitaku_check.pack.mutants.edits import Change, Mutant, changed
from zaitaku_check.pack.mutants.folders import FolderMutant, folder_mutants
from zaitaku_check.pack.mutants.plans import reading_mutants, rule_mutants
from zaitaku_check.pack.mutants.rules import RuleTrial, try_rules
from zaitaku_check.pack.rule import Judged, Pack, Rule, RuleJudge, judge_after, pointer_of
from zaitaku_check.pack.rule_tests import abridged, demanding
from zaitaku_check.pack.tallies import Counted, Unsettled
from zaitaku_check.plan.canonical import canonical, pointers
from zaitaku_check.plan.plan import Plan
from zaitaku_check.plan.reading import read_plan
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import decode
from zaitaku_check.text_types import Bilingual


def rule_trials(shelf: Shelf, name: str) -> list[RuleTrial]:
    """Return what became of the mutants of a pack's own rules; those of a base are judged in every pack on it."""
    others = [each for each in shelf.ids if shelf.pack(name).base and shelf.pack(each).meta.get("extends") == name]
    trials: dict[tuple[str, str, str], RuleTrial] = {}
    for each in others or [name]:
        own = tuple(rule for rule in shelf.pack(each).rules if rule.pack == name)
        settled = {trial for trial in trials.values() if trial.killed}
        judging = shelf.judging(each)._replace(rules=own)
        trials |= {trial[:3]: trial for trial in try_rules(judging, shelf.loaded(each).tests, settled)}
    return list(trials.values())


Fired = frozenset[tuple[str, str]]
"""Rule and pointer of every finding."""


class Trial(NamedTuple):
    """What became of one mutant.

    `missed`: the rule it was made for did not notice; `beside`: other rules that fired and are not declared;
    `elsewhere` the places at which the rule fired that have nothing to do with the change. `excused` is the pack's own
    explanation, where it has one.
    """

    example: str
    rule: str
    operator: str
    changes: tuple[Change, ...]
    missed: bool
    beside: tuple[str, ...]
    elsewhere: tuple[str, ...]
    excused: Bilingual | None = None

    @property
    def survived(self) -> bool:
        """Whether something is not as it should be and nobody explains it."""
        return bool(self.missed or self.beside or self.elsewhere) and self.excused is None


class Bred(NamedTuple):
    """All trials of a pack, and the rules for which no mutant could be made (with the pack's explanation, if any)."""

    trials: tuple[Trial, ...]
    untried: tuple[tuple[str, Bilingual | None], ...]


def breed(shelf: Shelf, name: str, more: Iterable[tuple[str, bytes]] = ()) -> Bred:
    """Make and judge the mutants of every good plan in the pack's folder `examples`, and of others by name and content.

    Good means that no rule of the pack has anything to say; a plan that cannot be read raises UsageError.
    """
    judge = _PackJudge(shelf, name)
    loaded = shelf.loaded(name)
    trials = [trial for example, data in (*shelf.examples(name), *more) for trial in _plan_trials(judge, example, data)]
    trials += _folder_trials(judge, loaded.tests)
    tried = {trial.rule for trial in trials}
    active = [rule for rule in judge.pack.rules if rule.body and not rule.by_eye]
    untried = [(rule.id, _worded(judge.declared[rule.id].get("untried"))) for rule in active if rule.id not in tried]
    return Bred(tuple(trials), tuple(untried))


class _PackJudge:
    """A pack that says which of its rules fire on a plan, and where; overlays together with the pack below."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self.pack = shelf.judging(name)
        compiled = compile_pack(shelf.pack(name), self.pack)
        self.rules: tuple[tuple[Rule, RuleJudge], ...] = compiled.rules
        self.declared: dict[str, dict[str, Any]] = shelf.loaded(name).mutation

    def fired(self, plan: Plan) -> Fired:
        """Return the findings on a plan, those of reading included."""
        places = pointers(plan)
        fired = {(complaint.rule, complaint.pointer) for complaint in plan.complaints}
        judged: dict[str, Judged] = {}
        for rule, judge in self.rules:
            judged[rule.id] = judge_after(rule.needs, partial(_failed, judged, plan), judge, plan)
            for point in judged[rule.id].points:
                cell = point.spot.cell
                fired.add((rule.id, places.get(id(cell), "") if cell is not None else ""))
        return frozenset(fired)


def _failed(judged: Mapping[str, Judged], plan: Plan, need: str) -> list[str]:
    if need in judged:
        return [pointer_of(plan, point) for point in judged[need].points]
    return [each.pointer for each in plan.complaints if each.rule == need]


def _plan_trials(judge: _PackJudge, example: str, data: bytes) -> Iterator[Trial]:
    plan = _read(example, data, judge.pack)
    good = canonical(plan)
    plan = demanding(good, judge.pack)
    before = judge.fired(plan)
    context = Context(judge.pack.form, (judge.pack.form.root,), judge.pack.tables)
    active = [rule for rule, _judge in judge.rules]
    mutants = [mutant for rule in active for mutant in rule_mutants(rule, plan, context)]
    for mutant in (*mutants, *reading_mutants(plan)):
        after = judge.fired(demanding(changed(good, mutant.changes), judge.pack)) - before
        yield _tried(example, mutant, after, judge)


def _read(example: str, data: bytes, pack: Pack) -> Plan:
    text, _notes = decode(data)
    tree = read(text, frozenset(), Limits()) if text is not None else None
    if tree is None or tree.root is None:
        raise UsageError(Bilingual(f"記入例「{example}」を読み取れません。", f"the example “{example}” cannot be read"))
    return read_plan(tree.root, pack.form)


def _tried(example: str, mutant: Mutant, after: Fired, judge: _PackJudge) -> Trial:
    declared = judge.declared.get(mutant.rule, {})
    mine = [pointer for rule, pointer in after if rule == mutant.rule]
    also = {each["rule"] for each in declared.get("also", ())}
    beside = sorted({rule for rule, _pointer in after if rule != mutant.rule and rule not in also})
    elsewhere = sorted(pointer for pointer in mine if not _concerned(pointer, mutant.within))
    excuse = next((each["reason"] for each in declared.get("survivors", ()) if each["mutant"] == mutant.operator), None)
    found = (not mine, tuple(beside), tuple(elsewhere))
    return Trial(example, mutant.rule, mutant.operator, mutant.changes, *found, _worded(excuse))


def _concerned(pointer: str, within: Sequence[str]) -> bool:
    """Return whether a place is one of those, or on the way to one, or below one."""
    return any(_leads(pointer, other) or _leads(other, pointer) for other in within)


def _leads(way: str, pointer: str) -> bool:
    return way == pointer or pointer.startswith(f"{way}/") or (way == "" and pointer.count("/") < 2)


def _folder_trials(judge: _PackJudge, tests: Mapping[str, list[dict[str, Any]]]) -> Iterator[Trial]:
    for rule in judge.pack.rules:
        if rule.scope == "folder" and rule.body:
            for mutant in folder_mutants(rule, judge.pack, list(tests.get(rule.id, ()))):
                missed = not _notices(rule, judge.pack, mutant)
                yield Trial("tests", rule.id, mutant.operator, (), missed, (), ())


def _notices(rule: Rule, pack: Pack, mutant: FolderMutant) -> bool:
    folder = compile_folder_rule(rule, pack)
    counted = [
        Counted(f"{at:04}", mark, None, mutant.verdict)
        for at, plan in enumerate(mutant.plans)
        for mark in folder.marks(abridged(plan, pack).root)
    ]
    return folder.judge(counted, Unsettled()).outcome == "fail"


def _worded(reason: Mapping[str, str] | None) -> Bilingual | None:
    return Bilingual(reason["ja"], reason["en"]) if reason else None
