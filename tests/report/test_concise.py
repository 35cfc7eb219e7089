"""One line a finding."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.report import samples

from zaitaku_check.report.concise import render
from zaitaku_check.report.formats import Options

HEAVY = ("rich", "jsonschema", "typer", "dataclasses", "pathlib", "inspect", "json", "jinja2", "openpyxl")


def test_one_line_a_finding_then_the_sums() -> None:
    """Place, severity, rule and message on one line, in order; files left out are named; the last line sums up."""
    sums = "検査した計画書 4件: 提出可 1、要説明 1、差戻し 1、判定不能 1／指摘 5件: 差戻し 2、要説明 2、注意 1"
    assert render(samples.folder(), Options()).splitlines() == [
        "plans/b.yaml:40:7: 要説明[R302] 所要額「1,149,500円」に千円未満の端数があります。",
        "plans/c.yaml:12:7: 差戻し[F005] 「平成31年2月30日」は存在しない日付です。",
        "plans/c.yaml:22:1: 差戻し[R105] 取組みに「⑤訪問診療等のサービス提供量の増加に向けた取組み」がありません。",
        "plans/d.yaml:4:5: 要説明[R901] 圏域「八代」の計画は3件で、上限の2件を超えています。",
        "plans/d.yaml:22:1: 注意[R503] 医療の取組みが読み取れません。",
        "plans/d.yaml: 判定不能: 判定できなかったルール: R303",
        "plans/z.yaml: 検査できません: 読み取りの権限がありません。",
        "plans/memo.txt: 対象外: YAMLではありません。",
        f"{sums}／読めなかったファイル 1件／対象外としたファイル 1件",
    ]


def test_english_counts_agree_with_their_nouns() -> None:
    """One is singular, everything else plural."""
    assert render(samples.one_bad(), Options("en")).splitlines()[-1] == (
        "1 plan checked: 0 ready, 0 to explain, 1 returned, 0 could not be judged; "
        "3 findings: 2 errors, 1 warning, 0 notes"
    )


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("ja", "検査した計画書 0件: 検査できる計画書がありませんでした／指摘 0件"),
        ("en", "no plans to check; no findings"),
    ],
)
def test_no_plan_is_said_aloud(lang: str, line: str) -> None:
    """A run over nothing does not look like a run without mistakes."""
    assert render(samples.nothing(), Options(lang)) == line + "\n"


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("ja", "plans/q.yaml: 判定不能: 判定できなかったルール: R110、R205"),
        ("en", "plans/q.yaml: rules that could not be judged: R110, R205"),
    ],
)
def test_a_plan_that_waits_for_a_rule_is_named(lang: str, line: str) -> None:
    """A plan without a finding that is not ready either is said, with the rules that could not tell."""
    report = samples.report(samples.plan("plans/q.yaml", cannot_tell=("R205", "R110")), samples.plan("plans/a.yaml"))
    assert render(report, Options(lang, quiet=True)) == line + "\n"


def test_findings_set_aside_are_counted_aloud() -> None:
    """A run that ignores a finding does not look like a run without one."""
    assert render(samples.ignored(), Options()).endswith("／指摘 0件／除外した指摘 1件\n")
    assert render(samples.ignored(), Options("en")).endswith("; no findings; 1 ignored finding\n")


def test_quiet_keeps_findings_and_files_left_out() -> None:
    """Quiet drops the sums and nothing else."""
    loud, quiet = (render(samples.folder(), Options(quiet=quiet)).splitlines() for quiet in (False, True))
    assert quiet == loud[:-1]


def test_a_finding_stays_on_one_line_whatever_it_quotes() -> None:
    """A hostile path and value cannot start a second line."""
    lines = render(samples.hostile(), Options()).split("\n")
    assert len(lines) == 3
    assert lines[0].startswith(r"=cmd|a\u{1b}]0;owned\u{7}\u{1b}[31m\u{202e}gnp.exe\u{200b}\u{d83d}<script>")


def test_the_quick_formats_import_nothing_heavy() -> None:
    """A cold start of the concise format brings in none of the slow modules."""
    code = (
        "import sys; sys.path.insert(0, '.'); from tests.report import samples;"
        "from zaitaku_check.report.formats import Options, render; render('concise', samples.one_bad(), Options());"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    command = [sys.executable, "-I", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert done.stdout == "[]\n"
