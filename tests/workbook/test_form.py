"""The form that is written: what Excel takes, what guides its reader, and the way from an empty form to ready."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from tests.scenarios.command import Command
from tests.workbook.books import EXAMPLE, SHELF, plan_of

from zaitaku_check.edit.asking import asks_of
from zaitaku_check.edit.sheets import raw_values, wanted
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.reading import read_plan
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import decode
from zaitaku_check.workbook.writing import workbook_of

PACKS = [head.id for head in SHELF.index.heads if head.programme]
LABELS = {"必須", "要記入", "任意"}


def form(pack: str, lang: str = "ja", given: dict[str, str] | None = None) -> Workbook:
    """Return the empty form of a pack."""
    found = SHELF.judging(pack)
    return load_workbook(BytesIO(workbook_of(wanted(found, SHELF.examples(pack), {}, lang, given or {}))))


def inputs(book: Workbook) -> Iterator[tuple[Any, Any]]:
    """Yield every data validation with its sheet."""
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            yield sheet, rule


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("pack", PACKS)
def test_excel_takes_every_drop_down_and_message(pack: str, lang: str) -> None:
    """Lists come from a hidden sheet by name, texts keep within what Excel takes, and all of them are shown."""
    book = form(pack, lang)
    for _sheet, rule in inputs(book):
        assert rule.showInputMessage
        assert 0 < len(rule.prompt) <= 255
        assert len(rule.promptTitle) <= 32
        assert len(rule.error) <= 255
        if rule.type == "list":
            assert rule.formula1 in book.defined_names
            assert rule.errorStyle == "warning"
            assert rule.showErrorMessage
        else:
            assert rule.type in (None, "none")
    choices = [sheet for sheet in book.worksheets if sheet.sheet_state == "hidden"]
    assert len(choices) == 1
    for name in book.defined_names:
        assert "#REF!" not in book.defined_names[name].attr_text


@pytest.mark.parametrize("pack", PACKS)
def test_labels_are_locked_and_entries_are_open(pack: str) -> None:
    """There is no password, what is pasted stays open, and whoever fills it in may widen columns and add rows."""
    book = form(pack)
    assert not book._named_styles["Normal"].protection.locked  # type: ignore[attr-defined]
    for sheet in book.worksheets[1:-1]:
        if sheet.sheet_state == "hidden":
            continue
        guard = sheet.protection
        assert guard.sheet
        assert not guard.password
        assert not any((guard.formatColumns, guard.formatRows, guard.insertRows, guard.sort))
        assert sheet["B1"].protection.locked
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        for rule in sheet.data_validations.dataValidation:
            for cells in rule.sqref.ranges:
                assert not sheet.cell(cells.min_row, cells.min_col).protection.locked


@pytest.mark.parametrize("pack", PACKS)
def test_every_field_that_must_be_filled_in_says_so_in_words(pack: str) -> None:
    """The mark is a word, not a colour alone, and it is that of the form and the rules."""
    book = form(pack)
    marks = {row[0].value: row[2].value for sheet in book.worksheets for row in sheet.iter_rows(max_col=3)}
    asks = asks_of(SHELF.judging(pack).rules)

    def every(group: Field) -> Iterator[Field]:
        for field in group.fields.values():
            yield field
            if not field.many:
                yield from every(field)

    for field in every(SHELF.judging(pack).form.root):
        if field.path not in marks or field.fields:
            assert not field.required or field.fields
            continue
        expected = "必須" if field.required else "要記入" if asks.wants(field.path, {}) else "任意"
        assert marks[field.path] == expected


def test_the_eight_items_are_there_with_their_marks() -> None:
    """They are offered in the form's order; a row that is left so does not count."""
    sheet = form("regional-centre-2018")["取組み"]
    rows = [(sheet.cell(row, 3).value, str(sheet.cell(row, 4).value)[:1]) for row in range(6, 14)]
    need = {"①": "必須", "②": "必須", "⑤": "必須", "⑦": "必須"}
    assert rows == [(need.get(mark, "任意"), mark) for mark in "①②③④⑤⑥⑦⑧"]


def test_form_number_and_edition_are_seen_and_kept() -> None:
    """They stand in cells and in the properties."""
    book = form("regional-centre-2018")
    shown = [str(cell.value) for row in book["版"].iter_rows() for cell in row if cell.value]
    edition = SHELF.pack("regional-centre-2018").edition
    assert {"regional-centre-2018", edition} <= set(shown)
    kept = {each.name: each.value for each in book.custom_doc_props}  # type: ignore[attr-defined]
    assert kept["zaitaku-check-form"] == "regional-centre-2018"
    assert book.properties.title == "地域在宅医療サポートセンター事業（平成30年度） 活動計画書"


@pytest.mark.parametrize("kind", ["core", "alliance"])
def test_the_example_beside_is_one_that_passes(kind: str) -> None:
    """Every value that it shows is one of the pack's own example, and that is ready."""
    pack = SHELF.pack("regional-centre-2018")
    sheet = form(pack.id, given={"centre_type": kind})["記入例"]
    shown = {str(row[3].value) for row in sheet.iter_rows(min_row=3) if row[3].value}
    data = next(data for name, data in SHELF.examples(pack.id) if name.startswith(kind))
    text, _ = decode(data)
    assert text is not None
    root = read(text).root
    assert root is not None
    values = raw_values(read_plan(root, pack.form).root)
    assert values["applicant"]["name"] in shown
    assert values["activities"][0]["content"].strip() in shown


def test_the_same_form_is_the_same_file() -> None:
    """Nothing in it depends on the clock."""
    assert form("regional-centre-2018").properties.modified == datetime(2000, 1, 1)  # noqa: DTZ001
    found = SHELF.judging("regional-centre-2018")
    first, second = (workbook_of(wanted(found, SHELF.examples(found.id), {}, "ja", {})) for _ in range(2))
    assert first == second


def test_an_empty_form_is_filled_in_and_ready(command: Command) -> None:
    """The way of an applicant: write the form, fill it in, check it."""
    made = command("form", "-o", "計画書.xlsx", "--fiscal-year", "平成30年度", "--type", "基幹型", "--lang", "ja")
    assert made.code == 0, made.complaint
    path = command.folder / "計画書.xlsx"
    empty = command("check", "計画書.xlsx", "--lang", "ja", "-f", "concise")
    assert "計画書.xlsx:「申請者」!D4: 差戻し[F002] 必須の項目「名称」が空欄です。" in empty.text
    book = load_workbook(path)
    fill(book, plan_in_words())
    book.save(path)
    ready = command("check", "計画書.xlsx", "--lang", "ja", "-f", "concise")
    assert ready.code == 0, ready.text
    assert plan_of(path.read_bytes()) == plan_of(EXAMPLE.read_bytes(), "plan.yaml")


def plan_in_words() -> Any:
    """Return the values of an example as they are written."""
    pack = SHELF.pack("regional-centre-2018")
    text, _ = decode(EXAMPLE.read_bytes())
    assert text is not None
    root = read(text).root
    assert root is not None
    return raw_values(read_plan(root, pack.form).root)


def fill(book: Workbook, values: Any) -> None:
    """Type values into an empty form, by what stands in its hidden keys."""
    for sheet in book.worksheets:
        for row in range(1, sheet.max_row + 1):
            key = str(sheet.cell(row, 1).value or "")
            if key.endswith("[]"):
                fill_table(sheet, row, rows_of(values, key))
            elif (
                key and isinstance(value := at(values, key), str | list) and not (value and isinstance(value[0], dict))
            ):
                sheet.cell(row, 4).value = value if isinstance(value, str) else "\n".join(value)


def rows_of(values: Any, key: str) -> list[tuple[int, Any]]:
    """Return the rows of a table, each with the number of the row that it belongs to."""
    outer, *inner = key.removesuffix("[]").split("[].")
    rows = list(enumerate(at(values, outer) or [], 1))
    for step in inner:
        rows = [(number, each) for number, row in rows for each in row.get(step, [])]
    return rows


def fill_table(sheet: Any, row: int, rows: list[tuple[int, Any]]) -> None:
    """Type rows into a table; activities go where their item is offered."""
    columns = {sheet.cell(row, column).value: column for column in range(2, sheet.max_column + 1)}
    offered = (
        {str(sheet.cell(line, columns["item"]).value)[:1]: line for line in range(row + 3, row + 11)}
        if "item" in columns
        else {}
    )
    for place, (number, each) in enumerate(rows, row + 3):
        line = offered.get(str(each.get("item"))[:1], place)
        for name, column in columns.items():
            if name == "@of":
                sheet.cell(line, column).value = sheet_number(number)
            elif name and not name.startswith("@") and (value := at(each, name)) is not None:
                sheet.cell(line, column).value = value if isinstance(value, str) else "\n".join(value)


def sheet_number(number: int) -> int:
    """Return the number of the row in which the example's activity stands in the form (it has ①②③⑤⑦)."""
    return [1, 2, 3, 5, 7][number - 1]


def at(values: Any, path: str) -> Any:
    """Return what stands at a path of names."""
    for step in path.split("."):
        values = values.get(step) if isinstance(values, dict) else None
    return values


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["form", "-o", "計画書.yaml"], "「.xlsx」で終わる名前を指定してください"),
        (["convert", "plan.yaml", "-o", "p.csv"], "「.xlsx」で終わる名前を指定してください"),
        (["convert", "plan.xlsx", "-o", "p.xlsx"], "Excelの計画書はYAMLに変換します"),
        (["convert", "no.yaml", "-o", "p.xlsx"], "ファイルがありません"),
        (["fix", "plan.xlsx"], "Excelの計画書は自動では修正しません"),
    ],
)
def test_refusals_say_what_to_do(command: Command, argv: list[str], words: str) -> None:
    """Each wrong use has its own sentence and exit code 2."""
    from tests.workbook.books import FILLED

    (command.folder / "plan.xlsx").write_bytes(FILLED)
    Path(command.folder / "plan.yaml").write_bytes(EXAMPLE.read_bytes())
    run = command(*argv, "--lang", "ja")
    assert run.code == 2
    assert words in run.complaint
