"""The findings of a plan written into its workbook: a sheet that lists them, a mark and a note at each cell."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final, NamedTuple

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from zaitaku_check.report.cells import width
from zaitaku_check.report.tables import as_text
from zaitaku_check.text_types import Bilingual
from zaitaku_check.workbook import reading as key
from zaitaku_check.workbook.writing import FONT, saved

_COLOURS: Final = {"error": "F7D6D9", "warning": "FFF2CC", "note": "D9EAF5"}
_HEADS: Final = Bilingual("番号 重要度 箇所 指摘 修正方法", "No. Severity Place Finding Remedy")
_WIDTHS: Final = (7, 10, 26, 56, 56)
_TOP: Final = Alignment(vertical="top", wrap_text=True)
_LINE: Final = Side(style="thin", color="A6A6A6")
_MARK: Final = Side(style="medium", color="C00000")
_NOTE: Final = (320, 40)
"""Width of a note, and height of one of its lines, in points."""


class Mark(NamedTuple):
    """One finding: its severity and what it is called, where it is (`sheet` "" for nowhere), what, and what to do."""

    severity: str
    name: str
    sheet: str
    cell: str
    where: str
    message: str
    remedy: str


def marked(data: bytes, marks: Sequence[Mark], lang: str) -> bytes:
    """Return one of our own workbooks with findings in it; a check of it passes over the sheet that lists them."""
    book = load_workbook(BytesIO(data))
    sheet: Worksheet = book.create_sheet(Bilingual(key.FINDINGS, "Findings").of(lang), 0)
    for column, (title, wide) in enumerate(zip(_HEADS.of(lang).split(), _WIDTHS, strict=True), 1):
        head = sheet.cell(1, column, title)
        head.font, head.fill = Font(name=FONT, bold=True, color="FFFFFF"), PatternFill("solid", fgColor="2F4B66")
        sheet.column_dimensions[head.column_letter].width = wide
    notes: dict[tuple[str, str], list[tuple[int, Mark]]] = {}
    for number, mark in enumerate(marks, 1):
        texts = (str(number), mark.name, mark.where, mark.message, mark.remedy)
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(number + 1, column, as_text(text))
            cell.font, cell.alignment, cell.border = Font(name=FONT), _TOP, Border(bottom=_LINE)
        lines = (-(-width(text) // (wide - 2)) for text, wide in zip(texts[2:], _WIDTHS[2:], strict=True) if text)
        sheet.row_dimensions[number + 1].height = 17 * max(lines, default=1)
        sheet.cell(number + 1, 2).fill = PatternFill("solid", fgColor=_COLOURS[mark.severity])
        if mark.sheet in book.sheetnames and mark.cell:
            link = sheet.cell(number + 1, 3)
            name = mark.sheet.replace("'", "''")
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!{mark.cell}")
            link.font = Font(name=FONT, color="0563C1", underline="single")
            notes.setdefault((mark.sheet, mark.cell), []).append((number, mark))
    for (name, at), mine in notes.items():
        cell = book[name][at]
        cell.border = Border(_MARK, _MARK, _MARK, _MARK)
        said = "\n".join(f"({number}) {mark.name}: {mark.message}" for number, mark in mine)
        cell.comment = Comment(said, "zaitaku-check", width=_NOTE[0], height=_NOTE[1] * (1 + width(said) // 40))
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.active = 0
    for each in book.worksheets:
        each.sheet_view.tabSelected = each is sheet
    return saved(book)
