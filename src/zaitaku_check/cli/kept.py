"""Files in the user's cache folder: written whole or not at all, read as far as they are there."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def read(path: str, most: int = -1) -> bytes | None:
    """Return a file's bytes, no more than `most` of them; None where it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read(most)
    except OSError:
        return None


def keep(path: str, parts: Iterable[bytes | bytearray]) -> None:
    """Write a file beside its place and move it there; raises OSError, and leaves nothing beside it then."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    beside = f"{path}.{os.getpid()}"
    try:
        with open(beside, "wb") as file:
            file.writelines(parts)
        os.replace(beside, path)
    except BaseException:
        _remove(beside)
        raise


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return


def make_room(folder: str, most: int, most_bytes: int) -> None:
    """Leave so many files of so many bytes together in a folder, the latest; raises OSError."""
    with os.scandir(folder) as entries:
        kept = [(entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in entries]
    room = most_bytes
    for number, (_time, size, path) in enumerate(sorted(kept, reverse=True)):
        room -= size
        if number >= most or room < 0:
            os.remove(path)
