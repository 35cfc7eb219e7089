"""Why a rule had its outcome on a plan: what it looked at, with places and values."""

from __future__ import annotations

from collections.abc import Mapping

from zaitaku_check.engine.findings import Scene, locate, place_of
from zaitaku_check.pack.context import Trace
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, Spot
from zaitaku_check.pack.paths import Found
from zaitaku_check.pack.rule import Judged, Rule
from zaitaku_check.plan.field import Field, field_at
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.report.model import Evidence, EvidenceItem, Place
from zaitaku_check.text_types import Bilingual

MOST = 40
"""Values kept for one rule; the rest is counted by the last line."""

_ABSENT = Bilingual("記載がないため、このルールは当てはまりません。", "not in the plan, so the rule does not apply")
_OTHER_CASE = Bilingual("このルールが対象とする場合に当たりません。", "the plan is not a case the rule is for")


def evidence_of(
    scene: Scene, cells: Mapping[int, str], trace: Trace, judged: Mapping[str, tuple[Rule, Judged]], rule: Rule
) -> Evidence:
    """Return the evidence of the rule judged last; `judged` holds it and the rules of this plan judged before it.

    `cells` are the pointers of the plan's cells, found once for all rules.
    """
    failed = frozenset(name for name, (_rule, each) in judged.items() if each.outcome == "fail" and name != rule.id)
    mine = judged[rule.id][1]
    return Evidence(rule.id, mine.outcome, _looks(scene, cells, trace), _reason(rule, mine, trace, failed))


def _looks(scene: Scene, cells: Mapping[int, str], trace: Trace) -> tuple[EvidenceItem, ...]:
    seen: dict[tuple[int, str], EvidenceItem] = {}
    for field, found in trace:
        for cell in found.cells:
            for each in _leaves(cell):
                seen.setdefault((id(each), ""), _look(scene, field, each, cells))
        if not found.cells and not found.unknown:
            seen.setdefault((0, field.path), EvidenceItem(Place(scene.path), _label(scene, field), ""))
    looks = list(seen.values())
    if len(looks) > MOST:
        rest = len(looks) - MOST
        looks = [*looks[:MOST], EvidenceItem(Place(scene.path), Bilingual(f"ほか{rest}件", f"and {rest} more"), "")]
    return tuple(looks)


def _leaves(cell: Cell) -> list[Cell]:
    """Return the values to show for a cell: the elements of a list of values, a list of groups as itself."""
    if type(cell.value) is list and cell.value and not any(type(each.value) is Group for each in cell.value):
        return cell.value
    return [cell]


def _look(scene: Scene, field: Field, cell: Cell, cells: Mapping[int, str]) -> EvidenceItem:
    span, pointer = locate(Spot(cell, key=type(cell.value) in (list, Group)), cells)
    label = _label(scene, field)
    label, value = _counted(label, cell) if type(cell.value) is list else (label, _written(cell))
    return EvidenceItem(place_of(scene, span, pointer), label, value)


def _label(scene: Scene, field: Field) -> Bilingual:
    """Return the label of a field with that of its group, without which 開始 says little; those of lists go without."""
    above = field.path.rpartition(".")[0]
    nested = scene.plan is not None and above and not above.endswith("[]")
    group = field_at(scene.plan.form, above) if scene.plan and nested else None
    if group is None:
        return field.label
    return Bilingual(f"{group.label.ja}の{field.label.ja}", f"{group.label.en}: {field.label.en}")


def _counted(label: Bilingual, cell: Cell) -> tuple[Bilingual, str]:
    """Return the label of a list with its number of elements; the elements themselves are looked at one by one."""
    number = len(cell.value) if type(cell.value) is list else 0
    return Bilingual(f"{label.ja}（{number}件）", f"{label.en} ({number})"), ""


def _written(cell: Cell) -> str:
    if type(cell.value) is Group:
        return _written_group(cell.value)
    return cell.raw


def _written_group(group: Group) -> str:
    named = [group.cells[name].raw for name in ("item", "name", "subject") if name in group.cells]
    return named[0] if named else ""


def _reason(rule: Rule, judged: Judged, trace: Trace, failed: frozenset[str]) -> Bilingual:
    if judged.outcome == NOT_APPLICABLE:
        first = next((need for need in rule.needs if need in failed), None)
        if first is not None:
            return Bilingual(f"{first}に指摘があるため判定しません。", f"not judged because {first} failed")
        return _ABSENT if "when" not in rule.body else _OTHER_CASE
    if judged.outcome == CANNOT_TELL:
        return _unreadable(trace)
    return Bilingual("", "")


def _unreadable(trace: Trace) -> Bilingual:
    fields = {field.path: field for field, found in trace if _lost(found)}
    if not fields:
        return Bilingual("年度が分からないため判定できません。", "it depends on the fiscal year, which is not known")
    ja = "、".join(field.label.ja for field in fields.values())
    en = ", ".join(field.label.en for field in fields.values())
    return Bilingual(
        f"次の項目を読み取れないため判定できません: {ja}", f"cannot be told because these cannot be read: {en}"
    )


def _lost(found: Found) -> bool:
    return found.unknown or any(
        type(cell.value) is list and not all(each.readable for each in cell.value) for cell in found.cells
    )
