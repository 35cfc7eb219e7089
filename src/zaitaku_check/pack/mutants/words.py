"""How each word of the rule language is made to fail on a plan on which it holds: by the smallest change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.mutants.edits import DROP, Change, Copy
from zaitaku_check.pack.mutants.values import OTHER_TEXT, PLACEHOLDER, moved, other, written
from zaitaku_check.pack.outcome import PASS
from zaitaku_check.pack.paths import Found, Frames, elements
from zaitaku_check.pack.words import build
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.plan.spelling import plain

Spec = Mapping[str, Any]


class Scene(NamedTuple):
    """A plan at hand: the frames a condition is asked in, their context, and the pointer of every cell."""

    frames: Frames
    context: Context
    pointers: Mapping[int, str]

    def cells(self, path: str) -> tuple[list[Cell], Field]:
        """Return the readable cells a path leads to, and its field."""
        find, field = self.context.path(path)
        return find(self.frames).cells, field

    def values(self, path: str) -> tuple[list[Cell], Field]:
        """Return the same with lists opened."""
        cells, field = self.cells(path)
        return elements_of(cells), field

    def at(self, cell: Cell) -> str:
        """Return the pointer of a cell."""
        return self.pointers[id(cell)]

    def inside(self, element: Cell, field: Field) -> Scene:
        """Return the scene of an element."""
        return self._replace(frames=(*self.frames, element), context=self.context.inside(field))


class Breaking(NamedTuple):
    """One way to make a condition fail."""

    operator: str
    changes: tuple[Change, ...]


def elements_of(cells: list[Cell]) -> list[Cell]:
    """Return cells with lists opened."""
    return elements(Found(cells, unknown=False)).cells


def breakings(condition: Spec, scene: Scene) -> Iterator[Breaking]:
    """Yield the ways to make a condition fail; none where it does not hold."""
    if build(condition, scene.context)(scene.frames) is not PASS:
        return
    for word, broken in _BROKEN.items():
        if word in condition:
            yield from broken(condition[word], scene)


def _drops(cells: list[Cell], scene: Scene) -> tuple[Change, ...]:
    return tuple(Change(scene.at(cell), DROP) for cell in cells)


def _filled(path: str, scene: Scene) -> Iterator[Breaking]:
    cells, field = scene.cells(path)
    held = [cell for cell in cells if cell.field.reader == field.reader]
    if held and not (field.required and not field.many):
        yield Breaking("drop", _drops(held, scene))
    if held and field.reader == "text":
        value: Any = [PLACEHOLDER] if field.many else PLACEHOLDER
        yield Breaking("placeholder", tuple(Change(scene.at(cell), value) for cell in held))


def _items(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    holders = _holders(spec, scene)
    for item in spec.get("all_of", ()):
        yield Breaking("drop item", _drops(holders.get(item, []), scene))
    wanted = [cell for item in spec.get("any_of", ()) for cell in holders.get(item, [])]
    if wanted:
        yield Breaking("drop items", _drops(wanted, scene))
    percent = [cell for item in spec.get("of", ()) for cell in holders.get(item, []) if "at_least_percent" in spec]
    if percent:
        yield Breaking("drop items", _drops(percent, scene))
    every = [cell for cells in holders.values() for cell in cells]
    for item in spec.get("none_of", ()):
        if every:
            yield Breaking("swap item", (Change(f"{scene.at(every[-1])}/{str(spec['by']).lstrip('.')}", item),))


def _holders(spec: Spec, scene: Scene) -> dict[Any, list[Cell]]:
    """Return the elements of the list by the item they hold."""
    every, field = scene.values(spec["in"])
    holders: dict[Any, list[Cell]] = {}
    for element in every:
        for cell in scene.inside(element, field).values("." + str(spec["by"]).lstrip("."))[0]:
            holders.setdefault(cell.value, []).append(element)
    return holders


def _count(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    cells, field = scene.cells(spec["of"])
    counted = [cell for cell in elements_of(cells) if _counts(spec, cell, field, scene)]
    beyond = counted[max(spec.get("min", 0) - 1, 0) :]
    if "min" in spec and beyond:
        yield (
            _unfit(spec["where"], beyond, field, scene)
            if "where" in spec
            else Breaking("drop member", _drops(beyond, scene))
        )
    if "min" in spec and "distinct" in spec and spec["min"] > 1 and counted:
        yield Breaking("repeat member", tuple(Change(scene.at(cell), counted[0].raw) for cell in counted[1:]))
    if "max" in spec and counted and cells:
        more = spec["max"] - len(counted) + 1
        copies = [Change(f"{scene.at(cells[0])}/-", Copy(scene.at(counted[-1])))] * more
        yield Breaking("one more", tuple(copies))


def _unfit(where: Spec, cells: list[Cell], field: Field, scene: Scene) -> Breaking:
    """Make elements such that they are not counted any more."""
    broken = [next(breakings(where, scene.inside(cell, field))) for cell in cells]
    return Breaking(f"unfit member ({broken[0].operator})", tuple(change for each in broken for change in each.changes))


def _counts(spec: Spec, cell: Cell, field: Field, scene: Scene) -> bool:
    if "where" not in spec:
        return True
    inside = scene.inside(cell, field)
    return build(spec["where"], inside.context)(inside.frames) is PASS


def _sum(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    every, field = scene.values(spec["of"])
    inner = [scene.inside(cell, field).values(spec["value"]) for cell in every if _counts(spec, cell, field, scene)]
    summed = [(cell, value_field) for cells, value_field in inner for cell in cells]
    if not summed:
        return
    cell, value_field = summed[-1]
    total = sum(int(str(each.value)) for each, _field in summed)
    if "equals" in spec:
        yield Breaking("one more", (Change(scene.at(cell), moved(cell.value, value_field, 1)),))
    if "max" in spec:
        yield Breaking("one over", (Change(scene.at(cell), moved(cell.value, value_field, spec["max"] - total + 1)),))
    if "min" in spec:
        yield Breaking("one under", (Change(scene.at(cell), moved(cell.value, value_field, spec["min"] - total - 1)),))


def _value(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    cells, field = scene.values(spec["at"])
    for cell in cells[:1]:
        pointer = scene.at(cell)
        for operator, value in _wrong_values(spec, cell, field, scene):
            yield Breaking(operator, (Change(pointer, value),))
        if spec.get("required"):
            yield Breaking("drop", (Change(pointer, DROP),))


def _wrong_values(spec: Spec, cell: Cell, field: Field, scene: Scene) -> Iterator[tuple[str, Any]]:
    steps = {"min": -1, "max": 1, "after": 0, "before": 0}
    names = {"min": "one under", "max": "one over", "after": "at the bound", "before": "at the bound"}
    for bound, step in steps.items():
        if bound in spec:
            yield names[bound], moved(spec[bound], field, step)
    if "equals" in spec:
        yield "swap", other(cell.value, field)
    if isinstance(spec.get("in"), list):
        yield "swap", other(cell.value, field, tuple(spec["in"]))
    if isinstance(spec.get("in"), Mapping):
        yield "swap", other(cell.value, field, tuple(_allowed(spec["in"], scene)))
    if "pattern" in spec:
        yield "swap", OTHER_TEXT


def _allowed(among: Spec, scene: Scene) -> list[Any]:
    keys, _field = scene.values(among["by"])
    return [value for key in keys for value in scene.context.tables[among["table"]].get(str(key.value), ())]


def _compare(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    left, field = scene.values(spec["left"])
    rights = [cell for cell in scene.values(spec["right"])[0] if cell is not left[0]]
    if not rights:
        return
    pointer, right = scene.at(left[0]), rights[0].value
    relation = spec["is"]
    if relation in _STEP:
        yield Breaking("at the bound", (Change(pointer, moved(right, field, _STEP[relation])),))
    elif relation == "equal":
        yield Breaking("rename", (Change(pointer, other(right, field)),))
    else:
        yield Breaking("copy", (Change(pointer, written(right, field)),))


_STEP = {"less": 0, "at_most": 1, "at_least": -1, "more": 0}
"""How far from the right value the left one is put so that the relation just fails."""


def _unique(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    every, field = scene.values(spec["of"])
    by = "." + str(spec["by"]).lstrip(".")
    held = [cell for element in every for cell in scene.inside(element, field).values(by)[0]]
    long = [cell for cell in held if len(plain(str(cell.value))) >= spec.get("min_length", 0)]
    if len(long) > 1:
        yield Breaking("repeat", (Change(scene.at(long[-1]), long[0].value),))


def _mentions(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    places = spec["in"] if isinstance(spec["in"], list) else [spec["in"]]
    texts = [cell for path in places for cell in scene.values(path)[0]]
    for words in [spec["any_of"]] if "any_of" in spec else [[word] for word in spec["all_of"]]:
        silenced = [(cell, _without(str(cell.value), words)) for cell in texts]
        changes = [Change(scene.at(cell), text) for cell, text in silenced if text != cell.value]
        yield Breaking("silence", tuple(changes))


def _without(text: str, words: list[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = re.sub(r"\s*".join(map(re.escape, word)), "＊", text, flags=re.IGNORECASE)
    return text


def _all(parts: list[Spec], scene: Scene) -> Iterator[Breaking]:
    for part in parts:
        yield from breakings(part, scene)


def _any(parts: list[Spec], scene: Scene) -> Iterator[Breaking]:
    """Break every part that holds, each in its first way."""
    held = [broken for part in parts if (broken := list(islice(breakings(part, scene), 1)))]
    holding = sum(build(part, scene.context)(scene.frames) is PASS for part in parts)
    if held and len(held) == holding:
        changes = dict.fromkeys(change for broken in held for change in broken[0].changes)
        yield Breaking("+".join(dict.fromkeys(broken[0].operator for broken in held)), tuple(changes))


def _not(condition: Spec, scene: Scene) -> Iterator[Breaking]:
    """Make the negated condition hold, where its word says how."""
    spec = condition.get("value", {})
    cells = scene.values(spec["at"])[0] if spec else []
    wanted = spec.get("equals", spec.get("pattern", "").strip("^$") if "pattern" in spec else None)
    if cells and wanted is not None:
        yield Breaking("forbidden value", (Change(scene.at(cells[0]), wanted),))


_BROKEN: Mapping[str, Callable[[Any, Scene], Iterator[Breaking]]] = {
    "filled": _filled,
    "items": _items,
    "count": _count,
    "sum": _sum,
    "value": _value,
    "compare": _compare,
    "unique": _unique,
    "mentions": _mentions,
    "all": _all,
    "any": _any,
    "not": _not,
}
