"""The tables of the terminal report: the matrix of items, the overview of a folder, the quota ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from rich.table import Table
from rich.text import Text

from zaitaku_check.report import ledger
from zaitaku_check.report.cells import cropped, width
from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import SEVERITIES, VERDICTS, Item, LedgerLine, PlanResult, Report
from zaitaku_check.report.shown import shown, visible, worded
from zaitaku_check.report.text_finding import QUIET, SEVERITY_STYLE, STATE_STYLE, VERDICT_STYLE
from zaitaku_check.report.verdict import every_finding
from zaitaku_check.report.wording import SEVERITY, SIGN, named, verdict_of
from zaitaku_check.text_types import Bilingual

_GAP = 2
_MOST_PATHS = 8
_MOST_FACTS = 8
_COUNTS = 37
"""Columns of the terminal that verdict, items and counts of an overview take."""
_OVER_ALL = 6
"""Columns of the terminal that the number of findings over all plans takes."""
_NARROW = 110
"""Columns of a terminal below which the ledger has no room for a column of remarks."""


def matrix(items: Sequence[Item], options: Options) -> Iterator[Text]:
    """Yield the matrix of items in two columns, mandatory and optional, each item with 有 or 無."""
    columns = [[item for item in items if item.mandatory is kind] for kind in (True, False)]
    titles = (Bilingual("必須項目", "Mandatory").of(options.lang), Bilingual("任意項目", "Optional").of(options.lang))
    rooms = _matrix_rooms(columns, options)
    yield _beside([Text(title, QUIET) for title in titles], rooms)
    for row in range(max(map(len, columns))):
        cells = [column[row : row + 1] for column in columns]
        yield _beside(
            [_item(cell[0], room, options.lang) if cell else Text() for cell, room in zip(cells, rooms, strict=True)],
            rooms,
        )


def items_line(items: Sequence[Item], lang: str) -> Text:
    """Return the matrix of items in one line, by their marks."""
    line = Text("  ")
    for kind, title in (
        (True, Bilingual("必須", "mandatory").of(lang)),
        (False, Bilingual("任意", "optional").of(lang)),
    ):
        line.append(f"  {title} ", QUIET)
        for item in (item for item in items if item.mandatory is kind):
            line.append(" ").append(item.mark or worded(item.label, lang)).append(*_presence(item, lang))
    return line


def overview(plans: Sequence[PlanResult], over_all: Mapping[str, int], folder: str, options: Options) -> Table:
    """Return one row a plan, worst verdict first: what it is, which items it has, how many findings.

    `over_all` is the number of findings over all plans by the path of the plan at which they stand.
    """
    lang = options.lang
    taken = _COUNTS + (_OVER_ALL if over_all else 0)
    facts = _facts_that_fit(plans, folder, options, taken)
    table = _table()
    table.add_column(Bilingual("判定", "verdict").of(lang), no_wrap=True)
    table.add_column(Bilingual("計画", "plan").of(lang), overflow="fold")
    for label in facts.values():
        table.add_column(label, no_wrap=True)
    table.add_column(Bilingual("必須", "mand.").of(lang), no_wrap=True)
    table.add_column(Bilingual("任意", "opt.").of(lang), no_wrap=True)
    for ja, en in (("差", "E"), ("要", "W"), ("注", "N")):
        table.add_column(Bilingual(ja, en).of(lang), justify="right", no_wrap=True)
    if over_all:
        table.add_column(Bilingual("全体", "all").of(lang), justify="right", no_wrap=True)
    for plan in sorted(plans, key=lambda plan: VERDICTS.index(plan.verdict)):
        count = over_all.get(plan.path, 0)
        beside = [Text(str(count), "" if count else QUIET)] if over_all else []
        table.add_row(*_overview_row(plan, facts, folder, lang), *beside)
    return table


def findings_per_rule(report: Report, options: Options) -> Table:
    """Return one row a rule that found something: how often, in how many plans; the gravest and most frequent first."""
    lang = options.lang
    plans: dict[tuple[int, str], list[str]] = {}
    for finding in every_finding(report):
        plans.setdefault((SEVERITIES.index(finding.severity), finding.rule), []).append(finding.place.path)
    table = _table()
    for ja, en in (("重要度", "severity"), ("ルール", "rule")):
        table.add_column(Bilingual(ja, en).of(lang), no_wrap=True)
    for ja, en in (("件数", "findings"), ("計画", "plans")):
        table.add_column(Bilingual(ja, en).of(lang), justify="right", no_wrap=True)
    table.add_column(Bilingual("内容", "requirement").of(lang), overflow="fold")
    for (severity, rule), paths in sorted(plans.items(), key=lambda each: (each[0][0], -len(each[1]), each[0][1])):
        style = SEVERITY_STYLE[SEVERITIES[severity]]
        title = worded(report.rules[rule].title, lang) if rule in report.rules else ""
        table.add_row(
            Text(named(SEVERITY, SEVERITIES[severity], lang), style),
            Text(rule),
            Text(f"{len(paths):,}"),
            Text(f"{len(set(paths)):,}"),
            Text(title),
        )
    return table


def ledger_table(lines: Sequence[LedgerLine], sent_back: Collection[str], options: Options) -> Table:
    """Return the quota ledger: one row a group that has a limit."""
    lang = options.lang
    table = _table()
    table.add_column(Bilingual("ルール", "rule").of(lang), no_wrap=True)
    table.add_column(
        Bilingual("区分", "group").of(lang), overflow="fold", min_width=16 if _is_narrow(options) else None
    )
    for ja, en in (("現在", "used"), ("条件", "bounds")):
        table.add_column(Bilingual(ja, en).of(lang), no_wrap=not _is_narrow(options), justify="right")
    table.add_column(Bilingual("状況", "state").of(lang), no_wrap=True)
    every = [ledger.remarks(line, sent_back, lang) for line in lines]
    beside = any(every) and not _is_narrow(options)
    if beside:
        table.add_column(Bilingual("備考", "remarks").of(lang), overflow="fold")
    for line, remarks in zip(lines, every, strict=True):
        rule, group, *more = _ledger_row(line, lang)
        if beside:
            more.append(Text(Bilingual("、", ", ").of(lang).join(remarks)))
        else:
            group.append("".join(f"\n{remark}" for remark in remarks), QUIET)
        table.add_row(rule, group, *more)
    return table


def _is_narrow(options: Options) -> bool:
    return options.width is not None and options.width < _NARROW


def over_full_lines(lines: Sequence[LedgerLine], folder: str, options: Options) -> Iterator[Text]:
    """Yield who counts in every group that is over its limit."""
    for line in lines:
        if ledger.state(line) == "over" and ledger.named(line):
            label = Text("  ").append(f"× {worded(line.label, options.lang)}", STATE_STYLE["over"])
            yield from _in_rows(label, _who(line, folder, options.lang), options)


def _in_rows(label: Text, parts: list[Text], options: Options) -> Iterator[Text]:
    """Yield a label with parts behind it, none of them broken: where the line is full they go on in the next."""
    row = label
    for part in parts:
        if options.width and width(row.plain) + _GAP + width(part.plain) > options.width:
            yield row
            row = Text("  ")
        row.append("  ").append(part)
    yield row


def _table() -> Table:
    return Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, show_edge=False, header_style=QUIET)


def _matrix_rooms(columns: list[list[Item]], options: Options) -> list[int]:
    natural = [max((width(worded(item.label, options.lang)) for item in column), default=0) + 8 for column in columns]
    if options.width is None:
        return natural
    half = (options.width - 4 - _GAP) // 2
    left = min(natural[0], max(half, options.width - 4 - _GAP - natural[1]))
    return [left, max(options.width - 4 - _GAP - left, 12)]


def _beside(cells: list[Text], rooms: list[int]) -> Text:
    line = Text("    ")
    for cell, room in zip(cells[:-1], rooms, strict=False):
        line.append(cell).append(" " * (room - width(cell.plain) + _GAP))
    line.append(cells[-1])
    line.rstrip()
    return line


def _item(item: Item, room: int, lang: str) -> Text:
    text = Text().append(*_presence(item, lang)).append(f" {item.mark} " if item.mark else " ")
    return text.append(cropped(worded(item.label, lang), room - width(text.plain)), "" if item.present else QUIET)


def _presence(item: Item, lang: str) -> tuple[str, str]:
    """Return the word for an item that is there, missing or unknown, and its style."""
    if item.present is None:
        return Bilingual("？", "?  ").of(lang), VERDICT_STYLE["unchecked"]
    if item.present:
        return Bilingual("有", "yes").of(lang), "green"
    return Bilingual("無", "no ").of(lang), VERDICT_STYLE["return"] if item.mandatory else QUIET


def _overview_row(plan: PlanResult, facts: dict[str, str], folder: str, lang: str) -> list[Text]:
    style = VERDICT_STYLE[plan.verdict]
    values = {fact.name: shown(worded(fact.value, lang), 40, lang) for fact in plan.facts}
    counts = [sum(finding.severity == name for finding in plan.findings) for name in SEVERITIES]
    return [
        Text(f"{SIGN[plan.verdict]} {verdict_of(plan, lang)}", style),
        Text(visible(plan.path.removeprefix(folder))),
        *(Text(values.get(name, "")) for name in facts),
        *(_marks([item for item in plan.items if item.mandatory is kind]) for kind in (True, False)),
        *(Text(str(count), "" if count else QUIET) for count in counts),
    ]


def _marks(items: list[Item]) -> Text:
    """Return the marks of the items that are there, `×` for a missing mandatory one, `─` for a missing optional one."""
    line = Text()
    for item in items:
        if item.present:
            line.append(item.mark or "○")
        elif item.present is None:
            line.append("?", VERDICT_STYLE["unchecked"])
        else:
            line.append("×" if item.mandatory else "─", VERDICT_STYLE["return"] if item.mandatory else QUIET)
    return line


def _facts_that_fit(plans: Sequence[PlanResult], folder: str, options: Options, taken: int) -> dict[str, str]:
    """Return the facts to show, name to label, in the pack's order: as many as there is room for."""
    labels = {fact.name: worded(fact.label, options.lang) for plan in plans for fact in plan.facts}
    if options.width is None:
        return labels
    widths = {name: width(label) for name, label in labels.items()}
    for plan in plans:
        for fact in plan.facts:
            value = shown(worded(fact.value, options.lang), 40, options.lang)
            widths[fact.name] = max(widths[fact.name], width(value))
    longest = max((width(visible(plan.path.removeprefix(folder))) for plan in plans), default=0)
    room = options.width - taken - min(longest, options.width // 4)
    return {name: labels[name] for name in _most_that_fit(list(labels)[:_MOST_FACTS], widths, room)}


def _most_that_fit(names: list[str], widths: dict[str, int], room: int) -> tuple[str, ...]:
    """Return as many names as there is room for; of equally many the first in order."""
    for number in range(len(names), 0, -1):
        for chosen in combinations(names, number):
            if sum(widths[name] + _GAP for name in chosen) <= room:
                return chosen
    return ()


def _ledger_row(line: LedgerLine, lang: str) -> list[Text]:
    how = ledger.state(line)
    return [
        Text(line.rule, QUIET),
        Text(worded(line.label, lang)),
        Text(ledger.used(line, lang)),
        Text(ledger.condition(line, lang)),
        Text(f"{ledger.STATE_SIGN[how]} {worded(ledger.STATE[how], lang)}", STATE_STYLE[how]),
    ]


def _who(line: LedgerLine, folder: str, lang: str) -> list[Text]:
    """Return the plans that count in a group, as many as are worth naming."""
    paths = ledger.named(line)
    parts = [Text(visible(path.removeprefix(folder))) for path in paths[:_MOST_PATHS]]
    if len(paths) > _MOST_PATHS:
        more = len(paths) - _MOST_PATHS
        parts.append(Text(Bilingual(f"ほか{more:,}件", f"and {more:,} more").of(lang), QUIET))
    return parts
