"""Indentation that holds tabs, U+3000 or no-break spaces: which column its writer saw."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple

WIDE = {"\t": 2, "\u3000": 2}


class Level(NamedTuple):
    """An open list or group: its column after mending, and the white space it was written with."""

    width: int
    raw: str
    is_list: bool


def visual(prefix: str) -> int:
    """Return how wide white space looks: U+3000 and a tab count two columns, anything else one."""
    return sum(WIDE.get(character, 1) for character in prefix)


def resolve(prefix: str, levels: list[Level], following: int | None, *, hungry: bool) -> int:
    """Return the column an odd indentation stands for.

    The same white space as that of an open level means that level; below a key without a value it opens a level, at
    the column of the line that follows if that one is clean; anything else is taken to the level that looks nearest.
    """
    same = next((level.width for level in reversed(levels) if level.raw == prefix), None)
    if same is not None:
        return same
    seen = visual(prefix)
    if not levels:
        return 0
    top = levels[-1]
    if hungry and (seen > top.width or (top.raw and prefix.startswith(top.raw))):
        return following if following is not None and following > top.width else max(seen, top.width + 1)
    return min((level.width for level in reversed(levels)), key=lambda width: abs(width - seen))
