"""A request to check, as one plain value: made from the words of the command line and the configuration."""

from __future__ import annotations

import os
from collections.abc import Mapping
from time import strftime

from zaitaku_check.cli.config import Config, load_config
from zaitaku_check.cli.table import CHECK, Option, Raw, day_of, is_no_day
from zaitaku_check.engine.options import as_id
from zaitaku_check.errors import UsageError
from zaitaku_check.named import NamedTuple
from zaitaku_check.report.formats import FORMATS
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Any


class Output(NamedTuple):
    """One format and where it goes; `file` "" is standard output. `within` is the folder that may not be left."""

    format: str
    file: str = ""
    within: str = ""


class Request(NamedTuple):
    """What `check` is asked to do."""

    paths: tuple[str, ...]
    outputs: tuple[Output, ...]
    packs: tuple[str, ...] = ()
    shelves: tuple[str, ...] = ()
    locked: bool = False
    stage: str = "application"
    as_of: str = ""
    fail_on: str = "error"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    lang: str = "en"
    jobs: int = 0
    quiet: bool = False
    summary: bool = False
    stdin_filename: str = ""
    color: str = "auto"
    answers: str = ""
    assume: tuple[str, ...] = ()
    no_folder: bool = False
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    for_merge: bool = False
    changed_since: str = ""
    baseline: str = ""
    allow_ignores: bool = False
    no_ignores: bool = False
    all_editions: bool = False
    todo: bool = False
    configured: Mapping[str, str] = {}
    """The options that the configuration sets, not the command line, and where it does."""


def request_from(raw: Raw, lang: str, environ: Mapping[str, str] | None = None) -> Request:
    """Return the request; what the command line does not say, the configuration may. Raises UsageError, ConfigError."""
    environ = os.environ if environ is None else environ
    config = load_config(_here(), environ, use_file=not raw.get("no-config"))
    told = _Told(raw, config)
    given = {option.field or name.replace("-", "_"): told.read(name, option) for name, option in CHECK.items()}
    del given["no_config"]
    configured = {name: setting.origin for name, setting in config.settings.items() if not raw.get(name)}
    return Request(told.words("paths"), **(given | {"lang": told.word("lang", lang), "configured": configured}))


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:
        return os.sep


class _Told(NamedTuple):
    """The command line over the configuration."""

    raw: Raw
    config: Config

    def read(self, name: str, option: Option) -> Any:
        """Return what an option comes to, as a request holds it."""
        if option.kind == "switch":
            return self.switch(name)
        if option.kind == "outputs":
            return _outputs(self.words(name) or ("text",), self.folder(name))
        if option.is_repeated:
            return _ids(self.words(name)) if option.kind == "ids" else self.words(name)
        word = self.word(name, option.default)
        return _date(word) if option.kind == "date" else _jobs(word or "0") if option.kind == "number" else word

    def words(self, name: str) -> tuple[str, ...]:
        value = self.raw.get(name) or self.config.get(name) or ()
        return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else ()

    def word(self, name: str, otherwise: str) -> str:
        value: object = self.raw.get(name)
        if value is None:
            value = self.config.get(name)
        return otherwise if value is None else str(value)

    def folder(self, name: str) -> str:
        """Return the folder of the configuration file that sets an option, "" where another says what it is."""
        return "" if self.raw.get(name) else self.config.folder_of(name)

    def switch(self, name: str) -> bool:
        return bool(self.raw.get(name) or self.config.get(name))


def _ids(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(as_id(part.strip()) for word in words for part in word.split(",") if part.strip())


def _outputs(words: tuple[str, ...], within: str) -> tuple[Output, ...]:
    outputs = tuple(_output(word, within) for word in words)
    if sum(not output.file for output in outputs) > 1:
        raise UsageError(
            Bilingual(
                "画面に出せる形式は1つだけです。ほかの形式は「形式=ファイル名」で指定してください。",
                "only one format can go to standard output; give the others as FORMAT=FILE",
            )
        )
    return outputs


def _output(word: str, within: str) -> Output:
    name, equals, file = word.partition("=")
    if name not in FORMATS:
        from zaitaku_check.suggestions import did_you_mean

        wrong = Bilingual(f"「{name}」という形式はありません。", f"there is no format “{name}”")
        known = Bilingual(f"使える形式: {'、'.join(FORMATS)}", f"formats: {', '.join(FORMATS)}")
        raise UsageError(did_you_mean(wrong, name, FORMATS, known))
    if equals and not file:
        raise UsageError(Bilingual(f"「{word}」にファイル名がありません。", f"“{word}” lacks a file name"))
    return Output(name, file, within if file else "")


def _date(text: str) -> str:
    if not text:
        return strftime("%Y-%m-%d")  # the day where the user is
    if day := day_of(text):
        return day
    from zaitaku_check.report.shown import shown

    wrong = shown(text, 40)
    if is_no_day(text):
        raise UsageError(
            Bilingual(f"--as-of の「{wrong}」という日はありません。", f"--as-of: there is no day “{wrong}”")
        )
    raise UsageError(
        Bilingual(
            f"--as-of の「{wrong}」は日付ではありません（例: 平成30年8月1日、2018-08-01）。",
            f"--as-of “{wrong}” is not a date such as 2018-08-01",
        )
    )


def _jobs(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 4:
        return int(text)
    from zaitaku_check.report.shown import shown

    wrong = shown(text, 40)
    raise UsageError(
        Bilingual(
            f"--jobs の「{wrong}」は0から999までの整数ではありません。",
            f"--jobs “{wrong}” is not a number from 0 to 999",
        )
    )
