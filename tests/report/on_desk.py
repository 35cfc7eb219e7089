"""Reports made by hand, laid on the desk: the letters are tested without the engine."""

from __future__ import annotations

from zaitaku_check.desk.case import Applicant, Case, Point
from zaitaku_check.desk.decisions import Decisions
from zaitaku_check.desk.desk import Desk, set_up
from zaitaku_check.desk.letters import Letter, letters_of
from zaitaku_check.desk.rounds import Rounds
from zaitaku_check.desk.settings import Settings
from zaitaku_check.plan.institutions import name_of
from zaitaku_check.report.model import PlanResult, Report
from zaitaku_check.report.verdict import checked_plans

_NOTHING = Decisions()
_UNSET = Settings()


def desk_of(report: Report, decisions: Decisions = _NOTHING) -> Desk:
    """Return a report's plans on the desk, in the first round."""
    return set_up(report, tuple(map(_case, checked_plans(report))), Rounds(), decisions)


def letters(report: Report, lang: str, settings: Settings = _UNSET) -> tuple[Letter, ...]:
    """Return the letters about a report's plans."""
    return letters_of(desk_of(report), settings, lang)


def _case(plan: PlanResult) -> Case:
    facts = {fact.name: fact for fact in plan.facts}
    name = facts["applicant.name"].value.ja if "applicant.name" in facts else ""
    compared = name_of(name) if name else None
    where = facts["area"].id if "area" in facts else ""
    applicant = Applicant(name, compared.core, compared.owner, where) if compared else Applicant()
    points = tuple(Point(at, each, each.place.pointer) for at, each in enumerate(plan.findings, 1))
    return Case(0, plan, applicant, points)
