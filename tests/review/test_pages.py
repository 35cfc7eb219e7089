"""The desk's pages: a small index, and a page a plan that shows the plan as an office reads it."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.scenarios.command import EXAMPLES, Command


def page_of(command: Command, text: str, *options: str) -> str:
    """Return the page of the only plan of a folder, with this text."""
    command.write("plans/plan.yaml", text)
    command("review", "plans", "-o", "out", "--lang", "ja", *options)
    (page,) = (command.folder / "out/plans").iterdir()
    return page.read_text("utf-8")


def rows(page: str) -> dict[str, str]:
    """Return the labels and values of the plan's own tables."""
    sheet = page[page.index('aria-labelledby="sheet"') : page.index('aria-labelledby="by-eye"')]
    found = re.findall(r'<tr[^>]*><th scope="row">(.*?)</th><td[^>]*>(.*?)</td></tr>', sheet, re.DOTALL)
    return {html.unescape(label): html.unescape(re.sub(r"<[^>]+>", "", value)) for label, value in found}


PLAN_TEXT = (EXAMPLES / "review/02-kumamoto-nishi-alliance.yaml").read_text("utf-8")


def test_values_stand_in_words_beside_what_was_written(command: Command) -> None:
    """Dates, amounts and choices are read out; what was written stands behind them where that differs."""
    found = rows(page_of(command, PLAN_TEXT))
    assert found["提出日"] == "平成30年7月30日 （H30.7.30）"
    assert found["合計"] == "1,149,000円 （1,149千円）"
    assert found["圏域"] == "熊本・上益城 （熊本 上益城）"
    assert found["類型"] == "連携型"
    assert found["代表者・氏名"] == "河野 礼子"


def test_sections_stand_in_the_order_of_the_form(command: Command) -> None:
    """Whatever order the plan has, the page has that of the form; activities bear their marks."""
    lines = PLAN_TEXT.splitlines(keepends=True)
    budget = next(at for at, line in enumerate(lines) if line.startswith("所要額"))
    page = page_of(command, "".join(lines[budget:] + lines[:budget]))
    heads = [html.unescape(re.sub(r"<[^>]+>", "", each)) for each in re.findall(r"<h[34][^>]*>(.*?)</h[34]>", page)]
    wanted = ["基本事項", "申請者", "構成機関", "現状と課題", "事業期間", "取組み", "① 急変時対応の取組み", "所要額"]
    assert [head for head in heads if head in wanted] == wanted


def test_lists_are_tables(command: Command) -> None:
    """Members have a column a field."""
    page = page_of(command, PLAN_TEXT)
    table = page[page.index("構成機関</h3>") :]
    assert '<th scope="col">名称</th><th scope="col">機関種別</th><th scope="col">市町村</th>' in table
    assert table.count("<tr><td") >= 3


def test_nothing_that_is_written_is_left_out(command: Command) -> None:
    """What stands under a key without a field is shown, and texts keep their lines."""
    found = rows(page_of(command, PLAN_TEXT.replace("課題: 三者", "備忘録Ａ: 別に送付\n  課題: 三者")))
    assert found["備忘録Ａ"].startswith("別に送付")


def test_findings_stand_at_their_place(command: Command) -> None:
    """A point is linked to its row and back; what is missing altogether stands at the group."""
    page = page_of(command, PLAN_TEXT.replace("市町村: 熊本市\n", "市町村: 八代市\n", 1))
    number = re.search(r'<tr id="at-(\d+)"><th scope="row">市町村</th>', page)
    assert number is not None
    assert f'<div class="point" id="p-{number[1]}">' in page
    assert f'href="#at-{number[1]}"' in page
    assert f'href="#p-{number[1]}"' in page


def test_every_point_leads_somewhere(command: Command) -> None:
    """No link of a page is dead, whatever is wrong with the plan."""
    page = page_of(command, (EXAMPLES / "plans/kikuchi-many-mistakes.yaml").read_text("utf-8"))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert [link for link in re.findall(r'href="#([^"]+)"', page) if link not in ids] == []


def test_a_plan_that_cannot_be_read_is_shown_as_it_is(command: Command) -> None:
    """Its lines stand there, with the one that is wrong marked."""
    page = page_of(command, "年度: H10\n申請者: {名称: 甲病院}\n類型: <b>\n")
    assert "様式に従って読み取ることができないため、記載のまま示します。" in page
    assert "類型: &lt;b&gt;" in page
    assert '<mark id="at-1">' in page


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_index_leads_to_every_plan(lang: str, command: Command) -> None:
    """Each row's link is a page that is there, and each page leads back."""
    for name in ("01-kumamoto-higashi-core", "04-uki-core"):
        command.put(f"plans/{name}.yaml", f"review/{name}.yaml")
    command("review", "plans", "-o", "out", "--lang", lang)
    out: Path = command.folder / "out"
    links = [unquote(each) for each in re.findall(r'href="(plans/[^"]+)"', (out / "index.html").read_text("utf-8"))]
    assert {*links} == {f"plans/{path.name}" for path in (out / "plans").iterdir()}
    assert all('href="../index.html"' in path.read_text("utf-8") for path in (out / "plans").iterdir())
