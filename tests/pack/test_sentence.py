"""Rules read out: plain clauses in both languages, made of the words and the form's labels."""

from __future__ import annotations

from typing import Any

import pytest
from tests.pack.small import rule_of, small

from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.pack.sentence import sentence

CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"check": {"filled": "name"}}, "名称が具体的に書かれていること。", "It is required that Name is filled in."),
    (
        {"check": {"value": {"at": "day", "min": "2018-10-01"}}, "when": {"value": {"at": "area", "equals": "north"}}},
        "地域が北部である場合に、日が平成30年10月1日以降であること。",
        "Where Area is North, it is required that Day is 1 Oct 2018 or later.",
    ),
    (
        {"each": "works", "check": {"value": {"at": ".cost", "max": 100}}},
        "それぞれの取組について、費用が100円以下であること。",
        "For every one of Works: it is required that Cost is at most 100 yen.",
    ),
    (
        {"check": {"count": {"of": "works", "where": {"value": {"at": ".kind", "equals": "a"}}, "min": 2, "max": 2}}},
        "取組のうち種類が甲であるものの数がちょうど2であること。",
        "It is required that the number of Works of which Kind is A is exactly 2.",
    ),
    (
        {"check": {"compare": {"left": "total", "is": "at_most", "right": {"path": "beds", "times": "1/2"}}}},
        "合計が床の1/2倍以下であること。",
        "It is required that Total is at most 1/2 times Beds.",
    ),
    (
        {"check": {"any": [{"filled": "name"}, {"all": [{"filled": "day"}, {"not": {"filled": "beds"}}]}]}},
        "名称が具体的に書かれている、または、（日が具体的に書かれている、かつ、床が具体的に書かれていない）こと。",
        "It is required that Name is filled in or (Day is filled in and Beds is not filled in).",
    ),
    (
        {"check": {"mentions": {"in": ["name", "words"], "any_of": ["往診", "夜間"]}}},
        "名称・言葉に「往診」「夜間」のいずれかが書かれていること。",
        "It is required that Name, Words speaks of one of “往診”, “夜間”.",
    ),
]


@pytest.mark.parametrize(("body", "ja", "en"), CASES, ids=lambda part: str(part)[:50])
def test_a_rule_as_a_sentence(body: dict[str, Any], ja: str, en: str) -> None:
    """Whoever cannot read YAML can read what a rule asks."""
    said = sentence(rule_of(**body), small().pack)
    assert said is not None
    assert (said.ja, said.en) == (ja, en)


def test_every_bundled_rule_can_be_read_out() -> None:
    """Every rule that judges has a sentence, without a name of the file's own language in it."""
    shelf = open_shelf()
    for name in shelf.ids:
        for rule in shelf.pack(name).rules:
            said = sentence(rule, shelf.judging(name))
            assert (said is None) == ("check" not in rule.body)
            if said is not None:
                assert said.ja.endswith("こと。")
                assert not any(sign in said.ja + said.en for sign in ("Bilingual(", "[]", "None"))
