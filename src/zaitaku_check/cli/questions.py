"""A plan by questions: every field of the template in its order, each answer read at once, none of them lost.

The answers are kept as they were typed. To go back, the last one is struck and the others are given again; to go on
later, those of a file are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, TypeVar

import typer

from zaitaku_check.cli.answering import Catalogue, answered, answered_list
from zaitaku_check.edit.asking import Given
from zaitaku_check.edit.outline import Outline, Values
from zaitaku_check.edit.template import Style, named, need_of
from zaitaku_check.errors import UsageError
from zaitaku_check.files import why_not_written, write_atomically
from zaitaku_check.plan.field import Choice, Field
from zaitaku_check.plan.kinds.yes_no import read_yes_no
from zaitaku_check.report.cells import width
from zaitaku_check.report.shown import shown
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual

Answers = TypeVar("Answers")
_SCHEMA: Final = "zaitaku-check/answers-1"
_BACK: Final = frozenset({"戻る", "もどる", "back"})
_SKIP: Final = frozenset({"飛ばす", "とばす", "skip"})
_YES: Final = frozenset({"y", "ok"})
_NO: Final = frozenset({"n"})
_KEYS: Final = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z~]|O.|.)?|[\x00-\x1f\x7f]")
"""What arrow keys leave in an answer where nothing edits the line."""
_ROOM: Final = 78
_MOST_IN_A_LINE: Final = 6


class _Back(Exception):  # noqa: N818 - a wish
    """The question before is to be asked again."""


class _Skip(Exception):  # noqa: N818 - a wish
    """The rest of the group is left for later."""


class Talk:
    """One conversation on standard error: the plan itself may be written to standard output.

    `draft` is the file in which the answers are kept until the plan is written, "" where there is none; `about` says
    for what they are, so that no others are taken up.
    """

    def __init__(self, draft: str, about: Mapping[str, str], lang: str) -> None:
        self.draft = draft
        self.about = dict(about)
        self.lang = lang
        self._answers: list[str] = []
        self._at = 0
        self._before = ""

    def held(self, ask: Callable[[], Answers]) -> Answers:
        """Return what comes of all questions, asked again from the beginning as often as somebody goes back."""
        self._resume()
        with suppress(ImportError):
            import readline  # noqa: F401 - lets arrow keys move within an answer
        while True:
            self._at = 0
            try:
                return ask()
            except _Back:
                self._before = self._answers.pop() if self._answers else ""
            except typer.Abort:
                self._leave()
                raise

    def is_live(self) -> bool:
        """Say whether the next answer is still to be given."""
        return self._at >= len(self._answers)

    def tell(self, ja: str, en: str) -> None:
        """Say something, once: not while answers are given again."""
        if self.is_live():
            typer.echo(Bilingual(ja, en).of(self.lang), err=True)

    def ask(self, title: Bilingual) -> str:
        """Return the next answer as it was typed; raises _Back, _Skip."""
        text = self._answers[self._at] if not self.is_live() else self._asked(title)
        self._at += 1
        if plain(text) in _SKIP:
            raise _Skip
        return text

    def refuse(self) -> None:
        """Strike the answer that was just given, with all that would follow it."""
        del self._answers[self._at - 1 :]
        self._at = len(self._answers)

    def confirm(self, question: Bilingual, *, usual: bool = False) -> bool:
        """Return whether a question is answered with yes; Enter is what is usual."""
        words = _question(question, usual=usual)
        while (answer := _yes_or_no(self.ask(words), usual=usual)) is None:
            self.refuse()
            self.tell("「はい」か「いいえ」で答えてください。", "Yes or no, please.")
        return answer

    def done(self) -> None:
        """Let go of what was kept: the plan is written."""
        if self.draft:
            from os import remove

            with suppress(OSError):
                remove(self.draft)

    def _asked(self, title: Bilingual) -> str:
        if self._before:
            self.tell(f"（前の答え: {self._before}）", f"(answered before: {self._before})")
            self._before = ""
        typed: str = typer.prompt(title.of(self.lang), default="", show_default=False, err=True, prompt_suffix=": ")
        text = _KEYS.sub("", typed).strip()
        if plain(text) in _BACK:
            if self._answers:
                raise _Back
            self.tell("最初の質問です。", "This is the first question.")
            return self._asked(title)
        self._answers.append(text)
        self._keep()
        return text

    def _keep(self) -> None:
        if not self.draft:
            return
        content = json.dumps({"schema": _SCHEMA, **self.about, "answers": self._answers}, ensure_ascii=False, indent=1)
        try:
            write_atomically(self.draft, (content.encode(),), mode=0o600)
        except (OSError, ValueError) as error:
            ja, en = why_not_written(error, self.draft)
            name = shown(self.draft, 300)
            raise UsageError(
                Bilingual(f"回答を「{name}」に残せません。{ja}。", f"the answers cannot be kept in {name}: {en}")
            ) from error

    def _resume(self) -> None:
        """Take up the answers that were kept, if whoever answers wants to."""
        if not self.draft or (kept := self._kept()) is None:
            return
        number = len(kept)
        self.tell(
            f"前回の途中の回答（{number}件）が「{shown(self.draft, 300)}」に残っています。",
            f"{number} answers from last time are kept in {shown(self.draft, 300)}.",
        )
        words = _question(Bilingual("続きから始めますか", "Go on with them?"), usual=True)
        answer = None
        while answer is None:
            typed = typer.prompt(words.of(self.lang), default="", show_default=False, err=True)
            answer = _yes_or_no(typed, usual=True)
        self._answers = kept if answer else []

    def _kept(self) -> list[str] | None:
        """Return the answers of the draft, None where there are none; raises UsageError for a file that is no draft."""
        try:
            with open(self.draft, encoding="utf-8") as file:
                held = json.load(file)
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            held = None
        name = shown(self.draft, 300)
        if not isinstance(held, dict) or held.get("schema") != _SCHEMA or not isinstance(held.get("answers"), list):
            raise UsageError(
                Bilingual(
                    f"「{name}」は途中の回答として読めません。名前を変えるか、消してから始めてください。",
                    f"{name} holds no answers of this command; rename or delete it first",
                )
            )
        if any(held.get(key) != value for key, value in self.about.items()):
            raise UsageError(
                Bilingual(
                    f"「{name}」の途中の回答は、別の指定（類型、圏域、年度など）で始めたものです。"
                    "同じ指定で続けるか、ファイルを消してから始めてください。",
                    f"the answers in {name} were given with other options; use the same ones, or delete the file",
                )
            )
        return [str(each) for each in held["answers"]]

    def _leave(self) -> None:
        typer.echo("", err=True)
        if self.draft and self._answers:
            name = shown(self.draft, 300)
            words = Bilingual(
                f"中断しました。ここまでの回答（{len(self._answers)}件）は「{name}」に残してあります。"
                "同じコマンドで続きから始められます。",
                f"Stopped. The {len(self._answers)} answers so far are kept in {name}; the same command goes on.",
            )
        else:
            words = Bilingual("中断しました。何も書き出していません。", "Stopped; nothing has been written.")
        typer.echo(words.of(self.lang), err=True)


def _question(words: Bilingual, *, usual: bool) -> Bilingual:
    ja, en = ("はい", "yes") if usual else ("いいえ", "no")
    return Bilingual(f"{words.ja} [はい／いいえ。Enterは「{ja}」]", f"{words.en} [yes/no; Enter: {en}]")


def _yes_or_no(typed: str, *, usual: bool) -> bool | None:
    """Return what an answer says, None where it says neither."""
    answer = plain(typed).lower()
    read = usual if not answer else True if answer in _YES else False if answer in _NO else read_yes_no(answer)
    return read if isinstance(read, bool) else None


class Interview:
    """The questions about one plan; `example` returns a filled-in plan of a type of centre, for examples."""

    def __init__(
        self, outline: Outline, catalogue: Catalogue, style: Style, talk: Talk, example: Callable[[str], Values]
    ) -> None:
        self.outline = outline
        self.catalogue = catalogue
        self.style = style
        self.talk = talk
        self.example = example

    def ask(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values of a whole plan; those that are there already are not asked for."""
        answers = dict(values)
        for field in self.outline.root.fields.values():
            given = {name: value for name, value in answers.items() if isinstance(value, str)}
            if field in self.outline.shown(self.outline.root, values, given) and field.name not in answers:
                with suppress(_Skip):
                    answers |= _kept(field, self._field(field, given, field.label, first=True))
        return answers

    def _group(
        self, group: Field, given: Given, title: Bilingual, values: dict[str, Any], *, first: bool
    ) -> dict[str, Any]:
        answers = dict(values)
        with suppress(_Skip):
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
        needed = self.outline.asks.wants_within(field.path.replace("[]", ""), given)
        mark = "【要記入】" if needed else "（任意）"
        self.talk.tell(f"\n{mark}{field.help.ja}", f"\n{'Expected' if needed else 'Optional'}. {field.help.en}")
        with suppress(_Skip):
            while self.talk.confirm(
                Bilingual(f"「{title.ja}」を{'さらに' if number else ''}書きますか", f"Add to {title.en}?"),
                usual=needed and not number,
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
        with suppress(_Skip):
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
        self.talk.tell("\n次の項目から選びます（1つ以上）。", "\nChoose among these items, at least one.")
        for number, choice in enumerate(left, 1):
            self.talk.tell(f"  {number} {choice.mark}{choice.label.ja}", f"  {number} {choice.mark} {choice.label.en}")
        while text := self.talk.ask(Bilingual("番号（終わるときはEnter）", "Number (Enter: no more)")):
            number_of = plain(text)
            if number_of.isdecimal() and 1 <= int(number_of) <= len(left):
                return left[int(number_of) - 1]
            self.talk.refuse()
            self.talk.tell(f"1から{len(left)}までの番号を書いてください。", f"A number from 1 to {len(left)}, please.")
        return None

    def _leaf(self, field: Field, given: Given, title: Bilingual) -> str | list[str]:
        """Ask for one value until it can be read or is left for later."""
        offered = field._replace(choices=self.outline.asks.choices(field, given))
        self._explain(offered, given)
        while text := self.talk.ask(title):
            value, doubt = self._read(offered, text)
            if doubt is None:
                self._echo(offered, text, value)
                return value
            if not value:
                self.talk.refuse()
            self.talk.tell(*doubt)
            if value and self.talk.confirm(Bilingual("このまま記入しますか", "Write it all the same?")):
                return value
        return ""

    def _echo(self, field: Field, text: str, value: str | list[str]) -> None:
        """Say what a number has chosen."""
        values = [value] if isinstance(value, str) else value
        words = [named(choice, self.style.keys) for each in values for choice in field.choices if choice.id == each]
        if words and "、".join(words) != text:
            self.talk.tell(f"→ {'、'.join(words)}", f"→ {', '.join(words)}")

    def _read(self, field: Field, text: str) -> tuple[str | list[str], Bilingual | None]:
        if field.many:
            return answered_list(field, text, self.catalogue)
        answer = answered(field, text, self.catalogue)
        return answer.value or "", answer.doubt

    def _explain(self, field: Field, given: Given) -> None:
        """Say what a field is for, and what it takes."""
        tell = self.talk.tell
        need = need_of(self.outline, field, given)
        tell("", "")
        tell(*(f"{mark}{' '.join(each.split())}" for mark, each in zip(need, field.help, strict=True)))
        if field.choices:
            tell("選択肢（番号でも答えられます）:", "One of (its number will do):")
            for line in _in_columns(
                [f"{at} {named(each, self.style.keys)}" for at, each in enumerate(field.choices, 1)]
            ):
                tell(line, line)
        elif example := self._example(field, given):
            tell(f"例: {example}", f"For example: {example}")
        if field.many:
            tell("いくつかあるときは「、」で区切ります。", "Separate several with commas.")

    def _example(self, field: Field, given: Given) -> str:
        """Return an example of the field; within an activity that of the same item, as far as there is one."""
        path = field.path.replace("[]", "")
        item = given.get(f"{self.outline.activities}.{self.outline.item}") if self.outline.activities else None
        if item is None or not path.startswith(f"{self.outline.activities}."):
            return field.example.strip("[]")
        every = self.example(given.get("centre_type", "")).get(self.outline.activities, [])
        here: Any = next((each for each in every if each.get(self.outline.item) == item), None)
        for step in path.removeprefix(f"{self.outline.activities}.").split("."):
            here = here[0] if isinstance(here, list) and here else here
            here = here.get(step) if isinstance(here, Mapping) else None
        text = "、".join(here) if isinstance(here, list) else str(here or "")
        return " ".join(text.split())


def _in_columns(names: Sequence[str]) -> Iterator[str]:
    """Yield names in lines: a few one after the other, many in columns."""
    room = max(map(width, names)) + 2
    columns = max(1, _ROOM // room) if len(names) > _MOST_IN_A_LINE else len(names)
    if len(names) <= _MOST_IN_A_LINE and sum(map(width, names)) + 2 * len(names) > _ROOM:
        columns = 1
    for start in range(0, len(names), columns):
        line = names[start : start + columns]
        yield "  " + "".join(name + " " * (room - width(name)) for name in line).rstrip()


def _kept(field: Field, value: Any) -> dict[str, Any]:
    """Return an answer under its field's name; nothing where it was left for later."""
    return {field.name: value} if value else {}
