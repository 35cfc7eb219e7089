"""The command line for the scenario tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scenarios.command import Command


@pytest.fixture
def command(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Give the command line in an empty folder of the test's own."""
    return Command(tmp_path, capfdbinary, monkeypatch)
