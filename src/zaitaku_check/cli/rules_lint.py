"""The command `rules lint`: what is wrong with packs, each mistake in a frame of its own file."""

from __future__ import annotations

import os
from collections.abc import Iterable

from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.shelf import STRUCTURE, Shelf
from zaitaku_check.errors import PackError, Problem
from zaitaku_check.pack.lint.whole import lint_pack, reused_ids
from zaitaku_check.report.cells import width
from zaitaku_check.report.shown import visible, worded
from zaitaku_check.report.wording import counted
from zaitaku_check.text_types import Bilingual


def lint(packs: tuple[str, ...], lang: str) -> int:
    """Load the packs from their files and print every mistake with its line; return 1 where there is any."""
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs] or [*shelf.ids, STRUCTURE]
    problems = [(name, problem) for name in names for problem in problems_of(shelf, name)]
    problems += _reused(shelf, {name for name, _problem in problems}, names)
    frames = "".join(f"{framed(name, problem, lang)}\n" for name, problem in problems)
    summary = Bilingual(
        f"ルールパック{len(names)}件を確認しました。誤り: {len(problems)}件",
        f"{counted(len(names), '', 'rule pack', lang)} checked, {counted(len(problems), '', 'problem', lang)}",
    ).of(lang)
    to_stdout(f"{frames}{summary}\n", machine=False)
    return 1 if problems else 0


def problems_of(shelf: Shelf, name: str) -> tuple[Problem, ...]:
    """Return what is wrong with one pack: what keeps it from loading, else what linting finds."""
    try:
        return lint_pack(shelf.loaded(name), shelf.judging(name))
    except PackError as error:
        return error.problems


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
    return "\n".join([head, *_frame(problem)])


def _frame(problem: Problem) -> list[str]:
    if not problem.source.strip():
        return []
    number = str(problem.line)
    start = problem.column - 1
    before, marked = problem.source[:start], problem.source[start : start + problem.length]
    carets = " " * width(visible(before)) + "^" * max(1, width(visible(marked)))
    return [f"  {number} | {visible(problem.source.rstrip())}", f"  {' ' * len(number)} | {carets}"]
