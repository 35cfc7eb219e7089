"""Print what is installed beside this script, with its licence; end with 1 where one is not on the list."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions

ALLOWED = ("MIT", "BSD", "Apache", "ISC", "Python Software Foundation", "PSF", "Mozilla Public License 2.0", "MPL-2.0")
"""What may be installed beside an MIT program without asking anything of those who use it."""


def main() -> int:
    """Return 1 where a package has a licence that nobody has looked at yet."""
    rows = sorted((each.name.lower(), each.version, licence(each)) for each in distributions())
    foreign = [row for row in rows if not any(word in row[2] for word in ALLOWED)]
    for name, version, words in rows:
        print(f"{name} {version}: {words}")  # noqa: T201 - the list is the answer
    for name, _, words in foreign:
        print(f"licences: {name} has “{words}”, which is not on the list", file=sys.stderr)  # noqa: T201 - likewise
    return 1 if foreign else 0


def licence(package: Distribution) -> str:
    """Return the licence that a package declares: its expression, else its classifiers, else its field's first line."""
    return "; ".join(_declared(package)) or "none declared"


def _declared(package: Distribution) -> Iterator[str]:
    said = package.metadata
    if expression := said.get("License-Expression"):
        yield expression
        return
    classes = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or () if each.startswith("License ::")]
    yield from classes or filter(None, (str(said.get("License") or "").strip().partition("\n")[0],))


if __name__ == "__main__":
    sys.exit(main())
