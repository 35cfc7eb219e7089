"""Neighbours of a good plan, each one step away: the verdict a reviewer would give."""

from __future__ import annotations

import copy
import csv
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.scenarios.command import ROOT, Command

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "verdicts.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
GOOD = yaml.safe_load((ROOT / "examples/plans/yatsushiro-core.yaml").read_text(encoding="utf-8"))


def edited(edit: str) -> dict[str, Any]:
    """Return the good plan with one field of an activity changed; its measures would say the rest, so they go."""
    plan: dict[str, Any] = copy.deepcopy(GOOD)
    if edit:
        place, value = edit.split("=", 1)
        mark, field = place.removeprefix("取組み[").split("].")
        activity = next(each for each in plan["取組み"] if str(each["項目"]).startswith(mark))
        activity[field] = yaml.safe_load(value)
        if field == "内容":
            activity.pop("実施事項", None)
    return plan


@pytest.mark.parametrize("row", ROWS, ids=[row["edit"] or "as it is" for row in ROWS])
def test_a_reviewer_would_say_so(command: Command, row: dict[str, str]) -> None:
    """One step from a good plan the verdict is the one of the table."""
    command.write("plan.yaml", yaml.safe_dump(edited(row["edit"]), allow_unicode=True, sort_keys=False))
    run = command("check", "plan.yaml", "--no-folder", "-f", "json", "--as-of", "2018-08-15")
    assert run.report["plans"][0]["verdict"] == row["judgement"], run.report["findings"]
