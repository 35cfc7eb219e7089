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


_LABEL, _FIELDS, _CHOICES, _HELP = (Field._fields.index(name) for name in ("label", "fields", "choices", "help"))


def field_from_data(data: Iterable[Any]) -> Field:
    """Return the field that `field_to_data` made data of."""
    values: list[Any] = [tuple(value) if type(value) is list else value for value in data]
    children = [field_from_data(child) for child in values[_FIELDS]]
    values[_LABEL], values[_HELP] = Bilingual(*values[_LABEL]), Bilingual(*values[_HELP])
    values[_FIELDS] = {child.name: child for child in children}
    values[_CHOICES] = tuple([_choice(each) for each in values[_CHOICES]])
    return Field._make(values)


def _choice(data: Iterable[Any]) -> Choice:
    values: list[Any] = [tuple(value) if type(value) is list else value for value in data]
    values[1] = Bilingual(*values[1])
    return Choice._make(values)
