"""Rules that are not in force yet: until their day they are notes that say from when they apply."""

from __future__ import annotations

from zaitaku_check.eras import day_in_words
from zaitaku_check.pack.rule import Judged, Rule
from zaitaku_check.text_types import Bilingual


def is_future(rule: Rule, as_of: str) -> bool:
    """Return whether a rule comes into force only after a day; never, where no day is given."""
    return bool(rule.valid_from and as_of) and as_of < rule.valid_from


def as_of_day(rule: Rule, as_of: str) -> Rule:
    """Return the rule as it counts on a day."""
    if not is_future(rule, as_of):
        return rule
    day = day_in_words(rule.valid_from)
    title = Bilingual(f"{rule.title.ja}（{day.ja}から適用）", f"{rule.title.en} (from {day.en} on)")
    return rule._replace(title=title, severity=dict.fromkeys(rule.severity, "note"))


def as_note(judged: Judged) -> Judged:
    """Return what a future rule says, without severities that its condition brings: until its day it is a note."""
    return judged._replace(points=tuple(point._replace(severity="") for point in judged.points))
