"""What is kept between runs: packs prepared, by their contents, for the user alone; never a result."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from tests.scenarios.command import Command

from zaitaku_check.cli import locations
from zaitaku_check.cli.locations import cache_root
from zaitaku_check.engine.prepared import keep

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "examples/plans/yatsushiro-core.yaml"
needs_owners = pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner and mode here")


@pytest.fixture
def cache(command: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the name of a cache folder that is not there yet, beside the folder of the test; nothing comes prepared."""
    folder = command.folder.parent / f"{command.folder.name}-cache"
    monkeypatch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(folder))
    monkeypatch.setattr("zaitaku_check.cli.packs.PACKAGE", str(folder / "none"))
    return folder


def check(command: Command, *words: str) -> bytes:
    """Check the good plan and return what is printed."""
    if not (command.folder / "received.yaml").exists():
        shutil.copy(GOOD, command.folder / "received.yaml")
    run = command("check", "received.yaml", "-f", "json", "--as-of", "2018-08-01", *words)
    assert (run.code, run.complaint) == (0, "")
    return run.out


@needs_owners
def test_only_prepared_packs_are_kept_and_for_the_user_alone(command: Command, cache: Path) -> None:
    """Nothing that a plan holds, nothing that was found of one; files 0600 in a folder 0700."""
    check(command)
    kept = sorted(cache.iterdir())
    assert "index.json" in {path.name for path in kept}
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert not any(
        "八代圏域在宅医療".encode() in path.read_bytes() or b"received.yaml" in path.read_bytes() for path in kept
    )
    assert all(path.suffix == ".json" for path in kept)


@needs_owners
@pytest.mark.parametrize("mode", [0o777, 0o775, 0o772])
def test_a_folder_that_others_may_write_to_is_not_used(command: Command, cache: Path, mode: int) -> None:
    """Whoever may write there could put a pack of their own in place of ours."""
    cache.mkdir()
    cache.chmod(mode)
    check(command)
    assert list(cache.iterdir()) == []


@needs_owners
def test_a_folder_of_another_user_is_not_used(command: Command, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner decides, not whether we could write there."""
    cache.mkdir(mode=0o700)
    monkeypatch.setattr(os, "getuid", lambda: cache.stat().st_uid + 1)
    check(command)
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("variable", ["ZAITAKU_CHECK_CACHE_DIR", "XDG_CACHE_HOME"])
def test_a_relative_folder_is_ignored(command: Command, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would lie among the plans."""
    monkeypatch.setenv(variable, "cache")
    monkeypatch.setenv("HOME", str(command.folder.parent / "home"))
    check(command)
    assert [path.name for path in command.folder.iterdir()] == ["received.yaml"]


@pytest.mark.parametrize("below", [".cache", "plans/../.cache", "."])
def test_a_folder_inside_the_repository_is_not_used(
    command: Command, below: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that is proposed to a repository could bring along what lies there, from wherever inside it we run."""
    (command.folder / ".git").mkdir()
    (command.folder / "plans").mkdir()
    monkeypatch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(command.folder / below))
    for here in (command.folder, command.folder / "plans"):
        monkeypatch.chdir(here)
        assert cache_root() == ""


def test_the_folder_beside_a_repository_of_like_name_is_used(command: Command, cache: Path) -> None:
    """Names are compared folder by folder: `plans-cache` does not lie inside `plans`."""
    (command.folder / ".git").mkdir()
    assert cache_root() == str(cache)


@pytest.mark.parametrize("name", ["a.json", ".zaitaku-check.{}.part"])
def test_a_link_in_the_cache_is_not_written_through(cache: Path, tmp_path: Path, name: str) -> None:
    """What a link leads to stays as it is, whether it has the file's name or that of what is written beside it."""
    target = tmp_path / "precious"
    target.write_text("precious", encoding="utf-8")
    cache.mkdir(mode=0o700)
    (cache / name.format(os.getpid())).symlink_to(target)
    keep(str(cache / "a.json"), b"ours")
    assert target.read_text(encoding="utf-8") == "precious"
    assert ((cache / "a.json").read_bytes(), (cache / "a.json").is_symlink()) == (b"ours", False)


@pytest.mark.usefixtures("cache")
def test_a_pack_edited_with_size_and_time_kept_is_read_anew(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Contents decide: neither size nor time of a file says what it holds."""
    rules = command.folder / "rules"
    shutil.copytree(ROOT / "rules", rules)
    for place in ("zaitaku_check.cli.packs.rules_root", "zaitaku_check.cli.locations.rules_root"):
        monkeypatch.setattr(place, lambda: str(rules))
    before = check(command)
    pack = rules / "regional-centre-2018/pack.yaml"
    status, content = pack.stat(), pack.read_text(encoding="utf-8")
    pack.write_text(content.replace("1149999", "1149998"), encoding="utf-8")
    os.utime(pack, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert pack.stat().st_size == status.st_size
    assert check(command) != before


def test_no_home_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system names no folder, there is none."""
    for name in ("ZAITAKU_CHECK_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert locations.cache_root() == ""
