"""The record of rounds: what was received when, by whom, and what became of every point that was raised.

Kept are facts of the past; what a plan comes to is judged anew in every run. A run in which nothing else was received
than in the last belongs to the same round. Plans are known again by content, else by applicant, whatever their files
are called.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from zaitaku_check.desk.case import Applicant, Case, Point, Told, unnumbered
from zaitaku_check.errors import ConfigError
from zaitaku_check.report.model import PlanResult, Report
from zaitaku_check.report.shown import message
from zaitaku_check.text_types import Bilingual

FILE: Final = "rounds.json"
SCHEMA: Final = "zaitaku-check/rounds-1"

Record = dict[str, Any]


class Rounds(NamedTuple):
    """Every round so far, oldest first, as plain data; `bound` holds what a decision was made about, by its digest."""

    rounds: tuple[Record, ...] = ()
    bound: Mapping[str, str] = {}

    def letters(self) -> list[Record]:
        """Return every letter that was written in a round."""
        return [letter for each in self.rounds for letter in each.get("letters", ())]


class Now(NamedTuple):
    """The round at hand: its number, what lies on the desk, and the plans of the last round that were not received."""

    number: int
    cases: tuple[Case, ...]
    gone: tuple[Case, ...]
    past: Rounds
    rules_changed: bool = False
    day_before: str = ""


def read_rounds(path: str, data: bytes | None) -> Rounds:
    """Return the record in a file; none where there is no file. Raises ConfigError where it cannot be read."""
    if data is None:
        return Rounds()
    try:
        kept = json.loads(data)
        of_ours = {SCHEMA: Rounds(tuple(kept["rounds"]), kept["bound"])}
        return of_ours[kept["schema"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ConfigError(
            Bilingual(
                f"受付の記録「{path}」を読み取れません。前回の控えに戻すか、別の出力先を指定してください。",
                f"cannot read the record of rounds {path}; restore it, or name another folder",
            )
        ) from error


def written(now: Now, letters: Sequence[Record], bound: Mapping[str, str], report: Report, who: str) -> bytes:
    """Return the record with the round at hand, in the place of an earlier run of the same round."""
    this: Record = {
        "number": now.number,
        "as_of": report.as_of,
        "version": report.version,
        "who": who,
        "packs": {pack.id: pack.digest for pack in report.packs},
        "plans": [_kept(case) for case in (*now.cases, *now.gone)],
        "letters": [*letters],
    }
    earlier = [each for each in now.past.rounds if each["number"] < now.number]
    kept = {"schema": SCHEMA, "rounds": [*earlier, this], "bound": dict(sorted(bound.items()))}
    return (json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "backslashreplace")


def _kept(case: Case) -> Record:
    return {
        "case": case.number,
        "state": case.state,
        "path": case.plan.path,
        "digest": case.plan.digest,
        "pack": case.plan.pack,
        "verdict": case.plan.verdict,
        "applicant": case.applicant._asdict(),
        "received": case.received,
        "highest": case.highest,
        "points": [told_of(point)._asdict() for point in case.points] if case.state != GONE else [],
    }


NEW, REPLACED, SAME, GONE = "new", "replaced", "same", "gone"
STATES: Final = {
    NEW: Bilingual("新規", "new"),
    REPLACED: Bilingual("差替え", "replaced"),
    SAME: Bilingual("変更なし", "unchanged"),
    GONE: Bilingual("取下げ・未提出", "withdrawn"),
}
FATES: Final = {
    "open": Bilingual("未対応", "not attended to"),
    "changed": Bilingual("変更・未解消", "changed, not settled"),
    "new": Bilingual("新規", "new"),
    "settled": Bilingual("解消", "settled"),
    "unjudged": Bilingual("判定不能", "could not be judged"),
    "missing": Bilingual("不提出", "not submitted"),
}
"""What became of a point of the last round; every point has exactly one fate."""


def told_of(point: Point) -> Told:
    """Return what is kept of a point."""
    finding = point.finding
    said = message(finding, "ja")
    label = finding.place.label.ja
    return Told(
        point.number, finding.rule, point.lasting, finding.fingerprint, finding.severity, said, label, point.fate
    )


def this_round(past: Rounds, report: Report, plans: Sequence[Case]) -> Now:
    """Return the round at hand: every plan with its number, its state, and its points with numbers and fates."""
    known = _known(past.rounds)
    cases = _numbered(known, plans, report)
    last = past.rounds[-1] if past.rounds else None
    received = {(case.number, case.plan.digest) for case in cases}
    same = last is not None and received == {(each["case"], each["digest"]) for each in last["plans"] if _there(each)}
    number = last["number"] + (not same) if last else 1
    base = next((each for each in reversed(past.rounds) if each["number"] < number), None)
    before = {each["case"]: each for each in base["plans"]} if base else {}
    packs = {pack.id: pack.digest for pack in report.packs}
    changed = base is not None and any(base["packs"].get(name, digest) != digest for name, digest in packs.items())
    lately = {each["case"]: each for each in last["plans"]} if last else {}
    done = tuple(_followed(case, lately.get(case.number), before.get(case.number), report) for case in cases)
    here = {case.number for case in done}
    gone = tuple(_gone(each) for each in before.values() if each["case"] not in here and _there(each))
    return Now(number, done, gone, past, changed, base["as_of"] if base else "")


def _there(kept: Record) -> bool:
    return bool(kept["state"] != GONE)


def _known(rounds: Iterable[Record]) -> dict[int, Record]:
    """Return of every plan ever received the last record, with all digests it ever had."""
    known: dict[int, Record] = {}
    for each in rounds:
        for kept in each["plans"]:
            before = known.get(kept["case"], {"digests": set()})
            known[kept["case"]] = {**kept, "digests": before["digests"] | {kept["digest"]}}
    return known


# --- who is who -------------------------------------------------------------------------------------------------------


def _numbered(known: Mapping[int, Record], plans: Sequence[Case], report: Report) -> list[Case]:
    """Return the plans that count, each under its number; what it supersedes lies beside it."""
    superseded = dict(report.folder.superseded) if report.folder else {}
    counting = [case for case in plans if case.plan.path not in superseded]
    taken: dict[int, Case] = {}
    earlier: dict[int, list[str]] = {}
    unknown: list[Case] = []
    for case in counting:
        number = _number_of(case, known)
        rival = taken.get(number)
        if not number:
            unknown.append(case)
        elif rival is None:
            taken[number] = case
        elif (new := _is_new(case, known[number])) != _is_new(rival, known[number]):
            taken[number], old = (case, rival) if new else (rival, case)
            earlier.setdefault(number, []).append(old.plan.path)
        elif not new and case.plan.digest == known[number]["digest"]:
            taken[number] = case
            earlier.setdefault(number, []).append(rival.plan.path)
        else:
            unknown.append(case)
    for case in list(unknown):
        if number := _by_file(case, known, taken):
            taken[number] = case
            unknown.remove(case)
    free = max([0, *known]) + 1
    taken |= {free + at: case for at, case in enumerate(unknown)}
    numbers = {case.plan.path: number for number, case in taken.items()}
    for path, by in superseded.items():
        if by in numbers:
            earlier.setdefault(numbers[by], []).append(path)
    return [
        case._replace(number=number, earlier=tuple(earlier.get(number, ()))) for number, case in sorted(taken.items())
    ]


def _number_of(case: Case, known: Mapping[int, Record]) -> int:
    """Return the number under which a plan is known: by its content, else by its applicant; 0 where it is new."""
    same = [number for number, kept in known.items() if case.plan.digest and case.plan.digest in kept["digests"]]
    same += [number for number, kept in known.items() if case.applicant.is_same(Applicant(**kept["applicant"]))]
    return same[0] if same else 0


def _by_file(case: Case, known: Mapping[int, Record], taken: Mapping[int, Case]) -> int:
    """Return the number of a plan that came as the same file, where of one of both nobody can say whose it is."""
    for number, kept in known.items():
        nameless = not (case.applicant.core and kept["applicant"]["core"])
        if number not in taken and nameless and kept["path"] == case.plan.path:
            return number
    return 0


def _is_new(case: Case, kept: Record) -> bool:
    return case.plan.digest not in kept["digests"]


# --- what became of it ------------------------------------------------------------------------------------------------


def _followed(case: Case, lately: Record | None, before: Record | None, report: Report) -> Case:
    """Return a plan with numbers and fates of its points, against the last run and the last round."""
    known = [Told(**each) for each in (lately or before or {"points": []})["points"]]
    highest = max([0, *(each["highest"] for each in (lately, before) if each)])
    points = _renumbered(case.points, known, highest)
    asked = {each.number: each for each in (Told(**told) for told in before["points"])} if before else {}
    points = tuple(_with_fate(point, asked, follows=before is not None) for point in points)
    here = {point.number for point in points}
    judged = _judged(case.plan, report)
    old = tuple(
        told._replace(fate="settled" if judged(told.rule) else "unjudged")
        for number, told in asked.items()
        if number not in here
    )
    state = NEW if before is None or not _there(before) else SAME if before["digest"] == case.plan.digest else REPLACED
    applicant = case.applicant
    by_file = before is not None and state != SAME and not applicant.core
    if before and not applicant.core:
        applicant = Applicant(**before["applicant"])
    received = before["received"] if before and state == SAME else report.as_of
    if lately and lately["digest"] == case.plan.digest:
        received = lately["received"]
    return case._replace(
        applicant=applicant,
        state=state,
        points=points,
        old=old,
        received=received,
        highest=max([highest, *here]),
        by_file=by_file,
        asked=tuple(asked.values()),
    )


def _renumbered(points: Sequence[Point], known: Sequence[Told], highest: int) -> tuple[Point, ...]:
    """Return points under the numbers they had; what is new takes numbers that nothing ever had."""
    left = list(known)
    numbers: dict[int, int] = {}
    for alike in _SAME:
        for at, point in enumerate(points):
            if at in numbers:
                continue
            mine = alike(point)
            twin = next((told for told in left if alike(told) == mine), None)
            if twin is not None:
                numbers[at] = twin.number
                left.remove(twin)
    renewed = []
    for at, point in enumerate(points):
        if at not in numbers:
            highest += 1
            numbers[at] = highest
        renewed.append(point._replace(number=numbers[at]))
    return tuple(sorted(renewed, key=lambda point: point.number))


def _of(each: Point | Told) -> Told:
    return each if isinstance(each, Told) else told_of(each)


_SAME: Final = (
    lambda each: (_of(each).rule, _of(each).lasting, _of(each).fingerprint, _of(each).message),
    lambda each: (_of(each).rule, _of(each).lasting, _of(each).message),
    lambda each: (_of(each).rule, _of(each).lasting),
)
"""When two points are one: the same rule at the same place; of several, those that say the same first."""


def _with_fate(point: Point, asked: Mapping[int, Told], *, follows: bool) -> Point:
    """Return a point with its fate; in a plan that follows no other it has none."""
    told = asked.get(point.number)
    if told is None:
        return point._replace(fate="new" if follows else "")
    same = told.fingerprint == point.finding.fingerprint
    return point._replace(fate="open" if same else "changed", before=told)


def _judged(plan: PlanResult, report: Report) -> Any:
    """Return what says whether a rule was really judged: a finding that is not found again need not be settled.

    A rule over all plans has judged a plan only where all of it could be read.
    """
    whole = plan.outcomes and "cannot_tell" not in plan.outcomes.values()
    outcomes = {**(report.folder.outcomes if report.folder and whole else {}), **plan.outcomes}
    left_out = {card.id for card in report.deselected}

    def judged(rule: str) -> bool:
        if rule in outcomes:
            return outcomes[rule] in ("pass", "fail")
        of_reading = rule.startswith(("Y", "F"))
        return of_reading and bool(plan.outcomes) and rule not in left_out

    return judged


def _gone(kept: Record) -> Case:
    """Return a plan of the last round that was not received in this one; nothing that was asked of it is settled."""
    plan = PlanResult(kept["path"], kept["digest"], kept["pack"], kept["verdict"], {}, ())
    old = tuple(Told(**each)._replace(fate="missing") for each in kept["points"])
    return unnumbered(plan)._replace(
        number=kept["case"],
        applicant=Applicant(**kept["applicant"]),
        state=GONE,
        old=old,
        asked=old,
        received=kept["received"],
        highest=kept["highest"],
    )
