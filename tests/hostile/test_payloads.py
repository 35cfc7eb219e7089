"""What a plan may hold to abuse whoever reads its report: as a value, a key, a file's name, in every format."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from itertools import cycle
from typing import Any, cast

import pytest
import yaml
from tests.hostile.making import GOOD, HERE

from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.discover import Discovered
from zaitaku_check.engine.run import assemble
from zaitaku_check.report.formats import FORMATS, Options, render
from zaitaku_check.report.model import Report
from zaitaku_check.report.shown import hidden_in

Payload = dict[str, str]
PAYLOADS: dict[str, Payload] = {
    f"{kind}: {name}": payload
    for kind, group in cast(
        "dict[str, dict[str, Payload]]", yaml.safe_load((HERE / "payloads.yaml").read_bytes())
    ).items()
    for name, payload in group.items()
}
AIMED = {
    "terminal": {"text", "concise"},
    "markup": {"text", "concise"},
    "command": {"text", "concise", "github", "markdown"},
    "text": {"markdown"},
}
"""The formats at which a kind of payload with a `never` aims."""
FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")
OURS = ["script"]
"""What runs or is fetched in a page of ours anyway."""
LANGUAGES = {"ja": "差戻し", "en": "return"}


def quoted(text: str) -> str:
    """Return a text as a double-quoted scalar in which nothing but letters stands as it is."""
    return json.dumps(text)


PLACES = {
    "choice": lambda text: GOOD.replace("圏域: 球磨", f"圏域: {quoted(text)}"),
    "key": lambda text: GOOD.replace("⑦", "①") + f"{quoted(text)}: 1\n",
    "number": lambda text: GOOD.replace("病床数: 60床", f"病床数: {quoted(text)}"),
    "name": lambda text: GOOD.replace("名称: 医療法人川辺会 川辺病院", f"名称: {quoted(text)}").replace("⑦", "①"),
}


def report(checker: Checker, text: str, place: str, path: str = "plan.yaml") -> Report:
    """Check the plan with a text put in this place."""
    result = checker.check(path, PLACES[place](text).encode()).result
    assert result.verdict == "return"
    return assemble(checker.shelf, checker.options, Discovered((), (), (), None), [result], ())


def shown(data: str | bytes) -> str:
    """Return what a reader of a report sees; of a workbook, the texts of its parts."""
    if isinstance(data, str):
        return data
    if not data.startswith(b"PK"):
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


class Page(html.parser.HTMLParser):
    """Collects what of a page would run or be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note handlers, foreign addresses, and elements that no report has."""
        self.active += [name for name, _ in attrs if name.startswith("on")]
        self.active += [
            str(value) for name, value in attrs if name in {"src", "href"} and not str(value).startswith("#")
        ]
        self.active += [tag] if tag in {"script", "img", "svg", "yarareta", "iframe"} else []


def harm_in_page(content: str) -> list[str]:
    """Return what would run or be fetched in an HTML report."""
    page = Page()
    page.feed(content)
    page.close()
    return page.active


def harm_in_table(content: str) -> list[str]:
    """Return the cells of a CSV report that a spreadsheet would take for a formula."""
    rows = csv.reader(io.StringIO(content, newline=""))
    return [cell for row in rows for cell in row if FORMULA.match(cell) and not re.fullmatch(r"-?\d+", cell)]


def harm_in_workbook(content: str) -> list[str]:
    """Return the formulas of a workbook."""
    return re.findall(r"<f[ >].*?</f>", content)


def well_formed(name: str, data: str | bytes) -> Any:
    """Parse a report for programs with a reader that forgives nothing."""
    if name in {"json", "sarif", "gitlab"}:
        return json.loads(data, parse_constant=pytest.fail)
    if name == "jsonl":
        return [json.loads(line, parse_constant=pytest.fail) for line in shown(data).splitlines()]
    return ET.fromstring(shown(data)) if name == "junit" else data  # noqa: S314 - our own report


@pytest.mark.parametrize(("name", "place"), list(zip(PAYLOADS, cycle(PLACES), strict=False)))
def test_no_format_lets_it_through(name: str, place: str, checker: Checker) -> None:
    """Every report is well-formed, free of hidden characters, of what would run, and of what the payload aims at."""
    payload = PAYLOADS[name]
    made = report(checker, payload["text"], place)
    for form in FORMATS:
        data = render(form, made, Options("ja"))
        content = shown(data)
        assert hidden_in(content.replace("\n", "").replace("\r", "")) == set(), form
        if "never" in payload and form in AIMED[name.partition(":")[0]]:
            assert re.search(payload["never"], content) is None, form
        well_formed(form, data)
    page = shown(render("html", made, Options()))
    assert harm_in_page(page) == OURS
    assert "<" not in payload["text"] or payload["text"] not in page
    assert harm_in_table(shown(render("csv", made, Options()))) == []
    assert harm_in_workbook(shown(render("xlsx", made, Options()))) == []


@pytest.mark.parametrize("name", PAYLOADS)
def test_names_of_files_are_not_trusted_either(name: str, checker: Checker) -> None:
    """A path goes the same way as a value does."""
    made = report(checker, "球摩", "choice", f"{PAYLOADS[name]['text']}.yaml")
    for form in FORMATS:
        data = render(form, made, Options("en"))
        assert hidden_in(shown(data).replace("\n", "").replace("\r", "")) == set(), form
        well_formed(form, data)
    assert harm_in_page(shown(render("html", made, Options()))) == OURS
    assert harm_in_table(shown(render("csv", made, Options()))) == []


@pytest.mark.parametrize("name", [name for name in PAYLOADS if name.startswith(("terminal", "markup"))])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_terminal_with_colours_gets_only_our_own_sequences(name: str, lang: str, checker: Checker) -> None:
    """With colour and width, no sequence is there but our colours, and markup is shown letter by letter."""
    made = report(checker, PAYLOADS[name]["text"], "choice")
    content = shown(render("text", made, Options(lang, width=80, color=True)))
    assert LANGUAGES[lang] in content
    plain = re.sub(r"\x1b\[[0-9;]*m", "", content)
    assert hidden_in(plain.replace("\n", "")) == set()
    if name.startswith("markup"):
        assert PAYLOADS[name]["text"] in plain
