"""What cells hold as text of a plan: days, numbers and texts as they are shown, and no trap of Excel's formats."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.workbook.books import SHELF

from zaitaku_check.plan.field import field_at
from zaitaku_check.workbook.values import ERA, as_stored, as_text

FORM = SHELF.pack("regional-centre-2018").form
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - days have no time zone
LATER = datetime(1904, 1, 1)  # noqa: DTZ001
DAY = datetime(2018, 10, 1)  # noqa: DTZ001
START, TOTAL, BEDS, NAME, TIMING, YEAR = (
    "period.start", "budget.total", "applicant.beds", "applicant.name", "activities.measures.timing", "fiscal_year",
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "number_format", "path", "text"),
    [
        (DAY, ERA, START, "平成30年10月1日"),
        (DAY, '[$-1030411]ggge"年"m"月"d"日"', START, "平成30年10月1日"),
        (DAY, "[$-411]ge.m.d", START, "平成30年10月1日"),
        (DAY, 'yyyy"年"m"月"d"日"', START, "2018年10月1日"),
        (DAY, "mm-dd-yy", START, "2018/10/1"),
        (DAY, "yyyy-mm-dd", START, "2018-10-01"),
        (DAY, 'm"月"d"日"', START, "2018/10/1"),
        (DAY, 'm"月"d"日"', TIMING, "10月1日"),
        (43374, "[$-411]ge", START, "平成30年10月1日"),
        (43374, "General", START, "2018/10/1"),
        (43374.0, "ggge", START, "平成30年10月1日"),
        (1149000, '#,##0"円"', TOTAL, "1,149,000円"),
        (1149000, '#,##0,"千円"', TOTAL, "1,149千円"),
        (1149500, '#,##0,"千円"', TOTAL, "1,149,500円"),
        (1149000, '"¥"#,##0', TOTAL, "¥1,149,000"),
        (1149000, "[$¥-411]#,##0;[Red]-[$¥-411]#,##0", TOTAL, "¥1,149,000"),
        (1149, "General", TOTAL, "1149"),
        (120.0, "General", BEDS, "120"),
        (120, '0"床"', BEDS, "120床"),
        (datetime(1900, 1, 12), "0か月(m)", BEDS, "12"),  # noqa: DTZ001
        (0.5, "0%", "activities.indicators.target", "50%"),
        (3.14, "General", "activities.indicators.target", "3.14"),
        (965001234.0, "General", NAME, "965001234"),
        (7, "000", NAME, "007"),
        ("001", "@", NAME, "001"),
        (2018, "General", YEAR, "2018"),
        ("　八代病院 \u00a0\n", "@", NAME, "八代病院"),
        ("　", "@", NAME, ""),
        (None, "General", NAME, ""),
        ("一行目_x000D_\n二行目", "@", NAME, "一行目\n二行目"),
        ("_x005F_x0041_", "@", NAME, "_x0041_"),
        (True, "General", "members.representative", "はい"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: object, number_format: str, path: str, text: str) -> None:
    """A cell is read as it is shown."""
    assert as_text(value, number_format, field_at(FORM, path), EPOCH) == text


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    """Days of a workbook that counts from 1904."""
    assert as_text(41912, "General", field_at(FORM, START), LATER) == "2018/10/1"


@pytest.mark.parametrize(
    ("text", "path", "kind"),
    [
        ("平成30年10月1日", START, datetime),
        ("2018-10-01", START, datetime),
        ("平成30年10月1日（予定）", START, str),
        ("1,149千円", TOTAL, int),
        ("1,149,000円", TOTAL, int),
        ("1149千円", TOTAL, int),
        ("120床", BEDS, int),
        ("一般60床、療養28床", BEDS, str),
        ("0965-00-0000", "applicant.contact.phone", str),
        ("=1+1", NAME, str),
    ],
)
def test_days_and_numbers_are_written_as_such_where_nothing_is_lost(text: str, path: str, kind: type) -> None:
    """Days and numbers are written as such where nothing is lost."""
    field = field_at(FORM, path)
    assert field is not None
    stored = as_stored(text, field, EPOCH)
    assert isinstance(stored.value, str) is (kind is str)
    assert as_text(stored.value, stored.number_format, field, EPOCH) == text
