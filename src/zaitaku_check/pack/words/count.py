"""The word `count`: the number of elements of a list is within bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from zaitaku_check.pack import phrases
from zaitaku_check.pack.comparing import comparable
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import list_spot, point
from zaitaku_check.pack.outcome import CANNOT_TELL, PASS, Answer, Failure
from zaitaku_check.pack.paths import Found, Frames, elements
from zaitaku_check.pack.words.selecting import (
    COUNTED,
    GROUPED,
    GROUPED_SCHEMA,
    JudgeFound,
    group_fills,
    over_list,
    selector,
)
from zaitaku_check.pack.words.unique import paths_of
from zaitaku_check.pack.words.word import ALWAYS, BASIC, NEVER, Fault, Param, Word
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.pack.measures import Measure
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


def judge_count(spec: Spec, context: Context) -> Judge:
    """Build `count`: the number of elements is within bounds."""
    return over_list(spec, context, _judge_found)


def _judge_found(spec: Spec, context: Context, field: Field) -> JudgeFound:
    select = selector(spec, context, field)
    number_of = _number_of(spec, context, field)
    low, high = spec.get("min"), spec.get("max")

    def judge(found: Found, frames: Frames) -> Answer:
        kept, unsure = select(found, frames)
        number = number_of(kept, frames)
        return _within(
            number, unsure, (low, high), lambda message, **args: count_fail(found, frames, field, message, args)
        )

    return judge


def count_fail(
    found: Found, frames: Frames, field: Field, message: Bilingual, args: Mapping[str, str | Bilingual]
) -> Failure:
    """Return the failure of a list as a whole."""
    cell, key = list_spot(found, frames)
    return Failure((point(cell, field, message, key=key, **args),))


def _within(number: int, unsure: int, bounds: tuple[int | None, int | None], failure: Callable[..., Failure]) -> Answer:
    """Judge a number that may still grow by `unsure`."""
    low, high = bounds
    if high is not None and number > high:
        return failure(phrases.TOO_MANY, actual=str(number), max=str(high))
    if low is not None and number + unsure < low:
        return failure(phrases.TOO_FEW, actual=str(number), min=str(low))
    decided = unsure == 0 or ((low is None or number >= low) and high is None)
    return PASS if decided else CANNOT_TELL


def _number_of(spec: Spec, context: Context, field: Field) -> Callable[[list[Cell], Frames], int]:
    """Return what counts elements: all of them, or the different values of one field or of several together."""
    if "distinct" not in spec:
        return lambda kept, _frames: len(kept)
    finders = [context.inner(field, text)[0] for text in paths_of(spec["distinct"])]

    def different(kept: list[Cell], frames: Frames) -> int:
        if len(finders) == 1:
            return len({comparable(cell) for each in kept for cell in elements(finders[0]((*frames, each))).cells})
        rows = (tuple(_first(find((*frames, each)).cells) for find in finders) for each in kept)
        return len({row for row in rows if any(value is not None for value in row)})

    return different


def _first(cells: list[Cell]) -> object:
    return comparable(cells[0]) if cells else None


def _size(spec: Spec, context: Context) -> Measure:
    """Return the number of elements as an operand; an absent list has none."""
    from zaitaku_check.pack.measures import Measure, Measured

    find, field = context.path(spec["of"])
    select = selector(spec, context, field)
    number_of = _number_of(spec, context, field)

    def of(frames: Frames) -> Measured:
        kept, unsure = select(find(frames), frames)
        return Measured(CANNOT_TELL) if unsure else Measured(PASS, number_of(kept, frames))

    return Measure(of, field._replace(reader="count", choices=()))


def bound_fills(spec: Spec, folder: bool) -> frozenset[str]:  # noqa: FBT001 - one signature for all words
    """Return the placeholders that a number out of bounds fills; with two bounds, those that both do."""
    extra = {
        "min": {"min", "missing"} if folder else {"min"},
        "max": {"max", "names", "more", *(["counts"] if "distinct" in spec else [])} if folder else {"max"},
        "equals": {"value"},
    }
    own = frozenset.intersection(*(frozenset(extra[name]) for name in extra if name in spec))
    return BASIC | own | group_fills(spec)


def bound_faults(spec: Spec) -> Iterator[Fault]:
    """Yield a fault where the lower bound is above the upper one."""
    low, high = spec.get("min"), spec.get("max")
    if low is not None and high is not None and low > high:
        yield ("min",), NEVER


def _faults(spec: Spec) -> Iterator[Fault]:
    if spec.get("min", 1) <= 0:
        yield ("min",), ALWAYS
    if spec.get("max", 0) < 0:
        yield ("max",), NEVER
    yield from bound_faults(spec)


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    cells, field = scene.cells(spec["of"])
    counted = scene.counted(spec, field)
    beyond = counted[max(spec.get("min", 0) - 1, 0) :]
    if "min" in spec and beyond:
        unfit = scene.unfit(spec["where"], beyond, field) if "where" in spec else None
        yield unfit or scene.drop("drop member", beyond)
    if "min" in spec and "distinct" in spec and spec["min"] > 1 and counted:
        yield scene.put_all("repeat member", counted[1:], counted[0].raw)
    if "max" in spec and counted and cells:
        yield scene.copy("one more", counted[-1], cells[0], spec["max"] - len(counted) + 1)


def _reads(spec: Spec, scope: Scope) -> Bilingual:
    from zaitaku_check.pack.sentence import bounds, by_group, plainly, size_of

    size, within = size_of("count", spec, scope), bounds(spec, plainly)
    if "distinct" in spec:
        apart = scope.inner(spec["of"], spec["distinct"])
        size = Bilingual(
            f"{size.ja}（{apart.ja}が同じものは1つと数える）", f"{size.en} (the same {apart.en} counts once)"
        )
    return by_group(spec, scope, Bilingual(f"{size.ja}が{within.ja}である", f"{size.en} is {within.en}"))


WORDS = (
    Word(
        name="count",
        says=Bilingual(
            "要素の数（where があれば満たす要素、distinct があれば異なる値の数）が min 以上 max 以下である",
            "the number of elements (with `where`: of those for which it holds; with `distinct`: of different values) "
            "is within bounds",
        ),
        absent=Bilingual("0と数える", "counts 0"),
        params={
            **COUNTED,
            "distinct": Param(
                "paths", Bilingual("異なるものだけ数える値", "count different values of this"), within="of"
            ),
            "verdicts": Param(
                "verdicts", Bilingual("数える計画書の判定", "count only plans with one of these verdicts"), folder=True
            ),
            **GROUPED,
            "min": Param("whole", Bilingual("下限", "at least")),
            "max": Param("whole", Bilingual("上限", "at most")),
        },
        schema={"anyOf": [{"required": ["min"]}, {"required": ["max"]}], "dependentRequired": GROUPED_SCHEMA},
        several="together",
        part="not_counted",
        build=judge_count,
        fills=bound_fills,
        reads=_reads,
        subject="of",
        faults=_faults,
        breakings=_breakings,
        size=_size,
    ),
)
