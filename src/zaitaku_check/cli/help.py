"""Help wholly in one language: the option library's own words in Japanese, laid out by how wide they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import typer

from zaitaku_check.bundled import guides_root
from zaitaku_check.cli import table
from zaitaku_check.cli.commands import AUDIENCES, COMMANDS, EXITS
from zaitaku_check.report.cells import fold, width
from zaitaku_check.report.shown import visible
from zaitaku_check.text_types import Bilingual

_LibraryFormatter: Any = typer.Context.formatter_class
_FIRST_COLUMN: Final = 30
_MANY: Final = 8
"""More shared options than these are shown by what they are for."""
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


def speak(command: Any, lang: str, names: tuple[str, ...] = ()) -> None:
    """Let a command, and all that belong to it, explain themselves in a language; no description is cut short.

    `names` are the words that call the command; none for the program itself.
    """
    command.short_help = command.help
    for param in command.params:
        if param.param_type_name == "argument":
            param.get_help_record = _without_type(param.get_help_record)
    _tell_more(command, lang, names)
    if lang == "ja":
        command.context_class = _Context
        command.options_metavar = _OPTIONS
        if hasattr(command, "commands"):
            command.subcommand_metavar = _COMMAND
    for name, each in getattr(command, "commands", {}).items():
        speak(each, lang, (*names, name))


def _without_type(record: Any) -> Any:
    """Return what makes the help of an argument, without the name of a Python type that newer releases of typer add."""

    def told(context: Any) -> Any:
        row = record(context)
        return row and (row[0].split(" <")[0], *row[1:])

    return told


def _tell_more(command: Any, lang: str, names: tuple[str, ...]) -> None:
    """Let the help of the program and of its commands say by example what to type, and what comes of it."""
    if not names:
        command.format_commands = lambda _context, formatter: _write_commands(command, formatter, lang)
    if sum(param.name.replace("_", "-") in table.CHECK for param in command.params) > _MANY:
        command.format_options = lambda context, formatter: _write_options(command, context, formatter, lang)
    if len(names) < 2:
        command.format_epilog = lambda _context, formatter: _write_epilog(names, formatter, lang)


def _write_commands(command: Any, formatter: Any, lang: str) -> None:
    """Write the commands by whom they are for."""
    for audience, title in AUDIENCES.items():
        names = [name for name in command.commands if COMMANDS[name].audience == audience]
        _write_section(title.of(lang), [(name, command.commands[name].help) for name in names], formatter)


def _write_options(command: Any, context: Any, formatter: Any, lang: str) -> None:
    """Write arguments and options, those that commands share by what they are for."""
    rows = {param.name.replace("_", "-"): param.get_help_record(context) for param in command.get_params(context)}
    arguments = [param.name for param in command.params if param.param_type_name == "argument"]
    shared = {name for _title, names in table.SECTIONS for name in names}
    own = [name for name, row in rows.items() if row and name not in shared and name not in arguments]
    sections = [(Bilingual("引数", "Arguments"), arguments), (Bilingual("オプション", "Options"), own), *table.SECTIONS]
    for title, names in sections:
        if found := [rows[name] for name in names if rows.get(name)]:
            _write_section(title.of(lang), found, formatter)


def _write_section(title: str, rows: Sequence[tuple[str, str]], formatter: Any) -> None:
    with formatter.section(title):
        formatter.write_dl(rows)


def _write_epilog(names: tuple[str, ...], formatter: Any, lang: str) -> None:
    """Write what follows the options: examples, exit codes and, for the program itself, where to read on."""
    shown = [COMMANDS[names[0]]] if names else [COMMANDS[name] for name in ("new", "check", "explain", "review")]
    with formatter.section(Bilingual("例", "Examples").of(lang)):
        for line, what in (example for each in shown for example in each.examples[: None if names else 1]):
            formatter.write(f"  zaitaku-check {line.of(lang)}\n      {what.of(lang)}\n")
    for title, rows in _tables(names, lang):
        _write_section(title, rows, formatter)
    if not names:
        with formatter.section(Bilingual("手引", "Guides").of(lang)):
            formatter.write(f"  {visible(guides_root())}\n")
            suffix = Bilingual(".ja.md", ".md").of(lang)
            formatter.write_dl([(name + suffix, what.of(lang)) for name, what in _GUIDES])


def _tables(names: tuple[str, ...], lang: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    exits = (COMMANDS[names[0]].exits if names else ()) or EXITS
    codes = [(str(code), meaning.of(lang)) for code, meaning in enumerate(exits) if meaning.ja]
    yield Bilingual("終了コード", "Exit codes").of(lang), codes
    if not names:
        yield Bilingual("環境変数", "Environment").of(lang), [(name, what.of(lang)) for name, what in ENVIRONMENT]


ENVIRONMENT: Final = (
    ("ZAITAKU_CHECK_LANG", Bilingual("表示する言語（ja・en）。", "Language of messages (ja, en).")),
    (
        "ZAITAKU_CHECK_*",
        Bilingual(
            "check のオプションの既定値（ZAITAKU_CHECK_FAIL_ON=warning など）。",
            "Defaults for the options of `check`, as in ZAITAKU_CHECK_FAIL_ON=warning.",
        ),
    ),
    ("NO_COLOR", Bilingual("色を付けません。", "Never use colours.")),
    (
        "FORCE_COLOR",
        Bilingual("画面以外に出力するときも色を付けます。", "Use colours even where the output is no terminal."),
    ),
)
_GUIDES: Final = (
    ("writing-plans", Bilingual("計画書の書き方", "Writing plans")),
    ("reviewing", Bilingual("審査のしかた", "Reviewing")),
    ("writing-packs", Bilingual("ルールの作り方", "Writing rules")),
    ("editors", Bilingual("エディター", "Editors")),
    ("ci", Bilingual("CI", "CI")),
)
"""Guides that come with the tool."""


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
            self.write("".join(f"{line}\n" for line in _hung(term, _with_translated_notes(words), self.width)))


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


def _with_translated_notes(words: str) -> str:
    text = _WORDS.get(words, words)
    for en, ja in _NOTES:
        text = text.replace(en, ja)
    return text
