"""The commands that serve editors and show the configuration: `lsp`, `schema`, `config show`."""

from typing import Annotated

import typer

from zaitaku_check.cli.declaring import option


def add_editors(app: typer.Typer, lang: str) -> None:
    """Add the commands, with their help in one language."""
    for add in (_add_lsp, _add_schema, _add_config):
        add(app, lang)


def _text(lang: str, ja: str, en: str) -> str:
    return ja if lang == "ja" else en


def _add_lsp(app: typer.Typer, lang: str) -> None:
    help_ = _text(lang, "エディターに検査結果を知らせます（言語サーバー）。", "Serve editors (a language server).")

    @app.command(help=help_)
    def lsp(
        pack: Annotated[list[str] | None, option("pack", lang)] = None,
        stage: Annotated[str | None, option("stage", lang)] = None,
        as_of: Annotated[str | None, option("as-of", lang)] = None,
        language: Annotated[str | None, option("lang", lang)] = None,
        stdio: Annotated[bool, typer.Option("--stdio", hidden=True)] = True,
    ) -> int:
        from zaitaku_check.cli.lsp import serve_editor

        del stdio  # editors say it by habit; there is no other way
        return serve_editor({"pack": pack, "stage": stage, "as-of": as_of, "lang": language}, lang)


def _add_schema(app: typer.Typer, lang: str) -> None:
    help_ = _text(
        lang,
        "エディターの入力補助に使うJSON Schemaを出力します。",
        "Print the JSON Schema with which editors help to write plans.",
    )
    pack_option = typer.Option(
        "--pack",
        metavar="ID|DIR",
        help=_text(
            lang, "ルールパック（省略すると、通常の事業の最新の様式）。", "Rule pack; else the newest usual form."
        ),
        show_default=False,
    )
    draft_help = _text(lang, "JSON Schemaの版（2020-12・07）。", "Draft of JSON Schema: 2020-12 or 07.")

    @app.command(help=help_)
    def schema(
        pack: Annotated[str, pack_option] = "",
        draft: Annotated[str, typer.Option("--draft", metavar="DRAFT", help=draft_help)] = "2020-12",
        language: Annotated[str | None, option("lang", lang)] = None,
    ) -> int:
        from zaitaku_check.cli.schema import print_schema

        return print_schema(pack, draft, language or lang)


def _add_config(app: typer.Typer, lang: str) -> None:
    group = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, help=_text(lang, "設定を見る。", "Look at the configuration.")
    )

    @group.callback()
    def root() -> None: ...

    @group.command(
        "show", help=_text(lang, "設定の値とその出どころを表示します。", "Show every setting and its origin.")
    )
    def show(language: Annotated[str | None, option("lang", lang)] = None) -> int:
        from zaitaku_check.cli.config_show import show_config

        return show_config(language or lang)

    app.add_typer(group, name="config")
