"""The command `explain`: a rule's page, what a term means, or why every rule had its outcome on a plan."""

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

import typer

from zaitaku_check.cli.check import examine
from zaitaku_check.cli.declaring import declare, given_request, option_types
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import Request
from zaitaku_check.engine.options import as_id
from zaitaku_check.engine.shelf import STRUCTURE, Shelf
from zaitaku_check.errors import UsageError
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.sentence import sentence
from zaitaku_check.reference.coverage import Coverage, Term, defined, read_coverage
from zaitaku_check.reference.rule_facts import notes_of, rule_facts
from zaitaku_check.report.evidence_text import Asked, explanation
from zaitaku_check.report.model import Evidence, PlanResult
from zaitaku_check.report.shown import shown, visible
from zaitaku_check.suggestions import did_you_mean
from zaitaku_check.text_types import Bilingual

_REMEDY = Bilingual("修正", "What to do")
_HOW = Bilingual("確かめ方（目視）", "How to look (judged by eye)")


def explain(
    words: list[str], packs: tuple[str, ...], lang: str, given: Mapping[str, Any] = MappingProxyType({})
) -> int:
    """Print the pages of rules, or the evidence of a plan when the first word is a file; return the exit code.

    `given` are options of `check`, with which a plan is judged.
    """
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs]
    if os.path.exists(words[0]) and not _is_id(words[0], shelf):
        request = given_request(words[:1], {**given, "pack": [*packs]}, lang)
        return explain_plan(shelf, request, tuple(words[1:]))
    every = [] if all(_is_id(word, shelf) for word in words) else read_coverage(shelf)
    terms = [defined(word, every) for word in words]
    pages = [
        _meaning(*term, lang) if term else _page(*_find(shelf, as_id(word), names), shelf, lang)
        for word, term in zip(words, terms, strict=True)
    ]
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
    wrong = Bilingual(
        f"「{name}」という番号のルールも、用語も、ファイルもありません。", f"there is no rule, term or file “{name}”"
    )
    raise UsageError(did_you_mean(wrong, rule_id, shelf.rule_ids()))


def _meaning(term: Term, source: Coverage, lang: str) -> str:
    """Return what a term means, and which source defines it so."""
    also = Bilingual(f"（{'、'.join(term.also)}）", f" ({', '.join(term.also)})").of(lang) if term.also else ""
    title = Bilingual("根拠", "Source").of(lang)
    return "\n".join(
        [f"{term.term.of(lang)}{also}", "", f"  {term.says.of(lang)}", "", title, f"  {source.title.of(lang)}", ""]
    )


def _page(rule: Rule, pack: Pack, shelf: Shelf, lang: str) -> str:
    """Return a rule's page as text: severity, condition, why, what to do, when it is not judged, sources, examples."""
    facts = rule_facts(rule, pack, shelf.judging(pack.id), shelf.loaded(pack.id).tests.get(rule.id, ()), lang)
    lines = [
        f"{rule.id}  {facts.title}",
        f"{Bilingual('重要度', 'Severity').of(lang)}: {facts.severity}{_by_eye(rule, lang)}",
    ]
    lines.append(
        Bilingual(f"ルールパック: {pack.id}（{pack.title.ja}）", f"Rule pack: {pack.id} ({pack.title.en})").of(lang)
    )
    lines += notes_of(rule, lang)
    for title, text in (
        (Bilingual("条件", "Condition"), facts.asks),
        (Bilingual("理由", "Why"), facts.why),
        (_HOW if rule.by_eye else _REMEDY, facts.remedy),
        (Bilingual("判定しない場合", "Not judged"), _when_not(rule, lang)),
        (Bilingual("注記", "Notes"), " ".join(_other_packs(rule, shelf, pack, lang))),
    ):
        lines += ["", title.of(lang), f"  {text}"] if text else []
        if title is _REMEDY:
            lines += [f"  ・{message} → {remedy}" for message, remedy in facts.remedies]
    lines += ["", Bilingual("根拠", "Source").of(lang), *(f"  {source}" for source in facts.sources)]
    for title, example in (
        (Bilingual("例（誤）", "Example (wrong)"), facts.wrong),
        (Bilingual("例（正）", "Example (right)"), facts.right),
    ):
        lines += ["", title.of(lang), *_indented(example)] if example else []
    return "\n".join(visible(line) for line in lines) + "\n"


def _by_eye(rule: Rule, lang: str) -> str:
    return Bilingual("（目視）", " (judged by eye)").of(lang) if rule.by_eye else ""


def _when_not(rule: Rule, lang: str) -> str:
    """Return when the rule is not judged although it could be: where another has found something first."""
    needs = Bilingual("、", ", ").of(lang).join(rule.needs)
    wording = Bilingual(f"{needs}に指摘があるときは判定しません。", f"It is not judged where {needs} failed.")
    return wording.of(lang) if needs else ""


def _other_packs(rule: Rule, shelf: Shelf, pack: Pack, lang: str) -> list[str]:
    """Return which other packs have the rule, and say it otherwise."""
    others = [
        name for name in shelf.ids if name != pack.id and (its := _in(rule.id, shelf, name)) and its.title != rule.title
    ]
    names = Bilingual("、", ", ").of(lang).join(others)
    wording = Bilingual(
        f"{names} では内容が異なります（--pack で指定すると表示します）。",
        f"It differs in {names}; name the pack with --pack to see it.",
    )
    return [wording.of(lang)] if others else []


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.rstrip("\n").split("\n")]


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    what_help = Bilingual(
        "ルールの番号若しくは用語、又は計画書（続けて番号を指定できます）。",
        "Ids of rules, or terms; or a plan, and ids to look at.",
    ).of(lang)

    def run(what: list[str], **given: Any) -> int:
        return explain(what, tuple(given["pack"] or ()), given["lang"] or lang, given)

    what = Annotated[list[str], typer.Argument(metavar="ID|PLAN [ID...]", help=what_help)]
    declare(run, {"what": what}, option_types(_OF_CHECK, lang))
    return run


_OF_CHECK = ("pack", "stage", "as-of", "answers", "lang", "no-config")
"""The options of `check` with which a plan is judged."""


# --- explain PLAN -----------------------------------------------------------------------------------------------------


_OF_READING = Bilingual("計画書の読み取りについてのルールです。", "a rule about reading a plan")
_OVER_ALL = Bilingual(
    "フォルダー全体のルールです。フォルダーを check 又は review で検査すると判定します。",
    "a rule over all plans; it is judged when a folder is checked or reviewed",
)
_BY_EYE = Bilingual("人の目で確かめるルールです。", "a rule for the reviewer's eye")
_ELSEWHERE = Bilingual("この計画書に使うルールパックにはありません。", "not in the rule pack that judges this plan")


def explain_plan(shelf: Shelf, request: Request, ids: tuple[str, ...]) -> int:
    """Print the evidence of every rule on a plan, or of the rules named; return 0. Raises UsageError."""
    path, lang = request.paths[0], request.lang
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
    examined = examine(request._replace(outputs=(), for_merge=False, changed_since=""), evidence=True)
    if examined is None:
        return 2
    plan = examined.report.plans[0]
    if plan.refused is not None:
        name = shown(path, 300)
        raise UsageError(Bilingual(f"{name}: {plan.refused.ja}", f"{name}: {plan.refused.en}"))
    shown_of = tuple(each for each in plan.evidence if not wanted or each.rule.startswith(wanted))
    asked = Asked(_others(shelf, plan, wanted), _conditions(examined.shelf, plan.pack, shown_of), not wanted)
    to_stdout(explanation(examined.report, plan._replace(evidence=shown_of), asked, lang), machine=False)
    return 0


def _conditions(shelf: Shelf, pack: str, evidence: tuple[Evidence, ...]) -> dict[str, Bilingual]:
    """Return what the rules with evidence demand, read out with their bounds."""
    read = {}
    for each in evidence:
        for name in filter(None, (pack, *shelf.ids)):
            if rule := _in(each.rule, shelf, name):
                read[each.rule] = sentence(rule, shelf.judging(name))
                break
    return {rule_id: condition for rule_id, condition in read.items() if condition}


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
