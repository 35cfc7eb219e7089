"""The words against the table of what each answers, and what stands beside a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.pack.small import PACK, files, judge, load, problems, rule

from zaitaku_check.pack.document import load_document
from zaitaku_check.pack.words import NAMES, conditions_below

PAGE = Path(__file__).with_name("outcomes.yaml")
OUTCOMES = ("pass", "fail", "not_applicable", "cannot_tell")


def _table() -> list[dict[str, Any]]:
    document, wrong = load_document("outcomes.yaml", PAGE.read_bytes())
    assert document is not None, wrong
    table: list[dict[str, Any]] = document.data
    return table


CASES = [(case["check"], plan, wanted) for case in _table() for wanted in OUTCOMES for plan in case.get(wanted, ())]


@pytest.mark.parametrize(("check", "plan", "wanted"), CASES, ids=lambda part: str(part)[:70])
def test_outcome(check: dict[str, Any], plan: dict[str, Any], wanted: str) -> None:
    """A word says of a plan what the table says."""
    body = {key: value for key, value in check.items() if key != "each"}
    each = {"each": check["each"]} if "each" in check else {}
    assert judge(plan, check=body, **each).outcome == wanted


def test_the_table_shows_every_new_word_hold_fail_and_not_know() -> None:
    """No word that is not in the older table goes without a case of each kind."""
    from tests.pack.test_words import CASES as OLDER

    seen: dict[str, set[str]] = {}
    for check, _plan, wanted in (*CASES, *OLDER):
        for _condition, _where, its in conditions_below(check, ()):
            seen.setdefault(its.name, set()).add(wanted)
    assert seen.keys() == set(NAMES)
    assert [name for name, outcomes in seen.items() if not {"pass", "fail", "cannot_tell"} <= outcomes] == []


@pytest.mark.parametrize(
    ("check", "wording"),
    [
        ("{value: {at: name, min: 3}}", "“name” contains a text"),
        ("{value: {at: day, min: 2019-02-30}}", "is not a date like"),
        ("{value: {at: name, in: {table: town, by: area}}}", "pack.yaml has no table “town”"),
        ("{value: {at: name, in: {table: towns, by: works.kind}}}", "leads to several values"),
        ("{sum: {of: works, value: text, max: 3}}", "“text” contains a text"),
        ("{sum: {of: works, value: cost, equals: works.cost}}", "leads to several values"),
        ("{compare: {left: day, is: less, right: total}}", "hold different kinds of value"),
        ("{compare: {left: works.cost, is: less, right: total}}", "leads to several values"),
        ("{compare: {left: works, is: equal, right: total}}", "“works” contains a group"),
        ("{mentions: {in: total, any_of: [往診]}}", "“total” contains an amount"),
        ("{span: {from: day, to: works.held, max: {months: 1}}}", "leads to several values"),
        ("{sorted: {of: works, by: text}}", "“text” contains a text"),
        ("{count: {of: works, where: {value: {at: .text, max: 3}}, min: 1}}", "“text” contains a text"),
        ("{value: {at: area, equals: 北部}}", "is not a choice of “area”"),
        ("{all: [{filled: name, when: {value: {at: name, max: 3}}}]}", "“name” contains a text"),
        ("{compare: {left: {total: {add: [total, name]}}, is: less, right: 3}}", "“name” contains a text"),
        ('{value: {at: name, patterns: ["(a+)+"]}}', "this pattern may take too long"),
    ],
)
def test_what_no_plan_can_be_judged_by_is_refused(check: str, wording: str) -> None:
    """A word that is given a kind of field or constant it cannot take is refused when the pack is loaded."""
    found = problems(files(rules=rule(check)))
    assert any(wording in problem.wording.en for problem in found), found


@pytest.mark.parametrize(
    ("check", "wording"),
    [
        ("{mentions: {in: name, any_of: $numbers}}", "“0” is not a text; a list of texts is needed here"),
        ("{mentions: {in: name, all_of: [往診, $most]}}", "“100” is not a text; a list of texts is needed here"),
        ("{alike: {in: name, any_of: $numbers}}", "“0” is not a text; a list of texts is needed here"),
        ("{remains: {in: name, without: $numbers, min: 3}}", "“0” is not a text; a list of texts is needed here"),
        ("{remains: {in: name, without: [$first_two, $numbers]}}", "“0” is not a text; a list of texts is needed here"),
        ("{value: {at: name, patterns: $numbers}}", "“0” is not a text; a list of texts is needed here"),
        ("{mentions: {in: name, any_of: $most}}", "“100” is not a list; a list is needed here"),
        ("{value: {at: total, in: $most}}", "“100” is not a list; a list is needed here"),
        ("{items: {in: works, by: kind, all_of: $most}}", "“100” is not a list; a list is needed here"),
    ],
)
def test_a_name_that_stands_for_what_a_word_cannot_take_is_refused(check: str, wording: str) -> None:
    """A name of pack.yaml may stand for numbers or for one value where a word needs a list of texts."""
    pack = PACK.replace("first_two: [a, b]", "first_two: [a, b]\n  numbers: [0, 1]")
    found = problems(files(pack=pack, rules=rule(check)))
    assert [wording in problem.wording.en for problem in found] == [True]


def test_a_label_that_stands_for_a_choice_is_suggested() -> None:
    """Whoever writes the label of a choice is told its id."""
    (problem,) = problems(files(rules=rule("{value: {at: area, equals: 北部}}")))
    assert problem.suggestion == "north"


def test_names_in_texts_tests_and_conditions() -> None:
    """An amount or a date has one home; texts, tests and conditions say its name."""
    text = rule(
        "{value: {at: day, min: $opening}}",
        message="{ja: '{$opening}以降、{$closing}まで、{$most}円、{$first_two}', en: 'from {$opening}'}",
    ).replace("- pass: {name: 北病院}", "- pass: {day: $opening+1, name: '{$most+1}円'}")
    loaded = load(files(rules=text))
    (written,) = loaded.pack.rules
    assert written.body["check"]["value"]["min"] == "2018-10-01"
    assert "10月1日以降" in written.body["message"]["ja"]
    assert "3月31日まで、100円、甲、乙" in written.body["message"]["ja"]
    assert "1 Oct 2018" in written.body["message"]["en"]
    assert loaded.tests["S101"][0]["pass"] == {"day": "2018-10-02", "name": "101円"}


def test_a_date_of_every_year_hangs_on_the_plan() -> None:
    """In a pack for several years a relative date stays relative, in texts too."""
    pack = files()["pack.yaml"].decode().replace("[2018]", "[2018, 2019]")
    text = rule("{value: {at: day, min: $opening}}", message="{ja: '{$opening}以降', en: 'from {$opening}'}")
    (written,) = load(files(pack=pack, rules=text)).pack.rules
    assert written.body["check"]["value"]["min"] == {"year": 0, "month": 10, "day": 1}
    assert written.body["message"] == {"ja": "当該年度の10月1日以降", "en": "from 1 October of the fiscal year"}


def test_severity_and_remedy_of_a_part_and_of_a_condition() -> None:
    """A part of a condition may weigh differently and be cured differently; a condition may lessen the whole rule."""
    remedy = {"ja": "言葉を足す。", "en": "Add words."}
    parts = [{"filled": "name"}, {"filled": "words", "severity": "note", "remedy": remedy}]
    points = judge({}, check={"all": parts}).points
    assert [point.severity for point in points] == ["", "note"]
    assert [point.remedy.en if point.remedy else None for point in points] == [None, "Add words."]
    lessened = {"note": {"text": {"at": "name", "min_length": 3}}}
    body: dict[str, Any] = {"check": {"filled": "words"}, "severity_when": lessened}
    assert [point.severity for point in judge({"name": "北病院"}, **body).points] == ["note"]
    assert [point.severity for point in judge({"name": "北"}, **body).points] == [""]


def test_every_part_that_fails_is_told() -> None:
    """Parts that fail at one place and say different things are findings of their own."""
    parts = [{"items": {"in": "works", "by": "kind", "any_of": [kind]}} for kind in ("a", "b", "c")]
    points = judge({"works": [{"kind": "d"}]}, check={"all": parts}, at="works").points
    assert len(points) == 3


def test_an_override_says_only_what_changes() -> None:
    """An edition that replaces a rule writes the keys that differ; an empty key takes one out."""
    base = load(files(rules=rule("{filled: name}", why="{ja: 理由, en: Why}", at="name")))
    own = {
        "pack.yaml": b"id: next\nextends: small\ntitle: {ja: \xe6\xac\xa1, en: Next}\nfiscal_years: [2019]\n",
        "rules.yaml": b"- id: S101\n  severity: note\n  at:\n  override: {reason: {ja: r, en: r}}\n",
    }
    (written,) = load(own, "next", small=base).pack.rules
    assert (written.severity["application"], written.why.en, written.title.en) == ("note", "Why", "The name is given")
    assert "at" not in written.body
    assert written.body["check"] == {"filled": "name"}


def test_elements_that_ask_for_their_whole_list_pick_from_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A count over the list at hand, asked of each of its elements, looks at each element once, not once a question."""
    from zaitaku_check.pack.paths import Found, elements
    from zaitaku_check.pack.words import selecting

    looked: list[Found] = []

    def spied(found: Found) -> Found:
        looked.append(found)
        return elements(found)

    monkeypatch.setattr(selecting, "elements", spied)
    plan = {"works": [{"kind": "a", "goals": [{"now": number} for number in range(30)]}]}
    check = {"count": {"of": "..goals", "where": {"value": {"at": ".now", "max": 40}}, "min": 30}}
    assert judge(plan, each="works.goals", check=check).outcome == "pass"
    assert len(looked) == 1
    outside = {
        "count": {"of": "..goals", "where": {"compare": {"left": ".now", "is": "at_most", "right": "..now"}}, "min": 2}
    }
    assert judge(plan, each="works.goals", check=outside).outcome == "fail"
