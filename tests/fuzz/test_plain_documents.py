"""The plain-line reader gives the tree that the events give: each node's kind, place, value and style, nothing to say.

The ordinary run reads a few thousand documents, the long run a million, in shards that go on where they stopped:

    python -m tests.fuzz.test_plain_documents FIRST LAST    # reads these numbers, prints differences and a summary
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import pytest
from tests.fuzz.plain_documents import document

from zaitaku_check.source import reading
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.text import Text
from zaitaku_check.source.tree import Tree

LIMITS = Limits()
SHARD = 50_000
SHARDS = range(0, 1_000_000, SHARD)
FEW = range(3_000)


def by_events(content: str) -> Tree:
    """Return what is read of a text where no line is taken for plain."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "plain_root", lambda *_: None)
        return reading.read(Text(content, "utf-8"))


def compared(numbers: Iterable[int]) -> tuple[int, list[int]]:
    """Return how many of these documents were read as plain lines, and the numbers of those read otherwise."""
    plain, different = 0, []
    for number in numbers:
        content = document(number)
        root = reading._plain(content, LIMITS)
        if root is not None:
            plain += 1
            if by_events(content) != Tree(root, ()):
                different.append(number)
    return plain, different


def test_a_few_documents_are_read_alike() -> None:
    """No difference, and enough of them are plain for that to mean something."""
    plain, different = compared(FEW)
    assert different == []
    assert plain > len(FEW) // 5


def test_a_few_documents_are_read_alike_without_libyaml() -> None:
    """In a browser there is only PyYAML's own parser: trees and complaints are the same, tabs or not."""
    for number in range(400):
        text = Text(document(number), "utf-8")
        fast, pure = reading.read(text), reading.read(text, pure=True)
        said = [[(one.rule, one.variant, one.span) for one in tree.complaints] for tree in (fast, pure)]
        assert (fast.root, said[0]) == (pure.root, said[1]), number


@pytest.mark.long
@pytest.mark.parametrize("first", SHARDS)
def test_a_million_documents_are_read_alike(first: int) -> None:
    """Every shard by itself, so that they run beside each other and a single one runs again."""
    assert compared(range(first, first + SHARD))[1] == []


if __name__ == "__main__":
    first, last = (int(word) for word in sys.argv[1:3])
    for start in range(first, last, 1_000):
        plain, different = compared(range(start, min(start + 1_000, last)))
        sys.stdout.write(f"{start} {min(start + 1_000, last)} plain {plain} different {different}\n")
        sys.stdout.flush()
