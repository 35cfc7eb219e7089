"""Put right what is safe in a plan's text: its complaints' own fixes, round after round until none is left.

A round is kept only where everything that could be read before reads the same as before. What was meant has been
settled by whoever made the complaint; nothing is guessed here.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from zaitaku_check.engine.check import Checker
from zaitaku_check.named import NamedTuple
from zaitaku_check.nouns import Edit
from zaitaku_check.plan.canonical import pointers
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.plan.reading import read_plan
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import Text

MOST_ROUNDS = 12
"""Texts with fixes upon fixes need three or four."""
MOST_ALONE = 100
"""So many fixes are tried one by one where they cannot all be made together."""


class Look(NamedTuple):
    """What a look at a text shows: the complaints that carry a fix, and what could be read, by pointer."""

    fixable: tuple[Complaint, ...]
    values: Mapping[str, Any]


class Fixed(NamedTuple):
    """A text put right, and how many mistakes were put right on the way."""

    content: str
    mistakes: int


Looks = Callable[[str], Look]


def looking(checker: Checker) -> Looks:
    """Return how texts are looked at: with the packs and limits of a checker, for the rules that its options want."""
    chooser, options = checker.chooser, checker.options

    def look(content: str) -> Look:
        tree = read(Text(content, "utf-8"), chooser.keys, options.limits, lists=chooser.lists)
        complaints, values = tree.complaints, dict[str, Any]()
        name = chooser.choose(tree.root).pack if tree.root else None
        if tree.root and name:
            plan = read_plan(tree.root, checker.shelf.judging(name).form)
            complaints, values = (*complaints, *plan.complaints), _readable(plan)
        return Look(tuple(one for one in complaints if one.edits and options.wants(one.rule)), values)

    return look


def _readable(plan: Plan) -> dict[str, Any]:
    """Return every single value that could be read, by its pointer."""
    places = pointers(plan)
    return {places[id(cell)]: cell.value for cell in _cells(plan.root) if cell.readable}


def _cells(root: Cell) -> Iterator[Cell]:
    """Yield every cell below a cell that holds one value."""
    waiting = [root]
    while waiting:
        cell = waiting.pop()
        if isinstance(cell.value, Group):
            waiting.extend(cell.value.cells.values())
        elif isinstance(cell.value, list):
            waiting.extend(cell.value)
        else:
            yield cell


def fixed(content: str, look: Looks) -> Fixed:
    """Return a text with everything put right that can be put right for certain."""
    seen, mistakes = look(content), 0
    for _ in range(MOST_ROUNDS):
        made = _made(content, seen, look)
        again = applied(content, made)
        if again == content:
            break
        content, mistakes = again, mistakes + len(made)
        seen = look(content)
    return Fixed(content, mistakes)


def _made(content: str, seen: Look, look: Looks) -> list[Complaint]:
    """Return the complaints whose fixes can be made in one round: together, or else those that can be made singly."""
    chosen = apart(seen.fixable)
    if not chosen or _keeps(seen, look(applied(content, chosen))):
        return chosen
    kept: list[Complaint] = []
    for one in chosen[:MOST_ALONE]:
        if _keeps(seen, look(applied(content, [*kept, one]))):
            kept.append(one)
    return kept


def _keeps(before: Look, after: Look) -> bool:
    """Tell whether all that could be read before still reads the same."""
    return all(after.values.get(pointer) == value for pointer, value in before.values.items())


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
