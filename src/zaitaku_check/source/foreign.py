"""Files that are something else altogether: what kind of file it looks like, said in both languages."""

from __future__ import annotations

import re

from zaitaku_check.text_types import Bilingual

ZIP_PARTS = (
    (b"xl/", Bilingual("Excelブック（.xlsx）", "an Excel workbook (.xlsx)")),
    (b"word/", Bilingual("Word文書（.docx）", "a Word document (.docx)")),
    (b"ppt/", Bilingual("PowerPoint文書（.pptx）", "a PowerPoint file (.pptx)")),
)
SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", Bilingual("旧形式のExcel又はWordの文書", "an Excel or Word file of the old format")),
    (b"%PDF", Bilingual("PDF文書", "a PDF document")),
    (b"\x89PNG", Bilingual("画像（PNG）", "an image (PNG)")),
    (b"\xff\xd8\xff", Bilingual("画像（JPEG）", "an image (JPEG)")),
    (b"GIF8", Bilingual("画像（GIF）", "an image (GIF)")),
    (b"\x1f\x8b", Bilingual("圧縮ファイル（gzip）", "a compressed file (gzip)")),
    (b"{\\rtf", Bilingual("リッチテキスト文書（.rtf）", "a rich-text document (.rtf)")),
    (
        b"\x00\x05\x16\x07",
        Bilingual("macOSの付属ファイル（._で始まるもの）", "a macOS companion file (its name begins with ._)"),
    ),
)
MAIL_HEADER = r"(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version|X-[\w-]+)"
TEXTS = (
    ("html", re.compile(r"\s*<(?:!doctype|html|head|body|table|div)", re.IGNORECASE)),
    ("xml", re.compile(r"\s*<\?xml\s")),
    ("mail", re.compile(rf"(?:{MAIL_HEADER}:[^\n]*\n(?:[ \t][^\n]*\n)*){{2}}", re.IGNORECASE)),
    ("diff", re.compile(r"(?:diff |--- \S[^\n]*\n\+\+\+ |Index: )[^\n]*\n(?:[^\n]*\n){0,6}?@@ -\d")),
    ("script", re.compile(r"#!\s*/|\s*<\?php")),
    ("toml", re.compile(r"(?:\s*(?:[#;][^\n]*)?\n)*(?:\[[\w.\-\"]+\]\s*\n|[\w.\-\"]{1,60} = \S)")),
)
CERTAIN = frozenset({"html", "xml", "mail", "diff", "script", "csv"})
"""Kinds that show beyond doubt in how they begin."""
YAML_LINE = re.compile(r"(?m)^[^\s=#:]+:[ \t\r\n]")
CSV_LINE = re.compile(r"(?:[^,\t:\n]+|(?=[,\t]))(?:[,\t][^,\t\n]*)+$")


def kind_of_bytes(data: bytes) -> Bilingual | None:
    """Name the kind of a binary file by its first bytes, None where it has no known signature."""
    if data.startswith(b"PK\x03\x04"):
        known = (kind for part, kind in ZIP_PARTS if part in data[:8192])
        return next(known, Bilingual("圧縮ファイル（zip）", "a compressed file (zip)"))
    return next((kind for mark, kind in SIGNATURES if data.startswith(mark)), None)


def kind_of_text(content: str) -> str:
    """Name another format by how a text begins: html, xml, mail, diff, script, toml, csv; "" where it may be a plan."""
    found = next((name for name, look in TEXTS if look.match(content)), "")
    if not found and _like_csv(content):
        return "csv"
    return "" if found == "toml" and YAML_LINE.search(content) else found


def _like_csv(content: str) -> bool:
    lines = [line for line in content[:4000].splitlines()[:20] if line.strip()]
    return len(lines) > 1 and all(CSV_LINE.match(line) for line in lines)
