"""An office's own Word file as the frame of letters: fixed placeholders, and nothing in it is ever run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as Sheet
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from zaitaku_check.errors import ConfigError
from zaitaku_check.report.escaping import in_xml
from zaitaku_check.suggestions import did_you_mean
from zaitaku_check.text_types import Bilingual

TEXTS: Final = ("文書番号", "日付", "宛名", "発出者", "公印省略", "件名", "本文", "問合せ先", "受付番号")
BLOCKS: Final = ("記", "別紙")
"""Placeholders that stand alone in a paragraph, for what is more than a text."""
REQUIRED: Final = ("宛名", "件名", "本文", "記")
FILES: Final = {
    "correct": "補正依頼.docx",
    "again": "補正依頼.docx",
    "explain": "照会.docx",
    "ready": "お知らせ.docx",
    "which": "どちらの計画書か.docx",
    "unread": "再提出.docx",
    "stray": "再提出.docx",
}
"""The names of the files by kind of letter; `通知.docx` serves for all others."""
ANY: Final = "通知.docx"
_PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class Template(NamedTuple):
    """One Word file with placeholders, checked."""

    path: str
    data: bytes

    def filled(self, values: Mapping[str, str], blocks: Mapping[str, Sheet]) -> Sheet:
        """Return the file with texts and blocks in the place of its placeholders."""
        sheet = Document(BytesIO(self.data))
        for paragraph in list(_paragraphs(sheet)):
            name = _alone(paragraph)
            if name in blocks:
                _put(sheet, paragraph, blocks[name])
            else:
                _fill(paragraph, values)
        return sheet


def templates_in(folder: str) -> dict[str, Template]:
    """Return the templates of a folder by kind of letter; raises ConfigError for whatever is wrong with one of them."""
    found: dict[str, Template] = {}
    for kind, name in FILES.items():
        path = next(
            (each for each in (os.path.join(folder, name), os.path.join(folder, ANY)) if os.path.isfile(each)), ""
        )
        if path:
            found[kind] = _read(path)
    return found


def _read(path: str) -> Template:
    with open(path, "rb") as file:
        template = Template(path, file.read())
    if problems := list(_problems(template)):
        ja, en = "".join(each.ja for each in problems), "; ".join(each.en for each in problems)
        raise ConfigError(Bilingual(f"通知のひな型「{path}」: {ja}", f"the template {path}: {en}"))
    return template


def _problems(template: Template) -> Iterator[Bilingual]:
    """Yield what is wrong with a template, each with the paragraph that it stands in."""
    try:
        sheet = Document(BytesIO(template.data))
    except (BadZipFile, ValueError, KeyError, OSError, SyntaxError) as error:  # the last: what XML is not
        said = type(error).__name__
        yield Bilingual(f"Wordの文書として読み取れません（{said}）。", f"it is no Word document ({said})")
        return
    known = (*TEXTS, *BLOCKS)
    used: set[str] = set()
    for at, paragraph in enumerate(_paragraphs(sheet), 1):
        text = _text(paragraph)
        names = _PLACEHOLDER.findall(text)
        used |= {*names}
        where = Bilingual(f"{at}番目の段落", f"paragraph {at}")
        if len(names) != max(text.count("{{"), text.count("}}")):
            yield Bilingual(f"{where.ja}の {{{{ }}}} が閉じていません。", f"unbalanced braces in {where.en}")
        for name in names:
            if name not in known:
                ja, en = f"{where.ja}の「{name}」という差込みはありません。", f"no placeholder “{name}” ({where.en})"
                yield did_you_mean(Bilingual(ja, en), name, known)
            elif name in BLOCKS and _alone(paragraph) != name:
                yield Bilingual(
                    f"{where.ja}の「{name}」は、段落に単独で置いてください。", f"“{name}” must stand alone ({where.en})"
                )
    missing = (name for name in REQUIRED if name not in used)
    yield from (
        Bilingual(f"差込み {{{{{name}}}}} がありません。", f"the placeholder {{{{{name}}}}} is missing")
        for name in missing
    )


def _paragraphs(sheet: Sheet) -> Iterator[BaseOxmlElement]:
    """Yield every paragraph: of the body with its tables and text boxes, then of headers and footers."""
    yield from sheet.element.body.iter(qn("w:p"))
    for section in sheet.sections:
        for story in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not story.is_linked_to_previous:
                yield from story._element.iter(qn("w:p"))  # noqa: SLF001 - the only way to text boxes in it


def _texts(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """Return the pieces of text of a paragraph itself, not of a box that is anchored in it."""
    return [each for each in paragraph.iter(qn("w:t")) if next(each.iterancestors(qn("w:p"))) is paragraph]


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(each.text or "" for each in _texts(paragraph))


def _alone(paragraph: BaseOxmlElement) -> str:
    found = _PLACEHOLDER.fullmatch(_text(paragraph).strip())
    return found[1] if found else ""


def _fill(paragraph: BaseOxmlElement, values: Mapping[str, str]) -> None:
    """Put values into a paragraph; each takes the look of the run in which its placeholder begins."""
    for found in reversed(list(_PLACEHOLDER.finditer(_text(paragraph)))):
        start, end = found.span()
        at = 0
        first: BaseOxmlElement | None = None
        for piece in _texts(paragraph):
            text = piece.text or ""
            left, right = max(start - at, 0), max(end - at, 0)
            at += len(text)
            if left >= len(text) or right == 0:
                continue
            piece.text = text[:left] + text[right:]
            piece.set(_SPACE, "preserve")
            if first is None:
                first = piece
                _insert(piece, text[:left], in_xml(values[found[1]]), text[right:])


def _insert(piece: BaseOxmlElement, before: str, value: str, after: str) -> None:
    """Put a value into a piece of text; its lines are parted by breaks."""
    lines = value.split("\n")
    lines[0], lines[-1] = before + lines[0], lines[-1] + after if len(lines) > 1 else before + lines[0] + after
    piece.text = lines[0]
    for line in reversed(lines[1:]):
        text = OxmlElement("w:t")
        text.text = line
        text.set(_SPACE, "preserve")
        piece.addnext(text)
        piece.addnext(OxmlElement("w:br"))


def _put(sheet: Sheet, paragraph: BaseOxmlElement, block: Sheet) -> None:
    """Put what another sheet holds into the place of a paragraph, with the styles that it needs."""
    styles = sheet.styles.element
    here = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    for style in block.styles.element.iter(qn("w:style")):
        if style.get(qn("w:styleId")) not in here:
            styles.append(deepcopy(style))
    for element in block.element.body:
        if element.tag != qn("w:sectPr"):
            paragraph.addprevious(deepcopy(element))
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)
