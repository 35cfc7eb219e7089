"""The same plans and options give the same bytes, whatever the number of workers, in this run or the next."""

from __future__ import annotations

import io
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scenarios.command import Command

from zaitaku_check.cli.entry import main
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine import workers
from zaitaku_check.engine.check import Checked, Checker
from zaitaku_check.report.formats import FORMATS

EXAMPLES = Path(__file__).parents[2] / "examples/plans"
SOUND = (EXAMPLES / "yatsushiro-core.yaml").read_bytes()
PLANS = (
    *(path.read_bytes() for path in sorted(EXAMPLES.glob("*.yaml"))),
    SOUND.replace("八代".encode(), "天草".encode()),
    SOUND[: len(SOUND) // 2],
    "圏域:八代\n年度: 1999\n".encode(),
    "圏域: 八代".encode("cp932"),
    b"a: [",
    b"",
)
shelf = cache(open_shelf)
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")


class Said(NamedTuple):
    """What a run says: its exit code and standard output."""

    code: int
    out: bytes


class Runs:
    """Runs the command in this process, on plans of its own, by several workers from two plans on."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._patch = patch
        patch.setattr(workers, "FEW", 2)
        patch.setattr("zaitaku_check.cli.check.open_shelf", shelf)
        patch.chdir(folder)

    def __call__(self, *words: str) -> Said:
        """Run `check` with these words on the folder of plans."""
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        self._patch.setattr(sys, "stdout", out)
        code = main(["check", *words, "--as-of", "2018-08-01", "plans"])
        out.flush()
        return Said(code, out.buffer.getvalue())


@contextmanager
def runs_on(plans: list[bytes]) -> Iterator[Runs]:
    """Give the command in a new folder with these plans."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        (folder / "plans").mkdir()
        for at, content in enumerate(plans):
            (folder / f"plans/{at:02}.yaml").write_bytes(content)
        yield Runs(folder, patch)


OPTIONS = st.lists(
    st.sampled_from(
        [("-q",), ("--lang", "ja"), ("--stage", "designated"), ("--fail-on", "note"), ("--ignore", "R9"),
         ("--select", "R1,R9,Y"), ("--no-folder",)]
    ),
    max_size=3, unique=True,
).map(lambda options: [word for option in options for word in option])  # fmt: skip
FORMS = st.sampled_from([name for name in FORMATS if name not in {"github", "xlsx"}])


@needs_fork
@given(plans=st.lists(st.sampled_from(PLANS), min_size=1, max_size=6), options=OPTIONS, form=FORMS)
@settings(max_examples=2)
def test_neither_workers_nor_earlier_runs_change_a_byte(plans: list[bytes], options: list[str], form: str) -> None:
    """One, two and eight workers, and again; one plan more, and that plan taken away again."""
    words = ("-f", form, *options)
    with runs_on(plans) as runs:
        alone = runs(*words, "--jobs", "1")
        assert [runs(*words, "--jobs", jobs) for jobs in ("2", "8")] == [alone, alone]
        more = runs.folder / "plans/more.yaml"
        more.write_bytes(SOUND)
        assert runs(*words) == runs(*words, "--jobs", "1")
        more.unlink()
        assert runs(*words) == alone


@needs_fork
@pytest.mark.parametrize("form", ["concise", "json"])
def test_the_plans_of_a_killed_worker_are_named_and_the_others_checked(
    command: Command, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """What ends its process is «not checked», exit code 2; every other plan has its verdict."""
    for at in range(6):
        command.write(f"plans/{at}.yaml", SOUND)
    checked = Checker.check

    def deadly(self: Checker, path: str, data: bytes, size: int | None = None) -> Checked:
        if path.endswith("4.yaml"):
            os.kill(os.getpid(), signal.SIGKILL)
        return checked(self, path, data, size)

    monkeypatch.setattr(workers, "FEW", 2)
    monkeypatch.setattr(Checker, "check", deadly)
    words = ("check", "--jobs", "2", "--no-folder", "--as-of", "2018-08-01", "plans")
    run = command(*words, "-f", form, "--lang", "en")
    reason = "this plan was not checked because the process that did so ended unexpectedly"
    assert run.code == 2
    if form == "json":
        assert [each["path"] for each in run.report["plans"]] == [f"plans/{at}.yaml" for at in (0, 1, 2, 3, 5)]
        assert {each["verdict"] for each in run.report["plans"]} == {"ready"}
        assert run.report["refused"] == [{"path": "plans/4.yaml", "reason": reason}]
    else:
        assert f"plans/4.yaml: not checked: {reason}" in run.text
        assert "5 plans checked: 5 ready" in run.text
