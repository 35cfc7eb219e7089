"""A few runs as real processes: what only a process of its own can show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.scenarios.command import EXAMPLES, process


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "yatsushiro-core.yaml"], 0),
        (["check", "aso-no-optional-item.yaml"], 1),
        (["check", "nowhere.yaml"], 2),
        (["check", ".", "-f", "json"], 1),
    ],
)
def test_the_installed_command_ends_with_its_code(arguments: list[str], code: int) -> None:
    """The command that pip installs gives the exit codes to the shell."""
    run = process(*arguments, "--lang", "ja", cwd=EXAMPLES / "plans")
    assert run.code == code, run.complaint
    assert (run.err == b"") == (code != 2)


def test_standard_input_through_a_pipe() -> None:
    """A plan comes in through a real pipe, in CP932 as Notepad wrote it."""
    plan = (EXAMPLES / "plans/kuma-notepad.yaml").read_bytes()
    run = process(
        "check", "-", "--stdin-filename", "計画書.yaml", "-f", "concise", "--lang", "ja", cwd=EXAMPLES, stdin=plan
    )
    assert "計画書.yaml:1:1" in run.text
    assert "Y002" in run.text
    assert run.code == 0


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "sarif"])
def test_reports_for_programs_are_utf_8_whatever_the_terminal_says(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Japanese messages survive a terminal that knows only ASCII."""
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    run = process("check", "aso-no-optional-item.yaml", "-f", form, "--lang", "ja", cwd=EXAMPLES / "plans")
    assert "任意項目" in run.text
    assert run.code == 1


@pytest.mark.skipif(os.name == "nt", reason="pipes are closed in another way there")
def test_a_closed_pipe_ends_quietly() -> None:
    """A reader that goes away, as `head` does, gets no traceback."""
    program = Path(sys.executable).with_name("zaitaku-check")
    command = [str(program), "check", str(EXAMPLES / "review"), "-f", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603 - our own program
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        complaint = running.stderr.read()
    assert complaint == b""
