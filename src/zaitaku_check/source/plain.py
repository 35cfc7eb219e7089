"""A plain text to its tree, line by line: what nearly every plan is written in, at a fraction of a parser's cost.

Read here is what can mean one thing only: keys and values of one line, bullets, values in quotation marks without
escapes, `[…]` and `{…}` on one line, blocks of text (`|`, `>`). Whatever else there is, and whatever looks like an
accident of typing, is left to the parser. A test holds both to the same tree.
"""

from __future__ import annotations

from itertools import islice, takewhile

from zaitaku_check.source.brackets import (
    LONGEST_KEY,
    SIGNS,
    SPACES,
    ElsewhereError,
    absent,
    bracketed,
    is_key,
    new,
    scalar,
    trimmed,
)
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.signs import BULLETS, WIDE_COLONS
from zaitaku_check.source.tree import GROUP, LIST, SCALAR, Node
from zaitaku_check.source.waiting import waiting
from zaitaku_check.typed import Any

OPENING = frozenset("'\"[{")
BLOCKS = frozenset({"|", "|-", ">", ">-"})
ANNOUNCING = tuple(f": {sign}" for sign in sorted(BLOCKS))
"""So ends a line that announces a block; inside of one it may have slipped in."""
NOT_IN_ENTRIES = frozenset([":", *WIDE_COLONS])
NOTHING = frozenset({"", "#"})
"""So begins a line that says nothing."""
BEYOND_SIGNS = "\u3001"
"""What is sorted behind this begins with none of the signs."""
CUT = waiting(r" #[^\s#]")
"""What looks like a comment, and may be a value that goes on."""


class _Open:
    """A group or list that goes on: its column, the offset at which it begins (of a list), and what it holds so far.

    `key` is the key of a group whose value is still to come.
    """

    __slots__ = ("column", "held", "key", "kind", "start")

    def __init__(self, kind: str, column: int, start: int) -> None:
        self.kind = kind
        self.column = column
        self.start = start
        self.held: list[Any] = []
        self.key: Node | None = None


def plain_root(content: str, limits: Limits) -> Node | None:
    """Return the root group of a text, None where the parser has to look at it."""
    returns = content.count("\r")
    if (
        len(content) > min(limits.scalar, limits.events // 3)
        or (" #" in content and CUT.search(content))
        or "｛" in content
    ):
        return None
    if returns and not returns == content.count("\r\n") == content.count("\n"):
        return None
    ending = "\r\n" if returns else "\n"
    try:
        return _Reader(content, ending, limits).root()
    except ElsewhereError:
        return None


class _Reader:
    """Reads the lines of one text; `opened` are the groups and lists that go on, the innermost last."""

    __slots__ = ("ending", "limits", "lines", "neat", "opened", "passed")

    def __init__(self, content: str, ending: str, limits: Limits) -> None:
        self.lines = content.split(ending)
        self.ending = len(ending)
        self.neat = f" {ending}" not in content and f"\u3000{ending}" not in content and content[-1:] not in SPACES
        """No line ends with white space."""
        self.limits = limits
        self.opened = [_Open(GROUP, 0, 0)]
        self.passed = int(self.lines[0] == "---")
        """The number of the first line that has not been read ahead."""

    def root(self) -> Node:  # noqa: C901 - the one hot loop: every line of nearly every plan passes here
        """Return the group that all lines together are."""
        opened, group, neat, after = self.opened, self.opened[0], self.neat, 0
        for number, line in enumerate(self.lines):
            body = line.lstrip(" ")
            end = after + len(line)
            at = end - len(body)
            column, after = at - after, end + self.ending
            first = body[:1]
            if first in NOTHING or number < self.passed:
                continue
            if first == "-":
                entered, at, body = self._bullet(column, at, body)
                if entered is None:
                    continue
                group = entered
            elif column != group.column or group.key is not None or group is not opened[-1]:
                group = self._group(column)
            said, colon, value = body.partition(": ")
            if not colon:
                said = _without_colon(body)
            if len(said) > LONGEST_KEY or not is_key(said):
                raise ElsewhereError
            key = new(Node, (SCALAR, at, at + len(said), said, ""))
            usual = value > BEYOND_SIGNS or (value and value[0] not in SIGNS)
            if usual and ":" not in value and "#" not in value and (neat or value[-1] not in SPACES):
                group.held.append((key, new(Node, (SCALAR, end - len(value), end, value, ""))))
            else:
                group.key = key
                if value:
                    self._behind_colon(group, value, end, number)
        while len(opened) > 1:
            self._close()
        return self._closed()

    def _group(self, column: int) -> _Open:
        """Return the open group to which a key in this column belongs."""
        top = self.opened[-1]
        while top.column > column or (top.column == column and top.kind is LIST):
            top = self._close()
        if top.column < column:
            return self._open(GROUP, column, 0)
        if top.key is not None:
            top.held.append((top.key, absent(top.key)))
            top.key = None
        return top

    def _bullet(self, column: int, at: int, body: str) -> tuple[_Open | None, int, str]:
        """Return the group that begins behind a bullet, where, and its first line; a value is put into its list."""
        top = self.opened[-1]
        while top.column > column:
            top = self._close()
        if top.kind is GROUP or top.column < column:
            top = self._open(LIST, column, at)
        rest = body[1:].lstrip(" ")
        behind = at + len(body) - len(rest)
        if body[1:2] != " " or not rest:
            raise ElsewhereError
        if rest[0] in OPENING or not (": " in rest or rest[-1] == ":"):
            top.held.append(self._entry(rest, behind))
            return None, behind, rest
        group = _Open(GROUP, column + behind - at, 0)
        self._enter(group)
        return group, behind, rest

    def _open(self, kind: str, column: int, start: int) -> _Open:
        """Open the group or list that is the value of the innermost group's last key."""
        if self.opened[-1].key is None:
            raise ElsewhereError
        opened = _Open(kind, column, start)
        self._enter(opened)
        return opened

    def _enter(self, opened: _Open) -> None:
        if len(self.opened) >= self.limits.depth:
            raise ElsewhereError
        self.opened.append(opened)

    def _close(self) -> _Open:
        """Close the innermost group or list, put it into the one around it, and return that."""
        around, node = self.opened[-2], self._closed()
        if around.kind is LIST:
            around.held.append(node)
        else:
            around.held.append((around.key, node))
            around.key = None
        return around

    def _closed(self) -> Node:
        """Return the innermost group or list, which is no longer open then."""
        done = self.opened.pop()
        held = done.held
        if done.key is not None:
            held.append((done.key, absent(done.key)))
        if not held or len(held) > self.limits.entries:
            raise ElsewhereError
        if done.kind is LIST:
            return new(Node, (LIST, done.start, held[-1][2], held, "block"))
        return new(Node, (GROUP, held[0][0][1], held[-1][1][2], held, "block"))

    def _behind_colon(self, group: _Open, value: str, end: int, number: int) -> None:
        """Read a value that is not simply its letters; where there is none, the next line tells what it is."""
        said, at = trimmed(value, end - len(value))
        if not said:
            return
        block = self._block(number, group.column) if said in BLOCKS else None
        node = self._value(said, at) if block is None else self._text(said, at, end + self.ending, block)
        group.held.append((group.key, node))
        group.key = None

    def _entry(self, value: str, at: int) -> Node:
        """Return the node of a value that is an entry of a list."""
        said, at = trimmed(value, at)
        if not said or said[0] in BULLETS or (said[0] not in OPENING and not NOT_IN_ENTRIES.isdisjoint(said)):
            raise ElsewhereError
        return self._value(said, at)

    def _value(self, said: str, at: int) -> Node:
        """Return the node of a value of one line."""
        return bracketed(said, at, len(self.opened), self.limits) if said[0] in "[{" else scalar(said, at)

    def _block(self, number: int, column: int) -> list[str]:
        """Return the lines of a block of text that a line announces whose key stands in this column."""
        least = " " * (column + 1)
        following = islice(self.lines, number + 1, None)
        block = list(takewhile(lambda line: line.startswith(least) or not line or line.isspace(), following))
        self.passed = number + 1 + len(block)
        ended = self.passed < len(self.lines) or not self.lines[-1]
        while block and not block[-1]:
            block.pop()
        if not ended or not block or any(line.isspace() or line.endswith(ANNOUNCING) for line in block):
            raise ElsewhereError
        return block

    def _text(self, sign: str, at: int, behind: int, block: list[str]) -> Node:
        """Return the node of a block of text, the lines of which begin at an offset."""
        indent = block[0][: len(block[0]) - len(block[0].lstrip(" "))]
        if any(line and not line.startswith(indent) for line in block) or not indent:
            raise ElsewhereError
        lines = [line[len(indent) :] for line in block]
        if sign[0] == ">" and any(not line or line[0] == " " or line[-1] == " " for line in lines):
            raise ElsewhereError
        value = ("\n" if sign[0] == "|" else " ").join(lines) + ("" if sign[1:] else "\n")
        end = behind + sum(map(len, block)) + self.ending * (len(block) - 1)
        return new(Node, (SCALAR, at, end - len(block[-1]) + len(block[-1].rstrip(" ")), value, sign[0]))


def _without_colon(body: str) -> str:
    if body[-1] != ":":
        raise ElsewhereError
    return body[:-1]
