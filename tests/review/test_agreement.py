"""On the examples every paper of a review tells the same facts, finding by finding and plan by plan."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.scenarios.command import EXAMPLES, exit_code

ANSWERS = "- {rule: R204, plan: 04-uki-core.yaml, reason: 届出済み, who: 田中, date: 2018-08-20}\n"
SEVERITIES = {"error": "差戻し", "warning": "要説明", "note": "注意"}
VERDICTS = {"return": "差戻し", "unchecked": "判定不能", "explain": "要説明", "ready": "提出可"}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the papers of a review of the examples with one answer, and the findings as CSV beside them."""
    folder = tmp_path_factory.mktemp("agreement")
    shutil.copytree(EXAMPLES / "review", folder / "plans")
    (folder / "answers.yaml").write_text(ANSWERS, "utf-8")
    common = ("--answers", str(folder / "answers.yaml"), "--lang", "ja", "--as-of", "2018-09-10")
    assert exit_code(["review", str(folder / "plans"), "-o", str(folder / "out"), "-q", *common]) == 1
    tables = ("-f", f"csv={folder / 'out/findings.csv'}", "-f", f"xlsx={folder / 'out/check.xlsx'}")
    exit_code(["check", str(folder / "plans"), *tables, *common])
    return folder / "out"


@pytest.fixture(scope="module")
def report(papers: Path) -> dict[str, Any]:
    """Give the JSON report, against which the others are held."""
    facts: dict[str, Any] = json.loads((papers / "report.json").read_bytes())
    assert len(facts["findings"]) > 15
    return facts


def told(finding: dict[str, Any]) -> tuple[str, ...]:
    """Return what every paper for the desk says of a finding, with what a reviewer does about it where that differs."""
    place = (finding["path"], str(finding["line"] or ""))
    remedy = finding.get("remedy_reviewer", finding["remedy"])
    return (*place, finding["rule"], SEVERITIES[finding["severity"]], finding["message"], remedy)


def rows(sheet: Any) -> list[dict[str, Any]]:
    """Return a sheet's rows by the titles of its columns."""
    titles, *others = sheet.values
    return [dict(zip(titles, row, strict=True)) for row in others]


def test_the_workbook_tells_every_finding(papers: Path, report: dict[str, Any]) -> None:
    """The sheet 指摘事項 has the findings of the report, no more and no fewer."""
    found = [row for row in rows(load_workbook(papers / "check.xlsx")["指摘事項"]) if row["ルール"]]
    names = ("計画", "行", "ルール", "重要度", "指摘", "修正方法")
    assert [tuple(str(row[name] or "") for name in names) for row in found] == [*map(told, report["findings"])]


def test_the_desks_workbook_tells_every_point(papers: Path, report: dict[str, Any]) -> None:
    """The workbook of the desk has a row for every point of the pages, with the verdict of its plan."""
    book = load_workbook(papers / "overview.xlsx")
    superseded = {each["path"] for each in report["folder"]["superseded"]}
    told = [each for each in report["findings"] if each["line"] and each["path"] not in superseded]
    expected = Counter((each["rule"], SEVERITIES[each["severity"]], each["message"]) for each in told)
    assert Counter((row["ルール"], row["重要度"], row["指摘"]) for row in rows(book["指摘事項"])) == expected
    verdicts = Counter(str(row["判定"]).partition("（")[0] for row in rows(book["一覧"]))
    counting = [plan for plan in report["plans"] if plan["path"] not in superseded]
    assert verdicts == Counter(VERDICTS[plan["verdict"]] for plan in counting)


def test_the_table_tells_every_finding(papers: Path, report: dict[str, Any]) -> None:
    """So has the CSV file."""
    text = (papers / "findings.csv").read_text("utf-8-sig")
    found = [row for row in csv.DictReader(StringIO(text)) if row["ルール"]]
    names = ("計画", "行", "ルール", "重要度", "指摘", "修正方法")
    assert [tuple(row[name] for name in names) for row in found] == [*map(told, report["findings"])]


def plain(page: str) -> str:
    """Return what a page says, without its marks."""
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def test_the_pages_tell_every_finding(papers: Path, report: dict[str, Any]) -> None:
    """The page of each plan has a numbered point for each finding with its message, and no more."""
    points = [
        match
        for page in sorted(papers.glob("plans/*.html"))
        for match in re.findall(r"^\d+ (差戻し|要説明|注意) (.+)$", plain(page.read_text("utf-8")), re.MULTILINE)
    ]
    superseded = {each["path"] for each in report["folder"]["superseded"]}
    told = [each for each in report["findings"] if each["line"] and each["path"] not in superseded]
    expected = Counter((SEVERITIES[each["severity"]], each["message"]) for each in told)
    assert Counter(points) == expected


def test_the_letters_tell_every_finding_of_a_plan(papers: Path, report: dict[str, Any]) -> None:
    """Each applicant reads what was found in the own plan that counts; how a file was typed in the letter's own words.

    What was found over all plans, and accidents of typing, are told otherwise or not at all.
    """
    text = "".join(path.read_text("utf-8") for path in sorted(papers.glob("letters/*/*.html")))
    matters = Counter(map(html.unescape, re.findall(r"<h3>\(\d+\) (.*?)</h3>", text)))
    superseded = {each["path"] for each in report["folder"]["superseded"]}
    over_all = report["folder"]["outcomes"]
    own = [each for each in report["findings"] if each["rule"] not in over_all and each["rule"][0] != "Y"]
    told = Counter(each["message"] for each in own if each["path"] not in superseded)
    assert told - matters == Counter()
    assert {message for message in matters - told if "様式と異なる" not in message} == set()


def test_verdicts_and_counts_agree(papers: Path, report: dict[str, Any]) -> None:
    """Overview of workbook and page: verdict, own findings by severity, findings over all plans, of every plan."""
    over_all = report["folder"]["outcomes"]
    expected = {}
    for plan in report["plans"]:
        mine = [each for each in report["findings"] if each["path"] == plan["path"]]
        own = Counter(each["severity"] for each in mine if each["rule"] not in over_all)
        hanging = sum(each["rule"] in over_all for each in mine)
        expected[plan["path"]] = (VERDICTS[plan["verdict"]], *(own[each] for each in SEVERITIES), hanging)
    found = {
        row["計画"]: (row["判定"], row["差戻し"], row["要説明"], row["注意"], row["全体の指摘"])
        for row in rows(load_workbook(papers / "check.xlsx")["一覧"])
    }
    assert found == expected
    page = (papers / "index.html").read_text("utf-8")
    table = page[page.index('id="plan-table"') : page.index("</table>")]
    superseded = {each["path"] for each in report["folder"]["superseded"]}
    on_page = {}
    for line in re.findall(r"<tr data-verdict.*?</tr>", table, re.DOTALL):
        cells = [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[dh].*?</t[dh]>", line)]
        on_page[cells[-1]] = (cells[1].split(maxsplit=1)[1], *map(int, cells[-9:-5]))
    assert on_page == {Path(path).name: facts for path, facts in expected.items() if path not in superseded}


def test_the_ledgers_agree(papers: Path, report: dict[str, Any]) -> None:
    """Workbook and ledger.csv have the ledger of the report, with who was replaced."""
    expected = [
        (line["rule"], line["label"], str(line["used"]), str(line["limit"] or ""), " / ".join(line["superseded"]))
        for line in report["folder"]["ledger"]
    ]
    assert len(expected) == 12
    names = ("ルール", "区分", "現在", "上限", "差替え前")
    sheet = rows(load_workbook(papers / "check.xlsx")["箇所数・予算額"])
    assert [tuple("" if row[name] is None else str(row[name]) for name in names) for row in sheet] == expected
    text = (papers / "ledger.csv").read_text("utf-8-sig")
    assert [tuple(row[name] for name in names) for row in csv.DictReader(StringIO(text))] == expected


def test_the_evidence_agrees(papers: Path, report: dict[str, Any]) -> None:
    """Every rule's outcome on every plan stands in the workbook, and on the page of each plan that counts."""
    outcomes = {"pass": "適合", "fail": "不適合", "not_applicable": "対象外", "cannot_tell": "判定不能"}
    expected = [
        (plan["path"], rule, outcomes[outcome])
        for plan in report["plans"]
        for rule, outcome in plan["outcomes"].items()
    ]
    sheet = rows(load_workbook(papers / "check.xlsx")["適合根拠"])
    assert [(row["計画"], row["ルール"], row["結果"]) for row in sheet] == expected
    pages = [each.read_text("utf-8") for each in papers.glob("plans/*.html")]
    for plan in report["plans"]:
        own = [page for page in pages if f"<code>{plan['path']}</code>" in page]
        assert len(own) == 1
        judged = dict(re.findall(r'<tr><th scope="row">(\w\d+) [^<]*</th><td class="o-(\w+)">', own[0]))
        assert judged == plan["outcomes"]
