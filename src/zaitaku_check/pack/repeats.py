"""Rules over all plans that ask for different keys: the second of two equal ones is told of the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

from zaitaku_check.nouns import Pair
from zaitaku_check.pack import phrases
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS
from zaitaku_check.pack.tallies import MOST_NAMED, Counted, FolderJudged, FolderPoint


def unique_judge(spec: Mapping[str, Any], message: Pair | None) -> Callable[[Sequence[Counted], int], FolderJudged]:
    """Return the judge of a rule that no two plans have the same key."""
    words = message or phrases.UNIQUE
    one_a_plan = bool(spec.get("once_a_plan"))

    def judge(counted: Sequence[Counted], unread: int) -> FolderJudged:
        known = sorted((each for each in counted if each.mark.known), key=lambda each: each.plan)
        unsure = unread + len(counted) - len(known)
        if not known and not unsure:
            return FolderJudged(NOT_APPLICABLE, (), ())
        points = _repeats(known, words, across="across" in spec, one_a_plan=one_a_plan)
        outcome = "fail" if points else CANNOT_TELL if unsure else PASS
        return FolderJudged(outcome, tuple(points), ())

    return judge


def _repeats(known: Sequence[Counted], message: Pair, *, across: bool, one_a_plan: bool) -> list[FolderPoint]:
    earlier: dict[str, list[Counted]] = {}
    points: list[FolderPoint] = []
    done: set[tuple[str, str]] = set()
    for each in known:
        if not each.mark.key:
            continue
        others = (
            other
            for other in earlier.get(each.mark.key, ())
            if other.plan != each.plan and (not across or other.mark.across != each.mark.across)
        )
        before = list(islice(others, MOST_NAMED))
        once = (each.plan, "" if one_a_plan else each.mark.key)
        if before and once not in done:
            done.add(once)
            args: tuple[tuple[str, str | Pair], ...] = (("actual", each.mark.raw), ("value", before[0].plan))
            beside = tuple((other, phrases.FIRST) for other in before)
            points.append(FolderPoint(each, message, args, beside))
        earlier.setdefault(each.mark.key, []).append(each)
    return points
