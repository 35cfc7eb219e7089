"""How words are compared, and which word a misspelt one is taken for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaitaku_check.bundled import table
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.plan.field import Field, Form, field_at
from zaitaku_check.plan.keys import names_of
from zaitaku_check.plan.kinds.choices import spellings
from zaitaku_check.plan.plan import Plan
from zaitaku_check.suggestions import confused, guesses, nearest
from zaitaku_check.text_forms import folded, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ガイド", "カ\u3099イト\u3099"), ("ガイド", "ｶﾞｲﾄﾞ"), ("鹿本", "鹿　本"), ("area", "ＡＲＥＡ"),
        ("area", "A r e a"), ("圏域", "圏\u200b域"),
        ("圏域", "圏\u00a0域"), ("熊本・上益城", "熊本･上益城"), ("①", "1"), ("\ufeff年度", "年度"),
        ("葛飾", "葛\U000e0100飾"),
    ],
)  # fmt: skip
def test_plain_words_are_equal(one: str, other: str) -> None:
    """Width, spaces, invisible characters, case and composition do not tell keys and choices apart."""
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"), [("і", "i"), ("髙", "高"), ("八代", "八城"), ("取組み", "取り組み"), ("○", "〇")]
)
def test_plain_words_differ(one: str, other: str) -> None:
    """A look-alike letter is another letter, and variant letters count in keys."""
    assert plain(one) != plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙﨑病院", "高崎病院"), ("渡邊", "渡辺"), ("渡邉", "渡辺"), ("齋藤", "斎藤"), ("濵田", "浜田"),
        ("嶋田", "島田"), ("𠮷田", "吉田"),
        ("医療法人 みどり会　みどり病院", "医療法人みどり会みどり病院"), ("12箇所", "12か所"), ("12カ所", "12か所"),
        ("12ヶ所", "12か所"), ("12ヵ所", "12か所"),
        ("12個所", "12か所"), ("12ｹ所", "12か所"), ("A−1", "A-1"), ("A―1", "A-1"), ("Aー1", "A-1"),
        ("センタ―", "センター"), ("センタ-", "センター"),
        ("9〜10時", "9～10時"), ("ＡＢＣ", "abc"), ("㈱熊本", "(株)熊本"), ("龍田", "竜田"),
    ],
)  # fmt: skip
def test_folded_names_are_equal(one: str, other: str) -> None:
    """Variant letters, dashes and spellings of か所 do not tell names apart."""
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("斉藤", "斎藤"), ("碕", "崎"), ("センター", "センタ"), ("アメリカ所長", "アメリか所長"), ("一条", "一篠")],
)
def test_folded_names_differ(one: str, other: str) -> None:
    """Names that their bearers tell apart stay apart."""
    assert folded(one) != folded(other)


@given(st.text(max_size=60))
def test_comparing_is_settled(text: str) -> None:
    """A compared word has no space or zero-width character left, and composition does not matter."""
    assert plain(normalize("NFD", text)) == plain(normalize("NFC", text))
    assert not any(letter.isspace() or letter == "\u200b" for letter in plain(text) + folded(text))


@pytest.mark.parametrize(
    ("group", "word", "meant"),
    [
        ("", "類形", "centre_type"), ("", "圈域", "area"), ("", "県域", "area"), ("", "事業機関", "period"),
        ("", "所用額", "budget"),
        ("", "申請社", "applicant"), ("", "備孝", "remarks"), ("", "取組見", "activities"),
        ("", "fiscal-year", "fiscal_year"),
        ("", "fiscalYear", "fiscal_year"), ("", "aplicant", "applicant"), ("", "memebrs", "members"),
        ("", "ｂｕｄｇｅｔｓ", "budget"),
        ("", "аrea", "area"), ("", "期間", "period"),
        ("applicant", "期間種別", "institution_type"), ("applicant", "機関種類", "institution_type"),
        ("applicant", "市区町村", "municipality"),
        ("applicant", "病床教", "beds"), ("applicant", "名稱", None), ("applicant", "資本金", None),
        ("activities", "項行", None), ("activities", "効果", None), ("", "概要", None), ("", "担当課長", None),
        ("", "x", None), ("", "title", None),
    ],
)  # fmt: skip
def test_misspelt_keys_are_known_for_what_they_are(form: Form, group: str, word: str, meant: str | None) -> None:
    """Wrong kanji of one sound or shape, missing and extra letters are seen through; other words are left alone."""
    near = guesses(word, _keys(form, group))
    assert (near[0].meaning if near else None) == meant


@pytest.mark.parametrize(
    ("path", "word", "meant"),
    [
        ("area", "八城", "yatsushiro"), ("area", "有朋", "ariake"), ("area", "甘草", "amakusa"),
        ("area", "菊地", "kikuchi"), ("area", "球摩", "kuma"),
        ("area", "阿曽", "aso"), ("area", "yatushiro", "yatsushiro"), ("area", "福岡", None),
        ("area", "鹿児島", None), ("area", "やつしろ", None),
        ("centre_type", "基幹形", "core"), ("centre_type", "機幹型", "core"), ("centre_type", "連係型", "alliance"),
        ("centre_type", "単独型", None),
        ("applicant.institution_type", "訪問看護ステイション", "visiting_nurse_station"),
        ("applicant.municipality", "あさきり町", "あさぎり町"), ("applicant.municipality", "福岡市", None),
        ("activities.item", "薬剤管理", None),
    ],
)  # fmt: skip
def test_misspelt_choices_are_known_for_what_they_are(form: Form, path: str, word: str, meant: str | None) -> None:
    """Areas, kinds, municipalities and items: the near one is found, and none where none is near."""
    field = field_at(form, path)
    assert field is not None
    near = guesses(word, spellings(field))
    assert (near[0].meaning if near else None) == meant


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("R11O", ["R110"]),
        ("r101", ["R101"]),
        ("R5O1", ["R501"]),
        ("R999", []),
        ("R115", []),
        ("X001", []),
        ("", []),
        ("R" * 90, []),
    ],
)
def test_misspelt_rule_ids(word: str, expected: list[str]) -> None:
    """An O for a zero is a slip; a number that nobody gave is like too many others to suggest one."""
    ids = [f"R{number}" for number in (101, 102, 105, 107, 110, 111, 120, 121, 125, 201, 301, 401, 501, 901)]
    assert nearest(word, ids) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("jsno", "json"), ("sarf", "sarif"), ("githb", "github"), ("concis", "concise"), ("htm", "html")],
)
def test_misspelt_options(word: str, expected: str) -> None:
    """Exchanged and missing letters of an option are found."""
    assert nearest(word, ["concise", "text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html", "csv"]) == [
        expected
    ]


def test_more_than_one_may_be_asked_for() -> None:
    """`limit` gives the nearest ones, the likeliest first."""
    assert nearest("jsonk", ["text", "jsonll", "json"], limit=2) == ["json", "jsonll"]


@pytest.mark.parametrize("pack", ["regional-centre-2018", "prefectural-centre-2018", "municipal-coordination-2018"])
def test_nothing_real_is_taken_for_a_choice_or_key(pack: str) -> None:
    """No word for another thing of the world is corrected into a choice or key, or said to be a misspelling of one.

    Neither is it where the list of such words is not asked: then the letters alone decide, but for the words named.
    """
    words = [word for line in table("structure/other-things.txt") for word in line.split()]
    assert len(words) > 300
    changed = set()
    for field in _fields(open_shelf().pack(pack).form.root):
        for names in (_named(field), spellings(field)):
            others = [word for word in words if plain(word) not in set(map(plain, names))]
            assert [word for word in others if guesses(word, names)] == []
            changed |= {(word, known) for word in others for known in names if confused(word) == confused(known)}
    assert changed <= {("機関", "期間"), ("機関", "基幹")}


def test_no_two_names_of_a_group_sound_alike(form: Form) -> None:
    """Within a group no right name is taken for another field, and no right choice for another choice."""
    for field in _fields(form.root):
        for names in (_named(field), spellings(field)):
            assert {name: guesses(name, names)[0].meaning for name in names if len(name) > 1} == {
                name: meaning for name, meaning in names.items() if len(name) > 1
            }


def _keys(form: Form, group: str) -> dict[str, str]:
    field = field_at(form, group)
    assert field is not None
    return _named(field)


def _named(field: Field) -> dict[str, str]:
    return {name: child.name for child in field.fields.values() for name in names_of(child)}


def _fields(field: Field) -> Iterator[Field]:
    yield field
    for child in field.fields.values():
        yield from _fields(child)


def test_values_of_many_strangers_are_not_all_tried(
    plan_of: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only keys that are named one by one are tried for the field they may mean: a bomb of keys costs little."""
    tried: list[str] = []
    read_alone = Field.read_alone

    def noted(field: Field, raw: str) -> object:
        tried.append(raw)
        return read_alone(field, raw)

    monkeypatch.setattr(Field, "read_alone", noted)
    plan = plan_of("".join(f"{2305843009213693951 * number}: 値\n" for number in range(1, 501)), demand=True)
    assert [each.rule for each in plan.complaints].count("F001") == 50  # and one note that counts the rest
    assert 0 < len(tried) < 500
