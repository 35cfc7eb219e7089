"""A text after changes, and the way back from its offsets to those of the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from zaitaku_check.text_types import Edit, Span


class Mended:
    """A text with edits applied; `place` leads back to the text as the file holds it.

    `broken` are stretches of the file from which nothing may be read. `before` is the mended text this one was made
    from, None for the file itself.
    """

    __slots__ = ("_before", "_broken", "_edits", "_starts", "content", "file")

    def __init__(self, content: str, edits: Iterable[Edit] = (), before: Mended | None = None) -> None:
        ordered = _without_overlaps(edits)
        self._before = before.last_change() if before else None
        self._broken: list[Span] = before.broken() if before else []
        self._edits = ordered
        self.file: str = before.file if before else content
        self.content, self._starts = _applied(content, ordered)

    def then(self, edits: Iterable[Edit]) -> Mended:
        """Return the text with further edits, which are given in this text's offsets."""
        return Mended(self.content, edits, self)

    def without(self, broken: Iterable[Span]) -> Mended:
        """Return the same text with further stretches (in the file's offsets) from which nothing may be read."""
        same = Mended(self.content, (), self)
        same._broken = _joined([*self._broken, *broken])
        return same

    def last_change(self) -> Mended | None:
        """Return this text, or the one before it that was last changed; None where there is none."""
        return self if self._edits else self._before

    def broken(self) -> list[Span]:
        """Return the stretches of the file from which nothing may be read."""
        return list(self._broken)

    def at(self, offset: int) -> int:
        """Return the file's offset for an offset of this text."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0:
            edit, start = self._edits[index], self._starts[index]
            beyond = offset - start - len(edit.new)
            offset = edit.end + beyond if beyond >= 0 else min(edit.start + offset - start, edit.end)
        return self._before.at(offset) if self._before else offset

    def place(self, start: int, end: int) -> tuple[int, int, bool]:
        """Return the file's offsets of a stretch of this text, and whether nothing may be read from it."""
        first = self.at(start)
        last = max(first, self.at(end)) if end != start else first
        return first, last, self._touches(first, max(last, first + 1))

    def edit(self, edit: Edit) -> Edit:
        """Return an edit of this text as one of the file."""
        return Edit(self.at(edit.start), self.at(edit.end), edit.new)

    def _touches(self, start: int, end: int) -> bool:
        index = bisect_right(self._broken, (start + 1, -1)) - 1
        here = index >= 0 and self._broken[index].end > start
        return here or (index + 1 < len(self._broken) and self._broken[index + 1].start < end)


def _without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """Order edits; of two that overlap the first one stands."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _applied(content: str, edits: list[Edit]) -> tuple[str, list[int]]:
    parts: list[str] = []
    starts: list[int] = []
    done = length = 0
    for edit in edits:
        starts.append(length + edit.start - done)
        parts += (content[done : edit.start], edit.new)
        length = starts[-1] + len(edit.new)
        done = edit.end
    return "".join([*parts, content[done:]]), starts


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
