"""A plan whose structure is damaged where nobody can tell how: what may have lost an element is not judged.

The entries of the plan's top level in which the damage lies, and the one before a line that has come out of it, count
as unreadable: rules on them cannot tell. Whatever else reading has to say of what is missing there is a consequence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from zaitaku_check.engine.choosing import Reading
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.tree import Node
from zaitaku_check.text_types import Span
from zaitaku_check.typed import cast

_MISPLACED = frozenset({"indent", "indent_either", "indent_or_stray", "colon_or_indent", "list_entry"})
"""Variants of Y003 that say the same of several lines where one line is out of step."""
_TRIGGERS = frozenset({*_MISPLACED, "stray"})
_MOVING = frozenset({*_TRIGGERS, "unindented", "no_colon", "no_bullet", "joined"})
"""Variants of Y003 whose mends would change the structure."""
_CONSEQUENCES = frozenset({"F002", "F003", "Y004"})
ELSEWHERE = "elsewhere"


def without_damaged(content: str, reading: Reading) -> Reading:
    """Return a reading in which nothing is concluded from the entries that may have lost a line."""
    plan, root = reading.plan, reading.tree.root
    if plan is None or root is None:
        return reading
    entries = list(_entries(root, len(content)))
    damage = [each for each in reading.tree.complaints if _is_damage(each)]
    damage += [each for each in plan.complaints if _is_elsewhere(each, entries) and (damage or each.rule == "F001")]
    hit = sorted({number for each in damage for number in _hit(each, entries)})
    regions = [entries[number][1] for number in hit]
    if not regions:
        return reading
    kept = [each for each in plan.complaints if not (_is_consequence(each, damage) and _inside(each, regions))]
    said = tuple(_without_mend(each, regions) for each in _one_a_region(reading.tree.complaints, regions))
    text = "".join(content[each.start : each.end] for each in regions)
    return reading._replace(
        tree=reading.tree._replace(complaints=said),
        plan=_doubted(plan, regions, text, kept),
    )


def agreed(plan: Plan, others: Sequence[Plan]) -> Plan:
    """Return a plan in which only that counts as read in which all readings of it agree."""
    return plan._replace(root=_agreed(plan.root, [each.root for each in others]))


def _agreed(cell: Cell, others: list[Cell]) -> Cell:
    values = [each.value for each in others]
    if isinstance(cell.value, Group) and all(isinstance(each, Group) for each in values):
        return cell._replace(value=_agreed_group(cell.value, cast("list[Group]", values)))
    if isinstance(cell.value, list) and all(isinstance(each, list) and len(each) == len(cell.value) for each in values):
        columns = zip(*cast("list[list[Cell]]", values), strict=True)
        return cell._replace(
            value=[_agreed(each, list(beside)) for each, beside in zip(cell.value, columns, strict=True)]
        )
    alike = all((each.value, each.readable) == (cell.value, cell.readable) for each in others)
    return cell if alike and not isinstance(cell.value, Group | list) else _unread(cell)


def _agreed_group(group: Group, others: list[Group]) -> Group:
    everywhere = [name for name in group.cells if all(name in each.cells for each in others)]
    cells = {name: _unread(cell) for name, cell in group.cells.items()}
    cells |= {name: _agreed(group.cells[name], [each.cells[name] for each in others]) for name in everywhere}
    elsewhere = {name for each in others for name in each.cells if name not in cells}
    return Group(cells, group.missing | elsewhere, group.unknown)


def _entries(root: Node, end: int) -> Iterator[tuple[Span, Span]]:
    """Yield the entries of the top level: where the key stands, and the stretch to the next key."""
    keys = [key for key, _value in cast("list[tuple[Node, Node]]", root.value)]
    starts = [key.start for key in keys]
    for key, (start, following) in zip(keys, pairwise([*starts, end]), strict=True):
        yield Span(key.start, key.end), Span(start, following)


def _is_damage(complaint: Complaint) -> bool:
    if complaint.edits:
        return False
    return complaint.rule == "Y011" or (complaint.rule == "Y003" and complaint.variant in _TRIGGERS)


def _is_elsewhere(complaint: Complaint, entries: list[tuple[Span, Span]]) -> bool:
    """Tell whether a field at the top of the plan is one that another entry seems to have lost."""
    return complaint.variant == ELSEWHERE and any(key.start == complaint.span.start for key, _stretch in entries)


def _hit(complaint: Complaint, entries: list[tuple[Span, Span]]) -> Iterator[int]:
    """Yield the numbers of the entries that a damage may have touched."""
    at = complaint.span.start
    number = max((n for n, (key, _stretch) in enumerate(entries) if key.start <= at), default=0)
    yield number
    if number and at <= entries[number][0].end:
        yield number - 1


def _inside(complaint: Complaint, regions: Iterable[Span]) -> bool:
    return any(region.start <= complaint.span.start < region.end for region in regions)


def _is_consequence(complaint: Complaint, damage: list[Complaint]) -> bool:
    """Tell whether a complaint of what is read may come of the damage alone; what shows the damage stays."""
    if complaint.variant == ELSEWHERE:
        return any(each.rule[0] == "Y" for each in damage)
    return complaint.rule in _CONSEQUENCES


def _one_a_region(complaints: Sequence[Complaint], regions: list[Span]) -> Iterator[Complaint]:
    """Yield complaints, of those that say that a line is out of step the first of every run of damaged entries."""
    out_of_step = {_run(each, regions) for each in complaints if _is_out_of_step(each)} - {-1}
    told: set[int] = set()
    for each in complaints:
        run = _run(each, regions)
        if run in out_of_step and (_is_out_of_step(each) or _is_damage(each)):
            if run in told:
                continue
            told.add(run)
        yield each


def _run(complaint: Complaint, regions: list[Span]) -> int:
    """Return the number of the first of the adjoining regions in which a complaint stands, -1 outside of them."""
    run = next((n for n, region in enumerate(regions) if _inside(complaint, [region])), -1)
    while run > 0 and regions[run - 1].end == regions[run].start:
        run -= 1
    return run


def _is_out_of_step(complaint: Complaint) -> bool:
    return complaint.rule == "Y011" or (complaint.rule == "Y003" and complaint.variant in _MISPLACED)


def _without_mend(complaint: Complaint, regions: list[Span]) -> Complaint:
    moves = complaint.rule == "Y003" and complaint.variant in _MOVING
    return complaint._replace(edits=()) if moves and _inside(complaint, regions) else complaint


def _doubted(plan: Plan, regions: list[Span], text: str, kept: list[Complaint]) -> Plan:
    """Return a plan with the cells in damaged regions unread, and the fields named there counted as written."""
    group = plan.root.value
    if not isinstance(group, Group):
        return plan
    cells = {name: _unread(cell) if _lies(cell, regions) else cell for name, cell in group.cells.items()}
    absent = [field for name, field in plan.form.root.fields.items() if name not in cells and _named(field, text)]
    missing = group.missing | {field.name for field in absent}
    said = [each for each in kept if not (each.rule == "F002" and each.value in missing and each.pointer == "")]
    root = plan.root._replace(value=Group(cells, missing, group.unknown))
    return plan._replace(root=root, complaints=tuple(said))


def _lies(cell: Cell, regions: list[Span]) -> bool:
    start = (cell.key or cell.span).start
    return any(region.start <= start < region.end for region in regions)


def _unread(cell: Cell) -> Cell:
    return cell._replace(value=None, readable=False)


def _named(field: Field, text: str) -> bool:
    """Tell whether a field's name stands with a colon in a damaged text."""
    return any(f"{name}:" in text for name in (field.name, field.label.ja, *field.aliases))
