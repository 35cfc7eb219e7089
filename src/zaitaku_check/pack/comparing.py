"""In what form two values are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from zaitaku_check.plan.field import Field
from zaitaku_check.plan.institutions import name_of
from zaitaku_check.plan.plan import Cell
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import folded


def comparable(cell: Cell) -> object:
    """Return what two values are compared by: texts folded, names of institutions by their core, the rest as it is."""
    return comparable_constant(cell.value, cell.field)


def comparable_constant(value: object, field: Field) -> object:
    """Return a rule's constant in the form in which values of `field` are compared."""
    if type(value) is not str or not field.kind.plain_text:
        return value
    return name_of(value).core if field.names else folded(value)


Comparable = Callable[[Cell], object]
_PUNCTUATION = waiting(r"[\s、。，．,.・:;!?「」『』（）()\[\]【】〔〕…‥~〜～ー\-–—―_/／*＊]+")


def comparing(spec: Mapping[str, object]) -> Comparable:
    """Return what gives the form in which a word compares values, as its parameter `punctuation` asks."""
    return without_punctuation if spec.get("punctuation") == "ignored" else comparable


def without_punctuation(cell: Cell) -> object:
    """Return what a value is compared by where only its letters and digits count."""
    value = comparable(cell)
    return _PUNCTUATION.sub("", value) if isinstance(value, str) and cell.field.kind.plain_text else value
