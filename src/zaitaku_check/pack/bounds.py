"""Rules over all plans that count or sum: numbers and sums a group against bounds, with the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from zaitaku_check.nouns import Pair
from zaitaku_check.pack import phrases
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS
from zaitaku_check.pack.paths import parse_path, resolve
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.tallies import MOST_NAMED, Account, Counted, FolderJudged, FolderPoint
from zaitaku_check.pack.wording import in_words


class Bounds:
    """Judges numbers and sums a group against a minimum and a maximum, and keeps the ledger."""

    def __init__(self, rule: Rule, spec: Mapping[str, Any], pack: Pack, word: str, message: Pair | None) -> None:
        self.rule = rule
        self.low: int | None = spec.get("min")
        self.high: int | None = spec.get("max")
        self.limits: Mapping[str, int] = rule.body.get("limits", {})
        self.minimums: Mapping[str, int] = rule.body.get("minimums", {})
        self.none_is_too_few = word == "count" and self.low is not None
        self.distinct = "distinct" in spec
        self.message = message
        self.group_field = (
            resolve(parse_path(rule.body["group_by"]), (pack.form.root,)) if "group_by" in rule.body else None
        )
        self.value_field = (
            resolve(parse_path(str(spec["value"]).lstrip(".")), (pack.form.root,)) if word == "sum" else None
        )
        asked = "groups" in rule.body or bool(rule.body.get("ledger"))
        self.every_group = [choice.id for choice in self.group_field.choices] if self.group_field and asked else []

    def judge(self, counted: Sequence[Counted], unread: int) -> FolderJudged:
        """Judge the rule over all marks."""
        known = [each for each in counted if each.mark.known]
        unsure = unread + len(counted) - len(known)
        if not known and not unsure and not self.none_is_too_few:
            return FolderJudged(NOT_APPLICABLE, (), ())
        groups = self._groups(known)
        accounts = tuple(self._account(group, members, unsure) for group, members in groups.items())
        points = [*self._too_many(groups, accounts), *self._too_few(accounts, unsure, known)]
        outcome = "fail" if points else CANNOT_TELL if unsure and self._open(accounts) else PASS
        return FolderJudged(outcome, tuple(points), accounts if self.rule.body.get("ledger") else ())

    def _groups(self, known: Sequence[Counted]) -> dict[str | None, list[Counted]]:
        if self.group_field is None:
            return {None: list(known)}
        groups: dict[str | None, list[Counted]] = {group: [] for group in self.every_group}
        for each in known:
            groups.setdefault(each.mark.group, []).append(each)
        return {group: _in_order(members) for group, members in groups.items()}

    def _account(self, group: str | None, members: list[Counted], unsure: int) -> Account:
        limit = self.high if group is None else self.limits.get(group, self.high)
        return Account(
            group=group,
            label=self._label(group),
            used=self._used(members),
            limit=limit,
            minimum=self.low if group is None else self.minimums.get(group, self.low),
            plans=tuple(dict.fromkeys(each.plan for each in members)),
            beyond=tuple(each.plan for each in self._beyond(members, limit)),
            at_least=unsure > 0,
            unit="yen" if self.value_field is not None and self.value_field.kind.currency else "plans",
        )

    def _label(self, group: str | None) -> Pair:
        if group is not None and self.group_field is not None:
            return in_words(group, self.group_field)
        return self.rule.title

    def _used(self, members: Sequence[Counted]) -> int:
        if self.distinct:
            return len({each.mark.key for each in members})
        return sum(each.mark.amount for each in members)

    def _beyond(self, members: list[Counted], limit: int | None) -> list[Counted]:
        """Return the members past the limit, in order; only where each member counts for one."""
        if limit is None or self.value_field is not None or self.distinct:
            return []
        return members[limit:]

    def _open(self, accounts: Sequence[Account]) -> bool:
        return self.high is not None or any(a.used < (a.minimum or 0) for a in accounts)

    def _too_many(self, groups: Mapping[str | None, list[Counted]], accounts: Sequence[Account]) -> list[FolderPoint]:
        points: list[FolderPoint] = []
        for account in accounts:
            if account.limit is None or account.used <= account.limit:
                continue
            members = groups[account.group]
            message = self.message or phrases.TOO_MANY
            args = self._args(account)
            if "at" not in self.rule.body:
                beside = _named(members)
                points.append(FolderPoint(None, message, args, beside))
                continue
            first = _named(members)
            for number, late in enumerate(self._beyond(members, account.limit), account.limit):
                others = [each for each in members[: MOST_NAMED + 1] if each is not late]
                beside = _named(others) if number < MOST_NAMED else first
                points.append(FolderPoint(late, message, args, beside))
        return points

    def _too_few(self, accounts: Sequence[Account], unsure: int, known: Sequence[Counted]) -> list[FolderPoint]:
        if self.low is None or unsure:
            return []
        short = [account for account in accounts if account.used < (account.minimum or 0)]
        if not short:
            return []
        named = [self._short(account) for account in short]
        missing = Pair("".join(each.ja for each in named), ", ".join(each.en for each in named))
        used = str(min(account.used for account in short))
        args = (("label", self._subject()), ("actual", used), ("min", str(self.low)), ("missing", missing))
        return [FolderPoint(None, self.message or phrases.TOO_FEW, args, _named(known))]

    def _short(self, account: Account) -> Pair:
        """Return a group's name, with how many it needs where groups need different numbers."""
        label = account.label
        if not self.minimums:
            return Pair(f"「{label.ja}」", f"'{label.en}'")
        return Pair(f"「{label.ja}」（{account.minimum}以上）", f"'{label.en}' ({account.minimum} or more)")

    def _subject(self) -> Pair:
        return self.group_field.label if self.group_field is not None else self.rule.title

    def _args(self, account: Account) -> tuple[tuple[str, str | Pair], ...]:
        field = self.value_field
        written: Callable[[int], str | Pair] = str if field is None else lambda number: in_words(number, field)
        limit = account.limit or 0
        used = written(account.used)
        actual = _at_least(used) if account.at_least else used
        return (("label", account.label), ("actual", actual), ("max", written(limit)))


def _at_least(number: str | Pair) -> Pair:
    """Return a number that a plan which could not be read may still raise."""
    ja, en = number if isinstance(number, Pair) else (number, number)
    return Pair(f"少なくとも{ja}", f"at least {en}")


def _named(members: Sequence[Counted]) -> tuple[tuple[Counted, Pair], ...]:
    """Return the plans a finding names; the ledger names them all."""
    return tuple((each, phrases.COUNTED) for each in members[:MOST_NAMED])


def _in_order(members: list[Counted]) -> list[Counted]:
    """Return the members by the rule's order where every one has it, else by path."""
    if all(each.mark.order for each in members):
        return sorted(members, key=lambda each: (each.mark.order, each.plan))
    return sorted(members, key=lambda each: each.plan)
