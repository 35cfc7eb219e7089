"""Rules and packs as nouns, and a rule compiled into one judge over a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.context import Context, Judge
from zaitaku_check.pack.failures import spoken, spots
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Point
from zaitaku_check.pack.paths import Frames, Path, once_a_plan, parse_path, resolve
from zaitaku_check.pack.words import build
from zaitaku_check.plan.canonical import pointer_at, pointers
from zaitaku_check.plan.field import Field, Form
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Any


class Cite(NamedTuple):
    """A source by its short name, and a section."""

    source: str
    section: str


class Source(NamedTuple):
    """A document that rules cite."""

    id: str
    title: Bilingual
    date: str = ""
    publisher: Bilingual = Bilingual("", "")


class Rule(NamedTuple):
    """One rule as data. `severity` is by stage; `body` holds when, each, check, at, message and the folder keys.

    `messages` and `remedies` are those of the variants of a rule about reading; one without a remedy has the rule's.
    """

    id: str
    title: Bilingual
    severity: Mapping[str, str]
    cite: tuple[Cite, ...]
    remedy: Bilingual
    why: Bilingual
    body: Mapping[str, Any]
    needs: tuple[str, ...] = ()
    scope: str = "plan"
    by_eye: bool = False
    status: str = ""
    valid_from: str = ""
    replaced_by: str = ""
    messages: Mapping[str, Bilingual] = {}
    remedies: Mapping[str, Bilingual] = {}
    pack: str = ""
    examples: tuple[tuple[str, str], ...] = ()
    remedy_reviewer: Bilingual = Bilingual("", "")


class Pack(NamedTuple):
    """One edition of one programme. `digest` is `sha256:…` over its files (and those it extends)."""

    id: str
    edition: str
    digest: str
    title: Bilingual
    programme: str
    fiscal_years: tuple[int, ...]
    sources: Mapping[str, Source]
    form: Form
    rules: tuple[Rule, ...]
    tables: Mapping[str, Mapping[str, Sequence[Any]]]
    meta: Mapping[str, Any]
    overlay: bool = False

    @property
    def base(self) -> bool:
        """Whether the pack only lends its rules to packs that extend it: it has no form of its own and no programme."""
        return not (self.form.root.fields or self.programme or self.overlay)


def rule_order(rule_id: str) -> tuple[str, int]:
    """Return the key by which rules are ordered: letters, then number."""
    letters = rule_id.rstrip("0123456789")
    return letters, int(rule_id[len(letters) :] or 0)


class Judged(NamedTuple):
    """What a rule says of a plan: its outcome, and the points where it failed."""

    outcome: str
    points: tuple[Point, ...] = ()


RuleJudge = Callable[[Cell], Judged]

_PASSED = Judged(PASS)
_NOT_APPLICABLE = Judged(NOT_APPLICABLE)
_CANNOT_TELL = Judged(CANNOT_TELL)
_PLAIN = {PASS: _PASSED, NOT_APPLICABLE: _NOT_APPLICABLE, CANNOT_TELL: _CANNOT_TELL}


def compile_rule(rule: Rule, context: Context) -> RuleJudge:
    """Return the judge of a rule of scope plan; raises PathError where a path is not in the form."""
    body = rule.body
    if "each" not in body:
        judge = _with_when(body, context)
        return lambda root: _judged(judge((root,)))
    eaches = body["each"] if isinstance(body["each"], list) else [body["each"]]
    walks = [_walk_of(text, body, context) for text in eaches]
    return lambda root: _gathered(walks, root)


Walker = Callable[[Frames], tuple[Sequence[Frames], bool]]
"""Lists the frames of the elements a rule is for, and says whether something on the way could not be read."""


class Walk(NamedTuple):
    """How a rule goes over elements: what lists their frames, and what judges one."""

    frames_of: Walker
    judge: Judge


def _walk_of(text: str, body: Mapping[str, Any], context: Context) -> Walk:
    if text == ".":
        itself = context._replace(fields=(*context.fields, context.fields[0]))
        return Walk(lambda frames: ([(frames[0], frames[0])], False), _with_when(body, itself))
    path = parse_path(text)
    inner = context._replace(fields=fields_on(path, context))
    only = _only(body.get("when"), inner.fields[-1]) if context.trace is None else None
    return Walk(_frames_of(path) if only is None else _frames_with(path, *only), _with_when(body, inner))


@lru_cache(maxsize=256)
def _frames_of(path: Path) -> Walker:
    """Return what walks a path."""
    return once_a_plan(lambda frames: frames_on(frames[0], path))


def _only(when: Any, field: Field) -> tuple[str, object] | None:
    """Return the field and value that `when` asks of the element, if it asks so: alone, or as a part of an `all`."""
    parts = when.get("all", [when]) if isinstance(when, Mapping) else ()
    for part in parts:
        asked = part.get("value", {})
        name = str(asked.get("at", ""))[1:]
        if "equals" in asked and asked["at"].startswith(".") and name in field.fields and field.fields[name].choices:
            return name, asked["equals"]
    return None


def _frames_with(path: Path, name: str, value: object) -> Walker:
    """Return what walks a path for a rule that is only for elements with one value of a field.

    An element with another value is not applicable, and that is seen without asking the judge.
    """
    sort = _sorted_by(path, name)

    def frames_of(frames: Frames) -> tuple[Sequence[Frames], bool]:
        by_value, unknown = sort(frames)
        return by_value.get(value) or by_value[None], unknown

    return frames_of


@lru_cache(maxsize=64)
def _sorted_by(path: Path, name: str) -> Callable[[Frames], tuple[Mapping[object, Sequence[Frames]], bool]]:
    """Return what sorts the elements on a path by the value of a field.

    Those of which it is not known are with every value, and under None by themselves.
    """
    walk = _frames_of(path)

    def sort(frames: Frames) -> tuple[Mapping[object, Sequence[Frames]], bool]:
        every, unknown = walk(frames)
        values = [_value_of(each[-1], name) for each in every]
        return {
            value: [each for each, its in zip(every, values, strict=True) if its is None or its == value]
            for value in (None, *values)
        }, unknown

    return once_a_plan(sort)


def _value_of(element: Cell, name: str) -> object:
    """Return the value of an element's field, None where it is not known."""
    cell = element.value.cells.get(name) if type(element.value) is Group else None
    return cell.value if cell is not None and cell.readable else None


def fields_on(path: Path, context: Context) -> tuple[Field, ...]:
    """Return the fields of the frames that walking `path` makes: the plan, then every list on the way."""
    resolve(path, context.fields)
    fields = [context.fields[0]]
    field = context.fields[0]
    for step in path.steps:
        field = field.fields[step.name]
        if field.many:
            fields.append(field)
    return tuple(fields)


def _with_when(body: Mapping[str, Any], context: Context) -> Judge:
    """Return the judge of a rule's check, asked where `when` holds; its failures have the rule's place and message."""
    check = build(body["check"], context)
    find = spots(body["at"], context) if "at" in body else None
    message = Bilingual(body["message"]["ja"], body["message"]["en"]) if "message" in body else None
    when = build(body["when"], context.hushed()) if "when" in body else None
    severity_of = _severity_of(body.get("severity_when", {}), context)

    def judge(frames: Frames) -> Answer:
        if when is not None and (held := when(frames)) is not PASS:
            return CANNOT_TELL if held is CANNOT_TELL else NOT_APPLICABLE
        answer = check(frames)
        if type(answer) is not Failure:
            return answer
        said = spoken(answer, frames, find, message)
        severity = severity_of(frames) if severity_of is not None else ""
        return _weighed(said, severity) if severity else said

    return judge


def _severity_of(asked: Mapping[str, Any], context: Context) -> Callable[[Frames], str] | None:
    """Return what gives the first severity whose condition holds, "" where none does."""
    conditions = [(severity, build(condition, context.hushed())) for severity, condition in asked.items()]
    if not conditions:
        return None
    return lambda frames: next((severity for severity, held in conditions if held(frames) is PASS), "")


def _weighed(failure: Failure, severity: str) -> Failure:
    """Return a failure of another severity; a part of the condition that has its own keeps it."""
    return Failure(tuple(point._replace(severity=point.severity or severity) for point in failure.points))


def _judged(answer: Answer) -> Judged:
    return Judged("fail", answer.points) if type(answer) is Failure else _PLAIN[str(answer)]


def _gathered(walks: Sequence[Walk], root: Cell) -> Judged:
    """Judge every element: a failure anywhere is a failure; else cannot tell; else pass, if any applied."""
    points: list[Point] = []
    unsure = passed = False
    whole = (root,)
    for frames_of, judge in walks:
        every, unknown = frames_of(whole)
        unsure = unsure or unknown
        for frames in every:
            answer = judge(frames)
            if answer is PASS:
                passed = True
            elif answer is CANNOT_TELL:
                unsure = True
            elif type(answer) is Failure:
                points.extend(answer.points)
    if points:
        return Judged("fail", tuple(points))
    if unsure:
        return _CANNOT_TELL
    return _PASSED if passed else _NOT_APPLICABLE


def frames_on(root: Cell, path: Path) -> tuple[list[Frames], bool]:
    """Return the frames of every element the path leads to, and whether something could not be read."""
    current: list[tuple[Frames, Cell]] = [((root,), root)]
    unknown = False
    for step in path.steps:
        following: list[tuple[Frames, Cell]] = []
        for frames, cell in current:
            child = cell.value.cells.get(step.name) if type(cell.value) is Group else None
            if child is None:
                unknown = unknown or (type(cell.value) is Group and step.name in cell.value.missing)
            elif not child.readable:
                unknown = True
            elif type(child.value) is list:
                following.extend(((*frames, e), e) for e in child.value if e.readable)
                unknown = unknown or not all(e.readable for e in child.value)
            else:
                following.append((frames, child))
        current = following
    return [frames for frames, _cell in current], unknown


Failed = Callable[[str], Sequence[str]]
"""Gives the pointers of the places at which a rule has failed, "" for the plan itself."""


def judge_after(needs: Sequence[str], failed: Failed, judge: RuleJudge, plan: Plan) -> Judged:
    """Judge a rule that is not told as a consequence of others.

    What a needed rule found in an element of a list hides only what this one finds in the same element; what it found
    elsewhere hides everything.
    """
    places = [_element(pointer) for need in needs for pointer in failed(need)]
    if not places:
        return judge(plan.root)
    if "" in places:
        return _NOT_APPLICABLE
    judged = judge(plan.root)
    if judged.outcome != "fail":
        return judged
    kept = tuple(point for point in judged.points if _element(pointer_of(plan, point)) not in {*places, ""})
    return judged._replace(points=kept) if kept else _NOT_APPLICABLE


def pointer_of(plan: Plan, point: Point) -> str:
    """Return the pointer of a failing place, "" for the plan itself."""
    cell = point.spot.cell
    return "" if cell is None else pointer_at(plan.root, cell) or pointers(plan).get(id(cell), "")


def _element(pointer: str) -> str:
    """Return the pointer of the outermost list element that a place lies in, "" where it lies in none."""
    steps = pointer.split("/")
    at = next((number for number, step in enumerate(steps) if step.isdigit()), None)
    return "" if at is None else "/".join(steps[: at + 1])
