"""`rules impact`: which plans flip when the rules change, by which rule, and the words for the notice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.scenarios.command import ROOT, Command

REGIONAL = "regional-centre-2018"


@pytest.fixture
def folder(command: Command) -> Path:
    """Lay two plans of the programme and one of another, and a changed copy of the pack, into the test's folder."""
    plans = command.folder / "plans"
    plans.mkdir()
    for name in ("core", "alliance"):
        shutil.copy(ROOT / f"rules/{REGIONAL}/examples/{name}.yaml", plans)
    shutil.copy(ROOT / "rules/prefectural-centre-2018/examples/centre.yaml", plans)
    changed = command.folder / "new" / REGIONAL
    shutil.copytree(ROOT / "rules" / REGIONAL, changed)
    return changed


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Change a file of the copied pack."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_lower_limit_flips_the_plans_above_it(command: Command, folder: Path) -> None:
    """The plan that now fails is named with applicant and rule; the untouched one and the stranger are counted."""
    edit(folder, "pack.yaml", "centre_max: 1149999", "centre_max: 1120000")
    run = command("rules", "impact", REGIONAL, f"new/{REGIONAL}", "plans", "--json")
    result = json.loads(run.out)
    assert run.code == 0
    assert result["plans"] == [
        {
            "path": "plans/core.yaml", "applicant": "医療法人社団清流会 八代せせらぎ病院",
            "before": "ready", "after": "return", "newly": ["R301"], "cured": [], "unsure": [], "by_dates": False,
        }
    ]  # fmt: skip
    assert [(each["rule"], each["kind"], each["newly"]) for each in result["rules"]] == [("R301", "changed", 1)]
    assert (result["same"], result["others"]) == (1, ["plans/centre.yaml"])


def test_the_other_way_round_plans_are_cured(command: Command, folder: Path) -> None:
    """From the stricter pack to the present one the same rule is cured."""
    edit(folder, "pack.yaml", "centre_max: 1149999", "centre_max: 1120000")
    result = json.loads(command("rules", "impact", f"new/{REGIONAL}", REGIONAL, "plans", "--json").out)
    assert [(each["cured"], each["after"]) for each in result["plans"]] == [(["R301"], "ready")]


def test_another_weight_is_a_change(command: Command, folder: Path) -> None:
    """A severity that changes is announced with both weights, and a rule over all plans with its own result."""
    edit(folder, "budget.yaml", "\n  severity: warning", "\n  severity: error")
    edit(folder, "folder.yaml", "check: {count: {of: plans, max: $centres}}", "check: {count: {of: plans, max: 1}}")
    text = command("rules", "impact", REGIONAL, f"new/{REGIONAL}", "plans", "--lang", "ja").text
    assert "結果が変わるフォルダー全体のルール: R903" in text
    assert text.endswith(
        "計画書2件のうち、判定が変わるもの0件、指摘だけが変わるもの0件、変わらないもの2件（ほかの事業の計画書1件は対象外）\n"
    )
    notice = command("rules", "impact", REGIONAL, f"new/{REGIONAL}", "plans", "--notice", "--lang", "ja").text
    assert "・所要額が、示されている1,149,000円を超えないこと（要説明から差戻しに）。\n" in notice


def test_the_notice_of_a_new_edition(command: Command, folder: Path) -> None:
    """An edition's own reasons stand in the notice, under what they are about."""
    assert folder.is_dir()
    words = (REGIONAL, "regional-centre-2019", "plans", "--notice", "--lang", "en")
    lines = command("rules", "impact", *words).text.splitlines()
    assert lines[0] == "What changes"
    assert lines[1] == (
        "- Activity begins on or after 1 Apr 2019. (at least: 1 Oct 2018 → 1 Apr 2019) "
        "In fiscal year 2019 centres are active from the beginning of the year."
    )
    assert (
        "- No area has more centres than its quota. "
        "For fiscal year 2019 the number of centres in each area follows proposals from the areas."
    ) in lines[lines.index("What is no longer asked") :]
    assert lines[-1] == "2 plans at hand would be judged differently."


def test_what_is_asked_otherwise_is_told(command: Command, folder: Path) -> None:
    """Old and new constants stand under the rule, numbers of groups before and after, and old days on one line."""
    edit(folder, "pack.yaml", "centres: 13 ", "centres: 18 ")
    edit(folder, "pack.yaml", "public_awareness, regional_initiative]", "public_awareness]")
    edit(folder, "pack.yaml", "mandatory_items: [", "mandatory_items: [regional_initiative, ")
    words = ("rules", "impact", REGIONAL, f"new/{REGIONAL}", "plans")
    text = command(*words, "--lang", "ja").text
    assert "      上限: 13 → 18\n" in text
    assert "－その他、在宅医療の充実に資する地域独自の取組み" in text
    assert "2 / 13 → 2 / 18" in text
    only = command(*words, "--lang", "en", "--select", "r9").text
    assert "R903" in only
    assert "R110" not in only
    assert "R903" not in command(*words, "--lang", "en", "--ignore", "R903,R904").text.split("Numbers")[0]
    edition = ("rules", "impact", REGIONAL, "regional-centre-2019", "plans", "--lang", "ja")
    assert "日付が前の年度のものであるだけの計画書: 2件" in command(*edition).text


def test_packs_of_two_programmes_cannot_be_compared(command: Command, folder: Path) -> None:
    """Nothing is said where nothing can be."""
    assert folder.is_dir()
    run = command("rules", "impact", REGIONAL, "prefectural-centre-2018", "plans", "--lang", "en")
    assert (run.code, run.complaint) == (
        2,
        "zaitaku-check: the two rule packs are for different programmes; nothing can be compared\n",
    )


def test_a_folder_without_plans(command: Command, folder: Path) -> None:
    """Without a plan the code is 2, never a silent nothing."""
    assert folder.is_dir()
    (command.folder / "empty").mkdir()
    run = command("rules", "impact", REGIONAL, "regional-centre-2019", "empty", "--lang", "en")
    assert (run.code, run.text) == (2, "")
    assert "empty" in run.complaint
