"""Mistakes that people make in packs: each is caught at load or by linting, at its line, with words that help."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from zaitaku_check.errors import PackError, Problem
from zaitaku_check.pack.document import load_document
from zaitaku_check.pack.lint import lint_pack
from zaitaku_check.pack.load import Loaded, load_pack
from zaitaku_check.pack.mutants.rules import try_rules
from zaitaku_check.pack.rule_tests import run_tests

HERE = Path(__file__).parent
FILES = {file.name: file.read_bytes() for file in sorted((HERE / "seeded").iterdir())}


class Seed(NamedTuple):
    """One mistake, and what has to be said of it; `by` names what else catches it."""

    file: str
    files: dict[str, bytes]
    line: int
    says: str
    by: str


def _seeds() -> list[Seed]:
    document, wrong = load_document("seeds.yaml", (HERE / "seeds.yaml").read_bytes())
    assert document is not None, wrong
    return [_sown(each) for each in document.data]


def _sown(seed: dict[str, Any]) -> Seed:
    text = FILES[seed["in"]].decode()
    assert text.count(seed["old"]) >= 1, seed
    files = {**FILES, seed["in"]: text.replace(seed["old"], seed["new"], 1).encode()}
    place = str(seed.get("at", seed["new"]))
    where = seed.get("file", seed["in"])
    line = files[where].decode().split(place)[0].count("\n") + 1 if place else 0
    return Seed(where, files, line, seed["says"], seed.get("by", "lint"))


def _extends(name: str) -> Loaded:
    raise AssertionError(name)


def found(files: dict[str, bytes]) -> tuple[Problem, ...]:
    """Return what loading refuses, or else what linting finds."""
    try:
        loaded = load_pack("seeded", files, _extends)
    except PackError as error:
        return error.problems
    return lint_pack(loaded, loaded.pack)


SEEDS = _seeds()
LINTED = [seed for seed in SEEDS if seed.by == "lint"]


def test_the_pack_itself_is_good() -> None:
    """Without a mistake nothing is said, and every test of the pack's rules holds."""
    loaded = load_pack("seeded", FILES, _extends)
    assert lint_pack(loaded, loaded.pack) == ()
    assert [each for each in run_tests(loaded.pack, loaded.tests) if each.wrong] == []


@pytest.mark.parametrize("seed", LINTED, ids=[f"{number}-{seed.says[:40]}" for number, seed in enumerate(LINTED)])
def test_a_mistake_is_caught_where_it_is(seed: Seed) -> None:
    """The complaint stands in its file and line, says what is wrong in both languages, and names the right word."""
    problems = found(seed.files)
    told = [each for each in problems if seed.says in f"{each.wording.en}; did you mean “{each.suggestion}”?"]
    assert told, [each.wording.en for each in problems]
    assert (told[0].path, seed.line and told[0].line) == (seed.file, seed.line)
    assert told[0].wording.ja != told[0].wording.en


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if seed.by in ("test", "mutate")], ids=lambda seed: seed.by)
def test_a_mistake_of_meaning_is_caught_by_tests(seed: Seed) -> None:
    """A wrong condition that is well written fails a test; a test that sees too little lets a changed rule survive."""
    loaded = load_pack("seeded", seed.files, _extends)
    failed = [each for each in run_tests(loaded.pack, loaded.tests) if each.wrong is not None]
    survived = [each for each in try_rules(loaded.pack, loaded.tests) if not each.killed]
    assert failed if seed.by == "test" else survived


def test_nineteen_of_twenty_mistakes_are_caught_before_any_test_runs() -> None:
    """Of at least 132 mistakes, 95 % are caught at load or by linting."""
    assert len(SEEDS) >= 132
    assert len(LINTED) >= 0.95 * len(SEEDS)
