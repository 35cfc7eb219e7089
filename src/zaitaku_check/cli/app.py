"""The Typer app: every command with its help, for all command lines that are not the plain form of `check`."""

import os
from typing import Annotated, Any

import typer

from zaitaku_check import __version__
from zaitaku_check.cli import table
from zaitaku_check.cli.baseline_commands import add_baseline
from zaitaku_check.cli.completion_setting import FLAGS, tell
from zaitaku_check.cli.declaring import declare, option, option_types
from zaitaku_check.cli.desk import add_desk
from zaitaku_check.cli.editors import add_editors
from zaitaku_check.cli.help import speak
from zaitaku_check.cli.misuse import misuse, no_such_command
from zaitaku_check.cli.rules_commands import add_rules
from zaitaku_check.cli.writing import add_writing
from zaitaku_check.errors import UsageError

_ClickError: type[Exception] = typer.BadParameter.__mro__[2]
"""The option library's own exception for anything wrong with a command line."""


def run_app(words: list[str], lang: str) -> int:
    """Run a command line through the app and return its exit code."""
    words = _plain(words)
    named = _names_a_shell(words)
    command = typer.main.get_command(build_app(lang))
    speak(command, lang)
    tell(command, lang)
    if not named:
        _refuse_unknown_command(words, command)
    try:
        with command.make_context("zaitaku-check", words) as context:  # its `main` would end a closed pipe by itself
            result = command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    except typer.Abort:
        return 130
    except _ClickError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(getattr(error, "message", ""))
            return 2
        raise UsageError(misuse(error)) from error
    return result if isinstance(result, int) else 0


def _names_a_shell(words: list[str]) -> bool:
    """Say whether a shell is named, as in `--show-completion zsh`, and let the library take the name.

    Without a name it looks for the shell it was started from.
    """
    named = len(words) == 2 and words[0] in FLAGS
    if named:
        os.environ["_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION"] = "1"
    return named


def _plain(words: list[str]) -> list[str]:
    """Return the words without `--lang`, which has been heard already, where help or completion is asked for."""
    known = table.CHECK["lang"].choices
    lang = [at for at, word in enumerate(words[:-1]) if word == "--lang" and words[at + 1] in known]
    joined = {f"--lang={word}" for word in known}
    without = [word for at, word in enumerate(words) if at not in lang and at - 1 not in lang and word not in joined]
    asks = not {"-h", "--help", *FLAGS}.isdisjoint(words) or len(without) == 1
    return without if asks and "--" not in words else words


def _refuse_unknown_command(words: list[str], command: Any) -> None:
    name = next((word for word in words if not word.startswith("-")), "")
    at = words.index(name) if name else 0
    if not name or (at and words[at - 1] == "--lang") or name in command.commands:
        return
    raise UsageError(no_such_command(name, list(command.commands)))


def build_app(lang: str) -> typer.Typer:
    """Return the app with its help in one language."""
    app = typer.Typer(
        add_completion=True,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help=_text(
            lang,
            "在宅医療サポートセンターの活動計画（YAML）を、事業のルールに照らして検査します。",
            "Checks activity plans (YAML) of home-medical-care support centres against a programme's rules.",
        ),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    _add_root(app, lang)
    for add in (_add_check, _add_explain, add_baseline, add_desk, add_writing, add_rules, add_editors):
        add(app, lang)
    return app


def _text(lang: str, ja: str, en: str) -> str:
    return ja if lang == "ja" else en


def _add_root(app: typer.Typer, lang: str) -> None:
    def show_version(value: bool) -> None:
        if value:
            typer.echo(f"zaitaku-check {__version__}")
            raise typer.Exit

    @app.callback()
    def root(
        version: Annotated[
            bool,
            typer.Option(
                "--version",
                callback=show_version,
                is_eager=True,
                help=_text(lang, "版を表示します。", "Show the version."),
            ),
        ] = False,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> None:
        del version, language  # the language has been read before anything else


def _add_check(app: typer.Typer, lang: str) -> None:
    paths_help = _text(
        lang,
        "計画書のファイル、フォルダー、ワイルドカード、又は「-」（標準入力）。",
        "Plans, folders, patterns, or “-” for standard input.",
    )

    def check(paths: list[str], **given: Any) -> int:
        from zaitaku_check.cli.check import check as run_check
        from zaitaku_check.cli.request import request_from

        raw: table.Raw = {name: given.get(name.replace("-", "_")) for name in table.CHECK}
        return run_check(request_from({**raw, "paths": list(paths)}, lang))

    paths = Annotated[list[str], typer.Argument(metavar="PATH...", help=paths_help)]
    declare(check, {"paths": paths}, option_types(table.CHECK, lang))
    app.command(help=_text(lang, "計画書を検査します。", "Check plans."))(check)


def _add_explain(app: typer.Typer, lang: str) -> None:
    what_help = _text(
        lang, "ルールの番号。又は計画書（続けて番号を指定できます）。", "Ids of rules; or a plan, and ids to look at."
    )

    @app.command(
        help=_text(
            lang,
            "ルールの説明を表示します（explain R105）。計画書を指定すると、各ルールの判定の根拠を表示します。",
            "Explain a rule (explain R105), or why each rule passed, failed or did not apply on a plan.",
        )
    )
    def explain(
        what: Annotated[list[str], typer.Argument(metavar="ID|PLAN [ID...]", help=what_help)],
        pack: Annotated[list[str] | None, option("pack", lang)] = None,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        from zaitaku_check.cli.explain import explain as run_explain

        return run_explain(what, tuple(pack or ()), language or lang)
