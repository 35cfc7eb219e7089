"""The formats a report can be printed in: one dict, which `--format` reads too; each module is imported when used."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from zaitaku_check.named import NamedTuple
from zaitaku_check.report.model import Report
from zaitaku_check.typed import Any, Final


class Options(NamedTuple):
    """How a report is to be shown.

    lang    "ja" or "en": the language of everything that is not an id
    width   columns of the terminal; None where the output is none: nothing is wrapped or cropped then
    color   whether the text format may send colours
    quiet   findings only: no sums, tables or matrices
    summary   no single findings, but how many there are of each rule
    exit_code   what the run will end with, for formats that say so; None where it is not known
    """

    lang: str = "ja"
    width: int | None = None
    color: bool = False
    quiet: bool = False
    summary: bool = False
    exit_code: int | None = None


class Format(NamedTuple):
    """One format: the module that has its `render(report, options)`, and the file suffix; `binary`: it gives bytes.

    `findings_only`: it shows no facts and no items of a plan, so that these need not be gathered.
    `flows`: the module has `pieces(report, options)`, too, which yields the same text piece by piece.
    """

    module: str
    suffix: str
    binary: bool = False
    findings_only: bool = False
    flows: bool = False


FORMATS: Final = {
    "text": Format("zaitaku_check.report.text", ".txt"),
    "concise": Format("zaitaku_check.report.concise", ".txt", findings_only=True, flows=True),
    "json": Format("zaitaku_check.report.json_report", ".json", flows=True),
    "jsonl": Format("zaitaku_check.report.jsonl", ".jsonl", flows=True),
    "csv": Format("zaitaku_check.report.csv_report", ".csv", binary=True),
    "markdown": Format("zaitaku_check.report.markdown", ".md"),
    "html": Format("zaitaku_check.report.html", ".html"),
    "xlsx": Format("zaitaku_check.report.xlsx", ".xlsx", binary=True),
    "sarif": Format("zaitaku_check.report.sarif", ".sarif"),
    "github": Format("zaitaku_check.report.github", ".txt"),
    "gitlab": Format("zaitaku_check.report.gitlab", ".json", findings_only=True),
    "junit": Format("zaitaku_check.report.junit", ".xml"),
}


def render(name: str, report: Report, options: Options) -> str | bytes:
    """Return a report in the format of that name; KeyError where there is none."""
    rendered: str | bytes = _module(name).render(report, options)
    return rendered


def pieces(name: str, report: Report, options: Options) -> Iterable[str | bytes]:
    """Return the same in pieces to be written one after the other: as they are made, where the format flows."""
    if not FORMATS[name].flows:
        return (render(name, report, options),)
    flowing: Iterable[str] = _module(name).pieces(report, options)
    return flowing


def _module(name: str) -> Any:
    module = FORMATS[name].module
    __import__(module)  # `importlib` would be loaded for this alone
    return sys.modules[module]
