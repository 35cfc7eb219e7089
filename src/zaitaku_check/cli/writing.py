"""The commands that write plans: `fix` and `new`."""

from typing import Annotated, Any, Final

import typer

from zaitaku_check.cli.declaring import option
from zaitaku_check.errors import UsageError
from zaitaku_check.nouns import Pair
from zaitaku_check.report.shown import shown


def add_writing(app: typer.Typer, lang: str) -> None:
    """Add the commands, with their help in one language."""
    _add_fix(app, lang)
    _add_new(app, lang)


def _words(ja: str, en: str, lang: str) -> str:
    return ja if lang == "ja" else en


def _flag(names: str, ja: str, en: str, lang: str, **more: Any) -> Any:
    return typer.Option(*names.split(), help=ja if lang == "ja" else en, show_default=False, **more)


_FIX: Final = {
    "paths": Pair("計画書のファイル又はフォルダー。", "Plans or folders."),
    "write": Pair(
        "ファイルを書き換えます（元の内容は .bak に残します）。",
        "Change the files; the old content is kept in .bak files.",
    ),
    "backup": Pair("元の内容を .bak に残すかどうか。", "Whether the old content is kept."),
    "diff": Pair("変更箇所を表示します。", "Show the changes."),
    "out": Pair("修正した計画書を別のファイルに書き出します。", "Write the fixed plan to another file."),
    "encoding": Pair("書き出す文字コードを utf-8 に変えます。", "utf-8: write UTF-8 whatever it was."),
}
"""What the arguments of `fix` are for."""


def _add_fix(app: typer.Typer, lang: str) -> None:
    ja = "安全に直せる書き誤りを示し、--write を付けると直します。"
    en = "Show the slips that can be put right for certain; with --write, put them right."

    @app.command(help=ja if lang == "ja" else en)
    def fix(  # noqa: PLR0917 - one parameter an option
        paths: Annotated[
            list[str],
            typer.Argument(metavar="PATH...", help=_words(*_FIX["paths"], lang)),
        ],
        write: Annotated[bool, _flag("--write -w", *_FIX["write"], lang)] = False,
        backup: Annotated[bool, _flag("--backup/--no-backup", *_FIX["backup"], lang)] = True,
        diff: Annotated[bool, _flag("--diff", *_FIX["diff"], lang)] = False,
        out: Annotated[str, _flag("--out -o", *_FIX["out"], lang, metavar="FILE")] = "",
        encoding: Annotated[str, _flag("--encoding", *_FIX["encoding"], lang, metavar="utf-8")] = "",
        select: Annotated[list[str] | None, option("select", lang)] = None,
        ignore: Annotated[list[str] | None, option("ignore", lang)] = None,
        pack: Annotated[list[str] | None, option("pack", lang)] = None,
        stdin_filename: Annotated[str | None, option("stdin-filename", lang)] = None,
        language: Annotated[str | None, option("lang", lang)] = None,
        no_config: Annotated[bool, option("no-config", lang)] = False,
    ) -> int:
        from zaitaku_check.cli.fix import Manner
        from zaitaku_check.cli.fix import fix as run_fix
        from zaitaku_check.cli.request import request_from

        raw = {
            "paths": paths, "select": select, "ignore": ignore, "pack": pack,
            "stdin-filename": stdin_filename, "lang": language, "no-config": no_config,
        }  # fmt: skip
        shows = diff or not (write or out or "-" in paths)
        return run_fix(request_from(raw, lang), Manner(shows, write, backup, out, _is_utf8(encoding)))


def _add_new(app: typer.Typer, lang: str) -> None:
    ja = "計画書のひな形を作ります。質問に答えて作ることも、記入例を書き出すこともできます。"
    en = "Write a plan to be filled in, an example, or a plan made of the answers to questions."

    about_file = _words("書き出す計画書（省略すると画面に表示）。", "The plan to write; else it is printed.", lang)

    def about(names: str, ja: str, en: str, metavar: str | None = None) -> Any:
        return _flag(names, ja, en, lang, metavar=metavar)

    @app.command(help=ja if lang == "ja" else en)
    def new(  # noqa: PLR0917 - one parameter an option
        file: Annotated[str, typer.Argument(metavar="[FILE]", help=about_file, show_default=False)] = "",
        centre_type: Annotated[
            str, about("--type", "類型（基幹型・連携型）。", "Type of centre.", "core|alliance")
        ] = "",
        area: Annotated[str, about("--area", "圏域。", "Area.", "AREA")] = "",
        programme: Annotated[str, about("--programme", "事業。", "Programme.", "PROGRAMME")] = "",
        fiscal_year: Annotated[str, about("--fiscal-year", "年度（平成30年度、2018）。", "Fiscal year.", "YEAR")] = "",
        keys: Annotated[str, about("--keys", "項目名の言語。", "Language of the keys.", "ja|en")] = "",
        example: Annotated[
            bool, about("--example", "記入例を書き出します。", "Write an example that is filled in.")
        ] = False,
        questions: Annotated[
            bool, about("--questions", "質問に答えて作ります。", "Answer questions instead of editing.")
        ] = False,
        language: Annotated[str | None, option("lang", lang)] = None,
    ) -> int:
        from zaitaku_check.cli.new import Wish
        from zaitaku_check.cli.new import new as write_new

        where = language or lang
        return write_new(
            Wish(file, centre_type, area, programme, fiscal_year, keys, where, example=example, questions=questions)
        )


def _is_utf8(encoding: str) -> bool:
    if encoding.lower() in ("", "utf-8", "utf8"):
        return bool(encoding)
    raise UsageError(
        Pair(
            f"--encoding に指定できるのは utf-8 だけです（「{shown(encoding)}」）。",
            f"--encoding takes nothing but utf-8, not “{shown(encoding)}”",
        )
    )
