"""A letter as a Word document, to be given a number, a date and the office's own words, and printed on A4."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Final

from docx.document import Document as Sheet
from docx.shared import Mm
from docx.table import _Cell as Cell

from zaitaku_check.desk.letter_sheet import LOCALE, WIDTH, blank
from zaitaku_check.desk.letters import Entry, Letter, Part
from zaitaku_check.report.archive import timeless
from zaitaku_check.report.escaping import in_xml

_INDENT: Final = Mm(7.5)
_LABELS: Final = {"ja": Mm(18), "en": Mm(26)}


def as_docx(letter: Letter, day: str) -> bytes:
    """Return a letter as a Word document, made on a day (ISO); the same letter gives the same bytes."""
    words = letter.words()
    sheet = blank(letter.lang)
    _describe(sheet, letter, day)
    _head(sheet, letter, words)
    for part in letter.parts:
        _part(sheet, part, words, letter.lang, last=part is letter.parts[-1])
    for paragraph in letter.closing:
        _write(sheet, paragraph, "Closing")
    if letter.lang == "ja":
        _write(sheet, words["end"], "Right")
    saved = BytesIO()
    sheet.save(saved)
    return timeless(saved.getvalue())


def _describe(sheet: Sheet, letter: Letter, day: str) -> None:
    about = sheet.core_properties
    about.title = in_xml(letter.subject)[:255]
    about.author = about.last_modified_by = "zaitaku-check"
    about.comments = ""
    about.language = LOCALE[letter.lang]
    about.created = about.modified = datetime.fromisoformat(day)


def _head(sheet: Sheet, letter: Letter, words: dict[str, str]) -> None:
    _write(sheet, words["number"], "Right")
    _write(sheet, words["date"], "Right")
    _write(sheet, letter.recipient, "Recipient")
    _write(sheet, words["sender"], "Right")
    _write(sheet, letter.subject, "Title")
    for paragraph in letter.opening:
        _write(sheet, paragraph, "Body Text")
    if letter.parts and letter.lang == "ja":
        _write(sheet, words["record"], "Record")


def _part(sheet: Sheet, part: Part, words: dict[str, str], lang: str, *, last: bool) -> None:
    """Write a part; its matters are numbered by their style, so that they stay so when one is struck out."""
    _write(sheet, part.heading, "Heading 1")
    for number, entry in enumerate(part.entries, 1):
        _write(sheet, entry.matter, "Matter")
        _table(sheet, list(_rows(entry, words)), lang, last=last and number == len(part.entries))
    if part.note:
        _write(sheet, part.note, "Body Text")


def _rows(entry: Entry, words: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield label, text and the text's style of each line of an entry that has something to say."""
    yield words["where"], entry.where, "Value"
    if entry.quoted:
        yield words["quoted"], entry.quoted, "As Written"
    yield words["reason"], entry.reason, "Value"
    for source in entry.sources:
        yield words["source"], source, "Value"
    if entry.answer:
        yield words["answer"], entry.answer, "Value"
    if entry.remedy:
        yield words["remedy"], entry.remedy, "Value"


def _table(sheet: Sheet, rows: list[tuple[str, str, str]], lang: str, *, last: bool) -> None:
    """Write lines as a table that stays on the page of the matter above; the last one draws the closing words to it."""
    table = sheet.add_table(len(rows), 2, "Entry")
    table.autofit = False
    widths = (_LABELS[lang], WIDTH - _INDENT - _LABELS[lang])
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, (row, (label, text, style)) in enumerate(zip(table.rows, rows, strict=True), 1):
        for cell, width, said, look in zip(row.cells, widths, (label, text), ("Label", style), strict=True):
            cell.width = width
            _fill(cell, said, look, hold=last or number < len(rows))


def _fill(cell: Cell, text: str, style: str, *, hold: bool) -> None:
    line = cell.paragraphs[0]
    line.style = style
    line.add_run(in_xml(text))
    line.paragraph_format.keep_with_next = hold


def _write(sheet: Sheet, text: str, style: str) -> None:
    sheet.add_paragraph(in_xml(text), style)
