"""Workbooks for tests: filled-in forms, and ways of changing them as a person or another program would."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

from zaitaku_check.cli.commands.convert import Converted, converted
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.report.model import Finding, PlanResult

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/plans/yatsushiro-core.yaml"
SHELF = open_shelf()
CHECKER = Checker(SHELF, RunOptions(packs=(), as_of="2018-08-01"))


def convert(path: Path) -> Converted:
    """Return a plan in YAML as a workbook."""
    return converted(SHELF, CHECKER, path.name, path.read_bytes())


FILLED = convert(EXAMPLE).content
"""A plan without findings."""


def changed(change: Callable[[Workbook], object], data: bytes = FILLED) -> bytes:
    """Return a workbook in which something was changed."""
    book = load_workbook(BytesIO(data))
    change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook's bytes."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return a package whose parts were changed; a part of None is left out."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = change(name, before.read(name))
            if part is not None:
                after.writestr(name, part)
    return out.getvalue()


def result_of(data: bytes, name: str = "plan.xlsx") -> PlanResult:
    """Return what the check says of a workbook."""
    return CHECKER.check(name, data).result


def findings_of(data: bytes, name: str = "plan.xlsx") -> tuple[Finding, ...]:
    """Return the findings of a workbook."""
    return result_of(data, name).findings


def plan_of(data: bytes, name: str = "plan.xlsx") -> Any:
    """Return the canonical values that are read from a file; None where it is no plan."""
    from zaitaku_check.plan.canonical import canonical

    _text, reading = CHECKER.reading_of(name, data)
    return canonical(reading.plan) if reading and reading.plan else None


def cell_of(book: Workbook, key: str) -> Any:
    """Return the cell of a field by its key."""
    for sheet in book.worksheets:
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == key:
                return sheet.cell(row, 4)
    raise KeyError(key)
