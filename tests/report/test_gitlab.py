"""GitLab's code quality report: every finding once, with a fingerprint of its own, on a line of a file."""

from __future__ import annotations

import json
from typing import Any

from tests.report import samples

from zaitaku_check.report.formats import Options
from zaitaku_check.report.gitlab import render
from zaitaku_check.report.model import Finding, FolderResult, Place, Related, Report
from zaitaku_check.text_types import Bilingual


def issues_of(report: Report, lang: str = "ja") -> list[dict[str, Any]]:
    """Return the issues as JSON reads them."""
    issues = json.loads(render(report, Options(lang)))
    assert isinstance(issues, list)
    return issues


def test_an_issue_has_what_gitlab_asks_for() -> None:
    """Description, check, severity, fingerprint and place are there, and the remedy as content."""
    issue = next(each for each in issues_of(samples.one_bad(), "en") if each["check_name"] == "R302")
    assert len(issue.pop("fingerprint")) == 32
    assert issue == {
        "type": "issue",
        "check_name": "R302",
        "description": "The amount “1,149,500円” has a fraction below the thousand.",
        "categories": ["Style"],
        "severity": "major",
        "location": {"path": "examples/plan.yaml", "lines": {"begin": 40, "end": 40}},
        "content": {"body": "Lower the amount to 1,149,000 yen or give the reason."},
    }


def test_severities_are_gitlab_s() -> None:
    """Error, warning and note become critical, major and info."""
    path = "a.yaml"
    plan = samples.plan(path, samples.bad_date(path), samples.odd_thousand(path), samples.municipal_only(path))
    assert [issue["severity"] for issue in issues_of(samples.report(plan))] == ["critical", "info", "major"]


def test_fingerprints_are_unique_and_do_not_depend_on_lines() -> None:
    """Alike findings stay apart, and a moved line keeps its fingerprint."""
    twins = samples.report(samples.plan("a.yaml", samples.bad_date("a.yaml"), samples.bad_date("a.yaml")))
    first, second = (issue["fingerprint"] for issue in issues_of(twins))
    assert first != second
    moved = samples.bad_date("a.yaml")._replace(place=Place("a.yaml", "/period/end", 99, 7, 99, 17))
    assert issues_of(samples.report(samples.plan("a.yaml", moved)))[0]["fingerprint"] == first


def test_a_finding_of_the_folder_stands_at_its_first_plan() -> None:
    """GitLab shows only what lies in a file."""
    finding = Finding(
        "R903",
        "warning",
        Place("plans"),
        Bilingual("多い", "too many"),
        related=(Related(Place("plans/a.yaml", "", 1, 1, 1, 2), Bilingual("計画", "plan")),),
    )
    (issue,) = issues_of(samples.report(folder=FolderResult({"R903": "fail"}, (), (finding,))))
    assert issue["location"] == {"path": "plans/a.yaml", "lines": {"begin": 1, "end": 1}}


def test_a_path_never_begins_with_the_folder_itself() -> None:
    """GitLab finds `a.yaml`, not `./a.yaml`."""
    (issue,) = issues_of(samples.report(samples.plan("./a.yaml", samples.bad_date("./a.yaml"))))
    assert issue["location"]["path"] == "a.yaml"


def test_hostile_words_are_visible_and_encodable() -> None:
    """What attacks terminals arrives as harmless letters."""
    text = render(samples.hostile(), Options())
    text.encode()
    assert "\x1b" not in json.loads(text)[0]["description"]
    assert "\\u{1b}[31m\\u{202e}gnp.exe" in json.loads(text)[0]["description"]


def test_no_findings_are_an_empty_list() -> None:
    """A clean run is an empty report, not an empty file."""
    assert render(samples.one_ready(), Options()) == "[]\n"
