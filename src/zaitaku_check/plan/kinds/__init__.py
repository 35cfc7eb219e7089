"""The kinds of values: one record each, and the list of them."""

from __future__ import annotations

from types import MappingProxyType

from zaitaku_check.plan.kinds.amounts import COUNT, NUMBER, YEN
from zaitaku_check.plan.kinds.choices import CHOICE, ITEM
from zaitaku_check.plan.kinds.dates import DATE, FISCAL_YEAR
from zaitaku_check.plan.kinds.kind import Kind, Reader
from zaitaku_check.plan.kinds.text import GROUP, TEXT
from zaitaku_check.plan.kinds.yes_no import YES_NO

__all__ = ["KINDS", "Kind", "Reader"]

KINDS = MappingProxyType(
    {kind.name: kind for kind in (TEXT, DATE, CHOICE, ITEM, FISCAL_YEAR, COUNT, YEN, NUMBER, YES_NO, GROUP)}
)
"""Name → kind."""
