"""Examples of dates lie in the year a form is for."""

from __future__ import annotations

import pytest
from tests.scenarios.command import Command

from zaitaku_check.edit.outline import in_year
from zaitaku_check.plan.field import Field
from zaitaku_check.text_types import Bilingual


def test_a_template_of_another_year_has_examples_of_that_year(command: Command) -> None:
    """Who follows the examples of the form for 2019 is not told afterwards that the dates are last year's."""
    dates = {
        year: [
            line.strip().removeprefix("# 例: ")
            for line in command("new", "--fiscal-year", year, "--keys", "ja", "--lang", "ja").text.splitlines()
            if "例: " in line and line.endswith("日")
        ]
        for year in ("2018", "2019")
    }
    assert dates["2018"][:3] == ["平成30年8月1日", "平成30年10月1日", "平成31年3月31日"]
    assert dates["2019"][:3] == ["令和元年8月1日", "令和元年10月1日", "令和2年3月31日"]


@pytest.mark.parametrize(
    ("reader", "example", "years", "moved"),
    [
        ("date", "平成30年10月1日", (2018,), "平成30年10月1日"),
        ("date", "2018-10-01", (2018, 2019), "2018-10-01"),
        ("date", "平成31年3月31日", (2019,), "令和2年3月31日"),
        ("date", "平成30年4月30日", (2019,), "平成31年4月30日"),
        ("date", "平成30年5月1日", (2019,), "令和元年5月1日"),
        ("date", "平成30年10月", (2019,), "平成30年10月"),
        ("date", "", (2019,), ""),
        ("date", "平成30年10月1日", (), "平成30年10月1日"),
        ("text", "平成30年10月1日", (2019,), "平成30年10月1日"),
    ],
)
def test_a_date_moves_by_whole_fiscal_years(reader: str, example: str, years: tuple[int, ...], moved: str) -> None:
    """Day and month stay, the year follows the form's, the era its calendar; what is no date stays as it is."""
    child = Field("start", "period.start", Bilingual("開始", "Start"), reader, example=example)
    group = Field("period", "period", Bilingual("事業期間", "Period"), "group", fields={"start": child})
    assert in_year(group, years).fields["start"].example == moved
