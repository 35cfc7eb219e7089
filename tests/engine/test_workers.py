"""Several processes give what one gives; one that dies takes nobody along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.check import Checked, Checker
from zaitaku_check.engine.discover import Found, discover
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.run import check_file, run
from zaitaku_check.engine.workers import check_files
from zaitaku_check.errors import CouldNotCheck
from zaitaku_check.report.model import PlanResult
from zaitaku_check.text_types import Bilingual

ROOT = Path(__file__).parents[2]
OPTIONS = RunOptions(as_of="2018-08-01")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")


def plans(folder: Path, number: int) -> list[Path]:
    """Write so many plans, a few of them with mistakes."""
    sound = (ROOT / "examples/plans/yatsushiro-core.yaml").read_text(encoding="utf-8")
    paths = [folder / f"plan-{at:03}.yaml" for at in range(number)]
    for at, path in enumerate(paths):
        text = sound.replace("①", "＊") if at % 7 == 3 else f"圏域:八代{at}\n" if at % 11 == 5 else sound
        path.write_text(text, encoding="utf-8")
    return paths


def named(file: Found) -> Checked:
    """Check nothing; give the file's name back."""
    return Checked(PlanResult(file.path, "", "", "ready", {}, ()), (), read=True)


def gone(file: Found) -> Checked:
    """Give what stands for a file that killed its process."""
    return named(file._replace(path=f"{file.path} is dead"))


@needs_fork
@pytest.mark.parametrize("jobs", [2, 3, 8])
def test_workers_find_what_one_process_finds(tmp_path: Path, jobs: int) -> None:
    """The whole report is the same, in the same order, whatever the number of processes."""
    plans(tmp_path, 45)
    found = discover([str(tmp_path)])
    alone = run(open_shelf(), OPTIONS, found, jobs=1)
    assert len(alone.plans) == 45
    assert {plan.verdict for plan in alone.plans} >= {"return"}
    assert run(open_shelf(), OPTIONS, found, jobs=jobs) == alone


@needs_fork
@pytest.mark.parametrize("number", [0, 1, 19, 20, 21, 200])
def test_every_file_is_checked_once_and_in_order(number: int) -> None:
    """No file is lost or doubled at the seams of the blocks."""
    files = [Found(f"{at:03}") for at in range(number)]
    results = check_files(files, named, gone, 3)
    assert [checked.result.path for checked in results] == [file.path for file in files]


@needs_fork
def test_a_worker_that_dies_takes_nobody_along() -> None:
    """Only the file that kills its process is not checked; those before and behind it are."""

    def deadly(file: Found) -> Checked:
        if file.path == "077":
            os.kill(os.getpid(), signal.SIGKILL)
        return named(file)

    files = [Found(f"{at:03}") for at in range(150)]
    paths = [checked.result.path for checked in check_files(files, deadly, gone, 2)]
    assert paths == ["077 is dead" if file.path == "077" else file.path for file in files]


@needs_fork
def test_what_cannot_be_done_is_said_as_one_process_says_it() -> None:
    """A pack that turns out to be broken in a worker ends the run with its own words."""

    def broken(file: Found) -> Checked:
        if file.path > "100":
            raise CouldNotCheck(Bilingual("壊れています", "it is broken"))
        return named(file)

    with pytest.raises(CouldNotCheck, match="it is broken"):
        list(check_files([Found(f"{at:03}") for at in range(150)], broken, gone, 2))


@needs_fork
def test_no_process_is_left_when_the_run_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops reading results leaves no worker behind."""
    fork, workers = os.fork, list[int]()

    def forked() -> int:
        worker = fork()
        workers.append(worker)
        return worker

    monkeypatch.setattr(os, "fork", forked)

    def slow(file: Found) -> Checked:
        if file.path > "000":
            time.sleep(60)
        return named(file)

    results = check_files([Found(f"{at:03}") for at in range(40)], slow, gone, 2)
    next(results)
    results.close()  # type: ignore[attr-defined]  # a generator
    assert len(workers) == 2
    for worker in workers:
        with pytest.raises(ChildProcessError):
            os.waitpid(worker, os.WNOHANG)


def test_the_unexpected_is_said_of_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the checker makes one plan «not checked», in both languages, and the others go on."""
    paths = plans(tmp_path, 3)
    check = Checker.check

    def fragile(self: Checker, path: str, data: bytes, size: int | None = None) -> Checked:
        if path == str(paths[1]):
            raise ZeroDivisionError("by zero")
        return check(self, path, data, size)

    monkeypatch.setattr(Checker, "check", fragile)
    report = run(open_shelf(), OPTIONS, discover([str(tmp_path)]))
    refused = [plan.refused for plan in report.plans]
    assert refused[0] is refused[2] is None
    assert refused[1] == Bilingual(
        "想定外のエラーのため、この計画書は検査できませんでした（ZeroDivisionError: by zero）。",
        "this plan was not checked because of an unexpected error (ZeroDivisionError: by zero)",
    )


def test_the_error_itself_is_there_for_those_who_look_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ZAITAKU_CHECK_DEBUG nothing is caught."""
    (path,) = plans(tmp_path, 1)
    monkeypatch.setenv("ZAITAKU_CHECK_DEBUG", "1")
    monkeypatch.setattr(Checker, "check", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        partial(check_file, Checker(open_shelf(), OPTIONS))(Found(str(path)))


SLOW = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)   # a shell lets what it starts in the background ignore Ctrl-C
from zaitaku_check.cli.entry import main
from zaitaku_check.engine.check import Checker
check = Checker.check
def slow(*arguments):
    os.write(2, b"checking\\n")
    time.sleep(0.05)
    return check(*arguments)
Checker.check = slow
sys.exit(main(sys.argv[1:]))
"""


@needs_fork
@pytest.mark.parametrize("form", ["concise", "json=out/report.json"], ids=["standard output", "file"])
@pytest.mark.parametrize("whom", ["all", "the parent"])
def test_an_interrupted_run_ends_at_once_and_leaves_nothing(tmp_path: Path, form: str, whom: str) -> None:
    """Ctrl-C at many files: exit code 130, no report half written, no answer kept, no process hanging."""
    (tmp_path / "plans").mkdir()
    plans(tmp_path / "plans", 300)
    out = tmp_path / "out"
    out.mkdir()
    words = [sys.executable, "-c", SLOW, "check", "-f", form, "--jobs", "2", "plans"]
    environ = os.environ | {"ZAITAKU_CHECK_CACHE_DIR": str(tmp_path / "cache")}
    with subprocess.Popen(  # noqa: S603 - ourselves
        words, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for _ in range(10):
            assert process.stderr.readline() == b"checking\n"
        (os.killpg if whom == "all" else os.kill)(process.pid, signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stdout.read() == b""
    assert list(out.iterdir()) == []
    assert not (tmp_path / "cache/answers").exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
