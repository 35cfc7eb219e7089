"""Put right what is safe in a plan's text: the mends that proved themselves, round after round until none is left."""

from __future__ import annotations

from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.proof import MOST_ALONE, Look, Looks, apart, applied, proves
from zaitaku_check.named import NamedTuple
from zaitaku_check.source.complaint import Complaint

MOST_ROUNDS = 12
"""Texts with fixes upon fixes need three or four."""


class Fixed(NamedTuple):
    """A text put right, and how many mistakes were put right on the way."""

    content: str
    mistakes: int


def looking(checker: Checker) -> Looks:
    """Return how texts are looked at: with the packs of a checker, and the mends of the rules that its options want."""

    def look(content: str) -> Look:
        seen = checker.look(content)
        return seen._replace(complaints=tuple(each for each in seen.complaints if checker.options.wants(each.rule)))

    return look


def fixed(content: str, look: Looks) -> Fixed:
    """Return a text with everything put right that can be put right for certain."""
    seen, mistakes = look(content), 0
    for _ in range(MOST_ROUNDS):
        made = _made(content, seen, look)
        if not made:
            break
        content, mistakes = applied(content, made), mistakes + len(made)
        seen = look(content)
    return Fixed(content, mistakes)


def _made(content: str, seen: Look, look: Looks) -> list[Complaint]:
    """Return the complaints whose fixes can be made in one round: together, or else those that can be made singly."""
    chosen = [one for one in apart(seen.complaints) if one.edits and applied(content, [one]) != content]
    if not chosen or proves(seen, look(applied(content, chosen))):
        return chosen
    kept: list[Complaint] = []
    for one in chosen[:MOST_ALONE]:
        if proves(seen, look(applied(content, [*kept, one]))):
            kept.append(one)
    return kept
