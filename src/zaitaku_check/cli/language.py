"""The language of a run: `--lang`, else ZAITAKU_CHECK_LANG, else the locale, else English."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # that of `typing` would cost more than all of this
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMES = {"ja": "ja", "japanese": "ja", "日本語": "ja", "en": "en", "english": "en", "英語": "en"}
"""What a language may be called, in small letters; a country or an encoding may follow: ja_JP.UTF-8."""


def language(words: Sequence[str], environ: Mapping[str, str] | None = None) -> str:
    """Return "ja" or "en" for a command line, before anything else of it is read."""
    environ = os.environ if environ is None else environ
    return _of_option(words) or language_named(environ.get("ZAITAKU_CHECK_LANG", "")) or of_locale(environ)


def _of_option(words: Sequence[str]) -> str:
    for at, word in enumerate(words):
        if word == "--":
            return ""
        if word.startswith("--lang="):
            return language_named(word.partition("=")[2])
        if word == "--lang" and at + 1 < len(words):
            return language_named(words[at + 1])
    return ""


def language_named(word: str) -> str:
    """Return "ja" or "en" for a name such as JA, ja_JP.UTF-8 or 日本語; "" for any other."""
    return NAMES.get(word.strip().lower().replace("-", "_").partition(".")[0].partition("_")[0], "")


def of_locale(environ: Mapping[str, str]) -> str:
    """Return the language of the user's environment; a Windows that speaks Japanese outweighs a mere C locale."""
    named = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    bare = named.partition(".")[0].upper() in {"", "C", "POSIX"}
    if bare and sys.platform == "win32" and _windows_speaks_japanese():
        return "ja"
    wished = "" if bare else environ.get("LANGUAGE", "").partition(":")[0]
    return "ja" if language_named(wished or named) == "ja" else "en"


def _windows_speaks_japanese() -> bool:
    import ctypes

    ui_language: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined]  # Windows only
    return ui_language & 0x3FF == 0x11
