"""The rules over all plans of a run: the marks of every plan gathered, judged by their packs, turned into findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zaitaku_check.engine.check import Brought, BroughtMark, in_order
from zaitaku_check.engine.findings import fingerprint
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.pack.folder import Account, Counted, FolderJudged, FolderPoint, FolderRule
from zaitaku_check.plan.spelling import folded
from zaitaku_check.report.nouns import Finding, FolderResult, LedgerLine, Place, Related

_ORDER = ("fail", "cannot_tell", "pass", "not_applicable")


def judge_folder(
    shelf: Shelf, options: RunOptions, folder: str, packs: Iterable[str], brought: Brought
) -> FolderResult:
    """Judge the folder rules of every pack that took part."""
    outcomes: dict[str, str] = {}
    ledger: list[LedgerLine] = []
    findings: list[Finding] = []
    done: set[str] = set()
    for name in sorted(packs):
        for rule in shelf.folder_rules(name):
            wide = bool(rule.rule.body.get("programme_wide"))
            if not options.wants(rule.rule.id) or (wide and rule.rule.id in done):
                continue
            done.add(rule.rule.id)
            judged = rule.judge(_counted(rule, name, brought.marks, wide=wide), brought.unread)
            outcomes[rule.rule.id] = _worse(judged.outcome, outcomes.get(rule.rule.id))
            ledger += [_line(rule, account) for account in judged.accounts]
            findings += _findings(rule, judged, folder, options.stage)
    return FolderResult(dict(sorted(outcomes.items())), tuple(ledger), in_order(findings))


def _counted(rule: FolderRule, pack: str, brought: Sequence[BroughtMark], *, wide: bool) -> list[Counted]:
    return [
        Counted(plan, placed.mark, placed.place)
        for plan, of, placed in brought
        if placed.rule == rule.rule.id and (wide or of == pack)
    ]


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
    return [_finding(rule, point, folder, stage) for point in judged.points]


def _finding(rule: FolderRule, point: FolderPoint, folder: str, stage: str) -> Finding:
    place = Place(folder) if point.at is None else point.at.place
    return Finding(
        rule=rule.rule.id,
        severity=rule.rule.severity[stage],
        place=place,
        message=point.message,
        args=point.args,
        related=tuple(Related(each.place, word) for each, word in point.beside),
        fingerprint=fingerprint(rule.rule.id, place.pointer, _value(point)),
    )


def _value(point: FolderPoint) -> str:
    if point.at is not None:
        return f"{point.at.mark.group}\0{point.at.mark.key}\0{folded(point.at.mark.raw)}"
    return "\0".join(
        value if isinstance(value, str) else value.en for name, value in point.args if name in ("label", "missing")
    )
