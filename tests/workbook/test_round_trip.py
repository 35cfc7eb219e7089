"""A plan in YAML and its workbook are the same plan, with the same findings; what does not fit is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.scenarios.command import exit_code
from tests.workbook.books import CHECKER, EXAMPLE, FILLED, ROOT, SHELF, convert, plan_of

from zaitaku_check.cli.commands.convert import converted
from zaitaku_check.text_types import Bilingual

NO_PLAN = {"16-aso-workbook-renamed.yaml"}
PLANS = sorted(
    path
    for pattern in ("examples/plans/*.yaml", "examples/review/*.yaml", "rules/*/examples/*.yaml")
    for path in ROOT.glob(pattern)
    if path.name not in NO_PLAN
)
MANNER = frozenset({"Y002", "Y004", "Y010", "Y011", "Y013", "Y018"})
"""What is said of how a text file was typed: a workbook has no such thing."""
LOST = {"kikuchi-many-mistakes.yaml": {"メ一ル"}, "ashikita-mixed-keys.yaml": set[str]()}
"""Keys that the form has not."""

Said = tuple[str, str, Bilingual, tuple[tuple[str, str | Bilingual], ...], str]


def said(name: str, data: bytes) -> set[Said]:
    """Return the findings but for their places."""
    found = CHECKER.check(name, data).result.findings
    return {
        (each.rule, each.severity, each.message, each.args, each.place.pointer)
        for each in found
        if each.rule not in MANNER
    }


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_workbook_of_a_plan_says_what_the_plan_says(path: Path) -> None:
    """The workbook of a plan says what the plan says."""
    data = path.read_bytes()
    made = converted(SHELF, CHECKER, path.name, data)
    keys = [loss for loss in made.losses if "様式にありません" in loss.ja]
    assert len(keys) == len(LOST.get(path.name, ()))
    if not keys:
        assert plan_of(made.content) == plan_of(data, path.name)
    before = {each for each in said(path.name, data) if each[0] != "F001"}
    assert said("plan.xlsx", made.content) == before


@pytest.mark.parametrize("path", PLANS[:4], ids=lambda path: path.stem)
def test_and_back_again(path: Path) -> None:
    """And back again."""
    book = convert(path).content
    again = converted(SHELF, CHECKER, "plan.xlsx", book)
    assert again.losses == []
    assert plan_of(again.content, "plan.yaml") == plan_of(book)


def test_a_text_goes_through_a_cell_unchanged() -> None:
    """A text goes through a cell unchanged."""
    once = converted(SHELF, CHECKER, "plan.xlsx", FILLED).content
    twice = converted(SHELF, CHECKER, "plan.yaml", once)
    assert twice.losses == []
    assert converted(SHELF, CHECKER, "plan.xlsx", twice.content).content == once


LETTERS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cn"), blacklist_characters="\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=40,
)


@given(LETTERS.map(lambda text: "本文" + text + "終"))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """Any text comes back as it was."""
    from datetime import datetime

    from zaitaku_check.plan.field import field_at
    from zaitaku_check.workbook.values import as_stored, as_text

    field = field_at(SHELF.pack("regional-centre-2018").form, "remarks")
    assert field is not None
    epoch = datetime(1899, 12, 30)  # noqa: DTZ001 - days have no time zone
    stored = as_stored(text, field, epoch)
    assert as_text(stored.value, stored.number_format, field, epoch) == text


@pytest.mark.parametrize("many", [51, 501])
def test_as_many_rows_as_the_plan_has(tmp_path: Path, many: int) -> None:
    """As many rows as the plan has."""
    lines = EXAMPLE.read_text("utf-8")
    rows = "".join(f"    - {{費目: 報償費{n}, 金額: 1千円}}\n" for n in range(many))
    path = tmp_path / "many.yaml"
    path.write_text(lines.replace("  内訳:\n", "  内訳:\n" + rows), "utf-8")
    assert len(plan_of(convert(path).content)["budget"]["lines"]) == many + 4


def test_what_does_not_fit_is_named(tmp_path: Path) -> None:
    """What does not fit is named."""
    path = tmp_path / "more.yaml"
    path.write_text(EXAMPLE.read_text("utf-8") + "駐車場: 20台\nその他の事項: {共催: ○○市}\n", "utf-8")
    losses = [loss.ja for loss in convert(path).losses]
    assert len(losses) == 3
    assert "駐車場" in losses[0]
    assert losses[1].startswith("「#」で始まる説明2行は、Excelの様式には入りません")
    assert losses[2] == "「その他の事項」の内容は、欄に入る形ではありません。"


def test_a_copy_with_the_findings_written_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each finding is listed and linked, its cell marked and noted; the original stays, and a check says the same."""
    name = tmp_path / "plan.xlsx"
    name.write_bytes(convert(ROOT / "examples/review/04-uki-core.yaml").content)
    before = name.read_bytes()
    target = tmp_path / "marked.xlsx"
    words = ["convert", str(name), "-o", str(target), "--with-findings", "--lang", "ja"]
    assert exit_code(words) == 0
    assert (name.read_bytes(), capsys.readouterr().err) == (before, "")
    book = load_workbook(target)
    listed = [[cell.value for cell in row] for row in book["指摘"].iter_rows(min_row=2)]
    assert [(row[1], row[2]) for row in listed][:2] == [("要説明", "「申請者」!D5"), ("注意", "「現状と課題」!D6")]
    assert book["指摘"]["C2"].hyperlink.location == "'申請者'!D5"
    note = book["申請者"]["D5"].comment
    assert note is not None
    assert note.text.startswith("(1) 要説明: 申請者の機関種別「病院」は")
    assert said("plan.xlsx", target.read_bytes()) == said("plan.xlsx", before)
    assert exit_code(words) == 2, "nothing is written over"
