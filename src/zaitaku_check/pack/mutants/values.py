"""Other values for a field: a day later, one yen more, another choice, as a plan would write them."""

from __future__ import annotations

from typing import Any

from zaitaku_check.plan.field import Field
from zaitaku_check.plan.kinds.amounts import NUMBER

OTHER_TEXT = "別の記載"
PLACEHOLDER = "検討中"


def moved(value: Any, field: Field, by: int) -> Any:
    """Return a value moved by so many yen, days or units."""
    shifted = field.kind.shifted or NUMBER.shifted
    return written(shifted(value, by), field) if shifted else value


def written(value: Any, field: Field) -> Any:
    """Return a canonical value as a plan may write it without doubt (yen with its unit)."""
    return f"{value}{field.kind.currency}" if field.kind.currency else value


def other(value: Any, field: Field, refused: tuple[Any, ...] = ()) -> Any | None:
    """Return another value that the field can take, none of `refused`; None where there is none."""
    if isinstance(value, bool):
        return not value
    if field.choices:
        return next((each.id for each in field.choices if each.id != value and each.id not in refused), None)
    return OTHER_TEXT if field.kind.plain_text else moved(value, field, 1)
