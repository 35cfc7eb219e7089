"""The days on which a Japanese office is closed: weekends, national holidays, the turn of the year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_FIXED = ((1, 1), (2, 11), (4, 29), (5, 3), (5, 4), (5, 5), (11, 3), (11, 23))
_MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))
"""Month, and which of its Mondays."""
_GAMES = {2020: ((7, 23), (7, 24), (8, 10)), 2021: ((7, 22), (7, 23), (8, 8))}
"""The years in which the days of sea, sports and mountains were moved to the Olympic Games."""
_TURN = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))


def is_closed(day: date) -> bool:
    """Say whether offices are closed on a day."""
    return day.weekday() > 4 or (day.month, day.day) in _TURN or day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    """Return the national holidays of a year from 2007 on, by the law as it stands; the equinoxes by their formula."""
    days = {date(year, month, day) for month, day in _FIXED}
    days |= {_monday(year, *each) for each in _MONDAYS if year not in _GAMES or each[0] in (1, 9)}
    days |= {date(year, month, day) for month, day in _GAMES.get(year, ((8, 11),) if year >= 2016 else ())}
    days |= {date(year, 3, _equinox(year, 20.8431)), date(year, 9, _equinox(year, 23.2488))}
    if year == 2019:  # the accession
        days |= {date(2019, 4, 30), date(2019, 5, 1), date(2019, 5, 2), date(2019, 10, 22)}
    else:
        days.add(date(year, 12, 23) if year < 2019 else date(year, 2, 23))
    between = {day + _DAY for day in days if day + 2 * _DAY in days and (day + _DAY).weekday() != 6}
    return frozenset(days | between | {_instead(day, days) for day in days if day.weekday() == 6})


def _monday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (which - 1))


def _equinox(year: int, base: float) -> int:
    return int(base + 0.242194 * (year - 1980)) - (year - 1980) // 4


def _instead(day: date, days: set[date]) -> date:
    """Return the day that is free because a holiday falls on a Sunday."""
    while day in days:
        day += _DAY
    return day
