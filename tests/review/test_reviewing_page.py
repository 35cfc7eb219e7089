"""The page for reviewers says what is so: its commands run, its record of answers is read."""

from __future__ import annotations

import re
import tomllib

import pytest
from tests.scenarios.command import ROOT, Command

from zaitaku_check.desk.decisions import read_decisions
from zaitaku_check.desk.settings import Settings, settings_of
from zaitaku_check.engine.answers import read_record

PAGES = ("reviewing.md", "reviewing.ja.md")


def blocks(page: str, language: str) -> list[str]:
    """Return the fenced blocks of a page."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    every = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for kind, block in every if kind == language]


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_the_page_run(page: str, command: Command) -> None:
    """In the order of the page, each ends with an exit code of 0 or 1."""
    commands = [block.split() for block in blocks(page, "")]
    assert [words[1] for words in commands] == ["review", "check", "diff", "explain"]
    (command.folder / "examples").symlink_to(ROOT / "examples")
    for name in ("old", "new"):
        command("check", "examples/review", "-f", f"json={name}.json")
    for program, *words in commands:
        assert program == "zaitaku-check"
        run = command(*words)
        assert run.code in {0, 1}, run.complaint
    assert (command.folder / "out/index.html").is_file()


@pytest.mark.parametrize("page", PAGES)
def test_the_record_of_the_page_is_read(page: str) -> None:
    """The example of a record holds an answer by rule and plan, and one by fingerprint."""
    _desk, example = blocks(page, "yaml")
    first, second = read_record("answers.yaml", example.encode()).entries
    assert (first.rule, first.plan, first.answer.expires) == ("R204", "04-uki-core.yaml", "2019-03-31")
    assert (second.fingerprint, second.answer.date) == ("6a0c3c0f0d1b2e4f", "2018-08-20")


@pytest.mark.parametrize("page", PAGES)
def test_the_desk_of_the_page_is_read(page: str) -> None:
    """The example of desk.yaml decides about plans, points and questions; the settings fill in a letter."""
    example, _record = blocks(page, "yaml")
    every = read_decisions("desk.yaml", example.encode()).records
    assert [record.about.kind for record in every] == ["point", "case", "case", "case", "by_eye", "case"]
    (table,) = blocks(page, "toml")
    settings = settings_of(tomllib.loads(table)["desk"], "zaitaku-check.toml", "")
    assert settings.missing() == []
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert [name for name in Settings._fields if f"`{name}`" not in text] == []


def test_both_pages_have_the_same_parts() -> None:
    """What one language says the other says too: as many headings, tables and examples."""
    shapes = [
        re.findall(r"^(?:#+ |\| |```)", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE) for page in PAGES
    ]
    assert shapes[0] == shapes[1]
