"""Running the command as a user does: in this process where that is enough, as a process of its own where not."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


class Run(NamedTuple):
    """How a run ended: exit code, and what it wrote."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.out.decode("utf-8")

    @property
    def complaint(self) -> str:
        """Standard error as text."""
        return self.err.decode("utf-8")

    @property
    def report(self) -> dict[str, Any]:
        """Standard output as a JSON report."""
        return cast("dict[str, Any]", json.loads(self.out))


def exit_code(argv: Sequence[str]) -> int:
    """Run the command in this process and return its exit code, whether it was returned or raised."""
    from zaitaku_check.cli.entry import main

    try:
        code: object = main(list(argv))
    except SystemExit as end:
        code = end.code
    return code if isinstance(code, int) else 0 if code is None else 1


class Command:
    """The command line as a test's fixture; runs in the test's own empty folder."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes], patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._capture = capture
        self._patch = patch

    def __call__(self, *argv: str, stdin: bytes = b"") -> Run:
        """Run the command in the folder with these words and this standard input."""
        self._capture.readouterr()
        self._patch.chdir(self.folder)
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = exit_code(argv)
        return Run(code, *self._capture.readouterr())

    def put(self, name: str, example: str) -> Path:
        """Copy an example into the folder under this name; returns where it lies."""
        return self.write(name, (EXAMPLES / example).read_bytes())

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file into the folder; returns where it lies."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def findings(self, *paths: str) -> list[tuple[str, int | None]]:
        """Rule and line of every finding about these files, in the report's order."""
        report = self("check", *paths, "-f", "json").report
        return [(each["rule"], each["line"]) for each in report["findings"]]


def process(*argv: str, cwd: Path, stdin: bytes = b"") -> Run:
    """Run the command as a process of its own."""
    program = shutil.which("zaitaku-check", path=str(Path(sys.executable).parent))
    assert program, "the command is not installed beside this Python"
    done = subprocess.run(  # noqa: S603 - our own program
        [program, *argv], cwd=cwd, input=stdin, capture_output=True, check=False, timeout=120
    )
    return Run(done.returncode, done.stdout, done.stderr)
