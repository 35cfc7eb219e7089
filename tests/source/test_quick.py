"""The quick way to a tree gives what the events give, or leaves the text to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaitaku_check.source.build import Builder
from zaitaku_check.source.events import source_of
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.quick import quick_root

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("rules/*/*.yaml"), *ROOT.glob("examples/**/*.yaml")])
PIECES = [
    "a: ",
    "名: ",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "x",
    "'y z'",
    '"w"',
    "[1, 2]",
    "{k: v}",
    "|\n   t\n",
    ">-\n   u\n",
]


def by_events(content: str, limits: Limits) -> object:
    """Return the root that the events give where nothing at all is to be said of a text, else None."""
    built = Builder(content, limits).build(source_of(content))
    return None if built.odd or built.trouble or built.second is not None else built.root


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_give_the_same_tree(path: Path) -> None:
    """Every node of a real file has the same kind, place, value and style."""
    content = path.read_text(encoding="utf-8", errors="replace")
    quick = quick_root(content, Limits())
    assert quick is None or quick == by_events(content, Limits())


def test_most_files_go_the_quick_way() -> None:
    """What is quick only for nothing would prove nothing above."""
    taken = [quick_root(path.read_text(encoding="utf-8", errors="replace"), Limits()) for path in FILES]
    assert sum(root is not None for root in taken) > len(FILES) // 4


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_layout_gives_the_same_tree(content: str) -> None:
    """Whatever is put together of keys, bullets, quotes, brackets and blocks: the same tree, or the long way."""
    quick = quick_root(content, Limits())
    assert quick is None or quick == by_events(content, Limits())


@pytest.mark.parametrize(
    "content",
    [
        "a: &x 1",
        "a: *x",
        "a: !t 1",
        'a: "\\n"',
        "a:\t1",
        "? a\n: 1",
        "%YAML 1.1\n---\na: 1",
        "<<: {a: 1}",
        "- 1",
        "",
        "a: 1\n---\nb: 2",
        "a:\n  " + "- " * 33_000 + "b",
        "a: [" + "b, " * 5_001 + "]",
        "a: {{ b }}",
    ],
    ids=lambda content: content[:20],
)
def test_what_is_out_of_the_ordinary_takes_the_long_way(content: str) -> None:
    """Anchors, tags, escapes, tabs, complex keys, directives, merges, lists, second documents, and what is too much."""
    assert quick_root(content, Limits()) is None


def test_limits_hold() -> None:
    """A text beyond a limit, or nested beyond it, is left to what can say so."""
    assert quick_root("a: [[[1]]]", Limits(depth=3)) is None
    assert quick_root("a: [[1]]", Limits(depth=3)) is not None
    assert quick_root("a: 1234567890", Limits(scalar=10)) is None
    assert quick_root("a: [1, 2, 3]", Limits(events=9)) is None
