"""The word `unique`: no two elements of a list have the same value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from zaitaku_check.pack import phrases
from zaitaku_check.pack.comparing import Comparable, comparing
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import point
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Point, Spot
from zaitaku_check.pack.paths import Finder, Frames, elements
from zaitaku_check.pack.wording import in_words
from zaitaku_check.pack.words.word import BASIC, TEXTS, VALUES, Param, Word
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


def judge_unique(spec: Spec, context: Context) -> Judge:
    """Build `unique`: no two elements with the same value, or the same values of several fields."""
    find, field = context.path(spec["of"])
    finders = [context.inner(field, text) for text in paths_of(spec["by"])]
    keys_of = _keys_of([each for each, _field in finders], comparing(spec))
    by_field = finders[0][1]
    shortest = spec.get("min_length", 0)
    error_from = spec.get("error_from", 0)

    def judge(frames: Frames) -> Answer:
        every = elements(find(frames))
        first: dict[object, Cell] = {}
        again: dict[object, list[Point]] = {}
        unknown = every.unknown
        for element in every.cells:
            keys, unread = keys_of((*frames, element))
            unknown = unknown or unread
            for cell, same in keys:
                if isinstance(same, str) and len(same) < shortest:
                    continue
                if same in first:
                    again.setdefault(same, []).append(_again(cell, first[same], by_field))
                else:
                    first[same] = cell
        if again:
            return Failure(tuple(point for alike in again.values() for point in _as_many(alike, error_from)))
        if unknown:
            return CANNOT_TELL
        return PASS if first else NOT_APPLICABLE

    return judge


def _as_many(alike: list[Point], error_from: int) -> list[Point]:
    """Return the points of elements that are alike; they are errors where, with the first, there are so many."""
    if not error_from or len(alike) + 1 < error_from:
        return alike
    return [each._replace(severity="error") for each in alike]


def paths_of(by: str | list[str]) -> list[str]:
    """Return the one path or the several ones."""
    return by if isinstance(by, list) else [by]


Keys = tuple[list[tuple[Cell, object]], bool]


def _keys_of(finders: Sequence[Finder], same: Comparable) -> Callable[[Frames], Keys]:
    """Return what gives an element's keys, each with its cell, and whether one could not be read.

    With several paths there is one key of all their values; an element without one of them has none.
    """
    if len(finders) == 1:

        def single(frames: Frames) -> Keys:
            value = finders[0](frames)
            return [(cell, same(cell)) for cell in value.cells], value.unknown

        return single

    def composite(frames: Frames) -> Keys:
        values = [find(frames) for find in finders]
        if all(value.cells for value in values):
            return [(values[0].cells[0], tuple(same(value.cells[0]) for value in values))], False
        return [], any(value.unknown for value in values)

    return composite


def _again(cell: Cell, first: Cell, field: Field) -> Point:
    repeated = point(cell, field, phrases.UNIQUE, value=in_words(cell.value, field))
    return repeated._replace(beside=((Spot(first), phrases.FIRST),))


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    every, field = scene.values(spec["of"])
    columns = ["." + text.lstrip(".") for text in paths_of(spec["by"])]
    rows = [[scene.inside(element, field).values(by)[0] for by in columns] for element in every]
    whole = [[cells[0] for cells in row] for row in rows if all(row)]
    long = [row for row in whole if len(plain(str(row[0].value))) >= spec.get("min_length", 0)]
    if len(long) > 1:
        yield scene.put_each("repeat", [(last, one.value) for last, one in zip(long[-1], long[0], strict=True)])


def _reads(spec: Spec, scope: Scope) -> Bilingual:
    of, by = scope.label(spec["of"]), scope.inner(spec["of"], spec["by"])
    least = spec.get("min_length")
    ja = f"（{least}文字以上のもの）" if least else ""
    en = f" (of {least} letters and more)" if least else ""
    return Bilingual(f"{of.ja}の中に{by.ja}{ja}が同じものがない", f"no two of {of.en} have the same {by.en}{en}")


WORDS = (
    Word(
        name="unique",
        says=Bilingual(
            "by の値が同じ要素が2つない（min_length より短い値は数えない）。フォルダー全体のルールでは、同じ値の"
            "組ごとに1件を指摘する",
            "no two elements have the same `by` (shorter than `min_length` do not count); in folder rules one finding "
            "for each set of equal ones",
        ),
        params={
            "of": Param(
                "paths",
                Bilingual(
                    "一覧（フォルダー全体のルールでは二つでもよく、そのときは別の一覧にある組だけを数える）",
                    "the list (in folder rules also two: then only pairs of different lists count)",
                ),
                required=True,
                single=True,
                many=True,
            ),
            "where": Param(
                "condition", Bilingual("数える要素の条件", "which elements count"), within="of", folder=True
            ),
            "by": Param(
                "paths",
                Bilingual("比べる値（複数ならその組）", "what must differ (several: as a whole)"),
                required=True,
                kinds=VALUES,
                within="of",
            ),
            "else_by": Param(
                "paths",
                Bilingual(
                    "by が記載されていないとき、代わりに比べる値", "what is compared instead where `by` is not given"
                ),
                kinds=VALUES,
                within="of",
                folder=True,
            ),
            "min_length": Param("whole", Bilingual("数える最短の長さ", "shorter values do not count")),
            "punctuation": Param(
                "ignored", Bilingual("句読点を除いて比べる", "`ignored`: compare without punctuation")
            ),
            "error_from": Param(
                "whole", Bilingual("同じものがこの数以上あれば差戻しとする", "so many alike are an error"), plan=True
            ),
            "across": Param(
                "path", Bilingual("異なるべき値", "only pairs that differ here"), kinds=VALUES, within="of", folder=True
            ),
            "once_a_plan": Param(
                "flag", Bilingual("同じ計画書の組は1件にまとめる", "one finding for the same plans"), folder=True
            ),
            "same": Param(
                "paths",
                Bilingual("ほかに一致すべき値", "what else has to agree (where both give it)"),
                kinds=VALUES,
                within="of",
                folder=True,
            ),
            "owner": Param(
                "path",
                Bilingual(
                    "法人名（異なれば別の機関）", "the legal person; where two are given and differ, so do the elements"
                ),
                kinds=TEXTS,
                within="of",
                folder=True,
            ),
            "doubt": Param(
                "doubt",
                Bilingual(
                    "byは一致するが、same・ownerが一致するとは限らないときの重要度と文",
                    "severity and message where `by` agrees and `same` or `owner` is not given or differs",
                ),
                folder=True,
            ),
            "newest": Param(
                "path",
                Bilingual(
                    "日付。最も新しい計画書を数え、ほかは差替え前とする", "a date: of equal plans the newest counts"
                ),
                kinds=frozenset({"date"}),
                within="of",
                folder=True,
            ),
        },
        several="together",
        build=judge_unique,
        fills=lambda _spec, folder: (
            frozenset({"actual", "number", "names", "more", "settled"}) if folder else BASIC | {"value"}
        ),
        reads=_reads,
        subject="of",
        breakings=_breakings,
        lacks={"faults": "nothing in it can contradict itself"},
    ),
)
