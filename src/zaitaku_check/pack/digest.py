"""The digest of a pack: what its prepared form and every cached result hang on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_BASE = re.compile(rb"^(?:extends|over|x-extends):[ \t]*[\"']?([a-z0-9][a-z0-9-]*)", re.MULTILINE)


def digest_of(files: Mapping[str, bytes], bases: Iterable[str] = ()) -> str:
    """Return `sha256:…` over names and contents in name order, and the digests of the packs it stands on."""
    import hashlib

    whole = hashlib.sha256("".join(bases).encode())
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode())
        whole.update(files[name])
    return f"sha256:{whole.hexdigest()}"


def bases_of(files: Mapping[str, bytes]) -> list[str]:
    """Return the ids of the packs that this one extends, lies over or takes its form from; nothing is parsed."""
    heads = files.get("pack.yaml", b"") + b"\n" + files.get("form.yaml", b"")
    return sorted({found.decode() for found in _BASE.findall(heads)})
