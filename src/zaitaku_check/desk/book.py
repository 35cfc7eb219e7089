"""The desk as an Excel workbook, with columns for reviewers to fill in, and the reading of what they have filled in.

A row is known by its numbers, not by its place: sorted, filtered, deleted rows and added columns do no harm. What the
workbook said when it was written stands in a hidden sheet, so that a change is told from what changed elsewhere.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final, NamedTuple
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from zaitaku_check.desk.case import Case
from zaitaku_check.desk.decisions import DATES, KEYS, WORDS, About, Decisions, Record, misfit
from zaitaku_check.desk.desk import STANDING, Desk
from zaitaku_check.desk.rounds import FATES, STATES
from zaitaku_check.desk.statistics import amount_of, days_of, tables_of
from zaitaku_check.eras import day_in_words
from zaitaku_check.plan.kinds.dates import read_date
from zaitaku_check.reference.checklist import Checklist
from zaitaku_check.report import ledger
from zaitaku_check.report.document import Facts, finding_facts, page, seen
from zaitaku_check.report.shown import visible, worded
from zaitaku_check.report.tables import Column, Sheet, Value, as_text, remedy_of, run
from zaitaku_check.report.verdict import returned
from zaitaku_check.report.wording import SEVERITY, named, verdict_of
from zaitaku_check.report.xlsx import book_of
from zaitaku_check.text_types import Bilingual

HIDDEN: Final = "_desk"
_PIECE: Final = 30_000
"""Characters of the hidden sheet's texts in one cell."""


Rows = list[tuple[About, tuple[Value, ...]]]


class Kind(NamedTuple):
    """A sheet that is filled in: its name, the kind of what a row is about, its key columns, its columns to fill in."""

    name: Bilingual
    about: str
    keys: tuple[Bilingual, ...]
    entries: tuple[tuple[str, int], ...]
    across: int = 1


_CASE: Final = Bilingual("受付番号", "No.")
KINDS: Final = (
    Kind(
        Bilingual("一覧", "Overview"),
        "case",
        (_CASE,),
        (("decision", 11), ("reason", 20), ("rank", 6), ("deadline", 14), ("reviewer", 9), ("second", 9), ("sent", 14)),
        2,
    ),
    Kind(
        Bilingual("指摘事項", "Findings"),
        "point",
        (_CASE, Bilingual("番号", "Point")),
        (("decision", 12), ("reason", 20), ("to_applicant", 20), ("memo", 16)),
        2,
    ),
    Kind(
        Bilingual("目視確認", "By eye"),
        "by_eye",
        (_CASE, Bilingual("ルール", "Rule")),
        (("decision", 10), ("remark", 50)),
    ),
    Kind(
        Bilingual("所見", "Remarks"),
        "case",
        (_CASE,),
        (("remark", 40), ("condition", 24), ("to_applicant", 30), ("memo", 30)),
    ),
)
_FIRST_OF: Final = {kind.about: kind for kind in reversed(KINDS)}
"""The sheet that carries the columns which reviewers have added themselves."""


# --- writing ----------------------------------------------------------------------------------------------------------


def workbook(desk: Desk, checklists: Sequence[Checklist], lang: str) -> bytes:
    """Return the workbook of a desk."""
    writer = _Writer(desk, checklists, lang)
    overview, findings, by_eye, remarks = (writer.sheet(kind) for kind in KINDS)
    facts = page(desk.report, lang)
    titles = {rule: worded(card.title, lang) for rule, card in desk.report.rules.items()}
    others = (writer.ledger(), by_eye, remarks, writer.received(), writer.statistics(), run(facts, titles, lang))
    sheets = (overview, findings, *others, _how(lang), writer.hidden())
    return book_of(sheets, desk.report.as_of, lang, HIDDEN)


class _Writer:
    """Writes the sheets of one desk, and keeps what they say in the columns of reviewers."""

    def __init__(self, desk: Desk, checklists: Sequence[Checklist], lang: str) -> None:
        self.desk = desk
        self.checklists = checklists
        self.lang = lang
        self.base: dict[str, dict[str, dict[str, str]]] = {}

    def sheet(self, kind: Kind) -> Sheet:
        """Return a sheet to be filled in: what is known, then the columns of reviewers, then those they have added."""
        lang = self.lang
        fixed = {"case": self._cases, "point": self._points, "by_eye": self._questions}[kind.about]
        columns, rows = fixed(short=kind is KINDS[3])
        extra = self._extra(kind)
        choices = tuple(WORDS[kind.about])
        entries = tuple(
            Column(_title(name, kind, lang), wide, entry=True, choices=choices if name == "decision" else ())
            for name, wide in kind.entries
        )
        added = tuple(Column(name.partition("/")[2], 24, entry=True) for name in extra)
        names = [*(name for name, _wide in kind.entries), *extra]
        base = self.base.setdefault(kind.name.of(lang), {})
        full = []
        for about, values in rows:
            held = self.desk.decisions.of(about)
            said = {name: _shown(name, held.get(name, ""), lang) for name in names}
            base[_key(about)] = {name: str(as_text(text)) for name, text in said.items() if text}
            full.append((*values, *(_cell(name, said[name]) for name in names)))
        return Sheet(kind.name.of(lang), (*columns, *entries, *added), tuple(full), kind.across)

    def _extra(self, kind: Kind) -> list[str]:
        if _FIRST_OF[kind.about] is not kind:
            return []
        every = (
            name for record in self.desk.decisions.records if record.about.kind == kind.about for name in record.values
        )
        return list(dict.fromkeys(name for name in every if name.startswith("extra/")))

    def _cases(self, *, short: bool) -> tuple[tuple[Column, ...], Rows]:
        lang = self.lang
        names = {fact.name: worded(fact.label, lang) for case in self.desk.cases for fact in case.plan.facts}
        amounts = {fact.name for case in self.desk.cases for fact in case.plan.facts if fact.yen is not None}
        names.pop("applicant.name", None)
        head = (Column(_CASE.of(lang), 6), Column(Bilingual("申請者", "Applicant").of(lang), 22))
        verdict = Column(Bilingual("判定", "Verdict").of(lang), 10)
        if short:
            rows: Rows = [
                (About(case.number), (case.number, case.name, verdict_of(case.plan, lang))) for case in self.desk.cases
            ]
            return (*head, verdict), rows
        columns = (
            *head,
            *(Column(label, 13, yen=name in amounts) for name, label in names.items()),
            verdict,
            *(Column(named(SEVERITY, severity, lang), 6) for severity in SEVERITY),
            Column(Bilingual("受付の別", "Received").of(lang), 9),
            Column(Bilingual("受付日", "On").of(lang), 14),
            Column(Bilingual("日数", "Days").of(lang), 6),
            Column(Bilingual("連絡先", "Contact").of(lang), 18),
        )
        rows = []
        for case in self.desk.cases:
            facts = {
                fact.name: fact.yen if fact.yen is not None else worded(fact.value, lang) for fact in case.plan.facts
            }
            counts = Counter(finding.severity for finding in case.plan.findings)
            values: tuple[Value, ...] = (
                *(case.number, case.name),
                *(facts.get(name, "") for name in names),
                verdict_of(case.plan, lang),
                *(counts[severity] for severity in SEVERITY),
                worded(STATES[case.state], lang),
                worded(day_in_words(case.received), lang),
                days_of(case, self.desk.report.as_of),
                contact_of(case),
            )
            rows.append((About(case.number), values))
        return columns, rows

    def _points(self, *, short: bool) -> tuple[tuple[Column, ...], Rows]:
        del short
        lang = self.lang
        titles = Bilingual(
            "受付番号 番号 申請者 ルール 重要度 経過 箇所 指摘 対応 状態",
            "No. Point Applicant Rule Severity Fate Place Message Remedy State",
        )
        widths = (6, 6, 16, 7, 8, 11, 18, 40, 36, 12)
        columns = tuple(map(Column, titles.of(lang).split(), widths))
        rows = []
        for case in self.desk.cases:
            for point in case.points:
                facts: Facts = seen(finding_facts(point.finding, self.desk.report.rules, lang))
                standing = self.desk.standing.get((case.number, point.number), "")
                where = facts.get("label") or (f"{facts['line']}" if facts["line"] else "")
                values: tuple[Value, ...] = (
                    *(case.number, point.number, case.name, point.finding.rule),
                    named(SEVERITY, point.finding.severity, lang),
                    worded(FATES[point.fate], lang) if point.fate else "",
                    *(where, facts["message"], remedy_of(facts)),
                    worded(STANDING[standing], lang) if standing else "",
                )
                rows.append((About(case.number, point.number), values))
        return columns, rows

    def _questions(self, *, short: bool) -> tuple[tuple[Column, ...], Rows]:
        del short
        lang = self.lang
        titles = Bilingual("受付番号 ルール 申請者 確かめること", "No. Rule Applicant Question").of(lang).split()
        columns = tuple(map(Column, titles, (6, 7, 22, 50)))
        packs = {case.plan.pack for case in self.desk.cases}
        rows: Rows = [
            (About(case.number, by_eye=card.id), (case.number, card.id, case.name, worded(card.title, lang)))
            for case in self.desk.cases
            for each in self.checklists
            if case.plan.pack and (each.pack == case.plan.pack or each.pack not in packs)
            for card in each.rules
        ]
        return columns, rows

    def ledger(self) -> Sheet:
        """Return quotas and budget, plans and yen in columns of their own."""
        lang = self.lang
        titles = Bilingual(
            "ルール 区分 状況 件数 上限（件） 下限（件） 金額 上限（円） 残り（円） 計画書 備考",
            "Rule Group State Plans Limit Minimum Amount Limit(yen) Left(yen) Of Remarks",
        )
        yen = (6, 7, 8)
        columns = tuple(Column(title, 26, yen=at in yen) for at, title in enumerate(titles.of(lang).split()))
        names = {case.plan.path: case.name for case in self.desk.cases}
        folder, sent_back = self.desk.report.folder, returned(self.desk.report)
        joint = Bilingual("、", ", ").of(lang)
        rows = []
        for line in folder.ledger if folder else ():
            of_yen = line.unit == "yen"
            numbers = (line.used, line.limit, line.minimum)
            amounts = (line.used, line.limit, None if line.limit is None else line.limit - line.used)
            rows.append(
                (
                    *(line.rule, worded(line.label, lang), worded(ledger.STATE[ledger.state(line)], lang)),
                    *((None, None, None) if of_yen else numbers),
                    *(amounts if of_yen else (None, None, None)),
                    joint.join(names.get(path, visible(path)) for path in ledger.named(line)),
                    joint.join(ledger.remarks(line, sent_back, lang)),
                )
            )
        total = sum(map(amount_of, self.desk.cases))
        label = Bilingual("受け付けた計画書の所要額の計", "All plans received").of(lang)
        rows.append(("", label, "", len(self.desk.cases), None, None, total, None, None, "", ""))
        return Sheet(Bilingual("箇所数・予算", "Quotas and budget").of(lang), columns, tuple(rows))

    def received(self) -> Sheet:
        """Return every file that came, with what it is."""
        lang, report = self.lang, self.desk.report
        titles = Bilingual("ファイル 区分 受付番号 受付日 内容の識別 備考", "File What No. On Digest Remarks")
        columns = tuple(map(Column, titles.of(lang).split(), (44, 16, 9, 16, 20, 60)))
        digests = {plan.path: plan.digest for plan in report.plans}
        rows: list[tuple[Value, ...]] = []
        for case in self.desk.cases:
            day = worded(day_in_words(case.received), lang)
            digest = case.plan.digest.partition(":")[2][:16]
            rows.append(
                (visible(case.plan.path), worded(STATES[case.state], lang), case.number, day, digest, case.name)
            )
            rows += [
                (
                    visible(path),
                    Bilingual("差替え前・重複", "superseded").of(lang),
                    *(case.number, "", digests.get(path, "").partition(":")[2][:16], case.name),
                )
                for path in case.earlier
            ]
        for case in self.desk.now.gone:
            rows.append((visible(case.plan.path), worded(STATES[case.state], lang), case.number, "", "", case.name))
        aside = Bilingual("検査していないファイル", "not checked").of(lang)
        rows += [(visible(path), aside, None, "", "", worded(reason, lang)) for path, reason in report.skipped]
        rows += [(visible(p.path), aside, None, "", "", worded(p.refused, lang)) for p in report.plans if p.refused]
        return Sheet(Bilingual("届いたファイル", "Files received").of(lang), columns, tuple(rows))

    def statistics(self) -> Sheet:
        """Return all tables of numbers, one under the other."""
        tables = tables_of(self.desk, self.lang)
        most = max((len(table.columns) for table in tables), default=1)
        rows: list[tuple[Value, ...]] = []
        for table in tables:
            rows.append((f"■ {table.title}（{table.means}）", *[None] * (most - 1)))
            rows.append((*table.columns, *[None] * (most - len(table.columns))))
            rows += [
                (
                    label,
                    *(int(each) if each is not None else None for each in values),
                    *[None] * (most - 1 - len(values)),
                )
                for label, values in table.rows
            ]
            rows.append((None,) * most)
        columns = (Column(Bilingual("事項", "What").of(self.lang), 44), *[Column("", 16)] * (most - 1))
        return Sheet(Bilingual("統計", "Statistics").of(self.lang), columns, tuple(rows))

    def hidden(self) -> Sheet:
        """Return what the columns of reviewers say, for the next run."""
        text = json.dumps(self.base, ensure_ascii=True, separators=(",", ":"))
        pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
        return Sheet(HIDDEN, (Column("desk", 20),), tuple((f"|{piece}",) for piece in pieces))


def _how(lang: str) -> Sheet:
    """Return what may be filled in, and how."""
    texts = (
        Bilingual(
            "見出しに色の付いた欄に記入して保存し、もう一度 review を実行すると、記入が desk.yaml に書き足されます。",
            "Fill in the columns with coloured headings, save, and run `review` again: it adds them to desk.yaml.",
        ),
        Bilingual(
            "行の並べ替え、絞り込み、列の追加をしても差し支えありません。受付番号などの番号は変えないでください。",
            "Sort, filter, and add columns as you like; leave the numbers as they are.",
        ),
        Bilingual(
            "「内部メモ」「所見」「理由」は申請者宛ての文書に載りません。情報公開の対象となることがあるため、事実を記入してください。",
            "Memos, remarks and reasons reach no letter; they may be disclosed, so write facts.",
        ),
        Bilingual(
            "「申請者へ伝える事項」は、通知にそのまま載ります。",
            "What is meant for the applicant stands in the letter as it is.",
        ),
        Bilingual(
            "判断は「適」のほかは、理由（目視確認では所見）が必要です。", "Every decision but 適 needs a reason."
        ),
    )
    columns = (Column(Bilingual("このブックの使い方", "How to use this workbook").of(lang), 120),)
    return Sheet(Bilingual("使い方", "How to").of(lang), columns, tuple((text.of(lang),) for text in texts))


def contact_of(case: Case) -> str:
    """Return whom to call about a plan, as far as it says."""
    who = case.values.get("applicant")
    contact: Any = who.get("contact") if isinstance(who, dict) else None
    if isinstance(contact, str):
        return visible(contact)
    given: Mapping[str, Any] = contact if isinstance(contact, dict) else {}
    return " ".join(visible(str(given[name])) for name in ("department", "name", "phone", "email") if given.get(name))


def _title(name: str, kind: Kind, lang: str) -> str:
    if kind.about == "by_eye" and name == "decision":
        return Bilingual("結果", "Result").of(lang)
    return KEYS[name] if lang == "ja" else name.replace("_", " ").capitalize()


def _shown(name: str, text: str, lang: str) -> str:
    return worded(day_in_words(text), lang) if name in DATES and text else text


def _cell(name: str, text: str) -> Value:
    return int(text) if name == "rank" and text.isdecimal() else text


def _key(about: About) -> str:
    return f"{about.case}/{about.point or about.by_eye}"


# --- reading ----------------------------------------------------------------------------------------------------------


class Taken(NamedTuple):
    """What a workbook brings: new records, what cannot be taken (then nothing is), what contradicts other records."""

    records: tuple[Record, ...] = ()
    problems: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def taken_from(data: bytes, decisions: Decisions, who: str, day: str, lang: str) -> Taken | None:
    """Return what reviewers have filled into a workbook; None where it is none that the desk has written."""
    try:
        book = load_workbook(BytesIO(data))
    except (BadZipFile, KeyError, ValueError, OSError):
        return None
    if HIDDEN not in book.sheetnames:
        return None
    pieces = [str(row[0] or "")[1:] for row in book[HIDDEN].iter_rows(min_row=2, values_only=True)]
    base: dict[str, dict[str, dict[str, str]]] = json.loads("".join(pieces) or "{}")
    reader = _Reading(decisions, who, day)
    for kind in KINDS:
        name = next((each for each in (kind.name.of(lang), kind.name.ja, kind.name.en) if each in book.sheetnames), "")
        if name:
            of_lang = "en" if name == kind.name.en else "ja"
            reader.sheet(kind, name, list(book[name].iter_rows(values_only=True)), base.get(name, {}), of_lang)
    return Taken(tuple(reader.records), tuple(reader.problems), tuple(reader.conflicts))


class _Reading:
    """Reads the sheets of one workbook against what they said before, and against the records of today."""

    def __init__(self, decisions: Decisions, who: str, day: str) -> None:
        self.decisions = decisions
        self.signed = {**({"who": who} if who else {}), "date": day}
        self.records: list[Record] = []
        self.problems: list[str] = []
        self.conflicts: list[str] = []

    def sheet(
        self, kind: Kind, name: str, rows: list[tuple[Any, ...]], base: Mapping[str, Mapping[str, str]], lang: str
    ) -> None:
        """Take what has changed on one sheet."""
        titles = [str(each or "").strip() for each in rows[0]] if rows else []
        keys = [titles.index(key.of(lang)) if key.of(lang) in titles else -1 for key in kind.keys]
        if -1 in keys:
            missing = kind.keys[keys.index(-1)].of(lang)
            self.problems.append(f"{name}!1: {missing}")
            return
        columns = self._columns(kind, titles, lang)
        seen_: dict[str, int] = {}
        for number, row in enumerate(rows[1:], 2):
            filled = {field: text for at, field in columns.items() if (text := _read(row[at], field))}
            about = _about(kind, [row[at] for at in keys])
            if about is None or _key(about) not in base:
                if filled:
                    self.problems.append(f"{name}!{get_column_letter(keys[0] + 1)}{number}")
                continue
            if _key(about) in seen_ and filled:
                self.problems.append(f"{name}!{number} = {name}!{seen_[_key(about)]}")
                continue
            seen_[_key(about)] = number
            cells = {field: f"{name}!{get_column_letter(at + 1)}{number}" for at, field in columns.items()}
            self._row(about, filled, base[_key(about)], cells)

    def _columns(self, kind: Kind, titles: list[str], lang: str) -> dict[int, str]:
        """Return the columns to be read, by place: those to be filled in, and those that reviewers have added."""
        entries = {_title(name, kind, lang): name for name, _wide in kind.entries}
        first = min((titles.index(title) for title in entries if title in titles), default=len(titles))
        columns = {at: entries[title] for at, title in enumerate(titles) if title in entries}
        added = {
            at: f"extra/{title}" for at, title in enumerate(titles) if at > first and title and title not in entries
        }
        return {**columns, **added}

    def _row(self, about: About, filled: dict[str, str], base: Mapping[str, str], cells: Mapping[str, str]) -> None:
        before = {field: _read(text, field) for field, text in base.items()}
        changed = {field: filled.get(field, "") for field in cells if filled.get(field, "") != before.get(field, "")}
        if not changed:
            return
        held = self.decisions.of(about)
        for field, text in changed.items():
            if field in DATES and text and not isinstance(read_date(text), str):
                self.problems.append(f"{cells[field]}: {text}")
                return
        if wrong := misfit(about, {**held, **changed}):
            self.problems.append(f"{cells[next(iter(changed))]}: {wrong.ja}")
            return
        both = {
            field: text for field, text in changed.items() if held.get(field, "") not in (before.get(field, ""), text)
        }
        both |= {"reason": changed["reason"]} if "decision" in both and "reason" in changed else {}
        sole = {field: text for field, text in changed.items() if field not in both and held.get(field, "") != text}
        if sole:
            self.records.append(Record(about, {**sole, **self.signed}))
        if both:
            self.records.append(Record(about, {**both, **self.signed, "conflict": "true"}))
            self.conflicts += [f"{cells[field]}: 「{held.get(field, '')}」←→「{text}」" for field, text in both.items()]


def _about(kind: Kind, keys: list[Any]) -> About | None:
    case = str(keys[0] if keys[0] is not None else "").strip()
    other = str(keys[1]).strip() if len(keys) > 1 and keys[1] is not None else ""
    if not case.isdecimal() or (kind.about == "point" and not other.isdecimal()):
        return None
    if kind.about == "point":
        return About(int(case), int(other))
    return About(int(case), by_eye=other) if kind.about == "by_eye" else About(int(case))


def _read(value: Any, field: str) -> str:
    """Return what a cell says as text: days as ISO, and no apostrophe that only keeps a text from being a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
    if text.startswith("'") and str(as_text(text[1:])) == text:
        text = text[1:]
    day = read_date(text) if field in DATES and text else ""
    return day if isinstance(day, str) and day else text
