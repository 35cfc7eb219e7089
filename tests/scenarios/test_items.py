"""The programme's first rule: all of ①②⑤⑦, and at least one of ③④⑥⑧."""

from __future__ import annotations

import re

import pytest
from tests.scenarios.command import EXAMPLES, Command

MANDATORY = {"①": "R101", "②": "R102", "⑤": "R105", "⑦": "R107"}
OPTIONAL = "③④⑥⑧"
PLAN = (EXAMPLES / "plans/yatsushiro-core.yaml").read_text(encoding="utf-8")
OTHERS = """\
  - 項目: ④看取りに関する取組み
    内容: 施設の職員とともに、看取りの研修を行う。
  - 項目: ⑥普及啓発に関する取組み
    内容: 診療所の待合室に在宅医療の冊子を置く。
  - 項目: ⑧その他、在宅医療の充実に資する地域独自の取組み
    内容: 郵便局と協力し、配達の際に気付いた異変を知らせてもらう。
"""
FULL = PLAN.replace("\n所要額:", f"{OTHERS}\n所要額:")
LINE = PLAN.splitlines().index("取組み:") + 1


def without(plan: str, marks: str) -> str:
    """Take the activities with these marks out of a plan."""
    return re.sub(rf"  - 項目: [{marks}](?:.*\n)(?:    .*\n|\n(?=  ))*", "", plan)


def test_a_plan_with_all_eight_items_is_ready(command: Command) -> None:
    """The plan from which items are taken below has no finding itself."""
    command.write("plan.yaml", FULL)
    assert command.findings("plan.yaml") == []


@pytest.mark.parametrize(("mark", "rule"), MANDATORY.items())
def test_a_missing_mandatory_item_is_one_finding(mark: str, rule: str, command: Command) -> None:
    """Without one mandatory item there is exactly one finding, at the key of the activities."""
    command.write("plan.yaml", without(FULL, mark))
    assert command.findings("plan.yaml") == [(rule, LINE)]


def test_all_mandatory_items_missing_are_four_findings(command: Command) -> None:
    """Independent mistakes are told all at once."""
    command.write("plan.yaml", without(FULL, "①②⑤⑦"))
    assert command.findings("plan.yaml") == [(rule, LINE) for rule in MANDATORY.values()]


def test_no_optional_item_is_one_finding(command: Command) -> None:
    """Without any of ③④⑥⑧ there is exactly one finding, at the key of the activities."""
    command.write("plan.yaml", without(FULL, OPTIONAL))
    assert command.findings("plan.yaml") == [("R110", LINE)]


@pytest.mark.parametrize("kept", OPTIONAL)
def test_any_one_optional_item_is_enough(kept: str, command: Command) -> None:
    """One optional item will do, whichever it is; ⑧ alone is legal."""
    command.write("plan.yaml", without(FULL, OPTIONAL.replace(kept, "")))
    assert command.findings("plan.yaml") == []


def test_an_item_twice_is_found_at_the_second(command: Command) -> None:
    """The same item under two activities is reported at the second."""
    text = FULL.replace("④看取りに関する取組み\n    内容: ", "①\n    内容: 夜間に備え、")
    command.write("plan.yaml", text)
    assert command.findings("plan.yaml") == [("R111", text.splitlines().index("  - 項目: ①") + 1)]
