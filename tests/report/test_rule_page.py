"""The addresses of rules' pages: below the pages of either language they lead to a page that is there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.report import samples
from tests.scenarios.command import ROOT

from zaitaku_check.engine.findings import rule_card
from zaitaku_check.engine.shelf import STRUCTURE, Shelf
from zaitaku_check.report.formats import Options, render
from zaitaku_check.report.rule_page import rule_page

SHELF = Shelf(str(ROOT / "rules"))


def _json(lang: str, name: str = "json") -> Any:
    text = render(name, samples.one_bad(), Options(lang))
    return json.loads(text)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", [*SHELF.ids, STRUCTURE])
def test_every_address_leads_to_a_page(name: str, lang: str) -> None:
    """Of every rule of every bundled pack, the page named is there and has a place of that name."""
    pack = SHELF.structure() if name == STRUCTURE else SHELF.pack(name)
    addresses = [rule_page(rule_card(rule, pack, "application").pack, rule.id) for rule in pack.rules]
    assert {address.split("#")[0] for address in addresses} == {f"{name}.md"}
    page = (ROOT / f"docs/rules/{lang}/{name}.md").read_text("utf-8")
    assert [each for each in addresses if f'<a id="{each.split("#")[1]}"></a>' not in page] == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_finding_names_its_page(lang: str) -> None:
    """In JSON a finding has the address of its rule's page, the same in both languages: it is no word."""
    first = _json(lang)["findings"][0]
    assert (first["rule"], first["page"]) == ("R105", "regional-centre-2018.md#r105")


def test_a_rule_of_no_pack_has_no_page() -> None:
    """Where nothing is known of a finding's rule, no address is made up."""
    report = samples.one_bad()._replace(rules={})
    assert [finding for finding in json.loads(render("json", report, Options()))["findings"] if "page" in finding] == []


def test_sarif_names_the_page_and_no_host() -> None:
    """A rule of a SARIF log carries the address as a property; a helpUri would have to be absolute."""
    (run,) = _json("en", "sarif")["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["R105"]["properties"]["page"] == "regional-centre-2018.md#r105"
    assert "page" not in rules["F005"]["properties"]
    assert [rule["id"] for rule in rules.values() if "helpUri" in rule] == []


def test_the_page_links_a_finding_to_its_rule() -> None:
    """On the HTML page the id of a finding's rule leads to the rule's section further down."""
    text = render("html", samples.one_bad(), Options())
    assert isinstance(text, str)
    assert '<a href="#rule-R105">R105</a> 取組みに「⑤' in text
    assert '<article class="rule" id="rule-R105">\n<h3>R105 訪問診療等のサービス' in text
