"""The round in numbers: areas and states, items chosen, commonest findings, the budget, days since receipt.

Every table says what is counted; its parts add up to the total that it names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import mean, median
from typing import Final, NamedTuple

from zaitaku_check.desk.case import Case
from zaitaku_check.desk.desk import Desk
from zaitaku_check.report.model import VERDICTS
from zaitaku_check.report.shown import worded
from zaitaku_check.report.wording import VERDICT
from zaitaku_check.text_types import Bilingual

AREA: Final = "area"
_MOST_RULES: Final = 15


class Table(NamedTuple):
    """One table: a title, what is counted, the headings, and rows of a label and numbers (None: nothing to say).

    `parts` are the columns that are drawn as parts of one bar, each with its colour's name; `yen` are amounts.
    `total`: the last row is the sum of the others, and is not drawn.
    """

    title: str
    means: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | float | None, ...]], ...]
    parts: tuple[tuple[int, str], ...] = ()
    yen: tuple[int, ...] = ()
    limit: int | None = None
    total: bool = False


class Bar(NamedTuple):
    """One row of a picture: its label, and its parts as start, length and colour, in thousandths of the width."""

    label: str
    told: str
    parts: tuple[tuple[int, int, str], ...]


def tables_of(desk: Desk, lang: str) -> list[Table]:
    """Return the tables of a round that have something to say."""
    every = (_areas(desk, lang), _items(desk, lang), _rules(desk, lang), *_budget(desk, lang), _days(desk, lang))
    return [table for table in every if table.rows]


def bars_of(table: Table) -> list[Bar]:
    """Return the picture of a table: a bar a row, of all parts together."""
    rows = table.rows[:-1] if table.total else table.rows
    widest = max([table.limit or 0, *(sum(values[at] or 0 for at, _ in table.parts) for _, values in rows)])
    bars = []
    for label, values in rows:
        start, parts = 0, []
        for at, colour in table.parts:
            length = round(1000 * (values[at] or 0) / widest) if widest else 0
            parts += [(start, length, colour)] if length else []
            start += length
        told = "、".join(f"{table.columns[at + 1]} {values[at] or 0:,}" for at, _colour in table.parts)
        bars.append(Bar(label, told, tuple(parts)))
    return bars


def _areas(desk: Desk, lang: str) -> Table:
    """Count plans by area and verdict, with the amounts that they ask for."""
    groups: dict[str, list[Case]] = {}
    for case in desk.cases:
        groups.setdefault(_fact(case, AREA, lang) or Bilingual("（不明）", "(unknown)").of(lang), []).append(case)
    rows = []
    for area, cases in sorted(groups.items()):
        counts = Counter(case.plan.verdict for case in cases)
        rows.append((area, (*(counts[name] for name in VERDICTS), len(cases), sum(map(amount_of, cases)))))
    if rows:
        total = tuple(sum(values[at] for _, values in rows) for at in range(len(VERDICTS) + 2))
        rows.append((Bilingual("計", "Total").of(lang), total))
    names = [worded(VERDICT[name], lang) for name in VERDICTS]
    return Table(
        Bilingual("圏域ごとの状況", "Areas").of(lang),
        Bilingual("今回受け付けた計画書を、圏域と判定で数えたもの", "Plans of this round by area and verdict").of(lang),
        (Bilingual("圏域", "Area").of(lang), *names, *Bilingual("計 所要額", "Total Amount").of(lang).split()),
        tuple(rows),
        tuple((at, f"v-{name}") for at, name in enumerate(VERDICTS)),
        (len(VERDICTS) + 1,),
        total=True,
    )


def _items(desk: Desk, lang: str) -> Table:
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    judged = [case for case in desk.cases if case.plan.items]
    for case in judged:
        for item in case.plan.items:
            labels.setdefault(item.id, f"{item.mark} {worded(item.label, lang)}".strip())
            counts[item.id] += item.present is True
    rows = tuple((label, (counts[id_], round(100 * counts[id_] / len(judged)))) for id_, label in labels.items())
    return Table(
        Bilingual("項目ごとの計画書の数", "Items chosen").of(lang),
        Bilingual(
            f"内容を読み取れた計画書{len(judged)}件のうち、項目を記載したもの",
            f"Of the {len(judged)} plans that could be read, those that have the item",
        ).of(lang),
        tuple(Bilingual("項目 計画書 割合（％）", "Item Plans Percent").of(lang).split()),
        rows,
        ((0, "v-note"),),
    )


def _rules(desk: Desk, lang: str) -> Table:
    plans: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for case in desk.cases:
        mine = [point.finding.rule for point in case.points]
        findings.update(mine)
        plans.update(set(mine))
    titles = {rule: worded(card.title, lang) for rule, card in desk.report.rules.items()}
    wrong = Counter(
        point.finding.rule
        for case in desk.cases
        for point in case.points
        if desk.standing.get((case.number, point.number)) == "wrong"
    )
    rows = tuple(
        (f"{rule} {titles.get(rule, '')}".strip(), (number, findings[rule], wrong[rule]))
        for rule, number in sorted(plans.items(), key=lambda each: (-each[1], each[0]))[:_MOST_RULES]
    )
    heads = Bilingual("ルール 計画書 指摘 うち指摘の誤り", "Rule Plans Findings Wrong").of(lang).split()
    return Table(
        Bilingual("多い指摘", "Commonest findings").of(lang),
        Bilingual("指摘のあった計画書の多い順", "By the number of plans that have the finding").of(lang),
        tuple(heads),
        rows,
        ((0, "v-explain"),),
    )


def _budget(desk: Desk, lang: str) -> Iterator[Table]:
    """Yield what is asked for against each limit in yen."""
    for line in desk.report.folder.ledger if desk.report.folder else ():
        if line.unit != "yen" or line.limit is None:
            continue
        left = line.limit - line.used
        yield Table(
            Bilingual("所要額と上限", "Budget").of(lang),
            worded(line.label, lang),
            tuple(Bilingual("区分 所要額 上限 残り", "What Asked Limit Left").of(lang).split()),
            ((worded(line.label, lang), (line.used, line.limit, left)),),
            ((0, "v-return" if left < 0 else "v-ready"),),
            (0, 1, 2),
            line.limit,
        )


def _days(desk: Desk, lang: str) -> Table:
    """Return how many days plans have lain on the desk since this version of them was received."""
    days = [days_of(case, desk.report.as_of) for case in desk.cases if case.received]
    rows = _spread(days, lang) if days else ()
    return Table(
        Bilingual("受付からの日数", "Days since receipt").of(lang),
        Bilingual(
            f"今の版を受け付けた日から基準日までの日数（計画書{len(days)}件）",
            f"From the receipt of the version at hand to the day of the run ({len(days)} plans)",
        ).of(lang),
        tuple(Bilingual("区分 計画書", "What Plans").of(lang).split()),
        tuple(rows),
        ((0, "v-note"),),
        total=True,
    )


def _spread(days: Sequence[int], lang: str) -> list[tuple[str, tuple[int | float | None, ...]]]:
    bounds = ((0, 6), (7, 13), (14, 29), (30, 10_000))
    rows: list[tuple[str, tuple[int | float | None, ...]]] = [
        (
            Bilingual(f"{low}～{high}日", f"{low}-{high} days").of(lang)
            if high < 10_000
            else Bilingual(f"{low}日以上", f"{low} days and more").of(lang),
            (sum(low <= each <= high for each in days),),
        )
        for low, high in bounds
    ]
    middle, average = round(median(days), 1), round(mean(days), 1)
    rows.append(
        (
            Bilingual(f"計（中央値 {middle}日、平均 {average}日）", f"Total (median {middle}, mean {average})").of(
                lang
            ),
            (len(days),),
        )
    )
    return rows


def days_of(case: Case, as_of: str) -> int:
    """Return how many days lie between receipt and the day of the run."""
    return max((date.fromisoformat(as_of) - date.fromisoformat(case.received)).days, 0)


def amount_of(case: Case) -> int:
    """Return the amount a plan asks for in yen, 0 where that cannot be read."""
    return next((fact.yen for fact in case.plan.facts if fact.yen is not None), 0)


def _fact(case: Case, name: str, lang: str) -> str:
    return next((worded(fact.value, lang) for fact in case.plan.facts if fact.name == name), "")
