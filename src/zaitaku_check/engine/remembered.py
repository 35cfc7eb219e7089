"""What was found of single plans when a folder was checked before: kept by their bytes, so that only new ones are read.

A plan's result is a matter of its bytes, the tool, the packs and the options alone. The latter are one `state`: what
was kept in another state is forgotten. It is kept as JSON of the report's nouns; a plan's path is left out of it, for
the same plan may lie elsewhere tomorrow; packed, for it is held in memory while the folder is checked.
"""

from __future__ import annotations

import json
from _blake2 import blake2b
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Iterable
from typing import Any
from zlib import compress, decompress

from zaitaku_check.engine.check import Checked, PlacedMark
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
_MARK = "zaitaku-check plans 3"


class Remembered:
    """The results of plans by the digests of their bytes: those that were kept, and those that this run adds."""

    def __init__(self, state: str, kept: bytes | None = None) -> None:
        """Take what was kept; nothing of it where that was in another state, or is damaged."""
        self._state = state
        self._lines = dict(_lines(kept or b"", state))
        self._met: set[str] = set()
        self.changed = False
        """Whether there is something new to keep."""

    def of(self, digest: str, path: str) -> Checked | None:
        """Return what is known of the plan with these bytes, as one that lies at `path`; None where nothing is."""
        line = self._lines.get(digest)
        if line is None:
            return None
        checked: Checked = json.loads(decompress(a2b_base64(line)), object_hook=_maker(path))
        return checked

    def add(self, checked: Checked) -> None:
        """Take what was found of a plan that could be read."""
        digest = checked.result.digest
        if not digest:
            return
        self._met.add(digest)
        if digest not in self._lines:
            line = json.dumps(_plain(checked), ensure_ascii=False, separators=(",", ":"))
            packed = compress(line.encode("utf-8", "surrogatepass"), 1)
            self._lines[digest] = b2a_base64(packed, newline=False)
            self.changed = True

    def to_bytes(self) -> bytes:
        """Return what is to be kept: the plans that this run has met."""
        body = b"\n".join(digest.encode() + b" " + line for digest, line in self._lines.items() if digest in self._met)
        return _head(self._state, body) + b"\n" + body


def _lines(kept: bytes, state: str) -> Iterable[tuple[str, bytes]]:
    head, _, body = kept.partition(b"\n")
    if head != _head(state, body):
        return
    for line in body.split(b"\n"):
        digest, _, data = line.partition(b" ")
        yield digest.decode(), data


def _head(state: str, body: bytes) -> bytes:
    return f"{_MARK} {state} {blake2b(body, digest_size=32).hexdigest()}".encode()


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: whatever is no word or number as an object of its kind and what is in it."""
    if isinstance(value, dict):
        return {_DICT: [[*pair] for pair in value.items()]}
    if not isinstance(value, tuple):
        return value
    name = type(value).__name__
    inside = [_plain(each) for each in (value[1:] if name in _AT_A_PATH else value)]
    return {name if name in _NOUNS else _TUPLE: inside}


def _maker(path: str) -> Callable[[dict[str, Any]], Any]:
    """Return what makes such an object the value again, as one of the plan at `path`."""

    def made(data: dict[str, Any]) -> Any:
        ((name, values),) = data.items()
        if name in _AT_A_PATH:
            return _NOUNS[name](path, *values)
        if name in _NOUNS:
            return _NOUNS[name](*values)
        return dict(values) if name == _DICT else tuple(values)

    return made
