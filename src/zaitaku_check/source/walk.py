"""A walk over a text line by line, the way a person reads it: finds the accidents of typing and how each is mended.

The walk knows only as much of YAML as it needs: how deep a line stands, whether it begins with bullets and a key, and
what its value leaves open. It is taken only where a text looks suspicious or could not be parsed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from zaitaku_check.nouns import Edit
from zaitaku_check.source import flow, values
from zaitaku_check.source.accident import Accident
from zaitaku_check.source.indent import Level, resolve, visual
from zaitaku_check.source.signs import BULLETS, WHITE, WIDE_COLONS
from zaitaku_check.source.spelling import spelling
from zaitaku_check.source.text import LINE_END

KEY = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s\[{\"'|>#:][^\r\n]*?):(?=[ \t]|$)")
ANY_COLON = re.compile(
    rf"[^:{WIDE_COLONS}\r\n\"'#\[\]{{}}]{{1,40}}+([{WIDE_COLONS}][ \u3000\t]*|:\u3000[ \u3000]*|:(?=[^\s:/]))"
)
MARKER = re.compile(r"(?:---|\.\.\.)(?=\s|$)|%")
DASH = re.compile(r"-(?:[ \t]+|$)")
FORGOTTEN = re.compile(r"([^\s=＝]{1,30})[ \t\u3000]*[=＝ \t\u3000][ \t\u3000]*(?=\S)")

DEEPEST = 200
"""So many levels are followed, no more."""


class Open(NamedTuple):
    """A quotation mark or brackets that a line leaves open: the sign(s), where they began, and the key's column."""

    sign: str
    start: int
    column: int
    end: int


class Walk:
    """One walk over one text; `found` holds its accidents in the order of the text."""

    def __init__(self, content: str, keys: frozenset[str], lists: frozenset[str]) -> None:
        self.content = content
        self.keys = keys
        self.lists = lists
        self.found: list[Accident] = []
        self.lines = _lines(content)
        self.number = 0
        self.levels: list[Level] = []
        self.hungry = True
        """The last key or bullet has no value yet."""
        self.key = ""
        self.under = 0
        """The column of the last key."""
        self.lifted: int | None = None
        """The column of the key to whose value lines without indentation are being counted."""
        self.loose: int | None = None
        """The column beyond which further lines continue the last plain value."""
        self.block: int | None = None
        """The column of the key whose block scalar is being read."""
        self.string: Open | None = None
        self.brackets: Open | None = None

    def run(self) -> list[Accident]:
        """Walk over every line; `WHITE` matches anywhere, if only the empty text."""
        for number, (start, end) in enumerate(self.lines):
            self.number = number
            body = WHITE.match(self.content, start, end).end()  # type: ignore[union-attr]
            if body >= end:
                self._blank(start, end)
            elif not self._inside(start, body, end):
                self._entry(start, body, end)
        self._close_string()
        self._close_brackets()
        return self.found

    def _blank(self, start: int, end: int) -> None:
        if self.content[start:end].strip(" ") and not self.string:
            self._mend(Edit(start, end, ""))

    def _mend(self, *edits: Edit) -> None:
        """Change the text without a word: nothing is wrong with it."""
        self.found.append(Accident("", "", edits[0].start, edits[0].end, mends=edits, silent=True))

    def _inside(self, start: int, body: int, end: int) -> bool:
        """Take a line that is not a line of its own: of a block scalar, a string, brackets, a comment, a marker."""
        if self.block is not None and self._of_block(start, body):
            return True
        if self.string and self._of_string(body, end, body - start):
            return True
        if self.brackets and self._of_brackets(start, body, end):
            return True
        if self.content[body] == "#":
            if self.content[start:body].strip(" "):
                self._mend(Edit(start, body, " " * visual(self.content[start:body])))
            return True
        if body == start and MARKER.match(self.content, start, end):
            self.levels, self.hungry, self.loose = [], True, None
            return True
        return False

    def _of_block(self, start: int, body: int) -> bool:
        column = self.block or 0
        prefix = self.content[start:body]
        if len(prefix) - len(prefix.lstrip(" ")) > column:
            return True
        if prefix.strip(" ") and visual(prefix) > column:
            self._indented(start, body, max(visual(prefix), column + 1))
            return True
        self.block = None
        return False

    def _of_string(self, body: int, end: int, width: int) -> bool:
        opened = self.string
        assert opened is not None  # noqa: S101 - asked by the caller
        if width <= opened.column:
            self._close_string()
            return False
        closing = self.content.find(opened.sign, body, end)
        self.string = None if closing >= 0 else opened._replace(end=end)
        return True

    def _close_string(self) -> None:
        if self.string:
            self.found.append(values.unclosed(self.content, self.string.start, self.string.end))
            self.string = None

    def _of_brackets(self, start: int, body: int, end: int) -> bool:
        opened = self.brackets
        assert opened is not None  # noqa: S101 - asked by the caller
        column = body - start
        if column <= opened.column and self.content[body] not in "]}," and KEY.match(self.content, body, end):
            self._close_brackets()
            return False
        self.found += flow.accidents(self.content, body, end, self.keys)
        still, closed = flow.scan(self.content, body, end, opened.sign)
        self.brackets = opened._replace(sign=still) if still else None
        return closed >= 0 or bool(still)

    def _close_brackets(self) -> None:
        if self.brackets:
            self.found.append(_unclosed_brackets(self.content, self.brackets))
            self.brackets = None

    def _entry(self, start: int, body: int, end: int) -> None:
        """Take a line of its own, or one that continues a plain value."""
        width = body - start
        if self.content[start:body].strip(" "):
            width = self._odd_width(start, body, end)
        if self._continues(body, end, width):
            return
        width = self._settled(start, body, end, width)
        while self.levels and self.levels[-1].width > width:
            self.levels.pop()
        self._fields(body, end, width, self.content[start:body])

    def _odd_width(self, start: int, body: int, end: int) -> int:
        """Judge an indentation that holds something else than spaces."""
        prefix = self.content[start:body]
        plain = len(prefix) - len(prefix.lstrip(" "))
        structural = self._structural(body, end)
        deep_enough = (
            self.loose if self.loose is not None else self.levels[-1].width if self.hungry and self.levels else None
        )
        if not structural and deep_enough is not None and visual(prefix) > deep_enough:
            if plain <= deep_enough:
                self._indented(start, body, max(visual(prefix), deep_enough + 1))
            return max(visual(prefix), deep_enough + 1)
        width = resolve(prefix, self.levels, self.hungry, self._next_width())
        self._indented(start, body, width)
        return width

    def _indented(self, start: int, body: int, width: int) -> None:
        mend = Edit(start, body, " " * width)
        self.found.append(Accident("Y011", "", start, body, mends=(mend,), silent=True))

    def _structural(self, body: int, end: int) -> bool:
        """Tell whether a line begins with a bullet or a key."""
        if DASH.match(self.content, body, end) or KEY.match(self.content, body, end):
            return True
        if self.content[body] in BULLETS:
            return True
        colon = ANY_COLON.match(self.content, body, end)
        return bool(colon) and values.known(self.content[body : colon.start(1)], self.keys)  # type: ignore[union-attr]

    def _next_width(self) -> int | None:
        """Return the indentation of the next line if it is made of spaces only."""
        for start, end in self.lines[self.number + 1 : self.number + 4]:
            body = WHITE.match(self.content, start, end).end()  # type: ignore[union-attr]
            if body < end:
                return None if self.content[start:body].strip(" ") else body - start
        return None

    def _continues(self, body: int, end: int, width: int) -> bool:
        if self.loose is None or width <= self.loose or self._misplaced_key(body, end):
            return False
        if comment := values.COMMENT.search(self.content, body, end):
            cut = values.cut_by_hash(self.content, body, comment.start() - body, end - body)
            self.found += [cut._replace(fix=())] if cut else []
            self.loose = None
        return True

    def _misplaced_key(self, body: int, end: int) -> bool:
        found = KEY.match(self.content, body, end)
        return bool(found) and values.known(found[0][:-1], self.keys)  # type: ignore[index]

    def _settled(self, start: int, body: int, end: int, width: int) -> int:
        """Put a known key that stands at no column of its own at the nearest one."""
        columns = [level.width for level in self.levels]
        deeper = not columns or (width > columns[-1] and self.hungry)
        if deeper or width in columns or not self._misplaced_key(body, end):
            return width
        best = sorted(columns, key=lambda column: (abs(column - width), -column))[:2]
        if len(best) > 1 and abs(best[0] - width) == abs(best[1] - width):
            return width
        args = (("key", self.content[body:end].split(":")[0].strip()),)
        self.found.append(Accident("Y003", "indent", body, end, args, (Edit(start, body, " " * best[0]),)))
        return best[0]

    def _fields(self, at: int, end: int, width: int, raw: str) -> None:
        """Take the bullets, the key and the value of a line."""
        column = width
        while at < end and len(self.levels) < DEEPEST and (after := self._bullet(at, end, column)) > at:
            self._level(Level(column, raw, is_list=True))
            raw += " " * (after - at)
            column += after - at
            at = after
            self.hungry, self.key, self.loose = True, "", None
        if at >= end:
            return
        value, key = self._key(at, end, column)
        if value < 0:
            self._word(at, end, column)
            return
        self._level(Level(column, raw, is_list=False))
        self.lifted = None
        self.key = spelling(key)
        self._value(value, end, column)

    def _level(self, level: Level) -> None:
        top = self.levels[-1] if self.levels else None
        if top and top.width == level.width:
            if top.is_list == level.is_list:
                return
            if top.is_list:
                self.levels.pop()
                if self.levels and self.levels[-1].width == level.width:
                    return
        self.levels.append(level)

    def _bullet(self, at: int, end: int, column: int) -> int:
        """Return where the text behind a bullet begins, `at` where there is none."""
        found = DASH.match(self.content, at, end)
        if found:
            return found.end()
        sign = self.content[at]
        wide = sign in BULLETS or (sign in "*+" and self.content[at + 1 : at + 2] == " ")
        if not wide and (sign != "-" or self.content.startswith("---", at)):
            return at
        if not self._list_expected(at, end, column):
            return at
        after = WHITE.match(self.content, at + 1, end).end()  # type: ignore[union-attr]
        space = " " * self._padding(after, end, column)
        variant = "" if wide else "bullet"
        args = (("sign", sign),)
        mend = Edit(at, after, "-" + space)
        self.found.append(Accident("Y016" if wide else "Y018", variant, at, at + 1, args, (mend,), silent=True))
        return after

    def _padding(self, after: int, end: int, column: int) -> int:
        """Return how many spaces bring a key behind a bullet to the column of the keys below it."""
        width = self._next_width()
        if width is None or not self._structural(after, end):
            return 1
        return width - column - 1 if 2 <= width - column <= 5 else 1

    def _list_expected(self, at: int, end: int, column: int) -> bool:
        top = self.levels[-1] if self.levels else None
        if top and top.is_list and top.width == column:
            return True
        if (
            not self.hungry
            or not top
            or column < top.width
            or (self.content[at] == "-" and self.content[at + 1 : at + 2].isdigit())
        ):
            return False
        after = WHITE.match(self.content, at + 1, end).end()  # type: ignore[union-attr]
        if self._structural(after, end) and self.content[after] not in BULLETS:
            return True
        if self.lists and self.key in self.keys:
            return self.key in self.lists
        return self._again(self.content[at], column)

    def _again(self, sign: str, column: int) -> bool:
        """Tell whether the next line begins with the same sign at the same column."""
        if self.number + 1 >= len(self.lines):
            return False
        start, end = self.lines[self.number + 1]
        body = WHITE.match(self.content, start, end).end()  # type: ignore[union-attr]
        return visual(self.content[start:body]) == column and self.content.startswith(sign, body) and body < end

    def _key(self, at: int, end: int, column: int) -> tuple[int, str]:
        """Return where the value behind a key begins, and the key; -1 where the line has no key."""
        real = KEY.match(self.content, at, end)
        colon = ANY_COLON.match(self.content, at, end)
        if colon and (real is None or colon.start(1) < real.end() - 1):
            word = self.content[at : colon.start(1)].strip()
            if self._key_stands(word, column, real is None):
                self._wrong_colon(colon, word)
                return colon.end(1), word
        if real is None or " #" in real[0]:
            return -1, ""
        return real.end(), real[0][:-1].strip("\"' \t")

    def _key_stands(self, word: str, column: int, alone: bool) -> bool:  # noqa: FBT001 - private
        """Tell for certain that a word in front of a wrong colon is a key."""
        if not word or word.isdigit():
            return False
        if values.known(word, self.keys):
            return True
        top = self.levels[-1] if self.levels else None
        at_key_column = not top or (not top.is_list and top.width == column)
        behind_bullet = bool(top) and self.hungry and self._next_width() == column
        return alone and (at_key_column or (behind_bullet and top is not None and top.is_list))

    def _wrong_colon(self, colon: re.Match[str], word: str) -> None:
        sign = colon[1]
        wide = sign[0] != ":"
        start, end = colon.span(1)
        variant = "" if wide or len(sign) == 1 else "wide_space"
        mend = Edit(start, end, ": ")
        rule = "Y010" if wide else "Y018"
        self.found.append(Accident(rule, variant, start, start + 1, (("key", word),), (mend,), silent=True))

    def _word(self, at: int, end: int, column: int) -> None:
        """Take a line without bullet and key: a value on a line of its own, or a line that belongs nowhere."""
        top = self.levels[-1] if self.levels else None
        at_key = not top or (column == top.width and not top.is_list)
        if self.content[at] in "?:" and self.content[at + 1 : at + 2] in {" ", ""}:
            self.hungry, self.loose = True, None
        elif at_key and self._colon_forgotten(at, end, column):
            return
        elif top is None or (self.hungry and (column > top.width or top.is_list)):
            self._value(at, end, top.width if top else -1)
        elif self.content[at] == "＃":
            self.found.append(Accident("Y003", "wide_hash", at, end, mends=(Edit(at, at + 1, "#"),)))
        else:
            self._stray(at, end)

    def _colon_forgotten(self, at: int, end: int, column: int) -> bool:
        found = FORGOTTEN.match(self.content, at, end)
        if not found or not values.known(found[1], self.keys):
            return False
        mend = Edit(found.end(1), found.end(), ": ")
        self.found.append(Accident("Y003", "no_colon", at, end, (("key", found[1]),), (mend,)))
        self.key = spelling(found[1])
        self._value(found.end(), end, column)
        return True

    def _stray(self, at: int, end: int) -> None:
        """Take a line that is neither bullet nor key; right below a key without a value it was meant to be that."""
        lifted = self.lifted if self.lifted is not None else self.under if self.hungry and self.key else None
        if lifted is None:
            args = (("value", self.content[at:end].rstrip()),)
            self.found.append(Accident("Y003", "stray", at, end, args, (Edit(at, end, ""),), fix=()))
            return
        mend = Edit(at, at, " " * (lifted + 2))
        if self.lifted is None:
            self.found.append(Accident("Y003", "unindented", at, end, (("key", self.key),), (mend,)))
        else:
            self.found[-1] = self.found[-1]._replace(mends=(*self.found[-1].mends, mend))
        self.hungry, self.lifted = False, lifted

    def _value(self, at: int, end: int, column: int) -> None:
        while at < end and self.content[at] in " \t":
            at += 1
        value = values.judge(values.Here(self.content, at, end, self.key, self.keys, self.lists))
        self.found += value.accidents
        self.under, self.lifted = column, None
        self.hungry = value.kind in {values.EMPTY, values.BLOCK}
        self.loose = column if value.kind == values.PLAIN else None
        self.block = column if value.kind == values.BLOCK else None
        if value.kind == values.QUOTE:
            self.string = Open(value.open, at, column, end)
        elif value.kind == values.FLOW:
            self.brackets = Open(value.open, at, column, end)


def _lines(content: str) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = 0
    for found in LINE_END.finditer(content):
        lines.append((start, found.start()))
        start = found.end()
    return [*lines, (start, len(content))]


def _unclosed_brackets(content: str, opened: Open) -> Accident:
    """Say that a bracket is never closed; it is closed at the end of the line where it was opened."""
    text = content[opened.start : opened.end].rstrip()
    wide = {"]": "］〕】", "}": "｝】〕"}[opened.sign[0]]
    end = opened.start + len(text)
    closing = opened.sign[::-1]
    mend = Edit(end - 1, end, closing) if text[-1] in wide else Edit(end, end, closing)
    return Accident("Y003", "unclosed_bracket", opened.start, end, (("sign", text[0]), ("value", text)), (mend,))
