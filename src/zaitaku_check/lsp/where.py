"""Where a cursor stands in a plan that is being typed: read from the lines alone, for no parser would take them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from zaitaku_check.named import NamedTuple
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.keys import names_of
from zaitaku_check.text_forms import plain

_KEY: Final = re.compile(
    r"""(?P<lead>\s*(?:-\s+)*)(?P<key>[^\s:：#\[\]{},"'-][^:：#\[\]{},"']*)[:：](?=\s|$)(?P<rest>.*)"""
)
_ENTRY: Final = re.compile(r"(?P<lead>\s*(?:-(?:\s+|$))*)")
_TOKEN: Final = re.compile(r"[^:：,{}\[\]]*")
_QUOTES: Final = "\"'"


class Where(NamedTuple):
    """A place in a plan.

    path      keys, as written, that lead to the group or list around the place
    key       the key whose value stands here; None where a key (or an element) is being written
    start     0-based column at which the word under the cursor begins; `typed` is that word up to the cursor
    beside    the other keys of the same group, as written
    """

    path: tuple[str, ...]
    key: str | None
    start: int
    typed: str
    beside: tuple[str, ...] = ()


class Key(NamedTuple):
    """A key on a line: the 0-based column where it begins, the key as written, and what stands behind its colon."""

    lead: int
    name: str
    rest: str


def key_on(line: str) -> Key | None:
    """Return the key that a line begins with, bullets left out; None where there is none."""
    match = _KEY.match(line)
    return Key(len(match["lead"]), match["key"].rstrip(), match["rest"]) if match else None


def where(lines: Sequence[str], row: int, column: int) -> Where | None:
    """Return the place of a cursor (0-based row and column in code points); None inside a text of several lines."""
    before = lines[row][:column]
    if before.lstrip().startswith("#"):
        return None
    if match := _KEY.match(before):
        path = _path(lines, row, len(match["lead"]))
        return None if path is None else _in_flow(before, match.start("rest"), path, match["key"].rstrip())
    lead = _lead(before)
    path = _path(lines, row, lead)
    if path is None:
        return None
    if before[lead : lead + 1] in {"{", "["}:
        return _in_flow(before, lead, path, None)
    return Where(path, None, lead, before[lead:], tuple(_siblings(lines, row, lead)))


def names_at(lines: Sequence[str], row: int, column: int) -> tuple[str, ...] | None:
    """Return the keys, as written, of the field whose key or value is under the cursor."""
    found = where(lines, row, column)
    if found is None or found.key is not None:
        return None if found is None else (*found.path, str(found.key))
    token = _TOKEN.match(lines[row], found.start)
    name = token[0].strip() if token else ""
    return (*found.path, name) if name else None


def field_of(root: Field, names: Sequence[str]) -> Field | None:
    """Return the field that keys, in any spelling, lead to; the root itself for none."""
    field: Field | None = root
    for name in names:
        if field is None:
            return None
        field = next((each for each in field.fields.values() if _answers(each, name)), None)
    return field


def _answers(field: Field, name: str) -> bool:
    return name in names_of(field) or plain(name) in map(plain, names_of(field))


def _lead(line: str) -> int:
    match = _ENTRY.match(line)
    return match.end() if match else 0


def _path(lines: Sequence[str], row: int, column: int) -> tuple[str, ...] | None:
    """Return the keys above that a line at a column belongs to; None where it is part of a text of several lines."""
    path: list[str] = []
    for above in range(row - 1, -1, -1):
        match = _KEY.match(lines[above])
        if not match or len(match["lead"]) >= column:
            continue
        column = len(match["lead"])
        rest = match["rest"].strip()
        if rest.startswith(("|", ">")):
            return None
        if not rest or rest.startswith("#"):
            path.append(match["key"].rstrip())
        if not column:
            break
    return tuple(reversed(path))


def _siblings(lines: Sequence[str], row: int, column: int) -> Iterator[str]:
    """Yield the keys of the group that a line at a column belongs to, the line itself left out."""
    if not _begins_element(lines[row]):
        yield from _run(lines, range(row - 1, -1, -1), column, last_is_element=True)
    yield from _run(lines, range(row + 1, len(lines)), column, last_is_element=False)


def _run(lines: Sequence[str], rows: range, column: int, *, last_is_element: bool) -> Iterator[str]:
    for row in rows:
        match, element = _KEY.match(lines[row]), _begins_element(lines[row])
        if not lines[row].strip() or not match:
            continue
        lead = len(match["lead"])
        if lead < column or (element and lead == column and not last_is_element):
            return
        if lead == column:
            yield match["key"].rstrip()
            if element:
                return


def _begins_element(line: str) -> bool:
    return line.lstrip().startswith("-")


class _Frame(NamedTuple):
    """One open bracket: what it is, and what stood around it."""

    bracket: str
    path: tuple[str, ...]
    key: str | None
    beside: tuple[str, ...]


def _in_flow(text: str, start: int, path: tuple[str, ...], key: str | None) -> Where:
    """Return the place at the end of a value, inside as many `{…` and `[…` as are open there."""
    frames: list[_Frame] = []
    beside: tuple[str, ...] = ()
    begin, quote = start, ""
    for at in range(start, len(text)):
        sign = text[at]
        if quote or sign in _QUOTES:
            quote = (quote if sign != quote else "") or (sign if not quote else "")
        elif sign in "[{":
            frames.append(_Frame(sign, path, key, beside))
            if sign == "{":
                path, key, beside = (*path, key) if key else path, None, ()
            begin = at + 1
        elif sign in "]}" and frames:
            _, path, key, beside = frames.pop()
            begin = at + 1
        elif sign == "," and frames:
            key = None if frames[-1].bracket == "{" else key
            begin = at + 1
        elif sign in ":：" and frames and frames[-1].bracket == "{" and key is None:
            key = text[begin:at].strip()
            beside = (*beside, key)
            begin = at + 1
    word = text[begin:].lstrip()
    return Where(path, key, len(text) - len(word), word, beside)
