"""The lines of a text and what can be seen on one of them: white space, its column, a key, a bullet, a colon."""

from __future__ import annotations

import re
from itertools import islice

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.signs import BULLETS, ODD_SPACES, WIDE_COLONS
from zaitaku_check.source.text import LINE_END
from zaitaku_check.text_forms import plain

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


WHITE = re.compile(r"[^\S\r\n]*")
KEY = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s\[{\"'|>#:][^\r\n]*?):(?=[ \t]|$)")
ANY_COLON = re.compile(
    rf"(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[^:{WIDE_COLONS}\r\n\"'#\[\]{{}}]{{1,40}}+)"
    rf"([{WIDE_COLONS}][ \t{ODD_SPACES}]*|:[{ODD_SPACES}][ {ODD_SPACES}]*|:(?=[^\s:/]))"
)
DASH = re.compile(r"-(?:[ \t]+|$)")
LOOK_AHEAD = 3
MOST_LINES = 20_000
"""No plan has more lines; what comes behind them is parsed as it stands."""


class Colon(NamedTuple):
    """A colon that YAML does not see: the word in front of it, and the stretch to put `: ` for."""

    word: str
    start: int
    end: int


class Lines:
    """A text cut into lines, as many as are looked at; offsets are those of the text."""

    __slots__ = ("content", "keys", "spans")

    def __init__(self, content: str, keys: frozenset[str]) -> None:
        self.content = content
        self.keys = keys
        self.spans: list[tuple[int, int]] = []
        start = 0
        for found in islice(LINE_END.finditer(content), MOST_LINES):
            self.spans.append((start, found.start()))
            start = found.end()
        if len(self.spans) < MOST_LINES:
            self.spans.append((start, len(content)))

    def body(self, start: int, end: int) -> int:
        """Return where the text of a line begins behind its white space, of whatever kind."""
        found = WHITE.match(self.content, start, end)
        return found.end() if found else start

    def spaces(self, start: int, end: int) -> int:
        """Return how many ordinary spaces a stretch begins with."""
        prefix = self.content[start:end]
        return len(prefix) - len(prefix.lstrip(" "))

    def is_odd(self, start: int, body: int) -> bool:
        """Tell whether white space holds anything else than ordinary spaces."""
        return bool(self.content[start:body].strip(" "))

    def known(self, word: str) -> bool:
        """Tell whether a word is a key of the form."""
        return plain(word) in self.keys

    def key(self, at: int, end: int) -> re.Match[str] | None:
        """Find a key with its colon, as YAML sees it."""
        found = KEY.match(self.content, at, end)
        return found if found and " #" not in found[0] else None

    def has_known_key(self, at: int, end: int) -> bool:
        """Tell whether a key of the form stands here with a proper colon."""
        found = self.key(at, end)
        return found is not None and self.known(found[0][:-1])

    def wrong_colon(self, at: int, end: int) -> Colon | None:
        """Find a colon that YAML does not see, in front of the first one it does see."""
        found = ANY_COLON.match(self.content, at, end)
        real = KEY.match(self.content, at, end)
        if found is None or (real is not None and real.end() - 1 <= found.start(1)):
            return None
        return Colon(self.content[at : found.start(1)].strip(f" \t{ODD_SPACES}\"'"), found.start(1), found.end(1))

    def is_structural(self, at: int, end: int) -> bool:
        """Tell whether a stretch begins with a bullet of any kind or with a key."""
        sign, after = self.content[at : at + 1], self.content[at + 1 : at + 2]
        if sign in BULLETS or (sign == "-" and not self.content.startswith("---", at)):
            return True
        if (sign in "*+" and after == " ") or KEY.match(self.content, at, end):
            return True
        colon = self.wrong_colon(at, end)
        return colon is not None and self.known(colon.word)

    def width_after(self, number: int) -> int | None:
        """Return the indentation of the line that follows, if it is made of ordinary spaces only."""
        for start, end in self.spans[number + 1 : number + 1 + LOOK_AHEAD]:
            body = self.body(start, end)
            if body < end:
                return None if self.is_odd(start, body) else body - start
        return None

    def begins_again(self, number: int, sign: str, column: int) -> bool:
        """Tell whether the line that follows begins with the same sign at the same column."""
        if number + 1 >= len(self.spans):
            return False
        start, end = self.spans[number + 1]
        body = self.body(start, end)
        return body < end and self.content[body] == sign and visual(self.content[start:body]) == column
