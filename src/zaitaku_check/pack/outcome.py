"""What a word answers: it holds, it does not apply, it cannot be told, or it fails at certain points."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_types import Bilingual

PASS = "pass"  # noqa: S105 - an outcome
NOT_APPLICABLE = "not_applicable"
CANNOT_TELL = "cannot_tell"


class Spot(NamedTuple):
    """A place in a plan, before it is turned into offsets: a cell, and whether its key or its value is meant.

    `cell` None is the plan itself: its first line.
    """

    cell: Cell | None
    key: bool = False


class Point(NamedTuple):
    """One failing place: where, the message and its arguments, places beside it.

    `remedy` and `severity` are the rule's own unless a part of its condition brings others (None, "": the rule's).
    """

    spot: Spot
    message: Bilingual
    args: tuple[tuple[str, str | Bilingual], ...] = ()
    beside: tuple[tuple[Spot, Bilingual], ...] = ()
    remedy: Bilingual | None = None
    severity: str = ""


class Failure(NamedTuple):
    """A condition does not hold; never without a point."""

    points: tuple[Point, ...]


Answer = str | Failure
