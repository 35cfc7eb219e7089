"""Which pack judges a plan: by its programme and fiscal year, read before the form is known."""

from __future__ import annotations

from collections.abc import Iterable

from zaitaku_check.engine.options import FORCED
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.eras import fiscal_year_in_words
from zaitaku_check.errors import UsageError
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
    complaint  F010, or F014 where a forced pack is not the plan's own
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
        _refuse_rivals(shelf)
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
            stranger = self._stranger(self._forced, programme, year)
            return Choice(self._forced, None, readable=True, complaint=stranger, envelope=envelope)
        readable = programme is None or programme.readable
        name = _value_of(programme) or DEFAULT_PROGRAMME
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
        years = [each for head in self._shelf.editions(name) for each in head.fiscal_years]
        args = (("programme", self._label(name)), ("year", _said(year)), ("years", _listed(years)))
        return Complaint("F010", year.span, args, pointer="/fiscal_year", value=str(year.value))

    def _stranger(self, forced: str, programme: Cell | None, year: Cell | None) -> Complaint | None:
        """Return what is said of a plan that a pack judges although its own programme or year chooses another."""
        pack = self._shelf.judging(forced)
        named = _value_of(programme)
        if not named and "programme" in pack.form.root.fields:
            named = DEFAULT_PROGRAMME
        if named and named != pack.programme:
            span = programme.span if programme is not None else Span(0, 0)
            args = (("pack", forced), ("programme", self._label(named)), ("other", self._label(pack.programme)))
            return Complaint(FORCED, span, args, pointer="/programme", value=named)
        if year is None or not _value_of(year) or int(_value_of(year)) in pack.fiscal_years:
            return None
        args = (("pack", forced), ("year", _said(year)), ("years", _listed(pack.fiscal_years)))
        return Complaint(FORCED, year.span, args, variant="year", pointer="/fiscal_year", value=_value_of(year))

    def _label(self, programme: str) -> Bilingual:
        labels = (choice.label for choice in self._programme.choices if choice.id == programme)
        return next(labels, Bilingual(programme, programme))


def _refuse_rivals(shelf: Shelf) -> None:
    """Raise UsageError where two packs are for the same programme and year: nothing chooses between them silently."""
    for one, other, year in shelf.rivals():
        raise UsageError(
            Bilingual(
                f"ルールパック「{one.id}」と「{other.id}」は、どちらも同じ事業の{year}年度のものです。"
                "どちらか一方を外すか、fiscal_years を分けてください。",
                f"the rule packs “{one.id}” and “{other.id}” are both for fiscal year {year} of one programme; "
                "take one away, or part their fiscal_years",
            )
        )


def _value_of(cell: Cell | None) -> str:
    return str(cell.value) if cell is not None and cell.readable and cell.value is not None else ""


def _said(year: Cell) -> Bilingual:
    return fiscal_year_in_words(int(str(year.value)))


def _listed(years: Iterable[int]) -> Bilingual:
    """Return fiscal years in words; of many in a row the first and the last."""
    every = sorted(years)
    if len(every) > 2 and every[-1] - every[0] == len(every) - 1:
        first, last = fiscal_year_in_words(every[0]), fiscal_year_in_words(every[-1])
        return Bilingual(f"{first.ja}から{last.ja}まで", f"{first.en} to {last.en}")
    words = [fiscal_year_in_words(each) for each in every]
    return Bilingual("、".join(each.ja for each in words) or "なし", ", ".join(each.en for each in words) or "none")
