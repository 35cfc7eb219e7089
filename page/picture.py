"""Take the pictures of the page that the READMEs show: python page/picture.py, once the page has been built."""

from __future__ import annotations

import base64
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.browser.test_one_file import MISTAKES, Page  # noqa: E402 - the tests drive the same page


def main() -> int:
    """Write one picture a language; return 0."""
    for lang in ("ja", "en"):
        with tempfile.TemporaryDirectory() as folder:
            page = Page(Path(folder), lang=lang)
            page.tell("Emulation.setDeviceMetricsOverride", width=1100, height=700, deviceScaleFactor=1, mobile=False)
            page.ready().drop(MISTAKES)
            page.run("document.activeElement.blur()")
            time.sleep(1)  # the scroll comes to rest
            picture = page.tell("Page.captureScreenshot", format="webp", quality=80)["data"]
            page.browser.quit()
        target = ROOT / f"docs/pictures/page.{lang}.webp"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(base64.b64decode(picture))
        print(f"{target}: {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
