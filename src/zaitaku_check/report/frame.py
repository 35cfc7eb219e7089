"""Code frames: the line a finding is about, cut to a window around the place, with what is to be marked."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.report.cells import width
from zaitaku_check.report.model import Place
from zaitaku_check.report.places import is_whole_file
from zaitaku_check.report.shown import visible

_TAB = "→"


class Frame(NamedTuple):
    """A line in three parts, each ready to be shown; `marked` is the place itself ("" where there is nothing).

    `line` is its number, in a workbook the cell (C7).
    """

    line: int | str
    before: str
    marked: str
    after: str


def frame(place: Place, room: int) -> Frame | None:
    """Return the line of a place within `room` cells; None where it has no line to show, or stands for the whole file.

    What a plan lacks altogether is placed at its beginning: the line that happens to stand there says nothing of it.
    """
    if place.line is None or not place.source.strip() or is_whole_file(place):
        return None
    start, end = _marked_part(place)
    before, marked, after = (visible(part.replace("\t", _TAB)) for part in _split(place.source, start, end))
    if place.source_at:
        before = "…" + before
    marked = _keep_start(marked, max(room * 2 // 3, 8))
    before = _keep_end(before, room - width(marked) - min(width(after), room // 5))
    after = _keep_start(after, room - width(before) - width(marked))
    return Frame(place.cell or place.line, before, marked, after)


def written_at(place: Place) -> str:
    """Return what is written at a place, without the name of its field; "" where there is a field and no value."""
    if place.line is None or is_whole_file(place):
        return ""
    start, end = _marked_part(place)
    _before, marked, after = _split(place.source, start, end)
    return "" if after.lstrip().startswith((":", "：")) else marked.strip()


def _marked_part(place: Place) -> tuple[int, int]:
    """Return where the place begins and ends in its source, in code points; on one line whatever it spans."""
    length = len(place.source.rstrip())
    start = min(max((place.column or 1) - 1 - place.source_at, 0), length)
    end = length
    if place.end_line == place.line and place.end_column is not None:
        end = min(place.end_column - 1 - place.source_at, length)
    return start, max(start, end)


def _split(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[:start], text[start:end], text[end:].rstrip()


def _keep_start(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    kept = []
    used = 1
    for character in text:
        used += width(character)
        if used > room:
            break
        kept.append(character)
    return "".join(kept) + "…" if room > 0 else ""


def _keep_end(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    return _keep_start(text[::-1], room)[::-1]
