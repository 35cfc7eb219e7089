"""Dates and fiscal years: every notation that people use, and every one that is refused."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zaitaku_check.plan.doubt import ALONE, EMPTY, Context, Doubt, InContext
from zaitaku_check.plan.kinds import dates
from zaitaku_check.plan.kinds.dates import read_date, read_end, read_fiscal_year, read_start

FIRST_OCTOBER = "2018-10-01"
DAYS = st.dates(date(1989, 1, 8), date(2040, 12, 31))


def _settled(read: str | Doubt | InContext) -> str | Doubt | int | bool | Decimal:
    """Return what a date is read as in no plan."""
    return read.settle(ALONE) if isinstance(read, InContext) else read


def _in_2018(read: str | Doubt | InContext) -> str | Doubt | int | bool | Decimal:
    """Return what a date is read as in a plan of the fiscal year 2018."""
    return read.settle(Context(lambda: 2018, lambda: 6, lambda _name: None)) if isinstance(read, InContext) else read


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("平成30年10月1日から", "2018-10-01"),
        ("平成31年3月31日まで", "2019-03-31"),
        ("平成30年10月1日（予定）", "2018-10-01"),
        ("平成30年8月3日付", "2018-08-03"),
        ("平成30年8月3日 17時", "2018-08-03"),
        ("2018-10-01T00:00:00", "2018-10-01"),
        ("平成31年3月末日", "2019-03-31"),
        ("平成31年2月末", "2019-02-28"),
        ("平成30年10月1日(月)から", "2018-10-01"),
    ],
)
def test_what_stands_behind_a_day_is_left_out(raw: str, day: str) -> None:
    """から, まで, （予定）, 付 and the time of day do not change the day; the end of a month is its last day."""
    assert read_date(raw) == day


@pytest.mark.parametrize("raw", ["平成　年　月　日", "年 月 日", "令和　　年　　月　　日", "平成 年 月 日（ ）"])
def test_the_blanks_of_a_form_are_no_value(raw: str) -> None:
    """Nobody has filled them in."""
    assert read_date(raw) == EMPTY


@pytest.mark.parametrize("raw", ["指定日", "交付決定日", "交付決定の日から", "契約締結日（予定）", "指定を受けた日"])
def test_an_event_is_no_day_yet(raw: str) -> None:
    """A warning: the day will be known."""
    assert read_date(raw) == Doubt("F005", "event", severity="warning")


def test_a_year_without_an_era_is_that_of_the_plan() -> None:
    """Read with F012 where an era has such a year beside the plan's fiscal year; else, and between signs, F008."""
    read = _in_2018(read_date("30年8月3日"))
    assert isinstance(read, Doubt)
    assert (read.rule, read.variant, read.value, read.severity) == ("F012", "era", "2018-08-03", "warning")
    assert [_rule_of(_in_2018(read_date(raw))) for raw in ("12年8月3日", "30.8.3")] == ["F008", "F008"]


def _rule_of(read: object) -> str:
    return read.rule if isinstance(read, Doubt) else ""


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("平成30年11月", "2018-11-01", "2018-11-30"), ("2019年2月", "2019-02-01", "2019-02-28"),
        ("11月", "2018-11-01", "2018-11-30"), ("3月", "2019-03-01", "2019-03-31"),
        ("平成30年11月5日", "2018-11-05", "2018-11-05"), ("平成30年11月から", "2018-11-01", "2018-11-30"),
    ],
)  # fmt: skip
def test_a_month_is_its_first_or_last_day(raw: str, first: str, last: str) -> None:
    """Without a year it is the month of the plan's fiscal year."""
    assert (_in_2018(read_start(raw)), _in_2018(read_end(raw))) == (first, last)


@pytest.mark.parametrize(
    "raw",
    [
        "2018-10-01", "2018/10/1", "2018-10-1", "2018.10.1", "2018年10月1日", "西暦2018年10月1日", "20181001",
        "平成30年10月1日", "平成 30 年 10 月 1 日", "平成３０年１０月１日", "平成三十年十月一日", "二〇一八年十月一日",
        "Ｈ30.10.1", "H30.10.1", "h30/10/01", "H30-10-1", "平30.10.1", "㍻30年10月1日", "H30・10・1",
        "平成30年10月1日(月)", "平成30年10月1日（月）", "平成30年10月1日（月曜日）", "2018/10/1(月)",
        "平成30年10月1日 月曜日",
        "2018/10/1 0:00:00", "2018-10-01 00:00:00", "2018/10/1 0:00",
        "2018年(平成30年)10月1日", "平成30年(2018年)10月1日", "平成30(2018)年10月1日", "　平成30年10月1日　",
        "平成\u200b30年10月1日", "2018‐10‐01", "２０１８－１０－０１",
    ],
)  # fmt: skip
def test_every_notation_of_a_day_is_read(raw: str) -> None:
    """The first of October 2018 is read in every way that people write it."""
    assert read_date(raw) == FIRST_OCTOBER


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("令和元年5月1日(水)", "2019-05-01"), ("R1.5.1", "2019-05-01"), ("R元.5.1", "2019-05-01"),
        ("㋿元年5月1日", "2019-05-01"),
        ("平成31年10月1日", "2019-10-01"), ("平成37年3月31日", "2025-03-31"), ("平成元年1月8日", "1989-01-08"),
        ("昭和64年1月7日", "1989-01-07"), ("S63.12.31", "1988-12-31"), ("大正15年12月24日", "1926-12-24"),
        ("2020-02-29", "2020-02-29"), ("平成29年11月23日(木・祝)", "2017-11-23"),
        ("令和二十二年十二月三十一日", "2040-12-31"),
    ],
)  # fmt: skip
def test_eras_and_their_borders(raw: str, iso: str) -> None:
    """Eras are counted from their first year, and Heisei is read beyond its end."""
    assert read_date(raw) == iso


@pytest.mark.parametrize(
    ("raw", "rule", "variant"),
    [
        ("2018.10", "F008", ""), ("30.10", "F008", ""), ("2018/10", "F008", ""), ("10/1", "F008", ""),
        ("30.10.1", "F008", "no_era"), ("18-10-1", "F008", "no_era"),
        ("1/10/2018", "F008", "order"), ("10.1.2018", "F008", "order"),
        ("平成30年10月", "F005", "no_day"), ("H30.10", "F005", "no_day"), ("2018年10月", "F005", "no_day"),
        ("10月1日", "F005", "no_year"), ("2018-02-29", "F005", "no_such_day"),
        ("平成31年2月29日", "F005", "no_such_day"),
        ("2018-13-40", "F005", "no_such_day"), ("0000-01-01", "F005", "no_such_day"),
        ("2018-10-00", "F005", "no_such_day"),
        ("昭和70年4月1日", "F005", "era"), ("平成38年4月1日", "F005", "era"), ("令和0年4月1日", "F005", "era"),
        ("2018年(平成29年)10月1日", "F005", "years_differ"),
        ("10月上旬", "F005", ""), ("秋ごろ", "F005", ""), ("平成30年度", "F005", ""), ("2018", "F005", ""),
        ("18:30", "F005", ""),
        ("平成30年10月1日～31日", "F005", ""), ("9" * 5000, "F005", ""),
        ("2018-10-1²", "F005", ""), ("2018-10-①", "F005", ""),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(raw: str, rule: str, variant: str) -> None:
    """Two numbers, a missing part, an impossible day: each is refused for its own reason, never guessed."""
    doubt = read_date(raw)
    assert isinstance(doubt, Doubt)
    assert (doubt.rule, doubt.variant, doubt.value) == (rule, variant, None)


def test_a_wrong_weekday_is_said_and_the_date_counts() -> None:
    """24 November 2017 was a Friday: F009 names both days, and the date is read."""
    doubt = read_date("平成29年11月24日(木)")
    assert isinstance(doubt, Doubt)
    assert (doubt.rule, doubt.value) == ("F009", "2017-11-24")
    assert [pair.ja for _, pair in doubt.args if not isinstance(pair, str)] == ["木曜日", "金曜日"]


def test_a_year_without_era_is_offered_in_both_readings() -> None:
    """30.10.1 may be 平成30年 or 2030: the complaint names both."""
    doubt = read_date("30.10.1")
    assert isinstance(doubt, Doubt)
    assert [str(pair[0]) for _, pair in doubt.args] == ["平成30年10月1日", "2030"]


def _era(day: date) -> tuple[str, str, int]:
    return ("令和", "R", day.year - 2018) if day >= date(2019, 5, 1) else ("平成", "H", day.year - 1988)


@given(DAYS)
def test_every_day_round_trips_in_every_notation(day: date) -> None:
    """Whatever day is written in whatever accepted notation, that day is read."""
    name, letter, year = _era(day)
    month, of_month, weekday = day.month, day.day, "月火水木金土日"[day.weekday()]
    spoken = "元" if year == 1 else str(year)
    written = [
        day.isoformat(), f"{day.year}/{month}/{of_month}", f"{day.year}年{month}月{of_month}日",
        day.strftime("%Y%m%d"),
        f"{name}{spoken}年{month}月{of_month}日", f"{letter}{year}.{month}.{of_month}",
        f"{letter}{year}/{month:02}/{of_month:02}",
        f"{name} {spoken} 年 {month} 月 {of_month} 日（{weekday}）",
        f"{name}{spoken}年({day.year}年){month}月{of_month}日",
        f"{name}{spoken}年{month}月{of_month}日".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ]  # fmt: skip
    assert {raw: read_date(raw) for raw in written} == dict.fromkeys(written, day.isoformat())


@given(DAYS, st.integers(1, 6))
def test_every_wrong_weekday_is_noticed(day: date, shift: int) -> None:
    """A weekday other than the day's own is always F009."""
    wrong = "月火水木金土日"[(day.weekday() + shift) % 7]
    doubt = read_date(f"{day.isoformat()}({wrong})")
    assert isinstance(doubt, Doubt)
    assert (doubt.rule, doubt.value) == ("F009", day.isoformat())


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        ("2018", 2018), ("２０１８", 2018), ("2018年度", 2018), ("平成30年度", 2018), ("平成３０年度", 2018),
        ("平成 30 年度", 2018),
        ("H30", 2018), ("Ｈ30年度", 2018), ("平30", 2018), ("平成三十年度", 2018), ("二〇一八年度", 2018),
        ("FY2018", 2018),
        ("平成30年度(2018年度)", 2018), ("2018(平成30)年度", 2018), ("平成30年", 2018),
        ("30年度（平成30年度）", 2018), ("平成30年度（30年度）", 2018), ("平成30年（2018年）度", 2018),
        ("H30/2018年度", 2018), ("平成31年度・令和元年度", 2019), ("平成31（令和元）年度", 2019),
        ("30年度(2018年度)", 2018), ("2018年度（H30年度分）", 2018),
        ("令和元年度", 2019), ("R1", 2019), ("R元", 2019), ("平成31年度", 2019), ("2019年度", 2019),
    ],
)  # fmt: skip
def test_every_notation_of_a_fiscal_year_is_read(raw: str, year: int) -> None:
    """平成31年度, 令和元年度 and 2019年度 are one and the same year."""
    assert read_fiscal_year(raw) == year


@pytest.mark.parametrize(
    "raw",
    [
        "30",
        "12年度",
        "18",
        "平成30年10月",
        "来年度",
        "2018-2019",
        "20181",
        "0018",
        "昭和70年度",
        "2018(平成29)年度",
        "29年度（平成30年度）",
        "30年度（30年度）",
        "2018¹",
    ],
)
def test_what_is_no_fiscal_year_is_refused(raw: str) -> None:
    """A year without an era, a range or words are F004 for a fiscal year."""
    assert read_fiscal_year(raw) == Doubt("F004", "fiscal_year")


@given(st.text(max_size=80))
def test_no_text_breaks_the_readers_of_dates(raw: str) -> None:
    """Any text yields an ISO date, a year or a doubt."""
    read, year = read_date(raw), read_fiscal_year(raw)
    assert isinstance(read, Doubt | InContext) or date.fromisoformat(read).isoformat() == read
    assert isinstance(year, Doubt) or 1868 <= year < 2200


@given(
    st.from_regex(
        r"\A(平成|令和|H|Ｒ|h)?[0-9０-３元]{1,4}[年./-][0-9１]{1,2}[月./-][0-9２]{1,2}日?([(（][月火水木][)）])?\Z"
    )
)
@settings(max_examples=500)
def test_the_usual_ways_are_read_as_all_others(raw: str) -> None:
    """What the short patterns read has the date that the long ones give it."""
    read = _settled(read_date(raw))
    never = re.compile("(?!)")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dates, "_COMMON", never)
        patch.setattr(dates, "_COMMON_SIGNS", never)
        assert read == _settled(read_date(raw))


@pytest.mark.parametrize(
    "raw", ["平成30年度", "令和元年度", "2018年度", "平成3年度", "明治45年度", "0001年度", "平成40年度"]
)
def test_the_usual_fiscal_years_are_read_as_all_others(raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Likewise for fiscal years."""
    read = read_fiscal_year(raw)
    monkeypatch.setattr(dates, "_COMMON_YEAR", re.compile("(?!)"))
    assert read == read_fiscal_year(raw)
