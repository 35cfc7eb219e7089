"""The command `diff`: what changed between two checks, why, and how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.review.test_diff_schema import validator
from tests.scenarios.command import EXAMPLES, ROOT, Command

PLAN = "plans/08-kikuchi-core.yaml"


@pytest.fixture
def folder(command: Command) -> Path:
    """Give the folder of the test with three plans and the report on them, `old.json`."""
    for name in ("01-kumamoto-higashi-core", "04-uki-core", "08-kikuchi-core"):
        command.put(f"plans/{name}.yaml", f"review/{name}.yaml")
    check(command, "old.json")
    return command.folder


def check(command: Command, name: str, *options: str, plans: str = "plans") -> None:
    """Check the plans and keep the report."""
    command("check", plans, "-f", f"json={name}", "--lang", "ja", "--as-of", "2018-09-10", *options)


def edit(path: Path, old: str, new: str) -> None:
    """Change a plan."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def difference(command: Command, *words: str) -> dict[str, Any]:
    """Return the difference of old.json and new.json as JSON, which keeps to its schema."""
    report = command("diff", "old.json", "new.json", "-f", "json", *words).report
    validator().validate(report)
    return report


def told(report: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Return state, rule and causes of every finding that did not stay."""
    return [
        (each["state"], each["finding"]["rule"], each["because"])
        for each in report["findings"]
        if each["state"] != "still"
    ]


def test_nothing_changed(folder: Path, command: Command) -> None:
    """The same plans again: everything is still there and the exit code is 0."""
    shutil.copy(folder / "old.json", folder / "new.json")
    report = difference(command)
    assert report["summary"] == {"new": 0, "changed": 0, "fixed": 0, "still": 8}
    assert told(report) == []
    run = command("diff", "old.json", "new.json", "--lang", "ja")
    sums = "新しい指摘 0件、重要度が変わった指摘 0件、解消した指摘 0件、続いている指摘 8件\n"
    assert (run.code, run.text) == (0, sums)


def test_a_plan_was_put_right(folder: Path, command: Command) -> None:
    """What the applicant corrected is fixed because the plan changed; what is left is still there."""
    edit(folder / PLAN, "病床数: 0床", "病床数: 19床")
    check(command, "new.json")
    report = difference(command)
    assert told(report) == [("fixed", "R201", ["plan"])]
    assert report["plans"][2] == {"path": PLAN, "before": "return", "after": "return", "because": ["plan"]}
    run = command("diff", "old.json", "new.json", "--lang", "ja")
    assert "\n計画書が変わったため\n  - 差戻し R201  plans/08-kikuchi-core.yaml:12:8  " in run.text
    assert run.code == 0


def test_a_plan_got_worse(folder: Path, command: Command) -> None:
    """A new error is new, the verdict changes, and the exit code is 1 unless --fail-on says otherwise."""
    edit(folder / "plans/01-kumamoto-higashi-core.yaml", "病床数: 210床", "病床数: 0床")
    check(command, "new.json")
    run = command("diff", "old.json", "new.json", "--lang", "ja")
    assert run.code == 1
    assert "  plans/01-kumamoto-higashi-core.yaml: 提出可 → 差戻し\n" in run.text
    assert "  + 差戻し R201  plans/01-kumamoto-higashi-core.yaml:12:8  " in run.text
    assert command("diff", "old.json", "new.json", "--fail-on", "never").code == 0


def test_a_line_above_changes_nothing(folder: Path, command: Command) -> None:
    """A finding that only moved down is the same finding."""
    path = folder / PLAN
    path.write_text("# 修正版\n\n" + path.read_text("utf-8"), "utf-8")
    check(command, "new.json")
    assert told(difference(command)) == []


def test_the_rules_changed(folder: Path, command: Command) -> None:
    """With another edition of the pack the plan is the same, and the rules are the cause."""
    shutil.copytree(ROOT / "rules/regional-centre-2018", folder / "regional-centre-2018")
    edit(folder / "regional-centre-2018/pack.yaml", "centre_max: 1149999", "centre_max: 1148999")
    check(command, "new.json", "--pack", "./regional-centre-2018")
    report = difference(command)
    assert {(state, rule, *causes) for state, rule, causes in told(report)} == {("new", "R301", "rules")}
    assert [plan["because"] for plan in report["plans"]] == [["rules"]] * 3
    text = command("diff", "old.json", "new.json", "--lang", "ja").text
    assert "\nルールが変わったため\n  + 差戻し R301  plans/01-kumamoto-higashi-core.yaml:" in text


def test_plan_and_rules_changed(folder: Path, command: Command) -> None:
    """Where both changed, both are named."""
    shutil.copytree(ROOT / "rules/regional-centre-2018", folder / "regional-centre-2018")
    edit(folder / "regional-centre-2018/pack.yaml", 'edition: "2018"', 'edition: "2018a"')
    edit(folder / PLAN, "病床数: 0床", "病床数: 19床")
    check(command, "new.json", "--pack", "./regional-centre-2018")
    assert told(difference(command)) == [("fixed", "R201", ["plan", "rules"])]
    text = command("diff", "old.json", "new.json", "--lang", "en").text
    assert "\nthe plan changed, or the rules changed\n  - error R201  " in text


def test_plans_came_and_went(folder: Path, command: Command) -> None:
    """The findings of a plan that is no more, or was not there before, say so."""
    (folder / PLAN).rename(folder / "plans/09-kikuchi.yaml")
    check(command, "new.json")
    causes = {(state, tuple(because)) for state, rule, because in told(difference(command)) if rule == "R201"}
    assert causes == {("fixed", ("removed",)), ("new", ("added",))}


def test_another_plan_is_the_cause(folder: Path, command: Command) -> None:
    """A finding over all plans appears at a plan that did not change: another one came."""
    command.put("plans/00-also-uki.yaml", "review/05-ariake-core.yaml")
    edit(folder / "plans/00-also-uki.yaml", "圏域: 有明", "圏域: 宇城")
    edit(folder / "plans/00-also-uki.yaml", "提出日: ", "備考: ")
    check(command, "new.json")
    found = [change for change in told(difference(command)) if change[1] == "R901"]
    assert found == [("new", "R901", ["added"])]


def test_the_stage_changes_severities(folder: Path, command: Command) -> None:
    """After designation what was a warning is an error: changed, because of the stage, and exit code 1."""
    for number, name in (("10", "core"), ("11", "alliance"), ("12", "core-third")):
        command.put(f"plans/{number}.yaml", f"review/{number}-yatsushiro-{name}.yaml")
    check(command, "old.json")
    check(command, "new.json", "--stage", "designated")
    report = difference(command)
    change = next(each for each in report["findings"] if each["finding"]["rule"] == "R901")
    assert (change["state"], change["because"]) == ("changed", ["stage"])
    assert change["before"] == {"severity": "warning", "answered": False}
    assert change["after"] == {"severity": "error", "answered": False}
    run = command("diff", "old.json", "new.json", "--lang", "ja")
    assert run.code == 1
    assert "\n段階が変わったため\n" in run.text
    assert " → 差戻し R901  plans/10.yaml:" in run.text
    assert folder.is_dir()


def test_an_answer_came(folder: Path, command: Command) -> None:
    """A warning that has been explained since is changed, because the answers did."""
    command.write(
        "answers.yaml", "- {rule: R204, plan: 04-uki-core.yaml, reason: 届出済み, who: 田中, date: 2018-09-01}\n"
    )
    check(command, "new.json", "--answers", "answers.yaml")
    assert told(difference(command)) == [("changed", "R204", ["answers"])]
    run = command("diff", "old.json", "new.json", "--lang", "ja", "--fail-on", "warning")
    assert run.code == 0
    assert "  ~ 要説明 → 要説明（説明済み） R204  plans/04-uki-core.yaml:8:9  " in run.text
    assert folder.is_dir()


def test_two_rounds_in_two_folders(folder: Path, command: Command) -> None:
    """Where no path is common, paths count from the folder of each round."""
    shutil.copytree(folder / "plans", folder / "round-2")
    edit(folder / "round-2/08-kikuchi-core.yaml", "病床数: 0床", "病床数: 19床")
    check(command, "new.json", plans="round-2")
    report = difference(command)
    assert told(report) == [("fixed", "R201", ["plan"])]
    assert [plan["path"] for plan in report["plans"]][-1] == "08-kikuchi-core.yaml"


def test_markdown_is_harmless(folder: Path, command: Command) -> None:
    """Foreign texts are escaped, and the groups are headings."""
    edit(folder / PLAN, "病床数: 0床", '病床数: "<b>|`x"')
    check(command, "new.json")
    text = command("diff", "old.json", "new.json", "-f", "markdown", "--lang", "ja").text
    assert text.startswith("# 二つの検査結果の違い\n\n新しい指摘 1件、")
    assert "\n## 計画書が変わったため\n\n- **" in text
    assert "<b>" not in text.replace("\\<b\\>", "")


def test_it_can_be_written_to_a_file(folder: Path, command: Command) -> None:
    """-f json=FILE writes there and says nothing."""
    shutil.copy(folder / "old.json", folder / "new.json")
    assert command("diff", "old.json", "new.json", "-f", "json=diff.json").text == ""
    assert json.loads((folder / "diff.json").read_bytes())["schema"] == "zaitaku-check/diff-1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "「check 計画 -f json=結果.json」で作った検査結果を指定してください"),
        ("[" * 100_000, "「check 計画 -f json=結果.json」で作った検査結果を指定してください"),
        ("[]", "形式「-」は読めません。check -f json の出力（zaitaku-check/report-1）を指定してください"),
        ('{"schema": "zaitaku-check/report-2"}', "形式「zaitaku-check/report-2」は読めません"),
        ('{"schema": "zaitaku-check/report-1", "plans": 3}', "zaitaku-check/report-1 の形になっていません"),
        (None, "（ファイルがありません）。"),
    ],
)
def test_what_is_no_report_cannot_be_compared(content: str | None, reason: str, folder: Path, command: Command) -> None:
    """Broken JSON, another schema, a wrong shape, no file: one line and exit code 2."""
    if content is not None:
        command.write("new.json", content)
    run = command("diff", "old.json", "new.json", "--lang", "ja")
    assert (run.code, run.text, run.complaint.count("\n")) == (2, "", 1)
    assert run.complaint.startswith("zaitaku-check: 「new.json」を検査結果として読めません（")
    assert reason in run.complaint
    assert folder.is_dir()


def test_an_unknown_format_is_refused(folder: Path, command: Command) -> None:
    """A format that `diff` does not have is named with those it has."""
    run = command("diff", "old.json", "old.json", "-f", "jsn", "--lang", "en")
    assert (run.code, run.complaint) == (
        2,
        "zaitaku-check: there is no format “jsn”; did you mean “json”?\n",
    )
    assert folder.is_dir()


def test_a_review_can_be_compared_with_a_check(command: Command) -> None:
    """The report.json of a review is a report like any other."""
    shutil.copytree(EXAMPLES / "review", command.folder / "plans")
    check(command, "old.json")
    command("review", "plans", "-o", "out", "-q", "--as-of", "2018-09-10")
    run = command("diff", "old.json", "out/report.json", "-f", "json")
    assert (run.code, told(run.report)) == (0, [])
