"""What a pack wants shown of every plan: a few facts, and the matrix of items."""

from __future__ import annotations

from collections.abc import Sequence

from zaitaku_check.pack.paths import Found, elements, finder, parse_path
from zaitaku_check.pack.rule import Pack
from zaitaku_check.pack.wording import in_words
from zaitaku_check.plan.field import Field, field_at
from zaitaku_check.plan.plan import Plan
from zaitaku_check.report.model import Fact, Item
from zaitaku_check.text_types import Bilingual


def facts_of(plan: Plan, pack: Pack) -> tuple[Fact, ...]:
    """Return the pack's `overview` values that the plan has, in the pack's order."""
    facts = []
    for text in pack.meta.get("overview", ()):
        found = finder(parse_path(text))((plan.root,))
        field = field_at(pack.form, text)
        if found.cells and field is not None:
            cell = found.cells[0]
            yen = cell.value if field.kind.currency and isinstance(cell.value, int) else None
            facts.append(Fact(text, _label(pack, text, field), str(cell.value), in_words(cell.value, field), yen))
    return tuple(facts)


def _label(pack: Pack, path: str, field: Field) -> Bilingual:
    """Return a field's label; the group's where the field is its first, a name or an amount.

    So the columns say 「申請者」 and 「所要額」, not 「名称」 and 「合計」.
    """
    group = field_at(pack.form, path.rpartition(".")[0])
    if group is None or not group.path or not (field.kind.plain_text or field.kind.currency):
        return field.label
    return group.label if next(iter(group.fields)) == field.name else field.label


def items_of(plan: Plan, pack: Pack) -> tuple[Item, ...]:
    """Return the matrix of items in the order of the form's choices; `present` None where it cannot be told."""
    matrix = pack.meta.get("matrix")
    if not matrix:
        return ()
    held, unknown = _held(plan, matrix["in"], matrix["by"])
    field = field_at(pack.form, f"{matrix['in']}.{matrix['by']}")
    mandatory: Sequence[str] = matrix.get("mandatory", ())
    return tuple(
        Item(
            id=choice.id,
            label=choice.label,
            mark=choice.mark,
            mandatory=choice.id in mandatory,
            present=True if choice.id in held else None if unknown else False,
        )
        for choice in (field.choices if field else ())
    )


def _held(plan: Plan, path: str, by: str) -> tuple[set[object], bool]:
    every = elements(finder(parse_path(path))((plan.root,)))
    values: list[Found] = [elements(finder(parse_path(f".{by}"))((plan.root, cell))) for cell in every.cells]
    held: set[object] = {cell.value for found in values for cell in found.cells}
    return held, every.unknown or any(found.unknown for found in values)
