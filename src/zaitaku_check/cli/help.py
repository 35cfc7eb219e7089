"""Help wholly in one language: the option library's own words in Japanese, laid out by how wide they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import typer

from zaitaku_check.report.cells import fold, width

_LibraryFormatter: Any = typer.Context.formatter_class
_FIRST_COLUMN: Final = 30
_OPTIONS, _COMMAND = "[オプション]", "コマンド [引数]..."
_WORDS: Final = {
    "Usage": "使い方",
    "Options": "オプション",
    "Arguments": "引数",
    "Commands": "コマンド",
    "Show this message and exit.": "この説明を表示します。",
    "Install completion for the current shell.": "お使いのシェルに入力補完を設定します。",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "お使いのシェルのための入力補完の設定を表示します。"
    ),
    "Install completion for the specified shell.": "指定したシェルに入力補完を設定します。",
    "Show completion for the specified shell, to copy it or customize the installation.": (
        "指定したシェルのための入力補完の設定を表示します。"
    ),
}
_NOTES: Final = (("[required]", "[必須]"), ("[default: ", "[既定: "), ("; required]", "、必須]"))


def speak(command: Any, lang: str) -> None:
    """Let a command, and all that belong to it, explain themselves in a language; no description is cut short."""
    command.short_help = command.help
    if lang == "ja":
        command.context_class = _Context
        command.options_metavar = _OPTIONS
        if hasattr(command, "commands"):
            command.subcommand_metavar = _COMMAND
    for each in getattr(command, "commands", {}).values():
        speak(each, lang)


class _Formatter(_LibraryFormatter):  # type: ignore[misc]  # the library's class, wherever it keeps it
    """Writes help in Japanese; what is wide counts as wide."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        del prefix
        self.write("\n".join(_hung(f"{_WORDS['Usage']}: {prog} ", args, self.width)) + "\n")

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{_WORDS.get(heading, heading)}:\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        self.write("".join(f"{line}\n" for line in _hung(indent, text, self.width)))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = _FIRST_COLUMN, col_spacing: int = 2) -> None:
        indent = " " * self.current_indent
        first = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        for name, words in rows:
            term = indent + name + " " * (first - width(name))
            if width(name) > first - col_spacing and words:
                self.write(f"{indent}{name}\n")
                term = indent + " " * first
            self.write("".join(f"{line}\n" for line in _hung(term, _said(words), self.width)))


class _Context(typer.Context):
    formatter_class = _Formatter


def _hung(first: str, text: str, room: int) -> list[str]:
    """Return a text folded behind its beginning, the further lines hanging below the text."""
    hang = " " * width(first)
    lines = fold(text, max(room - width(first), 10))
    return [((hang if at else first) + line).rstrip() for at, line in enumerate(lines)]


def translated(words: str, lang: str) -> str:
    """Return a sentence of the library in a language; our own are in it already."""
    return _WORDS.get(words, words) if lang == "ja" else words


def _said(words: str) -> str:
    said = _WORDS.get(words, words)
    for en, ja in _NOTES:
        said = said.replace(en, ja)
    return said
