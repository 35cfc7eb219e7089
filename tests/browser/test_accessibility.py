"""The other pages that the tool writes break no rule of axe-core either: report, review, rules and site."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import violations
from tests.browser.test_site import SITE, built
from tests.scenarios.command import ROOT, exit_code

PLANS = ("examples/plans/kikuchi-many-mistakes.yaml", "examples/plans/yatsushiro-core.yaml")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_report(lang: str, scheme: str, session_browser: Any, tmp_path: Path) -> None:
    """A report on plans with many findings and with none."""
    page = tmp_path / "report.html"
    plans = [str(ROOT / plan) for plan in PLANS]
    told = ["--lang", lang, "--as-of", "2018-08-15", "--no-config", "-q", "-f", f"html={page}"]
    assert exit_code(["check", *plans, *told]) == 1
    assert violations(session_browser, page.as_uri(), scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ja/index", "en/index", "ja/regional-centre-2018", "en/structure"])
def test_the_pages_of_the_rules(name: str, scheme: str, session_browser: Any) -> None:
    """The list of packs, a programme and the rules of reading."""
    assert violations(session_browser, (ROOT / f"docs/rules/{name}.html").as_uri(), scheme) == []


@pytest.mark.parametrize("name", ["index", "00[12]*", "003*"])
def test_a_review_in_english(name: str, session_browser: Any, tmp_path: Path) -> None:
    """The reviewer's papers in the other language: index, a plan's page, a letter."""
    here = os.getcwd()
    try:
        os.chdir(ROOT)
        told = ["--lang", "en", "--as-of", "2018-09-10", "--no-config", "-q"]
        assert exit_code(["review", "examples/review", "-o", str(tmp_path / "out"), *told]) == 1
    finally:
        os.chdir(here)
    for path in sorted(tmp_path.glob(f"out/**/{name}.html"))[:2]:
        assert violations(session_browser, path.as_uri(), "light") == [], path


@built
@pytest.mark.parametrize(
    "name", ["index", "writing-plans", "rules/regional-centre-2018", "configuration", "architecture"]
)
def test_the_site(name: str, session_browser: Any) -> None:
    """The site in both languages, as its generator styles it."""
    for folder in (SITE, SITE / "en"):
        assert violations(session_browser, (folder / f"{name}.html").as_uri(), "light") == []
