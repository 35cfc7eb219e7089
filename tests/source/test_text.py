"""Offsets, lines and columns; bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaitaku_check.source.text import Text, decode
from zaitaku_check.text_types import Bilingual

PLAN = "事業: 地域在宅医療サポートセンター事業\n圏域: 八代\n内容: 見守り、①㈱髙～\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_line_end_ends_a_line(end: str) -> None:
    """LF, CRLF and CR end a line."""
    text = Text(f"あ{end}いう{end}", "utf-8")
    assert [text.line_column(text.content.index(sign)) for sign in "あいう"] == [(1, 1), (2, 1), (2, 2)]
    assert [text.line(number) for number in (1, 2, 3, 4)] == ["あ", "いう", "", ""]


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_other_breaks_end_no_line(sign: str) -> None:
    """U+0085, U+2028 and their like are characters of a line, whatever the parser counts."""
    text = Text(f"a{sign}b\nc", "utf-8")
    assert text.line_column(2) == (1, 3)
    assert text.line(1) == f"a{sign}b"


def test_columns_are_code_points() -> None:
    """A letter beyond U+FFFF is one column."""
    assert Text("𠮷😀x", "utf-8").line_column(2) == (1, 3)


@given(st.text(alphabet="aあ\r\n\u2028😀", max_size=40), st.integers(0, 40))
def test_offset_is_the_way_back(content: str, offset: int) -> None:
    """`offset` undoes `line_column` for every character that is not a line end."""
    text = Text(content, "utf-8")
    if offset < len(content) and content[offset] not in "\r\n":
        assert text.offset(*text.line_column(offset)) == offset


@pytest.mark.parametrize(
    ("data", "encoding", "note"),
    [
        (PLAN.encode(), "utf-8", None),
        (b"\xef\xbb\xbf" + PLAN.encode(), "utf-8", None),
        (PLAN.encode("cp932"), "cp932", "CP932 (Shift_JIS)"),
        (PLAN.replace("\n", "\r\n").encode("cp932"), "cp932", "CP932 (Shift_JIS)"),
        (b"\xff\xfe" + PLAN.encode("utf-16-le"), "utf-16", "UTF-16"),
        (b"\xfe\xff" + PLAN.encode("utf-16-be"), "utf-16", "UTF-16"),
    ],
)
def test_what_windows_saves_is_read(data: bytes, encoding: str, note: str | None) -> None:
    """UTF-8 with and without mark, UTF-16 with its mark and CP932 give the same text; Y002 names the last two."""
    text, complaints = decode(data)
    assert text is not None
    assert (text.encoding, text.content.replace("\r\n", "\n")) == (encoding, PLAN)
    assert [(one.rule, one.span, one.args) for one in complaints] == (
        [("Y002", (0, 0), (("name", note),))] if note else []
    )


def test_a_byte_order_mark_is_no_column() -> None:
    """The first character of a file with a byte order mark stands in column 1."""
    text, _ = decode(b"\xef\xbb\xbf" + PLAN.encode())
    assert text is not None
    assert text.content[0] == "事"


@pytest.mark.parametrize(
    ("data", "variant", "args"),
    [
        (PLAN.replace("①㈱髙～", "").encode("euc_jp"), "encoding", {"name": "EUC-JP"}),
        (PLAN.replace("㈱髙～", "").encode("euc_jis_2004"), "encoding", {"name": "EUC-JP"}),
        (PLAN.replace("①㈱髙～", "").encode("iso2022_jp"), "encoding", {"name": "ISO-2022-JP"}),
        (b"\xff\xfe\x00\x00" + PLAN.encode("utf-32-le"), "encoding", {"name": "UTF-32"}),
        (b"\x00\x00\xfe\xff" + PLAN.encode("utf-32-be"), "encoding", {"name": "UTF-32"}),
        (("area: yatsushiro\n" + PLAN).encode("utf-16-le"), "encoding", {"name": "UTF-16"}),
        (("area: yatsushiro\n" + PLAN).encode("utf-16-be"), "encoding", {"name": "UTF-16"}),
        (PLAN.encode() + "あ".encode()[:2], "damaged", {"name": "UTF-8", "line": "4"}),
        (PLAN.encode().replace("八".encode(), b"\xff"), "damaged", {"name": "UTF-8", "line": "2"}),
        (b"\xff\xfe" + PLAN.encode("utf-16-le")[:-1], "damaged", {"name": "UTF-16", "line": "1"}),
        (b"caf\xe9: 1\nna\xefve: 2\n", "", {}),
        (b"a: 1\n" + b"\0" * 600, "binary", {}),
    ],
)
def test_other_encodings_are_refused_by_name(data: bytes, variant: str, args: dict[str, str]) -> None:
    """Y001 says which encoding it seems to be, or where the file is damaged; nothing is guessed."""
    text, (complaint,) = decode(data)
    assert text is None
    assert (complaint.rule, complaint.variant, dict(complaint.args)) == ("Y001", variant, args)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\x14\0\0\0xl/workbook.xml\xff", "an Excel workbook (.xlsx)"),
        (b"PK\x03\x04\x14\0\0\0word/document.xml\xff", "a Word document (.docx)"),
        (b"PK\x03\x04\x14\0\0\0\xff", "a compressed file (zip)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Excel or Word file of the old format"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
        (b"%PDF-1.4\nplain\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "an image (PNG)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "an image (JPEG)"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "a compressed file (gzip)"),
        (b"{\\rtf1\\ansi plan}", "a rich-text document (.rtf)"),
    ],
)
def test_other_files_are_called_by_their_kind(data: bytes, kind: str) -> None:
    """Y001 names the kind of file in both languages."""
    text, (complaint,) = decode(data)
    assert text is None
    said = dict(complaint.args)["kind"]
    assert (complaint.rule, complaint.variant) == ("Y001", "file")
    assert isinstance(said, Bilingual)
    assert said.en == kind
    assert said.ja


def test_half_width_kana_in_cp932_is_read() -> None:
    """Names written in half-width kana do not make a CP932 file unreadable."""
    text, complaints = decode("氏名: 山田太郎\nフリガナ: ﾔﾏﾀﾞ ﾀﾛｳ\n".encode("cp932"))
    assert text is not None
    assert text.encoding == "cp932"
    assert [one.rule for one in complaints] == ["Y002"]


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    """Decoding never raises; without a text there is exactly one Y001."""
    text, complaints = decode(data)
    assert (text is not None) or [one.rule for one in complaints] == ["Y001"]
