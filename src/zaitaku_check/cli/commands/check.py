"""The command `check` as the app declares it; an ordinary command line of it is read without the app."""

from typing import Annotated, Any

import typer

from zaitaku_check.cli import table
from zaitaku_check.cli.declaring import declare, given_request, option_types
from zaitaku_check.text_types import Bilingual


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    paths_help = Bilingual(
        "計画書のファイル、フォルダー、ワイルドカード、又は「-」（標準入力）。",
        "Plans, folders, patterns, or “-” for standard input.",
    ).of(lang)

    def run(paths: list[str], **given: Any) -> int:
        from zaitaku_check.cli.check import check

        return check(given_request(paths, given, lang))

    paths = Annotated[list[str], typer.Argument(metavar="PATH...", help=paths_help)]
    declare(run, {"paths": paths}, option_types(table.CHECK, lang))
    return run
