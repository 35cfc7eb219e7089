"""The reviewer's checklist: the rules that are judged by eye, as boxes to tick, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from zaitaku_check.engine.findings import rule_card
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.pack.rule import Pack, rule_order
from zaitaku_check.reference.markdown import cell
from zaitaku_check.report.model import RuleInfo
from zaitaku_check.report.shown import worded
from zaitaku_check.report.wording import sources_of
from zaitaku_check.text_types import Bilingual


class Checklist(NamedTuple):
    """What is left to the reviewer's eye of one pack: the pack, its title, and the rules that nothing computes."""

    pack: str
    title: Bilingual
    rules: tuple[RuleInfo, ...]


def checklists(shelf: Shelf, names: Iterable[str], options: RunOptions) -> tuple[Checklist, ...]:
    """Return the checklists of the packs that have rules to be judged by eye, as far as these rules are wanted."""
    every = (_of_pack(shelf.pack(name), options) for name in names)
    return tuple(each for each in every if each.rules)


def as_markdown(every: Iterable[Checklist], lang: str) -> str:
    """Return checklists as one text, each with a heading of its own; "" where there is none."""
    return "\n".join(_written(each, lang) for each in every)


def _of_pack(pack: Pack, options: RunOptions) -> Checklist:
    rules = sorted(pack.rules, key=lambda rule: rule_order(rule.id))
    wanted = (rule for rule in rules if rule.by_eye and options.wants(rule.id))
    return Checklist(pack.id, pack.title, tuple(rule_card(rule, pack, options.stage) for rule in wanted))


def _written(each: Checklist, lang: str) -> str:
    head = Bilingual("目視で確かめること", "To be judged by eye").of(lang)
    lines = [f"# {head}: {cell(worded(each.title, lang))}", "", *(_line(card, lang) for card in each.rules)]
    return "\n".join(lines) + "\n"


def _line(card: RuleInfo, lang: str) -> str:
    how, source = Bilingual("確かめ方", "How to look").of(lang), Bilingual("根拠", "Source").of(lang)
    sources = Bilingual("、", "; ").of(lang).join(map(cell, sources_of(card, lang)))
    return "\n".join(
        [
            f"- [ ] **{card.id}** {cell(worded(card.title, lang))}",
            f"  - {how}: {cell(worded(card.remedy, lang))}",
            f"  - {source}: {sources}",
        ]
    )
