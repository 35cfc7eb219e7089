"""What rules over all plans are judged over, and what they say: nouns free of trees and texts."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.outcome import Spot
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Any

Args = tuple[tuple[str, "str | Bilingual"], ...]
MOST_NAMED = 50
"""Plans that one finding names beside itself, so that a report grows with the plans and not with their square."""


class Mark(NamedTuple):
    """What one plan (or one element of it) brings to a folder rule; texts and numbers only.

    `known` False: a value the rule needs could not be read. `raw` is the key as written, `source` the number of the
    path in the rule's `of` that led here. `spot` is replaced by a place when the mark leaves the plan's text.
    """

    group: str
    amount: int
    key: str
    across: str
    order: str
    raw: str
    known: bool
    spot: Spot
    same: tuple[str, ...] = ()
    owner: str = ""
    source: int = 0


class Counted(NamedTuple):
    """A mark with the plan it came from: `plan` is its path; `place` is opaque to the rules; `verdict` the plan's."""

    plan: str
    mark: Mark
    place: Any
    verdict: str = ""


class FolderPoint(NamedTuple):
    """One failing matter of a folder rule. `at` None: the folder itself; `severity` "": the rule's own."""

    at: Counted | None
    message: Bilingual
    args: Args
    beside: tuple[tuple[Counted, Bilingual], ...]
    severity: str = ""


class Account(NamedTuple):
    """One line of the ledger: a group (None: the whole folder), what is used and what may be used.

    `surely` is what is used of it in any case, `used` what the plans that could be read come to at most, `at_most` what
    all plans do, None where that cannot be said.
    """

    group: str | None
    label: Bilingual
    used: int
    surely: int
    at_most: int | None
    limit: int | None
    minimum: int | None
    plans: tuple[str, ...]
    at_least: bool
    unit: str


class Unsettled(NamedTuple):
    """What is not known of the plans when a rule is judged.

    `unread` is how many of them could not be read. `doubles` gives the number of its set to every plan of an applicant
    with several plans of which it is open which one counts. `copies` are the plans with the same content as another.
    """

    unread: int = 0
    doubles: Mapping[str, int] = {}
    copies: Container[str] = ()


class FolderJudged(NamedTuple):
    """What a folder rule says: outcome, failing matters, ledger lines.

    `superseded` are the plans that no longer count, each with the one that does; `open` the sets of plans of which one
    counts and nobody can say which.
    """

    outcome: str
    points: tuple[FolderPoint, ...]
    accounts: tuple[Account, ...] = ()
    superseded: Mapping[str, str] = {}
    open: tuple[tuple[str, ...], ...] = ()


def file_names(named: Sequence[Counted], among: Sequence[Counted], most: int = 3) -> Args:
    """Return what fills {names} and {more} of a message: the first few plans' files, and how many others.

    The folder that all of them lie in is not said.
    """
    every = [each.plan.split("/") for each in among]
    same = next((at for at, parts in enumerate(zip(*every, strict=False)) if len(set(parts)) > 1), len(every[0]) - 1)
    paths = ["/".join(path.split("/")[same:]) for path in dict.fromkeys(each.plan for each in named)]
    others = len(paths) - most
    more = Bilingual(f"ほか{others}件", f" and {others} more") if others > 0 else Bilingual("", "")
    return (("names", " / ".join(paths[:most])), ("more", more))
