"""Rules over all plans that count or sum: numbers and sums a group against bounds, with the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from zaitaku_check.pack import phrases
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS
from zaitaku_check.pack.paths import parse_path, resolve
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.tallies import (
    MOST_NAMED,
    Account,
    Counted,
    FolderJudged,
    FolderPoint,
    Unsettled,
    file_names,
)
from zaitaku_check.pack.wording import in_words
from zaitaku_check.plan.field import Field
from zaitaku_check.text_types import Bilingual


class Bounds:
    """Judges numbers and sums a group against a minimum and a maximum, and keeps the ledger."""

    def __init__(self, rule: Rule, spec: Mapping[str, Any], pack: Pack, word: str, message: Bilingual | None) -> None:
        self.rule = rule
        self.low: int | None = spec.get("min")
        self.high: int | None = spec.get("max")
        self.limits: Mapping[str, int] = rule.body.get("limits", {})
        self.minimums: Mapping[str, int] = rule.body.get("minimums", {})
        self.verdicts: Sequence[str] = spec.get("verdicts", ())
        self.none_is_too_few = word == "count" and self.low is not None
        self.one_each = word == "count" and spec["of"] == "plans" and "distinct" not in spec
        """Whether a plan that could not be read counts one at most."""
        self.message = message
        of = str(spec["of"]).replace("plans", "", 1)
        below = ".".join(step.name for step in parse_path(of[of.index(".") + 1 :]).steps) if "." in of else ""
        self.group_field = _field(rule.body.get("group_by"), pack)
        self.value_field = _field(_last(spec.get("value")), pack, below) if word == "sum" else None
        self.distinct = _field(_last(spec.get("distinct")), pack, below)
        asked = "groups" in rule.body or bool(rule.body.get("ledger"))
        self.every_group = [choice.id for choice in self.group_field.choices] if self.group_field and asked else []

    def judge(self, counted: Sequence[Counted], unsettled: Unsettled) -> FolderJudged:
        """Judge the rule over all marks."""
        known = [each for each in counted if each.mark.known and (not self.verdicts or each.verdict in self.verdicts)]
        unsure = unsettled.unread + sum(not each.mark.known for each in counted)
        if not counted and not unsure and not self.none_is_too_few:
            return FolderJudged(NOT_APPLICABLE, ())
        groups = self._groups(known)
        accounts = tuple(self._account(group, members, unsettled.doubles, unsure) for group, members in groups.items())
        points = [*self._too_many(groups, accounts), *self._too_few(accounts, unsure, known)]
        outcome = "fail" if points else CANNOT_TELL if _open(accounts) else PASS
        return FolderJudged(outcome, tuple(points), accounts if self.rule.body.get("ledger") else ())

    def _groups(self, known: Sequence[Counted]) -> dict[str | None, list[Counted]]:
        groups: dict[str | None, list[Counted]] = {group: [] for group in self.every_group}
        for each in sorted(known, key=lambda each: each.plan):
            groups.setdefault(each.mark.group if self.group_field else None, []).append(each)
        return groups or {None: []}

    def _account(self, group: str | None, members: list[Counted], doubles: Mapping[str, int], unsure: int) -> Account:
        surely, used = self._used(members, doubles)
        return Account(
            group=group,
            label=self._label(group),
            used=used,
            surely=surely,
            at_most=used + unsure if self.one_each or not unsure else None,
            limit=self.high if group is None else self.limits.get(group, self.high),
            minimum=self.low if group is None else self.minimums.get(group, self.low),
            plans=tuple(dict.fromkeys(each.plan for each in members)),
            at_least=unsure > 0,
            unit="yen" if self.value_field is not None and self.value_field.kind.currency else "plans",
        )

    def _label(self, group: str | None) -> Bilingual:
        if group is not None and self.group_field is not None:
            return in_words(group, self.group_field)
        return self.rule.title

    def _used(self, members: Sequence[Counted], doubles: Mapping[str, int]) -> tuple[int, int]:
        """Return what is used at least and at most: one plan of an applicant counts, and it may be open which."""
        if self.distinct:
            number = len({each.mark.key for each in members})
            return number, number
        certain = sum(each.mark.amount for each in members if each.plan not in doubles)
        amounts: dict[int, dict[str, int]] = {}
        for each in members:
            if each.plan in doubles:
                of_set = amounts.setdefault(doubles[each.plan], {})
                of_set[each.plan] = of_set.get(each.plan, 0) + each.mark.amount
        sizes = Counter(doubles.values()) if amounts else Counter[int]()
        least = sum(min(each.values()) for number, each in amounts.items() if len(each) == sizes[number])
        return certain + least, certain + sum(max(each.values()) for each in amounts.values())

    def _too_many(self, groups: Mapping[str | None, list[Counted]], accounts: Sequence[Account]) -> list[FolderPoint]:
        points: list[FolderPoint] = []
        for account in accounts:
            if account.limit is None or account.surely <= account.limit:
                continue
            members = groups[account.group]
            told, counts = self._odd(members) if self.distinct else (members, Bilingual("", ""))
            at = members[0] if "at" in self.rule.body else None
            beside = tuple((each, phrases.COUNTED) for each in told[: MOST_NAMED + 1] if each is not at)[:MOST_NAMED]
            args = (*self._args(account), *file_names(told, members), ("counts", counts))
            points.append(FolderPoint(at, self.message or phrases.TOO_MANY, args, beside))
        return points

    def _odd(self, members: Sequence[Counted]) -> tuple[list[Counted], Bilingual]:
        """Return the members whose value is not that of most, and how often each value comes.

        Where no value is that of most, every member is odd.
        """
        number = Counter(each.mark.key for each in members)
        (usual, most), *others = number.most_common()
        most_have_it = all(count < most for _key, count in others)
        labels = {
            key: self._value_label(key, [each.mark.raw for each in members if each.mark.key == key]) for key in number
        }
        odd = [each for each in members if not (most_have_it and each.mark.key == usual)]
        told = [(labels[key], count) for key, count in sorted(number.items())]
        return odd, Bilingual(
            "、".join(f"{label.ja}{count}件" for label, count in told),
            ", ".join(f"{label.en}: {count}" for label, count in told),
        )

    def _value_label(self, key: str, written: Sequence[str]) -> Bilingual:
        """Return a value as it was written, where all have written it alike in plain letters; else in our words."""
        if len(set(written)) == 1 and written[0].isalnum():
            return Bilingual(written[0], written[0])
        field = self.distinct
        return Bilingual(key, key) if field is None else in_words(int(key) if key.isdecimal() else key, field)

    def _too_few(self, accounts: Sequence[Account], unsure: int, known: Sequence[Counted]) -> list[FolderPoint]:
        if self.low is None or unsure:
            return []
        short = [account for account in accounts if account.used < (account.minimum or 0)]
        if not short:
            return []
        named = [self._short(account) for account in short]
        missing = Bilingual("".join(each.ja for each in named), ", ".join(each.en for each in named))
        used = str(min(account.used for account in short))
        args = (("label", self._subject()), ("actual", used), ("min", str(self.low)), ("missing", missing))
        return [FolderPoint(None, self.message or phrases.TOO_FEW, args, _named(known))]

    def _short(self, account: Account) -> Bilingual:
        """Return a group's name, with how many it needs where groups need different numbers."""
        label = account.label
        if not self.minimums:
            return Bilingual(f"「{label.ja}」", f"'{label.en}'")
        return Bilingual(f"「{label.ja}」（{account.minimum}以上）", f"'{label.en}' ({account.minimum} or more)")

    def _subject(self) -> Bilingual:
        return self.group_field.label if self.group_field is not None else self.rule.title

    def _args(self, account: Account) -> tuple[tuple[str, str | Bilingual], ...]:
        field = self.value_field
        written: Callable[[int], str | Bilingual] = str if field is None else lambda number: in_words(number, field)
        uncertain = account.at_least or account.used > account.surely
        used = written(account.surely)
        return (
            ("label", account.label),
            ("actual", _at_least(used) if uncertain else used),
            ("max", written(account.limit or 0)),
        )


def _open(accounts: Sequence[Account]) -> bool:
    """Return whether what is not known of the plans could still break a bound."""
    return any(
        (a.limit is not None and (a.at_most is None or a.at_most > a.limit)) or a.surely < (a.minimum or 0)
        for a in accounts
    )


def _field(text: str | None, pack: Pack, below: str = "") -> Field | None:
    """Return the field that a path of a folder rule leads to, from the counted elements on."""
    if text is None:
        return None
    path = str(text).lstrip(".") if not below or str(text).startswith("..") else f"{below}.{str(text).lstrip('.')}"
    return resolve(parse_path(path), (pack.form.root,))


def _last(value: Any) -> Any:
    """Return the last of several paths to a value: the one that every plan has."""
    return value[-1] if isinstance(value, list) else value


def _at_least(number: str | Bilingual) -> Bilingual:
    """Return a number that a plan which could not be read may still raise."""
    ja, en = number if isinstance(number, Bilingual) else (number, number)
    return Bilingual(f"少なくとも{ja}", f"at least {en}")


def _named(members: Sequence[Counted]) -> tuple[tuple[Counted, Bilingual], ...]:
    """Return the plans a finding names; the ledger names them all."""
    return tuple((each, phrases.COUNTED) for each in members[:MOST_NAMED])
