"""Writing a plan's facts down as people write them: the keys' language, notations of values, YAML's styles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import Any, NamedTuple

MANNERS = ("japanese", "english", "mixed", "canonical")
"""How a plan may be written: `canonical` is the one that programs which know only JSON Schema can check."""


class AsWritten(str):
    """A value that is put down letter for letter, with no notation or quoting of ours."""

    __slots__ = ()


class Field(NamedTuple):
    """How people write one field: its Japanese name, and one of the notations of a canonical value."""

    label: str
    written: Callable[[Any, Random], str]


def _text(value: Any, _rng: Random) -> str:
    return str(value)


def _date(value: Any, rng: Random) -> str:
    day = date.fromisoformat(value)
    year, month, number = day.year - 1988, day.month, day.day
    weekday = "月火水木金土日"[day.weekday()]
    forms = (
        f"平成{year}年{month}月{number}日",
        f"平成 {year} 年 {month} 月 {number} 日",
        f"平成{year}年{month}月{number}日({weekday})",
        f"H{year}.{month}.{number}",
        f"Ｈ{year}.{month}.{number}",
        f"{day.year}/{month}/{number}",
        f"{day.year}年{month}月{number}日",
        value,
    )
    return rng.choice(forms)


def _fiscal_year(value: Any, rng: Random) -> str:
    return rng.choice((str(value), f"平成{value - 1988}年度", f"H{value - 1988}"))


def _wide(text: str) -> str:
    return text.translate({ord("0") + digit: "０１２３４５６７８９"[digit] for digit in range(10)})


def _number(value: Any, rng: Random) -> str:
    return rng.choice((str(value), _wide(str(value))))


def _beds(value: Any, rng: Random) -> str:
    return rng.choice((str(value), f"{value}床", _wide(str(value)), _wide(f"{value}床")))


def _times(value: Any, rng: Random) -> str:
    return rng.choice((str(value), f"{value}回", f"年{value}回"))


def _yen(value: Any, rng: Random) -> str:
    thousands = value // 1000
    forms = (str(value), f"{value:,}円", f"{value}円", f"{thousands:,}千円", _wide(f"{thousands}千円"))
    return rng.choice(forms)


def _yes_no(value: Any, rng: Random) -> str:
    return rng.choice(("はい", "○", "有", "あり", "true") if value else ("いいえ", "×", "無", "なし", "false"))


def _choice(labels: dict[str, str], *endings: str) -> Callable[[Any, Random], str]:
    """Write a choice by its Japanese name, sometimes with one of the endings people add."""
    return lambda value, rng: labels.get(value, value) + rng.choice(("", *endings))


PROGRAMMES = {"regional_centre": "地域在宅医療サポートセンター事業"}
CENTRE_TYPES = {"core": "基幹型", "alliance": "連携型"}
AREA_NAMES = {
    "kumamoto_kamimashiki": "熊本・上益城",
    "uki": "宇城",
    "ariake": "有明",
    "kamoto": "鹿本",
    "kikuchi": "菊池",
    "aso": "阿蘇",
    "yatsushiro": "八代",
    "ashikita": "芦北",
    "kuma": "球磨",
    "amakusa": "天草",
}
INSTITUTIONS = {
    "home_care_support_hospital": "在宅療養支援病院",
    "home_care_support_clinic": "在宅療養支援診療所",
    "home_care_backup_hospital": "在宅療養後方支援病院",
    "community_care_ward_hospital": "地域包括ケア病棟を有する医療機関",
    "hospital": "病院",
    "clinic": "診療所",
    "dental_clinic": "歯科診療所",
    "pharmacy": "薬局",
    "visiting_nurse_station": "訪問看護ステーション",
}
HOME_CARE = {
    "discharge_support": "退院支援",
    "daily_care": "日常の療養支援",
    "emergency_response": "急変時対応",
    "end_of_life_care": "看取り",
}
AIMS = {
    "round_the_clock": "24時間体制",
    "bed_securing": "病床確保",
    "support_from_admission": "入院時からの退院支援",
    "service_matching": "マッチング",
    "visiting_nurse_cooperation": "訪問看護との連携",
    "cooperation": "連携体制",
    "training": "人材育成",
    "structure": "体制構築",
    "more_providers": "提供機関の増加",
    "more_volume": "提供量の増加",
    "information": "情報提供",
    "meeting": "連絡会",
    "own": "独自",
}
ITEMS = {
    "emergency_response": ("①", "急変時対応の取組み", "急変時対応"),
    "admission_discharge_support": ("②", "入退院支援の取組み", "入退院支援"),
    "daily_care_support": ("③", "日常の療養支援の取組み", "日常の療養支援"),
    "end_of_life_care": ("④", "看取りに関する取組み", "看取りの取組み"),
    "service_volume_increase": ("⑤", "訪問診療等のサービス提供量の増加に向けた取組み", "提供量の増加"),
    "public_awareness": ("⑥", "普及啓発に関する取組み", "普及啓発"),
    "liaison_meeting": ("⑦", "在宅医療センター事業の連絡会の開催", "連絡会"),
    "regional_initiative": ("⑧", "その他、在宅医療の充実に資する地域独自の取組み", "地域独自の取組み"),
}


def _item(value: Any, rng: Random) -> str:
    sign, name, short = ITEMS[value]
    number = list(ITEMS).index(value) + 1
    return rng.choice((sign, f"({number})", name, short, f"{sign}{name}"))


FIELDS = {
    "programme": Field("事業", _choice(PROGRAMMES)),
    "fiscal_year": Field("年度", _fiscal_year),
    "submitted_on": Field("提出日", _date),
    "centre_type": Field("類型", _choice(CENTRE_TYPES)),
    "area": Field("圏域", _choice(AREA_NAMES, "圏域", "圏")),
    "applicant": Field("申請者", _text),
    "applicant.name": Field("名称", _text),
    "applicant.institution_type": Field("機関種別", _choice(INSTITUTIONS)),
    "applicant.municipality": Field("市町村", _text),
    "applicant.address": Field("所在地", _text),
    "applicant.representative": Field("代表者", _text),
    "applicant.representative.title": Field("職名", _text),
    "applicant.representative.name": Field("氏名", _text),
    "applicant.beds": Field("病床数", _beds),
    "applicant.professions": Field("職種", _text),
    "applicant.home_care": Field("在宅医療の提供", _choice(HOME_CARE)),
    "applicant.contact": Field("担当者", _text),
    "applicant.contact.department": Field("部署", _text),
    "applicant.contact.name": Field("氏名", _text),
    "applicant.contact.phone": Field("電話番号", _text),
    "applicant.contact.email": Field("メール", _text),
    "members": Field("構成機関", _text),
    "members.name": Field("名称", _text),
    "members.institution_type": Field("機関種別", _choice(INSTITUTIONS)),
    "members.municipality": Field("市町村", _text),
    "members.role": Field("役割", _text),
    "members.home_care": Field("在宅医療の提供", _choice(HOME_CARE)),
    "members.representative": Field("代表", _yes_no),
    "situation": Field("現状と課題", _text),
    "situation.resources": Field("地域資源の状況", _text),
    "situation.past_efforts": Field("これまでの取組状況", _text),
    "situation.issues": Field("課題", _text),
    "situation.partners": Field("連携先", _text),
    "period": Field("事業期間", _text),
    "period.start": Field("開始", _date),
    "period.end": Field("終了", _date),
    "activities": Field("取組み", _text),
    "activities.item": Field("項目", _item),
    "activities.content": Field("内容", _text),
    "activities.measures": Field("実施事項", _text),
    "activities.measures.aim": Field("区分", _choice(AIMS)),
    "activities.measures.content": Field("内容", _text),
    "activities.measures.timing": Field("時期", _text),
    "activities.period": Field("実施期間", _text),
    "activities.period.start": Field("開始", _date),
    "activities.period.end": Field("終了", _date),
    "activities.indicators": Field("指標", _text),
    "activities.indicators.name": Field("名称", _text),
    "activities.indicators.unit": Field("単位", _text),
    "activities.indicators.baseline": Field("現状値", _number),
    "activities.indicators.target": Field("目標値", _number),
    "activities.indicators.source": Field("出典", _text),
    "activities.meeting": Field("連絡会", _text),
    "activities.meeting.name": Field("名称", _text),
    "activities.meeting.existing_body": Field("既存組織", _yes_no),
    "activities.meeting.participants": Field("構成員", _text),
    "activities.meeting.times": Field("開催回数", _times),
    "activities.partners": Field("連携先", _text),
    "budget": Field("所要額", _text),
    "budget.total": Field("合計", _yen),
    "budget.lines": Field("内訳", _text),
    "budget.lines.subject": Field("費目", _text),
    "budget.lines.description": Field("説明", _text),
    "budget.lines.amount": Field("金額", _yen),
    "remarks": Field("備考", _text),
}
FLOW = frozenset({"period", "activities.period", "activities.measures", "activities.indicators", "budget.lines"})
"""Small groups, which people often write on one line in braces."""

_NEEDS_QUOTES = re.compile(r"^$|^[-?:,\[\]{}#&*!|>'\"%@`]|: | #|[:\s]$")
_NOT_A_TEXT = re.compile(r"^(?:[-+]?[\d.,_:/-]+|true|false|yes|no|on|off|null|~)$", re.IGNORECASE)


def write(plan: dict[str, Any], manner: str, rng: Random) -> str:
    """Put the plan down as a YAML text in one of the MANNERS."""
    if manner == "canonical":
        plan = plan | {"activities": [_with_meetings(activity) for activity in plan["activities"]]}
    return "\n".join(_group(plan, "", 0, manner, rng)) + "\n"


def _with_meetings(activity: dict[str, Any]) -> dict[str, Any]:
    """Return the activity with its meeting as a list of one, as the form's JSON Schema asks."""
    return activity | {"meeting": [activity["meeting"]]} if "meeting" in activity else activity


def _group(group: dict[str, Any], path: str, indent: int, manner: str, rng: Random) -> Iterator[str]:
    for name, value in group.items():
        below = f"{path}.{name}".lstrip(".")
        head = " " * indent + _key(name, below, manner, rng) + ":"
        if isinstance(value, dict | list) and not _on_one_line(value, below, rng):
            yield head
            yield from _below(value, below, indent + 2, manner, rng)
        else:
            yield f"{head} {_flow(value, below, manner, rng, inside=False)}"


def _below(value: Any, path: str, indent: int, manner: str, rng: Random) -> Iterator[str]:
    """Yield the lines of a group or list that stands below its key."""
    if isinstance(value, dict):
        yield from _group(value, path, indent, manner, rng)
        return
    bullet = " " * indent + "- "
    for element in value:
        if isinstance(element, dict) and not (path in FLOW and rng.random() < 0.5):
            lines = list(_group(element, path, indent + 2, manner, rng))
            yield bullet + lines[0].lstrip()
            yield from lines[1:]
        else:
            yield bullet + _flow(element, path, manner, rng, inside=False)


def _on_one_line(value: Any, path: str, rng: Random) -> bool:
    if isinstance(value, list):
        return not any(isinstance(element, dict) for element in value) and rng.random() < 0.7
    return path in FLOW and rng.random() < 0.5


def _flow(value: Any, path: str, manner: str, rng: Random, *, inside: bool) -> str:
    if isinstance(value, dict):
        pairs = ((name, f"{path}.{name}") for name in value)
        words = (
            f"{_key(name, at, manner, rng)}: {_flow(value[name], at, manner, rng, inside=True)}" for name, at in pairs
        )
        return "{" + ", ".join(words) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(element, path, manner, rng, inside=True) for element in value) + "]"
    return _scalar(value, path, manner, rng, inside=inside)


def _key(name: str, path: str, manner: str, rng: Random) -> str:
    japanese = manner == "japanese" or (manner == "mixed" and rng.random() < 0.5)
    return FIELDS[path].label if japanese and path in FIELDS else name


def _scalar(value: Any, path: str, manner: str, rng: Random, *, inside: bool) -> str:
    if isinstance(value, AsWritten):
        return value
    if manner in {"canonical", "english"}:
        return _quoted(_canonical(value), inside=inside, also=manner == "canonical" and isinstance(value, str))
    written = FIELDS[path].written(value, rng) if path in FIELDS else str(value)
    return _quoted(written, inside=inside, also=False)


def _canonical(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: str, *, inside: bool, also: bool) -> str:
    """Put the text in quotes where YAML needs them (`also`: or where a reader would take it for something else)."""
    if _NEEDS_QUOTES.search(text) or (inside and re.search(r"[,\[\]{}]", text)) or (also and _NOT_A_TEXT.match(text)):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text
