"""Texts, and groups of fields, which have no value of their own."""

from __future__ import annotations

from unicodedata import is_normalized, normalize

from zaitaku_check.plan.kinds.kind import Kind
from zaitaku_check.text_forms import ZERO_WIDTH
from zaitaku_check.text_types import Bilingual


def read_text(raw: str) -> str:
    """Return the text without outer white space and zero-width characters, in NFC."""
    text = raw.strip()
    if text.isprintable() and is_normalized("NFC", text):
        return text  # no zero-width character is held to be printable
    return normalize("NFC", ZERO_WIDTH.sub("", text)).strip()


TEXT = Kind(
    "text",
    "string",
    lambda _field: read_text,
    Bilingual("文", "text"),
    schema={"type": ["string", "number", "boolean"]},
    plain_text=True,
)
GROUP = Kind("group", "object", None, Bilingual("下の項目", "the fields of the group"))
