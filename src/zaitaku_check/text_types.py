"""The three types of text that every room shares: a wording, a stretch of text, a change to it."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple


class Bilingual(NamedTuple):
    """One wording in both languages of the tool."""

    ja: str
    en: str

    def of(self, lang: str) -> str:
        """Return the wording in a language ("ja" or "en"); in the other one where it is missing."""
        return (self.ja or self.en) if lang == "ja" else (self.en or self.ja)


class Span(NamedTuple):
    """A stretch of a text: 0-based code-point offsets, half open."""

    start: int
    end: int


class Edit(NamedTuple):
    """One replacement in a text; offsets are code points of the text as the file holds it, half open."""

    start: int
    end: int
    new: str
