"""The letters of the reviewer's desk, one for each applicant: a request to put a plan right, or word that it is ready.

A letter speaks of the applicant's own plans only. What the rules over all plans found (quotas, two plans of one
applicant, equal texts) names other applicants and stays with the reviewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import category

from zaitaku_check.named import NamedTuple
from zaitaku_check.report.cells import cut
from zaitaku_check.report.document import finding_facts, seen
from zaitaku_check.report.frame import is_whole_file
from zaitaku_check.report.letter_words import OPENING, SECTION, SUBJECT, WORDS
from zaitaku_check.report.nouns import SEVERITIES, VERDICTS, Finding, Place, PlanResult, Report
from zaitaku_check.report.shown import section_of, shown, visible, worded
from zaitaku_check.report.verdict import asks, checked_plans, explained
from zaitaku_check.report.wording import answer_in_words, said

APPLICANT: Final = "applicant.name"
_MOST_CELLS: Final = 60
_MOST_BYTES: Final = 120
"""The fact that says whose plan it is."""


class Entry(NamedTuple):
    """One matter in a letter: where, what, why, from which source, and what to do; everything is ready to be shown."""

    where: str
    quoted: str
    matter: str
    reason: str
    sources: tuple[str, ...]
    remedy: str
    answer: str = ""


class Part(NamedTuple):
    """One numbered part of a letter: the matters of one severity, or the rules that could not be judged."""

    heading: str
    entries: tuple[Entry, ...]
    note: str = ""


class Letter(NamedTuple):
    """One letter; `stem` is a file name without its suffix, safe on every system and different for every letter."""

    stem: str
    lang: str
    verdict: str
    recipient: str
    subject: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...]
    plans: tuple[str, ...]
    """The paths of the plans it is about, as the reviewer keeps them: not for the applicant's eye."""


def letters(report: Report, lang: str) -> tuple[Letter, ...]:
    """Return one letter for each applicant, in the order of their first plan."""
    return tuple(
        _letter(number, plans, report, lang) for number, plans in enumerate(_by_applicant(checked_plans(report)), 1)
    )


def applicant(plan: PlanResult, lang: str) -> str:
    """Return the applicant's name as it may be shown, "" where the plan does not say."""
    names = (worded(fact.value, lang) for fact in plan.facts if fact.name == APPLICANT)
    return shown(next(names, ""), lang=lang)


def _by_applicant(plans: tuple[PlanResult, ...]) -> list[list[PlanResult]]:
    """Group plans by the applicant's name, spaces aside; a plan without a name stands alone."""
    groups: dict[str, list[PlanResult]] = {}
    for plan in plans:
        name = re.sub(r"\s", "", applicant(plan, "ja"))
        groups.setdefault(name or f"/{plan.path}", []).append(plan)
    return list(groups.values())


def _letter(number: int, plans: list[PlanResult], report: Report, lang: str) -> Letter:
    verdict = min((plan.verdict for plan in plans), key=VERDICTS.index)
    name = applicant(plans[0], lang)
    programme = _programme(plans, report, lang)
    return Letter(
        stem=f"{number:03}-{_safe(name or _file_name(plans[0].path))}",
        lang=lang,
        verdict=verdict,
        recipient=_word("recipient", lang, name=name or _word("nameless", lang)),
        subject=worded(SUBJECT[verdict], lang).replace("{programme}", programme),
        opening=_opening(verdict, plans, programme, lang),
        parts=tuple(_parts(plans, report, lang)),
        closing=tuple(_closing(verdict, lang)),
        plans=tuple(plan.path for plan in plans),
    )


def _opening(verdict: str, plans: list[PlanResult], programme: str, lang: str) -> tuple[str, ...]:
    files = said("、", ", ", lang).join(_file_name(plan.path) for plan in plans)
    key = "explained" if verdict == "ready" and any(map(explained, plans)) else verdict
    filled = _filled(worded(OPENING[key], lang), {"programme": programme, "files": files})
    return (_word("greeting", lang), filled)


def _parts(plans: list[PlanResult], report: Report, lang: str) -> Iterator[Part]:
    """Yield the parts that have something to say, numbered."""
    parts = [_severity_part(severity, plans, report, lang) for severity in SEVERITIES]
    parts.insert(1, _unjudged_part(plans, report, lang))
    parts.append(_answered_part(plans, report, lang))
    telling = (part for part in parts if part.entries or part.note)
    yield from (part._replace(heading=f"{number}. {part.heading}") for number, part in enumerate(telling, 1))


def _severity_part(severity: str, plans: list[PlanResult], report: Report, lang: str) -> Part:
    findings = [finding for plan in plans for finding in plan.findings if finding.severity == severity]
    entries = tuple(_entry(finding, report, lang) for finding in findings if asks(finding))
    return Part(worded(SECTION[severity], lang), entries)


def _answered_part(plans: list[PlanResult], report: Report, lang: str) -> Part:
    findings = [finding for plan in plans for finding in plan.findings if not asks(finding)]
    return Part(worded(SECTION["answered"], lang), tuple(_entry(finding, report, lang) for finding in findings))


def _unjudged_part(plans: list[PlanResult], report: Report, lang: str) -> Part:
    rules = sorted({rule for plan in plans for rule, outcome in plan.outcomes.items() if outcome == "cannot_tell"})
    titles = said("、", "; ", lang).join(_titled(rule, report, lang) for rule in rules)
    return Part(worded(SECTION["unchecked"], lang), (), _word("unjudged", lang, rules=titles) if rules else "")


def _entry(finding: Finding, report: Report, lang: str) -> Entry:
    facts = seen(finding_facts(finding, report.rules, lang))
    return Entry(
        where=_where(finding.place, lang),
        quoted="" if is_whole_file(finding.place) else shown(finding.place.source.strip(), 80, lang),
        matter=facts["message"],
        reason=_reason(finding.rule, report, lang),
        sources=tuple(
            f"{cite['title'] or cite['source']} {section_of(cite['section'], lang)}".rstrip() for cite in facts["cite"]
        ),
        remedy=facts["remedy"] if asks(finding) else "",
        answer=answer_in_words(finding.answer, lang) if finding.answer else "",
    )


def _reason(rule: str, report: Report, lang: str) -> str:
    """Return what the rule asks, and why, as sentences."""
    why = worded(report.rules[rule].why, lang) if rule in report.rules else ""
    asks_for = _titled(rule, report, lang)
    return f"{asks_for}{said('。', '. ', lang)}{why}" if why else asks_for


def _where(place: Place, lang: str) -> str:
    name = _file_name(place.path)
    return name if place.line is None else _word("line", lang, path=name, line=str(place.line))


def _file_name(path: str) -> str:
    """Return the file's own name: in which folder the reviewer keeps it is none of the applicant's business."""
    return visible(re.split(r"[/\\]", path)[-1])


def _closing(verdict: str, lang: str) -> Iterator[str]:
    if verdict == "ready":
        yield _word("no_promise", lang)
    else:
        yield _word("deadline", lang)
    yield _word("contact", lang)


def _programme(plans: list[PlanResult], report: Report, lang: str) -> str:
    titles = {pack.id: worded(pack.title, lang) for pack in report.packs}
    return next((titles[plan.pack] for plan in plans if titles.get(plan.pack)), _word("programme", lang))


def _titled(rule: str, report: Report, lang: str) -> str:
    card = report.rules.get(rule)
    return f"{rule} {worded(card.title, lang)}" if card else rule


def _word(key: str, lang: str, **values: str) -> str:
    return _filled(worded(WORDS[key], lang), values)


def _filled(text: str, values: dict[str, str]) -> str:
    """Put values into a wording in one pass; a value is never expanded again."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), text)


def _safe(name: str) -> str:
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
