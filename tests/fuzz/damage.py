"""Damage to a plan: pieces cut out, doubled, moved, or put in that people or attackers put in."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

WORDS = (
    "年度", "取組み", "内容", "項目", "申請者", "所要額", "圏域", "area", "period", "①②", "平成31年2月29日", "30.10.1",
    "2018.10", "1,149千円", "▲6", "○", "△", "未定", "別紙のとおり", "NaN", "null", "~", "true",
)  # fmt: skip
SIGNS = (
    ": ", ":", "：", "- ", "－", "・", "-", "[", "]", "{", "}", "［", "］", ", ", ",", "、", "'", '"', "#", " #", "＃",
    "|\n", ">", "=", "? ", "&a ", "*a", "!t ", "!!str ", "<<: ", "%", "@", "`", "\\", '"\\u', "---\n", "...\n",
    "%YAML 1.1\n",
    "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "{{", "}}", "- - ",
)  # fmt: skip
BLANKS = ("\n", "\r", "\r\n", "\n  ", "\n    ", "\n　", "\n\t", " ", "　", "\u00a0", "\t")
ODD = (
    "\ufeff",
    "\u200b",
    "\u202e",
    "\u2028",
    "\x85",
    "\0",
    "\x1b[2J",
    "\x7f",
    "\ue000",
    "\ufffd",
    "\U000e0041",
    "か\u3099",
    "𠮷",
)
PIECES = (*WORDS, *SIGNS, *BLANKS, *ODD)


@st.composite
def damaged(draw: st.DrawFn, plans: Sequence[str]) -> bytes:
    """Return a good plan after a few accidents, saved in one of the encodings people use."""
    text = draw(st.sampled_from(plans))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        text = draw(st.sampled_from(ACCIDENTS))(text, start, end, draw(st.sampled_from(PIECES)))
    data = text.encode(draw(st.sampled_from(("utf-8", "utf-8-sig", "cp932", "utf-16"))), "replace")
    if draw(st.integers(0, 9)) == 0 and data:
        at = draw(st.integers(0, len(data) - 1))
        data = data[:at] + bytes([data[at] ^ 1 << draw(st.integers(0, 7))]) + data[at + 1 :]
    return data


def _put(text: str, start: int, _end: int, piece: str) -> str:
    return text[:start] + piece + text[start:]


def _replace(text: str, start: int, end: int, piece: str) -> str:
    return text[:start] + piece + text[end:]


def _cut(text: str, start: int, end: int, _piece: str) -> str:
    return text[:start] + text[end:]


def _double(text: str, start: int, end: int, _piece: str) -> str:
    return text[:end] + text[start:end] + text[end:]


def _double_line(text: str, start: int, _end: int, _piece: str) -> str:
    lines = text.splitlines(keepends=True)
    at = text.count("\n", 0, start) % max(1, len(lines))
    return "".join([*lines[: at + 1], *lines[at:]])


def _shift_line(text: str, start: int, end: int, _piece: str) -> str:
    begin = text.rfind("\n", 0, start) + 1
    if (end - start) % 2:
        return text[:begin] + " " * (1 + (end - start) % 3) + text[begin:]
    return text[:begin] + text[begin : begin + 2].lstrip(" ") + text[begin + 2 :]


def _end_here(text: str, start: int, _end: int, _piece: str) -> str:
    return text[:start]


ACCIDENTS = (_put, _put, _replace, _cut, _double, _double_line, _shift_line, _end_here)
