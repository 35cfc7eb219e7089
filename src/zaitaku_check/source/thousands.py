"""A thousands separator inside `{…}`: YAML takes it for the end of the entry and cuts the number."""

from __future__ import annotations

from collections.abc import Iterator

from zaitaku_check.source.signs import WIDE_COLONS
from zaitaku_check.source.waiting import waiting
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.source.accident import Accident

NUMBER = waiting(
    rf"(?:^|[{{,])[ \t\u3000]*[^\s,:{WIDE_COLONS}{{}}\[\]'\"#][^,:{WIDE_COLONS}{{}}\[\]'\"#]{{0,40}}?"
    rf"[:{WIDE_COLONS}][ \t\u3000]*"
    rf"(?P<number>(?:[-－−▲△+＋¥￥約]|およそ)?\d{{1,3}}(?:,\d{{3}})+(?!\d)[^,:{WIDE_COLONS}{{}}\[\]'\"#\r\n]{{0,40}}?)"
    r"[ \t\u3000]*(?=[,}])"
)
SEPARATOR = waiting(r",\d{3}(?!\d)")
FAR = 2000
"""So many characters in front of a number are looked at to see inside which bracket it stands."""


def may_cut_numbers(content: str) -> bool:
    """Tell at little cost whether a number inside `{…}` may be cut."""
    return any(
        content[at - 1 : at].isdecimal() and not _quoted(content, at) and _behind_brace(content, at)
        for at in (found.start() for found in SEPARATOR.finditer(content))
    )


def _quoted(content: str, at: int) -> bool:
    """Tell whether a quotation mark stands right in front of the number that holds the separator."""
    return content[max(0, at - 20) : at].rstrip("0123456789,")[-1:] in {'"', "'"}


def _behind_brace(content: str, at: int) -> bool:
    far = max(0, at - FAR)
    line = content[max(far, content.rfind("\n", far, at)) : at]
    return content.rfind("{", far, at) > content.rfind("}", far, at) or line.count("{") > line.count("}")


def cut_numbers(content: str, masked: str, start: int) -> Iterator[Accident]:
    """Find the numbers of a stretch that a separator cuts; `masked` is the stretch without its quoted strings.

    `{現状値: 1,200}` can only mean one number. In a list, `[1,200]` may be two: nothing is said there.
    """
    from zaitaku_check.source.accident import Accident, quoting

    for found in NUMBER.finditer(masked):
        at, end = start + found.start("number"), start + found.end("number")
        if _in_group(content, at):
            value = content[at:end]
            yield Accident("Y020", "", at, end, (("value", value),), quoting(at, end, value), silent=True)


def _in_group(content: str, at: int) -> bool:
    """Tell whether the innermost bracket open here is a group's."""
    depth = 0
    for sign in reversed(content[max(0, at - FAR) : at]):
        if sign in "]}":
            depth += 1
        elif sign in "[{":
            if not depth:
                return sign == "{"
            depth -= 1
    return False
