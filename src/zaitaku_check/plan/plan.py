"""The plan as read: canonical values, each with its place."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.plan.field import Field, Form
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.text_types import Span
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from zaitaku_check.source.tree import Node


class Cell(NamedTuple):
    """One field, or one element of a list, of a plan.

    field     the form's field (for an element: the list's field)
    named     where the key stands, None for an element of a list and for the plan itself
    at        where the value stands
    value     canonical: str (text, date as ISO, choice and item as id) · int (count, yen, fiscal_year) ·
              int or Decimal (number) · bool (yes_no) · list[Cell] · Group; None where it could not be read
    raw       the value as written (scalars), for messages
    readable  False: a complaint has been made, nothing may be concluded from it

    Cells are told apart by what they are, not by what they hold: use `is`.
    """

    field: Field
    named: Node | Span | None
    at: Node | Span
    value: str | int | Decimal | bool | list[Cell] | Group | None
    raw: str = ""
    readable: bool = True

    @property
    def key(self) -> Span | None:
        """The key's span."""
        return None if self.named is None else Span(self.named.start, self.named.end)

    @property
    def span(self) -> Span:
        """The value's span."""
        return Span(self.at.start, self.at.end)


class Group:
    """The fields of one group: `cells` by canonical name, in the order written.

    `missing` names the required fields that are not there (F002, or F001 for a clear misspelling): a complaint
    has been made, so rules that need them cannot tell. `unknown` are the keys with F001, as written.
    """

    __slots__ = ("cells", "missing", "unknown")

    def __init__(self, cells: dict[str, Cell], missing: frozenset[str], unknown: tuple[str, ...] = ()) -> None:
        self.cells = cells
        self.missing = missing
        self.unknown = unknown


class Plan(NamedTuple):
    """A plan: the root cell holds a Group; `complaints` are the reading's (F…, Y004, Y013, Y017).

    `lenient`: some values could not be read, and none of them returns the plan. Such a value counts as absent: rules
    that need it do not apply, for the complaint about it stands in their place.
    """

    form: Form
    root: Cell
    complaints: tuple[Complaint, ...]
    lenient: bool = False
