"""What `zaitaku-check.exe` starts: the command line; where files are dropped on it, their report in the browser."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import webbrowser
from pathlib import Path

from zaitaku_check.cli.entry import main


def start(words: list[str]) -> int:
    """Run the command; of files and folders alone, as they come when dropped, show the report, and keep the window."""
    if not words or not all(os.path.exists(word) for word in words):
        return main(words or ["--help"])
    report = Path(tempfile.mkdtemp(prefix="zaitaku-check-"), "検査結果.html")
    try:
        code = main(["check", *words, "-f", "text", "-f", f"html={report}"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 2
    if report.exists():
        webbrowser.open(report.as_uri())
    if sys.stdin is not None and sys.stdin.isatty():
        input("\nEnterキーを押すと、この画面を閉じます。")
    return code


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(start(sys.argv[1:]))
