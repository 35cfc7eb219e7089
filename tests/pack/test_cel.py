"""The word `cel`: expressions that hold, fail, err, or look at what could not be read; loaded only where it is used."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from tests.pack.small import files, judge, load, outcome, places, problems, rule, said
from tests.scenarios.command import ROOT

from zaitaku_check.errors import UsageError

pytest.importorskip("cel_expr_python", reason="the extra `cel` has no wheel for this machine")

COSTS = "plan.works.all(w, !has(w.cost) || w.cost <= plan.total)"


@pytest.mark.parametrize(
    ("expression", "plan", "wanted"),
    [
        ("plan.beds > 1", {"beds": 2}, "pass"),
        ("plan.beds > 1", {"beds": 1}, "fail"),
        ("plan.beds > 1", {"beds": "多数"}, "cannot_tell"),
        ("plan.beds > 1", {"beds": 2, "day": "いつか"}, "pass"),
        ("has(plan.name)", {}, "fail"),
        ("has(plan.name)", {"name": {"x": 1}}, "cannot_tell"),
        ("plan.day >= '2018-10-01'", {"day": "平成30年10月1日"}, "pass"),
        ("plan.area in ['north', 'south']", {"area": "西部"}, "fail"),
        ("plan.name.contains('往診') && size(plan.words) == 2", {"name": "往診", "words": ["北", "南"]}, "pass"),
        (COSTS, {"total": "100円", "works": [{"cost": "100円"}, {"kind": "a"}]}, "pass"),
        (COSTS, {"total": "100円", "works": [{"cost": "101円"}]}, "fail"),
        (COSTS, {"total": "100円", "works": [{"cost": "未定"}, {"cost": "1円"}]}, "cannot_tell"),
        (
            "plan.works[0].goals[0].then > plan.works[0].goals[0].now",
            {"works": [{"goals": [{"now": 1, "then": 1.5}]}]},
            "pass",
        ),
    ],
    ids=lambda part: str(part)[:50],
)
def test_outcome(expression: str, plan: dict[str, Any], wanted: str) -> None:
    """An expression is judged over canonical values, and from what could not be read nothing follows."""
    assert outcome({"cel": expression}, plan) == wanted


@pytest.mark.parametrize(
    "expression", ["plan.beds > 1", "plan.name", "plan.works[9].kind == 'a'", "plan.total / 0 == 1", "plan.name < 3"]
)
def test_errors_are_never_truth(expression: str) -> None:
    """A key that is not there, another kind of value, an index too far: none of it holds, none of it fails."""
    assert outcome({"cel": expression}, {"name": "北", "total": "1円", "works": []}) == "cannot_tell"


def test_place_and_words() -> None:
    """A failure stands at the element at hand and shows the expression where the rule has no message."""
    body: dict[str, Any] = {"each": "works", "check": {"cel": "has(it.text)"}}
    plan = {"works": [{"text": "会"}, {"kind": "a"}]}
    assert places(plan, **body) == ["/works/1"]
    assert said(plan, **body) == ["Works does not meet “has(it.text)”."]


def test_it_serves_as_a_condition() -> None:
    """`when`, `not` and `all` take it like any other word."""
    body: dict[str, Any] = {"when": {"cel": "plan.beds > 1"}, "check": {"not": {"cel": "plan.area == 'north'"}}}
    assert judge({"beds": 1, "area": "北部"}, **body).outcome == "not_applicable"
    assert judge({"beds": 2, "area": "北部"}, **body).outcome == "fail"
    assert judge({"beds": 2, "area": "南部"}, **body).outcome == "pass"


def test_what_is_no_expression_is_refused_in_its_line() -> None:
    """A slip in an expression is a mistake of the pack, shown where it stands."""
    first = problems(files(rules=rule('{cel: "plan.beds >"}')))[0]
    assert (first.path, first.line) == ("rules.yaml", 5)
    assert first.wording.en.startswith("not a CEL expression: <input>:1:12: Syntax error")


def test_without_the_runtime_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack that needs the runtime says how to get it."""
    monkeypatch.setitem(sys.modules, "cel_expr_python", None)
    with pytest.raises(UsageError) as refused:
        load(files(rules=rule('{cel: "plan.beds > 1"}')))
    assert refused.value.wording.en == "a rule uses `cel`, which needs more software: pip install 'zaitaku-check[cel]'"


def test_the_bundled_packs_do_without() -> None:
    """Checking with the bundled packs never imports the runtime."""
    code = (
        "import sys; from zaitaku_check.cli.entry import main; "
        "main(['check', 'examples/plans/yatsushiro-core.yaml', '-f', 'concise', '--no-cache']); "
        "sys.exit(any('cel' in name.split('.') or name.startswith('cel_expr') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")
