"""`--install-completion` and `--show-completion`: the option library does it, we say it in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from typing import Any, Final

import typer

from zaitaku_check.errors import UsageError
from zaitaku_check.files import why_not_written
from zaitaku_check.report.shown import shown
from zaitaku_check.text_types import Bilingual

FLAGS: Final = ("--show-completion", "--install-completion")

_NO_SHELL: Final = Bilingual(
    "お使いのシェルが分からないか、入力補完に対応していません。--install-completion zsh のように、"
    "bash・zsh・fish・powershell・pwsh のいずれかを指定してください。",
    "the shell you are in is not known or not supported; name one of bash, zsh, fish, powershell, pwsh, "
    "as in --install-completion zsh",
)


def tell(command: Any, lang: str) -> None:
    """Let the app's two options speak a language."""
    for option in command.params:
        if option.name == "install_completion":
            option.callback = partial(_install, lang)
        elif option.name == "show_completion":
            option.callback = partial(_show, option.callback)


def _install(lang: str, context: typer.Context, option: Any, value: Any) -> Any:
    del option
    if not value or context.resilient_parsing:
        return value
    shell, path = _installed(value if isinstance(value, str) else None)
    typer.echo(
        Bilingual(f"{shell} の入力補完を {path} に設定しました。", f"Completion for {shell} is set up in {path}.").of(
            lang
        )
    )
    typer.echo(
        Bilingual("新しく開いたターミナルから使えます。", "It works in terminals that you open from now on.").of(lang)
    )
    raise typer.Exit


def _installed(shell: str | None) -> tuple[str, str]:
    """Return the shell, the one we were started from unless it is named, and the file that was written."""
    from typer import completion

    try:
        with redirect_stdout(StringIO()):
            named, path = completion.install(shell=shell)  # type: ignore[attr-defined]  # imported there
    except typer.Exit as end:
        raise UsageError(_NO_SHELL) from end
    except OSError as error:
        reason, name = why_not_written(error), shown(str(error.filename), 300)
        raise UsageError(
            Bilingual(
                f"入力補完を設定できません。「{name}」に書き込めません（{reason.ja}）。",
                f"completion cannot be set up: cannot write “{name}”: {reason.en}",
            )
        ) from error
    return named, shown(str(path), 300)


def _show(library: Callable[..., Any], context: typer.Context, option: Any, value: Any) -> Any:
    try:
        with redirect_stderr(StringIO()):
            return library(context, option, value)
    except typer.Exit as end:
        raise UsageError(_NO_SHELL) from end
