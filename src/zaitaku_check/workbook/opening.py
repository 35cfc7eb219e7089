"""A workbook opened with care: what kind of file it is, what is refused, and the cells that hold something."""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from zaitaku_check.source.foreign import ZIP_PARTS

OLE: Final = b"\xd0\xcf\x11\xe0"
MOST_PARTS: Final = 1_000
MOST_BYTES: Final = 64 << 20
"""Bytes of all parts unpacked; a filled form has about half a million."""
MOST_CELLS: Final = 200_000
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA: Final = re.compile(rb"<f[ >/]")
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_ERRORS: Final = frozenset({"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NUM!", "#NULL!"})


class Refused(Exception):  # noqa: N818 - what is refused is a file; the name says so where it is caught
    """A file that cannot be read as a workbook of the form; `variant` is that of the rule's message."""

    def __init__(self, variant: str) -> None:
        super().__init__(variant)
        self.variant = variant


class Cell(NamedTuple):
    """One cell that holds something. `trouble`: "" · "formula" (no value was saved with it) · "error" (#REF! …)."""

    value: object
    number_format: str
    trouble: str = ""


class Sheet(NamedTuple):
    """One sheet: its cells by row and column (1-based), what is merged, what is hidden."""

    name: str
    cells: dict[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...]
    """First row, first column, last row, last column."""
    hidden: bool
    hidden_rows: frozenset[int]


class Book(NamedTuple):
    """A workbook: its sheets, the single cells that its names name, names that lead nowhere, what it says of itself."""

    sheets: tuple[Sheet, ...]
    names: dict[str, tuple[str, int, int]]
    broken: tuple[str, ...]
    epoch: datetime
    about: dict[str, str]
    macros: bool


def open_book(data: bytes) -> Book:
    """Return the workbook that a file holds; raises Refused."""
    if not data:
        raise Refused("empty")
    if data.startswith(OLE):
        raise Refused("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old")
    if not data.startswith(b"PK"):
        raise Refused("disguised")
    try:
        with ZipFile(BytesIO(data)) as package:
            formulas, macros = _look_through(package)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Refused("damaged") from error
    return _loaded(data, formulas=formulas, macros=macros)


def _look_through(package: ZipFile) -> tuple[bool, bool]:
    """Refuse a package that is no ordinary workbook; return whether it has formulas, and macros."""
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise Refused("huge")
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        raise Refused("binary")
    if "xl/workbook.xml" not in names:
        raise Refused(_other_kind(package, names))
    texts = {part.filename: package.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))}
    if any(_DOCTYPE.search(text) for text in texts.values()):
        raise Refused("entities")
    if _STRICT in texts["xl/workbook.xml"]:
        raise Refused("strict")
    formulas = any(_FORMULA.search(text) for name, text in texts.items() if name.startswith("xl/worksheets/"))
    return formulas, "xl/vbaProject.bin" in names


def _other_kind(package: ZipFile, names: set[str]) -> str:
    if "mimetype" in names and b"opendocument" in package.read("mimetype")[:200]:
        return "opendocument"
    document = any(name.startswith(part.decode()) for part, _kind in ZIP_PARTS[1:] for name in names)
    return "document" if document else "damaged"


def _loaded(data: bytes, *, formulas: bool, macros: bool) -> Book:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(BytesIO(data), data_only=True, keep_links=False)
            raw = load_workbook(BytesIO(data), keep_links=False) if formulas else None
        except Exception as error:  # whatever the library makes of a damaged part
            raise Refused("damaged") from error
    sheets = []
    total = 0
    for sheet in book.worksheets:
        cells = {at: _cell(cell) for at, cell in sheet._cells.items() if cell.value is not None}  # noqa: SLF001 - iterating over rows would run through a million empty ones
        if raw is not None:
            cells |= _unsaved(raw[sheet.title]._cells, cells)  # noqa: SLF001
        total += len(cells)
        if total > MOST_CELLS:
            raise Refused("huge")
        merged = tuple((each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges)
        rows = frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden)
        sheets.append(Sheet(sheet.title, cells, merged, sheet.sheet_state != "visible", rows))
    if not sheets:
        raise Refused("damaged")
    names, broken = _names(book)
    return Book(tuple(sheets), names, broken, book.epoch, _about(book), macros)


def _cell(cell: object) -> Cell:
    value = getattr(cell, "value", None)
    trouble = "error" if getattr(cell, "data_type", "") == "e" or value in _ERRORS else ""
    return Cell(value, str(getattr(cell, "number_format", "")), trouble)


def _unsaved(raw: Mapping[tuple[int, int], object], cells: dict[tuple[int, int], Cell]) -> dict[tuple[int, int], Cell]:
    """Return the formulas whose value the program that wrote them did not save."""
    return {
        at: Cell(str(getattr(cell, "value", "")), "", "formula")
        for at, cell in raw.items()
        if getattr(cell, "data_type", "") == "f" and at not in cells
    }


def _names(book: object) -> tuple[dict[str, tuple[str, int, int]], tuple[str, ...]]:
    from openpyxl.utils import range_boundaries

    names: dict[str, tuple[str, int, int]] = {}
    broken = []
    for name, defined in getattr(book, "defined_names", {}).items():
        if "#REF!" in (defined.attr_text or ""):
            broken.append(name)
            continue
        try:
            (sheet, where), *more = defined.destinations
            column, row, last_column, last_row = range_boundaries(where)
        except (ValueError, TypeError, AttributeError):
            continue
        if not more and (column, row) == (last_column, last_row) and row and column:
            names[name] = (sheet, row, column)
    return names, tuple(broken)


def _about(book: object) -> dict[str, str]:
    """Return the properties of a workbook: who made it, and what our form says of itself."""
    properties = getattr(book, "properties", None)
    about = {"creator": str(getattr(properties, "creator", "") or "")}
    about.update({each.name: str(each.value) for each in getattr(book, "custom_doc_props", ())})
    return about
