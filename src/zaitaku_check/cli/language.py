"""The language of a run: `--lang`, else ZAITAKU_CHECK_LANG, else the locale, else English."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # that of `typing` would cost more than all of this
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def language(words: Sequence[str], environ: Mapping[str, str] | None = None) -> str:
    """Return "ja" or "en" for a command line, before anything else of it is read."""
    environ = os.environ if environ is None else environ
    return _said(words) or _known(environ.get("ZAITAKU_CHECK_LANG", "")) or _of_locale(environ)


def _said(words: Sequence[str]) -> str:
    for at, word in enumerate(words):
        if word == "--":
            return ""
        if word.startswith("--lang="):
            return _known(word.partition("=")[2])
        if word == "--lang" and at + 1 < len(words):
            return _known(words[at + 1])
    return ""


def _known(word: str) -> str:
    return word if word in ("ja", "en") else ""


def _of_locale(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "ja" if environ[name].lower().startswith("ja") else "en"
    return "ja" if sys.platform == "win32" and _windows_speaks_japanese() else "en"


def _windows_speaks_japanese() -> bool:
    import ctypes

    ui_language: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined]  # Windows only
    return ui_language & 0x3FF == 0x11
