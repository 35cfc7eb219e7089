"""The record of answers: explanations given for warnings, carried from one round of checking to the next.

An answer names its finding by fingerprint, which holds as long as the plan says the same there, or by rule and plan,
which holds whatever the plan says. Errors cannot be answered away. An answer that does not count is a finding itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from zaitaku_check.engine.findings import fingerprint, rule_card
from zaitaku_check.engine.options import RunOptions, as_id
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.eras import day_in_words
from zaitaku_check.errors import ConfigError, Problem
from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.document import Document, load_document
from zaitaku_check.plan.kinds.dates import read_date
from zaitaku_check.report.model import Answer, AnswersResult, Finding, Place, PlanResult, Related, Report
from zaitaku_check.report.verdict import findings_of, judged_anew
from zaitaku_check.suggestions import did_you_mean, nearest
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual

EXPIRED, UNUSED, WRONG = "K001", "K002", "K003"
_KEYS = {
    "fingerprint": "識別子",
    "rule": "ルール",
    "plan": "計画",
    "reason": "理由",
    "who": "説明者",
    "date": "日付",
    "expires": "期限",
}
_ALSO = {"規則": "rule", "計画書": "plan", "期日": "expires", "有効期限": "expires"}
"""Other words for the same, read but not written."""
_DATES = ("date", "expires")
_NEEDED = ("reason", "who", "date")
_FOR = Bilingual("この指摘に対する説明です", "the finding it is for")


class Entry(NamedTuple):
    """One answer as written: which finding it is for ("" where it does not say), and where it stands."""

    rule: str
    plan: str
    fingerprint: str
    answer: Answer
    place: Place


class Record(NamedTuple):
    """A record of answers, read."""

    path: str
    entries: tuple[Entry, ...]


# --- reading ----------------------------------------------------------------------------------------------------------


def read_record(path: str, data: bytes) -> Record:
    """Return the record a file holds, a list of answers; raises ConfigError at the first thing that does not fit."""
    document, problems = load_document(path, data, lambda: frozenset(_names()))
    if document is None or problems:
        raise _misfit(problems[0])
    if isinstance(document.data, dict) and not _names().keys() & {plain(key) for key in document.data}:
        raise _at(document, (), _NO_RECORD)
    if not isinstance(document.data, list):
        raise _at(document, (), _A_LIST)
    return Record(path, tuple(_entry(document, number) for number in range(len(document.data))))


def _entry(document: Document, number: int) -> Entry:
    written = document.data[number]
    if not isinstance(written, dict):
        raise _at(document, (number,), _A_GROUP)
    values = dict(_value(document, number, key) for key in written)
    if not values.get("fingerprint") and not (values.get("rule") and values.get("plan")):
        raise _at(document, (number,), _WHICH)
    for key in _NEEDED:
        if not values.get(key):
            raise _lacking(document, number, key)
    answer = Answer(values["reason"], values["who"], values["date"], values.get("expires", ""))
    named = (as_id(values.get("rule", "")), values.get("plan", ""), values.get("fingerprint", "").lower())
    return Entry(*named, answer, _place(document, number))


def _lacking(document: Document, number: int, key: str) -> ConfigError:
    """Say that a needed key is missing, or that nothing stands behind it."""
    written = next((each for each in document.data[number] if _names().get(plain(each)) == key), None)
    if written is not None:
        empty = Bilingual(f"「{written}」が空欄です。", f"“{written}” is empty")
        return _at(document, (number, written), empty, key=True)
    name = _KEYS[key]
    return _at(document, (number,), Bilingual(f"「{name}」（{key}）がありません。", f"“{key}” is missing"))


def _names() -> dict[str, str]:
    """Return every word for a key, as `plain`, and the key."""
    return {plain(word): name for name, label in _KEYS.items() for word in (name, label)} | _ALSO


def _value(document: Document, number: int, key: str) -> tuple[str, str]:
    """Return the canonical key and the value as text; a date as ISO."""
    name = _names().get(plain(key))
    if name is None:
        wording = Bilingual(f"「{key}」という項目はありません。", f"there is no key “{key}”")
        raise _at(document, (number, key), did_you_mean(wording, key, (*_KEYS, *_KEYS.values())), key=True)
    value: Any = document.data[number][key]
    if value is None:
        return name, ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _at(document, (number, key), Bilingual(f"「{key}」には文字を書いてください。", f"`{key}` takes a text"))
    text = str(value).strip()
    return name, _date(document, (number, key), text) if name in _DATES else text


def _date(document: Document, where: tuple[int, str], text: str) -> str:
    if not text:
        return ""
    day = read_date(text)
    if isinstance(day, str):
        return day
    example = Bilingual("「2018-08-20」「平成30年8月20日」のように書いてください。", "write it as in 2018-08-20")
    wrong = _WRONG_DAYS.get(getattr(day, "variant", ""), Bilingual("日付として読み取れません。", "is not a date"))
    joint = "" if wrong.ja[0] in "にと" else "は"
    raise _at(
        document, where, Bilingual(f"「{text}」{joint}{wrong.ja}{example.ja}", f"“{text}” {wrong.en}; {example.en}")
    )


_WRONG_DAYS = {
    "no_year": Bilingual("には年がありません。", "has no year"),
    "no_day": Bilingual("には日がありません。", "has no day"),
    "no_such_day": Bilingual("という日はありません。", "is not a day of any calendar"),
}


def _place(document: Document, number: int) -> Place:
    start, _end = document.places[number,]
    line, column = document.text.line_column(start)
    source = document.text.line(line)
    return Place(document.name, f"/{number}", line, column, line, len(source) + 1, source)


def _at(document: Document, where: tuple[int | str, ...], wording: Bilingual, *, key: bool = False) -> ConfigError:
    return _misfit(document.problem(where, wording, key=key))


def _misfit(problem: Problem) -> ConfigError:
    place, wording = f"{problem.path}:{problem.line}:{problem.column}", problem.in_words()
    return ConfigError(
        Bilingual(
            f"説明の記録を読み取れません。{place}: {wording.ja}", f"cannot read the answers: {place}: {wording.en}"
        ),
        problem,
    )


_A_LIST = Bilingual("「- 」で始まる一覧で書いてください。", "it has to be a list of answers, each beginning with “- ”")
_NO_RECORD = Bilingual(
    "「- ルール: R204」で始まる説明の記録ではありません。",
    "this is no record of answers, which begins with “- rule: R204”",
)
_A_GROUP = Bilingual(
    "説明は、「ルール: R204」のように、項目名と値で書いてください。", "an answer has to be a group of keys and values"
)
_WHICH = Bilingual(
    "どの指摘に対する説明か分かりません。「識別子」、又は「ルール」と「計画」を書いてください。",
    "it does not say which finding it is for: give `fingerprint`, or `rule` and `plan`",
)


# --- applying ---------------------------------------------------------------------------------------------------------


class _Doubt(NamedTuple):
    """Why an answer does not count: the rule about answers, the variant of its message, what fills it, the findings."""

    rule: str
    variant: str
    args: tuple[tuple[str, str | Bilingual], ...]
    about: tuple[Finding, ...] = ()


def apply_record(report: Report, record: Record, shelf: Shelf, options: RunOptions) -> Report:
    """Return the report with every answer at its finding, verdicts judged anew, and what is wrong with the record."""
    reading = _Reading(report, shelf, options)
    doubts: list[tuple[Entry, _Doubt]] = []
    answered: dict[Finding, Entry] = {}
    for entry in record.entries:
        found = reading.meant(entry, answered)
        if isinstance(found, _Doubt):
            doubts.append((entry, found))
        elif found is not None:
            answered |= dict.fromkeys(found, entry)
    with_answers = _placed({finding: entry.answer for finding, entry in answered.items()})
    findings = tuple(_finding(entry, doubt, shelf, options) for entry, doubt in doubts if options.wants(doubt.rule))
    folder = report.folder and report.folder._replace(findings=with_answers(report.folder.findings))
    counted = len({id(entry) for entry in answered.values()})
    structure = shelf.structure()
    said = {finding.rule for finding in findings}
    cards = {rule.id: rule_card(rule, structure, options.stage) for rule in structure.rules if rule.id in said}
    return report._replace(
        plans=tuple(_judged_anew(plan, with_answers) for plan in report.plans),
        folder=folder,
        rules={**cards, **report.rules},
        answers=AnswersResult(record.path, len(record.entries), counted, findings),
    )


Place_ = Callable[[tuple[Finding, ...]], tuple[Finding, ...]]


def _placed(answers: dict[Finding, Answer]) -> Place_:
    """Return what puts answers at their findings."""

    def with_answers(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(
            finding._replace(answer=answers[finding]) if finding in answers else finding for finding in findings
        )

    return with_answers


def _judged_anew(plan: PlanResult, with_answers: Place_) -> PlanResult:
    if plan.refused is not None or not plan.findings:
        return plan
    findings = with_answers(plan.findings)
    return judged_anew(plan, findings)


class _Reading:
    """What answers are compared with: the findings of a report, its plans, the rules there are."""

    def __init__(self, report: Report, shelf: Shelf, options: RunOptions) -> None:
        self.findings = tuple(findings_of(report))
        self.report = report
        self.ids = shelf.rule_ids()
        self.options = options

    def meant(self, entry: Entry, answered: dict[Finding, Entry]) -> Sequence[Finding] | _Doubt | None:
        """Return the findings an answer counts for, why it does not count, or None where this run cannot tell."""
        if entry.rule and entry.rule not in self.ids:
            near = nearest(entry.rule, self.ids)
            args = (("rule", entry.rule),)
            return _Doubt(WRONG, "near", (*args, ("near", near[0]))) if near else _Doubt(WRONG, "", args)
        plans = self._plans(entry.plan)
        if len(plans) > 1:
            return _several(plans)
        if entry.plan and not plans:
            return self._no_plan(entry.plan) if self.report.folder else None
        found = [finding for finding in self.findings if _fits(entry, finding, plans)]
        if len({finding.place.path for finding in found}) > 1:
            return _several(sorted({finding.place.path for finding in found}))
        if not found:
            return self._unused(entry, plans)
        return self._allowed(entry, found, answered)

    def _allowed(
        self, entry: Entry, found: Sequence[Finding], answered: dict[Finding, Entry]
    ) -> Sequence[Finding] | _Doubt:
        about = (("plan", found[0].place.path), ("rule", found[0].rule))
        if any(finding.severity == "error" for finding in found):
            return _Doubt(WRONG, "error", about, tuple(found))
        if found[0] in answered:
            return _Doubt(UNUSED, "twice", (*about, ("line", str(answered[found[0]].place.line))), tuple(found))
        if entry.answer.expires and entry.answer.expires < self.options.as_of:
            dates = (("expires", day_in_words(entry.answer.expires)), ("day", day_in_words(self.options.as_of)))
            return _Doubt(EXPIRED, "", (*about, *dates), tuple(found))
        return found

    def _no_plan(self, name: str) -> _Doubt:
        names = [plan.path.rpartition("/")[2] for plan in self.report.plans]
        near = [each for each in names if each.rpartition(".")[0] == name] or nearest(name, names)
        args = (("plan", name), *((("near", near[0]),) if near else ()))
        return _Doubt(WRONG, "plan_near" if near else "plan", args)

    def _plans(self, name: str) -> list[str]:
        """Return the paths that a plan's name in the record may mean: the whole path, or its end."""
        folder = self.report.folder.findings if self.report.folder else ()
        every = {plan.path for plan in self.report.plans} | {finding.place.path for finding in folder}
        if not name:
            return []
        wanted = _steps(name)
        return sorted(path for path in every if _steps(path)[-len(wanted) :] == wanted)

    def _unused(self, entry: Entry, plans: list[str]) -> _Doubt | None:
        """Return the doubt about an answer without a finding; None where the finding could not show in this run."""
        if not self._judged(entry, plans):
            return None
        if entry.rule and plans:
            return _Doubt(UNUSED, "", (("plan", plans[0]), ("rule", entry.rule)))
        return _Doubt(UNUSED, "fingerprint", (("fingerprint", entry.fingerprint),))

    def _judged(self, entry: Entry, plans: list[str]) -> bool:
        if entry.rule and not self.options.wants(entry.rule):
            return False
        if not entry.rule and (self.options.select or self.options.ignore):
            return False
        if not plans and self.report.folder is None:
            return False
        if self.report.folder and self.report.folder.outcomes.get(entry.rule) == "cannot_tell":
            return False
        asked = [plan for plan in self.report.plans if plan.path in plans or not plans]
        return all(_was_judged(plan, entry.rule) for plan in asked)


def _was_judged(plan: PlanResult, rule: str) -> bool:
    """Say whether a rule (or, without one, every rule) could be judged on a plan."""
    if not plan.outcomes:
        return False
    outcomes = [plan.outcomes[rule]] if rule in plan.outcomes else [] if rule else list(plan.outcomes.values())
    return "cannot_tell" not in outcomes


def _fits(entry: Entry, finding: Finding, plans: list[str]) -> bool:
    return (
        (not entry.fingerprint or finding.fingerprint == entry.fingerprint)
        and (not entry.rule or finding.rule == entry.rule)
        and (not plans or finding.place.path in plans)
    )


def _steps(path: str) -> list[str]:
    return [step for step in path.replace("\\", "/").split("/") if step not in ("", ".")]


def _several(plans: Iterable[str]) -> _Doubt:
    every = list(plans)
    return _Doubt(WRONG, "several", (("count", str(len(every))), ("plans", "、".join(every))))


def _finding(entry: Entry, doubt: _Doubt, shelf: Shelf, options: RunOptions) -> Finding:
    rule = next(rule for rule in shelf.structure().rules if rule.id == doubt.rule)
    return Finding(
        rule=rule.id,
        severity=rule.severity[options.stage],
        place=entry.place,
        message=rule.messages[doubt.variant],
        args=doubt.args,
        remedy=rule.remedies.get(doubt.variant),
        related=tuple(Related(finding.place, _FOR) for finding in doubt.about),
        fingerprint=fingerprint(rule.id, entry.fingerprint or f"{entry.plan}/{entry.rule}", doubt.variant),
    )
