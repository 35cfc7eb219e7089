"""One accident of typing: what it is, where it stands, and how the text is mended so that it can be read."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.text_types import Bilingual, Edit, Span


class Accident(NamedTuple):
    """One accident in a text.

    mends   changes with which the text reads as its writer meant
    broken  stretches from which nothing may be read, because the meaning is not certain
    fix     changes that are safe to offer; None: the mends, where nothing is broken
    silent  YAML itself would have read the text without a word, and wrongly
    """

    rule: str
    variant: str
    start: int
    end: int
    args: tuple[tuple[str, str | Bilingual], ...] = ()
    mends: tuple[Edit, ...] = ()
    broken: tuple[Span, ...] = ()
    fix: tuple[Edit, ...] | None = None
    silent: bool = False

    def edits(self) -> tuple[Edit, ...]:
        """Return the changes that may be offered as a fix."""
        return self.fix if self.fix is not None else () if self.broken else self.mends


def quoted(content: str) -> str:
    """Return a text as a single-quoted YAML scalar."""
    return "'" + content.replace("'", "''") + "'"


def quoting(start: int, end: int, content: str) -> tuple[Edit, ...]:
    """Return the change that puts a stretch in quotation marks: two insertions where that is enough."""
    if "'" not in content:
        return (Edit(start, start, "'"), Edit(end, end, "'"))
    return (Edit(start, end, quoted(content)),)
