"""The commands `baseline create` and `baseline prune`, and the reading of the file for `check --baseline`."""

import json
import os
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from zaitaku_check.cli.check import examine, run_options
from zaitaku_check.cli.declaring import declare, given_request, group, option_types
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import Request
from zaitaku_check.cli.saving import create as create_file
from zaitaku_check.cli.saving import write
from zaitaku_check.cli.settle import bytes_of, ground_of, naming, open_baseline, unreadable
from zaitaku_check.engine.baseline import (
    Known,
    baseline_text,
    known_in,
    known_in_facts,
    shrunk,
)
from zaitaku_check.errors import UsageError
from zaitaku_check.report.document import SCHEMA
from zaitaku_check.report.shown import shown
from zaitaku_check.report.wording import counted
from zaitaku_check.text_types import Bilingual


def create(file: str, request: Request, report: str) -> int:
    """Write the findings of a run, or of a JSON report, as a new baseline; return 0, or 2 where not all was checked."""
    if os.path.lexists(file):
        name = shown(file, 300)
        raise UsageError(
            Bilingual(
                f"「{name}」はすでにあります。解消された指摘を除くときは baseline prune を使ってください。"
                "作り直すときは、先に削除してください。",
                f"“{name}” already exists; use `baseline prune` to drop resolved findings, or delete it to start over",
            )
        )
    if bool(report) == bool(request.paths):
        raise UsageError(Bilingual("計画書か --from のどちらか一方を指定してください。", "give either plans or --from"))
    found = _from_report(report, naming(file)) if report else _from_run(request, naming(file))
    if found is None:
        return 2
    create_file(file, baseline_text(found))
    many = counted(sum(found.values()), "件の指摘", "finding", request.lang)
    to_stdout(
        Bilingual(f"{many}を「{shown(file, 300)}」に記録しました。\n", f"{many} written to {shown(file, 300)}.\n").of(
            request.lang
        ),
        machine=False,
    )
    return 0


def prune(file: str, request: Request) -> int:
    """Take out of a baseline what is gone; nothing is ever added. Return 0, or 2 where not all could be checked."""
    baseline = open_baseline(file)
    examined = examine(_bare(request))
    if examined is None:
        return 2
    shelf = open_shelf(request.shelves)
    ground = ground_of(file)
    rest = shrunk(examined.report, baseline, ground, shelf, run_options(request, shelf))
    text = baseline_text(rest)
    if text != baseline.text:
        write(file, text)
    left = sum(rest.values())
    gone = counted(sum(baseline.counts.values()) - left, "件", "finding", request.lang)
    words = (f"解消された指摘{gone}を除きました（残り{left:,}件）。\n", f"{gone} taken out, {left:,} left.\n")
    to_stdout(Bilingual(*words).of(request.lang), machine=False)
    return 2 if examined.wrong else 0


def _bare(request: Request) -> Request:
    """Return the request without what would hide findings from a baseline."""
    return request._replace(baseline="", changed_since="")


def _from_run(request: Request, named: Callable[[str], str]) -> Counter[Known] | None:
    examined = examine(_bare(request))
    return None if examined is None or examined.wrong else known_in(examined.report, named)


def _from_report(path: str, named: Callable[[str], str]) -> Counter[Known]:
    name = Bilingual("検査結果", "the report")
    no_report = unreadable(path, name, Bilingual("JSONの検査結果ではありません", "it is no JSON report"))
    try:
        facts: Mapping[str, Any] = json.loads(bytes_of(path, name).decode("utf-8-sig"))
        found = known_in_facts(facts, named)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise no_report from error
    if facts.get("schema") != SCHEMA:
        raise no_report
    return found


_OF_CHECK = (
    "pack", "stage", "as-of", "answers", "select", "ignore", "exclude", "include", "allow-ignores", "no-ignores",
    "no-folder", "lang",
    "no-config",
)  # fmt: skip
"""The options that make the findings of a baseline those of a `check`."""


def command(lang: str) -> Any:
    """Return the group as the app declares it, with its help in one language."""
    commands = group()
    _add_create(commands, lang)
    _add_prune(commands, lang)
    return commands


def _file(lang: str) -> Any:
    return Annotated[
        str, typer.Argument(metavar="FILE", help=Bilingual("一覧のファイル（JSON）。", "The baseline (JSON).").of(lang))
    ]


def _paths(lang: str) -> Any:
    return typer.Argument(
        metavar="PATH...",
        help=Bilingual("計画書のファイル又はフォルダー。", "Plans or folders.").of(lang),
        show_default=False,
    )


def _add_create(commands: typer.Typer, lang: str) -> None:
    source = typer.Option(
        "--from",
        metavar="REPORT",
        help=Bilingual("検査する代わりに、JSONの検査結果から作成します。", "Take them from a JSON report instead.").of(
            lang
        ),
        show_default=False,
    )

    def run(file: str, paths: list[str] | None, report: str | None, **given: Any) -> int:
        return create(file, given_request(paths or [], given, lang), report or "")

    maybe = {"paths": Annotated[list[str] | None, _paths(lang)], "report": Annotated[str | None, source]}
    declare(run, {"file": _file(lang)}, option_types(_OF_CHECK, lang), maybe)
    help_ = Bilingual("今ある指摘を既知として記録します。", "Write down the findings there are now.").of(lang)
    commands.command("create", help=help_)(run)


def _add_prune(commands: typer.Typer, lang: str) -> None:
    def run(file: str, paths: list[str], **given: Any) -> int:
        return prune(file, given_request(paths, given, lang))

    declare(run, {"file": _file(lang), "paths": Annotated[list[str], _paths(lang)]}, option_types(_OF_CHECK, lang))
    help_ = Bilingual("解消された指摘を一覧から除きます。", "Take out what is gone; nothing is added.").of(lang)
    commands.command("prune", help=help_)(run)
