"""The digest of a pack: of what its files say, so that line ends, comments and another editor change nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any


def digest_of(contents: Mapping[str, Any], bases: Iterable[str] = ()) -> str:
    """Return `sha256:…` over the data of the files by name, and the digests of the packs a pack stands on."""
    whole = json.dumps([sorted(contents.items()), list(bases)], ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{sha256(whole.encode()).hexdigest()}"
