"""Texts of a pack: placeholders that nothing fills, messages that are never shown, missing translations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zaitaku_check.eras import day_in_words
from zaitaku_check.errors import Problem
from zaitaku_check.pack.comparing import exact
from zaitaku_check.pack.document import Document, Where
from zaitaku_check.pack.lint.rules import Written, conditions_of, written_rules
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.named_values import Names
from zaitaku_check.pack.rule import Pack
from zaitaku_check.pack.words import word_in
from zaitaku_check.plan.field import Field, field_at
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual

_BRACES = re.compile(r"\{([^{}]*)\}")


def message_problems(loaded: Loaded, judging: Pack) -> Iterator[Problem]:
    """Yield what is wrong with the texts of a pack's rules."""
    for rule in written_rules(loaded):
        if loaded.pack.id != "structure":
            yield from _placeholder_problems(rule)
            yield from _hidden_messages(rule)
            yield from _other_amounts(rule, loaded)
            yield from _spelt_out(rule, loaded)
            yield from _strange_paths(rule, judging)
    for document in loaded.documents if len(loaded.pack.meta.get("languages", "  ")) > 1 else ():
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
    return its.filled(condition[its.name], folder=folder)


def _unfilled(text: str, filled: frozenset[str], document: Document, where: Where) -> Iterator[Problem]:
    for name in _BRACES.findall(text):
        if name not in filled and not name.startswith("$"):
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
        elif {"ja", "en"} <= data.keys():
            yield from _other_language(document, data, where)
        for key, child in data.items():
            if key != "tests":
                yield from _untranslated(document, child, (*where, key))


def _other_language(document: Document, data: Mapping[str, Any], where: Where) -> Iterator[Problem]:
    """Yield a problem where the Japanese text has no Japanese letter, or the English one a Japanese sentence."""
    ja, en = str(data["ja"]), str(data["en"])
    if _is_sentence(ja) and " " in ja and not _JAPANESE.search(ja):
        wording = Bilingual("日本語の文が英語で書かれています。", "the Japanese text is in English")
        yield document.problem((*where, "ja"), wording)
    bare = _QUOTED.sub("", en)
    if len(_JAPANESE.findall(bare)) > len(_LATIN.findall(bare)):
        wording = Bilingual("英語の文が日本語で書かれています。", "the English text is in Japanese")
        yield document.problem((*where, "en"), wording)


_JAPANESE = re.compile("[ぁ-ヿ一-龥々]")
_LATIN = re.compile("[A-Za-z]")
_QUOTED = re.compile("“[^”]*”|\"[^\"]*\"|'[^']*'|`[^`]*`|「[^」]*」|\\([^)]*\\)")
"""Words of the other language that an English text quotes."""


def _other_amounts(rule: Written, loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for an amount of money in the rule's own words that its condition does not have."""
    asked = {number for key in ("when", "check", "limits") for number in _numbers(_named(rule.data.get(key), loaded))}
    if not any(number >= _MONEY for number in asked):
        return
    for key in ("title", "message", "remedy"):
        for lang, text in rule.data.get(key, {}).items():
            for found in () if _EXAMPLE.search(str(text)) else _AMOUNT.finditer(str(text)):
                amount = _yen(found)
                if amount is not None and not any(amount - 1 <= number < amount + _MONEY for number in asked):
                    wording = Bilingual(
                        f"「{found[0]}」という金額は、このルールの条件にありません（{{$名前}}と書けば条件と同じになります）。",
                        f"the condition does not have the amount “{found[0]}” (write {{$name}} to say its own)",
                    )
                    yield rule.document.problem((*rule.where, key, lang), wording)


_MONEY = 1_000
"""From here on a number of a condition is taken for an amount of money; below it a text may leave it out."""
_EXAMPLE = re.compile("例|example")
_AMOUNT = re.compile(r"([0-9][0-9,]*)(億|百万|万|千)?円|([0-9][0-9,]*)( million| thousand)? yen")
_SCALE = {"億": 10**8, "百万": 10**6, "万": 10**4, "千": 10**3, " million": 10**6, " thousand": 10**3}


def _yen(found: re.Match[str]) -> int | None:
    digits = (found[1] or found[3]).replace(",", "")
    return int(digits) * _SCALE.get(found[2] or found[4] or "", 1) if digits else None


def _spelt_out(rule: Written, loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for a text that writes out the number or day that its rule's condition has by name."""
    own = rule.document.at(rule.where)
    asked = {name for key in ("when", "check", "limits") for name in _NAME.findall(str(rule.data.get(key, "")))}
    known = Names(loaded.pack.meta, {}).known
    for key in ("title", "why", "message", "remedy", "remedy_reviewer"):
        for lang, text in own.get(key, {}).items():
            for name in sorted(asked & known.keys()):
                if any(_written_in(each, _FULL_MONTH.sub(r"\1", text)) for each in _spellings(known[name])):
                    wording = Bilingual(
                        f"条件にある「${name}」の値は、文の中では{{${name}}}と書いてください。",
                        f"write {{${name}}} for the value that the condition has by that name",
                    )
                    yield rule.document.problem((*rule.where, key, lang), wording)


_NAME = re.compile(r"\$([a-z][a-z0-9_]*)")
_FULL_MONTH = re.compile("(?<=[0-9] )([A-Z][a-z]{2})[a-z]+(?= [0-9]{4})")
"""The month of “1 October 2018”; its first three letters are how days are written in English."""


def _spellings(value: Any) -> tuple[str, ...]:
    """Return the ways in which a text may write a number or a day."""
    if isinstance(value, int):
        units = ((1_000, "千"), (1_000, " thousand"), (10_000, "万"))
        return (str(value), f"{value:,}", *(f"{value // by:,}{unit}" for by, unit in units if value % by == 0))
    return (value, *day_in_words(value)) if isinstance(value, str) and exact(value) is None else ()


def _written_in(number: str, text: str) -> bool:
    return re.search(rf"(?<![0-9,.$]){re.escape(number)}(?![0-9,.])", text) is not None


def _named(value: Any, loaded: Loaded) -> Any:
    """Return a condition with the amounts that it names."""
    if isinstance(value, Mapping):
        return {key: _named(child, loaded) for key, child in value.items()}
    if isinstance(value, list):
        return [_named(child, loaded) for child in value]
    amounts = loaded.pack.meta.get("amounts", {})
    return amounts.get(value[1:], value) if isinstance(value, str) and value.startswith("$") else value


def _numbers(value: Any) -> Iterator[int]:
    children = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    if isinstance(value, int):
        yield value
    for child in children:
        yield from _numbers(child)


def _strange_paths(rule: Written, judging: Pack) -> Iterator[Problem]:
    """Yield a problem for a key of the form in the remedy, such as `budget.total`, that the form does not have."""
    for key in ("remedy", "remedy_reviewer", "message"):
        for lang, text in rule.data.get(key, {}).items():
            for found in _PATH_IN_TEXT.finditer(str(text)):
                if (
                    field_at(judging.form, found[0]) is None
                    and field_at(judging.form, found[0].split(".")[0]) is not None
                ):
                    wording = Bilingual(f"「{found[0]}」は様式にありません。", f"the form has no “{found[0]}”")
                    yield rule.document.problem((*rule.where, key, lang), wording)
            for name in _ENTRY_IN_TEXT.findall(str(text)):
                if judging.form.root.fields and name not in _labels(judging.form.root):
                    wording = Bilingual(f"「{name}」という欄は様式にありません。", f"the form has no entry “{name}”")
                    hint = nearest(name, sorted(_labels(judging.form.root)))
                    yield rule.document.problem((*rule.where, key, lang), wording, hint[0] if hint else "")


_PATH_IN_TEXT = re.compile(r"(?<![\w./{$])[a-z][a-z_]*(?:\.[a-z][a-z_]*)+(?![\w./])")
_ENTRY_IN_TEXT = re.compile("「([^「」{}]+)」の?欄")
"""How a text names an entry of the form: 「所要額」欄, 「所要額」の欄."""


def _labels(field: Field) -> set[str]:
    """Return the labels of all fields of a form."""
    own = {child.label.ja for child in field.fields.values()}
    return own.union(*(_labels(child) for child in field.fields.values()))


def _is_sentence(text: str) -> bool:
    """Return whether a text is more than a name that both languages share, such as `zaitaku-check`."""
    return len(text) > 1 and (" " in text or not text.isascii())
