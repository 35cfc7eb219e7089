"""Yes and no: はい, ○, 有, ☑ … and their opposites."""

from __future__ import annotations

from types import MappingProxyType

from zaitaku_check.plan.doubt import Doubt, Value
from zaitaku_check.plan.kinds.kind import Kind, checked, known_as
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual

_YES = "はい ○ ◯ 〇 ◎ ● 有 有り あり する 既存 代表 代表機関 代表医療機関 該当 ✓ ✔ ☑ ✅ ■ レ true yes"
_NO = "none いいえ × ✕ ✗ ☒ 無 無し なし しない 新規 非該当 □ ☐ － ― ‐ - false no"
NO_WORDS = frozenset(_NO.split())
"""What says that there is none."""
SAYS_IT = waiting(
    r"\s*(?P<before>[■☑✅✔✓☒□☐])?\s*(?P<name>\S.*?)\s*[:：(（]?\s*(?P<behind>[○◯〇◎●有無✓✔☑✅■レ×✕✗☒□☐]|有り|あり|無し|なし)?\s*[)）]?\s*"
)
"""A word with what says that it holds, or not: ☑退院支援, 退院支援：○, 看取り（×）."""
_REMARK = waiting("[(（].*[)）]$")
_MEANT = MappingProxyType(dict.fromkeys(_YES.split(), True) | dict.fromkeys(_NO.split(), False))


def read_yes_no(raw: str) -> Value | Doubt:
    """Return True or False."""
    value = _MEANT.get(raw)
    if value is None:
        text = plain(checked(raw)).rstrip("。.")
        value = _MEANT.get(text, _MEANT.get(_REMARK.sub("", text)))
    return Doubt("F006", "yes_no") if value is None else known_as(raw, value)


def _in_words(value: object) -> Bilingual:
    return Bilingual("はい" if value else "いいえ", "yes" if value else "no")


YES_NO = Kind(
    "yes_no",
    "boolean",
    lambda _field: read_yes_no,
    Bilingual("はい・いいえ", "yes or no"),
    Bilingual("「はい」か「いいえ」（○×、有無も可）", "yes or no"),
    schema={"type": ["boolean"]},
    words=(Bilingual("はい", "yes"), Bilingual("いいえ", "no")),
    spellings=tuple(_MEANT),
    in_words=_in_words,
    constant=lambda value: isinstance(value, bool),
    constant_form=Bilingual("true・false", "true or false"),
    unread="F006",
)
