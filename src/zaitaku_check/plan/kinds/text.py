"""Texts, and groups of fields, which have no value of their own."""

from __future__ import annotations

from unicodedata import is_normalized, normalize

from zaitaku_check.plan.kinds.kind import Kind
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import ZERO_WIDTH, plain
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.source.tree import Node


def read_text(raw: str) -> str:
    """Return the text without outer white space and zero-width characters, in NFC."""
    text = raw.strip()
    if text.isprintable() and is_normalized("NFC", text):
        return text  # no zero-width character is held to be printable
    return normalize("NFC", ZERO_WIDTH.sub("", text)).strip()


TEXT = Kind(
    "text",
    "string",
    lambda _field: read_text,
    Bilingual("文章", "a text"),
    Bilingual("文", "text"),
    schema={"type": ["string", "number", "boolean"]},
    plain_text=True,
    joined="\n",
)
_NUMBER_OF_PEOPLE = waiting(
    r"[\s\u3000]*[:：]?[\s\u3000]*[（(]?(?:常勤|非常勤|専従|専任|兼任|計|約)?[\s\u3000:：]*[0-9０-９]+(?:[.．][0-9０-９]+)?"
    r"[\s\u3000]*(?:名|人|persons?)?(?:以上|程度)?[）)]?(?:[\s\u3000]*[（(].*)?$"
)
_AND_OTHERS = waiting(r"(?<=..)(?:等|など|ほか|他|\Wetc\.?)$")
_NAMES_OF_PROFESSION = frozenset({"職種", "profession", "名称", "name", "区分", "資格"})


def read_profession(raw: str) -> str:
    """Return a profession without the number of people written beside it: 医師3名."""
    text = read_text(raw)
    return _NUMBER_OF_PEOPLE.sub("", _AND_OTHERS.sub("", text)) or text


def _professions_of(pairs: list[tuple[Node, Node]]) -> list[Node]:
    """Return the professions of a group: {職種: 医師, 人数: 3}, {医師: 3, 看護師: 7}."""
    named = [value for key, value in pairs if plain(str(key.value)) in _NAMES_OF_PROFESSION]
    return named or [key for key, _ in pairs]


PROFESSION = TEXT._replace(
    name="profession",
    reader=lambda _field: read_profession,
    schema={"type": ["string", "object"]},
    of_group=_professions_of,
)
ANYTHING = Kind(
    "anything",
    "",
    lambda _field: read_text,
    Bilingual("自由な記載", "anything"),
    Bilingual("文や一覧", "anything"),
    free=True,
)
GROUP = Kind(
    "group", "object", None, Bilingual("項目の組", "a group"), Bilingual("下の項目", "the fields of the group")
)
