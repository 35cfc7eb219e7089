"""The proof of a mend: what is offered as a fix leaves fewer findings, none that is new, and every value as it was.

The one gate for whatever offers fixes: `check` (the words "the fix command can do this"), the command `fix`, and the
editor's quick fixes.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from zaitaku_check.named import NamedTuple
from zaitaku_check.plan.canonical import pointers
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.text_types import Edit
from zaitaku_check.typed import Any

MOST_ALONE = 40
"""So many mends are tried one by one where they are not proven together."""


class Look(NamedTuple):
    """What a look at a text shows.

    complaints  what reading has to say
    found       how often each finding was made: rule and value (complaints), rule alone (what rules find)
    values      what could be read, by pointer
    """

    complaints: tuple[Complaint, ...]
    found: Counter[tuple[str, str]]
    values: Mapping[str, Any]


Looks = Callable[[str], Look]


def look_of(complaints: Sequence[Complaint], failed: Iterable[str], plan: Plan | None) -> Look:
    """Return the look at a text of which this was found; `failed` are the rules' ids, one a finding."""
    found = Counter((each.rule, each.value) for each in complaints)
    found.update((rule, "") for rule in failed)
    return Look(tuple(complaints), found, _readable(plan) if plan else {})


def _readable(plan: Plan) -> dict[str, Any]:
    """Return every single value that could be read, by its pointer."""
    places = pointers(plan)
    return {places[id(cell)]: cell.value for cell in _cells(plan.root) if cell.readable}


def _cells(root: Cell) -> Iterator[Cell]:
    """Yield every cell below a cell that holds one value."""
    rest = [root]
    while rest:
        cell = rest.pop()
        if isinstance(cell.value, Group):
            rest.extend(cell.value.cells.values())
        elif isinstance(cell.value, list):
            rest.extend(cell.value)
        else:
            yield cell


def proves(before: Look, after: Look) -> bool:
    """Tell whether a mended text has fewer findings, none that is new, and everything that could be read as it was."""
    if after.found.total() >= before.found.total() or after.found - before.found:
        return False
    return all(after.values.get(pointer) == value for pointer, value in before.values.items())


def proven(content: str, before: Look, look: Looks) -> tuple[Complaint, ...]:
    """Return the complaints of a text, without the mends that do not prove themselves."""
    every = _without_dragged(before.complaints)
    offered = apart(each for each in every if each.edits)
    if not offered or proves(before, look(applied(content, offered))):
        return every
    kept = {id(each) for each in offered[:MOST_ALONE] if proves(before, look(applied(content, [each])))}
    return tuple(each if id(each) in kept or not each.edits else each._replace(edits=()) for each in every)


def _without_dragged(complaints: tuple[Complaint, ...]) -> tuple[Complaint, ...]:
    """Return complaints without mends that would move several lines: one line is out of step, not its neighbours."""
    moved = [each for each in complaints if (each.rule, each.variant) == ("Y003", "indent") and each.edits]
    if len(moved) < 2:
        return complaints
    return tuple(each._replace(edits=()) if each in moved else each for each in complaints)


def apart(complaints: Iterable[Complaint]) -> list[Complaint]:
    """Return the complaints in their order, without those whose fixes touch an earlier one's: their turn comes next."""
    taken: list[Edit] = []
    chosen: list[Complaint] = []
    for one in complaints:
        if not any(_touches(edit, taken) for edit in one.edits):
            chosen.append(one)
            for edit in one.edits:
                insort(taken, edit)
    return chosen


def _touches(edit: Edit, taken: Sequence[Edit]) -> bool:
    at = bisect_left(taken, edit)
    before, behind = taken[max(0, at - 1) : at], taken[at : at + 1]
    return any(other.end >= edit.start for other in before) or any(edit.end >= other.start for other in behind)


def applied(content: str, complaints: Iterable[Complaint]) -> str:
    """Return a text with the fixes of complaints; of two edits that overlap the first stands."""
    parts, done = [], 0
    for start, end, new in sorted(edit for one in complaints for edit in one.edits):
        if start >= done:
            parts += [content[done:start], new]
            done = end
    return "".join([*parts, content[done:]])
