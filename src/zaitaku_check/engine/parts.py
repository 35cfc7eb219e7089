"""Parts of a run: what a plan brings to the rules over all plans, as data that a JSON report can hold, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zaitaku_check.engine.check import Checked, PlacedMark
from zaitaku_check.report.model import FolderContribution, Place, PlanResult

_OF_MARK = ("group", "amount", "key", "across", "order", "raw", "known", "same", "owner", "source")
_OF_PLACE = ("pointer", "line", "column", "end_line", "end_column")


def with_brings(checked: Checked) -> PlanResult:
    """Return a plan's result together with what the plan brings to the rules over all plans."""
    return checked.result._replace(brings=FolderContribution(checked.read, tuple(map(_to_data, checked.marks))))


def _to_data(placed: PlacedMark) -> dict[str, Any]:
    mark, place = placed.mark, placed.place
    of_mark = {name: getattr(mark, name) for name in _OF_MARK} | {"same": list(mark.same)}
    return {"rule": placed.rule, **of_mark, **{name: getattr(place, name) for name in _OF_PLACE}}


def mark_from_data(path: str, data: Mapping[str, Any]) -> PlacedMark:
    """Return the mark of the plan at `path` that the data hold; raises KeyError where something is missing."""
    from zaitaku_check.pack.outcome import Spot
    from zaitaku_check.pack.tallies import Mark

    mark = Mark(**{name: data[name] for name in _OF_MARK} | {"same": tuple(data["same"])}, spot=Spot(None))
    return PlacedMark(str(data["rule"]), mark, Place(path, **{name: data[name] for name in _OF_PLACE}))
