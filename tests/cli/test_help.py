"""Help is wholly in the language asked for, for every command."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.scenarios.command import EXAMPLES, ROOT

from zaitaku_check.bundled import guides_root
from zaitaku_check.cli.app import build_app
from zaitaku_check.cli.commands import COMMANDS as TOLD
from zaitaku_check.cli.entry import main
from zaitaku_check.cli.man import PAGE, man_page
from zaitaku_check.cli.table import CHECK, SECTIONS
from zaitaku_check.report.cells import width
from zaitaku_check.text_types import Bilingual

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
    prose = re.sub(r"(?m)^  zaitaku-check .*$", "", text.partition("\n")[2])
    assert re.findall(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", prose) == []


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
    rows = [row for row in rows if not row.startswith(guides_root())]
    assert rows == []


def test_help_in_the_middle_of_a_group_knows_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    """A group has no language option of its own, and still speaks the one that was asked for."""
    assert main(["rules", "--lang", "ja"]) in {0, 2}
    assert "使い方: zaitaku-check rules [オプション] コマンド [引数]..." in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("name", "line"), [(name, line) for name, each in TOLD.items() for line, _ in each.examples])
def test_examples_can_be_typed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, line: Bilingual, lang: str
) -> None:
    """Every example of the help runs as it stands, in a folder that has the files it names."""
    if name == "lsp" or "--questions" in line[0]:
        pytest.skip("waits for somebody")
    if line.en in {"rules lint", "rules test"}:
        pytest.skip("a step of .ci/run of its own")
    monkeypatch.chdir(tmp_path)
    for folder in ("計画", "plans", "south"):
        (tmp_path / folder).mkdir()
        plan = "aso-no-optional-item.yaml" if folder == "south" else "uki-typing-accidents.yaml"
        shutil.copy(EXAMPLES / "plans" / plan, tmp_path / folder)
    for file in ("計画書.yaml", "plan.yaml") if name != "new" or "--from" in line[0] else ():
        shutil.copy(EXAMPLES / "plans" / "yatsushiro-core.yaml", file)
    for book in re.findall(r"^\w+ (\S+\.xlsx)", line[lang == "en"]):  # the workbook that is read
        assert main(["convert", "plan.yaml", "-o", book, "--allow-loss"]) == 0
    for reports, folder in (("前回 今回 北部 old new north", "plans"), ("南部 south", "south")):
        outputs = [f"-fjson={report}.json" for report in reports.split()]
        assert main(["check", folder, "--for-merge", *outputs]) in {0, 1}
    assert main([*line[lang == "en"].split(), "--lang", lang]) in {0, 1}


def test_every_option_of_check_has_its_section() -> None:
    """The sections of the help name every option of the table, each once."""
    named = [name for _title, names in SECTIONS for name in names]
    assert sorted(named) == sorted(CHECK)


@pytest.mark.parametrize("words", [["help", "check"], ["check", "-h"]])
def test_help_names_codes_examples_and_choices(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """What a person wants to know first stands in the help: what to type, which formats there are, what 2 means."""
    assert main([*words, "--lang", "ja"]) == 0
    text = capsys.readouterr().out
    assert "\n例:\n  zaitaku-check check 計画書.yaml\n      計画書を1件検査します" in text
    assert "\n終了コード:\n  0  指摘がない" in text
    assert "[text, concise, json, jsonl, csv, markdown" in text


def test_the_program_says_whom_commands_are_for_and_where_to_read_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Commands stand by whom they are for, and the guides are named where they lie on this machine."""
    assert main(["help", "--lang", "ja"]) == 0
    text = capsys.readouterr().out
    titles = re.findall(r"^(\S+):$", text, re.MULTILINE)
    assert titles[1:5] == ["申請する方", "審査する方", "ルールを管理する方", "エディター・CI"]
    folder, *guides = re.findall(r"^  (\S+)", text.partition("手引:\n")[2], re.MULTILINE)
    assert all((Path(folder) / guide).is_file() for guide in guides)
    assert len(guides) == 5


def test_the_manual_page_is_up_to_date() -> None:
    """The manual page in the repository is what the commands say today."""
    assert (ROOT / PAGE).read_text(encoding="utf-8") == man_page(), "write it anew: python -m zaitaku_check.cli.man"
