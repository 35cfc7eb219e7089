"""The quick way from a text to its tree: libyaml's own composer, for texts in which nothing out of the ordinary is.

It gives the same tree as the events do, at half the cost, or None where the long way has to look.
"""

from __future__ import annotations

from typing import Any

from zaitaku_check.source.libyaml import yaml
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.tree import GROUP, LIST, SCALAR, Node

SIGNS = ("&", "*", "!", "\\", "\t", "? ", "\n%", "<<")
"""What may begin an anchor, an alias, a tag, an escape, a key of several words, a directive or a merge."""
MappingNode, ScalarNode = yaml.nodes.MappingNode, yaml.nodes.ScalarNode
UNUSUAL = ("", "<<")
MANY_BULLETS = 200
"""The composer calls itself for every level, and ends the process when there are too many.

Brackets are counted before it is asked; levels of indentation are few in a text of this length. Bullets are left.
"""
new = tuple.__new__
"""Makes a named tuple at half the cost of calling its class."""


class _LongWayError(Exception):
    """Something has to be looked at closely."""


def quick_root(content: str, limits: Limits) -> Node | None:
    """Return the root group of a text, None where anything in it is out of the ordinary."""
    long = len(content) > min(limits.scalar, limits.events // 3)
    if long or content.startswith("%") or any(sign in content for sign in SIGNS):
        return None
    if content.count("- ") > MANY_BULLETS:
        return None
    composer = _composer()
    if composer is None:
        return None
    try:
        root = composer(content).get_single_node()
        return _Converter(content, limits).group(root, 1) if type(root) is MappingNode else None
    except (yaml.YAMLError, _LongWayError, RecursionError):
        return None


def _composer() -> Any:
    """Return libyaml's composer with every tag left open, None where PyYAML has been built without libyaml."""
    return _Composer if yaml.__with_libyaml__ else None


if yaml.__with_libyaml__:

    class _Composer(yaml.cyaml.CParser):  # type: ignore[name-defined, misc]
        """Composes nodes without asking what kind of value each is; nothing is constructed."""

        resolve = descend_resolver = ascend_resolver = "".format
        """Whatever it is asked, it answers "", at the least cost there is."""


class _Converter:
    """Makes our nodes of the composer's: their places are those the events give."""

    __slots__ = ("content", "deepest", "longest")

    def __init__(self, content: str, limits: Limits) -> None:
        self.content = content
        self.deepest = limits.depth
        self.longest = limits.entries

    def group(self, node: Any, depth: int) -> Node:
        pairs = []
        for key, value in node.value:
            said = key.value
            if type(key) is not ScalarNode or said in UNUSUAL:
                raise _LongWayError
            named = new(Node, (SCALAR, key.start_mark.index, key.end_mark.index, said, key.style or ""))
            if type(value) is ScalarNode and not value.style and value.value:
                held = new(Node, (SCALAR, value.start_mark.index, value.end_mark.index, value.value, ""))
            else:
                held = self._node(value, depth)
            pairs.append((named, held))
        return self._collection(GROUP, node, pairs, pairs[-1][1][2] if pairs else 0)

    def _node(self, node: Any, depth: int) -> Node:
        if type(node) is ScalarNode:
            start, end, style = node.start_mark.index, node.end_mark.index, node.style
            if style or start == end:
                start, end = self._exact(start, end, style or "")
            return new(Node, (SCALAR, start, end, node.value, style or ""))
        if depth >= self.deepest:
            raise _LongWayError
        return self.group(node, depth + 1) if type(node) is MappingNode else self._list(node, depth + 1)

    def _list(self, node: Any, depth: int) -> Node:
        if len(node.value) > self.longest:
            raise _LongWayError
        items = [self._node(each, depth) for each in node.value]
        return self._collection(LIST, node, items, items[-1][2] if items else 0)

    def _collection(self, kind: str, node: Any, content: list[Any], last: int) -> Node:
        start = node.start_mark.index
        if node.flow_style:
            return new(Node, (kind, start, node.end_mark.index, content, "flow"))
        return new(Node, (kind, start, max(start, last), content, "block"))

    def _exact(self, start: int, end: int, style: str) -> tuple[int, int]:
        """Return the place of an absent value right behind its key's colon, of a block of text without what follows."""
        content = self.content
        while start == end and start and content[start - 1] in " \t":
            start = end = start - 1
        while style and style in "|>" and end > start and content[end - 1] in "\r\n\t ":
            end -= 1
        return start, end
