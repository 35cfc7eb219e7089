"""The form as its schema describes it, and what is refused in a schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from zaitaku_check.nouns import Pair
from zaitaku_check.plan.field import Field, Form, field_at
from zaitaku_check.plan.form import FormError, form_from_schema
from zaitaku_check.plan.form_data import form_from_data, form_to_data

Schema = dict[str, Any]

FIELDS = Path(__file__).with_name("fields.txt")
"""Every field of the format: `*` required, `[]` a list."""


def _all(field: Field) -> Iterator[Field]:
    for child in field.fields.values():
        yield child
        yield from _all(child)


def test_the_form_of_2018_has_the_fields_of_the_format(form: Form) -> None:
    """Every field of the format stands in the form, at its path, as a list or not, required or not; and no other."""
    assert [f"{each.path}{'[]' * each.many}{'*' * each.required}" for each in _all(form.root)] == FIELDS.read_text(
        "utf-8"
    ).split()


def test_the_schema_of_2018_is_a_json_schema(schema: Schema) -> None:
    """Without its annotations the form is an ordinary schema of the year 2020-12."""
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_every_field_explains_itself(form: Form) -> None:
    """Labels, a sentence of help in both languages, and an example for everything that holds a value."""
    for field in _all(form.root):
        assert all(field.label), field.path
        assert (field.help.ja[-1], field.help.en[-1]) == ("。", "."), field.path
        assert field.example or field.reader == "group", field.path


def test_every_example_is_read_by_its_own_field(form: Form, plan_of: Callable[..., Any]) -> None:
    """The example that a template shows is one that the tool accepts."""
    for field in form.root.fields.values():
        if field.reader != "group":
            assert plan_of(f"{field.label.ja}: {field.example}").complaints == ()


def test_fields_are_found_by_path(form: Form) -> None:
    """Brackets may be left out; a path that leads nowhere is None, the empty path is the plan."""
    item = field_at(form, "activities[].item")
    assert item is not None
    assert (item.label, item.reader, item.required) == (Pair("項目", "Item"), "item", True)
    assert field_at(form, "activities.item") is item
    assert field_at(form, "") is form.root
    assert field_at(form, "activities[].itme") is None
    assert field_at(form, "area.x") is None


def test_placeholders_are_kept_as_words_are_compared(schema: Schema) -> None:
    """Full-width and spaced placeholders are one with the plain ones."""
    assert form_from_schema(schema, ["未　定", "ＴＢＤ"]).placeholders == {"未定", "tbd"}


def test_equal_schemas_make_equal_forms(schema: Schema) -> None:
    """Two readings of one schema are equal and hash alike."""
    one, other = form_from_schema(schema), form_from_schema(deepcopy(schema))
    assert one == other
    assert hash(one) == hash(other)


def _small() -> Schema:
    label = {"ja": "圏域", "en": "Area"}
    return {
        "type": "object",
        "required": ["area"],
        "x-endings": ["圏"],
        "properties": {
            "area": {
                "type": "string", "enum": ["uki", "aso"], "x-reader": "choice", "x-label": label, "x-help": label,
                "x-choices": {"uki": {"ja": "宇城", "en": "Uki"}, "aso": {"ja": "阿蘇", "en": "Aso"}},
            },
            "beds": {"$ref": "#/$defs/count", "x-label": {"ja": "病床数", "en": "Beds"}, "x-help": label},
            "period": {"type": "object", "x-label": {"ja": "期間", "en": "Period"}, "x-help": label, "properties": {
                "start": {"type": "string", "format": "date", "x-reader": "date",
                  "x-label": {"ja": "開始", "en": "Start"}, "x-help": label},
            }},
        },
        "$defs": {"count": {"type": "integer", "x-reader": "count"}, "loop": {"$ref": "#/$defs/loop"}},
    }  # fmt: skip


def _at(schema: Schema, pointer: str) -> Schema:
    for step in pointer.split("/")[1:]:
        schema = schema[step]
    return schema


def test_a_small_schema_is_a_form() -> None:
    """The schema that the following tests break is right to begin with."""
    form = form_from_schema(_small())
    assert [field.path for field in _all(form.root)] == ["area", "beds", "period", "period.start"]


@pytest.mark.parametrize(
    ("pointer", "change", "where", "words"),
    [
        ("/properties/area", {"x-label": {"ja": "圏域"}}, "/properties/area/x-label", "both `ja` and `en`"),
        ("/properties/area", {"x-help": None}, "/properties/area", "`x-help` is missing"),
        ("/properties/area", {"x-lable": "圏域"}, "/properties/area", "did you mean 'x-label'?"),
        ("/properties/area", {"x-reader": "choise"}, "/properties/area", "did you mean 'choice'?"),
        ("/properties/area", {"x-reader": None}, "/properties/area", "is not known"),
        ("/properties/area", {"x-reader": "count"}, "/properties/area/type", "'integer'"),
        ("/properties/area", {"enum": ["uki"]}, "/properties/area/x-choices", "must be the same"),
        ("/properties/area", {"x-aliases": "医療圏"}, "/properties/area/x-aliases", "list of texts"),
        ("/properties/area", {"x-aliases": ["病床数"]}, "/properties/beds", "names both 'area' and 'beds'"),
        ("/properties/area/x-choices/aso", {"aliases": ["宇　城"]}, "/properties/area/x-choices/aso",
          "means both 'uki' and 'aso'"),
        ("/properties/area/x-choices/aso", {"aliases": ["宇城圏"]}, "/properties/area/x-choices/aso",
          "means both 'uki' and 'aso'"),
        ("/properties/area/x-choices/aso", {"label": "阿蘇"}, "/properties/area/x-choices/aso", "nothing else"),
        ("/properties/area/x-choices/aso", {"en": ""}, "/properties/area/x-choices/aso", "both `ja` and `en`"),
        ("/properties/beds", {"$ref": "#/$defs/cuont"}, "/properties/beds/$ref", "leads nowhere"),
        ("/properties/beds", {"$ref": "https://example.org/x"}, "/properties/beds/$ref", "leads nowhere"),
        ("/properties/beds", {"$ref": "#/$defs/loop"}, "/properties/beds/$ref", "back to itself"),
        ("/properties/period/properties/start", {"format": "time"}, "/properties/period/properties/start",
          "format: date"),
        ("/properties/period", {"properties": []}, "/properties/period", "`properties` is missing"),
        ("/properties", {"beds": []}, "/properties/beds", "a mapping is needed"),
        ("", {"required": ["aera"]}, "/required", "'aera' is not among the properties"),
        ("", {"x-endings": "圏"}, "/x-endings", "list of texts"),
    ],
)  # fmt: skip
def test_a_wrong_annotation_is_refused_at_its_place(pointer: str, change: Schema, where: str, words: str) -> None:
    """Every slip of whoever writes a form is named, with the pointer of the part of the schema."""
    schema = _small()
    _at(schema, pointer).update(change)
    with pytest.raises(FormError) as caught:
        form_from_schema(schema)
    assert caught.value.pointer == where
    assert words in caught.value.message


def test_a_group_within_itself_is_refused() -> None:
    """A form that would never end is refused, not followed."""
    schema = _small()
    schema["$defs"]["group"] = {
        "type": "object", "x-label": {"ja": "組", "en": "g"}, "x-help": {"ja": "組", "en": "g"},
        "properties": {"g": {"$ref": "#/$defs/group"}},
    }  # fmt: skip
    schema["properties"]["g"] = {"$ref": "#/$defs/group"}
    with pytest.raises(FormError, match="nested too deeply"):
        form_from_schema(schema)


def test_a_form_survives_as_data(form: Form) -> None:
    """A prepared form is JSON-able and comes back equal, with every mark, prefix and ending."""
    assert form_from_data(json.loads(json.dumps(form_to_data(form)))) == form
