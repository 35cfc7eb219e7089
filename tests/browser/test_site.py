"""The documentation site: its pages are all there, and the built one works from a folder with the network cut.

The built site is made by `.ci/site`; its folder is named by ZAITAKU_SITE, without which what needs it is skipped.
"""

from __future__ import annotations

import os
import re
import runpy
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
BUILD: dict[str, Any] = runpy.run_path(str(ROOT / "packaging/site/build.py"))
SITE = Path(os.environ.get("ZAITAKU_SITE", "-"))
built = pytest.mark.skipif(not SITE.is_dir(), reason="ZAITAKU_SITE names no site that has been built (.ci/site)")

SOUGHT = [
    "訪問看護", "急変時対応", "連絡会", "在宅療養支援病院", "構成員", "補助金", "申請者", "終了コード",
    "差戻し", "訪問診療", "入退院支援", "圏域", "看取り", "計画書",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_document_is_on_the_site(lang: str) -> None:
    """Pages are not forgotten: each file of docs/ in this language is a page, and links of pages lead to pages."""
    pages = dict(BUILD["pages"](lang))
    documents = {path for path in (ROOT / "docs").glob("*.md") if not path.name.endswith(".ja.md")}
    kept = {path.name for path in documents} - {"releasing.md"}
    assert {"index.md" if name == "start.md" else name for name in kept} <= set(pages)
    for name, text in pages.items():
        targets = [found for found in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in found]
        known = {os.path.normpath(Path(name).parent / target) for target in targets}
        assert {each for each in known if not each.startswith("schemas/")} <= set(pages) | {"zaitaku-check.toml"}, name


class _Page(HTMLParser):
    """Links, names and what is loaded of one page."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.loaded: list[str] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Gather what the tag says."""
        said = dict(attrs)
        self.names |= {str(said[name]) for name in ("id", "name") if said.get(name)}
        if tag == "a" and said.get("href"):
            self.links.append(str(said["href"]))
        elif tag in {"link", "script", "img", "iframe"}:
            self.loaded += [str(said[name]) for name in ("src", "href") if said.get(name)]


@built
def test_no_link_is_broken_and_nothing_is_loaded_from_elsewhere() -> None:
    """Every link within the site leads to a page and a place that are there."""
    pages = {path: _Page(path) for path in SITE.rglob("*.html") if path.name != "404.html"}
    assert len(pages) > 60
    wrong = []
    for path, page in pages.items():
        assert [each for each in page.loaded if "://" in each or each.startswith("//")] == [], path
        for link in page.links:
            if "://" in link or link.startswith(("mailto:", "javascript:")):
                continue
            to, _, place = link.partition("#")
            target = Path(os.path.normpath(path.parent / unquote(to))) if to else path
            if not target.exists() or (place and target in pages and unquote(place) not in pages[target].names):
                wrong.append(f"{path.relative_to(SITE)}: {link}")
    assert wrong == []


SHOWN = """
return [...document.querySelectorAll("*")].map(each => each.shadowRoot?.querySelector("dialog")?.innerText).join(" ")
"""
"""What the window of the search says; it is a world of its own on the page."""


@built
@pytest.mark.parametrize("word", SOUGHT)
def test_japanese_is_found(session_browser: Any, word: str) -> None:
    """A word of the field, compound or part of one, finds pages with it, opened from a folder without a network."""
    from selenium.webdriver import ActionChains

    session_browser.get("about:blank")
    session_browser.get((SITE / "index.html").as_uri())
    said = ""
    for typed in ("/", word, *[""] * 100):
        ActionChains(session_browser).send_keys(typed).perform()
        time.sleep(0.1)
        said = session_browser.execute_script(SHOWN)
        if word in said:
            return
    pytest.fail(f"no answer: {said[-300:]}")


@built
def test_pages_open_without_a_complaint(session_browser: Any) -> None:
    """Every kind of page, in both languages, opened from its file: no error, no request to anywhere."""
    for page in ("index", "writing-plans", "rules/regional-centre-2018", "decisions/index", "configuration"):
        for folder in (SITE, SITE / "en"):
            session_browser.get_log("browser")
            session_browser.get((folder / f"{page}.html").as_uri())
            assert [each["message"] for each in session_browser.get_log("browser") if each["level"] == "SEVERE"] == []
