"""The coverage of the sources and its page: every place that asks something, the rules that ask it, why where none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import PackError, Problem
from zaitaku_check.pack.document import Document, load_document
from zaitaku_check.pack.rule import Rule
from zaitaku_check.pack.schema_check import schema_problems
from zaitaku_check.reference.markdown import cell, link
from zaitaku_check.report.rule_page import rule_page
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual

FOLDER = "coverage"
"""Below the folder of the packs; one file a source."""


class Covered(NamedTuple):
    """One place of a source, in our own words; `why` says why no rule asks it, or not all of it."""

    section: str
    says: Bilingual
    rules: tuple[str, ...]
    why: Bilingual | None


class Term(NamedTuple):
    """A term that a source defines, in our own words; `also`: how else it is written."""

    term: Bilingual
    also: tuple[str, ...]
    says: Bilingual


class Coverage(NamedTuple):
    """One source, place by place in the source's own order, and the terms it defines."""

    source: str
    title: Bilingual
    places: tuple[Covered, ...]
    terms: tuple[Term, ...]
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
    terms = tuple(
        Term(Bilingual(**each["term"]), tuple(each.get("also", ())), Bilingual(**each["says"]))
        for each in document.data.get("terms", ())
    )
    return Coverage(document.data["source"], Bilingual(**document.data["title"]), places, terms, document)


def _covered(data: Mapping[str, Any]) -> Covered:
    why = Bilingual(**data["why"]) if "why" in data else None
    return Covered(data["section"], Bilingual(**data["says"]), tuple(data["rules"]), why)


def defined(word: str, every: list[Coverage]) -> tuple[Term, Coverage] | None:
    """Return the term that a word names, with the source that defines it."""
    for coverage in every:
        for term in coverage.terms:
            if plain(word) in map(plain, (*term.term, *term.also)):
                return term, coverage
    return None


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


_HEAD = """\
# Coverage of the sources / 資料との対応

Made by `zaitaku-check rules coverage`; do not edit. Every place of the sources that asks something, in the sources' own
order and in our own words, with the rules that ask it, the number of their tests, the lines of the reviewer's checklist
(by eye), and why where a plan is not asked about it, or not about all of it. Terms that a source defines come last;
`zaitaku-check explain TERM` shows them, too.

`zaitaku-check rules coverage` が作るページです（編集しないでください）。資料が求める事柄を、資料の順に、別の言葉で言い
換えて示し、それを確かめるルール、テストの数、目視で確かめる項目、確かめない（一部だけを確かめる）理由を並べています。
資料が定める用語は、終わりにまとめています（`zaitaku-check explain 用語` でも表示します）。
"""


def coverage_page(every: list[Coverage], known: Catalogue) -> str:
    """Return the page."""
    return "\n".join([_HEAD, *(_source(coverage, known) for coverage in every)])


def _source(coverage: Coverage, known: Catalogue) -> str:
    lines = [
        f"## `{coverage.source}` {coverage.title.ja}",
        "",
        f"{coverage.title.en}: {len(coverage.places)} places, {_asked(coverage)} of them asked by rules.",
        "",
        "| section / 箇所 | says / 求めること | rules / ルール | tests / テスト | by eye / 目視 | why / 理由 |",
        "|---|---|---|---|---|---|",
        *(_row(place, known) for place in coverage.places),
    ]
    if coverage.terms:
        lines += ["", "| term / 用語 | says / 意味 |", "|---|---|"]
        lines += [f"| {_both(each.term)} | {_both(each.says)} |" for each in coverage.terms]
    return "\n".join(lines) + "\n"


def _both(text: Bilingual) -> str:
    return f"{cell(text.ja)}<br>{cell(text.en)}"


def _asked(coverage: Coverage) -> int:
    return sum(bool(place.rules) for place in coverage.places)


def _row(place: Covered, known: Catalogue) -> str:
    seen = [rule for rule in place.rules if known.rules[rule][0].by_eye]
    judged = [rule for rule in place.rules if rule not in seen]
    tests = sum(known.tests[rule] for rule in judged)
    cells = [
        cell(place.section),
        _both(place.says),
        " ".join(_linked(rule, known) for rule in judged),
        str(tests) if judged else "",
        " ".join(_linked(rule, known) for rule in seen),
        _both(place.why) if place.why else "",
    ]
    return f"| {' | '.join(cells)} |"


def _linked(rule: str, known: Catalogue) -> str:
    return link(rule, f"rules/ja/{rule_page(known.rules[rule][0].pack, rule)}")
