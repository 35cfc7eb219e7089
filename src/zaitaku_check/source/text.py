"""A file's characters with their places, and the way from bytes to them."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_types import Bilingual, Span

START = Span(0, 0)
LINE_END = waiting(r"\r\n|\n|\r")
NARROW = waiting("[\uff61-\uff9f]")
KANA = waiting("[\u3041-\u3096\u30a1-\u30fa]")
JAPANESE = waiting(
    "[\u3000-\u30ff\u3220-\u33ff\u4e00-\u9fff\uf900-\ufaff\uff01-\uff5e\uffe0-\uffe5\u2010-\u2312\u2460-\u24ff\u25a0-\u266f×÷§¶°±´¨Α-я]"
)
JIS_ESCAPE = waiting(rb"\x1b(?:\$[@B]|\([IJ])")
NUL_SHARE = 20
"""A text of which more than one byte in so many is NUL is no text."""


class CellAt(NamedTuple):
    """A cell of a workbook: its sheet's name, and what Excel calls it (C7)."""

    sheet: str
    cell: str


class Text:
    """The characters of one file. Offsets are 0-based code points; lines and columns are 1-based.

    LF, CRLF and CR end a line; U+0085, U+2028 and U+2029 do not. A byte order mark is not part of the content.
    `cells`: of a text that a workbook was read as, the cell of each of its lines; `homes`: the cell in which a field is
    to be filled in, by its path without `[]`.
    """

    __slots__ = ("_starts", "cells", "content", "encoding", "homes")

    def __init__(
        self,
        content: str,
        encoding: str,
        cells: tuple[CellAt | None, ...] = (),
        homes: Mapping[str, CellAt] | None = None,
    ) -> None:
        self.content = content
        self.encoding = encoding
        self.cells = cells
        self.homes = homes or {}
        self._starts: list[int] | None = None

    def _lines(self) -> list[int]:
        if self._starts is None:
            self._starts = _line_starts(self.content)
        return self._starts

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset; an offset beyond the text is taken as its end."""
        starts = self._lines()
        offset = max(0, min(offset, len(self.content)))
        number = bisect_right(starts, offset)
        return number, offset - starts[number - 1] + 1

    def line(self, number: int) -> str:
        """Return a line without its end, "" where there is no such line."""
        starts = self._lines()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.content)
        return self.content[starts[number - 1] : end].rstrip("\r\n")

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column; what lies beyond a line or the text is taken as its end."""
        starts = self._lines()
        line = max(1, min(line, len(starts)))
        return starts[line - 1] + max(0, min(column - 1, len(self.line(line))))


def _line_starts(content: str) -> list[int]:
    """Return the offset of every line's first character."""
    if "\r" in content:
        return [0, *(end.end() for end in LINE_END.finditer(content))]
    lengths = accumulate(map(len, content.split("\n")))
    return [0, *(length + number for number, length in enumerate(lengths, 1))][:-1]


def decode(data: bytes) -> tuple[Text | None, tuple[Complaint, ...]]:
    """Read bytes as UTF-8, UTF-16 with a byte order mark, or CP932; anything else is refused by name, never guessed."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _refused("encoding", name="UTF-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(data)
    body = data.removeprefix(codecs.BOM_UTF8)
    if not body.isascii() or b"\0" in body or b"\x1b" in body or body[:1] in b"{%":
        return _careful(body)
    return Text(body.decode("ascii"), "utf-8"), ()


def _careful(body: bytes) -> tuple[Text | None, tuple[Complaint, ...]]:
    try:
        content = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(body, error.start)
    if b"\0" in body or b"\x1b" in body or content[:1] in "{%":
        return _odd_utf8(body, content)
    if ("縺" in content or "ã" in content) and _garbled(content):
        return _refused("garbled")
    return Text(content, "utf-8"), ()


def _garbled(content: str) -> bool:
    """Tell whether a text was once opened in another encoding and saved as it looked then.

    Every kana of UTF-8 looks like 縺, 繧 or 繝 and a letter when it is taken for CP932, like ã and signs when it is for
    CP1252.
    """
    beyond = sum(not character.isascii() for character in content)
    often = max(5, beyond // 40)
    if content.count("縺") + content.count("繧") + content.count("繝") >= often:
        return True
    return content.count("ã") >= often and not KANA.search(content)


def _odd_utf8(body: bytes, content: str) -> tuple[Text | None, tuple[Complaint, ...]]:
    if kind := _kind(body):
        return _refused("file", kind=kind)
    if (name := _wide_without_mark(body)) or (body.isascii() and JIS_ESCAPE.search(body) and (name := "ISO-2022-JP")):
        return _refused("encoding", name=name)
    if body.count(0) * NUL_SHARE > len(body):
        return _refused("binary")
    return Text(content, "utf-8"), ()


def _utf16(data: bytes) -> tuple[Text | None, tuple[Complaint, ...]]:
    try:
        content = data.decode("utf-16")
    except UnicodeDecodeError:
        return _refused("damaged", name="UTF-16", line="1")
    return Text(content, "utf-16"), (_note("UTF-16"),)


def _not_utf8(body: bytes, broken_at: int) -> tuple[Text | None, tuple[Complaint, ...]]:
    if kind := _kind(body):
        return _refused("file", kind=kind)
    if name := _wide_without_mark(body):
        return _refused("encoding", name=name)
    if body.count(0) * NUL_SHARE > len(body):
        return _refused("binary")
    if _mostly_utf8(body):
        return _refused("damaged", name="UTF-8", line=str(len(re.findall(rb"\r\n|\n|\r", body[:broken_at])) + 1))
    return _cp932(body)


def _cp932(body: bytes) -> tuple[Text | None, tuple[Complaint, ...]]:
    windows, unix = _decoded(body, "cp932"), _decoded(body, "euc_jis_2004")
    if unix and _japanese(unix) and (not windows or len(KANA.findall(unix)) > len(KANA.findall(windows))):
        return _refused("encoding", name="EUC-JP")
    if windows and _japanese(windows):
        return Text(windows, "cp932"), (_note("CP932 (Shift_JIS)"),)
    return _refused("")


def _decoded(body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _japanese(content: str) -> bool:
    """Tell whether nearly all that is not ASCII is ordinary Japanese, half-width kana being the smaller part."""
    beyond = sum(not character.isascii() for character in content)
    ordinary, narrow = len(JAPANESE.findall(content)), len(NARROW.findall(content))
    unlikely = any("\x80" <= sign <= "\x9f" for sign in content)
    return not unlikely and ordinary >= narrow and (ordinary + narrow) * 10 >= beyond * 9


def _mostly_utf8(body: bytes) -> bool:
    shown = body.decode("utf-8", "replace")
    damaged = shown.count("\ufffd")
    return sum(not character.isascii() for character in shown) >= damaged * 4


def _wide_without_mark(body: bytes) -> str:
    """Name UTF-16 or UTF-32 without a byte order mark by where its NUL bytes stand, else ""."""
    if b"\0" not in body or len(body) < 4:
        return ""
    counts = [body[at::4].count(0) * 4 for at in range(4)]
    filled = [count > len(body) * 0.15 for count in counts]
    if sum(count > len(body) * 0.9 for count in counts) >= 2 and sum(filled) in {2, 3}:
        return "UTF-32" if sum(filled) == 3 or filled[0] == filled[1] else "UTF-16"
    return "UTF-16" if filled[0] == filled[2] and filled[1] == filled[3] and sum(filled) == 2 else ""


def _kind(body: bytes) -> Bilingual | None:
    from zaitaku_check.source.foreign import kind_of_bytes

    return kind_of_bytes(body)


def _refused(variant: str, **args: str | Bilingual) -> tuple[None, tuple[Complaint]]:
    return None, (Complaint("Y001", START, tuple(args.items()), variant=variant),)


def _note(name: str) -> Complaint:
    return Complaint("Y002", START, (("name", name),))
