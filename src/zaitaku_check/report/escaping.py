"""Foreign text inside Markdown and XML: nothing of it is markup, a link, a mention, or what the format cannot hold."""

from __future__ import annotations

import re
from typing import Final

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~&$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LINKED: Final = re.compile(r"[@#](?=\w)")
"""Mentions and numbers of issues: the forges look for them in what is shown, so a back slash does not help."""
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_markdown(text: str) -> str:
    """Return a text for a paragraph, a list or a cell of a table; it is one line already."""
    escaped = _MARKUP.sub(lambda found: f"\\{found[0]}", text)
    return _LINKED.sub(lambda found: f"{found[0]}<!-- -->", escaped)


def in_code(text: str) -> str:
    """Return a text as a code span, whatever back quotes it has."""
    fence = _longer_than_any_run(text, 1)
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"


def in_xml(text: str) -> str:
    """Replace what XML 1.0 cannot write. Foreign text was made visible before; this holds for whatever comes."""
    return _NOT_XML.sub("\ufffd", text)


def _longer_than_any_run(text: str, least: int) -> str:
    runs = re.findall("`+", text)
    return "`" * max(least, *(len(run) + 1 for run in runs), 0)
