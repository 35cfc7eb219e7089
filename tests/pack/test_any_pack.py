"""What loads can judge: random conditions that loading accepts, asked of random plans, answer and never err."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pack.small import small

from zaitaku_check.pack.context import Context
from zaitaku_check.pack.document import load_document
from zaitaku_check.pack.kinds import kind_problems
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Failure
from zaitaku_check.pack.paths import PathError
from zaitaku_check.pack.rule_tests import abridged
from zaitaku_check.pack.schema_check import schema_of
from zaitaku_check.pack.words import NAMES, build, word
from zaitaku_check.pack.words.word import Param
from zaitaku_check.plan.plan import Group

PATHS = [
    *(
        "name",
        "day",
        "beds",
        "total",
        "open",
        "area",
        "words",
        "works",
        "year",
        "works.kind",
        "works.text",
        "works.cost",
    ),
    *("works.held", "works.goals", "works.goals.now", "works[kind=a].cost"),
    *(".kind", ".text", ".cost", ".held", ".now", ".", "..name"),
]
CONSTANTS: list[Any] = ["a", "north", "北", 1, 100, "0.7", "50%", True, "2018-10-01", "2018-02-30"]
PLANS: dict[str, list[Any]] = {
    "year": [2018, "?"],
    "name": ["北病院", "未定", {"大": 1}],
    "day": ["2018-10-01", "近く"],
    "beds": [3, "多"],
    "total": ["100円", "多"],
    "open": ["はい", "?"],
    "area": ["北部", "?"],
    "words": [[], ["北", "未定"], ["北", {"大": 1}]],
}
WORK: dict[str, list[Any]] = {
    "kind": ["a", "丁", "?"],
    "text": ["会を開く", {"大": 1}],
    "cost": ["1円", "多"],
    "held": ["2018-10-01", "2019-01-31", "近く"],
    "goals": [[], [{"now": 1, "then": 2}], [{"now": "多"}]],
}


def _some(fields: dict[str, list[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in fields.items()})


plans = st.builds(lambda plan, works: {**plan, "works": works}, _some(PLANS), st.lists(_some(WORK), max_size=3))
paths = st.sampled_from(PATHS)
lengths = st.sampled_from([{"years": 1}, {"months": 1, "days": 3}])
numbers = st.sampled_from([0, 1, 2, 100, "0.7", "50%", "1/2"])
SHAPES: dict[str, Any] = {
    "path": lambda _inner: paths,
    "paths": lambda _inner: st.one_of(paths, st.lists(paths, min_size=1, max_size=2)),
    "constant": lambda _inner: st.sampled_from(CONSTANTS),
    "constants": lambda _inner: st.lists(st.sampled_from(CONSTANTS), min_size=1, max_size=2),
    "constants_or_table": lambda _inner: st.one_of(
        st.lists(st.sampled_from(CONSTANTS), min_size=1, max_size=2),
        st.fixed_dictionaries({"table": st.sampled_from(["towns", "ceilings"]), "by": paths}),
    ),
    "bound": lambda _inner: st.one_of(
        st.sampled_from(CONSTANTS),
        st.just({"year": 0, "month": 10, "day": 1}),
        st.fixed_dictionaries({"table": st.sampled_from(["towns", "ceilings"]), "by": paths}),
    ),
    "words": lambda _inner: st.sampled_from([["北"], ["会", "席"]]),
    "pattern": lambda _inner: st.sampled_from(["北", "^会.*く$"]),
    "flag": lambda _inner: st.booleans(),
    "number": lambda _inner: numbers,
    "whole": lambda _inner: st.sampled_from([0, 1, 2, 100]),
    "percent": lambda _inner: st.sampled_from([1, 50, 100]),
    "relation": lambda _inner: st.sampled_from(["less", "at_most", "equal", "at_least", "more", "different"]),
    "operand": lambda inner: st.one_of(
        paths,
        numbers,
        st.builds(lambda path, times: {"path": path, "times": times}, paths, numbers),
        st.builds(lambda path: {"count": {"of": path}, "round": {"up": 2}}, paths),
        st.builds(lambda add, less: {"total": {"add": [add], "less": [less]}}, paths, paths),
        st.builds(lambda of, value, where: {"sum": {"of": of, "value": value, "where": where}}, paths, paths, inner),
    ),
    "length": lambda _inner: lengths,
    "period": lambda _inner: st.sampled_from(["month", "quarter", "half_year", "year"]),
    "order": lambda _inner: st.sampled_from(["ascending", "descending"]),
    "groups": lambda _inner: st.just("all"),
    "table": lambda _inner: st.sampled_from(["kinds", "towns"]),
    "by_group": lambda _inner: st.sampled_from([{"late": 2}, {"north": 1}]),
    "ignored": lambda _inner: st.just("ignored"),
    "edge": lambda _inner: st.one_of(
        st.just("北"), st.just(["会", "席"]), st.builds(lambda path: {"path": path}, paths)
    ),
    "condition": lambda inner: inner,
    "conditions": lambda inner: st.lists(inner, min_size=1, max_size=2),
}


def _spec(params: dict[str, Param], inner: Any) -> Any:
    made = {name: SHAPES[param.shape](inner) for name, param in params.items() if not param.folder}
    if "" in made:
        return made[""]
    needed = {name: value for name, value in made.items() if params[name].required}
    return st.fixed_dictionaries(needed, optional={name: each for name, each in made.items() if name not in needed})


def _one(name: str, specs: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(lambda spec: {name: spec}, specs)


def _worded(inner: Any) -> Any:
    return st.one_of([_one(name, _spec(dict(word(name).params), inner)) for name in NAMES])


conditions = st.recursive(st.builds(lambda path: {"filled": path}, paths), _worded, max_leaves=4)


def _valid(condition: dict[str, Any]) -> bool:
    from jsonschema import Draft202012Validator

    schema = schema_of("rules.schema.json")
    return bool(Draft202012Validator({**schema["$defs"]["condition"], "$defs": schema["$defs"]}).is_valid(condition))


DOCUMENT, _WRONG = load_document("rules.yaml", b"- {}\n")
META = next(each for each in small().documents if each.name == "pack.yaml")


@settings(max_examples=250)
@given(condition=conditions, many=st.lists(plans, min_size=1, max_size=4), each=st.sampled_from([None, "works"]))
def test_what_loads_judges_any_plan(condition: dict[str, Any], many: list[dict[str, Any]], each: str | None) -> None:
    """A condition that the schema and the kinds accept gives one of the four answers on every plan."""
    assert DOCUMENT is not None
    if not _valid(condition):
        return
    pack = small().pack
    body = {"check": condition} if each is None else {"check": condition, "each": each}
    rule = pack.rules[0]._replace(body=body)
    try:
        if list(kind_problems(rule, pack, (DOCUMENT, (0,)), META)):
            return
    except PathError:
        return
    work = pack.form.root.fields["works"]
    fields = (pack.form.root,) if each is None else (pack.form.root, work)
    judge = build(condition, Context(pack.form, fields, pack.tables))
    for plan in many:
        root = abridged(plan, pack).root
        works = root.value.cells.get("works") if isinstance(root.value, Group) else None
        elements = works.value if works is not None and isinstance(works.value, list) else []
        for frames in [(root,)] if each is None else [(root, element) for element in elements if element.readable]:
            answer = judge(frames)
            assert isinstance(answer, Failure) or answer in (PASS, NOT_APPLICABLE, CANNOT_TELL)
