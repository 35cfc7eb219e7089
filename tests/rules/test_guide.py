"""The guide to writing packs is followed to the letter: files written, commands run, their output compared."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from typing import NamedTuple

import pytest
from tests.scenarios.command import ROOT, Command

PAGES = {lang: ROOT / f"docs/writing-packs{ending}.md" for lang, ending in (("en", ""), ("ja", ".ja"))}
_BLOCK = re.compile(r"(?:^`([^`\n]+)`:\n)?^```(yaml|sh|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Block(NamedTuple):
    """A block of the page: a file to write, a command to run, or what the command says."""

    file: str
    kind: str
    content: str


def blocks(lang: str) -> list[Block]:
    """Return the blocks of the page in its own order."""
    return [Block(*found) for found in _BLOCK.findall(PAGES[lang].read_text(encoding="utf-8"))]


@pytest.mark.parametrize("lang", ["ja", pytest.param("en", marks=pytest.mark.long)])
def test_the_guide_works_to_the_letter(lang: str, command: Command) -> None:
    """Whoever does what the page says sees what the page shows."""
    said = None
    tried = 0
    for block in blocks(lang):
        if block.kind == "yaml":
            assert block.file, "a file without a name"
            command.write(block.file, block.content)
        elif block.kind == "sh":
            program, *words = shlex.split(block.content)
            assert program == "zaitaku-check"
            run = command(*words)
            said = run.text + run.complaint
        else:
            assert block.content == said
            tried += 1
    assert tried >= 8


def test_both_pages_write_the_same_files() -> None:
    """A reader of either language ends with the same packs."""
    files = {lang: [block for block in blocks(lang) if block.kind == "yaml"] for lang in PAGES}
    assert files["ja"] == files["en"]
    assert len(files["en"]) >= 9


def test_every_command_is_shown_with_what_it_says() -> None:
    """No command of the guide stands there untried."""
    for lang in PAGES:
        kinds = [block.kind for block in blocks(lang)]
        assert all(following == "text" for kind, following in pairwise(kinds) if kind == "sh")
