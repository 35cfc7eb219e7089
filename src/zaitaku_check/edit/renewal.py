"""Last year's plan as the beginning of this year's: what holds is carried over, what belongs to a year is marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Self

from zaitaku_check.plan.field import Field

TO_RENEW: Final = "要記入"
"""What stands where a value has to be renewed: no field takes it for a value."""
_OF_A_YEAR: Final = frozenset({"target", "baseline", "as_of", "due", "document_number"})


class Renewed(str):  # noqa: SLOT000 - it carries what stood there
    """The stand-in for a value of last year, which is kept beside it."""

    before: str

    def __new__(cls, before: str) -> Self:
        """Return the stand-in for a value as it was written."""
        found = super().__new__(cls, TO_RENEW)
        found.before = " ".join(before.split())
        return found


def renewed(group: Field, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values for which the form has fields: dates, amounts and targets are to be renewed."""
    return {name: _value(group.fields[name], value) for name, value in values.items() if name in group.fields}


def left_out(group: Field, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of what is filled in and has no field in the form."""
    for name, value in values.items():
        field = group.fields.get(name)
        if field is None:
            yield name
        elif field.fields:
            for each in value if isinstance(value, list) else [value]:
                yield from left_out(field, each) if isinstance(each, Mapping) else ()


def _value(field: Field, value: Any) -> Any:
    if isinstance(value, list):
        return [_value(field, each) for each in value]
    if isinstance(value, Mapping):
        return renewed(field, value)
    of_a_year = field.kind.temporal or field.kind.currency or field.name in _OF_A_YEAR or _holds_days(field)
    return Renewed(str(value)) if value and of_a_year else value


def _holds_days(group: Field) -> bool:
    """Say whether a group consists of days: a period written as one text."""
    return bool(group.fields) and all(child.kind.temporal for child in group.fields.values())
