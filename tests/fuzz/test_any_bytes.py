"""Any bytes give a result: a verdict with its reasons, never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.options import RunOptions

EXAMPLES = Path(__file__).parents[2] / "examples" / "plans"
PLANS = [path.read_bytes() for path in sorted(EXAMPLES.glob("*.yaml"))]
SIGNS = [
    "- ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    "#",
    "&a ",
    "*a",
    "!!str ",
    "|2-",
    ">",
    "'",
    '"',
    "%",
    "@",
    "`",
    "? ",
    "：",
    "　",
]
SIGNS += ["－", "・", "、", "①", "\t", "\r", "\n", "\x00", "\x1b", "\ufeff", "\u2028", "<<: ", "---\n", "...\n"]
CHECKER = Checker(open_shelf(), RunOptions(as_of="2018-08-01"))
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@st.composite
def spoilt_plans(draw: st.DrawFn) -> bytes:
    """Draw a real plan of which a few places are cut out, doubled or overwritten."""
    data = draw(st.sampled_from(PLANS))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        cut = draw(st.integers(0, 40))
        put = draw(
            st.one_of(
                st.sampled_from([sign.encode() for sign in SIGNS]), st.binary(max_size=8), st.just(data[at : at + 60])
            )
        )
        data = data[:at] + put + data[at + cut :]
    return data


def judge(data: bytes) -> None:
    """Check one plan; what is not ready has a reason, and every finding has a line."""
    result = CHECKER.check("plan.yaml", data).result
    assert result.verdict == "ready" or result.findings
    assert all(finding.place.line for finding in result.findings)


@settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_any_bytes_give_a_result(data: bytes) -> None:
    """Bytes and texts of no meaning are refused with a reason."""
    judge(data)


@settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
@given(spoilt_plans())
def test_spoilt_plans_give_a_result(data: bytes) -> None:
    """A real plan with places cut, doubled or overwritten is judged, or refused with a reason."""
    judge(data)


@pytest.mark.long
@settings(max_examples=20_000, deadline=None, suppress_health_check=QUIET)
@given(st.one_of(spoilt_plans(), spoilt_plans(), st.binary(max_size=2000)))
def test_many_bytes_give_a_result(data: bytes) -> None:
    """The same twenty thousand times, for the long run."""
    judge(data)
