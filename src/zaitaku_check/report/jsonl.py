"""JSON lines: the same facts as the JSON report, one object a line, each naming what it is in `type`."""

from __future__ import annotations

from collections.abc import Iterator

from zaitaku_check.report.document import Facts, flowing
from zaitaku_check.report.formats import Options
from zaitaku_check.report.json_text import json_line
from zaitaku_check.report.model import Report


def render(report: Report, options: Options) -> str:
    """Return the report as lines of type run, plan, finding, folder and summary, in that order."""
    return "".join(pieces(report, options))


def pieces(report: Report, options: Options) -> Iterator[str]:
    """Yield the same line by line."""
    return (json_line(line) + "\n" for line in _lines(flowing(report, options.lang)))


def _lines(facts: Facts) -> Iterator[Facts]:
    summary, plans, folder, findings = (facts.pop(name) for name in ("summary", "plans", "folder", "findings"))
    yield {"type": "run", **facts}
    yield from ({"type": "plan", **plan} for plan in plans)
    yield from ({"type": "finding", **finding} for finding in findings)
    if folder is not None:
        yield {"type": "folder", **folder}
    yield {"type": "summary", **summary}
