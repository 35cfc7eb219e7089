"""An office's own Word file as the frame of a letter: what is put in, how it looks, and what is wrong with it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Sheet
from docx.oxml import parse_xml
from tests.report import samples
from tests.report.on_desk import letters

from zaitaku_check.desk.letter_forms import as_docx
from zaitaku_check.desk.letter_template import templates_in
from zaitaku_check.errors import ConfigError

NEEDED = ("{{宛名}}", "{{件名}}", "{{本文}}", "{{記}}")


def kept(folder: Path, *lines: str, name: str = "通知.docx") -> Sheet:
    """Write a template of these paragraphs, and give its sheet for more."""
    sheet = Document()
    for line in lines:
        sheet.add_paragraph(line)
    sheet.save(str(folder / name))
    return sheet


def filled(folder: Path, kind: str = "correct") -> Sheet:
    """Return a letter that asks for corrections in the template of a folder."""
    (letter,) = letters(samples.one_bad(), "ja")
    return Document(BytesIO(as_docx(letter, "2018-09-10", templates_in(str(folder))[kind])))


def texts(sheet: Sheet) -> list[str]:
    """Return the text of every paragraph of the body."""
    return [paragraph.text for paragraph in sheet.paragraphs]


def test_placeholders_are_filled_and_all_else_stays(tmp_path: Path) -> None:
    """Texts stand within a line, the matters and the form for the reply where they are asked for."""
    kept(tmp_path, "様式第3号", "番号: {{文書番号}}・{{ 受付番号 }}", *NEEDED, "{{別紙}}", "以上、よろしく。")
    said = texts(filled(tmp_path))
    assert said[:2] == ["様式第3号", "番号: 第　　　　　　号・1"]
    assert said[3] == "平成30年度地域在宅医療サポートセンター事業に係る活動計画書の補正について（依頼）"
    assert [line for line in said if "{{" in line] == []
    assert said.index("2　補正を要する事項") < said.index("別紙1　補正・回答書") < said.index("以上、よろしく。")


def test_a_placeholder_in_pieces_takes_the_look_of_its_first(tmp_path: Path) -> None:
    """Word cuts a text where somebody has corrected it; the value stands once, in the font of the beginning."""
    sheet = kept(tmp_path, *NEEDED)
    line = sheet.add_paragraph("前")
    line.add_run("{{発出").bold = True
    line.add_run("者").italic = True
    line.add_run("}}後")
    sheet.save(str(tmp_path / "通知.docx"))
    (last,) = [each for each in filled(tmp_path).paragraphs if each.text.startswith("前")]
    assert last.text == "前（発出者の職・氏名）後"
    assert [run.text for run in last.runs if run.bold] == ["（発出者の職・氏名）"]


def test_signs_and_lines_of_a_value_come_out_whole(tmp_path: Path) -> None:
    """A name with & and < breaks nothing; the lines of an address stay lines; a value is never filled again."""
    report = samples.one_ready()
    plan = samples.of_applicant(report.plans[0], "A&B<院>{{件名}}")
    (letter,) = letters(report._replace(plans=(plan,)), "ja")
    letter = letter._replace(recipient=("A&B<院>", "{{件名}}　様"))
    kept(tmp_path, *NEEDED)
    sheet = Document(BytesIO(as_docx(letter, "2018-09-10", templates_in(str(tmp_path))["ready"])))
    assert texts(sheet)[0] == "A&B<院>\n{{件名}}　様"


def test_tables_headers_and_boxes_are_filled(tmp_path: Path) -> None:
    """Wherever text can stand in a Word file."""
    sheet = kept(tmp_path, *NEEDED)
    sheet.add_table(1, 1).rows[0].cells[0].text = "問合せ先: {{問合せ先}}"
    sheet.sections[0].header.paragraphs[0].text = "{{日付}}"
    box = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml">'
        "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>枠 {{文書番号}}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    sheet.add_paragraph("箱")._p.append(parse_xml(box))
    sheet.save(str(tmp_path / "通知.docx"))
    made = filled(tmp_path)
    assert made.tables[-1].rows[0].cells[0].text == "問合せ先: （担当課・担当者・電話番号・メールアドレス）"
    assert made.sections[0].header.paragraphs[0].text == "令和8年11月21日"
    saved = BytesIO()
    made.save(saved)
    assert "枠 第　　　　　　号" in ZipFile(saved).read("word/document.xml").decode()


def test_each_kind_has_its_file_and_one_serves_for_all_others(tmp_path: Path) -> None:
    """補正依頼.docx is for requests to correct; without 通知.docx the others have no frame."""
    kept(tmp_path, *NEEDED, name="補正依頼.docx")
    assert sorted(templates_in(str(tmp_path))) == ["again", "correct"]
    kept(tmp_path, *NEEDED)
    found = templates_in(str(tmp_path))
    assert Path(found["again"].path).name == "補正依頼.docx"
    assert Path(found["ready"].path).name == "通知.docx"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("{{件明}}", *NEEDED), "1番目の段落の「件明」という差込みはありません。もしかして「件名」ですか。"),
        ((*NEEDED, "{{宛名"), "5番目の段落の {{ }} が閉じていません。"),
        ((*NEEDED, "次のとおり {{別紙}}"), "5番目の段落の「別紙」は、段落に単独で置いてください。"),
        (NEEDED[:3], "差込み {{記}} がありません。"),
        ((*NEEDED, "{{ 1 + 1 }}"), "「1 + 1」という差込みはありません。"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(lines: tuple[str, ...], told: str, tmp_path: Path) -> None:
    """Before any letter is written; there are no expressions."""
    kept(tmp_path, *lines)
    with pytest.raises(ConfigError) as error:
        templates_in(str(tmp_path))
    assert told in error.value.wording.ja
    assert "通知.docx" in error.value.wording.ja


def test_a_file_that_is_no_word_document_is_named(tmp_path: Path) -> None:
    """As whatever it is."""
    (tmp_path / "通知.docx").write_bytes(b"no archive")
    with pytest.raises(ConfigError, match="Word"):
        templates_in(str(tmp_path))
