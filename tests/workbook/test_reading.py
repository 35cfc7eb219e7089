"""Workbooks as people and programs leave them: every finding has its cell, nothing is lost or believed in silence."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.workbook.books import (
    CHECKER,
    FILLED,
    ROOT,
    cell_of,
    changed,
    convert,
    findings_of,
    plan_of,
    repacked,
    result_of,
    saved,
)

from zaitaku_check.report.places import in_words
from zaitaku_check.report.shown import message

Change = Callable[[Workbook], object]


def told(data: bytes) -> list[str]:
    """Return the findings as lines."""
    return [f"{each.rule} {in_words(each.place)} {message(each, 'ja')}" for each in findings_of(data)]


def set_cell(key: str, value: object) -> Change:
    """Return a change that fills in one field."""

    def change(book: Workbook) -> None:
        cell = cell_of(book, key)
        cell.value = value

    return change


def test_a_filled_form_is_ready() -> None:
    """A filled form is ready."""
    assert result_of(FILLED).verdict == "ready"
    assert findings_of(FILLED) == ()


# --- where -----------------------------------------------------------------------------------------------------------


def test_places_are_cells_and_follow_rows_and_columns() -> None:
    """Places are cells and follow rows and columns."""

    def shift(book: Workbook) -> None:
        sheet = book["申請者"]
        sheet["D4"] = "未定"
        sheet.insert_rows(3, 3)
        sheet.insert_cols(3)
        for name in [each for each in book.defined_names if each.startswith("applicant")]:
            del book.defined_names[name]

    assert "plan.xlsx:「申請者」!D4" in told(changed(set_cell("applicant.name", "未定")))[0]
    assert "plan.xlsx:「申請者」!E7" in told(changed(shift))[0]


def test_rows_of_a_table_may_come_and_go() -> None:
    """Rows of a table may come and go."""

    def shift(book: Workbook) -> None:
        sheet = book["指標"]
        sheet.insert_rows(6, 2)
        sheet["E8"], sheet["F8"] = 6, 2

    before = plan_of(FILLED)
    assert plan_of(changed(lambda book: book["内訳"].insert_rows(7, 4))) == before
    assert told(changed(shift))[:1] == []
    assert plan_of(changed(shift))["activities"][0]["indicators"][0]["target"] == 2


def test_a_row_below_the_prepared_ones_counts() -> None:
    """A row below the prepared ones counts."""

    def below(book: Workbook) -> None:
        sheet = book["内訳"]
        sheet.cell(60, 3, "予備費")
        sheet.cell(60, 5, "1,000円")

    assert plan_of(changed(below))["budget"]["lines"][-1] == {"subject": "予備費", "amount": 1000}


# --- what is said of cells -------------------------------------------------------------------------------------------


def formula(book: Workbook) -> None:
    """Write a formula, which this library saves without its result."""
    cell_of(book, "budget.total").value = "=1000*1149"


def wrong(book: Workbook) -> None:
    """Write what Excel shows for a lost reference."""
    cell = cell_of(book, "budget.total")
    cell.value, cell.data_type = "#REF!", "e"


def outside(book: Workbook) -> None:
    """Write a note beside a table."""
    book["内訳"]["J7"] = "確認済み"


def orphan(book: Workbook) -> None:
    """Let a row name a number that there is not."""
    book["指標"]["B6"] = 77


def extra(book: Workbook) -> None:
    """Add a sheet."""
    book.create_sheet("下書き")["B2"] = "未整理"


def hidden(book: Workbook) -> None:
    """Hide a sheet."""
    book["内訳"].sheet_state = "hidden"


def hidden_row(book: Workbook) -> None:
    """Hide a row."""
    book["申請者"].row_dimensions[4].hidden = True


def merged(book: Workbook) -> None:
    """Merge two fields."""
    book["申請者"].merge_cells("D6:D7")


def twice(book: Workbook) -> None:
    """Copy a row."""
    book["申請者"]["A30"], book["申請者"]["D30"] = "applicant.name", "別の病院"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (formula, "Y023 plan.xlsx:「所要額」!D4 「所要額」!D4の数式「=1000*1149」には、計算結果が保存されていません。"),
        (wrong, "Y023 plan.xlsx:「所要額」!D4 「所要額」!D4の数式がエラー（#REF!）になっています。"),
        (outside, "Y023 plan.xlsx:「内訳」!J7 「内訳」!J7の「確認済み」は様式の欄の外にあるため読み取りません。"),
        (
            orphan,
            "Y023 plan.xlsx:「指標」!C6 「指標」!C6の行は、左端の番号に当たる行がないため",
        ),
        (extra, "Y024 plan.xlsx:「下書き」!B2 「下書き」は様式にないシートのため、読み取りません。"),
        (hidden, "Y024 plan.xlsx:「内訳」!A1 シート「内訳」は非表示ですが、記入された内容を読み取りました。"),
        (hidden_row, "Y024 plan.xlsx:「申請者」!D4 「申請者」!D4の行は非表示ですが、「医療法人社団"),
        (merged, "Y023 plan.xlsx:「申請者」!D6 「申請者」のD6:D7が結合されているため、下の行の欄が隠れています。"),
        (twice, "Y023 plan.xlsx:「申請者」!D30 「申請者」!D30の「別の病院」は、同じ欄が2行あるため読み取りません。"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_cell(change: Change, line: str) -> None:
    """What cannot be read is said at its cell."""
    assert any(each.startswith(line) for each in told(changed(change))), told(changed(change))


def test_nothing_that_excel_promises_is_believed() -> None:
    """Nothing that excel promises is believed."""
    (found,) = told(changed(set_cell("area", "東京")))
    assert found.startswith("F006 plan.xlsx:「基本事項」!D7 「圏域」の「東京」は選択肢にありません。")


def test_all_mistakes_are_told_in_one_run_by_sheet_and_row() -> None:
    """All mistakes are told in one run by sheet and row."""

    def spoil(book: Workbook) -> None:
        for key in ("submitted_on", "area", "applicant.beds", "budget.total"):
            cell_of(book, key).value = "？？"

    cells = [each.split()[1] for each in told(changed(spoil)) if not each.startswith("R")]
    assert cells == [
        f"plan.xlsx:{at}" for at in ("「基本事項」!D5", "「基本事項」!D7", "「申請者」!D11", "「所要額」!D4")
    ]


# --- as other programs write it --------------------------------------------------------------------------------------


def no_keys(book: Workbook) -> None:
    """Delete the hidden keys of the sheets of fields."""
    for name in ("基本事項", "申請者", "現状と課題", "所要額"):
        for row in range(2, book[name].max_row + 1):
            book[name].cell(row, 1).value = None


def test_without_the_hidden_keys_the_names_of_cells_tell() -> None:
    """Without the hidden keys the names of cells tell."""
    assert plan_of(changed(no_keys)) == plan_of(FILLED)


def bare(book: Workbook) -> None:
    """Take every key and every name away: only what everybody sees is left."""
    for sheet in book.worksheets:
        sheet.delete_cols(1)
        if sheet["A1"].value in TABLES:
            sheet.delete_rows(3)
    for name in list(book.defined_names):
        del book.defined_names[name]


def no_marker(book: Workbook) -> None:
    """Empty the first cell of every sheet."""
    for sheet in book.worksheets:
        sheet["A1"].value = None


def no_heads(book: Workbook) -> None:
    """Delete the hidden row of keys of a table."""
    book["指標"].delete_rows(3)


TABLES = {"取組み", "実施事項", "指標", "連絡会", "内訳"}


@pytest.mark.parametrize("change", [bare, no_marker, no_heads])
def test_without_keys_and_names_the_labels_and_headings_tell(change: Change) -> None:
    """Without keys and names the labels of fields and the headings of tables tell."""
    assert plan_of(changed(change)) == plan_of(FILLED)
    assert told(changed(change)) == []


def test_a_column_with_a_heading_that_the_form_has_not_is_told() -> None:
    """Where only headings tell, a misspelt one is told with what stands below it."""

    def misspell(book: Workbook) -> None:
        bare(book)
        book["内訳"]["C3"] = "せつ明"

    lines = told(changed(misspell))
    assert any(
        "「内訳」!C5の「コーディネーター（看護師）の雇用 6か月」は様式の欄の外にある" in line for line in lines
    ), lines


def test_a_merged_number_counts_for_all_its_rows() -> None:
    """A number that was merged over two rows is that of both."""

    def merge(book: Workbook) -> None:
        book["実施事項"].merge_cells("B6:B7")

    assert plan_of(changed(merge)) == plan_of(FILLED)


def test_what_is_absent_is_said_at_the_cell_to_fill_in() -> None:
    """A field or group that is not there is said at the cell in which it is to be filled in."""

    def empty(book: Workbook) -> None:
        for key in ("resources", "past_efforts", "issues"):
            cell_of(book, f"situation.{key}").value = None
        for key in ("municipality", "address"):
            cell_of(book, f"applicant.{key}").value = None
        for row in range(6, 12):
            for column in range(3, 12):
                book["内訳"].cell(row, column).value = None

    places = {(each.rule, each.place.sheet, each.place.cell) for each in findings_of(changed(empty))}
    assert {("R501", "現状と課題", "D4"), ("R217", "申請者", "D6"), ("R505", "現状と課題", "D6")} <= places


def test_a_sheet_that_is_gone_is_one_finding() -> None:
    """Rows that belong to a table that is not there are told once a sheet."""

    def delete(book: Workbook) -> None:
        del book["取組み"]

    lines = [line for line in told(changed(delete)) if line.startswith("Y023")]
    assert len(lines) == 3
    assert lines[0].startswith("Y023 plan.xlsx:「実施事項」!C6 シート「実施事項」の行が属する「取組み」の表がないため")


def test_a_sheet_that_was_copied_is_one_finding() -> None:
    """Of two sheets with the same fields the second is not read."""

    def copy(book: Workbook) -> None:
        book.copy_worksheet(book["取組み"])

    (line,) = told(changed(copy))
    assert line.startswith("Y023 plan.xlsx:「取組み Copy」!A1 シート「取組み Copy」は、ほかのシートと同じ欄を持つ写し")


def test_an_older_form_is_read_and_told() -> None:
    """A field that the form of today has not is said to be of an older edition."""

    def rename(book: Workbook) -> None:
        cell_of(book, "applicant.address").parent.cell(7, 1).value = "applicant.street"

    lines = told(changed(rename))
    assert any(line.startswith("Y024") and "欄（applicant.streetなど）があります" in line for line in lines), lines


def test_a_name_that_leads_nowhere_is_named_where_its_field_is_lost() -> None:
    """A name that leads nowhere is named where its field is lost."""

    def lose(book: Workbook) -> None:
        no_keys(book)
        book.defined_names["area"].attr_text = "#REF!"

    found = told(changed(lose))
    assert any(line.startswith("Y023") and "セルの名前「area」の参照先がなくなっています" in line for line in found)


def test_days_from_1904_and_serials() -> None:
    """Days from 1904 and serials."""

    def mac(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        cell_of(book, "period.start").value, cell_of(book, "period.end").value = 41912, 42093

    assert plan_of(changed(mac))["period"] == {"start": "2018-10-01", "end": "2019-03-31"}


def test_cells_that_hold_nothing_cost_nothing() -> None:
    """Cells that hold nothing cost nothing."""

    def ghost(book: Workbook) -> None:
        book["内訳"]["XFD1048576"].number_format = "0.00"

    data = changed(ghost)
    start = time.process_time()
    assert plan_of(data) == plan_of(FILLED)
    assert time.process_time() - start < 20  # a million rows would take minutes


def test_blanks_are_blank() -> None:
    """Blanks are blank."""

    def blank(book: Workbook) -> None:
        sheet = book["内訳"]
        sheet["C20"], sheet["D20"], sheet["E20"] = "　", "\u00a0", "\n"

    assert plan_of(changed(blank)) == plan_of(FILLED)


def test_readings_of_kanji_never_enter_a_value() -> None:
    """Readings of kanji never enter a value."""

    def phonetic(name: str, part: bytes) -> bytes:
        if name != "xl/sharedStrings.xml":
            return part
        plain = "<t>医療法人社団球磨川会 八代みどりの丘病院</t>"
        text = part.decode()
        assert plain in text
        ruby = '<rPh sb="0" eb="2"><t>イリョウ</t></rPh><phoneticPr fontId="1"/>'
        return text.replace(plain, plain + ruby).encode()

    assert plan_of(repacked(FILLED, phonetic)) == plan_of(FILLED)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_saves_the_same_plan(tmp_path: Path) -> None:
    """Libreoffice saves the same plan."""
    (tmp_path / "計画書.xlsx").write_bytes(FILLED)
    out = tmp_path / "out"
    subprocess.run(  # noqa: S603 - the office program of this machine
        [
            str(shutil.which("soffice")), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--convert-to", "xlsx", "--outdir", str(out), str(tmp_path / "計画書.xlsx"),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    data = (out / "計画書.xlsx").read_bytes()
    assert plan_of(data) == plan_of(FILLED)
    assert [line for line in told(data) if not line.startswith("Y024")] == []


# --- refused ---------------------------------------------------------------------------------------------------------


def other_book() -> bytes:
    """Return a workbook of somebody else."""
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "在宅医療センター 様式"
    return saved(book)


def own_report() -> bytes:
    """Return a workbook that says this tool made it."""
    book = Workbook()
    book.properties.creator = "zaitaku-check"
    return saved(book)


def with_part(name: str, part: bytes) -> bytes:
    """Return the form with one more part in its package."""
    out = BytesIO(FILLED)
    with ZipFile(out, "a") as package:
        package.writestr(name, part)
    return out.getvalue()


def in_workbook_xml(old: bytes, new: bytes) -> bytes:
    """Return the form with a change in its main part."""
    return repacked(FILLED, lambda name, part: part.replace(old, new) if name == "xl/workbook.xml" else part)


BOMB = repacked(FILLED, lambda n, p: b"\0" * (70 << 20) if n.endswith("sheet1.xml") else p)
"""70 MB in less than 200 KB."""
OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 600
TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("p.xlsx", b"", "ファイルが空です（0バイト）"),
        ("p.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "パスワードで保護されている"),
        ("p.xls", OLE, "古い形式（.xls）"),
        ("p.xlsx", OLE, "古い形式（.xls）"),
        ("p.xlsx", "計画,値\n名称,病院\n".encode("cp932"), "中身はExcelのファイルではありません"),
        ("p.xlsx", b"<html><table></table></html>", "中身はExcelのファイルではありません"),
        ("p.xlsx", FILLED[: len(FILLED) // 2], "壊れているか、途中までしか保存されていません"),
        ("p.xlsx", other_book(), "このツールの様式ではないExcelのファイルです"),
        ("p.xlsx", own_report(), "このツールが書き出した検査結果（一覧表）です"),
        ("p.xlsx", in_workbook_xml(TRANSITIONAL, b"http://purl.oclc.org/ooxml/spreadsheetml/main"), "Strict Open XML"),
        ("p.xlsx", in_workbook_xml(b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook'), "DOCTYPE"),
        ("p.xlsx", repacked(FILLED, lambda n, p: None if n == "xl/workbook.xml" else p), "壊れているか"),
        ("p.xlsx", BOMB, "展開したときの大きさ"),
        ("p.xlsb", with_part("xl/workbook.bin", b"x"), "バイナリ形式（.xlsb）"),
        ("~$p.xlsx", b"\x05user", "一時ファイル（~$…）"),
    ],
)  # fmt: skip
def test_what_is_no_form_has_its_own_sentence(name: str, data: bytes, words: str) -> None:
    """What is no form has its own sentence."""
    (found,) = findings_of(data, name)
    assert (found.rule, found.severity) == ("Y022", "error")
    assert words in message(found, "ja")
    assert message(found, "en")


def test_a_workbook_under_the_name_of_a_text_stays_refused() -> None:
    """A workbook under the name of a text stays refused."""
    (found,) = findings_of(FILLED, "plan.yaml")
    assert found.rule == "Y001"
    assert "Excelブック" in message(found, "ja")


def test_macros_are_told_and_not_run() -> None:
    """Macros are told and not run."""
    found = told(with_part("xl/vbaProject.bin", b"x"))
    assert [line for line in found if "マクロは実行せず" in line]


def test_a_large_file_is_refused_before_it_is_opened() -> None:
    """A large file is refused before it is opened."""
    (found,) = CHECKER.check("plan.xlsx", FILLED, 30 << 20).result.findings
    assert found.rule == "Y008"
    assert "写真や図、使っていないシートを取り除く" in message(found, "ja")


def test_example_alliance_keeps_its_members() -> None:
    """Example alliance keeps its members."""
    path = ROOT / "examples/plans/ariake-alliance.yaml"
    assert len(plan_of(convert(path).content)["members"]) == 5


def test_the_book_itself_is_sound() -> None:
    """The book itself is sound."""
    assert load_workbook(BytesIO(FILLED)).sheetnames[0] == "記入要領"
