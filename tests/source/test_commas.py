"""Thousands separators inside braces: the number that was meant is read, and one finding says so."""

from __future__ import annotations

import pytest
from tests.source.conftest import Reading, applied, values

CUT = [
    ("{現状値: 1,200, 目標値: 1,500}", {"現状値": "1,200", "目標値": "1,500"}, 2),
    ("{金額: 1,150千円}", {"金額": "1,150千円"}, 1),
    ("{金額: 1,149,000 円, 費目: 謝金}", {"金額": "1,149,000 円", "費目": "謝金"}, 1),
    ("{金額: １,１４９千円}", {"金額": "１,１４９千円"}, 1),
    ("{金額: ▲1,200円}", {"金額": "▲1,200円"}, 1),
    ("{現状値: 約1,200人, 目標値: 1,234.5}", {"現状値": "約1,200人", "目標値": "1,234.5"}, 2),
    ("[{金額: 1,150千円}, {金額: 2}]", [{"金額": "1,150千円"}, {"金額": "2"}], 1),
    ("{a: {b: 1}, 金額: 1,150千円}", {"a": {"b": "1"}, "金額": "1,150千円"}, 1),
    ("{a: 1,2000}", {"a": "1,2000"}, 1),
    ("{説明: 講師 30,000円×2回, 金額: 6万円}", {"説明": "講師 30,000円×2回", "金額": "6万円"}, 1),
    ("{説明: 講師,\n  会場, 金額: 6万円}", {"説明": "講師, 会場", "金額": "6万円"}, 1),
    ("[委託 1,000千円, 医師会]", ["委託 1,000千円", "医師会"], 1),
    ("{名称: x,\n  金額: 1,150千円,\n  説明: y}", {"名称": "x", "金額": "1,150千円", "説明": "y"}, 1),
]
WHOLE = [
    ("[1,200]", ["1", "200"]),
    ("[1,200, 1,500]", ["1", "200", "1", "500"]),
    ("{職種: [1,200]}", {"職種": ["1", "200"]}),
    ("{a: 1,200: x}", {"a": "1", "200": "x"}),
    ("{a: 1, 200: x}", {"a": "1", "200": "x"}),
    ("{金額: '1,150千円'}", {"金額": "1,150千円"}),
    ('{内容: "{金額: 1,150千円}"}', {"内容": "{金額: 1,150千円}"}),
    ("1,149千円", "1,149千円"),
]


@pytest.mark.parametrize(("written", "read", "places"), CUT)
def test_a_cut_number_is_read_whole(reading: Reading, written: str, read: object, places: int) -> None:
    """The number is read as it was meant, with one finding at the first one and the others beside it."""
    tree = reading(f"年度: 2018\n指標: {written}\n")
    assert values(tree.root) == {"年度": "2018", "指標": read}
    assert [(one.rule, 1 + len(one.beside)) for one in tree.complaints] == [("Y020", places)]


@pytest.mark.parametrize(("written", "read", "places"), CUT)
def test_quotation_marks_put_it_right(reading: Reading, written: str, read: object, places: int) -> None:
    """With the edits that are offered there is nothing left to say."""
    text = f"年度: 2018\n指標: {written}\n"
    complaints = reading(text).complaints
    again = reading(applied(text, complaints))
    assert (values(again.root), again.complaints) == ({"年度": "2018", "指標": read}, ())
    assert sum(len(one.edits) for one in complaints) == 2 * places


@pytest.mark.parametrize(("written", "read"), WHOLE)
def test_what_may_be_two_values_is_left_alone(reading: Reading, written: str, read: object) -> None:
    """In a list, before a key of digits, and outside of braces nothing is said."""
    tree = reading(f"年度: 2018\n指標: {written}\n")
    assert values(tree.root) == {"年度": "2018", "指標": read}
    assert [one.rule for one in tree.complaints] == []


def test_the_place_is_the_number(reading: Reading) -> None:
    """The finding stands at the number itself and names it."""
    text = "金額一覧: {費目: x, 金額: 1,150千円}\n"
    (complaint,) = reading(text).complaints
    assert text[slice(*complaint.span)] == "1,150千円"
    assert dict(complaint.args)["value"] == "1,150千円"
