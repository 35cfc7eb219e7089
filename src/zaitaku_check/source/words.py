"""Keys and values of one line that can mean one thing only; at anything else `ElsewhereError` sends for the parser."""

from __future__ import annotations

from functools import lru_cache

from zaitaku_check.source.signs import BULLETS, WIDE_COLONS
from zaitaku_check.source.tree import SCALAR, Node

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
