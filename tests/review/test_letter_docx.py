"""Letters as Word documents, opened with the library an office's programs could use, and as the archives they are."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Sheet
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph
from tests.report import samples
from tests.report.on_desk import letters

from zaitaku_check.desk.letter_forms import as_docx
from zaitaku_check.desk.letters import Entry, Letter
from zaitaku_check.report.model import Report

DAY = "2026-11-21"


def opened(letter: Letter) -> Sheet:
    """Return a letter as a program reads it."""
    return Document(BytesIO(as_docx(letter, DAY)))


def of(report: Report, lang: str = "ja") -> Sheet:
    """Return the letter of a report with one applicant."""
    (letter,) = letters(report, lang)
    return opened(letter)


def lines(sheet: Sheet) -> list[tuple[str, str]]:
    """Return style and text of every paragraph, and of a table's rows as `label: text`, from top to bottom."""
    said: list[tuple[str, str]] = []
    for block in sheet.iter_inner_content():
        if isinstance(block, Table):
            said += [("row", ": ".join(cell.text for cell in row.cells)) for row in block.rows]
        else:
            said.append((style_of(block), block.text))
    return said


def style_of(paragraph: Paragraph) -> str:
    """Return the name of a paragraph's style."""
    return str(paragraph.style.name) if paragraph.style else ""


def test_a_request_reads_from_top_to_bottom() -> None:
    """Number, date, recipient, sender, subject, words, 記 with numbered matters, 以上, whom to ask, the reply."""
    said = lines(of(samples.one_bad()))
    assert said[:5] == [
        ("Right", "第　　　　　　号"),
        ("Right", "令和8年11月21日"),
        ("Recipient", "医療法人社団○○会 ○○病院　御中"),
        ("Right", "（発出者の職・氏名）"),
        ("Title", "平成30年度地域在宅医療サポートセンター事業に係る\n活動計画書の補正について（依頼）"),
    ]
    at = said.index(("Record", "記"))
    assert said[at : at + 5] == [
        ("Record", "記"),
        ("Heading 1", "1　対象となる計画書"),
        ("Said", "活動計画書（受付番号1）"),
        ("Heading 1", "2　補正を要する事項"),
        ("Matter", "(1)\t取組みに「⑤訪問診療等のサービス提供量の増加に向けた取組み」がありません。"),
    ]
    assert said[at + 5] == ("row", "箇所: 22行目")
    end = said.index(("Right", "以上"))
    assert said[end + 1 : end + 5] == [
        ("Normal", ""),
        ("row", "問合せ先: （担当課・担当者・電話番号・メールアドレス）"),
        ("Heading 1", "別紙1　補正・回答書"),
        ("Body Text", "補正した内容、又は説明する理由を、番号ごとに記載してください。"),
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", sorted(samples.samples()))
def test_nothing_of_a_letter_is_left_out(name: str, lang: str) -> None:
    """Every text of the letter stands in the document, whatever the report."""
    for letter in letters(samples.samples()[name], lang):
        text = "\n".join(text for _, text in lines(opened(letter))).replace("に係る\n", "に係る")
        parts = (*letter.parts, *letter.annexes)
        said = [*letter.recipient, *letter.sender, letter.subject, *letter.body, *letter.contact]
        said += [each for part in parts for each in (part.heading, *part.lines)]
        said += [each for part in parts for entry in part.entries for each in texts(entry)]
        assert [each for each in said if each not in text] == []


def texts(entry: Entry) -> list[str]:
    """Return all texts of one matter."""
    return [entry.where, entry.quoted, entry.matter, entry.reason, *entry.sources, entry.remedy, entry.answer]


def test_an_english_letter_has_no_japanese_forms() -> None:
    """In English there is no 記 and no 以上, and the labels are English."""
    said = lines(of(samples.one_bad(), "en"))
    assert {text for _, text in said} & {"記", "以上"} == set()
    assert [text for style, text in said if style == "row"][:2] == [
        "Place: line 22",
        (
            "Reason: Increasing the volume of home visits is mandatory. "
            "Growth in volume is the very purpose of the programme."
        ),
    ]
    assert ("row", "Contact: (office, name, telephone, e-mail)") in said


NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


@pytest.mark.parametrize(
    ("lang", "locale", "latin"), [("ja", "ja-JP", "ＭＳ 明朝"), ("en", "en-GB", "Times New Roman")]
)
def test_fonts_and_language_are_those_of_a_japanese_office(lang: str, locale: str, latin: str) -> None:
    """Japanese is set in MS Mincho in both languages; the language is known to spelling checkers and screen readers."""
    sheet = of(samples.one_bad(), lang)
    defaults = sheet.styles.element.find("w:docDefaults/w:rPrDefault/w:rPr", NS)
    assert defaults is not None
    fonts, language = defaults.find("w:rFonts", NS), defaults.find("w:lang", NS)
    assert fonts is not None
    assert language is not None
    assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == ("ＭＳ 明朝", latin)
    assert (language.get(qn("w:val")), language.get(qn("w:eastAsia"))) == (locale, "ja-JP")
    assert sheet.core_properties.language == locale


def test_it_prints_on_a4_with_page_numbers() -> None:
    """The sheet is A4, and its foot has the page and the number of pages, counted by Word."""
    (section,) = of(samples.one_bad()).sections
    a4 = (section.page_width or 0, section.page_height or 0)
    assert tuple(round(side / Mm(1)) for side in a4) == (210, 297)
    foot = section.footer.paragraphs[0].paragraph_format.element
    assert [field.get(qn("w:instr")) for field in foot.findall("w:fldSimple", NS)] == ["PAGE", "NUMPAGES"]
    assert foot.xpath("string()") == "1 / 1"


def test_a_matter_is_not_torn_from_its_table() -> None:
    """The rows of a matter hold on to the next one."""
    sheet = of(samples.one_bad())
    held = [
        [row.cells[1].paragraphs[0].paragraph_format.keep_with_next for row in table.rows] for table in sheet.tables[:3]
    ]
    assert [all(rows[:-1]) and not rows[-1] for rows in held] == [True] * 3


def test_the_document_knows_no_clock() -> None:
    """The same letter gives the same bytes; its dates are the day of the run and the archive's first day."""
    (letter,) = letters(samples.one_bad(), "ja")
    data = as_docx(letter, DAY)
    assert data == as_docx(letter, DAY)
    about = Document(BytesIO(data)).core_properties
    assert about.created == about.modified == datetime(2026, 11, 21, tzinfo=UTC)
    assert (about.author, about.last_modified_by, about.comments) == ("zaitaku-check", "zaitaku-check", "")
    assert about.title == letter.subject
    assert {entry.date_time for entry in ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_document_brings_nothing_along() -> None:
    """No picture, no theme, no words about another program, nothing from outside, no macro: the letter alone."""
    (letter,) = letters(samples.hostile(), "ja")
    with ZipFile(BytesIO(as_docx(letter, DAY))) as archive:
        assert set(archive.namelist()) == {
            *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels"),
            *(f"word/{name}.xml" for name in ("document", "footer1", "settings", "styles")),
        }
        assert [name for name in archive.namelist() if b"External" in archive.read(name)] == []


def test_what_xml_forbids_does_not_break_a_letter() -> None:
    """Controls, lone surrogates and noncharacters become a sign of replacement, even where nobody made them visible."""
    (letter,) = letters(samples.one_bad(), "ja")
    bad = "\x00\x1b\ud800\ufffe\uffff<w:t>&"
    sheet = opened(letter._replace(recipient=(bad,), subject=bad, body=(bad,)))
    replaced = "\ufffd" * 5 + "<w:t>&"
    assert [text for style, text in lines(sheet) if style in {"Recipient", "Title"}] == [replaced] * 2
    assert sheet.core_properties.title == replaced
