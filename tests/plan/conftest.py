"""The form of 2018 and a reader of plans written as text, for every test of the room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from zaitaku_check.plan.field import Form
from zaitaku_check.plan.form import form_from_schema
from zaitaku_check.plan.plan import Plan
from zaitaku_check.plan.reading import read_plan
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import Text

RULES = Path(__file__).parents[2] / "rules"
PlanOf = Callable[..., Plan]


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    """Return the annotated schema of 2018."""
    loaded: dict[str, Any] = yaml.safe_load((RULES / "regional-centre-2018" / "form.yaml").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="session")
def form(schema: dict[str, Any]) -> Form:
    """Return the form of 2018 with a few placeholders."""
    return form_from_schema(schema, ["未定", "検討中", "同上", "-", "なし"])


@pytest.fixture(scope="session")
def plan_of(form: Form) -> PlanOf:
    """Return a reader of plans from their text; nothing is required unless `demand` says so."""

    def of(text: str, *, demand: bool = False) -> Plan:
        tree = read(Text(text, "utf-8"))
        assert tree.root is not None, tree.complaints
        return read_plan(tree.root, form, demand=demand)

    return of


@pytest.fixture(scope="session")
def catalogue() -> dict[str, dict[str, Any]]:
    """Return the rules of fields (F…) as their file has them, by id."""
    rules = yaml.safe_load((RULES / "structure" / "fields.yaml").read_text("utf-8"))
    return {rule["id"]: rule for rule in rules}
