"""Which elements of a list count, and lists taken as a whole or by group."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from zaitaku_check.pack.context import Args, Context, Judge, Spec
from zaitaku_check.pack.failures import list_spot, worst
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Spot
from zaitaku_check.pack.paths import Found, Frames, elements
from zaitaku_check.pack.wording import in_words
from zaitaku_check.pack.words import build
from zaitaku_check.pack.words.filled import is_filled
from zaitaku_check.pack.words.word import VALUES, Param
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.text_types import Bilingual

MANY = 1_000_000
"""So many elements may be hidden in a list that could not be read."""
Selector = Callable[[Found, Frames], tuple[list[Cell], int]]
"""Picks the elements that count, and says how many more there might be."""


def selector(spec: Spec, context: Context, field: Field) -> Selector:
    """Return what picks the counted elements of a list of `field`."""
    placeholders = context.form.placeholders
    where = build(spec["where"], context.inside(field).hushed()) if "where" in spec else None

    def select(found: Found, frames: Frames) -> tuple[list[Cell], int]:
        every = elements(found)
        unsure = MANY if found.unknown else sum(not e.readable for cell in found.cells for e in members_of(cell))
        kept: list[Cell] = []
        for element in every.cells:
            if type(element.value) is not Group and not is_filled(element, placeholders):
                continue
            answer = PASS if where is None else where((*frames, element))
            if answer is PASS:
                kept.append(element)
            elif answer is CANNOT_TELL:
                unsure += 1
        return kept, unsure

    alone = where is not None and context.trace is None and not _looks_outside(spec["where"])
    return _once_a_list(select) if alone else select


def _looks_outside(where: object) -> bool:
    """Return whether a condition on elements asks for the element outside them."""
    if isinstance(where, str):
        return where.startswith("..")
    inner = where.values() if isinstance(where, Mapping) else where if isinstance(where, list) else ()
    return any(_looks_outside(each) for each in inner)


def _once_a_list(select: Selector) -> Selector:
    """Return what picks elements only once while it is asked of the same list: each of its elements may ask for all."""
    last: Cell | None = None
    picked: tuple[list[Cell], int] = ([], 0)

    def selected(found: Found, frames: Frames) -> tuple[list[Cell], int]:
        nonlocal last, picked
        if len(found.cells) != 1 or found.unknown:
            return select(found, frames)
        if last is not found.cells[0]:
            last, picked = found.cells[0], select(found, frames)
        return picked

    return selected


def members_of(cell: Cell) -> list[Cell]:
    """Return the elements of a list, readable or not."""
    return cell.value if type(cell.value) is list else []


JudgeFound = Callable[[Found, Frames], Answer]
"""Judges some elements of a list."""


def over_list(spec: Spec, context: Context, make: Callable[[Spec, Context, Field], JudgeFound]) -> Judge:
    """Return the judge of a list: of all its elements, or with `group_by` of each group of them by itself."""
    find, field = context.path(spec["of"])
    judge_found = make(spec, context, field)
    if "group_by" not in spec:
        return lambda frames: judge_found(find(frames), frames)
    find_group, group_field = context.inner(field, spec["group_by"])
    asked = [choice.id for choice in group_field.choices] if "groups" in spec else []

    def judge(frames: Frames) -> Answer:
        found = find(frames)
        if not found.cells and not found.unknown and not asked:
            return NOT_APPLICABLE
        every = elements(found)
        groups: dict[object, list[Cell]] = {group: [] for group in asked}
        unknown = every.unknown
        for element in every.cells:
            value = elements(find_group((*frames, element)))
            unknown = unknown or value.unknown
            for cell in value.cells:
                groups.setdefault(cell.value, []).append(element)
        answers = [
            _of_group(
                judge_found(Found(members, unknown), frames), in_words(group, group_field), members, found, frames
            )
            for group, members in groups.items()
        ]
        return worst(answers) if answers else CANNOT_TELL if unknown else NOT_APPLICABLE

    return judge


def _of_group(answer: Answer, group: Bilingual, members: list[Cell], found: Found, frames: Frames) -> Answer:
    """Return an answer that names its group; of a group without members the list is the place."""
    if type(answer) is not Failure:
        return answer
    spot = None if members else Spot(*list_spot(found, frames))
    return Failure(
        tuple(point._replace(args=_naming(point.args, group), spot=spot or point.spot) for point in answer.points)
    )


def _naming(args: Args, group: Bilingual) -> Args:
    """Return the arguments of a message with the group; in the label of the list it stands in brackets."""
    label = dict(args).get("label", "")
    name = label if isinstance(label, Bilingual) else Bilingual(label, label)
    full = Bilingual(f"{name.ja}（{group.ja}）", f"{name.en} ({group.en})")
    return tuple({**dict(args), "label": full, "group": group}.items())


def group_fills(spec: Spec) -> frozenset[str]:
    """Return the placeholder that a word over groups fills beside its own."""
    return frozenset({"group"} if "group_by" in spec else ())


COUNTED = {
    "of": Param("path", Bilingual("数える一覧", "the list"), required=True, many=True),
    "where": Param("condition", Bilingual("数える要素の条件", "which elements count"), within="of"),
}
"""The parameters of every word that picks elements of a list."""
GROUPED = {
    "group_by": Param(
        "path",
        Bilingual(
            "組を分ける値。組ごとに判定し、1組につき1件を指摘する（値のない要素はどの組にも入らない）",
            "judge each group of elements with one value here by itself, with one finding a group (elements without it "
            "belong to none)",
        ),
        kinds=VALUES,
        within="of",
        plan=True,
    ),
    "groups": Param(
        "groups", Bilingual("`all` なら、要素のない組も判定する", "`all`: groups without an element too"), plan=True
    ),
}
"""The parameters of every word that can judge a list by group."""
GROUPED_SCHEMA = {"groups": ["group_by"]}
"""What these parameters need of each other (`dependentRequired`)."""
