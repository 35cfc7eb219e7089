"""The forms in which words are compared: keys and choices (`plain`), names and contents (`folded`)."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from zaitaku_check.source.waiting import waiting

ZERO_WIDTH = waiting("[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]+")
"""Characters that take no room: soft hyphen, joiners, direction marks, byte order mark."""

_UNSEEN = waiting("[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
"""The above and variation selectors."""

ORNAMENT = waiting("[²³¹⁰-₎①-⓿❶-➓㉑-㉟㊱-㊿]")
"""Raised, lowered and circled digits: marks of notes, which NFKC would join to the number before them (60² ≠ 602)."""

_OLD = (
    "髙﨑嵜邊邉齋齊濵濱嶋嶌廣澤國會醫學藏惠德榮櫻瀨靜壽萬與嶽眞晉淸瀧彌彥靑"
    "黑增桒𠮷冨峯舘渕埜檜條藥濟團圓縣區鄕總敎寬栁柗枩曻舩豐龍圈當變實關應"
)
_NEW = (
    "高崎崎辺辺斎斉浜浜島島広沢国会医学蔵恵徳栄桜瀬静寿万与岳真晋清滝弥彦青"
    "黒増桑吉富峰館淵野桧条薬済団円県区郷総教寛柳松松昇船豊竜圏当変実関応"
)
VARIANTS = str.maketrans(_OLD, _NEW)
"""Letters of names that are one letter to their bearer: old, printed and vulgar forms to the usual one.

Conservative: 斉 and 斎, 碕 and 崎 are different names and stay so.
"""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("〜∼〰", "~") | dict.fromkeys("·•‧", "・"))
_LETTERS = waiting(f"[{''.join(map(chr, (*VARIANTS, *_DASHES)))}]")
_DASH_AFTER_KANA = waiting("(?<=[ぁ-ゖァ-ヺー])-")
_LONG_AFTER_LATIN = waiting("(?<=[0-9a-z])ー")
_COUNTER = waiting("[個箇ヵヶカケ][所月国]")
_COUNTED = waiting("(?:[個箇ヵヶ]|(?<![ァ-ヺー])[カケ])(?=[所月国])")


_LONG = 4000
"""Texts from this length on are not remembered."""


def plain(text: str) -> str:
    """Return a key or choice as it is compared: NFKC, without spaces and zero-width characters, small letters."""
    return _plain(text) if len(text) < _LONG else _plain.__wrapped__(text)


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    """Remember what was asked last: one rule after the other asks for the same texts of a plan."""
    close = "".join(normalize("NFKC", text).split())
    return _UNSEEN.sub("", close).casefold()


def folded(text: str) -> str:
    """Return a name or content as it is compared: as `plain`; variant letters, dashes and 箇所/ヶ所/カ所 are one."""
    return _folded(text) if len(text) < _LONG else _folded.__wrapped__(text)


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    text = plain(text)
    if _LETTERS.search(text):
        text = text.translate(VARIANTS).translate(_DASHES)
    if "-" in text:
        text = _DASH_AFTER_KANA.sub("ー", text)
    if "ー" in text:
        text = _LONG_AFTER_LATIN.sub("-", text)
    return _COUNTED.sub("か", text) if _COUNTER.search(text) else text
