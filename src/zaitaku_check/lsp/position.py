"""Places in an editor's units: lines from 0, columns in what editor and server agreed on (UTF-16 unless said)."""

from __future__ import annotations

from lsprotocol.types import Position, PositionEncodingKind, Range

from zaitaku_check.report.model import Place
from zaitaku_check.source.text import Text


class Units:
    """Counts columns of one text for one editor."""

    def __init__(self, text: Text, encoding: str | None) -> None:
        self.text = text
        self.encoding = encoding or PositionEncodingKind.Utf16

    def range_of(self, place: Place) -> Range:
        """Return a place of this text (1-based code points) as a range; a place without a line is the text's start."""
        if place.line is None:
            return Range(Position(0, 0), Position(0, 0))
        start = self.position(place.line, place.column or 1)
        if place.end_line is None or place.end_column is None:
            return Range(start, start)
        return Range(start, self.position(place.end_line, place.end_column))

    def range_between(self, start: int, end: int) -> Range:
        """Return the range between two offsets."""
        return Range(self.position(*self.text.line_column(start)), self.position(*self.text.line_column(end)))

    def position(self, line: int, column: int) -> Position:
        """Return a 1-based line and column of code points as a position."""
        return Position(line - 1, self._width(self.text.line(line)[: column - 1]))

    def column(self, position: Position) -> int:
        """Return the 0-based column in code points of a position; one inside a character is taken as its beginning."""
        line, wide = self.text.line(position.line + 1), 0
        for column, sign in enumerate(line):
            wide += self._width(sign)
            if wide > position.character:
                return column
        return len(line)

    def _width(self, text: str) -> int:
        if text.isascii() or self.encoding == PositionEncodingKind.Utf32:
            return len(text)
        if self.encoding == PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(sign > "\uffff" for sign in text)
