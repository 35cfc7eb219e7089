"""The nearest known word to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zaitaku_check.named import NamedTuple


class Guess(NamedTuple):
    """What a word may have meant.

    word  the known spelling that was certainly meant: nothing else comes near, and every letter that differs is one of
          those that are confused with one another; "" where that is not certain
    slip  at most one letter differs otherwise; else the words are only related
    """

    meaning: str
    word: str = ""
    slip: bool = True


def nearest(word: str, candidates: Iterable[str], limit: int = 1) -> list[str]:
    """Return the candidates that `word` may have meant, the likeliest first; none where any guess would be absurd."""
    from zaitaku_check.plan.guess import guesses

    return [guess.meaning for guess in guesses(word, {each: each for each in candidates})[:limit]]


def nearest_meaning(word: str, meanings: Mapping[str, str]) -> Guess | None:
    """Return what `word` most likely meant of the known words of `meanings`, each → what it stands for; or None."""
    from zaitaku_check.plan.guess import guesses

    return next(iter(guesses(word, meanings)), None)
