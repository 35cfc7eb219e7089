"""What rules over all plans are judged over, and what they say: nouns free of trees and texts.

A folder of any size fits in memory so, and what plans bring can be kept between runs.
"""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.nouns import Pair
from zaitaku_check.pack.outcome import Spot
from zaitaku_check.typed import Any

MOST_NAMED = 50
"""Plans that one finding names beside itself, so that a report grows with the plans and not with their square."""


class Mark(NamedTuple):
    """What one plan (or one element of it) brings to a folder rule; texts and numbers only.

    `known` False: a value the rule needs could not be read. `spot` is replaced by a place when the mark leaves the
    plan's text (see the engine). `raw` is the value as written.
    """

    group: str
    amount: int
    key: str
    across: str
    order: str
    raw: str
    known: bool
    spot: Spot


class Counted(NamedTuple):
    """A mark with the plan it came from: `plan` is its path; `place` is opaque to the rules."""

    plan: str
    mark: Mark
    place: Any


class FolderPoint(NamedTuple):
    """One failing matter of a folder rule. `at` None: the folder itself."""

    at: Counted | None
    message: Pair
    args: tuple[tuple[str, str | Pair], ...]
    beside: tuple[tuple[Counted, Pair], ...]


class Account(NamedTuple):
    """One line of the ledger: a group (None: the whole folder), what is used and what may be used."""

    group: str | None
    label: Pair
    used: int
    limit: int | None
    minimum: int | None
    plans: tuple[str, ...]
    beyond: tuple[str, ...]
    at_least: bool
    unit: str


class FolderJudged(NamedTuple):
    """What a folder rule says: outcome, failing matters, ledger lines."""

    outcome: str
    points: tuple[FolderPoint, ...]
    accounts: tuple[Account, ...]
