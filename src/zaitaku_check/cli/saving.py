"""Changing a user's own file: written whole or not at all, never through a link, the old content kept beside it."""

from __future__ import annotations

import os
import stat

from zaitaku_check.cli.output import to_file
from zaitaku_check.cli.refusals import why_not_written
from zaitaku_check.errors import UsageError
from zaitaku_check.nouns import Pair
from zaitaku_check.report.shown import shown

_MOST_BACKUPS = 99


def rewrite(path: str, before: bytes, after: bytes, *, backup: bool) -> str:
    """Put new bytes in a file's place and return where the old ones are kept, "" without a backup.

    Raises UsageError where the file is no ordinary one, or has changed since `before` was read, or cannot be written.
    """
    mode = _mode(path)
    with open(path, "rb") as file:
        if file.read(len(before) + 1) != before:
            raise _refused(path, Pair("処理の間に内容が変わりました", "it has changed in the meantime"))
    kept = _kept(path, before, mode) if backup else ""
    to_file(path, after, mode)
    return kept


def create(path: str, data: bytes, mode: int | None = None) -> None:
    """Write a file that is not there yet; raises UsageError where it is, or cannot be written."""
    try:
        with open(path, "xb") as file:
            if mode is not None:
                os.chmod(path, mode)
            file.write(data)
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        raise _refused(path, why_not_written(error)) from error


def refuse_existing(path: str) -> None:
    """Raise UsageError where there is something under a name already."""
    if os.path.lexists(path):
        raise _exists(path)


def _exists(path: str) -> UsageError:
    name = shown(path, 300)
    return UsageError(
        Pair(
            f"「{name}」はすでにあります。上書きしませんので、別の名前を指定してください。",
            f"“{name}” exists already and is not overwritten; name another file",
        )
    )


def _mode(path: str) -> int:
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        raise _refused(
            path, Pair("リンクです。リンク先のファイルを指定してください", "it is a link; name the file it leads to")
        )
    if not stat.S_ISREG(status.st_mode):
        raise _refused(path, Pair("通常のファイルではありません", "it is not a regular file"))
    return stat.S_IMODE(status.st_mode)


def _kept(path: str, data: bytes, mode: int) -> str:
    """Keep bytes beside a file, under the first name that is free."""
    for number in range(1, _MOST_BACKUPS + 1):
        name = f"{path}.bak{number if number > 1 else ''}"
        if not os.path.lexists(name):
            create(name, data, mode)
            return name
    raise _refused(path, Pair("控えのファイルが多すぎます", "there are too many backups of it"))


def _refused(path: str, reason: Pair) -> UsageError:
    name = shown(path, 300)
    return UsageError(Pair(f"「{name}」に書き込めません（{reason.ja}）。", f"cannot write “{name}”: {reason.en}"))
