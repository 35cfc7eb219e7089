"""Values written as YAML, so that they are read again as what they were."""

from __future__ import annotations

import re
from typing import Final

from zaitaku_check.source.accident import quoted

_PLAIN: Final = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~][^\r\n\t:#\"'\[\]{},]*(?<!\s)")
"""Texts that may stand without quotation marks anywhere: on a line of their own, and between brackets."""
_IN_A_LINE: Final = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~](?:[^\r\n\t:#\"']|:(?=[^\s]))*(?<![\s:])")
"""Texts that may stand without quotation marks behind a key."""
_NULLS: Final = frozenset({"null", "Null", "NULL"})


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """Return a text as a YAML scalar on one line."""
    if not text.isprintable():
        return f'"{"".join(map(_letter, text))}"'
    form = _PLAIN if in_brackets else _IN_A_LINE
    return text if form.fullmatch(text) and text not in _NULLS else quoted(text)


def _letter(sign: str) -> str:
    """Return a letter as it stands in double quotation marks: as itself, unless nobody would see it."""
    if sign in '"\\':
        return f"\\{sign}"
    if sign == "\n":
        return "\\n"
    return sign if sign.isprintable() or sign == "\u3000" else f"\\U{ord(sign):08x}"


def listed(texts: list[str]) -> str:
    """Return texts as a YAML list on one line."""
    return "[" + ", ".join(scalar(text, in_brackets=True) for text in texts) + "]"
