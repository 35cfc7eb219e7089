"""The form as its schema describes it, and what is refused in a schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from zaitaku_check.plan.field import Field, Form, field_at
from zaitaku_check.plan.form import FormError, form_from_schema
from zaitaku_check.plan.form_data import form_from_data, form_to_data
from zaitaku_check.text_types import Bilingual

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
    assert (item.label, item.reader, item.required) == (Bilingual("項目", "Item"), "item", True)
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


READERS = (
    "text, profession, date, start, end, choice, item, fiscal_year, count, times, yen, number, yes_no, group, anything"
)
A, C = "/properties/area", "/properties/area/x-choices"


@pytest.mark.parametrize(
    ("pointer", "change", "where", "ja", "en"),
    [
        (A, {"x-label": {"ja": "圏域"}}, f"{A}/x-label",
         "文言には `ja` と `en` の両方が必要です。", "a wording needs both `ja` and `en`"),
        (A, {"x-help": None}, A,
         "`x-help` がないか、項目名と値の組になっていません。", "`x-help` is missing or is not a mapping"),
        (A, {"x-lable": "圏域"}, A, "注釈「x-lable」は使えません。", "the annotation “x-lable” is not known"),
        (A, {"x-reader": "choise"}, f"{A}/x-reader",
         "x-reader に「choise」は使えません。", "x-reader “choise” is not known"),
        (A, {"x-reader": None}, f"{A}/x-reader", f"x-reader に「None」は使えません。使えるもの: {READERS}",
         f"x-reader “None” is not known; there are {READERS}"),
        (A, {"x-reader": "count"}, f"{A}/type", "x-reader が「count」のとき、type は「integer」です。",
         "the reader “count” yields values of type “integer”"),
        (A, {"enum": ["uki"]}, C, "x-choices の項目名と enum の値は、同じものを同じ順に並べてください。",
         "the keys of x-choices and the values of enum must be the same, in the same order"),
        (A, {"x-aliases": "医療圏"}, f"{A}/x-aliases",
         "`x-aliases` には文字列のリストを書いてください。", "`x-aliases` must be a list of texts"),
        (A, {"x-aliases": ["病床数"]}, "/properties/beds",
         "「病床数」が「area」と「beds」の両方の名前になっています。", "“病床数” names both “area” and “beds”"),
        (f"{C}/aso", {"aliases": ["宇　城"]}, f"{C}/aso",
         "「宇　城」は「uki」とも「aso」とも読めます。", "“宇　城” means both “uki” and “aso”"),
        (f"{C}/aso", {"aliases": ["宇城圏"]}, f"{C}/aso",
         "「宇城圏」は「uki」とも「aso」とも読めます。", "“宇城圏” means both “uki” and “aso”"),
        (f"{C}/aso", {"label": "阿蘇"}, f"{C}/aso",
         "選択肢に書けるのは aliases, en, ends, former, ja, mark, parts, slips, wider だけです。",
         "a choice has aliases, en, ends, former, ja, mark, parts, slips, wider and nothing else"),
        (f"{C}/aso", {"en": ""}, f"{C}/aso",
         "文言には `ja` と `en` の両方が必要です。", "a wording needs both `ja` and `en`"),
        ("/properties/beds", {"$ref": "#/$defs/cuont"}, "/properties/beds/$ref",
         "参照「#/$defs/cuont」の先がありません。参照できるのは #/$defs/… だけです。",
         "the reference “#/$defs/cuont” leads nowhere; only #/$defs/… is followed"),
        ("/properties/beds", {"$ref": "https://example.org/x"}, "/properties/beds/$ref",
         "参照「https://example.org/x」の先がありません。参照できるのは #/$defs/… だけです。",
         "the reference “https://example.org/x” leads nowhere; only #/$defs/… is followed"),
        ("/properties/beds", {"$ref": "#/$defs/loop"}, "/properties/beds/$ref",
         "参照が元に戻ってきます。", "the reference leads back to itself"),
        ("/properties/period/properties/start", {"format": "time"}, "/properties/period/properties/start",
         "日付には `format: date` が必要です。", "a date needs `format: date`"),
        ("/properties/period", {"properties": []}, "/properties/period",
         "`properties` がないか、項目名と値の組になっていません。", "`properties` is missing or is not a mapping"),
        ("/properties", {"beds": []}, "/properties/beds",
         "ここには項目名と値の組が必要です。", "a mapping is needed here"),
        ("", {"required": ["aera"]}, "/required",
         "required にある「aera」は properties にありません。", "required field “aera” is not among the properties"),
        ("", {"x-endings": "圏"}, "/x-endings",
         "`x-endings` には文字列のリストを書いてください。", "`x-endings` must be a list of texts"),
    ],
)  # fmt: skip
def test_a_wrong_annotation_is_refused_at_its_place(pointer: str, change: Schema, where: str, ja: str, en: str) -> None:
    """Every slip of whoever writes a form is named in both languages, with the pointer of the part of the schema."""
    schema = _small()
    _at(schema, pointer).update(change)
    with pytest.raises(FormError) as caught:
        form_from_schema(schema)
    assert (caught.value.pointer, caught.value.wording) == (where, Bilingual(ja, en))


@pytest.mark.parametrize(
    ("change", "hint"),
    [({"x-lable": "圏域"}, "x-label"), ({"x-reader": "choise"}, "choice"), ({"x-reader": "zzz"}, "")],
)
def test_a_slip_of_spelling_is_met_with_the_right_word(change: Schema, hint: str) -> None:
    """An annotation or a reader that is nearly one comes with the one that was meant; nothing near, no guess."""
    schema = _small()
    schema["properties"]["area"].update(change)
    with pytest.raises(FormError) as caught:
        form_from_schema(schema)
    assert caught.value.suggestion == hint


def test_a_group_within_itself_is_refused() -> None:
    """A form that would never end is refused, not followed."""
    schema = _small()
    schema["$defs"]["group"] = {
        "type": "object", "x-label": {"ja": "組", "en": "g"}, "x-help": {"ja": "組", "en": "g"},
        "properties": {"g": {"$ref": "#/$defs/group"}},
    }  # fmt: skip
    schema["properties"]["g"] = {"$ref": "#/$defs/group"}
    with pytest.raises(FormError, match="nested too deeply") as caught:
        form_from_schema(schema)
    assert caught.value.wording.ja == "様式の入れ子が深すぎるか、様式が自分自身を参照しています。"


def test_a_form_survives_as_data(form: Form) -> None:
    """A prepared form is JSON-able and comes back equal, with every mark, prefix and ending."""
    assert form_from_data(json.loads(json.dumps(form_to_data(form)))) == form
