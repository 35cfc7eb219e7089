"""Packs prepared beforehand: JSON beside the package (made when it is built) or in the user's cache folder.

A prepared pack counts only while its digest is that of the YAML files, so a changed rule is never overlooked. Whatever
is wrong with a prepared file (missing, damaged, not to be written) only costs the time to load the YAML again.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from zaitaku_check.files import write_atomically
from zaitaku_check.typed import Any, TypeVar

SHAPE = 2
"""Raised whenever prepared data changes its shape."""

Made = TypeVar("Made")


class Store:
    """Folders of prepared packs, asked in order; new ones are kept in the last, with these permissions."""

    def __init__(
        self, folders: tuple[str, ...], version: str, *, writes: bool = True, mode: int | None = 0o600
    ) -> None:
        self._folders = folders
        self._version = f"{version}/{SHAPE}"
        self._writes = writes
        self._mode = mode

    def made(self, name: str, digest: str, make: Callable[[dict[str, Any]], Made]) -> Made | None:
        """Return what `make` makes of the prepared data, None where there is none or it does not fit."""
        data = self.get(name, digest)
        try:
            return make(data) if data is not None else None
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            return None

    def get(self, name: str, digest: str) -> dict[str, Any] | None:
        """Return the prepared data of a name, or None where there is none for this digest and version."""
        for folder in self._folders:
            try:
                with open(os.path.join(folder, f"{name}.json"), "rb") as file:
                    kept = _parsed(file.read())
                if kept["digest"] == digest and kept["version"] == self._version:
                    data: dict[str, Any] = kept["data"]
                    return data
            except (OSError, ValueError, KeyError, TypeError, RecursionError):
                continue
        return None

    def put(self, name: str, digest: str, data: dict[str, Any]) -> None:
        """Keep the data of a pack; quietly not, where that cannot be done."""
        if not self._writes or not self._folders:
            return
        import json

        folder = self._folders[-1]
        whole = json.dumps({"digest": digest, "version": self._version, "data": data}, ensure_ascii=False)
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            write_atomically(os.path.join(folder, f"{name}.json"), (whole.encode(),), mode=self._mode)
        except OSError:
            return


def _parsed(data: bytes) -> Any:
    import json

    return json.loads(data)
