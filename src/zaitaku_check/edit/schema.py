"""The form as a JSON Schema for editors: keys and choices to pick from, help to read, mistakes underlined while typing.

It accepts what people write (both languages' keys, every spelling of a choice, 約70人), not the canonical values that
a pack's own `form.yaml` describes. What a pattern cannot tell is left to the check itself: an editor that complains
of what the check accepts would be worse than one that is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from zaitaku_check.plan.field import Choice, Field, Form
from zaitaku_check.plan.keys import names_of
from zaitaku_check.plan.kinds.choices import EFFORT, listed, spellings
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual

Schema = dict[str, Any]

DRAFTS: Final = {
    "2020-12": ("https://json-schema.org/draft/2020-12/schema", "$defs"),
    "07": ("http://json-schema.org/draft-07/schema#", "definitions"),
}
"""Draft → its address, and where its definitions stand; `07` is what older editor plug-ins understand."""


def editor_schema(form: Form, lang: str, draft: str = "2020-12") -> Schema:
    """Return the schema of a form; `lang` is that of the suggested keys and of all texts. KeyError: unknown draft."""
    address, definitions = DRAFTS[draft]
    writer = _Writer(lang, definitions)
    return {
        "$schema": address,
        "title": Bilingual("活動計画書", "Activity plan").of(lang),
        **writer.group(form.root),
        definitions: {_name(field): writer.field(field) for field in _below(form.root)},
    }


def _below(field: Field) -> Iterator[Field]:
    for child in field.fields.values():
        yield child
        yield from _below(child)


def _name(field: Field) -> str:
    return field.path.replace("[]", "")


class _Writer:
    """Writes the schemas of fields in one language and one draft."""

    def __init__(self, lang: str, definitions: str) -> None:
        self.lang = lang
        self.definitions = definitions

    def key(self, field: Field) -> str:
        """Return the name an editor suggests for a field."""
        return Bilingual(field.label.ja, field.name).of(self.lang)

    def group(self, group: Field) -> Schema:
        """Return a mapping that holds a group's fields, under any of their names, and nothing else."""
        keys = [self.key(field) for field in group.fields.values()]
        demands = [self.demand(field) for field in group.fields.values() if field.required]
        return {
            "type": ["object"],
            "properties": {key: schema for field in group.fields.values() for key, schema in self.properties(field)},
            "additionalProperties": False,
            **({"allOf": demands} if demands else {}),
            "errorMessage": Bilingual("ここに書ける項目: ", "Only these fields are allowed here: ").of(self.lang)
            + ", ".join(keys),
        }

    def properties(self, field: Field) -> Iterator[tuple[str, Schema]]:
        """Yield every name of a field; only the one of the reader's language is suggested."""
        reference = {"$ref": f"#/{self.definitions}/{_name(field)}"}
        for key in names_of(field):
            yield key, reference if key == self.key(field) else {"allOf": [reference], "doNotSuggest": True}

    def demand(self, field: Field) -> Schema:
        """Return the demand that a field be there under one of its names."""
        key = self.key(field)
        missing = Bilingual(f"「{key}」がありません。", f"{key} is missing.").of(self.lang)
        return {"anyOf": [{"required": [name], "errorMessage": missing} for name in names_of(field)]}

    def field(self, field: Field) -> Schema:
        """Return what may stand behind a field's key, with its title and help."""
        title = Bilingual(field.label.ja, field.label.en or field.name).of(self.lang)
        help_ = field.help.of(self.lang)
        head: Schema = {"title": title, "description": help_, "markdownDescription": self.page(field, help_)}
        if field.example and not field.choices and not field.many:
            head["examples"] = [field.example]
        alternatives = self.many(field) if field.many else self.one(field)
        if not field.required:
            alternatives.append({"type": ["null"]} | self.complaint(field))
        # An editor tells alternatives apart by their titles when it shows help.
        titled = [{"title": f"{title} ({number})"} | each for number, each in enumerate(alternatives, 1)]
        return head | (alternatives[0] if len(alternatives) == 1 else {"anyOf": titled})

    def page(self, field: Field, help_: str) -> str:
        """Return the help an editor shows for a field: what it is, what it takes, an example."""
        parts = [help_]
        if field.required:
            parts.append(Bilingual("**必須項目**", "**Required**").of(self.lang))
        if field.choices:
            names = [f"`{self.choice(choice)}`" for choice in field.choices]
            parts.append(
                Bilingual("選択肢: ", "One of: ").of(self.lang) + Bilingual("、", ", ").of(self.lang).join(names)
            )
        if field.example:
            parts.append(Bilingual("例: ", "Example: ").of(self.lang) + f"`{field.example}`")
        return "\n\n".join(part for part in parts if part)

    def many(self, field: Field) -> list[Schema]:
        """Return a list of a field's values; a single value stands for a list of one."""
        single = self.one(field)
        element = single[0] if len(single) == 1 else {"anyOf": single}
        return [{"type": ["array"], "items": element} | self.complaint(field), *single]

    def one(self, field: Field) -> list[Schema]:
        """Return the forms one value of a field may take, each with the words for a value that has none of them."""
        if field.kind.free:
            return [{}]
        if field.is_group:
            return [self.group(field), *([{"type": ["string"]}] if field.text_of else [])]
        if field.choices:
            return [each | self.complaint(field) for each in self.choices(field)]
        return [each | self.complaint(field) for each in self.scalar(field)]

    def scalar(self, field: Field) -> list[Schema]:
        kind = field.kind
        if not kind.words:
            return [kind.schema]
        usual = [word.of(self.lang) for word in kind.words]
        return [{"enum": usual}, kind.schema, _other_than(usual, one_of(kind.spellings))]

    def choices(self, field: Field) -> list[Schema]:
        """Return the choices to pick from, and a pattern for the other ways they are written."""
        if field.otherwise or field.open:
            return [{"type": ["string"], "examples": [self.choice(choice) for choice in field.choices]}]
        usual = [self.choice(choice) for choice in field.choices]
        described = [Bilingual(choice.id, choice.label.ja).of(self.lang) for choice in field.choices]
        schemas = [{"enum": usual, "enumDescriptions": described}, _other_than(usual, choice_pattern(field))]
        numbers = [int(mark) for choice in field.choices if (mark := plain(choice.mark)).isdecimal()]
        if numbers:
            schemas.append({"type": ["integer"], "minimum": min(numbers), "maximum": max(numbers)})
        return schemas

    def choice(self, choice: Choice) -> str:
        """Return a choice as an editor writes it."""
        return Bilingual(choice.mark + choice.label.ja, choice.id).of(self.lang)

    def complaint(self, field: Field) -> Schema:
        key, wanted = self.key(field), field.kind.expects
        text = Bilingual(f"「{key}」には{wanted.ja}を書いてください。", f"{key} takes {wanted.en}.").of(self.lang)
        if field.choices:
            choices = listed(field.choices)
            text += Bilingual(f"選択肢: {choices.ja}", f" Choices: {choices.en}").of(self.lang)
        return {"errorMessage": text, "patternErrorMessage": text}


def _other_than(usual: list[str], pattern: str) -> Schema:
    """Return the other spellings; apart from the usual ones, so that a value is never of two kinds."""
    return {"type": ["string"], "pattern": pattern, "not": {"enum": usual}}


# --- patterns of how people write choices and items: plain enough for Python and JavaScript alike --------------


_SYNTAX: Final = frozenset("\\]^[-")


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for a text that is one of the words."""
    return rf"^\s*(?:{_either(words)})\s*$"


def choice_pattern(field: Field) -> str:
    """Return a pattern for a text that names one of a field's choices: numbers, endings, spaces and widths included."""
    names = f"(?:{_either(spellings(field))})"
    if field.prefixes:
        names = f"(?:{_either(field.prefixes)})?{names}"
    if field.endings:
        names = f"{names}(?:{_either(field.endings)})*"
    marks = [form for choice in field.choices if choice.mark for form in (choice.mark, plain(choice.mark))]
    if not marks:
        return rf"^\s*{names}\s*$"
    number = rf"(?:項目)?\s*[(（]?\s*(?:{_either(marks)})\s*[)）.．、:：]?"
    return rf"^\s*(?:{number}\s*(?:{names})?|{names})\s*$"


def _either(words: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(map(_loose, words)))


def _loose(word: str) -> str:
    """Return a pattern for a word with any spaces, in half or full width, in large or small letters."""
    parts = (r"\s*".join(map(_letter, part)) for part in EFFORT.split(word))
    return r"\s*取\s*り?\s*組\s*み?\s*".join(parts)


def _letter(letter: str) -> str:
    if not "!" <= letter <= "~":
        return letter
    cases = dict.fromkeys((letter.lower(), letter.upper()))
    wide = (chr(ord(case) + 0xFEE0) for case in cases)
    return "[" + "".join(f"\\{each}" if each in _SYNTAX else each for each in (*cases, *wide)) + "]"
