"""How values are written in messages: money, dates, choices and lists of them, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from zaitaku_check.nouns import Pair
from zaitaku_check.plan.field import Field
from zaitaku_check.typed import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from decimal import Decimal

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def in_words(value: object, field: Field) -> Pair:
    """Return a canonical value of `field` as a clerk would write it (yen, date, the choice's label, …)."""
    if isinstance(value, bool):
        return Pair("はい" if value else "いいえ", "yes" if value else "no")
    if field.reader == "yen" and isinstance(value, int):
        return Pair(f"{value:,}円", f"{value:,} yen")
    if field.reader == "date" and isinstance(value, str):
        return date_in_words(value)
    if isinstance(value, int) or _is_decimal(value):
        return Pair(f"{value:,}" if field.reader != "fiscal_year" else f"{value}年度", f"{value:,}".replace(",", ""))
    return next((choice.label for choice in field.choices if choice.id == value), Pair(str(value), str(value)))


def _is_decimal(value: object) -> TypeGuard[Decimal]:
    """Say whether a value is a decimal number; that library is there only if some reader has made one."""
    return type(value).__name__ == "Decimal"


def date_in_words(iso: str) -> Pair:
    """Return an ISO date as 2018年10月1日 and 1 Oct 2018."""
    year, month, day = iso.split("-")
    return Pair(f"{int(year)}年{int(month)}月{int(day)}日", f"{int(day)} {_MONTHS[int(month) - 1]} {year}")


def listed(values: Iterable[object], field: Field) -> Pair:
    """Return several values in one wording: 「①…」「②…」 and '…', '…'."""
    pairs = [in_words(value, field) for value in values]
    return Pair("".join(f"「{pair.ja}」" for pair in pairs), ", ".join(f"“{pair.en}”" for pair in pairs))


def quoted(words: Iterable[str]) -> Pair:
    """Return plain words quoted: 「往診」「訪問診療」 and '往診', '訪問診療'."""
    kept = list(words)
    return Pair("".join(f"「{word}」" for word in kept), ", ".join(f"“{word}”" for word in kept))
