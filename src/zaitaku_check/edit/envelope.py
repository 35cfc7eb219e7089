"""The bytes around a text: its encoding and byte order mark, kept when a changed text goes back into its file."""

from __future__ import annotations

import codecs

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.text import Text

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
