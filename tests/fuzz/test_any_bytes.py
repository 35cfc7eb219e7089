"""Any bytes, and any damage to a good plan, give a report and never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz.damage import PIECES, damaged
from tests.fuzz.survival import checker, survive

from zaitaku_check.engine.check import Checker

ROOT = Path(__file__).parents[2]
PLANS = [path.read_text("utf-8") for path in sorted(ROOT.glob("rules/*/examples/*.yaml"))]
PLANS += [(ROOT / "examples/plans/yatsushiro-core.yaml").read_text("utf-8")]
MIXED = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
FEW = settings(max_examples=50, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=20_000, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def judge() -> Checker:
    """Return one checker for all examples: what it keeps from one plan must not change the next."""
    return checker()


def test_good_plans_are_among_what_is_damaged(judge: Checker) -> None:
    """Damage to what is broken already would prove little."""
    assert len(PLANS) >= 8
    verdicts = {survive(judge, plan.encode()).verdict for plan in PLANS}
    assert "ready" in verdicts


@FEW
@given(data=st.binary(max_size=400))
def test_any_bytes(data: bytes, judge: Checker) -> None:
    """Bytes without any sense."""
    survive(judge, data)


@FEW
@given(text=MIXED)
def test_any_mixture_of_what_plans_are_made_of(text: str, judge: Checker) -> None:
    """Keys, values, signs and blanks in any order."""
    survive(judge, text.encode("utf-8", "surrogatepass"))


@settings(FEW, max_examples=15)
@given(data=damaged(PLANS))
def test_any_damage(data: bytes, judge: Checker) -> None:
    """Good plans after a few accidents."""
    survive(judge, data)


@settings(FEW, max_examples=3)
@given(data=damaged(PLANS))
def test_no_plan_changes_the_next(data: bytes, judge: Checker) -> None:
    """A checker that has seen any damage gives the same for it as a new one, and as it gives the second time."""
    assert survive(judge, data) == survive(judge, data) == survive(Checker(judge.shelf, judge.options), data)


@pytest.mark.long
@MANY
@given(data=st.binary(max_size=2000))
def test_very_many_bytes(data: bytes, judge: Checker) -> None:
    """The same as above, twenty thousand times."""
    survive(judge, data)


@pytest.mark.long
@MANY
@given(text=MIXED)
def test_very_many_mixtures(text: str, judge: Checker) -> None:
    """The same as above, twenty thousand times."""
    survive(judge, text.encode("utf-8", "surrogatepass"))


@pytest.mark.long
@MANY
@given(data=damaged(PLANS))
def test_very_much_damage(data: bytes, judge: Checker) -> None:
    """The same as above, twenty thousand times."""
    survive(judge, data)
