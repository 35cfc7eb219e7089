"""The letters of the reviewer's desk, one for each applicant: a request to put a plan right, or word that it is ready.

A letter speaks of the applicant's own plans only: also of what the rules over all plans found, where it concerns no
other applicant (two plans of one applicant). The rest (quotas, equal texts of several applicants) stays with the
reviewer; the letter is marked to be held back until that is settled.

How a file was typed or stored is no matter for an official letter: what could not be read for such a reason is told as
what it is, lines that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from zaitaku_check.desk.case import safe_name
from zaitaku_check.desk.letter_words import OPENING, SECTION, SUBJECT, WORDS
from zaitaku_check.eras import era_of
from zaitaku_check.named import NamedTuple
from zaitaku_check.report.document import finding_facts, seen
from zaitaku_check.report.model import SEVERITIES, VERDICTS, Finding, Place, PlanResult, Report
from zaitaku_check.report.places import at_line, is_whole_file
from zaitaku_check.report.shown import section_of, shown, visible, worded
from zaitaku_check.report.verdict import asks, checked_plans, explained, folder_findings
from zaitaku_check.report.wording import answer_in_words
from zaitaku_check.text_types import Bilingual

APPLICANT: Final = "applicant.name"
"""The fact that says whose plan it is."""
FOLDER: Final = "letters"
FORMS: Final = {"Word": "docx", "HTML": "html", "Markdown": "md"}
AREA: Final = "area"
"""The fact that tells institutions of one name apart."""


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
    """One letter; `stem` is a file name without its suffix, safe on every system and different for every letter.

    `day` (ISO) decides the era that is printed where an office fills in its dates. `hold` are the rules over all plans
    that have something to say of these plans and of others: the letter should wait until that is settled.
    """

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
    day: str = ""
    hold: tuple[str, ...] = ()

    def files(self) -> tuple[tuple[str, str], ...]:
        """Return the forms of it, each with the path of its file."""
        return tuple((name, f"{FOLDER}/{self.stem}.{suffix}") for name, suffix in FORMS.items())

    def words(self) -> dict[str, str]:
        """Return the fixed wording of the letter in its language, dates of its era."""
        return {name: _filled(worded(pair, self.lang), {"era": era_of(self.day)}) for name, pair in WORDS.items()}


def letters(report: Report, lang: str) -> tuple[Letter, ...]:
    """Return one letter for each applicant, in the order of their first plan.

    A plan that does not say whose it is has no letter: there is nobody to address it to.
    """
    named = tuple(plan for plan in checked_plans(report) if applicant(plan, lang))
    return tuple(_letter(number, plans, report, lang) for number, plans in enumerate(_by_applicant(named), 1))


def applicant(plan: PlanResult, lang: str) -> str:
    """Return the applicant's name as it may be shown, "" where the plan does not say."""
    names = (worded(fact.value, lang) for fact in plan.facts if fact.name == APPLICANT)
    return shown(next(names, ""), lang=lang)


def _by_applicant(plans: tuple[PlanResult, ...]) -> list[list[PlanResult]]:
    """Group plans by the applicant's name; two institutions of one name in different areas are two."""
    groups: dict[tuple[str, str], list[PlanResult]] = {}
    for plan in plans:
        area = next((fact.id for fact in plan.facts if fact.name == AREA), "")
        groups.setdefault((_folded_name(plan), area), []).append(plan)
    return list(groups.values())


def _folded_name(plan: PlanResult) -> str:
    """Return the applicant's name without spaces and differences of width."""
    return re.sub(r"\s", "", normalize("NFKC", applicant(plan, "ja")))


def _letter(number: int, plans: list[PlanResult], report: Report, lang: str) -> Letter:
    over_all, hold = _over_all(plans, report)
    verdicts = [*(plan.verdict for plan in plans), *(_VERDICT_OF[finding.severity] for finding in over_all)]
    verdict = min(verdicts, key=VERDICTS.index)
    name = applicant(plans[0], lang)
    return Letter(
        stem=f"{number:03}-{safe_name(name)}",
        lang=lang,
        verdict=verdict,
        recipient=_word("recipient", lang, name=name),
        subject=worded(SUBJECT[verdict], lang).replace("{programme}", _programme(plans, report, lang)),
        opening=_opening(verdict, plans, over_all, lang),
        parts=tuple(_parts(plans, over_all, report, lang)),
        closing=tuple(_closing(verdict, report.as_of, lang)),
        plans=tuple(plan.path for plan in plans),
        day=report.as_of,
        hold=hold,
    )


_VERDICT_OF: Final = {"error": "return", "warning": "explain", "note": "ready"}


def _over_all(plans: list[PlanResult], report: Report) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the findings over all plans that concern these alone, and the rules of those that concern others too.

    The applicant's plans count as these, also where another area is written in them. What was found of a plan without
    naming another one is about all plans.
    """
    mine = {plan.path for plan in plans}
    own = {plan.path for plan in checked_plans(report) if _folded_name(plan) == _folded_name(plans[0])}
    alone: dict[tuple[str, str], Finding] = {}
    others: set[str] = set()
    for finding in folder_findings(report):
        paths = {finding.place.path, *(related.place.path for related in finding.related)}
        if finding.place.line is None or not paths & mine:
            continue
        if len(paths) > 1 and paths <= own:
            alone.setdefault((finding.rule, repr(finding.args)), finding)
        elif asks(finding) and finding.severity != "note":
            others.add(finding.rule)
    return tuple(alone.values()), tuple(sorted(others))


def _opening(verdict: str, plans: list[PlanResult], over_all: tuple[Finding, ...], lang: str) -> tuple[str, ...]:
    key = "explained" if verdict == "ready" and any(map(explained, plans)) else verdict
    paragraphs = [_word("greeting", lang), _filled(worded(OPENING[key], lang), {"plans": _plans_named(plans, lang)})]
    if over_all and len(plans) > 1:
        paragraphs.append(_word("double", lang, count=f"{len(plans):,}"))
    return tuple(paragraphs)


def _plans_named(plans: list[PlanResult], lang: str) -> str:
    """Return which plans a letter is about; one needs no name, several are told apart by those of their files."""
    if len(plans) == 1:
        return _word("one_plan", lang)
    names = Bilingual("、", ", ").of(lang).join(_plan_name(plan.path) for plan in plans)
    return _word("several_plans", lang, count=f"{len(plans):,}", names=names)


def _parts(plans: list[PlanResult], over_all: tuple[Finding, ...], report: Report, lang: str) -> Iterator[Part]:
    """Yield the parts that have something to say, numbered; of equal files only the first is gone through."""
    once = list({plan.digest or plan.path: plan for plan in reversed(plans)}.values())[::-1]
    findings = [*over_all, *(finding for plan in once for finding in plan.findings)]
    several = len(once) > 1
    parts = [_severity_part(severity, findings, report, lang, several=several) for severity in SEVERITIES]
    parts.insert(1, _unjudged_part(once, report, lang))
    parts.append(_answered_part(findings, report, lang, several=several))
    parts.append(_left_out_part(once, report, lang))
    telling = (part for part in parts if part.entries or part.note)
    yield from (part._replace(heading=f"{number}. {part.heading}") for number, part in enumerate(telling, 1))


def _severity_part(severity: str, findings: list[Finding], report: Report, lang: str, *, several: bool) -> Part:
    asking = [finding for finding in findings if finding.severity == severity and asks(finding)]
    of_files = [finding for finding in asking if _is_of_file(finding, report)]
    entries = [_entry(each, report, lang, several=several) for each in asking if each not in of_files]
    if severity != "note":
        entries += _unreadable(of_files, lang, several=several)
    return Part(worded(SECTION[severity], lang), tuple(entries))


def _is_of_file(finding: Finding, report: Report) -> bool:
    """Say whether a finding is about how a file was typed or stored, not about what is written in it."""
    card = report.rules.get(finding.rule)
    return card is not None and card.pack == "structure" and finding.rule.startswith("Y")


def _unreadable(findings: list[Finding], lang: str, *, several: bool) -> Iterator[Entry]:
    """Yield one matter a plan for all lines that cannot be read rightly."""
    for path in dict.fromkeys(finding.place.path for finding in findings):
        mine = [finding.place for finding in findings if finding.place.path == path]
        known = sorted((place.line or 0, place) for place in mine if place.line and not is_whole_file(place))
        where = Bilingual("、", ", ").of(lang).join(dict.fromkeys(_line(place, lang) for _line_of, place in known))
        yield Entry(
            where=_in_plan(where or _word("whole", lang), path, lang, several=several),
            quoted="",
            matter=_word("unreadable", lang),
            reason=_word("unreadable_reason", lang),
            sources=(),
            remedy=_word("unreadable_remedy", lang),
        )


def _answered_part(findings: list[Finding], report: Report, lang: str, *, several: bool) -> Part:
    entries = tuple(_entry(finding, report, lang, several=several) for finding in findings if not asks(finding))
    return Part(worded(SECTION["answered"], lang), entries)


def _left_out_part(plans: list[PlanResult], report: Report, lang: str) -> Part:
    """Say which matters were not looked at, because whoever ran the check left their rules out."""
    rules = sorted({rule for plan in plans for rule in plan.deselected})
    titles = {card.id: worded(card.title, lang) for card in report.deselected}
    listed = Bilingual("、", "; ").of(lang).join(dict.fromkeys(titles.get(rule, rule) for rule in rules))
    return Part(worded(SECTION["left_out"], lang), (), _word("left_out", lang, rules=listed) if rules else "")


def _unjudged_part(plans: list[PlanResult], report: Report, lang: str) -> Part:
    rules = sorted({rule for plan in plans for rule, outcome in plan.outcomes.items() if outcome == "cannot_tell"})
    titles = Bilingual("、", "; ").of(lang).join(dict.fromkeys(_title(rule, report, lang) for rule in rules))
    return Part(worded(SECTION["unchecked"], lang), (), _word("unjudged", lang, rules=titles) if rules else "")


def _entry(finding: Finding, report: Report, lang: str, *, several: bool) -> Entry:
    facts = seen(finding_facts(finding, report.rules, lang))
    return Entry(
        where=_where(finding.place, lang, several=several),
        quoted="" if is_whole_file(finding.place) else shown(finding.place.source.strip(" \t"), 80, lang),
        matter=_without_endings(facts["message"], finding),
        reason=_reason(finding.rule, report, lang),
        sources=tuple(
            f"{cite['title'] or cite['source']} {section_of(cite['section'], lang)}".rstrip() for cite in facts["cite"]
        ),
        remedy=as_prose(facts["remedy"], lang) if asks(finding) else "",
        answer=answer_in_words(finding.answer, lang) if finding.answer else "",
    )


_SNIPPET: Final = {
    "ja": re.compile(r"「(?:- )?\{?([^「」{}]+: [^「」]+?)\}?」"),
    "en": re.compile(r"`(?:- )?\{?([^`]+?)\}?`"),
}
"""A piece of a plan as one is typed: 「- 項目: ①」, `- item: ①`, with several fields in braces."""
_PART_OF_SNIPPET: Final = re.compile(r"([^:,]+): (\[[^\]]*\]|.+?)(?:, |$)")
_GROUP: Final = re.compile(r"([^:]+): \[?\{(.*?)[}\]]*")
_OF_TYPING: Final = re.compile(r"--\w|「- 」|“-”")
_SENTENCE: Final = {"ja": re.compile("(?<=。)"), "en": re.compile(r"(?<=\.) ")}


def as_prose(remedy: str, lang: str) -> str:
    """Return a remedy as a letter says it: fields and values as prose, without what concerns typing or the tool alone.

    「- 項目: ①」を加え becomes 項目「①」を加え. An applicant who fills in a form on paper need not know how a plan is
    typed; whoever types one reads the remedy as it is, on the screen.
    """
    parted = re.sub("」「(?=[^」]*: )", "」、「", remedy)
    told = _SNIPPET[lang].sub(lambda found: _fields_in_words(found[1], lang), parted)
    sentences = _SENTENCE[lang].split(told)
    return {"ja": "", "en": " "}[lang].join(each for each in sentences if not _OF_TYPING.search(each))


def _fields_in_words(snippet: str, lang: str) -> str:
    if group := _GROUP.fullmatch(snippet):
        inner = _fields_in_words(group[2], lang)
        return Bilingual(f"{group[1]}（{inner}）", f"{group[1]} ({inner})").of(lang)
    fields = [(name.strip(), value.strip("[]")) for name, value in _PART_OF_SNIPPET.findall(snippet)]
    if lang == "ja":
        return "、".join(f"{name}「{value.replace(', ', '、')}」" for name, value in fields)
    return ", ".join(f"{name} “{value}”" for name, value in fields) or f"“{snippet.strip()}”"


def _reason(rule: str, report: Report, lang: str) -> str:
    """Return what the rule asks, and why, as sentences."""
    why = worded(report.rules[rule].why, lang) if rule in report.rules else ""
    asks_for = _title(rule, report, lang)
    return f"{asks_for}{Bilingual('。', '. ').of(lang)}{why}" if why else asks_for


def _line(place: Place, lang: str) -> str:
    """Return the line of a plan, in a workbook the cell."""
    return at_line(place) if place.cell else _word("line", lang, line=str(place.line))


def _where(place: Place, lang: str, *, several: bool) -> str:
    known = place.line is not None and not is_whole_file(place)
    where = _line(place, lang) if known else _word("whole", lang)
    return _in_plan(where, place.path, lang, several=several)


def _in_plan(where: str, path: str, lang: str, *, several: bool) -> str:
    return _word("in_plan", lang, plan=_plan_name(path), where=where) if several else where


def _without_endings(message: str, finding: Finding) -> str:
    """Return a message with the plans it names as `_plan_name` names them."""
    for related in finding.related:
        message = message.replace(visible(_file_name(related.place.path)), _plan_name(related.place.path))
    return message


def _plan_name(path: str) -> str:
    """Return the name of a plan's file without folder and ending: those are none of the applicant's business."""
    name = _file_name(path)
    return visible(re.sub(r"\.(ya?ml|xls[xm])$", "", name, flags=re.IGNORECASE) or name)


def _file_name(path: str) -> str:
    return re.split(r"[/\\]", path)[-1]


def _closing(verdict: str, day: str, lang: str) -> Iterator[str]:
    if verdict == "ready":
        yield _word("no_promise", lang)
    else:
        yield _word("deadline", lang, era=era_of(day))
    yield _word("contact", lang)


def _programme(plans: list[PlanResult], report: Report, lang: str) -> str:
    titles = {pack.id: worded(pack.title, lang) for pack in report.packs}
    return next((titles[plan.pack] for plan in plans if titles.get(plan.pack)), "")


def _title(rule: str, report: Report, lang: str) -> str:
    """Return what a rule asks; its number says nothing to an applicant."""
    card = report.rules.get(rule)
    return worded(card.title, lang) if card else rule


def _word(key: str, lang: str, **values: str) -> str:
    return _filled(worded(WORDS[key], lang), values)


def _filled(text: str, values: dict[str, str]) -> str:
    """Put values into a wording in one pass; a value is never expanded again."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), text)
