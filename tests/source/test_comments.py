"""Comments to the tool are found where they are comments, and nowhere else."""

from __future__ import annotations

import pytest

from zaitaku_check.source.comments import comments, may_have_comments
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import Text, decode


def heard(content: str) -> list[tuple[str, tuple[int, ...]]]:
    """Return what each comment of a plan says, and about which lines."""
    text = Text(content, "utf-8")
    root = read(text).root
    assert root is not None
    return [(each.says, each.lines) for each in comments(text, root)]


def test_a_comment_behind_a_value_is_about_its_line() -> None:
    """What stands at the end of a line speaks about no other."""
    assert heard("圏域: 八代 # zaitaku-check: ignore[R204]  \n年度: 2018\n") == [("ignore[R204]", (1,))]


def test_a_comment_with_a_line_to_itself_is_about_the_next_line() -> None:
    """Other comments may stand between; the line itself counts too, for what is placed at a file's first line."""
    assert heard("# zaitaku-check: a\n  # なぜか\n# zaitaku-check: b\n圏域: 八代\n") == [("a", (1, 4)), ("b", (3, 4))]


@pytest.mark.parametrize(
    "value",
    [
        "|\n  本文 # zaitaku-check: ignore\n  続き",
        ">\n  # zaitaku-check: ignore\n  続き",
        '"あ # zaitaku-check: ignore"',
        '"あ\n  # zaitaku-check: ignore\n  い"',
        "'あ # zaitaku-check: ignore'",
        "本文#zaitaku-check: ignore",
        "[あ, 'い # zaitaku-check: ignore']",
    ],
)
def test_what_stands_in_a_value_is_no_comment(value: str) -> None:
    """The words of a plan are content, whatever they look like."""
    assert heard(f"備考: {value}\n年度: 2018\n") == []


def test_a_key_is_no_comment() -> None:
    """A quoted key may hold anything, too."""
    assert heard("'あ # zaitaku-check: ignore': 1\n年度: 2018\n") == []


@pytest.mark.parametrize("value", ["| # zaitaku-check: x\n  本文", "[あ, # zaitaku-check: x\n  い]"])
def test_a_comment_inside_of_a_longer_value_is_one(value: str) -> None:
    """Behind a block's sign and between a list's elements there is room for comments."""
    assert heard(f"備考: {value}\n年度: 2018\n") == [("x", (1,))]


def test_comments_behind_a_block_are_found() -> None:
    """A block of text ends with its last line; a less indented comment below it is one."""
    assert heard("備考: |\n  本文\n\n# zaitaku-check: x\n年度: 2018\n") == [("x", (4, 5))]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_end_is_known(ending: str) -> None:
    """Files from Windows and old Macs have the same lines."""
    content = ending.join(
        ["備考: | # zaitaku-check: x", "  # zaitaku-check: y", "年度: 2018", "# zaitaku-check： z", ""]
    )
    assert heard(content) == [("x", (1,)), ("z", (4, 5))]


@pytest.mark.parametrize("content", ["圏域: 八代 # zaitaku-checker: x\n", "圏域: 八代 # my zaitaku-check: x\n"])
def test_other_comments_are_left_alone(content: str) -> None:
    """A comment that only speaks of the tool is not addressed to it."""
    assert heard(content) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_bytes_with_a_comment_are_recognised(encoding: str) -> None:
    """The quick look at the bytes overlooks no encoding that is read."""
    data = "圏域: 八代 # zaitaku-check: x\n備考: こちらは仮名です\n".encode(encoding)
    assert may_have_comments(data)
    assert decode(data)[0] is not None
    assert not may_have_comments("圏域: 八代\n".encode())
