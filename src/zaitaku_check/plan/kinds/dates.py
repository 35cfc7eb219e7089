"""Dates and fiscal years as people in Japanese offices write them."""

from __future__ import annotations

import re

from zaitaku_check.eras import day_in_words, fiscal_year_in_words
from zaitaku_check.plan.doubt import EMPTY, Context, Doubt, InContext
from zaitaku_check.plan.kinds.kind import Kind
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import ORNAMENT, plain
from zaitaku_check.text_types import Bilingual

_ERAS = {
    "明治": (1867, 45), "大正": (1911, 15), "昭和": (1925, 64), "平成": (1988, 37), "令和": (2018, 99),
}  # fmt: skip
"""Era → the year before its first, and its last year that is read (平成37年 was written long before 令和 was known)."""

_FIRST_DAYS = {"平成": "1989-01-08", "令和": "2019-05-01"}
_ERA_OF_LETTER = dict(zip("明m大t昭s平h令r", [era for era in _ERAS for _ in "12"], strict=True))
_WEEKDAYS = "月火水木金土日"
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_ERA = r"(?:明治|大正|昭和|平成|令和|[明大昭平令mtshr])"
_YEAR = rf"(?:(?P<era>{_ERA})(?P<era_year>\d{{1,2}}|元)|(?:西暦)?(?P<year>\d{{4}}))"
_TWIN = rf"(?:\((?:(?P<era2>{_ERA})(?P<era_year2>\d{{1,2}}|元)|(?:西暦)?(?P<year2>\d{{4}}))年?(?:度)?\))?"

_COMMON = waiting(
    r"(?:(?P<era>平成|令和)(?P<era_year>\d{1,2}|元)|(?P<year>\d{4}))年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:[(（](?P<said>[月火水木金土日])[)）])?"
)
_COMMON_SIGNS = waiting(
    r"(?:(?P<era>[hr])(?P<era_year>\d{1,2})|(?P<year>\d{4}))(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
)
_COMMON_YEAR = waiting("(?:(?P<era>平成|令和)(?P<era_year>[0-9]{1,2}|元)|(?P<year>[0-9]{4}))年度")
_WORDS = waiting(rf"{_YEAR}{_TWIN}年{_TWIN.replace('2>', '3>')}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日")
_SIGNS = waiting(rf"{_YEAR}{_TWIN}(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})")
_COMPACT = waiting(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")

_TWO_NUMBERS = waiting(r"\d{1,4}[-/.]\d{1,4}")
_NO_ERA = waiting(r"(?P<year>\d{1,2})(?P<sign>[-/.年])(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?")
_DAY_FIRST = waiting(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_NO_DAY = waiting(rf"(?:{_ERA}?(?:\d{{1,4}}|元)年|{_ERA}(?:\d{{1,2}}|元)[-/.]|\d{{4}}年)\d{{1,2}}月?")
_SERIAL = waiting(r"4[0-9]{4}")
_NO_YEAR = waiting(r"\d{1,2}月\d{1,2}日")
_WEEKDAY = waiting(
    r"(?:[(\[〔](?P<short>[月火水木金土日])(?:曜日?)?(?:[・,、]?(?:祝日?|休日?|振休))?[)\]〕]|(?P<long>[月火水木金土日])曜日?)$"
)
_ANY_YEAR = rf"(?:{_ERA}(?:\d{{1,2}}|元)|(?:西暦)?\d{{4}}|\d{{1,2}})年?度?分?"
_FISCAL = waiting(rf"(?:fy)?{_ANY_YEAR}(?:[(/・=,、\[]{_ANY_YEAR}[)\]]?(?:年?度)?)*(?:分|事業|計画)?")
"""A fiscal year written once, or again in brackets or behind a sign: 平成30年度（2018年度）, 30年度（平成30年度）."""
_ONE_YEAR = waiting(rf"{_YEAR}|(?P<bare>\d{{1,2}})")
_HEISEI = waiting(r"(?P<year>2[0-9]|3[01])年度(?:分)?")
"""A fiscal year without an era whose number only 平成 can have had."""
_BESIDE_DATE = waiting(
    r"(?:から|より|まで|付け?|以降|提出|申請|現在|必着|締切|[~～〜]|\((?:予定|見込み?|仮)\)|予定|見込み?|に?(?:開始|終了)"
    r"|(?<=日)(?:午前|午後)?(?:\d{1,2}時(?:\d{1,2}分)?)?(?<=[前後時分]))$"
)
_TIME = waiting(r"(?:[Tt ]|\u3000)\s*\d{1,2}:\d\d(?::\d\d)?(?:Z|\+09:00)?\s*$")
"""The time of day, as spreadsheets write it."""
_NO_MORE_BESIDE = 3
_END_OF_MONTH = waiting(r"(?P<month>.*(?<!\d)\d{1,2}月)末日?")
_EVENT = waiting(
    r"(?:補助金の?)?(?:指定|交付決定|決定|契約締結|契約|締結|承認|内示|開所|通知|認定)(?:の|を受けた|された|した)?(?:日|後|次第)"
)
_BLANK = waiting(r"(?:明治|大正|昭和|平成|令和|西暦|20|[hr])?(?:年(?:度|月日?)?|\d{1,4}年月日)(?:\(\))?")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_ENGLISH = waiting(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:of)?(?P<month>[a-z]{3,9})"
    r"|(?P<month2>[a-z]{3,9})\.?(?P<day2>\d{1,2})(?:st|nd|rd|th)?)[.,]*(?P<year>\d{4})"
)
_MONTH_ONLY = waiting(
    rf"(?:{_YEAR}年?|(?P<no_year>))(?:[-/.](?=\d))?(?P<month>\d{{1,2}})月?(?:中|初旬|上旬|中旬|下旬|半ば|末頃|頃)?"
)


_KANJI_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")} | {"零": 0}
_KANJI_NUMBER = waiting("[〇零一二三四五六七八九十]+(?=[年月日(])|(?<=[治正和成])[〇零一二三四五六七八九十]+")
_SEPARATORS = str.maketrans("‐‑–—―−ー・", "-------.")
_FISCAL_YEARS = frozenset(range(1868, 2200))
_LONGEST = 60


def read_date(raw: str) -> str | Doubt | InContext:
    """Return an ISO date; F009 beside it where a weekday does not match."""
    return _date(raw)


def read_start(raw: str) -> str | Doubt | InContext:
    """Return the first day of what may be a month without a day."""
    return _day_of_month(raw, _date(raw), last=False)


def read_end(raw: str) -> str | Doubt | InContext:
    """Return the last day of what may be a month without a day."""
    return _day_of_month(raw, _date(raw), last=True)


def _day_of_month(raw: str, read: str | Doubt | InContext, *, last: bool) -> str | Doubt | InContext:
    """Return what was read, or the first or last day of a month; without a year that of the plan's fiscal year."""
    if not isinstance(read, Doubt) or read.rule not in {"F005", "F008"} or len(raw) > _LONGEST:
        return read
    match = _MONTH_ONLY.fullmatch(_KANJI_NUMBER.sub(_in_digits, _bare_date(plain(raw))))
    if match is None or not 1 <= (month := int(match["month"])) <= 12:
        return read
    years = _years(match)
    if years:
        return _in_month(years.pop(), month, last=last)
    if match["no_year"] is None:
        return read
    return InContext(lambda around: _in_fiscal_year(around, month, read, last=last))


def _in_fiscal_year(around: Context, month: int, doubt: Doubt, *, last: bool) -> str | Doubt:
    year = around.fiscal_year()
    return _in_month(year + (month < 4), month, last=last) if year else doubt


def _in_month(year: int, month: int, *, last: bool) -> str:
    return f"{year:04}-{month:02}-{_days(year, month) if last else 1:02}"


def _bare_date(text: str) -> str:
    """Return a date without what people write behind it: から, まで, （予定）, 付, the time of day."""
    for _ in range(_NO_MORE_BESIDE):
        text = _BESIDE_DATE.sub("", text)
    return text


def _date(raw: str) -> str | Doubt | InContext:
    """Return an ISO date; what stands around it is looked at only where it is not written as most dates are."""
    if len(raw) == 10 and raw[4] == raw[7] == "-" and _is_iso(raw):
        return _existing(raw[:4], raw[5:7], raw[8:])
    match = _COMMON.fullmatch(raw)
    if match is None and len(raw) <= _LONGEST and not ORNAMENT.search(raw):
        text = plain(_TIME.sub("", raw))
        match = _COMMON.fullmatch(text) or _COMMON_SIGNS.fullmatch(text)
        if match is None:
            return _read_any_date(text)
    return _read_common(match) if match else Doubt("F005")


def _read_common(match: re.Match[str]) -> str | Doubt:
    when, said = _dated(match), match.groupdict().get("said")
    return _on_weekday(when, said) if said and isinstance(when, str) else when


def _is_iso(raw: str) -> bool:
    digits = raw.replace("-", "")
    return raw.isascii() and len(digits) == 8 and digits.isdecimal()


def read_fiscal_year(raw: str) -> int | Doubt:
    """Return the calendar year in which the fiscal year begins."""
    if len(raw) == 4 and raw.isascii() and raw.isdecimal():
        return int(raw) if int(raw) in _FISCAL_YEARS else Doubt("F004", "fiscal_year")
    match = _COMMON_YEAR.fullmatch(raw)
    if match is None and (bare := _HEISEI.fullmatch(plain(raw[:_LONGEST]))):
        return _of_heisei(int(bare["year"]))
    years = _years(match) if match else _fiscal_years(raw)
    return years.pop() if len(years) == 1 and years < _FISCAL_YEARS else Doubt("F004", "fiscal_year")


def _of_heisei(year: int) -> Doubt:
    said = Bilingual(f"平成{year}年度", f"平成{year}年度")
    return Doubt("F012", "era", (("choice", said),), value=1988 + year, severity="warning")


def _fiscal_years(raw: str) -> set[int]:
    """Return the years that a text names as its fiscal year, in whatever ways; empty where it is none.

    A number without an era (30年度) only says again what stands beside it.
    """
    text = _KANJI_NUMBER.sub(_in_digits, plain(raw)) if len(raw) <= _LONGEST and not ORNAMENT.search(raw) else ""
    if not _FISCAL.fullmatch(text):
        return set()
    found = list(_ONE_YEAR.finditer(text))
    named = [_years(each) for each in found if not each["bare"]]
    years = set().union(*named) if all(named) else set()
    bare = {int(each["bare"]) for each in found if each["bare"]}
    return years if all(bare <= {year - before for before, _last in _ERAS.values()} for year in years) else set()


def _read_any_date(text: str) -> str | Doubt | InContext:
    if _BLANK.fullmatch(text):
        return EMPTY
    english = _ENGLISH.fullmatch(text)
    if english and (at := _MONTHS.find((english["month"] or english["month2"])[:3])) % 3 == 0:
        return _existing(english["year"], str(at // 3 + 1), english["day"] or english["day2"])
    if _EVENT.fullmatch(bare := _bare_date(text)):
        return Doubt("F005", "event", severity="warning")
    text = _KANJI_NUMBER.sub(_in_digits, bare)
    if end := _END_OF_MONTH.fullmatch(text):
        return _day_of_month(end["month"], Doubt("F005"), last=True)
    said = _WEEKDAY.search(text)
    text = (text[: said.start()] if said else text).translate(_SEPARATORS)
    match = _WORDS.fullmatch(text) or _SIGNS.fullmatch(text) or _COMPACT.fullmatch(text)
    if not match:
        return _not_a_date(text)
    when = _dated(match)
    return when if isinstance(when, Doubt) or not said else _on_weekday(when, said["short"] or said["long"])


def _dated(match: re.Match[str]) -> str | Doubt:
    """Return the date of a match that has a year, a month and a day."""
    years = _years(match)
    if not years:
        return Doubt("F005", "era")
    if len(years) > 1:
        return Doubt("F005", "years_differ")
    day = _existing(str(years.pop()), match["month"], match["day"])
    era = match.groupdict().get("era")
    if era and isinstance(day, str) and day < _FIRST_DAYS.get(_ERA_OF_LETTER.get(era, era), ""):
        return Doubt("F005", "before_era", value=day, severity="warning")
    return day


def _years(match: re.Match[str]) -> set[int]:
    """Return the year a match states, in one or several ways; empty where an era has no such year."""
    found = match.groupdict()
    years = {int(found[name]) for name in ("year", "year2", "year3") if found.get(name)}
    for number in ("", "2", "3"):
        if era := found.get("era" + number):
            year = _era_year(era, found["era_year" + number])
            if year is None:
                return set()
            years.add(year)
    return years


def _era_year(era: str, year: str) -> int | None:
    before, last = _ERAS[_ERA_OF_LETTER.get(era, era)]
    number = 1 if year == "元" else int(year)
    return before + number if 1 <= number <= last else None


def _existing(year: str, month: str, day: str) -> str | Doubt:
    y, m, d = int(year), int(month), int(day)
    if y and 1 <= m <= 12 and 1 <= d <= _days(y, m):
        return f"{y:04}-{m:02}-{d:02}"
    return Doubt("F005", "no_such_day")


def _days(year: int, month: int) -> int:
    """Return how many days a month has; `datetime` would know, and takes longer to load than to check a plan."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _on_weekday(when: str, said: str) -> str | Doubt:
    """Return the date; with F009 where it falls on another day of the week than was written."""
    from datetime import date

    actual = date.fromisoformat(when).weekday()
    if _WEEKDAYS[actual] == said:
        return when
    return Doubt("F009", args=(("weekday", _weekday(_WEEKDAYS.index(said))), ("actual", _weekday(actual))), value=when)


def _weekday(number: int) -> Bilingual:
    return Bilingual(f"{_WEEKDAYS[number]}曜日", _WEEKDAY_NAMES[number])


def _without_era(match: re.Match[str]) -> Doubt | InContext:
    """F008; F012 with the date where the number of a year (30年) is one of an era beside the plan's fiscal year."""
    doubt = Doubt("F008", "no_era", _with_eras(match))
    return InContext(lambda around: _in_era_of(around.fiscal_year(), match, doubt)) if match["sign"] == "年" else doubt


def _in_era_of(fiscal_year: int, match: re.Match[str], doubt: Doubt) -> Doubt:
    for era in ("平成", "令和"):
        year = _era_year(era, match["year"])
        day = _existing(str(year), match["month"], match["day"]) if year and abs(year - fiscal_year) <= 1 else None
        if isinstance(day, str):
            said = f"{era}{int(match['year'])}年{int(match['month'])}月{int(match['day'])}日"
            return Doubt("F012", "era", (("choice", Bilingual(said, said)),), value=day, severity="warning")
    return doubt


def _not_a_date(text: str) -> Doubt | InContext:
    """Why a text is no date."""
    if _DAY_FIRST.fullmatch(text):
        return Doubt("F008", "order")
    if _TWO_NUMBERS.fullmatch(text):
        return Doubt("F008")
    if match := _NO_ERA.fullmatch(text):
        return _without_era(match)
    if _NO_DAY.fullmatch(text):
        return Doubt("F005", "no_day")
    if _SERIAL.fullmatch(text):
        return _serial(int(text))
    return Doubt("F005", "no_year" if _NO_YEAR.fullmatch(text) else "")


def _serial(number: int) -> Doubt:
    """F005 for the number that a spreadsheet writes in the place of a date: days since 1899-12-30."""
    from datetime import date, timedelta

    day = date(1899, 12, 30) + timedelta(days=number)
    return Doubt("F005", "serial", (("suggestion", Bilingual(day_in_words(day.isoformat()).ja, day.isoformat())),))


def _with_eras(match: re.Match[str]) -> tuple[tuple[str, Bilingual], ...]:
    """Return the two ways in which a date without an era may be completed."""
    rest = f"{int(match['month'])}月{int(match['day'])}日"
    year = int(match["year"])
    return (
        ("suggestion", Bilingual(f"平成{year}年{rest}", f"平成{year}年{rest}")),
        ("year", Bilingual(str(2000 + year), str(2000 + year))),
    )


def _in_digits(match: re.Match[str]) -> str:
    """三十 → 30, 二〇一八 → 2018."""
    text = match[0]
    if "十" not in text:
        return "".join(str(_KANJI_DIGITS[letter]) for letter in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return text
    return str(10 * (_KANJI_DIGITS[tens] if tens else 1) + (_KANJI_DIGITS[ones] if ones else 0))


def _shifted(iso: str, by: int) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(iso) + timedelta(days=by)).isoformat()


def _is_date(value: object) -> bool:
    return isinstance(value, str) and _is_iso(value) and len(value) == 10


_DIGIT = "[0-9０-９〇一二三四五六七八九十百千万元]"
DATE = Kind(
    "date",
    "string",
    lambda _field: read_date,
    Bilingual("日付", "a date"),
    Bilingual("「平成30年10月1日」「2018-10-01」のような年月日", "a date such as 2018-10-01"),
    schema={"type": ["string"], "pattern": f"{_DIGIT}+[^0-9０-９]+{_DIGIT}+[^0-9０-９]+{_DIGIT}"},
    in_words=day_in_words,
    temporal=True,
    shifted=_shifted,
    constant=_is_date,
    constant_form=Bilingual("日付（2018-10-01の形）", "a date like 2018-10-01"),
    unread="F005",
)
START = DATE._replace(name="start", reader=lambda _field: read_start, schema={"type": ["string"], "pattern": _DIGIT})
END = DATE._replace(name="end", reader=lambda _field: read_end, schema=START.schema)
FISCAL_YEAR = Kind(
    "fiscal_year",
    "integer",
    lambda _field: read_fiscal_year,
    Bilingual("年度", "a fiscal year"),
    Bilingual("「平成30年度」のような年度", "a fiscal year such as 2018"),
    schema={"type": ["integer", "string"], "pattern": _DIGIT},
    in_words=fiscal_year_in_words,
    numeric=True,
    shifted=lambda value, by: value + by,
    constant=lambda value: isinstance(value, int) and not isinstance(value, bool),
    constant_form=Bilingual("数", "a number"),
    unread="F004",
)
