"""A text after changes, and the way back to the file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zaitaku_check.source.mended import Mended
from zaitaku_check.text_types import Edit, Span

EDITS = st.lists(
    st.builds(
        lambda start, length, new: Edit(start, start + length, new),
        *(st.integers(0, 9),) * 2,
        st.text("xy", max_size=3),
    ),
    max_size=4,
)


def test_without_edits_nothing_moves() -> None:
    """The file itself maps to itself, and nothing is broken."""
    text = Mended("圏域：八代")
    assert text.content == "圏域：八代"
    assert [text.at(offset) for offset in range(6)] == list(range(6))
    assert text.place(3, 5) == (3, 5, False)


def test_places_lead_back_to_the_file() -> None:
    """Behind an edit offsets are shifted; inside what was put in they stay within what it replaced."""
    text = Mended("圏域：八代\n年度：1").then([Edit(2, 3, ": "), Edit(8, 9, ": ")])
    assert text.content == "圏域: 八代\n年度: 1"
    assert text.place(4, 6)[:2] == (3, 5)
    assert text.place(11, 12)[:2] == (9, 10)
    assert [text.at(2), text.at(3)] == [2, 3]


def test_changes_may_follow_changes() -> None:
    """A mended text can be mended again; places still lead to the file, and so do edits."""
    first = Mended("a：@b").then([Edit(1, 2, ": ")])
    second = first.then([Edit(3, 3, "'"), Edit(5, 5, "'")])
    assert second.content == "a: '@b'"
    assert second.place(3, 7)[:2] == (2, 4)
    assert first.edit(Edit(3, 5, "x")) == Edit(2, 4, "x")
    assert second.file == "a：@b"


def test_of_two_edits_that_overlap_the_first_stands() -> None:
    """Two accidents that claim the same stretch do not garble it."""
    assert Mended("abcdef").then([Edit(1, 4, "X"), Edit(2, 5, "Y")]).content == "aXef"


def test_what_touches_a_broken_stretch_is_broken() -> None:
    """Stretches are given in the file's offsets, and joined where they meet."""
    text = Mended("0123456789").then([Edit(0, 0, "__")]).without([Span(4, 6), Span(5, 7)])
    assert [text.place(start, end)[2] for start, end in ((2, 6), (2, 7), (8, 9), (9, 10), (2, 12))] == [
        False, True, True, False, True,
    ]  # fmt: skip


@given(EDITS)
def test_every_place_lies_in_the_file_and_in_order(edits: list[Edit]) -> None:
    """Whatever the edits, offsets of the mended text lead into the file and keep their order."""
    content = "0123456789" * 2
    text = Mended(content).then(edits)
    places = [text.at(offset) for offset in range(len(text.content) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(content) for place in places)
