"""Days as rules reckon with them: months end where the calendar ends them."""

from __future__ import annotations

from calendar import monthrange

import pytest

from zaitaku_check.pack.periods import later


@pytest.mark.parametrize("year", [1900, 2000, 2018, 2019, 2020])
def test_a_month_later_is_no_day_that_there_is_not(year: int) -> None:
    """From the 31st of January so many months on: the last day of each month, in leap years and centuries, too."""
    ends = [later(f"{year}-01-31", {"months": months}) for months in range(12)]
    assert ends == [f"{year}-{month:02}-{monthrange(year, month)[1]:02}" for month in range(1, 13)]


def test_sooner_is_later_backwards() -> None:
    """Years, months and days are taken off as they are added."""
    assert later("2020-03-31", {"months": 1}, -1) == "2020-02-29"
    assert later("2018-04-01", {"years": 1, "months": 2, "days": 3}) == "2019-06-04"
    assert later("2018-04-01", {"days": 1}, -1) == "2018-03-31"
