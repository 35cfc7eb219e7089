"""The schema of `diff -f json`: every difference keeps to it, and it lets nothing else through."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from tests.report import samples

from zaitaku_check.report.difference import CAUSE, STATES, as_json, compare
from zaitaku_check.report.document import document
from zaitaku_check.report.model import SEVERITIES, VERDICTS, Answer, Report
from zaitaku_check.text_types import Bilingual

ROOT = Path(__file__).parents[2]


def shipped(name: str) -> dict[str, Any]:
    """Return a schema as the package has it."""
    schema: dict[str, Any] = json.loads(files("zaitaku_check.report").joinpath(name).read_text("utf-8"))
    return schema


def validator(*, closed: bool = False) -> Draft202012Validator:
    """Return what judges a difference by the shipped schema; closed: fields it does not name are wrong."""
    schema = shipped("diff-1.schema.json")
    if closed:
        for part in (schema, schema["properties"]["summary"], *schema["$defs"].values()):
            if "properties" in part:
                part["unevaluatedProperties"] = False
    report = Resource.from_contents(shipped("report-1.schema.json"))
    return Draft202012Validator(schema, registry=Registry().with_resources([(str(report.id()), report)]))


def told(old: Report, new: Report, lang: str = "ja") -> Any:
    """Return the difference of two reports as a program reads it."""
    return json.loads(as_json(compare(document(old, lang), document(new, lang)), lang))


def rounds() -> dict[str, tuple[Report, Report]]:
    """Return pairs of reports that between them bring about every state and almost every cause."""
    warned = samples.odd_thousand("a.yaml")
    explained = warned._replace(answer=Answer("届出済み", "田中", "2018-09-01"))
    graver = warned._replace(severity="error")
    bad = samples.bad_date("a.yaml")
    plan, other = samples.plan("a.yaml", warned), samples.plan("b.yaml")
    changed = samples.plan("a.yaml", bad)._replace(digest="sha256:" + "1" * 64)
    pack = samples.PACK._replace(digest="sha256:" + "2" * 64, title=Bilingual("改正", "amended"))
    return {
        "same": (samples.folder(), samples.folder()),
        "hostile": (samples.one_ready(), samples.hostile()),
        "nothing": (samples.nothing(), samples.nothing()),
        "came": (samples.report(other), samples.report(other, plan)),
        "went": (samples.report(plan, other), samples.report(other)),
        "edited": (samples.report(plan), samples.report(changed)),
        "answered": (samples.report(plan), samples.report(samples.plan("a.yaml", explained))),
        "graver": (
            samples.report(plan),
            samples.report(samples.plan("a.yaml", graver))._replace(stage="designated", as_of="2026-12-01"),
        ),
        "amended": (samples.report(plan), samples.report(samples.plan("a.yaml"))._replace(packs=(pack,))),
    }


@pytest.mark.parametrize("name", sorted(rounds()))
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_difference_is_valid_and_has_no_unnamed_field(name: str, lang: str) -> None:
    """The shipped schema is a schema, and whatever changed, the difference keeps to it and to no more."""
    Draft202012Validator.check_schema(shipped("diff-1.schema.json"))
    difference = told(*rounds()[name], lang)
    for judge in (validator(), validator(closed=True)):
        assert [error.message for error in judge.iter_errors(difference)] == []


def test_the_rounds_bring_about_every_state() -> None:
    """What was validated above has new, changed, fixed and remaining findings: the test above is not empty."""
    states = {each["state"] for pair in rounds().values() for each in told(*pair)["findings"]}
    assert states == set(STATES)


def test_the_schema_has_the_words_of_the_code() -> None:
    """States, causes, verdicts and severities stand in the schema as they do in the code."""
    parts = shipped("diff-1.schema.json")["$defs"]
    assert parts["change"]["properties"]["state"]["enum"] == list(STATES)
    assert sorted(parts["because"]["items"]["enum"]) == sorted(CAUSE)
    assert parts["verdict"]["enum"] == [*VERDICTS, None]
    assert parts["weight"]["properties"]["severity"]["enum"] == list(SEVERITIES)


@pytest.mark.parametrize(
    ("where", "value", "complaint"),
    [
        (("schema",), "zaitaku-check/diff-2", "'zaitaku-check/diff-1' was expected"),
        (("findings", 0, "state"), "gone", "'gone' is not one of"),
        (("findings", 0, "because"), ["weather"], "'weather' is not one of"),
        (("findings", 0, "before"), {"severity": "error", "answered": False}, "is not of type 'null'"),
        (("findings", 0, "finding", "line"), 0, "0 is less than the minimum of 1"),
        (("plans", 0, "after"), "passed", "'passed' is not one of"),
        (("summary", "still"), -1, "-1 is less than the minimum of 0"),
        (("old", "as_of"), "yesterday", "'yesterday' does not match"),
    ],
)
def test_what_the_contract_does_not_know_is_refused(
    where: tuple[str | int, ...], value: object, complaint: str
) -> None:
    """A word outside an enumeration, a number out of bounds, a new finding with a past: each is found where it is."""
    difference = told(samples.report(samples.plan("a.yaml")), samples.report(samples.plan("a.yaml", new())))
    assert [error.message for error in validator().iter_errors(difference)] == []
    holder = difference
    for step in where[:-1]:
        holder = holder[step]
    holder[where[-1]] = value
    errors = list(validator().iter_errors(difference))
    assert {tuple(error.absolute_path)[: len(where)] for error in errors} == {where}
    assert complaint in errors[0].message


def new() -> Any:
    """Return the finding that is new in the test above."""
    return samples.bad_date("a.yaml")


def test_the_pages_for_readers_name_the_schema() -> None:
    """Whoever reads how to compare two checks learns where the shape of the JSON is written down."""
    for page in ("reviewing.md", "reviewing.ja.md"):
        assert "`src/zaitaku_check/report/diff-1.schema.json`" in (ROOT / "docs" / page).read_text("utf-8")
