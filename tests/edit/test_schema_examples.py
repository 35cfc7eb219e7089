"""The editor's schema of the real form on the example plans: editor and check agree on what can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.edit.schema import editor_schema
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.options import RunOptions

READING = {"F001", "F002", "F003", "F004", "F005", "F006", "F008"}
"""The rules that an editor can see, too."""


def parsed(path: Path) -> Any:
    """Return a plan with every scalar as text, as the check reads it; None where YAML alone cannot read it."""
    try:
        return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    except (yaml.YAMLError, UnicodeDecodeError):
        return None


PLANS = [
    path for path in sorted(Path(__file__).parents[2].joinpath("examples", "plans").glob("*.yaml")) if parsed(path)
]


@pytest.fixture(scope="module")
def checker() -> Checker:
    """Return a checker with the bundled packs."""
    return Checker(open_shelf(), RunOptions(as_of="2018-08-01"))


@pytest.fixture(scope="module")
def validator(checker: Checker) -> jsonschema.Draft202012Validator:
    """Return a validator of the editor's schema."""
    return jsonschema.Draft202012Validator(editor_schema(checker.shelf.pack("regional-centre-2018").form, "ja"))


def test_there_are_examples() -> None:
    """The comparison below compares something."""
    assert len(PLANS) >= 8


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_editor_complains_where_the_check_does(
    path: Path, checker: Checker, validator: jsonschema.Draft202012Validator
) -> None:
    """A plan has complaints in the editor exactly if the check cannot read something of it."""
    found = {finding.rule for finding in checker.check(path.name, path.read_bytes()).result.findings}
    assert validator.is_valid(parsed(path)) == (not found & READING)
