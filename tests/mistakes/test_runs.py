"""Mistakes on the command line, in records, configurations and packs: each is named once, where it is, with its cure.

`runs.yaml` holds one row a mistake: the files there are, what is run, what is said, and the cure, which is carried out.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from tests.scenarios.command import EXAMPLES, Command

RUNS: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("runs.yaml").read_text("utf-8"))
_HEAD = re.compile(r"zaitaku-check: |\S+:\d+:\d+[: ]|zaitaku-check\.toml:")
_CARETS = re.compile(r" +│ ( *)(\^+)")


class Said(NamedTuple):
    """What a run with the mistake says and a run with the cure does not, each as one line; what the carets mark.

    `code` is the exit code once the mistake is put right.
    """

    lines: list[str]
    marked: list[str]
    code: int


def _prepare(command: Command, row: Mapping[str, Any]) -> None:
    for name, example in row.get("files", {}).items():
        command.put(name, example)
    if "pack" in row:
        shutil.copytree(EXAMPLES / "packs" / row["pack"], command.folder / row["pack"])
    _act(command, row)


def _act(command: Command, row: Mapping[str, Any]) -> None:
    for name in row.get("remove", ()):
        (command.folder / name).unlink()
    for name, content in row.get("write", {}).items():
        command.write(name, content)
    for name, edits in row.get("edit", {}).items():
        text = (command.folder / name).read_text("utf-8")
        for old, new in edits.items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        command.write(name, text)
    for argv in row.get("before", ()):
        command(*argv)
    for name, length in row.get("cut", {}).items():
        command.write(name, (command.folder / name).read_bytes()[:length])


def _lines(command: Command, argv: list[str]) -> tuple[int, list[str]]:
    checks = [*argv, "-f", "concise", "-q"] if argv[0].startswith("check") and "-f" not in argv else argv
    run = command(*checks)
    name = os.fspath(command.folder)
    return run.code, (run.complaint + run.text).replace(name, "…").splitlines()


def _marked(lines: list[str]) -> list[str]:
    """Return the texts under the carets; a wide letter stands over two."""
    from zaitaku_check.report.cells import width

    marked = []
    for source, carets in pairwise(lines):
        if found := _CARETS.fullmatch(carets):
            at, text = 0, ""
            for letter in source.partition("│ ")[2]:
                text += letter if len(found[1]) <= at < len(found[1]) + len(found[2]) else ""
                at += width(letter)
            marked.append(text)
    return marked


def said(command: Command, row: Mapping[str, Any]) -> Said:
    """Run the mistake, then its cure, and return what the mistake alone brought."""
    _prepare(command, row)
    _code, before = _lines(command, row["run"])
    _act(command, row["cure"])
    code, after = _lines(command, row["cure"].get("run", row["run"]))
    kept = Counter(line for line in after if _HEAD.match(line))
    heads = [line for line in before if _HEAD.match(line)]
    caused = [line for line in heads if not kept[line] or kept.subtract([line])]
    lines = [line for line in caused if not any(part in line for part in row.get("beside", ()))]
    return Said(lines, _marked(before), code)


@pytest.fixture
def command(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a command in Japanese, on the day in the rows, in an empty folder."""
    monkeypatch.setenv("ZAITAKU_CHECK_AS_OF", "2018-08-10")
    monkeypatch.setenv("ZAITAKU_CHECK_LANG", "ja")
    return Command(tmp_path, capfdbinary, monkeypatch)


@pytest.mark.parametrize("name", RUNS)
def test_a_mistake_is_named_once_and_its_cure_works(name: str, command: Command) -> None:
    """What is said and marked is what the row says; with the cure nothing of it is left, and nothing new is there."""
    row = RUNS[name]
    seen = said(command, row)
    assert seen.lines == row["says"]
    assert seen.marked == row.get("at", [])
    assert seen.code == row.get("then", 0)
