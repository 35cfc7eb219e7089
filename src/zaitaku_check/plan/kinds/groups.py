"""Groups of fields that are written as one text: a period, a person, a contact."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from zaitaku_check.source.waiting import waiting

Named = list[tuple[str, str]]
"""Canonical names of fields, and the text of each."""

_WHOLE_PERIOD = waiting(
    r"\s*(?:通年|通期|全期間|(?:事業)?期間(?:中|と同じ|内)|事業期間|年間(?:を通[しじ]て)?|年度(?:内|中)|随時|適宜|毎[月週]|"
    r"all year|whole period|throughout|as needed)\s*(?:[（(][^（）()]*[)）])?\s*"
)
_BETWEEN = waiting(
    r"\s*(?:～|〜|~|∼|から|より|至|(?<=[0-9])-(?=[0-9]{4}[/.年])|─|—|–|―|－|ー(?=\s*[0-9０-９平令昭HhRr])|\s-\s|(?<=[日月])\s*[-‐]\s*|\sto\s|→)\s*"
)
_ROUND_DATE = " \u3000自至、,:："
_YEAR = waiting(r"^\s*((?:平成|令和|昭和|[HhRrＨＲ])\s*[0-9０-９元]{1,2}\s*年?|[0-9０-９]{4}\s*年)")

_TITLE = waiting(
    r"^\s*((?:代表取締役|代表理事|理事長|副理事長|代表社員|管理者|院長|副院長|病院長|会長|副会長|所長|施設長|市長|町長|村長|"
    r"部長|局長|課長|室長|医院長|理事|代表者|代表|[^\s\u3000、]{1,12}(?:長|理事|取締役|管理者|代表))(?:兼[^\s\u3000、]{1,8}長)?)"
    r"[\s\u3000・:：]+(.+)$"
)
_SEAL = waiting(r"[\s\u3000]*(?:㊞|[（(〔]?印[)）〕]?)\s*$")
_NUMBER = r"[\s\u3000:：]*(0[0-9０-９]{1,4}[-－ー‐( （][0-9０-９]{1,4}[-－ー‐) ）][0-9０-９]{3,4})"
_PHONE = waiting(rf"(?:TEL|ＴＥＬ|Tel|tel|℡|☎|電話(?:番号)?)?{_NUMBER}")
_FAX = waiting(rf"(?:FAX|ＦＡＸ|Fax|fax|ファックス|ファクス){_NUMBER}")
_EXTENSION = waiting(r"(?:内線|ext\.?)[\s\u3000:：]*([0-9０-９]{1,6})")
_MAIL = waiting(r"(?:E-?mail|メール|e-?mail)?[\s\u3000:：]*([\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
_SPACES = waiting(r"[\s\u3000、,]+")


def _period(text: str) -> Named | None:
    """平成30年10月1日～平成31年3月31日 → start and end; 通年 → neither, for it says no more than the plan's period."""
    if _WHOLE_PERIOD.fullmatch(text):
        return []
    parts = [part.strip(_ROUND_DATE) for part in _BETWEEN.split(text.strip(_ROUND_DATE), maxsplit=1)]
    start, end = parts[0], parts[1] if len(parts) > 1 else ""
    if not any(letter.isdecimal() or letter in "元〇一二三四五六七八九十" for letter in start + end):
        return None
    if end and not _YEAR.match(end) and (year := _YEAR.match(start)) and "月" in end:
        end = _with_year(year[1], end)
    return [(name, part) for name, part in (("start", start), ("end", end)) if part]


def _with_year(year: str, end: str) -> str:
    """Return the end of a period with the year or era that only its start has: ～3月31日, ～31年3月31日, ～翌年3月."""
    if end[0].isdecimal() and "年" in end:
        return year.rstrip("年0123456789０１２３４５６７８９元 ") + end
    if end.startswith("翌年"):
        number = "".join(letter for letter in year if letter.isdecimal()) or "1"
        return year.replace(number, str(int(number) + 1)).replace("元", "2") + end.removeprefix("翌年")
    return year + end


def _person(text: str) -> Named | None:
    """理事長　肥後 太郎　㊞ → title and name."""
    text = _SEAL.sub("", text).strip()
    found = _TITLE.match(text)
    return [("title", found[1]), ("name", found[2].strip())] if found else [("name", text)]


def _contact(text: str) -> Named | None:
    """地域連携室　主任　阿蘇 花子（0965-00-0000 内線222） → as far as it is certain; the rest is the name."""
    named: Named = []
    for name, pattern in (("fax", _FAX), ("phone", _PHONE), ("extension", _EXTENSION), ("email", _MAIL)):
        if found := pattern.search(text):
            named.append((name, found[1]))
            text = f"{text[: found.start()]} {text[found.end() :]}"
    words = [word for word in _SPACES.split(text.strip(" \u3000（）()、,")) if word.strip("（）()")]
    if len(words) > 1 and words[0].endswith(("室", "課", "部", "係", "科", "局", "センター", "班")):
        named.insert(0, ("department", words.pop(0)))
    if len(words) > 1 and words[0].endswith(("長", "主任", "主査", "主事", "師", "員", "担当", "参事", "補佐")):
        named.append(("title", words.pop(0)))
    if words:
        named.append(("name", " ".join(words)))
    return named


TEXTS_OF_GROUPS: MappingProxyType[str, Callable[[str], Named | None]] = MappingProxyType(
    {"period": _period, "person": _person, "contact": _contact}
)
"""What a form calls a text (`x-text-of`) → the fields it is taken apart into; None where it is no such text."""


def months_between(start: str, end: str) -> int:
    """Return the number of whole months of a period of ISO dates."""
    (year, month, day), (last_year, last_month, last_day) = (map(int, each.split("-")) for each in (start, end))
    whole = (last_year - year) * 12 + last_month - month + 1
    return max(0, whole - (day > 1) - (last_day < 28))
