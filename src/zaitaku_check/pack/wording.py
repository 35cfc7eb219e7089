"""How values are written in messages: money, dates, choices and lists of them, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from zaitaku_check.plan.field import Field
from zaitaku_check.plan.kinds.amounts import NUMBER
from zaitaku_check.plan.kinds.yes_no import YES_NO
from zaitaku_check.text_types import Bilingual


def in_words(value: object, field: Field) -> Bilingual:
    """Return a canonical value of `field` as a clerk would write it (yen, date, the choice's label, …)."""
    if isinstance(value, bool):
        return YES_NO.in_words(value)
    if isinstance(value, str) and not field.kind.temporal:
        return next((choice.label for choice in field.choices if choice.id == value), Bilingual(value, value))
    return (field.kind if field.kind.numeric or field.kind.temporal else NUMBER).in_words(value)


def listed(values: Iterable[object], field: Field) -> Bilingual:
    """Return several values in one wording: 「①…」「②…」 and '…', '…'."""
    pairs = [in_words(value, field) for value in values]
    return Bilingual("".join(f"「{pair.ja}」" for pair in pairs), ", ".join(f"“{pair.en}”" for pair in pairs))


def quoted(words: Iterable[str]) -> Bilingual:
    """Return plain words quoted: 「往診」「訪問診療」 and '往診', '訪問診療'."""
    kept = list(words)
    return Bilingual("".join(f"「{word}」" for word in kept), ", ".join(f"“{word}”" for word in kept))
