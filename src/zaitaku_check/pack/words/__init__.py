"""The words of the rule language: each is one record in a module of its own, loaded when a rule uses it.

A judge takes frames (the plan's root cell and the elements at hand) and answers PASS, NOT_APPLICABLE, CANNOT_TELL or a
Failure with its points. From what could not be read nothing follows, unless what could be read already decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import spoken, spots
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure
from zaitaku_check.pack.paths import Frames
from zaitaku_check.pack.words.word import Word
from zaitaku_check.text_types import Bilingual
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
    "alike": "substance",
    "remains": "substance",
    "dated": "written",
    "one_unit": "written",
    "names": "written",
    "all": "combined",
    "gather": "combined",
    "any": "combined",
    "one_of": "combined",
    "not": "combined",
    "every": "combined",
    "text": "text",
    "among": "among",
    "same": "among",
    "sorted": "ordered",
    "share": "share",
    "span": "span",
    "window": "span",
    "each_period": "each_period",
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
    """Return the judge of a condition: one word, and beside it `when`, `at`, `message`, `remedy` and `severity`."""
    its = word_in(condition)
    judge = its.build(condition[its.name], context)
    if not context.quiet and not _BESIDE.isdisjoint(condition):
        judge = _speaking(judge, condition, context)
    return _guarded(judge, condition["when"], context) if "when" in condition else judge


_BESIDE = frozenset({"at", "message", "remedy", "severity"})


def _speaking(judge: Judge, condition: Spec, context: Context) -> Judge:
    """Return a judge whose failures have the place, message, remedy and severity that stand beside the word."""
    find = spots(condition["at"], context) if "at" in condition else None
    message, remedy = (_pair(condition.get(name)) for name in ("message", "remedy"))
    severity = condition.get("severity", "")

    def speaking(frames: Frames) -> Answer:
        answer = judge(frames)
        if type(answer) is not Failure:
            return answer
        said = spoken(answer, frames, find, message)
        if remedy is None and not severity:
            return said
        return Failure(
            tuple(
                point._replace(remedy=point.remedy or remedy, severity=point.severity or severity)
                for point in said.points
            )
        )

    return speaking


def _pair(data: Spec | None) -> Bilingual | None:
    return None if data is None else Bilingual(data["ja"], data["en"])


def _guarded(judge: Judge, when: Spec, context: Context) -> Judge:
    """Return a judge that is only asked where `when` holds."""
    held = build(when, context.hushed())

    def guarded(frames: Frames) -> Answer:
        answer = held(frames)
        if answer is PASS:
            return judge(frames)
        return CANNOT_TELL if answer is CANNOT_TELL else NOT_APPLICABLE

    return guarded


def conditions_below(
    condition: Any, where: tuple[str | int, ...]
) -> Iterator[tuple[Spec, tuple[str | int, ...], Word]]:
    """Yield a condition and every one inside it, with its place and its word."""
    if not isinstance(condition, dict) or not any(name in condition for name in _HOMES):
        return
    its = word_in(condition)
    yield condition, where, its
    yield from conditions_below(condition.get("when"), (*where, "when"))
    for name, param, value in its.given(condition[its.name]):
        at = (*where, its.name, name) if name else (*where, its.name)
        if param.shape == "condition":
            yield from conditions_below(value, at)
        elif param.shape == "conditions":
            for number, part in enumerate(value):
                yield from conditions_below(part, (*at, number))
        elif param.shape == "operand":
            yield from _in_operand(value, at)


def _in_operand(operand: Any, where: tuple[str | int, ...]) -> Iterator[tuple[Spec, tuple[str | int, ...], Word]]:
    """Yield the conditions that say which elements a measure looks at."""
    for name in ("count", "sum", "share") if isinstance(operand, dict) else ():
        for key, param, value in word(name).given(operand[name]) if name in operand else ():
            if param.shape == "condition":
                yield from conditions_below(value, (*where, name, key))
