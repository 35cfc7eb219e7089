"""The comments of a plan that are addressed to this tool: found in the text, never inside of a value."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import cast

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.text import Text
from zaitaku_check.source.tree import GROUP, LIST, Node
from zaitaku_check.text_types import Span

MARK = "zaitaku-check"
_ADDRESSED = re.compile(
    r"(?:(?<=[ \t\r\n])|\A)[#＃]+[ \t\u3000]*(?P<name>(?i:zaitaku)[-_ ー－‐―]?(?i:check))"
    r"(?P<colon>[ \t\u3000]*[:：]|[ \t\u3000]*(?=ignore))[ \t\u3000]*(?P<says>[^\r\n]*)"
)
"""A comment for this tool, its name written as people write it."""
_WORDS = re.compile(rb"(?i)zaitaku.{0,3}check")
_COMMENT_LINE = re.compile(r"[ \t]*#")


class Comment(NamedTuple):
    """One comment: what it says behind the tool's name, where it stands, and the 1-based lines it speaks about.

    `name` is the tool's name as it is written there, with the colon.
    """

    says: str
    span: Span
    lines: tuple[int, ...]
    name: str = f"{MARK}:"

    @property
    def addressed(self) -> bool:
        """Whether the name is written right, so that the comment counts."""
        return self.name[:-1] == MARK and self.name[-1] in ":："


def may_have_comments(data: bytes) -> bool:
    """Say of a file's bytes whether it is worth looking for comments in it."""
    return _WORDS.search(data) is not None or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def comments(text: Text, root: Node) -> tuple[Comment, ...]:
    """Return the comments addressed to this tool, in their order.

    A comment behind a value speaks about its own line; one that has its line to itself speaks also about the next line
    that is no comment. What stands in a value (a block of text, say) is content, whatever it looks like.
    """
    inside = sorted(_values(root, text.content))
    return tuple(
        _comment(text, found)
        for found in _ADDRESSED.finditer(text.content)
        if not any(start <= found.start() < end for start, end in inside)
    )


def _comment(text: Text, found: re.Match[str]) -> Comment:
    line, _column = text.line_column(found.start())
    says = found["says"].rstrip()
    name = found["name"] + found["colon"].strip()
    span = Span(found.start(), found.end() - len(found["says"]) + len(says))
    if not _COMMENT_LINE.match(text.line(line)):
        return Comment(says, span, (line,), name)
    below = line + 1
    while _COMMENT_LINE.match(text.line(below)):
        below += 1
    return Comment(says, span, (line, below), name)


def _values(node: Node, content: str) -> Iterator[tuple[int, int]]:
    """Yield where the values stand; of a block of text without its first line, behind whose sign a comment may be."""
    if node.kind == LIST:
        for each in cast("list[Node]", node.value):
            yield from _values(each, content)
    elif node.kind == GROUP:
        for pair in cast("list[tuple[Node, Node]]", node.value):
            for each in pair:
                yield from _values(each, content)
    elif node.style in ("|", ">"):
        yield _line_end(content, node.start), node.end
    else:
        yield node.start, node.end


def _line_end(content: str, start: int) -> int:
    ends = [at for sign in "\r\n" if (at := content.find(sign, start)) >= 0]
    return min(ends, default=len(content))
