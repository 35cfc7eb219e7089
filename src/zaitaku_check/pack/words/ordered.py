"""The word `sorted`: the elements of a list stand in the order of one of their values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from zaitaku_check.pack import phrases
from zaitaku_check.pack.comparing import comparable
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import point
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Spot
from zaitaku_check.pack.paths import Frames, elements
from zaitaku_check.pack.words.word import (
    ORDERED,
    Param,
    Word,
)
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


def judge_sorted(spec: Spec, context: Context) -> Judge:
    """Build `sorted`: no element has a value that belongs before that of the element before it."""
    find, field = context.path(spec["of"])
    find_by, by_field = context.inner(field, spec["by"])
    falling = spec.get("order") == "descending"

    def judge(frames: Frames) -> Answer:
        every = elements(find(frames))
        values = [find_by((*frames, element)) for element in every.cells]
        cells = [cell for value in values for cell in value.cells[:1]]
        for before, cell in pairwise(cells):
            first, second = (cell, before) if falling else (before, cell)
            if comparable(first) > comparable(second):  # type: ignore[operator]  # the kinds of field have an order
                failing = point(cell, by_field, phrases.UNSORTED)
                return Failure((failing._replace(beside=((Spot(before), phrases.COMPARED_WITH),)),))
        if every.unknown or any(value.unknown for value in values):
            return CANNOT_TELL
        return PASS if cells else NOT_APPLICABLE

    return judge


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    every, field = scene.values(spec["of"])
    rows = [scene.inside(each, field).values("." + str(spec["by"]).lstrip("."))[0][:1] for each in every]
    cells = [cell for row in rows for cell in row]
    if len(cells) > 1 and cells[0].value != cells[-1].value:
        yield scene.put_each("swap", [(cells[0], cells[-1].value), (cells[-1], cells[0].value)])


def _reads(spec: Spec, scope: Scope) -> Bilingual:
    of, by = scope.label(spec["of"]), scope.inner(spec["of"], spec["by"])
    falling = spec.get("order") == "descending"
    ja, en = ("大きい（新しい）順", "descending") if falling else ("小さい（古い）順", "ascending")
    return Bilingual(f"{of.ja}が{by.ja}の{ja}に並んでいる", f"{of.en} stand in {en} order of {by.en}")


WORDS = (
    Word(
        name="sorted",
        says=Bilingual(
            "一覧の要素が by の値の順（order: ascending 昇順、descending 降順）に並んでいる",
            "the elements of the list stand in the order of `by` (`order`: ascending or descending); equal ones may "
            "follow each other",
        ),
        params={
            "of": Param("path", Bilingual("一覧", "the list"), required=True, many=True),
            "by": Param(
                "path", Bilingual("順番を決める値", "what orders them"), required=True, kinds=ORDERED, within="of"
            ),
            "order": Param("order", Bilingual("昇順か降順か", "`ascending` (unless said otherwise) or `descending`")),
        },
        several="together",
        build=judge_sorted,
        reads=_reads,
        subject="of",
        breakings=_breakings,
        lacks={"faults": "nothing in it can contradict itself"},
    ),
)
