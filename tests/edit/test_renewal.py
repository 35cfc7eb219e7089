"""Last year's plan as a beginning: what holds is carried over, what belongs to a year has to be renewed."""

from __future__ import annotations

import re

import pytest
from tests.scenarios.command import Command
from tests.workbook.books import EXAMPLE, FILLED, ROOT, plan_of

PLANS = ("yatsushiro-core", "ariake-alliance", "yatsushiro-english-keys", "kuma-notepad", "kumamoto-own-initiative")


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_ready_until_it_is_renewed(command: Command, name: str) -> None:
    """The new plan is read without a slip of writing, and every date, amount and target is asked for."""
    command.put("last.yaml", f"plans/{name}.yaml")
    run = command("new", "plan.yaml", "--from", "last.yaml", "--fiscal-year", "令和元年度", "--lang", "ja")
    assert run.code == 0, run.complaint
    found = command.findings("plan.yaml")
    assert {rule for rule, _place in found} <= {"F004", "F005", "R501", "R506", "R217", "R212", "R204"}
    assert {"F004", "F005"} <= {rule for rule, _place in found}
    text = (command.folder / "plan.yaml").read_text("utf-8")
    assert len(re.findall("【要更新】前年度: .", text)) == len(re.findall(r"(?m): 要記入$", text)) > 4


def test_what_holds_is_carried_over(command: Command) -> None:
    """Applicant, situation and activities stay as they were; the year is the next one."""
    command.write("last.yaml", EXAMPLE.read_bytes())
    command("new", "plan.yaml", "--from", "last.yaml", "--lang", "ja")
    before, after = (plan_of((command.folder / each).read_bytes(), each) for each in ("last.yaml", "plan.yaml"))
    assert (before["fiscal_year"], after["fiscal_year"]) == (2018, 2019)
    for name in ("applicant", "situation", "area", "centre_type"):
        assert after[name] == before[name]
    assert [each["content"] for each in after["activities"]] == [each["content"] for each in before["activities"]]
    assert [each["measures"] for each in after["activities"][:3]] == [
        each["measures"] for each in before["activities"][:3]
    ]
    text = (command.folder / "plan.yaml").read_text("utf-8")
    assert "  # 【要更新】前年度: 平成30年10月1日\n  開始: 要記入\n" in text
    assert "# 【必須】①急変時対応の取組み\n  - 項目: ①急変時対応の取組み" in text


def test_a_workbook_is_a_beginning_too(command: Command) -> None:
    """Last year's workbook gives the same new plan as its YAML."""
    command.write("last.yaml", EXAMPLE.read_bytes())
    (command.folder / "last.xlsx").write_bytes(FILLED)
    for kind in ("yaml", "xlsx"):
        assert command("new", f"{kind}.yaml", "--from", f"last.{kind}", "--lang", "ja").code == 0
    one, other = (plan_of((command.folder / f"{kind}.yaml").read_bytes(), "p.yaml") for kind in ("yaml", "xlsx"))
    assert one == other


def test_what_has_no_field_is_named(command: Command) -> None:
    """A key that the form has not is not lost in silence."""
    command.write("last.yaml", EXAMPLE.read_text("utf-8") + "独自の欄: 値\n")
    run = command("new", "plan.yaml", "--from", "last.yaml", "--lang", "ja")
    assert "様式に欄がないため、引き継いでいません: " in run.complaint
    assert "独自の欄" in run.complaint


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--from", "no.yaml"), "no.yaml: ファイルがありません"),
        (("--from", "last.yaml", "--questions"), "--from は --example・--questions・--type・--area と併用できません。"),
        (("--from", "last.yaml", "--fiscal-year", "2031"), "2031年度の様式はありません"),
    ],
)
def test_refusals(command: Command, words: tuple[str, ...], complaint: str) -> None:
    """Nothing is written where that cannot be done."""
    command.put("last.yaml", "plans/yatsushiro-core.yaml")
    run = command("new", "plan.yaml", *words, "--lang", "ja")
    assert (run.code, complaint in run.complaint) == (2, True), run.complaint
    assert not (command.folder / "plan.yaml").exists()


def test_last_years_plan_of_an_example_folder(command: Command) -> None:
    """The plans that lie beside packs are carried over as well."""
    command.write("last.yaml", (ROOT / "rules/municipal-coordination-2018/examples/city.yaml").read_bytes())
    run = command("new", "plan.yaml", "--from", "last.yaml", "--fiscal-year", "2018", "--lang", "en")
    assert run.code == 0, run.complaint
