"""Mistakes that people make in plans: the cause is named at its place, once, and the remedy works.

`mistakes.yaml` holds one row a plan of `plans/`, `table.py` prints the table of them. What a program can judge is
judged here; whether the words name the cause, in plain language, was judged by eye and stands in the rows.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from tests.scenarios.command import ROOT

from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.proof import applied
from zaitaku_check.engine.run import run_bytes
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.report.model import Finding
from zaitaku_check.report.shown import message
from zaitaku_check.source.text import decode

HERE = Path(__file__).parent
ROWS: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "mistakes.yaml").read_text("utf-8"))
JUDGED_BY_EYE = ("cause", "language", "jargon")
SHELF = Shelf(str(ROOT / "rules"))
OPTIONS = RunOptions(as_of="2018-08-10")


class Seen(NamedTuple):
    """What is said of a mistake beyond what is said of the plan without it, and what the cure brings."""

    said: list[Finding]
    brought: list[str]


def findings(data: bytes) -> tuple[Finding, ...]:
    """Return everything that is said of a plan."""
    return run_bytes(SHELF, OPTIONS, "plan.yaml", data).plans[0].findings


def cured(name: str) -> str:
    """Return the plan with the remedy carried out: the fix, or the replacements of the row."""
    data = (HERE / "plans" / f"{name}.yaml").read_bytes()
    text, _ = decode(data)
    assert text is not None
    content, cure = text.content, ROWS[name].get("cure", {})
    if cure == "fix":
        look = Checker(SHELF, OPTIONS, folder=False).look(content)
        return applied(content, [each for each in look.complaints if each.edits])
    for old, new in cure.items():
        assert content.count(old) == 1, old
        content = content.replace(old, new)
    return content


def seen(name: str) -> Seen:
    """Return what the mistake alone causes, and what comes of its cure."""
    before = findings((HERE / "plans" / f"{name}.yaml").read_bytes())
    after = findings(cured(name).encode())
    kept = Counter((each.rule, message(each, "ja")) for each in after)
    said = []
    for each in before:
        if kept[each.rule, message(each, "ja")]:
            kept[each.rule, message(each, "ja")] -= 1
        else:
            said.append(each)
    return Seen(said, [f"{rule} {text}" for (rule, text), count in kept.items() for _ in range(count)])


def where(finding: Finding) -> str:
    """Return a finding's rule and line."""
    return f"{finding.rule} {finding.place.line}"


def marked(finding: Finding) -> str:
    """Return the text that a finding's caret stands under, as far as it is on one line."""
    place = finding.place
    assert place.column is not None
    assert place.end_column is not None
    end = place.end_column - 1 if place.end_line == place.line else len(place.source)
    return place.source[place.column - 1 : end]


def test_every_plan_has_its_row() -> None:
    """Every input is in the table, and every judgement by eye is there."""
    assert {path.stem for path in (HERE / "plans").glob("*.yaml")} == set(ROWS)
    assert all(set(row.get("eye", {})) == set(JUDGED_BY_EYE) for row in ROWS.values())


@pytest.mark.parametrize("name", ROWS)
def test_a_mistake_is_named_once_and_its_remedy_works(name: str) -> None:
    """Rule, line and marked text are those of the row; once its remedy is carried out, all is gone, nothing new."""
    row, (said, brought) = ROWS[name], seen(name)
    assert [where(each) for each in said] == row["says"]
    assert [marked(each) for each in said] == row["at"]
    assert brought == row.get("brings", [])
