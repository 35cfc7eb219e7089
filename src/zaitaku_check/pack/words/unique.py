"""The word `unique`: no two elements of a list have the same value."""

from __future__ import annotations

from collections.abc import Iterator

from zaitaku_check.nouns import Pair
from zaitaku_check.pack import phrases
from zaitaku_check.pack.answers import point
from zaitaku_check.pack.comparing import comparable
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Point, Spot
from zaitaku_check.pack.paths import Frames, elements
from zaitaku_check.pack.wording import in_words
from zaitaku_check.pack.words.word import BASIC, NOT_APPLICABLE_WORDS, VALUES, Param, Word
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_forms import plain
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene


def judge_unique(spec: Spec, context: Context) -> Judge:
    """Build `unique`: no two elements with the same value."""
    find, field = context.path(spec["of"])
    inner = context.inside(field)
    find_by, by_field = inner.path("." + str(spec["by"]).lstrip("."))
    shortest = spec.get("min_length", 0)

    def judge(frames: Frames) -> Answer:
        found = find(frames)
        every = elements(found)
        first: dict[object, Cell] = {}
        points: list[Point] = []
        unknown = every.unknown
        for element in every.cells:
            value = find_by((*frames, element))
            unknown = unknown or value.unknown
            for cell in value.cells:
                same = comparable(cell)
                if isinstance(same, str) and len(same) < shortest:
                    continue
                if same in first:
                    points.append(_again(cell, first[same], by_field))
                else:
                    first[same] = cell
        if points:
            return Failure(tuple(points))
        if unknown:
            return CANNOT_TELL
        return PASS if first else NOT_APPLICABLE

    return judge


def _again(cell: Cell, first: Cell, field: Field) -> Point:
    repeated = point(cell, field, phrases.UNIQUE, value=in_words(cell.value, field))
    return repeated._replace(beside=((Spot(first), phrases.FIRST),))


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    every, field = scene.values(spec["of"])
    by = "." + str(spec["by"]).lstrip(".")
    held = [cell for element in every for cell in scene.inside(element, field).values(by)[0]]
    long = [cell for cell in held if len(plain(str(cell.value))) >= spec.get("min_length", 0)]
    if len(long) > 1:
        yield scene.put("repeat", long[-1], long[0].value)


WORDS = (
    Word(
        name="unique",
        says=Pair(
            "by の値が同じ要素が2つない（min_length より短い値は数えない）。フォルダー全体のルールでは、across "
            "が異なる組だけを数え、once_a_plan で計画書ごとに1件だけ指摘する",
            "no two elements have the same `by` (shorter than `min_length` do not count); in folder rules `across` "
            "counts only pairs that differ there, and `once_a_plan: true` gives one finding a plan",
        ),
        absent=NOT_APPLICABLE_WORDS,
        params={
            "of": Param("path", Pair("一覧", "the list"), required=True),
            "by": Param("path", Pair("比べる値", "what must differ"), required=True, kinds=VALUES, within="of"),
            "min_length": Param("number", Pair("数える最短の長さ", "shorter values do not count")),
            "across": Param("path", Pair("異なるべき値", "only pairs that differ here"), kinds=VALUES, within="of"),
            "once_a_plan": Param("flag", Pair("計画書ごとに1件", "one finding a plan")),
        },
        build=judge_unique,
        fills=lambda _spec, folder: frozenset({"actual", "value"}) if folder else BASIC | {"value"},
        subject="of",
        breakings=_breakings,
        lacks={"faults": "nothing in it can contradict itself"},
    ),
)
