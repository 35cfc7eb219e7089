"""The editor's schema: a real schema in both drafts, as lenient as the check, with words in the reader's language."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from tests.edit.forms import ITEM, SMALL

from zaitaku_check.edit.schema import editor_schema
from zaitaku_check.plan.doubt import Doubt

GOOD = {"年度": "平成30年度", "圏域": "宇城", "取組み": [{"項目": "①急変時対応の取組み", "内容": "当番表を作る。"}]}
VALIDATORS = {"2020-12": jsonschema.Draft202012Validator, "07": jsonschema.Draft7Validator}


def complaints(plan: dict[str, Any], draft: str = "2020-12") -> list[list[str | int]]:
    """Return the places of a plan that a validator finds wrong."""
    validator = VALIDATORS[draft](editor_schema(SMALL, "ja", draft))
    return [list(error.absolute_path) for error in validator.iter_errors(plan)]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("draft", ["2020-12", "07"])
def test_the_schema_is_one_of_its_draft(lang: str, draft: str) -> None:
    """Every draft offered is a valid schema of that draft."""
    schema = editor_schema(SMALL, lang, draft)
    VALIDATORS[draft].check_schema(schema)
    assert schema["$schema"] == VALIDATORS[draft].META_SCHEMA["$schema"]


@pytest.mark.parametrize("draft", ["2020-12", "07"])
def test_keys_of_both_languages_are_accepted(draft: str) -> None:
    """Japanese, English and mixed keys, and aliases, all pass."""
    english = {"fiscal_year": 2018, "area": "uki", "activities": [{"item": "liaison_meeting", "content": "x"}]}
    mixed = {"fiscal_year": 2018, "二次医療圏": "鹿本", "取組": {"項目": 7, "content": "x"}}
    assert [complaints(plan, draft) for plan in (GOOD, english, mixed)] == [[], [], []]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("圏域", value) for value in ("宇城", "宇城圏域", "宇城圏", "鹿　本", " 鹿 本 ", "uki", "UKI", "ＵＫＩ")),
        *(("年度", value) for value in (2018, "2018", "平成30年度", "H30", "令和元年度")),
        *(("病床数", value) for value in (43, "４３", "43床", "約70人", None)),
        *(("合計", value) for value in (1149000, "1,149千円", "114万9千円", "１１４９千円", "▲50千円")),
        *(
            ("開始", value)
            for value in ("2018-10-01", "平成30年10月1日", "Ｈ30.10.1", "令和元年5月1日(水)", "2018/10/1")
        ),
        *(("既存組織", value) for value in ("はい", "○", "×", "有", True, "no", "レ")),
        *(("連携先", value) for value in ("A病院", ["A病院", "B診療所"], None)),
    ],
)
def test_what_people_write_is_accepted(key: str, value: object) -> None:
    """No editor may complain of a value that the check reads."""
    field = next(each for each in SMALL.root.fields.values() if each.label.ja == key)
    read = [field.read_alone(str(each)) for each in (value if isinstance(value, list) else [value]) if each is not None]
    assert not any(isinstance(each, Doubt) for each in read)
    assert complaints(GOOD | {key: value}) == []


@pytest.mark.parametrize("value", [{"開催回数": "年2回"}, {"times": 2}, {}, None])
def test_a_group_is_accepted(value: object) -> None:
    """A group has its fields in either language, or none where none is required."""
    assert complaints(GOOD | {"連絡会": value}) == []


@pytest.mark.parametrize(
    "item",
    [
        *("①", "⑦", 1, "1", "１", "(1)", "（１）", "1)", "項目1", "①急変時対応", "1. 急変時対応の取組み"),
        *(
            "急変時対応",
            "急変時対応の取り組み",
            "急変時対応の取組",
            "急変時対応の取組み",
            "急変時 対応",
            "連絡会の開催の取組み",
        ),
    ],
)
def test_every_way_of_naming_an_item_is_accepted(item: object) -> None:
    """Numbers, names and both together, in every spelling of 取組み."""
    assert not isinstance(ITEM.read_alone(str(item)), Doubt)
    assert complaints(GOOD | {"取組み": [{"項目": item, "内容": "x"}]}) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("圏域", "やつしろ"),
        ("年度", "未定"),
        ("年度", "検討中"),
        ("病床数", "なし"),
        ("合計", ["1"]),
        ("開始", "10月"),
        ("開始", 2018.10),
        ("既存組織", "たぶん"),
        ("連携先", {"a": 1}),
    ],
)
def test_what_cannot_be_read_is_underlined_at_its_value(key: str, value: object) -> None:
    """A wrong value is a complaint at that value and nowhere else."""
    assert complaints(GOOD | {key: value}) == [[key]]


def test_unknown_and_missing_fields_are_underlined() -> None:
    """A key the form does not have, and a required one that is absent, are complaints at their group."""
    assert complaints(GOOD | {"類形": "x"}) == [[]]
    assert complaints({key: value for key, value in GOOD.items() if key != "圏域"}) == [[]]


def test_only_the_reader_s_own_keys_are_suggested() -> None:
    """An editor offers Japanese keys to a Japanese reader, and still takes the English ones."""
    for lang, own, other in (("ja", "圏域", "area"), ("en", "area", "圏域")):
        properties = editor_schema(SMALL, lang)["properties"]
        assert properties[own] == {"$ref": "#/$defs/area"}
        assert properties[other]["doNotSuggest"] is True


def test_texts_are_in_the_reader_s_language() -> None:
    """Titles, help and complaints follow the language."""
    area = editor_schema(SMALL, "ja")["$defs"]["area"]
    assert (area["title"], area["description"]) == ("圏域", "二次医療圏を書きます。")
    assert (
        area["markdownDescription"] == "二次医療圏を書きます。\n\n**必須項目**\n\n選択肢: `宇城`、`鹿本`\n\n例: `宇城`"
    )
    assert (
        area["anyOf"][0]["errorMessage"] == "「圏域」には選択肢のいずれかを書いてください。選択肢: 「宇城」、「鹿本」"
    )
    area = editor_schema(SMALL, "en", "07")["definitions"]["area"]
    assert (area["title"], area["description"]) == ("Area", "The secondary medical area.")
    assert area["anyOf"][0]["enum"] == ["uki", "kamoto"]
    assert area["anyOf"][0]["errorMessage"] == "area takes one of the choices. Choices: uki, kamoto"


def test_an_unknown_draft_is_a_mistake_of_the_caller() -> None:
    """Only the drafts offered can be asked for."""
    with pytest.raises(KeyError):
        editor_schema(SMALL, "ja", "04")
