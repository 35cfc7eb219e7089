"""The command `merge`: JSON reports of parts in, the report of the whole out."""

from __future__ import annotations

from zaitaku_check.cli.diff import read_report
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import Output
from zaitaku_check.cli.saving import refuse_outputs, write
from zaitaku_check.engine.merging import merge as merged
from zaitaku_check.errors import UsageError
from zaitaku_check.nouns import Pair
from zaitaku_check.report.document import Facts
from zaitaku_check.report.json_report import written
from zaitaku_check.report.nouns import SEVERITIES


def merge(paths: list[str], out: str, fail_on: str) -> int:
    """Merge the reports, write the result, and return the exit code that the check of the whole would have."""
    refuse_outputs((Output("json", out),), paths)
    reports = [read_report(path) for path in paths]
    try:
        facts = merged(reports, open_shelf())
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            Pair(f"検査結果に必要な値がありません（{error}）。", f"a report lacks what it should have: {error}")
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
