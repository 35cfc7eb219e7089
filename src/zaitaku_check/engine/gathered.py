"""What the plans of a run bring to the rules over all plans: kept rule by rule, in little room for many plans."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from zaitaku_check.engine.check import PlacedMark, no_look
from zaitaku_check.named import NamedTuple

if TYPE_CHECKING:
    from zaitaku_check.pack.folder import Counted

Look = Callable[[str], Sequence[PlacedMark]]


class Brought(NamedTuple):
    """One mark, the path of the plan it is of, and the id of the pack that judged the plan, "" where none did."""

    plan: str
    pack: str
    placed: PlacedMark


class Gathered:
    """The marks of all plans. `look` takes a second look at a plan, by its path, and gives its marks with places.

    Of equal slim marks one is kept. Of the hashed ones no more than plan and hash is kept: whoever has one that no
    other plan has brings nothing to a rule that asks for equal keys but that it is there.
    """

    def __init__(self, look: Look = no_look) -> None:
        self.unread = 0
        """Plans of which nothing is known."""
        self.look = look
        self._of_rule: dict[str, list[Brought]] = {}
        self._hashed: dict[str, _Hashed] = {}
        self._equal: dict[PlacedMark, PlacedMark] = {}

    def add(self, plan: str, pack: str, marks: Iterable[PlacedMark], *, read: bool = True) -> None:
        """Take what one plan brings; `read` False: nothing of it is known."""
        self.unread += not read
        for placed in marks:
            if placed.hashed:
                self._hashed.setdefault(placed.rule, _Hashed()).add(Brought(plan, pack, placed))
                continue
            kept = placed if placed.place is not None else self._equal.setdefault(placed, placed)
            self._of_rule.setdefault(placed.rule, []).append(Brought(plan, pack, kept))

    def of(self, rule: str, pack: str | None) -> list[Counted]:
        """Return the marks for a rule, of the plans that one pack has judged (None: of all plans)."""
        from zaitaku_check.pack.folder import Counted

        mine = list(self._of_rule.get(rule, ()))
        if rule in self._hashed:
            mine += self._hashed[rule].looked_at(rule, self.look)
        return [Counted(plan, placed.mark, placed.place) for plan, of, placed in mine if pack is None or of == pack]


class _Hashed:
    """The hashed marks of one rule: a number for the plan and the hash, for each."""

    def __init__(self) -> None:
        self._plans: list[tuple[str, str]] = []
        self._numbers = array("I")
        self._hashes = array("q")
        self._any: dict[str, Brought] = {}

    def add(self, brought: Brought) -> None:
        """Keep plan and hash, and of each pack one mark whole."""
        plan = (brought.plan, brought.pack)
        if not self._plans or self._plans[-1] != plan:
            self._plans.append(plan)
        self._numbers.append(len(self._plans) - 1)
        self._hashes.append(int(brought.placed.mark.key or 0))
        self._any.setdefault(brought.pack, brought)

    def looked_at(self, rule: str, look: Look) -> Iterator[Brought]:
        """Yield the marks of the plans that share a hash with another one; of all others one mark a pack."""
        alike = self._alike()
        yield from (each for each in self._any.values() if (each.plan, each.pack) not in alike)
        for plan, pack in alike:
            yield from (Brought(plan, pack, placed) for placed in look(plan) if placed.rule == rule)

    def _alike(self) -> dict[tuple[str, str], None]:
        first: dict[int, int] = {}
        shared = {
            key for number, key in zip(self._numbers, self._hashes, strict=True)
            if key and first.setdefault(key, number) != number
        }  # fmt: skip
        pairs = zip(self._numbers, self._hashes, strict=True)
        return dict.fromkeys(self._plans[number] for number, key in pairs if key in shared)
