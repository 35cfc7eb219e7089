"""How much a plan may ask of the reader before it is refused."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple


class Limits(NamedTuple):
    """Upper bounds for one text.

    bytes    size of the file
    events   nodes and ends of nodes in the file
    depth    groups and lists inside one another
    scalar   characters of one value
    entries  elements of one list
    """

    bytes: int = 1_048_576
    events: int = 200_000
    depth: int = 64
    scalar: int = 100_000
    entries: int = 5_000
