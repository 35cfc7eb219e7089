"""The tree of a YAML text: nodes with their places, every scalar still text."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.complaint import Complaint

SCALAR = "scalar"
LIST = "list"
GROUP = "group"
BROKEN = "broken"
"""A node that an accident (anchor, alias, tag, …) has already been reported for: nothing may be read from it."""


class Node(NamedTuple):
    """One node of a tree; offsets are code points of the text as the file holds it.

    kind    SCALAR, LIST, GROUP or BROKEN
    value   SCALAR: str · LIST: list[Node] · GROUP: list[tuple[Node, Node]] (keys are SCALAR or BROKEN) · BROKEN: ""
    style   SCALAR: "" plain, "'", '"', "|", ">" · LIST and GROUP: "flow" or "block"
    An absent value (`key:`) is a plain SCALAR of "" whose span is empty and lies right behind the key's colon.
    The span of a block LIST or GROUP ends with the last character of its last descendant.
    """

    kind: str
    start: int
    end: int
    value: object
    style: str = ""


class Tree(NamedTuple):
    """A text read: `root` is a GROUP, or None when nothing could be read (then `complaints` say why)."""

    root: Node | None
    complaints: tuple[Complaint, ...]
