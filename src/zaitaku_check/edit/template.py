"""A plan to be filled in, or filled in already, or carried over from last year: the form's own words as YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, Self, cast

from zaitaku_check.edit.asking import Given
from zaitaku_check.edit.outline import Outline, Values
from zaitaku_check.plan.field import Choice, Field
from zaitaku_check.source.yaml_text import listed, scalar
from zaitaku_check.text_types import Bilingual

TO_RENEW: Final = "要記入"
"""What stands where a value has to be renewed: no field takes it for a value."""
_OF_A_YEAR: Final = frozenset({"target", "baseline", "as_of", "due", "document_number"})


class Renewed(str):  # noqa: SLOT000 - it carries what stood there
    """The stand-in for a value of last year, which is kept beside it."""

    before: str

    def __new__(cls, before: str) -> Self:
        """Return the stand-in for a value as it was written."""
        found = super().__new__(cls, TO_RENEW)
        found.before = " ".join(before.split())
        return found


def renewed(group: Field, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values for which the form has fields: dates, amounts and targets are to be renewed."""
    return {name: _value(group.fields[name], value) for name, value in values.items() if name in group.fields}


def left_out(group: Field, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of what is filled in and has no field in the form."""
    for name, value in values.items():
        field = group.fields.get(name)
        if field is None:
            yield name
        elif field.fields:
            for each in value if isinstance(value, list) else [value]:
                yield from left_out(field, each) if isinstance(each, Mapping) else ()


def _value(field: Field, value: Any) -> Any:
    if isinstance(value, list):
        return [_value(field, each) for each in value]
    if isinstance(value, Mapping):
        return renewed(field, value)
    of_a_year = field.kind.temporal or field.kind.currency or field.name in _OF_A_YEAR or _holds_days(field)
    return Renewed(str(value)) if value and of_a_year else value


def _holds_days(group: Field) -> bool:
    """Say whether a group consists of days: a period written as one text."""
    return bool(group.fields) and all(child.kind.temporal for child in group.fields.values())


MODELINE: Final = "# yaml-language-server: $schema=plan.schema.json"
"""What tells an editor which schema helps to fill in the plan; this tool itself takes no orders from a plan."""
_CELLS: Final = 88


class Style(NamedTuple):
    """How a plan is written: the language of its keys, and that of its comments (ja, en)."""

    keys: str
    lang: str


def written(outline: Outline, values: Values, style: Style, title: Bilingual) -> str:
    """Return a plan with these values filled in, and every other field that the case asks for left empty."""
    return "\n".join(_Writer(outline, style).plan(values, title)) + "\n"


def named(choice: Choice, keys: str) -> str:
    """Return a choice as it is written in a plan."""
    return choice.mark + choice.label.ja if keys == "ja" else choice.id


def need_of(outline: Outline, field: Field, given: Given) -> Bilingual:
    """Return the mark that says whether a field has to be filled in."""
    if field.required:
        return Bilingual("【必須】", "Required. ")
    if outline.asks.wants(field.path.replace("[]", ""), given):
        return Bilingual("【要記入】", "Expected. ")
    return Bilingual("（任意）", "Optional. ")


class _Writer:
    """Writes one plan; a field is explained where it first appears."""

    def __init__(self, outline: Outline, style: Style) -> None:
        self.outline = outline
        self.style = style
        self.explained: set[str] = set()

    def plan(self, values: Values, title: Bilingual) -> Iterator[str]:
        yield MODELINE
        yield from self.preface(title)
        given = {name: value for name, value in values.items() if isinstance(value, str)}
        for field in self.outline.shown(self.outline.root, values, given):
            yield ""
            yield from self.field(field, values.get(field.name), given, "")

    def preface(self, title: Bilingual) -> Iterator[str]:
        if self.style.lang == "ja":
            yield f"# {title.ja} 活動計画書"
            yield "# 「#」で始まる行は説明です。残したまま提出できます。"
            yield "# 【必須】と【要記入】の項目は、書かないと指摘を受けます。（任意）の項目は、空のままで構いません。"
            yield "# 書き終えたら「zaitaku-check check ファイル名」で確かめてください。"
            yield "# 同じフォルダーで「zaitaku-check schema --lang ja > plan.schema.json」を実行しておくと、"
            yield "# エディターで入力の補助が使えます。"
        else:
            yield f"# Activity plan: {title.en}"
            yield "# Lines that begin with # explain; they may stay."
            yield "# What is required or expected and left empty becomes a finding; optional fields may be left empty."
            yield "# When it is filled in, check it: zaitaku-check check FILE"
            yield "# Editors help with it where this was run in its folder: zaitaku-check schema > plan.schema.json"

    def field(self, field: Field, value: Any, given: Given, pad: str, *, first: bool = True) -> Iterator[str]:
        """Yield the lines of a field: its help, its key and its value."""
        yield from (f"{pad}# {line}" for line in self.help(field, value, given))
        if isinstance(value, Renewed):
            yield f"{pad}# " + Bilingual(f"【要更新】前年度: {value.before}", f"Renew. Last year: {value.before}").of(
                self.style.lang
            )
        key = f"{pad}{field.label.ja if self.style.keys == 'ja' else field.name}:"
        if not field.fields or isinstance(value, str):
            yield from self.leaf(key, field, value, pad)
            return
        yield key
        if field.many:
            yield from self.elements(field, value, given, pad + "  ")
        else:
            for child in self.outline.shown(field, value or {}, given, first=first):
                yield from self.field(child, (value or {}).get(child.name), given, pad + "  ", first=first)

    def leaf(self, key: str, field: Field, value: Any, pad: str) -> Iterator[str]:
        if value is None:
            yield key
        elif isinstance(value, list):
            yield f"{key} {listed([self.text(field, each) for each in value])}"
        elif "\n" in value.strip("\n") and value.replace("\n", "").isprintable():
            yield f"{key} |"
            yield from (f"{pad}  {line}".rstrip() for line in value.strip("\n").split("\n"))
        else:
            yield f"{key} {scalar(self.text(field, value))}"

    def text(self, field: Field, value: str) -> str:
        """Return a value as it is written: a choice by its name."""
        choice = next((choice for choice in field.choices if choice.id == value), None)
        return named(choice, self.style.keys) if choice else value.strip("\n")

    def elements(self, field: Field, value: Sequence[Any] | None, given: Given, pad: str) -> Iterator[str]:
        own = field.path.replace("[]", "") == self.outline.activities
        for number, element in enumerate(value or (self.activities() if own else _empty(field))):
            if isinstance(element, str):
                yield f"{pad}- {scalar(element)}"
                continue
            if own:
                item = str(element.get(self.outline.item, ""))
                yield from (f"{pad}# {line}" for line in self.heading(item))
                case = {**given, f"{self.outline.activities}.{self.outline.item}": item}
            else:
                case = dict(given)
            yield from self.element(field, element, case, pad, first=number == 0)

    def element(self, field: Field, values: Values, given: Given, pad: str, *, first: bool) -> Iterator[str]:
        """Yield one element: the first line that is no comment carries the bullet."""
        bullet = False
        for child in self.outline.shown(field, values, given, first=first):
            for line in self.field(child, values.get(child.name), given, pad + "  ", first=first):
                comment = line.lstrip().startswith("#")
                yield line if bullet else line[2:] if comment else f"{pad}- {line[len(pad) + 2 :]}"
                bullet = bullet or not comment

    def activities(self) -> Iterator[Mapping[str, Any]]:
        """Yield an activity for every mandatory item, and one whose item is to be chosen."""
        yield from ({self.outline.item: choice.id} for choice in self.outline.mandatory)
        if self.outline.optional or not self.outline.mandatory:
            yield {}

    def heading(self, item: str) -> Iterator[str]:
        optional = [named(choice, "ja") for choice in self.outline.optional]
        choice = next((each for each in (*self.outline.mandatory, *self.outline.optional) if each.id == item), None)
        if choice is None and optional:
            yield Bilingual(
                "次の項目から1つ以上を選んで書きます（2つ目からはこのまとまりを写します）。",
                "Choose at least one of these items (copy this group for more):",
            ).of(self.style.lang)
            yield from optional
        elif choice is not None:
            mandatory = choice in self.outline.mandatory
            kind = Bilingual("【必須】" if mandatory else "【任意】", "Mandatory: " if mandatory else "Optional: ").of(
                self.style.lang
            )
            yield kind + choice.mark + Bilingual(choice.label.ja, choice.label.en).of(self.style.lang)

    def help(self, field: Field, value: Any, given: Given) -> Iterator[str]:
        """Yield what there is to say of a field."""
        choices = self.outline.asks.choices(field, given)
        known = field.path in self.explained
        self.explained.add(field.path)
        if field.path.replace("[]", "") == f"{self.outline.activities}.{self.outline.item}":
            return
        if not known:
            yield need_of(self.outline, field, given).of(self.style.lang) + " ".join(
                field.help.of(self.style.lang).split()
            )
        if choices and (not known or choices != field.choices):
            yield from self.choices(choices)
        if field.example and not known and value is None and not choices:
            yield Bilingual("例: ", "For example: ").of(self.style.lang) + field.example

    def choices(self, choices: Sequence[Choice]) -> Iterator[str]:
        """Yield the choices, as many to a line as it holds."""
        line = Bilingual("選択肢: ", "One of: ").of(self.style.lang)
        for number, choice in enumerate(choices):
            name = named(choice, self.style.keys)
            if number and _cells(line + name) > _CELLS:
                yield line
                line = " " * _cells(Bilingual("選択肢: ", "One of: ").of(self.style.lang)) + name
            else:
                line += (Bilingual("、", ", ").of(self.style.lang) if number else "") + name
        yield line


def _cells(text: str) -> int:
    """Return how many columns of a terminal or of Notepad a text takes."""
    return len(text.encode("cp932", "replace"))


def _empty(field: Field) -> Iterable[Values]:
    """Return the empty elements of a list: two of what has to be told apart by its own required fields."""
    required = any(child.required for child in field.fields.values())
    return cast("Sequence[Values]", ({},) * (2 if required else 1))
