"""The nouns of a report: places, findings, results of plans and of the folder. Only data, no formats."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.text_types import Bilingual, Edit
from zaitaku_check.typed import Any

SEVERITIES = ("error", "warning", "note")
VERDICTS = ("return", "unchecked", "explain", "ready")
"""Worst first: 差戻し · 判定不能 · 要説明 · 提出可."""
OUTCOMES = ("pass", "fail", "not_applicable", "cannot_tell")


class Place(NamedTuple):
    """Where something is: 1-based lines and columns in code points, end exclusive; None for a folder's own matters.

    `source` is the line itself as the file holds it (without its end, possibly cut around the place), for code
    frames; `source_at` is the 0-based offset in the line at which `source` begins (0 unless cut).
    `label` is the pointer in the form's own words, "" where that is not known.
    `sheet` and `cell` (C7) say where it is in a workbook; lines and columns are then those of the text that the
    workbook was read as: they keep the order, and no format shows them.
    """

    path: str
    pointer: str = ""
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    source: str = ""
    source_at: int = 0
    label: Bilingual = Bilingual("", "")
    sheet: str = ""
    cell: str = ""


class Related(NamedTuple):
    """A second place that belongs to a finding, and a word saying why."""

    place: Place
    word: Bilingual


class Citation(NamedTuple):
    """A source and its section; `title` is the source's full title."""

    source: str
    section: str
    title: Bilingual


class Fix(NamedTuple):
    """A change that is safe to make without asking; `line` is the finding's line after it, "" where it is not one."""

    edits: tuple[Edit, ...]
    line: str = ""


class Answer(NamedTuple):
    """An explanation given for a finding: foreign text, ISO dates; `expires` "" where it holds for good."""

    reason: str
    who: str
    date: str
    expires: str = ""


class Finding(NamedTuple):
    """One mistake. `message` is a template in both languages; `args` fill it by plain replacement of `{name}`.

    An argument that is a `str` is foreign text and is made visible and cut before it is shown; `Bilingual` are ours.
    `answer` is the explanation that counts for it; a warning that has one no longer asks for anything.
    `remedy` None: that of its rule.
    """

    rule: str
    severity: str
    place: Place
    message: Bilingual
    args: tuple[tuple[str, str | Bilingual], ...] = ()
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    answer: Answer | None = None
    remedy: Bilingual | None = None


class Ignored(NamedTuple):
    """A finding that whoever runs the tool has set aside; it counts nowhere and is named where a format can say so.

    `kind` is "inline" (a comment in the plan, where the configuration allows them) or "baseline" (an accepted state);
    `reason` is foreign text, "" where none was given.
    """

    finding: Finding
    kind: str
    reason: str = ""


class RuleInfo(NamedTuple):
    """What a report says of a rule besides its findings; `remedy_reviewer` is for the reviewer, where that differs."""

    id: str
    severity: str
    title: Bilingual
    remedy: Bilingual
    cite: tuple[Citation, ...] = ()
    pack: str = ""
    why: Bilingual = Bilingual("", "")
    remedy_reviewer: Bilingual = Bilingual("", "")


class Fact(NamedTuple):
    """One value shown in overviews (applicant, area, type …): `name` is the field's path, `id` the canonical value.

    `yen` is an amount as a number, for tables that calculate.
    """

    name: str
    label: Bilingual
    id: str
    value: Bilingual
    yen: int | None = None


class Item(NamedTuple):
    """One line of the matrix of items: mandatory or optional, present or not (None: could not be told)."""

    id: str
    label: Bilingual
    mark: str
    mandatory: bool
    present: bool | None


class EvidenceItem(NamedTuple):
    """One value a rule looked at: evidence. `value` is foreign text as written ("" when absent)."""

    place: Place
    label: Bilingual
    value: str


class Evidence(NamedTuple):
    """Why a rule had its outcome on a plan; `reason` is set where the outcome needs a sentence of its own."""

    rule: str
    outcome: str
    looks: tuple[EvidenceItem, ...]
    reason: Bilingual = Bilingual("", "")


class FolderContribution(NamedTuple):
    """What a plan brings to the rules over all plans, as plain data; `read` False: nothing of it is known to them."""

    read: bool
    marks: tuple[dict[str, Any], ...]


class PlanResult(NamedTuple):
    """The result of one file. `digest` is `sha256:…` of its bytes, "" where it could not be read.

    `refused`: the file itself could not be read (not there, a directory, no permission): then it has no verdict that
    counts and the run's exit code is 2.
    `brings` is there where the report is to be merged with others. `deselected` are the rules of error severity that
    would have judged the plan, had whoever ran the tool not left them out: its verdict says less without them.
    """

    path: str
    digest: str
    pack: str
    verdict: str
    outcomes: dict[str, str]
    findings: tuple[Finding, ...]
    facts: tuple[Fact, ...] = ()
    items: tuple[Item, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    refused: Bilingual | None = None
    ignored: tuple[Ignored, ...] = ()
    brings: FolderContribution | None = None
    deselected: tuple[str, ...] = ()


class LedgerLine(NamedTuple):
    """One group that has a limit: what is used, and by whom. `group` None: the whole folder.

    `limit` is None where only a minimum is asked; `unit` is "plans" or "yen". `used` is what the `plans` that count are
    at most, `surely` in any case, `at_most` with those that could not be read (None: that cannot be said).
    `superseded` plans no longer count; `doubtful` (⊆ `plans`) are those of an applicant with several, of which one
    counts and nobody can say which.
    """

    rule: str
    group: str | None
    label: Bilingual
    used: int
    limit: int | None
    plans: tuple[str, ...]
    at_least: bool
    unit: str = "plans"
    minimum: int | None = None
    surely: int = 0
    at_most: int | None = None
    superseded: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


class FolderResult(NamedTuple):
    """The rules over all plans of the run; `path` is the folder they are about.

    `superseded` are the plans that do not count, each with the one that counts instead: a newer one of the same
    applicant, or one with the same content.
    """

    outcomes: dict[str, str]
    ledger: tuple[LedgerLine, ...]
    findings: tuple[Finding, ...]
    ignored: tuple[Ignored, ...] = ()
    path: str = ""
    superseded: tuple[tuple[str, str], ...] = ()


class AnswersResult(NamedTuple):
    """The record of answers: its file, how many answers it holds, how many counted, what is wrong with the others."""

    path: str
    given: int
    counted: int
    findings: tuple[Finding, ...]


class BaselineResult(NamedTuple):
    """The baseline: its file, how many findings it holds, how many of them were met, what is to be said of it."""

    path: str
    held: int
    met: int
    findings: tuple[Finding, ...]


class ChangedSince(NamedTuple):
    """What `--changed-since` left out: the revision as it was named, and the plans that are still as they were then."""

    revision: str
    unchanged: tuple[str, ...]


class PackInfo(NamedTuple):
    """A pack that took part in the run."""

    id: str
    edition: str
    digest: str
    title: Bilingual


class Report(NamedTuple):
    """Everything a run has to say, ready for every format.

    `plans` are ordered by path. `rules` are the cards of every rule that was judged or has a finding. `skipped` are
    files that were found and not checked, each with its reason. `assumed` plans count in the folder's rules as if they
    were there. `answers`, `baseline` and `since` are None where they were not asked for. `vacuous` are the rules that
    applied to no plan of the folder: they have not been passed, they have not been asked. `deselected` are the cards of
    the rules that whoever ran the tool left out (by selection, or all rules over the folder), `inactive` those of rules
    that were selected and are never judged, because they are drafts or retired.
    """

    version: str
    as_of: str
    packs: tuple[PackInfo, ...]
    plans: tuple[PlanResult, ...]
    folder: FolderResult | None
    rules: dict[str, RuleInfo]
    skipped: tuple[tuple[str, Bilingual], ...] = ()
    vacuous: tuple[str, ...] = ()
    stage: str = "application"
    assumed: tuple[str, ...] = ()
    answers: AnswersResult | None = None
    baseline: BaselineResult | None = None
    since: ChangedSince | None = None
    deselected: tuple[RuleInfo, ...] = ()
    inactive: tuple[RuleInfo, ...] = ()
