"""The reviewer's page in a real browser: from a file, without network, harmless, and usable by keyboard."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import HOSTILE, open_browser, violations

ROWS = "#plan-table tbody tr"


def visible_plans(page: Any) -> list[str]:
    """Return the names in the overview's rows that are shown, in order."""
    found: list[str] = page.execute_script(
        f"return [...document.querySelectorAll('{ROWS}')].filter(row => !row.hidden)"
        ".map(row => row.cells[row.cells.length - 1].textContent)"
    )
    return found


def focus_by_tab(page: Any, selector: str) -> None:
    """Press Tab until the element with focus is the one that is meant, or fail."""
    from selenium.webdriver.common.keys import Keys

    for _ in range(60):
        page.switch_to.active_element.send_keys(Keys.TAB)
        if page.execute_script("return document.activeElement.matches(arguments[0])", selector):
            return
    pytest.fail(f"{selector} cannot be reached by Tab")


def test_the_page_asks_for_nothing(page: Any) -> None:
    """Opened from its file it makes no request but for itself, and the console has nothing to say."""
    requests = [
        message["params"]["request"]["url"]
        for message in (json.loads(entry["message"])["message"] for entry in page.get_log("performance"))
        if message["method"] == "Network.requestWillBeSent"
    ]
    assert [url for url in requests if not url.startswith("data:")] == [page.current_url]
    assert page.get_log("browser") == []


def test_letters_ask_for_nothing_either(session_browser: Any, reviewed: Path) -> None:
    """Every letter opens without a word in the console and has one heading of the first rank.

    One of the 17 plans replaces another: both came under one number of receipt, and are told in one letter.
    """
    session_browser.get_log("browser")
    letters = sorted(reviewed.glob("letters/*/*.html"))
    assert len(letters) == 16
    for letter in letters:
        session_browser.get(letter.as_uri())
        assert session_browser.execute_script("return document.querySelectorAll('h1').length") == 1
    assert session_browser.get_log("browser") == []


def test_a_script_in_a_plan_does_not_run(page: Any) -> None:
    """Hostile names of plan, field and applicant stand on the page as text and have made no element."""
    assert page.title == "活動計画の審査 平成30年9月10日"
    assert page.execute_script("return document.querySelectorAll('img, iframe, object').length") == 0
    assert page.execute_script("return document.scripts.length") == 1
    cells = page.execute_script("return [...document.querySelectorAll('#plan-table th a')].map(a => a.textContent)")
    assert HOSTILE in cells
    assert "<img src=x onerror=document.title=1>.yaml" in visible_plans(page)


def test_the_policy_holds_even_for_scripts_put_in_later(page: Any) -> None:
    """A script that found its way into the page would still not be run."""
    page.execute_script(
        "const script = document.createElement('script'); script.textContent = 'document.title = 1';"
        "document.body.append(script);"
    )
    assert page.title == "活動計画の審査 平成30年9月10日"


def test_filtering_by_keyboard(page: Any) -> None:
    """What is typed into the filter leaves the rows that have it, in whatever width it is written."""
    from selenium.webdriver.common.keys import Keys

    focus_by_tab(page, "#filter")
    page.switch_to.active_element.send_keys("八代")
    assert visible_plans(page) == [
        "12-yatsushiro-core-third.yaml",
        "10-yatsushiro-core.yaml",
        "11-yatsushiro-alliance.yaml",
    ]
    assert page.execute_script("return document.getElementById('shown-count').textContent") == "3 / 16件"
    page.switch_to.active_element.send_keys(Keys.BACKSPACE * 2, "ＵＫＩ")
    assert visible_plans(page) == ["04-uki-core.yaml"]


def test_choosing_a_verdict_by_keyboard(page: Any) -> None:
    """The list of verdicts is reached by Tab and changed by an arrow."""
    from selenium.webdriver.common.keys import Keys

    focus_by_tab(page, "select#verdict")
    page.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    assert [name[:2] for name in visible_plans(page)] == ["08", "09", "16", "<i"]


def test_sorting_by_keyboard(page: Any) -> None:
    """A heading is a button: Enter sorts by its column, again the other way, and says so to a screen reader."""
    from selenium.webdriver.common.keys import Keys

    focus_by_tab(page, "#plan-table th:last-child button")
    for direction, backwards in (("ascending", False), ("descending", True)):
        page.switch_to.active_element.send_keys(Keys.ENTER)
        head = page.execute_script("return document.activeElement.closest('th').getAttribute('aria-sort')")
        assert head == direction
        names = [name for name in visible_plans(page) if name[0].isdigit()]
        assert names == sorted(names, reverse=backwards)
        assert len(names) == 15


def test_amounts_are_sorted_as_numbers(page: Any) -> None:
    """1,149,500円 is more than 1,149,000円 and less than nothing else."""
    page.execute_script(
        "[...document.querySelectorAll('#plan-table th button')].find(b => b.textContent === '所要額').click()"
    )
    cells: list[str] = page.execute_script(
        f"return [...document.querySelectorAll('{ROWS}')].map(row => row.cells[5].textContent)"
    )
    amounts = [int(cell.removesuffix("円").replace(",", "")) for cell in cells if cell]
    assert amounts == sorted(amounts)
    assert len(amounts) == 15


@pytest.mark.parametrize("wide", [390, 1280])
def test_nothing_runs_over_the_edge(wide: int, page: Any) -> None:
    """On a telephone and on a desk the page itself is never scrolled sideways; wide tables scroll by themselves."""
    size = {"width": wide, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        assert page.execute_script("return document.documentElement.scrollWidth") <= wide
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(scheme: str, page: Any) -> None:
    """Verdicts, notes and links have a contrast of at least 4.5 to 1 in both colour schemes (WCAG AA)."""
    page.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    try:
        weak = page.execute_script(_CONTRAST)
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert weak == []


_CONTRAST = """
const numbers = colour => colour.match(/[0-9.]+/g).map(Number);
const light = colour => {
  const [r, g, b] = numbers(colour).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = element => {
  for (let each = element; each; each = each.parentElement) {
    const colour = getComputedStyle(each).backgroundColor;
    if (numbers(colour)[3] !== 0) return colour;
  }
  return 'rgb(255, 255, 255)';
};
const weak = [];
const read = 'p, td, th, dt, dd, li, a, h1, h2, h3, h4, mark, code, summary, .badge';
for (const element of document.querySelectorAll(read)) {
  if (!element.textContent.trim() || element.closest('.hidden, .skip, [hidden]')) continue;
  const one = light(getComputedStyle(element).color), other = light(ground(element));
  const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  if (ratio < 4.5) weak.push([element.tagName, element.className, element.textContent.slice(0, 20), ratio]);
}
return weak.slice(0, 10);
"""


def test_the_page_is_whole_without_scripts(reviewed: Path, tmp_path: Path) -> None:
    """With scripts switched off every plan is there, and the tools that would not work are not."""
    browser = open_browser(tmp_path / "profile", scripts=False)
    try:
        browser.get((reviewed / "index.html").as_uri())
        from selenium.webdriver.common.by import By

        assert len(browser.find_elements(By.CSS_SELECTOR, ROWS)) == 16
        assert not browser.find_element(By.CLASS_NAME, "tools").is_displayed()
        assert browser.find_elements(By.CSS_SELECTOR, "#plan-table th button") == []
    finally:
        browser.quit()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["index.html", "plans/007-*.html", "plans/015-*.html", "plans/016-*.html", "letters/round-1/003-*.html"]
)
def test_axe_finds_nothing(name: str, scheme: str, session_browser: Any, reviewed: Path) -> None:
    """Index, pages of plans (with findings, and one that cannot be read) and letters break no rule of axe-core."""
    (path,) = reviewed.glob(name)
    assert violations(session_browser, path.as_uri(), scheme) == []
