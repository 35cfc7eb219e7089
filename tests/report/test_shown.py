"""What foreign text becomes before anyone sees it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.samples import HOSTILE

from zaitaku_check.report.model import Finding, Place
from zaitaku_check.report.shown import hidden_in, inert, is_hidden, message, section_of, shown, visible, worded
from zaitaku_check.text_types import Bilingual


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31mb", r"a\u{1b}[31mb"),
        ("\x7f\x85\x9b", r"\u{7f}\u{85}\u{9b}"),
        ("gnp.\u202eexe", r"gnp.\u{202e}exe"),
        ("八\u200b代", r"八\u{200b}代"),
        ("行\n次\r\n末\r", r"行↓次↓末\u{d}"),
        ("\u2028\u2029", r"\u{2028}\u{2029}"),
        ("\ue000\U000f0000", r"\u{e000}\u{f0000}"),
        ("\U000e0041", r"\u{e0041}"),
        ("\udce3", r"\u{dce3}"),
        ("\ufeff\ufffe\uffff", r"\u{feff}\u{fffe}\u{ffff}"),
        ("\u3164\u2800", r"\u{3164}\u{2800}"),
        ("\xa0\t", r"\u{a0}\u{9}"),
    ],
)
def test_hidden_characters_are_written_out(text: str, expected: str) -> None:
    """Whatever could deceive a reader or command a terminal is shown by its number."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("::error::x", r"\u{3a}:error::x"),
        ("a\n  ::stop-commands::x", "a\n  \\u{3a}:stop-commands::x"),
        ("##[error]x", r"\u{23}#[error]x"),
        ("a##vso[task.complete]", r"a\u{23}#vso[task.complete]"),
        ("##teamcity[x]", r"\u{23}#teamcity[x]"),
        ("a::b ::c ## d: e", "a::b ::c ## d: e"),
    ],
)
def test_what_a_service_would_obey_is_written_out(text: str, expected: str) -> None:
    """A line of a log that begins as a command of the service that runs the check is only text."""
    assert inert(text) == expected


@pytest.mark.parametrize(
    "text", ["鹿\u3000本", "辻\U000e0100さん", "①⑧〜−髙﨑㈱", "が", "か\u3099", "\U0002000b", "😀", ""]
)
def test_ordinary_japanese_stays_as_it_is(text: str) -> None:
    """Ideographic spaces, variation selectors, combining marks and rare kanji belong to names of people."""
    assert shown(text) == text


def test_long_values_are_cut_with_their_length() -> None:
    """A long value keeps its beginning and says how long it is, in the reader's language."""
    assert shown("あ" * 1234, limit=3) == "あああ…（全1,234文字）"
    assert shown("あ" * 1234, limit=3, lang="en") == "あああ… (1,234 characters)"
    assert shown("あ" * 1234, limit=None) == "あ" * 1234


@given(st.text(st.characters(), max_size=40))
def test_nothing_hidden_gets_through(text: str) -> None:
    """No text has a control, format, private or lone surrogate character left, but for those that names need."""
    result = shown(text, None)
    assert not hidden_in(result)
    assert {unicodedata.category(each) for each in result} & {"Cc", "Cs", "Co", "Zl", "Zp"} == set()
    assert visible(result) == result


def test_every_bidi_control_is_hidden() -> None:
    """The controls Unicode names for bidirectional text are all in the table."""
    controls = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert all(map(is_hidden, controls))


def test_an_argument_is_never_expanded_again() -> None:
    """Placeholders are filled in one pass: a value that looks like a placeholder or a format stays what it is."""
    finding = Finding(
        "R1",
        "error",
        Place("p.yaml"),
        Bilingual("{value}と{x}、{unknown}", "{value} and {x}, {unknown}"),
        (("value", "{x}{0}%s"), ("x", Bilingual("圏域", "area"))),
    )
    assert message(finding, "ja") == "{x}{0}%sと圏域、{unknown}"
    assert message(finding, "en") == "{x}{0}%s and area, {unknown}"


def test_half_a_sentence_stands_apart_from_what_it_is_put_behind() -> None:
    """An argument of ours that begins with a space keeps it in English, where words are parted by spaces."""
    more = Bilingual("（ほかに2か所）", " (2 more)")
    finding = Finding("Y010", "error", Place("p.yaml"), Bilingual("全角です{more}。", "wide{more}."), (("more", more),))
    assert message(finding, "ja") == "全角です（ほかに2か所）。"
    assert message(finding, "en") == "wide (2 more)."


def test_arguments_are_shown_and_cut() -> None:
    """A foreign argument is made visible and cut inside the message."""
    finding = Finding(
        "R1", "error", Place("p.yaml"), Bilingual("「{value}」", "{value}"), (("value", "\x1b" + "長" * 200),)
    )
    assert message(finding, "ja") == r"「\u{1b}" + "長" * 119 + "…（全201文字）」"


def test_a_pack_s_text_is_foreign_too() -> None:
    """The words of a pack stand on one line, visible, in the other language where one is missing."""
    assert worded(Bilingual("一行目\n  二行目\n", ""), "ja") == "一行目二行目"
    assert worded(Bilingual("日本語だけ", ""), "en") == "日本語だけ"
    assert "\x1b" not in worded(Bilingual(HOSTILE, HOSTILE), "en")


def test_a_missing_language_is_replaced_by_the_other() -> None:
    """A wording is said in the language that is asked for, and in the other one where that is missing."""
    assert [Bilingual("提出可", "ready").of(lang) for lang in ("ja", "en")] == ["提出可", "ready"]
    assert [Bilingual("提出可", "").of("en"), Bilingual("", "ready").of("ja")] == ["提出可", "ready"]


def test_a_section_is_named_in_the_readers_language() -> None:
    """Of a section that bears its name in both languages one is shown; any other section is shown as it is."""
    both = "YAMLの書き方 / Writing YAML"
    assert (section_of(both, "ja"), section_of(both, "en")) == ("YAMLの書き方", "Writing YAML")
    assert [section_of("3(2)⑤", lang) for lang in ("ja", "en")] == ["3(2)⑤", "3(2)⑤"]
    assert section_of("a\x1b", "en") == r"a\u{1b}"
