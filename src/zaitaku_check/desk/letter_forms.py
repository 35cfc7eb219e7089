"""A letter as a page and as a Word document, ready to be printed on A4; the office's own Word file may be its frame."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Final

from docx.document import Document as Sheet
from docx.shared import Mm
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from zaitaku_check.desk.letter_sheet import LOCALE, WIDTH, blank
from zaitaku_check.desk.letter_template import Template
from zaitaku_check.desk.letters import Entry, Letter, Part
from zaitaku_check.desk.pages import environment
from zaitaku_check.report.archive import timeless
from zaitaku_check.report.cells import width as cells
from zaitaku_check.report.escaping import in_xml
from zaitaku_check.report.html import admitted

_INDENT: Final = Mm(7.5)
_LABELS: Final = {"ja": Mm(22), "en": Mm(26)}
_REPLY: Final = (Mm(14), Mm(72), Mm(72))
_CONTACT: Final = (Mm(22), Mm(88))
_TALL: Final = Mm(18)
_TITLE: Final = 68
"""Cells of the screen that a line of the subject holds, East Asian letters counting two."""


def as_html(letter: Letter) -> str:
    """Return a letter as one self-contained page without any script."""
    style, style_hash = admitted("letter.css", "zaitaku_check.desk")
    context = {"letter": letter, "words": letter.words(), "style": style, "style_hash": style_hash}
    return environment().get_template("letter.html.j2").render(context) + "\n"


def as_docx(letter: Letter, day: str, template: Template | None = None) -> bytes:
    """Return a letter as a Word document, made on a day (ISO); the same letter gives the same bytes."""
    if template is not None:
        sheet = template.filled(_values(letter), {"記": _body(letter), "別紙": _behind(letter)})
    else:
        sheet = blank(letter.lang)
        _whole(sheet, letter)
    about = sheet.core_properties
    about.title = in_xml(letter.subject)[:255]
    about.author = about.last_modified_by = "zaitaku-check"
    about.comments = ""
    about.language = LOCALE[letter.lang]
    about.created = about.modified = datetime.fromisoformat(day)
    saved = BytesIO()
    sheet.save(saved)
    return timeless(saved.getvalue())


def _values(letter: Letter) -> dict[str, str]:
    """Return what the placeholders of an office's own file stand for."""
    words = letter.words()
    return {
        "文書番号": letter.number,
        "日付": letter.day,
        "宛名": "\n".join(letter.recipient),
        "発出者": "\n".join(letter.sender),
        "公印省略": words["seal"] if letter.seal != "none" else "",
        "件名": letter.subject,
        "本文": "\n".join(letter.body),
        "問合せ先": "\n".join(letter.contact),
        "受付番号": "、".join(map(str, letter.cases)),
    }


def _body(letter: Letter) -> Sheet:
    """Return what stands under 記 on a sheet of its own."""
    sheet = blank(letter.lang)
    _parts(sheet, letter)
    return sheet


def _behind(letter: Letter) -> Sheet:
    sheet = blank(letter.lang)
    _annexes(sheet, letter)
    return sheet


def _whole(sheet: Sheet, letter: Letter) -> None:
    words = letter.words()
    if letter.seal == "top":
        _write(sheet, words["seal"], "Normal")
    _write(sheet, letter.number, "Right")
    _write(sheet, letter.day, "Right")
    for at, line in enumerate(letter.recipient):
        paragraph = _write(sheet, line, "Recipient")
        if at:
            paragraph.paragraph_format.space_before = 0
        if line is not letter.recipient[-1]:
            paragraph.paragraph_format.space_after = 0
    for line in letter.sender:
        _write(sheet, line, "Right")
    if letter.seal == "below":
        _write(sheet, words["seal"], "Right")
    _write(sheet, _in_two_lines(letter.subject), "Title")
    for said in letter.body:
        _write(sheet, said, "Body Text")
    _parts(sheet, letter)
    _contact(sheet, letter, words["contact"])
    _annexes(sheet, letter)


def _in_two_lines(subject: str) -> str:
    """Return a long Japanese subject with its lines parted between words, which Word does not do by itself."""
    programme, link, rest = subject.rpartition("に係る")
    return f"{programme}{link}\n{rest}" if cells(subject) > _TITLE else subject


def _parts(sheet: Sheet, letter: Letter) -> None:
    words = letter.words()
    if letter.parts and words["record"]:
        _write(sheet, words["record"], "Record")
    for part in letter.parts:
        _part(sheet, part, words, letter.lang)
    if letter.parts and words["end"]:
        sheet.paragraphs[-1].paragraph_format.keep_with_next = True
        _write(sheet, words["end"], "Right").paragraph_format.keep_with_next = True


def _annexes(sheet: Sheet, letter: Letter) -> None:
    words = letter.words()
    for part in letter.annexes:
        _part(sheet, part, words, letter.lang, new_page=True)
    if not letter.reply:
        return
    _write(sheet, letter.reply_title, "Heading 1").paragraph_format.page_break_before = True
    _write(sheet, words["reply_how"], "Body Text")
    heads = (words["reply_number"], words["reply_matter"], words["reply_answer"])
    table = sheet.add_table(1 + len(letter.reply), 3, "Entry")
    table.autofit = False
    for column, width in zip(table.columns, _REPLY, strict=True):
        column.width = width
    for row, texts in zip(table.rows, (heads, *((number, matter, "") for number, matter in letter.reply)), strict=True):
        for cell, text, width in zip(row.cells, texts, _REPLY, strict=True):
            cell.width = width
            _fill(cell, text, "Label" if texts is heads else "Value", hold=False)
        if texts is not heads:
            row.height = _TALL


def _part(sheet: Sheet, part: Part, words: dict[str, str], lang: str, *, new_page: bool = False) -> None:
    heading = _write(sheet, part.heading, "Heading 1")
    heading.paragraph_format.page_break_before = new_page or None
    for line in part.lines:
        _write(sheet, line, "Said")
    for entry in part.entries:
        _write(sheet, f"({entry.number})\t{entry.matter}", "Matter")
        _table(sheet, list(_rows(entry, words)), lang)


def _rows(entry: Entry, words: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield label, text and the text's style of each line of an entry that has something to say."""
    yield words["where"], entry.where, "Value"
    if entry.quoted:
        yield words["quoted"], entry.quoted, "As Written"
    if entry.before:
        yield words["before"], entry.before, "Value"
    yield words["reason"], entry.reason, "Value"
    if entry.sources:
        yield words["source"], "、".join(entry.sources), "Value"
    for name in ("answer", "remedy", "message"):
        if said := getattr(entry, name):
            yield words[name], said, "Value"


def _table(sheet: Sheet, rows: list[tuple[str, str, str]], lang: str) -> None:
    """Write lines as a table that stays on the page of the matter above."""
    table = sheet.add_table(len(rows), 2, "Entry")
    table.autofit = False
    widths = (_LABELS[lang], WIDTH - _INDENT - _LABELS[lang])
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, (row, (label, text, style)) in enumerate(zip(table.rows, rows, strict=True), 1):
        for cell, width, said, look in zip(row.cells, widths, (label, text), ("Label", style), strict=True):
            cell.width = width
            _fill(cell, said, look, hold=number < len(rows))


def _contact(sheet: Sheet, letter: Letter, title: str) -> None:
    """Write whom to ask, in a box that does not stand alone on a page."""
    _write(sheet, "", "Normal").paragraph_format.keep_with_next = True
    table = sheet.add_table(1, 2, "Entry")
    table.autofit = False
    texts = (title, "\n".join(letter.contact))
    for column, cell, width, text in zip(table.columns, table.rows[0].cells, _CONTACT, texts, strict=True):
        column.width = cell.width = width
        _fill(cell, text, "Value", hold=False)


def _fill(cell: Cell, text: str, style: str, *, hold: bool) -> None:
    line = cell.paragraphs[0]
    _styled(line, style)
    line.add_run(in_xml(text))
    line.paragraph_format.keep_with_next = hold


def _write(sheet: Sheet, text: str, style: str) -> Paragraph:
    return _styled(sheet.add_paragraph(in_xml(text)), style)


def _styled(paragraph: Paragraph, style: str) -> Paragraph:
    """Give a paragraph one of our own styles by its id; the library would search all styles for the name each time."""
    paragraph._p.style = style.replace(" ", "")  # noqa: SLF001 - the only way to the id
    return paragraph
