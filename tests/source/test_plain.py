"""Plain lines give the tree that the parser gives, and nothing of which anything is to be said is taken for plain."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zaitaku_check.source import reading
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.plain import plain_root
from zaitaku_check.source.text import Text
from zaitaku_check.source.tree import Tree

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("rules/*/*.yaml"), *ROOT.glob("examples/**/*.yaml")])
LINES = [
    "a: x", "名称: 西村　直美", "b:", "c: 'y z'", 'd: "w: # v"', "e: [1, 2]", "f: {k: v, 区分: ２}", "g: |",
    "g: >-", "h: >", "- x", "- a: 1", "- [p, q]", "- {k: v, m: 'n, o'}", "-", "- ", "- - x", "text goes on",
    "・日常の療養支援", "a：b", "a:b", "# remark", "#remark", "a: x # remark", "a: x #1", "b: # remark",
    "a: [1, {k: v}, [2, '3']]", "a: {k: [v, w]}", "---", "...", "a: x ", "b: ", "a:  x", "a : x", "- x: y: z",
    "a: -1", "a: 18:30", "a: http://x", "a: b: c", "a: *b", "a: &b c", "a: !t c", "a: {k: 1,200}", "a: [1,200]",
    "a: {}", "a: []", "a: [x, ]", "a: {x, y}", "a: [k: v]", "a: it's", "a: 'it''s'", "? a", ": a", "<<: {a: 1}",
    "a: ,", "a: '", 'a: "', "a: [", "a: {{ x }}", "a: ~", "a: x\u3000", "\u3000a: x", "a:\u3000x",
    "a: x\u3000# y", "- 医師：2名", "- 18:30", "- x:", "- 'k': v", "'k': v", "a: ''", "a: [x\u3000y]", "a: %x",
    "a: @x", "", "  ", "a: \u200bx", "a: [x # y]", "a: {k: v} # y", "a: 'x' # y", "a: 'x # y'", "a: x# y",
    "a: x:",
]  # fmt: skip
"""What a line of a plan may be, sound or not."""
INDENTS = ["", "", "", "  ", "  ", "    ", "      ", " "]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a text of such lines, with ends of every kind."""
    ends = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    lines = draw(st.lists(st.tuples(st.sampled_from(INDENTS), st.sampled_from(LINES)).map("".join), max_size=12))
    return ends.join(lines) + draw(st.sampled_from(["", ends]))


def by_parser(content: str, limits: Limits) -> Tree:
    """Return what is read of a text where no line is taken for plain."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "plain_root", lambda *_: None)
        return reading.read(Text(content, "utf-8"), limits=limits)


def agree(content: str, limits: Limits) -> bool:
    """Say whether a text was taken for plain; then the parser has to give the same, and nothing may be said of it."""
    tree = reading.read(Text(content, "utf-8"), limits=limits)
    if reading._plain(content, limits) is None:
        return False
    assert tree == by_parser(content, limits)
    assert tree.complaints == ()
    return True


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_give_the_same_tree(path: Path) -> None:
    """Every node of a real file has the same kind, place, value and style."""
    agree(path.read_text(encoding="utf-8", errors="replace"), Limits())


def test_most_files_are_plain() -> None:
    """What is plain only for nothing would prove nothing above."""
    taken = [agree(path.read_bytes().decode(errors="replace"), Limits()) for path in FILES]
    assert sum(taken) >= len(FILES) // 3


@given(texts())
@settings(max_examples=1000)
def test_any_lines_give_the_same_tree(content: str) -> None:
    """Whatever is put together of keys, bullets, quotes, brackets, blocks, remarks and accidents."""
    agree(content, Limits())


@given(st.text(alphabet="ab:- \n#'\"[]{},|>　：・1", max_size=40))
@settings(max_examples=1000)
def test_any_signs_give_the_same_tree(content: str) -> None:
    """Whatever is put together of the signs that mean something to YAML or to people."""
    agree(content, Limits())


@pytest.mark.parametrize("content", [line for line in LINES if line])
def test_every_line_by_itself_and_under_a_key(content: str) -> None:
    """Each of the lines above, alone, behind others, and inside of groups and lists."""
    for text in (content, f"z: 1\n{content}\n", f"z:\n  {content}\n  y: 2\n", f"z:\n- k: 1\n  {content}\n- l: 2\n"):
        agree(text, Limits())


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
    assert plain_root(content, Limits()) is None


def test_the_parser_is_loaded_without_its_patterns() -> None:
    """A text that needs the parser does not pay for the patterns by which PyYAML would guess what values are."""
    words = "import zaitaku_check.source.build, yaml; print(type(yaml.reader.Reader.NON_PRINTABLE).__name__)"
    run = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout == "_Waiting\n"


def test_limits_hold() -> None:
    """A text beyond a limit, or nested beyond it, is left to what can say so."""
    assert plain_root("a: [[[1]]]", Limits(depth=3)) is None
    assert plain_root("a: [[1]]", Limits(depth=3)) is not None
    assert plain_root("a: 1234567890", Limits(scalar=10)) is None
    assert plain_root("a: [1, 2, 3]", Limits(events=9)) is None
