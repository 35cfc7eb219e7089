"""The Typer app: every command with its help, for all command lines that are not the plain form of `check`."""

import os
import re
from importlib import import_module
from typing import Annotated, Any, Final

import typer

from zaitaku_check.cli import table
from zaitaku_check.cli.commands import COMMANDS
from zaitaku_check.cli.completion_setting import FLAGS, tell
from zaitaku_check.cli.declaring import option
from zaitaku_check.cli.help import speak
from zaitaku_check.cli.packs import add_option
from zaitaku_check.errors import UsageError
from zaitaku_check.report.shown import shown
from zaitaku_check.suggestions import did_you_mean
from zaitaku_check.text_types import Bilingual

_ClickError: type[Exception] = typer.BadParameter.__mro__[2]
"""The option library's own exception for anything wrong with a command line."""


def run_app(words: list[str], lang: str) -> int:
    """Run a command line through the app and return its exit code."""
    words = _plain(words)
    named = _names_a_shell(words)
    command = typer.main.get_command(build_app(lang, _command_of(words)))
    add_option(command, lang)
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
            typer.echo(getattr(error, "message", ""), err=True)
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
    """Return the words without `--lang`, which has been read already, where help or completion is asked for."""
    chosen = table.CHECK["lang"].chosen
    lang = [at for at, word in enumerate(words[:-1]) if word == "--lang" and chosen(words[at + 1])]
    without = [
        word
        for at, word in enumerate(words)
        if at not in lang and at - 1 not in lang and not (word.startswith("--lang=") and chosen(word[7:]))
    ]
    asks = not {"-h", "--help", *FLAGS}.isdisjoint(words) or len(without) < 2
    return without if asks and "--" not in words else words


def _command_of(words: list[str]) -> str:
    """Return the first word that is no option, nor the language; "" where there is none."""
    at = next((at for at, word in enumerate(words) if word[:1] != "-" and words[at - 1 : at] != ["--lang"]), None)
    return "" if at is None else words[at]


def _refuse_unknown_command(words: list[str], command: Any) -> None:
    name = _command_of(words)
    if name and name not in command.commands:
        raise UsageError(no_such_command(name, list(command.commands)))


def build_app(lang: str, only: str | None = None) -> typer.Typer:
    """Return the app with its help in one language; with `only`, no other command than this one can be run."""
    app = typer.Typer(
        add_completion=True,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help=Bilingual(
            "在宅医療サポートセンターの活動計画（YAML）を、事業のルールに照らして検査します。",
            "Checks activity plans (YAML) of home-medical-care support centres against a programme's rules.",
        ).of(lang),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    _add_root(app, lang)
    for name, about in COMMANDS.items():
        _add(app, name, about.help.of(lang), lang, loaded=only is None or name == only)
    return app


def _add(app: typer.Typer, name: str, help_: str, lang: str, *, loaded: bool) -> None:
    """Add a command; one that is not run is only named, as its module need not be loaded for that."""
    if not loaded:
        app.command(name, help=help_)(_not_loaded)
        return
    command = import_module(f"zaitaku_check.cli.commands.{name}").command(lang)
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name, help=help_)
    else:
        app.command(name, help=help_)(command)


def _not_loaded() -> None:
    """Stand for a command in the help."""


def _add_root(app: typer.Typer, lang: str) -> None:
    def show_version(value: bool) -> None:
        if value:
            from zaitaku_check.cli.version import version

            raise typer.Exit(version())

    @app.callback()
    def root(
        version: Annotated[
            bool,
            typer.Option(
                "--version",
                "-V",
                callback=show_version,
                is_eager=True,
                help=Bilingual(
                    "バージョンとルールパックの版を表示します。", "Show the version, and those of the rule packs."
                ).of(lang),
            ),
        ] = False,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> None:
        del version, language  # the language has been read before anything else


_KNOWN: Final = (
    (
        re.compile(r"Option '(?P<a>.+)' requires (?:an|\d+) arguments?\."),
        Bilingual("オプション「{a}」に値を指定してください。", "the option {a} needs a value"),
    ),
    (
        re.compile(r"Option '(?P<a>.+)' does not take a value\."),
        Bilingual("オプション「{a}」には値を指定できません。", "the option {a} takes no value"),
    ),
    (
        re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<a>.+)\)"),
        Bilingual("余分な指定があります（{a}）。", "more than this command takes: {a}"),
    ),
    (re.compile(r"Missing command\."), Bilingual("コマンドを指定してください。", "a command is missing")),
)


_NO_COMMAND: Final = re.compile(r"No such command '(.+?)'\.(?: .*)?")


def misuse(error: Any) -> Bilingual:
    """Return what the option library found wrong; its own sentence where we know nothing better."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _no_such_option(error)
    if kind == "MissingParameter":
        return _missing(error.param, error.ctx.command_path)
    said = error.format_message()
    if found := _NO_COMMAND.fullmatch(said):
        return no_such_command(found[1], list(error.ctx.command.commands))
    for pattern, wording in _KNOWN:
        if found := pattern.fullmatch(said):
            words = shown(found.groupdict().get("a", ""))
            return Bilingual(wording.ja.replace("{a}", words), wording.en.replace("{a}", words))
    return Bilingual(f"指定のしかたが違います（{shown(said)}）。", shown(said))


def _missing(param: Any, command: str) -> Bilingual:
    """Say what has to be given, in the words of the help, which is in the language that is read, and by example."""
    name, what = _name(param), (param.help or "").rstrip("。.")
    known = COMMANDS.get(command.split()[1]) if len(command.split()) == 2 else None
    line = known.examples[0][0] if known else Bilingual("", "")
    example = Bilingual(f"（例: zaitaku-check {line.ja}）", f", as in: zaitaku-check {line.en}") if known else line
    if name == "PATH...":
        return Bilingual(
            f"計画書のファイル又はフォルダーを指定してください{example.ja}。",
            f"name a plan or a folder of plans{example.en}",
        )
    wanted = what if param.param_type_name == "argument" else f"「{name}」に{what}"
    return Bilingual(
        f"{wanted}を指定してください{example.ja}。", f"{name} is missing: {what[:1].lower()}{what[1:]}{example.en}"
    )


def no_such_command(word: str, known: list[str]) -> Bilingual:
    """Say that there is no such command, and which was meant or which there are."""
    wrong = Bilingual(f"「{shown(word)}」というコマンドはありません。", f"there is no command “{shown(word)}”")
    commands = Bilingual(f"使えるコマンド: {'、'.join(known)}", f"commands: {', '.join(known)}")
    return did_you_mean(wrong, word, known, commands)


def _no_such_option(error: Any) -> Bilingual:
    option = shown(error.option_name)
    params = error.ctx.command.params if error.ctx else ()
    flags = [flag for param in params for flag in param.opts if flag.startswith("--")]
    wrong = Bilingual(f"「{option}」というオプションはありません。", f"there is no option {option}")
    return did_you_mean(wrong, error.option_name, flags)


def _name(param: Any) -> str:
    """Return what help calls a parameter: an option's longest flag, an argument's metavar."""
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return str(param.metavar or param.name.upper())
