"""Where something is: a place in words, in lines, and as the forges look for it."""

from __future__ import annotations

from collections.abc import Mapping
from os.path import isabs
from posixpath import join, normpath

from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import Finding, Place
from zaitaku_check.report.shown import visible
from zaitaku_check.typed import Any, Final


def in_words(place: Place) -> str:
    """Return a place as `path:line:column`, as far as it is known; in a workbook as `path:「sheet」!cell`."""
    return ":".join([visible(place.path), *_within(place.path, place._asdict())])


def of_facts(place: Mapping[str, Any]) -> str:
    """Return the same of a place as the JSON report has it; its texts are made visible elsewhere."""
    return ":".join([str(place["path"]), *_within(str(place["path"]), place)])


def _within(path: str, place: Mapping[str, Any]) -> list[str]:
    """Return where something is in its file: the cell, else line and column; of a whole workbook nothing."""
    if place.get("cell"):
        return [cell_in_words(place)]
    line, column = place["line"], place["column"]
    if path.lower().endswith((".xlsx", ".xlsm")) and (line, column) == (1, 1):
        return []
    return [str(each) for each in (line, column) if each is not None]


def cell_in_words(place: Mapping[str, Any]) -> str:
    """Return a cell of a workbook as 「申請者」!C7."""
    return f"「{visible(str(place['sheet']))}」!{place['cell']}"


def at_line(place: Place) -> str:
    """Return the cell of a place, else its line, for where the file is known; "-" for neither."""
    return cell_in_words(place._asdict()) if place.cell else str(place.line or "-")


def last_line(place: Place) -> int | None:
    """Return the last line that belongs to a place; one that ends before the first column of a line excludes it."""
    if place.end_line is None or place.line is None:
        return place.line
    return place.end_line - (place.end_line > place.line and place.end_column == 1)


def in_file(finding: Finding) -> Place:
    """Return where a finding is in a file: of a folder's, the forges make nothing, so its first plan stands for it."""
    if finding.place.line is None and finding.related:
        return finding.related[0].place
    return finding.place


def in_repository(path: str, options: Options) -> str:
    """Return a path relative to the root of the repository that the run was in, as the forges look files up."""
    return normpath(join(options.base, path)) if options.base and path != STDIN and not isabs(path) else path


STDIN: Final = "<stdin>"
"""The name of a plan that was read from standard input and bears no other."""


def is_whole_file(place: Place) -> bool:
    """Say whether a place is the beginning of a file that stands for all of it."""
    return (place.pointer, place.line, place.column, place.end_line, place.end_column) == ("", 1, 1, 1, 1)
