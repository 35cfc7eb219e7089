"""What holds for any bytes: they give a report, never an exception, and the report can be shown in every way."""

from __future__ import annotations

import re

from zaitaku_check.cli.locations import rules_root
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.discover import Discovered
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.run import assemble
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.report.formats import Options, render
from zaitaku_check.report.model import OUTCOMES, SEVERITIES, VERDICTS, Finding, Place, PlanResult
from zaitaku_check.report.shown import hidden_in, message

FORMATS = ("concise", "json")
PLACEHOLDER = re.compile(r"\{(?:label|value|actual|key|name|more|min|max|missing|suggestion|limit|count)\}")


def checker() -> Checker:
    """Return a checker with all packs."""
    return Checker(Shelf(rules_root()), RunOptions(as_of="2018-08-15"))


def survive(judge: Checker, data: bytes) -> PlanResult:
    """Check any bytes, and that the result is one: whole, placed, worded, and fit to be shown."""
    result = judge.check("plan.yaml", data).result
    assert result.verdict in VERDICTS
    assert set(result.outcomes.values()) <= set(OUTCOMES)
    errors = any(each.severity == "error" for each in result.findings)
    assert (result.verdict == "return") == errors
    assert result.findings or result.verdict in {"ready", "unchecked"}
    for finding in result.findings:
        sound(finding)
    report = assemble(judge.shelf, judge.options, Discovered((), (), (), None), [result], ())
    for form in FORMATS:
        text = render(form, report, Options())
        assert isinstance(text, str)
        assert hidden_in(text.replace("\n", "")) == set()
    return result


def sound(finding: Finding) -> None:
    """See that a finding has a severity, places in the file, and words with everything filled in."""
    assert finding.severity in SEVERITIES
    for place in (finding.place, *(related.place for related in finding.related)):
        placed(place)
    for lang in ("ja", "en"):
        words = message(finding, lang)
        assert words
        foreign = any(isinstance(value, str) and "{" in value for _, value in finding.args)
        assert foreign or not PLACEHOLDER.search(words), words
    assert re.fullmatch("[0-9a-f]{16}", finding.fingerprint)


def placed(place: Place) -> None:
    """See that a place has a line and a column, and does not end before it begins."""
    assert place.line is not None
    assert place.column is not None
    assert (place.line, place.column) >= (1, 1)
    assert (place.end_line or 0, place.end_column or 0) >= (place.line, place.column)
