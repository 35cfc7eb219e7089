"""The edge where reports leave: standard output and files; a file is written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys

TYPE_CHECKING = False  # what only complaints need is loaded for these: a shell that completes a word waits for us
if TYPE_CHECKING:
    from zaitaku_check.errors import UsageError

MACHINE = frozenset({"json", "jsonl", "sarif", "github", "gitlab", "junit", "csv", "html", "markdown", "xlsx"})
"""Formats that other programs read: always UTF-8, whatever the terminal's encoding."""
_PIECE = 1 << 16
"""Letters that are handed to the terminal at a time: a large report is there often enough already."""


def to_stdout(content: str | bytes, *, machine: bool) -> bytes:
    """Write a report to standard output and return the bytes.

    Text goes in the terminal's encoding, what that lacks as an escape.
    """
    stream = sys.stdout
    if isinstance(content, bytes) or machine:
        stream.flush()
        data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
        stream.buffer.write(data)
        stream.buffer.flush()
        return data
    encoding = stream.encoding or "utf-8"
    data = content.encode(encoding, "backslashreplace")
    for at in range(0, len(content), _PIECE):
        piece = content[at : at + _PIECE].encode(encoding, "backslashreplace")
        stream.write(piece.decode(encoding, "replace"))
    stream.flush()
    return data


def to_file(path: str, content: str | bytes, mode: int | None = None) -> None:
    """Write a file, beside it first and then moved into place; raises UsageError where that fails.

    `mode` are the permissions it is to have, None for the usual ones. A pipe or device is written to as it is: what is
    moved into its place would take it away from everybody.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    beside = f"{path}.{os.getpid()}.part"
    try:
        if _is_device(path):
            with open(path, "wb") as device:
                device.write(data)
            return
        try:
            with open(beside, "xb") as file:
                if mode is not None:
                    os.chmod(beside, mode)
                file.write(data)
            os.replace(beside, path)
        except BaseException:
            _remove(beside)
            raise
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: str, error: OSError) -> UsageError:
    from zaitaku_check.cli.refusals import why_not_written
    from zaitaku_check.errors import UsageError
    from zaitaku_check.nouns import Pair

    ja, en = why_not_written(error)
    return UsageError(Pair(f"ファイル「{path}」に書き出せません（{ja}）。", f"cannot write {path!r}: {en}"))


def _is_device(path: str) -> bool:
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return


def to_stderr(line: str) -> None:
    """Write one line to standard error; where even that cannot be written, stay silent."""
    stream = sys.stderr
    try:
        encoding = stream.encoding or "utf-8"
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding, "replace") + "\n")
        stream.flush()
    except (OSError, ValueError, AttributeError):
        return
