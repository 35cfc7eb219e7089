"""Files beside plans: every one is accounted for with a reason, and none of them is read as a plan.

An applicant may send a workbook, a scan, YAML that Notepad has saved as `.txt`, or a plan whose name is one slip away
from a plan's. The reason says what to do with such a file; all others share a reason a kind, so that a report can tell
a thousand of them in one line.
"""

from __future__ import annotations

import os
import re
from unicodedata import normalize

from zaitaku_check.text_types import Bilingual

_WRITE_ANEW = Bilingual(
    "計画書であれば、「zaitaku-check form -o 計画書.xlsx」（Excel）又は「zaitaku-check new 計画書.yaml」で"
    "作成した様式に内容を書き写してください。",
    "if it is a plan, copy it into the form that `zaitaku-check form -o plan.xlsx` (Excel) "
    "or `zaitaku-check new plan.yaml` writes",
)
_UNPACK = Bilingual(
    "計画書が入っていれば、展開（解凍）したものをこのフォルダーに置いてください。",
    "if there is a plan in it, unpack it into this folder",
)
_TAKE_OUT = Bilingual(
    "計画書が添付されていれば、取り出してこのフォルダーに置いてください。",
    "if a plan is attached to it, save that into this folder",
)
_NAMES = {
    "Excelのファイル": ("an Excel file", ".xls .xlsb", _WRITE_ANEW),
    "Wordのファイル": ("a Word file", ".docx .doc .docm .rtf", _WRITE_ANEW),
    "PowerPointのファイル": ("a PowerPoint file", ".pptx .ppt", _WRITE_ANEW),
    "PDFのファイル": ("a PDF file", ".pdf", _WRITE_ANEW),
    "CSVのファイル": ("a CSV file", ".csv .tsv", _WRITE_ANEW),
    "一太郎のファイル": ("an Ichitaro file", ".jtd", _WRITE_ANEW),
    "DocuWorksのファイル": ("a DocuWorks file", ".xdw .xbd", _WRITE_ANEW),
    "OpenDocumentのファイル": ("an OpenDocument file", ".ods .odt", _WRITE_ANEW),
    "Pages・Numbersのファイル": ("a Pages or Numbers file", ".pages .numbers", _WRITE_ANEW),
    "画像のファイル": ("an image", ".jpg .jpeg .png .tif .tiff .gif .bmp .heic .webp", _WRITE_ANEW),
    "Webページのファイル": ("a web page", ".html .htm .mht .mhtml", _WRITE_ANEW),
    "JSONのファイル": ("a JSON file", ".json", _WRITE_ANEW),
    "電子メールのファイル": ("an e-mail", ".eml .msg .p7m .mbox", _TAKE_OUT),
    "圧縮ファイル": ("an archive", ".zip .lzh .7z .rar .gz .tar", _UNPACK),
}


def _because(kind: Bilingual, remedy: Bilingual) -> Bilingual:
    return Bilingual(f"{kind.ja}のため検査していません。{remedy.ja}", f"{kind.en}, not checked; {remedy.en}")


_KINDS = {
    suffix: _because(Bilingual(ja, en), remedy)
    for ja, (en, suffixes, remedy) in _NAMES.items()
    for suffix in suffixes.split()
}
_TEXT = Bilingual(
    "テキストファイル（.txt）のため検査していません。YAMLで書いた計画書であれば、"
    "名前の末尾を「.txt」から「.yaml」に変えてください。",
    "a text file (.txt), not checked; if it is a plan in YAML, change the end of its name from .txt to .yaml",
)
_TEXT_ADDED = Bilingual(
    "名前の末尾に「.txt」が付いているため検査していません（メモ帳が付けることがあります）。"
    "「.txt」を取り除き、「.yaml」で終わる名前にしてください。",
    "its name ends in .txt (Notepad may add that), not checked; take the .txt away so that the name ends in .yaml",
)
_WIDE = Bilingual(
    "名前の末尾が半角の「.yaml」ではないため検査していません。計画書であれば、末尾を半角の「.yaml」に直してください。",
    "its name does not end in .yaml in half-width letters, not checked; if it is a plan, correct the end of its name",
)
_MISSPELT = Bilingual(
    "名前の末尾が「.yaml」の書き誤りと思われるため検査していません。計画書であれば、末尾を「.yaml」に直してください。",
    "the end of its name looks like a slip for .yaml, not checked; if it is a plan, correct it to .yaml",
)
_COPY = Bilingual(
    "名前の「.yaml」の後ろに番号や「.bak」などが付いた控え・書きかけのファイルと思われるため検査していません。"
    "審査する計画書であれば、「.yaml」で終わる名前にしてください。",
    "its name goes on after .yaml, as in a copy or a backup; not checked; "
    "if it is the plan that counts, make its name end in .yaml",
)
_NO_SUFFIX = Bilingual(
    "名前に「.yaml」が付いていないため検査していません。計画書であれば、名前の末尾に「.yaml」を付けてください。",
    "its name has no .yaml at its end, not checked; if it is a plan, add .yaml to its name",
)
_COMPANY = Bilingual(
    "説明書き、又はこのツールが書き出したファイルのため、検査の対象にしません。",
    "a note that goes with the files, or a file that this tool has written",
)
_OTHER = Bilingual(
    "計画書（.yaml・.yml・.xlsx）ではない形式のため、検査の対象にしません。",
    "a file of another format than a plan's (.yaml, .yml, .xlsx)",
)
HIDDEN = Bilingual("隠しファイル・一時ファイルのため対象にしません。", "a hidden or temporary file")

_NOTES = (".md", ".rst")
_BESIDE_MANY = re.compile(r"(?:readme|licen[cs]e|copying|notice|authors|change|contributing|requirements)(?![a-z]{4})")
"""How the names of files begin that stand in many folders and are no plan."""
_BEHIND = re.compile(r"\.ya?ml(?:\s*\(\d+\)|\s*-\s*コピー|[ ._~-].*|\s+)$")
_SLIPS = frozenset(
    f".{word[:at]}{change}"
    for word in ("yaml", "yml")
    for at in range(len(word))
    for change in (word[at + 1 :], word[at] + word[at:], word[at + 1 : at + 2] + word[at] + word[at + 2 :])
) - {".yaml", ".yml", ".ml", ".aml", ".ym", ".yl"}
"""A letter of the suffix left out, doubled or exchanged with its neighbour, but for what is a format of its own."""
_KEY = re.compile(r"(?m)^[^\s#:：\-][^:：\n]{0,40}[:：](?:\s|$)")
_REPORT_HEADS = tuple(
    b"\xef\xbb\xbf" + head.encode()
    for head in ("計画,判定,ルール,", "Plan,Verdict,Rule,", "ルール,区分,", "Rule,Group,")
)
DECISIONS_HEAD = "# 審査の記録。審査者の判断と所見を、下に書き足していきます。"
"""How the record of a review's decisions begins; people write below it, and may have deleted it."""
_RECORD = re.compile(r"\ufeff?(?:\s*#.*\n|\s*\n)*-\s+\{?\s*[\"']?(?:受付番号|case)[\"']?\s*[:：]")
"""How the first record of decisions begins, which no plan does: an element of a list, with a number of receipt."""
_LARGEST_REPORT = 64 << 20
_READ = 1 << 16


def stray(entry: os.DirEntry[str]) -> Bilingual:
    """Return why a file of a folder is not checked, and what to do where it may be a plan."""
    name = normalize("NFKC", entry.name).lower()
    stem, suffix = os.path.splitext(name)
    if stem.startswith((".", "~$")):
        return HIDDEN
    if reason := _near(entry.name.lower(), name, suffix):
        return reason
    if _BESIDE_MANY.match(stem) or suffix in _NOTES or is_report(entry, suffix):
        return _COMPANY
    if suffix == ".txt":
        return _TEXT_ADDED if stem.endswith((".yaml", ".yml")) else _TEXT
    if not suffix and _looks_like_yaml(entry):
        return _NO_SUFFIX
    return _KINDS.get(suffix, _OTHER)


def says_nothing(reason: Bilingual) -> bool:
    """Say whether a reason holds for files that nobody will have meant as a plan."""
    return reason in (_COMPANY, _OTHER)


def may_be_plan(reason: Bilingual) -> bool:
    """Say whether a reason holds for files that an applicant may have sent as a plan, in a form that is not read."""
    return any(reason == _because(Bilingual(ja, en), _WRITE_ANEW) for ja, (en, _suffixes, _what) in _NAMES.items())


def _near(written: str, name: str, suffix: str) -> Bilingual | None:
    """Return why a file whose name is one slip away from a plan's is not checked; None for any other name."""
    if name.endswith((".yaml", ".yml")) and not written.endswith((".yaml", ".yml")):
        return _WIDE
    if suffix in _SLIPS:
        return _MISSPELT
    return _COPY if suffix != ".txt" and _BEHIND.search(name) else None


def _looks_like_yaml(entry: os.DirEntry[str]) -> bool:
    """Say whether a file without a suffix has several lines that begin with a key; one that cannot be read has none."""
    try:
        if not entry.is_file(follow_symlinks=False):
            return False
        with open(entry.path, "rb") as file:
            head = file.read(_READ)
    except OSError:
        return False
    return len(_KEY.findall(head.decode("utf-8", "replace"))) > 1 and b"\0" not in head


def is_report(entry: os.DirEntry[str], suffix: str) -> bool:
    """Say whether this tool wrote the file: by what its reports bear; a file that cannot be read is none."""
    looks = _REPORTS.get(suffix)
    try:
        ordinary = entry.is_file(follow_symlinks=False) and entry.stat().st_size <= _LARGEST_REPORT
        return looks is not None and ordinary and looks(entry.path)
    except OSError:
        return False


def _is_table(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(100).startswith(_REPORT_HEADS)


def _is_decisions(path: str) -> bool:
    with open(path, "rb") as file:
        text = file.read(_READ).decode("utf-8", "replace")
    return text.lstrip("\ufeff").startswith(DECISIONS_HEAD) or _RECORD.match(text) is not None


def _is_text(path: str) -> bool:
    """Say whether a text ends as the report for a terminal does, also where a shell has written it as UTF-16."""
    with open(path, "rb") as file:
        file.seek(max(0, os.path.getsize(path) - 600))
        return re.search(rb"zaitaku-check \d+\.\d+", file.read().replace(b"\0", b"")) is not None


def _names_us(path: str) -> bool:
    """Say whether a file of a format for programs or browsers names this tool near its beginning or at its end."""
    with open(path, "rb") as file:
        return b"zaitaku-check" in file.read(_READ) or _is_text(path)


def _is_office(path: str) -> bool:
    from zipfile import BadZipFile, ZipFile
    from zlib import error

    try:
        with ZipFile(path) as package, package.open("docProps/core.xml") as about:
            return b"creator" in (told := about.read(_READ)) and b">zaitaku-check<" in told
    except (BadZipFile, KeyError, ValueError, RuntimeError, EOFError, error):
        return False


_REPORTS = {
    ".csv": _is_table,
    ".txt": _is_text,
    ".xlsx": _is_office,
    ".docx": _is_office,
    ".yaml": _is_decisions,
    **dict.fromkeys((".html", ".json", ".jsonl", ".sarif", ".xml"), _names_us),
}
