"""Where the page of a rule stands: in the project's folder of pages, as `rules docs -o docs/rules` writes them."""

from __future__ import annotations

from typing import Final

from zaitaku_check.report.nouns import RuleCard

FOLDER: Final = "docs/rules"


def anchor(rule: str) -> str:
    """Return the name under which a rule is found on the page of its pack."""
    return rule.lower()


def below_folder(pack: str, rule: str, lang: str) -> str:
    """Return the address of a rule's page, relative to the folder of pages: `ja/regional-centre-2018.md#r105`."""
    return f"{lang}/{pack}.md#{anchor(rule)}"


def rule_page(card: RuleCard, lang: str) -> str:
    """Return the address of a rule's page, relative to the project's own folder; "" for a rule of no pack."""
    return f"{FOLDER}/{below_folder(card.pack, card.id, lang)}" if card.pack else ""
