"""What the reports promise to programs that read them."""

from __future__ import annotations

import importlib.resources
import json

import jsonschema
import pytest
from tests.scenarios.command import EXAMPLES, ROOT, Command, process

SCHEMA = json.loads(
    importlib.resources.files("zaitaku_check.report").joinpath("report-1.schema.json").read_text("utf-8")
)
WORDS = {"lang", "title", "label", "message", "remedy", "remedy_reviewer", "word", "reason", "value"}
PLANS = sorted((EXAMPLES / "plans").glob("*.yaml"))


@pytest.mark.parametrize("target", ["examples/plans", "examples/review", "examples/plans/yatsushiro-core.yaml"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_json_report_fits_its_schema(target: str, lang: str, command: Command) -> None:
    """The report validates against the schema that is shipped, in both languages."""
    command.folder = ROOT
    jsonschema.validate(command("check", target, "-f", "json", "--lang", lang).report, SCHEMA)


def test_the_summary_counts_what_is_there(command: Command) -> None:
    """The summary's numbers are those of the plans and findings in the same report."""
    command.folder = ROOT
    report = command("check", "examples/review", "-f", "json").report
    verdicts = [plan["verdict"] for plan in report["plans"]]
    severities = [finding["severity"] for finding in report["findings"]]
    counted = {verdict: verdicts.count(verdict) for verdict in ("ready", "explain", "return", "unchecked")}
    counted |= {f"{severity}s": severities.count(severity) for severity in ("error", "warning", "note")}
    assert report["summary"] == counted | {"plans": 16, "refused": 0, "skipped": 1, "ignored": 0}


def without_words(part: object) -> object:
    """Take away, at every depth, what the language may change."""
    if isinstance(part, list):
        return [without_words(each) for each in part]
    if isinstance(part, dict):
        return {key: without_words(value) for key, value in part.items() if key not in WORDS}
    return part


def test_the_language_changes_the_words_only(command: Command) -> None:
    """Places, rules, verdicts and fingerprints are the same in both languages, the messages are not."""
    command.folder = ROOT
    japanese, english = (
        command("check", "examples/plans", "-f", "json", "--lang", each).report for each in ("ja", "en")
    )
    assert without_words(japanese) == without_words(english)
    pairs = [
        (one["message"], other["message"]) for one, other in zip(japanese["findings"], english["findings"], strict=True)
    ]
    assert [pair for pair in pairs if pair[0] == pair[1]] == []


@pytest.mark.parametrize(
    "form", ["json", "jsonl", "sarif", "concise", "text", "junit", "gitlab", "github", "csv", "markdown"]
)
def test_the_same_input_gives_the_same_bytes(form: str, command: Command) -> None:
    """Two runs, the files named in different order, write the same bytes."""
    command.folder = ROOT
    paths = [path.relative_to(ROOT).as_posix() for path in PLANS]
    first = command("check", *paths, "-f", form, "--as-of", "2018-08-15")
    second = command("check", *reversed(paths), "-f", form, "--as-of", "2018-08-15")
    assert first.out == second.out != b""
    assert first.code == second.code == 1


def test_a_finding_has_title_message_remedy_and_source(command: Command) -> None:
    """Every finding says what is wrong, why, and how to put it right, in the language asked for."""
    command.folder = ROOT
    findings = command("check", "examples/review", "-f", "json", "--lang", "ja").report["findings"]
    assert len(findings) >= 15
    bare = [each for each in findings if not (each["title"] and each["message"] and each["remedy"] and each["cite"])]
    assert bare == []
    assert [each["message"] for each in findings if "{" in each["message"]] == []


def test_the_time_zone_and_locale_do_not_change_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report made on the other side of the date line is the same, byte for byte."""
    runs = []
    for zone, locale in (("Pacific/Kiritimati", "C"), ("Pacific/Pago_Pago", "ja_JP.UTF-8")):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", locale)
        arguments = ["check", "examples/plans", "-f", "json", "--lang", "en", "--as-of", "2018-08-15"]
        runs.append(process(*arguments, cwd=ROOT))
    assert runs[0] == runs[1]
    assert runs[0].code == 1
