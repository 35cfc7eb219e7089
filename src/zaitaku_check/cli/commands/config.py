"""The command `config show`: every setting, its value and where that comes from."""

import os
from typing import Annotated, Any

from zaitaku_check.cli.config import Config, load_config
from zaitaku_check.cli.declaring import group, option
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.request import Request, request_from
from zaitaku_check.cli.setting import KEYS, Value
from zaitaku_check.report.shown import visible
from zaitaku_check.text_types import Bilingual


def show_config(lang: str) -> int:
    """Print the configuration as a run in the working directory would see it; return 0."""
    config = load_config(os.getcwd(), os.environ)
    request = request_from({"paths": []}, lang)
    file = visible(config.file) or Bilingual("なし", "none").of(lang)
    lines = [Bilingual("設定ファイル: ", "Configuration file: ").of(lang) + file]
    lines += [_line(name, config, request, lang) for name in KEYS]
    to_stdout("\n".join(lines) + "\n", machine=False)
    return 0


def _line(name: str, config: Config, request: Request, lang: str) -> str:
    setting = config.settings.get(name)
    value = _usual(name, request) if setting is None else setting.value
    origin = Bilingual("既定", "default").of(lang) if setting is None else visible(setting.origin)
    return f"{name} = {visible(_written(value))} " + Bilingual(f"（{origin}）", f"({origin})").of(lang)


def _usual(name: str, request: Request) -> Value:
    """Return what holds where nothing is configured, as it would be written in a configuration."""
    if name == "format":
        return tuple(output.format for output in request.outputs)
    value: Value = getattr(request, KEYS[name].field or name.replace("-", "_"))
    return value


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value)


def command(lang: str) -> Any:
    """Return the group as the app declares it, with its help in one language."""
    config = group()

    @config.callback()
    def root() -> None: ...

    @config.command(
        "show", help=Bilingual("設定の値とその出どころを表示します。", "Show every setting and its origin.").of(lang)
    )
    def show(language: Annotated[str | None, option("lang", lang)] = None) -> int:
        return show_config(language or lang)

    return config
