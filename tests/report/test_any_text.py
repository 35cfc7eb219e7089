"""Whatever a plan, a path or a pack says, every format comes out whole and harmless."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report import samples
from tests.report.on_desk import letters

from zaitaku_check.desk.letter_forms import as_docx, as_html
from zaitaku_check.desk.letters import Letter
from zaitaku_check.report.formats import FORMATS, Options, render
from zaitaku_check.report.model import Evidence, EvidenceItem, Fact, Finding, Place, Related, Report
from zaitaku_check.report.shown import hidden_in
from zaitaku_check.text_types import Bilingual

MINE = ["text", "concise", "json", "jsonl", "csv", "markdown", "html"]
ODD = "<>&\"'`|*_[]{}\\=+-@＝\x1b\u202e\u200b\n\r\t\x00\ud800\uffff"
TEXTS = st.text(st.characters() | st.sampled_from(ODD), max_size=30)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Return a report in which every foreign text is any text and every place any place."""
    place = Place(
        draw(TEXTS),
        "/" + draw(TEXTS),
        draw(st.integers(1, 99)),
        draw(st.integers(1, 40)),
        draw(st.integers(1, 99)),
        draw(st.integers(1, 40)),
        draw(TEXTS).replace("\n", " "),
        draw(st.integers(0, 20)),
    )
    word = Bilingual(draw(TEXTS), draw(TEXTS))
    finding = Finding(
        "R105", "error", place, Bilingual("{a}" + draw(TEXTS), "{a}"), (("a", draw(TEXTS)),), (Related(place, word),)
    )
    plan = samples.plan(place.path, finding)._replace(
        facts=(Fact("applicant.name", Bilingual("申請者", "Applicant"), draw(TEXTS), word),),
        evidence=(Evidence("R101", "pass", (EvidenceItem(place, word, draw(TEXTS)),)),),
    )
    return samples.report(plan)._replace(skipped=((draw(TEXTS), word),))


def _hidden_of(text: str) -> set[str]:
    return hidden_in(text) - {"\n"}


@pytest.mark.parametrize("name", MINE)
@settings(max_examples=20)
@given(report=reports(), lang=st.sampled_from(["ja", "en"]), width=st.sampled_from([None, 20, 80]))
def test_no_format_breaks_or_lets_anything_through(name: str, report: Report, lang: str, width: int | None) -> None:
    """The text is UTF-8 and free of hidden characters, in every language and width."""
    data = render(name, report, Options(lang, width))
    text = data.decode("utf-8-sig").replace("\r\n", "\n") if isinstance(data, bytes) else data
    text.encode("utf-8")
    assert _hidden_of(text) == set()
    assert text.endswith("\n")


@settings(max_examples=10)
@given(report=reports())
def test_no_workbook_breaks(report: Report) -> None:
    """The workbook is an archive of XML that holds no formula."""
    data = render("xlsx", report, Options())
    assert isinstance(data, bytes)
    with ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(name).decode("utf-8") for name in archive.namelist() if "/sheet" in name]
    assert len(sheets) == 5
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<f " in sheet]


@settings(max_examples=20)
@given(report=reports(), lang=st.sampled_from(["ja", "en"]))
def test_no_letter_breaks(report: Report, lang: str) -> None:
    """Letters are UTF-8 without hidden characters, and their file names have no separator."""
    for letter in letters(report, lang):
        _look_at(letter, report)


def _look_at(letter: Letter, report: Report) -> None:
    assert not set(letter.stem) & set('\\/:*?"<>|. \n')
    for text in (letter.stem, as_html(letter), _read(as_docx(letter, report.as_of))):
        text.encode("utf-8")
        assert _hidden_of(text) == set()


def _read(document: bytes) -> str:
    """Return the texts of a Word document as XML's own parser finds them."""
    with ZipFile(BytesIO(document)) as archive:
        parts = [archive.read(name) for name in ("word/document.xml", "docProps/core.xml")]
    return "\n".join("".join(ET.fromstring(part).itertext()) for part in parts)  # noqa: S314 - our own output


def test_every_format_of_the_dict_can_be_rendered() -> None:
    """The names that `--format` offers all lead to a module that renders, text or bytes as it says."""
    for name, kind in FORMATS.items():
        assert isinstance(render(name, samples.folder(), Options()), {"text": str, "bytes": bytes}[kind.media]), name
