"""Where the packs lie: beside the package when it is installed, at the top of the repository when it is not."""

from __future__ import annotations

import os
import sys

import zaitaku_check
from zaitaku_check.engine.prepared import Store
from zaitaku_check.engine.shelf import Shelf

_PACKAGE = os.path.dirname(os.path.abspath(zaitaku_check.__file__))


def rules_root() -> str:
    """Return the folder of the bundled packs."""
    inside = os.path.join(_PACKAGE, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "rules")


def cache_root() -> str:
    """Return the user's cache folder for this tool, by the system's own conventions; "" where there is none."""
    named = os.environ.get("ZAITAKU_CHECK_CACHE_DIR")
    if named:
        return named
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "zaitaku-check") if base and not base.startswith("~") else ""


def open_shelf(cache: bool = True) -> Shelf:
    """Return the shelf of the bundled packs, prepared ones used where they are up to date."""
    kept = cache_root()
    folders = (os.path.join(_PACKAGE, "_prepared"), *((os.path.join(kept, "packs"),) if kept else ()))
    return Shelf(rules_root(), Store(folders, zaitaku_check.__version__, writes=cache and bool(kept)))
