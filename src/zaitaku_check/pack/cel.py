"""The word `cel`: a condition as an expression of the Common Expression Language, for experts.

The runtime is an optional extra and is imported only where a pack uses the word. In an expression `plan` is the whole
plan and `it` the element at hand, both as canonical values under English keys. An expression that names a field which
could not be read, or that ends in anything but true or false (an error too is a value, and looks true), cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from zaitaku_check.errors import UsageError
from zaitaku_check.nouns import Pair
from zaitaku_check.pack import phrases
from zaitaku_check.pack.outcome import CANNOT_TELL, PASS, Answer
from zaitaku_check.pack.paths import Found, Frames, PathError
from zaitaku_check.plan.canonical import cell_value
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group

if TYPE_CHECKING:
    from zaitaku_check.pack.context import Context

_WORD = re.compile(r"[A-Za-z_]\w*")


def build_cel(expression: str, context: Context) -> Callable[[Frames], Answer]:
    """Return the judge of an expression; raises PathError where it is none, UsageError where the runtime is missing."""
    from zaitaku_check.pack.answers import fail

    evaluate = _compiled(expression)
    names = frozenset(_WORD.findall(expression))
    field = context.fields[-1]

    def judge(frames: Frames) -> Answer:
        lost = [each for each in _unread(frames[0]) if each.name in names]
        if context.trace is not None:
            context.trace.extend((each, Found([], unknown=True)) for each in lost)
        held = None if lost else evaluate({"plan": cell_value(frames[0]), "it": cell_value(frames[-1])})
        if held is None:
            return CANNOT_TELL
        spot = frames[-1] if len(frames) > 1 else None
        return PASS if held else fail(spot, field, phrases.CEL, key=True, value=expression)

    return judge


def _compiled(expression: str) -> Callable[[dict[str, Any]], bool | None]:
    """Return what yields true, false, or None for every error and every other value."""
    try:
        from cel_expr_python import cel
    except ImportError as error:
        raise UsageError(
            Pair(
                "ルールパックの cel を使うには追加のソフトウェアが必要です（pip install 'zaitaku-check[cel]'）。",
                "a rule uses `cel`, which needs more software: pip install 'zaitaku-check[cel]'",
            )
        ) from error
    environment = cel.NewEnv(variables={"plan": cel.Type.DYN, "it": cel.Type.DYN})
    try:
        program = environment.compile(expression)
    except RuntimeError as error:
        first = str(error).split("\n", 1)[0].split("ERROR: ")[-1]
        raise PathError(
            expression, f"CELの式として読めません（{first}）。", f"not a CEL expression: {first}"
        ) from error

    def evaluate(data: dict[str, Any]) -> bool | None:
        try:
            result = program.eval(data=data)
        except (RuntimeError, TypeError, ValueError):
            return None
        return bool(result.value()) if result.type() == cel.Type.BOOL else None

    return evaluate


def _unread(root: Cell) -> Iterator[Field]:
    """Yield the field of everything that could not be read, or is required and not there (it is complained of)."""
    waiting = [root]
    while waiting:
        cell = waiting.pop()
        if not cell.readable:
            yield cell.field
        elif isinstance(cell.value, list):
            waiting.extend(cell.value)
        elif isinstance(cell.value, Group):
            yield from (cell.field.fields[name] for name in cell.value.missing)
            waiting.extend(cell.value.cells.values())
