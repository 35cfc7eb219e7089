"""Everything that lies on the desk in one run: the round, the decisions, and what they come to together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from zaitaku_check.desk.case import Case, Point
from zaitaku_check.desk.decisions import ACCEPTED, LEFT_OUT, WRONG, About, Decisions, decided
from zaitaku_check.desk.rounds import Now, Rounds, this_round
from zaitaku_check.eras import day_in_words
from zaitaku_check.report.model import Answer, Finding, PlanResult, Report
from zaitaku_check.report.verdict import judged_anew
from zaitaku_check.text_types import Bilingual

AGAIN: Final = "again"
"""How a point stands whose value has changed since something was decided about it."""
_STANDING: Final = {ACCEPTED: "accepted", LEFT_OUT: "left_out", WRONG: "wrong"}
STANDING: Final = {
    "accepted": Bilingual("説明を了承", "explanation accepted"),
    "left_out": Bilingual("通知しない", "left out of the letter"),
    "wrong": Bilingual("指摘の誤り", "not a fault"),
    AGAIN: Bilingual("再確認（記載が変わりました）", "to be looked at again: the value has changed"),
}


class Desk(NamedTuple):
    """The round at hand with what reviewers decided. `bound` is what each decision about a point was made about.

    `standing` says by plan and point how a point stands: "accepted", "left_out", "wrong", "again"; others are open.
    `doubts` are the records that do not count, each with the reason.
    """

    report: Report
    now: Now
    decisions: Decisions
    bound: Mapping[str, str]
    standing: Mapping[tuple[int, int], str]
    doubts: tuple[Bilingual, ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        """The plans of this round."""
        return self.now.cases

    def held(self, case: Case, point: int = 0, by_eye: str = "") -> dict[str, str]:
        """Return what holds of a plan, a point of it, or a question by eye."""
        return self.decisions.of(About(case.number, point, by_eye))

    def decision(self, case: Case) -> str:
        """Return what has been decided of a plan, "" where nothing has."""
        return decided(About(case.number), self.held(case).get("decision", ""))


def set_up(report: Report, plans: tuple[Case, ...], past: Rounds, decisions: Decisions) -> Desk:
    """Return the desk of a run: plans known again, decisions at their points, verdicts judged with what is accepted."""
    now = this_round(past, report, plans)
    bound = _bound(now, decisions)
    standing: dict[tuple[int, int], str] = {}
    answers: dict[Key, Answer] = {}
    doubts = list(_unknown(now, decisions))
    for case in now.cases:
        for point in case.points:
            record = decisions.deciding(About(case.number, point.number))
            if record is None:
                continue
            word = decided(record.about, record.values["decision"])
            stands = _STANDING[word] if bound[record.digest] == point.finding.fingerprint else AGAIN
            if stands == "accepted" and point.finding.severity == "error":
                doubts.append(_no_explanation(case, point, record.line))
                continue
            standing[case.number, point.number] = stands
            if stands == "accepted":
                said = record.values
                answers[_key(point.finding)] = Answer(said["reason"], said.get("who", ""), said.get("date", ""))
    return Desk(*_answered(report, now, answers), decisions, bound, standing, tuple(doubts))


Key = tuple[object, ...]


def _key(finding: Finding) -> Key:
    place = finding.place
    return (finding.rule, finding.fingerprint, place.path, place.line, place.column, finding.args)


def _answered(report: Report, now: Now, answers: Mapping[Key, Answer]) -> tuple[Report, Now]:
    """Return report and round with explanations at their findings, and the verdicts that they give."""
    if not answers:
        return report, now

    def explained(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(each._replace(answer=answers.get(_key(each), each.answer)) for each in findings)

    def judged(plan: PlanResult) -> PlanResult:
        return judged_anew(plan, explained(plan.findings)) if plan.refused is None and plan.findings else plan

    folder = report.folder and report.folder._replace(findings=explained(report.folder.findings))
    cases = tuple(
        case._replace(
            plan=judged(case.plan),
            points=tuple(point._replace(finding=explained((point.finding,))[0]) for point in case.points),
        )
        for case in now.cases
    )
    return report._replace(plans=tuple(map(judged, report.plans)), folder=folder), now._replace(cases=cases)


def _bound(now: Now, decisions: Decisions) -> dict[str, str]:
    """Return what each decision was made about: as it was found when the reviewer saw it, in the last run."""
    bound = dict(now.past.bound)
    seen = {
        (kept["case"], told["number"]): told["fingerprint"]
        for each in now.past.rounds[-1:]
        for kept in each["plans"]
        for told in kept["points"]
    }
    here = {(case.number, point.number): point.finding.fingerprint for case in now.cases for point in case.points}
    for record in decisions.records:
        at = (record.about.case, record.about.point)
        if record.about.point and record.digest not in bound:
            bound[record.digest] = seen.get(at) or here.get(at, "")
    return bound


def _unknown(now: Now, decisions: Decisions) -> Iterator[Bilingual]:
    """Yield the records about plans and points that there have never been."""
    highest = {kept["case"]: kept["highest"] for each in now.past.rounds for kept in each["plans"]}
    highest |= {case.number: case.highest for case in now.cases}
    for record in decisions.records:
        case, point = record.about.case, record.about.point
        if case not in highest or point > highest[case]:
            at = f"desk.yaml:{record.line}"
            yield Bilingual(
                f"{at}: 受付番号{case}{f'の指摘{point}' if point else ''}はありません。",
                f"{at}: there is no plan {case}{f' with a point {point}' if point else ''}",
            )


def _no_explanation(case: Case, point: Point, line: int) -> Bilingual:
    return Bilingual(
        f"desk.yaml:{line}: 受付番号{case.number}の指摘{point.number}（{point.finding.rule}）は差戻しの指摘のため、"
        "説明では解消しません。",
        f"desk.yaml:{line}: point {point.number} of plan {case.number} is an error and cannot be explained away",
    )


def fates(now: Now) -> dict[str, int]:
    """Return how many points have each fate; they add up to all points of the last round and all new ones."""
    every = [point.fate for case in now.cases for point in case.points if point.fate]
    every += [told.fate for case in (*now.cases, *now.gone) for told in case.old]
    return {name: every.count(name) for name in dict.fromkeys(every)}


def history(case: Case, now: Now) -> list[tuple[int, str, str, int]]:
    """Return the earlier rounds in which a plan was received: number, day in words, state, number of points."""
    return [
        (each["number"], day_in_words(each["as_of"]).ja, kept["state"], len(kept["points"]))
        for each in now.past.rounds
        for kept in each["plans"]
        if kept["case"] == case.number and each["number"] < now.number
    ]
