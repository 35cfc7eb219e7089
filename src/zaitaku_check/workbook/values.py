"""What a cell holds as the text of a plan, as it is shown; and a text as what a cell should hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, NamedTuple

from openpyxl.utils.datetime import from_excel, to_excel

from zaitaku_check.eras import day_in_words
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.kinds.dates import read_date
from zaitaku_check.text_types import Bilingual

ERA: Final = '[$-411]ggge"年"m"月"d"日"'
DATE_FORMATS: Final = (ERA, 'yyyy"年"m"月"d"日"', "yyyy/m/d", "yyyy-mm-dd")
TEXT: Final = "@"
GENERAL: Final = "General"
LONGEST: Final = 32_767
"""Characters that a cell of Excel holds."""
_DAYS: Final = (20_000, 80_000)
"""Serial numbers of the days from 1954 to 2119: a bare number in a field for a date is one of them."""
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_CURRENCY: Final = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_NUMBER: Final = re.compile(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?([^0-9.,\-]{0,8})")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_BLANK: Final = " \t\r\n\u3000\xa0"


class Stored(NamedTuple):
    """A value as a cell holds it, with the number format that shows it."""

    value: str | int | float | date
    number_format: str


def as_text(value: object, number_format: str, field: Field | None, epoch: datetime) -> str:
    """Return what a cell holds as a plan would write it, "" for one in which there is nothing to be seen."""
    if isinstance(value, bool):
        return Bilingual("はい" if value else "いいえ", "").ja
    if isinstance(value, datetime | date):
        return _of_day(value, number_format, field, epoch)
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    if isinstance(value, int | float | Decimal):
        return _of_number(value, number_format, field, epoch)
    text = _ESCAPED.sub(_letter, "" if value is None else str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(_BLANK)


def _letter(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _of_day(value: date, number_format: str, field: Field | None, epoch: datetime) -> str:
    """Return a day; of a number that its format alone made a day (0か月(m) has an m) the number."""
    if field is not None and field.kind.numeric:
        return _shown(Decimal(str(to_excel(value, epoch))), GENERAL)  # type: ignore[no-untyped-call]
    day = value.date() if isinstance(value, datetime) else value
    if field is None or not field.kind.temporal:
        at = f" {value:%H:%M}" if isinstance(value, datetime) and value.time() != time() else ""
        return _day_in(number_format, day, whole=False) + at
    return _day_in(number_format, day, whole=True)


def _day_in(number_format: str, day: date, *, whole: bool) -> str:
    """Return a day in the manner of a format; `whole`: with its year, though the format hides it."""
    signs = _LITERAL.sub("", number_format).lower().replace("general", "")
    if "g" in signs or "e" in signs:
        return day_in_words(day.isoformat()).ja
    if "y" not in signs and not whole and "m" in signs:
        return f"{day.month}月{day.day}日" if "d" in signs else f"{day.month}月"
    if "年" in number_format:
        return f"{day.year}年{day.month}月{day.day}日"
    return day.isoformat() if "yyyy-mm-dd" in signs else f"{day.year}/{day.month}/{day.day}"


def _of_number(value: float | Decimal, number_format: str, field: Field | None, epoch: datetime) -> str:
    if field is not None and field.kind.temporal and _DAYS[0] <= value <= _DAYS[1] and field.reader != "fiscal_year":
        day = from_excel(float(value), epoch)
        if isinstance(day, datetime):
            return _day_in(number_format, day.date(), whole=True)
    return _shown(Decimal(str(value)), number_format)


def _shown(value: Decimal, number_format: str) -> str:
    """Return a number as its format shows it: thousands, percent, and the letters around the digits."""
    section = _CURRENCY.sub(r'"\1"', number_format.split(";", maxsplit=1)[0])
    bare = _LITERAL.sub(lambda found: "\0" * len(found[0]), section)
    places = [at for at, sign in enumerate(bare) if sign in "0#?"]
    if not places:
        return _digits(value, grouped=False)
    first, last = places[0], places[-1]
    scale = len(bare[last + 1 :]) - len(bare[last + 1 :].lstrip(","))
    scaled = value / 1000**scale
    if scaled != scaled.to_integral_value() and scale:
        scaled, scale = value, 0
        return _digits(value, grouped=True) + ("円" if "円" in section else "")
    if "%" in bare:
        return _digits(value * 100, grouped=False) + "%"
    whole = bare[first : last + 1]
    digits = _digits(scaled, grouped="," in whole)
    if set(whole) == {"0"}:
        digits = digits.zfill(len(whole))
    return _literal(section[:first]) + digits + _literal(section[last + 1 + scale :])


def _digits(value: Decimal, *, grouped: bool) -> str:
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return f"{plain:,f}" if grouped else f"{plain:f}"


def _literal(part: str) -> str:
    """Return the letters of a part of a format that are shown as they are."""
    return "".join(_letters(part)).strip()


def _letters(part: str) -> Iterator[str]:
    for found in re.finditer(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|([^\x00-\x7f]|[-+()/])', part):
        yield found[1] or found[2] or found[3] or ""


def as_stored(text: str, field: Field, epoch: datetime) -> Stored:
    """Return what a cell has to hold so that it is read as this text again: a day or number where that can be."""
    for candidate in _candidates(text, field):
        if as_text(candidate.value, candidate.number_format, field, epoch) == text:
            return candidate
    return Stored(_UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text), TEXT)


def _candidates(text: str, field: Field) -> Iterator[Stored]:
    if field.many:
        return
    if field.kind.temporal and field.reader != "fiscal_year":
        day = read_date(text)
        if isinstance(day, str):
            yield from (Stored(date.fromisoformat(day), each) for each in DATE_FORMATS)
    elif field.kind.numeric and (found := _NUMBER.fullmatch(text)):
        sign, digits, fraction, unit = found.groups()
        number = Decimal(f"{sign}{digits.replace(',', '')}{fraction or ''}")
        value = int(number) if not fraction else float(number)
        pattern = "#,##0" if "," in digits or (not fraction and abs(number) < 1000) else "0"
        pattern += f".{'0' * (len(fraction) - 1)}" if fraction else ""
        if unit == "千円":
            yield Stored(int(number * 1000), f'{pattern},"千円"')
            return
        yield Stored(value, f'{pattern}"{unit}"' if unit else pattern)


def blank_format(field: Field) -> str:
    """Return the number format of a cell that is to be filled in."""
    if field.many or field.kind.chosen or field.kind.plain_text or field.reader == "fiscal_year":
        return TEXT
    if field.kind.temporal:
        return ERA
    if field.kind.currency:
        return '#,##0"円"'
    if field.kind.numeric:
        return f'#,##0"{field.unit}"' if field.unit else GENERAL
    return TEXT
