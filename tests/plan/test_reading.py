"""Trees into plans: what is read, what is complained of, and where."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from zaitaku_check.plan.canonical import canonical, pointers
from zaitaku_check.plan.field import Form, field_at
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.plan.reading import compile_form, peek, read_plan
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import Text
from zaitaku_check.source.tree import BROKEN, GROUP, SCALAR, Node
from zaitaku_check.text_types import Bilingual, Span

PlanOf = Callable[..., Plan]

JAPANESE = """\
事業: 地域在宅医療サポートセンター事業
年度: 平成30年度
類型: 基幹型
圏域: 八代
申請者:
  名称: 医療法人社団○○会 ○○病院
  機関種別: 在宅療養支援病院
  市町村: 八代市
  病床数: 120床
  職種: [医師, 看護師, 医療ソーシャルワーカー]
  在宅医療の提供: [退院支援, 急変時対応, 看取り]
事業期間: {開始: 平成30年10月1日, 終了: 平成31年3月31日}
取組み:
  - 項目: ①急変時対応の取組み
    内容: 当番表を組み、夜間と休日の往診を地区の診療所と分担する。
    実施事項:
      - {区分: 24時間体制, 内容: 当番表の作成と周知, 時期: 10月〜12月}
  - 項目: ⑤
    内容: 訪問診療に取り組む診療所を増やす。
    指標: [{名称: 訪問診療を行う診療所, 単位: か所, 現状値: 12, 目標値: 15.5}]
  - 項目: 連絡会
    内容: 連絡会を開く。
    連絡会: {既存組織: ×, 構成員: [八代市医師会], 開催回数: 年3回}
所要額:
  合計: 1,149千円
"""

ENGLISH = """\
programme: regional_centre
fiscal_year: 2018
centre_type: core
area: yatsushiro
applicant:
  name: 医療法人社団○○会 ○○病院
  institution_type: home_care_support_hospital
  municipality: 八代市
  beds: 120
  professions: [医師, 看護師, 医療ソーシャルワーカー]
  home_care: [discharge_support, emergency_response, end_of_life_care]
period: {start: 2018-10-01, end: 2019-03-31}
activities:
  - item: emergency_response
    content: 当番表を組み、夜間と休日の往診を地区の診療所と分担する。
    measures:
      - {aim: round_the_clock, content: 当番表の作成と周知, timing: 10月〜12月}
  - item: service_volume_increase
    content: 訪問診療に取り組む診療所を増やす。
    indicators: [{name: 訪問診療を行う診療所, unit: か所, baseline: 12, target: 15.5}]
  - item: liaison_meeting
    content: 連絡会を開く。
    meeting: {existing_body: false, participants: [八代市医師会], times: 3}
budget:
  total: 1149000
"""


class Said(NamedTuple):
    """A complaint as the tests compare it: rule, variant, pointer and the text at its place."""

    rule: str
    variant: str
    pointer: str
    at: str


def _said(text: str, plan: Plan) -> list[Said]:
    return [Said(each.rule, each.variant, each.pointer, text[slice(*each.span)]) for each in plan.complaints]


def _cell(plan: Plan, pointer: str) -> Cell:
    found = pointers(plan)
    waiting = [plan.root]
    while waiting:
        cell = waiting.pop()
        if found[id(cell)] == pointer:
            return cell
        if isinstance(cell.value, list):
            waiting += cell.value
        elif isinstance(cell.value, Group):
            waiting += cell.value.cells.values()
    raise AssertionError(pointer)


def _mended(text: str, complaint: Complaint) -> str:
    for edit in sorted(complaint.edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


# --- whole plans -----------------------------------------------------------------------------------------------------


def test_japanese_and_english_keys_say_the_same(plan_of: PlanOf) -> None:
    """Twins in both languages have no complaints, the same canonical values and the same pointers."""
    one, other = plan_of(JAPANESE, demand=True), plan_of(ENGLISH, demand=True)
    assert one.complaints == other.complaints == ()
    assert canonical(one) == canonical(other)
    assert sorted(pointers(one).values()) == sorted(pointers(other).values())


def test_canonical_values_are_plain_data(plan_of: PlanOf) -> None:
    """The English twin, read as plain YAML, is nearly its own canonical form."""
    expected = yaml.load(ENGLISH, yaml.BaseLoader)  # noqa: S506 - every scalar as text
    expected["fiscal_year"], expected["budget"]["total"], expected["applicant"]["beds"] = 2018, 1_149_000, 120
    expected["activities"][1]["indicators"][0].update(baseline=12, target=15.5)
    expected["activities"][2]["meeting"].update(existing_body=False, times=3)
    expected["activities"][2]["meeting"] = [expected["activities"][2]["meeting"]]
    assert canonical(plan_of(JAPANESE)) == expected


def test_every_cell_knows_its_place(plan_of: PlanOf) -> None:
    """Key and value spans cut exactly what was written; elements have no key."""
    plan = plan_of(JAPANESE)
    total = _cell(plan, "/budget/total")
    assert total.key is not None
    assert (JAPANESE[slice(*total.key)], JAPANESE[slice(*total.span)], total.raw, total.value) == (
        "合計",
        "1,149千円",
        "1,149千円",
        1_149_000,
    )
    nurse = _cell(plan, "/applicant/professions/1")
    assert (nurse.key, JAPANESE[slice(*nurse.span)]) == (None, "看護師")
    assert _cell(plan, "/activities/1/indicators/0/target").value == Decimal("15.5")


def test_keys_are_known_in_every_spelling(plan_of: PlanOf) -> None:
    """Aliases, width, spaces and composition of a key do not matter."""
    for key in ("圏域", "圏　域", "二次医療圏", "ａｒｅａ", "Area", '"area "', "圏\u00a0域"):
        assert canonical(plan_of(f"{key}: 八代")) == {"area": "yatsushiro"}, key
    assert canonical(plan_of("ﾒﾓ: a\n備考: b"))["remarks"] == "b"


def test_one_value_stands_for_a_list_of_one(plan_of: PlanOf) -> None:
    """A single value or a single group where a list is expected is that list."""
    assert canonical(plan_of("取組み: {項目: ①, 連携先: 八代市医師会}\n申請者: {在宅医療の提供: 看取り}")) == {
        "activities": [{"item": "emergency_response", "partners": ["八代市医師会"]}],
        "applicant": {"home_care": ["end_of_life_care"]},
    }


@pytest.mark.parametrize("empty", ["", "~", "null", "Null", '""', "''", '"　"', "[]", "{}", '"\u200b"'])
def test_an_empty_value_is_as_if_absent(plan_of: PlanOf, empty: str) -> None:
    """Nothing, a null and only spaces are no value, for any kind of field."""
    for key in ("備考", "提出日", "圏域", "申請者", "構成機関"):
        plan = plan_of(f"年度: 2018\n{key}: {empty}")
        assert (canonical(plan), plan.complaints) == ({"fiscal_year": 2018}, ()), key


def test_empty_elements_are_left_out(plan_of: PlanOf) -> None:
    """A bullet with nothing behind it is no element, and a list of nothing else is no list."""
    assert canonical(plan_of("構成機関: [~, '', {}]\n申請者: {職種: [医師, ~, 看護師]}")) == {
        "applicant": {"professions": ["医師", "看護師"]}
    }


def test_a_quoted_null_is_a_word(plan_of: PlanOf) -> None:
    """Only a plain ~ or null is empty; in quotes it is what the writer wrote."""
    assert canonical(plan_of('備考: "null"\n申請者: {名称: "~"}')) == {"remarks": "null", "applicant": {"name": "~"}}


def test_a_plan_without_demands_lacks_nothing(plan_of: PlanOf) -> None:
    """An abridged plan is read as it is."""
    plan = plan_of("圏域: 八代\n申請者: {病床数: 20}\n取組み: [{項目: ①}]")
    assert plan.complaints == ()


def test_a_form_is_compiled_once(form: Form) -> None:
    """The reader of a form is kept, one with and one without demands."""
    assert compile_form(form) is compile_form(form)
    assert compile_form(form) is not compile_form(form, demand=False)


# --- complaints ------------------------------------------------------------------------------------------------------


def test_missing_fields_are_placed_at_their_parent(plan_of: PlanOf) -> None:
    """F002 stands at the parent's key, in a list element at its first key, at the top at the plan's start."""
    text = (
        "年度: 2018\n類型: 基幹型\n申請者:\n  名称: 病院\n事業期間: {開始: 2018-10-01}\n"
        "取組み:\n  - 連携先: 医師会\n    項目: ①\n所要額: {合計: 60万円}\n"
    )
    plan = plan_of(text, demand=True)
    assert _said(text, plan) == [
        Said("F002", "", "", ""), Said("F002", "", "/applicant", "申請者"), Said("F002", "", "/period", "事業期間"),
        Said("F002", "", "/activities/0", "連携先"),
    ]  # fmt: skip
    assert [each.value for each in plan.complaints] == ["area", "institution_type", "end", "content"]
    assert plan.complaints[0].span == Span(0, 0)
    value = plan.root.value
    assert isinstance(value, Group)
    assert value.missing == {"area"}


def test_an_empty_required_field_is_placed_at_its_key(plan_of: PlanOf) -> None:
    """F002 of a field without a value stands at its key; the field is there and cannot be read."""
    text = ENGLISH.replace("area: yatsushiro", "area:").replace("    content: 連絡会を開く。", "    content: ''")
    plan = plan_of(text, demand=True)
    assert _said(text, plan) == [
        Said("F002", "empty", "/area", "area"),
        Said("F002", "empty", "/activities/2/content", "content"),
    ]
    assert (_cell(plan, "/area").readable, _cell(plan, "/area").value) == (False, None)


def test_an_empty_list_of_activities_is_a_missing_field(plan_of: PlanOf) -> None:
    """A required list without elements is F002 at its key."""
    text = ENGLISH[: ENGLISH.index("activities:")] + "activities: []\nbudget: {total: 600000}\n"
    assert _said(text, plan_of(text, demand=True)) == [Said("F002", "empty", "/activities", "activities")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("area: [八代]", Said("F003", "list", "/area", "[八代]")),
        ("area: {八代: 1}", Said("F003", "fields", "/area", "{八代: 1}")),
        ("applicant: 病院", Said("F003", "group", "/applicant", "病院")),
        ("applicant: [{名称: 病院}]", Said("F003", "group", "/applicant", "[{名称: 病院}]")),
        ("activities: [①]", Said("F003", "bare", "/activities", "①")),
        ("activities: 急変時対応", Said("F003", "group", "/activities/0", "急変時対応")),
        ("applicant: {professions: [[医師]]}", Said("F003", "list", "/applicant/professions/0", "[医師]")),
        ("applicant: {beds: 43.5床}", Said("F004", "fraction", "/applicant/beds", "43.5床")),
        ("applicant: {beds: 未定}", Said("F004", "placeholder", "/applicant/beds", "未定")),
        ("fiscal_year: 30", Said("F004", "fiscal_year", "/fiscal_year", "30")),
        ("budget: {total: 一式}", Said("F004", "yen", "/budget/total", "一式")),
        ("submitted_on: 10月1日", Said("F005", "no_year", "/submitted_on", "10月1日")),
        ("submitted_on: 検 討 中", Said("F005", "placeholder", "/submitted_on", "検 討 中")),
        ("period: {start: 2018.10}", Said("F008", "", "/period/start", "2018.10")),
        ("submitted_on: 2018-08-01(木)", Said("F009", "", "/submitted_on", "2018-08-01(木)")),
        ("area: やつしろ", Said("F006", "", "/area", "やつしろ")),
        ("area: 八城", Said("F006", "near", "/area", "八城")),
        ("area: 未定", Said("F006", "placeholder", "/area", "未定")),
        ("activities: [{item: ①入退院支援}]", Said("F006", "contradiction", "/activities/0/item", "①入退院支援")),
        ("activities: [{meeting: {existing_body: on}}]",
          Said("F006", "yes_no", "/activities/0/meeting/0/existing_body", "on")),
        ("budget: {total: 1149}", Said("F007", "", "/budget/total", "1149")),
        ("類形: 基幹型", Said("F001", "near", "/類形", "類形")),
        ("資本金: 1", Said("F011", "", "/資本金", "資本金")),
        ("病床数: 1", Said("F011", "elsewhere", "/病床数", "病床数")),
        ('applicant: {"a/b~c": 1}', Said("F011", "", "/applicant/a~1b~0c", '"a/b~c"')),
        ("ar\u0456a: 八代", Said("F001", "near", "/ar\u0456a", "ar\u0456a")),
        ("圏\u200b域: 八代", Said("Y017", "key", "/area", "圏\u200b域")),
        ("area: 八\u200b代", Said("Y017", "", "/area", "八\u200b代")),
        ("applicant: {professions: [医師、看護師]}", Said("Y013", "", "/applicant/professions", "医師、看護師")),
        ("applicant: {home_care: 退院支援、看取り}",
          Said("Y013", "value", "/applicant/home_care", "退院支援、看取り")),
        ("applicant: {home_care: 退院支援・看取り}",
          Said("Y013", "sign", "/applicant/home_care", "退院支援・看取り")),
        ("applicant: {home_care: 退院支援　看取り/急変時対応}",
          Said("Y013", "sign", "/applicant/home_care", "退院支援　看取り/急変時対応")),
        ("applicant: {home_care: [退院支援／看取り]}",
          Said("Y013", "sign_inside", "/applicant/home_care", "退院支援／看取り")),
        ("applicant: {professions: ［医師、看護師］}",
          Said("Y013", "wide", "/applicant/professions", "［医師、看護師］")),
        ("applicant:\n  professions: 【医師, 看護師】",
          Said("Y013", "wide", "/applicant/professions", "【医師, 看護師】")),
    ],
)  # fmt: skip
def test_one_mistake_is_one_complaint_at_its_place(plan_of: PlanOf, text: str, said: Said) -> None:
    """Rule, variant, pointer and place of every complaint that one value or key can cause."""
    assert _said(text, plan_of(text)) == [said]


def test_what_is_doubted_yet_read_counts(plan_of: PlanOf) -> None:
    """A wrong weekday, a small amount and an invisible character leave the value readable; a refusal does not."""
    plan = plan_of("提出日: 2018-08-01(木)\n所要額: {合計: 1149}\n圏域: 八\u200b代\n年度: 30")
    assert [_cell(plan, at).value for at in ("/submitted_on", "/budget/total", "/area")] == [
        "2018-08-01",
        1149,
        "yatsushiro",
    ]
    assert (_cell(plan, "/fiscal_year").readable, _cell(plan, "/fiscal_year").raw) == (False, "30")
    assert canonical(plan)["fiscal_year"] == "30"


def test_a_misspelt_key_that_is_a_missing_field_is_one_complaint(plan_of: PlanOf) -> None:
    """F001 alone: the field counts as missing, no F002 follows, and the key may be mended."""
    text = JAPANESE.replace("類型: 基幹型", "類形: 基幹型")
    plan = plan_of(text, demand=True)
    assert _said(text, plan) == [Said("F001", "near", "/類形", "類形")]
    assert isinstance(plan.root.value, Group)
    assert plan.root.value.missing == {"centre_type"}
    assert _mended(text, plan.complaints[0]) == JAPANESE


def test_a_key_of_another_group_says_where_it_belongs(plan_of: PlanOf) -> None:
    """病床数 at the top is a field of 申請者."""
    complaint = plan_of("病床数: 20").complaints[0]
    assert dict(complaint.args)["group"] == ("「申請者」", "applicant")


@pytest.mark.parametrize(
    ("text", "keys", "variant", "pointer"),
    [
        ("area: 八代\narea: 宇城", ["area", "area"], "", "/area"),
        ("area: 八代\n圏域: 宇城", ["圏域", "area"], "twin", "/area"),
        ("圏域: 八代\n二次医療圏: 八代", ["二次医療圏", "圏域"], "twin", "/area"),
        ("ガイド: 1\nｶﾞｲﾄﾞ: 2", ["ｶﾞｲﾄﾞ", "ガイド"], "twin", "/ガイド"),
        ("area:\narea: 宇城", ["area", "area"], "", "/area"),
        ("remarks: a\nremarks: b\nremarks: c", ["remarks", "remarks", "remarks"], "", "/remarks"),
    ],
)
def test_a_repeated_key_is_placed_at_the_second(
    plan_of: PlanOf, text: str, keys: list[str], variant: str, pointer: str
) -> None:
    """Y004: at the second key, the first and any further related; one complaint however many there are."""
    repeated = [each for each in plan_of(text).complaints if each.rule == "Y004"]
    assert len(repeated) == 1
    complaint = repeated[0]
    assert (complaint.variant, complaint.pointer) == (variant, pointer)
    assert [text[slice(*span)] for span in (complaint.span, *(each.span for each in complaint.beside))] == keys
    assert complaint.beside[0].span < complaint.span


def test_a_repeated_field_cannot_be_read_and_nothing_below_it_is_said(plan_of: PlanOf) -> None:
    """Which of the two was meant is not known, so neither is judged, nor what stands below."""
    plan = plan_of("applicant: {beds: 多数}\narea: 八代\n申請者: {資本金: 1}")
    assert [each.rule for each in plan.complaints] == ["Y004"]
    assert (_cell(plan, "/applicant").readable, canonical(plan)["applicant"]) == (False, None)


def test_a_japanese_comma_in_a_list_is_read_as_meant(plan_of: PlanOf) -> None:
    """The parts are elements with places of their own, and mending makes a true list."""
    text = "申請者: {職種: [医師、看護師（外来、病棟）、薬剤師], 在宅医療の提供: 退院支援、看取り}"
    plan = plan_of(text)
    assert canonical(plan)["applicant"] == {
        "professions": ["医師", "看護師（外来、病棟）", "薬剤師"],
        "home_care": ["discharge_support", "end_of_life_care"],
    }  # fmt: skip
    assert text[slice(*_cell(plan, "/applicant/professions/2").span)] == "薬剤師"
    both = plan.complaints[0]._replace(edits=plan.complaints[0].edits + plan.complaints[1].edits)
    assert (
        _mended(text, both)
        == "申請者: {職種: [医師, 看護師（外来、病棟）, 薬剤師], 在宅医療の提供: [退院支援, 看取り]}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "applicant: {professions: [医師、看護師, 薬剤師]}",
        "applicant: {professions: [医師（内科、外科）]}",
        "activities: [{item: その他、在宅医療の充実に資する地域独自の取組み}]", "remarks: a、b",
    ],
)  # fmt: skip
def test_a_japanese_comma_elsewhere_is_only_a_comma(plan_of: PlanOf, text: str) -> None:
    """Texts may have commas: only a list of one, and choices, are split."""
    assert plan_of(text).complaints == ()


def test_a_certain_choice_is_mended_and_an_uncertain_one_is_not(plan_of: PlanOf) -> None:
    """八城 is 八代 for certain; 基本型 is only like 基幹型."""
    text = "圏域: 八城\n類型: 基本型"
    first, second = plan_of(text).complaints
    assert (_mended(text, first), second.edits) == ("圏域: 八代\n類型: 基本型", ())


def test_nothing_but_certain_slips_is_ever_mended(plan_of: PlanOf) -> None:
    """Amounts are never multiplied, repeated keys never dropped, dates never guessed."""
    plan = plan_of("所要額: {合計: 1149}\n圏域: 八代\narea: 八代\n提出日: 30.10.1\n事業期間: {開始: 2018-10-01(火)}")
    assert {each.rule: each.edits for each in plan.complaints} == {"F007": (), "Y004": (), "F008": (), "F009": ()}


def test_broken_nodes_are_unreadable_without_a_word(form: Form) -> None:
    """An accident has been complained of: its value is unreadable, its key is skipped, nothing follows."""
    key = Node(SCALAR, 0, 4, "area")
    other = Node(BROKEN, 6, 7, "")
    root = Node(GROUP, 0, 9, [(key, Node(BROKEN, 5, 6, "")), (other, Node(SCALAR, 8, 9, "x"))], "block")
    plan = read_plan(root, form, demand=False)
    assert plan.complaints == ()
    assert (_cell(plan, "/area").readable, canonical(plan)) == (False, {"area": None})


def test_thousands_of_unknown_keys_are_one_crowd(plan_of: PlanOf) -> None:
    """Fifty are named one by one, the rest is one complaint with the number of them."""
    plan = plan_of("".join(f"鍵{number}番目の項目: 1\n" for number in range(5000)))
    assert [each.variant for each in plan.complaints] == [""] * 50 + ["more"]
    assert dict(plan.complaints[-1].args)["count"] == ("4950", "4950")
    assert len(plan.complaints[-1].beside) == 50


def test_only_the_first_hundreds_of_mistakes_are_looked_at_closer(plan_of: PlanOf) -> None:
    """Looking for what was meant costs much: beyond two hundred complaints a wrong choice is only said to be wrong."""
    plan = plan_of("members:\n" + "".join("  - 市町村: 八城市\n" for _number in range(300)))
    assert [each.variant for each in plan.complaints] == ["near"] * 200 + [""] * 100


def test_complaints_come_in_the_order_of_the_text(plan_of: PlanOf) -> None:
    """Whatever found them, complaints are ordered by their places."""
    plan = plan_of("年度: x\n類型: y\n謎: 1\n圏域: z\n圏域: z\n提出日: w", demand=True)
    spans = [each.span for each in plan.complaints]
    assert spans == sorted(spans)
    assert len(spans) == 9


def test_foreign_text_is_carried_whole(plan_of: PlanOf) -> None:
    """Values and keys are cut only when they are shown."""
    long = "長" * 3000
    plan = plan_of(f"圏域: {long}\n? {long}\n: 1\n")
    assert {dict(each.args).get("value") or dict(each.args)["key"] for each in plan.complaints} == {long}


# --- peeking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("年度: 平成30年度", 2018), ("a: 1\nfiscal_year: 2019", 2019), ("年　度: R1", 2019), ("事業年度: H31", 2019),
        ("年度: なし", None), ("a: 1", None),
        ("年度:", None), ("年度: [2018]", None),
    ],
)  # fmt: skip
def test_one_field_is_read_ahead_of_the_plan(form: Form, text: str, value: int | None) -> None:
    """The fiscal year is found in any spelling, without complaints, before a form is chosen."""
    root, field = read(Text(text, "utf-8")).root, field_at(form, "fiscal_year")
    assert root is not None
    assert field is not None
    cell = peek(root, field)
    assert (cell.value if cell else None) == value


# --- the words of complaints -----------------------------------------------------------------------------------------

WRONG = Path(__file__).with_name("wrong.yaml")


def _words(complaint: Complaint, wording: dict[str, str], lang: str) -> str:
    said = wording[lang]
    for name, arg in complaint.args:
        said = said.replace(f"{{{name}}}", arg if isinstance(arg, str) else getattr(arg, lang))
    assert not re.search(r"\{[a-z_]+\}", said)
    return said


def _last(plan_of: PlanOf, case: dict[str, str], text: str) -> list[Complaint]:
    return [each for each in plan_of(text, demand="demand" in case).complaints if each.rule[0] == "F"]


@pytest.mark.parametrize("case", yaml.safe_load(WRONG.read_text("utf-8")), ids=lambda case: case["text"][:30])
def test_complaints_are_said_in_these_words(
    plan_of: PlanOf, catalogue: dict[str, dict[str, Any]], case: dict[str, str]
) -> None:
    """Every variant of F001–F013 is filled in completely and reads as written beside this test, its remedy too."""
    complaint = _last(plan_of, case, case["text"])[-1]
    rule = catalogue[complaint.rule]
    message = rule["messages"][complaint.variant]
    remedy = message.get("remedy", rule["remedy"])
    assert f"{complaint.rule} {complaint.variant}".strip() == case["rule"]
    assert {lang: _words(complaint, message, lang) for lang in ("ja", "en")} == {"ja": case["ja"], "en": case["en"]}
    assert _words(complaint, remedy, "ja") == case["ja_remedy"]
    assert _words(complaint, remedy, "en") == case["en_remedy"]


@pytest.mark.parametrize("case", yaml.safe_load(WRONG.read_text("utf-8")), ids=lambda case: case["text"][:30])
def test_every_remedy_cures(plan_of: PlanOf, catalogue: dict[str, dict[str, Any]], case: dict[str, str]) -> None:
    """The text with its remedy carried out has no such complaint and none that is new; what may stay is no error.

    Where the remedy shows how the field is written (`圏域: 八代`), that is what stands in the mended text.
    """
    before = _last(plan_of, case, case["text"])
    if case["mended"] == "stays":
        assert (before[-1].severity or catalogue[before[-1].rule]["severity"]) == "note"
        return
    after = _last(plan_of, case, case["mended"]) if case["mended"] else []
    assert (before[-1].rule, before[-1].value) not in {(each.rule, each.value) for each in after}
    assert {(each.rule, each.value) for each in after} <= {(each.rule, each.value) for each in before}
    remedy = catalogue[before[-1].rule]["messages"][before[-1].variant].get("remedy", {}).get("ja", "")
    shown = dict(before[-1].args).get("sample")
    if isinstance(shown, Bilingual) and "{sample}" in remedy:
        assert all(part in _one_line(case["mended"]) for part in _one_line(shown.ja).split("…"))


def _one_line(text: str) -> str:
    return re.sub(r"[\s'\"]", "", text)


def test_every_variant_has_its_case(plan_of: PlanOf, catalogue: dict[str, dict[str, Any]]) -> None:
    """No message of the catalogue is without a case beside this test, F010 and F014 (the engine's) excepted."""
    cases = yaml.safe_load(WRONG.read_text("utf-8"))
    said = {
        (each.rule, each.variant)
        for case in cases
        for each in plan_of(case["text"], demand="demand" in case).complaints
    }
    judged = {rule: body for rule, body in catalogue.items() if rule not in {"F010", "F014"}}
    known = {(rule, variant) for rule, body in judged.items() for variant in body["messages"]}
    assert known - said == {("F003", ""), ("F004", ""), ("F006", "either"), ("F011", "more"), ("F012", "near")}
    assert {pair for pair in said if pair[0].startswith("F")} <= known  # and no complaint is without words


@pytest.mark.parametrize(
    ("written", "elements", "mended"),
    [
        ("［医師、看護師］", ["医師", "看護師"], "[医師, 看護師]"),
        ("【医師，看護師】", ["医師", "看護師"], "[医師, 看護師]"),
        ("［医師］", ["医師"], "[医師]"),
        ("［医師］、看護師", ["［医師］", "看護師"], "[［医師］, 看護師]"),
        ("'［医師、看護師］'", ["［医師、看護師］"], ""),
    ],
)
def test_a_list_in_full_width_brackets_is_the_list_it_stands_for(
    plan_of: PlanOf, written: str, elements: list[str], mended: str
) -> None:
    """Brackets of the wrong width around the whole value: read as meant, and mended; in quotation marks it is text."""
    text = f"applicant:\n  professions: {written}\n"
    plan = plan_of(text)
    assert canonical(plan)["applicant"]["professions"] == elements
    assert [_mended(text, each) for each in plan.complaints] == (
        [f"applicant:\n  professions: {mended}\n"] if mended else []
    )
