"""Every format tells the facts of the JSON report: compared finding by finding, plan by plan."""

from __future__ import annotations

import csv
import json
from html import unescape
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.report import samples

from zaitaku_check.report.formats import Options, render
from zaitaku_check.report.model import Report
from zaitaku_check.report.shown import visible

SAMPLES = samples.samples()
EVERY = pytest.mark.parametrize("name", ["one_bad", "one_ready", "folder", "hostile", "nothing"])
NAMES = {"差戻し": "error", "要説明": "warning", "注意": "note"}


def _facts(report: Report) -> dict[str, Any]:
    text = render("json", report, Options())
    facts: dict[str, Any] = json.loads(text)
    return facts


def _findings(report: Report) -> list[tuple[Any, ...]]:
    """Return what a table says of every finding, from the JSON report."""
    return [
        (
            visible(finding["path"]),
            finding["rule"],
            finding["severity"],
            finding["line"],
            finding["column"],
            finding["pointer"],
            finding["title"],
            finding["message"],
            finding["remedy"],
            finding["fixable"],
        )
        for finding in _facts(report)["findings"]
    ]


def _from_row(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return the same of a row of the findings' table, the apostrophe of a made-harmless cell aside."""
    texts = {name: str(value or "").removeprefix("'") for name, value in row.items()}
    line, column = (int(row[name]) if row[name] not in {None, ""} else None for name in ("行", "列"))
    middle = (texts["場所"], texts["ルールの題名"], texts["指摘"], texts["修正方法"])
    start = (texts["計画"], texts["ルール"], NAMES[texts["重要度"]], line, column)
    return (*start, *middle, texts["自動修正"] == "可")


def _csv(report: Report) -> list[dict[str, str]]:
    data = render("csv", report, Options())
    assert isinstance(data, bytes)
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def _sheet(report: Report, name: str) -> list[dict[str, Any]]:
    data = render("xlsx", report, Options())
    assert isinstance(data, bytes)
    rows = list(load_workbook(BytesIO(data))[name].values)
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


class _Text(HTMLParser):
    """The text of every element of a class, in order."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted, self.depth, self.found = wanted, 0, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"meta", "input"}:
            return
        if self.depth:
            self.depth += 1
        elif self.wanted in (dict(attrs).get("class") or "").split():
            self.depth = 1
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.depth = max(self.depth - 1, 0)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.found[-1] += data


def _html_parts(report: Report, wanted: str) -> list[str]:
    text = render("html", report, Options())
    assert isinstance(text, str)
    parser = _Text(wanted)
    parser.feed(text)
    return parser.found


@EVERY
def test_csv_tells_every_finding(name: str) -> None:
    """The rows with a rule are the findings, in their order."""
    rows = [_from_row(row) for row in _csv(SAMPLES[name]) if row["ルール"]]
    assert rows == _findings(SAMPLES[name])


@EVERY
def test_xlsx_tells_every_finding(name: str) -> None:
    """The sheet 指摘事項 holds the findings, in their order."""
    rows = [_from_row(row) for row in _sheet(SAMPLES[name], "指摘事項") if row["ルール"]]
    assert rows == _findings(SAMPLES[name])


@EVERY
def test_html_tells_every_finding(name: str) -> None:
    """Every finding has its block, with severity, rule, message and place."""
    blocks = sorted(" ".join(block.split()) for block in _html_parts(SAMPLES[name], "finding"))
    names = {severity: label for label, severity in NAMES.items()}
    expected = []
    for path, rule, severity, line, column, _, _, message, *_ in _findings(SAMPLES[name]):
        expected.append(" ".join(f"{names[severity]} {rule} {message} {path}:{line}:{column}".split()))
    assert len(blocks) == len(expected)
    assert [block.startswith(start) for block, start in zip(blocks, sorted(expected), strict=True)] == [True] * len(
        blocks
    )


@EVERY
def test_markdown_tells_every_finding(name: str) -> None:
    """Every finding has its line with severity and rule, and its place behind it."""
    text = render("markdown", SAMPLES[name], Options())
    assert isinstance(text, str)
    lines = text.splitlines()
    heads = sorted(line.split("**")[1] for line in lines if line.startswith("- **"))
    names = {severity: label for label, severity in NAMES.items()}
    assert heads == sorted(f"{names[severity]} `{rule}`" for _, rule, severity, *_ in _findings(SAMPLES[name]))
    places = sorted(lines[at + 1].strip("` ") for at, line in enumerate(lines) if line.startswith("- **"))
    assert places == sorted(f"{found[0]}:{found[3]}:{found[4]}" for found in _findings(SAMPLES[name]))


@EVERY
def test_every_plan_has_its_verdict(name: str) -> None:
    """Overview rows of workbook and page are the plans of the JSON report with their verdicts and counts."""
    verdicts = {"return": "差戻し", "unchecked": "判定不能", "explain": "要説明", "ready": "提出可"}
    plans = [(visible(plan["path"]), verdicts[plan["verdict"]]) for plan in _facts(SAMPLES[name])["plans"]]
    assert [(str(row["計画"]).removeprefix("'"), row["判定"]) for row in _sheet(SAMPLES[name], "一覧")] == plans
    heads = [" ".join(unescape(text).split()[1:]) for text in _html_parts(SAMPLES[name], "plan")]
    assert [head.startswith(f"{verdict} {path}") for head, (path, verdict) in zip(heads, plans, strict=True)] == [
        True
    ] * len(plans)


def test_the_ledger_is_the_same_everywhere() -> None:
    """Rule, group, used and limit of every line stand in workbook and page."""
    lines = _facts(samples.folder())["folder"]["ledger"]
    rows = [
        (row["ルール"], row["区分"], row["現在"], row["上限"]) for row in _sheet(samples.folder(), "箇所数・予算額")
    ]
    assert rows == [(line["rule"], line["label"], line["used"], line["limit"]) for line in lines]
    text = render("html", samples.folder(), Options())
    assert isinstance(text, str)
    for line in lines:
        assert (
            f'<tr><td>{line["rule"]}</td><th scope="row">{line["label"]}</th><td class="number">{line["used"]:,}'
            in text
        )


def test_the_evidence_is_told() -> None:
    """What a rule looked at, and why it did not apply, stands in workbook and page."""
    rows = _sheet(samples.one_ready(), "適合根拠")
    by_rule = {row["ルール"]: row for row in rows}
    looked = "項目「①急変時対応の取組み」（23行目）"
    assert (by_rule["R101"]["結果"], by_rule["R101"]["根拠とした記載"]) == ("適合", looked)
    assert (by_rule["R205"]["結果"], by_rule["R205"]["理由"]) == ("対象外", "連携型だけのルールです。")
    text = render("html", samples.one_ready(), Options())
    assert isinstance(text, str)
    assert "項目: <q>①急変時対応の取組み</q> <code>plan.yaml:23:9</code>" in text
    assert "連携型だけのルールです。" in text


@pytest.mark.parametrize("name", ["csv", "markdown", "html", "xlsx", "text"])
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    """Two renderings agree to the byte, whatever the clock says."""
    assert render(name, samples.folder(), Options()) == render(name, samples.folder(), Options())
