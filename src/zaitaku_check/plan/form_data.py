"""A form as JSON-able data and back: what prepared packs hold, so that a schema is interpreted only once."""

from __future__ import annotations

from collections.abc import Iterable

from zaitaku_check.plan.field import Choice, Field, Form
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Any


def form_to_data(form: Form) -> dict[str, Any]:
    """Return a form as data: nested lists in the order of the nouns' fields."""
    return {"root": field_to_data(form.root), "placeholders": sorted(form.placeholders)}


def form_from_data(data: dict[str, Any]) -> Form:
    """Return the form that `form_to_data` made data of."""
    return Form(field_from_data(data["root"]), frozenset(data["placeholders"]))


def field_to_data(field: Field) -> list[Any]:
    """Return one field, with all below it, as data."""
    plain = dict(zip(Field._fields, field, strict=True))
    plain["fields"] = [field_to_data(child) for child in field.fields.values()]
    return [plain[name] for name in Field._fields]


def field_from_data(data: Iterable[Any]) -> Field:
    """Return the field that `field_to_data` made data of."""
    (
        name,
        path,
        label,
        reader,
        aliases,
        required,
        many,
        fields,
        choices,
        words,
        example,
        unit,
        prefixes,
        endings,
        names,
    ) = data
    children = [field_from_data(child) for child in fields]
    return Field(
        name,
        path,
        Bilingual(*label),
        reader,
        tuple(aliases),
        required,
        many,
        {child.name: child for child in children},
        tuple([Choice(each[0], Bilingual(*each[1]), tuple(each[2]), each[3]) for each in choices]),
        Bilingual(*words),
        example,
        unit,
        tuple(prefixes),
        tuple(endings),
        names,
    )
