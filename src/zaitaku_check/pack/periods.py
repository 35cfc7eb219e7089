"""Days and lengths of time as the words of the rule language reckon with them; days are ISO texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zaitaku_check.text_types import Bilingual

Length = Mapping[str, int]
"""A length of time: years, months and days."""
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""Period → how many months it has."""


def later(day: str, length: Length, sign: int = 1) -> str:
    """Return the day so much later (`sign` -1: earlier); a month after 31 January is the end of February."""
    months = int(day[:4]) * 12 + int(day[5:7]) - 1 + sign * (12 * length.get("years", 0) + length.get("months", 0))
    year, month = months // 12, months % 12 + 1
    moved = f"{year:04}-{month:02}-{min(int(day[8:]), _days_of(year, month)):02}"
    if not length.get("days"):
        return moved
    from datetime import date, timedelta  # most rules reckon in months, and a start need not load it for those

    return (date.fromisoformat(moved) + timedelta(days=sign * length["days"])).isoformat()


def _days_of(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def periods(first: str, last: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield first and last day of every period that begins between two days, from the first one's month on."""
    step = MONTHS[kind]
    begin = first[:8] + "01"
    while begin <= last:
        following = later(begin, {"months": step})
        yield begin, later(following, {"days": 1}, -1)
        begin = following


def length_in_words(length: Length) -> Bilingual:
    """Return 1年2か月3日 and 1 year 2 months 3 days."""
    units = (("years", "年", "year"), ("months", "か月", "month"), ("days", "日", "day"))
    given = [(length[name], ja, en) for name, ja, en in units if length.get(name)]
    ja = "".join(f"{number}{unit}" for number, unit, _en in given)
    return Bilingual(ja, " ".join(f"{number} {unit}{'s' if number > 1 else ''}" for number, _ja, unit in given))


def period_in_words(day: str, kind: str) -> Bilingual:
    """Return the period that begins on a day, as a message names it."""
    year, month = int(day[:4]), int(day[5:7])
    if kind == "month":
        return Bilingual(f"「{year}年{month}月」", f"“{year}-{month:02}”")
    end = later(day, {"months": MONTHS[kind] - 1})
    return Bilingual(f"「{year}年{month}月～{int(end[:4])}年{int(end[5:7])}月」", f"“{day[:7]} to {end[:7]}”")
