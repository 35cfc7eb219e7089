"""The baseline: known findings set aside, by path and fingerprint, shrinking only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.scenarios.command import EXAMPLES, Command

KIND, HOSPITAL = "  機関種別: 在宅療養支援病院", "  機関種別: 病院"
GOOD = (EXAMPLES / "plans" / "yatsushiro-core.yaml").read_text("utf-8")
ODD = GOOD.replace(KIND, HOSPITAL)
"""A plan with one finding: R204, a warning."""
BAD = (EXAMPLES / "plans" / "aso-no-optional-item.yaml").read_text("utf-8")
"""A plan with one finding: R110, an error."""

ENTRY = '{"path": "a", "rule": "R204", "fingerprint": "0", "count": 0}'
NEVER = f'{{"schema": "zaitaku-check/baseline-1", "findings": [{ENTRY}]}}'
"""A baseline with a finding that occurs not once."""


@pytest.fixture
def two(command: Command) -> Command:
    """Give a folder with two plans, a warning in one and an error in the other, and their baseline."""
    command.write("plans/a.yaml", ODD)
    command.write("plans/b.yaml", BAD)
    assert command("baseline", "create", "known.json", "plans", "--select", "R204,R110").code == 0
    return command


def held(command: Command, name: str = "known.json") -> list[tuple[str, str, int]]:
    """Return path, rule and count of what a baseline holds, in its order."""
    data = json.loads((command.folder / name).read_text("utf-8"))
    return [(each["path"], each["rule"], each["count"]) for each in data["findings"]]


def checked(command: Command, *options: str) -> dict[str, Any]:
    """Check the plans against the baseline."""
    words = ("check", "plans", "-f", "json", "--lang", "en", "--baseline", "known.json", "--select", "R204,R110,I")
    return command(*words, *options).report


def found(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Return path and rule of the findings that count."""
    return [(each["path"], each["rule"]) for each in report["findings"]]


def test_a_baseline_is_one_finding_a_line_in_order(two: Command) -> None:
    """Two branches that mend different plans can be merged."""
    text = (two.folder / "known.json").read_text("utf-8")
    lines = text.splitlines()
    assert lines[0] == '{"schema": "zaitaku-check/baseline-1",'
    assert [line.strip()[:24] for line in lines[2:4]] == ['{"path": "plans/a.yaml",', '{"path": "plans/b.yaml",']
    assert held(two) == [("plans/a.yaml", "R204", 1), ("plans/b.yaml", "R110", 1)]
    assert text.endswith("]}\n")


def test_known_findings_count_nowhere(two: Command) -> None:
    """Neither verdict nor exit code knows them; they are counted and listed apart."""
    report = checked(two)
    assert found(report) == []
    assert [(each["rule"], each["kind"]) for each in report["ignored"]] == [("R204", "baseline"), ("R110", "baseline")]
    assert report["baseline"] == {"path": "known.json", "held": 2, "met": 2}
    assert [plan["verdict"] for plan in report["plans"]] == ["ready", "ready"]
    words = ("check", "plans", "--select", "R204,R110", "--fail-on", "warning", "-f", "concise", "--lang", "ja")
    assert two(*words).code == 1
    run = two(*words, "--baseline", "known.json")
    assert (run.code, "指摘 0件／除外した指摘 2件" in run.text) == (0, True)


def test_a_new_finding_counts(two: Command) -> None:
    """What the baseline does not hold is told as ever."""
    two.write("plans/c.yaml", ODD)
    assert found(checked(two)) == [("plans/c.yaml", "R204")]


def test_a_finding_is_known_wherever_its_line_moves(two: Command) -> None:
    """Lines inserted above change nothing."""
    two.write("plans/a.yaml", f"# 追記\n\n{ODD}")
    assert found(checked(two)) == []


def test_the_same_mistake_is_known_only_as_often_as_it_was(two: Command) -> None:
    """A second finding with the fingerprint of a known one is new."""
    activity = "  - 項目: ③\n    内容: 訪問看護ステーションと連携する。\n"
    twice = GOOD.replace("取組み:\n", f"取組み:\n{activity * 2}")
    thrice = GOOD.replace("取組み:\n", f"取組み:\n{activity * 3}")
    assert twice != GOOD
    two.write("plans/a.yaml", twice)
    two("baseline", "create", "more.json", "plans", "--select", "R111")
    before = sum(count for _, _, count in held(two, "more.json"))
    two.write("plans/a.yaml", thrice)
    report = two("check", "plans", "-f", "json", "--baseline", "more.json", "--select", "R111").report
    assert (len(report["findings"]), len(report["ignored"])) == (1, before)


def test_what_is_gone_is_told_and_pruned(two: Command) -> None:
    """A mended finding is a note at its line of the baseline until `prune` takes it out."""
    two.write("plans/a.yaml", GOOD)
    (note,) = checked(two)["findings"]
    assert (note["rule"], note["severity"], note["path"], note["line"]) == ("I006", "note", "known.json", 3)
    assert note["message"] == "The finding of R204 in “plans/a.yaml” has been resolved (1)."
    run = two("baseline", "prune", "known.json", "plans", "--lang", "ja")
    assert (run.code, run.text) == (0, "解消された指摘1件を除きました（残り1件）。\n")
    assert held(two) == [("plans/b.yaml", "R110", 1)]
    assert found(checked(two)) == []


def test_a_plan_that_is_gone_leaves_the_baseline(two: Command) -> None:
    """Its entries are told, and pruned whatever else is checked."""
    (two.folder / "plans" / "b.yaml").unlink()
    assert [each["message"] for each in checked(two)["findings"]] == ["The file “plans/b.yaml” is gone."]
    two("baseline", "prune", "known.json", "plans/a.yaml")
    assert held(two) == [("plans/a.yaml", "R204", 1)]


def test_pruning_never_adds(two: Command) -> None:
    """A new finding stays new."""
    two.write("plans/c.yaml", ODD)
    before = (two.folder / "known.json").read_bytes()
    assert two("baseline", "prune", "known.json", "plans").code == 0
    assert (two.folder / "known.json").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("plans/a.yaml",),
        ("plans", "--select", "R110"),
        ("plans", "--ignore", "R204"),
        ("plans", "--pack", "prefectural-centre-2018"),
    ],
)
def test_what_was_not_judged_is_kept(two: Command, words: tuple[str, ...]) -> None:
    """A run that could not have met a finding does not say it is gone."""
    two.write("plans/b.yaml" if words == ("plans/a.yaml",) else "plans/a.yaml", GOOD)
    two("baseline", "prune", "known.json", *words)
    assert len(held(two)) == 2


def test_an_unreadable_plan_keeps_its_findings(two: Command) -> None:
    """As long as a plan cannot be read nobody knows whether its findings are gone."""
    two.write("plans/b.yaml", "- 圏域: 八代\n")
    assert two("baseline", "prune", "known.json", "plans").code == 0
    assert len(held(two)) == 2


def test_a_plan_that_cannot_be_judged_cannot_be_accepted(command: Command) -> None:
    """What keeps every rule from being judged is never set aside, not even by a hand-written baseline."""
    command.write("plans/a.yaml", "- 圏域: 八代\n")
    command("baseline", "create", "known.json", "plans")
    assert held(command) == []
    (finding,) = command("check", "plans/a.yaml", "-f", "json").report["findings"]
    entry = {"path": "plans/a.yaml", "rule": "Y014", "fingerprint": finding["fingerprint"], "count": 1}
    command.write("known.json", json.dumps({"schema": "zaitaku-check/baseline-1", "findings": [entry]}))
    run = command("check", "plans/a.yaml", "-f", "json", "--baseline", "known.json")
    assert (run.code, found(run.report)) == (1, [("plans/a.yaml", "Y014")])


def test_findings_over_all_plans_can_be_known(command: Command) -> None:
    """A quota that is exceeded for now is a known finding too, also the folder's own."""
    for name in "ab":
        command.write(f"plans/{name}.yaml", GOOD)
    command("baseline", "create", "known.json", "plans", "--select", "R9")
    assert {(path, rule) for path, rule, _ in held(command)} >= {("plans", "R902"), ("plans/a.yaml", "R905")}
    words = ("check", "plans", "-f", "json", "--baseline", "known.json", "--select", "R9,I")
    assert found(command(*words).report) == []
    (command.folder / "plans" / "b.yaml").unlink()
    command.write("plans/c.yaml", GOOD.replace("八代みどりの丘病院", "球磨川病院"))
    assert ("known.json", "I006") in found(command(*words).report)


def test_paths_are_relative_to_the_baseline(two: Command) -> None:
    """Where the check is started does not matter."""
    two.folder = two.folder / "plans"
    run = two("check", ".", "-f", "json", "--baseline", "../known.json", "--select", "R204,R110,I")
    assert found(run.report) == []


def test_a_baseline_can_be_made_from_a_report(two: Command) -> None:
    """A JSON report of an earlier run gives the same baseline."""
    two("check", "plans", "-f", "json=report.json", "--select", "R204,R110")
    assert two("baseline", "create", "same.json", "--from", "report.json").code == 0
    assert (two.folder / "same.json").read_bytes() == (two.folder / "known.json").read_bytes()


def test_answered_warnings_and_ignored_findings_are_left_out(command: Command) -> None:
    """What has been settled otherwise needs no baseline."""
    command.write("plans/a.yaml", ODD)
    answer = "- {rule: R204, plan: a.yaml, reason: 届出中, who: 担当, date: 2018-08-01}\n"
    command.write("answers.yaml", answer)
    command("baseline", "create", "answered.json", "plans", "--answers", "answers.yaml", "--select", "R204")
    command.write("plans/a.yaml", GOOD.replace(KIND, f"{HOSPITAL} # zaitaku-check: ignore[R204] 理由: 届出中"))
    command("baseline", "create", "ignored.json", "plans", "--allow-ignores", "--select", "R204")
    assert held(command, "answered.json") == held(command, "ignored.json") == []


def test_the_configuration_may_name_the_baseline(two: Command) -> None:
    """The setting is a path relative to its file; the commands that keep the baseline look past it."""
    two.write("zaitaku-check.toml", 'baseline = "known.json"\nselect = ["R204", "R110"]\n')
    assert two("check", "plans").code == 0
    two.write("plans/c.yaml", ODD)
    two("baseline", "create", "new.json", "plans")
    assert [path for path, _, _ in held(two, "new.json")] == ["plans/a.yaml", "plans/b.yaml", "plans/c.yaml"]


def test_a_baseline_is_never_written_over(two: Command) -> None:
    """It only shrinks; who wants it anew deletes it."""
    run = two("baseline", "create", "known.json", "plans", "--lang", "ja")
    assert run.code == 2
    assert (
        "「known.json」はすでにあります。解消された指摘を除くときは baseline prune を使ってください。" in run.complaint
    )


@pytest.mark.parametrize("words", [(), ("plans", "--from", "report.json")])
def test_a_baseline_is_made_of_plans_or_of_a_report(two: Command, words: tuple[str, ...]) -> None:
    """Of one of them, said in one line."""
    run = two("baseline", "create", "new.json", *words, "--lang", "en")
    assert (run.code, run.complaint) == (2, "zaitaku-check: give either plans or --from\n")


def test_nothing_is_written_where_not_all_could_be_checked(two: Command) -> None:
    """A word that leads nowhere ends with 2 and no baseline."""
    assert two("baseline", "create", "new.json", "plans", "nowhere").code == 2
    assert not (two.folder / "new.json").exists()


ANEW = "make it again: zaitaku-check baseline create"
NOT_ONE = f"it is not written as one; {ANEW}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[]", NOT_ONE),
        ("{", f"the end of the file is missing; {ANEW}"),
        ("\udcff", NOT_ONE),
        (
            '{"schema": "zaitaku-check/report-1", "findings": []}',
            "it is a report; make a baseline of it: zaitaku-check baseline create known.json --from report.json",
        ),
        ('{"schema": "zaitaku-check/baseline-1", "findings": [{"path": "a"}]}', NOT_ONE),
        (NEVER, NOT_ONE),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(two: Command, content: str, reason: str) -> None:
    """One line, exit code 2: a broken baseline never lets findings through."""
    two.write("known.json", content.encode("utf-8", "surrogateescape"))
    run = two("check", "plans", "--baseline", "known.json", "--lang", "en")
    assert (run.code, run.complaint) == (2, f"zaitaku-check: cannot read the baseline “known.json”: {reason}\n")


def test_a_missing_baseline_is_said(two: Command) -> None:
    """A misspelt name is no empty baseline."""
    run = two("check", "plans", "--baseline", "unknown.json", "--lang", "ja")
    assert run.code == 2
    assert "既知の指摘の一覧「unknown.json」を読み取れません（ファイルがありません" in run.complaint


def test_a_file_that_is_no_report_is_refused(two: Command) -> None:
    """A baseline is made of our own reports only."""
    run = two("baseline", "create", "new.json", "--from", "known.json", "--lang", "en")
    assert (run.code, run.complaint) == (
        2,
        "zaitaku-check: cannot read the report “known.json”: it is no JSON report\n",
    )
    assert not Path(two.folder, "new.json").exists()
