"""Choices and items: by id, name, alias or number, without the endings and prefixes that the form allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from unicodedata import normalize

from zaitaku_check.plan.doubt import EMPTY, Doubt, Value
from zaitaku_check.plan.kinds.kind import Kind, Reader, checked, known_as
from zaitaku_check.plan.kinds.yes_no import NO_WORDS, SAYS_IT
from zaitaku_check.source.waiting import waiting
from zaitaku_check.suggestions import Guess, nearest_meaning
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.plan.field import Choice, Field

EFFORT = waiting("取り?組み?|とりくみ")
"""How 取組み is written."""
_COMMAS = str.maketrans("", "", "、，,､")
_JOINED = waiting("(?<=[a-z0-9])[-_](?=[a-z])")
"""What joins the words of English: house-calls, house_calls."""
_SHOWN_CHOICES = 12
_MOST_HELD = 4
_LONGEST = 200
"""No choice is longer; nothing is searched in longer texts."""

# Circled, bracketed and dotted numbers and letters, told apart before NFKC makes digits of them: ①② is not 12.
_CIRCLED = waiting("[①-⒛⓪-⓿❶-➓㉑-㉟㊱-㊿㋐-㋾]")
_UNUSUAL = MappingProxyType(
    {ord(letter): str(at % 10 + 1) for at, letter in enumerate("❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓⓵⓶⓷⓸⓹⓺⓻⓼⓽⓾")}
)
_REMARKS = waiting(r"(?!\([0-9ア-ン]{1,2}\))[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]$")
_FIRST_OF_SEVERAL = waiting(r"[・･、,/／+＋(（]")
_PLACE = waiting("[都道府県市区町村郡]")
_KINDS_OF_PLACE = ("市", "町", "村", "city", "town", "village")
_FRONT = waiting(
    r"^\s*(?:[【\[（(〔](?:必須|任意|必須項目|任意項目|選択)[】\]）)〕]|必須(?:項目)?|任意(?:項目)?|取り?組み?(?:項目)?|第\s*[0-9０-９]+\s*号"
    r"|[(（]?[0-9０-９]{1,2}[)）.．、]|[(（]?[ア-ン][)）.．、\s\u3000]|[(（][ア-ン][)）]|[㋐-㋾]|[※・○●◎])\s*[:：]?\s*"
)
"""What a form's print, or the writer, puts in front of an item."""
_MOST_FRONT = 3
_TITLE = waiting(r"[^(]*[^\W\d_]{3}[^(]*")
"""The least that is a title of one's own beside the number of an item."""
_HEAD = "(?:項目|item|no\\.?|第)?[(\\[<〔【「]{{0,2}}(?P<mark>{marks})(?![0-9])号?[)\\]>〕】」.:,、・-]*(?P<rest>.*)"


def choice_reader(field: Field) -> Reader:
    """Return a reader of a field's choices: by id, label or alias, without the endings and prefixes of the form."""
    exact, core, bare = spellings(field), _core_of(field), _bare(field)
    order = [choice.id for choice in field.choices]

    def read(raw: str) -> Value | Doubt:
        return exact.get(raw) or (read_said(raw) if field.many else read_any(raw))

    def read_said(raw: str) -> Value | Doubt:
        said = SAYS_IT.fullmatch(raw)
        named = bare().get(core(said["name"])) if said and (said["before"] or said["behind"]) else None
        if said is None or named is None:
            return read_any(raw)
        return EMPTY if {said["before"], said["behind"]} & NO_WORDS else named

    def read_any(raw: str) -> Value | Doubt:
        text = core(checked(raw))
        found = bare().get(text) or bare().get(core(_REMARKS.sub("", text)))
        if field.otherwise and (remark := _REMARKS.search(text)) and (closer := bare().get(core(remark[0][1:-1]))):
            outer = found or _by_ending(field, _REMARKS.sub("", text))  # 病院（地域包括ケア病棟）: the first of the two
            found = min(outer, closer, key=order.index) if outer else None
        if found:
            return known_as(raw, found)
        if wider := _wider(field).get(text):
            return _taken_as(field, wider, "kinds") if field.otherwise else _taken_as(field, wider, "wider", "warning")
        return _widely(field, text, bare()) or _unknown(raw, field, lambda: nearest_meaning(text, bare()))

    return read


def _widely(field: Field, text: str, known: Mapping[str, str]) -> Value | Doubt | None:
    """Return what a text is read as that is no choice by name: by its beginning, its ending, or as any other text."""
    if field.open:
        heads = (text[:length] for length in range(len(text), 1, -1))
        if named := next((known[head] for head in heads if head in known), None):
            return named
        if place := _by_short_name(field, text):
            return _taken_as(field, place)
        return None if field.open == "tail" or _is_slip(text, known) else text
    if not field.otherwise:
        return None
    if field.many and text in NO_WORDS:
        return EMPTY
    first = None if field.many else known.get(_FIRST_OF_SEVERAL.split(text, maxsplit=1)[0])
    return (
        first
        or known.get(text.rstrip("0123456789"))
        or _by_ending(field, _REMARKS.sub("", text))
        or _as_other(field, text, known)
    )


def _by_short_name(field: Field, text: str) -> str:
    """Return the place that a text is without what kind of place it is (八代, Yatsushiro); "" where it is not one."""
    known = {plain(name): choice.id for choice in field.choices for name in choice.label}
    named = {known[text + kind] for kind in _KINDS_OF_PLACE if text + kind in known}
    return named.pop() if len(named) == 1 else ""


def _is_slip(text: str, known: Mapping[str, str]) -> bool:
    """Say whether a text is more likely a misspelt choice than a text of its own."""
    near = nearest_meaning(text, known)
    return bool(near and near.word) or not _PLACE.search(text)


def _by_ending(field: Field, text: str) -> str | None:
    """Return the choice whose ending a text has, the longest ending first: 公立病院 is a hospital."""
    known = [(plain(end), choice.id) for choice in field.choices for end in choice.ends]
    named = [(end, meant) for end, meant in sorted(known, key=lambda each: -len(each[0])) if text.endswith(end)]
    for end, meant in known:
        if end.endswith("...") and end[:-3] in text:  # 歯科…, wherever it stands, unless an ending says it too
            return next((other for longer, other in named if end[:-3] in longer), meant)
    return named[0][1] if named else None


def _as_other(field: Field, text: str, known: Mapping[str, str]) -> Doubt:
    """F012: a text that is none of the choices; as a warning where one of them was probably meant."""
    doubt = _taken_as(field, field.otherwise)

    def closer() -> Doubt:
        near = nearest_meaning(text, known)
        if near is None or not near.word:
            return doubt
        meant = next(choice for choice in field.choices if choice.id == near.meaning)
        args = (*doubt.args, ("suggestion", Bilingual(meant.label.ja, meant.id)))
        return doubt._replace(variant="near", severity="warning", args=args)

    return doubt._replace(closer=closer)


def _taken_as(field: Field, meaning: str, variant: str = "", severity: str = "") -> Doubt:
    """F012: a value read as a choice that says more, or less, than was written."""
    choice = next(choice for choice in field.choices if choice.id == meaning)
    return Doubt(
        "F012", variant, (("choice", Bilingual(choice.label.ja, choice.id)),), value=meaning, severity=severity
    )


def _wider(field: Field) -> dict[str, str]:
    """Return the words that mean a choice or less (熊本, of 熊本・上益城) → its id."""
    return {plain(word): choice.id for choice in field.choices for word in choice.wider}


def item_reader(field: Field) -> Reader:
    """Return a reader of a field's items: as choices, and by their number, alone or before the name."""
    exact, core, bare = _numbered(field) | spellings(field), _core_of(field), _bare(field)
    numbers = _numbers(field)

    def read(raw: str) -> Value | Doubt:
        return exact.get(raw) or _behind_front(raw, lambda text: exact.get(text) or read_numbered(text))

    def read_numbered(raw: str) -> Value | Doubt:
        text = core(_CIRCLED.sub(_bracketed, raw))
        text = text if text in bare() else core(_REMARKS.sub("", text)) or text
        if named := bare().get(text):
            return known_as(raw, named)
        head, marks = numbers()
        if wider := _wider(field).get(text):
            return _taken_as(field, wider)
        if not (match := head.fullmatch(text)):
            return _unknown(raw, field, lambda: nearest_meaning(text, bare()))
        by_mark, rest = marks[match["mark"]], match["rest"]
        named = bare().get(core(rest)) or marks.get(rest.strip("().")) if rest else by_mark
        return known_as(raw, named) if named == by_mark else _titled(raw, field, by_mark, named, (core(rest), bare()))

    return read


def _behind_front(raw: str, read: Callable[[str], Value | Doubt]) -> Value | Doubt:
    """Return what a text is read as, or, where nothing is known of it, what stands behind what a form's print puts."""
    found = again = read(raw)
    for _ in range(_MOST_FRONT):
        bare = _FRONT.sub("", raw, count=1)
        if not _is_unknown(again) or bare in {raw, ""}:
            break
        raw, again = bare, read(bare)
    return found if _is_unknown(again) else again


def _titled(
    raw: str, field: Field, by_mark: str, named: str | None, rest: tuple[str, Mapping[str, str]]
) -> Value | Doubt:
    """Return what is said of an item whose number stands beside other words than its name: a title of one's own."""
    if named:
        return _contradiction(field, by_mark, named)
    if _TITLE.fullmatch(rest[0]) and nearest_meaning(*rest) is None:
        return _taken_as(field, by_mark)
    return _unknown(raw, field, lambda: nearest_meaning(*rest), by_mark)


def _is_unknown(read: Value | Doubt) -> bool:
    """Say whether nothing is known of a text; a number that contradicts its name is something."""
    return isinstance(read, Doubt) and read.value is None and read.variant != "contradiction"


def _numbered(field: Field) -> dict[str, str]:
    """Return how the number of an item is most often written: ①急変時対応の取組み, (1)."""
    marked = [choice for choice in field.choices if choice.mark]
    by_number = {f"({normalize('NFKC', choice.mark)})": choice.id for choice in marked}
    return {f"{choice.mark}{choice.label.ja}": choice.id for choice in marked} | by_number


def spellings(field: Field) -> dict[str, str]:
    """Return every name a choice of the field may be written with → its id; a mark (①) is a name too."""
    return {name: choice.id for choice in field.choices for name in _names(choice)}


def confusable(field: Field) -> list[tuple[str, str, str]]:
    """Return the choices of a field that could not be told apart: a spelling of the second, and the ids of both."""
    core, seen = _core_of(field), dict[str, str]()
    return [
        (name, first, choice.id)
        for choice in field.choices
        for name in _names(choice)
        if (first := seen.setdefault(core(name), choice.id)) != choice.id
    ]


def _names(choice: Choice) -> tuple[str, ...]:
    names = (choice.id, choice.label.ja, *choice.aliases)
    return (*names, choice.mark) if choice.mark else names


def _bare(field: Field) -> Callable[[], dict[str, str]]:
    """Return the table of a field's choices as they are compared; made when a value first needs it."""
    core = _core_of(field)
    in_english = {choice.label.en: choice.id for choice in field.choices}
    return cache(lambda: {core(name): meant for name, meant in (in_english | spellings(field)).items()})


def _numbers(field: Field) -> Callable[[], tuple[re.Pattern[str], dict[str, str]]]:
    """Return the pattern of an item that begins with its number, and the items by number; made when first needed."""

    def numbers() -> tuple[re.Pattern[str], dict[str, str]]:
        marks = {_unmarked(choice.mark): choice.id for choice in field.choices if choice.mark}
        longest_first = sorted(marks, key=len, reverse=True) or ["(?!)"]
        return re.compile(_HEAD.format(marks="|".join(longest_first)), re.DOTALL), marks

    return cache(numbers)


def _core_of(field: Field) -> Callable[[str], str]:
    """Return how choices of a field are compared: `plain`, one spelling of 取組み, no commas, prefixes or endings."""

    @cache
    def endings() -> list[str]:
        return sorted((EFFORT.sub("取組", plain(ending)) for ending in field.endings), key=len, reverse=True)

    def core(text: str) -> str:
        text = _JOINED.sub("", EFFORT.sub("取組", plain(text)).translate(_COMMAS))
        if len(text) > _LONGEST:
            return text
        for prefix in field.prefixes:
            text = text.removeprefix(prefix) or text
        while ending := next((ending for ending in endings() if text.endswith(ending) and text != ending), ""):
            text = text.removesuffix(ending)
        return text

    return core


def _bracketed(match: re.Match[str]) -> str:
    """① → (1), ❶ → (1), ㋐ → (ア)."""
    return f"({plain(match[0].translate(_UNUSUAL)).strip('().')})"


def _unmarked(mark: str) -> str:
    return plain(_CIRCLED.sub(_bracketed, mark)).strip("().")


def _contradiction(field: Field, numbered: str, named: str) -> Doubt:
    by_id = {choice.id: choice for choice in field.choices}
    number, name = by_id[numbered], by_id[named]
    return Doubt(
        "F006",
        "contradiction",
        (
            ("number", Bilingual(number.mark, number.mark)),
            ("numbered", Bilingual(number.label.ja, number.id)),
            ("named", Bilingual(name.label.ja, name.id)),
            ("other", Bilingual(name.mark, name.mark)),
        ),
    )


def _unknown(raw: str, field: Field, guess: Callable[[], Guess | None], numbered: str = "") -> Doubt:
    """F006 with the choices there are; looked at closer, with the one that was meant where one comes near."""
    doubt = Doubt("F006", args=(("choices", listed(field.choices)),))

    def closer() -> Doubt:
        said = _of_a_part(raw, field) or _of_several(raw, field)
        if said is None and (near := guess()):
            said = _meant(raw, field, near, numbered)
        return said or doubt

    return doubt._replace(closer=closer)


def _of_a_part(raw: str, field: Field) -> Doubt | None:
    """F006 for what lies in a choice (宇土市, 人吉) or is often written in its stead; None for any other text."""
    text = plain(raw)
    for choice in field.choices:
        suggestion = ("suggestion", Bilingual(choice.label.ja, choice.id))
        if text in map(plain, choice.slips):
            return Doubt("F006", "near", (suggestion,))
        part = next((part for part in choice.parts if text in (plain(part), plain(part)[:-1])), None)
        if part:
            return Doubt("F006", "belongs", (suggestion, ("place", Bilingual(part, part))))
    return None


def _of_several(raw: str, field: Field) -> Doubt | None:
    """F006 for a text that is contained in the names of several choices; None for any other."""
    text = plain(raw)
    held = [choice for choice in field.choices if len(text) > 1 and text in plain(choice.label.ja)]
    if not 1 < len(held) <= _MOST_HELD:
        return None
    names = "と".join(f"「{choice.label.ja}」" for choice in held), " and ".join(f"“{choice.id}”" for choice in held)
    return Doubt("F006", "either", (("choices", Bilingual(*names)),))


def _meant(raw: str, field: Field, guess: Guess, numbered: str) -> Doubt:
    """F006 with the choice that was meant; for certain only where the number written beside it, if any, is its own.

    Mended are the letters alone: what else stands in the value is the writer's.
    """
    meant = next(choice for choice in field.choices if choice.id == guess.meaning)
    mend = _corrected(raw, guess.word) if numbered in ("", meant.id) else ""
    variant = "near" if guess.slip else "akin"
    return Doubt("F006", variant, (("suggestion", Bilingual(meant.label.ja, meant.id)),), mend=mend)


def _corrected(raw: str, word: str) -> str:
    """Return a value with the letters of a known word in the stead of those confused with them, "" where it is unclear.

    The word may be a part of the value (菊地圏域 → 菊池圏域).
    """
    from zaitaku_check.suggestions import confused

    stretches = [raw[at : at + len(word)] for at in range(len(raw) - len(word) + 1)] if word else []
    found = [each for each in stretches if confused(each) == confused(word)]
    return raw.replace(found[0], word) if len(found) == 1 else ""


def listed(choices: tuple[Choice, ...]) -> Bilingual:
    """Return the choices as a sentence lists them, the first dozen of many."""
    shown = choices[:_SHOWN_CHOICES]
    more = len(choices) - len(shown)
    count = f"など{len(choices)}件" if more else ""
    return Bilingual(
        "、".join(f"「{choice.mark}{choice.label.ja}」" for choice in shown) + count,
        ", ".join(f"{choice.mark} {choice.id}".lstrip() for choice in shown) + (f" and {more} more" if more else ""),
    )


_CHOSEN = Bilingual("選択肢のいずれか", "one of the choices")
CHOICE = Kind(
    "choice",
    "string",
    choice_reader,
    Bilingual("選択肢", "a choice"),
    _CHOSEN,
    chosen=True,
    unread="F006",
    of_group=lambda pairs: [key for key, value in pairs if plain(str(value.value)) not in NO_WORDS],
)
ITEM = CHOICE._replace(
    name="item",
    reader=item_reader,
    called=Bilingual("項目番号", "an item"),
    expects=Bilingual("項目の番号か名称", "the number or name of an item"),
)
