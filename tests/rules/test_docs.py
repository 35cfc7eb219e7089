"""The reference pages: every rule in both languages and both formats, as committed, and nothing that breaks them."""

from __future__ import annotations

import re

import pytest
from tests.scenarios.command import ROOT, Command

from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import STRUCTURE, Shelf
from zaitaku_check.reference.checklist import as_markdown, checklists
from zaitaku_check.reference.rule_pages import all_pages

SHELF = Shelf(str(ROOT / "rules"))
PAGES = all_pages(SHELF)
PACKS = [*SHELF.ids, STRUCTURE]


def test_the_pages_are_up_to_date(command: Command) -> None:
    """The pages are what `zaitaku-check rules docs -o docs/rules` writes."""
    command.folder = ROOT
    run = command("rules", "docs", "-o", "docs/rules", "--check")
    assert (run.code, run.complaint) == (0, "")


def test_no_page_is_left_over() -> None:
    """Every file below docs/rules is one of the pages."""
    there = {path.relative_to(ROOT / "docs/rules").as_posix() for path in (ROOT / "docs/rules").rglob("*.*")}
    assert there == set(PAGES)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", PACKS)
def test_every_rule_has_its_place(name: str, lang: str) -> None:
    """Each rule of a pack has a heading that can be linked to, with title, remedy and source, in both formats."""
    markdown, html = PAGES[f"{lang}/{name}.md"], PAGES[f"{lang}/{name}.html"]
    rules = SHELF.pack(name).rules
    assert rules
    assert [rule.id for rule in rules if f'<a id="{rule.id.lower()}"></a>' not in markdown] == []
    assert [rule.id for rule in rules if f'<article id="{rule.id.lower()}">' not in html] == []
    words = [getattr(rule.title, lang).strip() for rule in rules]
    assert [word for word in words if html.count(_escaped(word)) < 2] == []


def _escaped(text: str) -> str:
    signs = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}
    return "".join(signs.get(each, each) for each in text)


@pytest.mark.parametrize("path", [path for path in PAGES if path.endswith(".html")])
def test_links_of_the_pages_lead_somewhere(path: str) -> None:
    """Every link of an HTML page leads to a page and a place that are there."""
    folder = path.split("/", maxsplit=1)[0]
    links = re.findall(r'href="([^"#]*)(?:#([^"]*))?"', PAGES[path])
    assert links
    for page, anchor in links:
        target = PAGES[f"{folder}/{page}"] if page else PAGES[path]
        assert not anchor or f'id="{anchor}"' in target


def test_the_pages_run_nothing() -> None:
    """No script and nothing from elsewhere is in the HTML pages."""
    assert [path for path, page in PAGES.items() if "<script" in page or "http" in page.replace("http-equiv", "")] == []


def test_a_page_names_what_an_edition_drops() -> None:
    """The page of 2019 says which rules of 2018 it does not take over, and why."""
    page = PAGES["en/regional-centre-2019.md"]
    assert "* R301: No amount per centre is stated for fiscal year 2019." in page
    assert '<a id="r301"></a>' not in page


def test_the_checklist_holds_every_rule_by_eye() -> None:
    """Each rule that is judged by eye is a box to tick, and no other."""
    text = as_markdown(checklists(SHELF, SHELF.ids, RunOptions()), "ja")
    wanted = [rule.id for name in SHELF.ids for rule in SHELF.pack(name).rules if rule.by_eye]
    assert len(wanted) >= 15
    assert re.findall(r"^- \[ \] \*\*(\w+)\*\*", text, re.MULTILINE) == wanted


def test_the_checklist_as_a_command(command: Command) -> None:
    """A reviewer gets the checklist of one programme."""
    run = command("rules", "docs", "--as", "checklist", "municipal-coordination-2018", "--lang", "en")
    assert run.code == 0
    assert run.text.splitlines()[2] == "- [ ] **M601** Does the plan link medical and long-term care?"


def test_pages_need_a_folder(command: Command) -> None:
    """Without -o nothing is written, and the command says what is missing."""
    run = command("rules", "docs", "--lang", "en")
    assert (run.code, run.complaint) == (2, "zaitaku-check: -o has to name the folder for the pages\n")
