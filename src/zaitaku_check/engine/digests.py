"""SHA-256 in hexadecimal digits; for a few texts without loading OpenSSL, which takes longer than hashing them."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 12):
    from _sha2 import sha256 as _own  # type: ignore[import-not-found, unused-ignore]
else:
    from _sha256 import sha256 as _own  # type: ignore[import-not-found, unused-ignore]


def sha256(data: bytes) -> str:
    """Return the digest of a few bytes, by Python's own means."""
    digest: str = _own(data).hexdigest()
    return digest


def sha256_of_many(data: bytes) -> str:
    """Return the digest of one of many files: OpenSSL is faster once it is there."""
    import hashlib

    return hashlib.sha256(data).hexdigest()
