"""Rules that applied to no plan of a folder: every paper names them, and none lets them look as if they were passed."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from tests.report import samples

from zaitaku_check.report import csv_report, github, html, junit, markdown, sarif, text, xlsx
from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import FolderResult, Report

TITLE = {"ja": "どの計画書にも当てはまらなかったルール", "en": "Rules that applied to no plan"}
MEANING = {
    "ja": "一度も判定していません。適合したという意味ではありません。",
    "en": "they were not tested, and have not been passed.",
}


def folder() -> Report:
    """Return a report on two plans to which neither R126 nor an overlay's A101 applied."""
    plans = [samples.plan(path) for path in ("a.yaml", "b.yaml")]
    plans = [plan._replace(outcomes=plan.outcomes | {"R126": "not_applicable"}) for plan in plans]
    return samples.report(*plans, folder=FolderResult({}, (), ()))._replace(vacuous=("R126", "A101"))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_names_them(lang: str) -> None:
    """A section of the page, reached from its contents, lists the rules and says that they were not tested."""
    page = html.render(folder(), Options(lang))
    assert f'<li><a href="#vacuous">{TITLE[lang]}</a></li>' in page
    section = page[page.index(f'<h2 id="vacuous">{TITLE[lang]}</h2>') :]
    section = section[: section.index("</section>")]
    assert MEANING[lang] in section
    title = samples.RULES["R126"].title
    assert re.findall("<li>(.*)</li>", section) == [
        f'<a href="#rule-R126">R126</a> {title.ja if lang == "ja" else title.en}',
        "A101",
    ]


def test_the_page_says_it_beside_the_rule_too() -> None:
    """Whoever looks a rule up at the end of the page reads there that it was not tested; other rules say no such."""
    articles = html.render(folder(), Options()).split('<article class="rule" id="')[1:]
    untested = [each.split('"')[0] for each in articles if "当てはまらなかったため、判定していません。" in each]
    assert untested == ["rule-R126"]


def test_nothing_of_the_matrix_looks_like_a_pass() -> None:
    """In the column of such a rule every sign is that of a rule that did not apply."""
    page = html.render(folder(), Options())
    matrix = page[page.index('<table class="matrix">') :]
    matrix = matrix[: matrix.index("</table>")]
    heads = re.findall(r'<th scope="col"[^>]*>(?:<a [^>]*>)?(\w+)', matrix)
    rows = [re.findall("<td[^>]*>(.?)</td>", row) for row in matrix.split("<tr>")[2:]]
    assert [row[heads.index("R126") - 1] for row in rows] == ["―", "―"]
    assert [row[heads.index("R101") - 1] for row in rows] == ["○", "○"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_markdown_names_them(lang: str) -> None:
    """The report in Markdown has a section of the same words, each rule with its title."""
    report = markdown.render(folder(), Options(lang))
    section = report[report.index(f"\n## {TITLE[lang]}\n\n") :]
    assert MEANING[lang] in section.splitlines()[3]
    title = samples.RULES["R126"].title
    assert f"\n\n- R126 {title.ja if lang == 'ja' else title.en}\n- A101\n" in section


@pytest.mark.parametrize(
    ("lang", "label"),
    [
        ("ja", "どの計画書にも当てはまらなかったルール（適合ではありません）"),
        ("en", "Rules that applied to no plan (not passed)"),
    ],
)
def test_the_workbook_names_them(lang: str, label: str) -> None:
    """The last sheet has a row for each of them, labelled as not passed."""
    book = load_workbook(BytesIO(xlsx.render(folder(), Options(lang))))
    rows = [value for name, value in book.worksheets[-1].values if name == label]
    title = samples.RULES["R126"].title
    assert rows == [f"R126 {title.ja if lang == 'ja' else title.en}", "A101"]


UNTESTED = {
    "ja": "どの計画書にも当てはまらなかったため、判定していません。",
    "en": "It applied to no plan and was not tested.",
}


def r126(lang: str) -> str:
    """Return the title of the rule whose card the report has."""
    title = samples.RULES["R126"].title
    return title.ja if lang == "ja" else title.en


@pytest.mark.parametrize(("lang", "kind"), [("ja", "判定せず"), ("en", "not tested")])
def test_the_table_names_them(lang: str, kind: str) -> None:
    """The last rows of the CSV file are theirs, and name neither rule nor place: a row that does is a finding."""
    table = csv_report.render(folder(), Options(lang)).decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(table, newline=""))
    assert [[cell for cell in row if cell] for row in rows[-2:]] == [
        [kind, f"R126 {r126(lang)}: {UNTESTED[lang]}"],
        [kind, f"A101: {UNTESTED[lang]}"],
    ]
    assert {len(row) for row in rows} == {len(head)}
    assert [row[1] for row in rows].count(kind) == 2


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_junit_skips_them(lang: str) -> None:
    """In the folder's suite each of them is a skipped case with its reason, once, among the others in order."""
    report = folder()._replace(folder=FolderResult({"R901": "pass", "A101": "not_applicable"}, (), ()))
    suite = ET.fromstring(junit.render(report, Options(lang)).encode()).findall("testsuite")[-1]  # noqa: S314 - ours
    cases = [(case.get("name"), [(each.tag, dict(each.attrib)) for each in case]) for case in suite.iter("testcase")]
    skipped = [("skipped", {"type": "vacuous", "message": UNTESTED[lang]})]
    area = samples.RULES["R901"].title
    assert cases == [
        ("A101", skipped),
        (f"R126 {r126(lang)}", skipped),
        (f"R901 {area.ja if lang == 'ja' else area.en}", []),
    ]
    assert (suite.get("tests"), suite.get("skipped")) == ("3", "2")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_summary_of_a_step_names_them(lang: str) -> None:
    """The summary ends with a section of the same words as the Markdown's."""
    summary = github.summary(folder(), Options(lang))
    section = summary[summary.index(f"\n### {TITLE[lang]}\n\n") :]
    assert MEANING[lang] in section.splitlines()[3]
    assert section.endswith(f"\n\n- R126 {r126(lang)}\n- A101\n")


def test_sarif_lists_them() -> None:
    """The run's properties have their ids."""
    (run,) = json.loads(sarif.render(folder(), Options()))["runs"]
    assert run["properties"]["vacuous"] == ["R126", "A101"]


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("ja", "どの計画書にも当てはまらなかったルール（適合ではありません）: R126、A101"),
        ("en", "Rules that applied to no plan (not passed): R126, A101"),
    ],
)
def test_the_text_names_them(lang: str, line: str) -> None:
    """The report for a terminal has them in one line."""
    assert line in text.render(folder(), Options(lang)).splitlines()


def test_where_every_rule_applied_nothing_is_said() -> None:
    """No format has such a section, row or case where there is nothing to put into it."""
    report = folder()._replace(vacuous=())
    assert 'id="vacuous"' not in html.render(report, Options())
    for each in (markdown.render, github.summary, text.render):
        assert TITLE["ja"] not in each(report, Options())
    assert UNTESTED["ja"] not in csv_report.render(report, Options()).decode("utf-8-sig")
    assert UNTESTED["ja"] not in junit.render(report, Options())
    names = [row[0] for row in load_workbook(BytesIO(xlsx.render(report, Options())))["実行情報"].values]
    assert not [name for name in names if str(name).startswith(TITLE["ja"])]
