"""Where the bundled packs and the user's cache lie."""

from __future__ import annotations

import os
import sys

import zaitaku_check

PACKAGE = os.path.dirname(os.path.abspath(zaitaku_check.__file__))


def rules_root() -> str:
    """Return the folder of the bundled packs."""
    inside = os.path.join(PACKAGE, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(PACKAGE)), "rules")


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
