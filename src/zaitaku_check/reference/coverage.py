"""The coverage of the sources: every place that asks something, the rules that ask it, and why where none does."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import PackError, Problem
from zaitaku_check.pack.document import Document, load_document
from zaitaku_check.pack.rule import Rule
from zaitaku_check.pack.schema_check import schema_problems
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual

FOLDER = "coverage"
"""Below the folder of the packs; one file a source."""


class Covered(NamedTuple):
    """One place of a source, in our own words; `why` says why no rule asks it, or not all of it."""

    section: str
    says: Bilingual
    rules: tuple[str, ...]
    why: Bilingual | None


class Coverage(NamedTuple):
    """One source, place by place in the source's own order."""

    source: str
    title: Bilingual
    places: tuple[Covered, ...]
    document: Document


class Catalogue(NamedTuple):
    """The rules of all packs: by id every edition of the rule with its pack, and the number of its tests."""

    rules: Mapping[str, tuple[Rule, ...]]
    tests: Mapping[str, int]


def read_coverage(shelf: Shelf) -> list[Coverage]:
    """Return the coverage of every source, of every shelf; raises PackError where a file cannot be read as one."""
    folders = [os.path.join(root, FOLDER) for root in (shelf.root, *shelf.shelves)]
    every = [os.path.join(folder, name) for folder in filter(os.path.isdir, folders) for name in os.listdir(folder)]
    return [
        _coverage(path, os.path.basename(path)) for path in sorted(every) if path.lower().endswith((".yaml", ".yml"))
    ]


def _coverage(path: str, name: str) -> Coverage:
    with open(path, "rb") as file:
        document, problems = load_document(name, file.read())
    every = [*problems, *(schema_problems(document, "coverage.schema.json") if document else [])]
    if document is None or every:
        raise PackError(FOLDER, tuple(every))
    places = tuple(_covered(place) for place in document.data["places"])
    return Coverage(document.data["source"], Bilingual(**document.data["title"]), places, document)


def _covered(data: Mapping[str, Any]) -> Covered:
    why = Bilingual(**data["why"]) if "why" in data else None
    return Covered(data["section"], Bilingual(**data["says"]), tuple(data["rules"]), why)


def catalogue(shelf: Shelf) -> Catalogue:
    """Return the rules of every pack, an edition's own beside those it replaces."""
    rules: dict[str, tuple[Rule, ...]] = {}
    tests: dict[str, int] = {}
    for name in shelf.ids:
        loaded = shelf.loaded(name)
        for rule in loaded.pack.rules:
            if rule.pack == name:
                rules[rule.id] = (*rules.get(rule.id, ()), rule)
                tests[rule.id] = tests.get(rule.id, 0) + len(loaded.tests.get(rule.id, ()))
    return Catalogue(rules, tests)


def coverage_problems(every: list[Coverage], known: Catalogue) -> Iterator[Problem]:
    """Yield what the coverage leaves open: places without rule and reason, unknown rules, rules of no place."""
    for coverage in every:
        yield from _place_problems(coverage, known)
        yield from _unmapped(coverage, known)


def _place_problems(coverage: Coverage, known: Catalogue) -> Iterator[Problem]:
    for at, place in enumerate(coverage.places):
        where = ("places", at)
        if not place.rules and place.why is None:
            wording = Bilingual(
                "この箇所を確かめるルールも、確かめない理由もありません。",
                "neither a rule asks this nor is it said why none does",
            )
            yield coverage.document.problem((*where, "section"), wording)
        for number, rule in enumerate(place.rules):
            if rule not in known.rules:
                hint = nearest(rule, sorted(known.rules))
                wording = Bilingual(f"「{rule}」という番号のルールはありません。", f"there is no rule “{rule}”")
                yield coverage.document.problem((*where, "rules", number), wording, hint[0] if hint else "")


def _unmapped(coverage: Coverage, known: Catalogue) -> Iterator[Problem]:
    """Yield a problem for every citation of the source that no place of it answers."""
    mapped = {(place.section, rule) for place in coverage.places for rule in place.rules}
    cited = dict.fromkeys(
        (cite.section, rule.id)
        for editions in known.rules.values()
        for rule in editions
        for cite in rule.cite
        if cite.source == coverage.source
    )
    for section, rule_id in cited:
        if (section, rule_id) not in mapped:
            wording = Bilingual(
                f"ルール「{rule_id}」は「{section}」を根拠としていますが、対応する箇所がありません。",
                f"the rule “{rule_id}” cites “{section}”, but no place of that section names it",
            )
            yield coverage.document.problem(("places",), wording, key=True)
