"""Examples of dates, moved into the fiscal year a form is for: an edition takes its form over from an earlier one."""

from __future__ import annotations

from collections.abc import Sequence

from zaitaku_check.plan.field import Field
from zaitaku_check.plan.kinds.dates import read_date

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
