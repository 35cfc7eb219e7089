"""A run in odd surroundings: each a process of its own, as only a process can show it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from tests.hostile.making import GOOD, HERE

CASES = cast("list[dict[str, Any]]", yaml.safe_load((HERE / "environments.yaml").read_text("utf-8")))
PROGRAM = str(Path(sys.executable).with_name("zaitaku-check"))
BAD = GOOD.replace("圏域: 球磨", "圏域: 球摩😀")
FINDING = "plan.yaml:6:5: 差戻し[F006] 「圏域」の「球摩😀」は選択肢にありません。"
WORDS = [PROGRAM, "check", "plan.yaml", "-f", "concise", "--lang", "ja"]
posix = pytest.mark.skipif(os.name == "nt", reason="processes are limited in another way there")

Done = subprocess.CompletedProcess[bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a plan that has one mistake."""
    (tmp_path / "plan.yaml").write_text(BAD, "utf-8")
    return tmp_path


def run(folder: Path, **more: Any) -> Done:
    """Run the check in the folder."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run(WORDS, cwd=folder, timeout=60, check=False, **{**streams, **more})  # noqa: S603 - ours


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_the_finding_is_there_whatever_surrounds_the_run(case: dict[str, Any], folder: Path) -> None:
    """Exit code 1, the finding, nothing on standard error, and no escape sequence into a pipe."""
    env = {name: value for name, value in {**os.environ, **case["env"]}.items() if value is not None}
    done = run(folder, env=env)
    assert (done.returncode, done.stderr) == (1, b"")
    assert case.get("says", FINDING) in done.stdout.decode("utf-8", "replace")
    assert b"\x1b" not in done.stdout


def test_the_order_of_sets_makes_no_difference(folder: Path) -> None:
    """The same bytes come out whatever the seed of hashes."""
    runs = [run(folder, env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")]
    assert runs[0] == runs[1]


@posix
def test_standard_output_that_is_full_is_said(folder: Path) -> None:
    """What could not be written is said in one line, exit code 2."""
    with Path("/dev/full").open("wb") as full:
        done = run(folder, stdout=full)
    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
    assert "標準出力に書き出せません" in done.stderr.decode()


@posix
@pytest.mark.parametrize("device", ["/dev/null", "/dev/full", "/dev/stdout"])
def test_a_report_into_a_device_leaves_the_device_where_it_is(device: str, folder: Path) -> None:
    """What is written to a device goes through it; it is never replaced by a file."""
    link = folder / "out"
    link.symlink_to(device)
    before = Path(device).stat().st_mode
    done = subprocess.run(  # noqa: S603 - our own program
        [*WORDS[:4], f"json={link}"], cwd=folder, capture_output=True, timeout=60, check=False
    )
    assert (link.is_symlink(), Path(device).stat().st_mode) == (True, before)
    assert done.returncode == (2 if device == "/dev/full" else 1)
    assert (b'"rule": "F006"' in done.stdout) == (device == "/dev/stdout")


@posix
def test_standard_error_that_is_full_does_not_matter(folder: Path) -> None:
    """The report is written all the same."""
    with Path("/dev/full").open("wb") as full:
        done = run(folder, stderr=full)
    assert (done.returncode, FINDING in done.stdout.decode()) == (1, True)


def _close(number: int) -> Callable[[], None]:
    return lambda: os.close(number)


def _few_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))


def _no_writing() -> None:
    import resource
    import signal

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


@posix
@pytest.mark.parametrize(("before", "what"), [(_close(0), "input"), (_close(2), "errors"), (_few_files, "few files")])
def test_closed_streams_and_few_files_do_not_matter(before: Callable[[], None], what: str, folder: Path) -> None:
    """Neither input nor errors are needed for a plan, nor many open files."""
    done = run(folder, preexec_fn=before)
    assert (done.returncode, FINDING in done.stdout.decode()) == (1, True), (what, done.stderr)


@posix
def test_closed_output_ends_without_a_traceback(folder: Path) -> None:
    """Where there is nowhere to write to, the run fails, and quietly."""
    done = run(folder, preexec_fn=_close(1))
    assert done.returncode != 0
    assert b"Traceback" not in done.stderr


@posix
def test_where_no_file_may_be_written_the_report_is_still_read(folder: Path) -> None:
    """The cache cannot be written then, and is not missed."""
    done = run(folder, preexec_fn=_no_writing)
    assert (done.returncode, FINDING in done.stdout.decode()) == (1, True), done.stderr


@posix
def test_a_folder_that_is_gone_is_no_reason_to_fall_over(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Started in a folder that has been removed, the plan named in full is checked."""
    gone = tmp_path_factory.mktemp("gone")
    words = [*WORDS[:2], str(folder / "plan.yaml"), *WORDS[3:]]
    done = subprocess.run(  # noqa: S603 - our own program
        words, cwd=gone, preexec_fn=gone.rmdir, capture_output=True, timeout=60, check=False
    )
    assert b"Traceback" not in done.stderr
    assert (done.returncode, FINDING.split(":", 1)[1] in done.stdout.decode()) == (1, True), done.stderr
