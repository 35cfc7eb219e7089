"""`--assume`: what the rules over all plans would say if one more plan were there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.scenarios.command import Command
from tests.scenarios.test_reports import SCHEMA


@pytest.fixture
def plans(command: Command) -> Path:
    """Give a folder with one plan, and beside it a second one of the same area."""
    command.put("plans/10-yatsushiro-core.yaml", "review/10-yatsushiro-core.yaml")
    command.put("plans/11-yatsushiro-alliance.yaml", "review/11-yatsushiro-alliance.yaml")
    command.put("late/12.yaml", "review/12-yatsushiro-core-third.yaml")
    return command.folder / "plans"


def line_of(report: dict[str, Any], group: str) -> dict[str, Any]:
    """Return the ledger's line of an area."""
    lines: list[dict[str, Any]] = report["folder"]["ledger"]
    return next(line for line in lines if line["group"] == group)


@pytest.mark.usefixtures("plans")
def test_an_assumed_plan_counts_and_is_not_reported_on(command: Command) -> None:
    """The quota is exceeded with it, and the finding is at it; it has no verdict and no findings of its own."""
    without = command("check", "plans", "-f", "json", "--lang", "ja").report
    assert line_of(without, "yatsushiro")["used"] == 2
    report = command("check", "plans", "--assume", "late/12.yaml", "-f", "json", "--lang", "ja").report
    jsonschema.validate(report, SCHEMA)
    line = line_of(report, "yatsushiro")
    assert (line["used"], line["limit"]) == (3, 2)
    assert "late/12.yaml" in line["plans"]
    assert report["assumed"] == ["late/12.yaml"]
    assert [plan["path"] for plan in report["plans"]] == [plan["path"] for plan in without["plans"]]
    (over,) = [each for each in report["findings"] if each["rule"] == "R901"]
    assert (over["path"], over["related"][-1]["path"]) == ("late/12.yaml", "plans/11-yatsushiro-alliance.yaml")


def test_one_plan_can_be_tried_against_another(command: Command) -> None:
    """Even for a single plan the rules over all plans are judged when another is assumed."""
    command.put("mine.yaml", "review/05-ariake-core.yaml")
    other = (command.folder / "mine.yaml").read_text("utf-8").replace("玉名温泉病院", "荒尾海辺病院")
    command.write("other.yaml", other)
    report = command("check", "mine.yaml", "--assume", "other.yaml", "-f", "json").report
    assert report["folder"]["outcomes"]["R901"] == "fail"
    assert line_of(report, "ariake")["plans"] == ["mine.yaml", "other.yaml"]


@pytest.mark.usefixtures("plans")
def test_several_plans_can_be_assumed(command: Command) -> None:
    """The option may be given more than once."""
    command.put("late/05.yaml", "review/05-ariake-core.yaml")
    report = command("check", "plans", "--assume", "late/12.yaml", "--assume", "late/05.yaml", "-f", "json").report
    assert (line_of(report, "yatsushiro")["used"], line_of(report, "ariake")["used"]) == (3, 1)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.usefixtures("plans")
def test_the_report_says_what_was_assumed(form: str, command: Command) -> None:
    """Whoever reads the report sees that a plan was only supposed to be there."""
    text = command("check", "plans", "--assume", "late/12.yaml", "-f", form, "--lang", "ja").text
    assert "この計画書もあるものと仮定して、フォルダー全体のルールを判定しました。" in text
    assert "late/12.yaml" in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere.yaml", "--assume の「nowhere.yaml」を加えられません。ファイルがありません。"),
        ("late", "--assume の「late」を加えられません。フォルダーであり、計画書のファイルではありません。"),
        ("broken.yaml", "--assume の「broken.yaml」を加えられません。計画書として読み取れません。"),
        (
            "plans/10-yatsushiro-core.yaml",
            "--assume の「plans/10-yatsushiro-core.yaml」は検査の対象にも含まれています。",
        ),
    ],
)
@pytest.mark.usefixtures("plans")
def test_what_cannot_be_assumed_is_refused(name: str, said: str, command: Command) -> None:
    """A plan that is not there, is none, cannot be read or counts already: exit code 2 and one line."""
    command.put("broken.yaml", "review/16-aso-workbook-renamed.yaml")
    run = command("check", "plans", "--assume", name, "--lang", "ja")
    assert (run.code, run.text, run.complaint.count("\n")) == (2, "", 1)
    assert run.complaint.startswith(f"zaitaku-check: {said}")
