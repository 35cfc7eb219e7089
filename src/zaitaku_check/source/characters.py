"""Characters that have no business in a plan: control characters, and those that are invisible or damaged."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import name

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_types import Edit

CONTROL = waiting("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
ODD = waiting(
    "[\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]"
    "|(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
    "|[\u0300-\u036f]{4}[\u0300-\u036f]+"
    "|(?m:^)[ \t]*\ufeff+"
)
UNREADABLE = waiting(
    "([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u2028\u2029])|(?m:^)[ \t]*(\ufeff+)"
)
ALONE = waiting("(?m:^)[ \\t]*([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+)[ \\t]*(?=[\r\n]|\\Z)")
GARBLED = waiting(r"\S*[縺繧繝]\S*")
LETTER = waiting("[ぁ-ゖァ-ヺ一-鿿]")
LEAST_LETTERS = 3
BREAKS = "\u2028\u2029"
COMBINING = waiting("[\u0300-\u036f]{5}")


class Sign(NamedTuple):
    """One character, or a run of them, that was found: its offsets and its name for a message."""

    start: int
    end: int
    name: str


def called(character: str) -> str:
    """Name a character by its code point and, where it has one, its Unicode name."""
    words = name(character, "")
    return f"U+{ord(character):04X}" + (f" {words}" if words else "")


def control(content: str) -> Iterator[Sign]:
    """Find every control character."""
    return (Sign(found.start(), found.end(), called(found[0])) for found in CONTROL.finditer(content))


def odd(content: str) -> Iterator[Sign]:
    """Find what is invisible or damaged: text-direction and tag characters, private use, U+FFFD, stray marks."""
    return (Sign(found.start(), found.end(), called(found[0].lstrip(" \t")[0])) for found in ODD.finditer(content))


def garbled(content: str) -> list[Sign]:
    """Find UTF-8 that was read as CP932 and saved: what was written stands in the bytes, and is kana again in UTF-8."""
    return [Sign(*found.span(), found[0]) for found in GARBLED.finditer(content) if _is_garbled(found[0])]


def _is_garbled(run: str) -> bool:
    data = run.encode("cp932", "ignore")
    letters = len(LETTER.findall(data.decode("utf-8", "ignore")))
    return letters >= LEAST_LETTERS and 6 * letters >= len(data)  # most of the bytes are letters of three bytes again


def mends(content: str) -> Iterator[Edit]:
    """Change the characters at which the parser stops, or where it would end a line that goes on."""
    for found in ALONE.finditer(content):
        yield Edit(*found.span(1), "")
    for found in UNREADABLE.finditer(content):
        if found[2]:
            yield Edit(*found.span(2), "")
        else:
            yield Edit(*found.span(1), " " if found[1] in BREAKS else "\ufffd")
