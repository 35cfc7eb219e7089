"""The page and the printed letter: self-contained, safe, accessible."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest
from tests.report import samples
from tests.report.on_desk import letters

from zaitaku_check.desk.letter_forms import as_html
from zaitaku_check.report.formats import Options
from zaitaku_check.report.html import render

VOID = {"meta", "input", "br"}
SAMPLES = samples.samples()


class _Page(HTMLParser):
    """Elements of a page, checked for balance while they are read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.elements, self.texts = list[str](), list[tuple[str, dict[str, str]]](), list[tuple[str, str]]()
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text_of(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


def _pages() -> list[tuple[str, str]]:
    pages = [(name, render(report, Options(lang))) for name, report in SAMPLES.items() for lang in ("ja", "en")]
    return pages + [("letter", as_html(letter)) for report in SAMPLES.values() for letter in letters(report, "ja")]


@pytest.mark.parametrize(("name", "text"), _pages())
def test_pages_are_balanced_and_alone(name: str, text: str) -> None:
    """Every element is closed, ids are unique, links lead into the page itself, and nothing is loaded."""
    del name
    page = _Page(text)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert [link["href"] for link in page.of("a") if not link["href"].startswith("#")] == []
    assert {link["href"][1:] for link in page.of("a")} <= set(ids)
    assert not [tag for tag, attributes in page.elements if {"src", "srcset", "style", "onclick"} & set(attributes)]
    assert {"link", "img", "iframe", "object", "form"} & {tag for tag, _ in page.elements} == set()


@pytest.mark.parametrize(("name", "text"), _pages())
def test_the_policy_admits_our_own_script_and_style_only(name: str, text: str) -> None:
    """The policy denies everything and names the hash of the one script and style there are."""
    page = _Page(text)
    (policy,) = (meta["content"] for meta in page.of("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        texts = page.text_of(tag)
        assert len(texts) == (0 if (tag, name) == ("script", "letter") else 1)
        for content in texts:
            digest = b64encode(sha256(content.encode()).digest()).decode()
            assert rules[f"{tag}-src"] == f"'sha256-{digest}'"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_hostile_plan_is_text(lang: str) -> None:
    """No element, control character or entity of a plan gets into the page or the letter."""
    for text in (render(samples.hostile(), Options(lang)), as_html(letters(samples.hostile(), lang)[0])):
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ud800-\udfff]", text)
        text.encode("utf-8")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_pages_are_accessible(lang: str) -> None:
    """Language, one h1, headings without gaps, a way past the head, scoped and captioned tables, labelled fields."""
    page = _Page(render(samples.folder(), Options(lang)))
    assert page.of("html") == [{"lang": lang}]
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.of("a")[0] == {"class": "skip", "href": "#main"}
    assert {attributes.get("scope") for attributes in page.of("th")} == {"col", "row"}
    assert len(page.of("caption")) == len(page.of("table"))
    assert [field["id"] for tag in ("input", "select") for field in page.of(tag)] == ["filter", "verdict"]
    assert page.text_of("label")[0].strip() == ("絞り込み" if lang == "ja" else "Filter")
    assert "hidden" in next(attributes for attributes in page.of("div") if attributes.get("class") == "tools")


def test_the_page_shows_the_frame_with_the_place_marked() -> None:
    """The line stands in the page with the place marked in it."""
    text = render(samples.one_bad(), Options())
    assert '<span class="line">40</span>  合計: <mark>1,149,500円</mark></code></pre>' in text


def test_findings_set_aside_are_listed() -> None:
    """The page says which findings were set aside, by what, and why."""
    text = render(samples.ignored(), Options())
    assert "<code>plan.yaml:22:1</code> R503 医療の取組みが読み取れません。 (baseline) 前年度に説明済み</li>" in text


def test_the_matrix_has_an_outcome_for_every_plan_and_rule() -> None:
    """Signs of the outcomes stand in one row a plan, one column a rule; before them the findings about its form."""
    text = render(samples.folder(), Options())
    row = text[text.index('<table class="matrix">') :]
    row = row[row.index('<a href="#plan-3">') :]
    row = row[: row.index("</tr>")]
    assert re.findall(r"<td[^>]*>(.?)</td>", row) == ["1", "○", "×", "○", "○", "―", "○", "", "?", "○"]


def test_no_two_landmarks_bear_the_same_name() -> None:
    """Whoever jumps from landmark to landmark can tell them apart: tables that scroll are groups, not regions."""
    text = render(samples.folder(), Options())
    names = re.findall(r'<(?:section|nav|main|div role="region")[^>]* aria-label(?:ledby)?="([^"]+)"', text)
    assert len(names) == len(set(names)) > 3
    assert 'role="region"' not in text


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_can_be_read() -> None:
    """In light, dark and print every text has a contrast of at least 4.5 to 1 with its ground."""
    style = files("zaitaku_check.report").joinpath("templates", "report.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        own = [(name, f"{name}-ground") for name in ("return", "unchecked", "explain", "ready", "note")]
        plain = [(name, ground) for name in ("ink", "quiet", "link") for ground in ("ground", "raised")]
        for text, ground in (*own, *plain, ("mark-ink", "mark"), *((name, "ground") for name, _ in own)):
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize(("lang", "words"), [("ja", "{shown} / {all}件"), ("en", "{shown} / {all} plans")])
def test_the_number_of_plans_shown_is_said_in_words(lang: str, words: str) -> None:
    """The page brings the sentence the filter counts with, spaces where its language has them."""
    assert f'data-words="{words}"' in render(samples.many(), Options(lang))
