"""Where the bundled packs and the user's cache lie."""

from __future__ import annotations

import os
import sys

from zaitaku_check.bundled import PACKAGE, rules_root

__all__ = ["PACKAGE", "cache_root", "rules_root"]


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
