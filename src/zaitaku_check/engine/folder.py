"""The rules over all plans of a run: judged by their packs over what the plans bring, and turned into findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from sys import intern

from zaitaku_check.engine.check import Checked, in_order
from zaitaku_check.engine.findings import fingerprint
from zaitaku_check.engine.notice import as_of_day
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.pack.folder import FolderRule
from zaitaku_check.pack.tallies import Account, Counted, FolderJudged, FolderPoint, Unsettled
from zaitaku_check.report.model import Finding, FolderResult, LedgerLine, Place, Related

_ORDER = ("fail", "cannot_tell", "pass", "not_applicable")


def judge_folder(
    shelf: Shelf, options: RunOptions, folder: str, packs: Iterable[str], brought: Sequence[Checked]
) -> FolderResult:
    """Judge the folder rules of every pack that took part."""
    plans = _Plans(brought)
    outcomes: dict[str, str] = {}
    ledger: dict[tuple[str, str], list[LedgerLine]] = {}
    findings: list[Finding] = []
    for rule, pack in _to_judge(shelf, options, packs):
        name = rule.rule.id
        judged = _judged(rule, pack, plans, options, outcomes)
        plans.settle(judged)
        outcomes[name] = _worse(judged.outcome, outcomes.get(name))
        ledger[pack or "", name] = [_line(rule, pack, account, plans) for account in judged.accounts]
        findings += _findings(as_of_day(rule.rule, options.as_of).severity[options.stage], rule, judged, folder)
    return FolderResult(
        dict(sorted(outcomes.items())),
        tuple(line for key in sorted(ledger) for line in ledger[key]),
        in_order(findings),
        superseded=tuple(sorted(plans.superseded.items())),
    )


class _Plans:
    """The plans of a run, and which of them count. Of plans with the same content one does, the first by path."""

    def __init__(self, brought: Sequence[Checked]) -> None:
        first: dict[str, str] = {}
        self.superseded: dict[str, str] = {}
        self.doubles: dict[str, int] = {}
        for each in sorted(brought, key=lambda each: each.result.path):
            digest, path = each.result.digest, each.result.path
            if digest and first.setdefault(digest, path) != path:
                self.superseded[path] = first[digest]
        self.copies = frozenset(self.superseded)
        self.unread = sum(not each.read and each.result.path not in self.copies for each in brought)
        self._marks: dict[str, list[tuple[str, Counted]]] = {}
        for each in brought:
            for placed in each.marks:
                counted = Counted(each.result.path, placed.mark, placed.place, each.result.verdict)
                self._marks.setdefault(placed.rule, []).append((each.result.pack, counted))

    def counted(self, rule: FolderRule, pack: str | None) -> list[Counted]:
        """Return the marks for a rule, of the plans that one pack has judged (None: of all plans)."""
        return [
            counted
            for its, counted in self._marks.get(rule.rule.id, ())
            if (pack is None or its == pack) and (rule.settles or counted.plan not in self.superseded)
        ]

    def beside(self, rule: FolderRule, pack: str | None, group: str | None) -> tuple[str, ...]:
        """Return the plans that a line of the ledger would name if they counted."""
        every = (counted for its, counted in self._marks.get(rule.rule.id, ()) if pack is None or its == pack)
        gone = (each for each in every if each.plan in self.superseded)
        return tuple(dict.fromkeys(each.plan for each in gone if group is None or each.mark.group == group))

    def unsettled(self) -> Unsettled:
        """Return what is not known of the plans."""
        return Unsettled(self.unread, self.doubles, self.copies)

    def settle(self, judged: FolderJudged) -> None:
        """Take over which plans a rule has found to count, and of which that is open."""
        self.superseded |= judged.superseded
        for paths in judged.open:
            number = len(set(self.doubles.values()))
            self.doubles |= dict.fromkeys(paths, number)


def _to_judge(shelf: Shelf, options: RunOptions, packs: Iterable[str]) -> list[tuple[FolderRule, str | None]]:
    """Return the rules that are wanted, each with the pack whose plans it is about; None: the plans of all packs.

    Those that find out which plans count come before those that count, and what others need before these.
    """
    wide: dict[str, tuple[FolderRule, str | None]] = {}
    own: list[tuple[FolderRule, str | None]] = []
    for name in sorted(packs):
        for rule in shelf.folder_rules(name):
            if not options.wants(rule.rule.id):
                continue
            if rule.rule.body.get("programme_wide"):
                wide.setdefault(rule.rule.id, (rule, None))
            else:
                own.append((rule, name))
    return [*wide.values(), *sorted(own, key=lambda each: (not each[0].settles, bool(each[0].rule.needs)))]


def _judged(
    rule: FolderRule, pack: str | None, plans: _Plans, options: RunOptions, outcomes: Mapping[str, str]
) -> FolderJudged:
    """Judge a rule, unless it is not for this stage or one that it needs has failed."""
    stages = rule.rule.body.get("stages", (options.stage,))
    if options.stage not in stages or any(outcomes.get(need) == "fail" for need in rule.rule.needs):
        return FolderJudged("not_applicable", ())
    return rule.judge(plans.counted(rule, pack), plans.unsettled())


def _worse(outcome: str, other: str | None) -> str:
    return outcome if other is None else min(outcome, other, key=_ORDER.index)


def _line(rule: FolderRule, pack: str | None, account: Account, plans: _Plans) -> LedgerLine:
    return LedgerLine(
        rule=rule.rule.id,
        group=account.group,
        label=account.label,
        used=account.used,
        limit=account.limit,
        plans=account.plans,
        at_least=account.at_least,
        unit=account.unit,
        minimum=account.minimum,
        surely=account.surely,
        at_most=account.at_most,
        superseded=plans.beside(rule, pack, account.group),
        doubtful=tuple(path for path in account.plans if path in plans.doubles),
    )


def _findings(severity: str, rule: FolderRule, judged: FolderJudged, folder: str) -> Iterator[Finding]:
    for point in judged.points:
        place = Place(folder) if point.at is None else point.at.place
        yield Finding(
            rule=rule.rule.id,
            severity=point.severity or severity,
            place=place,
            message=point.message,
            args=point.args,
            related=tuple(Related(each.place, word) for each, word in point.beside),
            fingerprint=intern(fingerprint(rule.rule.id, place.pointer, _value(point))),
        )


def _value(point: FolderPoint) -> str:
    """Return what tells a matter from others of its rule; the plans that come and go do not."""
    if point.at is not None:
        return f"{point.at.mark.group}\0{point.at.mark.key}"
    return "\0".join(
        value if isinstance(value, str) else value.en for name, value in point.args if name in ("label", "missing")
    )
