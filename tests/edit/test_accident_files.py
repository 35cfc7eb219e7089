"""Plans as people sent them, each with one accident: one finding at its line, and a right mend or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.edit.damage import checker

from zaitaku_check.edit.fix import fixed, looking

FOLDER = Path(__file__).parent / "accident_files"
CASES: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "expected.yaml").read_text("utf-8"))
CHECKER = checker()


def test_every_file_is_expected() -> None:
    """No file lies there unread, and none is missing."""
    assert {path.name for path in FOLDER.glob("*.yaml")} == {*CASES, "expected.yaml"}


@pytest.mark.parametrize("name", CASES)
def test_what_reading_says(name: str) -> None:
    """The findings of reading are the expected ones, at their lines; no outcome is given up but where it is said."""
    result = CHECKER.check(name, (FOLDER / name).read_bytes()).result
    said = [f"{each.rule} {each.place.line}" for each in result.findings if each.rule[0] in "YF"]
    untold = sum(outcome == "cannot_tell" for outcome in result.outcomes.values())
    assert (said, untold) == (CASES[name]["says"], CASES[name].get("cannot_tell", 0))


@pytest.mark.parametrize("name", CASES)
def test_what_fix_makes_of_it(name: str) -> None:
    """`fix` changes exactly the lines that are expected, or nothing."""
    before = (FOLDER / name).read_text("utf-8")
    after = fixed(before, looking(CHECKER)).content
    old, new = before.split("\n"), after.split("\n")
    changed = [line for line in new if line not in old] if before != after else []
    assert changed == CASES[name].get("fixed", [])
