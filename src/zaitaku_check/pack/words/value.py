"""The word `value`: one value against constants."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from zaitaku_check.pack import phrases
from zaitaku_check.pack.comparing import comparable, comparable_constant, exact
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import NO, fail, point, worst
from zaitaku_check.pack.measures import Measured, in_order, measure
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Spot
from zaitaku_check.pack.paths import Frames, elements
from zaitaku_check.pack.wording import in_words, listed
from zaitaku_check.pack.words.word import (
    MAX,
    MIN,
    NEVER,
    NOTHING,
    NUMBERS,
    ORDERED,
    TEXTS,
    VALUE,
    VALUES,
    Fault,
    Param,
    Word,
)
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell
from zaitaku_check.text_forms import folded
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope

Test = Callable[[Cell, Frames], "Answer | None"]
LONGEST_SEARCHED = 5_000
"""Letters of a text in which a pattern is searched; in a longer one even a harmless pattern takes its time."""


def judge_value(spec: Spec, context: Context) -> Judge:
    """Build `value`: one value (or every one a path leads to) against constants."""
    find, field = context.path(spec["at"])
    required = spec.get("required", False)
    tests = [make(spec, field, context) for name, make in _VALUE_TESTS.items() if name in spec]

    def judge(frames: Frames) -> Answer:
        found = find(frames)
        cells, unknown = found
        if len(cells) == 1 and not unknown and type(cells[0].value) is not list:
            return _first_wrong(tests, cells[0], frames)
        answers = [_first_wrong(tests, cell, frames) for cell in elements(found).cells]
        if not answers:
            if found.unknown or elements(found).unknown:
                return CANNOT_TELL
            if not required:
                return NOT_APPLICABLE
            return fail(frames[-1] if len(frames) > 1 else None, field, phrases.ABSENT, key=True)
        return worst([*answers, CANNOT_TELL] if found.unknown or elements(found).unknown else answers)

    return judge


def _first_wrong(tests: Sequence[Test], cell: Cell, frames: Frames) -> Answer:
    for test in tests:
        answer = test(cell, frames)
        if answer is not None:
            return answer
    return PASS


def _equals(spec: Spec, field: Field, context: Context) -> Test:
    wanted = comparable_constant(spec["equals"], field)
    value = in_words(spec["equals"], field)
    quiet = context.quiet

    def test(cell: Cell, _frames: Frames) -> Answer | None:
        if comparable(cell) == wanted:
            return None
        return NO if quiet else fail(cell, field, phrases.EQUALS, value=value)

    return test


def _in(spec: Spec, field: Field, context: Context) -> Test:
    among = spec["in"]
    if isinstance(among, Mapping):
        return _in_table(among, field, context)
    allowed = {comparable_constant(value, field) for value in among}
    every = listed(among, field)
    quiet = context.quiet

    def test(cell: Cell, _frames: Frames) -> Answer | None:
        if comparable(cell) in allowed:
            return None
        return NO if quiet else fail(cell, field, phrases.NOT_IN, value=every)

    return test


def _in_table(among: Spec, field: Field, context: Context) -> Test:
    find_key, key_field = context.path(among["by"])
    table = {
        key: frozenset(comparable_constant(value, field) for value in values)
        for key, values in context.tables[among["table"]].items()
    }

    def test(cell: Cell, frames: Frames) -> Answer | None:
        found = find_key(frames)
        if not found.cells:
            return CANNOT_TELL if found.unknown else NOT_APPLICABLE
        key = found.cells[0]
        allowed = table.get(str(key.value))
        if allowed is None or comparable(cell) in allowed:
            return None if allowed is not None else NOT_APPLICABLE
        failing = point(cell, field, phrases.NOT_IN, value=in_words(key.value, key_field))
        return Failure((failing._replace(beside=((Spot(key), phrases.COMPARED_WITH),)),))

    return test


def _bound(
    name: str, holds: Callable[[Any, Any], bool], number: Bilingual, date: Bilingual, arg: str
) -> Callable[..., Test]:
    def make(spec: Spec, field: Field, context: Context) -> Test:
        message = date if field.kind.temporal else number
        limit_for = _limit(spec[name], field, context)

        def test(cell: Cell, frames: Frames) -> Answer | None:
            limit = limit_for(cell, frames)
            if isinstance(limit, Measured):
                return limit.outcome
            if holds(*in_order(cell.value, limit)):
                return None
            return Failure((point(cell, field, message, key=False, **{arg: in_words(limit, field)}),))

        return test

    return make


def _limit(bound: Any, field: Field, context: Context) -> Callable[[Cell, Frames], Any]:
    """Return what gives a bound: a constant, a day of the plan's fiscal year, or a row of a table.

    Where there is none it gives a Measured that says why.
    """
    if isinstance(bound, Mapping) and "table" in bound:
        return _limit_by_table(bound, field, context)
    if isinstance(bound, Mapping):
        return _day_of_the_year(bound, context)
    number = bound if field.kind.temporal else exact(bound)
    return lambda _cell, _frames: number


def _limit_by_table(bound: Spec, field: Field, context: Context) -> Callable[[Cell, Frames], Any]:
    key = measure(bound["by"], context)
    rows = {name: row[0] if isinstance(row, list) else row for name, row in context.tables[bound["table"]].items()}

    def limit(_cell: Cell, frames: Frames) -> Any:
        found = key.of(frames)
        if found.outcome is not PASS:
            return found
        value = rows.get(str(found.value))
        return Measured(NOT_APPLICABLE) if value is None else value if field.kind.temporal else exact(value)

    return limit


def _day_of_the_year(day: Spec, context: Context) -> Callable[[Cell, Frames], Any]:
    """Return what gives a day that is named relatively to the plan's fiscal year."""
    name = next(each.name for each in context.form.root.fields.values() if each.reader == "fiscal_year")
    year = measure(name, context)

    def limit(_cell: Cell, frames: Frames) -> Any:
        found = year.of(frames)
        if found.outcome is not PASS:
            return Measured(CANNOT_TELL)
        return f"{found.value + day['year']:04}-{day['month']:02}-{day['day']:02}"

    return limit


def _pattern(spec: Spec, field: Field, _context: Context) -> Test:
    matcher = re.compile(spec["pattern"])
    as_written = field.kind.numeric

    def test(cell: Cell, _frames: Frames) -> Answer | None:
        text = folded(cell.raw if as_written else str(cell.value))
        if len(text) > LONGEST_SEARCHED:
            return CANNOT_TELL
        return None if matcher.search(text) else fail(cell, field, phrases.PATTERN)

    return test


def _patterns(spec: Spec, field: Field, context: Context) -> Test:
    """Return the test that a text matches one of several patterns."""
    tests = [_pattern({"pattern": pattern}, field, context) for pattern in spec["patterns"]]

    def test(cell: Cell, frames: Frames) -> Answer | None:
        answers = [each(cell, frames) for each in tests]
        return None if None in answers else answers[0]

    return test


_VALUE_TESTS: Mapping[str, Callable[[Spec, Field, Context], Test]] = {
    "equals": _equals,
    "in": _in,
    "min": _bound("min", lambda value, limit: value >= limit, phrases.BELOW, phrases.EARLY, "min"),
    "max": _bound("max", lambda value, limit: value <= limit, phrases.ABOVE, phrases.LATE, "max"),
    "after": _bound("after", lambda value, limit: value > limit, phrases.BELOW, phrases.NOT_AFTER, "min"),
    "before": _bound("before", lambda value, limit: value < limit, phrases.ABOVE, phrases.NOT_BEFORE, "max"),
    "pattern": _pattern,
    "patterns": _patterns,
}


def _faults(spec: Spec) -> Iterator[Fault]:
    lows = [spec[name] for name in ("min", "after") if isinstance(spec.get(name), int | str)]
    highs = [spec[name] for name in ("max", "before") if isinstance(spec.get(name), int | str)]
    strict = "after" in spec or "before" in spec
    if any(low > high or (strict and low == high) for low in lows for high in highs if type(low) is type(high)):
        yield ("at",), NEVER
    if "equals" in spec and isinstance(spec.get("in"), list) and spec["equals"] not in spec["in"]:
        yield ("equals",), NEVER


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    cells, field = scene.values(spec["at"])
    for cell in cells[:1]:
        for operator, value in _wrong_values(spec, cell, field, scene):
            yield scene.put(operator, cell, value)
        if spec.get("required"):
            yield scene.drop("drop", [cell])


def _wrong_values(spec: Spec, cell: Cell, field: Field, scene: Scene) -> Iterator[tuple[str, Any]]:
    from zaitaku_check.pack.mutants.edits import OTHER_TEXT, moved, other

    steps = {"min": -1, "max": 1, "after": 0, "before": 0}
    names = {"min": "one under", "max": "one over", "after": "at the bound", "before": "at the bound"}
    for bound, step in steps.items():
        limit = _limit(spec[bound], field, scene.context)(cell, scene.frames) if bound in spec else Measured(PASS)
        if not isinstance(limit, Measured):
            yield names[bound], moved(limit, field, step)
    if "equals" in spec:
        yield "swap", other(cell.value, field)
    if isinstance(spec.get("in"), list):
        yield "swap", other(cell.value, field, tuple(spec["in"]))
    if isinstance(spec.get("in"), Mapping):
        yield "swap", other(cell.value, field, tuple(_allowed(spec["in"], scene)))
    if "pattern" in spec or "patterns" in spec:
        yield "swap", OTHER_TEXT


def _allowed(among: Spec, scene: Scene) -> list[Any]:
    keys, _field = scene.values(among["by"])
    return [value for key in keys for value in scene.context.tables[among["table"]].get(str(key.value), ())]


def _reads(spec: Spec, scope: Scope) -> Bilingual:
    label, at = scope.label(spec["at"]), spec["at"]
    given = Bilingual("書かれていて、", "is given and ") if spec.get("required") else Bilingual("", "")
    parts: list[Bilingual] = []
    params, days = WORDS[0].params, _READ_DAYS if scope.field(at).kind.temporal else {}
    for name, param, written in WORDS[0].given(spec):
        one = name == "in" and len(written) == 1
        ja, en = params["equals"].reads if one else days.get(name, param.reads)
        if ja:
            value = _READ_AS[name](written) if name in _READ_AS else scope.value(at, written)
            parts.append(Bilingual(ja.format(value.ja), en.format(value.en)))
    return Bilingual(
        f"{label.ja}が{given.ja}" + "、かつ、".join(each.ja for each in parts),
        f"{label.en} {given.en}" + " and ".join(each.en for each in parts),
    )


def _read_patterns(patterns: Sequence[str]) -> Bilingual:
    from zaitaku_check.pack.sentence import several

    return several(patterns)


_READ_AS: Mapping[str, Callable[[Any], Bilingual]] = {
    "pattern": lambda pattern: Bilingual(pattern, pattern),
    "patterns": _read_patterns,
}
_READ_DAYS = {
    "min": ("{}以降である", "is {} or later"),
    "max": ("{}以前である", "is {} or earlier"),
    "after": ("{}より後である", "is after {}"),
    "before": ("{}より前である", "is before {}"),
}


WORDS = (
    Word(
        name="value",
        says=Bilingual(
            "値（項目が複数あればそのすべて）が、equals と等しい、in（一覧、または表の by の行）に含まれる、min 以上、"
            "max 以下、after より後、before より前、pattern に合う",
            "one value (every value where the path leads to several) is `equals`, is in `in` (a list, or the row `by` "
            "of a table), is within `min` and `max` (inclusive), `after` and `before` (exclusive), or "
            "matches `pattern`",
        ),
        absent=Bilingual("該当しない（required なら満たさない）", "not applicable; with `required: true` it fails"),
        params={
            "at": Param("path", Bilingual("項目", "the field"), required=True, kinds=VALUES),
            "equals": Param(
                "constant", Bilingual("等しい値", "what it is"), of="at", fills=VALUE, reads=("{}である", "is {}")
            ),
            "in": Param(
                "constants_or_table",
                Bilingual("認められる値", "what it may be"),
                of="at",
                fills=VALUE,
                reads=("{}のいずれかである", "is one of {}"),
            ),
            "min": Param(
                "bound",
                Bilingual("以上", "at least"),
                of="at",
                kinds=ORDERED,
                fills=MIN,
                reads=("{}以上である", "is at least {}"),
            ),
            "max": Param(
                "bound",
                Bilingual("以下", "at most"),
                of="at",
                kinds=ORDERED,
                fills=MAX,
                reads=("{}以下である", "is at most {}"),
            ),
            "after": Param(
                "bound",
                Bilingual("より後", "more than"),
                of="at",
                kinds=ORDERED,
                fills=MIN,
                reads=("{}より大きい", "is more than {}"),
            ),
            "before": Param(
                "bound",
                Bilingual("より前", "less than"),
                of="at",
                kinds=ORDERED,
                fills=MAX,
                reads=("{}より小さい", "is less than {}"),
            ),
            "pattern": Param(
                "pattern",
                Bilingual("正規表現（数は記載のとおりに）", "a regular expression (of a number: as it is written)"),
                of="at",
                kinds=TEXTS | NUMBERS,
                fills=NOTHING,
                reads=("書き方「{}」に合う", "matches “{}”"),
            ),
            "patterns": Param(
                "words",
                Bilingual("正規表現の一覧", "several, of which one matches"),
                of="at",
                kinds=TEXTS | NUMBERS,
                fills=NOTHING,
                reads=("書き方{}のいずれかに合う", "matches one of {}"),
            ),
            "required": Param("flag", Bilingual("なければ満たさない", "fails where the value is absent")),
        },
        schema={"minProperties": 2},
        several="every",
        build=judge_value,
        reads=_reads,
        subject="at",
        faults=_faults,
        breakings=_breakings,
    ),
)
