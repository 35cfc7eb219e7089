"""What the tests of reading share: the form's keys, and a plain view of a tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import Text
from zaitaku_check.source.tree import BROKEN, GROUP, LIST, Node, Tree
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Edit

KEYS = (
    "事業 年度 類型 圏域 申請者 名称 機関種別 市町村 病床数 職種 担当者 氏名 メール 電話番号 代表者 職名 "
    "事業期間 開始 終了 取組み 項目 内容 実施事項 区分 時期 指標 連携先 所要額 合計 備考 "
    "area applicant name period start end activities item"
)
LISTS = "職種 取組み 実施事項 指標 連携先 activities"
GIVEN_UP = "(broken)"

Reading = Callable[[str], Tree]


@pytest.fixture(scope="session")
def reading() -> Reading:
    """Read a text as the engine does: with the keys of a form, and those that hold lists."""
    keys = frozenset(plain(key) for key in KEYS.split())
    lists = frozenset(plain(key) for key in LISTS.split())
    return lambda content: read(Text(content, "utf-8"), keys, lists=lists)


def values(node: Node | None) -> Any:
    """Return a tree as plain dicts, lists and texts; what was given up is "(broken)"."""
    if node is None or node.kind == BROKEN:
        return None if node is None else GIVEN_UP
    if node.kind == GROUP:
        return {values(key): values(value) for key, value in cast("list[tuple[Node, Node]]", node.value)}
    return [values(element) for element in cast("list[Node]", node.value)] if node.kind == LIST else node.value


def nodes(root: Node | None) -> list[Node]:
    """Return every node of a tree."""
    if root is None:
        return []
    below: list[Node] = []
    if root.kind == LIST:
        below = cast("list[Node]", root.value)
    elif root.kind == GROUP:
        below = [node for pair in cast("list[tuple[Node, Node]]", root.value) for node in pair]
    return [root, *(inner for node in below for inner in nodes(node))]


def applied(content: str, complaints: tuple[Complaint, ...]) -> str:
    """Return a text with the edits of all complaints."""
    edits: list[Edit] = sorted(edit for complaint in complaints for edit in complaint.edits)
    for edit in reversed(edits):
        content = content[: edit.start] + edit.new + content[edit.end :]
    return content


def lines_of(content: str, complaint: Complaint) -> list[int]:
    """Return the lines of a complaint: its own, then those beside it."""
    text = Text(content, "utf-8")
    return [text.line_column(span.start)[0] for span in (complaint.span, *(one.span for one in complaint.beside))]
