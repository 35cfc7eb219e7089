"""The signs that decide how a line of YAML is read, and those that only look like them."""

from __future__ import annotations

import re

from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_types import Bilingual

WIDE_COLONS = "：﹕∶"
ODD_SPACES = "\u3000\u00a0\u2002\u2003\u2009\u202f"
"""What looks like a space behind a colon and is none for YAML: what input methods, web pages, word processors put."""
SIGNS = "*&!%@`"
"""Signs with which no plain value may begin."""
BULLETS = "－−–—―‐‑ー・･●•◦■◆◇▪‣➢"
"""What people put in front of an entry instead of a hyphen and a space. ○ and □ are not among them: they are values."""
REAL_ALIAS = waiting(r"\*[A-Za-z0-9_-]+[ \t]*(?:#.*)?$")
REAL_ANCHOR = waiting(r"&[A-Za-z0-9_-]+(?=[ \t]|$)")
REAL_TAG = waiting(r"!(?:<[^>\s]*>|[\w\-;/?:@&=+$.~*'()%!]*)(?=[ \t]|$)", re.ASCII)


def odd_space(colon: str) -> str:
    """Return which variant of Y018 tells of the white space behind an ordinary colon, "" where there is none."""
    return "" if len(colon) == 1 else "wide_space" if "\u3000" in colon else "odd_space"


def odd_white(prefix: str) -> Bilingual:
    """Return what stands in an indentation beside ordinary spaces, named for a message."""
    named = [
        Bilingual("全角空白", "full-width spaces") if "\u3000" in prefix else None,
        Bilingual("タブ", "tabs") if "\t" in prefix else None,
        Bilingual("改行しない空白などの特殊な空白", "no-break or other odd spaces")
        if set(prefix) - set("\u3000\t ")
        else None,
    ]
    found = [each for each in named if each]
    return Bilingual("と".join(each.ja for each in found), " and ".join(each.en for each in found))


def real_property(text: str) -> int:
    """Return the length of a real alias, anchor or tag at the start of a value, 0 where it is only a sign."""
    for form in (REAL_ALIAS, REAL_ANCHOR, REAL_TAG):
        if found := form.match(text):
            return found.end()
    return 0
