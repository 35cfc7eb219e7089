"""What git knows of a revision: which files it held, with which content. Git is only asked, and runs nothing itself.

Only objects are read: no index is refreshed and no file of the working tree is looked at by git, so that neither
filters nor hooks nor a monitor that a repository configures are ever started.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple

from zaitaku_check.errors import UsageError
from zaitaku_check.report.shown import shown
from zaitaku_check.text_types import Bilingual

_SECONDS: Final = 60
_QUIETLY: Final = ("--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
_ALONE: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}


class Tree(NamedTuple):
    """The files of a revision: their path from the repository's top (`/` between, NFC) to the name of their content."""

    top: str
    files: Mapping[str, str]

    def holds(self, path: str, data: bytes) -> bool:
        """Say whether the revision held the same content under this path, line ends of Windows aside."""
        name = self.files.get(self.named(path))
        return name is not None and name in (_blob(data, name), _blob(data.replace(b"\r\n", b"\n"), name))

    def named(self, path: str) -> str:
        """Return a path of this machine as the revision names it; "" where it lies outside."""
        try:
            relative = os.path.relpath(os.path.realpath(path), self.top)
        except ValueError:  # another drive of Windows
            return ""
        return unicodedata.normalize("NFC", relative.replace(os.sep, "/"))

    def missing(self, folder: str, suffixes: tuple[str, ...]) -> bool:
        """Say whether a file with one of these endings lay under a folder and is there no longer."""
        prefix = self.named(folder)
        inside = "" if prefix == "." else f"{prefix}/"
        under = (name for name in self.files if name.startswith(inside) and name.lower().endswith(suffixes))
        return any(not os.path.lexists(os.path.join(self.top, name)) for name in under)


def tree_since(revision: str) -> Tree:
    """Return the files of the commit where the work on this branch parted from `revision` (or of that itself).

    The repository is that of the working directory. Raises UsageError where there is no git, no repository or no such
    revision.
    """
    top = os.path.realpath(_asked(_NO_REPOSITORY, "rev-parse", "--show-toplevel"))
    unknown = _unknown(revision)
    commit = _asked(unknown, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    parted = _git("merge-base", commit, "HEAD")
    base = os.fsdecode(parted.stdout).rstrip("\r\n") if parted.returncode == 0 else commit
    listed = _asked(unknown, "ls-tree", "-r", "-z", "--full-tree", base)
    return Tree(top, dict(_entry(line) for line in listed.split("\0") if line))


def _entry(line: str) -> tuple[str, str]:
    about, _, path = line.partition("\t")
    return unicodedata.normalize("NFC", path), about.split(" ")[2]


def _blob(data: bytes, like: str) -> str:
    """Return git's name of a content, in the repository's own kind of names."""
    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _asked(otherwise: Bilingual, *words: str) -> str:
    done = _git(*words)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = f" ({shown(lines[0])})" if lines else ""
        raise UsageError(Bilingual(f"--changed-since: {otherwise.ja}{why}", f"--changed-since: {otherwise.en}{why}"))
    return os.fsdecode(done.stdout).removesuffix("\n").removesuffix("\r")


def _program() -> str | None:
    """Return git as the search path has it, never one from the working folder: there lie the plans of others.

    Windows would look there first; a relative folder of the search path leads there, too.
    """
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if os.path.isabs(folder)]
    here = os.path.realpath(os.curdir)
    name = "git.exe" if os.name == "nt" else "git"
    candidates = (os.path.join(folder, name) for folder in folders if os.path.realpath(folder) != here)
    return next((path for path in candidates if os.path.isfile(path) and os.access(path, os.X_OK)), None)


def _git(*words: str) -> subprocess.CompletedProcess[bytes]:
    program = _program()
    if program is None:
        raise UsageError(Bilingual("--changed-since: git が見つかりません。", "--changed-since: there is no git"))
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, words of our own and a checked revision
            [program, *_QUIETLY, *words],
            env=os.environ | _ALONE, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise UsageError(
            Bilingual("--changed-since: git を実行できません。", "--changed-since: git cannot be run")
        ) from error


_NO_REPOSITORY: Final = Bilingual(
    "作業フォルダーはgitのリポジトリではありません。", "the working directory is in no git repository"
)


def _unknown(revision: str) -> Bilingual:
    name = shown(revision)
    return Bilingual(f"「{name}」という版はありません。", f"there is no revision “{name}”")
