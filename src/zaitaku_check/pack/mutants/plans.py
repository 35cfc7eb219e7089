"""Mutants of one good plan: what each rule has to notice, and what the reading of the form has to notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zaitaku_check.pack.context import Context
from zaitaku_check.pack.mutants.edits import DROP, PLACEHOLDER, Change, Mutant
from zaitaku_check.pack.mutants.scene import Scene
from zaitaku_check.pack.outcome import PASS
from zaitaku_check.pack.paths import parse_path
from zaitaku_check.pack.rule import Rule, fields_on, frames_on
from zaitaku_check.pack.words import build, conditions_below
from zaitaku_check.plan.canonical import pointers
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group, Plan

_SLIP = "x"
"""A key that no form has."""
_FILTER = re.compile(r"\[[^]]*\]")
_CHOOSING = ("programme", "fiscal_year")
"""What chooses the pack: with these wrong, another pack or none would judge."""


def rule_mutants(rule: Rule, plan: Plan, context: Context) -> Iterator[Mutant]:
    """Yield the plans that a rule of scope plan has to notice; none where it does not hold on the good one."""
    places = pointers(plan)
    for scene in _scenes(rule, plan, context, places):
        if "when" in rule.body and build(rule.body["when"], scene.context)(scene.frames) is not PASS:
            continue
        for breaking in scene.breakings(rule.body["check"]):
            within = (*_own_places(rule, scene), *(change.pointer.removesuffix("/-") for change in breaking.changes))
            yield Mutant(rule.id, breaking.operator, breaking.changes, within)


def _scenes(rule: Rule, plan: Plan, context: Context, places: dict[int, str]) -> Iterator[Scene]:
    eaches = rule.body.get("each")
    if eaches is None:
        yield Scene((plan.root,), context, places)
        return
    for text in eaches if isinstance(eaches, list) else [eaches]:
        if text == ".":
            fields = (*context.fields, context.fields[0])
            yield Scene((plan.root, plan.root), context._replace(fields=fields), places)
            continue
        path = parse_path(text)
        inner = context._replace(fields=fields_on(path, context))
        for frames in frames_on(plan.root, path)[0]:
            yield Scene(frames, inner, places)


def _own_places(rule: Rule, scene: Scene) -> Iterator[str]:
    """Yield where the rule itself says that its finding stands, and the element at hand."""
    if len(scene.frames) > 1 and scene.frames[-1] is not scene.frames[0]:
        yield scene.at(scene.frames[-1])
        return
    holders = [rule.body, *(condition for condition, _where, _its in conditions_below(rule.body["check"], ()))]
    for holder in holders:
        at = holder.get("at", [])
        lists = [holder["every"]["of"]] if "every" in holder else []
        for entry in [*(at if isinstance(at, list) else [at]), *lists]:
            text = next(iter(entry.values())) if isinstance(entry, dict) else entry
            yield "/" + _FILTER.sub("", str(text)).lstrip(".").replace(".", "/") if text else ""


def reading_mutants(plan: Plan) -> Iterator[Mutant]:
    """Yield the plans that the reading itself has to notice: fields left out, groups for values, placeholders."""
    places = pointers(plan)
    waiting = [plan.root]
    while waiting:
        cell = waiting.pop()
        if isinstance(cell.value, list):
            waiting.extend(cell.value)
        elif isinstance(cell.value, Group):
            for child in cell.value.cells.values():
                yield from _of_field(child, child.field, places[id(cell)])
                waiting.append(child)


def _of_field(cell: Cell, field: Field, parent: str) -> Iterator[Mutant]:
    pointer = f"{parent}/{field.name}"
    if field.name in _CHOOSING:
        return
    if field.required:
        yield Mutant("F002", "leave out", (Change(pointer, DROP),), (parent,))
    if not isinstance(cell.value, Group) and not field.many:
        yield Mutant("F003", "group", (Change(pointer, {_SLIP: PLACEHOLDER}),), (pointer,))
    if field.kind.unread and not field.many:
        yield Mutant(field.kind.unread, "placeholder", (Change(pointer, PLACEHOLDER),), (pointer,))
