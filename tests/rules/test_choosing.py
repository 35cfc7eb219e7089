"""Which packs judge: overlays, the day of the check, every edition at once, and what was asked of nobody."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from tests.scenarios.command import ROOT, Command

OVERLAY = "elderly-welfare-plan"
REGIONAL = "rules/regional-centre-2018/examples/core.yaml"
PREFECTURAL = "rules/prefectural-centre-2018/examples/centre.yaml"
BESIDE = """\
id: beside
overlay: true
over: regional-centre-2018
title: {ja: 別の助言, en: Other advice}
sources: {book: {title: {ja: 手引, en: The book}}}
"""
FUTURE = """\
- id: B101
  title: {ja: 備考を書きます, en: Remarks are given}
  severity: error
  valid_from: "2018-12-01"
  cite: [{source: book, section: "1"}]
  check: {filled: remarks}
  message: {ja: 備考がありません。, en: There are no remarks.}
  remedy: {ja: 備考を書いてください。, en: Write remarks.}
  tests:
    - pass: {備考: なお、継続する。}
    - fail: {類型: 基幹型}
      at: ""
"""


def with_beside(command: Command) -> None:
    """Put an overlay of the test's own beside the plan."""
    command.write("beside/pack.yaml", BESIDE)
    command.write("beside/rules.yaml", FUTURE)
    shutil.copy(ROOT / REGIONAL, command.folder / "core.yaml")


def outcomes(run: Any, at: int = 0) -> dict[str, str]:
    """Return the outcomes of one plan of a JSON report."""
    found: dict[str, str] = run.report["plans"][at]["outcomes"]
    return found


def test_several_overlays_lie_over_one_plan(command: Command) -> None:
    """Advice of two packs is judged beside the rules of the plan's own edition."""
    with_beside(command)
    run = command("check", "core.yaml", "--pack", OVERLAY, "--pack", "beside/", "-f", "json")
    judged = outcomes(run)
    assert (judged["A101"], judged["B101"], judged["R101"]) == ("fail", "fail", "pass")
    assert run.report["plans"][0]["pack"] == "regional-centre-2018"


def test_an_overlay_leaves_plans_of_other_programmes_alone(command: Command) -> None:
    """Advice for regional centres says nothing of the prefectural centre's plan."""
    shutil.copy(ROOT / PREFECTURAL, command.folder / "centre.yaml")
    run = command("check", "centre.yaml", "--pack", OVERLAY, "-f", "json")
    assert (run.code, run.report["findings"]) == (0, [])
    assert not any(rule.startswith("A") for rule in outcomes(run))


def test_two_packs_cannot_both_take_the_place_of_a_plans_own(command: Command) -> None:
    """Nothing is chosen silently between two packs that both replace."""
    with_beside(command)
    words = ("--pack", "regional-centre-2018", "--pack", "regional-centre-2019")
    run = command("check", "core.yaml", *words, "--lang", "en")
    assert run.code == 2
    assert run.complaint == (
        "zaitaku-check: only one rule pack can take the place of a plan's own "
        "(regional-centre-2018, regional-centre-2019); overlays may be many\n"
    )


@pytest.mark.parametrize(("day", "severity", "code"), [("2018-11-30", "note", 0), ("2018-12-01", "error", 1)])
def test_a_rule_of_the_future_is_a_notice(command: Command, day: str, severity: str, code: int) -> None:
    """Until the day from which a rule applies, its finding is a note that names the day."""
    with_beside(command)
    run = command("check", "core.yaml", "--pack", "beside/", "--as-of", day, "-f", "json", "--lang", "en")
    (finding,) = run.report["findings"]
    assert (finding["rule"], finding["severity"], run.code) == ("B101", severity, code)
    assert finding["title"] == "Remarks are given" + (" (from 1 Dec 2018 on)" if severity == "note" else "")


def test_a_rule_of_the_future_keeps_no_plan_waiting(command: Command) -> None:
    """What a rule not yet in force cannot tell leaves the verdict as it is."""
    with_beside(command)
    path = command.folder / "core.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "備考: {内容: 継続する。}\n", encoding="utf-8")
    run = command("check", "core.yaml", "--pack", "beside/", "--as-of", "2018-11-01", "-f", "json", "--select", "B101")
    assert outcomes(run) == {"B101": "not_applicable"}


def test_all_editions_of_a_plan(command: Command) -> None:
    """Each edition of the plan's programme says what it would, the plan's own one marked."""
    with_beside(command)
    run = command("check", "core.yaml", "--all-editions", "-f", "json")
    assert (run.code, run.report) == (
        0,
        {
            "schema": "zaitaku-check/editions-1",
            "plans": [
                {
                    "path": "core.yaml",
                    "editions": [
                        {"pack": "regional-centre-2018", "own": True, "verdict": "ready",
                         "errors": 0, "warnings": 0, "notes": 0},
                        {"pack": "regional-centre-2019", "own": False, "verdict": "explain",
                         "errors": 0, "warnings": 2, "notes": 0},
                        {"pack": "regional-centre-continuing", "own": False, "verdict": "ready",
                         "errors": 0, "warnings": 0, "notes": 0},
                    ],
                }
            ],
        },
    )  # fmt: skip
    assert command("check", "core.yaml", "--all-editions", "--lang", "ja").text == (
        "core.yaml\n"
        "  * regional-centre-2018        ○ 提出可  差戻し0 要説明0 注意0\n"
        "    regional-centre-2019        △ 要説明  差戻し0 要説明2 注意0\n"
        "    regional-centre-continuing  ○ 提出可  差戻し0 要説明0 注意0\n"
        "計画書1件のうち1件は、いずれかの版で提出できます（＊は計画書の年度の版）。\n"
    )


def test_a_plan_that_passes_no_edition(command: Command) -> None:
    """The code is 1 where some plan passes none."""
    command.write("plan.yaml", "年度: 平成30年度\n類型: 基幹型\n")
    run = command("check", "plan.yaml", "--all-editions", "--lang", "en")
    assert run.code == 1
    assert run.text.endswith("0 of 1 plans could be submitted under some edition (* is the plan's own).\n")


def test_all_editions_in_another_format(command: Command) -> None:
    """Formats that have no place for it are refused in words."""
    with_beside(command)
    run = command("check", "core.yaml", "--all-editions", "-f", "sarif", "--lang", "en")
    assert (run.code, run.complaint) == (
        2,
        "zaitaku-check: --all-editions reports as text or json, not “sarif”\n",
    )


def test_rules_that_were_asked_of_nobody_are_named(command: Command) -> None:
    """Over a folder, a rule that applied to no plan is said to be none that was passed."""
    with_beside(command)
    (command.folder / "plans").mkdir()
    (command.folder / "core.yaml").rename(command.folder / "plans/core.yaml")
    vacuous = command("check", "plans", "-f", "json").report["vacuous"]
    assert {"R205", "R206", "R207", "R208", "R906"} <= set(vacuous)
    assert "R101" not in vacuous
    text = command("check", "plans", "--lang", "ja").text
    assert f"どの計画書にも当てはまらなかったルール（適合ではありません）: {'、'.join(vacuous)}" in text


def test_an_overlay_that_lies_over_no_plan_of_the_folder_is_vacuous(command: Command) -> None:
    """Advice asked for but applied to nobody is named, too."""
    (command.folder / "plans").mkdir()
    shutil.copy(ROOT / PREFECTURAL, command.folder / "plans/centre.yaml")
    assert "A101" in command("check", "plans", "--pack", OVERLAY, "-f", "json").report["vacuous"]


def test_one_plan_alone_has_no_vacuous_rules(command: Command) -> None:
    """Of one plan every outcome is shown; the list is for folders."""
    with_beside(command)
    assert command("check", "core.yaml", "-f", "json").report["vacuous"] == []
