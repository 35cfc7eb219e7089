"""Texts, yes and no, choices and items: every accepted way of writing them, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaitaku_check.plan.doubt import Doubt, Value
from zaitaku_check.plan.field import Choice, Field, Form, field_at
from zaitaku_check.plan.kinds.choices import spellings
from zaitaku_check.plan.kinds.kind import Reader
from zaitaku_check.plan.kinds.text import read_text
from zaitaku_check.plan.kinds.yes_no import read_yes_no
from zaitaku_check.text_types import Bilingual

_NO_LABEL = Bilingual("x", "x")
_CHOICES = (Choice("a", Bilingual("急変", "a"), (), "①"), Choice("b", Bilingual("退院", "b"), ("その他、",), "ア"))


def _field(form: Form, path: str) -> Field:
    field = field_at(form, path)
    assert field is not None, path
    return field


def _reader(form: Form, path: str) -> Reader:
    """Return the reader of a field, with every doubt looked at closer."""
    read = _field(form, path).read_alone

    def closely(raw: str) -> Value | Doubt:
        found = read(raw)
        return found.closer() if isinstance(found, Doubt) and found.closer else found

    return closely


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("内容", "内容"), ("　内容　", "内容"), (" a b ", "a b"), ("ガイド", "ガイド"),
        ("カ\u3099イト\u3099", "ガイド"),
        ("見守\u200bり", "見守り"), ("\ufeff内容", "内容"), ("18:30", "18:30"), ("010", "010"), ("no", "no"),
        ("髙橋﨑", "髙橋﨑"),
        ("1行目\n2行目", "1行目\n2行目"), ("\u200b", ""), ("　", ""), ("①㈱ｱ", "①㈱ｱ"),
    ],
)  # fmt: skip
def test_a_text_is_only_trimmed(raw: str, text: str) -> None:
    """A text keeps its letters: only outer spaces and zero-width characters go, and it is in NFC."""
    assert read_text(raw) == text


@pytest.mark.parametrize(
    "raw",
    [
        "はい",
        "○",
        "◯",
        "〇",
        "有",
        "あり",
        "✓",
        "✔",
        "レ",
        "ﾚ",
        "true",
        "True",
        "TRUE",
        "ＹＥＳ",
        "yes",
        " ○ ",
        "✔\ufe0f",
    ],
)
def test_every_yes_is_read(raw: str) -> None:
    """A circle, a tick and a word all mean yes."""
    assert read_yes_no(raw) is True


@pytest.mark.parametrize("raw", ["いいえ", "×", "✕", "✗", "無", "なし", "false", "False", "no", "NO", "Ｎｏ"])
def test_every_no_is_read(raw: str) -> None:
    """A cross and a word all mean no."""
    assert read_yes_no(raw) is False


@pytest.mark.parametrize("raw", ["on", "off", "△", "1", "0", "y", "n", "多分", "?", "x"])
def test_what_is_neither_yes_nor_no_is_refused(raw: str) -> None:
    """Anything else, on and off and a triangle too, is F006."""
    assert read_yes_no(raw) == Doubt("F006", "yes_no")


@pytest.mark.parametrize(
    ("path", "choice", "raws"),
    [
        ("area", "kumamoto_kamimashiki",
          ["熊本・上益城", "熊本上益城", "熊本･上益城", "熊本・上益城圏域", "熊本上益城医療圏",
          "KUMAMOTO_KAMIMASHIKI"]),
        ("area", "kamoto",
          ["鹿本", "鹿　本", "鹿 本", "鹿本圏", "鹿本圏域", "鹿本医療圏", "鹿本二次医療圏", "鹿　本　圏　域",
            "kamoto", "Ｋamoto"]),
        ("area", "kumamoto_kamimashiki", ["熊本 上益城", "熊本　上益城"]),
        ("centre_type", "core", ["基幹型", "基幹", "core", "基 幹 型"]),
        ("applicant.municipality", "益城町",
          ["益城町", "熊本県益城町", "上益城郡益城町", "熊本県上益城郡益城町", "熊本県 益城町"]),
        ("applicant.municipality", "熊本市", ["熊本市", "熊本市中央区", "熊本県熊本市南区", "熊本市 東区", "西区"]),
        ("applicant.institution_type", "hospital", ["病院", "hospital", "一般病院"]),
        ("applicant.home_care", "emergency_response",
          ["急変時対応", "急変時対応の取組み", "急変時対応の取り組み", "急変時の対応"]),
        ("programme", "municipal_coordination",
          ["在宅医療・介護連携推進事業", "在宅医療･介護連携推進事業", "在宅医療介護連携推進事業"]),
        ("activities.measures.aim", "round_the_clock", ["24時間体制", "２４時間体制", "二十四時間体制"]),
    ],
)  # fmt: skip
def test_choices_are_read_in_every_spelling(form: Form, path: str, choice: str, raws: list[str]) -> None:
    """Width, spaces, endings, prefixes and aliases do not matter."""
    read = _reader(form, path)
    assert {raw: read(raw) for raw in raws} == dict.fromkeys(raws, choice)


@pytest.mark.parametrize(
    ("item", "raws"),
    [
        ("emergency_response",
          ["①", "(1)", "（１）", "1)", "１", "1", "1.", "⑴", "❶", "項目①", "①急変時対応", "①急変時対応の取組み",
            "① 急変時対応の取り組み",
                                "（１）急変時対応", "1.急変時対応", "1 急変時対応", "急変時対応", "急変時対応の取組",
                                "急変時対応に関する取組み", "急変時対応の取り組み",
                                "①急変時対応の取組み【必須項目】", "①：急変時対応", "①・急変時対応",
                                "【①】急変時対応"]),
        ("admission_discharge_support", ["②", "入退院支援", "入退院支援の取組み", "②入退院支援"]),
        ("end_of_life_care", ["④", "看取り", "看取りの取組み", "看取りに関する取組み", "④看取りに関する取り組み"]),
        ("service_volume_increase",
          ["⑤", "訪問診療等のサービス提供量の増加に向けた取組み", "訪問診療等のサービス提供量の増加", "提供量の増加",
            "提供量増加",
                                     "訪問診療等のサービス提供量増加に向けた取り組み", "⑤提供量の増加"]),
        ("public_awareness", ["⑥", "普及啓発", "普及啓発に関する取組み", "普及啓発の取組み"]),
        ("liaison_meeting", ["⑦", "連絡会", "連絡会の開催", "在宅医療センター事業の連絡会の開催", "⑦連絡会"]),
        ("regional_initiative",
          ["⑧", "地域独自の取組み", "その他", "その他、在宅医療の充実に資する地域独自の取組み", "⑧その他",
            "その他在宅医療の充実に資する地域独自の取り組み"]),
    ],
)  # fmt: skip
def test_items_are_read_by_number_and_name(form: Form, item: str, raws: list[str]) -> None:
    """A number alone, a name alone, and both together, in every spelling of 取組み."""
    read = _reader(form, "activities.item")
    assert {raw: read(raw) for raw in raws} == dict.fromkeys(raws, item)


@pytest.mark.parametrize(
    ("raw", "variant"),
    [
        ("①入退院支援", "contradiction"), ("(2)急変時対応", "contradiction"), ("①②", "contradiction"), ("⑨", ""),
        ("12", ""), ("0", ""),
        ("急変時対王", "near"), ("①急変時対王", "near"), ("薬剤管理", ""), ("8つの取組み", ""),
    ],
)  # fmt: skip
def test_items_that_contradict_or_are_unknown_are_refused(form: Form, raw: str, variant: str) -> None:
    """A number beside another item's name is said to contradict it; ①② is not 12."""
    doubt = _reader(form, "activities.item")(raw)
    assert isinstance(doubt, Doubt)
    assert (doubt.rule, doubt.variant, doubt.value) == ("F006", variant, None)


def test_a_contradiction_names_both_items(form: Form) -> None:
    """The complaint says which item the number is and which the name."""
    doubt = _reader(form, "activities.item")("①入退院支援")
    assert isinstance(doubt, Doubt)
    assert [pair[0] for _, pair in doubt.args] == ["①", "急変時対応の取組み", "入退院支援の取組み", "②"]


@pytest.mark.parametrize(
    ("path", "raw", "suggestion", "mend"),
    [
        ("area", "八城", "八代", "八代"), ("area", "菊地圏域", "菊池", "菊池圏域"),
        ("area", "yatushiro", "八代", ""),
        ("centre_type", "基幹形", "基幹型", "基幹型"), ("centre_type", "cor", "基幹型", ""),
        ("centre_type", "基本型", "基幹型", ""),
    ],
)  # fmt: skip
def test_the_nearest_choice_is_offered_and_a_certain_one_mended(
    form: Form, path: str, raw: str, suggestion: str, mend: str
) -> None:
    """F006 names the choice that was meant; only a slip that leaves no doubt is mended."""
    doubt = _reader(form, path)(raw)
    assert isinstance(doubt, Doubt)
    assert (doubt.rule, doubt.variant, doubt.mend) == ("F006", "near", mend)
    assert dict(doubt.args)["suggestion"][0] == suggestion


def test_without_a_near_choice_the_choices_are_listed(form: Form) -> None:
    """やつしろ is like none of the areas: all ten are listed, and of 45 municipalities a dozen."""
    area = _reader(form, "area")("やつしろ")
    assert isinstance(area, Doubt)
    assert (
        dict(area.args)["choices"][0]
        == "「熊本・上益城」、「宇城」、「有明」、「鹿本」、「菊池」、「阿蘇」、「八代」、「芦北」、「球磨」、「天草」"
    )
    town = _reader(form, "applicant.municipality")("横浜市")
    assert isinstance(town, Doubt)
    assert dict(town.args)["choices"][0].endswith("など45件")


def test_zero_width_characters_in_a_choice_are_a_note(form: Form) -> None:
    """The choice is read, Y017 names the character, and leaving it out is safe."""
    doubt = _reader(form, "area")("八\u200b代")
    assert doubt == Doubt("Y017", args=(("found", "U+200B"),), value="yatsushiro", mend="八代")


def test_every_spelling_of_every_choice_is_read_as_it(form: Form) -> None:
    """No spelling in the whole form is shadowed by another."""
    waiting, seen = [form.root], 0
    while waiting:
        field = waiting.pop()
        waiting.extend(field.fields.values())
        if field.choices:
            read, names = field.scalar_reader(), spellings(field)
            seen += len(names)
            assert {name: read(name) for name in names} == names
            assert {name: read(f" {name}　") for name in names} == names
    assert seen > 300


@given(st.text(max_size=300))
def test_no_text_breaks_a_choice_or_an_item(raw: str) -> None:
    """Any text yields an id of the field or a doubt."""
    field = Field("x", "x", _NO_LABEL, "item", choices=_CHOICES, endings=("圏", "の取組み"), prefixes=("県",))
    read = field.read_alone(raw)
    assert isinstance(read, Doubt) or read in {"a", "b"}


def test_long_hostile_texts_cost_little(form: Form) -> None:
    """A hundred thousand endings or brackets are refused at once."""
    for raw in ("圏" * 100_000, "(" * 100_000, "①" * 100_000, "熊本県" * 33_000):
        assert isinstance(_reader(form, "activities.item")(raw), Doubt)
        assert isinstance(_reader(form, "area")(raw), Doubt)
