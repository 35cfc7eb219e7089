"""The form as a workbook: a sheet a group, a table a list, drop-downs, help, and marks of what must be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from zaitaku_check.plan.field import Choice, Field
from zaitaku_check.report.archive import timeless
from zaitaku_check.text_types import Bilingual
from zaitaku_check.workbook import reading as key
from zaitaku_check.workbook.values import LONGEST, as_stored, blank_format

Values = Mapping[str, Any]
"""What is filled in, by canonical name: texts as they are written, lists of them, groups, lists of groups."""
REQUIRED, EXPECTED, OPTIONAL = key.NEEDS
_COLOURS: Final = ("FFE7B8", "FFF6D6", "E9F3E4")
_MARKS: Final = {name: (words, colour) for (name, words), colour in zip(key.NEEDS.items(), _COLOURS, strict=True)}
FONT: Final = "游ゴシック"
_NORMAL: Final = Font(name=FONT, size=10.5)
_BOLD: Final = Font(name=FONT, size=10.5, bold=True)
_TITLE: Final = Font(name=FONT, size=16, bold=True)
_QUIET: Final = Font(name=FONT, size=9, color="595959")
_WHITE: Final = Font(name=FONT, size=10.5, bold=True, color="FFFFFF")
_HEAD: Final = PatternFill("solid", fgColor="2F4B66")
_GROUP: Final = PatternFill("solid", fgColor="DCE6F0")
_LINE: Final = Side(style="thin", color="A6A6A6")
_BOX: Final = Border(_LINE, _LINE, _LINE, _LINE)
_TOP: Final = Alignment(vertical="top", wrap_text=True)
_MIDDLE: Final = Alignment(horizontal="center", vertical="top", wrap_text=True)
_LOCKED: Final = Protection(locked=True)
_OPEN: Final = Protection(locked=False)
_SPARE: Final = 5
"""Rows of a table beyond those that are filled in."""
_LEAST: Final = 8
_MESSAGE, _MESSAGE_TITLE = 255, 32
"""Characters that Excel takes for an input message and its title."""
_VALUE_AT: Final = 4
_LEADS: Final = {key.PARENT: 13, key.NUMBER: 7, key.NEED: 8}
"""Widths of the columns in front of a table."""
_SMALL: Final = 3
"""Groups of no more fields stand on the first sheet."""
_LETTERS: Final = re.compile(r"[\[\]:*?/\\]")


class Wanted(NamedTuple):
    """What a workbook is made of.

    root     the form's fields, as far as they are to be shown
    marks    REQUIRED, EXPECTED or OPTIONAL by path without `[]`
    items    what every row of the table `table` may be about, and whether it has to be there; `item` is its column
    example  a filled-in plan to be shown beside
    pack     id of the pack, its edition, and the version of the program
    """

    root: Field
    marks: Mapping[str, str]
    title: Bilingual
    values: Values
    example: Values
    table: str
    item: str
    items: Sequence[tuple[Choice, bool]]
    pack: str
    edition: str
    version: str
    lang: str


class _Row(NamedTuple):
    """One row of a table: the number of the row that it belongs to, what it holds, and its own key."""

    parent: str
    values: Any
    key: str = ""


class _Table(NamedTuple):
    """A list of groups as a table: its columns by path, and the list whose rows its own belong to."""

    field: Field
    columns: Sequence[tuple[str, Field]]
    outer: Field | None
    is_numbered: bool
    has_items: bool = False

    def leads(self) -> list[str]:
        """Return the columns in front: numbers, and whether an item has to be there."""
        has = {key.PARENT: self.outer is not None, key.NUMBER: self.is_numbered, key.NEED: self.has_items}
        return [name for name, there in has.items() if there]


def workbook_of(wanted: Wanted) -> bytes:
    """Return the workbook; ValueError where a text is longer than a cell holds."""
    return _Writer(wanted).written()


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook; the same workbook gives the same, whenever it is written."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        ExcelWriter(book, package).write_data()
    return timeless(out.getvalue())


class _Writer:
    """Writes one workbook, sheet by sheet."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.lang = wanted.lang
        self.book = Workbook()
        self.names: dict[tuple[str, ...], str] = {}
        normal = self.book._named_styles["Normal"]  # type: ignore[attr-defined]  # noqa: SLF001 - what is pasted takes this style, and must stay open
        normal.font, normal.protection = _NORMAL, _OPEN
        self.choices: Worksheet | None = None
        self.tables: list[tuple[Field, Any, str]] = []

    def of(self, ja: str, en: str) -> str:
        return Bilingual(ja, en).of(self.lang)

    def written(self) -> bytes:
        guide = self.book.active
        assert isinstance(guide, Worksheet)  # noqa: S101 - a new workbook has one sheet
        guide.title = self.of(key.GUIDE, "How to fill in")
        first, sheets = self._parted()
        self._form_sheet(self.of("基本事項", "Basics"), "", first)
        for field in sheets:
            value = self.wanted.values.get(field.name)
            if field.many:
                self._table(field, [_Row("", each) for each in _rows(value)])
            else:
                self._form_sheet(field.label.of(self.lang), field.name, [field])
        self._guide(guide)
        self._example()
        self._about()
        if self.choices is not None:
            self.choices.sheet_state = "hidden"
            self.book.move_sheet(self.choices, len(self.book.worksheets))
        return self._saved()

    def _saved(self) -> bytes:
        from datetime import datetime

        wanted, properties = self.wanted, self.book.properties
        day = datetime(2000, 1, 1)  # noqa: DTZ001 - the same form is the same file, whenever it is written
        properties.title = f"{wanted.title.of(self.lang)} {self.of('活動計画書', 'Activity plan')}"
        properties.creator, properties.created, properties.modified = wanted.pack, day, day
        properties.language, properties.version = self.lang, wanted.edition
        for name, value in ((key.FORM, wanted.pack), (key.LANG, self.lang), (key.EDITION, wanted.edition)):
            self.book.custom_doc_props.append(  # type: ignore[attr-defined]
                StringProperty(name=name, value=value)
            )
        return saved(self.book)

    def _parted(self) -> tuple[list[Field], list[Field]]:
        """Return the fields of the first sheet, and those that have a sheet of their own."""
        fields = self.wanted.root.fields.values()
        first = [each for each in fields if not each.fields or (not each.many and _is_small(each))]
        return first, [each for each in fields if each not in first]

    # --- sheets of fields, one a row ---------------------------------------------------------------------------------

    def _sheet(self, name: str, title: str, widths: Sequence[float], *, landscape: bool = False) -> Worksheet:
        sheet: Worksheet = self.book.create_sheet(_sheet_name(name, self.book.sheetnames))
        for at, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet["B1"] = title
        sheet["B1"].font, sheet["B1"].protection = _TITLE, _LOCKED
        sheet.row_dimensions[1].height = 30
        page = sheet.page_setup
        page.paperSize, page.orientation = 9, "landscape" if landscape else "portrait"
        page.fitToWidth, page.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        footer = sheet.oddFooter
        if footer is not None:
            footer.center.text = "&A　&P / &N"
        sheet.sheet_view.showGridLines = False
        return sheet

    def _form_sheet(self, name: str, path: str, fields: Sequence[Field]) -> None:
        sheet = self._sheet(name, name, (3, 20, 8, 46, 38))
        sheet.column_dimensions["A"].hidden = True
        sheet["A1"], sheet["D1"] = key.MARKER, key.VALUE
        sheet["D1"].font = Font(name=FONT, size=8, color="FFFFFF")
        heads = (self.of("項目", "Field"), key.NEEDED.of(self.lang), self.of("記入欄", "Entry"))
        self._heads(sheet, 2, (*heads, self.of("書き方・例", "How, for example")))
        sheet["A2"] = key.LABEL_ROW
        row = 3
        values = self.wanted.values
        for field in fields:
            if field.name == path:
                row = self._group(sheet, row, field, values.get(field.name), 0)
            else:
                row = self._field(sheet, row, field, values.get(field.name), 0)
        self._finish(sheet, 2, 5)
        tables, self.tables = self.tables, []
        for child, value, group in tables:
            self._table(child, [_Row("", each) for each in _rows(value)], group)

    def _group(self, sheet: Worksheet, row: int, field: Field, value: Any, depth: int) -> int:
        """Write a group's own row, then those of its fields; return the next free row."""
        sheet.cell(row, 1, _path(field))
        for column in range(2, 6):
            cell = sheet.cell(row, column)
            cell.fill, cell.border, cell.protection, cell.alignment = _GROUP, _BOX, _LOCKED, _TOP
        label = sheet.cell(row, 2, "　" * depth + field.label.of(self.lang))
        label.font = _BOLD
        sheet.cell(row, 5, _flat(field.help.of(self.lang))).font = _QUIET
        _fit(sheet, row, [(field.help.of(self.lang), 38)])
        if isinstance(value, str):
            self._put(sheet.cell(row, _VALUE_AT), field, value)
        row += 1
        inner = value if isinstance(value, Mapping) else {}
        for child in field.fields.values():
            if child.many and child.fields:
                self.tables.append((child, inner.get(child.name), field.label.of(self.lang)))
            else:
                row = self._field(sheet, row, child, inner.get(child.name), depth + 1)
        return row

    def _field(self, sheet: Worksheet, row: int, field: Field, value: Any, depth: int) -> int:
        if field.fields:
            return self._group(sheet, row, field, value, depth)
        mark, colour = self._mark(field)
        sheet.cell(row, 1, _path(field))
        label = sheet.cell(row, 2, "　" * depth + field.label.of(self.lang))
        need = sheet.cell(row, 3, mark.of(self.lang))
        entry = sheet.cell(row, _VALUE_AT)
        about = sheet.cell(row, 5, self._help(field))
        label.font, need.font, about.font = _BOLD, _NORMAL, _QUIET
        for cell in (label, need, about):
            cell.protection, cell.border, cell.alignment = _LOCKED, _BOX, _TOP
        need.alignment = _MIDDLE
        need.fill = PatternFill("solid", fgColor=colour)
        self._entry(sheet, field, entry.coordinate)
        self._style(entry, field)
        self._put(entry, field, value)
        self.book.defined_names[_path(field)] = DefinedName(
            _path(field), attr_text=f"{_quoted(sheet.title)}!${get_column_letter(_VALUE_AT)}${row}"
        )
        _fit(sheet, row, [(self._help(field), 38), (_cell_text(value), 46)], least=2 if _is_long(field) else 1)
        return row + 1

    # --- tables, one a list of groups --------------------------------------------------------------------------------

    def _table(self, field: Field, rows: Sequence[_Row], group: str = "", outer: Field | None = None) -> None:
        """Write a list of groups on a sheet of its own, and the lists inside it on theirs."""
        every = list(key.columns_of(field))
        inner = [pair for pair in every if pair[1].many and pair[1].fields]
        columns = [pair for pair in every if pair not in inner]
        if any(not isinstance(row.values, Mapping) for row in rows):
            label = Bilingual("（1行で書くとき）", "As one text")
            columns.append((key.ALONE, field._replace(fields={}, many=False, reader="text", label=label)))
        name = field.label.of(self.lang)
        items = _path(field) == self.wanted.table
        table = _Table(field, columns, outer, is_numbered=bool(inner) or outer is None, has_items=items)
        sheet = self._table_sheet(name if name not in self.book.sheetnames else f"{group}・{name}", table)
        self._rows(sheet, table, rows)
        for path, child in inner:
            below = [
                _Row(str(number), each) for number, row in enumerate(rows, 1) for each in _rows(_at(row.values, path))
            ]
            self._table(child, below, name, field)

    def _table_sheet(self, name: str, table: _Table) -> Worksheet:
        widths = [_width(child) for _path_of, child in table.columns]
        sheet = self._sheet(name, name, (3, *(_LEADS[name] for name in table.leads()), *widths), landscape=True)
        sheet.column_dimensions["A"].hidden = True
        sheet["A1"] = key.MARKER
        about = _flat(table.field.help.of(self.lang))
        if table.outer is not None:
            label = table.outer.label
            about += self.of(
                f"「{label.ja}の番号」には、シート「{label.ja}」の左端の番号を記入します。",
                f" “No. of {label.en}” is the number of the row on the sheet “{label.en}”.",
            )
        sheet["A2"], sheet["B2"] = key.LABEL_ROW, about
        last = 1 + len(table.leads()) + len(widths)
        sheet.merge_cells(start_row=2, start_column=2, end_row=2, end_column=last)
        sheet["B2"].font, sheet["B2"].protection, sheet["B2"].alignment = _QUIET, _LOCKED, _TOP
        _fit(sheet, 2, [(about, sum(widths))])
        return sheet

    def _rows(self, sheet: Worksheet, table: _Table, rows: Sequence[_Row]) -> None:
        """Write the hidden row of keys, the headings and the rows."""
        field, columns, leads = table.field, table.columns, table.leads()
        sheet.cell(3, 1, f"{field.path}[]")
        sheet.row_dimensions[3].hidden = True
        for at, name in enumerate((*leads, *(path for path, _child in columns)), 2):
            sheet.cell(3, at, name)
        titles = [self._lead(name, table) for name in leads]
        titles += [
            child.label.of(self.lang) if path == key.ALONE else key.heading_of(field, path, self.lang)
            for path, child in columns
        ]
        self._heads(sheet, 4, titles)
        start = 2 + len(leads)
        self._needs(sheet, 5, columns, start)
        sheet["A4"] = sheet["A5"] = key.LABEL_ROW
        offers = self._offers(field, [row.values for row in rows])
        filled = [*rows, *(_Row("", each, key.OFFERED) for each in offers)]
        last = 5 + max(len(filled) + (2 if offers else _SPARE), _LEAST)
        for number in range(1, last - 4):
            row = filled[number - 1] if number <= len(filled) else _Row("", {})
            self._line(sheet, 5 + number, table, row, number)
        for at, (_path_of, child) in enumerate(columns, start):
            letter = get_column_letter(at)
            self._entry(sheet, child, f"{letter}6:{letter}{last}")
        self._finish(sheet, 4, start + len(columns) - 1)

    def _lead(self, name: str, table: _Table) -> str:
        if name == key.PARENT and table.outer:
            return key.parent_heading(table.outer, self.lang)
        return (key.NUMBERED if name == key.NUMBER else key.NEEDED).of(self.lang)

    def _line(self, sheet: Worksheet, line: int, table: _Table, row: _Row, number: int) -> None:
        if row.key:
            sheet.cell(line, 1, row.key)
        leads = table.leads()
        for at, name in enumerate(leads, 2):
            parent = int(row.parent) if row.parent else None
            said = {key.PARENT: parent, key.NUMBER: number, key.NEED: self._need_of(table.field, row.values)}
            lead = sheet.cell(line, at, said[name])
            lead.border, lead.alignment, lead.protection = _BOX, _MIDDLE, _OPEN
        texts = []
        for at, (path, child) in enumerate(table.columns, 2 + len(leads)):
            cell = sheet.cell(line, at)
            self._style(cell, child)
            value = (
                _at(row.values, path) if isinstance(row.values, Mapping) else row.values if path == key.ALONE else None
            )
            self._put(cell, child, value)
            texts.append((_cell_text(value), _width(child)))
        _fit(sheet, line, texts, least=2)

    def _need_of(self, field: Field, row: Any) -> str | None:
        """Return whether the item of a row has to be there."""
        item = _at(row, self.wanted.item)
        read = field.fields[self.wanted.item].read_alone(str(item)) if item else None
        found = [_MARKS[REQUIRED if must else OPTIONAL][0] for choice, must in self.wanted.items if choice.id == read]
        return found[0].of(self.lang) if found else None

    def _offers(self, field: Field, rows: Sequence[Any]) -> list[Values]:
        """Return the rows whose items are offered: those that no row is about yet."""
        if _path(field) != self.wanted.table:
            return []
        items = field.fields[self.wanted.item]
        known = {items.read_alone(str(_at(row, self.wanted.item) or "")) for row in rows if isinstance(row, Mapping)}
        return [
            {self.wanted.item: _worded(choice, self.lang)}
            for choice, _mandatory in self.wanted.items
            if choice.id not in {each for each in known if isinstance(each, str)}
        ]

    def _needs(self, sheet: Worksheet, row: int, columns: Sequence[tuple[str, Field]], start: int) -> None:
        """Write the row below the headings: whether a column must be filled in."""
        for at, (_path_of, child) in enumerate(columns, start):
            mark, colour = self._mark(child)
            cell = sheet.cell(row, at, mark.of(self.lang))
            cell.fill = PatternFill("solid", fgColor=colour)
            cell.font, cell.alignment, cell.border, cell.protection = _QUIET, _MIDDLE, _BOX, _LOCKED

    # --- cells -------------------------------------------------------------------------------------------------------

    def _heads(self, sheet: Worksheet, row: int, titles: Sequence[str]) -> None:
        for at, title in enumerate(titles, 2):
            cell = sheet.cell(row, at, title)
            cell.font, cell.fill, cell.border, cell.alignment, cell.protection = _WHITE, _HEAD, _BOX, _MIDDLE, _LOCKED

    def _mark(self, field: Field) -> tuple[Bilingual, str]:
        return _MARKS[self.wanted.marks.get(_path(field), OPTIONAL)]

    def _style(self, cell: Any, field: Field) -> None:
        colour = self._mark(field)[1]
        cell.border, cell.alignment, cell.protection = _BOX, _TOP, _OPEN
        cell.fill, cell.font = PatternFill("solid", fgColor=colour), _NORMAL
        cell.number_format = blank_format(field)

    def _put(self, cell: Any, field: Field, value: Any) -> None:
        """Fill one cell; a list of texts has a line for each."""
        text = _cell_text(value)
        if not text:
            return
        if len(text) > LONGEST:
            raise ValueError(field.path)
        stored = as_stored(text, field, self.book.epoch)
        cell.value, cell.number_format = stored.value, stored.number_format
        if isinstance(stored.value, str):
            cell.data_type = "s"  # also where it begins with =

    def _entry(self, sheet: Worksheet, field: Field, where: str) -> None:
        """Give cells their drop-down and input message, and let their colour go when they are filled in."""
        words = tuple(_worded(choice, self.lang) for choice in field.choices)
        if not words and field.kind.words:
            words = tuple(each.of(self.lang) for each in field.kind.words)
        listed = bool(words) and not field.many
        rule = DataValidation(
            type="list" if listed else None,
            formula1=self._list(words) if listed else None,
            allow_blank=True,
            showErrorMessage=listed,
            showInputMessage=True,
            errorStyle="warning",
            errorTitle=field.label.of(self.lang)[:_MESSAGE_TITLE],
            error=self.of(
                "選択肢にない値です。このまま入力することもできます（検査で確かめます）。",
                "This is not one of the choices. You may keep it: the check will look at it.",
            ),
            promptTitle=field.label.of(self.lang)[:_MESSAGE_TITLE],
            prompt=self._prompt(field)[:_MESSAGE],
        )
        rule.add(where)
        sheet.add_data_validation(rule)
        top = where.partition(":")[0]
        sheet.conditional_formatting.add(
            where,
            FormulaRule(  # type: ignore[no-untyped-call]
                formula=[f'LEN(TRIM(SUBSTITUTE({top},"　","")))>0'],
                fill=PatternFill("solid", bgColor="FFFFFF"),
            ),
        )

    def _prompt(self, field: Field) -> str:
        lines = [_flat(field.help.of(self.lang))]
        if field.many:
            lines.append(
                self.of(
                    "いくつかあるときは、Alt＋Enterで改行し、1行に1つずつ記入します。",
                    "Several: one a line (Alt+Enter).",
                )
            )
        if field.example and not field.choices:
            lines.append(self.of("例: ", "For example: ") + field.example.strip("[]"))
        return "\n".join(filter(None, lines))

    def _help(self, field: Field) -> str:
        text = self._prompt(field)
        if field.many and field.choices:
            words = self.of("、", ", ").join(_worded(choice, self.lang) for choice in field.choices)
            text += "\n" + self.of("選択肢: ", "One of: ") + words
        return text

    def _list(self, words: tuple[str, ...]) -> str:
        """Return the name of the range of the hidden sheet in which these words stand."""
        if words not in self.names:
            if self.choices is None:
                self.choices = self.book.create_sheet(self.of(key.CHOICES, "Choices"))
            column = len(self.names) + 1
            for row, word in enumerate(words, 1):
                self.choices.cell(row, column, word)
            letter = get_column_letter(column)
            name = f"choices_{column}"
            where = f"{_quoted(self.choices.title)}!${letter}$1:${letter}${len(words)}"
            self.book.defined_names[name] = DefinedName(name, attr_text=where)
            self.names[words] = name
        return self.names[words]

    def _finish(self, sheet: Worksheet, heading: int, last_column: int) -> None:
        """Lock what is no entry, without a password, and set what is printed."""
        guard = sheet.protection
        guard.sheet = True
        for name in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
            setattr(guard, name, False)  # of this library False means: allowed
        sheet.print_title_rows = f"{heading}:{heading}"
        sheet.print_area = f"B1:{get_column_letter(last_column)}{sheet.max_row}"
        sheet.freeze_panes = f"C{heading + 1}"

    # --- the other sheets --------------------------------------------------------------------------------------------

    def _guide(self, sheet: Worksheet) -> None:
        wanted = self.wanted
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 12, 86
        sheet["A1"] = f"{wanted.title.of(self.lang)} {self.of('活動計画書', 'Activity plan')}"
        sheet["A1"].font = _TITLE
        row = 3
        for number, line in enumerate(self._steps(), 1):
            sheet.cell(row, 1, number).alignment = _MIDDLE
            sheet.cell(row, 2, line).alignment = _TOP
            _fit(sheet, row, [(line, 86)])
            row += 1
        row += 1
        sheet.cell(row, 1, self.of("凡例", "Legend")).font = _BOLD
        meanings = {
            REQUIRED: self.of("必ず記入します。空欄のままでは差し戻されます。", "Must be filled in."),
            EXPECTED: self.of("記入がないと、審査で指摘を受けます。", "A reviewer will ask for it."),
            OPTIONAL: self.of("必要なときに記入します。", "Fill in where it applies."),
        }
        for name, (mark, colour) in _MARKS.items():
            row += 1
            cell = sheet.cell(row, 1, mark.of(self.lang))
            cell.fill, cell.border, cell.alignment = PatternFill("solid", fgColor=colour), _BOX, _MIDDLE
            sheet.cell(row, 2, meanings[name]).alignment = _TOP
        row = self._items(sheet, row + 2)
        row += 1
        sheet.cell(row, 1, self.of("様式", "Form")).font = _BOLD
        sheet.cell(row, 2, self._number())
        sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.sheet_view.showGridLines = False

    def _items(self, sheet: Worksheet, row: int) -> int:
        if not self.wanted.items:
            return row
        sheet.cell(row, 1, self.of("取組みの項目", "Items")).font = _BOLD
        for choice, mandatory in self.wanted.items:
            row += 1
            mark, colour = _MARKS[REQUIRED if mandatory else OPTIONAL]
            cell = sheet.cell(row, 1, mark.of(self.lang))
            cell.fill, cell.border, cell.alignment = PatternFill("solid", fgColor=colour), _BOX, _MIDDLE
            sheet.cell(row, 2, f"{choice.mark}{choice.label.of(self.lang)}").alignment = _TOP
        return row + 1

    def _steps(self) -> Iterator[str]:
        if self.lang == "ja":
            yield "色の付いた欄に記入します。記入すると色が消えます。欄を選ぶと、書き方が表示されます。"
            yield "右端に▼が出る欄は、一覧から選びます。一覧にない場合は、そのまま入力して構いません。"
            yield "いくつか書く欄（職種、連携先など）は、Alt＋Enterで改行し、1行に1つずつ記入します。"
            yield "表の行が足りないときは、行を挿入するか、続きの行に記入します。余った行は空欄のままで構いません。"
            yield "金額は円単位の数字で記入します（1149000と入力すると、1,149,000円と表示されます）。"
            yield "日付は、平成30年10月1日、H30.10.1、2018/10/1のいずれの書き方でも構いません。"
            yield "シートの名前や、項目の名前は変えないでください。列の幅や行の高さは変えて構いません。"
            yield "保存して閉じ、「zaitaku-check check ファイル名」で確かめてください。"
        else:
            yield "Fill in the coloured cells; the colour then goes. Select a cell to read what belongs there."
            yield "Cells with an arrow have a list; what is not on the list may be typed."
            yield "Several values in one cell: one a line (Alt+Enter)."
            yield "Insert rows into a table or use the spare ones; rows that are left empty do not count."
            yield "Amounts are numbers of yen."
            yield "Keep the names of sheets and fields. Save, close, and run: zaitaku-check check FILE"

    def _number(self) -> str:
        wanted = self.wanted
        return self.of(
            f"様式番号 {wanted.pack}　第{wanted.edition}版　（zaitaku-check {wanted.version}）",
            f"Form {wanted.pack}, edition {wanted.edition} (zaitaku-check {wanted.version})",
        )

    def _example(self) -> None:
        if not self.wanted.example:
            return
        sheet = self._sheet(self.of(key.EXAMPLE, "Example"), self.of(key.EXAMPLE, "Example"), (3, 18, 30, 80))
        sheet.column_dimensions["A"].width = 2
        self._heads(sheet, 2, (self.of("シート", "Sheet"), self.of("項目", "Field"), self.of("記入例", "Example")))
        row = 3
        for where, label, text in self._told(self.wanted.root, self.wanted.example, ""):
            for at, each in enumerate((where, label, text), 2):
                cell = sheet.cell(row, at, each)
                cell.data_type = "s"
                cell.alignment, cell.border, cell.font, cell.protection = _TOP, _BOX, _NORMAL, _LOCKED
            _fit(sheet, row, [(text, 80), (label, 30)])
            row += 1
        self._finish(sheet, 2, 4)

    def _told(self, group: Field, values: Values, where: str, before: str = "") -> Iterator[tuple[str, str, str]]:
        """Yield every value of a plan: its sheet, its label, its text."""
        for name, value in values.items():
            field = group.fields.get(name)
            if field is None:
                continue
            label = field.label.of(self.lang)
            sheet = where or (label if field.fields and not _is_small(field) else self.of("基本事項", "Basics"))
            if field.many and field.fields:
                for number, row in enumerate(_rows(value), 1):
                    yield from self._told(field, row, label if where else sheet, f"{before or ''}{number} ")
            elif field.fields:
                yield from self._told(
                    field, value, sheet, f"{before}{label}・" if where or _is_small(field) else before
                )
            else:
                words = {choice.id: _worded(choice, self.lang) for choice in field.choices}
                texts = value if isinstance(value, list) else [value]
                yield sheet, f"{before}{label}", _cell_text([words.get(each, each) for each in texts])

    def _about(self) -> None:
        wanted = self.wanted
        sheet = self._sheet(self.of(key.ABOUT, "Edition"), self.of("この様式について", "About this form"), (3, 24, 60))
        rows = (
            (self.of("様式番号", "Form"), wanted.pack),
            (self.of("ルールパックの版", "Edition of the rule pack"), wanted.edition),
            (self.of("作成したプログラム", "Written by"), f"zaitaku-check {wanted.version}"),
        )
        for row, (label, value) in enumerate(rows, 3):
            for at, text in ((2, label), (3, value)):
                cell = sheet.cell(row, at, text)
                cell.border, cell.protection, cell.alignment = _BOX, _LOCKED, _TOP
        self._finish(sheet, 2, 3)


def _path(field: Field) -> str:
    return field.path.replace("[]", "")


def _is_small(field: Field) -> bool:
    leaves = [child for child in field.fields.values() if not child.fields]
    return len(leaves) == len(field.fields) <= _SMALL


def _is_long(field: Field) -> bool:
    return (field.reader == "text" and "\n" in field.example) or len(field.example) > 30


def _rows(value: Any) -> list[Any]:
    return [value] if isinstance(value, Mapping) else list(value) if isinstance(value, list) else []


def _at(row: Any, path: str) -> Any:
    for step in path.split("."):
        row = row.get(step) if isinstance(row, Mapping) else None
    return row


def _cell_text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(str(each).strip() for each in value if not isinstance(each, Mapping))
    return "" if value is None or isinstance(value, Mapping) else str(value).strip("\n")


def _width(field: Field) -> float:
    if field.kind.chosen:
        longest = max((len(choice.mark + choice.label.ja) for choice in field.choices), default=6)
        return min(max(longest * 2 + 3, 12), 26)
    if not field.kind.plain_text:
        return 14
    return 44 if field.name in ("content", "description") else 24 if field.many else 20


def _worded(choice: Choice, lang: str) -> str:
    return choice.mark + choice.label.ja if lang == "ja" else choice.label.en


def _flat(text: str) -> str:
    return " ".join(text.split())


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """Return a name that Excel takes, and that no sheet has yet."""
    plain = _LETTERS.sub("・", name)[:28] or "-"
    number = 2
    found = plain
    while found in taken:
        found, number = f"{plain}{number}", number + 1
    return found


def _fit(sheet: Worksheet, row: int, texts: Sequence[tuple[str, float]], *, least: int = 1) -> None:
    """Make a row as high as its longest text needs in the width of its column."""
    from zaitaku_check.report.cells import width

    lines = max(
        (sum(max(1, -(-width(line) // max(int(room) - 2, 1))) for line in text.split("\n")) for text, room in texts),
        default=1,
    )
    sheet.row_dimensions[row].height = min(max(lines, least) * 18 + 2, 400)
