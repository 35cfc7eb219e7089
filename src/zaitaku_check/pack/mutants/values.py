"""Other values for a field: a day later, one yen more, another choice, as a plan would write them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from zaitaku_check.plan.field import Field

OTHER_TEXT = "別の記載"
PLACEHOLDER = "検討中"


def moved(value: Any, field: Field, by: int) -> Any:
    """Return a value moved by so many yen, days or units."""
    if field.reader == "date":
        return (date.fromisoformat(str(value)) + timedelta(days=by)).isoformat()
    number = Decimal(str(value)) + by
    return written(int(number) if number == int(number) else float(number), field)


def written(value: Any, field: Field) -> Any:
    """Return a canonical value as a plan may write it without doubt (yen with its unit)."""
    return f"{value}円" if field.reader == "yen" else value


def other(value: Any, field: Field, refused: tuple[Any, ...] = ()) -> Any | None:
    """Return another value that the field can take, none of `refused`; None where there is none."""
    if field.reader == "yes_no":
        return not value
    if field.choices:
        return next((each.id for each in field.choices if each.id != value and each.id not in refused), None)
    if field.reader == "text":
        return OTHER_TEXT
    return moved(value, field, 1)
