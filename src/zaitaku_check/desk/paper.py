"""A plan as the document that is handed in: for Word, or a page that prints on A4, with the sections of the form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final, NamedTuple

from zaitaku_check.desk.pages import environment
from zaitaku_check.desk.sheet import Block
from zaitaku_check.report.archive import timeless
from zaitaku_check.report.cells import width
from zaitaku_check.report.escaping import in_xml
from zaitaku_check.report.html import admitted

_LABEL: Final = 0.26
"""The share of the page's width that labels take."""
_NARROWEST, _WIDEST = 8, 40
"""Cells of text by which the columns of a table are weighed."""


class Paper(NamedTuple):
    """What is printed: a title, a remark in the corner ("" for none), the sections of the plan."""

    title: str
    remark: str
    blocks: tuple[Block, ...]
    lang: str


def as_html(paper: Paper) -> str:
    """Return the document as a page of its own."""
    style, style_hash = admitted("paper.css", "zaitaku_check.desk")
    template = environment().get_template("paper.html.j2")
    return template.render(paper=paper, lang=paper.lang, style=style, style_hash=style_hash) + "\n"


def as_docx(paper: Paper) -> bytes:
    """Return the document for Word; the same plan gives the same bytes."""
    from zaitaku_check.desk.letter_sheet import LOCALE, blank

    sheet = blank(paper.lang)
    about = sheet.core_properties
    about.title, about.author, about.comments = in_xml(paper.title)[:255], "", ""
    about.language = LOCALE[paper.lang]
    about.created = about.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - the same plan is the same file
    if paper.remark:
        sheet.add_paragraph(in_xml(paper.remark), "Right")
    sheet.add_paragraph(in_xml(paper.title), "Title")
    for block in paper.blocks:
        sheet.add_paragraph(in_xml(block.heading), "Heading 1")
        _block(sheet, block, is_outer=True)
    saved = BytesIO()
    sheet.save(saved)
    return timeless(saved.getvalue())


def _block(sheet: Any, block: Block, *, is_outer: bool) -> None:
    if block.rows:
        pairs = [(row.label, row.value) for row in block.rows]
        _table(sheet, pairs, (_LABEL, 1 - _LABEL), has_head=False)
    if block.lines:
        lines = [block.columns, *(tuple(row.value if row else "" for row in line) for line in block.lines)]
        _table(sheet, lines, _shares(lines), has_head=True)
    for inner in block.blocks:
        heading = sheet.add_paragraph("", "Value")
        heading.add_run(in_xml(inner.heading)).bold = is_outer
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = 100_000 if is_outer else 40_000
        _block(sheet, inner, is_outer=False)


def _shares(lines: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Return what share of the width each column of a table takes: more where its texts are longer."""
    longest = [
        min(max(_NARROWEST, *(width(part) for text in column for part in text.split("\n"))), _WIDEST)
        for column in zip(*lines, strict=True)
    ]
    return tuple(each / sum(longest) for each in longest)


def _table(sheet: Any, lines: Sequence[Sequence[str]], shares: Sequence[float], *, has_head: bool) -> None:
    from docx.oxml.ns import nsdecls, qn
    from docx.oxml.parser import parse_xml

    from zaitaku_check.desk.letter_sheet import WIDTH

    table = sheet.add_table(len(lines), len(shares), "Entry")
    table.autofit = False
    if has_head:  # the library has no names for the look of a table
        table._tbl.tblPr.find(qn("w:tblLook")).set(qn("w:firstColumn"), "0")  # noqa: SLF001
        table._tbl.tblPr.find(qn("w:tblLook")).set(qn("w:val"), "0420")  # noqa: SLF001
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))  # noqa: SLF001
    indent = int(WIDTH * 0.045)
    widths = [int((WIDTH - indent) * share) for share in shares]
    for column, each in zip(table.columns, widths, strict=True):
        column.width = each
    for number, (row, line) in enumerate(zip(table.rows, lines, strict=True)):
        for at, (cell, text, each) in enumerate(zip(row.cells, line, widths, strict=True)):
            cell.width = each
            is_label = number == 0 if has_head else at == 0
            if is_label and has_head:
                shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="F2F2F2"/>')
                cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001
            for place, part in enumerate(text.split("\n")):
                paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
                paragraph.style = "Label" if is_label else "Value"
                paragraph.add_run(in_xml(part))
                paragraph.paragraph_format.keep_with_next = has_head and number == 0


def without_echo(block: Block) -> Block:
    """Return a section without the lines that only say again what its heading says."""
    rows = tuple(row for row in block.rows if not f" {block.heading}".endswith(f" {row.value}"))
    return block._replace(rows=rows, blocks=tuple(map(without_echo, block.blocks)))
