"""What a reader answers when it cannot, or not wholly, read a value."""

from __future__ import annotations

from collections.abc import Callable

from zaitaku_check.named import NamedTuple
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal

Value: TypeAlias = "str | int | Decimal | bool"


class Doubt(NamedTuple):
    """A complaint about one value, without its place: the rule, its variant and arguments beside label and value.

    `value` is what was read all the same (a warning), None where the value is refused. `mend` is what the writer
    certainly meant to write, "" where that is not certain. `severity` is that of this doubt where it is not the rule's.
    `closer` looks closer, for the word that was meant: that takes a thousand times as long as reading, so it is asked
    only for what will be shown.
    """

    rule: str
    variant: str = ""
    args: tuple[tuple[str, str | Bilingual], ...] = ()
    value: Value | None = None
    mend: str = ""
    closer: Callable[[], Doubt] | None = None
    severity: str = ""


EMPTY = Doubt("")
"""What a reader answers to a value that is none: the blanks of a printed form that nobody has filled in."""


class Context(NamedTuple):
    """What some values need to be read that stands elsewhere in the plan.

    `fiscal_year`: the plan's, 0 where it cannot be read. `months`: the full months of its period, 0 where that cannot
    be read. `beside`: the value of another field of the same group by its canonical name, None where it has none.
    """

    fiscal_year: Callable[[], int]
    months: Callable[[], int]
    beside: Callable[[str], Value | None]


ALONE = Context(lambda: 0, lambda: 0, lambda _name: None)
"""The surroundings of a value that stands in no plan."""


class InContext(NamedTuple):
    """What a reader answers when the value can be read only together with other fields."""

    settle: Callable[[Context], Value | Doubt]
