"""Which files a run is about: words of the command line to files, in a settled order, nothing lost in silence."""

from __future__ import annotations

import os
import stat

from zaitaku_check.errors import UsageError
from zaitaku_check.named import NamedTuple
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.engine.excluded import Excluded

SUFFIXES = (".yaml", ".yml", ".xlsx", ".xlsm")
WORKBOOKS = (".xlsx", ".xlsm")
_OF_OFFICE = (*WORKBOOKS, ".xls", ".xlsb", ".ods")
_PACKAGES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of office programs begin."""
_WILD = "*?["
_OF_GIT = (".git", ".hg", ".svn", ".jj")
"""What version control keeps for itself: no file in them is anybody's."""


class Found(NamedTuple):
    """One file to check, or one that is refused: `refused` says why (it cannot be read at all).

    `path` is what reports call it: with `/`, relative to the working directory where it lies in it. `named`: it was
    named by itself, not found in a folder or by a pattern; then it is meant to be a plan, whatever is in it.
    """

    path: str
    refused: Bilingual | None = None
    named: bool = True


class Discovered(NamedTuple):
    """What the words of the command line led to.

    files     every plan, ordered by path, each once
    skipped   files found and left out, with the reason
    wrong     words that led to nothing, with the reason
    folder    what the folder rules are about: a folder's path, None where a single file was named
    """

    files: tuple[Found, ...]
    skipped: tuple[tuple[str, Bilingual], ...]
    wrong: tuple[tuple[str, Bilingual], ...]
    folder: str | None


class _Files:
    """The files found so far, each by the file it really is, and what was left out."""

    def __init__(self) -> None:
        self.found: dict[str, Found] = {}
        self.links: set[str] = set()
        self.skipped: set[tuple[str, Bilingual]] = set()

    def add(self, real: str, file: Found, *, link: bool = False) -> None:
        """Take a file; of a file and the links that lead to it the file counts."""
        before = self.found.get(real)
        if before is None:
            self.found[real] = file
            self.links |= {real} if link else set()
        elif before.path != file.path and link:
            self.skipped.add((file.path, _ALREADY))
        elif before.path != file.path and real in self.links:
            self.skipped.add((before.path, _ALREADY))
            self.found[real] = file._replace(named=before.named or file.named)
            self.links.discard(real)
        elif file.named:
            self.found[real] = before._replace(named=True)


_ALREADY = Bilingual(
    "検査の対象となっているファイルへのリンクです。1件として検査しました。",
    "a link to a file that is checked anyway; it counts once",
)


def discover(words: list[str], exclude: tuple[str, ...] = (), include: tuple[str, ...] = ()) -> Discovered:
    """Return the files that paths, folders and globs name.

    What is found in a folder and matches `exclude`, or does not match `include` where that is given, is skipped, and so
    is what a repository's `.gitignore` names; a file that is named by itself is checked all the same.
    """
    files = _Files()
    wrong: list[tuple[str, Bilingual]] = []
    folders: list[str] = []
    for word in _whole_names(words):
        for path in _expanded(word):
            name = path_in_reports(path)
            if _is_folder(path) and not _refuses_as_plan(path, word):
                folders.append(name)
                if not _walk(name, files, _excluded(name, exclude, include)):
                    wrong.append((name, no_plan(_below(name, files.skipped))))
                continue
            link = os.path.islink(path)
            files.add(_real(path), Found(name, _single(path), named=path == word), link=link)
    found = tuple(sorted(files.found.values(), key=lambda each: each.path))
    several = bool(folders) or len(found) > 1
    return Discovered(found, tuple(sorted(files.skipped)), tuple(wrong), _common(folders, found) if several else None)


def _whole_names(words: list[str]) -> list[str]:
    """Return the words; refuse those that are the parts of one name, which a space or a comma has divided or joined."""
    lost = [not os.path.lexists(word) for word in words]
    for at, word in enumerate(words):
        if not lost[at]:
            continue
        for end in range(at + 2, len(words) + 1):
            if os.path.lexists(whole := " ".join(words[at:end])):
                raise _not_so(whole, f'"{whole}"', _BLANK)
        parts = [part.strip() for part in word.replace("、", ",").replace("，", ",").split(",")]
        if len(parts) > 1 and all(map(os.path.lexists, parts)):
            raise _not_so(word, " ".join(f'"{each}"' if " " in each else each for each in parts), _COMMA)
    return words


def _not_so(meant: str, right: str, why: Bilingual) -> UsageError:
    from zaitaku_check.report.shown import shown

    meant, right = shown(meant, 300), shown(right, 300)
    return UsageError(Bilingual(why.ja.format(meant=meant, right=right), why.en.format(meant=meant, right=right)))


_BLANK = Bilingual(
    "「{meant}」は名前に空白があるため、引用符で囲んでください（例: zaitaku-check check {right}）。",
    "“{meant}” has a space in its name; put it in quotes, as in: zaitaku-check check {right}",
)
_COMMA = Bilingual(
    "ファイルは「,」ではなく空白で区切ってください（例: zaitaku-check check {right}）。",
    "separate files by spaces, not commas, as in: zaitaku-check check {right}",
)


def path_in_reports(path: str) -> str:
    """Return a path as every report names it, however it was typed.

    With `/`, relative to the working directory where it lies in it, or in the same repository; else in full.
    """
    try:
        here = os.getcwd()
        full = os.path.normpath(os.path.join(here, path))
        if _lies_in(full, here):
            return _slashed(os.path.relpath(full, here))
        parent = os.path.join(os.path.realpath(os.path.dirname(full)), os.path.basename(full))
        if _lies_in(parent, os.path.realpath(here)):
            return _slashed(os.path.relpath(parent, os.path.realpath(here)))
        root = repository_of(here)
        return _slashed(os.path.relpath(full, here) if root and _lies_in(full, root) else full)
    except (OSError, ValueError):
        return _slashed(path)


def repository_of(folder: str) -> str:
    """Return the root of the git repository in which a folder lies, "" where it lies in none."""
    folder = os.path.abspath(folder)
    while not os.path.exists(os.path.join(folder, ".git")):
        folder, before = os.path.dirname(folder), folder
        if folder == before:
            return ""
    return folder


def place_in_repository() -> str:
    """Return the working directory relative to the root of its repository, with `/`; "" at the root and outside."""
    try:
        here = os.getcwd()
    except OSError:
        return ""
    root = repository_of(here)
    return _slashed(os.path.relpath(here, root)) if root and root != here else ""


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _real(path: str) -> str:
    """Return the file that a path really leads to; a path that no system takes is itself."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _slashed(path: str) -> str:
    return path if os.sep == "/" else path.replace(os.sep, "/")


def _below(folder: str, skipped: set[tuple[str, Bilingual]]) -> list[tuple[str, Bilingual]]:
    beginning = "" if folder == "." else f"{folder.rstrip('/')}/"
    return [each for each in skipped if each[0].startswith(beginning)]


def _excluded(folder: str, exclude: tuple[str, ...], include: tuple[str, ...]) -> Excluded | None:
    """Return what may be excluded from a folder; None where nothing is, so that the library stays unloaded."""
    root = repository_of(folder)
    if not (exclude or include or root):
        return None
    from zaitaku_check.engine.excluded import Excluded

    return Excluded(folder, root, exclude, include)


def without(found: Discovered, path: str, reason: Bilingual) -> Discovered:
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


def is_workbook(path: str, data: bytes) -> bool:
    """Say whether a file is read as a workbook: by its name, or by its beginning where it has no plan's name."""
    name = path.lower()
    if name.endswith((".yaml", ".yml")):
        return False
    return name.endswith(_OF_OFFICE) or (
        data.startswith(_PACKAGES) and (b"xl/" in data or data.startswith(_PACKAGES[1]))
    )


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


def _single(path: str) -> Bilingual | None:
    """Return why a file named on the command line cannot be checked; its suffix does not matter, its kind does."""
    try:
        return _kind(os.stat(path).st_mode)
    except (OSError, ValueError) as error:
        return _why_not(path, error)


def _why_not(path: str, error: OSError | ValueError) -> Bilingual:
    if isinstance(error, FileNotFoundError) and os.path.lexists(path):
        return Bilingual("リンク先がありません。", "the link is broken")
    if isinstance(error, FileNotFoundError):
        return _missing(path)
    return unreadable(error)


def _missing(path: str) -> Bilingual:
    """Return that there is no such file: where it was looked for, and which of the files there was probably meant."""
    from zaitaku_check.report.shown import shown
    from zaitaku_check.suggestions import did_you_mean

    folder, name = os.path.split(os.path.abspath(path))
    try:
        with os.scandir(folder) as entries:
            names = [each.name for each in entries if each.is_dir() or is_named_as_plan(each.name)]
    except OSError:
        where = shown(folder, 300)
        return Bilingual(f"フォルダー「{where}」がありません。", f"there is no folder {where}")
    where = shown(folder, 300)
    missing = Bilingual(f"フォルダー「{where}」に、このファイルはありません。", f"no such file in {where}")
    return did_you_mean(missing, name, sorted(names))


def unreadable(error: OSError | ValueError) -> Bilingual:
    """Return in a sentence why the system cannot open a file."""
    if isinstance(error, IsADirectoryError):
        return _IS_FOLDER
    from zaitaku_check.files import why_not_read

    ja, en = why_not_read(error)
    return Bilingual(f"{ja}。", en)


_IS_FOLDER = Bilingual("フォルダーであり、計画書のファイルではありません。", "it is a folder, not a plan")


def no_plan(skipped: list[tuple[str, Bilingual]]) -> Bilingual:
    """Return that a folder holds no plan; where it holds something else instead, what that is and what to do."""
    ja, en = "計画書（.yaml・.yml・.xlsx）がありません。", "there is no plan (.yaml, .yml, .xlsx) in it"
    if not skipped:
        return Bilingual(ja, en)
    from zaitaku_check.engine.strays import says_nothing
    from zaitaku_check.report.shown import shown

    path, reason = min(skipped, key=lambda each: (says_nothing(each[1]), each))
    name, more = shown(os.path.basename(path), 100), len(skipped) - 1
    others = Bilingual(f"ほか{more:,}件も対象外です。", f"; {more:,} more skipped") if more else Bilingual("", "")
    return Bilingual(f"{ja}「{name}」は{reason.ja}{others.ja}", f"{en}; {name}: {reason.en}{others.en}")


def _kind(mode: int) -> Bilingual | None:
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        return _IS_FOLDER
    names = {stat.S_IFIFO: ("名前付きパイプ", "a named pipe"), stat.S_IFSOCK: ("ソケット", "a socket")}
    ja, en = names.get(stat.S_IFMT(mode), ("デバイス", "a device"))
    return Bilingual(f"通常のファイルではありません（{ja}）。", f"not a regular file but {en}")


def _walk(folder: str, files: _Files, excluded: Excluded | None) -> bool:
    """Take every plan below a folder and say whether there was any; links are not followed out of it, nor round."""
    root = os.path.realpath(folder)
    pending = ["" if folder == "." else folder]
    any_plan = False
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(here or "."), key=lambda entry: entry.name)
        except OSError as error:
            any_plan = True
            files.add(os.path.realpath(here), Found(here or ".", unreadable(error), named=False))
            continue
        if excluded is not None:
            excluded.enter(here)
        for entry in entries:
            path = f"{here.rstrip('/')}/{entry.name}" if here else entry.name
            if _is_real_folder(entry):
                pending += _entered(entry.name, path, files, excluded)
            elif excluded is not None and (reason := excluded.why(path, plan=is_named_as_plan(entry.name))):
                files.skipped.add((path, reason))
            elif is_named_as_plan(entry.name) and not _is_own_report(entry):
                any_plan |= _take(entry, path, (folder, root), files)
            else:
                _pass_over(entry, path, files)
    return any_plan


def _entered(name: str, path: str, files: _Files, excluded: Excluded | None) -> list[str]:
    """Return a folder as the one to be gone through, none where it is left out, which is said then."""
    if name in _OF_GIT:
        return []
    if is_named_as_plan(name):
        files.skipped.add((path, _IS_FOLDER))
    if _hidden(name):
        files.skipped.add((f"{path}/", _HIDDEN_FOLDER))
        return []
    if name in _OF_TOOLS:
        files.skipped.add((f"{path}/", _TOOL_FOLDER))
        return []
    if excluded is not None and (reason := excluded.why(f"{path}/", plan=False)):
        files.skipped.add((f"{path}/", reason))
        return []
    return [path]


_OF_TOOLS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
_HIDDEN_FOLDER = Bilingual("隠しフォルダーのため対象にしません。", "a hidden folder")
_TOOL_FOLDER = Bilingual("開発用のツールのフォルダーのため対象にしません。", "a folder of a development tool")


def _pass_over(entry: os.DirEntry[str], path: str, files: _Files) -> None:
    """Name a file that is no plan by its name, with the reason."""
    from zaitaku_check.engine.strays import stray

    files.skipped.add((path, stray(entry)))


def _is_own_report(entry: os.DirEntry[str]) -> bool:
    """Say whether a file named as a plan is a workbook or a record of decisions that this tool has written."""
    name = entry.name.lower()
    suffix = ".xlsx" if name.endswith(WORKBOOKS) else ".yaml"
    if suffix == ".yaml" and name != "desk.yaml":
        return False
    from zaitaku_check.engine.strays import is_report

    return is_report(entry, suffix)


def _is_real_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _take(entry: os.DirEntry[str], path: str, below: tuple[str, str], files: _Files) -> bool:
    """Take one file named as a plan, or say why it is left out; return whether it was taken.

    `below` is the folder as it is named, and as it really is: a file that is no link needs no look at the system.
    """
    folder, root = below
    if entry.name.startswith((".", "~$")):
        from zaitaku_check.engine.strays import HIDDEN

        files.skipped.add((path, HIDDEN))
        return False
    link = entry.is_symlink()
    if link and not _stays_inside(path, root):
        files.skipped.add((path, _AWAY))
        return False
    try:
        reason = _kind(os.stat(path).st_mode)
    except OSError as error:
        reason = _why_not(path, error)
    inside = path if folder == "." else path[len(folder.rstrip("/")) + 1 :]
    real = os.path.realpath(path) if link else os.path.join(root, inside.replace("/", os.sep))
    files.add(real, Found(path, reason, named=False), link=link)
    return True


_AWAY = Bilingual("フォルダーの外へのリンクのためたどりません。", "a link out of the folder is not followed")


def _stays_inside(path: str, root: str) -> bool:
    real = os.path.realpath(path)
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)
