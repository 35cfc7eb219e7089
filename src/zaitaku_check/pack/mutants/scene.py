"""A good plan on which conditions are made to fail: by what changes, and what a word may change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.context import Context, Spec
from zaitaku_check.pack.mutants.edits import DROP, PLACEHOLDER, Change, Copy, moved
from zaitaku_check.pack.outcome import PASS
from zaitaku_check.pack.paths import Found, Frames, elements
from zaitaku_check.pack.words import build, word_in
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell


class Breaking(NamedTuple):
    """One way to make a condition fail."""

    operator: str
    changes: tuple[Change, ...]


class Scene(NamedTuple):
    """A plan at hand: the frames a condition is asked in, their context, and the pointer of every cell."""

    frames: Frames
    context: Context
    pointers: Mapping[int, str]

    def cells(self, path: str) -> tuple[list[Cell], Field]:
        """Return the readable cells a path leads to, and its field."""
        find, field = self.context.path(path)
        return find(self.frames).cells, field

    def values(self, path: str) -> tuple[list[Cell], Field]:
        """Return the same with lists opened."""
        cells, field = self.cells(path)
        return elements(Found(cells, unknown=False)).cells, field

    def at(self, cell: Cell) -> str:
        """Return the pointer of a cell."""
        return self.pointers[id(cell)]

    def inside(self, element: Cell, field: Field) -> Scene:
        """Return the scene of an element."""
        return self._replace(frames=(*self.frames, element), context=self.context.inside(field))

    def holds(self, condition: Spec) -> bool:
        """Return whether a condition holds here."""
        return build(condition, self.context)(self.frames) is PASS

    def counted(self, spec: Spec, field: Field) -> list[Cell]:
        """Return the elements of `of` for which `where` holds; with `group_by` those of the first group."""
        every = self.values(spec["of"])[0]
        kept = [cell for cell in every if "where" not in spec or self.inside(cell, field).holds(spec["where"])]
        if "group_by" not in spec:
            return kept
        by = "." + str(spec["group_by"]).lstrip(".")
        groups = [{value.value for value in self.inside(cell, field).values(by)[0]} for cell in kept]
        return [cell for cell, its in zip(kept, groups, strict=True) if its & groups[0]]

    def breakings(self, condition: Spec) -> Iterator[Breaking]:
        """Yield the ways to make a condition fail; none where it does not hold."""
        if self.holds(condition):
            its = word_in(condition)
            yield from its.breakings(condition[its.name], self)

    def drop(self, operator: str, cells: Iterable[Cell]) -> Breaking:
        """Take cells out."""
        return Breaking(operator, tuple(Change(self.at(cell), DROP) for cell in cells))

    def put(self, operator: str, cell: Cell, value: Any, below: str = "") -> Breaking:
        """Give a cell, or what is below it, another value."""
        return Breaking(operator, (Change(self.at(cell) + below, value),))

    def put_each(self, operator: str, values: Iterable[tuple[Cell, Any]]) -> Breaking:
        """Give each cell its value."""
        return Breaking(operator, tuple(Change(self.at(cell), value) for cell, value in values))

    def put_all(self, operator: str, cells: Iterable[Cell], value: Any) -> Breaking:
        """Give all cells one value."""
        return self.put_each(operator, ((cell, value) for cell in cells))

    def move(self, operator: str, cell: Cell, value: Any, field: Field, by: int) -> Breaking:
        """Give a cell a value moved by so many yen, days or units."""
        return self.put(operator, cell, moved(value, field, by))

    def placeholder(self, cells: Iterable[Cell], *, many: bool) -> Breaking:
        """Leave the cells open."""
        return self.put_all("placeholder", cells, [PLACEHOLDER] if many else PLACEHOLDER)

    def copy(self, operator: str, cell: Cell, into: Cell, times: int) -> Breaking:
        """Add copies of an element to a list."""
        return Breaking(operator, tuple([Change(f"{self.at(into)}/-", Copy(self.at(cell)))] * times))

    def unfit(self, where: Spec, cells: Iterable[Cell], field: Field) -> Breaking:
        """Make elements such that they are not counted any more."""
        broken = [next(self.inside(cell, field).breakings(where)) for cell in cells]
        return self.together(broken, f"unfit member ({broken[0].operator})")

    def together(self, broken: Iterable[Breaking], operator: str = "") -> Breaking:
        """Make several changes at once."""
        every = list(broken)
        changes = dict.fromkeys(change for each in every for change in each.changes)
        return Breaking(operator or "+".join(dict.fromkeys(each.operator for each in every)), tuple(changes))
