"""The command `rules test --mutate`: good plans made wrong in one way each, and whether the intended rule notices."""

from __future__ import annotations

from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.mutation import Bred, Trial, breed, rule_trials
from zaitaku_check.pack.mutants.edits import DROP, Change
from zaitaku_check.report.shown import shown, visible, worded
from zaitaku_check.text_types import Bilingual


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
