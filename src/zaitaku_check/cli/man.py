"""The manual page: what the help of every command says, as `man` reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import typer

from zaitaku_check import __version__
from zaitaku_check.cli.app import build_app
from zaitaku_check.cli.commands import COMMANDS, EXITS
from zaitaku_check.cli.help import ENVIRONMENT, speak

PAGE: Final = "docs/man/zaitaku-check.1"
"""The page in the repository; it is made anew by `python -m zaitaku_check.cli.man > docs/man/zaitaku-check.1`."""


def man_page() -> str:
    """Return the manual page, in English, as text with the macros of man(7)."""
    app = typer.main.get_command(build_app("en"))
    speak(app, "en")
    return "\n".join(_lines(app)) + "\n"


def _lines(app: Any) -> Iterator[str]:
    yield f'.TH ZAITAKU-CHECK 1 "" "zaitaku-check {__version__}"'
    yield ".SH NAME"
    yield r"zaitaku\-check \- checks activity plans of home\-medical\-care support centres"
    yield ".SH SYNOPSIS"
    yield r".B zaitaku\-check"
    yield r"[\fIOPTIONS\fR] [\fICOMMAND\fR] [\fIARGS\fR]..."
    yield ".SH DESCRIPTION"
    yield _escaped(app.help)
    yield "A plan or folder alone is checked."
    yield ".SH OPTIONS"
    yield from _options(app)
    yield ".SH COMMANDS"
    for name, command in app.commands.items():
        yield from _command(command, (name,))
    yield ".SH EXIT STATUS"
    yield from _table((str(code), meaning.en) for code, meaning in enumerate(EXITS))
    yield ".SH ENVIRONMENT"
    yield from _table((name, what.en) for name, what in ENVIRONMENT)


def _command(command: Any, names: tuple[str, ...]) -> Iterator[str]:
    yield f".SS {_escaped(' '.join(names))}"
    yield _escaped(command.help or "")
    yield from _options(command)
    for line, what in COMMANDS[names[0]].examples if len(names) == 1 else ():
        yield from (".PP", f"Example: {_escaped(what.en)}", ".br", rf"\fBzaitaku\-check {_escaped(line.en)}\fR")
    for name, below in getattr(command, "commands", {}).items():
        yield from _command(below, (*names, name))


def _options(command: Any) -> Iterator[str]:
    context = typer.Context(command, info_name=command.name)
    records = (param.get_help_record(context) for param in command.get_params(context))
    yield from _table(record for record in records if record)


def _table(rows: Any) -> Iterator[str]:
    for term, words in rows:
        yield from (".TP", rf"\fB{_escaped(term)}\fR", _escaped(words))


def _escaped(text: str) -> str:
    """Return a text on one line, without what has a meaning for `man`."""
    line = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{line}" if line[:1] in {".", "'"} else line


if __name__ == "__main__":
    print(man_page(), end="")  # noqa: T201 - the page is the answer
