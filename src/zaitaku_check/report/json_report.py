"""The JSON report: one plan, ledger line and finding a line, so that a difference of two reports can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zaitaku_check.report.document import Facts, flowing
from zaitaku_check.report.formats import Options
from zaitaku_check.report.json_text import json_line
from zaitaku_check.report.model import Report
from zaitaku_check.typed import Any


def render(report: Report, options: Options) -> str:
    """Return the report as `report-1.schema.json` describes it."""
    return "".join(pieces(report, options))


def pieces(report: Report, options: Options) -> Iterator[str]:
    """Yield the same piece by piece."""
    return _written(flowing(report, options.lang))


def written(facts: Facts) -> str:
    """Return the facts of a report as the text of a JSON report."""
    return "".join(_written(facts))


def _written(facts: Facts) -> Iterator[str]:
    between = "{"
    for name, value in facts.items():
        yield f"{between}{json_line(name)}: "
        yield from _member(name, value)
        between = ",\n "
    yield "}\n"


def _member(name: str, value: Any) -> Iterator[str]:
    if name == "folder" and value is not None:
        yield f'{{"outcomes": {json_line(value["outcomes"])}, "ledger": '
        yield from _array(value["ledger"])
        yield f', "superseded": {json_line(value["superseded"])}}}'
    elif isinstance(value, list | Iterator):
        yield from _array(value)
    else:
        yield json_line(value)


def _array(elements: Iterable[Any]) -> Iterator[str]:
    between = "[\n  "
    for element in elements:
        yield between + json_line(element)
        between = ",\n  "
    yield "[]" if between.startswith("[") else "\n ]"
