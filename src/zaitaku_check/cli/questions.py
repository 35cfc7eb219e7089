"""A plan by questions: every field of the template in its order, each answer read at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from zaitaku_check.cli.answering import Catalogue, answered, answered_list
from zaitaku_check.edit.asking import Given
from zaitaku_check.edit.outline import Outline
from zaitaku_check.edit.template import Style, named
from zaitaku_check.plan.field import Choice, Field
from zaitaku_check.text_types import Bilingual


class Interview:
    """One round of questions. They go to standard error: the plan itself may be written to standard output."""

    def __init__(self, outline: Outline, catalogue: Catalogue, style: Style) -> None:
        self.outline = outline
        self.catalogue = catalogue
        self.style = style

    def ask(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values of a whole plan; those that are there already are not asked for."""
        self._tell(
            "1つずつ質問します。分からないものは、何も書かずにEnterを押すと後で書けます。Ctrl-Cで中止します（何も書き出しません）。",
            "One question after another. Press Enter to leave a field for later; Ctrl-C stops, and nothing is written.",
        )
        answers = dict(values)
        for field in self.outline.root.fields.values():
            given = {name: value for name, value in answers.items() if isinstance(value, str)}
            if field in self.outline.shown(self.outline.root, values, given) and field.name not in answers:
                answers |= _kept(field, self._field(field, given, field.label, first=True))
        return answers

    def _group(
        self, group: Field, given: Given, title: Bilingual, values: dict[str, Any], *, first: bool
    ) -> dict[str, Any]:
        answers = dict(values)
        for field in self.outline.shown(group, values, given, first=first):
            if field.name not in answers:
                label = Bilingual(f"{title.ja}／{field.label.ja}", f"{title.en} > {field.label.en}")
                answers |= _kept(field, self._field(field, given, label, first=first))
        return answers

    def _field(self, field: Field, given: Given, title: Bilingual, *, first: bool) -> Any:
        """Return the answer for a field: a text, a list, a group; something empty where it was left for later."""
        if not field.fields:
            return self._leaf(field, given, title)
        if not field.many:
            return self._group(field, given, title, {}, first=first)
        if field.path.replace("[]", "") == self.outline.activities:
            return list(self._activities(field, given))
        return list(self._elements(field, given, title))

    def _elements(self, field: Field, given: Given, title: Bilingual) -> Iterator[dict[str, Any]]:
        number = 0
        while self._confirmed(
            Bilingual(f"「{title.ja}」を{'さらに' if number else ''}書きますか", f"Add to {title.en}?")
        ):
            number += 1
            label = Bilingual(f"{title.ja} {number}", f"{title.en} {number}")
            if element := self._group(field, given, label, {}, first=number == 1):
                yield element

    def _activities(self, field: Field, given: Given) -> Iterator[dict[str, Any]]:
        """Yield an activity for every mandatory item, then for those that are chosen."""
        for number, choice in enumerate(self.outline.mandatory):
            yield self._activity(field, given, choice, first=number == 0)
        left = list(self.outline.optional)
        while left and (chosen := self._chosen(left)):
            left.remove(chosen)
            yield self._activity(field, given, chosen, first=False)

    def _activity(self, field: Field, given: Given, choice: Choice, *, first: bool) -> dict[str, Any]:
        item = self.outline.item
        case = {**given, f"{self.outline.activities}.{item}": choice.id}
        title = Bilingual(choice.mark + choice.label.ja, f"{choice.mark} {choice.label.en}")
        return self._group(field, case, title, {item: choice.id}, first=first)

    def _chosen(self, left: list[Choice]) -> Choice | None:
        """Return the optional item that is chosen next, None for no more."""
        self._tell("次の項目から選びます（1つ以上）。", "Choose among these items, at least one.")
        for number, choice in enumerate(left, 1):
            self._tell(f"  {number} {choice.mark}{choice.label.ja}", f"  {number} {choice.mark} {choice.label.en}")
        while text := self._prompt(Bilingual("番号（終わるときはEnter）", "Number (Enter: no more)")):
            if text.isdecimal() and 1 <= int(text) <= len(left):
                return left[int(text) - 1]
            self._tell(f"1から{len(left)}までの番号を書いてください。", f"A number from 1 to {len(left)}, please.")
        return None

    def _leaf(self, field: Field, given: Given, title: Bilingual) -> str | list[str]:
        """Ask for one value until it can be read or is left for later."""
        self._explain(field, given)
        while text := self._prompt(title):
            value, doubt = self._read(field, text)
            if doubt is None:
                return value
            self._tell(*doubt)
            if value and self._confirmed(Bilingual("このまま記入しますか", "Write it all the same?")):
                return value
        return ""

    def _read(self, field: Field, text: str) -> tuple[str | list[str], Bilingual | None]:
        if field.many:
            return answered_list(field, text, self.catalogue)
        answer = answered(field, text, self.catalogue)
        return answer.value or "", answer.doubt

    def _explain(self, field: Field, given: Given) -> None:
        """Say what a field is for, and what it takes."""
        self._tell("", "")
        ja, en = ("【必須】", "Required. ") if field.required else ("", "")
        self._tell(ja + field.help.ja, en + field.help.en)
        choices = self.outline.asks.choices(field, given)
        numbers = {choice.id: number for number, choice in enumerate(field.choices, 1)}
        if choices:
            names = [f"{numbers[choice.id]} {named(choice, self.style.keys)}" for choice in choices]
            self._tell("選択肢: " + "、".join(names), "One of: " + ", ".join(names))
        elif field.example:
            self._tell(f"例: {field.example.strip('[]')}", f"For example: {field.example.strip('[]')}")
        if field.many:
            self._tell("いくつかあるときは「、」で区切ります。", "Separate several with commas.")

    def _prompt(self, title: Bilingual) -> str:
        text: str = typer.prompt(self._said(title), default="", show_default=False, err=True)
        return text.strip()

    def _confirmed(self, question: Bilingual) -> bool:
        return typer.confirm(self._said(question), default=False, err=True)

    def _tell(self, ja: str, en: str) -> None:
        typer.echo(self._said(Bilingual(ja, en)), err=True)

    def _said(self, words: Bilingual) -> str:
        return words.of(self.style.lang)


def _kept(field: Field, value: Any) -> dict[str, Any]:
    """Return an answer under its field's name; nothing where it was left for later."""
    return {field.name: value} if value else {}
