"""Blocks of text: a line of white space is a blank line whatever its width, and no text behind it is dropped."""

from __future__ import annotations

from itertools import product
from typing import cast

import pytest

from zaitaku_check.source.reading import read
from zaitaku_check.source.text import Text
from zaitaku_check.source.tree import Node

WHITE = ["", " ", "  ", "   ", "    ", "     ", "          ", "\u3000", "\t", "  \t", "    \u3000", "\u00a0"]
"""Blank lines that look alike in an editor."""
BLOCKS = {
    "between": ("    検討中\n{}\n    # 夜間の当番\n    # 空床の確保\n", "検討中\n\n# 夜間の当番\n# 空床の確保\n"),
    "in front": ("{}\n    # 夜間の当番\n", "\n# 夜間の当番\n"),
    "behind": ("    夜間の当番\n{}\n", "夜間の当番\n"),
    "twice": ("    甲\n{0}\n{0}\n      乙\n", "甲\n\n\n  乙\n"),
}


@pytest.mark.parametrize("place", BLOCKS)
@pytest.mark.parametrize("white", WHITE, ids=[repr(each) for each in WHITE])
def test_a_line_of_white_space_is_blank(white: str, place: str) -> None:
    """The text of the block and the field behind it are read alike by either parser, and nothing is said."""
    block, text = BLOCKS[place]
    for ending, pure in product(("\n", "\r\n", "\r"), (False, True)):
        content = f"年度: 1\n内容: |\n{block.format(white)}圏域: 八代\n".replace("\n", ending)
        tree = read(Text(content, "utf-8"), pure=pure)
        assert tree.complaints == ()
        pairs = cast("list[tuple[Node, Node]]", tree.root.value) if tree.root else []
        assert [node.value for _key, node in pairs] == ["1", text, "八代"]
        assert content[pairs[1][1].end - 1] == text.rstrip()[-1]
