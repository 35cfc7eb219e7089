"""The form refuses what a JSON Schema validator refuses, and accepts what it accepts, over right and broken plans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from zaitaku_check.plan.canonical import canonical, pointers
from zaitaku_check.plan.field import Field, Form
from zaitaku_check.plan.keys import names_of
from zaitaku_check.plan.plan import Plan
from zaitaku_check.plan.reading import read_plan
from zaitaku_check.source.tree import GROUP, LIST, SCALAR, Node

REFUSALS = frozenset({"F001", "F002", "F003", "F004", "F005", "F006", "F008"})
GOOD = {
    "text": ["八代市医師会", "２４時間、365日", "18:30", "#1"],
    "date": ["2018-10-01", "平成30年10月1日", "R1.5.1", "2018/10/1(火)"],
    "fiscal_year": ["2018", "平成30年度", "令和元年度"],
    "count": ["120", "120床", "約70人", "▲3"],
    "number": ["12", "1,234.5", "△0.5"],
    "yen": ["1149000", "1,149千円", "114万9千円", "1149"],
    "yes_no": ["はい", "×", "true"],
    "profession": ["医師", "看護師3名"],
    "start": ["2018-10-01", "平成30年10月"],
    "end": ["2019-03-31", "平成31年3月"],
    "times": ["3", "年3回", "毎月", "年2～3回"],
    "anything": ["共催 八代市"],
}
BAD = {
    "date": ["2018.10", "10月1日", "30.10.1", "2018-02-30", "未定"],
    "fiscal_year": ["30", "来年度", "未定"],
    "count": ["43.5", "多数", "2～3回", "九"],
    "number": ["増加", "1.2.3", ".nan"],
    "yen": ["一式", "1.5円", "5千百万円"],
    "yes_no": ["on", "△"],
    "choice": ["やつしろ", "無所属", "core hospital"],
    "item": ["⑨", "①入退院支援", "12"],
    "start": ["2018.10", "未定"],
    "end": ["2018.10", "未定"],
    "times": ["多数", "未定"],
}


def _scalar(text: str) -> Node:
    return Node(SCALAR, 0, len(text), text)


def _names(field: Field) -> st.SearchStrategy[str]:
    return st.sampled_from(names_of(field))


def _good(field: Field) -> st.SearchStrategy[Node]:
    """Return right nodes for one value of a field."""
    if field.reader == "group":
        return _group(field, broken=False)
    if field.choices:
        return st.sampled_from([name for choice in field.choices for name in (choice.id, choice.label.ja)]).map(_scalar)
    return st.sampled_from(GOOD[field.reader]).map(_scalar)


def _bad(field: Field) -> st.SearchStrategy[Node]:
    """Return nodes that one value of a field must not be."""
    if field.kind.free:
        return _good(field)
    if field.reader == "group":
        return _group(field, broken=True) | st.just(_scalar("病院"))
    if field.otherwise or field.open == "text":
        return st.just(Node(LIST, 0, 1, [Node(LIST, 0, 1, [_scalar("x")])]))
    wrong = [Node(LIST, 0, 1, [Node(LIST, 0, 1, [_scalar("x")])]), Node(GROUP, 0, 1, [(_scalar("a"), _scalar("b"))])]
    texts = [_scalar(text) for text in BAD.get(field.reader, ())]
    return st.sampled_from(texts + wrong)


def _value(field: Field, one: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    if not field.many:
        return one
    return one | st.lists(one, min_size=1, max_size=2).map(lambda nodes: Node(LIST, 0, 1, nodes, "block"))


@st.composite
def _group(draw: st.DrawFn, field: Field, *, broken: bool) -> Node:
    """Return a group with all its required fields and some of the others; where broken, at most a few are wrong."""
    pairs = []
    for child in field.fields.values():
        roll = draw(st.integers(0, 9)) if broken else 9
        if roll > 1 and (child.required or draw(st.booleans())):
            wanted = _bad(child) if roll == 2 else _good(child)
            pairs.append((_scalar(draw(_names(child))), draw(_value(child, wanted))))
    if broken and draw(st.integers(0, 9)) == 0:
        pairs.append((_scalar(draw(st.sampled_from(["資本金", "類形", "a/b~c"]))), _scalar("1")))
    pairs = pairs or [
        (_scalar(name), draw(_value(child, _good(child)))) for name, child in list(field.fields.items())[:1]
    ]
    return Node(GROUP, 0, 1, draw(st.permutations(pairs)), "block")


@pytest.fixture(scope="module")
def agree(form: Form, schema: dict[str, Any]) -> Callable[[Node], tuple[Plan, list[str]]]:
    """Judge a tree both ways; the plan, and what the validator says."""
    validator = Draft202012Validator(schema, format_checker=FormatChecker())

    def judge(root: Node) -> tuple[Plan, list[str]]:
        plan = read_plan(root, form)
        return plan, [error.message for error in validator.iter_errors(canonical(plan))]

    return judge


MODEST = settings(max_examples=40, suppress_health_check=list(HealthCheck))


@MODEST
@given(data=st.data())
def test_right_plans_are_accepted_by_both(
    form: Form, agree: Callable[[Node], tuple[Plan, list[str]]], data: st.DataObject
) -> None:
    """Whatever accepted notation a plan uses, form and validator both accept it."""
    plan, errors = agree(data.draw(_group(form.root, broken=False)))
    assert [each for each in plan.complaints if each.rule in REFUSALS] == []
    assert errors == []


@MODEST
@given(data=st.data())
def test_broken_plans_are_judged_alike(
    form: Form, agree: Callable[[Node], tuple[Plan, list[str]]], data: st.DataObject
) -> None:
    """Whatever is wrong with a plan, form and validator refuse it together or accept it together."""
    plan, errors = agree(data.draw(_group(form.root, broken=True)))
    assert bool([each for each in plan.complaints if each.rule in REFUSALS]) == bool(errors), errors


@MODEST
@given(data=st.data())
def test_pointers_lead_to_the_canonical_values(form: Form, data: st.DataObject) -> None:
    """Every cell's pointer leads to its value, and every complaint's to a place of the plan or to a misspelt key."""
    plan = read_plan(data.draw(_group(form.root, broken=True)), form)
    values, found = canonical(plan), pointers(plan)
    for pointer in found.values():
        assert _follow(values, pointer) is not _NOWHERE, pointer
    for complaint in (each for each in plan.complaints if each.rule != "F011"):
        assert _follow(values, complaint.pointer) is not _NOWHERE, complaint


_NOWHERE = object()


def _follow(values: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(values, list):
            values = values[int(key)]
        elif isinstance(values, dict) and key in values:
            values = values[key]
        else:
            return _NOWHERE
    return values
