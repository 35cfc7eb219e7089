"""What every test can rely on: an environment that says nothing, a cache of its own, and the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings
from tests.scenarios.command import Command

settings.register_profile("no deadline", deadline=None)
settings.register_profile("the same examples every time, no deadline", deadline=None, derandomize=True)
settings.load_profile("the same examples every time, no deadline" if os.environ.get("CI") else "no deadline")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Take away what the machine's owner may have set, so that every machine sees the same results."""
    for name in os.environ:
        if name.startswith(("ZAITAKU_CHECK_", "GITHUB_", "LC_")) or name in {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def command(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Give the command line in an empty folder of the test's own."""
    return Command(tmp_path, capfdbinary, monkeypatch)
