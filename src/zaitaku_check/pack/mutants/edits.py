"""Changes to a plan's canonical data: values put, dropped or added at JSON pointers; other values of a field."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from zaitaku_check.named import NamedTuple
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


DROP = object()
"""The value of a change that takes something out."""


class Copy(NamedTuple):
    """Stands for a copy of what is at a pointer."""

    pointer: str


class Change(NamedTuple):
    """One value put at a pointer (`-` as its last step adds to a list), or `DROP`."""

    pointer: str
    value: Any


class Mutant(NamedTuple):
    """A wrong plan.

    `operator` names the way in which it is wrong, `rule` what has to notice, `within` the pointers in, on the way to or
    below which the finding has to stand.
    """

    rule: str
    operator: str
    changes: tuple[Change, ...]
    within: tuple[str, ...]


def changed(data: Any, changes: Iterable[Change]) -> Any:
    """Return a copy with every change made; elements are dropped from the end, so that none moves another."""
    whole = deepcopy(data)
    puts = [change for change in changes if change.value is not DROP]
    drops = sorted({change.pointer for change in changes if change.value is DROP}, key=_position, reverse=True)
    for change in puts:
        value = value_at(data, change.value.pointer) if isinstance(change.value, Copy) else change.value
        _put(whole, change.pointer, deepcopy(value))
    for pointer in drops:
        _drop(whole, pointer)
    return whole


def value_at(data: Any, pointer: str) -> Any:
    """Return the value at a pointer."""
    for step in _steps(pointer):
        data = data[_key(data, step)]
    return data


def _steps(pointer: str) -> list[str]:
    return pointer.split("/")[1:]


def _position(pointer: str) -> list[tuple[int, str]]:
    return [(int(step), "") if step.isdigit() else (-1, step) for step in _steps(pointer)]


def _key(holder: Any, step: str) -> Any:
    return int(step) if isinstance(holder, list) else step


def _put(data: Any, pointer: str, value: Any) -> None:
    *way, last = _steps(pointer)
    for step in way:
        data = data.setdefault(step, {}) if isinstance(data, dict) else data[int(step)]
    if isinstance(data, list) and last == "-":
        data.append(value)
    else:
        data[_key(data, last)] = value


def _drop(data: Any, pointer: str) -> None:
    *way, last = _steps(pointer)
    for step in way:
        data = data[_key(data, step)]
    del data[_key(data, last)]
