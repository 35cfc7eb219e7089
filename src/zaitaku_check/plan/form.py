"""The form of a plan: fields, labels, readers and choices, made from a pack's annotated JSON Schema."""

from __future__ import annotations

from typing import NamedTuple

from zaitaku_check.nouns import Pair


class Choice(NamedTuple):
    """One value a choice or item may take."""

    id: str
    label: Pair
    aliases: tuple[str, ...] = ()


class Field(NamedTuple):
    """One field of the form.

    `reader`: text, date, fiscal_year, count, number, yen, yes_no, choice, item, group. `many`: a list of such values.
    `fields` are a group's fields by canonical name, in the form's order. `path` is the schema path
    (`applicant.contact.phone`, `activities[].item`), "" for the plan itself.
    """

    name: str
    path: str
    label: Pair
    reader: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    fields: dict[str, Field] = {}  # noqa: RUF012 - never changed
    choices: tuple[Choice, ...] = ()
    help: Pair = Pair("", "")
    example: str = ""


class Form(NamedTuple):
    """A whole form: its root group and the words that count as placeholders (未定, 検討中 …)."""

    root: Field
    placeholders: frozenset[str]
