"""Files beside plans that look like a plan in another format: named with what to do, never read as one.

An applicant may send a workbook, a scan, or YAML that Notepad has saved as `.txt`. What merely keeps plans company (a
README, a licence, the reports of this tool itself) is no such file and passes without a word.
"""

from __future__ import annotations

import os

from zaitaku_check.nouns import Pair

_WRITE_ANEW = Pair(
    "計画書であれば、「zaitaku-check new 計画書.yaml」で作成した様式に内容を書き写し、YAMLで保存し直してください。",
    "if it is a plan, copy it into the form that `zaitaku-check new plan.yaml` writes, and save it as YAML",
)
_UNPACK = Pair(
    "計画書が入っていれば、展開（解凍）したものをこのフォルダーに置いてください。",
    "if there is a plan in it, unpack it into this folder",
)
_NAMES = {
    "Excelのファイル": ("an Excel file", ".xlsx .xls .xlsm .xlsb"),
    "Wordのファイル": ("a Word file", ".docx .doc .docm .rtf"),
    "PDFのファイル": ("a PDF file", ".pdf"),
    "CSVのファイル": ("a CSV file", ".csv .tsv"),
    "一太郎のファイル": ("an Ichitaro file", ".jtd"),
    "DocuWorksのファイル": ("a DocuWorks file", ".xdw"),
    "OpenDocumentのファイル": ("an OpenDocument file", ".ods .odt"),
}
_KINDS = {suffix: Pair(ja, en) for ja, (en, suffixes) in _NAMES.items() for suffix in suffixes.split()}
_PACKED = frozenset({".zip", ".lzh", ".7z"})
_TEXT = Pair(
    "テキストファイル（.txt）のため検査していません。YAMLで書いた計画書であれば、"
    "名前の末尾を「.txt」から「.yaml」に変えてください。",
    "a text file (.txt), not checked; if it is a plan in YAML, change the end of its name from .txt to .yaml",
)
_TEXT_ADDED = Pair(
    "名前の末尾に「.txt」が付いているため検査していません（メモ帳が付けることがあります）。"
    "「.txt」を取り除き、「.yaml」で終わる名前にしてください。",
    "its name ends in .txt (Notepad may add that), not checked; take the .txt away so that the name ends in .yaml",
)
_COMPANY = ("readme", "license", "licence", "copying", "notice", "authors", "change", "contributing", "requirements")
"""How the names of files begin that stand in many folders and are no plan."""
_REPORT_HEADS = tuple(
    b"\xef\xbb\xbf" + head.encode()
    for head in ("計画,判定,ルール,", "Plan,Verdict,Rule,", "ルール,区分,", "Rule,Group,")
)
_LARGEST_REPORT = 64 << 20
_READ = 1 << 16


def stray(entry: os.DirEntry[str]) -> Pair | None:
    """Return why a file of a folder is not checked and what to do, None where it is no likely plan."""
    stem, suffix = os.path.splitext(entry.name.lower())
    reason = _reason(stem, suffix)
    if reason is None or stem.startswith((".", "~$", *_COMPANY)) or _is_report(entry, suffix):
        return None
    return reason


def _reason(stem: str, suffix: str) -> Pair | None:
    if suffix == ".txt":
        return _TEXT_ADDED if stem.endswith((".yaml", ".yml")) else _TEXT
    if suffix in _PACKED:
        return _because(Pair("圧縮ファイル", "an archive"), _UNPACK)
    return _because(_KINDS[suffix], _WRITE_ANEW) if suffix in _KINDS else None


def _because(kind: Pair, remedy: Pair) -> Pair:
    return Pair(f"{kind.ja}のため検査していません。{remedy.ja}", f"{kind.en}, not checked; {remedy.en}")


def _is_report(entry: os.DirEntry[str], suffix: str) -> bool:
    """Say whether this tool wrote the file: by what its reports bear; a file that cannot be read is none."""
    looks = {".csv": _is_table, ".txt": _is_text, ".xlsx": _is_office, ".docx": _is_office}.get(suffix)
    try:
        ordinary = entry.is_file(follow_symlinks=False) and entry.stat().st_size <= _LARGEST_REPORT
        return looks is not None and ordinary and looks(entry.path)
    except OSError:
        return False


def _is_table(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(100).startswith(_REPORT_HEADS)


def _is_text(path: str) -> bool:
    """Say whether a text ends as the report for a terminal does, also where a shell has written it as UTF-16."""
    from re import search

    with open(path, "rb") as file:
        file.seek(max(0, os.path.getsize(path) - 600))
        return search(rb"zaitaku-check \d+\.\d+", file.read().replace(b"\0", b"")) is not None


def _is_office(path: str) -> bool:
    from zipfile import BadZipFile, ZipFile
    from zlib import error

    try:
        with ZipFile(path) as package, package.open("docProps/core.xml") as about:
            return b"creator" in (told := about.read(_READ)) and b">zaitaku-check<" in told
    except (BadZipFile, KeyError, ValueError, RuntimeError, EOFError, error):
        return False
