"""Editions: what a pack takes over, replaces, drops; whose form it uses."""

from __future__ import annotations

import pytest
from tests.pack.small import RULE, files, load, problems, rule, small

from zaitaku_check.pack.rule_tests import run_tests

NEXT = """\
id: next
edition: "2"
extends: small
title: {ja: 次の版, en: The next edition}
fiscal_years: [2019]
amounts: {most: 200}
"""
OVERRIDE = RULE.replace(
    "severity: error", "override: {reason: {ja: 年が変わった。, en: Another year.}}\n  severity: note"
)
OTHER = RULE.replace("S101", "S102")


def edition(pack: str = NEXT, **rules: str) -> dict[str, bytes]:
    """Return the files of a pack that extends the small one."""
    return {"pack.yaml": pack.encode(), **{f"{name}.yaml": text.encode() for name, text in rules.items()}}


def test_an_edition_takes_everything_over() -> None:
    """Form, rules, tests and sources come from the extended pack; amounts are replaced by key."""
    following = load(edition(), "next", small=small())
    assert [each.id for each in following.pack.rules] == ["S101"]
    assert following.pack.rules[0].pack == "small"
    assert following.pack.form == small().pack.form
    assert following.pack.meta["amounts"] == {"most": 200}
    assert following.pack.sources == small().pack.sources
    assert following.tests == small().tests


def test_a_rule_may_be_replaced_with_a_reason() -> None:
    """An overriding rule counts as the edition's own."""
    following = load(edition(rules=OVERRIDE), "next", small=small())
    assert [(each.id, each.severity["application"], each.pack) for each in following.pack.rules] == [
        ("S101", "note", "next")
    ]


def test_a_rule_may_be_dropped_with_a_reason() -> None:
    """A dropped rule is gone."""
    drop = NEXT + "drop: [{id: S101, reason: {ja: 廃止。, en: Given up.}}]\n"
    assert load(edition(drop), "next", small=small()).pack.rules == ()


def test_rules_are_in_the_order_of_their_ids() -> None:
    """Letters first, then the number."""
    more = "".join(RULE.replace("S101", name) for name in ("S1001", "S102", "A50"))
    following = load(edition(rules=more), "next", small=small())
    assert [each.id for each in following.pack.rules] == ["A50", "S101", "S102", "S1001"]


@pytest.mark.parametrize(
    ("own", "where", "said", "hint"),
    [
        (
            edition(rules=RULE),
            ("rules.yaml", 1),
            "the extended rule pack has a rule “S101”; to replace it, give a reason under `override`",
            "",
        ),
        (
            edition(rules=OVERRIDE.replace("S101", "S110")),
            ("rules.yaml", 1),
            "the extended rule pack has no rule “S110” to replace",
            "S101",
        ),
        (
            edition(NEXT + "drop: [{id: S110, reason: {ja: 廃止。, en: Given up.}}]\n"),
            ("pack.yaml", 7),
            "the extended rule pack has no rule “S110” to drop",
            "S101",
        ),
        (edition(NEXT + "drop: [{id: S101}]\n"), ("pack.yaml", 7), "“reason” is missing", ""),
    ],
    ids=["silent", "nothing to replace", "nothing to drop", "no reason"],
)
def test_changes_say_what_they_change(own: dict[str, bytes], where: tuple[str, int], said: str, hint: str) -> None:
    """Neither a silent replacement nor one of nothing gets through."""
    first = problems(own, "next", small=small())[0]
    assert ((first.path, first.line), first.wording.en, first.suggestion) == (where, said, hint)


def test_a_form_may_take_anothers_over() -> None:
    """Groups are merged key by key, an empty value removes, and what is changed keeps its place."""
    form = "x-extends: small\nproperties: {name: {x-label: {ja: 名前, en: Full name}}, beds: }\n"
    own = edition(NEXT.replace("extends: small\n", "") + "sources: {book: {title: {ja: 手引, en: The book}}}\n")
    other = load({**own, "form.yaml": form.encode(), "rules.yaml": OTHER.encode()}, "next", small=small())
    fields = other.pack.form.root.fields
    assert fields["name"].label.en == "Full name"
    assert [name for name in small().pack.form.root.fields if name != "beds"] == list(fields)


def test_an_overlay_is_judged_by_the_form_below() -> None:
    """A pack of advice brings no form; its paths are held against that of the pack it lies over."""
    pack = "id: next\noverlay: true\nover: small\ntitle: {ja: 助言, en: Advice}\n"
    pack += "sources: {book: {title: {ja: 手引, en: The book}}}\n"
    assert load(edition(pack, rules=OTHER), "next", small=small()).pack.overlay
    wrong = problems(edition(pack, rules=OTHER.replace("filled: name", "filled: nane")), "next", small=small())
    assert wrong[0].suggestion == "name"


def test_an_amount_of_the_edition_holds_for_the_rules_it_takes_over() -> None:
    """A name with another value changes the rules that use it, without writing them again."""
    rules = rule("{value: {at: beds, max: $most}}")
    base = load(files(rules=rules))
    following = load(edition(), "next", small=base)
    assert base.pack.rules[0].body["check"]["value"]["max"] == 100
    assert following.pack.rules[0].body["check"]["value"]["max"] == 200


def test_the_facts_of_a_year_are_said_by_name() -> None:
    """Titles say the edition's days and year; its tests are plans of its first year; a set of plans has any size."""
    text = rule("{value: {at: day, min: $opening}}").replace("名称を書きます", "'{$fiscal_year}の日は{$opening}以降'")
    text = text.replace("{name: 北病院}", '{year: "{$fiscal_year}", day: "{$opening}"}')
    text = text.replace("{name: 未定}", '{year: "{$fiscal_year}", day: "{$opening-1}"}').replace("/name", "/day")
    base = load(files(rules=text))
    one_year = load(edition(), "next", small=base)
    going_on = load(edition(NEXT.replace("[2019]", "[2019, 2020]")), "next", small=base)
    said = [each.pack.rules[0].title.ja for each in (base, one_year, going_on)]
    assert said == [
        "平成30年度の日は平成30年10月1日以降",
        "令和元年度の日は令和元年10月1日以降",
        "当該年度の日は当該年度の10月1日以降",
    ]
    assert one_year.pack.rules[0].body["check"]["value"]["min"] == "2019-10-01"
    assert [each.wrong for pack in (base, one_year, going_on) for each in run_tests(pack.pack, pack.tests)] == [
        None
    ] * 6


def test_a_choice_needs_no_line_in_the_enum() -> None:
    """Who adds a choice to another's form with its label, or takes one out, has said all."""
    form = "x-extends: small\nproperties: {area: {x-choices: {west: , east: {ja: 東部, en: East}}}}\n"
    following = load({**edition(), "form.yaml": form.encode()}, "next", small=small())
    assert [choice.id for choice in following.pack.form.root.fields["area"].choices] == ["north", "south", "east"]
