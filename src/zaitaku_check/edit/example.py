"""The examples that lie with a pack: whole plans without a finding, one for each type of centre."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zaitaku_check.plan.field import Form
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.plan.reading import read_plan
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import decode


def example_of(examples: Sequence[tuple[str, bytes]], name: str, form: Form) -> dict[str, Any] | None:
    """Return the values of one of a pack's examples: that of this name, else the first; None where there is none."""
    named = [data for file, data in examples if not name or file.partition(".")[0] == name]
    text, _ = decode(named[0]) if named else (None, ())
    root = read(text).root if text else None
    values: dict[str, Any] | None = _values(read_plan(root, form).root) if root else None
    return values


def _values(cell: Cell) -> Any:
    if isinstance(cell.value, Group):
        return {name: _values(child) for name, child in cell.value.cells.items()}
    if isinstance(cell.value, list):
        return [_values(child) for child in cell.value]
    return cell.value if cell.field.choices else cell.raw
