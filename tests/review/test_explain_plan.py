"""`explain PLAN`: why every rule had its outcome, with the values and lines it looked at."""

from __future__ import annotations

import re

import pytest
from tests.scenarios.command import ROOT, Command

from zaitaku_check.engine.shelf import Shelf


@pytest.fixture
def plan(command: Command) -> str:
    """Give a plan of an alliance with errors."""
    return command.put("aso.yaml", "review/09-aso-alliance.yaml").name


def test_every_rule_is_explained(plan: str, command: Command) -> None:
    """Without an id all rules of the pack are there, each once, in their order, under the plan's verdict."""
    text = command("explain", plan, "--lang", "ja").text
    assert text.startswith("aso.yaml  差戻し\n\nR101  適合  ")
    rules = [line.split()[0] for line in text.splitlines() if line[:1] == "R"]
    assert rules == sorted(set(rules))
    pack = Shelf(str(ROOT / "rules")).pack("regional-centre-2018")
    assert len(rules) == sum(not rule.by_eye and rule.scope == "plan" for rule in pack.rules)


def test_a_failure_is_explained(plan: str, command: Command) -> None:
    """The finding stands first, then every value that was looked at, then the source."""
    assert command("explain", plan, "R107", "--lang", "ja").text == (
        "aso.yaml  差戻し\n"
        "\n"
        "R107  不適合  取組みに⑦連絡会の開催を記載すること\n"
        "    × 35: 取組みに、必須項目「⑦在宅医療センター事業の連絡会の開催」がありません。\n"
        "    条件: 取組みの項目に「在宅医療センター事業の連絡会の開催」があること。\n"
        "        35:1  取組み（4件）\n"
        "        36:9  項目「①急変時対応の取組み」\n"
        "        40:9  項目「②入退院支援の取組み」\n"
        "        44:9  項目「⑤訪問診療等のサービス提供量の増加に向けた取組み」\n"
        "        50:9  項目「⑥普及啓発に関する取組み」\n"
        "    根拠: 「在宅医療センター事業について」 3、「在宅医療センター事業について」 3(2)⑦\n"
    )


def test_a_pass_is_explained(plan: str, command: Command) -> None:
    """What a rule that passed has seen is shown as written in the plan, in English too."""
    text = command("explain", plan, "R126", "--lang", "en").text
    assert "\nR126  pass  " in text
    assert "       49:40  Baseline “9”\n       49:48  Target “11”\n" in text


def test_what_does_not_apply_is_explained(plan: str, command: Command) -> None:
    """A rule for another kind of centre says so, with the value that decided it."""
    text = command("explain", plan, "R201", "--lang", "ja").text
    assert "    このルールが対象とする場合に当たりません。\n         4:5  類型「連携型」\n" in text


def test_what_is_not_there_is_said(plan: str, command: Command) -> None:
    """A value that the plan does not have is named without a line."""
    assert "           -  在宅医療の提供（記載なし）\n" in command("explain", plan, "R208", "--lang", "ja").text


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("R901", "フォルダー全体のルールです。フォルダーを check 又は review で検査すると判定します。"),
        ("Y012", "計画書の読み取りについてのルールです。"),
        ("P101", "この計画書に使うルールパックにはありません。"),
    ],
)
def test_rules_that_are_not_judged_on_a_plan_say_why(rule: str, why: str, plan: str, command: Command) -> None:
    """Asked for a rule over all plans, of reading, or of another programme, the answer is not silence."""
    run = command("explain", plan, rule, "--lang", "ja")
    assert (run.code, run.text) == (0, f"aso.yaml  差戻し\n\n{rule}  {why}\n")


def test_a_finding_of_reading_is_shown(command: Command) -> None:
    """Of a rule of reading the plan's finding is shown with its line."""
    command.put("windows.yaml", "review/15-kikuchi-alliance-windows.yaml")
    text = command("explain", "windows.yaml", "Y002", "--lang", "ja").text
    assert "\nY002  計画書の読み取りについてのルールです。\n    × 1: " in text


def test_an_unreadable_plan_is_explained(command: Command) -> None:
    """Where nothing could be read the findings of reading are shown, and that no rule was judged."""
    command.put("broken.yaml", "review/16-aso-workbook-renamed.yaml")
    text = command("explain", "broken.yaml", "--lang", "ja").text
    assert text.startswith(
        "broken.yaml  差戻し\n\n計画書を読み取れないため、判定したルールはありません。\n    × 1: Y001 "
    )


def test_only_one_plan_at_a_time(command: Command) -> None:
    """A folder is refused: its plans are explained by `review`."""
    (command.folder / "plans").mkdir()
    run = command("explain", "plans", "--lang", "en")
    assert (run.code, run.complaint) == (2, "zaitaku-check: “plans” is a folder; name one plan\n")


def test_what_was_found_in_reading_is_there_too(plan: str, command: Command) -> None:
    """A verdict that comes of reading alone is explained: its findings stand in front, with what to do."""
    path = command.put(plan, "plans/yatsushiro-core.yaml")
    year = "年度: 平成30年度\n"
    path.write_text(path.read_text("utf-8").replace(year, f"{year}圏域名称: 八代\n"), "utf-8")
    told = command("explain", plan, "--lang", "ja").text
    (finding, *_) = command("check", plan, "-f", "json", "--lang", "ja").report["findings"]
    head = told[: told.index("R101  ")]
    assert "計画書の読み取りについての指摘\n    × " in head
    assert f"{finding['rule']} {finding['message']}\n      修正: {finding['remedy']}\n" in head
    assert "読み取りについて" not in command("explain", plan, "R101", "--lang", "ja").text


def test_a_pass_is_explained_with_its_bound(plan: str, command: Command) -> None:
    """The condition is read out with its bound, and a field is named with its group."""
    text = command("explain", plan, "R301", "R403", "--lang", "ja").text
    assert (
        "    条件: 所要額の財源（区分が県費のもの）の金額が具体的に書かれていない場合は"
        "所要額の合計が1,149,999円以下である、かつ、"
        "所要額の財源（区分が県費のもの）の金額の合計が1,149,999円以下であること。\n"
    ) in text
    assert re.search(r"^ +\d+:\d+  事業期間の開始「", text, re.MULTILINE)


def test_stage_and_day_are_those_of_check(command: Command) -> None:
    """What judges a plan in `check` explains it here: the stage, the day, the answers."""
    command.put("core.yaml", "plans/yatsushiro-core.yaml")
    command.write("answers.yaml", "- ルール: R204")
    words = ("core.yaml", "--stage", "指定後", "--as-of", "平成30年10月15日", "--lang", "ja")
    assert command("explain", *words).text.startswith("core.yaml  提出可")
    assert "answers.yaml:1:3: " in command("explain", *words, "--answers", "answers.yaml").complaint


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        ("R301", ["重要度: 差戻し", "条件", "例（誤）", "例（正）"]),
        ("R901", ["重要度: 申請段階: 要説明、指定後: 差戻し"]),
        ("R126", ["判定しない場合", "  R112、R114、R120に指摘があるときは判定しません。"]),
        ("R601", ["重要度: 要説明（目視）", "確かめ方（目視）"]),
        ("Y010", ["例（誤）", "例（正）"]),
    ],
)
def test_a_page_has_what_the_reference_has(command: Command, rule: str, lines: list[str]) -> None:
    """Severity by stage in words, examples out of the rule's tests, and when the rule is not judged."""
    page = command("explain", rule, "--lang", "ja").text.splitlines()
    assert [line for line in lines if line not in page] == []
