"""One line of a sound plan damaged: `fix` gives the plan back to the letter, or leaves the file as it is."""

from __future__ import annotations

import pytest
from tests.edit.damage import KINDS, damaged, looks, outcome, table
from tests.scenarios.command import EXAMPLES

PLANS = [(EXAMPLES / "plans" / name).read_text("utf-8") for name in ("yatsushiro-core.yaml", "kamoto-clinic.yaml")]
LOOK = looks()


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_undone_or_left_alone(kind: str) -> None:
    """A fixed sample of the lines; nothing but the sound plan or the damaged one comes of it."""
    every = list(damaged(PLANS[1], kind))[::9]
    assert every
    assert {line: outcome(PLANS[1], wrong, LOOK) for line, wrong in every}.items() & {
        (line, "wrong") for line, _wrong in every
    } == set()


@pytest.mark.long
def test_no_damage_is_made_worse() -> None:
    """Every line, damaged in every way."""
    assert {kind: count["wrong"] for kind, count in table(PLANS).items() if count["wrong"]} == {}
