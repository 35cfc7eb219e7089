"""What of a folder is left out by configuration: `exclude`, `include`, and the `.gitignore` files of its repository."""

from __future__ import annotations

import os

from pathspec import GitIgnoreSpec

from zaitaku_check.errors import ConfigError
from zaitaku_check.text_types import Bilingual

BY_CONFIGURATION = Bilingual(
    "設定（exclude・include）により対象外としました。", "left out by configuration (exclude, include)"
)
BY_GITIGNORE = Bilingual(".gitignore により対象外としました。", "left out by .gitignore")


class Excluded:
    """The patterns that apply to one folder. Patterns are those of `.gitignore`; the last that matches decides."""

    def __init__(self, folder: str, root: str, exclude: tuple[str, ...], include: tuple[str, ...]) -> None:
        self._exclude = _spec(exclude)
        self._include = _spec(include)
        self._root = root
        self._ignoring: list[tuple[str, GitIgnoreSpec]] = []
        if root:
            self._read_above(folder)
            if self._ignored(os.path.abspath(folder) + "/"):
                self._ignoring, self._root = [], ""  # whoever names an ignored folder wants it checked

    def _read_above(self, folder: str) -> None:
        """Read the `.gitignore` files from the root of the repository down to above the folder."""
        above = os.path.abspath(folder)
        chain = []
        while above != self._root:
            above = os.path.dirname(above)
            chain.append(above)
        for each in reversed(chain):
            self.enter(each)

    def enter(self, folder: str) -> None:
        """Take the patterns of a folder's own `.gitignore`, if it has one."""
        if not self._root:
            return
        try:
            with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
                self._ignoring.append((os.path.abspath(folder), _spec(tuple(file))))
        except OSError:
            return

    def why(self, path: str, *, plan: bool) -> Bilingual | None:
        """Return why a file, or a folder (with `/` at its end), is left out; None where it is not.

        `include` is asked of files named as plans only.
        """
        if self._exclude.match_file(path):
            return BY_CONFIGURATION
        if plan and len(self._include.patterns) and not self._include.match_file(path):
            return BY_CONFIGURATION
        return BY_GITIGNORE if self._ignored(os.path.abspath(path) + ("/" if path.endswith("/") else "")) else None

    def _ignored(self, path: str) -> bool:
        ignored = False
        for folder, spec in self._ignoring:
            if path.startswith(folder.rstrip(os.sep) + os.sep):
                inside = path[len(folder.rstrip(os.sep)) + 1 :]
                said = spec.check_file(inside).include
                ignored = ignored if said is None else said
        return ignored


def _spec(lines: tuple[str, ...]) -> GitIgnoreSpec:
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise ConfigError(
            Bilingual(f"除外の指定を読み取れません（{error}）。", f"a pattern of files cannot be read: {error}")
        ) from error
