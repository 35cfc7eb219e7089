"""Measuring: nobody wins by breaking, budgets say what they mean."""

from __future__ import annotations

import sys

import pytest
from benchmarks.measure import FailedError, in_turns, program, ratio
from benchmarks.memory import memory
from benchmarks.peer_schema import yamale_schema
from benchmarks.table import Budget, budget_table

WORKS = program("works", [sys.executable, "-I", "-S", "-c", "pass"])


def test_a_program_that_breaks_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """A traceback disqualifies even where the exit code could mean that findings were made."""
    breaks = program("breaks", [sys.executable, "-I", "-S", "-c", "import nowhere"])
    times = in_turns((WORKS, breaks), rounds=2)
    assert list(times) == ["works"]
    assert len(times["works"]) == 2
    assert capsys.readouterr().err.startswith("breaks is left out: exit code 1, ModuleNotFoundError")


def test_a_wrong_exit_code_is_a_failure() -> None:
    """An exit code that says "could not check" stops the measuring, with the code in the reason."""
    stops = program("stops", [sys.executable, "-I", "-S", "-c", "raise SystemExit(2)"])
    with pytest.raises(FailedError, match="ended with exit code 2"):
        stops.seconds()


def test_ratios_are_formed_round_by_round() -> None:
    """The median is that of the rounds' ratios, so that a slow moment of the machine strikes both sides."""
    assert ratio({"a": [2.0, 30.0, 4.0], "b": [1.0, 10.0, 4.0]}, "a", "b") == 2.0


def test_the_table_says_what_is_met() -> None:
    """Below the budget, below the aim, above the budget, not measured: each has its own words."""
    budgets = [
        Budget("one", "×", 5, 3.5, 4),
        Budget("two", "×", 5, 3.5, 3),
        Budget("three", "×", 5, 3.5, 6),
        Budget("four", "×", 5, 3.5, None),
        Budget("five", "×", 15, None, 20, least=True),
    ]
    assert [line.split("|")[1:7:5] for line in list(budget_table(budgets))[2:]] == [
        [" one ", " yes "],
        [" two ", " yes, the aim too "],
        [" three ", " **no** "],
        [" four ", " not measured "],
        [" five ", " yes "],
    ]


def test_yamale_gets_the_same_shape() -> None:
    """Groups become includes, lists lists, choices enums, and what is not required may be absent."""
    schema = {
        "properties": {
            "area": {"enum": ["uki", "aso"]},
            "members": {"type": "array", "items": {"$ref": "#/$defs/member"}},
        },
        "required": ["area"],
        "$defs": {"member": {"properties": {"beds": {"type": "integer"}}}},
    }
    assert yamale_schema(schema).splitlines() == [
        "area: enum('uki', 'aso')",
        "members: list(include('_members'), required=False)",
        "---",
        "_members:",
        "  beds: int(required=False)",
    ]


def test_memory_is_the_program_s_own() -> None:
    """A program that takes 64 MiB is seen to take them, however much the process holds that asks."""
    ours = bytearray(200 * 2**20)
    held = memory([sys.executable, "-I", "-S", "-c", "block = b'x' * (64 * 2**20)"])
    assert 64 <= held.largest < 64 + 60 < len(ours) / 2**20
    assert held.together >= held.largest
