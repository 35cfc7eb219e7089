"""What was found of single plans when a folder was checked before: kept by their bytes, so that only new ones are read.

A plan's result is a matter of its bytes, the tool, the packs and the options alone. The latter are one `state`: what
was kept in another state is forgotten. It is kept as JSON of the report's nouns; a plan's path is left out of it, for
the same plan may lie elsewhere tomorrow; packed, for it is held in memory while the folder is checked. What is
new waits in a file of its own until all is kept.
"""

from __future__ import annotations

import json
from _blake2 import blake2b
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from itertools import chain
from typing import Any, BinaryIO
from zlib import compress, decompress

from zaitaku_check.engine.check import Checked, PlacedMark
from zaitaku_check.engine.discover import Found
from zaitaku_check.nouns import Edit, Pair
from zaitaku_check.pack.outcome import Spot
from zaitaku_check.pack.tallies import Mark
from zaitaku_check.report.nouns import Fact, Finding, Fix, Item, Place, PlanResult, Related

_NOUNS: dict[str, Any] = {
    noun.__name__: noun
    for noun in (Checked, Edit, Fact, Finding, Fix, Item, Mark, Pair, Place, PlacedMark, PlanResult, Related, Spot)
}
_AT_A_PATH = frozenset({"Place", "PlanResult"})
"""Nouns that begin with the path of the plan."""
_DICT, _TUPLE = "dict", "tuple"
_MARK = "zaitaku-check plans 4"
_DIGEST, _LENGTH = 32, 4
"""Bytes in front of what is kept of a plan: the digest of the plan's own, and how many follow."""
_PIECE = 1 << 16
_UNKNOWN = -1


class Remembered:
    """The results of plans by the digests of their bytes: those that were kept, and those that this run adds."""

    def __init__(self, state: str, kept: bytes = b"", spool: BinaryIO | None = None) -> None:
        """Take what was kept; nothing of it where that was in another state, or is damaged.

        What is new is written to `spool`, an empty file; None: it is held in memory.
        """
        self._state = state
        self._kept = kept
        self._known = dict(_starts(kept, state))
        self._met: set[int] = set()
        self._new: set[bytes] = set()
        self._spool = BytesIO() if spool is None else spool
        self._full = False
        self._same: dict[Any, Any] = {}
        """Outcomes and wordings, of which many plans have the same."""

    @property
    def changed(self) -> bool:
        """Whether there is something new to keep."""
        return bool(self._new)

    def of(self, digest: str, path: str) -> Checked | None:
        """Return what is known of the plan with these bytes, as one that lies at `path`; None where nothing is."""
        start = self.find(digest)
        return None if start is None else self.read(start, path)

    def find(self, digest: str) -> int | None:
        """Return where that is to be read, None where nothing is known."""
        return self._known.get(_key(digest))

    def read(self, start: int, path: str) -> Checked:
        """Return what is known of the plan that was found there, as one that lies at `path`."""
        packed = memoryview(self._kept)[start + _DIGEST + _LENGTH : _end(self._kept, start)]
        checked: Checked = json.loads(decompress(packed), object_hook=_maker(path, self._same))
        return checked

    def add(self, checked: Checked) -> None:
        """Take what was found of a plan that could be read."""
        key = _key(checked.result.digest)
        if (start := self._known.get(key)) is not None:
            self._met.add(start)
        elif key and key not in self._new:
            line = json.dumps(_plain(checked), ensure_ascii=False, separators=(",", ":"))
            packed = compress(line.encode("utf-8", "surrogatepass"), 1)
            self._keep(key, packed)

    def _keep(self, key: bytes, packed: bytes) -> None:
        """Put what is new aside; where there is no room for it, nothing is kept of this run."""
        if self._full:
            return
        try:
            self._spool.write(key + len(packed).to_bytes(_LENGTH, "big") + packed)
            self._new.add(key)
        except OSError:
            self._full = True
            self._new.clear()

    def parts(self) -> Iterator[bytes]:
        """Yield what is to be kept, the plans that this run has met, piece by piece."""
        yield _head(self._state, self._records())
        yield from self._records()

    def _records(self) -> Iterator[bytes]:
        yield from (self._kept[start : _end(self._kept, start)] for start in self._met)
        self._spool.seek(0)
        yield from iter(partial(self._spool.read, _PIECE), b"")


def known_or_new(
    files: Sequence[Found],
    remembered: Remembered,
    digest: Callable[[Found], str],
    check: Callable[[Sequence[Found]], Iterator[Checked]],
) -> Iterator[Checked]:
    """Yield the results of files in their order: what is remembered as it is, the others as `check` has them.

    Other processes only get what is new: to send them what is known, and have it sent back, takes longer than to read
    it here. They are started first, while nothing else goes on in this one.
    """
    starts = array("q", (_UNKNOWN if (start := remembered.find(digest(file))) is None else start for file in files))
    checked = check([file for file, start in zip(files, starts, strict=True) if start == _UNKNOWN])
    checked = chain([first] if (first := next(checked, None)) else (), checked)
    for file, start in zip(files, starts, strict=True):
        yield next(checked) if start == _UNKNOWN else remembered.read(start, file.path)


def _key(digest: str) -> bytes:
    return bytes.fromhex(digest.removeprefix("sha256:"))


def _starts(kept: bytes, state: str) -> Iterator[tuple[bytes, int]]:
    """Yield the digest of every plan and where what is kept of it begins."""
    start = kept.find(b"\n") + 1
    if kept[:start] != _head(state, (memoryview(kept)[start:],)):
        return
    while start < len(kept):
        yield kept[start : start + _DIGEST], start
        start = _end(kept, start)


def _end(kept: bytes, start: int) -> int:
    inside = start + _DIGEST + _LENGTH
    return inside + int.from_bytes(kept[inside - _LENGTH : inside], "big")


def _head(state: str, records: Iterable[bytes | memoryview]) -> bytes:
    whole = blake2b(digest_size=32)
    for record in records:
        whole.update(record)
    return f"{_MARK} {state} {whole.hexdigest()}\n".encode()


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: whatever is no word or number as an object of its kind and what is in it."""
    if isinstance(value, dict):
        return {_DICT: [[*pair] for pair in value.items()]}
    if not isinstance(value, tuple):
        return value
    name = type(value).__name__
    inside = [_plain(each) for each in (value[1:] if name in _AT_A_PATH else value)]
    return {name if name in _NOUNS else _TUPLE: inside}


def _maker(path: str, same: dict[Any, Any]) -> Callable[[dict[str, Any]], Any]:
    """Return what makes such an object the value again, as one of the plan at `path`; `same` are made once."""

    def made(data: dict[str, Any]) -> Any:
        ((name, values),) = data.items()
        if name in _AT_A_PATH:
            return _NOUNS[name](path, *values)
        if name == _DICT:
            return same.setdefault(tuple(map(tuple, values)), dict(values))
        if name not in _NOUNS:
            return tuple(values)
        value = _NOUNS[name](*values)
        return same.setdefault(value, value) if name == "Pair" else value

    return made
