"""A plan as plain data: canonical values under English keys, and where each cell stands in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.typed import Any


def canonical(plan: Plan) -> dict[str, Any]:
    """Return the canonical values, JSON-able; what could not be read as written, so that a schema refuses it too."""
    values: dict[str, Any] = cell_value(plan.root)
    return values


def pointers(plan: Plan) -> dict[int, str]:
    """`id` of every cell → its JSON pointer (RFC 6901) in the canonical values."""
    return cell_pointers(plan.root)


def cell_pointers(root: Cell) -> dict[int, str]:
    """`id` of every cell below `root`, and of `root` itself → its JSON pointer from there."""
    found: dict[int, str] = {}
    waiting = [(root, "")]
    while waiting:
        cell, pointer = waiting.pop()
        found[id(cell)] = pointer
        waiting.extend((child, f"{pointer}/{step}") for step, child in _children(cell))
    return found


def pointer_at(root: Cell, cell: Cell) -> str | None:
    """Return the pointer of one cell by its place in the text; None where it does not lie where its place says."""
    here, pointer = root, ""
    while here is not cell:
        inside = ((step, child) for step, child in _around(here, cell) if child is cell or _holds(child, cell))
        step, here = next(inside, ("", root))
        if here is root:
            return None
        pointer = f"{pointer}/{step}"
    return pointer


def _around(here: Cell, cell: Cell) -> Iterator[tuple[str, Cell]]:
    """Yield the children that may hold a cell: of a list the one element that begins last before it."""
    if isinstance(here.value, list):
        at = bisect_right(here.value, cell.span.start, key=lambda child: child.span.start) - 1
        if at >= 0:
            yield str(at), here.value[at]
    else:
        yield from _children(here)


def _holds(child: Cell, cell: Cell) -> bool:
    within = child.span.start <= cell.span.start and cell.span.end <= child.span.end
    return within and isinstance(child.value, list | Group)


def _children(cell: Cell) -> Iterator[tuple[str, Cell]]:
    if isinstance(cell.value, Group):
        yield from cell.value.cells.items()
    elif isinstance(cell.value, list):
        yield from ((str(at), child) for at, child in enumerate(cell.value))


def cell_value(cell: Cell) -> Any:
    """Return one cell's canonical value."""
    from decimal import Decimal

    value = cell.value
    if isinstance(value, Group):
        values: dict[str, Any] = dict.fromkeys(value.unknown)
        return values | {name: cell_value(child) for name, child in value.cells.items()}
    if isinstance(value, list):
        return [cell_value(child) for child in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if cell.readable else cell.raw or None
