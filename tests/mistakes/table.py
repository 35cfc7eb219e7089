"""Print the table of mistakes: `python -m tests.mistakes.table`; yes and no by criterion, the totals last.

What a program can judge is judged anew; what was judged by eye stands beside the inputs. The rows of `runs.yaml` say
also whether they were right when they were first run.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path

import pytest
from tests.mistakes.test_mistakes import JUDGED_BY_EYE, ROWS, marked, seen, where
from tests.mistakes.test_runs import RUNS, said
from tests.scenarios.command import Command

_HEADS = ("cause", "line", "caret", "remedy works", "one finding", "language", "no jargon")


def _row(name: str) -> list[bool]:
    row, (told, brought) = ROWS[name], seen(name)
    eye = row["eye"]
    right = [where(each) for each in told] == row["says"]
    return [
        right and eye["cause"] == "yes",
        not row["says"] or any(each.place.line == row["wanted"] for each in told),
        [marked(each) for each in told] == row["at"],
        brought == row.get("brings", []),
        len(told) <= 1,
        eye["language"] == "yes",
        eye["jargon"] == "no",
    ]


class _Captured:
    """What the command of a row has written, as the tests' own capture would give it."""

    def __init__(self) -> None:
        self._bytes = (io.BytesIO(), io.BytesIO())
        self.out, self.err = (io.TextIOWrapper(each, encoding="utf-8") for each in self._bytes)

    def readouterr(self) -> list[bytes]:
        """Return what was written since the last call."""
        self.out.flush()
        self.err.flush()
        both = [each.getvalue() for each in self._bytes]
        for each in self._bytes:
            each.seek(0)
            each.truncate()
        return both


def _run(name: str) -> list[bool]:
    row, captured = RUNS[name], _Captured()
    os.environ |= {"ZAITAKU_CHECK_AS_OF": "2018-08-10", "ZAITAKU_CHECK_LANG": "ja"}
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        with contextlib.redirect_stdout(captured.out), contextlib.redirect_stderr(captured.err):
            told = said(Command(Path(folder), captured, patch), row)  # type: ignore[arg-type]
    eye, right = row["eye"], told.lines == row["says"]
    marks = told.marked == row.get("at", [])
    cured = told.code == row.get("then", 0) and eye["remedy"] == "yes"
    one = len(told.lines) <= 1
    return [right and eye["cause"] == "yes", right, marks, cured, one, eye["language"] == "yes", eye["jargon"] == "no"]


def main() -> None:
    """Print a line a mistake and the totals."""
    assert set(JUDGED_BY_EYE) == {"cause", "language", "jargon"}
    rows = {f"{name} {ROWS[name]['mistake']}": _row(name) for name in ROWS}
    rows |= {f"{name} {RUNS[name]['mistake']}": _run(name) for name in RUNS}
    sys.stdout.write("| mistake | " + " | ".join(_HEADS) + " |\n" + "|---" * (len(_HEADS) + 1) + "|\n")
    for title, row in rows.items():
        sys.stdout.write(f"| {title} | {' | '.join('yes' if each else 'NO' for each in row)} |\n")
    totals = " | ".join(f"{sum(row[at] for row in rows.values())}/{len(rows)}" for at in range(len(_HEADS)))
    first = sum(RUNS[name]["first"] == "yes" for name in RUNS)
    perfect = sum(all(row) for row in rows.values())
    sys.stdout.write(f"| all | {totals} |\n\nRight in every respect: {perfect}/{len(rows)}")
    sys.stdout.write(f"; of the runs at the first pass: {first}/{len(RUNS)}\n")


if __name__ == "__main__":
    main()
