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
    base    the working directory relative to the root of its repository, for formats that name files from there
    """

    lang: str = "ja"
    width: int | None = None
    color: bool = False
    quiet: bool = False
    summary: bool = False
    exit_code: int | None = None
    base: str = ""


class Format(NamedTuple):
    """One format of reports.

    module        has `render(report, options)`
    suffix        of a file in that format
    media         what it renders: "text" or "bytes"
    for_machines  other programs read it: a text is always UTF-8, whatever the terminal's encoding
    needs_facts   it shows the facts and items of plans, so that these have to be gathered
    streams       the module has `pieces(report, options)`, too, which yields the same text piece by piece
    """

    module: str
    suffix: str
    media: str = "text"
    for_machines: bool = True
    needs_facts: bool = True
    streams: bool = False


FORMATS: Final = {
    "text": Format("text", ".txt", for_machines=False),
    "concise": Format("concise", ".txt", for_machines=False, needs_facts=False, streams=True),
    "json": Format("json_report", ".json", streams=True),
    "jsonl": Format("jsonl", ".jsonl", streams=True),
    "csv": Format("csv_report", ".csv", "bytes"),
    "markdown": Format("markdown", ".md"),
    "html": Format("html", ".html"),
    "xlsx": Format("xlsx", ".xlsx", "bytes"),
    "sarif": Format("sarif", ".sarif"),
    "github": Format("github", ".txt"),
    "gitlab": Format("gitlab", ".json", needs_facts=False),
    "junit": Format("junit", ".xml"),
}
"""The formats by the name that `--format` takes; a new one is its module and its line here."""


def render(name: str, report: Report, options: Options) -> str | bytes:
    """Return a report in the format of that name; KeyError where there is none."""
    rendered: str | bytes = _module(name).render(report, options)
    return rendered


def pieces(name: str, report: Report, options: Options) -> Iterable[str | bytes]:
    """Return the same in pieces to be written one after the other: as they are made, where the format streams."""
    if not FORMATS[name].streams:
        return (render(name, report, options),)
    streamed: Iterable[str] = _module(name).pieces(report, options)
    return streamed


def _module(name: str) -> Any:
    module = f"zaitaku_check.report.{FORMATS[name].module}"
    __import__(module)  # `importlib` would be loaded for this alone
    return sys.modules[module]
