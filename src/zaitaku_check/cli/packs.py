"""The shelf of packs, as every command opens it: the bundled ones, and those of configured or named folders."""

from __future__ import annotations

import os

import zaitaku_check
from zaitaku_check.cli.locations import PACKAGE, cache_root, configured_shelves, name_shelves, rules_root
from zaitaku_check.engine.prepared import Store
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.typed import Any


def open_shelf(shelves: tuple[str, ...] | None = None) -> Shelf:
    """Return the shelf, prepared packs used where they are up to date; with `shelves` nothing else is looked up."""
    kept = cache_root()
    folders = (os.path.join(PACKAGE, "_prepared"), *((kept,) if kept else ()))
    store = Store(folders, zaitaku_check.__version__, writes=bool(kept))
    return Shelf(rules_root(), store, configured_shelves() if shelves is None else shelves)


def add_option(command: Any, lang: str) -> None:
    """Let every command that opens the shelf take `--packs`, and those below it."""
    for each in getattr(command, "commands", {}).values():
        add_option(each, lang)
    if hasattr(command, "commands") or any("--packs" in param.opts for param in command.params):
        return
    command.params.append(_packs_option(lang))


def _packs_option(lang: str) -> Any:
    """Return the option as a command declares it: how a release of typer builds one inside is its own affair."""
    import typer

    from zaitaku_check.cli.table import CHECK

    mine = CHECK["packs"]
    app = typer.Typer(add_completion=False)

    @app.command()
    def declared(
        shelves: list[str] | None = typer.Option(
            None,
            *mine.flags,
            metavar=mine.metavar,
            help=mine.help.of(lang),
            expose_value=False,
            callback=lambda words: name_shelves(tuple(words or ())),
        ),
    ) -> None:
        """Carry the declaration."""
        del shelves

    return typer.main.get_command(app).params[0]
