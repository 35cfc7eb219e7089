"""One line of a sound plan damaged: `fix` gives the plan back to the letter, or leaves the file as it is."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.edit.damage import KINDS, damaged, looks, moved, outcome, table
from tests.scenarios.command import EXAMPLES

PLANS = [(EXAMPLES / "plans" / name).read_text("utf-8") for name in ("yatsushiro-core.yaml", "kamoto-clinic.yaml")]
SOUND = ("yatsushiro-core.yaml", "ariake-alliance.yaml", "kumamoto-own-initiative.yaml", "amakusa-public-hospital.yaml")
LOOK = looks()


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_undone_or_left_alone(kind: str) -> None:
    """A fixed sample of the lines; nothing but the sound plan or the damaged one comes of it."""
    every = list(damaged(PLANS[1], kind))[::9]
    assert every
    assert {line: outcome(PLANS[1], wrong, LOOK) for line, wrong in every}.items() & {
        (line, "wrong") for line, _wrong in every
    } == set()


def test_a_moved_line_is_one_finding() -> None:
    """A fixed sample of the lines, moved: one finding at most, none of the rules', and their outcomes stay."""
    counted = moved([PLANS[0]], every=9)
    assert min(count["tried"] for count in counted.values()) > 4
    assert {
        (kind, name): n for kind, count in counted.items() for name, n in count.items() if name != "tried" and n
    } == {}


@pytest.mark.long
def test_moved_lines_bring_no_false_findings() -> None:
    """Every line of several plans, moved: no rule speaks of what is not so, and nearly always one finding is all."""
    counted = moved([(EXAMPLES / "plans" / name).read_text("utf-8") for name in SOUND])
    every = sum(counted.values(), Counter[str]())
    assert every["false rules"] <= every["tried"] / 1000  # a line that became text of the block above it
    assert every["several findings"] <= every["tried"] / 20
    assert every["cannot tell"] <= every["tried"] / 10


@pytest.mark.long
def test_no_damage_is_made_worse() -> None:
    """Every line, damaged in every way."""
    assert {kind: count["wrong"] for kind, count in table(PLANS).items() if count["wrong"]} == {}
