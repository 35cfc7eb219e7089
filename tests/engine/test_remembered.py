"""What is remembered of a plan is what was found of it, and nothing else is taken for it."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest

from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine import run as running
from zaitaku_check.engine.check import Checked, Checker
from zaitaku_check.engine.discover import Discovered, Found, discover
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.remembered import Remembered
from zaitaku_check.engine.run import check_file, run
from zaitaku_check.source.limits import Limits

EXAMPLES = Path(__file__).parents[2] / "examples"
OPTIONS = RunOptions(as_of="2018-08-01")


def found(path: Path, checker: Checker | None = None) -> Checked:
    """Return what a check finds of a plan in a folder."""
    return check_file(checker or Checker(open_shelf(), OPTIONS, slim=True), Found(str(path)))


def kept(*plans: Checked, state: str = "as it is") -> bytes:
    """Return what is kept of these plans."""
    remembered = Remembered(state)
    for checked in plans:
        remembered.add(checked)
    return b"".join(remembered.parts())


def test_every_example_comes_back_as_it_was() -> None:
    """Results, findings with places, fixes and arguments, facts and marks: equal, and of the same kinds."""
    checker = Checker(open_shelf(), OPTIONS, slim=True)
    plans = sorted((EXAMPLES / "plans").glob("*.yaml"))
    assert len(plans) > 5
    every = [found(path, checker) for path in plans]
    assert any(finding.fix for checked in every for finding in checked.result.findings)
    remembered = Remembered("as it is", kept(*every))
    again = [remembered.of(checked.result.digest, checked.result.path) for checked in every]
    assert again == every
    assert [repr(checked) for checked in again] == [repr(checked) for checked in every]


def test_a_plan_is_known_wherever_it_lies() -> None:
    """The same bytes at another place are the same plan, with the new path in every finding."""
    path = EXAMPLES / "plans/kikuchi-many-mistakes.yaml"
    checked = found(path)
    known = Remembered("as it is", kept(checked)).of(checked.result.digest, "elsewhere.yaml")
    assert known is not None
    assert len(known.result.findings) > 3
    assert {finding.place.path for finding in known.result.findings} == {"elsewhere.yaml"}
    assert str(path) not in repr(known)


@pytest.mark.parametrize("damage", ["another state", "a bit", "half", "nothing", "a line more"])
def test_what_is_damaged_or_old_is_forgotten(damage: str) -> None:
    """Of a file in which anything is not as it was written, nothing is believed."""
    checked = found(EXAMPLES / "plans/yatsushiro-core.yaml")
    whole = kept(checked)
    at = len(whole) // 2
    content = {
        "another state": kept(checked, state="as it was"),
        "a bit": whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
        "half": whole[: len(whole) // 2],
        "nothing": b"",
        "a line more": whole + b"\nmore",
    }[damage]
    assert Remembered("as it is", whole).of(checked.result.digest, "plan.yaml") is not None
    assert Remembered("as it is", content).of(checked.result.digest, "plan.yaml") is None


def test_plans_that_are_gone_are_forgotten() -> None:
    """Only what the last run has met is kept, so that the file does not grow with every version of a plan."""
    old, new = found(EXAMPLES / "plans/yatsushiro-core.yaml"), found(EXAMPLES / "plans/kamoto-clinic.yaml")
    remembered = Remembered("as it is", kept(old))
    remembered.add(new)
    assert remembered.changed
    later = Remembered("as it is", b"".join(remembered.parts()))
    assert later.of(old.result.digest, "old.yaml") is None
    assert later.of(new.result.digest, new.result.path) == new


def test_only_new_plans_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second run of a folder asks for the one plan that is new, and its report is that of a first run."""
    files = discover([str(EXAMPLES / "review")])
    shelf = open_shelf()
    remembered = Remembered("as it is")
    run(shelf, OPTIONS, files._replace(files=files.files[1:]), remembered=remembered)
    asked: list[str] = []
    check = Checker.check

    def counted(self: Checker, path: str, data: bytes, size: int | None = None) -> Checked:
        if self.slim:
            asked.append(path)
        return check(self, path, data, size)

    monkeypatch.setattr(Checker, "check", counted)
    second = run(shelf, OPTIONS, files, remembered=Remembered("as it is", b"".join(remembered.parts())))
    assert asked == [files.files[0].path]
    assert second == run(shelf, OPTIONS, files)


def test_a_plan_that_is_too_large_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    """Of a file above the limit nothing is read; what is known of an empty file does not count for it."""
    (tmp_path / "a.yaml").write_bytes(b"")
    (tmp_path / "b.yaml").write_bytes(b"#" * 200)
    options = OPTIONS._replace(limits=Limits(bytes=100))
    files = discover([str(tmp_path)])
    remembered = Remembered("as it is")
    first = run(open_shelf(), options, files, remembered=remembered)
    assert [[each.rule for each in plan.findings] for plan in first.plans] == [["Y014"], ["Y008"]]
    assert run(open_shelf(), options, files, remembered=Remembered("as it is", b"".join(remembered.parts()))) == first


def test_what_cannot_be_read_is_not_remembered(tmp_path: Path) -> None:
    """A file that is not there has no bytes to know it by."""
    gone = Discovered((Found(str(tmp_path / "gone.yaml")), Found(str(tmp_path / "lost.yaml"))), (), (), str(tmp_path))
    remembered = Remembered("as it is")
    report = running.run(open_shelf(), OPTIONS, gone, remembered=remembered)
    assert [plan.refused is not None for plan in report.plans] == [True, True]
    assert not remembered.changed


class Full(io.BytesIO):
    """A file on a full disk."""

    def write(self, _data: object) -> int:
        """Take nothing."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_where_there_is_no_room_for_what_is_new_nothing_is_kept() -> None:
    """The run goes on as if nothing were to be kept."""
    files = discover([str(EXAMPLES / "review")])
    remembered = Remembered("as it is", spool=Full())
    assert run(open_shelf(), OPTIONS, files, remembered=remembered) == run(open_shelf(), OPTIONS, files)
    assert not remembered.changed


def test_outcomes_and_wordings_that_are_alike_are_held_once() -> None:
    """Two plans that come back share what they have in common, so that many of them take little room."""
    plans = [found(EXAMPLES / "plans/yatsushiro-core.yaml"), found(EXAMPLES / "plans/kikuchi-many-mistakes.yaml")]
    remembered = Remembered("as it is", kept(*plans))
    first, again = (remembered.of(plans[1].result.digest, path) for path in ("first.yaml", "again.yaml"))
    assert first is not None
    assert again is not None
    assert first.result.outcomes is again.result.outcomes
    assert first.result.findings[0].message is again.result.findings[0].message
