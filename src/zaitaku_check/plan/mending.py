"""Safe rewritings of keys and values in the text of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.tree import SCALAR, Node
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_types import Edit, Span
from zaitaku_check.typed import cast

_SAFE = waiting("""[^\\s\\-?:,\\[\\]{}#&*!|>'"%@`][^\\s:#,\\[\\]{}"']*""")
_OPENING, _CLOSING = "（(「『【［[〔", "）)」』】］]〕"
COMMAS = frozenset("、，､")
PARTING = frozenset("・･／/＋+＆&;； \u3000")
"""What people put between choices where no comma stands; a text that is a choice as a whole is none of these."""
_WIDE_LIST = waiting("[［【〔][^［【〔\\]］】〕]*[］】〕]")


class Part(NamedTuple):
    """One part of a text that stands for a list, and where it is written."""

    text: str
    span: Span


def rewritten(node: Node, text: str) -> tuple[Edit, ...]:
    """Return the edit that makes a scalar say `text`; none for block scalars, whose layout is the writer's."""
    if node.style in ("|", ">"):
        return ()
    return (Edit(node.start, node.end, _as_plain(text) if not node.style else _quoted(text)),)


def as_list(node: Node, parts: Sequence[Part], *, in_list: bool) -> tuple[Edit, ...]:
    """Return the edit that makes one scalar the list it stands for; `in_list` where the brackets are there already."""
    if node.style in ("|", ">"):
        return ()
    text = ", ".join(_as_plain(part.text) for part in parts)
    return (Edit(node.start, node.end, text if in_list else f"[{text}]"),)


def parts_in_wide_brackets(node: Node) -> list[Part]:
    """Return the elements of a list that stands in full-width brackets; none where a scalar is no such list."""
    text = node.value
    if node.style or not isinstance(text, str) or not _WIDE_LIST.fullmatch(text):
        return []
    return parts_of(Node(SCALAR, node.start + 1, node.end - 1, text[1:-1], ""), COMMAS | {","})


def parts_of(node: Node, commas: frozenset[str] = COMMAS) -> list[Part]:
    """Return a scalar split at its Japanese commas, outside of brackets; empty parts are left out."""
    text = cast("str", node.value)
    cuts = [-1, *_cuts(text, commas), len(text)]
    pieces = [(left + 1, right) for left, right in pairwise(cuts) if text[left + 1 : right].strip()]
    at = _first_letter(node, text)
    return [
        Part(text[start:end].strip(), Span(node.start, node.end) if at is None else Span(at + start, at + end))
        for start, end in pieces
    ]


def _cuts(text: str, commas: frozenset[str]) -> list[int]:
    depth, cuts = 0, []
    for at, letter in enumerate(text):
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if letter in commas and depth <= 0:
            cuts.append(at)
    return cuts


def _first_letter(node: Node, text: str) -> int | None:
    """Where the text of a scalar begins, if it stands in the file letter by letter."""
    if not node.style and node.end - node.start == len(text):
        return node.start
    return node.start + 1 if node.style in ("'", '"') and node.end - node.start == len(text) + 2 else None


def _as_plain(text: str) -> str:
    return text if _SAFE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
