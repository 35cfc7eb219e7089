"""The settings a configuration may hold: their names, what they take, and the reading of one value."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final, NoReturn

from zaitaku_check.cli.table import CHECK, Option, day_of
from zaitaku_check.errors import ConfigError
from zaitaku_check.report.formats import FORMATS
from zaitaku_check.report.shown import shown
from zaitaku_check.suggestions import did_you_mean
from zaitaku_check.text_types import Bilingual

Value = str | int | bool | tuple[str, ...]


KEYS: Final = {name: option for name, option in CHECK.items() if not option.one_run}
"""What can be configured: every option of `check` that is not for one run only."""


class _MisfitError(Exception):
    """A value that a setting does not take; `wanted` says what it takes."""

    def __init__(self, wanted: Bilingual) -> None:
        super().__init__(wanted.en)
        self.wanted = wanted


def read_value(name: str, value: Any, where: str, folder: str) -> Value:
    """Return a value of a TOML file; paths are relative to the file's folder. Raises ConfigError naming `where`."""
    return _read(name, value, where, folder)


def read_text(name: str, text: str, where: str, folder: str) -> Value:
    """Return a value of a variable of the environment, where lists are divided by commas. Raises ConfigError."""
    return _read(name, _FROM_TEXT.get(KEYS[name].kind if name in KEYS else "", str.strip)(text), where, folder)


def _read(name: str, value: Any, where: str, folder: str) -> Value:
    if name not in KEYS:
        _unknown(name, where)
    try:
        return _READERS[KEYS[name].kind](value, KEYS[name], folder)
    except _MisfitError as misfit:
        wrong = shown(str(value), 40)
        raise ConfigError(
            Bilingual(
                f"{where}: 設定「{name}」の値「{wrong}」は使えません。{misfit.wanted.ja}",
                f"{where}: {name}: “{wrong}” does not fit; {misfit.wanted.en}",
            )
        ) from None


def _unknown(name: str, where: str) -> NoReturn:
    wrong = shown(name, 40)
    wording = Bilingual(f"{where}: 「{wrong}」という設定はありません。", f"{where}: there is no setting “{wrong}”")
    raise ConfigError(did_you_mean(wording, name.replace("_", "-"), KEYS))


def _word(value: Any, key: Option, _folder: str) -> str:
    if not key.choices:
        return _text(value)
    if not isinstance(value, str) or not (choice := key.chosen(value)):
        wanted = Bilingual(
            f"次のいずれかにしてください: {', '.join(key.choices)}", f"it takes one of: {', '.join(key.choices)}"
        )
        raise _MisfitError(did_you_mean(wanted, str(value), key.choices))
    return choice


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise _MisfitError(Bilingual("文字列にしてください。", "it takes a string"))
    return value


def _words(value: Any, _key: Option, _folder: str) -> tuple[str, ...]:
    words = (value,) if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        raise _MisfitError(
            Bilingual("文字列、又は文字列の一覧にしてください。", "it takes a string or a list of strings")
        )
    return tuple(part for word in words for part in _divided(word))


def _number(value: Any, _key: Option, _folder: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _MisfitError(Bilingual("1以上の整数にしてください。", "it takes a whole number from 1 on"))
    return value


def _switch(value: Any, _key: Option, _folder: str) -> bool:
    if not isinstance(value, bool):
        raise _MisfitError(Bilingual("true か false にしてください。", "it takes true or false"))
    return value


def _date(value: Any, _key: Option, _folder: str) -> str:
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, str) and (day := day_of(value)):
        return day
    raise _MisfitError(
        Bilingual("「平成30年10月1日」「2018-10-01」のような日付にしてください。", "it takes a date such as 2018-10-01")
    )


def _path(value: Any, _key: Option, folder: str) -> str:
    return _under(folder, _text(value))


def _packs(value: Any, key: Option, folder: str) -> tuple[str, ...]:
    return tuple(_under(folder, word) if _is_path(word) else word for word in _words(value, key, folder))


def _shelves(value: Any, key: Option, folder: str) -> tuple[str, ...]:
    """Return folders of packs; what a configuration brings along may not reach out of its own folder."""
    shelves = [_under(folder, word) for word in _words(value, key, folder)]
    root = os.path.join(os.path.realpath(folder), "")
    if any(not f"{os.path.realpath(shelf)}{os.sep}".startswith(root) for shelf in shelves):
        raise _MisfitError(
            Bilingual(
                "設定ファイルのあるフォルダーの中を指定してください（外のフォルダーは --packs で指定します）。",
                "it takes folders below the configuration's own; name others with --packs",
            )
        )
    return tuple(shelves)


def _patterns(value: Any, key: Option, folder: str) -> tuple[str, ...]:
    """Return patterns for files as they read from the working folder; one with a path in it is the file's folder's."""
    patterns = _words(value, key, folder)
    return tuple(_from_here(each, folder) if "/" in each.rstrip("/") else each for each in patterns)


def _from_here(pattern: str, folder: str) -> str:
    negated = pattern.startswith("!")
    end = "/" if pattern.endswith("/") else ""
    path = os.path.relpath(os.path.join(folder, pattern.lstrip("!/")), os.getcwd())
    return f"{'!' * negated}/{path.replace(os.sep, '/')}{end}"


def _outputs(value: Any, key: Option, folder: str) -> tuple[str, ...]:
    return tuple(_output(word, folder) for word in _words(value, key, folder))


def _output(word: str, folder: str) -> str:
    name, equals, file = word.partition("=")
    if name not in FORMATS or (equals and not file):
        formats = ", ".join(FORMATS)
        raise _MisfitError(Bilingual(f"使える形式: {formats}", f"the formats are: {formats}"))
    return f"{name}={_under(folder, file)}" if file else name


def _divided(text: str) -> list[str]:
    return [part for part in (each.strip() for each in text.split(",")) if part]


def _is_path(word: str) -> bool:
    return word.startswith(".") or "/" in word or os.sep in word


def _under(folder: str, path: str) -> str:
    return str(Path(folder, path))


def _as_number(text: str) -> int | str:
    return int(text) if text.strip().isdecimal() and len(text) < 5 else text


def _as_switch(text: str) -> bool | str:
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}.get(text.lower(), text)


_READERS: Final[dict[str, Callable[[Any, Option, str], Value]]] = {
    "word": _word,
    "words": _words,
    "ids": _words,
    "number": _number,
    "switch": _switch,
    "date": _date,
    "path": _path,
    "packs": _packs,
    "shelves": _shelves,
    "patterns": _patterns,
    "outputs": _outputs,
}
_FROM_TEXT: Final[dict[str, Callable[[str], Any]]] = {"number": _as_number, "switch": _as_switch}


# --- what is no TOML --------------------------------------------------------------------------------------------------


_TOML: Final = (
    (
        "Invalid value",
        Bilingual(
            '値を読み取れません。文字は " " で囲みます（例: lang = "ja"）。',
            'this is not a value; put text in quotes, as in lang = "ja"',
        ),
    ),
    (
        "Expected '=' after a key",
        Bilingual(
            '設定の名前の後に「=」がありません（例: lang = "ja"）。',
            'there is no “=” after the name of the setting, as in lang = "ja"',
        ),
    ),
    (
        "Expected newline or end of document",
        Bilingual(
            "値の後に余分な文字があります。設定は1行に1つ書きます。",
            "there is more text after the value; write one setting a line",
        ),
    ),
    (
        "Invalid initial character for a key",
        Bilingual("設定の名前を読み取れません。名前は半角の英字で書きます。", "this is not the name of a setting"),
    ),
    (
        "Invalid statement",
        Bilingual('設定として読み取れません（例: lang = "ja"）。', 'this is not a setting, as in lang = "ja"'),
    ),
    ("Unclosed array", Bilingual("「[」が閉じられていません。", "a closing “]” is missing")),
    ("Unterminated string", Bilingual("引用符が閉じられていません。", "a closing quotation mark is missing")),
    ('Expected "\'"', Bilingual("引用符が閉じられていません。", "a closing quotation mark is missing")),
    ("Illegal character '\\n'", Bilingual("引用符が閉じられていません。", "a closing quotation mark is missing")),
    ("Illegal character '\\r'", Bilingual("引用符が閉じられていません。", "a closing quotation mark is missing")),
    (
        "Illegal character",
        Bilingual(
            "引用符が閉じられていないか、使えない文字があります。",
            "a closing quotation mark is missing, or a character is not allowed",
        ),
    ),
    (
        "Unescaped '\\'",
        Bilingual(
            "「\\」の使い方に誤りがあります。「\\」をそのまま書くときは ' ' で囲みます。",
            "a backslash is not part of an escape; put text with backslashes in single quotes",
        ),
    ),
    ("Cannot overwrite a value", Bilingual("同じ設定が2回書かれています。", "the setting is written twice")),
    ("Cannot declare", Bilingual("同じ見出しが2回書かれています。", "the heading is written twice")),
    ("Expected ']' at the end", Bilingual("見出しの「]」がありません。", "the closing “]” of the heading is missing")),
)
"""How the complaints of Python's reader of TOML begin, and what they mean."""


def toml_trouble(complaint: str) -> tuple[str, Bilingual]:
    """Return where a file is no TOML (":line:column") and why, from the complaint of Python's reader."""
    what, _, place = complaint.partition(" (at ")
    at = "".join(f":{word.strip(',)')}" for word in place.split() if word.strip(",)").isdecimal())
    known = next((words for begins, words in _TOML if what.startswith(begins)), None)
    return at, known or Bilingual(f"TOMLとして読み取れません（{what}）。", f"not valid TOML: {what}")
