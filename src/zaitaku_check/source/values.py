"""What stands behind a key or a bullet on one line: how it is read, and the accidents that befall it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import islice

from zaitaku_check.named import NamedTuple
from zaitaku_check.source import flow
from zaitaku_check.source.accident import Accident, quoted, quoting
from zaitaku_check.source.flow import escapes
from zaitaku_check.source.signs import SIGNS, real_property
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Edit, Span

MOST = 2000
"""So many accidents inside one pair of brackets are looked at."""
LONGEST_KEY = 20
QUOTED = frozenset({"sign", "dash", "colon", "apostrophe", "after_quote", "after_bracket"})
"""Accidents that are mended with quotation marks around the whole value."""
EMPTY = "empty"
PLAIN = "plain"
CLOSED = "closed"
BLOCK = "block"
QUOTE = "quote"
FLOW = "flow"
BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:[ \t]#.*)?$")
STRINGS = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
SEPARATORS = frozenset(",;、，；")
"""What other formats put behind a value."""
TAIL = re.compile(r"[ \t]*(?:[ \t]#.*)?$")
COMMENT = re.compile(r"[ \t]#")
COLON = re.compile(r":(?=[ \t]|$)")


class Value(NamedTuple):
    """How a value goes on after its line: `kind`, the brackets or quotation mark still open, and its accidents."""

    kind: str
    open: str = ""
    accidents: tuple[Accident, ...] = ()


class Here(NamedTuple):
    """Where a value stands: the text, the value's first character, the line's end, and the key it belongs to."""

    content: str
    start: int
    end: int
    key: str
    keys: frozenset[str]
    lists: frozenset[str]

    @property
    def text(self) -> str:
        """The rest of the line, without white space at its end."""
        return self.content[self.start : self.end].rstrip(" \t")


def judge(here: Here) -> Value:
    """Read one value as far as its line goes."""
    text = here.text
    if not text:
        return Value(EMPTY)
    is_text = text[0] in "-?" and text[1:2] not in {"", " ", "\t"}
    value = (_plain if is_text else BY_SIGN.get(text[0], _plain))(here, text)
    if value.kind == CLOSED and value.accidents and _holds_key(text, here.keys):
        return value._replace(accidents=tuple(_not_swallowing(each, here) for each in value.accidents))
    return value


def _not_swallowing(accident: Accident, here: Here) -> Accident:
    """Return an accident without a fix that would put another field into quotation marks with the value."""
    return accident._replace(fix=()) if accident.variant in QUOTED and accident.start == here.start else accident


def _holds_key(text: str, keys: frozenset[str]) -> bool:
    """Tell whether a text holds a key of the form with its colon: another field has come into the value."""
    return any(
        plain(text[at : colon.start()]) in keys
        for colon in COLON.finditer(text)
        for at in range(max(0, colon.start() - LONGEST_KEY), colon.start() - 1)
    )


def _comment(here: Here, text: str) -> Value:
    if _begins_comment(text):
        return Value(EMPTY)
    end = here.start + len(text)
    return Value(EMPTY, "", (Accident("Y012", "whole", here.start, end, (("lost", text),), silent=True),))


def _begins_comment(text: str) -> bool:
    """Tell whether what begins with `#` can only be a comment: nothing, white space of any width or a sign follows."""
    return text[1:2] in {"", "#", "!"} or text[1].isspace()


def _whole(here: Here, text: str) -> tuple[int, str]:
    """Return where a value ends and what it is when a real comment behind it is left out."""
    found = next((m for m in COMMENT.finditer(text) if not text[m.end() : m.end() + 1].strip()), None)
    value = text[: found.start()].rstrip(" \t") if found else text
    return here.start + len(value), value


def _sign(here: Here, text: str, variant: str = "sign") -> Value:
    end, value = _whole(here, text)
    args = (("sign", value[0]), ("value", value))
    return Value(CLOSED, "", (Accident("Y003", variant, here.start, end, args, quoting(here.start, end, value)),))


def _property(here: Here, text: str) -> Value:
    length = real_property(text)
    if not length:
        return _sign(here, text)
    if text[0] == "*":
        return Value(CLOSED)
    after = here.start + length
    if text[length:].lstrip(" \t")[:1] in {"&", "*"}:
        args = (("name", text[1:length]),)
        mends, lost = (Edit(here.start, here.end, "''"),), (Span(here.start, here.end),)
        return Value(CLOSED, "", (Accident("Y005", "", here.start, here.start + len(text), args, mends, lost),))
    while after < here.end and here.content[after] in " \t":
        after += 1
    return judge(here._replace(start=after))


def _block(here: Here, text: str) -> Value:
    if BLOCK_HEADER.match(text):
        return Value(BLOCK)
    value = _sign(here, text, "block_text")
    return value._replace(accidents=tuple(each._replace(fix=()) for each in value.accidents))


def _dash(here: Here, text: str) -> Value:
    """`職種: - 医師`: a list of one where a list belongs, else of uncertain meaning."""
    end, value = _whole(here, text)
    inner = value[1:].strip(" \t")
    if not inner:  # a dash for nothing, as people put it into a table
        return Value(
            CLOSED, "", (Accident("", "", here.start, end, mends=quoting(here.start, end, value), silent=True),)
        )
    sure = here.key in here.lists
    mends = (Edit(here.start, end, quoted(inner if sure else value)),)
    broken = () if sure else (Span(here.start, end),)
    return Value(CLOSED, "", (Accident("Y003", "dash", here.start, end, (("value", value),), mends, broken),))


def _string(here: Here, text: str) -> Value:
    found = STRINGS[text[0]].match(text)
    if not found:
        return Value(QUOTE, text[0])
    if not TAIL.match(text, found.end()):
        return _after_string(here, text, found.end())
    return Value(CLOSED, "", escapes(here.content, here.start, here.start + found.end()) if text[0] == '"' else ())


def _after_string(here: Here, text: str, closed: int) -> Value:
    end, value = _whole(here, text)
    if text[closed:].strip(" \t") in SEPARATORS:
        mends = (Edit(here.start + closed, end, ""),)
        return Value(CLOSED, "", (Accident("Y003", "comma_behind", here.start, end, (("value", value),), mends),))
    inner = value[1:-1] if value[-1] == value[0] else value
    variant = "apostrophe" if inner is not value else "after_quote"
    mends = (Edit(here.start, end, quoted(inner)),)
    return Value(CLOSED, "", (Accident("Y003", variant, here.start, end, (("value", value),), mends),))


def _flow(here: Here, text: str) -> Value:
    end = here.start + len(text)
    found = tuple(islice(flow.accidents(here.content, here.start, end, here.keys), MOST))
    opened, closed = flow.scan(here.content, here.start, end, "")
    if opened:
        return Value(FLOW, opened, found)
    if TAIL.match(here.content, closed, end):
        return Value(CLOSED, "", found)
    last, value = _whole(here, text)
    args = (("value", value),)
    mends = quoting(here.start, last, value)
    return Value(CLOSED, "", (Accident("Y003", "after_bracket", here.start, last, args, mends),))


def _wide(here: Here, text: str) -> Value:
    found = flow.wide_braces(here.content, here.start, here.start + len(text), here.keys)
    return Value(CLOSED, "", (found,)) if found else _plain(here, text)


def _plain(here: Here, text: str) -> Value:
    comment = COMMENT.search(text)
    value = text[: comment.start()].rstrip(" \t") if comment else text
    if found := COLON.search(value):
        end, whole = _whole(here, text)
        args = (("value", whole), ("word", whole[: found.start()]))
        return Value(CLOSED, "", (Accident("Y003", "colon", here.start, end, args, quoting(here.start, end, whole)),))
    if comment is None:
        return Value(PLAIN)
    cut = cut_by_hash(here.content, here.start, comment.start(), len(text))
    return Value(CLOSED, "", (cut,) if cut else ())


BY_SIGN: Mapping[str, Callable[[Here, str], Value]] = {
    "#": _comment,
    **dict.fromkeys("|>", _block),
    **dict.fromkeys("\"'", _string),
    **dict.fromkeys("[{", _flow),
    "｛": _wide,
    **dict.fromkeys(SIGNS, _property),
    **dict.fromkeys("]},?", _sign),
    "-": _dash,
}


def cut_by_hash(content: str, start: int, comment: int, length: int) -> Accident | None:
    """Judge a comment behind a plain value: text directly behind `#` was most likely part of the value.

    Only most likely: whether it was is the writer's to say, so no fix is offered.
    """
    text = content[start : start + length]
    lost = text[comment:].lstrip(" \t")
    if _begins_comment(lost):
        return None
    args = (("value", text[:comment].rstrip(" \t")), ("lost", lost))
    return Accident("Y012", "", start, start + length, args, silent=True)


def unclosed(content: str, start: int, end: int) -> Accident:
    """Say that a quotation mark is never closed; the value is read to where its lines end."""
    text = content[start:end].rstrip()
    inner = text[1:]
    args = (("sign", text[0]), ("value", text))
    line_end = start + len(text.splitlines()[0])
    return Accident("Y003", "unclosed_quote", start, line_end, args, (Edit(start, start + len(text), quoted(inner)),))
