"""Pack files as plain data with places."""

from __future__ import annotations

import pytest

from zaitaku_check.pack.document import load_document


def test_plain_scalars_are_numbers_truth_and_text() -> None:
    """Whole numbers, true and false are what they say; quoted words, dates and yes stay text."""
    text = "a: 1149999\nb: '12'\nc: true\nd: 2018-10-01\ne: yes\nf: 010\ng:\nh: -3\n"
    document, wrong = load_document("x.yaml", text.encode())
    assert wrong == ()
    assert document is not None
    assert document.data == {
        "a": 1149999, "b": "12", "c": True, "d": "2018-10-01", "e": "yes", "f": "010", "g": None, "h": -3,
    }  # fmt: skip


def test_every_value_has_its_place() -> None:
    """A problem stands at the value, at the key where that is meant, else at the nearest thing above."""
    from zaitaku_check.text_types import Bilingual

    document, _ = load_document("x.yaml", "- id: R1\n  when: {value: {at: 圏域}}\n".encode())
    assert document is not None
    at = document.problem((0, "when", "value", "at"), Bilingual("", ""))
    key = document.problem((0, "when", "value", "at"), Bilingual("", ""), key=True)
    above = document.problem((0, "when", "value", "nothing"), Bilingual("", ""))
    assert [(each.line, each.column) for each in (at, key, above)] == [(2, 22), (2, 18), (2, 17)]
    assert at.source == "  when: {value: {at: 圏域}}"
    assert document.find((0,), "圏域") == (0, "when", "value", "at")
    assert document.find((0,), "nowhere") == (0,)


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"a: &x 1\n", 1, "anchors, aliases and merge keys are not allowed"),
        (b"a: !!str 1\n", 1, "tags are not allowed"),
        (b"a: 1\n---\nb: 2\n", 2, "there is more than one document"),
        (
            b"a: [1\nb: 2\n",
            1,
            "A closing bracket is missing. Add the closing bracket at the end. Items inside are separated by commas.",
        ),
        (b"", 1, "the file is empty"),
        (b"a: 1\nb: 2\na: 3\n", 3, "the same key is written twice"),
        (b"\x80\x80\xff", 1, "the encoding cannot be read; save the file as UTF-8"),
    ],
)
def test_what_a_pack_file_may_not_hold(data: bytes, line: int, said: str) -> None:
    """A pack is held to plain YAML, and each lapse is said with its line."""
    _document, wrong = load_document("x.yaml", data)
    assert [(each.line, each.wording.en) for each in wrong][:1] == [(line, said)]
