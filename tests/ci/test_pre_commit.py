"""The hooks, run by the real pre-commit on a repository of plans."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
READY = ROOT / "examples" / "plans" / "yatsushiro-core.yaml"
WRONG = ROOT / "examples" / "plans" / "aso-no-optional-item.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with one plan in it and an environment that pre-commit may write into."""
    git("init", "-q", cwd=tmp_path)
    tmp_path.joinpath("plans").mkdir()
    shutil.copy(READY, tmp_path / "plans" / "a.yaml")
    return tmp_path


def git(*words: str, cwd: Path) -> None:
    """Run git as a person without a configuration."""
    name = ["-c", "user.name=test", "-c", "user.email=test@example.jp"]
    subprocess.run(["git", *name, *words], cwd=cwd, check=True, capture_output=True)  # noqa: S603, S607 - fixed words


def hooked(repository: Path, hook: str, which: str = "--all-files", **changed: Any) -> tuple[int, str]:
    """Stage everything, run one hook with the installed command, and return pre-commit's exit code and words."""
    if subprocess.run([sys.executable, "-m", "pre_commit", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("pre-commit is not installed here")
    local = HOOKS[hook] | {"language": "system"} | changed
    repository.joinpath(".pre-commit-config.yaml").write_text(
        yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]}), "utf-8"
    )
    git("add", "-A", cwd=repository)
    environ = os.environ | {
        "PRE_COMMIT_HOME": str(repository.parent / "pre-commit"),
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "ZAITAKU_CHECK_LANG": "ja",
    }
    done = subprocess.run(  # noqa: S603 - fixed words
        [sys.executable, "-m", "pre_commit", "run", *filter(None, [which])],
        cwd=repository, env=environ, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_both_hooks_are_offered() -> None:
    """One hook for the plans of a commit, one for a whole folder."""
    assert set(HOOKS) == {"zaitaku-check", "zaitaku-check-folder"}
    assert all(hook["language"] == "python" for hook in HOOKS.values())


def test_the_manifest_is_one_that_pre_commit_takes() -> None:
    """Pre-commit itself validates the file."""
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    if "No module named" in done.stderr:
        pytest.skip("pre-commit is not installed here")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_ready_plan_passes(repository: Path) -> None:
    """A commit of a good plan goes through."""
    code, words = hooked(repository, "zaitaku-check", files="^plans/")
    assert (code, "Passed" in words) == (0, True)


def test_a_wrong_plan_stops_the_commit_with_its_place(repository: Path) -> None:
    """The finding is shown with file, line and rule."""
    shutil.copy(WRONG, repository / "plans" / "b.yaml")
    code, words = hooked(repository, "zaitaku-check", files="^plans/")
    assert code == 1
    assert "plans/b.yaml:29:1: 差戻し[R110]" in words


def test_other_files_are_left_alone(repository: Path) -> None:
    """The hook is about the plans that `files` names, and starts for no others."""
    repository.joinpath("plans", "a.yaml").unlink()
    repository.joinpath("compose.yaml").write_text("services: {}\n", "utf-8")
    code, words = hooked(repository, "zaitaku-check", files="^plans/")
    assert (code, "Skipped" in words) == (0, True)


def test_several_plans_of_a_commit_are_no_folder(repository: Path) -> None:
    """What a commit happens to hold is judged plan by plan: quotas and totals need all plans."""
    shutil.copy(READY, repository / "plans" / "b.yaml")
    code, words = hooked(repository, "zaitaku-check", files="^plans/", verbose=True)
    assert (code, "[R9" in words) == (0, False)
    assert "検査した計画書 2件" in words


def test_the_folder_hook_judges_the_folder(repository: Path) -> None:
    """Two plans of one applicant are a finding of the folder, whichever of them changed."""
    shutil.copy(READY, repository / "plans" / "b.yaml")
    code, words = hooked(repository, "zaitaku-check-folder")
    assert code == 1
    assert "b.yaml" in words
    assert "[R905]" in words


def test_a_deleted_plan_has_the_folder_judged_anew(repository: Path) -> None:
    """Pre-commit names no deleted file to a hook; the folder is checked all the same."""
    shutil.copy(WRONG, repository / "plans" / "b.yaml")
    git("add", "-A", cwd=repository)
    git("commit", "-q", "-m", "plans", cwd=repository)
    repository.joinpath("plans", "a.yaml").unlink()
    code, words = hooked(repository, "zaitaku-check-folder", "")
    assert code == 1
    assert "plans/b.yaml:29:1: 差戻し[R110]" in words


@pytest.mark.long
def test_pre_commit_installs_the_project_itself(repository: Path) -> None:
    """From a clone of this repository, with nothing else, the hook builds its environment and runs."""
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "zaitaku-check", "--files", "plans/a.yaml"]
    git("add", "-A", cwd=repository)
    environ = os.environ | {"PRE_COMMIT_HOME": str(repository.parent / "pre-commit")}
    done = subprocess.run(command, cwd=repository, env=environ, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
