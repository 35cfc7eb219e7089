"""The commands of the reviewer's desk: `review`, `diff` and `merge`."""

from typing import Annotated, Any

import typer

from zaitaku_check.cli import table

_OF_CHECK = (
    "pack", "stage", "as-of", "answers", "assume", "baseline", "allow-ignores", "no-ignores", "fail-on", "select",
    "ignore", "lang", "quiet", "no-config",
)  # fmt: skip
"""The options that `review` shares with `check`."""


def add_desk(app: typer.Typer, lang: str) -> None:
    """Add the commands, with their help in one language."""
    _add_review(app, lang)
    _add_diff(app, lang)
    _add_merge(app, lang)


def _text(lang: str, ja: str, en: str) -> str:
    return ja if lang == "ja" else en


def _add_review(app: typer.Typer, lang: str) -> None:
    from zaitaku_check.cli.declaring import declare, option_types

    folder = typer.Argument(
        metavar="FOLDER", help=_text(lang, "計画書を集めたフォルダー。", "The folder with the plans.")
    )
    out = typer.Option(
        "-o",
        "--out",
        metavar="OUT",
        help=_text(lang, "書き出し先のフォルダー。", "The folder to write to."),
        show_default=False,
    )

    def review(folder: str, out: str, **given: Any) -> int:
        from zaitaku_check.cli.request import request_from
        from zaitaku_check.cli.review import review as run_review

        raw: table.Raw = {name: given.get(name.replace("-", "_")) for name in _OF_CHECK}
        return run_review(request_from({**raw, "paths": [folder]}, lang), out)

    declare(
        review,
        {"folder": Annotated[str, folder], "out": Annotated[str, out]},
        option_types(_OF_CHECK, lang),
    )
    help_ = _text(
        lang,
        "フォルダーの計画書を審査し、一覧・台帳・根拠・申請者宛ての通知を書き出します。",
        "Review a folder of plans: write overview, ledger, evidence and a letter for each applicant.",
    )
    app.command(help=help_)(review)


def _add_diff(app: typer.Typer, lang: str) -> None:
    from zaitaku_check.cli.declaring import option

    help_ = _text(
        lang,
        "二つの検査結果（check -f json）を比べ、新しい指摘、解消した指摘、重要度の変わった指摘を示します。",
        "Compare two reports of `check -f json`: what is new, fixed, changed or still there, and why.",
    )
    format_help = _text(lang, "出力の形式（text・json・markdown）。", "How to report: text, json, markdown.")

    @app.command(help=help_)
    def diff(
        old: Annotated[
            str,
            typer.Argument(metavar="OLD.json", help=_text(lang, "前回のJSONの検査結果。", "The earlier JSON report.")),
        ],
        new: Annotated[
            str,
            typer.Argument(metavar="NEW.json", help=_text(lang, "今回のJSONの検査結果。", "The later JSON report.")),
        ],
        form: Annotated[str, typer.Option("-f", "--format", metavar="FORMAT[=FILE]", help=format_help)] = "text",
        fail_on: Annotated[str, option("fail-on", lang)] = "error",
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        from zaitaku_check.cli.diff import diff as run_diff

        return run_diff(old, new, form, fail_on, language or lang)


def _add_merge(app: typer.Typer, lang: str) -> None:
    from zaitaku_check.cli.declaring import option

    help_ = _text(
        lang,
        "分けて検査した結果（check --for-merge -f json）を一つにまとめ、フォルダー全体のルールを判定し直します。",
        "Merge the reports of parts (`check --for-merge -f json`) and judge the rules over all plans anew.",
    )
    files = typer.Argument(metavar="REPORT.json...", help=_text(lang, "JSONの検査結果。", "The JSON reports."))
    out = typer.Option(
        "-o", "--out", metavar="FILE", help=_text(lang, "書き出し先（既定は画面）。", "Where to; else standard output.")
    )

    @app.command(help=help_)
    def merge(
        reports: Annotated[list[str], files],
        out: Annotated[str, out] = "",
        fail_on: Annotated[str, option("fail-on", lang)] = "error",
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        from zaitaku_check.cli.merge import merge as run_merge

        del language  # the messages' language has been read; that of the reports is their own
        return run_merge(reports, out, fail_on)
