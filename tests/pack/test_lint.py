"""Linting finds each of these defects, sown into a copy of the bundled packs, and nothing in the packs as they are."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.scenarios.command import ROOT, Command

from zaitaku_check.bundled import rules_root
from zaitaku_check.cli.entry import main
from zaitaku_check.cli.rules_lint import problems_of
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import Problem
from zaitaku_check.pack.lint import reused_ids

RULES = ROOT / "rules"
REGIONAL = "regional-centre-2018"
COMMON = "activity-plan"


class Defect(NamedTuple):
    """What is replaced in a file, the words of which the complaint has to stand, and what it has to say."""

    file: str
    old: str
    new: str
    at: str
    said: str
    hint: str = ""
    pack: str = REGIONAL


BEYOND_LOADING = [
    Defect(
        "budget.yaml",
        "ja: 合計を{$centre_unit}円以内",
        "ja: 合計を1,149千円以内",
        "ja: 合計を1,149千円以内",
        "write {$centre_unit} for the value that the condition has by that name",
    ),
    Defect(
        "schedule.yaml",
        'en: "Set the start to {$activity_starts}',
        'en: "Set the start to 1 October 2018',
        "Set the start to 1 October 2018",
        "write {$activity_starts} for the value that the condition has by that name",
    ),
    Defect("budget.yaml", "上限{max}を", "上限{mux}を", "{mux}", "nothing fills {mux} here", "{max}"),
    Defect(
        "content.yaml", "項目「{actual}」が、", "項目「{min}」が、", "{min}", "nothing fills {min} here", pack=COMMON
    ),
    Defect(
        "schedule.yaml",
        "  at: .period.end\n  message:\n    ja: 期間の開始",
        "  at: .period.end\n  message:\n    ja: 期間の{missing}開始",
        "{missing}",
        "nothing fills {missing} here",
        pack=COMMON,
    ),
    Defect(
        "budget.yaml",
        "en: The lines add up to the total",
        "en: 内訳の合計が所要額の合計と一致すること",
        "en: 内訳",
        "both languages have the same text: one is not translated",
        pack=COMMON,
    ),
    Defect(
        "eligibility.yaml",
        "check: {count: {of: members, distinct: [.name, .municipality], min: 2}}",
        "check: {count: {of: members, distinct: [.name, .municipality], min: 0}}",
        "{count: {of: members, distinct: [.name, .municipality], min: 0",
        "this condition always holds",
    ),
    Defect(
        "eligibility.yaml",
        "count: {of: members, where: {value: {at: .representative, equals: true}}, min: 1, max: 1}\n        at",
        "count: {of: members, where: {value: {at: .representative, equals: true}}, min: 2, max: 1}\n        at",
        "min: 2, max: 1",
        "this condition can never hold",
    ),
    Defect(
        "optional.yaml",
        "any_of: $optional_items}}",
        "any_of: $optional_items, at_least: 5}}",
        "at_least: 5",
        "this condition can never hold",
    ),
    Defect(
        "optional.yaml",
        "any_of: $optional_items}}",
        "any_of: $optional_items, at_least: 0}}",
        "at_least: 0",
        "this condition always holds",
    ),
    Defect(
        "pack.yaml",
        "daily_care_words: [訪問看護, ",
        "no_words: []\n  daily_care_words: [訪問看護, ",
        "no_words",
        "the list “no_words” is empty",
    ),
    Defect("pack.yaml", "  centres: 13 ", "  centers: 14\n  centres: 13 ", "centers: 14", "nothing uses “centers”"),
    Defect(
        "pack.yaml",
        "tables:\n",
        "tables:\n  towns_of_area: {uki: [宇土市]}\n",
        "towns_of_area",
        "nothing uses “towns_of_area”",
    ),
    Defect(
        "pack.yaml",
        "sources:\n",
        "sources:\n  outline-2017: {title: {ja: 前の資料, en: Last year's}}\n",
        "outline-2017",
        "nothing uses “outline-2017”",
    ),
    Defect(
        "pack.yaml",
        "overview: [applicant.name,",
        "overview: [applicant.nme,",
        "applicant.nme",
        "the form has no “applicant.nme”",
    ),
    Defect(
        "folder.yaml",
        "yatsushiro: 2}",
        "yatushiro: 2}",
        "yatushiro",
        "“yatushiro” is not a choice of “Area”",
        "yatsushiro",
    ),
    Defect(
        "folder.yaml",
        "  limits: {kuma",
        "  each: activities\n  limits: {kuma",
        "each: activities",
        "“each” has no effect in a folder rule",
    ),
    Defect(
        "budget.yaml",
        "  needs: [R301]\n",
        "  needs: [R301]\n  ledger: true\n",
        "ledger: true",
        "“ledger” has no effect in a rule of scope plan",
    ),
    Defect(
        "folder.yaml",
        "  group_by: area\n  groups: all\n  needs: [R907]\n  check: {count: {of: plans, min: 1}}",
        "  groups: all\n  needs: [R907]\n  check: {count: {of: plans, min: 1}}",
        "groups: all\n  needs: [R907]",
        "“groups” needs `group_by`",
    ),
    Defect(
        "content.yaml",
        "      - value: {at: .item, equals: emergency_response}\n",
        "      - value: {at: .item, equals: emergency_response}\n      - value: {at: .item, equals: liaison_meeting}\n",
        "value: {at: .item, equals: liaison_meeting}",
        "this condition can never hold",
    ),
    Defect(
        "eligibility.yaml",
        "  check: {filled: applicant.home_care}",
        "  check: {value: {at: centre_type, equals: core}}",
        "check: {value: {at: centre_type, equals: core}}",
        "`when` asks the same: the rule can never fail",
    ),
    Defect(
        "eligibility.yaml",
        "when: {value: {at: centre_type, equals: core}}",
        "when: {value: {at: centre_type, in: [core, alliance]}}",
        "in: [core, alliance]",
        "this condition always holds",
    ),
    Defect(
        "mandatory.yaml",
        "all_of: [admission_discharge_support]}}",
        "all_of: [emergency_response]}}",
        "all_of: [emergency_response]}}\n  at: activities\n  message:\n    ja: 取組みに、必須項目「②",
        "asks the same as “R101”",
    ),
    Defect(
        "budget.yaml",
        "ja: 内訳にマイナスの金額を計上しないこと",
        "ja: 内訳の合計が所要額の合計と一致すること",
        "title:\n    ja: 内訳の合計が所要額の合計と一致すること\n    en: No line",
        "has the same title as “R303”",
        pack=COMMON,
    ),
    Defect(
        "content.yaml",
        "any_of: $emergency_words}",
        "any_of: [夜, 夜間, 病床]}",
        "",
        "“夜間” adds nothing: another word is part of it",
    ),
    Defect(
        "budget.yaml",
        "- pass: {所要額: {合計: 900千円}}",
        "- pass: {所要額: {合計金: 900千円}}",
        "合計金",
        "the test's plan has “合計金”, which the form does not have",
        "合計",
    ),
    Defect(
        "budget.yaml",
        "- pass: {所要額: {合計: 900千円}}",
        "- pass: {所要額: {合計: 九百千円}}",
        "九百千円",
        "the test's plan cannot be read as meant (F004 at /budget/total)",
    ),
    Defect(
        "budget.yaml",
        "- pass: {所要額: {合計: 900千円}}",
        '- pass: {所要額: {合計: "{$centre_unit}円"}}',
        "",
        "the same test is written twice",
    ),
    Defect(
        "eligibility.yaml",
        "needs: [R205]\n  when",
        "needs: [R208]\n  when",
        "[R208]",
        "`needs` leads back to “R207” itself",
    ),
    Defect(
        "budget.yaml",
        "  needs: [R301]",
        "  needs: [R901]",
        "R901",
        "“R901” is not judged over the same as this rule: each plan, or all plans",
    ),
    Defect(
        "budget.yaml",
        "  needs: [R301]",
        "  needs: [R301]\n  status: retired\n  replaced_by: R330",
        "R330",
        "this rule pack has no rule “R330”",
        "R130",
    ),
    Defect(
        "budget.yaml",
        "  needs: [R301]",
        "  needs: [R301]\n  valid_from: '2020-01-01'",
        "'2020-01-01'",
        "the pack's last fiscal year ends on 2019-03-31: the rule never applies",
    ),
    Defect(
        "content.yaml",
        "is: different, right: activities.content, punctuation",
        "is: different, right: .content, punctuation",
        "",
        "a field is compared with itself",
    ),
    Defect(
        "terms.yaml",
        "        at: .item\n        message:\n          ja: 医師を対象とする人材育成に、動機付けや",
        "        at: .item\n        message:\n          ja: 医師を対象とする{value}人材育成に、動機付けや",
        "{value}",
        "nothing fills {value} here",
        pack="prefectural-centre-2018",
    ),
    Defect(
        "works.yaml",
        "  message:\n    ja: 取組みに「在宅医療連合会の運営」",
        "  message:\n    ja: 取組みに{lable}「在宅医療連合会の運営」",
        "{lable}",
        "nothing fills {lable} here",
        "{label}",
        "prefectural-centre-2018",
    ),
]
REFUSED = [
    Defect(
        "mandatory.yaml",
        "by: item, all_of: [emergency_response]",
        "by: itm, all_of: [emergency_response]",
        "",
        "“.itm”: the form has no field “itm”",
        "item",
    ),
    Defect(
        "mandatory.yaml",
        "all_of: [emergency_response]",
        "all_of: [emergency_respons]",
        "emergency_respons]",
        "“emergency_respons” is not a choice of “item”",
        "emergency_response",
    ),
    Defect(
        "optional.yaml",
        "$optional_items",
        "$optional_item",
        "$optional_item}",
        "pack.yaml has no list, amount or date “$optional_item”",
        "$optional_items",
    ),
    Defect(
        "optional.yaml", "severity: error", "severity: fatal", "fatal", "“fatal” is not one of error, warning, note"
    ),
    Defect("optional.yaml", "  remedy:\n", "  remdy:\n", "remdy", "the key “remdy” is not known here", "remedy"),
    Defect(
        "optional.yaml",
        "source: outline-2018",
        "source: outline-2081",
        "outline-2081",
        "pack.yaml has no source “outline-2081”",
        "outline-2018",
    ),
    Defect(
        "eligibility.yaml",
        '"熊本県医師会$"',
        '"(熊本県?)*医師会$"',
        "(熊本県?)*",
        "this pattern may take too long (no nested repetition, no back-references)",
    ),
    Defect(
        "budget.yaml",
        "- id: R302",
        "- id: R301",
        "- id: R301\n  title:\n    ja: 所要額が、示",
        "the id “R301” is also used in budget.yaml, line 3; choose another",
    ),
    Defect(
        "budget.yaml",
        "    en: No line has a negative amount\n",
        "",
        "ja: 内訳にマイナスの金額を計上しないこと",
        "“en” is missing",
        pack=COMMON,
    ),
    Defect(
        "content.yaml",
        "{compare: {left: .target, is: more,",
        "{compare: {left: .target, is: mor,",
        "mor,",
        "“mor” is not one of less, at_most, equal, at_least, more, different",
        "more",
    ),
    Defect(
        "schedule.yaml",
        "{at: period.start, min: $activity_starts}",
        '{at: period.start, min: "2018-13"}',
        '"2018-13"',
        "“2018-13” is not a date like 2018-10-01",
    ),
    Defect(
        "year.yaml",
        "id: R401",
        "id: R4011",
        "R4011",
        "the extended rule pack has no rule “R4011” to replace",
        "R401",
        "regional-centre-2019",
    ),
    Defect(
        "pack.yaml",
        "- id: R904",
        "- id: R914",
        "R914",
        "the extended rule pack has no rule “R914” to drop",
        "",
        "regional-centre-2019",
    ),
]


def line_of(text: str, at: str) -> int:
    """Return the line on which a piece of text begins."""
    assert text.count(at) >= 1
    return text[: text.index(at)].count("\n") + 1


def sown(defects: Sequence[Defect], folder: Path) -> list[Problem]:
    """Copy the packs, sow defects into one of them, see that each is found in its line, and return what is found."""
    shutil.copytree(RULES, folder / "rules")
    pack = folder / "rules" / defects[0].pack
    for defect in defects:
        text = (pack / defect.file).read_text(encoding="utf-8")
        assert defect.old in text, "the defect has nothing to replace any more"
        (pack / defect.file).write_text(text.replace(defect.old, defect.new, 1), encoding="utf-8")
    problems = [each for _name, each in problems_of(Shelf(str(folder / "rules")), defects[0].pack)]
    for defect in defects:
        text = (pack / defect.file).read_text(encoding="utf-8")
        line = line_of(text, defect.at) if defect.at else None
        found = [
            each
            for each in problems
            if (each.wording.en, each.path) == (defect.said, defect.file) and line in {None, each.line}
        ]
        assert found, (defect.said, line, [(each.wording.en, each.line) for each in problems])
        assert found[0].suggestion == defect.hint
        assert found[0].wording.ja != found[0].wording.en
        assert found[0].source != ""
    return problems


def batches() -> dict[str, list[Defect]]:
    """Return the defects that a pack loads with, by pack; those in place of the same text one after another."""
    found: dict[str, list[Defect]] = {}
    turns: Counter[tuple[str, str, str]] = Counter()
    for defect in BEYOND_LOADING:
        turns[defect.pack, defect.file, defect.old] += 1
        found.setdefault(f"{defect.pack} {turns[defect.pack, defect.file, defect.old]}", []).append(defect)
    return found


@pytest.mark.parametrize("defects", batches().values(), ids=batches())
def test_every_defect_is_found(defects: list[Defect], tmp_path: Path) -> None:
    """The complaint is about the defect: file, line, words, the nearest right word; little else is said."""
    assert len(sown(defects, tmp_path)) <= 2 * len(defects)


@pytest.mark.parametrize("defect", REFUSED, ids=lambda each: each.said[:50])
def test_what_does_not_load_is_found(defect: Defect, tmp_path: Path) -> None:
    """The same for a pack that is refused, by itself: the first that is found keeps others from being looked for."""
    sown([defect], tmp_path)


def test_there_are_enough_defects() -> None:
    """At least 25 kinds of defects are sown."""
    assert len({defect.said for defect in [*BEYOND_LOADING, *REFUSED]}) >= 25


def test_an_id_that_two_packs_use_is_found(tmp_path: Path) -> None:
    """Ids are never reused, not even by another programme's pack."""
    shutil.copytree(RULES, tmp_path / "rules")
    file = tmp_path / "rules/prefectural-centre-2018/terms.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: P401", "id: M101"), encoding="utf-8")
    shelf = Shelf(str(tmp_path / "rules"))
    problems = list(reused_ids({name: shelf.loaded(name) for name in shelf.ids}))
    assert [(pack, each.path, each.wording.en) for pack, each in problems] == [
        (
            "prefectural-centre-2018",
            "terms.yaml",
            "the id “M101” is used by the rule pack “municipal-coordination-2018” too",
        )
    ]


def test_the_bundled_packs_are_clean(command: Command) -> None:
    """Linting all packs finds nothing and ends with 0."""
    run = command("rules", "lint", "--lang", "en")
    assert (run.code, run.text) == (0, f"{len(Shelf(str(RULES)).ids) + 1} rule packs checked, 0 problems\n")


def test_a_defect_is_shown_in_its_line(command: Command) -> None:
    """The command points into the rule file, with carets under the place, and ends with 1."""
    shutil.copytree(RULES / REGIONAL, command.folder / REGIONAL)
    file = command.folder / REGIONAL / "folder.yaml"
    text = file.read_text(encoding="utf-8").replace("yatsushiro: 2}", "yatushiro: 2}")
    file.write_text(text, encoding="utf-8")
    run = command("rules", "lint", REGIONAL + "/", "--lang", "ja")
    line = line_of(text, "yatushiro")
    assert run.code == 1
    assert run.text.splitlines() == [
        f"{REGIONAL}/folder.yaml:{line}:37: 「yatushiro」は圏域の選択肢にありません。もしかして「yatsushiro」ですか。",
        f"  {line} │   limits: {{kumamoto_kamimashiki: 3, yatushiro: 2}}",
        f"  {' ' * len(str(line))} │ {' ' * 36}^^^^^^^^^",
        "ルールパック1件を確認しました。誤り: 1件",
    ]


@pytest.mark.parametrize(
    ("lang", "said", "hint"),
    [
        ("ja", "x-reader に「cuont」は使えません。", "もしかして「count」ですか。"),
        ("en", "x-reader “cuont” is not known", "; did you mean “count”?"),
    ],
)
def test_a_defect_of_the_form_is_said_in_the_chosen_language(lang: str, said: str, hint: str, command: Command) -> None:
    """A wrong annotation is told by `rules lint`, and by a check with the pack, in the language chosen."""
    shutil.copytree(RULES / REGIONAL, command.folder / REGIONAL)
    form = command.folder / REGIONAL / "form.yaml"
    text = form.read_text("utf-8").replace("x-reader: count", "x-reader: cuont")
    form.write_text(text, "utf-8")
    linted = command("rules", "lint", f"./{REGIONAL}", "--lang", lang)
    assert linted.code == 1
    assert linted.text.splitlines()[0].endswith(f": {said}{hint}")
    command.write("plan.yaml", "年度: 平成30年度\n")
    checked = command("check", "plan.yaml", "--pack", f"./{REGIONAL}", "--lang", lang)
    assert checked.code == 2
    assert f": {said}{hint}" in checked.complaint


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    ja: ", "    ja: 注: ", "{line}:9: 値の中に「:」と空白があり、項目名の続きと区別できません。"),
        ("    ja: ", "\tja: ", "{line}:1: 字下げにタブが使われています。"),
        ("    ja: ", '    ja: "', "{line}:9: 引用符が閉じられていません。"),
        ("    ja: ", "    ja：", "{line}:7: 「ja」の後のコロンが全角です。"),
    ],
)
def test_accidents_of_typing_are_told_as_of_plans(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    """What makes a pack's file no YAML is named with its place, in the words that plans get."""
    shutil.copytree(rules_root() + "/regional-centre-2018", tmp_path / "pack")
    file = tmp_path / "pack" / "eligibility.yaml"
    text = file.read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert main(["rules", "lint", str(tmp_path / "pack"), "--lang", "ja"]) == 1
    assert f"eligibility.yaml:{said.format(line=line)}" in capsys.readouterr().out
