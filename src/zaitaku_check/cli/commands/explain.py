"""The command `explain`: a rule's page, or why every rule had its outcome on a plan."""

import os
from typing import Annotated, Any

import typer

from zaitaku_check.cli.declaring import option
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.hints import did_you_mean
from zaitaku_check.engine.shelf import STRUCTURE, Shelf
from zaitaku_check.errors import UsageError
from zaitaku_check.nouns import Pair
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.report.shown import section_of, shown, visible
from zaitaku_check.report.wording import said

_SEVERITIES = {
    "error": Pair("差戻し", "error"),
    "warning": Pair("要説明", "warning"),
    "note": Pair("注意", "note"),
}

_REMEDY = Pair("修正", "What to do")
_HOW = Pair("確かめ方（目視）", "How to look (judged by eye)")


def explain(words: list[str], packs: tuple[str, ...], lang: str) -> int:
    """Print the pages of rules, or the evidence of a plan when the first word is a file; return the exit code."""
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs]
    if os.path.exists(words[0]) and not _is_id(words[0], shelf):
        from zaitaku_check.cli.evidence import explain_plan

        return explain_plan(shelf, words[0], tuple(words[1:]), tuple(names), lang)
    pages = [_page(*_find(shelf, word.upper(), names), lang) for word in words]
    to_stdout("\n".join(pages), machine=False)
    return 0


def _is_id(word: str, shelf: Shelf) -> bool:
    return word.upper() in shelf.rule_ids()


def _find(shelf: Shelf, rule_id: str, packs: list[str]) -> tuple[Rule, Pack]:
    for name in packs or [*shelf.ids, STRUCTURE]:
        pack = shelf.pack(name)
        for rule in pack.rules:
            if rule.id == rule_id:
                return rule, pack
    hint = did_you_mean(rule_id, shelf.rule_ids())
    raise UsageError(
        Pair(
            f"「{shown(rule_id)}」という番号のルールもファイルもありません。{hint.ja}",
            f"there is no rule and no file “{shown(rule_id)}”{hint.en}",
        )
    )


def _page(rule: Rule, pack: Pack, lang: str) -> str:
    """Return a rule's page as text: title, severity, why, what to do, source, examples."""
    ja = lang == "ja"
    severity = " → ".join(dict.fromkeys(_said(_SEVERITIES[each], lang) for each in rule.severity.values()))
    lines = [f"{rule.id}  {_said(rule.title, lang)}", f"{'重要度' if ja else 'Severity'}: {severity}"]
    lines.append(
        f"ルールパック: {pack.id}（{_said(pack.title, lang)}）"
        if ja
        else f"Rule pack: {pack.id} ({_said(pack.title, lang)})"
    )
    if rule.why.ja:
        lines += ["", "理由" if ja else "Why", f"  {_said(rule.why, lang)}"]
    lines += ["", _said(_HOW if rule.by_eye else _REMEDY, lang), f"  {_said(rule.remedy, lang)}"]
    lines += ["", "根拠" if ja else "Source"]
    for cite in rule.cite:
        source = pack.sources.get(cite.source)
        title = _said(source.title, lang) if source else cite.source
        lines.append(f"  {title} {section_of(cite.section, lang)}")
    for wrong, right in rule.examples:
        lines += ["", "例（誤）" if ja else "Example (wrong)", *_indented(wrong)]
        lines += ["例（正）" if ja else "Example (right)", *_indented(right)] if right else []
    return "\n".join(visible(line) for line in lines) + "\n"


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.rstrip("\n").split("\n")]


def _said(pair: Pair, lang: str) -> str:
    return pair.ja if lang == "ja" else pair.en


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    what_help = said(
        "ルールの番号。又は計画書（続けて番号を指定できます）。", "Ids of rules; or a plan, and ids to look at.", lang
    )

    def run(
        what: Annotated[list[str], typer.Argument(metavar="ID|PLAN [ID...]", help=what_help)],
        pack: Annotated[list[str] | None, option("pack", lang)] = None,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        return explain(what, tuple(pack or ()), language or lang)

    return run
