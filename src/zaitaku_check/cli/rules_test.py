"""The command `rules test`: the tests that stand with the rules."""

from __future__ import annotations

import os

from zaitaku_check.cli.output import frame_of, to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.errors import Problem
from zaitaku_check.pack.document import Where
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.rule_tests import Tested, run_tests, untested
from zaitaku_check.report.shown import visible
from zaitaku_check.report.wording import counted
from zaitaku_check.text_types import Bilingual


def test(packs: tuple[str, ...], lang: str) -> int:
    """Run the packs' own tests and print what fails; return 1 where any does or a rule lacks one."""
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs] or shelf.ids
    rules = tests = wrong = 0
    for name in names:
        loaded = shelf.loaded(name)
        for tested in run_tests(shelf.judging(name), loaded.tests):
            tests += 1
            if tested.wrong is not None:
                wrong += 1
                _print(_failure(loaded, name, tested, tested.wrong.of(lang)))
        for rule_id, kind in untested(loaded.pack, loaded.tests):
            wrong += 1
            lacking = Bilingual(f"{kind}のテストがありません。", f"there is no {kind} test").of(lang)
            _print(f"{_home(loaded, name, rule_id, ())[0]} {rule_id}: {lacking}")
        rules += sum(not rule.by_eye for rule in loaded.pack.rules)
    english = f"{counted(rules, '', 'rule', lang)}, {counted(tests, '', 'test', lang)}, {wrong} failed"
    _print(Bilingual(f"ルール{rules}件、テスト{tests}件、失敗{wrong}件", english).of(lang))
    return 1 if wrong else 0


def _failure(loaded: Loaded, name: str, tested: Tested, wrong: str) -> str:
    """Return a test that fails: file:line:column, which it is, what is wrong, and the line with carets below it."""
    where, problem = _home(loaded, name, tested.rule, ("tests", tested.at), tested)
    what = visible(f"{where} {tested.rule} #{tested.at + 1} ({tested.wanted})")
    return "\n".join([f"{what}: {visible(wrong)}", *(frame_of(problem) if problem else ())])


def _home(
    loaded: Loaded, name: str, rule: str, inside: Where, tested: Tested | None = None
) -> tuple[str, Problem | None]:
    """Return the place of a part of a rule, as file:line:column; where it is taken over, that of the rule before it."""
    if rule not in loaded.homes:
        return name, None
    document, at = loaded.homes[rule]
    where: Where = (*at, *inside)
    if tested and where in document.places:
        where = (*where, tested.part) if (*where, tested.part) in document.places else where
        where = document.find(where, tested.value) if tested.value else where
    problem = document.problem(where, Bilingual("", ""))
    return f"{os.path.join(_pack_of(loaded, rule, name), problem.path)}:{problem.line}:{problem.column}", problem


def _pack_of(loaded: Loaded, rule: str, name: str) -> str:
    """Return the pack in whose files a rule stands."""
    return next((each.pack for each in loaded.pack.rules if each.id == rule), name)


def _print(line: str) -> None:
    to_stdout(f"{line}\n", machine=False)
