"""SARIF: valid by the published schema, right in its columns and addresses, silent about nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.report import samples

from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import Answer, Finding, Ignored, Place, Report
from zaitaku_check.report.sarif import render
from zaitaku_check.text_types import Bilingual

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "sarif-2.1.0.json").read_text("utf-8"))
PATH = "計画 1/八代#1.yaml"


def run_of(report: Report, lang: str = "ja", exit_code: int | None = None) -> dict[str, Any]:
    """Return the one run of a rendered log."""
    (run,) = json.loads(render(report, Options(lang, exit_code=exit_code)))["runs"]
    assert isinstance(run, dict)
    return run


def result_at(place: Place) -> dict[str, Any]:
    """Return the result made of a finding at a place."""
    finding = Finding("R101", "error", place, Bilingual("悪い", "bad"))
    (result,) = run_of(samples.report(samples.plan(place.path, finding)))["results"]
    assert isinstance(result, dict)
    return result


def region(place: Place) -> dict[str, int]:
    """Return the region a place becomes."""
    found = result_at(place)["locations"][0]["physicalLocation"]["region"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", sorted(samples.samples()))
def test_every_sample_is_valid_by_the_published_schema(name: str, lang: str) -> None:
    """Whatever the report, hostile ones too, the log is SARIF 2.1.0."""
    log = render(samples.samples()[name], Options(lang, exit_code=1))
    assert [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(json.loads(log))] == []
    log.encode("utf-8")


def test_a_finding_has_its_rule_level_words_and_place() -> None:
    """A result says which rule, how grave, in which words and where."""
    first = run_of(samples.one_bad())["results"][0]
    assert (first["ruleId"], first["level"]) == ("R105", "error")
    assert first["message"]["text"] == ("取組みに「⑤訪問診療等のサービス提供量の増加に向けた取組み」がありません。")
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "examples/plan.yaml", "uriBaseId": "SRCROOT"},
                "region": {"startLine": 22, "startColumn": 1, "endColumn": 4},
            },
            "logicalLocations": [{"fullyQualifiedName": "/activities"}],
        }
    ]
    assert first["partialFingerprints"] == {"zaitakuCheck/v1": "f-r105"}


def test_rules_stand_in_order_and_results_point_to_them() -> None:
    """The index of a result leads to the rule it names."""
    run = run_of(samples.folder())
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == sorted(samples.RULES)
    assert [ids[result["ruleIndex"]] for result in run["results"]] == [result["ruleId"] for result in run["results"]]


def test_help_comes_in_both_languages_the_reader_s_own_first() -> None:
    """The help of a rule has remedy and source in Japanese and in English."""
    rules = {rule["id"]: rule for rule in run_of(samples.one_bad(), "en")["tool"]["driver"]["rules"]}
    rule = rules["R302"]
    assert rule["shortDescription"]["text"] == "The amount is cut off below the thousand"
    assert rule["help"]["text"].index("Lower the amount") < rule["help"]["text"].index("1,149,000円以下の額")
    assert "Source: On the home medical care centre programme (29 June 2018) 1(3)" in rule["help"]["text"]
    assert "根拠: 在宅医療センター事業について（平成30年6月29日） 1(3)" in rule["help"]["markdown"]
    assert rule["properties"]["title"]["ja"] == "所要額は千円未満を切り捨てた額とします"


def test_columns_are_utf16_units() -> None:
    """A character beyond the basic plane counts two, as the declared kind of columns says."""
    place = Place(PATH, "/a", 3, 4, 3, 6, "𠮷: 𠮷野")
    assert region(place) == {"startLine": 3, "startColumn": 5, "endColumn": 8}
    assert run_of(samples.one_bad())["columnKind"] == "utf16CodeUnits"


def test_columns_count_from_the_line_s_start_where_the_line_was_cut() -> None:
    """A line shown in part keeps its columns."""
    place = Place(PATH, "/a", 3, 205, 3, 206, "𠮷野家", 202)
    assert region(place) == {"startLine": 3, "startColumn": 206, "endColumn": 207}


@pytest.mark.parametrize(("end", "last"), [((5, 3), 5), ((5, 1), 4)])
def test_a_region_over_lines_ends_with_its_last_line(end: tuple[int, int], last: int) -> None:
    """The end of a region over several lines is exclusive: column 1 is the line before."""
    place = Place(PATH, "/a", 3, 2, *end, "内容: |")
    assert region(place) == {"startLine": 3, "startColumn": 2, "endLine": last}


def test_addresses_are_percent_encoded_and_relative_to_the_base() -> None:
    """Spaces, signs and Japanese in a path are encoded; an absolute path is a file address."""
    location = result_at(Place(PATH, "", 1, 1, 1, 2))["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "%E8%A8%88%E7%94%BB%201/%E5%85%AB%E4%BB%A3%231.yaml", "uriBaseId": "SRCROOT"}
    absolute = Path("/計画/a.yaml").absolute()
    location = result_at(Place(str(absolute), "", 1, 1, 1, 2))["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": absolute.as_uri()}


def test_related_places_carry_their_word() -> None:
    """A second place of a finding is a related location with a number and its word."""
    result = next(each for each in run_of(samples.one_bad())["results"] if each["ruleId"] == "R126")
    (related,) = result["relatedLocations"]
    assert (related["id"], related["message"]["text"]) == (1, "現状値")
    place = samples.low_target("examples/plan.yaml").related[0].place
    assert related["physicalLocation"]["region"] == {
        "startLine": place.line,
        "startColumn": place.column,
        "endColumn": place.end_column,
    }


def test_a_plan_s_words_are_never_a_link() -> None:
    """SARIF's embedded links cannot be smuggled in by a value."""
    finding = Finding("R101", "error", Place("a.yaml", "", 1, 1, 1, 2), Bilingual("「{v}」", "{v}"), (("v", "[x](y)"),))
    (result,) = run_of(samples.report(samples.plan("a.yaml", finding)))["results"]
    assert result["message"]["text"] == "「[x] (y)」"


def test_ignored_findings_are_suppressed_results() -> None:
    """What was set aside stays in the log, with its kind and reason, and is not mistaken for a finding."""
    finding = samples.odd_thousand("a.yaml")
    ignored = (Ignored(finding, "inline", "県と協議済み"), Ignored(finding, "baseline"))
    plan = samples.plan("a.yaml")._replace(ignored=ignored)
    results = run_of(samples.report(plan))["results"]
    assert [result["suppressions"] for result in results] == [
        [{"kind": "inSource", "status": "accepted", "justification": "県と協議済み"}],
        [{"kind": "external", "status": "accepted", "justification": ""}],
    ]


def answered() -> Report:
    """Return a report with a warning and an error that both have an answer, and a warning that has none."""
    answer = Answer("9月に転換を届け出る", "担当 田中", "2018-08-20", "2019-03-31")
    found = (samples.odd_thousand("a.yaml"), samples.bad_date("a.yaml"))
    explained = (finding._replace(answer=answer) for finding in found)
    return samples.report(samples.plan("a.yaml", *explained, samples.odd_thousand("a.yaml")._replace(fingerprint="z")))


@pytest.mark.parametrize(
    ("lang", "why"),
    [
        ("ja", "9月に転換を届け出る（担当 田中、平成30年8月20日、期限 平成31年3月31日）"),
        ("en", "9月に転換を届け出る (担当 田中, 20 Aug 2018, until 31 Mar 2019)"),
    ],
)
def test_answered_findings_are_suppressed_with_the_answer(lang: str, why: str) -> None:
    """A warning that has been explained is suppressed by the explanation; an error is not, whatever was answered."""
    results = run_of(answered(), lang)["results"]
    accepted = {"kind": "external", "status": "accepted", "justification": why}
    assert sorted((result["ruleId"], str(result["suppressions"])) for result in results) == [
        ("F005", "[]"),
        ("R302", "[]"),
        ("R302", str([accepted])),
    ]


def test_every_result_says_whether_it_is_suppressed() -> None:
    """The standard asks for all results or none to say so; the log with suppressions is valid by its schema."""
    aside = Ignored(samples.odd_thousand("b.yaml"), "inline", "県と協議済み\x1b")
    (plan,) = answered().plans
    log = json.loads(render(samples.report(plan._replace(ignored=(aside,))), Options()))
    jsonschema.Draft202012Validator(SCHEMA).validate(log)
    assert [len(result["suppressions"]) for result in log["runs"][0]["results"]] == [0, 1, 0, 1]
    assert log["runs"][0]["results"][-1]["suppressions"][0]["justification"] == r"県と協議済み\u{1b}"


def test_what_was_not_checked_is_a_notification() -> None:
    """Refused and skipped files and rules that could not tell are named; the run is not called successful."""
    invocation = run_of(samples.folder(), exit_code=2)["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    notes = {
        (note["level"], note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], note["message"]["text"])
        for note in invocation["toolExecutionNotifications"]
    }
    assert notes == {
        ("error", "plans/z.yaml", "読み取りの権限がありません。"),
        ("note", "plans/memo.txt", "YAMLではありません。"),
        (
            "warning",
            "plans/c.yaml",
            "読み取れない項目があるため、次のルールは判定できませんでした: R403",
        ),
        (
            "warning",
            "plans/d.yaml",
            "読み取れない項目があるため、次のルールは判定できませんでした: R303",
        ),
    }


def test_a_run_with_findings_is_a_successful_execution() -> None:
    """Findings are not a failure of the tool: exit code 1, executed successfully."""
    invocation = run_of(samples.one_bad(), exit_code=1)["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)


def test_files_carry_their_digest() -> None:
    """Every checked file is an artefact with the digest of its bytes."""
    (artifact,) = run_of(samples.one_bad())["artifacts"]
    assert artifact["hashes"] == {"sha-256": "0f" * 32}
