"""A case: one plan on the desk, with its number, its applicant, its points, and the plan itself as tables."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple
from unicodedata import category

from zaitaku_check.desk.sheet import Block, blocks_of
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.choosing import DEFAULT_PROGRAMME
from zaitaku_check.engine.digests import sha256_of_many
from zaitaku_check.engine.findings import Scene, labelled, lasting_pointer
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.run import read_file
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.plan.canonical import canonical
from zaitaku_check.plan.institutions import name_of
from zaitaku_check.plan.plan import Plan
from zaitaku_check.report.cells import cut
from zaitaku_check.report.model import Finding, PlanResult, Report
from zaitaku_check.report.shown import visible
from zaitaku_check.report.verdict import checked_plans, folder_findings

_MOST_CELLS: Final = 60
_MOST_BYTES: Final = 120


class Applicant(NamedTuple):
    """Who handed in a plan, compared as the rule about double plans compares: "" where the plan does not say.

    `core` is the institution's own name, `owner` the legal person in front of it.
    """

    name: str = ""
    core: str = ""
    owner: str = ""
    municipality: str = ""
    programme: str = ""

    def is_same(self, other: Applicant) -> bool:
        """Say whether both are one: name, municipality and programme agree, and legal persons do not differ."""
        if not self.core or (self.core, self.municipality) != (other.core, other.municipality):
            return False
        return self.programme == other.programme and (not (self.owner and other.owner) or self.owner == other.owner)


class Told(NamedTuple):
    """What is kept of a point from one round to the next: enough to know it again, and to say what it was."""

    number: int
    rule: str
    lasting: str
    fingerprint: str
    severity: str
    message: str
    label: str
    fate: str = ""


class Point(NamedTuple):
    """One finding of a plan, under a number that it keeps through all rounds; `lasting` is its place by names.

    `fate` says what became of it since the last round, "" in the first; `before` is what was told of it then.
    """

    number: int
    finding: Finding
    lasting: str
    fate: str = ""
    before: Told | None = None


class Case(NamedTuple):
    """One plan on the desk. `number` is its number of receipt; `values` are its canonical values, {} where unread.

    `source` are the lines of a plan that cannot be shown as tables. `earlier` are the files that it supersedes. `state`
    is what became of the plan since the last round, `asked` what was asked then, `old` of that what is not found any
    more, with its fate. `received` (ISO) is the day on which this version was first on the desk, `highest` the highest
    number that a point of it ever had. `by_file`: only the name of its file says whose it is.
    """

    number: int
    plan: PlanResult
    applicant: Applicant
    points: tuple[Point, ...] = ()
    blocks: tuple[Block, ...] = ()
    values: dict[str, Any] = {}  # noqa: RUF012 - never changed
    source: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    state: str = "new"
    asked: tuple[Told, ...] = ()
    old: tuple[Told, ...] = ()
    received: str = ""
    highest: int = 0
    by_file: bool = False

    @property
    def name(self) -> str:
        """What the plan is called where it is listed: its applicant, else its file."""
        return visible(self.applicant.name) or re.split(r"[/\\]", visible(self.plan.path))[-1]

    @property
    def page(self) -> str:
        """The path of its page from the index."""
        return f"plans/{self.number:03}-{safe_name(self.name)}.html"

    @property
    def errors(self) -> tuple[Point, ...]:
        """Its points for which it would be returned."""
        return tuple(point for point in self.points if point.finding.severity == "error")


def unnumbered(plan: PlanResult) -> Case:
    """Return a case of which nothing is known but what was found of it."""
    return Case(0, plan, Applicant())


def cases_of(report: Report, shelf: Shelf, options: RunOptions, lang: str) -> tuple[Case, ...]:
    """Return a case for every plan of a report, numbered in the report's order, each read again to be shown."""
    reader = _Reader(Checker(shelf, options, folder=False), lang)
    beside: dict[str, list[Finding]] = {}
    for finding in folder_findings(report):
        beside.setdefault(finding.place.path, []).append(finding)
    every = enumerate(checked_plans(report), 1)
    return tuple(reader.case(number, plan, beside.get(plan.path, ())) for number, plan in every)


class _Reader:
    """Reads plans again as the check has read them."""

    def __init__(self, checker: Checker, lang: str) -> None:
        self.checker = checker
        self.lang = lang

    def case(self, number: int, plan: PlanResult, beside: list[Finding] | tuple[()]) -> Case:
        """Return the case of a plan; `beside` are the findings over all plans that hang on it."""
        data = self._bytes(plan)
        text, reading = self.checker.reading_of(plan.path, data) if data else (None, None)
        read = reading.plan if reading else None
        scene = Scene(plan.path, text, read)
        findings = [*plan.findings, *(each._replace(place=labelled(scene, each.place)) for each in beside)]
        points = tuple(
            Point(at, finding, lasting_pointer(read, finding.place.pointer)) for at, finding in enumerate(findings, 1)
        )
        if text is None or read is None or not plan.pack:
            lines = tuple(map(visible, text.content.splitlines())) if text is not None else ()
            return Case(number, plan, Applicant(), points, source=lines)
        return Case(number, plan, applicant_of(read), points, blocks_of(read, text, self.lang), canonical(read))

    def _bytes(self, plan: PlanResult) -> bytes:
        """Return the bytes that were checked; nothing where the file has changed since."""
        try:
            data, _size = read_file(plan.path, self.checker.options.limits.bytes)
        except (OSError, ValueError):
            return b""
        return data if f"sha256:{sha256_of_many(data)}" == plan.digest else b""


def applicant_of(plan: Plan) -> Applicant:
    """Return who handed in a plan."""
    values = canonical(plan)
    given = values.get("applicant")
    who: dict[str, Any] = given if isinstance(given, dict) else {}
    name, municipality = (_text(who.get(key)) for key in ("name", "municipality"))
    if not name:
        return Applicant()
    compared = name_of(name)
    owner = name_of(corporation).core if (corporation := _text(who.get("corporation"))) else compared.owner
    return Applicant(name, compared.core, owner, municipality, _text(values.get("programme")) or DEFAULT_PROGRAMME)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def safe_name(name: str) -> str:
    """Return a name as a part of a file's name: no separators, no signs a system forbids, not too long.

    Disks count bytes of UTF-8 or units of UTF-16, of which there are never more; a letter is not parted from its marks.
    """
    plain = re.sub(r'[\\/:*?"<>|\s{}.]+', "_", visible(name)).strip("_")
    kept = cut(plain, _MOST_CELLS) if plain else "plan"
    while len(kept) > 1 and len(kept.encode("utf-8", "surrogatepass")) > _MOST_BYTES:
        kept = kept[: max(_last_letter(kept), 1)]
    return kept


def _last_letter(text: str) -> int:
    """Return where the last letter of a text begins that is no mark or joiner of the one before it."""
    at = len(text) - 1
    while at > 0 and (category(text[at]) in {"Mn", "Me", "Mc", "Cf"} or text[at - 1] == "\u200d"):
        at -= 1
    return at
