"""The summary of a step in GitHub Actions: appended to the file that the runner names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zaitaku_check.errors import UsageError
from zaitaku_check.report.formats import Options
from zaitaku_check.report.github import summary
from zaitaku_check.report.model import Report
from zaitaku_check.text_types import Bilingual

VARIABLE: Final = "GITHUB_STEP_SUMMARY"


def append_summary(report: Report, options: Options, environ: Mapping[str, str]) -> None:
    """Append the summary where the runner asks for one; other steps' words stay. Raises UsageError where that fails."""
    path = environ.get(VARIABLE)
    if not path:
        return
    try:
        with open(path, "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(summary(report, options))
    except OSError as error:
        from zaitaku_check.files import why_not_written

        ja, en = why_not_written(error)
        raise UsageError(
            Bilingual(f"{VARIABLE} のファイルに書き込めません（{ja}）。", f"cannot append to {VARIABLE}: {en}")
        ) from error
