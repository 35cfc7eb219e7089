"""A cheap look at a whole text: whether it holds anything YAML would read wrongly and in silence."""

from __future__ import annotations

import re

from zaitaku_check.source.characters import COMBINING
from zaitaku_check.source.signs import BULLETS, WIDE_COLONS
from zaitaku_check.source.waiting import waiting

BULLET = waiting(rf"\n[ ]*(?:- +)*(?:[{BULLETS}]|-[^ \n\r\-])")
"""A bullet that is none, at the beginning of a line."""
COLON = waiting(rf"\n[ ]*(?:- +)*[^:{WIDE_COLONS}'\"#\[{{\n\r]{{1,40}}+(?:[{WIDE_COLONS}]|:[^ \t\n\r])")
"""A key's colon that is none, at the beginning of a line."""
IN_BRACKETS = waiting(rf"[{{,][ ]*[^,:{WIDE_COLONS}{{}}\[\]'\"\n\r]{{1,40}}+(?:[{WIDE_COLONS}]|:[^ \t\n\r])")
HASH = waiting(r"[ \t]#[^\s#]")

WHITE_LINE = waiting(r"\n +(?:\n|\Z)")


def odd_characters(content: str) -> bool:
    """Tell whether a text holds white space or characters other than what is printed, spaces and line ends.

    In UTF-8 every combining mark begins with one of two bytes, which are looked for first because that is cheap.
    """
    flat = content.replace("\n", "")
    plain = flat.isprintable() or flat.replace("\r", "").isprintable()
    if not plain or "\ufffd" in content:
        return True
    encoded = content.encode()
    return (b"\xcc" in encoded or b"\xcd" in encoded) and COMBINING.search(content) is not None


def odd_layout(content: str) -> bool:
    """Tell whether a line begins, or brackets go on, in a way YAML takes for plain text, or `#` cuts a value."""
    lines = content.replace("\r", "\n") if "\r" in content else content
    colons = _odd_colons(lines)
    if _begins(BULLET, lines) or (colons and _begins(COLON, lines)):
        return True
    if (" #" in content or "\t#" in content) and HASH.search(content):
        return True
    if "｛" in content:
        return True
    if ("|" in content or ">" in content) and WHITE_LINE.search(lines):
        return True
    return colons and ("{" in content or "[" in content) and IN_BRACKETS.search(content) is not None


def _begins(pattern: re.Pattern[str], lines: str) -> bool:
    return pattern.search(lines) is not None or pattern.match("\n" + lines[:200]) is not None


def _odd_colons(lines: str) -> bool:
    """Tell whether there is a wide colon, or one that neither white space nor the line's end follows."""
    ordinary = lines.count(": ") + lines.count(":\n") + lines.count(":\t") + lines.endswith(":")
    return lines.count(":") != ordinary or any(sign in lines for sign in WIDE_COLONS)
