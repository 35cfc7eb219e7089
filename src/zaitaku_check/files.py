"""Files of the user's disk: written whole or not at all, and why the system would not let one be read or written."""

from __future__ import annotations

import errno
import os
import stat

from zaitaku_check.text_types import Bilingual

TYPE_CHECKING = False  # a shell that completes a word waits for this module
if TYPE_CHECKING:
    from collections.abc import Iterable

_EITHER = {
    errno.EISDIR: "フォルダーです",
    errno.ENOTDIR: "途中にフォルダーではないものがあります",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.ELOOP: "リンクが循環しています",
    errno.EBUSY: "ほかのプログラムが使用しています",
    errno.EMFILE: "同時に開けるファイルの数の上限に達しました",
    errno.ENFILE: "同時に開けるファイルの数の上限に達しました",
    errno.ENOMEM: "メモリが足りません",
    errno.EAGAIN: "システムの資源が足りません",
    errno.EIO: "ディスクの読み書きで異常が起きました",
    errno.EROFS: "書き込みのできない場所です",
    errno.ENOSPC: "ディスクの空きがありません",
    errno.EDQUOT: "使用できる容量を超えています",
    errno.EFBIG: "書き出せる大きさの上限を超えています",
}
_READING = {
    **_EITHER,
    errno.ENOENT: "ファイルがありません",
    errno.EACCES: "読み取る権限がありません",
    errno.EPERM: "読み取る権限がありません",
}
_WRITING = {
    **_EITHER,
    errno.ENOENT: "フォルダーがありません",
    errno.EACCES: "書き込む権限がありません",
    errno.EPERM: "書き込む権限がありません",
}
_NO_NAME = Bilingual("ファイルの名前として使えません", "it cannot be the name of a file")
_HELD = Bilingual(
    "ほかのプログラム（Excelなど）で開いているか、書き込む権限がありません。開いている場合は閉じてください",
    "it is open in another program (Excel?), or you have no permission to write it",
)
_REFUSED = frozenset({errno.EACCES, errno.EPERM})
_BINARY = getattr(os, "O_BINARY", 0)


def why_not_read(error: OSError | ValueError, path: str = "") -> Bilingual:
    """Return why a file could not be read, like `why_not_written`; a ValueError is about its name.

    `path` is the file that was asked for: where there is none, one beside it whose name is alike is suggested.
    """
    if not isinstance(error, OSError):
        return _NO_NAME
    reason = _reason(_READING, error)
    if not path or error.errno != errno.ENOENT or os.path.lexists(path):
        return reason
    from zaitaku_check.suggestions import nearest

    folder, name = os.path.split(os.path.abspath(path))
    try:
        near = nearest(name, sorted(os.listdir(folder)))
    except OSError:
        return reason
    if not near:
        return reason
    return Bilingual(f"{reason.ja}。もしかして「{near[0]}」ですか", f"{reason.en}; did you mean “{near[0]}”?")


def why_not_written(error: OSError | ValueError, path: str = "") -> Bilingual:
    """Return the reason as half a sentence, without a full stop; what we have no words for as the system says it.

    `path` is the file in whose place something was to be written: a refusal may mean that another program holds it.
    """
    if not isinstance(error, OSError):
        return _NO_NAME
    if path and error.errno in _REFUSED and (_is_held(path) or (os.name == "nt" and os.path.isfile(path))):
        return _HELD
    return _reason(_WRITING, error)


def _is_held(path: str) -> bool:
    """Say whether an office program has left its mark beside a file: it has it open, or fell over with it."""
    folder, name = os.path.split(path)
    return any(os.path.lexists(os.path.join(folder, mark)) for mark in (f"~${name}", f".~lock.{name}#"))


def _reason(words: dict[int, str], error: OSError) -> Bilingual:
    said = error.strerror or type(error).__name__
    return Bilingual(words.get(error.errno or 0, said), said)


def write_atomically(path: str, pieces: Iterable[bytes], *, mode: int | None = None, is_new: bool = False) -> None:
    """Write a file beside its place and move it there, so that it is never half there; raises OSError, ValueError.

    mode     its permissions; None: those of the file whose place it takes (with its owner), else the usual ones
    is_new   there must be no file yet: FileExistsError where there is one

    A pipe or a device is written to as it is: moving a file into its place would take it away from everybody. Of a
    link the link is replaced, never what it leads to.
    """
    if _is_device(path):
        with open(path, "wb") as device:
            device.writelines(pieces)
        return
    if is_new and os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
    beside = os.path.join(os.path.dirname(path), f".zaitaku-check.{os.getpid()}.part")
    _remove(beside)  # of a killed run, or somebody's link
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode or 0o666), "wb") as file:
            _liken(beside, path, mode)
            file.writelines(pieces)
        _move(beside, path, is_new=is_new)
    except OSError as error:
        _remove(beside)
        if error.filename == beside:
            error.filename = path
        raise
    except BaseException:
        _remove(beside)
        raise


def _liken(beside: str, path: str, mode: int | None) -> None:
    """Give a new file the permissions asked for, or owner and permissions of the regular file it will replace."""
    try:
        status = os.lstat(path)
    except OSError:
        status = None
    if status is not None and stat.S_ISREG(status.st_mode):
        if hasattr(os, "geteuid") and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
            _give(beside, status.st_uid, status.st_gid)
        mode = stat.S_IMODE(status.st_mode) if mode is None else mode
    if mode is not None:
        os.chmod(beside, mode)


def _give(path: str, user: int, group: int) -> None:
    """Give a file to user and group as far as the system lets us: root may, others may give it to their groups."""
    for owner in (user, -1):
        try:
            os.chown(path, owner, group)
        except OSError:
            continue
        return


def _move(beside: str, path: str, *, is_new: bool) -> None:
    if not is_new:
        os.replace(beside, path)
    elif os.name == "nt":
        os.rename(beside, path)  # refuses to take the place of a file there
    else:
        try:
            os.link(beside, path)  # refuses it everywhere else
        except FileExistsError:
            raise
        except (OSError, AttributeError):  # a disk or a system without links
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from None
            os.rename(beside, path)
        else:
            _remove(beside)


def _is_device(path: str) -> bool:
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except (OSError, ValueError):
        return
