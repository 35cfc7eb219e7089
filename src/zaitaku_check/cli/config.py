"""Finding the configuration: a file from the working directory up to the repository's root, then the environment.

A plan chooses nothing, so the folder of a plan is never looked at. Where there is no file and no variable, this module
imports nothing and reads nothing.
"""

# pathlib alone would cost a cold start more than all of this:
from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from zaitaku_check.errors import ConfigError, Problem
from zaitaku_check.named import NamedTuple
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from zaitaku_check.cli.setting import Value

FILE: Final = "zaitaku-check.toml"
PROJECT_FILE: Final = "pyproject.toml"
TABLE: Final = "tool.zaitaku-check"
PREFIX: Final = "ZAITAKU_CHECK_"
DESK: Final = "desk"
"""The one table in it: what letters need to know of the office."""
OFF: Final = "ZAITAKU_CHECK_NO_CONFIG"
"""The variable that does what `--no-config` does."""
OTHERS: Final = frozenset({OFF, "ZAITAKU_CHECK_CACHE_DIR", "ZAITAKU_CHECK_DEBUG"})
"""Variables that are no settings."""


class Setting(NamedTuple):
    """One value and where it comes from: a file (with its table) or a variable of the environment."""

    value: Value
    origin: str


class Config(NamedTuple):
    """What was configured, by the name of the option; `file` is the configuration file, "" where there is none.

    `desk` is its table of that name, as it stands there: what `review` fills into letters.
    """

    settings: Mapping[str, Setting] = {}
    file: str = ""
    desk: Mapping[str, Any] = {}

    def get(self, name: str) -> Value | None:
        """Return the configured value of an option, None where it is not configured."""
        setting = self.settings.get(name)
        return None if setting is None else setting.value

    def folder_of(self, name: str) -> str:
        """Return the folder of the file that configures an option, "" where no file does."""
        setting = self.settings.get(name)
        return "" if setting is None or setting.origin.startswith(PREFIX) else os.path.dirname(self.file)


def load_config(cwd: str, environ: Mapping[str, str], *, use_file: bool = True) -> Config:
    """Return the configuration for a run in the folder `cwd`; variables of the environment win over the file.

    `use_file=False` is `--no-config`. Raises ConfigError, with one clear line, for whatever does not fit.
    """
    found = _find(cwd) if use_file and environ.get(OFF, "").lower() in {"", "0", "false", "no"} else None
    settings, desk = _of_file(*found, cwd) if found else ({}, {})
    settings |= _of_environ(environ, cwd)
    return Config(settings, found[0] if found else "", desk)


def _find(cwd: str) -> tuple[str, bytes] | None:
    """Return path and bytes of the nearest configuration file, the repository's root being the last place to look."""
    folder = os.path.abspath(cwd)
    while True:
        for name, mark in ((FILE, b""), (PROJECT_FILE, b"zaitaku-check")):
            path = os.path.join(folder, name)
            data = _bytes(path)
            if data is not None and mark in data and (not mark or _has_table(path, data)):
                return path, data
        parent = os.path.dirname(folder)
        if parent == folder or os.path.exists(os.path.join(folder, ".git")):
            return None
        folder = parent


def _bytes(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        from zaitaku_check.files import why_not_read

        ja, en = why_not_read(error)
        raise ConfigError(
            Bilingual(
                f"設定ファイル「{path}」を読み取れません（{ja}）。", f"cannot read the configuration {path}: {en}"
            )
        ) from None


def _has_table(path: str, data: bytes) -> bool:
    """Say whether a pyproject.toml configures this tool; one that only names it among other things does not."""
    return _may_configure(data) and "zaitaku-check" in _tool(_parsed(path, data))


def _may_configure(project: bytes) -> bool:
    """Say whether a pyproject.toml may have a table of ours: by its letters, without reading it as TOML."""
    letters = project.translate(None, b" \t\"'")
    ours = b"zaitaku-check" in letters and (b"[tool]" in letters or b"tool={" in letters)
    return ours or b"tool.zaitaku-check" in letters or b"\\u" in project


def _of_file(path: str, data: bytes, cwd: str) -> tuple[dict[str, Setting], Mapping[str, Any]]:
    from zaitaku_check.cli.setting import read_value

    table = _parsed(path, data)
    where = os.path.relpath(path, cwd)
    if os.path.basename(path) == PROJECT_FILE:
        table, where = _tool(table)["zaitaku-check"], f"{where} [{TABLE}]"
    if not isinstance(table, dict):
        raise ConfigError(Bilingual(f"{where}: 表（テーブル）で書いてください。", f"{where}: this must be a table"))
    desk = table.pop(DESK) if isinstance(table.get(DESK), dict) else {}
    folder, name_of_file = os.path.dirname(path), os.path.relpath(path, cwd)
    if TABLE.endswith(heading := next((name for name in table if isinstance(table[name], dict)), "-")):
        place = f"{name_of_file}:{_line_of(f'[{heading}', data)}"
        raise ConfigError(
            Bilingual(
                f"{place}: このファイルに見出し [{heading}] は要りません。設定だけを書いてください。",
                f"{place}: this file needs no [{heading}] heading; write the settings alone",
            )
        )
    settings = {
        name: Setting(read_value(name, value, f"{name_of_file}:{_line_of(name, data)}", folder), where)
        for name, value in table.items()
    }
    return settings, desk


def _line_of(name: str, data: bytes) -> int:
    """Return the number of the line on which a setting is written; of several alike, the last."""
    lines = data.decode("utf-8-sig").splitlines()
    found = [at for at, line in enumerate(lines, 1) if line.lstrip(" \t\"'").startswith(name)]
    return found[-1] if found else 1


def _tool(table: dict[str, Any]) -> dict[str, Any]:
    tool = table.get("tool")
    return tool if isinstance(tool, dict) else {}


def _parsed(path: str, data: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        place, (ja, en) = "", ("UTF-8で保存してください。", "save it as UTF-8")
    except (ValueError, RecursionError) as error:  # also an integer of more digits than Python reads
        from zaitaku_check.cli.setting import toml_trouble

        place, (ja, en) = toml_trouble(str(error))
    name = os.path.basename(path) + place
    raise ConfigError(Bilingual(f"{name}: {ja}", f"{name}: {en}"), _problem(path, data, place))


def _problem(path: str, data: bytes, place: str) -> Problem | None:
    """Return the line on which a file is no TOML; None where that is not known."""
    numbers = [int(part) for part in place.split(":") if part]
    lines = data.decode("utf-8-sig", "replace").splitlines()
    if len(numbers) != 2 or not 0 < numbers[0] <= len(lines):
        return None
    line, column = numbers
    return Problem(path, line, column, Bilingual("", ""), source=lines[line - 1])


def _of_environ(environ: Mapping[str, str], cwd: str) -> dict[str, Setting]:
    return {
        name: setting for variable in environ if (named := _named(variable, environ, cwd)) for name, setting in named
    }


def _named(variable: str, environ: Mapping[str, str], cwd: str) -> Iterator[tuple[str, Setting]]:
    """Yield the option a variable sets; an empty variable is none."""
    if not variable.startswith(PREFIX) or variable in OTHERS or not environ[variable]:
        return
    from zaitaku_check.cli.setting import read_text

    name = variable.removeprefix(PREFIX).replace("_", "-").lower()
    yield name, Setting(read_text(name, environ[variable], variable, cwd), variable)
