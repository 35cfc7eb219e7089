"""Where the page of a rule stands: below the folder of pages of the reader's language, as `rules docs` writes them."""

from __future__ import annotations


def anchor(rule: str) -> str:
    """Return the name under which a rule is found on the page of its pack."""
    return rule.lower()


def rule_page(pack: str, rule: str) -> str:
    """Return the address of a rule's page: `regional-centre-2018.md#r105`; "" for a rule of no pack.

    It is the same in every language; in this project it lies below `docs/rules/ja` and `docs/rules/en`.
    """
    return f"{pack}.md#{anchor(rule)}" if pack else ""
