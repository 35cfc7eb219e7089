"""Which files a run is about: words of the command line to files, in a settled order, nothing lost in silence."""

from __future__ import annotations

import os
import stat

from zaitaku_check.named import NamedTuple
from zaitaku_check.nouns import Pair

SUFFIXES = (".yaml", ".yml")
_WILD = "*?["


class Found(NamedTuple):
    """One file to check, or one that is refused: `refused` says why (it cannot be read at all)."""

    path: str
    refused: Pair | None = None


class Discovered(NamedTuple):
    """What the words of the command line led to.

    files     every plan, ordered by path, each once
    skipped   files found and left out, with the reason
    wrong     words that led to nothing, with the reason
    folder    what the folder rules are about: a folder's path, None where a single file was named
    """

    files: tuple[Found, ...]
    skipped: tuple[tuple[str, Pair], ...]
    wrong: tuple[tuple[str, Pair], ...]
    folder: str | None


def discover(words: list[str]) -> Discovered:
    """Return the files that paths, folders and globs name."""
    found: dict[str, Found] = {}
    skipped: list[tuple[str, Pair]] = []
    wrong: list[tuple[str, Pair]] = []
    folders: list[str] = []
    for word in words:
        for path in _expanded(word):
            if _is_folder(path) and not _refuses_as_plan(path, word):
                folders.append(path)
                before = len(skipped)
                if not _walk(path, found, skipped):
                    wrong.append((path, _no_plan(skipped[before:])))
                continue
            found.setdefault(os.path.normpath(path), Found(path, _single(path)))
    files = tuple(sorted(found.values(), key=lambda each: each.path))
    several = bool(folders) or len(files) > 1
    return Discovered(files, tuple(sorted(set(skipped))), tuple(wrong), _common(folders, files) if several else None)


def without(found: Discovered, path: str, reason: Pair) -> Discovered:
    """Return what was found without one file, which is said to be skipped."""
    real = os.path.realpath(path)
    left_out = [file for file in found.files if os.path.realpath(file.path) == real]
    return found._replace(
        files=tuple(file for file in found.files if file not in left_out),
        skipped=tuple(sorted([*found.skipped, *((file.path, reason) for file in left_out)])),
    )


def is_named_as_plan(name: str) -> bool:
    """Say whether a name ends as a plan's does, in capitals too, as Windows may write it."""
    return name.lower().endswith(SUFFIXES)


def _refuses_as_plan(path: str, word: str) -> bool:
    """Return whether a folder was reached as a plan: it is named like one and came out of a pattern."""
    return path != word and is_named_as_plan(path)


def _common(folders: list[str], files: tuple[Found, ...]) -> str:
    if len(folders) == 1:
        return folders[0]
    try:
        return os.path.commonpath([os.path.dirname(each.path) or "." for each in files]) or "."
    except ValueError:
        return "."


def _expanded(word: str) -> list[str]:
    """Return a glob's matches, or the word itself where it is no glob, matches nothing or names a file as it is."""
    if not any(sign in word for sign in _WILD) or os.path.lexists(word):
        return [word]
    from glob import glob

    return sorted(glob(word, recursive=True)) or [word]


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _single(path: str) -> Pair | None:
    """Return why a file named on the command line cannot be checked; its suffix does not matter, its kind does."""
    try:
        return _kind(os.stat(path).st_mode)
    except (OSError, ValueError) as error:
        return _why_not(path, error)


def _why_not(path: str, error: OSError | ValueError) -> Pair:
    if isinstance(error, FileNotFoundError) and os.path.lexists(path):
        return Pair("リンク先がありません。", "the link leads nowhere")
    if isinstance(error, FileNotFoundError):
        return Pair("ファイルがありません。", "no such file")
    return unreadable(error)


def unreadable(error: OSError | ValueError) -> Pair:
    """Return in words why the system cannot open a file."""
    number = getattr(error, "errno", None)
    return _SYSTEM.get(number or 0, Pair("開くことができません。", "cannot be opened"))


_SYSTEM = {
    2: Pair("ファイルがありません。", "no such file"),
    13: Pair("読み取る権限がありません。", "no permission to read it"),
    20: Pair("途中にフォルダーではないものがあります。", "a part of the path is not a folder"),
    21: Pair("フォルダーであり、計画書のファイルではありません。", "it is a folder, not a plan"),
    36: Pair("名前が長すぎます。", "the name is too long"),
    40: Pair("リンクが循環しています。", "the link goes round in a circle"),
}


def _no_plan(skipped: list[tuple[str, Pair]]) -> Pair:
    """Return that a folder holds no plan; where it holds something else instead, what that is and what to do."""
    ja, en = "計画書（.yaml・.yml）がありません。", "there is no plan (.yaml, .yml) in it"
    if not skipped:
        return Pair(ja, en)
    from zaitaku_check.report.shown import shown

    path, reason = min(skipped)
    name, more = shown(os.path.basename(path), 100), len(skipped) - 1
    others = Pair(f"ほか{more:,}件も対象外です。", f"; {more:,} more skipped") if more else Pair("", "")
    return Pair(f"{ja}「{name}」は{reason.ja}{others.ja}", f"{en}; {name}: {reason.en}{others.en}")


def _kind(mode: int) -> Pair | None:
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        return _SYSTEM[21]
    names = {stat.S_IFIFO: ("名前付きパイプ", "a named pipe"), stat.S_IFSOCK: ("ソケット", "a socket")}
    ja, en = names.get(stat.S_IFMT(mode), ("デバイス", "a device"))
    return Pair(f"通常のファイルではありません（{ja}）。", f"not a regular file but {en}")


def _walk(folder: str, found: dict[str, Found], skipped: list[tuple[str, Pair]]) -> bool:
    """Take every plan below a folder and say whether there was any; links are not followed out of it, nor round."""
    root = os.path.realpath(folder)
    pending = [folder]
    any_plan = False
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            any_plan = True
            found.setdefault(os.path.normpath(here), Found(here, unreadable(error)))
            continue
        for entry in entries:
            if _is_real_folder(entry):
                if is_named_as_plan(entry.name):
                    skipped.append((entry.path, _SYSTEM[21]))
                if not _hidden(entry.name):
                    pending.append(entry.path)
            elif is_named_as_plan(entry.name):
                any_plan |= _take(entry, root, found, skipped)
            else:
                _pass_over(entry, skipped)
    return any_plan


def _pass_over(entry: os.DirEntry[str], skipped: list[tuple[str, Pair]]) -> None:
    """Name a file that may be a plan in another format."""
    from zaitaku_check.engine.strays import stray

    reason = stray(entry)
    if reason is not None:
        skipped.append((entry.path, reason))


def _is_real_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _take(entry: os.DirEntry[str], root: str, found: dict[str, Found], skipped: list[tuple[str, Pair]]) -> bool:
    """Take one file named as a plan, or say why it is left out; return whether it was taken."""
    if entry.name.startswith((".", "~$")):
        skipped.append(
            (entry.path, Pair("隠しファイル・一時ファイルのため対象にしません。", "a hidden or temporary file"))
        )
        return False
    if entry.is_symlink() and not _stays_inside(entry.path, root):
        skipped.append(
            (
                entry.path,
                Pair("フォルダーの外へのリンクのためたどりません。", "a link out of the folder is not followed"),
            )
        )
        return False
    try:
        reason = _kind(os.stat(entry.path).st_mode)
    except OSError as error:
        reason = _why_not(entry.path, error)
    found.setdefault(os.path.normpath(entry.path), Found(entry.path, reason))
    return True


def _stays_inside(path: str, root: str) -> bool:
    real = os.path.realpath(path)
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)
