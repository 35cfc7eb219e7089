"""The report as an Excel workbook for the reviewer's desk: overview, findings, ledger, evidence, run."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from tempfile import gettempdir
from typing import Final
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from zaitaku_check.report.archive import timeless
from zaitaku_check.report.cells import width
from zaitaku_check.report.document import page
from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import Report
from zaitaku_check.report.shown import worded
from zaitaku_check.report.tables import Column, Sheet, Value, as_text, evidence, findings, ledger, overview, run
from zaitaku_check.report.wording import SEVERITY, VERDICT, named, verdict_named
from zaitaku_check.text_types import Bilingual

_MOST_ROWS: Final = 1_000_000
"""Rows of one sheet; Excel takes 1,048,576."""
_MEASURED: Final = 500
"""Rows that are looked at for the width of a column."""
_LINE: Final = 16
"""Points of one line of text."""
_MOST_LINES: Final = 24
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
_FACE: Final = "游ゴシック"
_FONT: Final = Font(name=_FACE, size=11, charset=128)
_HEAD_FONT: Final = Font(name=_FACE, size=11, charset=128, bold=True, color="FFFFFF")
_ENTRY_FONT: Final = Font(name=_FACE, size=11, charset=128, bold=True)
_HEAD_FILL: Final = PatternFill("solid", fgColor="2F4B66")
_HEAD_BORDER: Final = Border(bottom=Side(style="thin", color="1B2B3A"))


def render(report: Report, options: Options) -> bytes:
    """Return the workbook; the same report gives the same bytes. Raises OSError where the temporary folder is full."""
    lang = options.lang
    facts = page(report, lang)
    titles = {rule: worded(card.title, lang) for rule, card in report.rules.items()}
    notes = Column(Bilingual("備考（審査者記入欄）", "Notes of the reviewer").of(lang), 40)
    return book_of(
        (
            _with_column(overview(facts, lang), notes._replace(widest=24)),
            _with_column(findings(facts, lang), notes),
            ledger(facts, lang),
            evidence(facts, titles, lang),
            run(facts, titles, lang),
        ),
        report.as_of,
        lang,
    )


def book_of(sheets: Iterable[Sheet], day: str, lang: str, hidden: str = "") -> bytes:
    """Return sheets as one workbook of a day (ISO); `hidden` is a sheet that is there for programs alone.

    Raises OSError where the temporary folder is full.
    """
    try:
        return _book_of(sheets, day, lang, hidden)
    except Exception as error:
        sys.unraisablehook = _pass_over
        if type(error).__name__ != "SerialisationError":  # of the XML library, by which the sheets are written
            raise
        number = getattr(errno, str(error).removeprefix("IO_"), errno.ENOSPC)
    raise OSError(number, os.strerror(number), gettempdir())


def _pass_over(_unfinished: object) -> None:
    """Say nothing of the sheets that are left unfinished: the run ends with one line about the folder."""


def _book_of(sheets: Iterable[Sheet], day: str, lang: str, hidden: str) -> bytes:
    book = Workbook(write_only=True)
    book._fonts[0] = _FONT  # type: ignore[attr-defined]  # noqa: SLF001 - the library offers no other way to the font of cells without a style
    shown = _Shown()
    for sheet in sheets:
        into = book.create_sheet(sheet.name)
        _fill(into, sheet, shown, lang)
        if sheet.name == hidden:
            into.sheet_state = "hidden"
    return _fixed(book, day)


def _with_column(sheet: Sheet, column: Column) -> Sheet:
    """Return a sheet with one more column, to be filled in by hand."""
    return sheet._replace(columns=(*sheet.columns, column), rows=tuple((*row, None) for row in sheet.rows))


class _Shown:
    """Texts as cells may hold them, with their widths; a report says most of its texts many times over."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, int]] = {}

    def __call__(self, text: str) -> tuple[str, int]:
        kept = self._kept.get(text)
        if kept is None:
            safe = str(as_text(text))
            kept = self._kept[text] = (safe, width(safe))
        return kept


class _Cells:
    """The cells of one sheet, one of each look: a cell is written as soon as the row takes it, and used again."""

    def __init__(self, sheet: Worksheet, lang: str) -> None:
        self.text = _styled(sheet, _TEXT)
        self.number = _styled(sheet, _NUMBER)
        self.number.number_format = "#,##0"
        self.yen = _styled(sheet, _NUMBER)
        self.yen.number_format = '#,##0"円"' if lang == "ja" else '"¥"#,##0'
        self.head = _styled(sheet, _TEXT)
        self.entry = _styled(sheet, _TEXT, "FFE7B8")
        self.entry.font, self.entry.border = _ENTRY_FONT, _HEAD_BORDER
        self.head.font, self.head.fill, self.head.border = _HEAD_FONT, _HEAD_FILL, _HEAD_BORDER
        names = {**VERDICT, **SEVERITY}
        self.coloured = {named(names, name, lang): _styled(sheet, _TEXT, colour) for name, colour in _FILLS.items()}
        self.coloured[verdict_named("ready", lang, explained=True)] = self.coloured[named(names, "ready", lang)]


def _styled(sheet: Worksheet, alignment: Alignment, colour: str = "") -> Cell:
    cell: Cell = WriteOnlyCell(sheet)
    cell.alignment = alignment
    cell.font = _FONT
    if colour:
        cell.fill = PatternFill("solid", fgColor=colour)
    return cell


def _fill(into: Worksheet, sheet: Sheet, shown: _Shown, lang: str) -> None:
    widths = [_column_width(sheet, number, column, shown) for number, column in enumerate(sheet.columns)]
    rows = sheet.rows[:_MOST_ROWS]
    _lay_out(into, widths, 1 + len(rows) + (len(sheet.rows) > len(rows)))
    if sheet.across > 1:
        into.page_setup.fitToWidth = sheet.across
        into.print_title_cols = "A:B"
    cells = _Cells(into, lang)
    _offer(into, sheet.columns, len(rows))
    into.row_dimensions[1].height = _lines([column.title for column in sheet.columns], widths, shown) * _LINE
    into.append(_titles(sheet, cells))  # type: ignore[arg-type]  # a generator, as it wants
    for number, row in enumerate(rows, 2):
        lines = _lines(row, widths, shown)
        if lines > 1:
            into.row_dimensions[number].height = lines * _LINE
        into.append(_written(row, sheet.columns, cells, shown, plain=lines == 1))  # type: ignore[arg-type]  # likewise
    if len(sheet.rows) > len(rows):
        left = len(sheet.rows) - len(rows)
        into.append([Bilingual(f"ほか{left:,}行は表に収まりません。", f"{left:,} more rows do not fit.").of(lang)])


def _offer(into: Worksheet, columns: Sequence[Column], rows: int) -> None:
    """Offer the words of a column as a list to choose from; others may still be typed, and are told when read."""
    for at, column in enumerate(columns, 1):
        if column.choices and rows:
            letter = get_column_letter(at)
            offer = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            offer.showErrorMessage = False
            offer.add(f"{letter}2:{letter}{rows + 1}")
            into.data_validations.append(offer)


def _titles(sheet: Sheet, cells: _Cells) -> Iterator[Cell]:
    for column in sheet.columns:
        head = cells.entry if column.entry else cells.head
        head.value = column.title
        yield head


def _written(
    row: Sequence[Value], columns: Sequence[Column], cells: _Cells, shown: _Shown, *, plain: bool
) -> Iterator[Cell | str | None]:
    """Yield the cells of a row; text is text whatever it looks like. Words of ours on one line need no look."""
    for value, column in zip(row, columns, strict=True):
        if value is None or value == "":
            yield None
        elif isinstance(value, int):
            number = cells.yen if column.yen else cells.number
            number.value = value
            yield number
        elif plain and column.ours:
            yield shown(value)[0]
        else:
            cell = cells.coloured.get(value, cells.text)
            cell.value = shown(value)[0]
            cell.data_type = "s"
            yield cell


def _lines(row: Sequence[Value], widths: Sequence[int], shown: _Shown) -> int:
    """Return how many lines a row takes: programs differ in whether they fit a row to its wrapped text."""
    lines = [
        -(-shown(value)[1] // (room - 2)) for value, room in zip(row, widths, strict=True) if isinstance(value, str)
    ]
    return min(max([1, *lines]), _MOST_LINES)


def _lay_out(into: Worksheet, widths: Sequence[int], rows: int) -> None:
    """Freeze the head, add filters, give every column its width, and fit the print to A4."""
    into.freeze_panes = "B2"
    into.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{rows}"
    for number, wide in enumerate(widths, 1):
        into.column_dimensions[get_column_letter(number)].width = wide
    into.print_title_rows = "1:1"
    into.page_setup.orientation = "landscape"
    into.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    into.page_setup.fitToHeight = 0
    into.print_options.gridLines = True
    into.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5, header=0.2, footer=0.2)
    if into.oddFooter is not None and into.oddFooter.center is not None:
        into.oddFooter.center.text = "&A  &P / &N"
    into.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _column_width(sheet: Sheet, at: int, column: Column, shown: _Shown) -> int:
    """Return a width in cells of the screen, East Asian ones counting two; the filter's button needs three."""
    values = [row[at] for row in sheet.rows[:_MEASURED]]
    there = [value for value in values if value is not None]
    texts = [f"{value:,}円" if column.yen and isinstance(value, int) else str(value) for value in there]
    longest = max((shown(text)[1] for text in texts), default=0)
    return max(min(longest, column.widest) + 2, min(width(column.title), column.widest, 30) + 4)


def _fixed(book: Workbook, day: str) -> bytes:
    """Return the workbook's bytes with every time in them replaced by the day of the run."""
    book.properties.creator = "zaitaku-check"
    book.properties.created = book.properties.modified = datetime.fromisoformat(day)
    saved = BytesIO()
    ExcelWriter(book, ZipFile(saved, "w")).save()
    return timeless(saved.getvalue())
