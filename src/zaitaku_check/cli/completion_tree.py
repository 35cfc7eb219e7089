"""The tree that completion looks into: grown from the app's own commands and the packs, so that nothing drifts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import typer

from zaitaku_check.cli import table
from zaitaku_check.cli.app import build_app
from zaitaku_check.cli.help import speak, translated
from zaitaku_check.cli.packs import add_option, open_shelf
from zaitaku_check.edit.schema import DRAFTS
from zaitaku_check.engine.shelf import STRUCTURE, Shelf
from zaitaku_check.report.formats import FORMATS
from zaitaku_check.text_types import Bilingual

_ONE_OF: Final = {"ID|PLAN [ID...]": "ID...", "[ID|DIR...]": "ID|DIR"}
"""Metavars that mean the same as another."""


def grown(lang: str) -> dict[str, Any]:
    """Return commands with their options and arguments, and the values there are for each metavar, as plain data."""
    command = typer.main.get_command(build_app(lang))
    add_option(command, lang)
    speak(command, lang)
    return {**_node(command, lang), "values": _values(open_shelf(), lang)}


def _node(command: Any, lang: str) -> dict[str, Any]:
    commands = {name: each for name, each in getattr(command, "commands", {}).items() if not each.hidden}
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = dict(_options(command, lang))
    return {
        "help": command.help or "",
        "commands": {name: _node(each, lang) for name, each in commands.items()},
        "options": {**options, "--help": {"help": translated("Show this message and exit.", lang), "takes": ""}},
        "argument": _kind(arguments[-1]) if arguments else "",
    }


def _options(command: Any, lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for param in command.params:
        if param.param_type_name == "option" and not param.hidden:
            about = {"help": translated(param.help or "", lang), "takes": "" if param.is_flag else _kind(param)}
            yield from ((flag, about) for flag in (*param.opts, *param.secondary_opts))


def _kind(param: Any) -> str:
    metavar = str(param.metavar or "")
    return _ONE_OF.get(metavar, metavar)


def _values(shelf: Shelf, lang: str) -> dict[str, list[tuple[str, str]]]:
    """Return the words there are for each metavar, with what they mean."""
    rules: dict[str, Bilingual] = {}
    for rule in (rule for name in (STRUCTURE, *shelf.ids) for rule in shelf.pack(name).rules):
        rules.setdefault(rule.id, rule.title)
    ids = [(rule, title.of(lang)) for rule, title in sorted(rules.items())]
    choices = {option.metavar: [(each, "") for each in option.choices] for option in table.CHECK.values()}
    return {
        **{metavar: words for metavar, words in choices.items() if words},
        "FORMAT[=FILE]": [(name, "") for name in FORMATS],
        "ID|DIR": [(name, shelf.pack(name).title.of(lang)) for name in shelf.ids],
        "IDS": ids,
        "ID...": ids,
        "DRAFT": [(name, "") for name in DRAFTS],
    }
