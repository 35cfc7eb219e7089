"""The findings, and the ledger, as CSV for Excel: a byte order mark, CRLF, and no cell that is taken for a formula."""

from __future__ import annotations

import csv
from io import StringIO

from zaitaku_check.report.document import page
from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import Report
from zaitaku_check.report.shown import worded
from zaitaku_check.report.tables import Sheet, as_text, findings, ledger, untested


def render(report: Report, options: Options) -> bytes:
    """Return one row a finding, each file without and each rule not tested, as UTF-8 with a byte order mark."""
    facts = page(report, options.lang)
    titles = {rule: worded(card.title, options.lang) for rule, card in report.rules.items()}
    sheet = findings(facts, options.lang)
    return _as_csv(sheet._replace(rows=(*sheet.rows, *untested(facts, titles, options.lang))))


def render_ledger(report: Report, options: Options) -> bytes:
    """Return one row a group that has a limit, likewise."""
    return _as_csv(ledger(page(report, options.lang), options.lang))


def _as_csv(sheet: Sheet) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.title for column in sheet.columns])
    writer.writerows([as_text(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")
