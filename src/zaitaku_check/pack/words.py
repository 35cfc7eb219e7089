"""The words of the rule language: each builds one small pure judge from its specification.

A judge takes frames (the plan's root cell and the elements at hand) and answers PASS, NOT_APPLICABLE, CANNOT_TELL or a
Failure with its points. From what could not be read nothing follows, unless what could be read already decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from zaitaku_check.nouns import Pair
from zaitaku_check.pack import phrases
from zaitaku_check.pack.answers import HIDDEN, fail, spoken, spots, worst
from zaitaku_check.pack.comparing import judge_compare, judge_mentions, judge_unique
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.counting import judge_count, judge_items, judge_sum
from zaitaku_check.pack.filling import judge_filled
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Point, Spot
from zaitaku_check.pack.paths import Finder, Frames, elements
from zaitaku_check.pack.valuing import judge_value
from zaitaku_check.plan.field import Field
from zaitaku_check.typed import Any


def build(condition: Spec, context: Context) -> Judge:
    """Return the judge of a condition: one word, and optionally `at` and `message` beside it."""
    word = next(name for name in condition if name in WORDS)
    judge = WORDS[word](condition[word], context)
    if context.quiet or not ("at" in condition or "message" in condition):
        return judge
    find = spots(condition["at"], context) if "at" in condition else None
    message = Pair(condition["message"]["ja"], condition["message"]["en"]) if "message" in condition else None

    def speaking(frames: Frames) -> Answer:
        answer = judge(frames)
        return answer if type(answer) is not Failure else spoken(answer, frames, find, message)

    return speaking


def _all(spec: Sequence[Spec], context: Context) -> Judge:
    parts = [build(part, context) for part in spec]

    def judge(frames: Frames) -> Answer:
        for number, part in enumerate(parts, 1):
            answer = part(frames)
            if answer is not PASS:
                return worst([*[PASS] * (number - 1), answer, *[other(frames) for other in parts[number:]]])
        return PASS

    return judge


def _any(spec: Sequence[Spec], context: Context) -> Judge:
    parts = [build(part, context) for part in spec]

    def judge(frames: Frames) -> Answer:
        least: Answer = NOT_APPLICABLE
        for part in parts:
            answer = part(frames)
            if answer is PASS:
                return PASS
            if answer is CANNOT_TELL or (type(answer) is Failure and least is NOT_APPLICABLE):
                least = answer
        return least

    return judge


def _not(spec: Spec, context: Context) -> Judge:
    part = build(spec, context.hushed())
    subject = _subject(spec, context)

    def judge(frames: Frames) -> Answer:
        answer = part(frames)
        if type(answer) is Failure:
            return PASS
        if answer is not PASS:
            return answer
        if subject is None:
            return Failure((Point(Spot(None), phrases.NOT, (("label", HIDDEN), ("actual", ""))),))
        find, field = subject
        found = elements(find(frames))
        return fail(found.cells[0] if found.cells else None, field, phrases.NOT)

    return judge


_SUBJECTS = {
    "value": "at",
    "items": "in",
    "count": "of",
    "sum": "of",
    "compare": "left",
    "unique": "of",
    "mentions": "in",
}


def _subject(spec: Spec, context: Context) -> tuple[Finder, Field] | None:
    """Return the finder of the value that a negated condition speaks of, for its place and words."""
    word = next(name for name in spec if name in WORDS)
    if word == "filled":
        return context.path(spec[word])
    if word not in _SUBJECTS:
        return None
    text = spec[word][_SUBJECTS[word]]
    return context.path(text[0] if isinstance(text, list) else text)


def _cel(spec: str, context: Context) -> Judge:
    from zaitaku_check.pack.cel import build_cel

    return build_cel(spec, context)


WORDS: Mapping[str, Callable[[Any, Context], Judge]] = {
    "filled": judge_filled,
    "items": judge_items,
    "count": judge_count,
    "sum": judge_sum,
    "value": judge_value,
    "compare": judge_compare,
    "unique": judge_unique,
    "mentions": judge_mentions,
    "all": _all,
    "any": _any,
    "not": _not,
    "cel": _cel,
}
