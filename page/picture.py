"""Take the pictures that the READMEs show: python page/picture.py, once the page has been built.

The page is driven in Chromium, the form is laid out by LibreOffice (with Poppler's pdftoppm), the report is what the
command writes at 80 columns.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.browser.test_one_file import MISTAKES, Page  # noqa: E402 - the tests drive the same page

COMMAND = (sys.executable, "-m", "zaitaku_check")
SHOWN = "examples/plans/aso-no-optional-item.yaml"
SHEET = 3
"""The page of the printed form that is shown: that of the applicant."""


def main() -> int:
    """Write three pictures a language; return 0."""
    for lang in ("ja", "en"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            page = Page(folder, lang=lang)
            page.tell("Emulation.setDeviceMetricsOverride", width=1100, height=700, deviceScaleFactor=1, mobile=False)
            page.ready().drop(MISTAKES)
            page.run("document.activeElement.blur()")
            time.sleep(1)  # the scroll comes to rest
            _keep(page, f"page.{lang}")
            for what, body in (("form", _form(folder, lang)), ("report", _report(lang))):
                (folder / f"{what}.html").write_text(f"<!DOCTYPE html><meta charset=utf-8>{body}", "utf-8")
                page.run("onbeforeunload = null")
                page.browser.get((folder / f"{what}.html").as_uri())
                _keep(page, f"{what}.{lang}")
            page.browser.quit()
    return 0


def _keep(page: Page, name: str) -> None:
    target = ROOT / f"docs/pictures/{name}.webp"
    target.parent.mkdir(exist_ok=True)
    picture = page.tell("Page.captureScreenshot", format="webp", quality=80)["data"]
    target.write_bytes(base64.b64decode(picture))
    print(f"{target}: {target.stat().st_size:,} bytes")


def _form(folder: Path, lang: str) -> str:
    """Return a page that shows a sheet of the form."""
    words = ("form", "-o", folder / "form.xlsx", "--fiscal-year", "2018", "--type", "core", "--lang", lang)
    subprocess.run([*COMMAND, *words], check=True, stdout=subprocess.DEVNULL)
    office = ("soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", "pdf")
    subprocess.run([*office, "--outdir", folder, folder / "form.xlsx"], check=True, capture_output=True)
    at = ("-f", str(SHEET), "-l", str(SHEET), "-singlefile")
    subprocess.run(["pdftoppm", "-png", "-r", "110", *at, folder / "form.pdf", folder / "form"], check=True)
    return '<body style="margin:0;overflow:hidden"><img src="form.png" style="width:1100px;margin-top:-80px">'


def _report(lang: str) -> str:
    """Return a page that shows what the command says in a terminal."""
    words = ("check", SHOWN, "--as-of", "2018-08-15", "--lang", lang)
    done = subprocess.run([*COMMAND, *words], cwd=ROOT, check=False, capture_output=True, text=True)
    style = "margin:0;overflow:hidden;padding:24px;"
    style += "background:#14191e;color:#e6ebef;font:17px/1.45 'Noto Sans Mono CJK JP',monospace"
    said = escape(f"$ zaitaku-check check {SHOWN}\n{done.stdout}")
    return f'<body style="{style}"><pre style="margin:0;font:inherit">{said}'


if __name__ == "__main__":
    sys.exit(main())
