"""When a text cannot be parsed as a whole: the parts that can be read by themselves are kept, the others given up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.events import Trouble
from zaitaku_check.text_types import Edit, Span

Parse = Callable[[str], Trouble | None]
"""Says where a piece of text cannot be parsed, None where it can."""
HEAD = re.compile(
    r"(?P<dash>-)(?:[ \t\r\n]|$)"
    r"|(?P<key>(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s\[\]{}\"'|>#&*!%@`,-][^\r\n]*?):)(?=[ \t\r\n]|$)"
)
LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
BODY = re.compile(r"[^ ]")
DEEPEST = 5
LONGEST_KEY = 1000
MOST_PIECES = 2000
MOST = 200
"""A text with more pieces, or more broken ones, is given up."""


class Piece(NamedTuple):
    """A key or bullet with everything below it: offsets, and the column where it stands."""

    start: int
    end: int
    column: int


class Loss(NamedTuple):
    """One piece given up: what stands in its stead, what cannot be read, and why."""

    edit: Edit
    broken: Span
    trouble: Trouble
    piece: Piece


def salvage(content: str, parse: Parse) -> list[Loss] | None:
    """Return what must be given up so that the rest can be read; None where nothing would be left."""
    losses = list(_losses(content, Piece(0, len(content), -1), parse, 0))
    pieces = list(_pieces(content, Piece(0, len(content), -1)))
    whole = {loss.edit.start for loss in losses if loss.edit.start in {piece.start for piece in pieces}}
    if not losses or len(losses) > MOST or len(whole) >= len(pieces):
        return None
    return losses


def _losses(content: str, around: Piece, parse: Parse, depth: int) -> Iterator[Loss]:
    count = 0
    pieces = list(islice(_pieces(content, around), MOST_PIECES + 1))
    if len(pieces) > MOST_PIECES:
        return
    for piece in pieces:
        failed = parse(" " * piece.column + content[piece.start : piece.end])
        if failed is None:
            continue
        count += 1
        if count > MOST:
            return
        yield from _inside(content, piece, parse, depth) or (_loss(content, piece, failed),)


def _inside(content: str, piece: Piece, parse: Parse, depth: int) -> list[Loss]:
    """Look for smaller pieces to give up; nothing where that does not help."""
    if depth >= DEEPEST:
        return []
    losses = list(_losses(content, piece, parse, depth + 1))
    if any(_sinks(content, loss.piece) for loss in losses):
        return []
    rest, done = " " * piece.column, piece.start
    for loss in losses:
        rest += content[done : loss.edit.start] + loss.edit.new
        done = loss.edit.end
    return losses if losses and parse(rest + content[done : piece.end]) is None else []


def _loss(content: str, piece: Piece, failed: Trouble) -> Loss:
    head = HEAD.match(content, piece.start, piece.end)
    after = head.end() if head and head.end() - piece.start < LONGEST_KEY else piece.start
    end = piece.start + len(content[piece.start : piece.end].rstrip())
    shift = piece.start - piece.column
    moved = failed._replace(at=_within(failed.at + shift, piece), context_at=_within(failed.context_at + shift, piece))
    return Loss(Edit(after, end, " ''" if after > piece.start else ""), Span(after, max(end, after + 1)), moved, piece)


def _sinks(content: str, piece: Piece) -> bool:
    """Tell whether a line stands less deep than the piece it was counted to: then it may belong anywhere above."""
    lines = list(_lines(content, piece._replace(column=0)))
    return any(width < piece.column for _, width, _ in lines[1:])


def _within(offset: int, piece: Piece) -> int:
    return max(piece.start, min(offset, piece.end - 1))


def _pieces(content: str, around: Piece) -> Iterator[Piece]:
    """Split what stands inside a piece into its entries: all at one column, all keys or all bullets."""
    entries = list(_entries(content, around))
    ends = [*(start for start, _ in entries[1:]), around.end]
    for (start, column), end in zip(entries, ends, strict=False):
        yield Piece(start, end, column)


def _entries(content: str, around: Piece) -> Iterator[tuple[int, int]]:
    first: tuple[int, bool] | None = None
    for body, width, end in _lines(content, around):
        head = HEAD.match(content, body, end)
        if head is None:
            continue
        shape = (width, head["dash"] is not None)
        first = first or shape
        if shape == first:
            yield body, width


def _lines(content: str, around: Piece) -> Iterator[tuple[int, int, int]]:
    """Yield body, column and end of every line inside a piece; behind a bullet the inside begins on its own line."""
    for number, found in enumerate(LINE.finditer(content, around.start, around.end)):
        start, end = found.start(), found.start() + len(found[0].rstrip("\r\n"))
        offset = around.column if number == 0 and around.column >= 0 else 0
        if number == 0 and around.column >= 0:
            if not content.startswith("-", start):
                continue
            start, offset = start + 1, offset + 1
        body = BODY.search(content, start, end)
        if body:
            yield body.start(), body.start() - start + offset, end
