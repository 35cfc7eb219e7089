"""What is bundled with the tool as data: the folder of the packs, and tables of words in plain text."""

from __future__ import annotations

import os

PACKAGE = os.path.dirname(os.path.abspath(__file__))


def rules_root() -> str:
    """Return the folder of the bundled packs; raises CouldNotCheck where the package lies inside an archive."""
    if not os.path.isdir(PACKAGE):
        from zaitaku_check.errors import CouldNotCheck
        from zaitaku_check.text_types import Bilingual

        raise CouldNotCheck(
            Bilingual(
                f"zaitaku-check が書庫の中にあり、ルールを読めません（{PACKAGE}）。展開するか、pip で入れてください。",
                f"zaitaku-check lies inside an archive, where its rules cannot be read ({PACKAGE}); "
                "unpack it, or install it with pip",
            )
        )
    inside = os.path.join(PACKAGE, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(PACKAGE)), "rules")


def guides_root() -> str:
    """Return the folder of the guides that come with the tool."""
    inside = os.path.join(PACKAGE, "guides")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(PACKAGE)), "docs")


def table(name: str) -> list[str]:
    """Return the lines of a text below the folder of the packs that are neither empty nor begin with `#`."""
    with open(os.path.join(rules_root(), *name.split("/")), encoding="utf-8") as file:
        return [line for line in file.read().split("\n") if line and line[0] != "#"]
