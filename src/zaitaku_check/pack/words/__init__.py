"""The words of the rule language: each is one record in a module of its own, loaded when a rule uses it.

A judge takes frames (the plan's root cell and the elements at hand) and answers PASS, NOT_APPLICABLE, CANNOT_TELL or a
Failure with its points. From what could not be read nothing follows, unless what could be read already decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from zaitaku_check.nouns import Pair
from zaitaku_check.pack.answers import spoken, spots
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.outcome import Answer, Failure
from zaitaku_check.pack.paths import Frames
from zaitaku_check.pack.words.word import Word
from zaitaku_check.typed import Any

_HOMES = {
    "filled": "filled",
    "items": "items",
    "count": "count",
    "sum": "sum",
    "value": "value",
    "compare": "compare",
    "unique": "unique",
    "mentions": "mentions",
    "all": "combined",
    "any": "combined",
    "not": "combined",
}
"""Word → its module."""
NAMES = tuple(_HOMES)


@cache
def word(name: str) -> Word:
    """Return the record of a word."""
    records: tuple[Word, ...] = import_module(f"zaitaku_check.pack.words.{_HOMES[name]}").WORDS
    return next(each for each in records if each.name == name)


def word_in(condition: Spec) -> Word:
    """Return the word of a condition."""
    return word(next(name for name in condition if name in _HOMES))


def build(condition: Spec, context: Context) -> Judge:
    """Return the judge of a condition: one word, and optionally `at` and `message` beside it."""
    its = word_in(condition)
    judge = its.build(condition[its.name], context)
    if context.quiet or not ("at" in condition or "message" in condition):
        return judge
    find = spots(condition["at"], context) if "at" in condition else None
    message = Pair(condition["message"]["ja"], condition["message"]["en"]) if "message" in condition else None

    def speaking(frames: Frames) -> Answer:
        answer = judge(frames)
        return answer if type(answer) is not Failure else spoken(answer, frames, find, message)

    return speaking


def conditions_below(
    condition: Any, where: tuple[str | int, ...]
) -> Iterator[tuple[Spec, tuple[str | int, ...], Word]]:
    """Yield a condition and every one inside it, with its place and its word."""
    if not isinstance(condition, dict) or not any(name in condition for name in _HOMES):
        return
    its = word_in(condition)
    yield condition, where, its
    for name, param, value in its.given(condition[its.name]):
        at = (*where, its.name, name) if name else (*where, its.name)
        if param.shape == "condition":
            yield from conditions_below(value, at)
        elif param.shape == "conditions":
            for number, part in enumerate(value):
                yield from conditions_below(part, (*at, number))
