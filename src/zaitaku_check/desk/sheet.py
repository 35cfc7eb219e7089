"""A plan as an office reads it: a table a section, in the form's order, values in words beside what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from zaitaku_check.pack.wording import in_words
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.report.shown import visible, worded
from zaitaku_check.source.text import Text
from zaitaku_check.source.tree import GROUP, Node
from zaitaku_check.text_forms import folded
from zaitaku_check.text_types import Bilingual

_NAMING = ("item", "name", "subject")
"""Fields by which an element of a list is called."""


class Row(NamedTuple):
    """One value with its label: in words, and `written` as it stands in the plan where that differs."""

    pointer: str
    label: str
    value: str
    written: str = ""


class Block(NamedTuple):
    """A section: rows of single values, or a table with a row for each element of a list, and sections inside it."""

    pointer: str
    heading: str
    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    lines: tuple[tuple[Row | None, ...], ...] = ()
    blocks: tuple[Block, ...] = ()

    def pointers(self) -> Iterator[str]:
        """Yield every place that is shown."""
        yield self.pointer
        yield from (row.pointer for row in self.rows)
        yield from (row.pointer for line in self.lines for row in line if row)
        for block in self.blocks:
            yield from block.pointers()


def blocks_of(plan: Plan, text: Text, lang: str) -> tuple[Block, ...]:
    """Return the sections of a plan; nothing that is written in it is left out."""
    reader = _Reader(text, lang)
    root = plan.root
    if not isinstance(root.value, Group):
        return ()
    whole = reader.group(root, "", Bilingual("基本事項", "Basics").of(lang))
    return (whole._replace(blocks=()), *whole.blocks)


def at_places(blocks: tuple[Block, ...], pointers: Mapping[int, str]) -> dict[str, list[int]]:
    """Return, by the place that is shown, the numbers whose pointers lie there, or nearest below it."""
    places = {place for block in blocks for place in block.pointers()}
    found: dict[str, list[int]] = {}
    for number, pointer in pointers.items():
        place = pointer
        while place and place not in places:
            place = place.rpartition("/")[0]
        found.setdefault(place, []).append(number)
    return found


class _Reader:
    """Puts the cells of one plan into words of one language."""

    def __init__(self, text: Text, lang: str) -> None:
        self.text = text
        self.lang = lang

    def group(self, cell: Cell, pointer: str, heading: str) -> Block:
        """Return a group as a section; what has sections of its own in it comes behind its single values."""
        rows: list[Row] = []
        blocks: list[Block] = []
        for child, place in self._children(cell, pointer):
            label = worded(child.field.label, self.lang)
            if isinstance(child.value, Group):
                inner = self.group(child, place, label)
                if pointer and not inner.blocks and not inner.lines:
                    between = Bilingual("・", ": ").of(self.lang)
                    rows += [row._replace(label=f"{label}{between}{row.label}") for row in inner.rows]
                else:
                    blocks.append(inner)
            elif isinstance(child.value, list) and any(isinstance(each.value, Group) for each in child.value):
                blocks.append(self._list(child, place, label))
            else:
                rows.append(self._row(child, place))
        rows += self._missing(cell, pointer)
        rows += self._remarks(cell, pointer)
        return Block(pointer, heading, tuple(rows), blocks=tuple(blocks))

    def _children(self, cell: Cell, pointer: str) -> list[tuple[Cell, str]]:
        """Return the fields of a group that are there, in the form's order, with their places."""
        assert isinstance(cell.value, Group)  # noqa: S101 - asked before
        order = {name: at for at, name in enumerate(cell.field.fields)}
        cells = sorted(cell.value.cells.items(), key=lambda each: order.get(each[0], len(order)))
        return [(child, f"{pointer}/{name}") for name, child in cells]

    def _list(self, cell: Cell, pointer: str, label: str) -> Block:
        assert isinstance(cell.value, list)  # noqa: S101 - asked before
        elements = [(each, f"{pointer}/{at}") for at, each in enumerate(cell.value)]
        parts = [self.group(each, place, "") for each, place in elements if isinstance(each.value, Group)]
        if len(parts) < len(elements) or any(part.blocks for part in parts):
            return Block(pointer, label, blocks=tuple(map(self._element, elements, range(1, len(elements) + 1))))
        labels = list(dict.fromkeys(row.label for part in parts for row in part.rows))
        lines = tuple(tuple(_named(part, name) for name in labels) for part in parts)
        return Block(pointer, label, columns=tuple(labels), lines=lines)

    def _element(self, element: tuple[Cell, str], number: int) -> Block:
        cell, pointer = element
        if not isinstance(cell.value, Group):
            return Block(pointer, f"{number}", (self._row(cell, pointer),))
        block = self.group(cell, pointer, "")
        inner = {child.field.name: child for child, _place in self._children(cell, pointer)}
        called = next((inner[name] for name in _NAMING if name in inner), None)
        heading = self._value(called) if called is not None else f"{number}"
        mark = next((each.mark for each in called.field.choices if each.id == called.value), "") if called else ""
        return block._replace(heading=f"{mark} {heading}".strip())

    def _row(self, cell: Cell, pointer: str) -> Row:
        value = self._value(cell)
        raw = _lines(cell.raw)
        same = cell.field.kind.plain_text or folded(value) in folded(raw) or isinstance(cell.value, list)
        return Row(pointer, worded(cell.field.label, self.lang), value, "" if same else raw)

    def _value(self, cell: Cell) -> str:
        if isinstance(cell.value, list):
            return Bilingual("、", ", ").of(self.lang).join(map(self._value, cell.value))
        if cell.value is None or not cell.readable:
            return _lines(cell.raw) or Bilingual("（記載なし）", "(empty)").of(self.lang)
        if cell.field.kind.plain_text or isinstance(cell.value, Group):
            return _lines(str(cell.raw or cell.value))
        words = _lines(in_words(cell.value, cell.field).of(self.lang))
        return words + cell.field.unit if isinstance(cell.value, int) and words.isdigit() else words

    def _missing(self, cell: Cell, pointer: str) -> Iterator[Row]:
        """Yield what the form requires and the group lacks."""
        assert isinstance(cell.value, Group)  # noqa: S101 - asked before
        for name in cell.field.fields:
            if name in cell.value.missing and name not in cell.value.cells:
                label = worded(cell.field.fields[name].label, self.lang)
                yield Row(f"{pointer}/{name}", label, Bilingual("（記載なし）", "(not given)").of(self.lang))

    def _remarks(self, cell: Cell, pointer: str) -> Iterator[Row]:
        """Yield what stands in the group under keys that the form has no field for."""
        node = cell.at
        if not isinstance(node, Node) or node.kind != GROUP or not isinstance(cell.value, Group):
            return
        known = {child.key.start for child in cell.value.cells.values() if child.key is not None}
        pairs: Any = node.value
        for key, value in pairs:
            if key.start not in known:
                name = visible(str(key.value))
                said = _lines(self.text.content[value.start : value.end])
                yield Row(f"{pointer}/{key.value}", name, said)


def _named(part: Block, label: str) -> Row | None:
    return next((row for row in part.rows if row.label == label), None)


def _lines(text: str) -> str:
    """Return a text made visible, in the lines in which it is written."""
    return "\n".join(visible(line.rstrip()) for line in text.strip().splitlines())
