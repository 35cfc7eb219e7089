"""The backslashes of double-quoted text: which ones YAML cannot read, and what was meant by them."""

from __future__ import annotations

import re

from zaitaku_check.source.accident import Accident, quoted
from zaitaku_check.text_types import Edit, Span

PAIRED = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
LONE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\U(?!000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})[0-9a-fA-F]{8}")
BAD_ESCAPE = re.compile(
    r"\\(?:\\|[^0abt\tnvfre \"/N_LPxuU\\]|x(?![0-9a-fA-F]{2})|u(?![0-9a-fA-F]{4})|U(?![0-9a-fA-F]{8}))"
)


def escapes(content: str, start: int, end: int) -> tuple[Accident, ...]:
    """Judge the backslashes of a double-quoted scalar."""
    text = content[start:end]
    if "\\" not in text:
        return ()
    if any(found[0] != "\\\\" for found in BAD_ESCAPE.finditer(text)):
        mends = (Edit(start, end, quoted(text[1:-1])),)
        return (Accident("Y003", "backslash", start, end, (("value", text),), mends),)
    whole = PAIRED.sub(_joined_pair, text)
    if found := LONE.search(whole):
        mends = (Edit(start, end, quoted("?")),)
        return (
            Accident(
                "Y015", "escape", start, end, (("name", "U+" + found[0][2:].upper()),), mends, (Span(start, end),)
            ),
        )
    if whole != text:
        return (Accident("", "", start, end, mends=(Edit(start, end, whole),)),)
    return ()


def _joined_pair(found: re.Match[str]) -> str:
    """Return two halves of a character beyond U+FFFF, as JSON writes it, as one escape."""
    high, low = int(found[1], 16), int(found[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"
