"""Writing files of the user: the one gate for every output, and the ways a file comes into being or is changed."""

from __future__ import annotations

import os
import re
import stat

from zaitaku_check.errors import UsageError
from zaitaku_check.files import why_not_written, write_atomically
from zaitaku_check.report.shown import shown
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zaitaku_check.cli.request import Output

_MOST_BACKUPS = 99
_PRECIOUS: Final = (".yaml", ".yml", ".toml", ".lock", ".xlsx", ".xlsm")
"""How plans, packs, records of answers and configurations are named: a report never takes the place of one."""
_REPORTS: Final = (".txt", ".log", ".json", ".jsonl", ".csv", ".md", ".html", ".htm", ".xlsx", ".sarif", ".xml")
"""How a report is named that a configuration asks for: nothing that a shell, an editor or a tool would run."""
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])[ .]*(\..*)?$", re.IGNORECASE)
_HEAD: Final = 1 << 16
_BEGINNINGS: Final = {
    "text": r"[○△×？]",
    "concise": r"[^\n]+:\d+(:\d+)?: \S+\[\w+\]|[^\n]*\b\d",
    "json": r'\{\s*"schema": "zaitaku-check/',
    "jsonl": r'\{"type": "run", "schema": "zaitaku-check/',
    "csv": r"計画,判定,|Plan,Verdict,",
    "markdown": r"# 活動計画の検査結果|# Check of activity plans",
    "html": r"<!DOCTYPE html>.*zaitaku-check",
    "sarif": r"\{.*zaitaku-check",
    "github": r"::(error|warning|notice)\b",
    "gitlab": r'\[\s*(\]|\{\s*"type": "issue")',
    "junit": r"<\?xml[^>]*>\s*<testsuites",
    "schema": r'\{\s*"\$schema": "https?://json-schema\.org/',
}
"""How a report of each format begins."""
_UNTOUCHED: Final = re.compile(
    rb">zaitaku-check</dc:creator><dcterms:created[^>]*>([^<]+)</dcterms:created><dcterms:modified[^>]*>\1<"
)
"""What a workbook says of itself that is a report, until somebody saves it with remarks."""


# --- the gate ---------------------------------------------------------------------------------------------------------


def refuse_outputs(outputs: Iterable[Output], inputs: Iterable[str], others: Iterable[str] = ()) -> None:
    """Raise UsageError for a file that must not be written; asked before anything is.

    inputs  files that the run reads: none of them is overwritten, under whatever name
    others  files that lie beside them, which may be an applicant's: only a report of ours is overwritten
    """
    outputs = [output for output in outputs if output.file and not _is_stream(output.file)]
    if not outputs:
        return
    read = {_identity(path) for path in inputs}
    beside = {_identity(path) for path in others}
    written: set[object] = set()
    for output in outputs:
        _refuse_reserved(output.file)
        identity = _identity(output.file)
        if identity in read:
            raise _refused(output.file, Bilingual("検査で読むファイルです", "it is one of the files that are read"))
        if identity in written:
            raise _refused(output.file, Bilingual("出力先が重複しています", "two outputs are to go to it"))
        written.add(identity)
        is_there = os.path.lexists(output.file)
        if (
            is_there
            and output.file.lower().endswith(_PRECIOUS)
            and not (output.format == "xlsx" and _is_report(output))
        ):
            raise _refused(
                output.file,
                Bilingual(
                    "計画書・設定のファイルか、書き込みのあるブックです",
                    "it is a plan, a pack, a configuration, or a workbook in which somebody has written",
                ),
            )
        if output.within:
            _refuse_outside(output)
        if is_there and (output.within or identity in beside) and not _is_report(output):
            raise _refused(
                output.file,
                Bilingual("検査結果ではないファイルがあります", "there is a file that is no report of ours"),
            )


def _refuse_outside(output: Output) -> None:
    """Refuse what a configuration may not name: it comes with a folder of plans that somebody else may have sent."""
    folder, name = os.path.split(output.file)
    root = os.path.realpath(output.within)
    real = os.path.realpath(folder or ".")
    relative = os.path.join(real, name)[len(root) :].strip("/" + os.sep)
    if real != root and not real.startswith(os.path.join(root, "")):
        raise _refused(
            output.file,
            Bilingual("設定ファイルのフォルダーの外です", "a configuration may only name files below its own folder"),
        )
    if os.path.islink(output.file):
        raise _refused(output.file, Bilingual("リンクです", "it is a link, and was named by a configuration"))
    hidden = any(part.startswith(".") for part in re.split(r"[/\\]", relative))
    if hidden or not name.lower().endswith(_REPORTS):
        raise _refused(
            output.file,
            Bilingual(
                f"設定ファイルで指定できるのは {'・'.join(_REPORTS)} で終わり、隠しファイルでないものだけです",
                f"a configuration may only name visible files that end in one of {', '.join(_REPORTS)}",
            ),
        )


def _refuse_reserved(path: str) -> None:
    """Refuse the name of a device of Windows: there nothing could be written to it, and elsewhere it cannot be sent."""
    if _RESERVED.match(os.path.basename(path)):
        raise _refused(path, Bilingual("Windowsでは使えない名前です", "Windows has no files of that name"))


def _identity(path: str) -> object:
    """Return what two names of one file have in common: its number on its disk, else its real path."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return os.path.normcase(_real(path))
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.normcase(_real(path))


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _is_stream(path: str) -> bool:
    """Say whether a path is there and is no file, such as /dev/stdout: whatever it takes, nothing is overwritten."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _is_report(output: Output) -> bool:
    """Say whether a file is empty or begins as a report of this format does."""
    try:
        with open(output.file, "rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError):
        return False
    if not head or output.format == "xlsx":
        return not head or _is_untouched(output.file)
    return re.match(_BEGINNINGS[output.format], head.decode("utf-8-sig", "replace"), re.DOTALL) is not None


def _is_untouched(path: str) -> bool:
    """Say whether a workbook is a report in which nobody has written."""
    from zipfile import BadZipFile, ZipFile
    from zlib import error

    try:
        with ZipFile(path) as book, book.open("docProps/core.xml") as about:
            return _UNTOUCHED.search(about.read(_HEAD)) is not None
    except (OSError, ValueError, KeyError, EOFError, RuntimeError, BadZipFile, error):
        return False


# --- the ways of writing ----------------------------------------------------------------------------------------------


def write_pieces(path: str, pieces: Iterable[str | bytes]) -> None:
    """Write a file piece by piece, whole or not at all; raises UsageError where that fails."""
    try:
        write_atomically(path, map(encoded, pieces))
    except (OSError, ValueError) as error:
        raise _refused(path, why_not_written(error, path)) from error


def write(path: str, content: str | bytes) -> None:
    """Write a file, as `write_pieces`."""
    write_pieces(path, (content,))


def encoded(piece: str | bytes) -> bytes:
    """Return a text as UTF-8; what cannot be written so as an escape."""
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")


def create(path: str, content: str | bytes, mode: int | None = None) -> None:
    """Write a file that is not there yet; raises UsageError where it is, or cannot be written."""
    _refuse_reserved(path)
    try:
        write_atomically(path, (encoded(content),), mode=mode, is_new=True)
    except FileExistsError:
        raise _exists(path) from None
    except (OSError, ValueError) as error:
        raise _refused(path, why_not_written(error, path)) from error


def rewrite(path: str, before: bytes, after: bytes, *, backup: bool) -> str:
    """Put new bytes in a file's place and return where the old ones are kept, "" without a backup.

    Raises UsageError where the file is no ordinary one, or has changed since `before` was read, or cannot be written.
    """
    status = _regular(path)
    with open(path, "rb") as file:
        if file.read(len(before) + 1) != before:
            raise _refused(path, Bilingual("処理の間に内容が変わりました", "it has changed in the meantime"))
    kept = _keep_beside(path, before, stat.S_IMODE(status.st_mode)) if backup else ""
    try:
        if status.st_nlink > 1:
            _overwrite(path, before, after)
        else:
            write_atomically(path, (after,))
    except OSError as error:
        if kept:
            os.remove(kept)
        raise _refused(path, why_not_written(error, path)) from error
    return kept


def _overwrite(path: str, before: bytes, after: bytes) -> None:
    """Write into a file that has several names, so that all of them see it; what was there comes back on failure."""
    with open(path, "r+b", buffering=0) as file:
        try:
            _fill(file.fileno(), after)
        except OSError:
            _fill(file.fileno(), before)
            raise


def _fill(file: int, data: bytes) -> None:
    os.lseek(file, 0, os.SEEK_SET)
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]
    os.ftruncate(file, len(data))


def refuse_existing(path: str) -> None:
    """Raise UsageError where there is something under a name already, or cannot be."""
    _refuse_reserved(path)
    if os.path.lexists(path):
        raise _exists(path)


def _exists(path: str) -> UsageError:
    name = shown(path, 300)
    return UsageError(
        Bilingual(
            f"「{name}」はすでにあります。上書きしませんので、別の名前を指定してください。",
            f"“{name}” exists already and is not overwritten; name another file",
        )
    )


def _regular(path: str) -> os.stat_result:
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        raise _refused(
            path,
            Bilingual("リンクです。リンク先のファイルを指定してください", "it is a link; name the file it leads to"),
        )
    if not stat.S_ISREG(status.st_mode):
        raise _refused(path, Bilingual("通常のファイルではありません", "it is not a regular file"))
    return status


def _keep_beside(path: str, data: bytes, mode: int) -> str:
    """Keep bytes beside a file, under the first name that is free."""
    for number in range(1, _MOST_BACKUPS + 1):
        name = f"{path}.bak{number if number > 1 else ''}"
        if not os.path.lexists(name):
            create(name, data, mode)
            return name
    raise _refused(path, Bilingual("控えのファイルが多すぎます", "there are too many backups of it"))


def _refused(path: str, reason: Bilingual) -> UsageError:
    name = shown(path, 300)
    return UsageError(Bilingual(f"「{name}」に書き込めません（{reason.ja}）。", f"cannot write “{name}”: {reason.en}"))
