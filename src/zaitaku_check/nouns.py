"""The three nouns that every room shares: a wording, a stretch of text, a change to it."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple


class Pair(NamedTuple):
    """One wording in both languages of the tool."""

    ja: str
    en: str


class Span(NamedTuple):
    """A stretch of a text: 0-based code-point offsets, half open."""

    start: int
    end: int


class Edit(NamedTuple):
    """One replacement in a text; offsets are code points of the text as the file holds it, half open."""

    start: int
    end: int
    new: str
