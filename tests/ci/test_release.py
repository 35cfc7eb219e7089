"""A release is refused until everything it needs is there."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import zaitaku_check

ROOT = Path(__file__).parents[2]


@pytest.fixture
def release(tmp_path: Path) -> dict[str, Any]:
    """Return the names of the script, run on a copy of the files it reads."""
    for path in (
        "CHANGELOG.md",
        "CITATION.cff",
        "editors/vscode/package.json",
        "docs/ci.md",
        "src/zaitaku_check/__init__.py",
        ".ci/release.py",
    ):
        tmp_path.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    return runpy.run_path(str(tmp_path / ".ci/release.py"))


def test_an_unset_home_refuses_the_release(release: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """What is missing is said line by line; nothing is invented."""
    assert release["main"](f"v{zaitaku_check.__version__}") == 1
    said = capsys.readouterr().err
    assert "HOME in src/zaitaku_check/__init__.py is unset" in said
    assert "CHANGELOG.md has no heading" in said
    assert "docs/ci.md still says OWNER" in said


def test_a_complete_source_is_released_with_its_notes(
    release: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With home, heading and the right tag, the changelog's part is the text of the release."""

    def change(path: str, old: str, new: str) -> None:
        text = tmp_path.joinpath(path).read_text("utf-8")
        assert old in text
        tmp_path.joinpath(path).write_text(text.replace(old, new), "utf-8")

    version = zaitaku_check.__version__
    change("src/zaitaku_check/__init__.py", 'HOME = ""', 'HOME = "https://example.jp/zaitaku-check"')
    change("CHANGELOG.md", "## Unreleased", f"## {version} – 2026-12-01")
    change("docs/ci.md", "OWNER/", "example/")
    assert release["main"]("v9.9.9") == 1
    assert release["main"](f"v{version}") == 0
    assert capsys.readouterr().out.startswith("### Added\n")


def test_the_citation_is_of_this_version() -> None:
    """What is cited is what is installed."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert (citation["version"], citation["license"]) == (zaitaku_check.__version__, "MIT")


@pytest.mark.parametrize("form", sorted(path.name for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml")))
def test_issue_forms_ask_in_both_languages(form: str) -> None:
    """Every form has a name, a description and questions with labels; what we cannot do without is required."""
    data = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE" / form).read_text("utf-8"))
    asked = [each for each in data["body"] if each["type"] != "markdown"]
    assert data["name"].count(" / ") == data["description"].count(" / ") == 1
    assert len({each["id"] for each in asked}) == len(asked)
    assert all(each["attributes"]["label"] for each in asked)
    assert any(each.get("validations", {}).get("required") for each in asked)
