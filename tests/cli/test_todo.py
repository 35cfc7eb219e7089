"""What is left to do: in the order of doing it, with lines that make the finding vanish where they are pasted."""

from __future__ import annotations

import re

import pytest
from tests.scenarios.command import Command
from tests.workbook.books import EXAMPLE, FILLED, ROOT


def test_a_ready_plan_has_nothing_left(command: Command) -> None:
    """Everything is done and nothing is asked."""
    command.write("plan.yaml", EXAMPLE.read_bytes())
    run = command("check", "plan.yaml", "--todo", "--lang", "ja")
    assert (run.code, run.text) == (
        0,
        "plan.yaml: 提出可\n確認事項54件のうち54件が済んでいます。\n形式上の指摘はありません。\n",
    )
    assert "54 of 54 done." in command("check", "plan.yaml", "--todo", "--lang", "en").text


@pytest.mark.parametrize(
    ("key", "rule", "pasted"),
    [
        ("病床数", "R201", "  病床数: 120床"),
        ("職種", "R202", "  職種: [医師, 看護師, 医療ソーシャルワーカー]"),
        ("終了", "F002", "  終了: 平成31年3月31日"),
        ("合計", "F002", "  合計: 1,149千円"),
    ],
)
def test_a_pasted_line_makes_the_finding_vanish(command: Command, key: str, rule: str, pasted: str) -> None:
    """The lines stand as deep as those beside which they belong."""
    before = EXAMPLE.read_text("utf-8")
    line = re.search(rf"(?m)^ *{key}:.*\n", before)
    assert line is not None
    command.write("plan.yaml", before.replace(line[0], ""))
    run = command("check", "plan.yaml", "--todo", "--lang", "ja")
    assert f"     | {pasted}\n" in run.text
    assert rule in {found for found, _place in command.findings("plan.yaml")}
    command.write("plan.yaml", before.replace(line[0], f"{pasted}\n"))
    assert rule not in {found for found, _place in command.findings("plan.yaml")}


def test_a_group_that_is_not_there_is_pasted_whole(command: Command) -> None:
    """A field inside a missing group brings the group's own line, once."""
    before = EXAMPLE.read_text("utf-8")
    command.write("plan.yaml", re.sub(r"(?m)^現状と課題:\n(?:[ \n].*\n?)*?(?=^\S)", "", before))
    text = command("check", "plan.yaml", "--todo", "--lang", "ja").text
    assert "     | 現状と課題:\n     |   地域資源の状況: " in text


def test_english_keys_get_english_lines(command: Command) -> None:
    """Lines to paste have the keys of the plan, whatever the language of the words."""
    before = (ROOT / "examples/plans/yatsushiro-english-keys.yaml").read_text("utf-8")
    command.write("plan.yaml", re.sub(r"(?m)^ *beds:.*\n", "", before))
    assert "     |   beds: 120床\n" in command("check", "plan.yaml", "--todo", "--lang", "ja").text


def test_what_returns_the_plan_comes_first(command: Command) -> None:
    """Errors come before warnings and notes; of a workbook the cell is said and nothing is to be pasted."""
    command.write("plan.yaml", (ROOT / "examples/plans/kikuchi-many-mistakes.yaml").read_bytes())
    text = command("check", "plan.yaml", "--todo", "--lang", "ja").text
    order = ["差戻し", "要説明", "注意"]
    said = [order.index(each) for each in re.findall(r"(?m)^\d+\. \[(\S+)\]", text)]
    assert said == sorted(said)
    assert len(said) > 5
    command.write("plan.xlsx", FILLED)
    assert "     | " not in command("check", "plan.xlsx", "--todo", "--lang", "ja").text


def test_other_formats_are_refused(command: Command) -> None:
    """The list is for people."""
    command.write("plan.yaml", EXAMPLE.read_bytes())
    run = command("check", "plan.yaml", "--todo", "-f", "json", "--lang", "ja")
    assert (run.code, "--todo は画面に表示する text の形式だけ" in run.complaint) == (2, True)
