"""The words `among` and `same`: what is said in one place agrees with what is said in another."""

from __future__ import annotations

from collections.abc import Iterator

from zaitaku_check.pack import phrases
from zaitaku_check.pack.comparing import comparable, comparing
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import point
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Point, Spot
from zaitaku_check.pack.paths import Frames, elements
from zaitaku_check.pack.wording import in_words
from zaitaku_check.pack.words.word import (
    BASIC,
    VALUES,
    Param,
    Word,
)
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


def judge_among(spec: Spec, context: Context) -> Judge:
    """Build `among`: every value at one path occurs at another."""
    find, field = context.path(spec["at"])
    find_known, known_field = context.path(spec["of"])
    same = comparing(spec)

    def judge(frames: Frames) -> Answer:
        asked, known = elements(find(frames)), elements(find_known(frames))
        there = {same(cell) for cell in known.cells}
        lost = [cell for cell in asked.cells if same(cell) not in there]
        if lost and known.unknown:
            return CANNOT_TELL
        if lost:
            return Failure(tuple(point(cell, field, phrases.NOT_AMONG, value=known_field.label) for cell in lost))
        if asked.unknown:
            return CANNOT_TELL
        return PASS if asked.cells else NOT_APPLICABLE

    return judge


def _break_among(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    from zaitaku_check.pack.mutants.edits import other

    cells, field = scene.values(spec["at"])
    known = tuple(cell.value for cell in scene.values(spec["of"])[0])
    for cell in cells[:1]:
        yield scene.put("rename", cell, other(cell.value, field, known))


def judge_same(spec: Spec, context: Context) -> Judge:
    """Build `same`: elements that agree in one value agree in another."""
    find, field = context.path(spec["of"])
    find_for, _for_field = context.inner(field, spec["for"])
    find_value, value_field = context.inner(field, spec["value"])

    def judge(frames: Frames) -> Answer:
        every = elements(find(frames))
        first: dict[object, Cell] = {}
        points: list[Point] = []
        unknown = every.unknown
        for element in every.cells:
            key, value = find_for((*frames, element)), find_value((*frames, element))
            unknown = unknown or key.unknown or value.unknown
            for its_key, cell in ((each, cell) for each in key.cells[:1] for cell in value.cells[:1]):
                before = first.setdefault(comparable(its_key), cell)
                if comparable(before) != comparable(cell):
                    failing = point(cell, value_field, phrases.NOT_SAME, value=in_words(before.value, value_field))
                    points.append(failing._replace(beside=((Spot(before), phrases.FIRST),)))
        if points:
            return Failure(tuple(points))
        return CANNOT_TELL if unknown else PASS if first else NOT_APPLICABLE

    return judge


def _break_same(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    from zaitaku_check.pack.mutants.edits import other

    every, field = scene.values(spec["of"])
    first: dict[Any, Cell] = {}
    for element in every:
        inside = scene.inside(element, field)
        keys = inside.values("." + str(spec["for"]).lstrip("."))[0]
        values, value_field = inside.values("." + str(spec["value"]).lstrip("."))
        if keys and values and first.setdefault(keys[0].value, values[0]) is not values[0]:
            yield scene.put("rename", values[0], other(values[0].value, value_field))
            return


def _read_among(spec: Spec, scope: Scope) -> Bilingual:
    at, of = scope.label(spec["at"]), scope.label(spec["of"])
    return Bilingual(f"{at.ja}が{of.ja}の中にある", f"{at.en} occurs among {of.en}")


def _read_same(spec: Spec, scope: Scope) -> Bilingual:
    of = scope.label(spec["of"])
    key, value = scope.inner(spec["of"], spec["for"]), scope.inner(spec["of"], spec["value"])
    return Bilingual(
        f"{of.ja}のうち{key.ja}が同じものは{value.ja}も同じである",
        f"those of {of.en} with the same {key.en} have the same {value.en}",
    )


WORDS = (
    Word(
        name="among",
        says=Bilingual(
            "at の値（複数あればそのすべて）が of の値の中にある",
            "the value at `at` (every value where it leads to several) occurs among those at `of`",
        ),
        params={
            "at": Param("path", Bilingual("確かめる値", "what has to occur"), required=True, kinds=VALUES),
            "of": Param(
                "path", Bilingual("値のある場所", "where it has to occur"), required=True, kinds=VALUES, like="at"
            ),
            "punctuation": Param(
                "ignored", Bilingual("句読点を除いて比べる", "`ignored`: compare without punctuation")
            ),
        },
        several="every",
        build=judge_among,
        fills=BASIC | {"value"},
        reads=_read_among,
        subject="at",
        breakings=_break_among,
        lacks={"faults": "nothing in it can contradict itself"},
    ),
    Word(
        name="same",
        says=Bilingual(
            "一覧の中で for の値が同じ要素は、value の値も同じである",
            "elements of the list with the same `for` have the same `value`",
        ),
        params={
            "of": Param("path", Bilingual("一覧", "the list"), required=True, many=True),
            "for": Param(
                "path",
                Bilingual("同じかどうかを見る値", "what tells elements apart"),
                required=True,
                kinds=VALUES,
                within="of",
            ),
            "value": Param(
                "path", Bilingual("同じであるべき値", "what must agree"), required=True, kinds=VALUES, within="of"
            ),
        },
        several="together",
        build=judge_same,
        fills=BASIC | {"value"},
        reads=_read_same,
        subject="of",
        breakings=_break_same,
        lacks={"faults": "nothing in it can contradict itself"},
    ),
)
