"""Plans as people write them: what is read, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from zaitaku_check.plan.canonical import canonical
from zaitaku_check.plan.field import Form, field_at
from zaitaku_check.plan.plan import Plan

CASES = yaml.safe_load(Path(__file__).with_name("as_written.yaml").read_text("utf-8"))
FORM = Path(__file__).parents[2] / "rules/regional-centre-2018/form.yaml"
MERGED = {
    (former, today): year
    for today, choice in yaml.safe_load(FORM.read_text("utf-8"))["$defs"]["municipalities"]["x-choices"].items()
    for former, year in choice.get("former", {}).items()
}


def _at(values: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        values = values[int(step)] if isinstance(values, list) else values[step]
    return values


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_what_people_write_is_read(plan_of: Callable[..., Plan], case: Mapping[str, Any]) -> None:
    """Nothing is returned for the manner in which it is written."""
    plan = plan_of(case["text"])
    values = canonical(plan)
    assert {pointer: _at(values, pointer) for pointer in case.get("reads", {})} == case.get("reads", {})
    said = [f"{each.rule} {each.severity}".strip() for each in plan.complaints]
    assert said == case.get("says", [])


@pytest.mark.parametrize(("former", "today"), MERGED)
def test_a_former_municipality_is_todays(form: Form, former: str, today: str) -> None:
    """People still write them, also behind the prefecture, the county and today's city."""
    field = field_at(form, "applicant.municipality")
    assert field is not None
    written = (former, f"熊本県{former}", f"{today}{former}")
    assert [field.read_alone(each) for each in written] == [today] * len(written)


def test_every_merger_has_its_year() -> None:
    """Sixty-four municipalities, from the mergers of 1991 to those of 2010."""
    assert len(MERGED) == 64
    assert set(MERGED.values()) == {1991, 2003, 2004, 2005, 2006, 2008, 2010}
