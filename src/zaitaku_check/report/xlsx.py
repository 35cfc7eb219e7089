"""The report as an Excel workbook for the reviewer's desk: overview, findings, ledger, evidence, run."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import islice
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from zaitaku_check.report.cells import width
from zaitaku_check.report.document import page
from zaitaku_check.report.formats import Options
from zaitaku_check.report.nouns import Report
from zaitaku_check.report.shown import worded
from zaitaku_check.report.tables import Column, Sheet, Value, as_text, evidence, findings, ledger, overview, run
from zaitaku_check.report.wording import SEVERITY, VERDICT, named, said

_MOST_ROWS: Final = 1_000_000
"""Rows of one sheet; Excel takes 1,048,576."""
_MEASURED: Final = 500
"""Rows that are looked at for the width of a column."""
_FILLS: Final = {
    "return": "F8D7DA",
    "error": "F8D7DA",
    "unchecked": "E5D9F2",
    "explain": "FFF3CD",
    "warning": "FFF3CD",
    "ready": "D6EFDC",
    "note": "D9ECF5",
}
_TEXT: Final = Alignment(vertical="top", wrap_text=True)
_NUMBER: Final = Alignment(vertical="top", horizontal="right")
_HEAD_FONT: Final = Font(bold=True, color="FFFFFF")
_HEAD_FILL: Final = PatternFill("solid", fgColor="2F4B66")
_HEAD_BORDER: Final = Border(bottom=Side(style="thin", color="1B2B3A"))


def render(report: Report, options: Options) -> bytes:
    """Return the workbook; the same report gives the same bytes."""
    lang = options.lang
    facts = page(report, lang)
    titles = {rule: worded(card.title, lang) for rule, card in report.rules.items()}
    notes = Column(said("備考（審査者記入欄）", "Notes of the reviewer", lang), 40)
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in (
        _with_column(overview(facts, lang), notes),
        _with_column(findings(facts, lang), notes),
        ledger(facts, lang),
        evidence(facts, titles, lang),
        run(facts, lang),
    ):
        _fill(book.create_sheet(sheet.name), sheet, _colours(lang), lang)
    return _fixed(book, report.as_of)


def _with_column(sheet: Sheet, column: Column) -> Sheet:
    """Return a sheet with one more column, to be filled in by hand."""
    return sheet._replace(columns=(*sheet.columns, column), rows=tuple((*row, None) for row in sheet.rows))


def _fill(into: Worksheet, sheet: Sheet, colours: dict[str, PatternFill], lang: str) -> None:
    for number, column in enumerate(sheet.columns, 1):
        _put(into, (1, number), column.title, {})
    for at, row in enumerate(islice(sheet.rows, _MOST_ROWS), 2):
        for number, value in enumerate(row, 1):
            _put(into, (at, number), value, colours)
    if len(sheet.rows) > _MOST_ROWS:
        left = len(sheet.rows) - _MOST_ROWS
        into.append([said(f"ほか{left:,}行は表に収まりません。", f"{left:,} more rows do not fit.", lang)])
    _lay_out(into, sheet)


def _put(into: Worksheet, at: tuple[int, int], value: Value, colours: dict[str, PatternFill]) -> None:
    if value is None or value == "":
        return
    cell = into.cell(*at, as_text(value))
    if isinstance(value, int):
        cell.alignment = _NUMBER
        cell.number_format = "#,##0"
        return
    cell.alignment = _TEXT
    cell.data_type = "s"
    if value in colours:
        cell.fill = colours[value]


def _lay_out(into: Worksheet, sheet: Sheet) -> None:
    """Freeze the head, add filters, and give every column the width its text asks for."""
    into.freeze_panes = "B2"
    last = get_column_letter(len(sheet.columns))
    into.auto_filter.ref = f"A1:{last}{max(into.max_row, 1)}"
    for number, column in enumerate(sheet.columns, 1):
        into.column_dimensions[get_column_letter(number)].width = _column_width(sheet, number - 1, column)
        head = into.cell(1, number)
        head.font, head.fill, head.border, head.alignment = _HEAD_FONT, _HEAD_FILL, _HEAD_BORDER, _TEXT
    into.print_title_rows = "1:1"
    into.page_setup.orientation = "landscape"
    into.page_setup.paperSize = into.PAPERSIZE_A4
    into.page_setup.fitToHeight = 0
    into.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _column_width(sheet: Sheet, at: int, column: Column) -> int:
    """Return a width in cells of the screen, East Asian ones counting two; the filter's button needs three."""
    longest = max((width(str(row[at])) for row in sheet.rows[:_MEASURED] if row[at] is not None), default=0)
    return max(min(longest, column.widest) + 2, min(width(column.title), column.widest, 30) + 4)


def _colours(lang: str) -> dict[str, PatternFill]:
    names = {**VERDICT, **SEVERITY}
    return {named(names, name, lang): PatternFill("solid", fgColor=colour) for name, colour in _FILLS.items()}


def _fixed(book: Workbook, day: str) -> bytes:
    """Return the workbook's bytes with every time in them replaced by the day of the run."""
    book.properties.creator = "zaitaku-check"
    saved, fixed = BytesIO(), BytesIO()
    book.save(saved)
    with ZipFile(saved) as before, ZipFile(fixed, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT[^<]*<", b">" + day.encode() + b"T00:00:00Z<", content)
            after.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return fixed.getvalue()
