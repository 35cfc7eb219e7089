"""Commas inside a text in brackets: YAML takes them for the end of the entry and cuts the text there."""

from __future__ import annotations

import re

from zaitaku_check.source.accident import quoting
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.tree import GROUP, LIST, SCALAR, Node
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Span
from zaitaku_check.typed import cast

TAIL = re.compile(r"\d{3}(?!\d)")
NUMBER = re.compile(r"[-－−▲△+＋¥￥約]?\d{1,3}(?:,\d{3})+\D{0,4}")
Pairs = list[tuple[Node, Node]]


def rejoined(content: str, root: Node, keys: frozenset[str]) -> tuple[Node, list[Complaint]]:
    """Return a tree in which texts in brackets are whole again that a comma has cut, and what is to be said of them.

    In `{説明: 講師 30,000円×2回, 金額: 6万円}` a stranger without a value of its own can only be the tail of the value
    before it. In a list, `1,200` may be two numbers; `1,200千円` is one.
    """
    found: list[Complaint] = []
    return _whole(content, root, keys, found), found


def _whole(content: str, node: Node, keys: frozenset[str], found: list[Complaint]) -> Node:
    if node.kind == LIST:
        held = [_whole(content, each, keys, found) for each in cast("list[Node]", node.value)]
        return node._replace(value=_joined_list(content, held, found) if node.style == "flow" else held)
    if node.kind == GROUP:
        pairs = [(key, _whole(content, value, keys, found)) for key, value in cast("Pairs", node.value)]
        return node._replace(value=_joined_group(content, pairs, keys, found) if node.style == "flow" else pairs)
    return node


def _joined_group(content: str, pairs: Pairs, keys: frozenset[str], found: list[Complaint]) -> Pairs:
    joined: Pairs = []
    ends: dict[int, int] = {}
    for key, value in pairs:
        if joined and _is_text(joined[-1][1]) and _is_tail(content, key, value, keys):
            ends[len(joined) - 1] = key.end
        else:
            joined.append((key, value))
    for at, end in ends.items():
        joined[at] = (joined[at][0], _until(content, joined[at][1], end))
        found.append(_complaint(content, joined[at][1]))
    return joined


def _joined_list(content: str, held: list[Node], found: list[Complaint]) -> list[Node]:
    joined: list[Node] = []
    ends: dict[int, int] = {}
    for before, each in zip([None, *held], held, strict=False):
        if before and _is_text(before) and _is_text(each) and _is_cut_number(content, before, each):
            ends[len(joined) - 1] = each.end
        else:
            joined.append(each)
    for at, end in ends.items():
        joined[at] = _until(content, joined[at], end)
        found.append(_complaint(content, joined[at]))
    return joined


def _is_text(node: Node) -> bool:
    """Tell whether a node is a text without quotation marks that says something."""
    return node.kind == SCALAR and not node.style and node.start < node.end


def _is_tail(content: str, key: Node, value: Node, keys: frozenset[str]) -> bool:
    """Tell whether a key can only be the rest of the text before it: it is no field, and no colon stands behind it."""
    empty = value.kind == SCALAR and not value.style and value.start == value.end
    behind = content[key.end : key.end + 1]
    return empty and _is_text(key) and behind != ":" and plain(str(key.value)) not in keys


def _is_cut_number(content: str, before: Node, after: Node) -> bool:
    """Tell whether a comma without a space parts the digits of one number, which a word or a unit shows to be one."""
    digits = str(before.value)[-1:].isdecimal() and TAIL.match(str(after.value))
    only_digits = str(before.value).isdecimal() and str(after.value).isdecimal()
    return bool(digits) and not only_digits and content[before.end : after.start] == ","


def _until(content: str, node: Node, end: int) -> Node:
    """Return a text that goes on to an offset."""
    return node._replace(end=end, value=" ".join(content[node.start : end].split()))


def _complaint(content: str, node: Node) -> Complaint:
    said = content[node.start : node.end]
    variant = "" if NUMBER.fullmatch(said) else "text"
    edits = quoting(node.start, node.end, said)
    return Complaint("Y020", Span(node.start, node.end), (("value", said),), edits=edits, variant=variant, value=said)
