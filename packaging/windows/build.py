"""Build the folder that runs without Python, and its zip: `python packaging/windows/build.py [DIST]`.

Runs on the system that it builds for, in an environment with the tool and `pyinstaller` installed. A folder, not one
file: what unpacks itself on its start is removed by scanners.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HEADING = "## Windowsに止められたとき"
NAME = "zaitaku-check"


def main(words: list[str]) -> int:
    """Build `DIST/zaitaku-check` and the zip beside it, with the page on what to do where Windows stops it."""
    dist = Path(words[0] if words else "dist").resolve()
    options = [
        "--onedir", "--console", "--noconfirm", "--clean", "--log-level=WARN", f"--name={NAME}",
        "--collect-all=zaitaku_check", "--collect-data=docx", "--copy-metadata=zaitaku-check",
        "--exclude-module=zaitaku_check.lsp", "--exclude-module=tkinter",
        f"--distpath={dist}", f"--workpath={dist / 'work'}", f"--specpath={dist / 'work'}",
    ]  # fmt: skip
    subprocess.run([sys.executable, "-m", "PyInstaller", *options, str(HERE / "start.py")], check=True)
    shutil.rmtree(dist / "work")
    folder = dist / NAME
    beside = folder / "_internal/docx/parts"  # python-docx finds its templates by way of this folder, which is packed
    beside.mkdir()
    (beside / "README.txt").write_text("Needed to find ../templates.\n", "ascii")
    (folder / "お読みください.txt").write_text(_help(), "utf-8-sig", newline="\r\n")
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    packed = shutil.make_archive(str(dist / f"{NAME}-{sys.platform}"), "zip", dist, NAME)
    print(f"{packed}: {Path(packed).stat().st_size:,} bytes")
    return 0


def _help() -> str:
    """Return the section of the guide for those whom Windows stops."""
    text = (ROOT / "docs/start.ja.md").read_text("utf-8")
    section = text[text.index(HEADING) :].removeprefix("## ")
    return section.split("\n## ")[0].replace("`", "").strip() + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
