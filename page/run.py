"""The command line as the page runs it: words and files in, exit code, output and files out.

The package itself is unchanged; this stands in for the shell, the disk and the terminal.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import Any

import zaitaku_check.cli.progress
from zaitaku_check.cli.entry import main
from zaitaku_check.report.html import WORDS
from zaitaku_check.report.wording import ADVICE, SEVERITY, SIGN, VERDICT
from zaitaku_check.source.text import decode

HERE = "/plans"
"""The working folder: it holds the files of one run, and nothing else."""

OUT = "/out"
"""The folder for what the command is to write beside the plans; as fresh."""


class Screen(io.TextIOWrapper):
    """Standard error that counts as a terminal, so that a long run reports its progress."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def run(words: list[str], files: Mapping[str, Any], wanted: list[str], progress: Callable[[int, int], None]) -> Any:
    """Run the command line on these files alone; return exit code, output, complaints and the files `wanted` of it.

    `files` maps paths below the working folder to bytes; `progress` is told how many of how many plans are checked.
    """
    os.chdir("/")
    for folder in (HERE, OUT):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
    os.chdir(HERE)
    for path, data in files.items():
        os.makedirs(os.path.dirname(os.path.join(HERE, path)), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    zaitaku_check.cli.progress.bar = lambda files: progress  # noqa: ARG005 - called by this name
    kept = sys.stdout, sys.stderr
    out, complaints = io.BytesIO(), io.BytesIO()
    sys.stdout = io.TextIOWrapper(out, "utf-8", write_through=True)
    sys.stderr = Screen(complaints, "utf-8", write_through=True)
    try:
        code = main(words)
        said = out.getvalue(), complaints.getvalue().decode()  # both are closed with what stood before them
    finally:
        sys.stdout, sys.stderr = kept
    return code, *said, [(path, _content(path)) for path in wanted if os.path.exists(path)]


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def words() -> dict[str, Any]:
    """Return the words that reports share, by language: what severities and verdicts are called, labels, advice."""
    tables = {"severity": SEVERITY, "verdict": VERDICT, "advice": ADVICE, "label": WORDS}
    return {
        lang: {name: {each: pair.of(lang) for each, pair in table.items()} for name, table in tables.items()}
        | {"sign": dict(SIGN)}
        for lang in ("ja", "en")
    }


def text_of(data: Any) -> str | None:
    """Return a plan's bytes as the text that is checked, None where they are none."""
    text, _complaints = decode(bytes(data))
    return text.content if text else None
