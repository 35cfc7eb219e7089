"""The command `merge`: JSON reports of parts in, the report of the whole out."""

from typing import Annotated, Any

import typer

from zaitaku_check.cli.commands.diff import read_report
from zaitaku_check.cli.declaring import option
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import Output
from zaitaku_check.cli.saving import refuse_outputs, write
from zaitaku_check.engine.merging import merge as merged
from zaitaku_check.errors import UsageError
from zaitaku_check.report.document import Facts
from zaitaku_check.report.json_report import written
from zaitaku_check.report.model import SEVERITIES
from zaitaku_check.text_types import Bilingual


def merge(paths: list[str], out: str, fail_on: str) -> int:
    """Merge the reports, write the result, and return the exit code that the check of the whole would have."""
    refuse_outputs((Output("json", out),), paths)
    reports = [read_report(path) for path in paths]
    try:
        facts = merged(reports, open_shelf())
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            Bilingual(f"検査結果に必要な値がありません（{error}）。", f"a report lacks what it should have: {error}")
        ) from error
    content = written(facts)
    if out:
        write(out, content)
    else:
        to_stdout(content, machine=True)
    return _exit_code(facts, fail_on)


def _exit_code(facts: Facts, fail_on: str) -> int:
    summary = facts["summary"]
    if summary["refused"] or summary["unchecked"]:
        return 2
    grave = () if fail_on == "never" else SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return int(any(finding["severity"] in grave for finding in facts["findings"]))


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    files = typer.Argument(metavar="REPORT.json...", help=Bilingual("JSONの検査結果。", "The JSON reports.").of(lang))
    out_help = Bilingual("書き出し先（既定は画面）。", "Where to; else standard output.").of(lang)

    def run(
        reports: Annotated[list[str], files],
        out: Annotated[str, typer.Option("-o", "--out", metavar="FILE", help=out_help)] = "",
        fail_on: Annotated[str, option("fail-on", lang)] = "error",
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        del language  # that of the messages has been read; the reports have one of their own
        return merge(reports, out, fail_on)

    return run
