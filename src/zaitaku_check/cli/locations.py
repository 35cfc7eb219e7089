"""Where the bundled packs, further ones, and the user's cache lie."""

from __future__ import annotations

import os
import sys

from zaitaku_check.bundled import PACKAGE, rules_root
from zaitaku_check.engine.prepared import is_own

__all__ = ["PACKAGE", "cache_root", "configured_shelves", "name_shelves", "rules_root"]

_named: list[str] = []
"""The folders that `--packs` names, for the commands that make no request."""


def name_shelves(words: tuple[str, ...]) -> None:
    """Take down the folders that the command line at hand names with `--packs`."""
    _named[:] = words


def configured_shelves() -> tuple[str, ...]:
    """Return the folders of packs that the command line names, or else the configuration."""
    if _named or not _may_be_configured():
        return tuple(_named)
    from zaitaku_check.cli.config import load_config

    value = load_config(os.getcwd(), os.environ).get("packs")
    return value if isinstance(value, tuple) else ()


def _may_be_configured() -> bool:
    """Say whether a configuration may name folders of packs; a key stroke must not load what reads one for nothing."""
    if os.environ.get("ZAITAKU_CHECK_PACKS"):
        return True
    try:
        folder = os.getcwd()
    except OSError:
        return False
    while not _speaks_of_packs(folder):
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
    return True


def _speaks_of_packs(folder: str) -> bool:
    for name in ("zaitaku-check.toml", "pyproject.toml"):
        try:
            with open(os.path.join(folder, name), "rb") as file:
                if b"packs=" in file.read().translate(None, b" \t\"'"):
                    return True
        except OSError:
            continue
    return False


def cache_root() -> str:
    """Return the folder in which prepared packs are kept, by the system's own conventions; "" where there is none.

    One that others may write to, or that lies inside the repository at hand, is none: what it holds may have been
    brought along with the plans. A relative name is ignored, as the XDG specification wants it.
    """
    named = os.environ.get("ZAITAKU_CHECK_CACHE_DIR", "")
    folder = named or _usual_cache()
    if not os.path.isabs(folder) or _inside(folder, _repository()):
        return ""
    return folder if is_own(folder) or not os.path.lexists(folder) else ""


def _usual_cache() -> str:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        base = base if os.path.isabs(base) else os.path.expanduser("~/.cache")
    return os.path.join(base, "zaitaku-check") if base else ""


def _repository() -> str:
    """Return the root of the repository around the working folder, or that folder itself; "" where it is gone."""
    try:
        here = folder = os.getcwd()
    except OSError:
        return ""
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return here
        folder = above
    return folder


def _inside(path: str, folder: str) -> bool:
    return bool(folder) and (os.path.realpath(path) + os.sep).startswith(os.path.join(folder, ""))
