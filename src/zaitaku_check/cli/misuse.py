"""A command line that does not fit, said in our words and in both languages."""

from __future__ import annotations

import re
from typing import Any, Final

from zaitaku_check.cli.commands import COMMANDS
from zaitaku_check.report.shown import shown
from zaitaku_check.suggestions import did_you_mean
from zaitaku_check.text_types import Bilingual

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
