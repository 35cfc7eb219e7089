"""Every accident of typing in `accidents.yaml`: what is read, what is said and where, and that the mends mend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.source.conftest import Reading, applied, lines_of, values

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "accidents.yaml").read_text("utf-8"))
MENDED = [case for case in CASES if case["says"] and case.get("mends", True)]


def name(case: dict[str, Any]) -> str:
    """Call a case by the trap it stands for."""
    return str(case["trap"])


def test_the_cases_are_there() -> None:
    """The folder of cases is not empty, and no case stands there twice."""
    assert len(CASES) > 80
    assert len({case["text"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=name)
def test_what_is_said(case: dict[str, Any], reading: Reading) -> None:
    """The rule, its variant, and the lines of every complaint are those of the case, and no more."""
    tree = reading(case["text"])
    said = [(f"{one.rule} {one.variant}".strip(), lines_of(case["text"], one)) for one in tree.complaints]
    assert sorted(said) == sorted((rule.strip(), lines) for rule, lines in case["says"].items())


@pytest.mark.parametrize("case", CASES, ids=name)
def test_what_is_read(case: dict[str, Any], reading: Reading) -> None:
    """What was clearly meant is read so; what is uncertain is given up; all else is as if nothing had happened."""
    assert values(reading(case["text"]).root) == case["reads"]


@pytest.mark.parametrize("case", MENDED, ids=name)
def test_the_edits_mend(case: dict[str, Any], reading: Reading) -> None:
    """The text with the edits that were offered reads the same, and there is nothing left to say."""
    mended = applied(case["text"], reading(case["text"]).complaints)
    again = reading(mended)
    assert again.complaints == ()
    assert values(again.root) == case["reads"]
