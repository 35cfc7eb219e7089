"""Complaints and failing points turned into findings: places in lines and columns, words, severity, fingerprint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

from zaitaku_check.engine.digests import sha256
from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.outcome import Point, Spot
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.plan.canonical import pointers
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.report.model import Citation, Finding, Fix, Place, Related, RuleInfo
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.text import Text
from zaitaku_check.text_forms import folded
from zaitaku_check.text_types import Bilingual, Span
from zaitaku_check.typed import cast

WINDOW = 400
"""Code points of a source line that a place carries along for code frames."""
MOST_FINDINGS = 200
"""So many findings of one plan at most are shown."""
LONGEST_CORRECTED = 200
"""A longer line is not shown as it is after its correction."""
LONGEST_NAMED = 300
"""In a longer list the position stands for the element: every name would have to be compared with every other."""


class Scene(NamedTuple):
    """What findings of one plan are placed in: its path, its text, its plan (None where nothing could be read)."""

    path: str
    text: Text | None
    plan: Plan | None


def rule_card(rule: Rule, pack: Pack, stage: str) -> RuleInfo:
    """Return what a report says of a rule."""
    cites = tuple(Citation(each.source, each.section, _title(each.source, pack)) for each in rule.cite)
    return RuleInfo(
        rule.id, rule.severity[stage], rule.title, rule.remedy, cites, pack.id, rule.why, rule.remedy_reviewer
    )


def _title(source: str, pack: Pack) -> Bilingual:
    return pack.sources[source].title if source in pack.sources else Bilingual(source, source)


def place_of(scene: Scene, span: Span, pointer: str) -> Place:
    """Return a span as a place with its source line."""
    if scene.text is None:
        return Place(scene.path, pointer, 1, 1, 1, 1)
    line, column = scene.text.line_column(span.start)
    end_line, end_column = scene.text.line_column(max(span.start, span.end))
    source = scene.text.line(line)
    if scene.text.cells:
        place = _place_in_book(scene, line, (column, end_line, end_column), pointer)
        return place if span.end else place._replace(sheet="", cell="")  # the whole file
    at = max(0, column - 1 - WINDOW // 2) if len(source) > WINDOW else 0
    return Place(scene.path, pointer, line, column, end_line, end_column, source[at : at + WINDOW], at)


def labelled(scene: Scene, place: Place) -> Place:
    """Return a place that is named in the form's own words, too: 取組み（⑤）＞内容 for `/activities/4/content`."""
    if scene.plan is None or not place.pointer:
        return place
    field: Field | None = scene.plan.root.field
    cell: Cell | None = scene.plan.root
    ja: list[str] = []
    en: list[str] = []
    for step in place.pointer.split("/")[1:]:
        value = cell.value if cell is not None else None
        if type(value) is list and step.isdigit() and ja:
            cell = value[int(step)] if int(step) < len(value) else None
            mark = _mark(cell)
            ja[-1] += f"（{mark or f'{int(step) + 1}件目'}）"
            en[-1] += f" ({mark or int(step) + 1})"
            continue
        cell = value.cells.get(step) if type(value) is Group else None
        field = field.fields.get(step) if field is not None else None
        if field is None:
            break
        ja.append(field.label.ja)
        en.append(field.label.en)
    return place._replace(label=Bilingual("＞".join(ja), " > ".join(en)))


def _mark(cell: Cell | None) -> str:
    """Return the mark (⑤) of the choice that an element of a list is about, "" where it has none."""
    if cell is None or type(cell.value) is not Group:
        return ""
    item = cell.value.cells.get("item")
    if item is None:
        return ""
    return next((choice.mark for choice in item.field.choices if choice.id == item.value), "")


def _place_in_book(scene: Scene, line: int, rest: tuple[int, int, int], pointer: str) -> Place:
    """Return a place in a workbook: the line that its cell was read as, without what stands in front of it there."""
    text = cast("Text", scene.text)
    source = text.line(line)
    inset = len(source) - len(source.lstrip(" -"))
    column, end_line, end_column = rest
    at = next((cell for cell in reversed(text.cells[: min(line, len(text.cells))]) if cell is not None), None)
    end_column = max(1, end_column - inset) if end_line == line else end_column
    place = Place(scene.path, pointer, line, max(1, column - inset), end_line, end_column, source[inset:][:WINDOW])
    return place._replace(sheet=at.sheet, cell=at.cell) if at else place


def from_complaint(scene: Scene, complaint: Complaint, rule: Rule, stage: str) -> Finding:
    """Return the finding of a complaint about reading; its rule is in the structural catalogue."""
    message = rule.messages.get(complaint.variant) or rule.messages.get("") or rule.title
    related = tuple(Related(place_of(scene, b.span, b.pointer), b.word) for b in complaint.beside)
    return Finding(
        rule=rule.id,
        severity=complaint.severity or rule.severity[stage],
        place=labelled(scene, place_of(scene, complaint.span, complaint.pointer)),
        message=message,
        args=complaint.args,
        related=related,
        fix=_fix(scene, complaint) if complaint.edits else None,
        fingerprint=fingerprint(
            rule.id, lasting_pointer(scene.plan, complaint.pointer), complaint.value or _said(complaint.args)
        ),
        remedy=rule.remedies.get(complaint.variant),
    )


def _fix(scene: Scene, complaint: Complaint) -> Fix:
    """Return the fix of a complaint, with the corrected line where one line is corrected."""
    if scene.text is None:
        return Fix(complaint.edits)
    number = scene.text.line_column(complaint.span.start)[0]
    edits = sorted(edit for edit in complaint.edits if scene.text.line_column(edit.start)[0] == number)
    line = scene.text.line(number)
    if not edits or len(line) > LONGEST_CORRECTED:
        return Fix(complaint.edits)
    first = complaint.span.start - scene.text.line_column(complaint.span.start)[1] + 1
    for edit in reversed(edits):
        line = line[: edit.start - first] + edit.new + line[edit.end - first :]
    return Fix(complaint.edits, line if "\n" not in line else "")


def as_many_as_shown(
    said: Sequence[Complaint], points: Sequence[tuple[Rule, Point]]
) -> tuple[Sequence[Complaint], Sequence[tuple[Rule, Point]]]:
    """Return the complaints and points that become findings.

    Where there are too many, of every rule its first ones, equally many, and Y008, which says so.
    """
    total = len(said) + len(points)
    if total <= MOST_FINDINGS:
        return said, points
    ids = [*(each.rule for each in said), *(rule.id for rule, _point in points)]
    kept = _first_of_each(ids, max(1, MOST_FINDINGS // len(set(ids))))
    args = (("shown", str(sum(kept))), ("total", f"{total:,}"))
    told = Complaint("Y008", Span(0, 0), args, variant="findings")
    return [told, *compress(said, kept)], list(compress(points, kept[len(said) :]))


def _first_of_each(ids: Sequence[str], most: int) -> list[bool]:
    """Return for each id whether fewer than `most` of its kind stand in front of it."""
    seen: dict[str, int] = {}
    kept = []
    for name in ids:
        seen[name] = seen.get(name, 0) + 1
        kept.append(seen[name] <= most)
    return kept


def _said(args: tuple[tuple[str, str | Bilingual], ...]) -> str:
    return "\n".join(value if isinstance(value, str) else value.en for _name, value in args)


def from_point(scene: Scene, rule: Rule, point: Point, stage: str, cells: Mapping[int, str]) -> Finding:
    """Return the finding of a rule's failing point; `cells` are the plan's pointers by id of cell."""
    span, pointer = locate(point.spot, cells)
    related = []
    for spot, word in point.beside:
        other, other_pointer = locate(spot, cells)
        related.append(Related(place_of(scene, other, other_pointer), word))
    return Finding(
        rule=rule.id,
        severity=point.severity or rule.severity[stage],
        place=_at_home(labelled(scene, place_of(scene, span, pointer)), scene, rule, point),
        message=point.message,
        args=point.args,
        related=tuple(related),
        fingerprint=fingerprint(rule.id, lasting_pointer(scene.plan, pointer), _value(point.spot)),
        remedy=point.remedy,
    )


def _at_home(place: Place, scene: Scene, rule: Rule, point: Point) -> Place:
    """Return where in a workbook what a rule misses is to be filled in: of a group, its first empty field."""
    homes = scene.text.homes if scene.text is not None else {}
    within = point.spot.cell
    if not homes or scene.plan is None or (within is not None and type(within.value) is not Group):
        return place
    for path in absent_fields(scene.plan, rule, point.message):
        if path in homes:
            return place._replace(sheet=homes[path].sheet, cell=homes[path].cell)
    return place


def absent_fields(plan: Plan, rule: Rule, message: Bilingual) -> list[str]:
    """Return the fields, by path from the plan's top, that a rule looked for when it said this, and that are empty."""
    check = rule.body.get("check")
    paths = dict.fromkeys(_texts(_part(check, message) or check))
    return [path for path in paths if _is_field(plan, path) and _is_absent(plan, path)]


def _is_field(plan: Plan, path: str) -> bool:
    field: Field | None = plan.root.field
    for step in path.split("."):
        field = field.fields.get(step) if field is not None and not field.many else None
    return field is not None


def _part(node: object, message: Bilingual) -> object:
    """Return the part of a condition that has this message of its own, None where there is none."""
    if isinstance(node, Mapping):
        own = node.get("message")
        if isinstance(own, Mapping) and own.get("ja") == message.ja:
            return node
        return next((found for each in node.values() if (found := _part(each, message))), None)
    return next((found for each in node if (found := _part(each, message))), None) if isinstance(node, list) else None


def _texts(node: object) -> list[str]:
    if isinstance(node, Mapping):
        return [
            text
            for key, each in node.items()
            if key not in ("when", "at") or isinstance(each, str)
            for text in _texts(each)
        ]
    return [text for each in node for text in _texts(each)] if isinstance(node, list) else [str(node)]


def _is_absent(plan: Plan, path: str) -> bool:
    cell: Cell | None = plan.root
    for step in path.split("."):
        cell = cell.value.cells.get(step) if cell is not None and type(cell.value) is Group else None
    return cell is None or cell.value in (None, "", [])


def locate(spot: Spot, cells: Mapping[int, str]) -> tuple[Span, str]:
    """Return the span and pointer of a spot; the plan itself is its first character."""
    cell = spot.cell
    if cell is None:
        return Span(0, 0), ""
    pointer = cells.get(id(cell), "")
    if not spot.key:
        return cell.span, pointer
    return cell.key or _first_key(cell) or Span(cell.span.start, cell.span.start), pointer


def _first_key(cell: Cell) -> Span | None:
    """Return the first key of a group that is an element of a list (it has no key of its own)."""
    if type(cell.value) is not Group:
        return None
    keys = [child.key for child in cell.value.cells.values() if child.key is not None]
    return min(keys) if keys else None


def pointers_of(plan: Plan | None) -> Mapping[int, str]:
    """Return the pointers of a plan's cells by id of cell."""
    return pointers(plan) if plan is not None else {}


def _value(spot: Spot) -> str:
    cell = spot.cell
    if cell is None or spot.key or type(cell.value) in (list, Group):
        return ""
    return folded(cell.raw) if cell.value is None else folded(str(cell.value))


def fingerprint(rule: str, pointer: str, value: str) -> str:
    """Return 16 hexadecimal digits over rule, lasting pointer and normalised value."""
    return sha256(f"{rule}\0{pointer}\0{value}".encode("utf-8", "surrogatepass"))[:16]


def lasting_pointer(plan: Plan | None, pointer: str) -> str:
    """Return a pointer with positions in lists replaced by the element's own identity: its item, else its name."""
    if plan is None or not pointer:
        return pointer
    cell: Cell | None = plan.root
    steps: list[str] = []
    for step in pointer.split("/")[1:]:
        value = cell.value if cell is not None else None
        if type(value) is list and step.isdigit() and int(step) < len(value):
            cell = value[int(step)]
            steps.append(_identity(cell, value, step))
            continue
        cell = value.cells.get(step) if type(value) is Group else None
        steps.append(step)
    return "/" + "/".join(steps)


def _identity(cell: Cell, beside: list[Cell], step: str) -> str:
    if len(beside) > LONGEST_NAMED:
        return step
    mine = _own_name(cell)
    if mine is None:
        return step if type(cell.value) is Group or not cell.raw else folded(cell.raw)
    same = [each for each in beside if _own_name(each) == mine]
    return mine if same[0] is cell else f"{mine}#{[id(each) for each in same].index(id(cell)) + 1}"


def _own_name(cell: Cell) -> str | None:
    if type(cell.value) is not Group:
        return None
    for name in ("item", "name", "subject", "aim"):
        child = cell.value.cells.get(name)
        if child is not None and child.readable and isinstance(child.value, str):
            return folded(child.value)
    return None
