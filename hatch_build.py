"""The build hooks: packs are prepared, so that no start has to read their YAML; the addresses follow from HOME."""

from __future__ import annotations

import os
import re
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

PREPARED = "src/zaitaku_check/_prepared"


class PreparePacks(BuildHookInterface):  # type: ignore[type-arg]  # the builder's configuration is of no interest
    """Writes every bundled pack and their index as data into the package."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface
        """Prepare the packs and have them packaged; a pack that cannot be loaded ends the build."""
        folder = os.path.join(self.root, PREPARED)
        prepare(self.root, folder)
        build_data["artifacts"].append(f"/{PREPARED}/*.json")


class Addresses(MetadataHookInterface):
    """Gives the package the addresses of the project's home; none while it has no home."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Set `urls`, read from the source without importing it: the build needs none of its libraries for that."""
        with open(os.path.join(self.root, "src/zaitaku_check/__init__.py"), encoding="utf-8") as source:
            found = re.search(r'^HOME = "(.*)"$', source.read(), re.MULTILINE)
        home = found[1].rstrip("/") if found else ""
        pages = {"Homepage": "", "Issues": "/issues", "Changelog": "/blob/main/CHANGELOG.md"}
        metadata["urls"] = {name: home + page for name, page in pages.items()} if home else {}


def prepare(root: str, folder: str) -> None:
    """Write the prepared packs of a checkout into a folder; raises PackError where one cannot be loaded."""
    sys.path.insert(0, os.path.join(root, "src"))
    try:
        import zaitaku_check
        from zaitaku_check.engine.prepared import Store
        from zaitaku_check.engine.shelf import Shelf
    finally:
        sys.path.pop(0)

    os.makedirs(folder, exist_ok=True)
    for name in os.listdir(folder):
        os.remove(os.path.join(folder, name))
    store = Store((folder,), zaitaku_check.__version__, mode=None)
    shelf = Shelf(os.path.join(root, "rules"), store)
    packs = [shelf.structure(), *map(shelf.pack, shelf.ids)]
    needed = {f"{pack.id}.json" for pack in packs} | {"index.json"} if shelf.index else set()
    for name in set(os.listdir(folder)) - needed:
        os.remove(os.path.join(folder, name))
