"""The word `items`: what the elements of a list hold, against what is demanded of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from zaitaku_check.pack import phrases
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import fail, list_spot, point, worst
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Point
from zaitaku_check.pack.paths import Finder, Found, Frames, elements, once_a_plan, parse_path
from zaitaku_check.pack.wording import in_words, listed
from zaitaku_check.pack.words.word import ALWAYS, NEVER, Fault, Param, Word
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


def judge_items(spec: Spec, context: Context) -> Judge:
    """Build `items`: what the list's elements hold, against what is demanded."""
    find_list, list_field = context.path(spec["in"])
    find_by, by_field = context.inner(list_field, spec["by"])
    demands = [_ITEM_DEMANDS[name](spec, list_field, by_field, context) for name in _ITEM_DEMANDS if name in spec]
    once_a_plan = context.trace is None and parse_path(spec["in"]).level == 0
    holding = (_holding_once_a_plan if once_a_plan else _holding)(find_list, find_by)

    def judge(frames: Frames) -> Answer:
        held, unknown, found = holding(frames)
        where, key = list_spot(found, frames)
        return worst([demand(held, where, key, unknown) for demand in demands])

    return judge


Holding = Callable[[Frames], tuple[Mapping[object, Cell], bool, Found]]
"""Gives what a list's elements hold, each with the first that holds it; whether there may be more; and the list."""


def _holding(find_list: Finder, find_by: Finder) -> Holding:
    def holding(frames: Frames) -> tuple[Mapping[object, Cell], bool, Found]:
        found = find_list(frames)
        every = elements(found)
        held: dict[object, Cell] = {}
        unknown = every.unknown
        for element in every.cells:
            value = find_by((*frames, element))
            unknown = unknown or value.unknown
            for cell in elements(value).cells:
                held.setdefault(cell.value, cell)
        return held, unknown, found

    return holding


@lru_cache(maxsize=64)
def _holding_once_a_plan(find_list: Finder, find_by: Finder) -> Holding:
    return once_a_plan(_holding(find_list, find_by))


ItemDemand = Callable[[Mapping[object, Cell], "Cell | None", bool, bool], Answer]


def _all_of(spec: Spec, list_field: Field, by_field: Field, _context: Context) -> ItemDemand:
    wanted = spec["all_of"]

    def demand(held: Mapping[object, Cell], where: Cell | None, key: bool, unknown: bool) -> Answer:  # noqa: FBT001
        missing = [item for item in wanted if item not in held]
        if not missing:
            return PASS
        if unknown:
            return CANNOT_TELL
        return fail(where, list_field, phrases.ALL_OF, key=key, missing=listed(missing, by_field))

    return demand


def _any_of(spec: Spec, list_field: Field, by_field: Field, _context: Context) -> ItemDemand:
    wanted, least = spec["any_of"], spec.get("at_least", 1)

    def demand(held: Mapping[object, Cell], where: Cell | None, key: bool, unknown: bool) -> Answer:  # noqa: FBT001
        there = sum(item in held for item in wanted)
        if there >= least:
            return PASS
        if unknown:
            return CANNOT_TELL
        absent = listed([item for item in wanted if item not in held], by_field)
        return fail(where, list_field, phrases.ANY_OF, key=key, actual=str(there), min=str(least), missing=absent)

    return demand


def _none_of(spec: Spec, list_field: Field, by_field: Field, _context: Context) -> ItemDemand:
    def demand(held: Mapping[object, Cell], _where: Cell | None, _key: bool, unknown: bool) -> Answer:  # noqa: FBT001
        there = [item for item in spec["none_of"] if item in held]
        if there:
            name = in_words(there[0], by_field)
            return Failure(tuple(point(held[item], list_field, phrases.NONE_OF, actual=name) for item in there))
        return CANNOT_TELL if unknown else PASS

    return demand


def _at_most(spec: Spec, list_field: Field, _by_field: Field, _context: Context) -> ItemDemand:
    most = spec["at_most"]
    counted = set(spec.get("of", ()))

    def demand(held: Mapping[object, Cell], where: Cell | None, key: bool, unknown: bool) -> Answer:  # noqa: FBT001
        there = sum(not counted or item in counted for item in held)
        if there > most:
            return fail(where, list_field, phrases.TOO_MANY_ITEMS, key=key, actual=str(there), max=str(most))
        return CANNOT_TELL if unknown else PASS

    return demand


def _percent(spec: Spec, list_field: Field, _by_field: Field, _context: Context) -> ItemDemand:
    least = spec["at_least_percent"]
    counted = [item for item in spec["of"] if item not in spec.get("not_applicable", ())]

    def demand(held: Mapping[object, Cell], where: Cell | None, key: bool, unknown: bool) -> Answer:  # noqa: FBT001
        if not counted:
            return NOT_APPLICABLE
        there = sum(item in held for item in counted)
        if there * 100 >= least * len(counted):
            return PASS
        if unknown:
            return CANNOT_TELL
        share = str(there * 100 // len(counted))
        return fail(where, list_field, phrases.PERCENT, key=key, actual=share, min=str(least))

    return demand


def _groups(spec: Spec, list_field: Field, by_field: Field, context: Context) -> ItemDemand:
    least, own = spec["at_least"], spec.get("at_least_by", {})
    labels = _labels(context.form.root)
    groups = [
        (labels.get(name, Bilingual(name, name)), values, own.get(name, least))
        for name, values in context.tables[spec["groups"]].items()
    ]

    def demand(held: Mapping[object, Cell], where: Cell | None, key: bool, unknown: bool) -> Answer:  # noqa: FBT001
        short: list[Point] = []
        for name, values, wanted in groups:
            absent = [value for value in values if value not in held]
            there = len(values) - len(absent)
            if there < wanted:
                args: dict[str, str | Bilingual] = {
                    "group": name,
                    "actual": str(there),
                    "min": str(wanted),
                    "missing": listed(absent, by_field),
                }
                short.append(point(where, list_field, phrases.GROUP, key=key, **args))
        if not short:
            return PASS
        return CANNOT_TELL if unknown else Failure(tuple(short))

    return demand


def _labels(field: Field) -> dict[str, Bilingual]:
    """Return the labels of all choices of a form, by id: a group of this name is called so."""
    own = {choice.id: choice.label for choice in field.choices}
    return own | {name: label for child in field.fields.values() for name, label in _labels(child).items()}


_ITEM_DEMANDS: Mapping[str, Callable[[Spec, Field, Field, Context], ItemDemand]] = {
    "all_of": _all_of,
    "any_of": _any_of,
    "none_of": _none_of,
    "at_most": _at_most,
    "at_least_percent": _percent,
    "groups": _groups,
}


def _faults(spec: Spec) -> Iterator[Fault]:
    wanted, least = spec.get("any_of", ()), spec.get("at_least", 1)
    if least <= 0 or any(isinstance(number, int) and number <= 0 for number in spec.get("at_least_by", {}).values()):
        yield ("at_least",), ALWAYS
    if "any_of" in spec and least > len(set(wanted)):
        yield ("at_least" if "at_least" in spec else "any_of",), NEVER
    if set(spec.get("all_of", ())) & set(spec.get("none_of", ())):
        yield ("none_of",), NEVER
    if "of" in spec and set(spec["of"]) <= set(spec.get("not_applicable", ())):
        yield ("not_applicable",), NEVER
    if "of" in spec and spec.get("at_most", -1) >= len(set(spec["of"])):
        yield ("at_most",), ALWAYS


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    holders = _holders(spec, scene)
    for item in spec.get("all_of", ()):
        yield scene.drop("drop item", holders.get(item, []))
    wanted = [cell for item in spec.get("any_of", ()) for cell in holders.get(item, [])]
    if wanted:
        yield scene.drop("drop items", wanted)
    percent = [cell for item in spec.get("of", ()) for cell in holders.get(item, []) if "at_least_percent" in spec]
    if percent:
        yield scene.drop("drop items", percent)
    for group in scene.context.tables.get(spec.get("groups", ""), {}).values():
        yield scene.drop("drop group", [cell for item in group for cell in holders.get(item, [])])
    every = [cell for cells in holders.values() for cell in cells]
    for item in spec.get("none_of", ()):
        if every:
            yield scene.put("swap item", every[-1], item, below=f"/{str(spec['by']).lstrip('.')}")


def _holders(spec: Spec, scene: Scene) -> dict[Any, list[Cell]]:
    """Return the elements of the list by the item they hold."""
    every, field = scene.values(spec["in"])
    holders: dict[Any, list[Cell]] = {}
    for element in every:
        for cell in scene.inside(element, field).values("." + str(spec["by"]).lstrip("."))[0]:
            holders.setdefault(cell.value, []).append(element)
    return holders


_HELD = "constants"


def _reads(spec: Spec, scope: Scope) -> Bilingual:
    of, inner = scope.label(spec["in"]), scope.inner(spec["in"], spec["by"])
    label = of if spec["by"].lstrip(".") == "" else Bilingual(f"{of.ja}の{inner.ja}", f"{of.en}: {inner.en}")
    inside = scope.inside(spec["in"])
    by = "." + spec["by"].lstrip(".")
    parts: list[Bilingual] = []
    if "all_of" in spec:
        values = inside.value(by, spec["all_of"])
        ja, en = ("が", "has") if len(spec["all_of"]) == 1 else ("がすべて", "has all of")
        parts.append(Bilingual(f"{label.ja}に{values.ja}{ja}ある", f"{label.en} {en} {values.en}"))
    if "any_of" in spec:
        values, least = inside.value(by, spec["any_of"]), spec.get("at_least", 1)
        one = len(spec["any_of"]) == 1
        ja, en = ("が", "has") if one else (f"のうち{least}つ以上が", f"has at least {least} of")
        parts.append(Bilingual(f"{label.ja}に{values.ja}{ja}ある", f"{label.en} {en} {values.en}"))
    if "none_of" in spec:
        values = inside.value(by, spec["none_of"])
        parts.append(Bilingual(f"{label.ja}に{values.ja}がない", f"{label.en} has none of {values.en}"))
    if "at_most" in spec:
        most = spec["at_most"]
        parts.append(Bilingual(f"{label.ja}が{most}種類以下である", f"{label.en} has at most {most} different values"))
    if "groups" in spec:
        own = spec.get("at_least_by", {})
        labels = _labels(inside.fields[0])
        named = [(labels.get(name, Bilingual(name, name)), number) for name, number in own.items()]
        ja = f"（{'、'.join(f'{name.ja}は{number}つ以上' for name, number in named)}）" if named else ""
        en = f" ({', '.join(f'{name.en}: {number}' for name, number in named)})" if named else ""
        table, least = spec["groups"], spec["at_least"]
        parts.append(
            Bilingual(
                f"{label.ja}に、表「{table}」の各組から{least}つ以上{ja}がある",
                f"{label.en} has at least {least} of each group of the table “{table}”{en}",
            )
        )
    if "at_least_percent" in spec:
        values, share = inside.value(by, spec["of"]), spec["at_least_percent"]
        parts.append(
            Bilingual(
                f"{values.ja}の{share}％以上が{label.ja}にある", f"{label.en} has at least {share} % of {values.en}"
            )
        )
    return Bilingual("、かつ、".join(each.ja for each in parts), " and ".join(each.en for each in parts))


WORDS = (
    Word(
        name="items",
        says=Bilingual(
            "一覧の要素の by の値に、all_of のすべてが、any_of のうち at_least（1）以上が含まれ、none_of は含まれない。"
            "groups は表の各組から at_least 以上、at_most は値の種類の上限、"
            "at_least_percent は of のうち備わる割合の下限",
            "the `by` values of the list's elements hold all of `all_of`, at least `at_least` (1) of `any_of`, none of "
            "`none_of`; `groups` asks for `at_least` of each group; `at_most` limits how many different ones, "
            "`at_least_percent` the share of `of` that is there",
        ),
        absent=Bilingual("満たさない（空の一覧とみる）", "fails (an empty list)"),
        params={
            "in": Param("path", Bilingual("一覧", "the list"), required=True, many=True),
            "by": Param("path", Bilingual("要素の値", "the value of an element"), required=True, within="in"),
            "all_of": Param(_HELD, Bilingual("すべて必要", "all are needed"), of="by", fills=frozenset({"missing"})),
            "any_of": Param(
                _HELD,
                Bilingual("このうち at_least 以上", "`at_least` of these"),
                of="by",
                fills=frozenset({"actual", "min", "missing"}),
            ),
            "none_of": Param(
                _HELD, Bilingual("含めてはならない", "none may be there"), of="by", fills=frozenset({"actual"})
            ),
            "groups": Param(
                "table",
                Bilingual(
                    "組の表。各組から at_least 以上", "a table of groups: `at_least` of each, one finding a group"
                ),
                of="by",
                fills=frozenset({"actual", "group", "min", "missing"}),
            ),
            "at_least": Param("whole", Bilingual("any_of・groups の必要数", "how many of `any_of`, of each group")),
            "at_least_by": Param(
                "by_group", Bilingual("必要数が異なる組とその数", "groups that need another number, with it")
            ),
            "at_most": Param(
                "whole", Bilingual("種類の上限", "at most so many different ones"), fills=frozenset({"actual", "max"})
            ),
            "at_least_percent": Param(
                "percent",
                Bilingual("of の必要割合", "share of `of` that is needed"),
                fills=frozenset({"actual", "min"}),
            ),
            "of": Param(_HELD, Bilingual("数える値", "the values that count"), of="by"),
            "not_applicable": Param(_HELD, Bilingual("of から除く値", "values taken out of `of`"), of="by"),
        },
        schema={
            "anyOf": [
                {"required": ["all_of"]},
                {"required": ["any_of"]},
                {"required": ["none_of"]},
                {"required": ["at_most"]},
                {"required": ["at_least_percent", "of"]},
                {"required": ["groups", "at_least"]},
            ],
            "dependentRequired": {"at_least_by": ["groups"], "at_least_percent": ["of"]},
            "not": {"required": ["groups", "any_of"]},
        },
        several="together",
        build=judge_items,
        fills=frozenset({"label"}),
        reads=_reads,
        subject="in",
        faults=_faults,
        breakings=_breakings,
    ),
)
