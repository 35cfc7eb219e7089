"""What a run is asked to do: plain values, no matter where they come from."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.limits import Limits


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

    def wants(self, rule_id: str) -> bool:
        """Return whether a rule is selected and not ignored."""
        if self.select and not rule_id.startswith(self.select):
            return False
        return not (self.ignore and rule_id.startswith(self.ignore))
