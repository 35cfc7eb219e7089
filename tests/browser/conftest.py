"""A real browser, where there is one: Debian's Chromium with its driver, talked to by Selenium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.npm import installed
from tests.scenarios.command import EXAMPLES, exit_code

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1280,900",
    "--lang=ja",
)
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>"
"""A name that runs as a script wherever somebody forgot to escape it."""


def open_browser(folder: Path, *, scripts: bool = True) -> Any:
    """Start a browser with a profile of its own; skip the test, saying why, where there is none."""
    selenium = pytest.importorskip("selenium", reason="selenium is not installed here")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("Chromium and its driver are not installed here (Debian: chromium, chromium-driver)")
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    del selenium
    options = ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return Chrome(options=options, service=ChromeService(driver))


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the papers of a review of the examples and one plan that attacks whoever opens them."""
    folder = tmp_path_factory.mktemp("review")
    shutil.copytree(EXAMPLES / "review", folder / "plans")
    plan = (EXAMPLES / "review/08-kikuchi-core.yaml").read_text("utf-8")
    hostile = plan.replace("大津こもれびクリニック", HOSTILE).replace("圏域: ", f"{HOSTILE}: 1\n圏域: ")
    (folder / "plans/<img src=x onerror=document.title=1>.yaml").write_text(hostile, "utf-8")
    here = os.getcwd()
    try:
        os.chdir(folder)
        assert exit_code(["review", "plans", "-o", "out", "-q", "--lang", "ja", "--as-of", "2018-09-10"]) == 1
    finally:
        os.chdir(here)
    return folder / "out"


@pytest.fixture(scope="session")
def session_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give one browser for all tests."""
    browser = open_browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.quit()


@pytest.fixture
def page(session_browser: Any, reviewed: Path) -> Any:
    """Give the browser with the page freshly opened from its file, and its logs emptied before."""
    session_browser.get("about:blank")
    session_browser.get_log("browser")
    session_browser.get_log("performance")
    session_browser.get((reviewed / "index.html").as_uri())
    return session_browser


AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations.map(each =>
  [each.id, each.nodes.length, each.nodes[0].html.slice(0, 200)])));
"""


def violations(browser: Any, uri: str, scheme: str) -> list[Any]:
    """Return what axe-core finds on a page in light or dark: rule, number of places, and the first of them."""
    axe = (installed("axe-core@4") / "axe-core/axe.min.js").read_text("utf-8")
    browser.get(uri)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    try:
        browser.execute_script(axe)
        found: list[Any] = browser.execute_async_script(AXE)
        return found
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
