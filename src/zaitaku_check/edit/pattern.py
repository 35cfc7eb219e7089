"""Regular expressions for the ways people write choices and items: plain enough for Python and JavaScript alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from zaitaku_check.plan.field import Field
from zaitaku_check.plan.kinds.choices import spellings
from zaitaku_check.text_forms import plain

_EFFORT: Final = re.compile("取り?組み?|とりくみ")
_SYNTAX: Final = frozenset("\\]^[-")


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for a text that is one of the words."""
    return rf"^\s*(?:{_either(words)})\s*$"


def choice_pattern(field: Field) -> str:
    """Return a pattern for a text that names one of a field's choices: numbers, endings, spaces and widths included."""
    names = f"(?:{_either(spellings(field))})"
    if field.prefixes:
        names = f"(?:{_either(field.prefixes)})?{names}"
    if field.endings:
        names = f"{names}(?:{_either(field.endings)})*"
    marks = [form for choice in field.choices if choice.mark for form in (choice.mark, plain(choice.mark))]
    if not marks:
        return rf"^\s*{names}\s*$"
    number = rf"(?:項目)?\s*[(（]?\s*(?:{_either(marks)})\s*[)）.．、:：]?"
    return rf"^\s*(?:{number}\s*(?:{names})?|{names})\s*$"


def _either(words: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(map(_loose, words)))


def _loose(word: str) -> str:
    """Return a pattern for a word with any spaces, in half or full width, in large or small letters."""
    parts = (r"\s*".join(map(_letter, part)) for part in _EFFORT.split(word))
    return r"\s*取\s*り?\s*組\s*み?\s*".join(parts)


def _letter(letter: str) -> str:
    if not "!" <= letter <= "~":
        return letter
    cases = dict.fromkeys((letter.lower(), letter.upper()))
    wide = (chr(ord(case) + 0xFEE0) for case in cases)
    return "[" + "".join(f"\\{each}" if each in _SYNTAX else each for each in (*cases, *wide)) + "]"
