"""The difference between two texts of one plan, line by line, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from zaitaku_check.report.shown import visible
from zaitaku_check.source.text import LINE_END


def changed_lines(before: str, after: str, path: str, new_name: str) -> Iterator[str]:
    """Yield the lines of a unified diff.

    What cannot be seen (tabs, no-break and zero-width spaces, control characters) is written out: a plan may hold
    anything, and a change of white space should show.
    """
    old, new = (LINE_END.split(text.removesuffix("\n")) for text in (before, after))
    for number, line in enumerate(unified_diff(old, new, visible(path), new_name, lineterm="")):
        yield line if number < 2 or line.startswith("@@") else line[0] + visible(line[1:])
