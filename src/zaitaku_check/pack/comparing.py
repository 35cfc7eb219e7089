"""In what form two values are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import folded


def comparable(cell: Cell) -> object:
    """Return what two values are compared by: texts folded, everything else as it is."""
    value = cell.value
    return folded(value) if type(value) is str and cell.field.kind.plain_text else value


def comparable_constant(value: object, field: Field) -> object:
    """Return a rule's constant in the form in which values of `field` are compared."""
    return folded(value) if isinstance(value, str) and field.kind.plain_text else value


Comparable = Callable[[Cell], object]
_PUNCTUATION = waiting(r"[\s、。，．,.・:;!?「」『』（）()\[\]【】〔〕…‥~〜～ー\-–—―_/／*＊]+")


def comparing(spec: Mapping[str, object]) -> Comparable:
    """Return what gives the form in which a word compares values, as its parameter `punctuation` asks."""
    return without_punctuation if spec.get("punctuation") == "ignored" else comparable


def without_punctuation(cell: Cell) -> object:
    """Return what a value is compared by where only its letters and digits count."""
    value = comparable(cell)
    return _PUNCTUATION.sub("", value) if isinstance(value, str) and cell.field.kind.plain_text else value
