"""Answers typed at a prompt or as options: read by the field's own reader, refused in the check's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from zaitaku_check.pack.rule import Rule
from zaitaku_check.plan.doubt import Doubt, Value
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.kinds.choices import listed
from zaitaku_check.report.model import Finding, Place
from zaitaku_check.report.shown import message
from zaitaku_check.text_types import Bilingual

Catalogue = Mapping[str, Rule]
_COMMAS: Final = re.compile("[、，,､]")


class Answer(NamedTuple):
    """What a plan takes from an answer (a choice as its id, all else as typed), and what there is to say of it.

    `value` and `canonical` are None where the answer cannot be read; with a value, `doubt` only asks whether it is
    meant so.
    """

    value: str | None
    canonical: Value | None
    doubt: Bilingual | None = None


def answered(field: Field, raw: str, catalogue: Catalogue) -> Answer:
    """Return one answer as read by a field."""
    text = raw.strip()
    if (
        field.choices
        and not any(choice.mark for choice in field.choices)
        and text.isdecimal()
        and 1 <= int(text) <= len(field.choices)
    ):
        text = field.choices[int(text) - 1].id
    read = field.read_alone(text)
    if not isinstance(read, Doubt):
        return Answer(str(read) if field.choices else text, read)
    doubt = read.closer() if read.closer else read
    value = None if doubt.value is None else str(doubt.value) if field.choices else text
    return Answer(value, doubt.value, _in_words(field, text, doubt, catalogue))


def answered_list(field: Field, raw: str, catalogue: Catalogue) -> tuple[list[str], Bilingual | None]:
    """Return the answers that commas part, and the first thing that is wrong with one of them."""
    answers = [answered(field, part, catalogue) for part in _COMMAS.split(raw) if part.strip()]
    return [each.value for each in answers if each.value], next((each.doubt for each in answers if each.doubt), None)


def _in_words(field: Field, raw: str, doubt: Doubt, catalogue: Catalogue) -> Bilingual:
    rule = catalogue[doubt.rule]
    words = rule.messages.get(doubt.variant) or rule.messages.get("") or rule.title
    choices = (("choices", listed(field.choices)),) if field.choices else ()
    args = (("label", field.label), ("value", raw), *choices, *doubt.args)
    finding = Finding(rule.id, "error", Place(""), words, args)
    return Bilingual(message(finding, "ja"), message(finding, "en"))
