"""The reviewer's checklist: the rules that are judged by eye, as boxes to tick, in Markdown."""

from __future__ import annotations

from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.reference.markdown import cell
from zaitaku_check.reference.rule_facts import RuleFacts
from zaitaku_check.reference.rule_pages import PackPage, pack_page
from zaitaku_check.report.wording import said


def checklist(shelf: Shelf, names: list[str], lang: str) -> str:
    """Return the checklists of the packs that have lines to be judged by eye; "" where none has."""
    pages = [pack_page(shelf, name, lang) for name in names]
    lists = [_of_pack(page, lang) for page in pages if any(rule.by_eye for rule in page.rules)]
    return "\n".join(lists)


def _of_pack(page: PackPage, lang: str) -> str:
    head = said("目視で確かめること", "To be judged by eye", lang)
    lines = [f"# {head}: {cell(page.title)}", "", *(_line(rule, lang) for rule in page.rules if rule.by_eye)]
    return "\n".join(lines) + "\n"


def _line(rule: RuleFacts, lang: str) -> str:
    how, source = said("確かめ方", "How to look", lang), said("根拠", "Source", lang)
    sources = said("、", "; ", lang).join(cell(each) for each in rule.sources)
    return "\n".join(
        [f"- [ ] **{rule.id}** {cell(rule.title)}", f"  - {how}: {cell(rule.remedy)}", f"  - {source}: {sources}"]
    )
