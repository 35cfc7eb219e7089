"""The command `rules test`: the tests that stand with the rules."""

from __future__ import annotations

from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.pack.rule_tests import run_tests, untested
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
                words = tested.wrong.of(lang)
                _print(visible(f"{name} {tested.rule} #{tested.at + 1} ({tested.wanted}): {words}"))
        for rule_id, kind in untested(loaded.pack, loaded.tests):
            wrong += 1
            lacking = Bilingual(f"{kind}のテストがありません。", f"there is no {kind} test").of(lang)
            _print(f"{name} {rule_id}: {lacking}")
        rules += sum(not rule.by_eye for rule in loaded.pack.rules)
    english = f"{counted(rules, '', 'rule', lang)}, {counted(tests, '', 'test', lang)}, {wrong} failed"
    _print(Bilingual(f"ルール{rules}件、テスト{tests}件、失敗{wrong}件", english).of(lang))
    return 1 if wrong else 0


def _print(line: str) -> None:
    to_stdout(f"{line}\n", machine=False)
