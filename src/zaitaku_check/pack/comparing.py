"""In what form two values are compared."""

from __future__ import annotations

from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_forms import folded


def comparable(cell: Cell) -> object:
    """Return what two values are compared by: texts folded, everything else as it is."""
    value = cell.value
    return folded(value) if type(value) is str and cell.field.kind.plain_text else value


def comparable_constant(value: object, field: Field) -> object:
    """Return a rule's constant in the form in which values of `field` are compared."""
    return folded(value) if isinstance(value, str) and field.kind.plain_text else value
