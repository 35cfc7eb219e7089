"""Every word of the rule language: when it holds, fails, does not apply and cannot tell."""

from __future__ import annotations

from typing import Any

import pytest
from tests.pack.small import judge, outcome, places, said

UNREADABLE: dict[str, Any] = {"大": 1}
"""A group where a single value is expected."""

Case = tuple[dict[str, Any], dict[str, Any], str]

FILLED: list[Case] = [
    ({"filled": "name"}, {"name": "北病院"}, "pass"),
    ({"filled": "name"}, {"name": "検討中"}, "fail"),
    ({"filled": "name"}, {"name": "（ 未 定 ）"}, "fail"),
    ({"filled": "name"}, {"name": "未定の事項を10月までに決める。"}, "pass"),
    ({"filled": "name"}, {}, "fail"),
    ({"filled": "name"}, {"name": UNREADABLE}, "cannot_tell"),
    ({"filled": "words"}, {"words": ["未定", "北"]}, "pass"),
    ({"filled": "words"}, {"words": ["未定"]}, "fail"),
    ({"filled": "words"}, {"words": []}, "fail"),
    ({"filled": "words"}, {"words": ["未定", UNREADABLE]}, "cannot_tell"),
    ({"filled": "words"}, {"words": ["北", UNREADABLE]}, "pass"),
    ({"filled": "works.text"}, {"works": [{"kind": "a"}, {"kind": "b", "text": "会"}]}, "pass"),
]
ITEMS: list[Case] = [
    ({"items": {"in": "works", "by": "kind", "all_of": ["a", "b"]}}, {"works": [{"kind": "b"}, {"kind": "a"}]}, "pass"),
    ({"items": {"in": "works", "by": "kind", "all_of": ["a", "b"]}}, {"works": [{"kind": "a"}]}, "fail"),
    ({"items": {"in": "works", "by": "kind", "all_of": ["a"]}}, {"works": []}, "fail"),
    ({"items": {"in": "works", "by": "kind", "all_of": ["a"]}}, {}, "fail"),
    ({"items": {"in": "works", "by": "kind", "all_of": ["a"]}}, {"works": [{"kind": "?"}]}, "cannot_tell"),
    ({"items": {"in": "works", "by": "kind", "all_of": ["a"]}}, {"works": [{"kind": "?"}, {"kind": "a"}]}, "pass"),
    ({"items": {"in": "works", "by": "kind", "any_of": ["a", "b"]}}, {"works": [{"kind": "b"}]}, "pass"),
    ({"items": {"in": "works", "by": "kind", "any_of": ["a", "b"]}}, {"works": [{"kind": "c"}]}, "fail"),
    ({"items": {"in": "works", "by": "kind", "any_of": ["a"]}}, {"works": [{"kind": "?"}]}, "cannot_tell"),
    (
        {"items": {"in": "works", "by": "kind", "any_of": ["a", "b", "c"], "at_least": 2}},
        {"works": [{"kind": "a"}, {"kind": "a"}]},
        "fail",
    ),
    (
        {"items": {"in": "works", "by": "kind", "any_of": ["a", "b", "c"], "at_least": 2}},
        {"works": [{"kind": "a"}, {"kind": "c"}]},
        "pass",
    ),
    ({"items": {"in": "works", "by": "kind", "none_of": ["d"]}}, {"works": [{"kind": "a"}]}, "pass"),
    ({"items": {"in": "works", "by": "kind", "none_of": ["d"]}}, {"works": [{"kind": "d"}]}, "fail"),
    ({"items": {"in": "works", "by": "kind", "none_of": ["d"]}}, {"works": [{"kind": "?"}]}, "cannot_tell"),
    ({"items": {"in": "works", "by": "kind", "none_of": ["d"]}}, {"works": [{"kind": "?"}, {"kind": "d"}]}, "fail"),
    ({"items": {"in": "works", "by": "kind", "at_most": 1}}, {"works": [{"kind": "a"}, {"kind": "a"}]}, "pass"),
    ({"items": {"in": "works", "by": "kind", "at_most": 1}}, {"works": [{"kind": "a"}, {"kind": "b"}]}, "fail"),
    ({"items": {"in": "works", "by": "kind", "at_most": 1}}, {"works": [{"kind": "a"}, {"kind": "?"}]}, "cannot_tell"),
    (
        {"items": {"in": "works", "by": "kind", "at_most": 1, "of": ["a", "b"]}},
        {"works": [{"kind": "a"}, {"kind": "c"}]},
        "pass",
    ),
    (
        {"items": {"in": "works", "by": "kind", "at_least_percent": 50, "of": ["a", "b", "c", "d"]}},
        {"works": [{"kind": "a"}, {"kind": "d"}]},
        "pass",
    ),
    (
        {"items": {"in": "works", "by": "kind", "at_least_percent": 51, "of": ["a", "b", "c", "d"]}},
        {"works": [{"kind": "a"}, {"kind": "d"}]},
        "fail",
    ),
    (
        {
            "items": {
                "in": "works",
                "by": "kind",
                "at_least_percent": 60,
                "of": ["a", "b", "c"],
                "not_applicable": ["c"],
            }
        },
        {"works": [{"kind": "a"}]},
        "fail",
    ),
    (
        {
            "items": {
                "in": "works",
                "by": "kind",
                "at_least_percent": 50,
                "of": ["a", "b", "c"],
                "not_applicable": ["c"],
            }
        },
        {"works": [{"kind": "a"}]},
        "pass",
    ),
    (
        {"items": {"in": "works", "by": "kind", "at_least_percent": 50, "of": ["a"], "not_applicable": ["a"]}},
        {"works": [{"kind": "a"}]},
        "not_applicable",
    ),
    (
        {"items": {"in": "works", "by": "kind", "at_least_percent": 100, "of": ["a"]}},
        {"works": [{"kind": "?"}]},
        "cannot_tell",
    ),
]
COUNT: list[Case] = [
    ({"count": {"of": "works", "min": 1}}, {"works": [{"kind": "a"}]}, "pass"),
    ({"count": {"of": "works", "min": 1}}, {}, "fail"),
    ({"count": {"of": "works", "min": 1}}, {"works": UNREADABLE | {"kind": UNREADABLE}}, "pass"),
    ({"count": {"of": "works", "max": 1}}, {"works": [{"kind": "a"}, {"kind": "b"}]}, "fail"),
    ({"count": {"of": "works", "max": 1}}, {}, "pass"),
    ({"count": {"of": "words", "min": 2}}, {"words": ["北", "未定"]}, "fail"),
    ({"count": {"of": "words", "min": 2, "distinct": "."}}, {"words": ["北", "北"]}, "fail"),
    ({"count": {"of": "words", "min": 2, "distinct": "."}}, {"words": ["北", "南"]}, "pass"),
    ({"count": {"of": "words", "min": 2}}, {"words": ["北", UNREADABLE]}, "cannot_tell"),
    ({"count": {"of": "words", "min": 1}}, {"words": ["北", UNREADABLE]}, "pass"),
    ({"count": {"of": "words", "max": 1}}, {"words": ["北", UNREADABLE]}, "cannot_tell"),
    ({"count": {"of": "words", "max": 1}}, {"words": ["北", "南", UNREADABLE]}, "fail"),
    (
        {"count": {"of": "works", "where": {"value": {"at": ".kind", "equals": "a"}}, "min": 1}},
        {"works": [{"kind": "b"}]},
        "fail",
    ),
    (
        {"count": {"of": "works", "where": {"value": {"at": ".kind", "equals": "a"}}, "min": 1}},
        {"works": [{"kind": "?"}]},
        "cannot_tell",
    ),
]
SUM: list[Case] = [
    ({"sum": {"of": "works", "value": ".cost", "max": 100}}, {"works": [{"cost": "60円"}, {"cost": "40円"}]}, "pass"),
    ({"sum": {"of": "works", "value": ".cost", "max": 100}}, {"works": [{"cost": "60円"}, {"cost": "41円"}]}, "fail"),
    ({"sum": {"of": "works", "value": ".cost", "min": 100}}, {"works": [{"cost": "99円"}]}, "fail"),
    ({"sum": {"of": "works", "value": ".cost", "max": 100}}, {}, "not_applicable"),
    ({"sum": {"of": "works", "value": ".cost", "max": 100}}, {"works": [{"kind": "a"}]}, "not_applicable"),
    ({"sum": {"of": "works", "value": ".cost", "max": 100}}, {"works": [{"cost": "未定"}]}, "cannot_tell"),
    (
        {"sum": {"of": "works", "value": ".cost", "equals": "total"}},
        {"total": "100円", "works": [{"cost": "100円"}]},
        "pass",
    ),
    (
        {"sum": {"of": "works", "value": ".cost", "equals": "total"}},
        {"total": "101円", "works": [{"cost": "100円"}]},
        "fail",
    ),
    ({"sum": {"of": "works", "value": ".cost", "equals": "total"}}, {"works": [{"cost": "100円"}]}, "not_applicable"),
    (
        {"sum": {"of": "works", "value": ".cost", "equals": "total"}},
        {"total": "未定", "works": [{"cost": "100円"}]},
        "cannot_tell",
    ),
    (
        {"sum": {"of": "works", "value": ".cost", "where": {"value": {"at": ".kind", "equals": "a"}}, "max": 100}},
        {"works": [{"kind": "a", "cost": "100円"}, {"kind": "b", "cost": "1円"}]},
        "pass",
    ),
]
VALUE: list[Case] = [
    ({"value": {"at": "area", "equals": "north"}}, {"area": "北部"}, "pass"),
    ({"value": {"at": "area", "equals": "north"}}, {"area": "南部"}, "fail"),
    ({"value": {"at": "area", "equals": "north"}}, {}, "not_applicable"),
    ({"value": {"at": "area", "equals": "north", "required": True}}, {}, "fail"),
    ({"value": {"at": "area", "equals": "north", "required": True}}, {"area": "北極"}, "cannot_tell"),
    ({"value": {"at": "area", "equals": "north"}}, {"area": "北極"}, "cannot_tell"),
    ({"value": {"at": "name", "equals": "髙田 病院"}}, {"name": "高田病院"}, "pass"),
    ({"value": {"at": "open", "equals": True}}, {"open": "○"}, "pass"),
    ({"value": {"at": "open", "equals": True}}, {"open": "いいえ"}, "fail"),
    ({"value": {"at": "area", "in": ["north", "south"]}}, {"area": "西部"}, "fail"),
    ({"value": {"at": "area", "in": ["north", "south"]}}, {"area": "南部"}, "pass"),
    ({"value": {"at": "name", "in": {"table": "towns", "by": "area"}}}, {"name": "東町", "area": "北部"}, "pass"),
    ({"value": {"at": "name", "in": {"table": "towns", "by": "area"}}}, {"name": "南市", "area": "北部"}, "fail"),
    ({"value": {"at": "name", "in": {"table": "towns", "by": "area"}}}, {"name": "南市"}, "not_applicable"),
    ({"value": {"at": "name", "in": {"table": "towns", "by": "area"}}}, {"name": "南市", "area": "?"}, "cannot_tell"),
    (
        {"value": {"at": "name", "in": {"table": "towns", "by": "area"}}},
        {"name": "南市", "area": "西部"},
        "not_applicable",
    ),
    ({"value": {"at": "beds", "min": 1}}, {"beds": 1}, "pass"),
    ({"value": {"at": "beds", "min": 1}}, {"beds": 0}, "fail"),
    ({"value": {"at": "beds", "max": 1}}, {"beds": 1}, "pass"),
    ({"value": {"at": "beds", "max": 1}}, {"beds": 2}, "fail"),
    ({"value": {"at": "beds", "max": 1}}, {"beds": "多数"}, "cannot_tell"),
    ({"value": {"at": "day", "after": "2018-10-01"}}, {"day": "平成30年10月2日"}, "pass"),
    ({"value": {"at": "day", "after": "2018-10-01"}}, {"day": "平成30年10月1日"}, "fail"),
    ({"value": {"at": "day", "before": "2018-10-01"}}, {"day": "平成30年9月30日"}, "pass"),
    ({"value": {"at": "day", "before": "2018-10-01"}}, {"day": "平成30年10月1日"}, "fail"),
    ({"value": {"at": "name", "pattern": "医師会$"}}, {"name": "北部 医師会"}, "pass"),
    ({"value": {"at": "name", "pattern": "医師会$"}}, {"name": "医師会病院"}, "fail"),
    ({"value": {"at": "works.kind", "in": ["a", "b"]}}, {"works": [{"kind": "a"}, {"kind": "c"}]}, "fail"),
    ({"value": {"at": "works.kind", "in": ["a", "b"]}}, {"works": [{"kind": "a"}, {"kind": "?"}]}, "cannot_tell"),
]
COMPARE: list[Case] = [
    *(
        ({"compare": {"left": "beds", "is": relation, "right": "year"}}, {"beds": beds, "year": 2018}, wanted)
        for relation, beds, wanted in [
            ("less", 2017, "pass"),
            ("less", 2018, "fail"),
            ("at_most", 2018, "pass"),
            ("at_most", 2019, "fail"),
            ("equal", 2018, "pass"),
            ("equal", 2017, "fail"),
            ("at_least", 2018, "pass"),
            ("at_least", 2017, "fail"),
            ("more", 2019, "pass"),
            ("more", 2018, "fail"),
            ("different", 2019, "pass"),
            ("different", 2018, "fail"),
        ]
    ),
    ({"compare": {"left": "beds", "is": "less", "right": "year"}}, {"beds": 1}, "not_applicable"),
    ({"compare": {"left": "beds", "is": "less", "right": "year"}}, {"year": 2018}, "not_applicable"),
    ({"compare": {"left": "beds", "is": "less", "right": "year"}}, {"beds": "多", "year": 2018}, "cannot_tell"),
    ({"compare": {"left": "beds", "is": "less", "right": "year"}}, {"beds": 1, "year": "?"}, "cannot_tell"),
    ({"compare": {"left": "name", "is": "equal", "right": "words"}}, {"name": "髙 田", "words": ["高田"]}, "pass"),
    (
        {"compare": {"left": "name", "is": "different", "right": "words"}},
        {"name": "北", "words": ["南", "北"]},
        "fail",
    ),
    (
        {"compare": {"left": "name", "is": "different", "right": "words"}},
        {"name": "北", "words": ["南", UNREADABLE]},
        "cannot_tell",
    ),
]
UNIQUE: list[Case] = [
    ({"unique": {"of": "works", "by": "kind"}}, {"works": [{"kind": "a"}, {"kind": "b"}]}, "pass"),
    ({"unique": {"of": "works", "by": "kind"}}, {"works": [{"kind": "a"}, {"kind": "a"}]}, "fail"),
    ({"unique": {"of": "works", "by": "kind"}}, {}, "not_applicable"),
    ({"unique": {"of": "works", "by": "kind"}}, {"works": [{"kind": "a"}, {"kind": "?"}]}, "cannot_tell"),
    ({"unique": {"of": "works", "by": "text"}}, {"works": [{"text": "会を 開く"}, {"text": "会を開く"}]}, "fail"),
    (
        {"unique": {"of": "works", "by": "text", "min_length": 5}},
        {"works": [{"text": "会を開"}, {"text": "会を開"}]},
        "not_applicable",
    ),
    (
        {"unique": {"of": "works", "by": "text", "min_length": 4}},
        {"works": [{"text": "会を開く"}, {"text": "会を開く"}]},
        "fail",
    ),
]
MENTIONS: list[Case] = [
    ({"mentions": {"in": "name", "any_of": ["往診", "看取り"]}}, {"name": "往 診の当番"}, "pass"),
    ({"mentions": {"in": "name", "any_of": ["ICT"]}}, {"name": "ｉｃｔの活用"}, "pass"),
    ({"mentions": {"in": "name", "any_of": ["往診"]}}, {"name": "会議"}, "fail"),
    ({"mentions": {"in": "name", "any_of": ["往診"]}}, {}, "fail"),
    ({"mentions": {"in": "name", "any_of": ["往診"]}}, {"name": UNREADABLE}, "cannot_tell"),
    ({"mentions": {"in": ["name", "words"], "all_of": ["往診", "会"]}}, {"name": "往診", "words": ["会"]}, "pass"),
    ({"mentions": {"in": ["name", "words"], "all_of": ["往診", "会"]}}, {"name": "往診", "words": ["席"]}, "fail"),
    (
        {"mentions": {"in": ["name", "words"], "all_of": ["往診", "会"]}},
        {"name": "往診", "words": [UNREADABLE]},
        "cannot_tell",
    ),
]
NAMED = {"filled": "name"}
FULL = {"filled": "words"}
APPLIES = {"value": {"at": "area", "equals": "north"}}
COMBINED: list[Case] = [
    ({"all": [NAMED, FULL]}, {"name": "北", "words": ["南"]}, "pass"),
    ({"all": [NAMED, FULL]}, {"name": "北"}, "fail"),
    ({"all": [NAMED, APPLIES]}, {"name": "北"}, "pass"),
    ({"all": [APPLIES]}, {}, "not_applicable"),
    ({"all": [NAMED, FULL]}, {"name": "北", "words": [UNREADABLE]}, "cannot_tell"),
    ({"all": [NAMED, FULL]}, {"words": [UNREADABLE]}, "fail"),
    ({"any": [NAMED, FULL]}, {"words": ["南"]}, "pass"),
    ({"any": [NAMED, FULL]}, {}, "fail"),
    ({"any": [NAMED, FULL]}, {"words": [UNREADABLE]}, "cannot_tell"),
    ({"any": [APPLIES, NAMED]}, {}, "fail"),
    ({"any": [APPLIES]}, {}, "not_applicable"),
    ({"not": NAMED}, {}, "pass"),
    ({"not": NAMED}, {"name": "北"}, "fail"),
    ({"not": APPLIES}, {}, "not_applicable"),
    ({"not": APPLIES}, {"area": "?"}, "cannot_tell"),
]
SENTENCE: dict[str, Any] = {"alike": {"in": "name", "any_of": ["夜間の往診の体制をつくります"]}}
REMAINS: dict[str, Any] = {"remains": {"in": "name", "without": ["実施", "適宜", "する"], "min": 2}}
SUBSTANCE: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (SENTENCE, {"name": "夜間の、往診の体制をつくる。"}, "pass"),
    (SENTENCE, {"name": "夜間の往診を当番医で分担する。"}, "fail"),
    (SENTENCE, {}, "not_applicable"),
    (SENTENCE, {"name": UNREADABLE}, "cannot_tell"),
    ({"alike": {"in": "name", "any_of": ["夜間の往診"], "percent": 50}}, {"name": "夜間の回診"}, "pass"),
    ({"alike": {"in": "name", "names_of": "area"}}, {"name": "北の圏域の取組み"}, "fail"),
    (REMAINS, {"name": "適宜、実施する。"}, "fail"),
    (REMAINS, {"name": "研修を実施する。"}, "pass"),
    (REMAINS, {}, "not_applicable"),
    (REMAINS, {"name": UNREADABLE}, "cannot_tell"),
    ({"remains": {"in": "name", "without": [["実施"], ["する"]]}}, {"name": "実施する。"}, "fail"),
]
CASES = [*FILLED, *ITEMS, *COUNT, *SUM, *VALUE, *COMPARE, *UNIQUE, *MENTIONS, *SUBSTANCE, *COMBINED]


@pytest.mark.parametrize(("condition", "plan", "wanted"), CASES, ids=lambda part: str(part)[:60])
def test_outcome(condition: dict[str, Any], plan: dict[str, Any], wanted: str) -> None:
    """The word says of this plan what the page of the language promises."""
    assert outcome(condition, plan) == wanted


def test_every_word_is_tried() -> None:
    """No word of the language goes without cases, and every one of them is seen to hold and to fail."""
    seen: dict[str, set[str]] = {}
    for condition, _plan, wanted in CASES:
        seen.setdefault(next(iter(condition)), set()).add(wanted)
    assert [word for word, outcomes in seen.items() if not {"pass", "fail", "cannot_tell"} <= outcomes] == []


@pytest.mark.parametrize(
    ("body", "plan", "wanted"),
    [
        ({"check": {"filled": "name"}}, {"name": "未定"}, ["/name"]),
        ({"check": {"filled": "name"}}, {}, [""]),
        (
            {"check": {"items": {"in": "works", "by": "kind", "none_of": ["d"]}}},
            {"works": [{"kind": "丁"}]},
            ["/works/0/kind"],
        ),
        ({"check": {"count": {"of": "works", "min": 2}}}, {"works": [{"kind": "a"}]}, ["/works"]),
        (
            {"check": {"value": {"at": "works.kind", "in": ["a"]}}},
            {"works": [{"kind": "a"}, {"kind": "b"}]},
            ["/works/1/kind"],
        ),
        (
            {"check": {"unique": {"of": "works", "by": "kind"}}},
            {"works": [{"kind": "a"}, {"kind": "甲"}]},
            ["/works/1/kind"],
        ),
        ({"check": {"filled": "name"}, "at": ["day", "year"]}, {"year": 2018}, ["/year"]),
        ({"check": {"filled": "name"}, "at": "works.goals"}, {"works": [{"kind": "a"}]}, ["/works"]),
        (
            {"each": "works", "check": {"filled": ".text"}, "at": ".text"},
            {"works": [{"kind": "a"}, {"text": "未定"}]},
            ["/works/0", "/works/1/text"],
        ),
        (
            {
                "each": "works.goals",
                "when": {"value": {"at": "..kind", "equals": "a"}},
                "check": {"compare": {"left": ".then", "is": "more", "right": ".now"}},
            },
            {
                "works": [
                    {"kind": "b", "goals": [{"now": 2, "then": 1}]},
                    {"kind": "a", "goals": [{"now": 1, "then": 2}, {"now": 2, "then": 2}]},
                ]
            },
            ["/works/1/goals/1/then"],
        ),
        (
            {"each": "works", "check": {"not": {"filled": ".text"}}},
            {"works": [{"kind": "a"}, {"text": "会"}]},
            ["/works/1/text"],
        ),
        (
            {"check": {"all": [{"filled": "name"}, {"filled": "words"}]}},
            {"name": "未定", "words": ["未定"]},
            ["/name", "/words"],
        ),
        ({"check": {"all": [{"filled": "name"}, {"filled": "words"}]}, "at": "year"}, {"year": 2018}, ["/year"] * 2),
    ],
    ids=lambda part: str(part)[:70],
)
def test_places(body: dict[str, Any], plan: dict[str, Any], wanted: list[str]) -> None:
    """A failure stands where the word, or the rule's own `at`, says."""
    assert places(plan, **body) == wanted


@pytest.mark.parametrize(
    ("check", "plan", "ja", "en"),
    [
        (
            {"filled": "name"},
            {"name": "未定"},
            "名称が「未定」のままで、具体的に記入されていません。",
            "Name only says “未定”; it has to be filled in.",
        ),
        (
            {"items": {"in": "works", "by": "kind", "all_of": ["a", "b"]}},
            {"works": [{"kind": "a"}]},
            "取組に「乙」がありません。",
            "Works: “B” is missing.",
        ),
        (
            {"items": {"in": "works", "by": "kind", "at_least_percent": 60, "of": ["a", "b"]}},
            {"works": [{"kind": "a"}]},
            "取組のうち50％しか満たされていません（60％以上が必要です）。",
            "Works: only 50 % is met; 60 % is needed.",
        ),
        (
            {"count": {"of": "words", "min": 2}},
            {"words": ["北"]},
            "言葉は2以上が必要ですが、1です。",
            "Words: at least 2 is needed, there is 1.",
        ),
        (
            {"sum": {"of": "works", "value": ".cost", "equals": "total"}},
            {"total": "1,000円", "works": [{"cost": "2千円"}]},
            "取組の合計2,000円が1,000円と一致しません。",
            "Works: the sum 2,000 yen differs from 1,000 yen.",
        ),
        (
            {"value": {"at": "total", "max": 100}},
            {"total": "１千円"},
            "合計「１千円」が上限の100円を超えています。",
            "Total “１千円” is above the limit of 100 yen.",
        ),
        (
            {"value": {"at": "day", "min": "2018-10-01"}},
            {"day": "H30.9.30"},
            "日「H30.9.30」は平成30年10月1日以降でなければなりません。",
            "Day “H30.9.30” must not be before 1 Oct 2018.",
        ),
        (
            {"value": {"at": "area", "in": ["north", "south"]}},
            {"area": "西部"},
            "地域「西部」は「北部」「南部」に含まれません。",
            "Area “西部” is not among “North”, “South”.",
        ),
        (
            {"compare": {"left": "beds", "is": "more", "right": "year"}},
            {"beds": 3, "year": 2018},
            "床「3」は年度「平成30年度」より大きくなければなりません。",
            "Beds “3” must be more than Year “2018”.",
        ),
        (
            {"mentions": {"in": "name", "all_of": ["往診", "会"]}},
            {"name": "会"},
            "名称に「往診」について書かれていません。",
            "Name does not mention “往診”.",
        ),
        (
            {"not": {"value": {"at": "area", "equals": "north"}}},
            {"area": "北部"},
            "地域「北部」は認められません。",
            "Area “北部” is not allowed.",
        ),
    ],
    ids=lambda part: str(part)[:50],
)
def test_own_words(check: dict[str, Any], plan: dict[str, Any], ja: str, en: str) -> None:
    """Without a message of the rule's, the word says what is wrong in both languages."""
    assert said(plan, "ja", check=check) == [ja]
    assert said(plan, "en", check=check) == [en]


def test_a_condition_says_its_own_part() -> None:
    """A message and a place beside a word hold for that part of an `all` alone."""
    parts = [
        {"filled": "name", "message": {"ja": "名がない。", "en": "No name."}, "at": "year"},
        {"filled": "words"},
    ]
    assert said({"year": 2018}, check={"all": parts}) == ["No name.", "Words is not filled in."]
    assert places({"year": 2018}, check={"all": parts}) == ["/year", ""]


def test_when_decides_over_what_a_rule_is_for() -> None:
    """A rule does not apply where `when` fails, and cannot tell where `when` cannot."""
    body: dict[str, Any] = {"when": {"value": {"at": "area", "equals": "north"}}, "check": {"filled": "name"}}
    assert judge({"area": "北部"}, **body).outcome == "fail"
    assert judge({"area": "南部"}, **body).outcome == "not_applicable"
    assert judge({}, **body).outcome == "not_applicable"
    assert judge({"area": "?"}, **body).outcome == "cannot_tell"


def test_one_unreadable_element_leaves_the_failures_of_the_others() -> None:
    """Over a list, a failure anywhere is a failure; without one, what cannot be read cannot be told."""
    body: dict[str, Any] = {"each": "works", "check": {"filled": ".text"}}
    assert judge({"works": [{"text": UNREADABLE}, {"kind": "a"}]}, **body).outcome == "fail"
    assert judge({"works": [{"text": UNREADABLE}, {"text": "会"}]}, **body).outcome == "cannot_tell"
    assert judge({"works": []}, **body).outcome == "not_applicable"
