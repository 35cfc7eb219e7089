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
    certainly meant to write, "" where that is not certain. `closer` looks closer, for the word that was meant: that
    takes a thousand times as long as reading, so it is asked only for what will be shown.
    """

    rule: str
    variant: str = ""
    args: tuple[tuple[str, str | Bilingual], ...] = ()
    value: Value | None = None
    mend: str = ""
    closer: Callable[[], Doubt] | None = None
