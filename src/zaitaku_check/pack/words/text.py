"""The word `text`: how long a text is as it is written, and how it begins and ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from zaitaku_check.pack import phrases
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import fail, worst
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer
from zaitaku_check.pack.paths import Frames, elements
from zaitaku_check.pack.words.word import (
    ALWAYS,
    MAX,
    MIN,
    NEVER,
    TEXTS,
    VALUE,
    Fault,
    Param,
    Word,
)
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_forms import folded
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


Test = Callable[[Cell, Frames], "Answer | None"]


def _letters(text: str) -> int:
    """Return how many letters a text has: white space does not count, everything else does, as it is written."""
    return len("".join(text.split()))


def judge_text(spec: Spec, context: Context) -> Judge:
    """Build `text`: every text that a path leads to, against its length, beginning and end."""
    find, field = context.path(spec["at"])
    tests = [make(spec, field, context) for name, make in _TESTS.items() if name in spec]

    def judge(frames: Frames) -> Answer:
        found = elements(find(frames))
        answers: list[Answer] = [_first_wrong(tests, cell, frames) for cell in found.cells]
        if found.unknown:
            answers.append(CANNOT_TELL)
        return worst(answers) if answers else NOT_APPLICABLE

    return judge


def _first_wrong(tests: Sequence[Test], cell: Cell, frames: Frames) -> Answer:
    return next((wrong for test in tests if (wrong := test(cell, frames)) is not None), PASS)


def _min_length(spec: Spec, field: Field, _context: Context) -> Test:
    least = spec["min_length"]

    def test(cell: Cell, _frames: Frames) -> Answer | None:
        length = _letters(str(cell.value))
        if length >= least:
            return None
        return fail(cell, field, phrases.SHORT, actual=str(length), min=str(least))

    return test


def _max_length(spec: Spec, field: Field, _context: Context) -> Test:
    most = spec["max_length"]

    def test(cell: Cell, _frames: Frames) -> Answer | None:
        length = _letters(str(cell.value))
        return None if length <= most else fail(cell, field, phrases.LONG, actual=str(length), max=str(most))

    return test


def _edge(name: str, holds: Callable[[str, str], bool], message: Bilingual) -> Callable[[Spec, Field, Context], Test]:
    """Return the maker of a test of a text's beginning or end: one of some words, or the text at a path."""

    def make(spec: Spec, field: Field, context: Context) -> Test:
        wanted = spec[name]
        find = context.path(wanted["path"])[0] if isinstance(wanted, Mapping) else None
        words = [folded(str(word)) for word in (wanted if isinstance(wanted, list) else [wanted])]

        def test(cell: Cell, frames: Frames) -> Answer | None:
            others = words
            if find is not None:
                found = elements(find(frames))
                if not found.cells:
                    return CANNOT_TELL if found.unknown else NOT_APPLICABLE
                others = [folded(str(other.value)) for other in found.cells]
            text = folded(str(cell.value))
            if any(holds(text, other) for other in others):
                return None
            return fail(cell, field, message, value=others[0])

        return test

    return make


_TESTS: Mapping[str, Callable[[Spec, Field, Context], Test]] = {
    "min_length": _min_length,
    "max_length": _max_length,
    "starts_with": _edge("starts_with", str.startswith, phrases.STARTS),
    "ends_with": _edge("ends_with", str.endswith, phrases.ENDS),
}


def _faults(spec: Spec) -> Iterator[Fault]:
    if spec.get("min_length", 1) <= 0:
        yield ("min_length",), ALWAYS
    if spec.get("min_length", 0) > spec.get("max_length", spec.get("min_length", 0)):
        yield ("min_length",), NEVER


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    cells, _field = scene.values(spec["at"])
    for cell in cells[:1]:
        if "min_length" in spec:
            yield scene.put("one letter less", cell, "".join(str(cell.value).split())[: spec["min_length"] - 1])
        if "max_length" in spec:
            yield scene.put("one letter more", cell, str(cell.value) + "字" * (spec["max_length"] + 1))
        if "starts_with" in spec:
            yield scene.put("other beginning", cell, f"＊{cell.value}")
        if "ends_with" in spec:
            yield scene.put("other end", cell, f"{cell.value}＊")


def _reads(spec: Spec, scope: Scope) -> Bilingual:
    label = scope.label(spec["at"])
    given = [(param.reads, _edge_words(value, scope)) for _name, param, value in WORDS[0].given(spec) if param.reads[0]]
    return Bilingual(
        f"{label.ja}が" + "、かつ、".join(ja.format(words) for (ja, _en), words in given),
        f"{label.en} " + " and ".join(en.format(words) for (_ja, en), words in given),
    )


def _edge_words(value: Any, scope: Scope) -> str:
    if isinstance(value, Mapping):
        return scope.label(value["path"]).ja
    return "/".join(map(str, value)) if isinstance(value, list) else str(value)


WORDS = (
    Word(
        name="text",
        says=Bilingual(
            "文章（項目が複数あればそのすべて）が、書かれたとおりの文字数（空白を除く）で min_length 以上 "
            "max_length 以下で、starts_with で始まり、ends_with で終わる",
            "a text (every text where the path leads to several) has, as it is written and without white space, at "
            "least `min_length` and at most `max_length` letters, begins with `starts_with` and ends with `ends_with`",
        ),
        params={
            "at": Param("path", Bilingual("文章の項目", "the text"), required=True, kinds=TEXTS),
            "min_length": Param(
                "whole",
                Bilingual("文字数の下限", "at least so many letters"),
                fills=MIN,
                reads=("{}文字以上である", "has at least {} letters"),
            ),
            "max_length": Param(
                "whole",
                Bilingual("文字数の上限", "at most so many letters"),
                fills=MAX,
                reads=("{}文字以下である", "has at most {} letters"),
            ),
            "starts_with": Param(
                "edge",
                Bilingual("始まりの語", "a word, several, or {path: PATH}"),
                fills=VALUE,
                reads=("「{}」で始まる", "starts with “{}”"),
            ),
            "ends_with": Param(
                "edge",
                Bilingual("終わりの語", "a word, several, or {path: PATH}"),
                fills=VALUE,
                reads=("「{}」で終わる", "ends with “{}”"),
            ),
        },
        schema={"minProperties": 2},
        several="every",
        build=judge_text,
        reads=_reads,
        subject="at",
        faults=_faults,
        breakings=_breakings,
    ),
)
