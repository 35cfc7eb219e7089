"""The blank sheet of a letter for Word: A4, with the styles, fonts and language an office writes in."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as Sheet
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.rel import Relationships
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm

from zaitaku_check.desk.pages import environment

LOCALE: Final = {"ja": "ja-JP", "en": "en-GB"}
WIDTH: Final = Mm(166)
"""What A4 leaves between the margins."""

_LATIN: Final = {"ja": "ＭＳ 明朝", "en": "Times New Roman"}
_JAPANESE: Final = "ＭＳ 明朝"
"""The typeface of official letters: every Windows and every Word in Japan has it."""
_KEPT: Final = {KIND.OFFICE_DOCUMENT, KIND.CORE_PROPERTIES, KIND.STYLES, KIND.SETTINGS}
_PAGE: Final = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:fldSimple w:instr="{}">'
    "<w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"
)


def blank(lang: str) -> Sheet:
    """Return an empty sheet to be written on."""
    return Document(BytesIO(_saved(lang)))


@cache
def _saved(lang: str) -> bytes:
    """Return the sheet as a file: the library's own is long, and nobody should read it for each letter."""
    sheet = Document()
    part = sheet.part
    for links in (part.rels, part.package.rels if part.package else Relationships("/")):
        _keep(links)
    _become(sheet.styles.element, "styles", lang)
    _become(sheet.settings.element, "settings", lang)
    _lay_out(sheet.sections[0])
    saved = BytesIO()
    sheet.save(saved)
    return saved.getvalue()


def _keep(links: Relationships) -> None:
    """Let go of what the library's own sheet brings along: a picture, a theme, words about another program."""
    for name in [name for name, link in links.items() if link.reltype not in _KEPT]:
        del links[name]


def _become(element: BaseOxmlElement, name: str, lang: str) -> None:
    """Put our own content in the place of an element's."""
    words = {"locale": LOCALE[lang], "latin": _LATIN[lang], "japanese": _JAPANESE, "indent": 100 if lang == "ja" else 0}
    element[:] = parse_xml(environment().get_template(f"letter.{name}.xml.j2").render(words))[:]


def _lay_out(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(25)
    section.header_distance = section.footer_distance = Mm(12)
    footer = section.footer.paragraphs[0]
    footer.style = "Footer"
    line = footer.paragraph_format.element
    for field, behind in (("PAGE", " / "), ("NUMPAGES", "")):
        line.extend(parse_xml(_PAGE.format(field))[:])
        footer.add_run(behind)
