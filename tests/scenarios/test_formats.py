"""One folder of plans, one run: every format tells the same findings, each read by a reader of its own."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from tests.scenarios.command import EXAMPLES, exit_code

from zaitaku_check.report.formats import FORMATS

Told = Counter[tuple[str, str]]
"""How often a rule is told at a place (`path:line:column`, a folder's own matters without line)."""


def place(path: str, *numbers: object) -> str:
    """Return a place as people read it, as far as it is known."""
    return ":".join([path, *(str(number) for number in numbers if number not in {None, ""})])


def of_facts(findings: Iterable[dict[str, Any]]) -> Told:
    """Return what findings of a JSON report tell."""
    return Counter((each["rule"], place(each["path"], each["line"], each["column"])) for each in findings)


def of_json(data: bytes) -> Told:
    """Read the JSON report."""
    return of_facts(json.loads(data)["findings"])


def of_jsonl(data: bytes) -> Told:
    """Read JSON lines."""
    return of_facts(each for each in map(json.loads, data.splitlines()) if each["type"] == "finding")


def of_concise(data: bytes) -> Told:
    """Read lines such as `a.yaml:1:2: error[R101] …`."""
    return Counter((rule, where) for where, rule in re.findall(r"^(.+?): \w+\[(\w+)\] ", data.decode(), re.MULTILINE))


def of_text(data: bytes) -> Told:
    """Read the heads of findings: severity, rule, place."""
    return Counter(re.findall(r"^  (?:error|warning|note) (\w+)  (\S+)$", data.decode(), re.MULTILINE))


def of_markdown(data: bytes) -> Told:
    """Read the list of findings: severity and rule, the place a line further."""
    return Counter(re.findall(r"^- \*\*\w+ `(\w+)`\*\* .*\n  `+ ?(.+?) ?`+$", data.decode(), re.MULTILINE))


def of_csv(data: bytes) -> Told:
    """Read the rows that name a rule."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return Counter((row["Rule"], place(row["Plan"], row["Line"], row["Column"])) for row in rows if row["Rule"])


def of_xlsx(data: bytes) -> Told:
    """Read the same of the workbook's sheet."""
    rows = list(load_workbook(io.BytesIO(data))["Findings"].values)
    named = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return Counter((str(r["Rule"]), place(str(r["Plan"]), r["Line"], r["Column"])) for r in named if r["Rule"])


def of_html(data: bytes) -> Told:
    """Read the rules and places of the page's findings."""
    block = r'<div class="finding .*?<a href="#rule-(\w+)">.*?<p class="place"><code>(.*?)</code>'
    return Counter(re.findall(block, data.decode(), re.DOTALL))


def of_sarif(data: bytes) -> Told:
    """Read the results."""
    return Counter(map(_of_result, json.loads(data)["runs"][0]["results"]))


def _of_result(result: dict[str, Any]) -> tuple[str, str]:
    physical = result["locations"][0]["physicalLocation"]
    region = physical.get("region", {})
    where = unquote(physical["artifactLocation"]["uri"])
    return result["ruleId"], place(where, region.get("startLine"), region.get("startColumn"))


def of_junit(data: bytes) -> Told:
    """Read the failures: a case names the rule, each of its lines a place."""
    return Counter(_of_cases(ET.fromstring(data)))  # noqa: S314 - our own report


def _of_cases(root: ET.Element) -> Iterator[tuple[str, str]]:
    for case in root.iter("testcase"):
        for failure in case.iter("failure"):
            rule = case.attrib["name"].split(" ")[0]
            yield from (
                (rule, where) for where in re.findall(r"^([^\s:]+(?::\d+:\d+)?): ", failure.text or "", re.MULTILINE)
            )


def of_github(data: bytes) -> Told:
    """Read the annotations, and the lines behind them for which GitHub has no room."""
    return Counter(_of_commands(data.decode())) + of_concise(data)


def _of_commands(text: str) -> Iterator[tuple[str, str]]:
    for words in re.findall(r"^::(?:error|warning|notice) (.*?)::", text, re.MULTILINE):
        properties = dict(word.split("=", 1) for word in words.split(","))
        where = place(properties.get("file", ""), properties.get("line"), properties.get("col"))
        if properties["title"] not in ("skipped", "対象外"):
            yield properties["title"].split(" ")[0], where


def of_gitlab(data: bytes) -> Told:
    """Read the issues."""
    issues = json.loads(data)
    return Counter(
        (each["check_name"], place(each["location"]["path"], each["location"]["lines"]["begin"])) for each in issues
    )


READERS: dict[str, Callable[[bytes], Told]] = {
    "text": of_text, "concise": of_concise, "json": of_json, "jsonl": of_jsonl, "csv": of_csv, "markdown": of_markdown,
    "html": of_html, "xlsx": of_xlsx, "sarif": of_sarif, "github": of_github, "gitlab": of_gitlab, "junit": of_junit,
}  # fmt: skip


ROOT = "examples/" if (EXAMPLES.parent / ".git").exists() else ""
"""What the forges' paths begin with: they are looked for from the root of the repository."""


def expected(facts: dict[str, Any], name: str) -> Told:
    """Return what a format has to tell: everything, as far as the place that reads it knows such places."""
    findings = facts["findings"]
    if name in ("gitlab", "sarif"):
        first = ("path", "line", "column")
        findings = [
            each if each["line"] else {**each, **{k: each["related"][0][k] for k in first}} for each in findings
        ]
    if name in ("github", "gitlab", "sarif"):
        findings = [{**each, "path": ROOT + each["path"]} for each in findings]
    if name == "gitlab":
        findings = [{**each, "column": None} for each in findings]
    told = of_facts(findings)
    if name == "github":
        return Counter({(rule, where if ":" in where else ""): count for (rule, where), count in told.items()})
    return told


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the reports of one run in every format."""
    folder = tmp_path_factory.mktemp("reports")
    words = [word for name in FORMATS for word in ("-f", f"{name}={folder / name}")]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(EXAMPLES)
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        assert exit_code(["check", "review", "--no-config", "--lang", "en", *words]) == 1
    return {name: (folder / name).read_bytes() for name in FORMATS}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_tells_the_same_findings(reports: dict[str, bytes], name: str) -> None:
    """Rule and place of every finding, no more and no less, as often as the JSON report has it."""
    facts = json.loads(reports["json"])
    assert len(facts["findings"]) > 15
    assert READERS[name](reports[name]) == expected(facts, name)
