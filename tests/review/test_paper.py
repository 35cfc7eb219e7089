"""A plan as a document: the same sections and words for Word and for a browser, from YAML and from Excel."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from tests.scenarios.command import Command
from tests.workbook.books import EXAMPLE, FILLED, ROOT

PLANS = ("yatsushiro-core", "ariake-alliance", "kumamoto-own-initiative")


def words_of_word(path: Path) -> list[str]:
    """Return every text of a Word document in its order."""
    sheet = Document(BytesIO(path.read_bytes()))
    found: list[str] = []
    for block in sheet.iter_inner_content():
        cells = [cell for row in block.rows for cell in row.cells] if hasattr(block, "rows") else [block]
        found += [cell.text for cell in cells if cell.text]
    return found


def words_of_page(path: Path) -> list[str]:
    """Return every text of a page in its order."""
    body = path.read_text(encoding="utf-8").partition("<body>")[2]
    return [unescape(text) for text in re.findall(r"<(?:h\d|p|th|td)[^>]*>([^<]+)<", body)]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", PLANS)
def test_word_and_page_say_the_same(command: Command, tmp_path: Path, name: str, lang: str) -> None:
    """One model is behind both forms."""
    word, page = tmp_path / "計画書.docx", tmp_path / "計画書.html"
    plan = str(ROOT / f"examples/plans/{name}.yaml")
    for out in (word, page):
        result = command("print", plan, "-o", str(out), "--lang", lang)
        assert result.code == 0, result.complaint
    assert words_of_word(word) == words_of_page(page)
    assert len(words_of_word(word)) > 50
    assert not [text for text in words_of_word(word) if "下書き" in text or "Draft" in text]


def test_labels_stand_in_the_forms_order(command: Command, tmp_path: Path) -> None:
    """Sections follow the form, whatever the order of the plan; choices and amounts stand in words."""
    plan = tmp_path / "plan.yaml"
    parts = re.split(r"(?m)^(?=\S+:)", EXAMPLE.read_text(encoding="utf-8"))
    plan.write_text("".join(reversed(parts[1:])), encoding="utf-8")
    command("print", str(plan), "-o", str(tmp_path / "p.html"), "--lang", "ja")
    said = words_of_page(tmp_path / "p.html")
    order = [said.index(each) for each in ("基本事項", "申請者", "現状と課題", "事業期間", "取組み", "所要額")]
    assert order == sorted(order)
    assert {"1,149,000円", "平成30年10月1日", "① 急変時対応の取組み"} <= set(said)


def test_a_workbook_gives_the_same_document(command: Command, tmp_path: Path) -> None:
    """The Excel form and the YAML of one plan are one document."""
    (tmp_path / "plan.xlsx").write_bytes(FILLED)
    command("print", str(EXAMPLE), "-o", str(tmp_path / "a.docx"), "--lang", "ja")
    command("print", str(tmp_path / "plan.xlsx"), "-o", str(tmp_path / "b.docx"), "--lang", "ja")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_a_plan_that_would_be_returned_is_marked_as_a_draft(command: Command, tmp_path: Path) -> None:
    """Nobody hands in by accident what is not ready."""
    out = tmp_path / "p.docx"
    plan = ROOT / "examples/plans/kikuchi-many-mistakes.yaml"
    result = command("print", str(plan), "-o", str(out), "--lang", "ja")
    assert result.code == 0
    assert "まだ提出できないため、「下書き」と記しました" in result.text
    assert words_of_word(out)[0] == "下書き（判定: 差戻し）"


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["{plan}", "-o", "p.pdf"], "「.docx」（Word）又は「.html」で終わる名前を指定してください"),
        (["no.yaml", "-o", "p.docx"], "no.yaml"),
        (["{plan}", "-o", "{plan}"], "で終わる名前を指定してください"),
    ],
)
def test_refusals(command: Command, tmp_path: Path, argv: list[str], words: str) -> None:
    """What cannot be written is said, and nothing is."""
    result = command("print", *(each.format(plan=EXAMPLE) for each in argv), "--lang", "ja")
    assert result.code == 2
    assert words in result.complaint
    assert not list(tmp_path.iterdir())
