"""Accidents that befall a text as a whole: marks of a merge, marks of a quoted mail, brackets without end."""

from __future__ import annotations

import re
from itertools import accumulate

from zaitaku_check.source.accident import Accident
from zaitaku_check.text_types import Edit, Span

MARK = re.compile(r"(?m)^(?P<sign><{7}|\|{7}|={7}|>{7})(?:[ \t][^\r\n]*)?(?=[\r\n]|\Z)")
FENCE = re.compile(r"(?m)^```[\w-]*[ \t]*(?=[\r\n]|\Z)")
WHOLE_LINE = re.compile(r"(?m)^\"(?P<line>(?:[^\"\r\n]|\"\")*+)\"(?P<behind>[ \t]*)(?=[\r\n]|\Z)")
QUOTED_LINE = re.compile(r"(?m)^>[ \t]?")
ANY_LINE = re.compile(r"(?m)^[^\r\n]*\S")
BRACKET = re.compile(r"[\[{\]}]")
BULLETS_IN_A_ROW = re.compile(r"(?m)^[ ]*((?:[-?+*－・ー●][ \t]+){65})")
TOP_KEY = re.compile(r"(?m)^[^\s#\-\[\]{}][^\r\n]*?:(?=[ \t\r\n]|$)")
NESTED = 500
"""Brackets inside one another beyond which the parser is not asked at all: its effort grows with the square."""


def conflict(content: str) -> Accident | None:
    """Find the marks a merge has left: what stands between them is kept from being read."""
    marks = list(MARK.finditer(content))
    if not any(mark["sign"][0] == "<" for mark in marks):
        return None
    mends: list[Edit] = []
    broken: list[Span] = []
    opened: re.Match[str] | None = None
    cut: re.Match[str] | None = None
    for mark in marks:
        sign = mark["sign"][0]
        if sign == "<":
            opened, cut = mark, None
            mends.append(Edit(mark.start(), mark.end(), ""))
        elif opened and sign in "|=":
            cut = cut or mark
            broken.append(Span(opened.end(), cut.start()))
        elif opened and cut:
            mends.append(Edit(cut.start(), mark.end(), ""))
            opened = cut = None
    first = marks[0]
    return Accident("Y003", "conflict", first.start(), first.end(), mends=tuple(mends), broken=tuple(broken), fix=())


def mail(content: str) -> Accident | None:
    """Find a text of which every line carries the mark of a quoted mail."""
    quotes = list(QUOTED_LINE.finditer(content))
    if not quotes or len(quotes) < len(ANY_LINE.findall(content)):
        return None
    mends = tuple(Edit(found.start(), found.end(), "") for found in quotes)
    return Accident("Y003", "mail", quotes[0].start(), quotes[0].end(), mends=mends)


def fence(content: str) -> Accident | None:
    """Find the marks of a block of code, as a text copied from a chat or a web page carries them."""
    marks = list(FENCE.finditer(content))
    if not marks:
        return None
    mends = tuple(Edit(mark.start(), mark.end(), "") for mark in marks)
    return Accident("Y003", "fence", marks[0].start(), marks[0].end(), mends=mends)


def quoted_lines(content: str) -> Accident | None:
    """Find lines that a spreadsheet program has put in quotation marks because of the commas in them."""
    lines = list(WHOLE_LINE.finditer(content))
    if not any(":" in line["line"] for line in lines):
        return None
    mends = tuple(Edit(line.start(), line.end(), line["line"].replace('""', '"')) for line in lines)
    args = (("count", str(len(lines))),)
    return Accident("Y003", "quoted_lines", lines[0].start(), lines[0].start("behind"), args, mends)


def damage(content: str) -> Accident | None:
    """Find what has befallen a text as a whole, the first that holds."""
    return next((found for look in (conflict, mail, fence, quoted_lines) if (found := look(content))), None)


def too_nested(content: str) -> Accident | None:
    """Find nesting so deep that parsing would take too long; the top-level entry that holds it is given up."""
    deep = _deep_bracket(content) if content.count("[") + content.count("{") > NESTED else None
    if deep is None and (row := BULLETS_IN_A_ROW.search(content)):
        deep = row.start(1)
    if deep is None:
        return None
    start = max((key.end() for key in TOP_KEY.finditer(content) if key.end() <= deep), default=0)
    end = _end(content, start)
    mend, lost = Edit(start, end, " ''"), Span(start, max(end, start + 1))
    return Accident("Y007", "", deep, deep + 1, mends=(mend,), broken=(lost,))


def _deep_bracket(content: str) -> int | None:
    found = list(BRACKET.finditer(content))
    depths = accumulate((1 if bracket[0] in "[{" else -1 for bracket in found), lambda sum_, step: max(0, sum_ + step))
    return next((bracket.start() for bracket, depth in zip(found, depths, strict=True) if depth > NESTED), None)


def _end(content: str, start: int) -> int:
    """Return where the top-level entry ends whose value begins here."""
    following = TOP_KEY.search(content, start)
    return following.start() - 1 if following else len(content)
