"""Mutants of good folders: from the plans on which a folder rule holds to those on which it must not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.folder import compile_folder_rule
from zaitaku_check.pack.mutants.edits import Change, changed
from zaitaku_check.pack.mutants.values import moved
from zaitaku_check.pack.paths import Found, elements, finder, parse_path
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.rule_tests import abridged
from zaitaku_check.plan.canonical import canonical, pointers
from zaitaku_check.plan.field import field_at
from zaitaku_check.plan.plan import Cell


class FolderMutant(NamedTuple):
    """Plans, abridged, that a folder rule has to notice."""

    rule: str
    operator: str
    plans: tuple[dict[str, Any], ...]


def folder_mutants(rule: Rule, pack: Pack, tests: list[Mapping[str, Any]]) -> Iterator[FolderMutant]:
    """Yield mutants of the folders with which a rule's own tests show it to hold."""
    check = rule.body["check"]
    word = next(name for name in ("count", "sum", "unique") if name in check)
    make = {"count": _counted, "sum": _summed, "unique": _repeated}[word]
    for test in tests:
        plans = [canonical(abridged(plan, pack)) for plan in test.get("pass", {}).get("plans", ())]
        for operator, wrong in make(check[word], rule, pack, plans) if plans else ():
            yield FolderMutant(rule.id, operator, tuple(wrong))


Made = Iterator[tuple[str, list[dict[str, Any]]]]


def _counted(spec: Mapping[str, Any], rule: Rule, pack: Pack, plans: list[dict[str, Any]]) -> Made:
    if "min" in spec:
        yield "drop member", plans[1:]
    if "max" not in spec:
        return
    if "distinct" in spec:
        path = str(spec["distinct"]).lstrip(".")
        field = field_at(pack.form, path)
        if field is not None and path in plans[0]:
            yield "swap", [*plans, {**plans[0], path: moved(plans[0][path], field, 1)}]
        return
    most = max([spec["max"], *rule.body.get("limits", {}).values()])
    yield "one more", [*plans, *[plans[-1]] * most]


def _summed(spec: Mapping[str, Any], _rule: Rule, pack: Pack, plans: list[dict[str, Any]]) -> Made:
    path = str(spec["value"]).lstrip(".")
    found = [_cells(plan, path, pack) for plan in plans]
    total = sum(int(str(cell.value)) for cells in found for cell, _pointer in cells)
    for at, cells in enumerate(found):
        for cell, pointer in cells[:1]:
            over = Change(pointer, moved(cell.value, cell.field, spec["max"] - total + 1))
            yield "one over", [*plans[:at], changed(plans[at], [over]), *plans[at + 1 :]]
            return


def _repeated(spec: Mapping[str, Any], rule: Rule, pack: Pack, plans: list[dict[str, Any]]) -> Made:
    """Give a later plan the value of the first, where the rule looks at both and tells them apart."""
    below = ".".join(step.name for step in parse_path(str(spec["of"])).steps[1:])
    path = ".".join(filter(None, (below, str(spec["by"]).lstrip("."))))
    first, *later = ([each for each in _cells(plan, path, pack) if _long(each[0], spec)] for plan in plans)
    looked = [compile_folder_rule(rule, pack).marks(abridged(plan, pack).root) for plan in plans]
    apart = [
        bool(marks and looked[0]) and ("across" not in spec or marks[0].across != looked[0][0].across)
        for marks in looked
    ]
    for at, cells in enumerate(later, 1):
        if first and cells and apart[at]:
            copied = Change(cells[0][1], first[0][0].value)
            yield "repeat", [*plans[:at], changed(plans[at], [copied]), *plans[at + 1 :]]
            return


def _long(cell: Cell, spec: Mapping[str, Any]) -> bool:
    return len(str(cell.value)) >= int(spec.get("min_length", 0))


def _cells(plan: dict[str, Any], path: str, pack: Pack) -> list[tuple[Cell, str]]:
    read = abridged(plan, pack)
    places = pointers(read)
    found: Found = elements(finder(parse_path(path))((read.root,)))
    return [(cell, places[id(cell)]) for cell in found.cells]
