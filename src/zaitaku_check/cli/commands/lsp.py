"""The command `lsp`: a language server over standard input and output."""

import os
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from zaitaku_check.cli.check import run_options
from zaitaku_check.cli.declaring import option
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import request_from
from zaitaku_check.cli.table import Raw
from zaitaku_check.errors import UsageError
from zaitaku_check.text_types import Bilingual


def serve_editor(raw: Raw, lang: str) -> int:
    """Serve an editor until it says goodbye; options come before its settings, these before the configuration."""
    try:
        from zaitaku_check.lsp.server import SECTION, Setup, serve
    except ModuleNotFoundError as error:
        raise UsageError(
            Bilingual(
                'lsp には追加のライブラリが必要です。「pip install "zaitaku-check[lsp]"」で入れてください。',
                'lsp needs an extra: pip install "zaitaku-check[lsp]"',
            )
        ) from error
    if sys.stdin is None or sys.stdout is None:
        raise UsageError(
            Bilingual(
                "標準入力又は標準出力が閉じられているため、エディターと通信できません。",
                "an editor is served over standard input and output, and one of them is closed",
            )
        )

    def prepare(settings: Mapping[str, Any]) -> Setup:
        from zaitaku_check.cli.setting import read_value

        here = os.getcwd()
        said = {name: value for name, value in settings.items() if value not in (None, "", [])}
        told: dict[str, Any] = {name: read_value(name, value, SECTION, here) for name, value in said.items()}
        given = {name: value for name, value in raw.items() if value}
        request = request_from({**told, **given, "paths": []}, lang)
        shelf = open_shelf(request.shelves)
        unsaid = "lang" not in told and not raw.get("lang") and "lang" not in request.configured
        return Setup(shelf, run_options(request, shelf), "" if unsaid else request.lang)

    serve(prepare, lang)
    return 0


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""

    def run(
        *,
        pack: Annotated[list[str] | None, option("pack", lang)] = None,
        packs: Annotated[list[str] | None, option("packs", lang)] = None,
        stage: Annotated[str | None, option("stage", lang)] = None,
        as_of: Annotated[str | None, option("as-of", lang)] = None,
        language: Annotated[str | None, option("lang", lang)] = None,
        stdio: Annotated[bool, typer.Option("--stdio", hidden=True)] = True,
    ) -> int:
        del stdio  # editors say it by habit; there is no other way
        return serve_editor({"pack": pack, "packs": packs, "stage": stage, "as-of": as_of, "lang": language}, lang)

    return run
