"""What a run is asked to do: plain values, no matter where they come from."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.limits import Limits
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.pack.rule import Rule


FORCED = "F014"
"""The rule that says that a plan was judged by another pack than its own."""


def as_id(word: str) -> str:
    """Return the id of a rule as packs write it: letters in capitals, a pack's own prefix (`oita.`) in small ones."""
    prefix, dot, number = word.rpartition(".")
    return f"{prefix.lower()}{dot}{number.upper()}"


class RunOptions(NamedTuple):
    """How plans are checked.

    packs      ids of packs that replace the choice by programme and year (one), and of overlays laid over it (any)
    stage      "application" or "designated": the severity of rules that depend on it
    as_of      ISO date of the check
    select     ids, or beginnings of ids, of the rules wanted; empty: all
    ignore     the same, of rules not wanted
    evidence   whether what the rules looked at is kept
    brings     whether what each plan brings to the rules over all plans is kept, so that reports can be merged
    facts      whether the facts and items that overviews show are gathered
    limits     how large a plan may be
    ignores    whether comments in a plan may set findings aside
    no_folder  whether the rules over all plans were turned off
    """

    packs: tuple[str, ...] = ()
    stage: str = "application"
    as_of: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    evidence: bool = False
    facts: bool = True
    brings: bool = False
    limits: Limits = Limits()
    ignores: bool = False
    no_folder: bool = False

    def wants(self, rule_id: str) -> bool:
        """Return whether a rule is selected and not ignored."""
        if self.select and not rule_id.startswith(self.select):
            return False
        return not (self.ignore and rule_id.startswith(self.ignore))

    def wants_of_reading(self, rule: Rule) -> bool:
        """Return whether a rule of reading speaks.

        An error does whatever is selected, unless it is ignored by name; so does that another pack than the plan's own
        has judged it.
        """
        if rule.severity[self.stage] == "error" or rule.id == FORCED:
            return not (self.ignore and rule.id.startswith(self.ignore))
        return self.wants(rule.id)

    def leaves_out(self, rule: Rule, *, of_reading: bool) -> bool:
        """Return whether a rule that could be judged is not, because of what whoever runs the check asked for."""
        if of_reading:
            return not self.wants_of_reading(rule)
        return not self.wants(rule.id) or (self.no_folder and rule.scope == "folder")
