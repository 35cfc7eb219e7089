"""Lists and groups in brackets, and quoted text, as far as one line shows them: their ends, the accidents inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.accident import Accident, quoted, quoting
from zaitaku_check.source.signs import ODD_SPACES, SIGNS, WIDE_COLONS, odd_space, real_property
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Edit, Span

PAIRED = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
LONE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\U(?!000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})[0-9a-fA-F]{8}")
BAD_ESCAPE = re.compile(
    r"\\(?:\\|[^0abt\tnvfre \"/N_LPxuU\\]|x(?![0-9a-fA-F]{2})|u(?![0-9a-fA-F]{4})|U(?![0-9a-fA-F]{8}))"
)


def escapes(content: str, start: int, end: int) -> tuple[Accident, ...]:
    """Judge the backslashes of a double-quoted scalar."""
    text = content[start:end]
    if "\\" not in text:
        return ()
    if any(found[0] != "\\\\" for found in BAD_ESCAPE.finditer(text)):
        mends = (Edit(start, end, quoted(text[1:-1])),)
        return (Accident("Y003", "backslash", start, end, (("value", text),), mends),)
    whole = PAIRED.sub(_joined_pair, text)
    if found := LONE.search(whole):
        mends = (Edit(start, end, quoted("?")),)
        return (
            Accident(
                "Y015", "escape", start, end, (("name", "U+" + found[0][2:].upper()),), mends, (Span(start, end),)
            ),
        )
    if whole != text:
        return (Accident("", "", start, end, mends=(Edit(start, end, whole),)),)
    return ()


def _joined_pair(found: re.Match[str]) -> str:
    """Return two halves of a character beyond U+FFFF, as JSON writes it, as one escape."""
    high, low = int(found[1], 16), int(found[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


STRING = re.compile(r"(?<=[\[{,:\s])(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')")
TOKEN = re.compile(r"[\[{\]}]|[ \t]#(?=[\s#]|$)")
PAIR_OF = {"[": "]", "{": "}"}
KEY = re.compile(
    rf"(?<=[{{,\[、，；])(\s*)([^\s,{{}}\[\]:：'\"#][^,{{}}\[\]:：'\"]{{0,40}}?)\s*"
    rf"([{WIDE_COLONS}][ {ODD_SPACES}]*|:[{ODD_SPACES}]+|:(?=[^\s,}}\]]))"
)
COMMA = re.compile(
    rf"([、，；])([ {ODD_SPACES}]*)([^\s,{{}}\[\]:：、，'\"#]{{1,40}})(?=[ {ODD_SPACES}]*(?::[ \t]|[{WIDE_COLONS}]))"
)
FIRST_KEY = re.compile(r"[{,、，]\s*([^\s,:{}\[\]]{1,40}):[ \t]")
SIGN = re.compile(rf"(?:[\[{{,]|:[ ])[ ]*(?P<text>[{SIGNS}][^,\[\]{{}}]*)")
COLON = re.compile(r"(?<=:[ ])[ ]*(?P<text>(?P<before>[^,\[\]{}'\":]*[^,\[\]{}'\":\s]):[ ][^,\[\]{}]*)")
"""A value in a group that goes on behind a colon and a space."""
HASH = re.compile(r"[ \t]#(?=[^\s,\[\]{}])")
PARTS = "[]{},"


class Flow(NamedTuple):
    """What a stretch of one line does to open brackets: those still open, and where the last was closed (-1)."""

    open: str
    closed: int


def scan(content: str, start: int, end: int, opened: str) -> Flow:
    """Follow the brackets of a stretch; strings and comments do not count."""
    masked = mask(content, start, end)
    for found in TOKEN.finditer(masked):
        sign = found[0]
        if sign[-1] == "#":
            break
        opened = opened + PAIR_OF[sign] if sign in PAIR_OF else opened[:-1]
        if not opened:
            return Flow("", start + found.end())
    return Flow(opened, -1)


def mask(content: str, start: int, end: int) -> str:
    """Return a stretch with every quoted string replaced by filling of the same length."""
    stretch = content[start:end]
    if '"' not in stretch and "'" not in stretch:
        return stretch
    return STRING.sub(lambda found: "x" * len(found[0]), stretch)


def accidents(content: str, start: int, end: int, keys: frozenset[str]) -> Iterator[Accident]:
    """Find the accidents inside brackets: wrong colons behind known keys, signs before values, ` #`."""
    masked = mask(content, start, end)
    if "\\" in content[start:end]:
        for found in STRING.finditer(content, start, end):
            yield from escapes(content, found.start(), found.end()) if found[0][0] == '"' else ()
    for found in KEY.finditer(masked):
        if plain(found[2]) in keys:
            yield _colon(found, start)
    for found in COMMA.finditer(masked) if "{" in masked else ():
        if plain(found[3]) in keys:
            yield _comma(found, start)
    for found in SIGN.finditer(masked):
        text = found["text"].rstrip()
        if not real_property(text):
            at = start + found.start("text")
            mends = quoting(at, at + len(text), text)
            yield Accident("Y003", "sign", at, at + len(text), (("sign", text[0]), ("value", text)), mends)
    yield from _texts(masked, start, keys)


def wide_braces(content: str, start: int, end: int, keys: frozenset[str]) -> Accident | None:
    """Find fields of the form between full-width braces, with the signs between them as an input method puts them."""
    text = content[start:end].rstrip()
    if text[0] != "｛" or text[-1] not in "｝}":
        return None
    last = start + len(text) - 1
    masked = "{" + mask(content, start + 1, last) + "}"
    colons = [found for found in KEY.finditer(masked) if plain(found[2]) in keys]
    if not colons and not any(plain(found[1]) in keys for found in FIRST_KEY.finditer(masked)):
        return None
    between = [*(_colon(found, start) for found in colons)]
    between += [_comma(found, start) for found in COMMA.finditer(masked) if plain(found[3]) in keys]
    mends = (Edit(start, start + 1, "{"), *(mend for each in between for mend in each.mends), Edit(last, last + 1, "}"))
    return Accident("Y013", "wide_braces", start, last + 1, (("value", text),), mends, silent=True)


def _texts(masked: str, offset: int, keys: frozenset[str]) -> Iterator[Accident]:
    """Find texts that have to stand in quotes: with ` #`, or with a colon and a space.

    Where a key stands in front of the colon, a comma is missing instead.
    """
    for found in COLON.finditer(masked) if "{" in masked else ():
        if plain(re.split("[ \t\u3000、，]", found["before"])[-1]) not in keys:
            text = found["text"].rstrip()
            at = offset + found.start("text")
            yield Accident("Y003", "colon", at, at + len(text), (("value", text),), quoting(at, at + len(text), text))
    yield from _hashes(masked, offset)


def _hashes(masked: str, offset: int) -> Iterator[Accident]:
    """` #` would make a comment of everything behind it, the closing bracket too."""
    done = 0
    for found in HASH.finditer(masked):
        if found.start() < done:
            continue
        first = max(masked.rfind(sign, done, found.start()) for sign in PARTS) + 1
        first = max(first, masked.rfind(": ", first, found.start()) + 2, done)
        done = min((at for sign in PARTS if (at := masked.find(sign, found.end())) >= 0), default=-1)
        if done < 0:
            return
        text = masked[first:done].strip()
        at = offset + masked.index(text, first)
        args = (("value", text), ("lost", text[text.index("#") :]))
        yield Accident("Y003", "hash_in_flow", at, at + len(text), args, quoting(at, at + len(text), text))


def _comma(found: re.Match[str], start: int) -> Accident:
    """Complain of a sign that Japanese puts between words and that stands between two fields."""
    at = start + found.start()
    args = (("key", found[3]), ("sign", found[1]))
    return Accident("Y003", "wide_comma", at, at + 1, args, (Edit(at, start + found.end(2), ", "),))


def _colon(found: re.Match[str], start: int) -> Accident:
    at, end = start + found.start(3), start + found.end(3)
    wide = found[3][0] != ":"
    variant = "" if wide else odd_space(found[3])
    mends = (Edit(at, end, ": "),)
    args = (("key", found[2].strip()),)
    return Accident("Y010" if wide else "Y018", variant, at, max(end, at + 1), args, mends, silent=True)
