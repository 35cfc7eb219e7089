"""The record of answers: what counts, what cannot, and where it is shown."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook
from tests.scenarios.command import Command
from tests.scenarios.test_reports import SCHEMA

ALL_THREE = """\
- ルール: R204
  計画: 04-uki-core.yaml
  理由: 地域包括ケア病棟への転換を9月に届け出る。
  説明者: 担当 田中
  日付: 平成30年8月20日
- rule: r401
  plan: plans/04-uki-core.yaml
  reason: 準備の行為に限る。
  who: 田中
  date: 2018-08-20
  expires: 2019-03-31
- {rule: R125, plan: 04-uki-core.yaml, reason: 現状値は調査中。, who: 田中, date: 2018-08-20}
"""
DAY = ("--as-of", "2018-09-10")


@pytest.fixture
def plans(command: Command) -> Path:
    """Give a folder with a plan of three warnings, one of two errors and one ready."""
    for name in ("01-kumamoto-higashi-core", "04-uki-core", "08-kikuchi-core"):
        command.put(f"plans/{name}.yaml", f"review/{name}.yaml")
    return command.folder / "plans"


def checked(command: Command, answers: str, *options: str, target: str = "plans") -> dict[str, Any]:
    """Return the report on the plans with these answers; it fits its schema."""
    command.write("answers.yaml", answers)
    words = ("check", target, "--answers", "answers.yaml", "-f", "json", "--lang", "ja", "--as-of", "2018-09-10")
    report = command(*words, *options).report
    jsonschema.validate(report, SCHEMA)
    return report


def verdict(report: dict[str, Any], name: str) -> tuple[str, bool]:
    """Return a plan's verdict, and whether it is marked as explained."""
    plan = next(plan for plan in report["plans"] if plan["path"].endswith(name))
    return plan["verdict"], plan.get("explained", False)


def about_the_record(report: dict[str, Any]) -> list[tuple[str, str, int, str]]:
    """Return rule, severity, line and message of the findings about the answers."""
    return [
        (each["rule"], each["severity"], each["line"], each["message"])
        for each in report["findings"]
        if each["path"] == "answers.yaml"
    ]


def one(rule: str, plan: str = "04-uki-core.yaml", more: str = "") -> str:
    """Return a record of one answer."""
    return f"- {{rule: {rule}, plan: {plan}, reason: 届出済み, who: 田中, date: 2018-08-20{more}}}\n"


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(("rule", "plan"), [("規則", "計画"), ("ルール", "計画書"), ("規則", "計画書")])
def test_other_words_for_rule_and_plan_are_read(rule: str, plan: str, command: Command) -> None:
    """A record that calls the rule or the plan by another usual word counts as well."""
    report = checked(command, ALL_THREE.replace("- ルール:", f"- {rule}:").replace("  計画:", f"  {plan}:"))
    assert verdict(report, "04-uki-core.yaml") == ("ready", True)
    assert report["answers"] == {"path": "answers.yaml", "given": 3, "counted": 3}


@pytest.mark.usefixtures("plans")
def test_a_plan_with_every_warning_answered_is_ready(command: Command) -> None:
    """Japanese and English keys, any way to write a date: the verdict becomes ready, marked as explained."""
    report = checked(command, ALL_THREE)
    assert verdict(report, "04-uki-core.yaml") == ("ready", True)
    assert (report["summary"]["ready"], report["summary"]["warnings"], report["summary"]["answered"]) == (2, 3, 3)
    assert report["answers"] == {"path": "answers.yaml", "given": 3, "counted": 3}
    first = next(each for each in report["findings"] if each["rule"] == "R204")
    assert first["answer"] == {
        "reason": "地域包括ケア病棟への転換を9月に届け出る。",
        "who": "担当 田中",
        "date": "2018-08-20",
        "expires": None,
    }
    assert about_the_record(report) == []


@pytest.mark.usefixtures("plans")
def test_one_warning_left_open_leaves_the_verdict(command: Command) -> None:
    """As long as one warning has no answer the plan is to be explained, and carries no mark."""
    assert verdict(checked(command, one("R204")), "04-uki-core.yaml") == ("explain", False)


@pytest.mark.usefixtures("plans")
def test_without_being_asked_nothing_is_read(command: Command) -> None:
    """A record that lies beside the plans or in the working directory answers nothing by itself."""
    command.write("answers.yaml", ALL_THREE)
    report = command("check", "plans", "-f", "json").report
    assert verdict(report, "04-uki-core.yaml") == ("explain", False)
    assert "answered" not in report["summary"]
    assert "answers" not in report


def test_a_folder_stands_for_the_record_in_it(plans: Path, command: Command) -> None:
    """--answers FOLDER reads the answers.yaml there, which then is no plan."""
    (plans / "answers.yaml").write_text(ALL_THREE, "utf-8")
    report = command("check", "plans", "--answers", "plans", "-f", "json", "--lang", "ja", *DAY).report
    assert verdict(report, "04-uki-core.yaml") == ("ready", True)
    assert report["skipped"] == [{"path": "plans/answers.yaml", "reason": "説明の記録です（--answers）。"}]
    assert len(report["plans"]) == 3


@pytest.mark.usefixtures("plans")
def test_the_configuration_may_name_the_record(command: Command) -> None:
    """`answers` is a setting like any other, its path counted from the configuration."""
    command.write("records/answers.yaml", ALL_THREE)
    command.write("zaitaku-check.toml", 'answers = "records/answers.yaml"\n')
    report = command("check", "plans", "-f", "json", *DAY).report
    assert verdict(report, "04-uki-core.yaml") == ("ready", True)


@pytest.mark.usefixtures("plans")
def test_the_exit_code_no_longer_counts_what_is_answered(command: Command) -> None:
    """With --fail-on warning a plan whose warnings are answered passes, and one open warning does not."""
    command.write("answers.yaml", ALL_THREE)
    words = ("check", "plans/04-uki-core.yaml", "--fail-on", "warning", "-f", "concise", "--as-of", "2018-09-10")
    assert command(*words).code == 1
    assert command(*words, "--answers", "answers.yaml").code == 0
    command.write("answers.yaml", one("R204"))
    assert command(*words, "--answers", "answers.yaml").code == 1


@pytest.mark.usefixtures("plans")
def test_an_answer_by_fingerprint_holds_as_long_as_the_value(command: Command) -> None:
    """It moves with the finding, and does not count any more once the plan says something else there."""
    finding = next(each for each in checked(command, "[]")["findings"] if each["rule"] == "R204")
    answer = f"- {{識別子: {finding['fingerprint']}, 理由: 届出済み, 説明者: 田中, 日付: 2018-08-20}}\n"
    plan = command.folder / "plans/04-uki-core.yaml"
    plan.write_text("# 第2版\n" + plan.read_text("utf-8"), "utf-8")
    assert checked(command, answer)["summary"]["answered"] == 1
    plan.write_text(plan.read_text("utf-8").replace("機関種別: 病院", "機関種別: その他"), "utf-8")
    report = checked(command, answer)
    assert report["summary"]["answered"] == 0
    unused = f"識別子「{finding['fingerprint']}」の指摘はありません。"
    assert about_the_record(report) == [("K002", "warning", 1, unused)]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            one("R204", more=", expires: 2018-09-09"),
            (
                "K001",
                "warning",
                1,
                "「plans/04-uki-core.yaml」のR204に対する説明は、平成30年9月9日で期限が切れています（基準日平成30年9月10日）。",
            ),
        ),
        (one("R302"), ("K002", "warning", 1, "「plans/04-uki-core.yaml」にR302の指摘はありません。")),
        (
            one("R204") + one("R204"),
            ("K002", "warning", 2, "「plans/04-uki-core.yaml」のR204に対する説明は、すでに1行目にあります。"),
        ),
        (
            one("R2O4"),
            ("K003", "error", 1, "「R2O4」という番号のルールはありません。もしかして「R204」ですか。"),
        ),
        (one("R204", "uki.yaml"), ("K003", "error", 1, "「uki.yaml」という計画書は、検査した計画書の中にありません。")),
        (
            one("R201", "08-kikuchi-core.yaml"),
            (
                "K003",
                "error",
                1,
                "「plans/08-kikuchi-core.yaml」のR201は差戻しの指摘であり、説明によって解消することはできません。",
            ),
        ),
    ],
    ids=["expired", "unused", "twice", "unknown rule", "unknown plan", "an error"],
)
@pytest.mark.usefixtures("plans")
def test_answers_that_do_not_count_are_findings(
    answers: str, expected: tuple[str, str, int, str], command: Command
) -> None:
    """Each says in the record's own line why it does not count, and nothing is answered by it."""
    report = checked(command, answers)
    assert about_the_record(report) == [expected]
    assert report["summary"]["answered"] == (1 if "すでに" in expected[3] else 0)
    assert verdict(report, "08-kikuchi-core.yaml") == ("return", False)


@pytest.mark.usefixtures("plans")
def test_an_answer_holds_on_its_last_day(command: Command) -> None:
    """`expires` is the last day on which the answer counts."""
    assert checked(command, one("R204", more=", expires: 2018-09-10"))["summary"]["answered"] == 1


def test_what_could_be_two_plans_counts_for_none(plans: Path, command: Command) -> None:
    """A name that ends two paths, and a fingerprint that two plans have, are said to be ambiguous."""
    text = (plans / "04-uki-core.yaml").read_text("utf-8")
    command.write("plans/again/04-uki-core.yaml", text)
    report = checked(command, one("R204"))
    both = "plans/04-uki-core.yaml、plans/again/04-uki-core.yaml"
    several = f"対象となる計画書が2件あり（{both}）、どれに対する説明か分かりません。"
    assert about_the_record(report) == [("K003", "error", 1, several)]
    print_ = next(each["fingerprint"] for each in report["findings"] if each["rule"] == "R204")
    answer = f"- {{fingerprint: {print_}, reason: x, who: y, date: 2018-08-20}}\n"
    assert about_the_record(checked(command, answer)) == [("K003", "error", 1, several)]


@pytest.mark.usefixtures("plans")
def test_a_run_over_one_plan_says_nothing_of_answers_for_others(command: Command) -> None:
    """A record for a whole folder serves a single plan too: what is about other plans is not called unused."""
    report = checked(command, ALL_THREE + one("R302", "01-kumamoto-higashi-core.yaml"), target="plans/04-uki-core.yaml")
    assert about_the_record(report) == []
    assert report["summary"]["answered"] == 3


@pytest.mark.usefixtures("plans")
def test_what_was_not_judged_is_not_called_unused(command: Command) -> None:
    """An answer to a rule that was not selected is neither used nor unused."""
    assert about_the_record(checked(command, ALL_THREE, "--ignore", "R204")) == []
    plan = command.folder / "plans/04-uki-core.yaml"
    plan.write_text(plan.read_text("utf-8").replace("機関種別: 病院", "機関種別: びょういん？"), "utf-8")
    assert about_the_record(checked(command, one("R204"))) == []


def test_findings_over_all_plans_can_be_answered(command: Command) -> None:
    """A warning of a folder rule is answered at the plan it hangs on, and keeps its place in the ledger."""
    for name in ("10-yatsushiro-core", "11-yatsushiro-alliance", "12-yatsushiro-core-third"):
        command.put(f"plans/{name}.yaml", f"review/{name}.yaml")
    report = checked(command, one("R901", "10-yatsushiro-core.yaml"))
    answered = [each["rule"] for each in report["findings"] if "answer" in each]
    assert answered == ["R901"]
    assert next(line["used"] for line in report["folder"]["ledger"] if line["group"] == "yatsushiro") == 3


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("", "answers.yaml:1:1: ファイルが空です。"),
        ("rule: R204", "answers.yaml:1:1: 「- 」で始まる一覧で書いてください。"),
        ("- R204", "answers.yaml:1:3: 説明は、「ルール: R204」のように、項目名と値で書いてください。"),
        (
            "- {rule: R204, reason: x, who: y, date: 2018-08-20}",
            "answers.yaml:1:3: どの指摘に対する説明か分かりません。",
        ),
        (
            "- {rule: R204, plan: a.yaml, who: y, date: 2018-08-20}",
            "answers.yaml:1:3: 「理由」（reason）がありません。",
        ),
        ("- {rule: R204, plan: a.yaml, reason: x, date: 2018-08-20}", "「説明者」（who）がありません。"),
        (one("R204").replace("2018-08-20", "昨日"), "「昨日」は日付として読み取れません。"),
        (one("R204").replace("reason", "reasn"), "「reasn」という項目はありません。もしかして「reason」ですか。"),
        (one("R204").replace("届出済み", "[x]"), "「reason」には文字を書いてください。"),
        ("- ルール：R204\n  計画：a.yaml\n", "answers.yaml:1:6: 「ルール」の後のコロンが全角です（ほかに1か所）。"),
        ("- rule: R204\n  reason: 届出: 手続中\n", "answers.yaml:2:11: 値の中に「:」と空白があり、"),
        ("- rule: R204\n\tplan: a.yaml\n", "answers.yaml:2:1: 字下げにタブが使われています。"),
        ('- rule: R204\n  reason: "届出\n  who: y\n', "answers.yaml:2:11: 引用符が閉じられていません。"),
        ("- &a {rule: R204}\n- *a", "アンカー・エイリアスは使えません。"),
        ("- !!python/object:os.system x", "タグは使えません。"),
    ],
)
@pytest.mark.usefixtures("plans")
def test_a_record_that_does_not_fit_stops_the_run(record: str, said: str, command: Command) -> None:
    """A mistake in the record is named once, with its line shown, and exit code 2: nothing is answered by half."""
    command.write("answers.yaml", record)
    run = command("check", "plans", "--answers", "answers.yaml", "--lang", "ja")
    assert (run.code, run.text) == (2, "")
    first, *shown = run.complaint.splitlines()
    assert first.startswith("zaitaku-check: 説明の記録を読み取れません。")
    assert said in first
    assert [line.strip()[-1] for line in shown[1:]] == ["^"] * len(shown[1:])


@pytest.mark.usefixtures("plans")
def test_a_record_that_is_not_there_is_said(command: Command) -> None:
    """A wrong path to the record stops the run."""
    run = command("check", "plans", "--answers", "nowhere.yaml", "--lang", "en")
    assert (run.code, run.complaint) == (
        2,
        "zaitaku-check: cannot read the answers “nowhere.yaml”: No such file or directory\n",
    )


@pytest.mark.usefixtures("plans")
def test_answers_are_shown_in_text(command: Command) -> None:
    """The terminal report marks verdict and finding, and gives the answer in place of the remedy."""
    command.write("answers.yaml", ALL_THREE)
    text = command("check", "plans/04-uki-core.yaml", "--answers", "answers.yaml", "--lang", "ja", *DAY).text
    assert "○ 提出可（説明済み）  plans/04-uki-core.yaml\n" in text
    assert "  要説明 R401  説明済み  plans/04-uki-core.yaml:20:12\n" in text
    assert "    説明  準備の行為に限る。（田中、平成30年8月20日、期限 平成31年3月31日）\n" in text
    assert "要説明 3、注意 1（うち説明済み 3）" in text


def test_answers_are_shown_in_the_papers(plans: Path, command: Command) -> None:
    """Page, workbook and letter of a review say what was explained, by whom and when."""
    command.write("answers.yaml", ALL_THREE)
    command(
        "review", str(plans), "-o", "out", "-q", "--lang", "ja", "--answers", "answers.yaml", "--as-of", "2018-09-10"
    )
    out = command.folder / "out"
    words = "準備の行為に限る。（田中、平成30年8月20日、期限 平成31年3月31日）"
    assert "○</span> 提出可（説明済み）</td>" in (out / "index.html").read_text("utf-8")
    page = (out / "plans/002-宇土みどり総合病院.html").read_text("utf-8")
    assert f"<dt>説明</dt><dd>{words}</dd>" in page
    assert "提出可（説明済み）</span>" in page
    book = load_workbook(BytesIO((out / "overview.xlsx").read_bytes()))
    at = [cell.value for cell in book["一覧"][1]].index("判定")
    verdicts = [row[at].value for row in book["一覧"].iter_rows(min_row=2)]
    assert verdicts == ["提出可", "提出可（説明済み）", "差戻し"]
    run = {row[0].value: row[1].value for row in book["実行情報"].iter_rows()}
    assert (run["説明の記録"], run["説明の件数"], run["数えた説明の件数"]) == ("answers.yaml", 3, 3)
    letter = (out / "letters/round-1/002-宇土みどり総合病院.html").read_text("utf-8")
    assert "の確認結果について（お知らせ）" in letter
    assert "　説明を確認した事項</h2>" in letter
    assert f"<dt>説明</dt><dd>{words}</dd>" in letter
    report = json.loads((out / "report.json").read_bytes())
    assert verdict(report, "04-uki-core.yaml") == ("ready", True)


@pytest.mark.usefixtures("plans")
def test_hostile_answers_are_shown_as_text(command: Command) -> None:
    """Control characters and markup of a reason are made visible or escaped wherever it is shown."""
    hostile = '"<script>alert(1)</script>\\u202e=1+1"'
    command.write("answers.yaml", one("R204").replace("届出済み", hostile))
    for form in ("html", "text", "markdown", "csv", "concise", "json"):
        text = command("check", "plans", "--answers", "answers.yaml", "-f", form, "--lang", "ja").text
        assert "\u202e" not in text
        assert form != "html" or "<script>alert" not in text
