"""The report as Markdown: for a merge request's comment, a wiki page, a mail."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from zaitaku_check.report import ledger
from zaitaku_check.report.escaping import in_code, in_markdown
from zaitaku_check.report.formats import Options
from zaitaku_check.report.frame import frame
from zaitaku_check.report.model import (
    SEVERITIES,
    VERDICTS,
    Finding,
    Item,
    LedgerLine,
    Place,
    PlanResult,
    Report,
    RuleInfo,
)
from zaitaku_check.report.places import in_words
from zaitaku_check.report.shown import message, shown, visible, worded
from zaitaku_check.report.verdict import asks, checked_plans, folder_findings, record_findings, returned
from zaitaku_check.report.wording import (
    ASSUMED,
    REMARKS,
    SEVERITY,
    SIGN,
    VACUOUS,
    VACUOUS_MEANS,
    answer_in_words,
    as_of,
    aside_in_words,
    named,
    remarks,
    remedy_of,
    skipped_kinds,
    sources_of,
    summary_sentence,
    to_mend,
    told_aside,
    vacuous_in_words,
    verdict_of,
)
from zaitaku_check.text_types import Bilingual

_FRAME_ROOM = 100


def render(report: Report, options: Options) -> str:
    """Return the report: sums, overview and ledger, then a section for every plan with something to say."""
    return "\n".join(_lines(report, options)) + "\n"


def _lines(report: Report, options: Options) -> Iterator[str]:
    lang = options.lang
    yield f"# {Bilingual('活動計画の検査結果', 'Check of activity plans').of(lang)}"
    yield ""
    yield in_markdown(summary_sentence(report, lang))
    if not options.quiet:
        yield from _overview(report, lang)
        yield from _ledger(report, lang)
    for plan in checked_plans(report):
        if plan.findings or plan.verdict != "ready":
            yield from _plan(plan, report, lang)
    if report.folder and report.folder.findings:
        yield from ("", f"## {Bilingual('フォルダー全体の指摘', 'Findings over all plans').of(lang)}", "")
        yield from _findings(folder_findings(report), report, lang)
    if about := record_findings(report):
        yield from ("", f"## {Bilingual('記録についての指摘', 'Findings about the records').of(lang)}", "")
        yield from _findings(about, report, lang)
    yield from _left_out(report, lang)
    yield from _aside(report, lang)
    yield from _remarks(report, lang)
    yield from _vacuous(report, lang)
    yield from _about(report, lang)


def table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table; its cells are Markdown already."""
    heads = list(titles)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def finding_lines(finding: Finding, card: RuleInfo | None, lang: str) -> Iterator[str]:
    """Yield one finding as an element of a list: rule, message, code frame, remedy, sources, related places."""
    severity = named(SEVERITY, finding.severity, lang)
    explained = "" if asks(finding) else Bilingual("（説明済み）", " (explained)").of(lang)
    yield f"- **{severity} `{finding.rule}`**{explained} {in_markdown(message(finding, lang))}"
    yield f"  {in_code(in_words(finding.place))}"
    yield from _frame(finding.place)
    if finding.answer:
        yield f"  - {Bilingual('説明', 'Answer').of(lang)}: {in_markdown(answer_in_words(finding.answer, lang))}"
    if card and (remedy := remedy_of(finding, card, lang)):
        fixable = (
            Bilingual("（fixコマンドで自動修正できます）", " (the fix command can do this)").of(lang)
            if finding.fix
            else ""
        )
        yield f"  - {Bilingual('修正', 'Fix').of(lang)}: {in_markdown(remedy)}{fixable}"
    for source in sources_of(card, lang) if card else ():
        yield f"  - {Bilingual('根拠', 'Source').of(lang)}: {in_markdown(source)}"
    for related in finding.related:
        word = in_markdown(worded(related.word, lang))
        yield f"  - {Bilingual('関連', 'See').of(lang)}: {in_code(in_words(related.place))} {word}".rstrip()


def _frame(where: Place) -> Iterator[str]:
    """Yield the line itself as code, what is meant in bold: carets below Japanese letters would stand astray."""
    if found := frame(where, _FRAME_ROOM):
        before, after = f"{found.line} | {found.before}", found.after
        marked = f"**{in_code(found.marked)}**" if found.marked.strip() else ""
        parts = (in_code(before), marked, in_code(after) if after else "") if marked else (in_code(before + after),)
        yield ""
        yield "  " + "".join(parts)
        yield ""


def _overview(report: Report, lang: str) -> Iterator[str]:
    plans = sorted(checked_plans(report), key=lambda plan: VERDICTS.index(plan.verdict))
    if not plans:
        return
    labels = {fact.name: worded(fact.label, lang) for plan in plans for fact in plan.facts}
    titles = [
        *Bilingual("判定 計画", "Verdict Plan").of(lang).split(),
        *map(in_markdown, labels.values()),
        *Bilingual("必須項目 任意項目", "Mandatory Optional").of(lang).split(),
        *(named(SEVERITY, name, lang) for name in SEVERITIES),
    ]
    yield from ("", f"## {Bilingual('計画一覧', 'Overview').of(lang)}", "")
    yield from table(titles, (_overview_row(plan, labels, lang) for plan in plans))


def _overview_row(plan: PlanResult, labels: Iterable[str], lang: str) -> Iterator[str]:
    values = {fact.name: shown(worded(fact.value, lang), lang=lang) for fact in plan.facts}
    yield f"{SIGN[plan.verdict]} {verdict_of(plan, lang)}"
    yield in_markdown(visible(plan.path))
    yield from (in_markdown(values.get(name, "")) for name in labels)
    for kind in (True, False):
        yield _marks([item for item in plan.items if item.mandatory is kind])
    yield from (str(sum(finding.severity == name for finding in plan.findings)) for name in SEVERITIES)


def _marks(items: list[Item]) -> str:
    absent = {True: "×", False: "─"}
    return "".join(
        "?"
        if item.present is None
        else in_markdown(visible(item.mark) or "○")
        if item.present
        else absent[item.mandatory]
        for item in items
    )


def _ledger(report: Report, lang: str) -> Iterator[str]:
    if report.folder and report.folder.ledger:
        yield from ("", f"## {Bilingual('箇所数・予算額', 'Quotas and budget').of(lang)}", "")
        titles = (
            Bilingual("ルール 区分 現在 条件 状況 計画 備考", "Rule Group Used Bounds State Plans Remarks")
            .of(lang)
            .split()
        )
        yield from table(titles, (_ledger_row(line, returned(report), lang) for line in report.folder.ledger))


def _ledger_row(line: LedgerLine, sent_back: Collection[str], lang: str) -> Iterator[str]:
    state = ledger.state(line)
    yield line.rule
    yield in_markdown(worded(line.label, lang))
    yield ledger.used(line, lang)
    yield ledger.condition(line, lang)
    yield f"{ledger.STATE_SIGN[state]} {worded(ledger.STATE[state], lang)}"
    yield "、".join(in_markdown(visible(path)) for path in line.plans)
    yield Bilingual("、", ", ").of(lang).join(ledger.remarks(line, sent_back, lang))


def _plan(plan: PlanResult, report: Report, lang: str) -> Iterator[str]:
    verdict = f"{SIGN[plan.verdict]} {verdict_of(plan, lang)}"
    yield from ("", f"## {verdict} {in_markdown(visible(plan.path))}", "")
    unjudged = sorted(rule for rule, outcome in plan.outcomes.items() if outcome == "cannot_tell")
    if unjudged:
        comma = Bilingual("、", ", ").of(lang)
        label = Bilingual("判定できなかったルール", "Rules that could not be judged").of(lang)
        yield f"{label}: {comma.join(unjudged)}{in_markdown(to_mend(plan, lang))}"
        yield ""
    yield from _findings(plan.findings, report, lang)


def _findings(findings: Iterable[Finding], report: Report, lang: str) -> Iterator[str]:
    for finding in findings:
        yield from finding_lines(finding, report.rules.get(finding.rule), lang)


def _left_out(report: Report, lang: str) -> Iterator[str]:
    refused = [(plan.path, plan.refused) for plan in report.plans if plan.refused is not None]
    files = [*((Bilingual("検査できません", "not checked").of(lang), *file) for file in refused)]
    files += [(Bilingual("仮定", "assumed").of(lang), path, ASSUMED) for path in report.assumed]
    skipped = list(skipped_kinds(report, lang))
    if files or skipped:
        yield from ("", f"## {Bilingual('検査しなかったファイル', 'Files that were not checked').of(lang)}", "")
    for kind, path, reason in files:
        yield f"- {kind}: {in_code(visible(path))} {in_markdown(worded(reason, lang))}"
    for _paths, names, why in skipped:
        yield f"- {Bilingual('対象外', 'skipped').of(lang)}: {in_code(names)} {in_markdown(why)}"


def _aside(report: Report, lang: str) -> Iterator[str]:
    if ignored := told_aside(report):
        yield from ("", f"## {Bilingual('除外した指摘', 'Ignored findings').of(lang)}", "")
        yield from (f"- {in_markdown(aside_in_words(each, lang))}" for each in ignored)


def _remarks(report: Report, lang: str) -> Iterator[str]:
    if lines := remarks(report, lang):
        yield from ("", f"## {worded(REMARKS, lang)}", "")
        yield from (f"- {in_markdown(line)}" for line in lines)


def _vacuous(report: Report, lang: str) -> Iterator[str]:
    if report.vacuous:
        yield from ("", f"## {worded(VACUOUS, lang)}", "", worded(VACUOUS_MEANS, lang), "")
    yield from (f"- {in_markdown(rule)}" for rule in vacuous_in_words(report, lang))


def _about(report: Report, lang: str) -> Iterator[str]:
    packs = ", ".join(in_code(visible(pack.id)) for pack in report.packs)
    yield ""
    day = as_of(report, lang)
    yield f"{day[0].upper()}{day[1:]}" + f" · zaitaku-check {report.version} · {packs}".rstrip(" ·")
