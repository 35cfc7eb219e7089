"""Which pack judges a plan: by its programme and fiscal year, read before the form is known."""

from __future__ import annotations

from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.eras import fiscal_year_in_words
from zaitaku_check.named import NamedTuple
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.plan.reading import peek
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.tree import Node, Tree
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual, Span

DEFAULT_PROGRAMME = "regional_centre"
_ENVELOPE = Field("", "", Bilingual("", ""), "group")


class Choice(NamedTuple):
    """The pack for one plan.

    pack       its id; None where there is none (`complaint` is F010 then)
    certain    the ids of the rules that hold whatever the year is; None: the year is known, all rules hold
    readable   False: the programme cannot be read, so only that is said and no rule is judged
    envelope   a root cell with no more than programme and year, for rules over the whole programme
    """

    pack: str | None
    certain: frozenset[str] | None
    readable: bool
    complaint: Complaint | None
    envelope: Cell


class Reading(NamedTuple):
    """A text read: its tree; the choice of a pack and the plan, where there is a tree and a pack."""

    tree: Tree
    choice: Choice | None = None
    plan: Plan | None = None

    def complaints(self) -> tuple[Complaint, ...]:
        """Return everything that reading has to say."""
        return (*self.tree.complaints, *(self.plan.complaints if self.plan else ()))


class Chooser:
    """Chooses among the packs of a shelf; knows the spellings of programme and year in every form."""

    def __init__(self, shelf: Shelf, forced: str | None) -> None:
        self._shelf = shelf
        self._forced = forced
        index = shelf.index
        self._programme = index.programme
        self._year = index.year
        self.keys = index.keys
        """Every spelling of every key of every form, as `plain` makes it."""
        self.lists = index.lists
        self._top = index.top
        """Those of the keys that always hold a list."""

    def may_be_plan(self, root: Node) -> bool:
        """Return whether a tree may be a plan at all: some key at its top is a field's, or has a field's name in it."""
        keys = [plain(str(key.value)) for key, _value in root.value] if isinstance(root.value, list) else []
        if any(key in self._top for key in keys):
            return True
        words = [word for word in self._top if len(word) > 1 and not word.isascii()]
        return any(word in key for key in keys for word in words)

    def choose(self, root: Node) -> Choice:
        """Return the pack for a plan's tree."""
        programme, year = peek(root, self._programme), peek(root, self._year)
        cells = {"programme": programme, "fiscal_year": year}
        group = Group({name: cell for name, cell in cells.items() if cell is not None}, frozenset())
        envelope = Cell(_ENVELOPE, None, Span(0, 0), group)
        if self._forced is not None:
            return Choice(self._forced, None, readable=True, complaint=None, envelope=envelope)
        readable = programme is None or programme.readable
        name = (
            str(programme.value)
            if programme is not None and programme.readable and programme.value
            else DEFAULT_PROGRAMME
        )
        if not readable or year is None or not year.readable or year.value is None:
            return Choice(*self._undated(name), readable=readable, complaint=None, envelope=envelope)
        pack = self._shelf.choose(name, int(str(year.value)))
        complaint = None if pack else self._no_pack(name, year)
        return Choice(pack, None, readable=True, complaint=complaint, envelope=envelope)

    def _undated(self, programme: str) -> tuple[str | None, frozenset[str] | None]:
        """Return the first edition of a programme, and the rules that are the same in all of them."""
        editions = self._shelf.editions(programme)
        if not editions:
            return None, None
        packs = [self._shelf.pack(head.id) for head in editions]
        bodies = [{rule.id: (rule.body, rule.severity) for rule in pack.rules} for pack in packs]
        same = frozenset(rule for rule, body in bodies[0].items() if all(other.get(rule) == body for other in bodies))
        return editions[0].id, same

    def _no_pack(self, name: str, year: Cell) -> Complaint:
        years = [fiscal_year_in_words(each) for head in self._shelf.editions(name) for each in head.fiscal_years]
        label = next((choice.label for choice in self._programme.choices if choice.id == name), Bilingual(name, name))
        listed = Bilingual(
            "、".join(each.ja for each in years) or "なし", ", ".join(each.en for each in years) or "none"
        )
        args = (("programme", label), ("year", fiscal_year_in_words(int(str(year.value)))), ("years", listed))
        return Complaint("F010", year.span, args, pointer="/fiscal_year", value=str(year.value))
