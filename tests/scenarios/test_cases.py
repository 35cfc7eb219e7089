"""The command line, case by case: every file in `cases/` is a run and what must come of it.

A case has a `title`, the words to `run` and the `exit` code. Files come from `copy` (name: example), `write` (name:
text) and `replace` (name: old: new); standard input from `stdin` (an example); `env` sets variables. Expected are parts
of what is written (`out`, `not_out`, `err`), the number of lines of complaint (`err_lines`), parts of files (`files`),
and from a JSON report the `plans` and the `findings` as «rule line».
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from tests.scenarios.command import EXAMPLES, Command, Run

FOLDER = Path(__file__).with_name("cases")
CASES = sorted(FOLDER.glob("*.yaml"))
KEYS = {"title", "run", "exit", "copy", "write", "replace", "stdin", "env"} | {
    "out", "not_out", "err", "err_lines", "files", "plans", "findings"
}  # fmt: skip


def load(path: Path) -> dict[str, Any]:
    """Read a case; an unknown key would be an expectation that nobody checks."""
    case = cast("dict[str, Any]", yaml.safe_load(path.read_text(encoding="utf-8")))
    assert case.keys() <= KEYS, f"unknown keys: {case.keys() - KEYS}"
    assert {"title", "run", "exit"} <= case.keys()
    return case


def lay_out(case: dict[str, Any], command: Command) -> bytes:
    """Put the case's files in place and return its standard input."""
    for name, example in case.get("copy", {}).items():
        command.put(name, example)
    for name, text in case.get("write", {}).items():
        command.write(name, text)
    for name, changes in case.get("replace", {}).items():
        text = (command.folder / name).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1, f"{old!r} is not there once"
            text = text.replace(old, new)
        command.write(name, text)
    return (EXAMPLES / case["stdin"]).read_bytes() if "stdin" in case else b""


def compare(case: dict[str, Any], run: Run, folder: Path) -> None:
    """Hold what came of the run against what the case expects."""
    assert [part for part in case.get("out", []) if part not in run.text] == [], run.text
    assert [part for part in case.get("not_out", []) if part in run.text] == [], run.text
    assert [part for part in case.get("err", []) if part not in run.complaint] == [], run.complaint
    if "err_lines" in case:
        assert len(run.complaint.splitlines()) == case["err_lines"], run.complaint
    for name, parts in case.get("files", {}).items():
        text = (folder / name).read_text(encoding="utf-8")
        assert [part for part in parts if part not in text] == [], text
    if "plans" in case:
        assert [plan["path"] for plan in run.report["plans"]] == case["plans"]
    if "findings" in case:
        assert sorted(f"{each['rule']} {each['line']}" for each in run.report["findings"]) == sorted(case["findings"])
    assert run.code == case["exit"], run.text + run.complaint


def test_there_are_cases() -> None:
    """The folder of cases is where this test looks for it, and full."""
    assert len(CASES) >= 40


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run comes out as the case says."""
    case = load(path)
    stdin = lay_out(case, command)
    for name, value in case.get("env", {}).items():
        monkeypatch.setenv(name, value)
    compare(case, command(*case["run"], stdin=stdin), command.folder)
