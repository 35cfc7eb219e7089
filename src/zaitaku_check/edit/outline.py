"""Which fields of a form a new plan shows: those that are required or asked for, in the case at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from zaitaku_check.edit.asking import Asks, Given, asks_of
from zaitaku_check.pack.rule import Pack
from zaitaku_check.plan.field import Choice, Field, field_at
from zaitaku_check.plan.kinds.dates import read_date

Values = Mapping[str, Any]
"""What is filled in already, by canonical name: texts as they are written, lists of them, groups."""


class Outline(NamedTuple):
    """A pack's form as a template shows it.

    activities  the path of the list whose elements each have an item of the programme, "" where there is none
    item        the canonical name of that item
    mandatory   the items every plan has; `optional` those of which some are chosen
    """

    root: Field
    asks: Asks
    activities: str
    item: str
    mandatory: tuple[Choice, ...]
    optional: tuple[Choice, ...]

    def shown(self, group: Field, values: Values, given: Given, *, first: bool = True) -> list[Field]:
        """Return the fields of a group that are to be written; `first`: this is the first element of its list."""
        return [field for field in group.fields.values() if self._shows(field, values, given, first=first)]

    def _shows(self, field: Field, values: Values, given: Given, *, first: bool) -> bool:
        path = _plain(field)
        if field.required or field.name in values:
            return True
        if field.extra:
            return False
        if self.activities and path.rpartition(".")[0] == self.activities:
            return self.asks.asked_here(path, given) or (first and self.asks.asked(path, given) is True)
        if field.fields and not field.many:
            return any(self._shows(child, {}, given, first=first) for child in field.fields.values())
        asked = self.asks.asked(path, given)
        return _usual(field) if asked is None else asked or (not field.fields and self.asks.wants(path, given))


def outline_of(pack: Pack) -> Outline:
    """Return the outline of a pack's form."""
    matrix = pack.meta.get("matrix", {})
    activities, item = str(matrix.get("in", "")), str(matrix.get("by", ""))
    field = field_at(pack.form, f"{activities}.{item}") if activities else None
    by_id = {choice.id: choice for choice in field.choices} if field else {}
    return Outline(
        in_year(pack.form.root, pack.fiscal_years),
        asks_of(pack.rules),
        activities,
        item,
        tuple(by_id[name] for name in matrix.get("mandatory", ()) if name in by_id),
        tuple(by_id[name] for name in matrix.get("optional", ()) if name in by_id),
    )


def _plain(field: Field) -> str:
    return field.path.replace("[]", "")


def _usual(field: Field) -> bool:
    """Tell whether a field that no rule looks at is worth showing: neither a choice of the whole plan nor a table."""
    return not (field.many and field.fields) and not (field.choices and "." not in field.path)


# --- examples of dates, moved into the fiscal year a form is for ------------------------------------------------


_REIWA = "2019-05-01"


def in_year(field: Field, years: Sequence[int]) -> Field:
    """Return a field, and all below it, with examples of dates that lie in the last of these fiscal years."""
    fields = {name: in_year(child, years) for name, child in field.fields.items()}
    example = _moved(field.example, years) if field.kind.temporal else field.example
    return field._replace(fields=fields, example=example)


def _moved(example: str, years: Sequence[int]) -> str:
    day = read_date(example)
    if not example or not isinstance(day, str) or not years:
        return example
    year, month = int(day[:4]), int(day[5:7])
    fiscal_year = year - (month < 4)
    return example if fiscal_year in years else _in_era(f"{year + years[-1] - fiscal_year}{day[4:]}")


def _in_era(day: str) -> str:
    """Return an ISO date of 平成 or 令和 as forms write it: 令和元年10月1日."""
    year, month, number = map(int, day.split("-"))
    era, since = ("令和", 2018) if day >= _REIWA else ("平成", 1988)
    return f"{era}{year - since if year - since > 1 else '元'}年{month}月{number}日"
