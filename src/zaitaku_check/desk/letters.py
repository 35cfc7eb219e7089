"""The letters of the desk, one for each applicant: what is to be put right, explained or chosen, or that all is well.

A letter speaks of the applicant's own plans only: also of what the rules over all plans found, where it concerns no
other applicant. The rest (quotas, equal texts of several applicants) stays with the reviewer; the letter is marked to
be held back until that is settled. Of what reviewers write it takes what is meant for the applicant, and nothing else.

How a file was typed or stored is no matter for an official letter: what could not be read for such a reason is told as
what it is, lines that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from zaitaku_check.desk.case import Case, Point, Told, safe_name
from zaitaku_check.desk.desk import Desk
from zaitaku_check.desk.letter_words import BODY, PART, SUBJECT, WORDS
from zaitaku_check.desk.settings import Settings
from zaitaku_check.eras import era_of
from zaitaku_check.report.document import finding_facts, seen
from zaitaku_check.report.frame import written_at
from zaitaku_check.report.model import SEVERITIES, Finding, Place
from zaitaku_check.report.places import at_line, is_whole_file
from zaitaku_check.report.shown import section_of, shown, visible, worded
from zaitaku_check.report.verdict import asks, folder_findings
from zaitaku_check.report.wording import answer_in_words
from zaitaku_check.text_types import Bilingual

FORMS: Final = {"Word": "docx", "HTML": "html"}
_SILENT: Final = ("left_out", "wrong")
"""How points stand that a letter does not tell."""
_INLINE: Final = 5
"""So many matters stand in the letter itself; more of them go to an annex."""
_PROGRAMME: Final = re.compile("(.+)（(.+年度)）")


class Entry(NamedTuple):
    """One matter in a letter: where, what, why, from which source, and what to do; everything is ready to be shown."""

    number: str
    where: str
    quoted: str
    matter: str
    reason: str
    sources: tuple[str, ...] = ()
    remedy: str = ""
    answer: str = ""
    before: str = ""
    message: str = ""


class Part(NamedTuple):
    """One numbered part of a letter, or an annex: a heading with lines, or with matters."""

    heading: str
    lines: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()


class Letter(NamedTuple):
    """One letter, ready to be shown. `stem` is a file name without its suffix, different for every letter of a round.

    `number` and `day` are those under which it is sent, as words; `due` is the day by which it asks for an answer.
    `parts` stand under 記, `annexes` behind it; `reply` are number and matter of everything that is to be answered.
    `hold` are the rules over all plans that have something to say of these plans and of others: the letter should wait
    until that is settled. `blanks` name what is left to be filled in.
    """

    stem: str
    folder: str
    lang: str
    kind: str
    number: str
    serial: int
    day: str
    recipient: tuple[str, ...]
    sender: tuple[str, ...]
    seal: str
    subject: str
    body: tuple[str, ...]
    parts: tuple[Part, ...]
    annexes: tuple[Part, ...]
    reply: tuple[tuple[str, str], ...]
    reply_title: str
    contact: tuple[str, ...]
    due: str
    cases: tuple[int, ...] = ()
    plans: tuple[str, ...] = ()
    hold: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    dated: str = ""
    told: tuple[int, ...] = ()

    def files(self) -> tuple[tuple[str, str], ...]:
        """Return the forms of it, each with the path of its file."""
        return tuple((name, f"{self.folder}/{self.stem}.{suffix}") for name, suffix in FORMS.items())

    def words(self) -> dict[str, str]:
        """Return the fixed wording of the letter in its language."""
        words = {name: worded(pair, self.lang) for name, pair in WORDS.items()}
        return words if self.lang == "ja" else words | {"record": "", "end": ""}

    def kept(self) -> dict[str, Any]:
        """Return what the record of rounds keeps of it, so that a later letter can name it."""
        names = ("stem", "kind", "number", "serial", "day", "subject", "cases", "due", "dated", "told")
        return {name: getattr(self, name) for name in names}


def letters_of(
    desk: Desk, settings: Settings, lang: str, strays: Sequence[tuple[str, Bilingual]] = ()
) -> tuple[Letter, ...]:
    """Return the letters of a round, one for each applicant by number of receipt, then one for each stray file."""
    writer = _Writer(desk, settings, lang)
    for cases in _by_applicant(desk.cases):
        writer.write(cases)
    for path, reason in strays:
        writer.write_of_file(path, reason)
    return tuple(writer.written)


def _by_applicant(cases: Iterable[Case]) -> list[list[Case]]:
    groups: list[list[Case]] = []
    for case in cases:
        mine = next((group for group in groups if group[0].applicant.is_same(case.applicant)), None)
        if mine is None:
            groups.append([case])
        else:
            mine.append(case)
    return groups


class _Writer:
    """Writes the letters of one round, and counts them."""

    def __init__(self, desk: Desk, settings: Settings, lang: str) -> None:
        self.desk = desk
        self.settings = settings
        self.lang = lang
        self.report = desk.report
        self.written: list[Letter] = []
        past = desk.now.past
        before = [each for each in past.rounds if each["number"] < desk.now.number]
        self.past = [each for one in before for each in one["letters"]]
        self.earlier = {number: each for each in self.past for number in each["cases"]}
        same = [each for each in past.rounds if each["number"] == desk.now.number]
        self.kept = {each["stem"]: each for one in same for each in one["letters"]}
        serials = [int(each["serial"]) for each in past.letters()]
        self.next = max([settings.first_number - 1, *serials]) + 1

    # --- what a letter says -------------------------------------------------------------------------------------------

    def write(self, cases: list[Case]) -> None:
        """Write the letter about an applicant's plans."""
        _points, hold, double = self._points(cases)
        if double:
            self._finish("which", cases, [self._candidates(cases)], hold)
            return
        for case in cases:
            points, hold, _double = self._points([case])
            if not case.plan.outcomes:
                self._finish("unread", [case], self._unread(case, points), hold)
            else:
                self._finish(self._kind(case, points), [case], list(self._parts(case, points)), hold)

    def write_of_file(self, path: str, reason: Bilingual) -> None:
        """Write the letter about a file that is in no form that can be checked; nobody can say whose it is."""
        name = visible(re.split(r"[/\\]", path)[-1])
        kind = Bilingual(reason.ja.partition("のため")[0], reason.en.partition(",")[0]).of(self.lang)
        parts = [
            Part(self._part("files"), (name,)),
            Part(self._part("reason"), (kind,)),
            Part(self._part("wanted"), (self._word("wanted"),)),
        ]
        self._finish("stray", [], parts, (), name)

    def _points(self, cases: list[Case]) -> tuple[list[Point], tuple[str, ...], bool]:
        """Return the points to be told, the rules that concern others too, and whether it is open which plan counts."""
        mine = {case.plan.path for case in cases}
        own = mine | {path for case in cases for path in case.earlier}
        over_all = {id(finding): finding for finding in folder_findings(self.report)}
        hold: set[str] = set()
        double = False
        for finding in over_all.values():
            paths = {finding.place.path, *(related.place.path for related in finding.related)}
            if finding.place.line is None or not paths & mine:
                continue
            if len(paths) > 1 and paths <= own:
                double = double or (len(paths & mine) > 1 and finding.severity == "error")
            elif asks(finding) and finding.severity != "note":
                hold.add(finding.rule)
        of_folder = self.report.folder.outcomes if self.report.folder else {}
        points = [point for point in cases[0].points if point.finding.rule not in of_folder]
        return [point for point in points if self._is_told(cases[0], point)], tuple(sorted(hold)), double

    def _is_told(self, case: Case, point: Point) -> bool:
        return self.desk.standing.get((case.number, point.number), "") not in _SILENT

    def _kind(self, case: Case, points: list[Point]) -> str:
        severities = {point.finding.severity for point in points if asks(point.finding)}
        own = self.desk.decisions.own(case.number)
        if "error" in severities or own or "cannot_tell" in case.plan.outcomes.values():
            before = self.earlier.get(case.number)
            return "again" if before and before["kind"] in ("correct", "again") else "correct"
        return "explain" if "warning" in severities else "ready"

    def _parts(self, case: Case, points: list[Point]) -> Iterator[Part]:
        """Yield what stands under 記: what was settled, what is asked of the applicant, what could not be checked."""
        told = {number for each in self.past if case.number in each["cases"] for number in each["told"]}
        settled = [
            each.number
            for each in case.old
            if each.number in told and each.fate == "settled" and each.severity != "note"
        ]
        if settled:
            listed = Bilingual("、", ", ").of(self.lang).join(map(str, settled))
            yield Part(self._part("settled"), (self._word("numbers", numbers=listed),))
        for severity in SEVERITIES:
            mine = [point for point in points if point.finding.severity == severity and asks(point.finding)]
            if severity == "error" and case.asked:
                kept = [point for point in mine if point.fate in ("open", "changed")]
                yield from self._matters("kept", case, kept)
                yield from self._matters("fresh", case, [point for point in mine if point not in kept], own=True)
            else:
                yield from self._matters(severity, case, mine, own=severity == "error")
        if rules := sorted(rule for rule, outcome in case.plan.outcomes.items() if outcome == "cannot_tell"):
            titles = list(dict.fromkeys(map(self._title, rules)))
            if len(titles) > _INLINE:
                said = self._word("unjudged_many", count=str(len(titles)))
            else:
                said = self._word("unjudged", rules=Bilingual("、", "; ").of(self.lang).join(titles))
            yield Part(self._part("unjudged"), (said,))
        answered = [self._entry(case, point) for point in points if not asks(point.finding)]
        if answered:
            yield Part(self._part("answered"), (), tuple(answered))

    def _matters(self, name: str, case: Case, points: list[Point], *, own: bool = False) -> Iterator[Part]:
        of_files = [point for point in points if self._is_of_file(point.finding)]
        entries = [self._entry(case, point) for point in points if point not in of_files]
        if of_files and name != "note":
            entries.append(self._unreadable(of_files))
        for at, record in enumerate(self.desk.decisions.own(case.number) if own else (), 1):
            number = str(case.highest + at)
            entries.append(
                Entry(number, self._word("whole"), "", visible(record.values["own"]), self._word("own_reason"))
            )
        if entries:
            yield Part(self._part(name), (), tuple(entries))

    def _unread(self, case: Case, points: list[Point]) -> list[Part]:
        """Return what is said of a plan that cannot be read at all."""
        told = [point for point in points if point.finding.severity != "note"]
        of_files = [point for point in told if self._is_of_file(point.finding)]
        entries = [self._entry(case, point) for point in told if point not in of_files]
        if of_files or not entries:
            entries.append(self._unreadable(of_files))
        name = visible(re.split(r"[/\\]", case.plan.path)[-1])
        return [
            Part(self._part("files"), (name,)),
            Part(self._part("reason"), (), tuple(entries)),
            Part(self._part("wanted"), (self._word("wanted"),)),
        ]

    def _candidates(self, cases: list[Case]) -> Part:
        lines = (
            self._word(
                "candidate",
                submitted=self._submitted(case, "of_day"),
                number=str(case.number),
                file=visible(PurePath(re.split(r"[/\\]", case.plan.path)[-1]).stem),
            )
            for case in cases
        )
        return Part(self._part("candidates"), tuple(lines))

    # --- its frame ----------------------------------------------------------------------------------------------------

    def _finish(self, kind: str, cases: list[Case], parts: list[Part], hold: tuple[str, ...], name: str = "") -> None:
        """Put a letter's own parts into the frame of all letters; `name` is the file of one that is about no plan."""
        lead = cases[0] if cases else None
        told = [int(entry.number) for part in parts for entry in part.entries if entry.number.isdecimal()]
        if self._is_known(kind, lead, told, name):
            return
        settings, lang = self.settings, self.lang
        at = f"{lead.number:03}" if lead else f"file-{len(self.written) + 1:03}"
        stem = f"{at}-{safe_name(lead.name if lead else name)}"
        serial = self._serial(stem)
        iso = settings.day(self.report.as_of)
        due = self._due(kind, lead)
        due_words = settings.in_words(due, lang, weekday=True) if due else self._dated("blank_due")
        recipient = self._recipient(lead)
        parts = [*self._about(kind, lead), *parts, *self._end(kind, lead, due_words)]
        inside, annexes, reply, title = self._annexed(kind, parts)
        self.written.append(
            Letter(
                stem=stem,
                folder=f"letters/round-{self.desk.now.number}",
                lang=lang,
                kind=kind,
                number=settings.number.replace("{number}", str(serial)) or self._word("blank_number"),
                serial=serial,
                day=settings.in_words(iso, lang) if iso else self._dated("blank_day"),
                recipient=recipient,
                sender=settings.sender or (self._word("blank_sender"),),
                seal=settings.seal,
                subject=self._filled(SUBJECT[kind], programme=self._programme(cases)),
                body=self._body(kind, cases, due_words),
                parts=tuple(inside),
                annexes=tuple(annexes),
                reply=tuple(reply),
                reply_title=title,
                contact=settings.contact or (self._word("blank_contact"),),
                due=due,
                cases=tuple(case.number for case in cases),
                plans=tuple(case.plan.path for case in cases),
                hold=hold,
                blanks=tuple(self._blanks(kind, recipient)),
                dated=iso,
                told=tuple(told),
            )
        )

    def _body(self, kind: str, cases: list[Case], due: str) -> tuple[str, ...]:
        """Return the text above 記, a paragraph each."""
        lead = cases[0] if cases else None
        earlier = self._earlier(lead)
        body = self._filled(
            BODY[kind],
            submitted=self._submitted(lead, "submitted"),
            due=due,
            count=str(len(cases)),
            earlier=earlier,
            about=self._word("about", earlier=earlier) if earlier else "",
        )
        return (self.settings.greeting or self._word("greeting"), *body.split("\n"))

    def _due(self, kind: str, lead: Case | None) -> str:
        """Return the day by which an answer is asked for (ISO), "" where none is or nobody has said."""
        if kind == "ready":
            return ""
        own = self.desk.held(lead).get("deadline", "") if lead else ""
        return own or self.settings.due(self.report.as_of)

    def _serial(self, stem: str) -> int:
        """Return the number of a letter: that which it had in an earlier run of the round, else the next.

        0 where the office numbers by hand.
        """
        kept = self.kept.get(stem)
        if kept and kept["serial"]:
            return int(kept["serial"])
        if not self.settings.number:
            return 0
        self.next += 1
        return self.next - 1

    def _is_known(self, kind: str, lead: Case | None, told: list[int], name: str) -> bool:
        """Say whether an earlier letter has said just this of the same file: nobody is written to twice."""
        if lead is None:
            return any(each["kind"] == kind and each["stem"].endswith(safe_name(name)) for each in self.past)
        before = self.earlier.get(lead.number)
        if before is None or lead.state != "same" or self.desk.held(lead).get("to_applicant"):
            return False
        alike = {before["kind"], kind} <= {"correct", "again"} or before["kind"] == kind
        return bool(alike and before["told"] == told)

    def _blanks(self, kind: str, recipient: tuple[str, ...]) -> Iterator[str]:
        missing = self.settings.missing()
        yield from (name for name in missing if name != "deadline" or kind != "ready")
        if recipient == (self._word("blank_recipient"),):
            yield "recipient"

    def _about(self, kind: str, lead: Case | None) -> Iterator[Part]:
        if lead is not None and kind in ("correct", "again", "explain"):
            line = self._word("the_plan", submitted=self._submitted(lead, "of_day"), number=str(lead.number))
            yield Part(self._part("plan"), (line,))

    def _end(self, kind: str, lead: Case | None, due: str) -> Iterator[Part]:
        said = self.desk.held(lead).get("to_applicant", "") if lead else ""
        told = tuple(map(visible, said.splitlines()))
        rules = sorted(lead.plan.deselected) if lead else []
        if rules:
            titles = Bilingual("、", "; ").of(self.lang).join(dict.fromkeys(map(self._title, rules)))
            told = (*told, self._word("left_out", rules=titles))
        if lead and lead.number not in self.earlier and (count := self._superseded(lead)):
            told = (*told, self._word("superseded", count=str(count)))
        if kind == "ready":
            closing = (self.settings.closing,) if self.settings.closing else ()
            if told or closing:
                yield Part(self._part("other"), (*told, *closing))
            return
        yield Part(self._part("answer_by" if kind == "which" else "due"), (due,))
        how = self._word("how_to", place=self.settings.submit_to) if self.settings.submit_to else self._word("how")
        yield Part(self._part("how"), (self._word("candidate_how") if kind == "which" else how,))
        if kind in ("unread", "stray"):
            yield Part(self._part("handling"), (self._word("handling"),))
        closing = (self.settings.closing,) if self.settings.closing else ()
        yield Part(self._part("other"), (*told, self._word("late"), *closing))

    def _superseded(self, case: Case) -> int:
        """Return how many other plans the applicant has handed in besides; the same file twice is one."""
        digests = {plan.path: plan.digest for plan in self.report.plans}
        return len({digests.get(path, "") for path in case.earlier} - {case.plan.digest})

    def _annexed(self, kind: str, parts: list[Part]) -> tuple[list[Part], list[Part], list[tuple[str, str]], str]:
        """Return the parts of the letter itself, its annexes, what is to be answered, and the title of that form."""
        asked = [part for part in parts if part.entries and part.heading in self._asking()]
        many = sum(len(part.entries) for part in asked) > _INLINE
        inside: list[Part] = []
        annexes: list[Part] = []
        for part in parts:
            if many and part.entries:
                number = str(len(annexes) + 1)
                annexes.append(part._replace(heading=self._word("annex_title", number=number, heading=part.heading)))
                line = self._word("annex", number=number, count=str(len(part.entries)))
                inside.append(Part(part.heading, (line,)))
            else:
                inside.append(part)
        numbered = [part._replace(heading=f"{at}　{part.heading}") for at, part in enumerate(inside, 1)]
        reply = [(entry.number, entry.matter) for part in asked for entry in part.entries]
        if kind not in ("correct", "again", "explain") or not reply:
            return numbered, annexes, [], ""
        return numbered, annexes, reply, self._word("reply_title", number=str(len(annexes) + 1))

    def _asking(self) -> set[str]:
        return {self._part(name) for name in ("error", "kept", "fresh", "warning")}

    def _recipient(self, case: Case | None) -> tuple[str, ...]:
        """Return the lines of the address: the person who represents the applicant, else the applicant itself.

        It stays open where the plan does not say whose it is: the name of a file is no proof.
        """
        if case is None or not case.applicant.name or case.by_file:
            return (self._word("blank_recipient"),)
        who = case.values.get("applicant")
        given: Mapping[str, Any] = who if isinstance(who, dict) else {}
        name = visible(case.applicant.name)
        corporation = given.get("corporation")
        lines = (
            (visible(corporation),) if isinstance(corporation, str) and corporation.strip() not in ("", name) else ()
        )
        person = given.get("representative")
        if self.settings.representative and isinstance(person, dict) and isinstance(person.get("name"), str):
            title = person.get("title") or self._word("representative")
            said = self._word(
                "person",
                title=visible(str(title)),
                name=visible(person["name"]),
                honorific=self.settings.honorific or "様",
            )
            return (*lines, name, said)
        return (*lines, self._word("body", name=name, honorific=self.settings.honorific or "御中"))

    def _submitted(self, case: Case | None, key: str) -> str:
        day = case.values.get("submitted_on") if case else None
        if isinstance(day, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            return self._word(key, day=self.settings.in_words(day, self.lang))
        return self._word("submitted_undated") if key == "submitted" else ""

    def _earlier(self, case: Case | None) -> str:
        """Return how the last letter to the applicant is cited."""
        before = self.earlier.get(case.number) if case else None
        if case is None or not before or case.by_file:
            return ""
        number = before["number"] if before["serial"] else ""
        return self._word("earlier", day=before["day"], number=number, subject=before["subject"])

    def _programme(self, cases: list[Case]) -> str:
        titles = {pack.id: worded(pack.title, self.lang) for pack in self.report.packs}
        own = next((titles[case.plan.pack] for case in cases if titles.get(case.plan.pack)), "")
        title = own or next(
            iter(titles.values()), Bilingual("在宅医療サポートセンター事業", "Home-care centres").of(self.lang)
        )
        found = _PROGRAMME.fullmatch(title)
        return f"{found[2]}{found[1]}" if found else title

    # --- one matter ---------------------------------------------------------------------------------------------------

    def _entry(self, case: Case, point: Point) -> Entry:
        finding, lang = point.finding, self.lang
        facts = seen(finding_facts(finding, self.report.rules, lang))
        told: Told | None = point.before if point.fate == "changed" else None
        return Entry(
            number=str(point.number),
            where=self._where(finding.place),
            quoted=shown(written_at(finding.place), 80, lang),
            matter=facts["message"],
            reason=self._reason(finding.rule),
            sources=tuple(
                f"{cite['title'] or cite['source']} {section_of(cite['section'], lang)}".rstrip()
                for cite in facts["cite"]
            ),
            remedy=as_prose(facts["remedy"], lang) if asks(finding) else "",
            answer=answer_in_words(finding.answer, lang) if finding.answer else "",
            before=visible(told.message) if told and told.message != facts["message"] else "",
            message=visible(self.desk.held(case, point.number).get("to_applicant", "")),
        )

    def _unreadable(self, points: list[Point]) -> Entry:
        """Return the one matter for all lines that cannot be read rightly."""
        known = sorted(
            (p.finding.place.line or 0, p.finding.place) for p in points if not is_whole_file(p.finding.place)
        )
        where = (
            Bilingual("、", ", ")
            .of(self.lang)
            .join(dict.fromkeys(self._line(place) for _at, place in known if place.line))
        )
        return Entry(
            number=str(points[0].number) if points else "1",
            where=where or self._word("whole"),
            quoted="",
            matter=self._word("unreadable"),
            reason=self._word("unreadable_reason"),
            remedy=self._word("unreadable_remedy"),
        )

    def _is_of_file(self, finding: Finding) -> bool:
        """Say whether a finding is about how a file was typed or stored, not about what is written in it."""
        card = self.report.rules.get(finding.rule)
        return card is not None and card.pack == "structure" and finding.rule.startswith("Y")

    def _where(self, place: Place) -> str:
        """Return a place in the form's own words; where it has none, its line."""
        label = visible(worded(place.label, self.lang))
        if label:
            return label
        return self._line(place) if place.line is not None and not is_whole_file(place) else self._word("whole")

    def _line(self, place: Place) -> str:
        return at_line(place) if place.cell else self._word("line", line=str(place.line))

    def _reason(self, rule: str) -> str:
        """Return what the rule asks, and why, as sentences."""
        card = self.report.rules.get(rule)
        why = worded(card.why, self.lang) if card else ""
        asks_for = self._title(rule)
        return f"{asks_for}{Bilingual('。', '. ').of(self.lang)}{why}" if why else asks_for

    def _title(self, rule: str) -> str:
        """Return what a rule asks; its number says nothing to an applicant."""
        left_out = {card.id: card for card in self.report.deselected}
        card = self.report.rules.get(rule) or left_out.get(rule)
        return worded(card.title, self.lang) if card else rule

    def _word(self, key: str, **values: str) -> str:
        return self._filled(WORDS[key], **values)

    def _dated(self, key: str) -> str:
        return self._word(key, era=era_of(self.report.as_of) if self.settings.japanese_years else "")

    def _part(self, name: str) -> str:
        return worded(PART[name], self.lang)

    def _filled(self, wording: Bilingual, **values: str) -> str:
        """Put values into a wording in one pass; a value is never expanded again."""
        return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), wording.of(self.lang))


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
