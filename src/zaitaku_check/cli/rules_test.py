"""The command `rules test`: the tests that stand with the rules, and mutants of examples and rules."""

from __future__ import annotations

import os

from zaitaku_check.cli.output import frame_of, to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.mutation import Bred, Trial, breed, rule_trials
from zaitaku_check.errors import Problem
from zaitaku_check.pack.document import Where
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.mutants.edits import DROP, Change
from zaitaku_check.pack.rule_tests import Tested, run_tests, untested
from zaitaku_check.report.shown import shown, visible, worded
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


def mutate(packs: tuple[str, ...], lang: str) -> int:
    """Print what became of the mutants of each pack; return 1 where one survived and nobody explains it."""
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs] or [name for name in shelf.ids if not shelf.pack(name).base]
    wrong = 0
    for name in names:
        bred = breed(shelf, name)
        lines = list(_lines(name, bred, lang))
        wrong += _unexplained(bred)
        to_stdout("".join(f"{line}\n" for line in lines), machine=False)
    return 1 if wrong else 0


def mutate_rules(packs: tuple[str, ...], lang: str) -> int:
    """Print which changed rules their own tests do not notice; return 1 where one is not explained.

    A rule explains a survivor as those of `--mutate`: under `mutation: {survivors: […]}`, by operator.
    """
    shelf = open_shelf()
    unexplained = 0
    for name in [shelf.add(word) for word in packs] or shelf.ids:
        loaded = shelf.loaded(name)
        trials = rule_trials(shelf, name)
        reasons = {
            (rule, each["mutant"]) for rule, said_ in loaded.mutation.items() for each in said_.get("survivors", ())
        }
        survivors = [trial for trial in trials if not trial.killed]
        open_ = [trial for trial in survivors if (trial.rule, trial.operator) not in reasons]
        unexplained += len(open_)
        lines = [f"{name} {visible(f'{each.rule} {each.where}: {each.operator}')}" for each in open_]
        killed = len(trials) - len(survivors)
        share = 100 * killed // len(trials) if trials else 100
        lines.append(
            Bilingual(
                f"{name}: 変えたルール{len(trials)}件、テストが気付いたもの{killed}件（{share}％）、"
                f"理由のある見逃し{len(survivors) - len(open_)}件、見逃し{len(open_)}件",
                f"{name}: {len(trials)} changed rules, {killed} noticed ({share} %), "
                f"{len(survivors) - len(open_)} explained, {len(open_)} survived",
            ).of(lang)
        )
        to_stdout("".join(f"{line}\n" for line in lines), machine=False)
    return 1 if unexplained else 0


def _unexplained(bred: Bred) -> int:
    return sum(trial.survived for trial in bred.trials) + sum(reason is None for _rule, reason in bred.untried)


def _lines(name: str, bred: Bred, lang: str) -> list[str]:
    lines = [_survivor(name, trial, lang) for trial in bred.trials if trial.survived]
    lines += [_untried(name, rule, reason, lang) for rule, reason in bred.untried]
    rules = len({trial.rule for trial in bred.trials})
    explained = sum(trial.excused is not None for trial in bred.trials)
    survived = sum(trial.survived for trial in bred.trials)
    lines.append(
        Bilingual(
            f"{name}: 誤りを加えた計画書{len(bred.trials)}件（ルール{rules}件）、"
            f"見逃し{survived}件、理由のある見逃し{explained}件、試せないルール{len(bred.untried)}件",
            f"{name}: {len(bred.trials)} mutants for {rules} rules, {survived} survived, "
            f"{explained} explained, {len(bred.untried)} rules without a mutant",
        ).of(lang)
    )
    return lines


def _survivor(name: str, trial: Trial, lang: str) -> str:
    where = ", ".join(_written(change) for change in trial.changes[:3])
    head = visible(f"{name} {trial.rule} ({trial.example}, {trial.operator}: {where}): ")
    return head + "; ".join(worded(pair, lang) for pair in _complaints(trial))


def _complaints(trial: Trial) -> list[Bilingual]:
    said_ = []
    if trial.missed:
        said_.append(Bilingual("ルールが気付きません", "the rule does not notice"))
    if trial.beside:
        others = ", ".join(trial.beside)
        said_.append(Bilingual(f"ほかのルールも指摘します（{others}）", f"other rules fire too: {others}"))
    if trial.elsewhere:
        places = ", ".join(trial.elsewhere)
        said_.append(Bilingual(f"関係のない場所を指します（{places}）", f"the finding stands elsewhere: {places}"))
    return said_


def _written(change: Change) -> str:
    value = "—" if change.value is DROP else shown(str(change.value), 30)
    return f"{change.pointer} → {value}"


def _untried(name: str, rule: str, reason: Bilingual | None, lang: str) -> str:
    if reason is not None:
        return f"{name} {rule}: {worded(reason, lang)}"
    return f"{name} {rule}: " + Bilingual(
        "記入例のどれでも成り立たないため、試せません。", "true of no example, so no mutant could be made"
    ).of(lang)
