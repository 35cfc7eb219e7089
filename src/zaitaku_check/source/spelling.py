"""How two spellings of a key are compared: width, spaces, zero-width characters and case do not count."""

from __future__ import annotations

import re
from unicodedata import normalize

IGNORED = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")


def spelling(key: str) -> str:
    """Return the form in which keys are compared: NFKC, without spaces and zero-width characters, small letters."""
    return IGNORED.sub("", normalize("NFKC", key)).casefold()
