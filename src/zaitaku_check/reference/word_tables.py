"""The part of the pages on the rule language that its words say of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from zaitaku_check.pack.words import NAMES, word
from zaitaku_check.pack.words.word import PART, SEVERAL, UNREAD, Param, Word
from zaitaku_check.text_types import Bilingual

BEGINS, ENDS = "<!-- words -->", "<!-- /words -->"
_HEAD = Bilingual("| 語 | 満たすとき |", "| word | holds when |")
_ANSWERS_HEAD = Bilingual(
    "| 語 | 値が複数のとき | 値がないとき | 条件が該当しないとき | 読み取れないとき |",
    "| word | several values | absent | a condition that does not apply | what could not be read |",
)


def with_words(page: str, lang: str) -> str:
    """Return a page with the table of words, and what each takes, between the two marks."""
    before, rest = page.split(BEGINS, 1)
    return f"{before}{BEGINS}\n{words_reference(lang)}{ENDS}{rest.split(ENDS, 1)[1]}"


def words_reference(lang: str) -> str:
    """Return the table of the words, and under it a list of what stands behind each."""
    words = [word(name) for name in NAMES]
    lines = [_HEAD.of(lang), "|---|---|"]
    lines += [f"| {_usage(each)} | {each.says.of(lang)} |" for each in words]
    lines += ["", _ANSWERS_HEAD.of(lang), "|---|---|---|---|---|"]
    lines += [f"| `{each.name}` | {' | '.join(_answers(each, lang))} |" for each in words]
    lines += ["", *(line for each in words if "" not in each.params for line in _params(each, lang))]
    return "".join(f"{line}\n" for line in lines)


def _usage(its: Word) -> str:
    if "" not in its.params:
        return f"`{its.name}`"
    shape = {"path": "PATH", "condition": "CONDITION", "conditions": "[ … ]"}[its.params[""].shape]
    return f"`{its.name}: {shape}`"


def _answers(its: Word, lang: str) -> tuple[str, ...]:
    """Return what a word does with several values, with none, with a part that does not apply and with unread ones."""
    answers = SEVERAL[its.several], its.absent, PART[its.part], UNREAD[its.unread]
    return tuple(each.of(lang) for each in answers)


def _params(its: Word, lang: str) -> Iterator[str]:
    listed = "; ".join(_param(name, param, lang) for name, param in its.params.items())
    yield f"* `{its.name}`: {listed}"


def _param(name: str, param: Param, lang: str) -> str:
    return f"`{name}`{'*' if param.required else ''} {param.says.of(lang)}"
