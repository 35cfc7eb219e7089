"""`--changed-since`: only what changed is reported, while the rules over all plans see every plan."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.scenarios.command import EXAMPLES, Command

KIND, HOSPITAL = "  機関種別: 在宅療養支援病院", "  機関種別: 病院"
GOOD = (EXAMPLES / "plans" / "yatsushiro-core.yaml").read_text("utf-8")
ODD = GOOD.replace(KIND, HOSPITAL)
"""A plan with one finding of its own: R204, a warning."""
BAD = (EXAMPLES / "plans" / "aso-no-optional-item.yaml").read_text("utf-8")
"""A plan with one finding of its own: R110, an error."""

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")


def git(folder: Path, *words: str) -> str:
    """Run git as a person without a configuration."""
    name = ["-c", "user.name=test", "-c", "user.email=test@example.jp", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607
    return done.stdout.decode().strip()


@pytest.fixture
def repository(command: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Give a repository with two plans that have findings, committed."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    git(command.folder, "init", "-q", "-b", "main")
    command.write("plans/a.yaml", ODD)
    command.write("plans/計画.yaml", BAD)
    commit(command)
    return command


def commit(command: Command) -> None:
    """Commit whatever there is."""
    git(command.folder, "add", "-A")
    git(command.folder, "commit", "-qm", "x")


def checked(command: Command, *options: str, since: str = "HEAD", select: str = "R110,R204") -> dict[str, Any]:
    """Check the folder and return the JSON report."""
    return command("check", "plans", "-f", "json", "--changed-since", since, "--select", select, *options).report


def found(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Return path and rule of the findings."""
    return [(each["path"], each["rule"]) for each in report["findings"]]


def test_what_has_not_changed_is_left_out_and_counted(repository: Command) -> None:
    """Nothing changed: no plan is reported, all are named as unchanged, and the exit code is 0."""
    report = checked(repository)
    assert (report["plans"], report["findings"]) == ([], [])
    assert report["since"] == {"revision": "HEAD", "unchanged": ["plans/a.yaml", "plans/計画.yaml"]}
    run = repository("check", "plans", "--changed-since", "HEAD", "-f", "concise", "--lang", "ja")
    assert (run.code, run.text) == (0, "変更された計画書はありません／指摘 0件／変更のない計画書 2件\n")


def test_a_changed_plan_is_reported(repository: Command) -> None:
    """Changed in the working tree, staged or committed: compared is what the files hold now."""
    repository.write("plans/計画.yaml", f"{BAD}# 追記\n")
    for step in ("working tree", "staged", "committed"):
        if step == "staged":
            git(repository.folder, "add", "-A")
        if step == "committed":
            git(repository.folder, "commit", "-qm", step)
        since = "HEAD~1" if step == "committed" else "HEAD"
        assert found(checked(repository, since=since)) == [("plans/計画.yaml", "R110")], step


def test_a_new_plan_is_reported(repository: Command) -> None:
    """A file git does not know is new; one that git is told to ignore is left out, as without the option."""
    repository.write("plans/b.yaml", ODD)
    assert found(checked(repository)) == [("plans/b.yaml", "R204")]
    repository.write(".gitignore", "b.yaml\n")
    report = checked(repository)
    assert found(report) == []
    assert "plans/b.yaml" in str(report), "left out without a word"


def test_a_renamed_plan_is_reported_under_its_new_name(repository: Command) -> None:
    """Rules over all plans go by path, so a name is part of what a plan is."""
    git(repository.folder, "mv", "plans/a.yaml", "plans/c.yaml")
    assert found(checked(repository)) == [("plans/c.yaml", "R204")]


def test_a_plan_that_is_as_it_was_again_is_unchanged(repository: Command) -> None:
    """Compared is content, not history: a change and its undoing come to nothing."""
    repository.write("plans/a.yaml", GOOD)
    commit(repository)
    repository.write("plans/a.yaml", ODD)
    assert found(checked(repository, since="HEAD~1")) == []


def test_line_ends_of_windows_are_no_change(repository: Command) -> None:
    """A checkout on Windows writes CRLF where the repository holds LF."""
    repository.write("plans/a.yaml", ODD.replace("\n", "\r\n"))
    assert found(checked(repository)) == []


def test_what_others_did_meanwhile_is_not_my_change(repository: Command) -> None:
    """Compared is with the commit where the branch parted, as a pull request does it."""
    git(repository.folder, "checkout", "-qb", "mine")
    repository.write("plans/a.yaml", f"{ODD}# 追記\n")
    commit(repository)
    git(repository.folder, "checkout", "-q", "main")
    repository.write("plans/計画.yaml", f"{BAD}# 追記\n")
    commit(repository)
    git(repository.folder, "checkout", "-q", "mine")
    assert found(checked(repository, since="main")) == [("plans/a.yaml", "R204")]


def test_rules_over_all_plans_still_see_every_plan(repository: Command) -> None:
    """A second plan of one applicant is found by comparison with the unchanged one."""
    repository.write("plans/b.yaml", GOOD)
    report = checked(repository, select="R901,R903,R905")
    assert found(report) == [("plans/a.yaml", "R905")]
    assert [each["path"] for each in report["findings"][0]["related"]] == ["plans/b.yaml"]
    totals = [line["used"] for line in report["folder"]["ledger"] if line["rule"] == "R903"]
    assert totals == [2]  # the copy does not count


def test_old_findings_over_all_plans_are_left_out(repository: Command) -> None:
    """Findings that touch no changed plan are somebody else's business."""
    repository.write("plans/b.yaml", GOOD)
    commit(repository)
    assert found(checked(repository, select="R902,R905")) == []
    repository.write("plans/計画.yaml", f"{BAD}# 追記\n")
    assert {rule for _, rule in found(checked(repository, select="R902,R905"))} == {"R902"}


def test_a_removed_plan_is_a_change_of_the_folder(repository: Command) -> None:
    """An area may have lost its only plan: what is said of the folder itself is reported."""
    (repository.folder / "plans" / "a.yaml").unlink()
    assert ("plans", "R902") in found(checked(repository, select="R902,R905"))


def test_the_working_directory_may_be_any_folder_of_the_repository(repository: Command) -> None:
    """Paths are relative to where the command was started."""
    repository.write("plans/a.yaml", f"{ODD}# 追記\n")
    repository.folder = repository.folder / "plans"
    report = repository("check", ".", "-f", "json", "--changed-since", "HEAD", "--select", "R204,R110").report
    assert found(report) == [("a.yaml", "R204")]


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:plans/a.yaml", "a b", "HEAD~9"])
def test_an_unknown_revision_is_said(repository: Command, revision: str) -> None:
    """One line, exit code 2; a word that looks like an option is only a name."""
    run = repository("check", "plans", f"--changed-since={revision}", "--lang", "ja")
    assert (run.code, run.text) == (2, "")
    assert run.complaint.startswith(f"zaitaku-check: --changed-since: 「{revision}」という版はありません。")
    assert run.complaint.count("\n") == 1
    assert not (repository.folder / "x").exists()


def test_outside_of_a_repository_that_is_said(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a repository there is nothing to compare with."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(command.folder.parent))
    command.write("a.yaml", GOOD)
    run = command("check", "a.yaml", "--changed-since", "HEAD", "--lang", "en")
    assert run.code == 2
    assert "--changed-since: the working directory is in no git repository" in run.complaint


def test_without_git_that_is_said(repository: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git cannot compare."""
    monkeypatch.setenv("PATH", str(repository.folder))
    run = repository("check", "plans", "--changed-since", "HEAD", "--lang", "ja")
    assert (run.code, run.complaint) == (2, "zaitaku-check: --changed-since: git が見つかりません。\n")


@pytest.mark.skipif(sys.platform == "win32", reason="the traps are shell scripts")
def test_nothing_that_a_repository_configures_is_run(repository: Command) -> None:
    """A repository received from outside may name programs in its configuration: none of them is started."""
    trap = repository.write("trap.sh", "#!/bin/sh\ntouch sprung\ncat\n")
    trap.chmod(0o755)
    repository.write(".gitattributes", "*.yaml filter=trap diff=trap\n")
    commit(repository)
    for key in ("core.fsmonitor", "filter.trap.clean", "filter.trap.process", "diff.trap.textconv", "core.pager"):
        git(repository.folder, "config", key, str(trap))
    git(repository.folder, "config", "core.hooksPath", str(repository.folder))
    (repository.folder / "sprung").unlink(missing_ok=True)
    os.utime(repository.folder / "plans" / "a.yaml")
    assert found(checked(repository)) == []
    assert not (repository.folder / "sprung").exists()


def test_unchanged_plans_do_not_decide_the_exit_code(repository: Command) -> None:
    """An old error elsewhere does not hold up a change."""
    repository.write("plans/a.yaml", GOOD)
    words = ("check", "plans", "-f", "concise", "--select", "R110,R204")
    assert repository(*words).code == 1
    assert repository(*words, "--changed-since", "HEAD").code == 0


def test_repositories_with_longer_names_are_read_too(command: Command) -> None:
    """Git's newer format names contents by SHA-256."""
    try:
        git(command.folder, "init", "-q", "--object-format=sha256")
    except subprocess.CalledProcessError:
        pytest.skip("this git has no SHA-256 repositories")
    command.write("plans/a.yaml", ODD)
    commit(command)
    assert found(checked(command)) == []
