"""Which elements of a list count: those that are filled, that can be read, and for which a condition holds."""

from __future__ import annotations

from collections.abc import Callable

from zaitaku_check.pack.context import Context, Spec
from zaitaku_check.pack.outcome import CANNOT_TELL, PASS
from zaitaku_check.pack.paths import Found, Frames, elements
from zaitaku_check.pack.words import build
from zaitaku_check.pack.words.filled import is_filled
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group

MANY = 1_000_000
"""So many elements may be hidden in a list that could not be read."""
Selector = Callable[[Found, Frames], tuple[list[Cell], int]]
"""Picks the elements that count, and says how many more there might be."""


def selector(spec: Spec, context: Context, field: Field) -> Selector:
    """Return what picks the counted elements of a list of `field`."""
    placeholders = context.form.placeholders
    where = build(spec["where"], context.inside(field).hushed()) if "where" in spec else None

    def select(found: Found, frames: Frames) -> tuple[list[Cell], int]:
        every = elements(found)
        unsure = MANY if found.unknown else sum(not e.readable for cell in found.cells for e in _members(cell))
        kept: list[Cell] = []
        for element in every.cells:
            if type(element.value) is not Group and not is_filled(element, placeholders):
                continue
            answer = PASS if where is None else where((*frames, element))
            if answer is PASS:
                kept.append(element)
            elif answer is CANNOT_TELL:
                unsure += 1
        return kept, unsure

    return select


def _members(cell: Cell) -> list[Cell]:
    return cell.value if type(cell.value) is list else []
