"""The group `baseline`: `create` and `prune`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zaitaku_check.cli import table
from zaitaku_check.cli.declaring import declare, option_types

if TYPE_CHECKING:
    from zaitaku_check.cli.request import Request

_OF_CHECK = (
    "pack", "stage", "as-of", "answers", "select", "ignore", "allow-ignores", "no-ignores", "no-folder", "lang",
    "no-config",
)  # fmt: skip
"""The options that make the findings of a baseline those of a `check`."""


def add_baseline(app: typer.Typer, lang: str) -> None:
    """Add the group, with its help in one language."""
    group = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        help=_text(lang, "既知の指摘の一覧を作成・整理します。", "Keep a baseline of known findings."),
    )
    _add_create(group, lang)
    _add_prune(group, lang)
    app.add_typer(group, name="baseline")


def _text(lang: str, ja: str, en: str) -> str:
    return ja if lang == "ja" else en


def _request(paths: list[str], given: dict[str, Any], lang: str) -> "Request":
    from zaitaku_check.cli.request import request_from

    raw: table.Raw = {name: given.get(name.replace("-", "_")) for name in _OF_CHECK}
    return request_from({**raw, "paths": [*paths]}, lang)


def _file(lang: str) -> Any:
    return Annotated[
        str, typer.Argument(metavar="FILE", help=_text(lang, "一覧のファイル（JSON）。", "The baseline (JSON)."))
    ]


def _paths(lang: str) -> Any:
    return typer.Argument(
        metavar="PATH...", help=_text(lang, "計画書のファイル又はフォルダー。", "Plans or folders."), show_default=False
    )


def _add_create(group: typer.Typer, lang: str) -> None:
    source = typer.Option(
        "--from",
        metavar="REPORT",
        help=_text(lang, "検査する代わりに、JSONの検査結果から作成します。", "Take them from a JSON report instead."),
        show_default=False,
    )

    def create(file: str, paths: list[str] | None, report: str | None, **given: Any) -> int:
        from zaitaku_check.cli.baseline import create as run_create

        return run_create(file, _request(paths or [], given, lang), report or "")

    maybe = {"paths": Annotated[list[str] | None, _paths(lang)], "report": Annotated[str | None, source]}
    declare(create, {"file": _file(lang)}, option_types(_OF_CHECK, lang), maybe)
    help_ = _text(lang, "今ある指摘を既知として記録します。", "Write down the findings there are now.")
    group.command("create", help=help_)(create)


def _add_prune(group: typer.Typer, lang: str) -> None:
    def prune(file: str, paths: list[str], **given: Any) -> int:
        from zaitaku_check.cli.baseline import prune as run_prune

        return run_prune(file, _request(paths, given, lang))

    declare(prune, {"file": _file(lang), "paths": Annotated[list[str], _paths(lang)]}, option_types(_OF_CHECK, lang))
    help_ = _text(lang, "解消された指摘を一覧から除きます。", "Take out what is gone; nothing is added.")
    group.command("prune", help=help_)(prune)
