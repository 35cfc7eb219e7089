"""The JSON report: one plan, ledger line and finding a line, so that a difference of two reports can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zaitaku_check.report.document import Facts, document
from zaitaku_check.report.formats import Options
from zaitaku_check.report.json_text import json_line
from zaitaku_check.report.nouns import Report


def render(report: Report, options: Options) -> str:
    """Return the report as `report-1.schema.json` describes it."""
    return written(document(report, options.lang))


def written(facts: Facts) -> str:
    """Return the facts of a report as the text of a JSON report."""
    members = [f"{json_line(name)}: {value}" for name, value in _members(facts)]
    return "{" + ",\n ".join(members) + "}\n"


def _members(facts: Facts) -> Iterator[tuple[str, str]]:
    for name, value in facts.items():
        if name == "folder" and value is not None:
            ledger = _array(map(json_line, value["ledger"]))
            yield name, f'{{"outcomes": {json_line(value["outcomes"])}, "ledger": {ledger}}}'
        elif isinstance(value, list):
            yield name, _array(map(json_line, value))
        else:
            yield name, json_line(value)


def _array(elements: Iterable[str]) -> str:
    lines = ",\n  ".join(elements)
    return f"[\n  {lines}\n ]" if lines else "[]"
