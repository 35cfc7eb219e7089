"""Help is wholly in the language asked for, for every command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from zaitaku_check.cli.app import build_app
from zaitaku_check.cli.entry import main
from zaitaku_check.report.cells import width

WIDEST = 80


def every_command(command: Any, *words: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a command and of all that belong to it."""
    yield words
    for name, each in getattr(command, "commands", {}).items():
        yield from every_command(each, *words, name)


COMMANDS = list(every_command(typer.main.get_command(build_app("ja"))))
EVERY = pytest.mark.parametrize("words", COMMANDS, ids=" ".join)


def helped(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], lang: str) -> str:
    """Return the help of a command."""
    assert main([*words, "--help", "--lang", lang]) == 0
    return capsys.readouterr().out


def test_there_are_commands() -> None:
    """The commands are those of the app."""
    assert {("check",), ("rules", "lint"), ("baseline", "prune"), ("config", "show")} <= set(COMMANDS)


@EVERY
def test_japanese_help_has_no_english_words(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    """No sentence or heading of the option library remains; ids, names of files and of formats are no words."""
    text = helped(capsys, words, "ja")
    assert text.startswith("使い方: zaitaku-check")
    assert re.findall(r"Usage|Options|Arguments|Commands|COMMAND|ARGS|required|default\b|Show |Install ", text) == []
    assert re.findall(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", text.partition("\n")[2]) == []


@EVERY
def test_english_help_has_no_japanese_words(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    """The other way round, too."""
    text = helped(capsys, words, "en")
    assert text.startswith("Usage: zaitaku-check")
    assert re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]+", text) == []


@EVERY
def test_japanese_help_fits_a_terminal(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    """Lines are folded by how wide Japanese stands, and none begins with a sign that must not."""
    lines = helped(capsys, words, "ja").splitlines()
    assert [line for line in lines if width(line) > WIDEST] == []
    assert [line for line in lines if line.strip()[:1] in set("、。）」")] == []


@EVERY
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_everything_is_explained(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], lang: str) -> None:
    """Every option, argument and command of a help has a description, and none is cut short."""
    text = helped(capsys, words, lang)
    assert "..." not in "".join(re.findall(r"^  \S.*?  (.*)$", text, re.MULTILINE))
    rows = re.findall(r"^  (\S+(?: \S+)*)(?: {2,}\[.*\])?$(?!\n {4,}\S)", text.partition(":\n")[2], re.MULTILINE)
    assert rows == []


def test_help_in_the_middle_of_a_group_knows_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    """A group has no language option of its own, and still speaks the one that was asked for."""
    assert main(["rules", "--lang", "ja"]) in {0, 2}
    assert "使い方: zaitaku-check rules [オプション] コマンド [引数]..." in capsys.readouterr().out
