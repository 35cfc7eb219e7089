"""The JSON formats: their contract, their bytes, and what a hostile plan makes of them."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.report import samples

from zaitaku_check.report.formats import Options, render
from zaitaku_check.report.model import BaselineResult, ChangedSince, Report

SAMPLES = samples.samples()


def _schema() -> dict[str, Any]:
    text = files("zaitaku_check.report").joinpath("report-1.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _text(report: Report, name: str = "json", lang: str = "ja") -> str:
    text = render(name, report, Options(lang))
    assert isinstance(text, str)
    return text


def _json(report: Report, lang: str = "ja") -> dict[str, Any]:
    value: dict[str, Any] = json.loads(_text(report, lang=lang))
    return value


@pytest.mark.parametrize("name", list(SAMPLES))
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_report_is_valid(name: str, lang: str) -> None:
    """The shipped schema is a schema, and every report keeps to it."""
    Draft202012Validator.check_schema(_schema())
    report = SAMPLES[name]
    assert [error.message for error in Draft202012Validator(_schema()).iter_errors(_json(report, lang))] == []


def test_the_schema_names_every_field() -> None:
    """Nothing is in a report that the schema does not describe."""
    closed = json.loads(
        json.dumps(_schema()).replace('"type": "object"', '"type": "object", "unevaluatedProperties": false')
    )
    for name in ("place", "finding"):
        closed["$defs"][name].pop("unevaluatedProperties")
    asked = samples.ignored()._replace(
        baseline=BaselineResult("known.json", 3, 1, ()), since=ChangedSince("main", ("plans/b.yaml",))
    )
    for report in (samples.folder(), samples.one_ready(), asked):
        assert [error.message for error in Draft202012Validator(closed).iter_errors(_json(report))] == []


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("plans", 0, "verdict"), "pass"),
        (("plans", 0, "outcomes", "R101"), "ok"),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "line"), 0),
        (("summary", "plans"), -1),
        (("schema",), "zaitaku-check/report-2"),
    ],
)
def test_the_schema_refuses_what_the_contract_does_not_know(where: tuple[str | int, ...], value: object) -> None:
    """A value outside an enumeration or below a bound is found, at its place."""
    report: Any = _json(samples.one_bad())
    holder = report
    for step in where[:-1]:
        holder = holder[step]
    holder[where[-1]] = value
    assert [tuple(error.absolute_path) for error in Draft202012Validator(_schema()).iter_errors(report)] == [where]


def test_members_stand_in_the_contract_s_order() -> None:
    """Readers of the text find the members where the documentation shows them."""
    report = _json(samples.folder())
    assert list(report)[:8] == ["schema", "tool", "as_of", "packs", "summary", "plans", "folder", "findings"]
    assert list(report["plans"][0])[:5] == ["path", "digest", "pack", "verdict", "outcomes"]
    assert list(report["findings"][0]) == [
        *("rule", "severity", "path", "pointer", "line", "column", "end_line", "end_column"),
        *("title", "message", "remedy", "cite", "related", "fingerprint", "fixable", "page"),
    ]
    assert list(report["folder"]["ledger"][0])[:6] == ["rule", "group", "used", "limit", "plans", "at_least"]


def test_a_finding_says_what_where_and_why() -> None:
    """Message, place, remedy and source of a finding are all there."""
    finding = _json(samples.one_bad())["findings"][0]
    assert finding["message"] == "取組みに「⑤訪問診療等のサービス提供量の増加に向けた取組み」がありません。"
    assert (finding["path"], finding["pointer"], finding["line"], finding["column"]) == (
        "examples/plan.yaml",
        "/activities",
        22,
        1,
    )
    assert finding["remedy"].startswith("取組みに項目「⑤」を加え、")
    assert finding["cite"] == [{"source": "outline-2018", "section": "3(2)⑤", "title": samples.OUTLINE.ja}]


def test_the_language_changes_words_only() -> None:
    """Ids, places, verdicts and counts are the same in both languages."""
    ja, en = (_json(samples.folder(), lang) for lang in ("ja", "en"))
    words = {"title", "message", "remedy", "word", "label", "value", "reason", "lang"}

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: bare(part) for name, part in value.items() if name not in words}
        return [bare(part) for part in value] if isinstance(value, list) else value

    assert bare(ja) == bare(en)
    assert en["findings"][0]["message"] == "The amount “1,149,500円” has a fraction below the thousand."


def test_refused_and_skipped_files_are_named() -> None:
    """Every file found is accounted for, outside the list of checked plans."""
    report = _json(samples.folder())
    assert report["refused"] == [{"path": "plans/z.yaml", "reason": "読み取りの権限がありません。"}]
    assert report["skipped"] == [{"path": "plans/memo.txt", "reason": "YAMLではありません。"}]
    assert "plans/z.yaml" not in [plan["path"] for plan in report["plans"]]


def test_findings_set_aside_are_named_and_count_nowhere() -> None:
    """An ignored finding stands in a list of its own, with who set it aside and why."""
    report = _json(samples.ignored())
    assert [(each["rule"], each["kind"], each["because"]) for each in report["ignored"]] == [
        ("R503", "baseline", "前年度に説明済み")
    ]
    assert report["findings"] == []
    assert report["summary"]["notes"] == 0


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_hostile_text_is_harmless_and_paths_stay_true(name: str) -> None:
    """The text holds no hidden character and is UTF-8; a path read back is the path, but for its undecodable byte."""
    text = _text(samples.hostile(), name)
    text.encode("utf-8")
    assert not any(each in text for each in "\x1b\x07\u202e\u200b\r")
    path = samples.hostile().plans[0].path
    plans = json.loads(text)["plans"] if name == "json" else [json.loads(text.split("\n")[1])]
    assert plans[0]["path"] == path.replace("\ud83d", r"\u{d83d}")


def test_jsonl_holds_the_facts_of_json() -> None:
    """The lines, put together again, are the JSON report."""
    whole = _json(samples.folder())
    lines = [json.loads(line) for line in _text(samples.folder(), "jsonl").splitlines()]
    kinds = [line.pop("type") for line in lines]
    by_kind = {kind: [line for line, each in zip(lines, kinds, strict=True) if each == kind] for kind in kinds}
    assert list(by_kind) == ["run", "plan", "finding", "folder", "summary"]
    parts = {"plans": by_kind["plan"], "findings": by_kind["finding"], "folder": by_kind["folder"][0]}
    assert by_kind["run"][0] | parts | {"summary": by_kind["summary"][0]} == whole


@pytest.mark.parametrize("name", ["json", "jsonl", "concise"])
def test_the_same_report_gives_the_same_text(name: str) -> None:
    """Two renderings agree to the byte, and end with one end of line."""
    first, second = (_text(samples.folder(), name) for _ in range(2))
    assert first == second
    assert first.endswith("\n")
    assert not first.endswith("\n\n")
