"""Texts of a pack: placeholders that nothing fills, messages that are never shown, missing translations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.pack.document import Document, Where
from zaitaku_check.pack.lint.rules import Written, conditions_of, written_rules
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.rule import Pack
from zaitaku_check.pack.words import word_in
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual

_BRACES = re.compile(r"\{([^{}]*)\}")


def message_problems(loaded: Loaded, _judging: Pack) -> Iterator[Problem]:
    """Yield what is wrong with the texts of a pack's rules."""
    for rule in written_rules(loaded):
        if loaded.pack.id != "structure":
            yield from _placeholder_problems(rule)
            yield from _hidden_messages(rule)
    for document in loaded.documents:
        yield from _untranslated(document, document.data, ())


def _placeholder_problems(rule: Written) -> Iterator[Problem]:
    every = [(rule.data, rule.where, rule.data.get("check", {}))]
    every += [(condition, where, condition) for condition, where in conditions_of(rule)]
    for holder, where, condition in every:
        filled = _fills(condition, folder=rule.data.get("scope") == "folder")
        for lang, text in holder.get("message", {}).items():
            yield from _unfilled(text, filled, rule.document, (*where, "message", lang))


def _fills(condition: Mapping[str, Any], *, folder: bool) -> frozenset[str]:
    """Return the placeholders that the condition's failures can fill."""
    if not condition:
        return frozenset()
    its = word_in(condition)
    return its.fills(condition[its.name], folder)


def _unfilled(text: str, filled: frozenset[str], document: Document, where: Where) -> Iterator[Problem]:
    for name in _BRACES.findall(text):
        if name not in filled:
            hint = nearest(name, sorted(filled))
            wording = Bilingual(f"「{{{name}}}」に入るものはここではありません。", f"nothing fills {{{name}}} here")
            problem = document.problem(where, wording, f"{{{hint[0]}}}" if hint else "")
            at = problem.source.find(f"{{{name}}}")
            yield problem if at < 0 else problem._replace(column=at + 1, length=len(name) + 2)


def _hidden_messages(rule: Written) -> Iterator[Problem]:
    """Yield a problem for a message inside a rule that the rule's own message always replaces."""
    for condition, where in conditions_of(rule):
        replaced = "message" in rule.data or where[1] == "when"
        if replaced and "message" in condition:
            wording = Bilingual("この文が表示されることはありません。", "this message is never shown")
            yield rule.document.problem((*where, "message"), wording, key=True)


def _untranslated(document: Document, data: Any, where: Where) -> Iterator[Problem]:
    if isinstance(data, list):
        for at, child in enumerate(data):
            yield from _untranslated(document, child, (*where, at))
    elif isinstance(data, dict):
        if {"ja", "en"} <= data.keys() and data["ja"] == data["en"] and _is_sentence(str(data["ja"])):
            wording = Bilingual(
                "日本語と英語が同じ文です。", "both languages have the same text: one is not translated"
            )
            yield document.problem((*where, "en"), wording)
        for key, child in data.items():
            if key != "tests":
                yield from _untranslated(document, child, (*where, key))


def _is_sentence(text: str) -> bool:
    """Return whether a text is more than a name that both languages share, such as `zaitaku-check`."""
    return len(text) > 1 and (" " in text or not text.isascii())
