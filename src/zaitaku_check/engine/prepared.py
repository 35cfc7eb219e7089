"""Packs prepared beforehand: JSON beside the package (made when it is built) or in the user's cache folder.

A prepared pack counts only while its key is that of the YAML files, so a changed rule is never overlooked. Whatever
is wrong with a prepared file (missing, damaged, not to be written) only costs the time to load the YAML again.
"""

from __future__ import annotations

import os

from zaitaku_check.typed import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPE = 3
"""Raised whenever prepared data changes its shape."""

Made = TypeVar("Made")


class Store:
    """Folders of prepared packs, asked in order; new ones are kept in the last, with these permissions."""

    def __init__(
        self, folders: tuple[str, ...] = (), version: str = "", *, writes: bool = True, mode: int | None = 0o600
    ) -> None:
        self._folders = folders
        self._version = f"{version}/{SHAPE}"
        self._writes = writes
        self._mode = mode

    def made(self, name: str, key: str, make: Callable[[dict[str, Any]], Made]) -> Made | None:
        """Return what `make` makes of the data prepared for this key and version, None where there is none."""
        for folder in self._folders:
            try:
                with open(os.path.join(folder, f"{name}.json"), "rb") as file:
                    kept = _parsed(file.read())
                if kept["key"] == key and kept["version"] == self._version:
                    return make(kept["data"])
            except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
                continue
        return None

    def put(self, name: str, key: str, data: dict[str, Any]) -> None:
        """Keep the data of a pack; quietly not, where that cannot be done."""
        if not self._writes or not self._folders:
            return
        import json

        whole = json.dumps({"key": key, "version": self._version, "data": data}, ensure_ascii=False)
        keep(os.path.join(self._folders[-1], f"{name}.json"), whole.encode(), self._mode)


def keep(path: str, data: bytes, mode: int | None = 0o600) -> None:
    """Write a file, whole or not at all, with these permissions (None: the usual ones); quietly not where that fails.

    A file for the user alone is kept only in a folder that is the user's own, which is made where there is none.
    """
    from zaitaku_check.files import write_atomically

    folder = os.path.dirname(path)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if mode is None or is_own(folder):
            write_atomically(path, (data,), mode=mode)
    except OSError:
        return


def is_own(folder: str) -> bool:
    """Tell whether a folder belongs to the user, and nobody else may write to it; yes where that cannot be asked."""
    if not hasattr(os, "getuid"):
        return True
    try:
        status = os.stat(folder)
    except OSError:
        return False
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def _parsed(data: bytes) -> Any:
    import json

    return json.loads(data)
