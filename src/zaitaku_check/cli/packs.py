"""The shelf of the bundled packs, as every command opens it."""

from __future__ import annotations

import os

import zaitaku_check
from zaitaku_check.cli.places import PACKAGE, cache_root, rules_root
from zaitaku_check.engine.prepared import Store
from zaitaku_check.engine.shelf import Shelf


def open_shelf() -> Shelf:
    """Return the shelf of the bundled packs, prepared ones used where they are up to date."""
    kept = cache_root()
    folders = (os.path.join(PACKAGE, "_prepared"), *((kept,) if kept else ()))
    return Shelf(rules_root(), Store(folders, zaitaku_check.__version__, writes=bool(kept)))
