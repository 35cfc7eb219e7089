"""Terminal cells: how wide a text stands, and how it is folded where Japanese may be folded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from unicodedata import category, east_asian_width

_NOT_FIRST: Final = frozenset(
    "、。，．・：；？！」』）】〕〉》］｝ー々ゝゞっゃゅょぁぃぅぇぉッャュョァィゥェォ％)]}:;,.!?…％円"
)
_NOT_LAST: Final = frozenset("「『（【〔〈《［｛([{")


def width(text: str) -> int:
    """Return how many cells a text takes; wide and full-width characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def fold(text: str, room: int) -> list[str]:
    """Return a text in lines of at most `room` cells, broken at spaces or between Japanese characters."""
    lines = [""]
    for piece in _pieces(text):
        if width(lines[-1]) + width(piece.rstrip()) > room >= width(piece.rstrip()):
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
        while width(lines[-1].rstrip()) > room:
            head = cut(lines[-1], room)
            lines[-1:] = [head, lines[-1][len(head) :]]
    return lines


def cut(text: str, room: int) -> str:
    """Return the longest beginning of a text that takes at most `room` cells, but at least one character."""
    used = 0
    for at, character in enumerate(text):
        used += _cells(character)
        if used > room and at:
            return text[:at]
    return text


def cropped(text: str, room: int) -> str:
    """Return a text in at most `room` cells, with `…` where something is left out."""
    return text if width(text) <= room else cut(text, room - 1) + "…"


def _pieces(text: str) -> Iterator[str]:
    """Yield the stretches of a text that stay together, with the spaces behind them."""
    start = 0
    for at in range(1, len(text)):
        if _may_break(text[at - 1], text[at]):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or after == " " or category(after).startswith("M"):
        return False
    return before == " " or _cells(before) == 2 or _cells(after) == 2


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if character.isascii():
        return 1
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
