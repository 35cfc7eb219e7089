"""What the plans of a run bring to the rules over all plans: kept rule by rule, in little room for many plans."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from zaitaku_check.engine.check import PlacedMark, no_look
from zaitaku_check.report.nouns import Place
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.tallies import Counted, Mark

    Kind = tuple[Mark, tuple[Any, ...] | None]
    """A mark and its place without the path: what many plans may have in common."""
    Numbered = tuple[int, Mark, tuple[Any, ...] | None]
    """The number of a plan, a mark of it, and its place without the path."""

Look = Callable[[str], Sequence[PlacedMark]]
_MOST = 2**63
_PARTS = 64
"""Parts that hashed marks are divided into, so that little has to be looked at together."""


class Gathered:
    """The marks of all plans. `look` takes a second look at a plan, by its path, and gives its marks with places.

    What marks have in common is kept once. Of the hashed ones no more than plan and hash is kept: whoever has one that
    no other plan has brings nothing to a rule that asks for equal keys but that it is there.
    """

    def __init__(self, look: Look = no_look) -> None:
        self.unread = 0
        """Plans of which nothing is known."""
        self.look = look
        self._paths: list[str] = []
        self._packs: list[str] = []
        self._of_rule: defaultdict[str, _Marks] = defaultdict(_Marks)
        self._hashed: defaultdict[str, _Hashed] = defaultdict(_Hashed)

    def add(self, plan: str, pack: str, marks: Iterable[PlacedMark], *, read: bool = True) -> None:
        """Take what one plan brings, by its path and the pack that judged it; `read` False: nothing of it is known."""
        self.unread += not read
        number = len(self._paths)
        self._paths.append(plan)
        self._packs.append(pack)
        for placed in marks:
            if placed.hashed:
                self._hashed[placed.rule].add(number, pack, placed)
            else:
                self._of_rule[placed.rule].add(number, placed)

    def of(self, rule: str, pack: str | None) -> list[Counted]:
        """Return the marks for a rule, of the plans that one pack has judged (None: of all plans).

        Their places lack the path (see `place_in`): so they are the same for many plans.
        """
        from zaitaku_check.pack.tallies import Counted

        paths, packs = self._paths, self._packs
        return [
            Counted(paths[number], mark, rest)
            for number, mark, rest in self._brought(rule)
            if pack is None or packs[number] == pack
        ]

    def _brought(self, rule: str) -> Iterator[Numbered]:
        """Yield the marks for a rule."""
        if rule in self._of_rule:
            yield from self._of_rule[rule].read()
        if rule in self._hashed:
            hashed = self._hashed[rule]
            alike = hashed.alike()
            yield from ((number, *_kind(placed)) for number, placed in hashed.first.values() if number not in alike)
            for number in alike:
                marks = self.look(self._paths[number])
                yield from ((number, *_kind(placed)) for placed in marks if placed.rule == rule)


def place_in(counted: Counted) -> Place:
    """Return where a mark is, the path of its plan included; of one that is nowhere else, the plan itself."""
    return Place(counted.plan, *(counted.place or ()))


def _kind(placed: PlacedMark) -> Kind:
    return placed.mark, without_path(placed.place)


def without_path(place: Place | None) -> tuple[Any, ...] | None:
    """Return what a place says besides the plan that it is in."""
    return place and place[1:]


class _Marks:
    """The marks of one rule in columns: number of the plan, kind, amount; this differs where all else is the same."""

    def __init__(self) -> None:
        self._numbers = array("I")
        self._kinds = array("I")
        self._amounts = array("q")
        self._known: dict[Kind, int] = {}

    def add(self, number: int, placed: PlacedMark) -> None:
        """Keep the mark of the plan of this number."""
        mark, rest = _kind(placed)
        apart = mark.amount != 1 and -_MOST <= mark.amount < _MOST
        kind = (mark._replace(amount=1) if apart else mark, rest)
        self._numbers.append(number)
        self._kinds.append(self._known.setdefault(kind, len(self._known)))
        self._amounts.append(mark.amount if apart else 1)

    def read(self) -> Iterator[Numbered]:
        """Yield every mark as it was, in the order in which they came."""
        kinds = list(self._known)
        for number, kind, amount in zip(self._numbers, self._kinds, self._amounts, strict=True):
            mark, rest = kinds[kind]
            yield number, mark if amount == 1 else mark._replace(amount=amount), rest


class _Hashed:
    """The hashed marks of one rule: a number for the plan and the hash, for each; in parts that are compared singly."""

    def __init__(self) -> None:
        self._parts = [(array("I"), array("I")) for _ in range(_PARTS)]
        self.first: dict[str, tuple[int, PlacedMark]] = {}
        """Of each pack one mark, with the number of its plan."""

    def add(self, number: int, pack: str, placed: PlacedMark) -> None:
        """Keep plan and hash, and of each pack one mark whole."""
        key = int(placed.mark.key or 0)
        numbers, hashes = self._parts[key % _PARTS]
        numbers.append(number)
        hashes.append(key)
        self.first.setdefault(pack, (number, placed))

    def alike(self) -> dict[int, None]:
        """Return the numbers of the plans that share a hash with another one, in their order."""
        numbers = {number for part in self._parts for number in _alike(*part)}
        return dict.fromkeys(sorted(numbers))


def _alike(numbers: Sequence[int], hashes: Sequence[int]) -> Iterator[int]:
    """Yield the numbers that stand beside a hash which another number stands beside too."""
    first: dict[int, int] = {}
    shared = {
        key for number, key in zip(numbers, hashes, strict=True) if key and first.setdefault(key, number) != number
    }
    return (number for number, key in zip(numbers, hashes, strict=True) if key in shared)
