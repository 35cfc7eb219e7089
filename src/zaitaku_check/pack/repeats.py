"""Rules over all plans that ask for different keys: one matter for every set of plans that share one.

Plans with one key may still be those of different institutions of one name. What has to agree besides the key (`same`)
and the legal person (`owner`) decide: agreeing, not known, or different.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from typing import Any

from zaitaku_check.pack import phrases
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS
from zaitaku_check.pack.tallies import MOST_NAMED, Counted, FolderJudged, FolderPoint, Unsettled, file_names
from zaitaku_check.text_types import Bilingual

Members = list[Counted]


def unique_judge(
    spec: Mapping[str, Any], message: Bilingual | None
) -> Callable[[Sequence[Counted], Unsettled], FolderJudged]:
    """Return the judge of a rule that no two plans have the same key."""
    words = message or phrases.UNIQUE
    doubt: Mapping[str, Any] = spec.get("doubt", {})
    doubted = Bilingual(**doubt["message"]) if doubt else phrases.UNIQUE

    def judge(counted: Sequence[Counted], unsettled: Unsettled) -> FolderJudged:
        known = sorted((each for each in counted if each.mark.known), key=lambda each: each.plan)
        unsure = unsettled.unread + len(counted) - len(known)
        if not known and not unsure:
            return FolderJudged(NOT_APPLICABLE, ())
        several = partial(_are_several, spec, unsettled.doubles)
        sure: list[Members] = []
        asked: list[Members] = []
        for alike in _by_key(known):
            certain, unclear = _told_apart(alike, doubt=bool(doubt))
            sure += [each for each in certain if several(each)]
            asked += [unclear] if doubt and several(unclear) else []
        superseded, still_open = _newest(sure, unsettled.copies) if "newest" in spec else ({}, ())
        joined = _by_plans(sure) if spec.get("once_a_plan") else sure
        points = [_point(members, words, superseded) for members in joined]
        points += [
            _point(current, doubted, {})._replace(severity=doubt["severity"])
            for members in asked
            if several(current := [each for each in members if each.plan not in superseded])
        ]
        outcome = "fail" if points else CANNOT_TELL if unsure else PASS
        return FolderJudged(outcome, tuple(points), (), superseded, still_open)

    return judge


def _by_key(known: Sequence[Counted]) -> list[Members]:
    """Return the marks that share a key with one of another plan, set by set."""
    sets: dict[str, Members] = {}
    for each in known:
        if each.mark.key:
            sets.setdefault(each.mark.key, []).append(each)
    return [members for members in sets.values() if members[0].plan != members[-1].plan]


def _told_apart(alike: Members, *, doubt: bool) -> tuple[list[Members], Members]:
    """Return the sets that agree in everything that is asked, and one mark of each where that leaves a doubt.

    Without `doubt` what is not known counts as agreeing, and what differs is nobody's matter.
    """
    complete: dict[tuple[str, ...], Members] = {}
    partial: Members = []
    for each in alike:
        if "" in each.mark.same:
            partial.append(each)
        else:
            complete.setdefault(each.mark.same, []).append(each)
    if not doubt:
        whole = list(complete.values()) or [[]]
        whole[0] = sorted([*whole[0], *partial], key=lambda each: each.plan)
        return [of_one for members in whole for of_one in _by_owner(members)], []
    certain = [of_one for members in complete.values() for of_one in _by_owner(members, strict=True)]
    return certain, sorted([*(members[0] for members in certain), *partial], key=lambda each: each.plan)


def _by_owner(members: Members, *, strict: bool = False) -> list[Members]:
    """Part marks by their legal persons; those that name none go with the only one there is.

    Where several are named, nobody knows with which they go: to the first, or, if `strict`, each to itself.
    """
    owners: dict[str, Members] = {}
    for each in members:
        owners.setdefault(each.mark.owner, []).append(each)
    unnamed = owners.pop("", [])
    if len(owners) < 2:
        return [members] if members else []
    first, *others = owners.values()
    if strict:
        return [first, *others, *([each] for each in unnamed)]
    return [sorted([*first, *unnamed], key=lambda each: each.plan), *others]


def _are_several(spec: Mapping[str, Any], doubles: Mapping[str, int], members: Members) -> bool:
    """Return whether marks are of several plans that count, and differ where the rule says they have to."""
    return (
        len({doubles.get(each.plan, each.plan) for each in members}) > 1
        and ("across" not in spec or len({each.mark.across for each in members}) > 1)
        and (not isinstance(spec["of"], list) or len({each.mark.source for each in members}) > 1)
    )


def _by_plans(sets: list[Members]) -> list[Members]:
    """Join the sets that are of the same plans: who copied a whole plan has copied once."""
    joined: dict[tuple[str, ...], Members] = {}
    for members in sets:
        joined.setdefault(tuple(dict.fromkeys(each.plan for each in members)), []).extend(members)
    return [sorted(members, key=lambda each: each.plan) for members in joined.values()]


def _newest(sets: list[Members], copies: Container[str]) -> tuple[dict[str, str], tuple[tuple[str, ...], ...]]:
    """Return the plans that a newer one of the same set supersedes, and the sets of those that remain beside another.

    Two of one day, and those without a day, remain: nobody can say which of them counts.
    """
    superseded: dict[str, str] = {}
    still_open: list[tuple[str, ...]] = []
    for every in sets:
        members = [each for each in every if each.plan not in copies]
        last = max(each.mark.order for each in members)
        remaining = [each.plan for each in members if each.mark.order in ("", last)]
        newest = next((each.plan for each in members if each.mark.order == last), "")
        superseded |= {each.plan: newest for each in members if each.plan not in remaining}
        if len(remaining) > 1:
            still_open.append(tuple(remaining))
    return superseded, tuple(still_open)


def _point(members: Members, message: Bilingual, superseded: Mapping[str, str]) -> FolderPoint:
    first, others = members[0], members[1:]
    named = [each for each in others if each.plan != first.plan]
    counting = next((each for each in members if each.plan in superseded.values()), None)
    args: tuple[tuple[str, str | Bilingual], ...] = (
        ("actual", first.mark.raw),
        ("number", str(len({each.plan for each in members}))),
        *file_names(named, members),
        ("settled", _settled(counting)),
    )
    word = phrases.FIRST if not superseded else phrases.COUNTED
    return FolderPoint(first, message, args, tuple((each, word) for each in others[:MOST_NAMED]))


def _settled(counting: Counted | None) -> Bilingual:
    """Return that a newer plan counts, for the end of a message."""
    return phrases.NEWEST if counting else Bilingual("", "")
