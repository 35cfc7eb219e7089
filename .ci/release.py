"""Say what keeps a version from being released, or write its part of the changelog: `release.py TAG`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main(tag: str) -> int:
    """Return 1 and say why where this source must not be released under that tag; else print the release's notes."""
    found = list(problems(tag))
    for problem in found:
        print(f"release: {problem}", file=sys.stderr)  # noqa: T201 - the script's answer
    if not found:
        print(notes(tag.removeprefix("v")))  # noqa: T201 - the script's answer
    return 1 if found else 0


def problems(tag: str) -> Iterator[str]:
    """Yield what is missing, one line each."""
    version = setting("__version__")
    if tag != f"v{version}":
        yield f"the tag is {tag}, the package says {version}"
    if not setting("HOME").startswith("https://"):
        yield "HOME in src/zaitaku_check/__init__.py is unset: a release names where the project lives"
    if not notes(version):
        yield f"CHANGELOG.md has no heading “## {version} – YYYY-MM-DD” with text below it"
    for path in ("CITATION.cff", "editors/vscode/package.json"):
        if not re.search(rf'^\W*version\W+{re.escape(version)}"?,?$', text(path), re.MULTILINE):
            yield f"{path} is of another version"
    if "OWNER/" in text("docs/ci.md"):
        yield "docs/ci.md still says OWNER where the project's home belongs"


def setting(name: str) -> str:
    """Return a text that the package sets."""
    found = re.search(rf'^{name} = "(.*)"$', text("src/zaitaku_check/__init__.py"), re.MULTILINE)
    return found[1] if found else ""


def notes(version: str) -> str:
    """Return what the changelog says of a version; "" where it does not, or has no day."""
    found = re.search(
        rf"^## {re.escape(version)} – \d{{4}}-\d\d-\d\d\n(.*?)(?=^## |\Z)",
        text("CHANGELOG.md"),
        re.MULTILINE | re.DOTALL,
    )
    return found[1].strip() if found else ""


def text(path: str) -> str:
    """Return a file of the project."""
    return ROOT.joinpath(path).read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
