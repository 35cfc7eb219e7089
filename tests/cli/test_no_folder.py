"""`--no-folder`: plans that happen to be named together are no folder."""

from __future__ import annotations

from tests.scenarios.command import Command

PLAN = "plans/yatsushiro-core.yaml"


def test_each_plan_is_checked_by_itself(command: Command) -> None:
    """The same plan twice is a finding of the folder, and none of either plan."""
    command.put("a.yaml", PLAN)
    command.put("b.yaml", PLAN)
    together = command("check", "a.yaml", "b.yaml", "-f", "json", "--select", "R9").report
    apart = command("check", "a.yaml", "b.yaml", "-f", "json", "--select", "R9", "--no-folder").report
    assert ("R905", "a.yaml") in [(each["rule"], each["path"]) for each in together["findings"]]
    assert (apart["folder"], apart["findings"]) == (None, [])
    assert [plan["path"] for plan in apart["plans"]] == ["a.yaml", "b.yaml"]


def test_nothing_is_assumed_beside_a_plan_by_itself(command: Command) -> None:
    """Two wishes that contradict each other are refused in one line."""
    command.put("a.yaml", PLAN)
    command.put("b.yaml", PLAN)
    run = command("check", "a.yaml", "--assume", "b.yaml", "--no-folder", "--lang", "ja")
    assert (run.code, run.out) == (2, b"")
    assert run.complaint == "zaitaku-check: --no-folder と --assume は同時に指定できません。\n"
