"""A text to its tree: parse what is clean at once, mend what is not, and say what was wrong."""

from __future__ import annotations

from zaitaku_check.nouns import Pair, Span
from zaitaku_check.source.build import Builder, Built, Oddity
from zaitaku_check.source.complaint import Beside, Complaint
from zaitaku_check.source.events import source_of
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.text import Text
from zaitaku_check.source.tree import GROUP, LIST, Tree

NO_KEYS: frozenset[str] = frozenset()
STANDARD = Limits()


def read(text: Text, keys: frozenset[str] = NO_KEYS, limits: Limits = STANDARD) -> Tree:
    built = Builder(text.content, limits).build(source_of(text.content))
    complaints = [Complaint(o.rule, o.span, (("name", o.name),), variant=o.variant) for o in built.odd]
    if built.trouble:
        complaints.append(
            Complaint("Y003", Span(built.trouble.at, built.trouble.at), (("parser", built.trouble.problem),))
        )
    root = built.root
    if root is not None and root.kind != GROUP:
        root = None
    if root is None and not complaints:
        complaints.append(Complaint("Y014", Span(0, 0)))
    return Tree(root, tuple(complaints))


def too_large(size: int, limits: Limits = STANDARD) -> Complaint:
    """Say that a file of so many bytes is not read at all."""
    return Complaint("Y008", Span(0, 0), (("size", f"{size:,}"), ("limit", f"{limits.bytes:,}")), variant="bytes")
