"""What can mean one thing only on one line: keys, values, `[…]` and `{…}`; anything else is an `ElsewhereError`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from zaitaku_check.source.limits import Limits
from zaitaku_check.source.signs import BULLETS, WIDE_COLONS
from zaitaku_check.source.tree import GROUP, LIST, SCALAR, Node
from zaitaku_check.source.waiting import waiting
from zaitaku_check.typed import Any

SPACES = frozenset(" \u3000")
SIGNS = frozenset("-?:,[]{}#&*!|>'\"%@` \u3000")
"""With these begins a value that is more, or less, than its letters."""
NO_KEY = frozenset([*SIGNS, *BULLETS, *"<.="])
"""With these begins no key that is read here."""
NOT_IN_KEYS = frozenset([*":#'\"[]{},\u3000", *WIDE_COLONS])
QUOTES = frozenset("'\"")
LONGEST_KEY = 40
new = tuple.__new__
"""Makes a named tuple at half the cost of calling its class."""


class ElsewhereError(Exception):
    """There is something that the parser has to look at."""


@lru_cache(maxsize=1000)
def is_key(said: str) -> bool:
    """Tell whether this is a key, whatever stands around it; nothing longer than `LONGEST_KEY` is asked, or kept."""
    return said != "" and said[0] not in NO_KEY and said[-1] != " " and NOT_IN_KEYS.isdisjoint(said)


def absent(key: Node) -> Node:
    """Return the node of a value that is not there: it lies behind its key's colon."""
    return new(Node, (SCALAR, key[2] + 1, key[2] + 1, "", ""))


def scalar(said: str, at: int) -> Node:
    """Return the node of a plain value, or of one in quotation marks."""
    sign = said[0]
    if sign in QUOTES:
        if said.find(sign, 1) != len(said) - 1 or "\\" in said:
            raise ElsewhereError
        return new(Node, (SCALAR, at, at + len(said), said[1:-1], sign))
    if sign in SIGNS or ": " in said or said[-1] in {":", "\u3000"}:
        raise ElsewhereError
    return new(Node, (SCALAR, at, at + len(said), said, ""))


def trimmed(value: str, at: int) -> tuple[str, int]:
    """Return a value without the white space around it and the comment behind it, and where it begins."""
    said = value.lstrip(" ")
    at += len(value) - len(said)
    if "#" not in said:
        return said.rstrip(" "), at
    if said[0] == "#":
        return "", at
    quoted = said.find(said[0], 1) if said[0] in QUOTES else 0
    comment = said.find(" #", max(0, quoted))
    return (said if comment < 0 else said[:comment]).rstrip(" "), at


QUOTED = waiting("\"[^\"]*\"|'[^']*'")
UNUSUAL = waiting(rf"[#'\"\u3000{WIDE_COLONS}]|:[^ ]|\d,\d{{3}}(?!\d)")
"""Not read here where it stands outside of quotation marks."""
INSIDE = waiting(r"['\"\[\]{}]")
NO_WORD_BEGINS = frozenset([*SIGNS, ""])
NO_WORD = waiting(r"[:'\"\[\]{}]")
PARTING = waiting("\"[^\"]*\"|'[^']*'|[\\[\\]{},]")


def bracketed(said: str, at: int, depth: int, limits: Limits) -> Node:
    """Return the list or group that a value in brackets is; `depth` lists and groups are around it."""
    if UNUSUAL.search(QUOTED.sub("", said) if "'" in said or '"' in said else said):
        raise ElsewhereError
    return _Brackets(limits).node(said, at, depth)


class _Brackets:
    """Reads what stands between brackets, within limits."""

    __slots__ = ("deepest", "longest")

    def __init__(self, limits: Limits) -> None:
        self.deepest = limits.depth
        self.longest = limits.entries

    def node(self, said: str, at: int, depth: int) -> Node:
        """Return the node of a value in brackets."""
        inner, group = said[1:-1], said[0] == "{"
        if depth >= self.deepest or said[-1] != ("}" if group else "]"):
            raise ElsewhereError
        if INSIDE.search(inner):
            read = self._pair if group else self._entry
            held: list[Any] = [read(part.rstrip(" "), here, depth + 1) for part, here in _deep_parts(inner, at + 1)]
        else:
            held = (_simple_pairs if group else _simple_words)(inner, at + 1)
        if len(held) > self.longest:
            raise ElsewhereError
        return new(Node, (GROUP if group else LIST, at, at + len(said), held, "flow"))

    def _entry(self, said: str, at: int, depth: int) -> Node:
        if said[:1] in {"[", "{"}:
            return self.node(said, at, depth)
        if not said or (said[0] not in QUOTES and NO_WORD.search(said)):
            raise ElsewhereError
        return scalar(said, at)

    def _pair(self, said: str, at: int, depth: int) -> tuple[Node, Node]:
        key, _colon, rest = said.partition(": ")
        if len(key) > LONGEST_KEY or not is_key(key):
            raise ElsewhereError
        value = rest.lstrip(" ")
        named = new(Node, (SCALAR, at, at + len(key), key, ""))
        return named, self._entry(value, at + len(said) - len(value), depth)


def _simple_words(inner: str, at: int) -> list[Node]:
    """Return the nodes of plain words between commas."""
    held = []
    for part in inner.split(",") if inner.strip(" ") else ():
        said = part.strip(" ")
        if said[:1] in NO_WORD_BEGINS or ":" in said:
            raise ElsewhereError
        begin = at if said is part else at + part.index(said)
        held.append(new(Node, (SCALAR, begin, begin + len(said), said, "")))
        at += len(part) + 1
    return held


def _simple_pairs(inner: str, at: int) -> list[tuple[Node, Node]]:
    """Return the nodes of keys and plain words between commas."""
    held = []
    for part in inner.split(",") if inner.strip(" ") else ():
        key, _colon, rest = part.partition(": ")
        said, value = key.lstrip(" "), rest.strip(" ")
        if len(said) > LONGEST_KEY or not is_key(said) or value[:1] in NO_WORD_BEGINS or ":" in value:
            raise ElsewhereError
        begin = at + len(key) - len(said)
        named = new(Node, (SCALAR, begin, begin + len(said), said, ""))
        begin = at + len(key) + 2 + (0 if value is rest else rest.index(value))
        held.append((named, new(Node, (SCALAR, begin, begin + len(value), value, ""))))
        at += len(part) + 1
    return held


def _deep_parts(inner: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield what commas separate that stand neither in quotation marks nor in brackets of their own.

    Without the white space before it, with its offset.
    """
    for begin, part in _between_commas(inner):
        said = part.lstrip(" ")
        yield said, at + begin + len(part) - len(said)


def _between_commas(inner: str) -> Iterator[tuple[int, str]]:
    depth = begin = 0
    for found in PARTING.finditer(inner):
        sign = found[0]
        if sign == "," and not depth:
            yield begin, inner[begin : found.start()]
            begin = found.end()
        depth += (sign in "[{") - (sign in "]}")
    yield begin, inner[begin:]
