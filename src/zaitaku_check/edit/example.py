"""The examples that lie with a pack: whole plans without a finding, one for each type of centre."""

from __future__ import annotations

import os
from typing import Any

from zaitaku_check.plan.field import Form
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.plan.reading import read_plan
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import decode

_FOLDER = "examples"


def example_of(pack_folder: str, name: str, form: Form) -> dict[str, Any] | None:
    """Return the values of a pack's example: that of this name, else its first; None where there is none."""
    folder = os.path.join(pack_folder, _FOLDER)
    files = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    chosen = f"{name}.yaml" if f"{name}.yaml" in files else None if name else next(iter(files), None)
    if chosen is None:
        return None
    with open(os.path.join(folder, chosen), "rb") as file:
        text, _ = decode(file.read())
    root = read(text).root if text else None
    values: dict[str, Any] | None = _values(read_plan(root, form).root) if root else None
    return values


def _values(cell: Cell) -> Any:
    if isinstance(cell.value, Group):
        return {name: _values(child) for name, child in cell.value.cells.items()}
    if isinstance(cell.value, list):
        return [_values(child) for child in cell.value]
    return cell.value if cell.field.choices else cell.raw
