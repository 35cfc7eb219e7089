"""Ignoring with a reason: what a comment in a plan can set aside, and what it cannot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.scenarios.command import EXAMPLES, Command

from zaitaku_check.report.formats import FORMATS

REASON = "理由: 届出の手続中であることを県に確認済み"
KIND = "  機関種別: 在宅療養支援病院"
HOSPITAL = "  機関種別: 病院"


def plan(kind: str = HOSPITAL) -> str:
    """Return a good plan but for the applicant's kind of institution (R204, a warning in line 11)."""
    text = (EXAMPLES / "plans" / "yatsushiro-core.yaml").read_text("utf-8")
    assert KIND in text
    return text.replace(KIND, kind, 1)


def checked(command: Command, content: str | bytes, *options: str) -> dict[str, Any]:
    """Check one plan where comments are allowed and return the JSON report in English."""
    command.write("a.yaml", content)
    return command("check", "a.yaml", "-f", "json", "--lang", "en", "--allow-ignores", *options).report


def found(report: dict[str, Any]) -> list[tuple[str, int]]:
    """Return rule and line of the findings that count."""
    return [(each["rule"], each["line"]) for each in report["findings"]]


def ignored(report: dict[str, Any]) -> list[tuple[str, int, str, str]]:
    """Return rule, line, kind and reason of what was set aside."""
    return [(each["rule"], each["line"], each["kind"], each["because"]) for each in report["ignored"]]


@pytest.mark.parametrize(
    "reason", ["理由: 県に確認済み", "reason: 県に確認済み", "、理由：県に確認済み", "Reason:県に確認済み"]
)
def test_a_finding_is_ignored_with_a_reason(command: Command, reason: str) -> None:
    """The finding counts nowhere, stands apart with its reason, and the verdict is judged without it."""
    report = checked(command, plan(f"{HOSPITAL} # zaitaku-check: ignore[R204] {reason}"))
    assert found(report) == []
    assert ignored(report) == [("R204", 11, "inline", "県に確認済み")]
    assert report["plans"][0]["verdict"] == "ready"
    assert report["plans"][0]["outcomes"]["R204"] == "fail"
    assert report["summary"]["ignored"] == 1


def test_the_comment_may_stand_on_the_line_above(command: Command) -> None:
    """A comment with a line to itself speaks about the next."""
    report = checked(command, plan(f"  # zaitaku-check: ignore[R204] {REASON}\n{HOSPITAL}"))
    assert (found(report), ignored(report)[0][:2]) == ([], ("R204", 12))


def test_a_comment_further_away_does_not_count(command: Command) -> None:
    """Two lines above is not above, and the line below is not above either: the comment is stale."""
    above = checked(command, f"# zaitaku-check: ignore[R204] {REASON}\n\n{plan()}")
    assert found(above) == [("I005", 1), ("R204", 13)]
    behind = checked(command, plan(f"{HOSPITAL}\n  # zaitaku-check: ignore[R204] {REASON}"))
    assert found(behind) == [("R204", 11), ("I005", 12)]


def test_several_rules_are_named_in_one_comment(command: Command) -> None:
    """Ids are separated by commas; each stands for itself."""
    report = checked(command, plan(f"{HOSPITAL} # zaitaku-check: ignore[r204, R210] {REASON}"))
    assert found(report) == [("I005", 11)]
    assert report["findings"][0]["message"] == "R210 does not report anything on this line or the next."
    assert [each[0] for each in ignored(report)] == ["R204"]


@pytest.mark.parametrize(
    ("comment", "rule", "message"),
    [
        ("ignore R204", "I001", "This comment to zaitaku-check cannot be read."),
        ("ignroe[R204] reason: x", "I001", "This comment to zaitaku-check cannot be read."),
        ("disable", "I001", "This comment to zaitaku-check cannot be read."),
        ("ignore[ , ] reason: x", "I001", "The comment does not say which rule it is about."),
        ("ignore[R204]", "I002", "No reason is given, so the finding is not ignored."),
        ("ignore[R204] reason:", "I002", "No reason is given, so the finding is not ignored."),
        ("ignore[R204] 県に確認済み", "I002", "No reason is given, so the finding is not ignored."),
        ("ignore[R2O4] reason: x", "I003", "There is no rule “R2O4”. Did you mean “R204”?"),
        ("ignore[R2] reason: x", "I003", "There is no rule “R2”"),
        ("ignore[F001] reason: x", "I004", "F001 is about reading the plan and cannot be ignored."),
        ("ignore[I002] reason: x", "I004", "I002 is about reading the plan and cannot be ignored."),
        ("ignore[R110] reason: x", "I004", "R110 is mandatory for the programme and cannot be ignored."),
    ],
)
def test_a_comment_that_cannot_count_is_an_error(command: Command, comment: str, rule: str, message: str) -> None:
    """What was wrongly written is said at its place, and the finding still counts."""
    report = checked(command, plan(f"{HOSPITAL} # zaitaku-check: {comment}"))
    assert found(report) == [("R204", 11), (rule, 11)]
    finding = report["findings"][1]
    assert (finding["severity"], finding["column"]) == ("error", 12)
    assert finding["message"].startswith(message)
    assert (ignored(report), report["plans"][0]["verdict"]) == ([], "return")


def test_messages_are_in_japanese_too(command: Command) -> None:
    """The clerk's language is spoken about comments as about everything."""
    command.write("a.yaml", plan(f"{HOSPITAL} # zaitaku-check: ignore[R110] {REASON}"))
    out = command("check", "a.yaml", "-f", "concise", "--lang", "ja", "--allow-ignores").text
    assert "差戻し[I004] R110は事業の必須の要件のため、除外できません。" in out


def test_a_stale_comment_is_a_warning(command: Command) -> None:
    """A comment whose finding is gone has to go."""
    report = checked(command, plan(f"{KIND} # zaitaku-check: ignore[R204] {REASON}"))
    assert [(each["rule"], each["severity"], each["line"]) for each in report["findings"]] == [("I005", "warning", 11)]
    assert report["plans"][0]["verdict"] == "explain"


def test_a_comment_about_what_was_not_judged_is_not_stale(command: Command) -> None:
    """A rule that was left out, belongs to another pack or needs other plans says nothing about its comment."""
    content = plan(f"{KIND} # zaitaku-check: ignore[R204, P101, R905, A101] {REASON}")
    assert found(checked(command, content, "--ignore", "R204")) == []


def test_mandatory_rules_of_a_later_edition_are_locked_too(command: Command) -> None:
    """An edition that extends a pack keeps what that locks."""
    text = (EXAMPLES / "plans" / "aso-no-optional-item.yaml").read_text("utf-8")
    content = f"{text}# zaitaku-check: ignore[R110] {REASON}\n"
    report = checked(command, content, "--pack", "regional-centre-2019", "--select", "R110")
    assert {rule for rule, _ in found(report)} == {"F014", "R110", "I004"}


def test_findings_over_all_plans_are_ignored_in_the_plan_they_hang_on(command: Command) -> None:
    """A rule over all plans can be set aside where its finding stands."""
    first = plan(KIND).replace("  名称:", f"  # zaitaku-check: ignore[R905] {REASON}\n  名称:", 1)
    command.write("plans/a.yaml", first)
    command.write("plans/b.yaml", plan(KIND))
    words = ("check", "plans", "-f", "json", "--select", "R905")
    before, after = command(*words).report, command(*words, "--allow-ignores").report
    assert [(each["rule"], each["path"]) for each in before["findings"]] == [("R905", "plans/a.yaml")]
    assert (found(after), [each["rule"] for each in after["ignored"]]) == ([], ["R905"])


@pytest.mark.parametrize("options", [(), ("--allow-ignores", "--no-ignores")])
def test_comments_have_no_effect_where_they_are_not_allowed(command: Command, options: tuple[str, ...]) -> None:
    """An applicant cannot silence a reviewer: with every kind of comment the findings stay; the first one is named."""
    comment = " # zaitaku-check: ignore[R204] 理由: x"
    silencing = "# zaitaku-check: disable\n# zaitaku-check: ignore[R204, NONE]\n# zaitaku-check: ignore\n"
    command.write("a.yaml", silencing + plan(HOSPITAL + comment))
    report = command("check", "a.yaml", "-f", "json", *options).report
    assert (found(report), report["ignored"]) == ([("I007", 1), ("R204", 14)], [])


def test_the_configuration_allows_and_the_command_line_forbids(command: Command) -> None:
    """`allow-ignores` of the configuration counts; `--no-ignores` wins over it."""
    command.write("plans/a.yaml", plan(f"{HOSPITAL} # zaitaku-check: ignore[R204] {REASON}"))
    command.write("plans/zaitaku-check.toml", "allow-ignores = true\n")
    words = ("check", "plans/a.yaml", "-f", "concise", "--fail-on", "warning")
    assert command(*words).code == 1
    command.write("zaitaku-check.toml", "allow-ignores = true\n")
    assert command(*words).code == 0
    assert command(*words, "--no-ignores").code == 1
    assert command(*words, "--no-config").code == 1


def test_a_plan_that_cannot_be_read_stays_refused(command: Command) -> None:
    """No comment helps where nothing could be read."""
    report = checked(command, f"# zaitaku-check: ignore[Y003, Y014] {REASON}\n- 圏域: 八代\n")
    assert (found(report), report["plans"][0]["verdict"]) == ([("Y014", 1)], "return")


def test_a_comment_in_a_value_ignores_nothing(command: Command) -> None:
    """A text that looks like a comment is content."""
    report = checked(command, plan(f'  備考: "あ\n    # zaitaku-check: ignore[R204] 理由: x"\n{HOSPITAL}'))
    assert (found(report), ignored(report)) == ([("F011", 11), ("R204", 13)], [])


def test_standard_input_may_hold_comments(command: Command) -> None:
    """A plan that comes through a pipe is treated like a file."""
    content = plan(f"{HOSPITAL} # zaitaku-check: ignore[R204] {REASON}").encode("utf-16")
    report = command("check", "-", "-f", "json", "--allow-ignores", "--ignore", "Y002", stdin=content).report
    assert [each[0] for each in ignored(report)] == ["R204"]


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"gitlab", "xlsx"}))
def test_every_format_tells_of_it(command: Command, name: str) -> None:
    """Rule and reason stand in every report that has room for them."""
    command.write("a.yaml", plan(f"{HOSPITAL} # zaitaku-check: ignore[R204] {REASON}"))
    run = command("check", "a.yaml", "-f", name, "--lang", "ja", "--allow-ignores")
    text = run.out.decode("utf-8-sig")
    assert run.code == 0
    assert "R204" in text
    assert REASON.removeprefix("理由: ") in text


def test_gitlab_has_no_open_issue_of_it(command: Command) -> None:
    """GitLab's format knows open issues only, and this is none."""
    command.write("a.yaml", plan(f"{HOSPITAL} # zaitaku-check: ignore[R204] {REASON}"))
    assert json.loads(command("check", "a.yaml", "-f", "gitlab", "--allow-ignores").out) == []


def test_locked_rules_have_to_exist(command: Command, tmp_path: Path) -> None:
    """A pack that locks a rule it does not have is refused with the nearest id."""
    pack = (Path(__file__).parents[2] / "rules" / "municipal-coordination-2018").glob("*.yaml")
    for file in pack:
        content = file.read_text("utf-8").replace("locked: [M101,", "locked: [M1O1,")
        command.write(f"municipal-coordination-2018/{file.name}", content)
    run = command("check", "--pack", str(tmp_path / "municipal-coordination-2018"), "a.yaml", "--lang", "en")
    assert run.code == 2
    assert "there is no rule “M1O1”; did you mean “M101”?" in run.complaint
