"""A filled workbook as the text of the plan that it holds: every line of it knows its cell.

Rows and columns are found by hidden keys, so rows may move, come and go: in the first column of a sheet stands the path
of the row's field (`applicant.name`); a path that ends in `[]` heads a table, and the cells beside it name the fields
of its columns. Where the first column is gone, names of cells (`applicant.name`) say the same, and where those are
gone, too, the labels that everybody sees: of a field in front of it, of a table the headings of its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from zaitaku_check.plan.field import Field, Form
from zaitaku_check.plan.keys import names_of
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.text import CellAt, Text
from zaitaku_check.source.yaml_text import scalar
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual, Span
from zaitaku_check.workbook.opening import Book, Cell, Refused, Sheet, open_book
from zaitaku_check.workbook.values import as_text

KEYS: Final = 1
"""The column of keys."""
LABEL_ROW: Final = "#"
"""The key of a row that is there to be looked at."""
OFFERED: Final = "?"
"""The key of a row whose item is offered: it counts when anything else is filled in."""
MARKER: Final = "zaitaku-check"
NUMBER: Final = "@no"
PARENT: Final = "@of"
NEED: Final = "@need"
"""The column that says whether an item has to be there."""
ALONE: Final = "@"
"""The column of an element that is one text instead of its fields."""
VALUE: Final = "@value"
CHOICES: Final = "選択肢"
EXAMPLE: Final = "記入例"
GUIDE: Final = "記入要領"
ABOUT: Final = "版"
FINDINGS: Final = "指摘"
OWN_SHEETS: Final = frozenset(
    {CHOICES, EXAMPLE, GUIDE, ABOUT, FINDINGS, "Choices", "Example", "How to fill in", "Edition", "Findings"}
)
NEEDS: Final = {
    "required": Bilingual("必須", "Required"),
    "expected": Bilingual("要記入", "Expected"),
    "optional": Bilingual("任意", "Optional"),
}
"""How the form says whether something must be filled in."""
NUMBERED: Final = Bilingual("番号", "No.")
NEEDED: Final = Bilingual("区分", "Need")
FORM: Final = "zaitaku-check-form"
LANG: Final = "zaitaku-check-lang"
EDITION: Final = "zaitaku-check-edition"
_HEADING: Final = ("記入欄", "Entry")
_NEED_WORDS: Final = frozenset(word for each in NEEDS.values() for word in each)
_INDENT: Final = "  "


class _Entry:
    """One group, field or element of the plan as the workbook has it."""

    __slots__ = ("children", "place", "rows", "text", "trouble")

    def __init__(self, place: CellAt | None = None, text: str = "", trouble: str = "") -> None:
        self.place = place
        self.text = text
        self.trouble = trouble
        self.children: dict[str, _Entry] = {}
        self.rows: list[_Entry] = []

    def is_filled(self) -> bool:
        """Say whether anything stands in it."""
        return bool(self.text or any(child.is_filled() for child in (*self.children.values(), *self.rows)))


class _Loose(NamedTuple):
    """Something that stands where the form has no place for it."""

    variant: str
    place: CellAt
    text: str
    rule: str = "Y023"


def decoded(path: str, data: bytes, form_of: Callable[[str], Form]) -> tuple[Text | None, tuple[Complaint, ...]]:
    """Return what `transcript` does, and what cannot be read as a complaint."""
    try:
        if path.replace("\\", "/").rpartition("/")[2].startswith("~$"):
            raise Refused("lock")  # noqa: TRY301 - one way out for all that is refused
        return transcript(data, form_of)
    except Refused as refused:
        variant = "" if refused.variant == "damaged" else refused.variant
        return None, (Complaint("Y022", Span(0, 0), variant=variant),)


def transcript(data: bytes, form_of: Callable[[str], Form]) -> tuple[Text, tuple[Complaint, ...]]:
    """Return the plan that a workbook holds as YAML, its lines with their cells; raises opening.Refused.

    `form_of` returns the form of a pack, of the usual one where there is no such pack.
    """
    book = open_book(data)
    form = form_of(book.about.get(FORM, ""))
    reader = _Reader(book, form)
    root = reader.root()
    return _Scribe(book.about.get(LANG, "ja"), form).written(root, reader)


def columns_of(table: Field, before: str = "") -> Iterator[tuple[str, Field]]:
    """Yield the columns of a table: a group inside an element has one for each of its fields."""
    for child in table.fields.values():
        if child.fields and not child.many:
            yield from columns_of(child, f"{before}{child.name}.")
        else:
            yield before + child.name, child


def heading_of(table: Field, path: str, lang: str) -> str:
    """Return the heading of a column: the labels of its path."""
    labels, here = [], table
    for step in path.split("."):
        here = here.fields[step]
        labels.append(here.label.of(lang))
    return Bilingual("・", ": ").of(lang).join(labels)


def parent_heading(outer: Field, lang: str) -> str:
    """Return the heading of the column that names the row of another table."""
    return Bilingual(f"{outer.label.ja}の番号", f"No. of {outer.label.en}").of(lang)


class _Reader:
    """Gathers the entries of one workbook."""

    def __init__(self, book: Book, form: Form) -> None:
        self._book = book
        self._form = form
        self.loose: list[_Loose] = []
        self.homes: dict[str, CellAt] = {}
        """The cell in which each field is to be filled in, by path without `[]`."""
        self._columns: dict[str, dict[int, str]] = {}
        self._numbered: dict[tuple[str, str], _Entry] = {}
        self._waiting: list[tuple[str, str, _Entry]] = []
        self._root = _Entry()

    def root(self) -> _Entry:
        """Return the whole plan; raises Refused where no sheet is one of the form's."""
        keyed = {sheet.name: _keys(sheet, self._book, self._form.root) for sheet in self._book.sheets}
        known = {path for keys in keyed.values() for path in _paths(keys)}
        for sheet in self._book.sheets:
            if sheet.name not in OWN_SHEETS and not _paths(keyed[sheet.name]):
                found = self._keys_by_labels(sheet)
                keyed[sheet.name] |= {} if _paths(found) & known else found
        if not any(map(_paths, keyed.values())):
            raise Refused("report" if self._book.about["creator"] == MARKER else "other")
        taken: set[str] = set()
        for sheet in self._book.sheets:
            paths = _paths(keyed[sheet.name])
            if paths and paths <= taken:
                self._told(sheet, "copy", "Y023")
            elif paths:
                self._sheet(sheet, keyed[sheet.name])
            elif sheet.name not in OWN_SHEETS and sheet.cells:
                self._told(sheet, "sheet")
            taken |= paths
        self._attach()
        self._of_book({path for path in taken if _field(self._form.root, path) is None})
        return self._root

    def _keys_by_labels(self, sheet: Sheet) -> dict[int, str]:
        """Return the keys of a sheet that has lost them, from what everybody sees."""
        table = _table_by_labels(sheet, self._form.root)
        if table is None:
            return _keys_by_labels(sheet, self._form.root)
        field, row, columns = table
        self._columns[sheet.name] = columns
        keys = dict.fromkeys(range(1, row + 1), LABEL_ROW) | {row - 1: f"{field.path}[]"}
        below = {str(cell.value) for (at, column), cell in sheet.cells.items() if at == row + 1 and column in columns}
        return keys | ({row + 1: LABEL_ROW} if below and below <= _NEED_WORDS else {})

    def _of_book(self, gone: set[str]) -> None:
        first = CellAt(self._book.sheets[0].name, "A1")
        if gone:
            self.loose.append(_Loose("edition", first, min(gone).replace("[]", ""), "Y024"))
        if self._book.macros:
            self.loose.append(_Loose("macros", first, "", "Y024"))
        lost = [name for name in self._book.broken if not self._has(name)]
        self.loose.extend(_Loose("name", first, name) for name in lost)

    def _has(self, path: str) -> bool:
        entry: _Entry | None = self._root
        for step in path.split("."):
            entry = entry.children.get(step) if entry else None
        return entry is not None

    def _told(self, sheet: Sheet, variant: str, rule: str = "Y024") -> None:
        at = min(sheet.cells)
        self.loose.append(_Loose(variant, CellAt(sheet.name, _name(at)), "", rule))

    def _sheet(self, sheet: Sheet, keys: dict[int, str]) -> None:
        """Take what stands on one sheet."""
        if sheet.hidden:
            self._told(sheet, "hidden")
        swallowed = _swallowed(sheet)
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            rows.setdefault(row, {})[column] = cell
        value_at = next((at for at, cell in rows.get(1, {}).items() if cell.value == VALUE), 0) or _value_column(rows)
        table, columns = "", dict[int, str]()
        visible = self._columns.get(sheet.name)
        for row in sorted(rows.keys() | keys.keys()):
            key, cells = keys.get(row, ""), rows.get(row, {})
            if key.endswith("[]"):
                table = key
                columns = visible or {
                    at: str(cell.value) for at, cell in cells.items() if at != KEYS and cell.value is not None
                }
                if key.count("[]") == 1:
                    home = self._entry(key.removesuffix("[]"))
                    home.place = home.place or CellAt(sheet.name, _name((row + 3, min(columns, default=KEYS + 1))))
                    self.homes[key.removesuffix("[]")] = home.place
            elif key in ("", OFFERED) and table:
                self._row(sheet, row, cells, (table, columns), offered=key == OFFERED or columns is visible)
                self.loose.extend(
                    _Loose("merged", CellAt(sheet.name, _name((row, at))), swallowed[row, at])
                    for at in cells
                    if (row, at) in swallowed and not columns.get(at, "@").startswith("@")
                )
            elif key in ("", MARKER, LABEL_ROW):
                if not key:
                    self._strays(sheet, row, {at: cell for at, cell in cells.items() if at == value_at})
            else:
                table = ""
                self._leaf(sheet, (row, value_at), cells.get(value_at), key, swallowed)

    def _leaf(
        self, sheet: Sheet, at: tuple[int, int], cell: Cell | None, path: str, swallowed: dict[tuple[int, int], str]
    ) -> None:
        field = _field(self._form.root, path)
        place = CellAt(sheet.name, _name(at))
        entry = self._entry(path)
        text = self._text(cell, field, entry)
        if entry.text and text:
            self.loose.append(_Loose("twice", place, text))
            return
        entry.place, entry.text = place, text
        self.homes[path] = place
        if field is not None and field.fields and not text:
            entry.place = CellAt(sheet.name, _name((at[0], KEYS + 1)))  # the group's label
        if text and at[0] in sheet.hidden_rows:
            self.loose.append(_Loose("hidden_row", place, text, "Y024"))
        if at in swallowed:
            self.loose.append(_Loose("merged", place, swallowed[at]))

    def _text(self, cell: Cell | None, field: Field | None, entry: _Entry) -> str:
        if cell is None:
            return ""
        entry.trouble = cell.trouble
        return as_text(cell.value, cell.number_format, field, self._book.epoch)

    def _entry(self, path: str) -> _Entry:
        entry = self._root
        for step in path.split("."):
            entry = entry.children.setdefault(step, _Entry())
        return entry

    def _row(
        self,
        sheet: Sheet,
        row: int,
        cells: dict[int, Cell],
        table: tuple[str, dict[int, str]],
        *,
        offered: bool,
    ) -> None:
        """Take one row of a table; one in which nothing is filled in but what the form wrote there is none."""
        path, columns = table
        parts = path.removesuffix("[]").split("[].")
        field = _field(self._form.root, path.removesuffix("[]"))
        element = _Entry()
        number = parent = ""
        for at, name in columns.items():
            cell = cells.get(at)
            if name == NEED:
                continue
            if name in {NUMBER, PARENT}:
                cell = cell or sheet.cells.get(_merged_from(sheet, (row, at)))
                said = as_text(cell.value, cell.number_format, None, self._book.epoch) if cell else ""
                number, parent = (said, parent) if name == NUMBER else (number, plain(said))
            else:
                self._put(element, name, CellAt(sheet.name, _name((row, at))), cell, field)
        self._strays(sheet, row, {at: cell for at, cell in cells.items() if at != KEYS and at not in columns})
        filled = [name for name, child in element.children.items() if child.is_filled()]
        offer = next((name for name in columns.values() if not name.startswith("@")), "") if offered else ""
        if not [name for name in filled if name != offer]:
            return
        first = next(iter(element.children.values()))
        element.place = first.place
        if len(parts) == 1:
            self._entry(parts[0]).rows.append(element)
        else:
            self._waiting.append((path, parent, element))
        if number:
            self._numbered.setdefault((path.removesuffix("[]"), plain(number)), element)

    def _put(self, element: _Entry, name: str, place: CellAt, cell: Cell | None, field: Field | None) -> None:
        entry = element
        for step in name.split("."):
            entry = entry.children.setdefault(step, _Entry(place))
            field = field.fields.get(step) if field else None
        entry.place = place
        entry.text = self._text(cell, field, entry)

    def _strays(self, sheet: Sheet, row: int, cells: dict[int, Cell]) -> None:
        for at, cell in cells.items():
            text = as_text(cell.value, cell.number_format, None, self._book.epoch)
            if text and text not in (VALUE, *_HEADING):
                self.loose.append(_Loose("outside", CellAt(sheet.name, _name((row, at))), text))

    def _attach(self) -> None:
        """Give the rows of inner tables to the rows that they name."""
        told: set[str] = set()
        for path, number, element in self._waiting:
            outer, _, name = path.removesuffix("[]").rpartition("[].")
            home = self._numbered.get((outer, number))
            only = [each for (at, _number), each in self._numbered.items() if at == outer]
            if home is None and not number and len(only) == 1:
                home = only[0]
            if home is not None:
                home.children.setdefault(name, _Entry(element.place)).rows.append(element)
                continue
            field, place = _field(self._form.root, outer), element.place or CellAt("", "")
            label = field.label.ja if field else outer
            if only:
                text = " / ".join(child.text for child in element.children.values() if child.text)
                self.loose.append(_Loose("orphan", place, f"{label} {number}".strip() + f": {text}"))
            elif path not in told:
                self.loose.append(_Loose("lost", place, label))
                told.add(path)


def _name(at: tuple[int, int]) -> str:
    """Return a cell as Excel names it: (7, 3) → C7."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(at[1])}{at[0]}"


def _field(root: Field, path: str) -> Field | None:
    field: Field | None = root
    for step in path.replace("[]", "").split("."):
        field = field.fields.get(step) if field else None
    return field


def _keys(sheet: Sheet, book: Book, root: Field) -> dict[int, str]:
    """Return the keys of a sheet's rows: those of its first column, else by the names of cells."""
    by_names = {row: name for name, (on, row, _column) in book.names.items() if on == sheet.name and "[" not in name}
    column = {row: str(cell.value) for (row, at), cell in sheet.cells.items() if at == KEYS}
    marked = column.get(1) == MARKER or (
        len(column) > 1 and all(key in (LABEL_ROW, OFFERED) or _field(root, key) for key in column.values())
    )
    return {**(by_names if marked or len(by_names) > 1 else {}), **(column if marked else {})}


def _paths(keys: dict[int, str]) -> set[str]:
    """Return the fields and tables that keys name."""
    return {key for key in keys.values() if key not in (MARKER, LABEL_ROW, OFFERED)}


def _merged_from(sheet: Sheet, at: tuple[int, int]) -> tuple[int, int]:
    """Return the cell that shows its value in a cell that was merged with it."""
    row, column = at
    return next(
        ((top, left) for top, left, bottom, right in sheet.merged if top <= row <= bottom and left <= column <= right),
        at,
    )


def _tables(group: Field, outer: Field | None = None) -> Iterator[tuple[Field, Field | None]]:
    """Yield the lists of groups, each with the list whose rows its own belong to."""
    for field in group.fields.values():
        is_table = bool(field.many and field.fields)
        if is_table:
            yield field, outer
        yield from _tables(field, field if is_table else outer)


def _table_by_labels(sheet: Sheet, root: Field) -> tuple[Field, int, dict[int, str]] | None:
    """Return the table whose headings stand on a sheet, their row, and the field of each column."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if isinstance(cell.value, str):
            rows.setdefault(row, {})[column] = plain(cell.value)
    found = [
        (len(fields), plain(sheet.name) in map(plain, names_of(field)), row, field, columns)
        for field, outer in _tables(root)
        for row, words in rows.items()
        if (
            columns := {
                at: names[word] for names in [_headings(field, outer)] for at, word in words.items() if word in names
            }
        )
        and len(fields := [name for name in columns.values() if not name.startswith("@")]) > 1
    ]
    if not found:
        return None
    _most, _named_so, row, field, columns = max(found, key=lambda each: each[:3])
    return field, row, columns


def _headings(table: Field, outer: Field | None) -> dict[str, str]:
    """Return what the headings of a table's columns mean."""
    found: dict[str, str] = {}
    for lang in ("ja", "en"):
        found |= {plain(NUMBERED.of(lang)): NUMBER, plain(NEEDED.of(lang)): NEED}
        found |= {plain(parent_heading(outer, lang)): PARENT} if outer else {}
        found |= {plain(heading_of(table, path, lang)): path for path, _field in columns_of(table)}
    return found


def _keys_by_labels(sheet: Sheet, root: Field) -> dict[int, str]:
    """Return the keys that the visible labels of a sheet stand for: a row a field, below the label of its group."""
    within = [root, *([own] if (own := _named(root, plain(sheet.name))) is not None and not own.many else [])]
    keys: dict[int, str] = {}
    for (row, _column), cell in sorted(sheet.cells.items()):
        word = plain(str(cell.value)) if isinstance(cell.value, str) else ""
        if not word or row in keys:
            continue
        depth, found = next(
            ((at, field) for at in range(len(within) - 1, -1, -1) if (field := _named(within[at], word))), (0, None)
        )
        if found is not None and not (found.many and found.fields):
            keys[row] = found.path
            within = [*within[: depth + 1], *([found] if found.fields else [])]
    return keys if len(keys) > 2 else {}


def _named(group: Field, word: str) -> Field | None:
    """Return the field of a group that a label names."""
    return next((field for field in group.fields.values() if word in map(plain, names_of(field))), None)


def _value_column(rows: dict[int, dict[int, Cell]]) -> int:
    """Return the column under the heading of entries, else the fourth."""
    heads = (at for cells in rows.values() for at, cell in cells.items() if cell.value in _HEADING)
    return next(heads, 4)


def _swallowed(sheet: Sheet) -> dict[tuple[int, int], str]:
    """Return the cells that were merged with others, downwards, each with the stretch."""
    return {
        (top, left): f"{_name((top, left))}:{_name((bottom, right))}"
        for top, left, bottom, right in sheet.merged
        if bottom > top
    }


class _Scribe:
    """Writes entries as YAML, and remembers the cell of every line."""

    def __init__(self, lang: str, form: Form) -> None:
        self._lang = lang
        self._form = form
        self._lines: list[str] = []
        self._cells: list[CellAt | None] = []
        self._troubles: list[tuple[int, str, str]] = []

    def written(self, root: _Entry, reader: _Reader) -> tuple[Text, tuple[Complaint, ...]]:
        """Return the text, and what is to be said of cells; what has no place in the form stands at its end."""
        loose = reader.loose
        self._group(self._form.root, root, "")
        notes = [(len(self._lines) + number, each) for number, each in enumerate(loose)]
        for each in loose:
            said = " ".join(f"「{each.place.sheet}」!{each.place.cell} {each.text}".split())
            self._line("# " + "".join(sign if sign.isprintable() else " " for sign in said), each.place)
        text = Text("\n".join(self._lines) + "\n", "xlsx", tuple(self._cells), reader.homes)
        complaints = [_said(text, line, each.rule, each.variant, each) for line, each in notes]
        complaints += [
            _said(text, line, "Y023", variant, _Loose(variant, self._cells[line] or CellAt("", ""), shown))
            for line, variant, shown in self._troubles
        ]
        return text, tuple(complaints)

    def _line(self, line: str, cell: CellAt | None) -> None:
        self._lines.append(line)
        self._cells.append(cell)

    def _key(self, field: Field | None, name: str) -> str:
        return scalar(field.label.ja if self._lang == "ja" else field.name) if field else scalar(name)

    def _group(self, group: Field | None, entry: _Entry, pad: str) -> None:
        fields = group.fields if group else {}
        order = [*(name for name in fields if name in entry.children), *(n for n in entry.children if n not in fields)]
        for name in order:
            self._field(fields.get(name), name, entry.children[name], pad)

    def _field(self, field: Field | None, name: str, entry: _Entry, pad: str) -> None:
        key = f"{pad}{self._key(field, name)}:"
        if entry.trouble:
            self._troubles.append((len(self._lines), entry.trouble, entry.text))
        if entry.text:
            self._leaf(key, field, entry, pad)
        elif entry.rows:
            self._line(key, entry.place)
            for row in entry.rows:
                self._element(field, row, pad + _INDENT)
        elif any(child.is_filled() for child in entry.children.values()) or (_asks(field) and entry.children):
            self._line(key, entry.place or next(_places(entry), None))
            self._group(field, entry, pad + _INDENT)
        elif field is not None and field.required:
            self._line(key, entry.place)

    def _element(self, field: Field | None, row: _Entry, pad: str) -> None:
        alone = row.children.get(ALONE)
        if alone is not None and alone.text:
            self._line(f"{pad}- {scalar(alone.text)}", alone.place)
            return
        first = len(self._lines)
        row.children.pop(ALONE, None)
        self._group(field, row, pad + _INDENT)
        self._lines[first] = f"{pad}- {self._lines[first].lstrip()}"

    def _leaf(self, key: str, field: Field | None, entry: _Entry, pad: str) -> None:
        lines = [line.strip() for line in entry.text.split("\n") if line.strip()]
        if field is not None and field.many and not field.fields and len(lines) > 1:
            self._line(key, entry.place)
            for line in lines:
                self._line(f"{pad}{_INDENT}- {scalar(line)}", entry.place)
        elif "\n" in entry.text and entry.text.replace("\n", "").isprintable():
            self._line(f"{key} |", entry.place)
            for line in entry.text.split("\n"):
                self._line(f"{pad}{_INDENT}{line}".rstrip(" "), entry.place)
        else:
            self._line(f"{key} {scalar(entry.text)}", entry.place)


def _places(entry: _Entry) -> Iterator[CellAt]:
    """Yield the cells below an entry that has none of its own."""
    for child in (*entry.children.values(), *entry.rows):
        if child.place is not None:
            yield child.place
        yield from _places(child)


def _asks(field: Field | None) -> bool:
    """Say whether a group must be there and has fields that must: each of them is then said to be empty."""
    return field is not None and field.required and any(child.required for child in field.fields.values())


def _said(text: Text, line: int, rule: str, variant: str, loose: _Loose) -> Complaint:
    start = text.offset(line + 1, 1)
    args = (("value", loose.text), ("sheet", loose.place.sheet), ("cell", loose.place.cell))
    return Complaint(rule, Span(start, start + len(text.line(line + 1))), args, variant=variant, value=loose.text)
