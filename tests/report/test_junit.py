"""JUnit XML: valid by Jenkins' schema, one suite a plan, one case a rule, every outcome told."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from tests.report import samples

from zaitaku_check.report.formats import Options
from zaitaku_check.report.junit import render
from zaitaku_check.report.model import Finding, Place, Report
from zaitaku_check.text_types import Bilingual


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    """Return the schema of Jenkins' xUnit plug-in."""
    return xmlschema.XMLSchema(Path(__file__).parents[1] / "data" / "junit-10.xsd")


def suites_of(report: Report, lang: str = "ja") -> list[ET.Element]:
    """Return the suites as a parser that is not ours reads them."""
    return ET.fromstring(render(report, Options(lang)).encode()).findall("testsuite")  # noqa: S314 - our own output


def cases_of(suite: ET.Element) -> dict[str, ET.Element]:
    """Return a suite's cases by the rule they begin with."""
    return {str(case.get("name")).split()[0]: case for case in suite.findall("testcase")}


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", sorted(samples.samples()))
def test_every_sample_is_valid_by_the_schema(schema: xmlschema.XMLSchema, name: str, lang: str) -> None:
    """Whatever the report, hostile ones too, Jenkins can read it."""
    text = render(samples.samples()[name], Options(lang))
    schema.validate(text.encode())


def test_a_plan_is_a_suite_with_its_counts() -> None:
    """Passed, failed, skipped and undecided rules are counted apart."""
    suite = suites_of(samples.folder())[2]
    assert {name: suite.get(name) for name in ("name", "package", "tests", "failures", "errors", "skipped")} == {
        "name": "plans/c.yaml",
        "package": "regional-centre-2018",
        "tests": "9",
        "failures": "2",
        "errors": "1",
        "skipped": "1",
    }


def test_every_outcome_has_its_element_and_its_words() -> None:
    """Not applicable is skipped, cannot tell is an error, a finding is a failure, a pass is silent."""
    cases = cases_of(suites_of(samples.folder())[2])
    assert list(cases["R101"]) == []
    (skipped,) = cases["R205"]
    assert (skipped.tag, skipped.get("message")) == ("skipped", "この計画書には適用されません。")
    (error,) = cases["R403"]
    assert (error.tag, error.get("message")) == ("error", "必要な値を読み取れないため、判定できませんでした。")
    (failure,) = cases["F005"]
    assert (failure.tag, failure.get("type")) == ("failure", "error")
    assert failure.get("message") == "「平成31年2月30日」は存在しない日付です。"
    assert str(failure.text).splitlines() == [
        "plans/c.yaml:12:7: 「平成31年2月30日」は存在しない日付です。",
        "「平成30年10月1日」のように年月日で書いてください。",
    ]


def test_findings_of_one_rule_are_one_case() -> None:
    """Two findings of a rule are one failed case that names both places."""
    second = samples.bad_date("a.yaml")._replace(place=Place("a.yaml", "/period/start", 11, 7, 11, 9))
    (suite,) = suites_of(samples.report(samples.plan("a.yaml", second, samples.bad_date("a.yaml"))), "en")
    (failure,) = cases_of(suite)["F005"]
    assert str(failure.text).splitlines()[:2] == [
        "a.yaml:11:7: “平成31年2月30日” is not a day that exists.",
        "a.yaml:12:7: “平成31年2月30日” is not a day that exists.",
    ]


def test_the_folder_is_a_suite_of_its_own() -> None:
    """Rules over all plans come last, under the folder's name."""
    suite = suites_of(samples.folder())[-1]
    assert suite.get("name") == "フォルダー全体"
    assert {rule: [element.tag for element in case] for rule, case in cases_of(suite).items()} == {
        "R901": ["failure"],
        "R903": ["error"],
    }


def test_a_refused_file_is_an_error() -> None:
    """A file that could not be read is never a suite without a word."""
    suite = suites_of(samples.folder())[4]
    (case,) = suite.findall("testcase")
    (error,) = case
    assert (suite.get("name"), error.tag, error.get("message")) == (
        "plans/z.yaml",
        "error",
        "読み取りの権限がありません。",
    )


def test_no_character_is_written_that_xml_forbids() -> None:
    """Controls, lone surrogates and noncharacters do not break the document, wherever they stand."""
    bad = "\x00\x1b\ufffe\uffff\ud800]]>&<"
    finding = Finding("R101", "error", Place(bad, "", 1, 1, 1, 2), Bilingual(bad + "{v}", bad), (("v", bad),))
    (suite,) = suites_of(samples.report(samples.plan(bad, finding)))
    (failure,) = cases_of(suite)["R101"]
    assert "]]>&<" in str(failure.text)


def test_a_skipped_file_is_a_suite_with_one_skipped_case() -> None:
    """A file that was left out is shown as skipped, with the reason, before the folder's own suite."""
    suite = suites_of(samples.folder())[-2]
    case = suite.find("testcase")
    assert case is not None
    told = case.find("skipped")
    assert told is not None
    assert (suite.get("name"), suite.get("tests"), suite.get("skipped")) == ("plans/memo.txt", "1", "1")
    assert (case.get("name"), told.get("message")) == ("ファイル", "YAMLではありません。")
