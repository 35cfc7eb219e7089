"""The one-file page as an applicant meets it: opened from its file in a real browser, and without any network.

Needs the page to be built (`python page/build.py`), or its path in ZAITAKU_CHECK_PAGE; run with `pytest -m page`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.browser.conftest import open_browser
from tests.browser.read_alike import read_alike
from tests.fuzz.plain_documents import document
from tests.hostile.making import HERE as HOSTILE
from tests.hostile.making import bytes_of, cases
from tests.npm import installed
from tests.workbook.test_form import fill, plan_in_words

ROOT = Path(__file__).parents[2]
PAGE = Path(os.environ.get("ZAITAKU_CHECK_PAGE", ROOT / "dist/zaitaku-check.html")).resolve()
PLANS = ROOT / "examples/plans"
MISTAKES = PLANS / "uki-typing-accidents.yaml"
GOOD = PLANS / "yatsushiro-core.yaml"
pytestmark = [
    pytest.mark.page,
    pytest.mark.skipif(not PAGE.is_file(), reason="the page is not built here (python page/build.py)"),
]
PATIENCE = 100
"""Seconds: a machine that does other things besides takes its time."""


class Page:
    """The page in a browser."""

    def __init__(self, folder: Path, *, lang: str = "ja") -> None:
        self.browser = open_browser(folder / "profile")
        self.downloads = folder / "downloads"
        self.downloads.mkdir()
        self.tell("Page.setDownloadBehavior", behavior="allow", downloadPath=str(self.downloads))
        self.lang = lang

    def tell(self, method: str, **words: Any) -> Any:
        """Ask the browser itself for something."""
        return self.browser.execute_cdp_cmd(method, words)

    def run(self, script: str, *values: Any) -> Any:
        """Run a script in the page and return what it returns."""
        return self.browser.execute_script(script, *values)

    def until(self, script: str) -> Any:
        """Return what a script returns once that is something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if result := self.run(script):
                return result
            time.sleep(0.05)
        raise AssertionError(f"{script} never came; the page says: {self.run('return document.body.innerText')[:800]}")

    def open(self, before: str = "") -> Page:
        """Open the page afresh, after a script of the test's own, and wait until it is ready."""
        self.run("onbeforeunload = null")
        self.browser.get("about:blank")
        self.browser.get_log("performance")
        self.browser.get_log("browser")
        language = f"Object.defineProperty(Navigator.prototype, 'language', {{value: '{self.lang}'}});"
        added = self.tell("Page.addScriptToEvaluateOnNewDocument", source=language + before)
        self.browser.get(PAGE.as_uri())
        self.tell("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])
        return self

    def ready(self) -> Page:
        """Open the page and wait until it could check."""
        self.open().until("return document.documentElement.dataset.ready")
        return self

    def drop(self, *paths: Path) -> str:
        """Drop files and folders as the system does; return the report as JSON, or what the page says instead."""
        self.run("window.lastReport = null; document.getElementById('trouble').hidden = true")
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.tell("Input.dispatchDragEvent", type=kind, x=200, y=200, data=data)
        return self.answer()

    def answer(self) -> str:
        """Return the next report as JSON, or what the page says instead."""
        script = "const t = document.getElementById('trouble'); return window.lastReport || (!t.hidden && t.innerText)"
        return str(self.until(script))

    def press(self, name: str) -> None:
        """Press a button."""
        self.run("window.lastReport = null; document.getElementById(arguments[0]).click()", name)

    def text(self, selector: str) -> str:
        """Return the visible text of an element."""
        return str(self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector))

    def downloaded(self, pattern: str) -> Path:
        """Return a file that was downloaded."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := [path for path in self.downloads.glob(pattern) if path.suffix != ".crdownload"]:
                return found[0]
            time.sleep(0.05)
        raise AssertionError(f"no {pattern} among {list(self.downloads.iterdir())}")


@pytest.fixture(scope="session")
def one_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Give one browser for all tests of the page."""
    page = Page(tmp_path_factory.mktemp("page"))
    yield page
    page.browser.quit()


@pytest.fixture
def page(one_page: Page) -> Page:
    """Give the page, open and ready; what was opened before is discarded when something else is dropped."""
    for path in one_page.downloads.iterdir():
        path.unlink()
    if not one_page.run("return document.documentElement.dataset.ready"):
        one_page.ready()
    in_english = "document.documentElement.lang !== 'ja'"  # another press would check once more, and disturb the test
    one_page.run(f"window.confirm = () => true; if ({in_english}) document.getElementById('to-ja').click()")
    return one_page


def command(folder: Path, *words: str, lang: str = "ja") -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder, as an applicant would."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "zaitaku_check", *words, "--lang", lang],
        cwd=folder, capture_output=True, check=False, env=environment,
    )  # fmt: skip


def report(folder: Path, *names: str) -> str:
    """Return the JSON report of the command."""
    return command(folder, "check", *names, "-f", "json").stdout.decode()


# --- opening ----------------------------------------------------------------------------------------------------------


def test_opens_without_a_network(one_page: Page) -> None:
    """Nothing is asked of anywhere but the file itself and what it made; nothing else is wrong either."""
    page = one_page.ready()
    page.drop(MISTAKES)
    asked = [
        json.loads(entry["message"])["message"]["params"]["request"]["url"]
        for entry in page.browser.get_log("performance")
        if '"Network.requestWillBeSent"' in entry["message"]
    ]
    assert asked
    assert [url for url in asked if not url.startswith(("blob:", "data:")) and url != PAGE.as_uri()] == []
    said = [entry["message"] for entry in page.browser.get_log("browser")]
    assert [each for each in said if "Loading the script 'data:text/javascript,'" not in each] == []


def test_its_policy_names_no_origin() -> None:
    """Every source of the content security policy is a hash, blob: or WebAssembly."""
    with PAGE.open(encoding="utf-8") as file:
        head = file.read(20_000)
    policy = head.split('Content-Security-Policy" content="')[1].split('"')[0]
    sources = {word for part in policy.split(";") for word in part.split()[1:] if not word.startswith("'sha256-")}
    assert policy.startswith("default-src 'none'; ")
    assert sources == {"'none'", "'wasm-unsafe-eval'", "blob:"}


def test_a_file_may_be_dropped_while_it_gets_ready(one_page: Page) -> None:
    """It is checked as soon as that can be."""
    one_page.open()
    assert '"Y010"' in one_page.drop(MISTAKES)


def test_without_workers_it_works_in_the_page(one_page: Page) -> None:
    """A browser that starts no worker from a file gives the same report."""
    one_page.open("delete window.Worker;").until("return document.documentElement.dataset.ready")
    assert one_page.drop(MISTAKES) == report(PLANS, MISTAKES.name)


@pytest.mark.parametrize("missing", ["DecompressionStream", "WebAssembly"])
def test_an_old_browser_is_told_which_one_to_use(one_page: Page, missing: str) -> None:
    """In words, instead of an empty page."""
    one_page.open(f"delete window.{missing};")
    assert "Microsoft Edge（113以降）" in one_page.text("#too-old")


# --- checking ---------------------------------------------------------------------------------------------------------


def test_a_plan_is_dropped(page: Page) -> None:
    """The verdict in one line, the finding with its line and cure, the corrected line, and what to do next."""
    assert page.drop(MISTAKES) == report(PLANS, MISTAKES.name)
    assert page.text("#verdict") == "× 差戻し　直すところ 3件、説明の要るところ 1件"
    assert page.run("return document.activeElement.id") == "verdict"
    first = page.text(".finding")
    assert "「類型」の後のコロンが全角です（ほかに1か所）。" in first
    assert "修正後\n類型: 連携型" in first
    assert page.text(".finding mark") == "："
    assert page.text(".next").startswith("次にすること まず「自動で直す」を押してください。")
    page.run("document.querySelector('.finding .go').click()")
    chosen = "const t = document.getElementById('text'); return t.value.slice(t.selectionStart, t.selectionEnd)"
    assert page.run(chosen) == "："


def test_corrected_and_taken_back(page: Page) -> None:
    """What can be corrected automatically is what `fix` corrects; it can be undone, saved and handed in."""
    page.drop(MISTAKES)
    page.press("fix")
    assert json.loads(page.answer())["summary"]["ready"] == 1
    assert page.text("#verdict").startswith("○ 提出可")
    page.press("save")
    saved = page.downloaded("uki-typing-accidents_修正_*.yaml")
    fixed = command(PLANS, "fix", MISTAKES.name, "--out", "-").stdout
    assert saved.read_bytes() == fixed or command(saved.parent, "check", saved.name).returncode == 0
    page.press("undo")
    assert json.loads(page.answer())["summary"]["errors"] == 3


def test_typing(page: Page) -> None:
    """Findings follow what is typed, while the writer stays where they are."""
    page.drop(GOOD)
    assert page.text("#verdict").startswith("○ 提出可")
    area = page.browser.find_element("id", "text")
    area.send_keys("\n圏域：八代\n")
    page.until("return document.getElementById('verdict').innerText.startsWith('×')")
    assert page.run("return document.activeElement.id") == "text"
    assert page.text("#gutter b").startswith("●")
    page.run("const t = document.getElementById('text'); t.value = t.value.replace('\\n圏域：八代\\n', '');"
             "t.dispatchEvent(new Event('input'))")  # fmt: skip
    page.until("return document.getElementById('verdict').innerText.startsWith('○')")


def test_a_workbook(page: Page, tmp_path: Path) -> None:
    """The form is saved, filled in, dropped and read again after it has been changed on the disk."""
    page.press("form")
    form = page.downloaded("計画書_*.xlsx")
    assert json.loads(page.drop(form))["findings"]
    assert "シート「" in page.text(".finding[data-rule=F002] .place")
    plan = tmp_path / "計画書.xlsx"
    command(PLANS, "convert", GOOD.name, "-o", str(plan), "--allow-loss")
    assert page.drop(plan) == report(tmp_path, plan.name)
    assert page.text("#verdict").startswith("○ 提出可")
    shutil.copy(form, plan)
    page.press("again")
    assert page.answer() == report(tmp_path, plan.name)


def test_a_plan_becomes_a_workbook_and_back(page: Page) -> None:
    """What would be lost is said first."""
    page.drop(GOOD)
    page.press("to-excel")
    page.until("return document.getElementById('anyway')")
    page.press("anyway")
    page.drop(page.downloaded("yatsushiro-core.xlsx"))
    page.press("to-yaml")
    page.until("return document.getElementById('text')?.value.includes('八代')")
    assert page.text("#verdict").startswith("○ 提出可")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("写真.jpg", b"\xff\xd8\xff\xe0" + bytes(2000), "画像"),
        ("計画書.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        ("計画書.xlsx", b"PK\x03\x04 broken", "指摘"),
        ("空.yaml", b"", "空"),
    ],
)
def test_a_wrong_file(page: Page, tmp_path: Path, name: str, data: bytes, words: str) -> None:
    """It is said what it is and what to do, in the words of the command."""
    (tmp_path / name).write_bytes(data)
    assert page.drop(tmp_path / name) == report(tmp_path, name)
    assert words in page.text("#result")
    assert "正しいファイル" in page.text(".next")


def test_a_folder(page: Page, tmp_path: Path) -> None:
    """Every plan of a folder, more than a browser hands out at a time, beside what is no plan."""
    for number in range(120):
        shutil.copy((GOOD, MISTAKES)[number % 2], tmp_path / f"{number:03}.yaml")
    (tmp_path / "計画").mkdir()
    shutil.copy(GOOD, tmp_path / "計画/別.yml")
    (tmp_path / "写真.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert page.drop(tmp_path) == report(tmp_path.parent, tmp_path.name)
    assert page.text("#verdict").startswith("計画書 121件　")
    assert page.run("return document.querySelectorAll('#result tbody tr').length") == 121
    page.run("document.querySelector('details.plan').open = true")
    page.until("return document.querySelector('details.plan .finding')")
    page.run("document.querySelector('details.plan button').click()")
    page.until("return document.getElementById('text')?.value")
    page.press("back")
    page.until("return document.querySelectorAll('#result tbody tr').length === 121")


def test_a_large_workbook(page: Page, tmp_path: Path) -> None:
    """Five megabytes of somebody else's workbook are refused as the command refuses them, and the page goes on."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("一覧")
    for number in range(9_000):
        sheet.append([hashlib.sha256(f"{number}{column}".encode()).hexdigest() for column in range(16)])
    book.save(tmp_path / "台帳.xlsx")
    assert (tmp_path / "台帳.xlsx").stat().st_size > 5_000_000
    assert page.drop(tmp_path / "台帳.xlsx") == report(tmp_path, "台帳.xlsx")
    assert page.drop(MISTAKES) == report(PLANS, MISTAKES.name)


def test_reports(page: Page) -> None:
    """The reports that are saved are those of the command."""
    page.drop(MISTAKES)
    for form, suffix in (("html", "html"), ("text", "txt"), ("json", "json")):
        page.press(f"report-{form}")
        saved = page.downloaded(f"検査結果_uki-typing-accidents_*.{suffix}")
        assert saved.read_bytes() == command(PLANS, "check", MISTAKES.name, "-f", form).stdout
    page.press("report-xlsx")
    assert page.downloaded("検査結果_*.xlsx").read_bytes().startswith(b"PK")


def test_begun_in_the_page(page: Page) -> None:
    """The example passes, the template says what is missing, and a year without a form is said."""
    page.press("example")
    assert json.loads(page.answer())["summary"]["ready"] == 1
    page.press("template")
    assert json.loads(page.answer())["summary"]["return"] == 1
    page.until("return document.querySelector('.next').innerText.includes('「#」で始まる行は説明です')")
    page.run("document.getElementById('programme').value = '在宅医療・介護連携推進事業'")
    page.press("form")
    assert "様式のある年度" in page.until("return document.getElementById('trouble').innerText")


def test_the_page_alone_leads_to_ready(page: Page, tmp_path: Path) -> None:
    """The form is saved from the page, filled in, and put on it again: it can be handed in."""
    chosen = {"programme": "地域在宅医療サポートセンター事業", "year": "2018", "type": "core"}
    for name, value in chosen.items():
        page.run("document.getElementById(arguments[0]).value = arguments[1]", name, value)
    page.press("form")
    book = load_workbook(page.downloaded("計画書_*.xlsx"))
    fill(book, plan_in_words())
    book.save(tmp_path / "計画書.xlsx")
    assert json.loads(page.drop(tmp_path / "計画書.xlsx"))["summary"]["ready"] == 1
    assert "提出可" in page.text("#verdict")


def test_made_of_a_plan(page: Page) -> None:
    """A copy in Excel with the findings in it, and the document that is handed in, both as the command makes them."""
    page.drop(MISTAKES)
    page.press("to-marked")
    saved = page.downloaded("uki-typing-accidents_指摘.xlsx")
    assert "指摘" in load_workbook(saved).sheetnames
    page.press("to-print")
    said = page.downloaded("uki-typing-accidents_印刷用.html").read_text("utf-8")
    assert "活動計画書" in said
    assert page.run("return document.getElementById('trouble').hidden")


def test_english(page: Page) -> None:
    """The page and its findings in English."""
    page.drop(MISTAKES)
    page.press("to-en")
    page.until("return document.getElementById('verdict').innerText === '× returned: 3 to correct, 1 to explain'")
    assert page.text(".finding h4") == "error The colon after “類型” is full-width (1 more)."
    assert page.text("#drop-title") == "Put your plan here"


def test_changes_are_not_lost_unasked(page: Page) -> None:
    """Leaving the page asks first once something was changed, and no longer when that has been saved."""
    left = "const e = new Event('beforeunload', {cancelable: true}); dispatchEvent(e); return e.defaultPrevented"
    page.drop(GOOD)
    assert not page.run(left)
    page.browser.find_element("id", "text").send_keys("#")
    assert page.run(left)
    page.press("save")
    assert not page.run(left)
    assert page.run("return localStorage.length") == 0


# --- the same as the command ------------------------------------------------------------------------------------------

MANY = [*sorted(PLANS.glob("*.yaml")), *sorted((ROOT / "examples/review").glob("*.yaml")),
        *sorted(ROOT.glob("rules/*/examples/*.yaml"))]  # fmt: skip


def test_reports_are_the_commands_byte_for_byte(page: Page) -> None:
    """More than thirty plans, and the hostile ones as far as they are files."""
    assert len(MANY) > 30
    different = [path.name for path in MANY if page.drop(path) != report(path.parent, path.name)]
    assert different == []


def test_texts_are_read_alike(page: Page) -> None:
    """Plain lines, events and libyaml's absence: trees, complaints and guesses are the same as outside."""
    texts = [document(number) for number in range(1_500)]
    texts += [path.read_bytes().decode("utf-8", "replace") for path in MANY]
    for path in sorted((HOSTILE / "cases").glob("*.yaml")):
        texts += [data.decode("utf-8", "replace") for each in cases(path) if len(data := bytes_of(each)) < 20_000]
    script = """
        const [code, texts, done] = arguments;
        const engine = ["loader", "engine"].map((id) => document.getElementById(id).textContent).join("\\n");
        const boot = "const perform = makeEngine((m) => postMessage(m)); onmessage = ({ data }) => perform(data);";
        const worker = new Worker(URL.createObjectURL(new Blob([engine, "\\n", boot])));
        const part = (name) => document.getElementById(`part-${name}`).textContent;
        const { lock, glue } = JSON.parse(document.getElementById("facts").textContent);
        const own = `${glue}\\n${code}\\ndef run(texts, _files, _wanted, _progress):\\n`
          + "    return 0, '\\\\n'.join(map(read_alike, texts)), '', []\\n";
        worker.onmessage = ({ data }) => {
          if (data.error) done(data.error);
          if (data.id === 1) worker.postMessage({ id: 2, job: { words: texts, files: [], wanted: [] } });
          if (data.id === 2) done(data.answer.out);
        };
        const parts = { core: part("core"), wasm: part("wasm"), stdlib: part("stdlib"), site: part("site") };
        worker.postMessage({ id: 1, job: { parts, lock, glue: own } });
    """
    page.browser.set_script_timeout(600)
    code = (Path(__file__).parent / "read_alike.py").read_text("utf-8")
    here = [read_alike(text) for text in texts]
    there = page.browser.execute_async_script(script, code, texts).split("\n")
    assert [texts[at][:300] for at, (one, other) in enumerate(zip(here, there, strict=True)) if one != other] == []


# --- for everybody ----------------------------------------------------------------------------------------------------


def problems(page: Page) -> list[str]:
    """Return what axe finds in the page as it is."""
    axe = installed("axe-core@4.14.1") / "axe-core/axe.min.js"
    page.run(axe.read_text("utf-8"))
    found = page.browser.execute_async_script("axe.run().then(arguments[0])")
    return [f"{each['id']}: {[node['target'] for node in each['nodes']][:5]}" for each in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(page: Page, scheme: str) -> None:
    """No violation on the opened page, a plan, a folder and a refusal, wide and narrow."""
    page.browser.set_script_timeout(PATIENCE)
    page.tell("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    try:
        assert problems(page) == []
        page.drop(MISTAKES)
        assert problems(page) == []
        page.drop(ROOT / "examples/review")
        page.run("for (const each of document.querySelectorAll('details')) each.open = true")
        assert problems(page) == []
        page.tell("Emulation.setDeviceMetricsOverride", width=400, height=800, deviceScaleFactor=1, mobile=False)
        page.drop(MISTAKES)
        assert problems(page) == []
        assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    finally:
        page.tell("Emulation.clearDeviceMetricsOverride")
        page.tell("Emulation.setEmulatedMedia", features=[])


def test_by_keyboard(page: Page) -> None:
    """Everything is reached by Tab in the order of reading, and the drop zone has buttons."""
    from selenium.webdriver import ActionChains, Keys

    page.ready().run("document.body.focus()")
    reached = []
    for _ in range(10):
        ActionChains(page.browser).send_keys(Keys.TAB).perform()
        reached.append(page.run("return document.activeElement.id || document.activeElement.className"))
    assert reached == [
        "skip",
        "to-ja",
        "to-en",
        "choose",
        "choose-folder",
        "programme",
        "year",
        "type",
        "form",
        "template",
    ]


def test_chosen_files(page: Page) -> None:
    """Without dragging: the buttons lead to ordinary file inputs."""
    page.run("window.lastReport = null")
    page.browser.find_element("id", "files").send_keys(str(MISTAKES))
    assert page.answer() == report(PLANS, MISTAKES.name)


# --- what it costs ----------------------------------------------------------------------------------------------------


def test_its_costs(page: Page, record_property: Any) -> None:
    """Size, time to be ready, time for a plan and memory, kept below what an office computer bears."""
    ready = int(page.run("return document.documentElement.dataset.ready"))
    took = []
    page.drop(GOOD)
    for _ in range(10):
        page.run("window.lastReport = null; document.getElementById('text').dispatchEvent(new Event('input'))")
        page.answer()
        took.append(float(page.run("return document.documentElement.dataset.took")))
    figures = {"bytes": PAGE.stat().st_size, "ready_ms": ready, "plan_ms": min(took)}
    for name, value in figures.items():
        record_property(name, value)
    sys.stdout.write(f"{figures}\n")
    assert figures["bytes"] < 16_000_000
    assert ready < PATIENCE * 1000
