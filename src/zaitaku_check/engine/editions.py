"""Which editions of its programme a plan would pass, whatever year it gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.discover import Found
from zaitaku_check.engine.options import FORCED, RunOptions
from zaitaku_check.engine.run import check_file
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.named import NamedTuple
from zaitaku_check.report.model import SEVERITIES, PlanResult


class Tried(NamedTuple):
    """What one edition says of a plan; `own` is the edition that the plan's own year chooses."""

    pack: str
    own: bool
    verdict: str
    counts: tuple[int, int, int]

    @property
    def passes(self) -> bool:
        """Whether the plan could be submitted under this edition, with explanations where they are asked for."""
        return self.verdict in {"ready", "explain"}


class TriedPlan(NamedTuple):
    """A plan with every edition of its programme (of every programme, where no edition is for it), oldest first."""

    path: str
    editions: tuple[Tried, ...]


def all_editions(shelf: Shelf, options: RunOptions, files: Iterable[Found]) -> list[TriedPlan]:
    """Return what every edition says of every plan."""
    options = options._replace(ignore=(*options.ignore, FORCED))  # every edition is tried on purpose
    overlays = tuple(name for name in options.packs if shelf.pack(name).overlay)
    chosen = Checker(shelf, options._replace(packs=overlays), folder=False)
    heads = [head for head in shelf.index.heads if not head.overlay and head.fiscal_years]
    checkers = {head.id: Checker(shelf, options._replace(packs=(head.id, *overlays)), folder=False) for head in heads}
    tried = []
    for file in files:
        own = check_file(chosen, file).result.pack
        programme = shelf.pack(own).programme if own else None
        names = [head.id for head in heads if programme in {None, head.programme}]
        tried.append(TriedPlan(file.path, tuple(_tried(checkers[name], file, own) for name in _by_year(names, shelf))))
    return tried


def _by_year(names: Sequence[str], shelf: Shelf) -> list[str]:
    return sorted(names, key=lambda name: (shelf.pack(name).programme, shelf.pack(name).fiscal_years))


def _tried(checker: Checker, file: Found, own: str) -> Tried:
    name = checker.options.packs[0]
    result = check_file(checker, file).result
    return Tried(name, name == own, result.verdict, _counts(result))


def _counts(result: PlanResult) -> tuple[int, int, int]:
    error, warning, note = (sum(each.severity == severity for each in result.findings) for severity in SEVERITIES)
    return error, warning, note
