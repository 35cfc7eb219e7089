"""Commands declared from the table of options: what the Typer app is told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Any

import typer

from zaitaku_check.cli import table
from zaitaku_check.cli.request import Request, request_from
from zaitaku_check.errors import UsageError
from zaitaku_check.report.formats import FORMATS
from zaitaku_check.report.shown import shown
from zaitaku_check.suggestions import did_you_mean
from zaitaku_check.text_types import Bilingual


def option(name: str, lang: str) -> Any:
    """Return the library's declaration of one option of the table; a value that is no choice of it is refused."""
    mine = table.CHECK[name]
    words = mine.help.of(lang)
    choices = f" [{'|'.join(mine.choices)}]" if mine.choices else ""
    if mine.kind == "outputs":
        choices = f" [{', '.join(FORMATS)}]"
    return typer.Option(
        *mine.flags,
        metavar=mine.metavar or None,
        help=words + choices,
        show_default=False,
        callback=_chooser(name, mine) if mine.choices else None,
    )


def _chooser(name: str, mine: table.Option) -> Callable[[Any], Any]:
    choices = mine.choices

    def chosen(value: Any) -> Any:
        if not value or (choice := mine.chosen(value)):
            return value and choice
        wrong = Bilingual(
            f"--{name} は {'・'.join(_with_words(mine))} のいずれかです（「{shown(value)}」）。",
            f"--{name} is one of {', '.join(choices)}, not “{shown(value)}”",
        )
        raise UsageError(did_you_mean(wrong, value, choices))

    return chosen


def _with_words(mine: table.Option) -> list[str]:
    """Return the choices of an option, each with what it is called in Japanese."""
    first = {choice: word for word, choice in reversed(mine.also)}
    return [f"{choice}（{first[choice]}）" if choice in first else choice for choice in mine.choices]


def _type(option: table.Option) -> Any:
    return bool if option.kind == "switch" else list[str] | None if option.is_repeated else str | None


def option_types(names: Iterable[str], lang: str) -> dict[str, Any]:
    """Return the types of the parameters that options of the table become."""
    return {name: Annotated[_type(table.CHECK[name]), option(name, lang)] for name in names}


def declare(
    function: Callable[..., Any],
    required: dict[str, Any],
    options: dict[str, Any],
    optional: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Give a function the signature of a command: what it needs, what it may have (else None), options of the table."""
    from inspect import Parameter, Signature

    parameters = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, annotation=kind) for name, kind in required.items()]
    parameters += [Parameter(n, Parameter.KEYWORD_ONLY, default=None, annotation=kind) for n, kind in optional.items()]
    for name, kind in options.items():
        default = False if table.CHECK[name].kind == "switch" else None
        parameters.append(Parameter(name.replace("-", "_"), Parameter.KEYWORD_ONLY, default=default, annotation=kind))
    function.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}


def group() -> typer.Typer:
    """Return a group of commands that prints its help where none of them is named."""
    return typer.Typer(no_args_is_help=True, rich_markup_mode=None)


def flag(names: str, ja: str, en: str, lang: str, **more: Any) -> Any:
    """Return the library's declaration of an option that one command alone has."""
    return typer.Option(*names.split(), help=Bilingual(ja, en).of(lang), show_default=False, **more)


def given_request(paths: list[str], given: dict[str, Any], lang: str) -> Request:
    """Return the request of a command that shares options with `check`: from the parameters it was called with."""
    raw: table.Raw = {name: given.get(name.replace("-", "_")) for name in table.CHECK}
    return request_from({**raw, "paths": [*paths]}, lang)
