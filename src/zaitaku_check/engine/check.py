"""One plan: bytes in, result out. A pure function of the bytes, the packs and the options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from zaitaku_check.engine.choosing import DEFAULT_PROGRAMME, Choice, Chooser, Reading
from zaitaku_check.engine.digests import sha256, sha256_of_many
from zaitaku_check.engine.discover import is_workbook
from zaitaku_check.engine.findings import (
    Scene,
    as_many_as_shown,
    from_complaint,
    from_point,
    locate,
    place_of,
    pointers_of,
)
from zaitaku_check.engine.notice import as_note, as_of_day, is_future
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import Shelf, compile_pack
from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.context import Trace
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, Spot
from zaitaku_check.pack.rule import Judged, Pack, Rule, RuleJudge, judge_after, pointer_of, rule_order
from zaitaku_check.plan.canonical import pointer_at
from zaitaku_check.plan.field import Form
from zaitaku_check.plan.plan import Cell, Plan
from zaitaku_check.plan.reading import read_plan
from zaitaku_check.report.model import Evidence, Fact, Finding, Item, Place, PlanResult
from zaitaku_check.report.verdict import by_words, verdict
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.reading import read, read_mended, too_large
from zaitaku_check.source.text import Text, decode
from zaitaku_check.text_types import Edit, Span
from zaitaku_check.typed import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from zaitaku_check.engine.proof import Look
    from zaitaku_check.pack.folder import FolderRule
    from zaitaku_check.pack.tallies import Mark

_OTHER_BOOKS = frozenset({"other", "report"})
"""Workbooks that serve something else, as variants of Y022."""
_NAME = b"check"
"""What the bytes of a plan hold in which a comment is addressed to this tool."""
RuleResults = dict[str, tuple[Rule, Judged]]


class PlacedMark(NamedTuple):
    """A mark of a folder rule with its place, free of the plan it came from."""

    rule: str
    mark: Mark
    place: Place


class Checked(NamedTuple):
    """A plan's result, and what it brings to the folder's rules; `read` False: nothing of it is known to them.

    `plan` False: the file is certainly no plan, but YAML that serves something else.
    """

    result: PlanResult
    marks: tuple[PlacedMark, ...]
    read: bool
    plan: bool = True


class Checker:
    """Checks plans with the packs of one shelf; everything that is the same for every plan is made once."""

    def __init__(self, shelf: Shelf, options: RunOptions, *, folder: bool = True) -> None:
        self.shelf = shelf
        self.options = options
        self.folder = folder
        self._catalogue: Mapping[str, Rule] | None = None
        forced = [name for name in options.packs if not shelf.pack(name).overlay]
        self._overlays = tuple(name for name in options.packs if shelf.pack(name).overlay)
        self._trace: Trace = []
        self._outcomes: dict[tuple[str, ...], dict[str, str]] = {}
        self._wants: dict[str, frozenset[str]] = {}
        self._left_out: dict[str, tuple[str, ...]] = {}
        self._ready: dict[str, tuple[tuple[Rule, RuleJudge], ...]] = {}
        self.chooser = Chooser(shelf, forced[0] if forced else None)

    @property
    def catalogue(self) -> Mapping[str, Rule]:
        """The rules of reading by id; loaded when the first is needed."""
        if self._catalogue is None:
            self._catalogue = {rule.id: rule for rule in self.shelf.structure().rules}
        return self._catalogue

    def check(self, path: str, data: bytes, size: int | None = None) -> Checked:
        """Check one plan. `size` is the file's size where only its beginning was read."""
        whole = len(data) if size is None else size
        if whole > self.options.limits.bytes:
            return self._unread(
                Scene(path, None, None), "", [too_large(whole, self.options.limits, is_book=is_workbook(path, data))]
            )
        digest = f"sha256:{(sha256_of_many if self.folder else sha256)(data)}"
        text, complaints = self._decoded(path, data)
        if text is None:
            unread = self._unread(Scene(path, None, None), digest, list(complaints))
            return unread._replace(plan=complaints[0].variant not in _OTHER_BOOKS)
        reading = self.reading(text.content)
        tree, choice = reading.tree, reading.choice
        said = [*complaints, *tree.complaints]
        if tree.root is None or choice is None:
            return self._unread(Scene(path, text, None), digest, said)
        if not self.chooser.may_be_plan(tree.root):
            other = Complaint("Y014", Span(0, 0), variant="other")
            return self._unread(Scene(path, text, None), digest, [other])._replace(plan=False)
        if reading.plan is None:
            return self._without_pack(Scene(path, text, None), digest, said, choice)
        if not self.options.ignores and _NAME in data:
            from zaitaku_check.source.comments import comments

            said += [Complaint("I007", each.span) for each in comments(text, tree.root)[:1]]
        return self._judged(Scene(path, text, reading.plan), digest, said, choice)

    def _decoded(self, path: str, data: bytes) -> tuple[Text | None, tuple[Complaint, ...]]:
        """Return a file's text: its characters, or what a workbook holds."""
        if not is_workbook(path, data):
            return decode(data)
        from zaitaku_check.workbook.reading import decoded

        return decoded(path, data, self.form_of)

    def reading_of(self, path: str, data: bytes) -> tuple[Text | None, Reading | None]:
        """Return a file's text and what it was read as; None for what cannot be read."""
        text, _complaints = self._decoded(path, data)
        return text, self.reading(text.content) if text is not None else None

    def form_of(self, pack: str) -> Form:
        """Return the form of a pack; that of the usual programme where there is no such pack."""
        known = pack if pack in self.shelf.ids else self.shelf.editions(DEFAULT_PROGRAMME)[0].id
        return self.shelf.pack(known).form

    def reading(self, content: str) -> Reading:
        """Read a text, recovered from an accident on one line where that is certain."""
        reading = self._read(content)
        if not reading.complaints():
            return reading
        from zaitaku_check.engine.recovery import recovered

        return recovered(content, reading, self._read, self.chooser.keys)

    def _read(self, content: str, mends: tuple[Edit, ...] = ()) -> Reading:
        keys, lists, limits = self.chooser.keys, self.chooser.lists, self.options.limits
        if mends:
            tree = read_mended(content, mends, keys, lists, limits)
        else:
            tree = read(Text(content, "utf-8"), keys, limits, lists=lists)
        if tree.root is None:
            return Reading(tree)
        choice = self.chooser.choose(tree.root)
        plan = read_plan(tree.root, self.shelf.pack(choice.pack).form) if choice.pack else None
        return Reading(tree, choice, plan)

    def look(self, content: str) -> Look:
        """Look at a text as `check` does, for its complaints, what is found in it and what can be read."""
        seen = self._glance(content)
        if not any(each.edits for each in seen.complaints):
            return seen
        from zaitaku_check.engine.proof import proven

        return seen._replace(complaints=proven(content, seen, self._glance))

    def _glance(self, content: str) -> Look:
        from zaitaku_check.engine.proof import look_of

        reading = self.reading(content)
        choice, plan = reading.choice, reading.plan
        if choice is None or plan is None or not choice.readable:
            return look_of(reading.complaints(), (), plan)
        judged, _evidence = self._rule_results(Scene("", None, plan), plan, self.shelf.pack(str(choice.pack)), choice)
        return look_of(reading.complaints(), _fails(judged), plan)

    def _proven(self, content: str, said: list[Complaint], judged: RuleResults, plan: Plan) -> list[Complaint]:
        from zaitaku_check.engine.proof import look_of, proven

        return list(proven(content, look_of(said, _fails(judged), plan), self._glance))

    def _judged(self, scene: Scene, digest: str, said: list[Complaint], choice: Choice) -> Checked:
        pack = self.shelf.pack(str(choice.pack))
        plan = cast("Plan", scene.plan)
        if not choice.readable:
            only = [each for each in plan.complaints if each.pointer == "/programme"]
            return self._unread(scene, digest, [*said, *only])
        judged, evidence = self._rule_results(scene, plan, pack, choice)
        complaints = [*said, *([choice.complaint] if choice.complaint else []), *plan.complaints]
        if scene.text is not None and scene.text.cells:
            complaints = [each._replace(edits=()) for each in complaints]  # a cell is put right by hand
        if scene.text is not None and any(each.edits for each in complaints):
            complaints = self._proven(scene.text.content, complaints, judged, plan)
        findings = self._findings(scene, complaints, judged)
        wanted = self._wanted(pack)
        outcomes = self._shared({name: each[0] for name, (_rule, each) in judged.items() if name in wanted})
        facts, items = _shown(plan, pack) if self.options.facts else ((), ())
        result = PlanResult(
            path=scene.path,
            digest=digest,
            pack=pack.id,
            verdict=verdict(findings, outcomes),
            outcomes=outcomes,
            findings=findings,
            facts=facts,
            items=items,
            evidence=evidence,
            deselected=self._deselected(pack),
        )
        rules = self.shelf.folder_rules(pack.id) if self.folder else ()
        return Checked(result, _marks(scene, plan.root, rules), read=True)

    def _rule_results(
        self, scene: Scene, plan: Plan, pack: Pack, choice: Choice
    ) -> tuple[RuleResults, tuple[Evidence, ...]]:
        """Judge every rule, the needed ones first; with evidence where it is asked for."""
        judged: RuleResults = {}
        evidence: list[Evidence] = []
        asked = self._wanted(pack) if self.options.evidence else ()
        cells = pointers_of(plan) if asked else {}
        root, certain = plan.root, choice.certain
        self._trace.clear()
        for rule, judge in self._rules(pack):
            if certain is not None and rule.id not in certain:
                result = Judged(CANNOT_TELL)
            elif rule.needs:
                result = judge_after(rule.needs, partial(_failed, judged, plan), judge, plan)
            else:
                result = judge(root)
            if is_future(rule, self.options.as_of):  # what is not in force yet keeps no plan waiting
                result = Judged(NOT_APPLICABLE) if result.outcome == CANNOT_TELL else as_note(result)
            if result.outcome == CANNOT_TELL and plan.lenient:
                result = Judged(NOT_APPLICABLE)  # the finding at the value stands for it
            judged[rule.id] = (rule, result)
            if rule.id in asked:
                from zaitaku_check.engine.evidence import evidence_of

                evidence.append(evidence_of(scene, cells, self._trace, judged, rule))
            if self._trace:
                self._trace.clear()
        return judged, tuple(sorted(evidence, key=lambda each: rule_order(each.rule)))

    def _rules(self, pack: Pack) -> tuple[tuple[Rule, RuleJudge], ...]:
        """Return the rules for plans of a pack, overlays included; traced ones where evidence is asked for."""
        if pack.id not in self._ready:
            packs = (pack, *(self.shelf.pack(name) for name in self._overlays if self.shelf.lies_over(name, pack)))
            trace = self._trace if self.options.evidence else None
            pairs = [pair for each in packs for pair in compile_pack(each, pack, trace).rules]
            self._ready[pack.id] = tuple((as_of_day(rule, self.options.as_of), judge) for rule, judge in pairs)
        return self._ready[pack.id]

    def _shared(self, outcomes: dict[str, str]) -> dict[str, str]:
        """Return the outcomes as one object for all plans that have the same, for most plans have."""
        return self._outcomes.setdefault((*outcomes, *outcomes.values()), outcomes)

    def _wanted(self, pack: Pack) -> frozenset[str]:
        """Return the ids of the rules for plans of a pack that are selected and not ignored."""
        if pack.id not in self._wants:
            ids = (rule.id for rule, _judge in self._rules(pack))
            self._wants[pack.id] = frozenset(each for each in ids if self.options.wants(each))
        return self._wants[pack.id]

    def _findings(self, scene: Scene, said: list[Complaint], judged: RuleResults) -> tuple[Finding, ...]:
        stage = self.options.stage
        failed = [pair for pair in judged.values() if pair[1][1] and self.options.wants(pair[0].id)]
        every = [(rule, point) for rule, each in failed for point in each.points]
        spoken = [each for each in said if self.options.wants_of_reading(self.catalogue[each.rule])]
        complaints, points = as_many_as_shown(spoken, every)
        findings = [from_complaint(scene, each, self.catalogue[each.rule], stage) for each in complaints]
        if points:
            cells = pointers_of(scene.plan)
            findings += [from_point(scene, rule, point, stage, cells) for rule, point in points]
        return in_order(findings)

    def _deselected(self, pack: Pack | None) -> tuple[str, ...]:
        """Return the rules of error severity left out for the plans of a pack; None: those of reading alone."""
        if not (self.options.select or self.options.ignore):
            return ()
        name = pack.id if pack else ""
        if name not in self._left_out:
            rules = [(rule, True) for rule in self.catalogue.values() if rule.id.startswith(("Y", "F"))]
            rules += [(rule, False) for rule, _judge in self._rules(pack)] if pack else []
            self._left_out[name] = tuple(
                rule.id
                for rule, of_reading in rules
                if rule.severity[self.options.stage] == "error" and self.options.leaves_out(rule, of_reading=of_reading)
            )
        return self._left_out[name]

    def _unread(self, scene: Scene, digest: str, said: list[Complaint]) -> Checked:
        findings = self._findings(scene, said, {})
        result = PlanResult(scene.path, digest, "", "return", {}, findings, deselected=self._deselected(None))
        return Checked(result, (), read=False)

    def _without_pack(self, scene: Scene, digest: str, said: list[Complaint], choice: Choice) -> Checked:
        complaints = [*said, *([choice.complaint] if choice.complaint else [])]
        findings = self._findings(scene, complaints, {})
        returned = any(finding.severity == "error" for finding in findings)
        verdict = "return" if returned else "unchecked"  # no rule was asked: the plan itself may be right
        result = PlanResult(scene.path, digest, "", verdict, {}, findings, deselected=self._deselected(None))
        wide = self.shelf.programme_wide() if choice.complaint and self.folder else []
        marks = _marks(scene, choice.envelope, wide)
        return Checked(result, marks, read=bool(choice.complaint))


def _shown(plan: Plan, pack: Pack) -> tuple[tuple[Fact, ...], tuple[Item, ...]]:
    """Return what overviews show of a plan."""
    from zaitaku_check.engine.overview import facts_of, items_of

    return facts_of(plan, pack), items_of(plan, pack)


def _fails(judged: RuleResults) -> Iterator[str]:
    """Yield the id of every rule that found something, once a finding."""
    return (rule.id for rule, each in judged.values() for _point in each.points)


def _failed(judged: RuleResults, plan: Plan, need: str) -> list[str]:
    """Return where a rule that another one needs has failed; a rule of reading where it complained."""
    if need in judged:
        return [pointer_of(plan, point) for point in judged[need][1].points]
    return [each.pointer for each in plan.complaints if each.rule == need]


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return findings in their total order, each once."""
    if len(findings) < 2:
        return tuple(findings)
    kept = {(each.rule, each.place, each.message, each.args): each for each in findings}
    ordered: list[Finding] = []
    for _, alike in groupby(sorted(kept.values(), key=_at), key=_at):
        ordered += by_words(list(alike))
    return tuple(ordered)


def _at(finding: Finding) -> tuple[int, int, str, str, str]:
    place = finding.place
    return place.line or 0, place.column or 0, finding.rule, place.pointer, finding.fingerprint


def _marks(scene: Scene, root: Cell, rules: Sequence[FolderRule]) -> tuple[PlacedMark, ...]:
    """Return what a plan brings to folder rules, with places instead of cells."""
    pointers = _Pointers(scene.plan)
    return tuple([_placed(scene, folder, mark, pointers) for folder in rules for mark in folder.marks(root)])


def _placed(scene: Scene, folder: FolderRule, mark: Mark, pointers: _Pointers) -> PlacedMark:
    cell = mark.spot.cell
    span, pointer = locate(mark.spot, {id(cell): pointers.of(cell)} if cell is not None else {})
    return PlacedMark(folder.rule.id, mark._replace(spot=_NOWHERE), place_of(scene, span, pointer))


_NOWHERE = Spot(None)


class _Pointers:
    """Finds the pointers of single cells by their places; a cell that is not at its place is looked for everywhere."""

    def __init__(self, plan: Plan | None) -> None:
        self._plan = plan
        self._every: Mapping[int, str] | None = None

    def of(self, cell: Cell) -> str:
        """Return the pointer of a cell, "" where it is not in the plan."""
        found = pointer_at(self._plan.root, cell) if self._plan is not None else ""
        if found is None:
            self._every = pointers_of(self._plan) if self._every is None else self._every
            return self._every.get(id(cell), "")
        return found
