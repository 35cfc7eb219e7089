"""Mutants of good folders: from the plans on which a folder rule holds to those on which it must not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.folder import compile_folder_rule
from zaitaku_check.pack.mutants.edits import Change, changed, moved
from zaitaku_check.pack.paths import Found, elements, finder, parse_path
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.rule_tests import abridged
from zaitaku_check.pack.tallies import Mark
from zaitaku_check.plan.canonical import canonical, pointers
from zaitaku_check.plan.field import field_at
from zaitaku_check.plan.plan import Cell


class FolderMutant(NamedTuple):
    """Plans, abridged, that a folder rule has to notice; `verdict` is that of each of them."""

    rule: str
    operator: str
    plans: tuple[dict[str, Any], ...]
    verdict: str = ""


def folder_mutants(rule: Rule, pack: Pack, tests: list[Mapping[str, Any]]) -> Iterator[FolderMutant]:
    """Yield mutants of the folders with which a rule's own tests show it to hold."""
    check = rule.body["check"]
    word = next(name for name in ("count", "sum", "unique") if name in check)
    make = {"count": _counted, "sum": _summed, "unique": _repeated}[word]
    verdict = check[word].get("verdicts", [""])[0]
    for test in tests:
        plans = [canonical(abridged(plan, pack)) for plan in test.get("pass", {}).get("plans", ())]
        for operator, wrong in make(check[word], rule, pack, plans) if plans else ():
            yield FolderMutant(rule.id, operator, tuple(wrong), verdict)


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
    value = spec["value"]
    path = str(value[-1] if isinstance(value, list) else value).lstrip(".")
    found = [_cells(plan, path, pack) for plan in plans]
    total = sum(int(str(cell.value)) for cells in found for cell, _pointer in cells)
    for at, cells in enumerate(found):
        for cell, pointer in cells[:1]:
            over = Change(pointer, moved(cell.value, cell.field, spec["max"] - total + 1))
            yield "one over", [*plans[:at], changed(plans[at], [over]), *plans[at + 1 :]]
            return


def _repeated(spec: Mapping[str, Any], rule: Rule, pack: Pack, plans: list[dict[str, Any]]) -> Made:
    """Give an element the value of another plan's, where the rule looks at both and nothing else tells them apart."""
    read = [abridged(plan, pack) for plan in plans]
    marks = [compile_folder_rule(rule, pack).marks(plan.root) for plan in read]
    for at, theirs in enumerate(marks):
        for mine, other in product((mark for before in marks[:at] for mark in before), theirs):
            cell, target = mine.spot.cell, other.spot.cell
            if cell is None or target is None or target.field.reader != cell.field.reader or target.field.many:
                continue  # a value is copied, not a list of them
            if _could_be_equal(mine, other, spec):
                copied = Change(pointers(read[at])[id(target)], cell.value)
                yield "repeat", [*plans[:at], changed(plans[at], [copied]), *plans[at + 1 :]]
                return


def _could_be_equal(mine: Mark, other: Mark, spec: Mapping[str, Any]) -> bool:
    return (
        bool(mine.key and other.key)
        and mine.key != other.key
        and ("across" not in spec or mine.across != other.across)
        and (not isinstance(spec["of"], list) or mine.source != other.source)
        and all("" in pair or len(set(pair)) == 1 for pair in zip(mine.same, other.same, strict=True))
    )


def _cells(plan: dict[str, Any], path: str, pack: Pack) -> list[tuple[Cell, str]]:
    read = abridged(plan, pack)
    places = pointers(read)
    found: Found = elements(finder(parse_path(path))((read.root,)))
    return [(cell, places[id(cell)]) for cell in found.cells]
