"""The findings as CSV for Excel: a byte order mark, CRLF, and no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from io import StringIO

from zaitaku_check.report.document import page
from zaitaku_check.report.formats import Options
from zaitaku_check.report.nouns import Report
from zaitaku_check.report.tables import as_text, findings


def render(report: Report, options: Options) -> bytes:
    """Return one row a finding, and one for each file without, as UTF-8 with a byte order mark."""
    sheet = findings(page(report, options.lang), options.lang)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.title for column in sheet.columns])
    writer.writerows([as_text(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")
