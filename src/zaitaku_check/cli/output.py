"""The edge where reports leave: standard output and files; a file is written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys

TYPE_CHECKING = False  # what only complaints need is loaded for these: a shell that completes a word waits for us
if TYPE_CHECKING:
    from collections.abc import Iterable

    from zaitaku_check.errors import UsageError

MACHINE = frozenset({"json", "jsonl", "sarif", "github", "gitlab", "junit", "csv", "html", "markdown", "xlsx"})
"""Formats that other programs read: always UTF-8, whatever the terminal's encoding."""
_PIECE = 1 << 16
"""Letters that are handed to the terminal at a time: a large report is there often enough already."""


class Printed:
    """What a run prints, for whoever wants to keep it: all of it, or nothing where it is more than `most` bytes."""

    def __init__(self, most: int = 0) -> None:
        self.most = most
        """0: nothing is kept."""
        self.data = bytearray()

    def hear(self, data: bytes) -> None:
        """Take what has just been printed."""
        if len(self.data) + len(data) > self.most:
            self.most = 0
            self.data.clear()
        if self.most:
            self.data += data


def to_stdout(content: str | bytes, *, machine: bool) -> None:
    """Write a text to standard output; see `pour`."""
    pour((content,), machine=machine)


def pour(pieces: Iterable[str | bytes], *, machine: bool, printed: Printed | None = None) -> None:
    """Write a report to standard output piece by piece.

    Text goes in the terminal's encoding, what that lacks as an escape; what is for machines, and bytes, as they are.
    """
    stream = sys.stdout
    stream.flush()
    for piece in pieces:
        if machine or isinstance(piece, bytes):
            data = _encoded(piece)
            stream.buffer.write(data)
        else:
            data = _to_terminal(piece)
        if printed is not None:
            printed.hear(data)
    stream.flush()


def _to_terminal(text: str) -> bytes:
    """Write a text to standard output in its encoding and return the bytes."""
    encoding = sys.stdout.encoding or "utf-8"
    data = text.encode(encoding, "backslashreplace")
    for at in range(0, len(text), _PIECE):
        piece = text[at : at + _PIECE].encode(encoding, "backslashreplace")
        sys.stdout.write(piece.decode(encoding, "replace"))
    return data


def _encoded(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")


def to_file(path: str, content: str | bytes, mode: int | None = None) -> None:
    """Write a file; see `pour_into_file`."""
    pour_into_file(path, (content,), mode)


def pour_into_file(path: str, pieces: Iterable[str | bytes], mode: int | None = None) -> None:
    """Write a file piece by piece, beside it first and then moved into place; raises UsageError where that fails.

    `mode` are the permissions it is to have, None for the usual ones. A pipe or device is written to as it is: what is
    moved into its place would take it away from everybody.
    """
    beside = f"{path}.{os.getpid()}.part"
    try:
        if _is_device(path):
            with open(path, "wb") as device:
                device.writelines(map(_encoded, pieces))
            return
        try:
            with open(beside, "xb") as file:
                if mode is not None:
                    os.chmod(beside, mode)
                file.writelines(map(_encoded, pieces))
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
    return UsageError(Pair(f"ファイル「{path}」に書き出せません（{ja}）。", f"cannot write “{path}”: {en}"))


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
