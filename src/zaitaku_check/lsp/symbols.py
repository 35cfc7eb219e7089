"""The outline of a plan as it is being typed: its keys, one below the other, read from the lines alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import DocumentSymbol, Range, SymbolKind

from zaitaku_check.lsp.completion import lines_of
from zaitaku_check.lsp.position import Units
from zaitaku_check.lsp.where import Key, key_on
from zaitaku_check.report.shown import shown


def outline(units: Units, lang: str) -> list[DocumentSymbol]:
    """Return the keys of a text as a tree: name, value on the same line, and the lines that belong to each."""
    lines = lines_of(units.text)
    top: list[DocumentSymbol] = []
    above: list[tuple[int, DocumentSymbol]] = []
    for row, key in _keys(lines):
        _close(above, key.lead, units, lines, row)
        symbol = _symbol(key, units, lines, row, lang)
        (above[-1][1].children if above else top).append(symbol)  # type: ignore[union-attr]  # made with a list
        above.append((key.lead, symbol))
    _close(above, 0, units, lines, len(lines))
    return top


def _keys(lines: Sequence[str]) -> Iterator[tuple[int, Key]]:
    """Yield the lines that begin with a key; those of a text of several lines (`|`) are none."""
    around: int | None = None
    for row, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if around is not None and (not line.strip() or indent > around):
            continue
        around = None
        if key := key_on(line):
            yield row, key
            around = indent if key.rest.lstrip().startswith(("|", ">")) else None


def _close(above: list[tuple[int, DocumentSymbol]], lead: int, units: Units, lines: Sequence[str], row: int) -> None:
    """End the keys that a key at a column is not part of, on the last line before it where something stands."""
    last = next((each for each in range(row - 1, -1, -1) if lines[each].strip()), 0)
    while above and above[-1][0] >= lead:
        symbol = above.pop()[1]
        symbol.range = Range(symbol.range.start, units.position(last + 1, len(lines[last]) + 1))


def _symbol(key: Key, units: Units, lines: Sequence[str], row: int, lang: str) -> DocumentSymbol:
    line = Range(units.position(row + 1, key.lead + 1), units.position(row + 1, len(lines[row]) + 1))
    value = key.rest.strip()
    kind = SymbolKind.Field if value else SymbolKind.Object
    return DocumentSymbol(shown(key.name, 60, lang), kind, line, line, shown(value, 60, lang), children=[])
