"""The rules over all plans of a run: the marks of every plan gathered, judged by their packs, turned into findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from sys import intern

from zaitaku_check.engine.check import PlacedMark, in_order
from zaitaku_check.engine.findings import fingerprint
from zaitaku_check.engine.gathered import Gathered, place_in, without_path
from zaitaku_check.engine.notice import as_of_day
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.pack.folder import FolderRule
from zaitaku_check.pack.tallies import Account, Counted, FolderJudged, FolderPoint
from zaitaku_check.report.nouns import Finding, FolderResult, LedgerLine, Place, Related
from zaitaku_check.text_forms import folded

_ORDER = ("fail", "cannot_tell", "pass", "not_applicable")


def judge_folder(
    shelf: Shelf, options: RunOptions, folder: str, packs: Iterable[str], brought: Gathered
) -> FolderResult:
    """Judge the folder rules of every pack that took part."""
    outcomes: dict[str, str] = {}
    ledger: list[LedgerLine] = []
    findings: list[Finding] = []
    for rule, pack in _to_judge(shelf, options, packs):
        outcome, lines, found = _said_of(rule, pack, folder, options, brought)
        outcomes[rule.rule.id] = _worse(outcome, outcomes.get(rule.rule.id))
        ledger += lines
        findings += found
    return FolderResult(dict(sorted(outcomes.items())), tuple(ledger), in_order(findings))


def _to_judge(shelf: Shelf, options: RunOptions, packs: Iterable[str]) -> Iterator[tuple[FolderRule, str | None]]:
    """Yield the rules that are wanted, each with the pack whose plans it is about; None: the plans of all packs."""
    done: set[str] = set()
    for name in sorted(packs):
        for rule in shelf.folder_rules(name):
            wide = bool(rule.rule.body.get("programme_wide"))
            if options.wants(rule.rule.id) and not (wide and rule.rule.id in done):
                done.add(rule.rule.id)
                yield rule, None if wide else name


def _said_of(
    rule: FolderRule, pack: str | None, folder: str, options: RunOptions, brought: Gathered
) -> tuple[str, list[LedgerLine], list[Finding]]:
    """Return what one rule says: its outcome, its lines of the ledger, its findings; the marks are free again then."""
    judged = _judged(rule, brought.of(rule.rule.id, pack), brought)
    now = rule._replace(rule=as_of_day(rule.rule, options.as_of))
    lines = [_line(rule, account) for account in judged.accounts]
    return judged.outcome, lines, _findings(now, judged, folder, options.stage)


def _judged(rule: FolderRule, counted: list[Counted], brought: Gathered) -> FolderJudged:
    """Judge a rule over all marks, and again with those marks looked at closely of which there is something to say."""
    judged = rule.judge(counted, brought.unread)
    vague = _beside(judged)
    if not vague:
        return judged
    return rule.judge(list(_looked_at(rule, counted, vague, brought.look)), brought.unread)


def _beside(judged: FolderJudged) -> set[str]:
    """Return the plans with slim marks that stand beside the points of a judgement."""
    every = {id(point.beside): point.beside for point in judged.points}.values()
    return {each.plan for beside in every for each, _word in beside if each.place is None}


def _looked_at(
    rule: FolderRule, counted: Sequence[Counted], plans: set[str], look: Callable[[str], Sequence[PlacedMark]]
) -> Iterator[Counted]:
    """Yield the marks, those of some plans with their places and words; a plan that is no longer there stays vague."""
    closer: dict[str, Iterator[PlacedMark]] = {}
    for each in counted:
        if each.plan not in plans:
            yield each
            continue
        if each.plan not in closer:
            closer[each.plan] = (placed for placed in look(each.plan) if placed.rule == rule.rule.id)
        mine = next(closer[each.plan], None)
        yield each._replace(mark=mine.mark, place=without_path(mine.place)) if mine else each._replace(place=())


def _worse(outcome: str, other: str | None) -> str:
    return outcome if other is None else min(outcome, other, key=_ORDER.index)


def _line(rule: FolderRule, account: Account) -> LedgerLine:
    return LedgerLine(
        rule=rule.rule.id,
        group=account.group,
        label=account.label,
        used=account.used,
        limit=account.limit,
        plans=account.plans,
        at_least=account.at_least,
        beyond=account.beyond,
        unit=account.unit,
        minimum=account.minimum,
    )


def _findings(rule: FolderRule, judged: FolderJudged, folder: str, stage: str) -> list[Finding]:
    """Return the findings of a judgement; what stands beside several of them is made once."""
    every = {id(point.beside): point.beside for point in judged.points}
    named = {(id(each), word): Related(place_in(each), word) for beside in every.values() for each, word in beside}
    related = {key: tuple(named[id(each), word] for each, word in beside) for key, beside in every.items()}
    return [_finding(rule, point, folder, stage, related[id(point.beside)]) for point in judged.points]


def _finding(rule: FolderRule, point: FolderPoint, folder: str, stage: str, related: tuple[Related, ...]) -> Finding:
    place = Place(folder) if point.at is None else place_in(point.at)
    return Finding(
        rule=rule.rule.id,
        severity=rule.rule.severity[stage],
        place=place,
        message=point.message,
        args=point.args,
        related=related,
        fingerprint=intern(fingerprint(rule.rule.id, place.pointer, _value(point))),
    )


def _value(point: FolderPoint) -> str:
    if point.at is not None:
        return f"{point.at.mark.group}\0{point.at.mark.key}\0{folded(point.at.mark.raw)}"
    return "\0".join(
        value if isinstance(value, str) else value.en for name, value in point.args if name in ("label", "missing")
    )
