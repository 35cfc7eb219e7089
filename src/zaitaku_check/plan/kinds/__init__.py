"""The kinds of values: one record each, and the list of them."""

from __future__ import annotations

from types import MappingProxyType

from zaitaku_check.plan.kinds.amounts import COUNT, NUMBER, TIMES, YEN
from zaitaku_check.plan.kinds.choices import CHOICE, ITEM
from zaitaku_check.plan.kinds.dates import DATE, END, FISCAL_YEAR, START
from zaitaku_check.plan.kinds.kind import Kind, Reader
from zaitaku_check.plan.kinds.text import ANYTHING, GROUP, PROFESSION, TEXT
from zaitaku_check.plan.kinds.yes_no import YES_NO

__all__ = ["KINDS", "Kind", "Reader"]

_ALL = (
    *(TEXT, PROFESSION, DATE, START, END, CHOICE, ITEM, FISCAL_YEAR),
    *(COUNT, TIMES, YEN, NUMBER, YES_NO, GROUP, ANYTHING),
)
KINDS = MappingProxyType({kind.name: kind for kind in _ALL})
"""Name → kind."""
