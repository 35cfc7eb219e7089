"""What a workbook of a pack's form shows: which fields, which marks, and what is filled in already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import zaitaku_check
from zaitaku_check.edit.asking import Given
from zaitaku_check.edit.example import example_of
from zaitaku_check.edit.outline import Outline, Values, outline_of
from zaitaku_check.pack.rule import Pack
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.workbook.writing import EXPECTED, OPTIONAL, REQUIRED, Wanted

Examples = Sequence[tuple[str, bytes]]


def wanted(pack: Pack, examples: Examples, values: Values, lang: str, given: Given) -> Wanted:
    """Return what the workbook of a pack's form is made of.

    examples  those that lie with the pack: names of files and their bytes
    values   what is filled in, texts as they are written; fields that few plans have are shown where they are filled in
    given     canonical values that are settled, the type of the centre: they decide what has to be filled in
    """
    outline = outline_of(pack)
    root = _pruned(outline, outline.root, values, given)
    items = [(choice, choice in outline.mandatory) for choice in (*outline.mandatory, *outline.optional)]
    order = outline.root.fields[outline.activities].fields[outline.item].choices if outline.activities else ()
    example = example_of(examples, given.get("centre_type", ""), pack.form)
    return Wanted(
        root=root,
        marks={path: _mark(outline, field, given) for path, field in _every(root)},
        title=pack.title,
        values=values,
        example=example or example_of(examples, "", pack.form) or {},
        table=outline.activities,
        item=outline.item,
        items=sorted(items, key=lambda each: order.index(each[0])),
        pack=pack.id,
        edition=pack.edition,
        version=zaitaku_check.__version__,
        lang=lang,
    )


def raw_values(cell: Cell) -> Any:
    """Return what a plan holds as it is written: groups, lists and texts; a group or list that was one text as that."""
    if isinstance(cell.value, Group):
        return {name: raw_values(child) for name, child in cell.value.cells.items()}
    if isinstance(cell.value, list):
        return [raw_values(child) for child in cell.value]
    return cell.raw


def _pruned(outline: Outline, group: Field, values: Any, given: Given) -> Field:
    """Return a group with the fields that new plans show, and those that are filled in."""
    kept = {}
    for name, field in group.fields.items():
        inner = _inner(values, name)
        shown = any(each not in (None, "", [], {}) for each in inner) or _shows(outline, field, given)
        if shown:
            kept[name] = _pruned(outline, field, _flat(inner), given) if field.fields else field
    return group._replace(fields=kept)


def _inner(values: Any, name: str) -> list[Any]:
    """Return what stands in a field: of every element of a list."""
    rows = values if isinstance(values, list) else [values]
    return [row[name] for row in rows if isinstance(row, Mapping) and name in row]


def _flat(found: list[Any]) -> list[Any]:
    return [each for one in found for each in (one if isinstance(one, list) else [one])]


def _shows(outline: Outline, field: Field, given: Given) -> bool:
    """Say whether a new plan has a field; only what the other type alone needs is left out, and that as a whole."""
    if field.required or "." in field.path:
        return field.required or not field.extra
    return not field.extra and outline.asks.asked(field.path, given) is not False


def _every(group: Field) -> Iterator[tuple[str, Field]]:
    for field in group.fields.values():
        yield field.path.replace("[]", ""), field
        yield from _every(field)


def _mark(outline: Outline, field: Field, given: Given) -> str:
    if field.required:
        return REQUIRED
    inside = bool(outline.activities) and field.path.startswith(f"{outline.activities}[]")
    if not inside and outline.asks.wants(field.path.replace("[]", ""), given):
        return EXPECTED
    return OPTIONAL
