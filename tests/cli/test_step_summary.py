"""The check inside GitHub Actions: annotations on the log, the summary in the runner's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_check.cli.entry import main

PLAN = Path(__file__).parents[2] / "examples" / "plans" / "aso-no-optional-item.yaml"
WORDS = ["check", "--no-config", "--lang", "ja", "-f", "github", str(PLAN)]


def test_the_summary_is_appended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """What earlier steps wrote stays; the findings follow; the log has the annotation, in UTF-8."""
    file = tmp_path / "summary.md"
    file.write_text("# 前の手順\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    assert main(WORDS) == 1
    text = file.read_text("utf-8")
    assert text.startswith("# 前の手順\n## zaitaku-check\n\n検査した計画書 1件: ")
    assert "| R110 |" in text
    assert "title=R110 任意項目".encode() in capsysbinary.readouterr().out


def test_outside_of_github_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the runner's variable there is no file."""
    monkeypatch.chdir(tmp_path)
    assert main(WORDS) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_summary_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One clear line, exit code 2."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "folder.md"))
    assert main(WORDS) == 2
    assert "GITHUB_STEP_SUMMARY のファイルに書き込めません" in capsys.readouterr().err
