"""The word `compare`: two values of the plan stand in a relation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from zaitaku_check.pack import phrases
from zaitaku_check.pack.comparing import Comparable, comparing, exact
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import point
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Point, Spot
from zaitaku_check.pack.paths import Found, Frames, elements
from zaitaku_check.pack.wording import in_words
from zaitaku_check.pack.words.word import BASIC, VALUES, Fault, Param, Word
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


_MOST_BESIDE = 50
"""Places that hang on one point; a plan in which a text comes a thousand times must not make a million of them."""
_RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "less": lambda left, right: left < right,
    "at_most": lambda left, right: left <= right,
    "equal": lambda left, right: left == right,
    "at_least": lambda left, right: left >= right,
    "more": lambda left, right: left > right,
    "different": lambda left, right: left != right,
}


def judge_compare(spec: Spec, context: Context) -> Judge:
    """Build `compare`: the place `left` stands in the relation `is` to every place `right`."""
    if not _is_path(spec["left"]) or not _is_path(spec["right"]):
        return _judge_measures(spec, context)
    find_left, field = context.path(spec["left"])
    find_right, right_field = context.path(spec["right"])
    relation = spec["is"]
    holds = _RELATIONS[relation]
    message = phrases.COMPARE_DATES.get(relation) if field.kind.temporal else None
    message = message or phrases.COMPARE[relation]
    same = comparing(spec)
    against = _Against(Found([], unknown=False), same)

    def judge(frames: Frames) -> Answer:
        nonlocal against
        left, right = find_left(frames), find_right(frames)
        if not left.cells:
            return CANNOT_TELL if left.unknown else NOT_APPLICABLE
        if _are_two_values(left.cells, right) and holds(same(left.cells[0]), same(right.cells[0])):
            return PASS
        if right is not against.found:
            against = _Against(right, same)
        cell = left.cells[0]
        mine = same(cell)
        alike = against.alike(mine) if relation == "different" else against.cells
        others = (other for other in alike if other is not cell)
        wrong = list(islice((other for other in others if not holds(mine, same(other))), _MOST_BESIDE))
        if wrong:
            failing = point(cell, field, message, value=_other(wrong[0], right_field))
            beside = tuple((Spot(other), phrases.COMPARED_WITH) for other in wrong)
            return Failure((failing._replace(beside=beside),))
        if against.unknown:
            return CANNOT_TELL
        only_itself = all(other is cell for other in against.cells[:2])
        return NOT_APPLICABLE if only_itself and not (right.cells and relation == "different") else PASS

    return judge


def _is_path(operand: object) -> bool:
    return isinstance(operand, str) and exact(operand) is None


def _judge_measures(spec: Spec, context: Context) -> Judge:
    """Build `compare` where one side is a number or is computed from the plan."""
    from zaitaku_check.pack.measures import in_order, measure, written

    left, right = measure(spec["left"], context), measure(spec["right"], context)
    relation = spec["is"]
    holds, message = _RELATIONS[relation], phrases.COMPARE[relation]
    label = left.field.label

    def judge(frames: Frames) -> Answer:
        mine, other = left.of(frames), right.of(frames)
        for side in (mine, other):
            if side.outcome is not PASS:
                return CANNOT_TELL if CANNOT_TELL in (mine.outcome, other.outcome) else NOT_APPLICABLE
        if holds(*in_order(mine.value, other.value)):
            return PASS
        cell = mine.cell or other.cell or (frames[-1] if len(frames) > 1 else None)
        actual = mine.cell.raw if mine.cell is not None else written(mine.value, left.field)
        args = {"label": label, "actual": actual, "value": written(other.value, right.field)}
        return Failure((Point(Spot(cell, key=mine.cell is None), message, tuple(args.items())),))

    return judge


def _are_two_values(left: list[Cell], right: Found) -> bool:
    """Return whether one value is to be compared with one other, as is most often so."""
    cells = right.cells
    return len(cells) == 1 and not right.unknown and type(cells[0].value) is not list and cells[0] is not left[0]


class _Against:
    """What a value is compared with: found once for all that are compared with the same, and by value if that helps."""

    def __init__(self, found: Found, same: Comparable) -> None:
        every = elements(found)
        self.found = found
        self.same = same
        self.cells = every.cells
        self.unknown = found.unknown or every.unknown
        self._by_value: dict[object, list[Cell]] = {}

    def alike(self, value: object) -> list[Cell]:
        """Return the cells with this value."""
        if not self._by_value:
            for cell in self.cells:
                self._by_value.setdefault(self.same(cell), []).append(cell)
        return self._by_value.get(value, [])


def _other(cell: Cell, field: Field) -> Bilingual:
    value = in_words(cell.value, field)
    return Bilingual(f"{field.label.ja}「{value.ja}」", f"{field.label.en} “{value.en}”")


def _faults(spec: Spec) -> Iterator[Fault]:
    if spec["left"] == spec["right"]:
        yield ("right",), Bilingual("同じ項目どうしを比べています。", "a field is compared with itself")


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    if not _is_path(spec["left"]) or not _is_path(spec["right"]):
        yield from _measure_breakings(spec, scene)
        return
    from zaitaku_check.pack.mutants.edits import other, written

    left, field = scene.values(spec["left"])
    rights = [cell for cell in scene.values(spec["right"])[0] if cell is not left[0]]
    if not rights:
        return
    relation, right = spec["is"], rights[0].value
    if relation in _STEP:
        yield scene.move("at the bound", left[0], right, field, _STEP[relation])
    elif relation == "equal":
        yield scene.put("rename", left[0], other(right, field))
    else:
        yield scene.put("copy", left[0], written(right, field))


def _measure_breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    """Move the side that stands in the plan just past the other one."""
    from zaitaku_check.pack.measures import measure

    left, right = (measure(spec[side], scene.context) for side in ("left", "right"))
    mine, other = left.of(scene.frames), right.of(scene.frames)
    step = _STEP.get(spec["is"], 0 if spec["is"] == "different" else 1)
    if mine.cell is not None:
        yield scene.move("at the bound", mine.cell, int(other.value), left.field, step)
    elif other.cell is not None:
        yield scene.move("at the bound", other.cell, int(mine.value), right.field, -step)


_STEP = {"less": 0, "at_most": 1, "at_least": -1, "more": 0}
"""How far from the right value the left one is put so that the relation just fails."""


def _reads(spec: Spec, scope: Scope) -> Bilingual:
    left, right = scope.operand(spec["left"]), scope.operand(spec["right"])
    words = _READ_DAYS if _is_path(spec["left"]) and scope.field(spec["left"]).kind.temporal else {}
    ja, en = words.get(spec["is"]) or _READ[spec["is"]]
    return Bilingual(f"{left.ja}が{right.ja}{ja}", f"{left.en} is {en} {right.en}")


_READ_DAYS = {
    "less": ("より前である", "before"),
    "at_most": ("以前である", "not after"),
    "at_least": ("以降である", "not before"),
    "more": ("より後である", "after"),
}
_READ = {
    "less": ("より小さい", "less than"),
    "at_most": ("以下である", "at most"),
    "equal": ("と一致する", "equal to"),
    "at_least": ("以上である", "at least"),
    "more": ("より大きい", "more than"),
    "different": ("と異なる", "different from"),
}


WORDS = (
    Word(
        name="compare",
        says=Bilingual(
            "left が right に対して is の関係（less 未満、at_most 以下、equal 等しい、at_least 以上、more 超、"
            "different 異なる）にある。right が複数あればそのすべてと比べ、left 自身とは比べない",
            "`left` is `less`, `at_most`, `equal`, `at_least`, `more` than or `different` from `right`. Where `right` "
            "leads to several values, every one must hold; the place of `left` itself is left out",
        ),
        params={
            "left": Param("operand", Bilingual("左の項目", "what is compared"), required=True, kinds=VALUES, one=True),
            "right": Param("operand", Bilingual("右の項目", "with what"), required=True, kinds=VALUES, like="left"),
            "is": Param("relation", Bilingual("関係", "how"), required=True),
            "punctuation": Param(
                "ignored", Bilingual("句読点を除いて比べる", "`ignored`: compare without punctuation")
            ),
        },
        several="refused",
        build=judge_compare,
        fills=BASIC | {"value"},
        reads=_reads,
        subject="left",
        faults=_faults,
        breakings=_breakings,
    ),
)
