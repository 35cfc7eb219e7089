"""The command `rules lint`: what is wrong with packs, each mistake in a frame of its own file."""

from __future__ import annotations

import os
from collections.abc import Iterable

from zaitaku_check.cli.output import frame_of, to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.choosing import DEFAULT_PROGRAMME
from zaitaku_check.engine.shelf import STRUCTURE, Shelf
from zaitaku_check.errors import PackError, Problem
from zaitaku_check.pack.document import Document
from zaitaku_check.pack.lint import lint_pack, reused_ids
from zaitaku_check.report.shown import visible, worded
from zaitaku_check.report.wording import counted
from zaitaku_check.text_types import Bilingual


def lint(packs: tuple[str, ...], lang: str) -> int:
    """Load the packs from their files and print every mistake with its line; return 1 where there is any."""
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs] or [*shelf.ids, STRUCTURE]
    problems = list(dict.fromkeys(found for name in names for found in problems_of(shelf, name)))
    broken = {name for name, _problem in problems}
    problems += _reused(shelf, broken, names)
    problems += [] if broken else [found for found in _unchosen(shelf) if found[0] in names]
    frames = "".join(f"{framed(name, problem, lang)}\n" for name, problem in problems)
    summary = Bilingual(
        f"ルールパック{len(names)}件を確認しました。誤り: {len(problems)}件",
        f"{counted(len(names), '', 'rule pack', lang)} checked, {counted(len(problems), '', 'problem', lang)}",
    ).of(lang)
    to_stdout(f"{frames}{summary}\n", machine=False)
    return 1 if problems else 0


def problems_of(shelf: Shelf, name: str) -> list[tuple[str, Problem]]:
    """Return what is wrong with one pack, each with the pack it is in: what keeps it from loading, else what is found.

    A pack may be kept from loading by another one that it looks at.
    """
    try:
        return [(name, problem) for problem in lint_pack(shelf.loaded(name), shelf.judging(name))]
    except PackError as error:
        return [(error.pack, problem) for problem in error.problems]


def _unchosen(shelf: Shelf) -> Iterable[tuple[str, Problem]]:
    """Yield the packs of the shelf between which programme and year do not choose, and those no plan can choose."""
    for one, other, year in shelf.rivals():
        words = Bilingual(
            f"「{one.id}」も同じ事業の{year}年度のものです。",
            f"“{one.id}” is for fiscal year {year} of this programme too",
        )
        yield other.id, _head_of(shelf, other.id).problem(("fiscal_years",), words, key=True)
    for head in shelf.index.heads:
        if head.overlay or not head.programme:
            continue
        if head.id in shelf.shelved and head.programme != DEFAULT_PROGRAMME and not _asks_programme(shelf, head.id):
            words = Bilingual(
                f"様式に、「{head.programme}」を選べる項目 programme がないため、計画書から選ばれることがありません。",
                f"the form has no field `programme` with the choice “{head.programme}”: no plan can choose this pack",
            )
            yield head.id, _head_of(shelf, head.id).problem(("programme",), words, key=True)


def _head_of(shelf: Shelf, name: str) -> Document:
    documents: tuple[Document, ...] = shelf.loaded(name).documents
    return next(each for each in documents if each.name == "pack.yaml")


def _asks_programme(shelf: Shelf, name: str) -> bool:
    field = shelf.pack(name).form.root.fields.get("programme")
    return field is not None and shelf.pack(name).programme in {choice.id for choice in field.choices}


def _reused(shelf: Shelf, broken: set[str], names: Iterable[str]) -> list[tuple[str, Problem]]:
    """Return the ids that two packs use, as far as they can be loaded."""
    sound = {}
    for name in {**dict.fromkeys(shelf.ids), **dict.fromkeys(names)}:
        try:
            sound[name] = shelf.loaded(name)
        except PackError:
            continue
    return [found for found in reused_ids(sound) if found[0] in names and found[0] not in broken]


def framed(name: str, problem: Problem, lang: str) -> str:
    """Return a problem as path:line:column, the words, and the line with carets below the place."""
    where = f"{os.path.join(name, problem.path)}:{problem.line}:{problem.column}"
    head = visible(f"{where}: ") + worded(problem.in_words(), lang)
    return "\n".join([head, *frame_of(problem)])
