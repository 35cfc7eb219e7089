"""The folder of a review: all of it or nothing, also where a file is held open or the run is killed."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from tests.scenarios.command import Command

from zaitaku_check.cli import out_folder
from zaitaku_check.cli.out_folder import CONTENTS, write_folder
from zaitaku_check.errors import UsageError

BEFORE = {"index.html": b"old", "letters/001-a.docx": b"old a", "letters/002-b.docx": b"old b", "same.md": b"same"}
AFTER = {"index.html": b"new", "letters/001-c.docx": b"new c", "letters/002-b.docx": b"new b", "same.md": b"same"}
MOVES = len(BEFORE) + len(AFTER) + 2
"""Each file and the list, out and in."""


class KilledError(BaseException):
    """Stands for the end of the process: nothing that follows is run."""


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, with its content, but the list of files."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if name != CONTENTS}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Give a folder of an earlier run, with a note that somebody has put there."""
    folder = tmp_path / "desk"
    write_folder(str(folder), BEFORE)
    (folder / "note.txt").write_bytes(b"mine")
    return folder


@pytest.mark.parametrize("at", range(MOVES))
def test_a_file_that_cannot_be_moved_stops_all(at: int, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever it is, nothing has changed, the file is named, and the run can be tried again."""
    real, calls = os.rename, []

    def held(here: str, there: str) -> None:
        calls.append(here)
        if len(calls) == at + 1:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), here, None, there)
        real(here, there)

    monkeypatch.setattr(os, "rename", held)
    with pytest.raises(UsageError) as told:
        write_folder(str(out), AFTER)
    assert everything(out) == BEFORE | {"note.txt": b"mine"}
    assert os.listdir(out.parent) == ["desk"]
    assert f"“{out}{os.sep}" in told.value.wording.en
    assert "nothing in it has changed" in told.value.wording.en
    monkeypatch.undo()
    write_folder(str(out), AFTER)
    assert everything(out) == AFTER | {"note.txt": b"mine"}


@pytest.mark.parametrize("at", range(MOVES + 1))
def test_a_killed_run_can_be_run_again(at: int, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it ended, the next run knows the files as its own, and nothing is left beside the folder."""
    real, calls = os.rename, []

    def killed(here: str, there: str) -> None:
        calls.append(here)
        if len(calls) > at:  # what would move the files back does not run either
            raise KilledError
        real(here, there)

    monkeypatch.setattr(os, "rename", killed)
    monkeypatch.setattr(shutil, "rmtree", lambda *_args, **_named: None)
    if at < MOVES:
        with pytest.raises(KilledError):
            write_folder(str(out), AFTER)
    else:
        write_folder(str(out), AFTER)
    monkeypatch.undo()
    write_folder(str(out), AFTER)
    assert everything(out) == AFTER | {"note.txt": b"mine"}
    assert os.listdir(out.parent) == ["desk"]


def test_a_full_disk_changes_nothing(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new files are all there before the first old one is touched."""

    def full(folder: str, files: dict[str, bytes]) -> None:
        del files
        Path(folder).mkdir()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), folder)

    monkeypatch.setattr(out_folder, "_write", full)
    with pytest.raises(UsageError):
        write_folder(str(out), AFTER)
    assert everything(out) == BEFORE | {"note.txt": b"mine"}
    assert os.listdir(out.parent) == ["desk"]


def test_an_open_workbook_is_named_with_what_to_do(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office program leaves its mark beside the file: then closing it is what helps, not a right to write."""
    (out / "~$index.html").write_bytes(b"")

    def held(here: str, there: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", here, None, there)

    monkeypatch.setattr(os, "rename", held)
    with pytest.raises(UsageError) as told:
        write_folder(str(out), AFTER)
    assert "ほかのプログラム（Excelなど）で開いているか" in told.value.wording.ja
    assert "open in another program" in told.value.wording.en


NAMES = {
    "variation selectors": "葛" + "\U000e0101" * 110,
    "Thai vowel marks": "ก" + "\u0e34" * 115,
    "family emoji": "👨‍👩‍👧‍👦" * 40,
    "kanji": "医" * 300,
    "astral kanji": "𠮷" * 300,
    "kana with marks of their own": "か\u3099" * 200,
    "joiners": "a" + "\u200d" * 300,
    "a device": "CON",
    "signs": '\\/:*?"<>|.',
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_applicant_gets_a_letter(name: str, command: Command) -> None:
    """No name is too long or too odd for a file, and none ends the review of the others."""
    plan = command.put("plans/a.yaml", "plans/yatsushiro-core.yaml").read_text("utf-8")
    line = next(line for line in plan.splitlines() if "名称:" in line)
    command.write("plans/a.yaml", plan.replace(line, line.partition("名称:")[0] + f"名称: '{name}'", 1))
    run = command("review", "plans", "-o", "out", "--lang", "en")
    assert run.code in {0, 1, 2}
    letters = sorted(path.name for path in (command.folder / "out" / "letters" / "round-1").iterdir())
    assert len(letters) == 2, run.complaint
    assert max(len(letter.encode()) for letter in letters) < 140
    assert not any(set(letter) & set('\\/:*?"<>|') for letter in letters)
