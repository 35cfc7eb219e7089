"""The longer way for a text that is not clean: mend the accidents, parse again, keep what can be read by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from zaitaku_check.named import NamedTuple
from zaitaku_check.source import characters, gathered, whole
from zaitaku_check.source.accident import Accident
from zaitaku_check.source.build import Builder, Built
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.events import Trouble, source_of
from zaitaku_check.source.foreign import CERTAIN, kind_of_text
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.lines import MOST_LINES
from zaitaku_check.source.mended import Mended
from zaitaku_check.source.suspicion import odd_characters
from zaitaku_check.source.tree import GROUP, SCALAR
from zaitaku_check.source.walk import Walk
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


MOST_SIGNS = 1000
"""With more control or odd characters than this it is no text."""
LARGE = 100_000
"""From this size on a text is first asked whether it passes a limit, before it is looked at more closely."""


class Task(NamedTuple):
    """What a repair goes by: spellings of keys, those that hold lists, limits, which parser, and mends made first."""

    keys: frozenset[str]
    lists: frozenset[str]
    limits: Limits
    pure: bool
    mends: tuple[Edit, ...] = ()


class Repaired(NamedTuple):
    """What a repair came to."""

    built: Built
    complaints: list[Complaint]


class Look(NamedTuple):
    """A text looked at: its accidents, those that YAML would not notice, and what was built with the latter mended."""

    text: Mended
    accidents: list[Accident]
    silent: list[Accident]
    built: Built


def repaired(content: str, task: Task) -> Repaired:
    """Mend a text until it can be parsed, or say why it cannot."""
    text, complaints = _whole_text(Mended(content, task.mends))
    if len(complaints) > MOST_SIGNS:
        return Repaired(Built(None, ()), complaints)
    if len(content) > LARGE and (asked := _build(Mended(text.content), task)).refused:
        return Repaired(asked, complaints)
    look = _look(text, task)
    if look.built.trouble and kind_of_text(text.content) in CERTAIN:
        return _given_up(look, complaints)
    if look.built.trouble and (damage := whole.damage(text.content)):
        complaints += gathered.of_accidents([damage], text)
        look = _look(_mended(text, [damage]), task)
    if not look.built.trouble:
        return Repaired(look.built, [*complaints, *_unnoticed(look)])
    told = [*complaints, *gathered.of_accidents(look.accidents, look.text)]
    mended = _mended(look.text, look.accidents)
    again = _build(mended, task)
    if not again.trouble:
        return Repaired(again, told)
    return _salvaged(mended, again, told, task) or _given_up(look, complaints)


def _unnoticed(look: Look) -> list[Complaint]:
    """Return what is to be said of accidents that YAML did not notice; of a text that is no plan at all, nothing."""
    plain = look.built.root is not None and look.built.root.kind == SCALAR
    return [] if plain else gathered.of_accidents(look.silent, look.text)


def _look(text: Mended, task: Task) -> Look:
    """Walk over a text, and parse it with only those accidents mended that YAML would read wrongly and in silence."""
    accidents = _walk(text, task)
    silent = [accident for accident in accidents if accident.silent]
    return Look(text, accidents, silent, _build(_mended(text, silent), task))


def _whole_text(text: Mended) -> tuple[Mended, list[Complaint]]:
    """Set right what is not a matter of lines: control and odd characters, brackets without end."""
    content, complaints = text.content, list[Complaint]()
    if odd_characters(content):
        signs = list(characters.control(content))
        complaints = gathered.of_signs("Y015", signs) + gathered.of_signs("Y019", characters.odd(content))
        text = text.then(characters.mends(content)).without(Span(sign.start, sign.end) for sign in signs)
    if nested := whole.too_nested(text.content):
        complaints += gathered.of_accidents([nested], text)
        text = _mended(text, [nested])
    return text, complaints


def _salvaged(text: Mended, built: Built, told: list[Complaint], task: Task) -> Repaired | None:
    """Keep the parts that can be read by themselves; None where there are none."""
    if built.trouble and built.root is not None and built.root.kind == GROUP:
        return Repaired(built, [*told, gathered.of_trouble(built.trouble, text)])
    if text.content.count("\n") + text.content.count("\r") > MOST_LINES:
        return None
    losses = salvage(text.content, lambda piece: _trouble(piece, task))
    if not losses:
        return None
    broken = [Span(text.at(loss.broken.start), text.at(loss.broken.end)) for loss in losses]
    again = _build(text.then(loss.edit for loss in losses).without(broken), task)
    if again.trouble:
        return None
    left = [one for one in told if one.rule != "Y003" or not any(s.start <= one.span.start < s.end for s in broken)]
    return Repaired(again, [*left, *(gathered.of_trouble(loss.trouble, text, part=True) for loss in losses)])


def _given_up(look: Look, complaints: list[Complaint]) -> Repaired:
    """Say that it is no plan at all, or where the parser stopped; what comes of further mends would be guesses."""
    if kind := kind_of_text(look.text.content):
        return Repaired(look.built, [*complaints, Complaint("Y014", Span(0, 0), variant=kind)])
    if look.built.trouble:
        complaints = [*complaints, gathered.of_trouble(look.built.trouble, _mended(look.text, look.silent))]
    return Repaired(look.built, complaints)


def _walk(text: Mended, task: Task) -> list[Accident]:
    return Walk(text.content, task.keys, task.lists).run()


def _build(text: Mended, task: Task) -> Built:
    place = text.place if text.last_change() else None
    return Builder(text.content, task.limits, place).build(source_of(text.content, pure=task.pure))


def _trouble(content: str, task: Task) -> Trouble | None:
    return Builder(content, task.limits).build(source_of(content, pure=task.pure)).trouble


def _mended(text: Mended, accidents: Iterable[Accident]) -> Mended:
    accidents = list(accidents)
    edits = [edit for accident in accidents for edit in accident.mends]
    broken = [Span(text.at(span.start), text.at(span.end)) for accident in accidents for span in accident.broken]
    return text.then(edits).without(broken) if accidents else text
