"""The sources are held against the rules, place by place, and the page that shows it is up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.scenarios.command import ROOT, Command

from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import PackError
from zaitaku_check.reference.coverage import catalogue, coverage_problems, read_coverage

RULES = ROOT / "rules"


def left_open(rules: Path) -> list[tuple[str, str, str]]:
    """Return file, words and suggestion of everything that the coverage leaves open."""
    shelf = Shelf(str(rules))
    every, known = read_coverage(shelf), catalogue(shelf)
    return [(each.path, each.wording.en, each.suggestion) for each in coverage_problems(every, known)]


def test_nothing_is_unmapped() -> None:
    """Every place has a rule or a reason, every rule that cites a source stands at a place of the section it cites."""
    every = read_coverage(Shelf(str(RULES)))
    assert {coverage.source for coverage in every} == {"outline-2018", "elderly-welfare-plan"}
    assert all(len(coverage.places) >= 50 for coverage in every)
    assert left_open(RULES) == []


def test_every_section_of_the_outline_is_there() -> None:
    """The outline's sections stand in its own order, none left out."""
    outline = next(each for each in read_coverage(Shelf(str(RULES))) if each.source == "outline-2018")
    sections = list(dict.fromkeys(place.section for place in outline.places))
    assert sections == [
        *(f"1({number})" for number in range(1, 5)),
        *(f"2({number})" for number in range(1, 6)),
        "3", "3(1)①", "3(1)②", "3(1)③", "3(1)④", "3(2)⑤", "3(2)⑥", "3(2)⑦", "3(3)⑧", "4", "5",
        *(f"5({letter})" for letter in "アイウエオカキク"),
    ]  # fmt: skip


def test_every_measure_of_the_elderly_welfare_plan_is_there() -> None:
    """Every 【個別施策】 of the chapter has its places: advice, or the reason why it is no matter of a plan."""
    plan = next(each for each in read_coverage(Shelf(str(RULES))) if each.source == "elderly-welfare-plan")
    measures = {place.section for place in plan.places if place.section.startswith("【個別施策】")}
    assert len(measures) == 19
    assert all(place.rules or place.why for place in plan.places)


@pytest.mark.parametrize(
    ("file", "old", "new", "wanted"),
    [
        ("outline-2018.yaml", "rules: [R128]", "rules: [R1288]", ("there is no rule “R1288”", "R128")),
        (
            "outline-2018.yaml",
            "rules: [R128]",
            "rules: []",
            ("neither a rule asks this nor is it said why none does", ""),
        ),
        (
            "outline-2018.yaml",
            "rules: [R110]",
            "rules: [R107]",
            ("the rule “R110” cites “3”, but no place of that section names it", ""),
        ),
    ],
    ids=["unknown rule", "neither rule nor reason", "rule of no place"],
)
def test_what_is_left_open_is_named(tmp_path: Path, file: str, old: str, new: str, wanted: tuple[str, str]) -> None:
    """An unknown rule, a place without rule or reason, and a rule that no place names are found."""
    shutil.copytree(RULES, tmp_path / "rules")
    path = tmp_path / "rules/coverage" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert (file, *wanted) in left_open(tmp_path / "rules")


def test_a_coverage_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """An unknown key in a coverage file is refused with the nearest right one."""
    shutil.copytree(RULES, tmp_path / "rules")
    path = tmp_path / "rules/coverage/outline-2018.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("    why:", "    whi:", 1), encoding="utf-8")
    with pytest.raises(PackError) as refused:
        read_coverage(Shelf(str(tmp_path / "rules")))
    assert [each.suggestion for each in refused.value.problems] == ["why"]


def test_the_page_is_up_to_date(command: Command) -> None:
    """The page is what `zaitaku-check rules coverage -o docs/coverage.md` writes."""
    command.folder = ROOT
    run = command("rules", "coverage", "-o", "docs/coverage.md", "--check")
    assert (run.code, run.complaint) == (0, "")


@pytest.mark.parametrize(
    ("word", "lang", "says"),
    [
        ("往診", "ja", "求めに応じて"),
        ("在支病", "ja", "24時間の窓口"),
        ("在宅療養支援診療所", "ja", "在宅療養支援病院・在宅療養支援診療所（在宅療養支援病院、"),
        ("house calls", "en", "Visits on request"),
        ("訪問診療", "en", "Regular, planned visits"),
    ],
)
def test_a_term_that_a_source_defines_is_explained(command: Command, word: str, lang: str, says: str) -> None:
    """The terms of the footnotes: a house call is no home medical visit."""
    run = command("explain", word, "--lang", lang)
    assert (run.code, says in run.text) == (0, True)
