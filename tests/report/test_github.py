"""GitHub: commands that say what they should and nothing a plan would like them to; a summary that is only text."""

from __future__ import annotations

import re
from urllib.parse import unquote

from markdown_it import MarkdownIt
from tests.report import samples

from zaitaku_check.report.formats import Options
from zaitaku_check.report.github import render, summary
from zaitaku_check.report.model import Finding, FolderResult, Place, Report
from zaitaku_check.text_types import Bilingual

COMMAND = re.compile(r"::(?P<name>[a-z]+)(?: (?P<properties>[^:]*))?::(?P<data>.*)")


def commands(report: Report, lang: str = "ja") -> list[tuple[str, dict[str, str], str]]:
    """Return the commands of the output as the runner reads them: name, properties, message."""
    found = [COMMAND.fullmatch(line) for line in render(report, Options(lang)).splitlines() if line.startswith("::")]
    return [
        (
            match["name"],
            {
                name: unquote(value)
                for name, _, value in (part.partition("=") for part in (match["properties"] or "").split(",") if part)
            },
            unquote(match["data"]),
        )
        for match in found
        if match
    ]


def alike(severity: str, number: int) -> list[Finding]:
    """Return many findings of one severity."""
    return [
        Finding("R101", severity, Place("a.yaml", "", line, 1, line, 2), Bilingual(f"指摘{line}", f"finding {line}"))
        for line in range(1, number + 1)
    ]


def test_an_annotation_has_its_place_title_and_words() -> None:
    """The annotation lies on the line, names the rule and tells what to do."""
    assert commands(samples.one_bad(), "en")[0] == (
        "error",
        {
            "file": "examples/plan.yaml",
            "line": "22",
            "endLine": "22",
            "col": "1",
            "endColumn": "4",
            "title": "R105 Increasing the volume of home visits is mandatory",
        },
        (
            "activities lacks “⑤ Increase in the volume of home visits”.\n"
            "Add an activity with item ⑤ on how more institutions will make home visits, or make more."
        ),
    )


def test_the_gravest_come_first() -> None:
    """Errors, then warnings, then notes (notices, as GitHub calls them), whatever their lines."""
    path = "a.yaml"
    plan = samples.plan(path, samples.odd_thousand(path), samples.municipal_only(path), samples.bad_date(path))
    assert [name for name, _, _ in commands(samples.report(plan))] == ["error", "warning", "notice"]


def test_no_more_annotations_are_sent_than_github_shows() -> None:
    """Ten a kind are commands; the others follow in the log, none is lost."""
    plan = samples.plan("a.yaml", *alike("error", 12), *alike("note", 3))
    sent = [(name, data) for name, _, data in commands(samples.report(plan))]
    assert [name for name, _ in sent] == ["error"] * 10 + ["notice"] * 3 + ["group", "endgroup"]
    assert sent[13] == ("group", "ほか 2件の指摘")
    lines = render(samples.report(plan), Options()).splitlines()
    assert lines[14:16] == ["a.yaml:11:1: 差戻し[R101] 指摘11", "a.yaml:12:1: 差戻し[R101] 指摘12"]


def test_a_region_over_lines_has_no_end_column() -> None:
    """GitHub takes columns only within one line; the end is exclusive."""
    finding = Finding("R101", "error", Place("a.yaml", "", 3, 2, 5, 1), Bilingual("悪い", "bad"))
    ((_, properties, _),) = commands(samples.report(samples.plan("a.yaml", finding)))
    assert {name: value for name, value in properties.items() if name != "title"} == {
        "file": "a.yaml",
        "line": "3",
        "endLine": "4",
        "col": "2",
    }


def test_a_finding_of_the_folder_is_an_annotation_of_the_run() -> None:
    """A folder has no line, so the annotation has no place."""
    finding = Finding("R903", "warning", Place("plans"), Bilingual("多い", "too many"))
    ((name, properties, data),) = commands(samples.report(folder=FolderResult({"R903": "fail"}, (), (finding,))))
    assert (name, set(properties), data.splitlines()[0]) == ("warning", {"title"}, "多い")


def test_a_refused_file_is_an_error() -> None:
    """A file that could not be read is annotated."""
    assert (
        "error",
        {"file": "plans/z.yaml", "title": "検査できません"},
        "読み取りの権限がありません。",
    ) in commands(samples.folder())


def test_no_value_becomes_a_command_or_a_property() -> None:
    """Line ends, colons, commas and per cent signs of a plan do not leave their field."""
    evil = "x%0A::add-mask::y\r\n::error::z,line=1:##[add-path]/tmp"
    finding = Finding("R101", "error", Place("a,b:c.yaml", "", 1, 1, 1, 2), Bilingual("{v}", "{v}"), (("v", evil),))
    report = samples.report(samples.plan("a,b:c.yaml", finding))
    lines = render(report, Options()).splitlines()
    assert len(lines) == 2
    assert "file=a%2Cb%3Ac.yaml,line=1" in lines[0]
    assert "::x%250A::add-mask::y↓::error::z,line=1:##[add-path]/tmp%0A" in lines[0]


def test_plain_lines_are_never_commands() -> None:
    """What overflows into the log cannot begin or hide a command either."""
    path = "::error::owned##[add-path]"
    findings = [each._replace(place=Place(path, "", line, 1)) for line, each in enumerate(alike("error", 11), 1)]
    line = render(samples.report(samples.plan(path, *findings)), Options()).splitlines()[11]
    assert line == "- ::error::owned## [add-path]:11:1: 差戻し[R101] 指摘11"


def test_every_sample_ends_with_the_sum() -> None:
    """The log is never silent, whatever was found."""
    for report in samples.samples().values():
        assert render(report, Options()).splitlines()[-1].startswith("検査した計画書 ")


def test_the_summary_lists_plans_and_findings() -> None:
    """The summary of a step has the verdict of every plan and every finding, gravest first."""
    page = MarkdownIt().enable("table").render(summary(samples.folder(), Options()))
    assert re.findall(r"<td>(plans/\w+\.yaml)</td>\n<td>(.*?)</td>", page) == [
        ("plans/a.yaml", "○ 提出可"),
        ("plans/b.yaml", "△ 要説明"),
        ("plans/c.yaml", "× 差戻し"),
        ("plans/d.yaml", "? 判定不能"),
    ]
    assert re.findall(r"<td>(plans/\w+\.yaml:\d+:\d+)</td>\n<td>(.*?)</td>\n<td>(.*?)</td>", page) == [
        ("plans/c.yaml:12:7", "差戻し", "F005"),
        ("plans/c.yaml:22:1", "差戻し", "R105"),
        ("plans/b.yaml:40:7", "要説明", "R302"),
        ("plans/d.yaml:4:5", "要説明", "R901"),
        ("plans/d.yaml:22:1", "注意", "R503"),
    ]


def test_the_summary_shows_a_plan_s_words_letter_by_letter() -> None:
    """No markup, link, image, table cell or HTML of a plan survives as such."""
    evil = "**a** [b](http://c) ![d](e) <b>f</b> | g | `h` @i https://j.k #1"
    finding = Finding("R101", "error", Place("a.yaml", "", 1, 1), Bilingual("{v}", "{v}"), (("v", evil),))
    page = MarkdownIt("gfm-like", {"linkify": False}).render(
        summary(samples.report(samples.plan("a.yaml", finding)), Options())
    )
    cell = re.findall(r"<td>(.*?)</td>", page)[-1].replace("<!-- -->", "")
    assert cell == evil.replace("<", "&lt;").replace(">", "&gt;")


def test_a_long_summary_says_what_it_leaves_out() -> None:
    """GitHub refuses a summary that is too long, so it is cut with a word."""
    plan = samples.plan("a.yaml", *alike("error", 510))
    assert summary(samples.report(plan), Options("en")).endswith("\n\n10 further findings\n")


def test_a_plan_that_waits_for_a_rule_is_a_line_of_the_log() -> None:
    """A plan without a finding that is not ready either is named, with the rules that could not tell."""
    report = samples.report(samples.plan("plans/q.yaml", cannot_tell=("R110",)))
    lines = render(report, Options("en")).splitlines()
    assert lines[:-1] == ["plans/q.yaml: rules that could not be judged: R110"]
