"""The terminal report: what applicants see first. Everything is printed as `Text`, never as markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text

from zaitaku_check.report.cells import fold, width
from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import Finding, PlanResult, Report
from zaitaku_check.report.shown import common_folder, inert, shown, visible, worded
from zaitaku_check.report.text_finding import QUIET, STRONG, UNBOUNDED, VERDICT_STYLE, finding_lines, indented
from zaitaku_check.report.text_tables import (
    findings_per_rule,
    items_line,
    ledger_table,
    matrix,
    over_full_lines,
    overview,
)
from zaitaku_check.report.verdict import (
    checked_plans,
    every_finding,
    findings_of,
    folder_findings,
    record_findings,
    returned,
)
from zaitaku_check.report.wording import (
    ASSUMED,
    SIGN,
    advice,
    as_of,
    aside_in_words,
    counted,
    not_passed,
    remarks,
    skipped_kinds,
    summary_sentence,
    to_mend,
    told_aside,
    verdict_of,
)
from zaitaku_check.text_types import Bilingual


def render(report: Report, options: Options) -> str:
    """Return the report for a terminal of `options.width` columns, or for a file where that is None."""
    out = StringIO()
    console = Console(
        file=out,
        width=options.width or UNBOUNDED,
        force_terminal=options.color,
        color_system="standard" if options.color else None,
        legacy_windows=False,
        no_color=False,
        force_jupyter=False,
    )
    for block in _blocks(report, options):
        if isinstance(block, Text) and not options.color:
            out.write(block.plain + "\n")  # what `print` would write, at a tenth of the time
        elif isinstance(block, Text):
            console.print(block, markup=False, emoji=False, highlight=False, soft_wrap=True)
        else:
            console.print(block)
    return inert("".join(line.rstrip() + "\n" for line in out.getvalue().splitlines()))


def _blocks(report: Report, options: Options) -> Iterator[RenderableType]:
    plans = checked_plans(report)
    if options.summary:
        yield from (_verdict_line(plan, options.lang) for plan in plans[:1] if len(plans) == 1)
        if any(every_finding(report)):
            yield _heading("ルールごとの件数", "Findings per rule", options)
            yield findings_per_rule(report, options)
            yield Text()
    else:
        yield from _sections(plans, report, options)
    yield from _left_out(report, options)
    if not options.quiet:
        yield from _tables(plans, report, options)
        yield from _fixable(report, options)
        yield from _totals(report, options)


def _sections(plans: Sequence[PlanResult], report: Report, options: Options) -> Iterator[Text]:
    """Yield every finding: of each plan, of the folder, about the records."""
    for plan in plans:
        if len(plans) == 1 or _worth_a_section(plan):
            yield from _plan(plan, report, options, alone=len(plans) == 1)
    yield from _further(folder_findings(report), "フォルダー全体の指摘", "Findings over all plans", report, options)
    yield from _further(record_findings(report), "記録についての指摘", "Findings about the records", report, options)


def _worth_a_section(plan: PlanResult) -> bool:
    return bool(plan.findings) or plan.verdict != "ready"


def _plan(plan: PlanResult, report: Report, options: Options, *, alone: bool) -> Iterator[Text]:
    lang = options.lang
    yield _verdict_line(plan, lang)
    if facts := [shown(worded(fact.value, lang), 60, lang) for fact in plan.facts]:
        yield from indented(Text(), Bilingual(" ・ ", " / ").of(lang).join(filter(None, facts)), QUIET, options)
    if alone and not options.quiet:
        yield from indented(Text(), advice(plan, lang), "", options)
    yield Text()
    for finding in plan.findings:
        yield from finding_lines(finding, report.rules.get(finding.rule), options)
        yield Text()
    yield from _unjudged(plan, options)
    if plan.items and not options.quiet:
        yield from matrix(plan.items, options) if alone else [items_line(plan.items, lang)]
        yield Text()


def _verdict_line(plan: PlanResult, lang: str) -> Text:
    style = VERDICT_STYLE[plan.verdict]
    return (
        Text().append(f"{SIGN[plan.verdict]} {verdict_of(plan, lang)}", style).append(f"  {visible(plan.path)}", STRONG)
    )


def _unjudged(plan: PlanResult, options: Options) -> Iterator[Text]:
    rules = sorted(rule for rule, outcome in plan.outcomes.items() if outcome == "cannot_tell")
    if rules:
        label = Text(
            Bilingual("判定できなかったルール  ", "rules that could not be judged  ").of(options.lang),
            VERDICT_STYLE["unchecked"],
        )
        yield from indented(
            label, Bilingual("、", ", ").of(options.lang).join(rules) + to_mend(plan, options.lang), "", options
        )
        yield Text()


def _further(findings: tuple[Finding, ...], ja: str, en: str, report: Report, options: Options) -> Iterator[Text]:
    if findings:
        yield _heading(ja, en, options)
        yield Text()
    for finding in findings:
        yield from finding_lines(finding, report.rules.get(finding.rule), options)
        yield Text()


def _left_out(report: Report, options: Options) -> Iterator[Text]:
    lang = options.lang
    refused = [(plan.path, plan.refused) for plan in report.plans if plan.refused is not None]
    for path, reason in refused:
        title = Text(Bilingual("検査できません", "not checked").of(lang), VERDICT_STYLE["return"])
        yield from _beside(title, f"{visible(path)}  {worded(reason, lang)}", options)
    for _paths, names, why in skipped_kinds(report, lang):
        yield from _beside(Text(Bilingual("対象外", "skipped").of(lang), QUIET), f"{names}  {why}", options)
    for ignored in told_aside(report):
        yield from indented(Text(), aside_in_words(ignored, lang), QUIET, options)
    for path in report.assumed:
        assumed = Text(Bilingual("仮定", "assumed").of(lang), VERDICT_STYLE["unchecked"])
        yield from _beside(assumed, f"{visible(path)}  {worded(ASSUMED, lang)}", options)
    for remark in remarks(report, lang):
        yield from (Text(line, VERDICT_STYLE["unchecked"]) for line in fold(remark, options.width or UNBOUNDED))
    if report.vacuous:
        text = f"{not_passed(lang)}: {Bilingual('、', ', ').of(lang).join(report.vacuous)}"
        yield from (Text(line, QUIET) for line in fold(text, options.width or UNBOUNDED))
    if refused or report.skipped or report.assumed or report.vacuous or told_aside(report) or remarks(report, lang):
        yield Text()


def _beside(title: Text, text: str, options: Options) -> Iterator[Text]:
    """Yield a text folded beside its title, what follows under its beginning."""
    margin = width(title.plain) + 2
    first, *more = fold(text, max((options.width or UNBOUNDED) - margin, 16))
    yield Text().append(title).append(f"  {first}")
    yield from (Text(" " * margin + line) for line in more)


def _tables(plans: tuple[PlanResult, ...], report: Report, options: Options) -> Iterator[RenderableType]:
    folder = common_folder([plan.path for plan in plans]) if options.width else ""
    if len(plans) > 1:
        yield _heading("計画一覧", "Overview", options).append(f"  {visible(folder)}" if folder else "", QUIET)
        yield overview(plans, Counter(each.place.path for each in folder_findings(report)), folder, options)
        yield Text()
    if report.folder and report.folder.ledger:
        yield _heading("箇所数・予算額", "Quotas and budget", options)
        yield ledger_table(report.folder.ledger, returned(report), options)
        yield from over_full_lines(report.folder.ledger, folder, options)
        yield Text()


def _fixable(report: Report, options: Options) -> Iterator[Text]:
    """Say how many findings the tool can put right by itself, and how."""
    number = sum(finding.fix is not None for finding in findings_of(report))
    if number:
        text = Bilingual(
            f"自動で修正できる指摘が{number:,}件あります。計画書を書き換えるには: zaitaku-check fix --write ファイル名",
            f"{counted(number, '件', 'finding', 'en')} can be fixed automatically: zaitaku-check fix --write FILE",
        ).of(options.lang)
        yield from (Text(line) for line in fold(text, options.width or UNBOUNDED))


def _totals(report: Report, options: Options) -> Iterator[Text]:
    for line in fold(summary_sentence(report, options.lang), options.width or UNBOUNDED):
        yield Text(line, STRONG)
    packs = (
        Bilingual("、", ", ")
        .of(options.lang)
        .join(f"{visible(pack.id)} ({pack.digest[7:19]})" for pack in report.packs)
    )
    about = [f"zaitaku-check {report.version}", as_of(report, options.lang)]
    if packs:
        about.insert(1, Bilingual(f"ルールパック {packs}", f"rule pack {packs}").of(options.lang))
    for line in fold(Bilingual("／", "; ").of(options.lang).join(about), options.width or UNBOUNDED):
        yield Text(line, QUIET)


def _heading(ja: str, en: str, options: Options) -> Text:
    title = Bilingual(ja, en).of(options.lang)
    return Text().append(title, "bold underline" if options.color else STRONG)
