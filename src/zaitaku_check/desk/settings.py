"""The table `[desk]` of the configuration: what an office fills into its letters."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from zaitaku_check.desk.holidays import is_closed
from zaitaku_check.eras import day_in_words
from zaitaku_check.errors import ConfigError
from zaitaku_check.plan.kinds.dates import read_date
from zaitaku_check.suggestions import did_you_mean
from zaitaku_check.text_types import Bilingual

_MOST_DAYS: Final = 366
_WEEKDAYS: Final = ("月", "火", "水", "木", "金", "土", "日")


class Settings(NamedTuple):
    """What letters need to know of the office; "" and () where the configuration does not say.

    `number` is a pattern with `{number}` (認在第{number}号), counted from `first_number`. `date` is "" for the day of
    the run, "blank", or a day (ISO). `deadline` is a number of days or a day. `seal` is "none", "below" (公印省略 under
    the sender) or "top". `representative`: whether a letter is addressed to a person whom the plan names.
    `japanese_years`: dates with eras. `holidays` are further days (ISO) on which the office is closed,
    `templates` a folder with Word files of its own, `operator` who runs the check.
    """

    sender: tuple[str, ...] = ()
    number: str = ""
    first_number: int = 1
    date: str = ""
    contact: tuple[str, ...] = ()
    deadline: str = ""
    submit_to: str = ""
    honorific: str = ""
    greeting: str = ""
    closing: str = ""
    seal: str = "none"
    representative: bool = True
    japanese_years: bool = True
    holidays: tuple[str, ...] = ()
    templates: str = ""
    operator: str = ""

    def missing(self) -> list[str]:
        """Return the settings without which a letter has blanks."""
        return [name for name in ("sender", "number", "contact", "deadline") if not getattr(self, name)]

    def day(self, as_of: str) -> str:
        """Return the day of a letter (ISO), "" where it is to be filled in."""
        return "" if self.date == "blank" else self.date or as_of

    def due(self, as_of: str) -> str:
        """Return the last day for an answer (ISO), never one on which the office is closed; "" where nobody said."""
        start = self.day(as_of) or as_of
        if not self.deadline.isdecimal():
            return self.deadline
        day = date.fromisoformat(start) + timedelta(days=int(self.deadline))
        while is_closed(day) or day.isoformat() in self.holidays:
            day += timedelta(days=1)
        return day.isoformat()

    def in_words(self, iso: str, lang: str, *, weekday: bool = False) -> str:
        """Return a day as the office writes it: 平成30年9月24日（月）."""
        day = date.fromisoformat(iso)
        if lang == "en":
            return day_in_words(iso).en
        words = day_in_words(iso).ja if self.japanese_years else f"{day.year}年{day.month}月{day.day}日"
        return words + (f"（{_WEEKDAYS[day.weekday()]}）" if weekday else "")


_CHOICES: Final = {"seal": ("none", "below", "top")}


def settings_of(table: Mapping[str, Any], where: str, folder: str) -> Settings:
    """Return the settings of a table; paths count from `folder`. Raises ConfigError naming `where`."""
    values = {name.replace("-", "_"): _value(name.replace("-", "_"), value, where) for name, value in table.items()}
    settings = Settings(**values)
    if settings.number and "{number}" not in settings.number:
        words = Bilingual("文書番号には「{number}」を含めてください。", "it needs `{number}` in it")
        raise _misfit("number", where, words)
    if settings.templates:
        path = os.path.join(folder, settings.templates)
        if not os.path.isdir(path):
            raise _misfit("templates", where, Bilingual("フォルダーがありません。", "there is no such folder"))
        settings = settings._replace(templates=path)
    return settings


def _value(name: str, value: Any, where: str) -> Any:
    if name not in Settings._fields:
        wording = Bilingual(f"{where}: [desk] に「{name}」という設定はありません。", f"{where}: [desk] has no “{name}”")
        raise ConfigError(did_you_mean(wording, name, Settings._fields))
    usual = Settings._field_defaults[name]
    if isinstance(value, date):
        value = value.isoformat()
    if name == "deadline" and isinstance(value, int) and not isinstance(value, bool) and 0 < value < _MOST_DAYS:
        return str(value)
    if isinstance(usual, tuple):
        lines = value.splitlines() if isinstance(value, str) else value
        if not isinstance(lines, list) or not all(isinstance(line, str | date) for line in lines):
            raise _misfit(
                name, where, Bilingual("文字列、又は文字列の一覧にしてください。", "it takes a text or a list of texts")
            )
        return tuple(line.isoformat() if isinstance(line, date) else line for line in lines)
    if type(value) is not type(usual):
        raise _misfit(name, where, _WANTED[type(usual)])
    if name in _CHOICES and value not in _CHOICES[name]:
        known = ", ".join(_CHOICES[name])
        raise _misfit(name, where, Bilingual(f"次のいずれかにしてください: {known}", f"it takes one of: {known}"))
    return _day(name, value, where) if name in ("date", "deadline") and value not in ("", "blank") else value


_WANTED: Final = {
    str: Bilingual("文字列にしてください。", "it takes a text"),
    int: Bilingual("整数にしてください。", "it takes a whole number"),
    bool: Bilingual("true か false にしてください。", "it takes true or false"),
}


def _day(name: str, value: str, where: str) -> str:
    day = read_date(value)
    if isinstance(day, str):
        return day
    raise _misfit(name, where, Bilingual("日付（又は日数）にしてください。", "it takes a date, or a number of days"))


def _misfit(name: str, where: str, wanted: Bilingual) -> ConfigError:
    return ConfigError(Bilingual(f"{where}: [desk] {name}: {wanted.ja}", f"{where}: [desk] {name}: {wanted.en}"))
