"""What may be written next: the keys of the group, or the choices of the field, in the plan's own language."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import CompletionItem, CompletionItemKind, MarkupContent, MarkupKind, Position, Range, TextEdit

from zaitaku_check.lsp.page import choice_text, field_page
from zaitaku_check.lsp.position import Units
from zaitaku_check.lsp.where import Where, field_of, where
from zaitaku_check.plan.field import Field
from zaitaku_check.report.shown import worded
from zaitaku_check.source.text import Text


def completions(root: Field, units: Units, position: Position, lang: str) -> list[CompletionItem]:
    """Return what may stand at a position of a text, the most usual order first."""
    lines = lines_of(units.text)
    if position.line >= len(lines):
        return []
    at = where(lines, position.line, units.column(position))
    if at is None:
        return []
    japanese = writes_japanese(lines, lang)
    here = Range(units.position(position.line + 1, at.start + 1), position)
    return [_placed(item, here, order) for order, item in enumerate(_offers(root, at, lang, japanese=japanese))]


def lines_of(text: Text) -> list[str]:
    """Return the lines of a text without their ends."""
    return [text.line(number) for number in range(1, text.line_column(len(text.content))[0] + 1)]


def writes_japanese(lines: list[str], lang: str) -> bool:
    """Say whether a plan's keys are Japanese: by the first line that has one, else by the reader's language."""
    first = next((line for line in lines if line[:1].isalpha()), "")
    return not first[0].isascii() if first else lang == "ja"


def _offers(root: Field, at: Where, lang: str, *, japanese: bool) -> Iterator[CompletionItem]:
    around = field_of(root, at.path)
    if at.key is not None:
        field = field_of(root, (*at.path, at.key))
    elif around is not None and around.is_group:
        yield from _keys(around, at, lang, japanese=japanese)
        return
    else:
        field = around
    if field is not None:
        yield from _values(field, lang, japanese=japanese)


def _keys(group: Field, at: Where, lang: str, *, japanese: bool) -> Iterator[CompletionItem]:
    taken = {id(field_of(group, (name,))) for name in at.beside}
    for field in group.fields.values():
        if id(field) not in taken:
            yield CompletionItem(
                label=field.label.ja if japanese else field.name,
                insert_text=(field.label.ja if japanese else field.name) + (":" if field.is_group else ": "),
                kind=CompletionItemKind.Field,
                detail=field.name if japanese else field.label.ja,
                documentation=MarkupContent(MarkupKind.Markdown, field_page(field, lang)),
            )


def _values(field: Field, lang: str, *, japanese: bool) -> Iterator[CompletionItem]:
    for choice in field.choices:
        yield CompletionItem(
            label=choice_text(choice, japanese=japanese),
            kind=CompletionItemKind.EnumMember,
            detail=choice.id if japanese else worded(choice.label, lang),
        )
    for word in field.kind.words:
        yield CompletionItem(label=word.ja if japanese else word.en, kind=CompletionItemKind.Value)


def _placed(item: CompletionItem, here: Range, order: int) -> CompletionItem:
    """Let an item replace the word being typed, and stand in the form's order; Japanese is not sorted by its code."""
    item.text_edit = TextEdit(here, item.insert_text or item.label)
    item.sort_text = f"{order:04}"
    return item
