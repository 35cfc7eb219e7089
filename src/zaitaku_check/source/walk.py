"""A walk over a text line by line, the way a person reads it: finds the accidents of typing and how each is mended.

The walk knows only as much of YAML as it needs: how deep a line stands, whether it begins with bullets and a key, and
what its value leaves open. It is taken only where a text looks suspicious or could not be parsed.
"""

from __future__ import annotations

import re
from itertools import islice

from zaitaku_check.named import NamedTuple
from zaitaku_check.source import flow, values
from zaitaku_check.source.accident import Accident
from zaitaku_check.source.lines import DASH, Colon, Level, Lines, resolve, visual
from zaitaku_check.source.signs import BULLETS, ODD_SPACES, odd_space, odd_white
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Edit

MARKER = re.compile(r"(?:---|\.\.\.)(?=\s|$)")
FORGOTTEN = re.compile(rf"([^\s=＝→⇒;；]{{1,30}})[ \t{ODD_SPACES}]*[=＝→⇒;； \t{ODD_SPACES}][ \t{ODD_SPACES}]*(?=\S)")
MARKED = re.compile(r"([*＊]{1,2})([^\s*＊:：]{1,30})([*＊]{0,2}[ \t]*)(?=:(?:[ \t]|$))")
"""A key with the asterisks that forms put at what is required, or word processors at what is bold."""
BLOCK_KEY = re.compile(r"[^\s:#]+:[ ]+[|>][-+]?[ \t]*$")
DRAWN = re.compile(r"[-=_~*.＝＿～＊・―─━－ー ]{4,}")
MOST = 2000
"""A text with more accidents than this is beyond mending."""
DEEPEST = 200
"""So many levels are followed, no more."""
WIDE_CLOSING = "］〕】｝"


class Open(NamedTuple):
    """A quotation mark or brackets that a line leaves open: the sign(s), where they began, and the key's column."""

    sign: str
    start: int
    column: int
    end: int


class Walk:
    """One walk over one text; `found` holds its accidents in the order of the text.

    levels    the open lists and groups
    number    the line at hand, counted from 0
    hungry    the last key or bullet has no value yet
    key       the last key's spelling, "" behind a bullet
    under     the column of the last key or bullet
    loose     the column beyond which further lines continue the last value, None where they cannot
    block     the column of the key whose block scalar is being read
    lifted    the column of the key to whose value lines without indentation are being counted
    title     lines in front of the first key
    """

    def __init__(self, content: str, keys: frozenset[str], lists: frozenset[str]) -> None:
        self.content = content
        self.keys = keys
        self.lists = lists
        self.lines = Lines(content, keys)
        self.found: list[Accident] = []
        self.levels: list[Level] = []
        self.title: list[tuple[int, int]] = []
        self.number = 0
        self.hungry = True
        self.key = ""
        self.under = -1
        self.loose: int | None = None
        self.block: int | None = None
        self.lifted: int | None = None
        self.string: Open | None = None
        self.brackets: Open | None = None

    def run(self) -> list[Accident]:
        """Walk over the lines of the first document."""
        for number, (start, end) in enumerate(self.lines.spans):
            self.number = number
            body = self.lines.body(start, end)
            if body >= end:
                self._blank(start, end)
            elif not self._inside(start, body, end):
                if self._ends_document(start, end) or len(self.found) > MOST:
                    break
                self._entry(start, body, end)
        self._close_string()
        self._close_brackets()
        return self.found

    def _blank(self, start: int, end: int) -> None:
        """Take the white space out of a line that holds nothing else, where YAML would give it a meaning.

        In a block scalar it would be text, or, in front of the first line, say how far the text is indented.
        """
        if end > start and not self.string and (self.block is not None or self.lines.is_odd(start, end)):
            self._silently(Edit(start, end, ""))

    def _silently(self, edit: Edit) -> None:
        """Change the text without a word: nothing is wrong with it."""
        self.found.append(Accident("", "", edit.start, edit.end, mends=(edit,), silent=True))

    def _inside(self, start: int, body: int, end: int) -> bool:
        """Take a line that is not a line of its own: of a block scalar, a string, brackets, or a comment."""
        if self.block is not None and self._of_block(start, body, self.block):
            return True
        if self.string and self._of_string(body, end, body - start, self.string):
            return True
        if self.brackets and self._of_brackets(start, body, end, self.brackets):
            return True
        if self.content[body] != "#":
            return False
        if self.lines.is_odd(start, body):
            self._silently(Edit(start, body, " " * visual(self.content[start:body])))
        return True

    def _ends_document(self, start: int, end: int) -> bool:
        """Tell whether a marker ends the first document that says anything."""
        return bool(MARKER.match(self.content, start, end)) and bool(self.levels or self.title)

    def _of_block(self, start: int, body: int, column: int) -> bool:
        if self.lines.spaces(start, body) > column:
            self.hungry = False
            return not self._is_hidden(body, self.lines.spans[self.number][1], body - start)
        seen = visual(self.content[start:body])
        if self.lines.is_odd(start, body) and seen > column:
            self.hungry = False
            self._indented(start, body, max(seen, column + 1))
            return True
        self.block = None
        return False

    def _of_string(self, body: int, end: int, width: int, opened: Open) -> bool:
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

    def _of_brackets(self, start: int, body: int, end: int, opened: Open) -> bool:
        if body - start <= opened.column and self.content[body] not in "]}," and self.lines.key(body, end):
            self._close_brackets()
            return False
        self.found += islice(flow.accidents(self.content, body, end, self.keys), MOST)
        still, _ = flow.scan(self.content, body, end, opened.sign)
        self.brackets = opened._replace(sign=still) if still else None
        return True

    def _close_brackets(self) -> None:
        if self.brackets:
            self.found.append(_unclosed_brackets(self.content, self.brackets))
            self.brackets = None

    def _entry(self, start: int, body: int, end: int) -> None:
        """Take a line of its own, or one that continues a plain value."""
        if MARKER.match(self.content, start, end) or (body == start and self.content[body] == "%" and not self.levels):
            return
        width = self._odd_width(start, body, end) if self.lines.is_odd(start, body) else body - start
        hidden = self._is_hidden(body, end, width)
        if not hidden and self._continues(body, end, width):
            return
        if not self._begins_entry(body, end, width) and self._astray(body, end, width):
            return
        width = self._moved(start, body, end, width) if hidden else self._settled(start, body, end, width)
        self._close_levels(width)
        self._fields(body, end, width, self.content[start:body])

    def _begins_entry(self, body: int, end: int, width: int) -> bool:
        if self.lines.is_structural(body, end):
            return True
        colon = self.lines.wrong_colon(body, end)
        return colon is not None and self._is_key(colon, end, width)

    def _close_levels(self, width: int) -> None:
        while self.levels and self.levels[-1].width > width:
            self.levels.pop()

    def _odd_width(self, start: int, body: int, end: int) -> int:
        """Judge an indentation that holds something else than spaces; return the column that was meant."""
        seen = visual(self.content[start:body])
        parent = self.under if self.hungry else self.loose
        if parent is not None and seen > parent and not self.lines.is_structural(body, end):
            column = max(seen, parent + 1)
            if self.lines.spaces(start, body) <= parent:
                self._indented(start, body, column)
            return column
        prefix = self.content[start:body]
        width = resolve(prefix, self.levels, self.lines.width_after(self.number), hungry=self.hungry)
        self._indented(start, body, width)
        return width

    def _indented(self, start: int, body: int, width: int) -> None:
        mend = Edit(start, body, " " * width)
        args = (("found", odd_white(self.content[start:body])),)
        self.found.append(Accident("Y011", "", start, body, args, (mend,), silent=True))

    def _continues(self, body: int, end: int, width: int) -> bool:
        """Take a line that continues a plain value; a key of the form cannot be part of one."""
        if self.loose is None or width <= self.loose or self.lines.has_known_key(body, end):
            return False
        if comment := values.COMMENT.search(self.content, body, end):
            cut = values.cut_by_hash(self.content, body, comment.start() - body, end - body)
            self.found += [cut] if cut else []
            self.loose = None
        return True

    def _is_hidden(self, body: int, end: int, width: int) -> bool:
        """Tell whether YAML would take an entry for a part of the text above it, for it stands too deep.

        A bullet below an entry of a list that is text, or a key of the form that announces a block below a block.
        """
        if self.block is not None:
            return bool(BLOCK_KEY.match(self.content, body, end)) and self.lines.has_known_key(body, end)
        top = self.levels[-1] if self.levels else None
        if self.loose is None or width <= self.loose or top is None or not DASH.match(self.content, body, end):
            return False
        return (top.is_list and not self.key) or self.key in self.lists

    def _settled(self, start: int, body: int, end: int, width: int) -> int:
        """Put a key of the form that stands at no column of its own at the nearest one, of two at the deeper."""
        columns = [level.width for level in self.levels if not level.is_list]
        opens_level = not columns or (width > self.under and self.hungry)
        if opens_level or width in columns or not self.lines.has_known_key(body, end):
            return width
        return self._moved(start, body, end, width)

    def _moved(self, start: int, body: int, end: int, width: int) -> int:
        """Move an entry to the nearest column of its kind, of two to the deeper; return the column."""
        bullet = DASH.match(self.content, body, end)
        columns = [level.width for level in self.levels if level.is_list == bool(bullet)]
        hidden = self.block is not None or bullet is not None
        best = min(columns, key=lambda column: (abs(column - width), -column), default=width)
        key = self.content[bullet.end() if bullet else body : end].split(":")[0].strip()
        mend = Edit(start, body, " " * best)
        self.found.append(Accident("Y003", "indent", body, end, (("key", key),), (mend,), silent=hidden))
        self.block = None
        return best

    def _fields(self, at: int, end: int, width: int, raw: str) -> None:
        """Take the bullets, the key and the value of a line."""
        column = width
        while at < end and len(self.levels) < DEEPEST and (bullet := self._bullet(at, end, column)):
            self._level(Level(column, raw, is_list=True))
            self.under, self.key, self.hungry, self.loose, self.lifted = column, "", True, None, None
            after, wide = bullet
            raw += " " * (after - at)
            column += wide
            at = after
        if at >= end:
            return
        if self.content[at] == "｛" and (group := flow.wide_braces(self.content, at, end, self.keys)):
            self.found.append(group)
            self.hungry, self.loose, self.block = False, None, None
            return
        value, key = self._key(at, end, column)
        if value < 0:
            self._word(at, end, column)
            return
        self._level(Level(column, raw, is_list=False))
        self.key, self.under, self.lifted = plain(key), column, None
        self._value(value, end, column)

    def _level(self, level: Level) -> None:
        self.found += (_stray(self.content, *line, "title") for line in self.title)
        self.title = []
        top = self.levels[-1] if self.levels else None
        if top and top.width == level.width:
            if top.is_list == level.is_list:
                return
            if top.is_list:
                self.levels.pop()
                if self.levels and self.levels[-1].width == level.width:
                    return
        self.levels.append(level)

    def _bullet(self, at: int, end: int, column: int) -> tuple[int, int] | None:
        """Return where the text behind a bullet begins and how wide the bullet is when mended, None without one."""
        if found := DASH.match(self.content, at, end):
            return found.end(), found.end() - at
        sign = self.content[at]
        wide = sign in BULLETS or (sign in "*+" and self.content[at + 1 : at + 2] == " ")
        if not wide and (sign != "-" or self.content.startswith("---", at)):
            return None
        if not self._list_expected(at, end, column):
            return None
        after = self.lines.body(at + 1, end)
        mended = "-" + " " * self._padding(after, end, column)
        mend = Edit(at, after, mended)
        rule, variant = ("Y016", "") if wide else ("Y018", "bullet")
        self.found.append(Accident(rule, variant, at, at + 1, (("sign", sign),), (mend,), silent=True))
        return after, len(mended)

    def _padding(self, after: int, end: int, column: int) -> int:
        """Return how many spaces bring a key behind a bullet to the column of the keys below it."""
        width = self.lines.width_after(self.number)
        if width is None or not self.lines.is_structural(after, end):
            return 1
        return width - column - 1 if 2 <= width - column <= 5 else 1

    def _list_expected(self, at: int, end: int, column: int) -> bool:
        """Tell for certain that a sign which YAML takes for text was meant as a bullet."""
        top = self.levels[-1] if self.levels else None
        if top and top.is_list and top.width == column:
            return True
        number = self.content[at] == "-" and self.content[at + 1 : at + 2].isdigit()
        if not self.hungry or not top or column < top.width or number:
            return False
        after = self.lines.body(at + 1, end)
        if self.content[after : after + 1] not in BULLETS and self.lines.is_structural(after, end):
            return True
        if self.lists and self.key in self.keys:
            return self.key in self.lists
        return self.lines.begins_again(self.number, self.content[at], column)

    def _key(self, at: int, end: int, column: int) -> tuple[int, str]:
        """Return where the value behind a key begins, and the key; -1 where the line has no key."""
        colon = self.lines.wrong_colon(at, end)
        if colon and self._is_key(colon, end, column):
            self._wrong_colon(colon)
            return colon.end, colon.word
        if marked := self._marked(at, end):
            return marked
        found = self.lines.key(at, end)
        return (found.end(), found[0][:-1].strip("\"' \t")) if found else (-1, "")

    def _marked(self, at: int, end: int) -> tuple[int, str] | None:
        """Take the asterisks from a key of the form, which YAML would take for an alias."""
        found = MARKED.match(self.content, at, end)
        if not found or not self.lines.known(found[2]):
            return None
        mends = (Edit(*found.span(1), ""), Edit(*found.span(3), ""))
        self.found.append(Accident("Y003", "marked_key", at, found.end(), (("key", found[2]),), mends))
        return found.end() + 1, found[2]

    def _is_key(self, colon: Colon, end: int, column: int) -> bool:
        """Tell for certain that the word in front of a colon YAML does not see is a key."""
        if not colon.word or colon.word.isdigit():
            return False
        if self.lines.known(colon.word):
            return True
        if self.lines.key(colon.end, end):
            return False
        top = self.levels[-1] if self.levels else None
        if not top or any(level.width == column and not level.is_list for level in self.levels):
            return True
        return top.is_list and self.hungry and self.lines.width_after(self.number) == column

    def _wrong_colon(self, colon: Colon) -> None:
        written = self.content[colon.start : colon.end]
        rule = "Y018" if written[0] == ":" else "Y010"
        variant = odd_space(written) if rule == "Y018" else ""
        ends_line = self.content[colon.end : colon.end + 1] in {"", "\r", "\n"}
        mend = Edit(colon.start, colon.end, ":" if ends_line else ": ")
        self.found.append(
            Accident(rule, variant, colon.start, colon.start + 1, (("key", colon.word),), (mend,), silent=True)
        )

    def _word(self, at: int, end: int, column: int) -> None:
        """Take a line, or what stands behind its bullets, that has no key."""
        if self.content[at] in "?:" and self.content[at + 1 : at + 2] in {" ", ""}:
            self.hungry, self.loose = True, None
        elif not self._astray(at, end, column):
            self._value(at, end, self.under)

    def _astray(self, at: int, end: int, column: int) -> bool:
        """Take a line that can be neither entry nor value; False where it may be a value on a line of its own."""
        if self.content[at] == "＃":
            self.found.append(Accident("Y003", "wide_hash", at, end, mends=(Edit(at, at + 1, "#"),)))
            return True
        at_key = not self.levels or any(level.width == column and not level.is_list for level in self.levels)
        if at_key and self._colon_forgotten(at, end, column):
            return True
        if not self.levels:
            self.title += [] if self.content[at] in "{[\"'&!*" else [(at, end)]
            return bool(self.title)
        if self.hungry and column > self.under:
            return False
        self._lift(at, end)
        return True

    def _colon_forgotten(self, at: int, end: int, column: int) -> bool:
        found = FORGOTTEN.match(self.content, at, end)
        if not found or not self.lines.known(found[1]):
            return False
        mend = Edit(found.end(1), found.end(), ": ")
        self.found.append(Accident("Y003", "no_colon", at, end, (("key", found[1]),), (mend,)))
        self._close_levels(column)
        self._level(Level(column, " " * column, is_list=False))
        self.key, self.under, self.lifted = plain(found[1]), column, None
        self._value(found.end(), end, column)
        return True

    def _lift(self, at: int, end: int) -> None:
        """Take a line without indentation for the value of the key above, if that has none; else it belongs nowhere."""
        lifted = self.lifted if self.lifted is not None else self.under if self.hungry and self.key else None
        if lifted is None:
            self.found.append(_stray(self.content, at, end))
            return
        body = self.lines.spans[self.number][0]
        mend = Edit(body, at, " " * (lifted + 2))
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
        self.hungry = value.kind in {values.EMPTY, values.BLOCK}
        self.loose = column if value.kind == values.PLAIN else None
        self.block = column if value.kind == values.BLOCK else None
        if value.kind == values.QUOTE:
            self.string = Open(value.open, at, column, end)
        elif value.kind == values.FLOW:
            self.brackets = Open(value.open, at, column, end)


def _stray(content: str, at: int, end: int, variant: str = "stray") -> Accident:
    """Say that a line belongs nowhere; the rest is read without it."""
    text = content[at:end].rstrip()
    variant = "drawn" if DRAWN.fullmatch(text) else variant
    return Accident("Y003", variant, at, end, (("value", text),), (Edit(at, end, ""),), fix=())


def _unclosed_brackets(content: str, opened: Open) -> Accident:
    """Say that a bracket is never closed; it is closed at the end of the line where it was opened."""
    text = content[opened.start : opened.end].rstrip()
    end = opened.start + len(text)
    closing = opened.sign[::-1]
    mend = Edit(end - 1, end, closing) if text[-1] in WIDE_CLOSING else Edit(end, end, closing)
    return Accident("Y003", "unclosed_bracket", opened.start, end, (("sign", text[0]), ("value", text)), (mend,))
