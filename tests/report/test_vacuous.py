"""Rules that applied to no plan of a folder: every paper names them, and none lets them look as if they were passed."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.report import samples

from zaitaku_check.report import html, markdown, xlsx
from zaitaku_check.report.formats import Options
from zaitaku_check.report.nouns import FolderResult, Report

TITLE = {"ja": "どの計画にも当てはまらなかった規則", "en": "Rules that applied to no plan"}
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
    text = html.render(folder(), Options(lang))
    assert f'<li><a href="#vacuous">{TITLE[lang]}</a></li>' in text
    section = text[text.index(f'<h2 id="vacuous">{TITLE[lang]}</h2>') :]
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
    text = html.render(folder(), Options())
    matrix = text[text.index('<table class="matrix">') :]
    matrix = matrix[: matrix.index("</table>")]
    heads = re.findall(r'<th scope="col">(?:<a [^>]*>)?(\w+)', matrix)
    rows = [re.findall("<td[^>]*>(.?)</td>", row) for row in matrix.split("<tr>")[2:]]
    assert [row[heads.index("R126") - 1] for row in rows] == ["―", "―"]
    assert [row[heads.index("R101") - 1] for row in rows] == ["○", "○"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_markdown_names_them(lang: str) -> None:
    """The report in Markdown has a section of the same words, each rule with its title."""
    text = markdown.render(folder(), Options(lang))
    section = text[text.index(f"\n## {TITLE[lang]}\n\n") :]
    assert MEANING[lang] in section.splitlines()[3]
    title = samples.RULES["R126"].title
    assert f"\n\n- R126 {title.ja if lang == 'ja' else title.en}\n- A101\n" in section


@pytest.mark.parametrize(
    ("lang", "label"),
    [
        ("ja", "どの計画にも当てはまらなかった規則（適合ではありません）"),
        ("en", "Rules that applied to no plan (not passed)"),
    ],
)
def test_the_workbook_names_them(lang: str, label: str) -> None:
    """The last sheet has a row for each of them, labelled as not passed."""
    book = load_workbook(BytesIO(xlsx.render(folder(), Options(lang))))
    rows = [value for name, value in book.worksheets[-1].values if name == label]
    title = samples.RULES["R126"].title
    assert rows == [f"R126 {title.ja if lang == 'ja' else title.en}", "A101"]


def test_where_every_rule_applied_nothing_is_said() -> None:
    """Page, Markdown and workbook have no such section where there is nothing to put into it."""
    report = folder()._replace(vacuous=())
    assert 'id="vacuous"' not in html.render(report, Options())
    assert TITLE["ja"] not in markdown.render(report, Options())
    names = [row[0] for row in load_workbook(BytesIO(xlsx.render(report, Options())))["実行情報"].values]
    assert not [name for name in names if str(name).startswith(TITLE["ja"])]
