"""Put right what is safe in a plan's text: the mends that proved themselves, round after round until none is left."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from difflib import unified_diff

from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.proof import MOST_ALONE, Look, Looks, apart, applied, proves
from zaitaku_check.named import NamedTuple
from zaitaku_check.report.shown import visible
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.text import LINE_END, Text

MOST_ROUNDS = 12
"""Texts with fixes upon fixes need three or four."""


class Fixed(NamedTuple):
    """A text put right, and how many mistakes were put right on the way."""

    content: str
    mistakes: int


def looking(checker: Checker) -> Looks:
    """Return how texts are looked at: with the packs of a checker, and the mends of the rules that its options want."""

    def look(content: str) -> Look:
        seen = checker.look(content)
        return seen._replace(complaints=tuple(each for each in seen.complaints if checker.options.wants(each.rule)))

    return look


def fixed(content: str, look: Looks) -> Fixed:
    """Return a text with everything put right that can be put right for certain."""
    seen, mistakes = look(content), 0
    for _ in range(MOST_ROUNDS):
        made = _made(content, seen, look)
        if not made:
            break
        content, mistakes = applied(content, made), mistakes + len(made)
        seen = look(content)
    return Fixed(content, mistakes)


def _made(content: str, seen: Look, look: Looks) -> list[Complaint]:
    """Return the complaints whose fixes can be made in one round: together, or else those that can be made singly."""
    chosen = [one for one in apart(seen.complaints) if one.edits and applied(content, [one]) != content]
    if not chosen or proves(seen, look(applied(content, chosen))):
        return chosen
    kept: list[Complaint] = []
    for one in chosen[:MOST_ALONE]:
        if proves(seen, look(applied(content, [*kept, one]))):
            kept.append(one)
    return kept


# --- a text as bytes: encoding and byte order mark, kept when it goes back into its file -----------------------


_MARKS = (
    ("utf-8", codecs.BOM_UTF8),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
)


class Envelope(NamedTuple):
    """How a text is written down: a codec, and the byte order mark in front of it (empty where there is none)."""

    codec: str
    mark: bytes = b""


UTF_8 = Envelope("utf-8")


class Unwritable(Exception):  # noqa: N818 - it names what happened to the character
    """A character that an encoding lacks, and the 1-based line where it stands."""

    def __init__(self, character: str, line: int) -> None:
        super().__init__(character)
        self.character = character
        self.line = line


def envelope_of(data: bytes, text: Text) -> Envelope:
    """Return how a file was written whose bytes were decoded as this text."""
    return next((Envelope(*each) for each in _MARKS if data.startswith(each[1])), Envelope(text.encoding))


def sealed(content: str, envelope: Envelope) -> bytes:
    """Return a text as bytes; raises Unwritable where the encoding lacks a character."""
    try:
        return envelope.mark + content.encode(envelope.codec)
    except UnicodeEncodeError as error:
        line, _ = Text(content, envelope.codec).line_column(error.start)
        raise Unwritable(content[error.start], line) from error


# --- the difference between two texts of one plan, for a person to read -------------------------------------------


def changed_lines(before: str, after: str, path: str, new_name: str) -> Iterator[str]:
    """Yield the lines of a unified diff.

    What cannot be seen (tabs, no-break and zero-width spaces, control characters) is written out: a plan may hold
    anything, and a change of white space should show.
    """
    old, new = (LINE_END.split(text.removesuffix("\n")) for text in (before, after))
    for number, line in enumerate(unified_diff(old, new, visible(path), new_name, lineterm="")):
        yield line if number < 2 or line.startswith("@@") else line[0] + visible(line[1:])
