"""Days on which offices are closed: every holiday of some years, as the Cabinet Office publishes them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from zaitaku_check.desk.holidays import is_closed

HOLIDAYS = {
    2009: "1-1 1-12 2-11 3-20 4-29 5-3 5-4 5-5 5-6 7-20 9-21 9-22 9-23 10-12 11-3 11-23 12-23",
    2018: "1-1 1-8 2-11 2-12 3-21 4-29 4-30 5-3 5-4 5-5 7-16 8-11 9-17 9-23 9-24 10-8 11-3 11-23 12-23 12-24",
    2019: "1-1 1-14 2-11 3-21 4-29 4-30 5-1 5-2 5-3 5-4 5-5 5-6 7-15 8-11 8-12 9-16 9-23 10-14 10-22 11-3 11-4 11-23",
    2020: "1-1 1-13 2-11 2-23 2-24 3-20 4-29 5-3 5-4 5-5 5-6 7-23 7-24 8-10 9-21 9-22 11-3 11-23",
    2021: "1-1 1-11 2-11 2-23 3-20 4-29 5-3 5-4 5-5 7-22 7-23 8-8 8-9 9-20 9-23 11-3 11-23",
    2026: "1-1 1-12 2-11 2-23 3-20 4-29 5-3 5-4 5-5 5-6 7-20 8-11 9-21 9-22 9-23 10-12 11-3 11-23",
}
TURN = {(1, 1), (1, 2), (1, 3), (12, 29), (12, 30), (12, 31)}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_closed_are_weekends_holidays_and_the_turn_of_the_year(year: int) -> None:
    """And no other day of the year: those moved to Mondays, to the Games, between two others, for a Sunday."""
    published = {(int(month), int(day)) for month, day in (each.split("-") for each in HOLIDAYS[year].split())}
    days = [date(year, 1, 1) + timedelta(days=at) for at in range(365)]
    closed = {day for day in days if is_closed(day)}
    assert closed == {day for day in days if day.weekday() > 4 or (day.month, day.day) in published | TURN}
