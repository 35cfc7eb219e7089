"""The hint behind a word that is not known: the nearest one that is."""

from __future__ import annotations

from collections.abc import Iterable

from zaitaku_check.nouns import Pair
from zaitaku_check.plan.spelling import nearest


def did_you_mean(word: str, known: Iterable[str]) -> Pair:
    """Return 「もしかして「…」ですか。」 and " (did you mean '…'?)", or two empty strings where nothing is near."""
    near = nearest(word, list(known))
    return Pair(f"もしかして「{near[0]}」ですか。", f" (did you mean “{near[0]}”?)") if near else Pair("", "")
