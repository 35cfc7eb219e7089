"""The word `filled`: something is there, and it is no placeholder."""

from __future__ import annotations

from collections.abc import Iterator

from zaitaku_check.pack import phrases
from zaitaku_check.pack.context import Context, Judge
from zaitaku_check.pack.failures import NO, fail
from zaitaku_check.pack.outcome import CANNOT_TELL, PASS, Answer
from zaitaku_check.pack.paths import Frames
from zaitaku_check.pack.words.word import FAILS, Param, Word
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


def is_filled(cell: Cell, placeholders: frozenset[str]) -> bool:
    """Return whether a readable cell holds something that is not a placeholder (a list: at least one element)."""
    value = cell.value
    if type(value) is str:
        return bool(value) and (len(value) > 12 or not _stands_in(plain(value), placeholders))
    if type(value) is list:
        for element in value:  # noqa: SIM110 - most often the first is
            if element.readable and is_filled(element, placeholders):
                return True
        return False
    if type(value) is Group:
        return any(child.readable and is_filled(child, placeholders) for child in value.cells.values())
    return value is not None


_AROUND = "。.、,()[]「」【】!"
"""Signs that may stand around a placeholder without making it content: （検討中）, 未定。"""


def _stands_in(word: str, placeholders: frozenset[str]) -> bool:
    return word in placeholders or word.strip(_AROUND) in placeholders


def judge_filled(spec: str, context: Context) -> Judge:
    """Build `filled`: the value is there and is no placeholder."""
    find, field = context.path(spec)
    placeholders = context.form.placeholders
    quiet = context.quiet

    def judge(frames: Frames) -> Answer:
        found = find(frames)
        for cell in found.cells:
            if is_filled(cell, placeholders):
                return PASS
        if found.unknown or any(_has_unreadable(cell) for cell in found.cells):
            return CANNOT_TELL
        if quiet:
            return NO
        if found.cells:
            cell = found.cells[0]
            return fail(cell, field, phrases.PLACEHOLDER, key=field.many, actual=_first_raw(cell))
        return fail(frames[-1] if len(frames) > 1 else None, field, phrases.NOT_FILLED, key=True)

    return judge


def _has_unreadable(cell: Cell) -> bool:
    return type(cell.value) is list and any(not element.readable for element in cell.value)


def _first_raw(cell: Cell) -> str:
    return cell.value[0].raw if type(cell.value) is list and cell.value else cell.raw


def _breakings(path: str, scene: Scene) -> Iterator[Breaking]:
    cells, field = scene.cells(path)
    held = [cell for cell in cells if cell.field.kind is field.kind]
    if held and not (field.required and not field.many):
        yield scene.drop("drop", held)
    if held and field.kind.plain_text:
        yield scene.placeholder(held, many=field.many)


def _reads(path: str, scope: Scope) -> Bilingual:
    label = scope.label(path)
    return Bilingual(f"{label.ja}が具体的に書かれている", f"{label.en} is filled in")


WORDS = (
    Word(
        name="filled",
        says=Bilingual(
            "値が書かれていて、「未定」などの仮の言葉ではない（一覧は1つ以上の要素がそうである）",
            "the value (of a list: at least one element) is there and is no placeholder",
        ),
        absent=FAILS,
        params={"": Param("path", Bilingual("項目", "the field"))},
        several="one",
        build=judge_filled,
        reads=_reads,
        subject="",
        breakings=_breakings,
        lacks={"faults": "a path alone cannot contradict itself"},
    ),
)
