"""The words of the rule language as records, and the page that is made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_check.pack.schema_check import schema_of
from zaitaku_check.pack.words import NAMES, word
from zaitaku_check.pack.words.word import Word, no_breakings, no_faults
from zaitaku_check.reference.word_tables import with_words

DOCS = Path(__file__).parents[2] / "docs"


def _missing(its: Word) -> set[str]:
    parts = {
        "says": bool(its.says.ja and its.says.en),
        "absent": bool(its.absent.ja and its.absent.en),
        "params": bool(its.params) and all(param.says.ja and param.says.en for param in its.params.values()),
        "subject": its.subject is not None and its.subject in its.params,
        "faults": its.faults is not no_faults,
        "breakings": its.breakings is not no_breakings,
    }
    return {part for part, there in parts.items() if not there}


@pytest.mark.parametrize("name", NAMES)
def test_a_word_has_every_part_or_says_why_not(name: str) -> None:
    """What a record lacks is what it gives a reason for, and nothing else."""
    its = word(name)
    assert its.name == name
    assert _missing(its) == set(its.lacks)


@pytest.mark.parametrize("name", NAMES)
def test_parameters_refer_to_each_other(name: str) -> None:
    """A parameter that starts at another, or is compared with it, names one that the word has; shapes are defined."""
    its = word(name)
    shapes = schema_of("rules.schema.json")["$defs"]
    for param in its.params.values():
        assert param.shape in shapes
        assert {param.within, param.of} - {""} <= set(its.params)


PAGES = {"rule-language.md": "en", "rule-language.ja.md": "ja"}


@pytest.mark.parametrize(("name", "lang"), PAGES.items())
def test_the_page_says_what_the_words_say(name: str, lang: str) -> None:
    """The reference is made from the records."""
    page = (DOCS / name).read_text("utf-8")
    assert page == with_words(page, lang), "write it anew: python -m tests.pack.test_language"


if __name__ == "__main__":
    for each, spoken in PAGES.items():
        DOCS.joinpath(each).write_text(with_words(DOCS.joinpath(each).read_text("utf-8"), spoken), "utf-8")
