"""Every example is judged as `examples/expected.yaml` says."""

from __future__ import annotations

from typing import Any, cast

import pytest
import yaml
from tests.scenarios.command import EXAMPLES, ROOT, Command

EXPECTED = cast("dict[str, Any]", yaml.safe_load((EXAMPLES / "expected.yaml").read_text(encoding="utf-8")))
FOLDERS = sorted(EXPECTED)


def lines_by_rule(report: dict[str, Any], path: str) -> dict[str, list[int]]:
    """Return the lines of one plan's findings, by rule."""
    lines: dict[str, list[int]] = {}
    for finding in report["findings"]:
        if finding["path"] == path:
            lines.setdefault(finding["rule"], []).append(finding["line"])
    return lines


def report_on(folder: str, command: Command) -> dict[str, Any]:
    """Check one folder of examples, named as from the top of the project."""
    command.folder = ROOT
    return command("check", f"examples/{folder}", "-f", "json").report


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_example_has_its_expected_result(folder: str) -> None:
    """An example without an expected result would be checked by nobody."""
    assert sorted(path.name for path in (EXAMPLES / folder).glob("*.yaml")) == sorted(EXPECTED[folder]["files"])


@pytest.mark.parametrize("folder", FOLDERS)
def test_examples_are_judged_as_expected(folder: str, command: Command) -> None:
    """Verdict, rules and lines of every example are those of the list, no more and no fewer."""
    report = report_on(folder, command)
    told = {
        plan["path"].rpartition("/")[2]: {
            "verdict": plan["verdict"],
            "findings": lines_by_rule(report, plan["path"]),
        }
        for plan in report["plans"]
    }
    assert told == EXPECTED[folder]["files"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_folder_rules_are_judged_as_expected(folder: str, command: Command) -> None:
    """The rules over the whole folder come out as the list says."""
    assert report_on(folder, command)["folder"]["outcomes"] == EXPECTED[folder]["folder"]


def test_the_review_folder_shows_the_quota_of_yatsushiro(command: Command) -> None:
    """Three candidates stand for the two places of Yatsushiro, and the ledger says who."""
    ledger = report_on("review", command)["folder"]["ledger"]
    line = next(line for line in ledger if line["rule"] == "R901" and line["group"] == "yatsushiro")
    assert (line["used"], line["limit"]) == (3, 2)
    assert [path.rpartition("/")[2][:2] for path in line["plans"]] == ["10", "11", "12"]


def test_the_review_folder_exceeds_the_programmes_budget(command: Command) -> None:
    """The budgets together are above 14,943 thousand yen, at least, since one file cannot be read."""
    ledger = report_on("review", command)["folder"]["ledger"]
    line = next(line for line in ledger if line["rule"] == "R904")
    assert (line["used"], line["limit"], line["at_least"]) == (16_086_500, 14_943_000, True)
