"""CSV and workbook: what spreadsheets make of them."""

from __future__ import annotations

import csv
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from tests.report import samples
from tests.report.on_desk import letters

from zaitaku_check.desk.letter_forms import as_html
from zaitaku_check.report import csv_report, document, html, text, xlsx
from zaitaku_check.report.formats import Options
from zaitaku_check.report.tables import as_text, findings
from zaitaku_check.text_types import Bilingual

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A", " =1", "\u3000=1", "−1")


@pytest.mark.parametrize("value", DANGEROUS)
def test_no_cell_is_a_formula(value: str) -> None:
    """What a spreadsheet could take for a formula begins with an apostrophe, also full-width and behind spaces."""
    assert as_text(value) == "'" + value


def test_tabs_and_returns_are_shown() -> None:
    """A control character cannot start a cell: it is written out."""
    assert as_text("\t=1") == r"\u{9}=1"
    assert as_text("\r=1") == r"\u{d}=1"


@pytest.mark.parametrize("value", ["八代", "R101", "", "①急変時対応", "▲6", 43, None])
def test_ordinary_cells_stay_as_they_are(value: str | int | None) -> None:
    """Ordinary texts, numbers and nothing are not touched."""
    assert as_text(value) == value


def test_csv_is_for_excel() -> None:
    """A byte order mark, CRLF at the end of every line, and nowhere else."""
    data = csv_report.render(samples.hostile(), Options())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r") == 2


def test_csv_leaves_no_file_out() -> None:
    """Plans without a finding, refused and skipped files have rows of their own."""
    text = csv_report.render(samples.folder(), Options()).decode("utf-8-sig")
    rows = [row for row in csv.DictReader(StringIO(text, newline="")) if not row["ルール"]]
    assert {row["計画"]: (row["判定"], row["指摘"]) for row in rows} == {
        "plans/a.yaml": ("提出可", "指摘はありません。"),
        "plans/z.yaml": ("検査できません", "読み取りの権限がありません。"),
        "plans/memo.txt": ("対象外", "YAMLではありません。"),
    }


def test_csv_says_which_rules_could_not_be_judged() -> None:
    """No finding is not yet a plan without fault: the row says what its verdict waits for."""
    report = samples.report(samples.plan("plans/q.yaml", cannot_tell=("R110",)))
    rows = list(csv.DictReader(StringIO(csv_report.render(report, Options()).decode("utf-8-sig"), newline="")))
    assert [(row["判定"], row["指摘"]) for row in rows] == [
        ("判定不能", "指摘はありません。 判定できなかったルール: R110")
    ]


def test_csv_of_a_hostile_plan_has_no_formula() -> None:
    """Every cell of a hostile report is harmless to a spreadsheet and to a terminal."""
    text = csv_report.render(samples.hostile(), Options()).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text, newline="")) for cell in row]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@") or not cell.isprintable()]


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("ja", ["一覧", "指摘事項", "箇所数・予算額", "適合根拠", "実行情報"]),
        ("en", ["Overview", "Findings", "Quotas and budget", "Evidence", "Run"]),
    ],
)
def test_the_workbook_has_five_sheets_ready_to_use(lang: str, names: list[str]) -> None:
    """Frozen heads, filters over all rows, and columns wide enough for Japanese."""
    book = load_workbook(BytesIO(xlsx.render(samples.folder(), Options(lang))))
    assert book.sheetnames == names
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
    findings = book.worksheets[1]
    assert 40 < findings.column_dimensions["I"].width <= 62
    assert findings["I2"].alignment.wrap_text is True


def test_reviewers_have_room_for_notes() -> None:
    """Overview and findings end with an empty column to write in."""
    book = load_workbook(BytesIO(xlsx.render(samples.folder(), Options())))
    for sheet in book.worksheets[:2]:
        notes = [cell.value for cell in list(sheet.columns)[-1]]
        assert notes == ["備考（審査者記入欄）", *[None] * (sheet.max_row - 1)]


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    """A hostile plan's texts are texts, without characters that XML or a screen cannot bear."""
    book = load_workbook(BytesIO(xlsx.render(samples.hostile(), Options())))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not [cell.value for cell in cells if str(cell.value)[:1] in tuple("=+-@")]
    assert not [cell.value for cell in cells if not str(cell.value).isprintable()]


def test_the_workbook_knows_no_clock() -> None:
    """Every time in the file is the day of the run, or the archive's first day."""
    data = xlsx.render(samples.folder(), Options())
    book = load_workbook(BytesIO(data))
    assert book.properties.created == book.properties.modified == datetime(2026, 11, 21)  # noqa: DTZ001 - as stored
    assert {entry.date_time for entry in ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_sheet_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that a sheet cannot hold are counted in its last line."""
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 3)
    book = load_workbook(BytesIO(xlsx.render(samples.folder(), Options())))
    assert [row[0] for row in book["一覧"].values][-2:] == ["plans/c.yaml", "ほか1行は表に収まりません。"]


def test_the_desk_reads_the_reviewers_remedy() -> None:
    """Page and workbook say what a reviewer does; the terminal and the letter what the applicant does."""
    report = samples.one_bad()
    (card,) = [card for card in report.rules.values() if card.id == "R105"]
    told = card._replace(remedy_reviewer=Bilingual("申請者に電話で確認してください。", "Ring the applicant up."))
    report = report._replace(rules=report.rules | {"R105": told})
    page = html.render(report, Options("ja"))
    assert "申請者に電話で確認してください。" in page
    assert card.remedy.ja not in page
    rows = findings(document.page(report, "ja"), "ja").rows
    assert ["申請者に電話で確認してください。" in row for row in rows if "R105" in row] == [True]
    for words in (text.render(report, Options("ja")), as_html(letters(report, "ja")[0])):
        assert "申請者に電話で" not in words
        assert card.remedy.ja in words


def test_an_amount_is_a_number_that_can_be_summed() -> None:
    """The amounts of the overview are numbers in yen, in a Japanese face, and wide enough to be seen."""
    sheet = load_workbook(BytesIO(xlsx.render(samples.folder(), Options())))["一覧"]
    heads = [cell.value for cell in sheet[1]]
    at = heads.index("所要額") + 1
    amount = sheet.cell(2, at)
    assert (type(amount.value), amount.number_format, amount.font.name) == (int, '#,##0"円"', "游ゴシック")
    assert sheet.column_dimensions[get_column_letter(at)].width >= len(f"{amount.value:,}円") + 2


def test_a_place_is_named_in_the_words_of_the_form() -> None:
    """A reader of the workbook is told the labels of the form; a pointer only where there are none."""
    report = samples.one_bad()
    first, *others = report.plans[0].findings
    named = first._replace(
        place=first.place._replace(label=Bilingual("所要額＞内訳（2件目）＞金額", "Budget > Lines (2)"))
    )
    plan = report.plans[0]._replace(findings=(named, *others))
    rows = findings(document.page(report._replace(plans=(plan,)), "ja"), "ja").rows
    assert [row[6] for row in rows][:2] == ["所要額＞内訳（2件目）＞金額", others[0].place.pointer]
