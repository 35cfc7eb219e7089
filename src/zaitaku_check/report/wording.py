"""The words every format shares: names of severities, verdicts and outcomes, and the sentence that sums up a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from zaitaku_check.eras import day_in_words
from zaitaku_check.report.model import Answer, Finding, Ignored, PlanResult, Report, RuleInfo
from zaitaku_check.report.places import in_words
from zaitaku_check.report.shown import filled, message, section_of, shown, visible, worded
from zaitaku_check.report.verdict import Summary, explained, ignored_in, narrowed, summarise
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Final

SEVERITY: Final = {
    "error": Bilingual("差戻し", "error"),
    "warning": Bilingual("要説明", "warning"),
    "note": Bilingual("注意", "note"),
}
VERDICT: Final = {
    "return": Bilingual("差戻し", "returned"),
    "unchecked": Bilingual("判定不能", "could not be judged"),
    "explain": Bilingual("要説明", "to explain"),
    "ready": Bilingual("提出可", "ready"),
}
OUTCOME: Final = {
    "pass": Bilingual("適合", "pass"),
    "fail": Bilingual("不適合", "fail"),
    "not_applicable": Bilingual("対象外", "not applicable"),
    "cannot_tell": Bilingual("判定不能", "cannot tell"),
}
EXPLAINED: Final = Bilingual("説明済み", "explained")
NARROWED: Final = Bilingual("判定しないルールあり", "some rules left out")
ASSUMED: Final = Bilingual(
    "この計画書もあるものと仮定して、フォルダー全体のルールを判定しました。",
    "counted by the rules over all plans as if it were there",
)
DESELECTED: Final = Bilingual("指定により判定していないルール", "Rules left out on request")
INACTIVE: Final = Bilingual(
    "選択されたが、廃止又は準備中のため判定しないルール", "Rules selected, but retired or drafts, and never judged"
)
REMARKS: Final = Bilingual("検査の範囲についての注記", "What the check left out or took as given")
VACUOUS: Final = Bilingual("どの計画書にも当てはまらなかったルール", "Rules that applied to no plan")
VACUOUS_MEANS: Final = Bilingual(
    "次のルールは、当てはまる計画書がこのフォルダーになかったため、一度も判定していません。適合したという意味ではありません。",
    "No plan of this folder gave these rules anything to judge: they were not tested, and have not been passed.",
)
UNTESTED: Final = Bilingual(
    "どの計画書にも当てはまらなかったため、判定していません。", "It applied to no plan and was not tested."
)
ASIDE: Final = {
    "inline": Bilingual("計画書のコメントによる", "by a comment in the plan"),
    "baseline": Bilingual("既知の指摘の一覧による", "by the baseline"),
}
"""How a finding was set aside."""
STAGE: Final = {
    "application": Bilingual("申請段階", "application"),
    "designated": Bilingual("指定後", "designated"),
}
SIGN: Final = {"return": "×", "unchecked": "?", "explain": "△", "ready": "○"}
"""One sign a verdict; all of them exist in CP932."""

ADVICE: Final = {
    "return": Bilingual(
        "差戻しとなる指摘があります。該当箇所を修正してください。",
        "There are errors for which the plan would be returned: correct them.",
    ),
    "unchecked": Bilingual(
        "判定できなかったルールがあります。読み取れなかった箇所を確認してください。",
        "Some rules could not be judged: check the places that could not be read.",
    ),
    "explain": Bilingual(
        "差戻しとなる指摘はありません。要説明の指摘には、説明を添えてください。",
        "No errors. Add an explanation of each warning.",
    ),
    "ready": Bilingual("形式上の指摘はありません。", "Nothing to correct in form."),
}
"""What a verdict means for whoever wrote the plan."""


def named(names: dict[str, Bilingual], name: str, lang: str) -> str:
    """Return the name of a severity, verdict or outcome; the id itself where it has none."""
    return worded(names[name], lang) if name in names else visible(name)


def verdict_named(verdict: str, lang: str, *, explained: bool = False, narrowed: bool = False) -> str:
    """Return a verdict's name, with what it rests on: explanations that were given, rules that were left out."""
    reasons = [worded(reason, lang) for reason, holds in ((EXPLAINED, explained), (NARROWED, narrowed)) if holds]
    name = named(VERDICT, verdict, lang)
    if not reasons:
        return name
    return Bilingual(f"{name}（{'、'.join(reasons)}）", f"{name} ({', '.join(reasons)})").of(lang)


def verdict_of(plan: PlanResult, lang: str) -> str:
    """Return a plan's verdict in words, with what it rests on."""
    return verdict_named(plan.verdict, lang, explained=explained(plan), narrowed=narrowed(plan))


def advice(plan: PlanResult, lang: str) -> str:
    """Return what a plan's verdict means for whoever wrote it, and what it does not cover."""
    text = worded(ADVICE[plan.verdict], lang)
    notes = sum(finding.severity == "note" for finding in plan.findings)
    if plan.verdict == "ready" and notes:
        text += Bilingual(
            f"注意が{notes:,}件あります。",
            f" There {'is' if notes == 1 else 'are'} {counted(notes, '', 'note', 'en')}.",
        ).of(lang)
    if not narrowed(plan):
        return text
    number = len(plan.deselected)
    return text + Bilingual(
        f"ただし、差戻しとなり得る{number:,}件のルールは、指定により判定していません。",
        f" But {counted(number, '', 'rule', 'en')} that could return the plan"
        f" {'was' if number == 1 else 'were'} left out on request.",
    ).of(lang)


MOST_NAMED: Final = 20
"""Files of one kind that are named; the others are counted."""


def skipped_kinds(report: Report, lang: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield, for every reason why files were left out, their paths, those worth naming in words, and the reason."""
    kinds: dict[Bilingual, list[str]] = {}
    for path, reason in report.skipped:
        kinds.setdefault(reason, []).append(path)
    for reason, paths in kinds.items():
        more = len(paths) - MOST_NAMED
        names = Bilingual("、", ", ").of(lang).join(visible(path) for path in paths[:MOST_NAMED])
        yield (
            tuple(paths),
            names + (Bilingual(f" ほか{more:,}件", f" and {more:,} more").of(lang) if more > 0 else ""),
            worded(reason, lang),
        )


def skipped_files(report: Report, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the files that were left out with the reason, as many of a kind as are named, then how many more."""
    for paths, _names, reason in skipped_kinds(report, lang):
        yield from ((path, reason) for path in paths[:MOST_NAMED])
        if len(paths) > MOST_NAMED:
            more = len(paths) - MOST_NAMED
            yield Bilingual(f"ほか{more:,}件", f"{counted(more, '', 'further file', 'en')}").of(lang), reason


def as_of(report: Report, lang: str) -> str:
    """Return the day as of which rules were judged: 「基準日 平成30年8月1日」."""
    day = day_in_words(report.as_of)
    return Bilingual(f"基準日 {day.ja}", f"as of {day.en}").of(lang)


def remarks(report: Report, lang: str) -> list[str]:
    """Return what whoever ran the tool took out of it, one line each; every format shows these lines."""
    lines = []
    if report.deselected:
        number = len(report.deselected)
        grave = sum(card.severity == "error" for card in report.deselected)
        ja, en = (f"（うち差戻しのルール {grave:,}件）", f" ({grave:,} of severity error)") if grave else ("", "")
        count = Bilingual(f" {number:,}件{ja}", f", {number:,}{en}").of(lang)
        lines.append(f"{worded(DESELECTED, lang)}{count}: {_ids(report.deselected, lang)}")
    if report.inactive:
        lines.append(f"{worded(INACTIVE, lang)}: {_ids(report.inactive, lang)}")
    if report.answers is not None:
        path, given, used = visible(report.answers.path), report.answers.given, report.answers.counted
        lines.append(
            Bilingual(
                f"説明の記録「{path}」: {given:,}件のうち{used:,}件を適用",
                f"answers “{path}”: {used:,} of {given:,} applied",
            ).of(lang)
        )
    if report.baseline is not None:
        path, held, met = visible(report.baseline.path), report.baseline.held, report.baseline.met
        lines.append(
            Bilingual(
                f"既知の指摘の一覧「{path}」: {held:,}件のうち{met:,}件を除外",
                f"baseline “{path}”: {met:,} of {held:,} findings set aside",
            ).of(lang)
        )
    return lines


def _ids(cards: Iterable[RuleInfo], lang: str) -> str:
    return Bilingual("、", ", ").of(lang).join(card.id for card in cards)


def answer_in_words(answer: Answer, lang: str) -> str:
    """Return an explanation with who gave it, when, and until when it holds."""
    reason, who = shown(answer.reason, None, lang), shown(answer.who, lang=lang)
    date, expires = (worded(day_in_words(each), lang) for each in (answer.date, answer.expires))
    until = Bilingual(f"、期限 {expires}", f", until {expires}").of(lang) if expires else ""
    return Bilingual(f"{reason}（{who}、{date}{until}）", f"{reason} ({who}, {date}{until})").of(lang)


def look_in_words(label: str, value: str, line: int | None, lang: str) -> str:
    """Return what a rule looked at, as it is written in the plan; what has no line is not there."""
    if value:
        return Bilingual(f"{label}「{value}」", f"{label} “{value}”").of(lang)
    return label if line is not None else label + Bilingual("（記載なし）", " (absent)").of(lang)


def counted(number: int, ja: str, en: str, lang: str) -> str:
    """Return a number with its unit: `3件`, `3 plans`, `1 plan`."""
    return Bilingual(f"{number:,}{ja}", f"{number:,} {en}{'' if number == 1 else 's'}").of(lang)


def aside_in_words(ignored: Ignored, lang: str) -> str:
    """Return a finding that was set aside as one line: place, rule, message, and how and why it was set aside."""
    found = ignored.finding
    how = worded(ASIDE[ignored.kind], lang)
    why = Bilingual(f"、理由: {ignored.reason}", f"; reason: {ignored.reason}").of(lang) if ignored.reason else ""
    line = f"{in_words(found.place)}: {Bilingual('除外', 'ignored').of(lang)}[{found.rule}] {message(found, lang)}"
    return line + Bilingual(f"（{how}{visible(why)}）", f" ({how}{visible(why)})").of(lang)


def unjudged(outcomes: Mapping[str, str], lang: str) -> str:
    """Return which rules could not be judged, in words; "" where all could."""
    rules = sorted(rule for rule, outcome in outcomes.items() if outcome == "cannot_tell")
    label = Bilingual("判定できなかったルール: ", "rules that could not be judged: ").of(lang)
    return label + Bilingual("、", ", ").of(lang).join(rules) if rules else ""


def to_mend(plan: PlanResult, lang: str) -> str:
    """Return what has to be mended before the rules that could not be judged can be: the fields that were not read."""
    unread = [each for each in plan.findings if each.rule not in plan.outcomes and each.place.line]
    grave = [each for each in unread if each.severity == "error"]
    places = dict.fromkeys(
        (each.place.line or 0, worded(each.place.label, lang)) for each in grave or unread if each.severity != "note"
    )
    if not places:
        return ""
    named = Bilingual("、", ", ").of(lang).join(_named(*place, lang) for place in sorted(places)[:_MOST_LINES])
    more = Bilingual("など", " and others").of(lang) if len(places) > _MOST_LINES else ""
    return Bilingual(f"（{named}{more}を直すと判定できます）", f" (fix {named}{more} first)").of(lang)


def _named(line: int, label: str, lang: str) -> str:
    """Return a field that was not read with its line; the line alone where it belongs to no field."""
    if not label:
        return Bilingual(f"{line}行目", f"line {line}").of(lang)
    return Bilingual(f"{line}行目の「{shown(label)}」", f"“{shown(label)}” in line {line}").of(lang)


_MOST_LINES: Final = 8


def undecided(report: Report, lang: str) -> Iterator[str]:
    """Yield a line for every plan whose verdict waits for a rule: there need not be a finding that names the plan."""
    for plan in report.plans:
        if plan.verdict == "unchecked" and plan.refused is None:
            verdict = "判定不能: " if lang == "ja" else ""
            yield f"{visible(plan.path)}: {verdict}{unjudged(plan.outcomes, lang)}{to_mend(plan, lang)}"


def not_passed(lang: str) -> str:
    """Return the name of the rules that applied to no plan, which must not read as if they were passed."""
    return worded(VACUOUS, lang) + Bilingual("（適合ではありません）", " (not passed)").of(lang)


def vacuous_in_words(report: Report, lang: str) -> list[str]:
    """Return the rules that applied to no plan, each with its title where it is known."""
    titles = {rule: worded(report.rules[rule].title, lang) for rule in report.vacuous if rule in report.rules}
    return [f"{rule} {titles.get(rule, '')}".rstrip() for rule in report.vacuous]


def sources_of(card: RuleInfo, lang: str) -> list[str]:
    """Return where a rule comes from: title and section of each source."""
    return [
        f"{worded(cite.title, lang) or visible(cite.source)} {section_of(cite.section, lang)}".rstrip()
        for cite in card.cite
    ]


def told_aside(report: Report) -> list[Ignored]:
    """Return the findings set aside that a report names one by one; those of a baseline are only counted."""
    return [ignored for ignored in ignored_in(report) if ignored.kind == "inline"]


def summary_sentence(report: Report, lang: str) -> str:
    """Return what a run comes to, in one line that says something whatever happened."""
    summary = summarise(report)
    unchanged = len(report.since.unchanged) if report.since else 0
    parts = [_NONE_CHANGED.of(lang) if unchanged and not summary.plans else _plans(summary, lang)]
    parts.append(_findings(summary, lang))
    left_out = (
        (unchanged, "変更のない計画書", "unchanged plan"),
        (summary.refused, "読めなかったファイル", "unreadable file"),
        (summary.skipped, "対象外としたファイル", "skipped file"),
        (summary.ignored, "除外した指摘", "ignored finding"),
        (len(report.deselected), "判定していないルール", "deselected rule"),
    )
    parts += [
        Bilingual(f"{ja} {number:,}件", counted(number, "", en, "en")).of(lang) for number, ja, en in left_out if number
    ]
    return Bilingual("／", "; ").of(lang).join(parts)


_NONE_CHANGED: Final = Bilingual("変更された計画書はありません", "no plans changed")


def _plans(summary: Summary, lang: str) -> str:
    if not summary.plans:
        return Bilingual("検査した計画書 0件: 検査できる計画書がありませんでした", "no plans to check").of(lang)
    by_verdict = (
        Bilingual("、", ", ")
        .of(lang)
        .join(_verdict_count(name, summary, lang) for name in ("ready", "explain", "return", "unchecked"))
    )
    if lang == "ja":
        return f"検査した計画書 {summary.plans:,}件: {by_verdict}"
    return f"{counted(summary.plans, '', 'plan', lang)} checked: {by_verdict}"


def _verdict_count(name: str, summary: Summary, lang: str) -> str:
    number = f"{summary.verdicts[name]:,}"
    label = worded(VERDICT[name], lang)
    if name == "ready" and summary.narrowed:
        why = worded(NARROWED, lang)
        return Bilingual(f"{label} {number}（{why}）", f"{number} {label} ({why})").of(lang)
    return Bilingual(f"{label} {number}", f"{number} {label}").of(lang)


def _findings(summary: Summary, lang: str) -> str:
    total = sum(summary.severities.values())
    if not total:
        return Bilingual("指摘 0件", "no findings").of(lang)
    errors, warnings, notes = (summary.severities[name] for name in ("error", "warning", "note"))
    if lang == "ja":
        explained = f"（うち説明済み {summary.answered:,}）" if summary.answered else ""
        return f"指摘 {total:,}件: 差戻し {errors:,}、要説明 {warnings:,}、注意 {notes:,}{explained}"
    by_severity = ", ".join(
        counted(number, "", name, lang) for number, name in ((errors, "error"), (warnings, "warning"), (notes, "note"))
    )
    explained = f" ({summary.answered:,} of them explained)" if summary.answered else ""
    return f"{counted(total, '', 'finding', lang)}: {by_severity}{explained}"


def remedy_of(finding: Finding, card: RuleInfo, lang: str) -> str:
    """Return what to do about a finding: what its own cause asks for, else what its rule says."""
    return filled(finding.remedy or card.remedy, finding.args, lang)
