"""`check --todo`: what is left to do on a plan, what comes first, and the lines to paste where something is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zaitaku_check.cli.check import examine, exit_code
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.request import Request
from zaitaku_check.edit.template import named
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.findings import absent_fields
from zaitaku_check.engine.run import read_file
from zaitaku_check.errors import UsageError
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.report.cells import fold
from zaitaku_check.report.model import SEVERITIES, Finding, PlanResult, RuleInfo
from zaitaku_check.report.places import at_line
from zaitaku_check.report.shown import message, visible
from zaitaku_check.report.verdict import asks
from zaitaku_check.report.wording import SEVERITY, advice, remedy_of, verdict_of
from zaitaku_check.source.text import Text
from zaitaku_check.source.yaml_text import listed, scalar
from zaitaku_check.text_types import Bilingual

_OF_READING: Final = ("Y", "F")
_ROOM: Final = 78


def check_todo(request: Request) -> int:
    """Print what is left to do on each plan; return the exit code of the check."""
    if [output.format for output in request.outputs] != ["text"]:
        raise UsageError(
            Bilingual(
                "--todo は画面に表示する text の形式だけで使えます。",
                "--todo shows text and cannot be combined with -f",
            )
        )
    examined = examine(request)
    if examined is None:
        return 2
    checker = Checker(examined.shelf, examined.options)
    for result in examined.report.plans:
        try:
            data, size = read_file(result.path, examined.options.limits.bytes)
        except (OSError, ValueError):
            data, size = b"", 0
        data = data if size == len(data) else b""
        to_stdout("\n".join(todo(checker, result, data, examined.report.rules, request.lang)) + "\n", machine=False)
    return exit_code(examined.report, request.fail_on, examined.wrong)


def todo(checker: Checker, result: PlanResult, data: bytes, cards: dict[str, RuleInfo], lang: str) -> Iterator[str]:
    """Yield the lines about one plan: its verdict, how much is done, and what is left, in the order of doing it."""
    asked = sorted(filter(asks, result.findings), key=_first)
    of_rules = {each.rule for each in asked if each.rule in result.outcomes}
    done = sum(outcome == "pass" for outcome in result.outcomes.values())
    left = sum(outcome in ("fail", "cannot_tell") for outcome in result.outcomes.values())
    left += len({each.rule for each in asked} - of_rules)
    yield f"{visible(result.path)}: {verdict_of(result, lang)}"
    yield Bilingual(f"確認事項{done + left}件のうち{done}件が済んでいます。", f"{done} of {done + left} done.").of(lang)
    if not asked:
        yield advice(result, lang)
        return
    text, reading = checker.reading_of(result.path, data) if data else (None, None)
    plan = reading.plan if reading is not None else None
    for number, finding in enumerate(asked, 1):
        yield ""
        where = at_line(finding.place)
        where = where if finding.place.cell or where == "-" else Bilingual(f"{where}行目", f"line {where}").of(lang)
        head = f"{number}. [{SEVERITY[finding.severity].of(lang)}] {where}  {message(finding, lang)}"
        yield from _indented(head, "", "   ")
        remedy = remedy_of(finding, cards[finding.rule], lang) if finding.rule in cards else ""
        yield from _indented(remedy, "   → ", "     ")
        if text is not None and plan is not None and not text.cells:
            lines = dict.fromkeys(_lines(checker, finding, plan, text, result.pack))  # a group's own line once
            yield from (f"     | {line}" for line in lines)


def _first(finding: Finding) -> tuple[int, bool, int]:
    """Return what is done first: what returns the plan, of that what cannot be read, of that what stands first."""
    of_reading = finding.rule.startswith(_OF_READING)
    return SEVERITIES.index(finding.severity), not of_reading, finding.place.line or 0


def _indented(text: str, first: str, more: str) -> Iterator[str]:
    for number, line in enumerate(fold(text, _ROOM - len(more))):
        yield (more if number else first) + line


def _lines(checker: Checker, finding: Finding, plan: Plan, text: Text, pack: str) -> Iterator[str]:
    """Yield the lines to paste: the fields that the finding misses, indented as those beside them."""
    if finding.rule == "F002":
        missing = [_missing_of(finding, plan)]
    else:
        rules = {rule.id: rule for rule in checker.shelf.pack(pack).rules}
        missing = absent_fields(plan, rules[finding.rule], finding.message) if finding.rule in rules else []
    keys = "en" if _has_english_keys(plan, text) else "ja"
    for path in filter(None, missing):
        yield from _of_field(plan, text, path.split("."), keys)


def _has_english_keys(plan: Plan, text: Text) -> bool:
    cells = plan.root.value.cells if isinstance(plan.root.value, Group) else {}
    spans = [cell.key for cell in cells.values() if cell.key is not None]
    return bool(spans) and all(text.content[span.start : span.end].isascii() for span in spans)


def _missing_of(finding: Finding, plan: Plan) -> str:
    """Return the path of the field that is required and not there, "" where it lies in a list."""
    steps = [step for step in finding.place.pointer.split("/") if step]
    if any(step.isdecimal() for step in steps):
        return ""
    label = dict(finding.args).get("label", "")
    here = _at(plan.root, steps)
    names = (label.ja, label.en) if isinstance(label, Bilingual) else (label,)
    if here is not None and isinstance(here.value, Group):
        inner = next((each.name for each in here.field.fields.values() if {each.name, each.label.ja} & set(names)), "")
        steps += [inner] if inner else []
    return ".".join(steps)


def _at(cell: Cell | None, steps: list[str]) -> Cell | None:
    for step in steps:
        cell = cell.value.cells.get(step) if cell is not None and isinstance(cell.value, Group) else None
    return cell


def _of_field(plan: Plan, text: Text, steps: list[str], keys: str) -> Iterator[str]:
    """Yield the lines of one field with an example, and of the groups around it that are not there."""
    there = next((at for at in range(len(steps) - 1, -1, -1) if _at(plan.root, steps[:at]) is not None), 0)
    group = _at(plan.root, steps[:there])
    depth = _column(group, text, there)
    field = plan.root.field
    for at, step in enumerate(steps):
        if step not in field.fields:
            return
        field = field.fields[step]
        if at >= there:
            key = "  " * (depth + at - there) + f"{field.label.ja if keys == 'ja' else field.name}:"
            yield key if field.fields else f"{key} {_example(field, keys)}".rstrip()


def _column(group: Cell | None, text: Text, depth: int) -> int:
    """Return how many steps of two the fields of a group are indented."""
    if group is not None and isinstance(group.value, Group):
        for child in group.value.cells.values():
            if child.key is not None:
                return (text.line_column(child.key.start)[1] - 1) // 2
    return depth


def _example(field: Field, keys: str) -> str:
    if field.choices:
        words = [named(choice, keys) for choice in field.choices[: 2 if field.many else 1]]
        return listed(words) if field.many else scalar(words[0])
    if field.many:
        return field.example if field.example.startswith("[") else listed([field.example])
    return scalar(" ".join(field.example.split()))
