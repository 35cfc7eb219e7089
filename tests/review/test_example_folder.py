"""The folder of examples as a reviewer sees it on the terminal: worst first, the ledger, and what is not certain."""

from __future__ import annotations

import re

import pytest
from tests.scenarios.command import ROOT, Command

from zaitaku_check.cli.check import examine
from zaitaku_check.cli.request import Request
from zaitaku_check.report.cells import width
from zaitaku_check.report.formats import Options, render


@pytest.fixture
def text(command: Command) -> str:
    """Give the terminal report on examples/review in Japanese."""
    command.folder = ROOT
    return command("check", "examples/review", "--lang", "ja", "--as-of", "2018-09-10").text


def row(text: str, *beginning: str) -> list[str]:
    """Return the cells of the table's row that begins with these."""
    rows = [re.split(r"\s{2,}", line.strip()) for line in text.splitlines()]
    return next(cells for cells in rows if tuple(cells[: len(beginning)]) == beginning)


def test_the_quota_of_every_area(text: str) -> None:
    """Three for two places in Yatsushiro, none in Ashikita, and nothing is certain while one file is unreadable."""
    assert row(text, "R901", "八代")[2:] == ["3件以上", "2件まで", "× 超過"]
    assert row(text, "R901", "芦北")[2:] == ["0件以上", "1件まで", "○ 範囲内"]
    assert row(text, "R901", "熊本・上益城")[2:] == ["3件以上", "3件まで", "? 未確定"]


def test_numbers_and_budget_of_all_together(text: str) -> None:
    """More candidates than centres and more money than there is: at least so much, says the ledger."""
    remark = "提出15件のうち差替え前1件、うち差戻し2件"
    assert row(text, "R903")[2:] == ["14件以上", "13件まで", "× 超過", remark]
    assert row(text, "R904")[2:] == ["16,086,500円以上", "14,943,000円まで", "× 超過", remark]


def test_one_applicant_twice_and_one_text_twice(text: str) -> None:
    """The plans of one applicant, and the copied activity, are named at the first, with the others beside."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    twice = lines.index("差戻し R905 examples/review/05-ariake-core.yaml:7:7")
    assert lines[twice + 1].startswith("申請者「医療法人 菊水会 玉名温泉病院」の計画書が2件提出されています（ほかに06-")
    assert any(line.startswith("関連 examples/review/06-ariake-core-again.yaml:8:7") for line in lines[twice:])
    copied = lines.index("要説明 R908 examples/review/07-kamoto-alliance.yaml:25:9")
    assert any(line.startswith("関連 examples/review/14-amakusa-core.yaml:31:9") for line in lines[copied:])


def test_the_worst_come_first(text: str) -> None:
    """The overview begins with what has to be sent back and ends with what is ready."""
    overview = text[text.index("計画一覧") :]
    signs = re.findall(r"^([×?△○]) (?:差戻し|判定不能|要説明|提出可)  ", overview, re.MULTILINE)
    assert signs == ["×"] * 3 + ["△"] * 2 + ["○"] * 11


def test_quiet_leaves_the_findings(command: Command) -> None:
    """With -q there are findings only: no overview, no ledger, no sums."""
    command.folder = ROOT
    text = command("check", "examples/review", "-q", "--lang", "ja").text
    assert "差戻し R905" in text
    assert not [word for word in ("計画一覧", "箇所数・予算額", "検査した計画", "基準日") if word in text]


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_line_is_wider_than_the_terminal(columns: int, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal of 80 or 120 columns nothing has to be wrapped by the terminal, in either language."""
    monkeypatch.chdir(ROOT)
    examined = examine(Request(paths=("examples/review",), outputs=(), lang=lang, as_of="2018-09-10"))
    assert examined is not None
    text = render("text", examined.report, Options(lang=lang, width=columns))
    assert isinstance(text, str)
    assert [line for line in text.splitlines() if width(line) > columns] == []
