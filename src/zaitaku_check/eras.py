"""The Japanese calendar as it is written in texts: the one place where a day or a year becomes words."""

from __future__ import annotations

from zaitaku_check.text_types import Bilingual

_ERAS = (
    ("2019-05-01", "令和", 2018),
    ("1989-01-08", "平成", 1988),
    ("1926-12-25", "昭和", 1925),
    ("1912-07-30", "大正", 1911),
)
"""The first day of an era, its name, and the year before its first; newest first."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def era_of(iso: str) -> str:
    """Return the name of the era in which a day (ISO) lies, "" before the oldest known."""
    return next((name for start, name, _before in _ERAS if iso >= start), "")


def day_in_words(iso: str) -> Bilingual:
    """Return a day (ISO) as 平成30年10月1日 and 1 Oct 2018; what is no day of the calendar stays as it is."""
    parts = iso.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return Bilingual(iso, iso)
    year, month, day = map(int, parts)
    return Bilingual(f"{_year(iso, year)}{month}月{day}日", f"{day} {_MONTHS[month - 1]} {year}")


def fiscal_year_in_words(year: int) -> Bilingual:
    """Return a fiscal year as 平成30年度 and 2018; it bears the era that holds in the greater part of it."""
    return Bilingual(f"{_year(f'{year:04}-10-01', year)}度", str(year))


def _year(iso: str, year: int) -> str:
    found = next(((name, year - before) for start, name, before in _ERAS if iso >= start), None)
    if found is None:
        return f"{year}年"
    name, number = found
    return f"{name}{'元' if number == 1 else number}年"
