"""The digest of a pack: what its prepared form and every cached result hang on."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BASE = re.compile(rb"^(?:extends|over):[ \t]*[\"']?([a-z0-9][a-z0-9-]*)", re.MULTILINE)


def digest_of(files: Mapping[str, bytes], base: str = "") -> str:
    """Return `sha256:…` over names and contents in name order, and the digest of the pack it stands on."""
    import hashlib

    whole = hashlib.sha256(base.encode())
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode())
        whole.update(files[name])
    return f"sha256:{whole.hexdigest()}"


def base_of(files: Mapping[str, bytes]) -> str:
    """Return the id of the pack that this one extends or lies over, "" where it stands alone; nothing is parsed."""
    found = _BASE.search(files.get("pack.yaml", b""))
    return found.group(1).decode() if found else ""
