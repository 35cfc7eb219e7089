"""Every format says where a finding in a workbook is: by its sheet and its cell, never by a line nobody can see."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.scenarios.command import EXAMPLES, Command
from tests.workbook.books import FILLED, cell_of, changed

CELL = "「申請者」!D11"
FIELD = "申請者＞病床数"


def spoil(book: object) -> None:
    """Let the number of beds be none."""
    cell_of(book, "applicant.beds").value = "たくさん"  # type: ignore[arg-type]


@pytest.fixture
def book(command: Command) -> str:
    """Return the name of a workbook with one mistake."""
    (command.folder / "計画").mkdir()
    (command.folder / "計画/病院.xlsx").write_bytes(changed(spoil))
    return "計画/病院.xlsx"


@pytest.mark.parametrize("name", ["text", "concise", "markdown", "html", "csv", "junit", "github", "gitlab"])
def test_texts_say_the_cell(command: Command, book: str, name: str) -> None:
    """It stands where another plan's line and column stand."""
    text = command("check", book, "-f", name, "--lang", "ja").text
    assert CELL in text or CELL.replace(":", "%3A") in text
    assert f"{book}:1" not in text
    assert name not in {"github", "gitlab"} or book in text


def test_programs_are_told_sheet_and_cell(command: Command, book: str) -> None:
    """JSON has members for them, SARIF a logical place."""
    found = command("check", book, "-f", "json").report["findings"][0]
    assert (found["sheet"], found["cell"]) == ("申請者", "D11")
    sarif = json.loads(command("check", book, "-f", "sarif").out)["runs"][0]["results"][0]["locations"][0]
    assert sarif["logicalLocations"][0]["fullyQualifiedName"] == "申請者!D11"
    assert "region" not in sarif["physicalLocation"]


def test_the_reviewers_desk_says_the_cell(command: Command, book: str) -> None:
    """The plan's page does so, in a folder with both kinds of plans, too; letters and workbook name the field."""
    command.put("計画/診療所.yaml", "plans/kamoto-clinic.yaml")
    assert command("review", "計画", "-o", "審査", "--lang", "ja").code == 1
    pages = [path.read_text("utf-8") for path in (command.folder / "審査/plans").glob("*.html")]
    assert any("申請者!D11" in page for page in pages), book
    letters = [path.read_text("utf-8") for path in (command.folder / "審査/letters").rglob("*.html")]
    assert any(FIELD in letter for letter in letters), book
    sheet = load_workbook(BytesIO((command.folder / "審査/overview.xlsx").read_bytes()))["指摘事項"]
    assert FIELD in {str(cell.value) for row in sheet.iter_rows() for cell in row}


def test_explain_says_the_cell(command: Command, book: str) -> None:
    """The evidence of a rule names the cells it looked at."""
    assert "「所要額」!D4" in command("explain", book, "R301", "--lang", "ja").text


def test_a_workbook_of_somebody_else_is_named_and_left_out(command: Command) -> None:
    """In a folder it is skipped with what to do, as any other file that is no plan; named by itself it is refused."""
    from tests.workbook.test_reading import other_book

    command.put("計画/診療所.yaml", str((EXAMPLES / "plans/kamoto-clinic.yaml").relative_to(EXAMPLES)))
    (command.folder / "計画/様式.xlsx").write_bytes(other_book())
    report = command("check", "計画", "-f", "json", "--lang", "ja").report
    assert [plan["path"] for plan in report["plans"]] == ["計画/診療所.yaml"]
    assert "form -o 計画書.xlsx" in report["skipped"][0]["reason"]
    assert command("check", "計画/様式.xlsx").code == 1


def test_both_kinds_of_plans_count_in_one_folder(command: Command) -> None:
    """The rules over all plans see an applicant twice, once in each shape."""
    command.put("計画/甲.yaml", "plans/yatsushiro-core.yaml")
    (command.folder / "計画/乙.xlsx").write_bytes(FILLED)
    report = command("check", "計画", "-f", "json").report
    assert report["summary"]["plans"] == 2
    assert "R905" in {each["rule"] for each in report["findings"]}
