"""The files of the packs on the disk, and their digests: what tells whether anything kept of them still holds."""

from __future__ import annotations

import os
from _blake2 import blake2b

from zaitaku_check.engine.prepared import Store
from zaitaku_check.errors import PackError, Problem
from zaitaku_check.text_types import Bilingual

_MOST_FILES = 200
_LARGEST_FILE = 4 * 1024 * 1024
_DIGESTS = "digests"
_NO_FILE = Bilingual("ファイルが大きすぎるか、通常のファイルではありません。", "too large, or not a regular file")


class PackFiles:
    """The pack folders below one root, and folders added by name."""

    def __init__(self, root: str, store: Store | None) -> None:
        self._root = root
        self._store = store
        self._files: dict[str, dict[str, bytes]] = {}
        self._digests: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        for name in sorted(os.listdir(root)):
            folder = os.path.join(root, name)
            if os.path.isfile(os.path.join(folder, "pack.yaml")):
                self.folders[name] = folder
        self._bundled = tuple(self.folders)

    def add(self, name: str, folder: str) -> None:
        """Make a folder known under a name, in place of what was known under it."""
        self.folders[name] = folder
        self._files.pop(name, None)
        self._bundled = tuple(each for each in self._bundled if each != name)
        self._digests.clear()

    def files(self, name: str) -> dict[str, bytes]:
        """Return the YAML files of a pack: name → content; raises PackError where one cannot be read."""
        if name not in self._files:
            folder = self.folders[name]
            names = sorted(entry for entry in os.listdir(folder) if entry.endswith((".yaml", ".yml")))
            self._files[name] = {entry: _bytes(name, os.path.join(folder, entry)) for entry in names[:_MOST_FILES]}
        return self._files[name]

    def examples(self, name: str) -> list[tuple[str, bytes]]:
        """Return the files of a pack's folder `examples`: name and content."""
        folder = os.path.join(self.folders[name], "examples")
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        return [(each, _bytes(name, os.path.join(folder, each))) for each in names if each.endswith(".yaml")]

    def digest(self, name: str) -> str:
        """Return the digest of a pack's files and of the packs it stands on."""
        if name not in self._digests and name in self._bundled:
            self._digests.update(self._bundled_digests())
        if name not in self._digests:
            self._digests[name] = self._computed(name)
        return self._digests[name]

    def whole(self) -> str:
        """Return what stands for all packs together."""
        return "\n".join(f"{name} {self.digest(name)}" for name in self.folders)

    def _bundled_digests(self) -> dict[str, str]:
        kept = self._kept(self._contents())
        if kept is None:
            kept = {name: self._computed(name) for name in self._bundled}
            if self._store:
                self._store.put(_DIGESTS, self._contents(), kept)
        return kept

    def _kept(self, look: str) -> dict[str, str] | None:
        if self._store is None:
            return None
        return self._store.made(_DIGESTS, look, lambda data: {str(name): str(data[name]) for name in self._bundled})

    def _contents(self) -> str:
        """Return what stands for names and contents of all bundled files: quicker to have than their digests."""
        whole = blake2b(digest_size=32)
        for name in self._bundled:
            for file, content in self.files(name).items():
                whole.update(f"{name}/{file} {len(content)}\n".encode())
                whole.update(content)
        return whole.hexdigest()

    def _computed(self, name: str, above: tuple[str, ...] = ()) -> str:
        """Return a pack's digest; packs that stand on one another are refused when they are loaded."""
        from zaitaku_check.pack.digest import bases_of, digest_of

        files, seen = self.files(name), (*above, name)
        bases = [base for base in bases_of(files) if base in self.folders and base not in seen]
        return digest_of(files, [self._computed(base, seen) for base in bases])


def _bytes(pack: str, path: str) -> bytes:
    name = os.path.basename(path)
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > _LARGEST_FILE:
            raise PackError(pack, (Problem(name, 1, 1, _NO_FILE),))
        with open(path, "rb") as file:
            return file.read(_LARGEST_FILE + 1)
    except OSError as error:
        from zaitaku_check.engine.discover import unreadable

        raise PackError(pack, (Problem(name, 1, 1, unreadable(error)),)) from error
