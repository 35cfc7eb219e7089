"""The command `explain`: a rule's page, or why every rule had its outcome on a plan."""

import os
from datetime import date
from typing import Annotated, Any

import typer

from zaitaku_check.cli.declaring import option
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.discover import discover
from zaitaku_check.engine.options import RunOptions, as_id
from zaitaku_check.engine.run import run
from zaitaku_check.engine.shelf import STRUCTURE, Shelf
from zaitaku_check.errors import UsageError
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.sentence import sentence
from zaitaku_check.reference.rule_facts import notes_of
from zaitaku_check.report.evidence_text import explanation
from zaitaku_check.report.model import PlanResult
from zaitaku_check.report.shown import section_of, shown, visible
from zaitaku_check.report.wording import SEVERITY
from zaitaku_check.suggestions import did_you_mean
from zaitaku_check.text_types import Bilingual

_REMEDY = Bilingual("修正", "What to do")
_HOW = Bilingual("確かめ方（目視）", "How to look (judged by eye)")


def explain(words: list[str], packs: tuple[str, ...], lang: str) -> int:
    """Print the pages of rules, or the evidence of a plan when the first word is a file; return the exit code."""
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs]
    if os.path.exists(words[0]) and not _is_id(words[0], shelf):
        return explain_plan(shelf, words[0], tuple(words[1:]), tuple(names), lang)
    found = [_find(shelf, as_id(word), names) for word in words]
    pages = [_page(rule, pack, shelf.judging(pack.id), lang) for rule, pack in found]
    to_stdout("\n".join(pages), machine=False)
    return 0


def _is_id(word: str, shelf: Shelf) -> bool:
    return as_id(word) in shelf.rule_ids()


def _find(shelf: Shelf, rule_id: str, packs: list[str]) -> tuple[Rule, Pack]:
    for name in packs or [*shelf.ids, STRUCTURE]:
        pack = shelf.pack(name)
        for rule in pack.rules:
            if rule.id == rule_id:
                return rule, pack
    name = shown(rule_id)
    wrong = Bilingual(f"「{name}」という番号のルールもファイルもありません。", f"there is no rule and no file “{name}”")
    raise UsageError(did_you_mean(wrong, rule_id, shelf.rule_ids()))


def _page(rule: Rule, pack: Pack, judging: Pack, lang: str) -> str:
    """Return a rule's page as text: title, severity, why, what to do, source, examples."""
    severity = " → ".join(dict.fromkeys(SEVERITY[each].of(lang) for each in rule.severity.values()))
    lines = [f"{rule.id}  {rule.title.of(lang)}", f"{Bilingual('重要度', 'Severity').of(lang)}: {severity}"]
    lines.append(
        Bilingual(f"ルールパック: {pack.id}（{pack.title.ja}）", f"Rule pack: {pack.id} ({pack.title.en})").of(lang)
    )
    lines += notes_of(rule, lang)
    condition = sentence(rule, judging)
    if condition is not None:
        lines += ["", Bilingual("条件", "Condition").of(lang), f"  {condition.of(lang)}"]
    if rule.why.ja:
        lines += ["", Bilingual("理由", "Why").of(lang), f"  {rule.why.of(lang)}"]
    lines += ["", (_HOW if rule.by_eye else _REMEDY).of(lang), f"  {rule.remedy.of(lang)}"]
    lines += ["", Bilingual("根拠", "Source").of(lang)]
    for cite in rule.cite:
        source = pack.sources.get(cite.source)
        title = source.title.of(lang) if source else cite.source
        lines.append(f"  {title} {section_of(cite.section, lang)}")
    for wrong, right in rule.examples:
        lines += ["", Bilingual("例（誤）", "Example (wrong)").of(lang), *_indented(wrong)]
        lines += [Bilingual("例（正）", "Example (right)").of(lang), *_indented(right)] if right else []
    return "\n".join(visible(line) for line in lines) + "\n"


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.rstrip("\n").split("\n")]


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    what_help = Bilingual(
        "ルールの番号、又は計画書（続けて番号を指定できます）。", "Ids of rules; or a plan, and ids to look at."
    ).of(lang)

    def run(
        what: Annotated[list[str], typer.Argument(metavar="ID|PLAN [ID...]", help=what_help)],
        pack: Annotated[list[str] | None, option("pack", lang)] = None,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        return explain(what, tuple(pack or ()), language or lang)

    return run


# --- explain PLAN -----------------------------------------------------------------------------------------------------


_OF_READING = Bilingual("計画書の読み取りについてのルールです。", "a rule about reading a plan")
_OVER_ALL = Bilingual(
    "フォルダー全体のルールです。フォルダーを check 又は review で検査すると判定します。",
    "a rule over all plans; it is judged when a folder is checked or reviewed",
)
_BY_EYE = Bilingual("人の目で確かめるルールです。", "a rule for the reviewer's eye")
_ELSEWHERE = Bilingual("この計画書に使うルールパックにはありません。", "not in the rule pack that judges this plan")


def explain_plan(shelf: Shelf, path: str, ids: tuple[str, ...], packs: tuple[str, ...], lang: str) -> int:
    """Print the evidence of every rule on a plan, or of the rules named; return 0. Raises UsageError."""
    wanted = tuple(as_id(word) for word in ids)
    for word in wanted:
        _known(word, shelf)
    if os.path.isdir(path):
        name = shown(path, 300)
        raise UsageError(
            Bilingual(
                f"「{name}」はフォルダーです。計画書を1件指定してください。", f"“{name}” is a folder; name one plan"
            )
        )
    today = date.today().isoformat()  # noqa: DTZ011 - the day where the user is
    report = run(shelf, RunOptions(packs=packs, as_of=today, evidence=True), discover([path]))
    plan = report.plans[0]
    if plan.refused is not None:
        name = shown(path, 300)
        raise UsageError(Bilingual(f"{name}: {plan.refused.ja}", f"{name}: {plan.refused.en}"))
    others = _others(shelf, plan, wanted)
    asked = [evidence for evidence in plan.evidence if not wanted or evidence.rule.startswith(wanted)]
    to_stdout(explanation(report, plan._replace(evidence=tuple(asked)), others, lang, whole=not wanted), machine=False)
    return 0


def _known(word: str, shelf: Shelf) -> None:
    ids = shelf.rule_ids()
    if not any(rule_id.startswith(word) for rule_id in ids):
        wrong = Bilingual(f"「{word}」という番号のルールはありません。", f"there is no rule “{word}”")
        raise UsageError(did_you_mean(wrong, word, ids))


def _others(shelf: Shelf, plan: PlanResult, wanted: tuple[str, ...]) -> dict[str, Bilingual]:
    """Return the rules asked for by their whole id that were not judged on the plan, and why."""
    judged = {evidence.rule for evidence in plan.evidence}
    mine = [plan.pack] if plan.pack else []
    return {word: _why(word, shelf, mine) for word in wanted if word in shelf.rule_ids() and word not in judged}


def _why(rule_id: str, shelf: Shelf, packs: list[str]) -> Bilingual:
    if _in(rule_id, shelf, STRUCTURE) is not None:
        return _OF_READING
    rule = next((rule for name in packs if (rule := _in(rule_id, shelf, name)) is not None), None)
    if rule is None:
        return _ELSEWHERE
    return _BY_EYE if rule.by_eye else _OVER_ALL


def _in(rule_id: str, shelf: Shelf, pack: str) -> Rule | None:
    return next((rule for rule in shelf.pack(pack).rules if rule.id == rule_id), None)
