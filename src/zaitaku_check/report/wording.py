"""The words every format shares: names of severities, verdicts and outcomes, and the sentence that sums up a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zaitaku_check.nouns import Pair
from zaitaku_check.report.nouns import Answer, Ignored, Place, Report, RuleCard
from zaitaku_check.report.shown import message, section_of, shown, visible, worded
from zaitaku_check.report.verdict import Summary, ignored_in, summarise
from zaitaku_check.typed import Final

SEVERITY: Final = {
    "error": Pair("差戻し", "error"),
    "warning": Pair("要説明", "warning"),
    "note": Pair("注意", "note"),
}
VERDICT: Final = {
    "return": Pair("差戻し", "return"),
    "unchecked": Pair("判定不能", "unchecked"),
    "explain": Pair("要説明", "explain"),
    "ready": Pair("提出可", "ready"),
}
OUTCOME: Final = {
    "pass": Pair("適合", "pass"),
    "fail": Pair("不適合", "fail"),
    "not_applicable": Pair("対象外", "not applicable"),
    "cannot_tell": Pair("判定不能", "cannot tell"),
}
EXPLAINED: Final = Pair("説明済", "explained")
ASSUMED: Final = Pair(
    "この計画書もあるものと仮定して、フォルダー全体のルールを判定しました。",
    "counted by the rules over all plans as if it were there",
)
VACUOUS: Final = Pair("どの計画書にも当てはまらなかったルール", "Rules that applied to no plan")
VACUOUS_MEANS: Final = Pair(
    "次のルールは、当てはまる計画書がこのフォルダーになかったため、一度も判定していません。適合したという意味ではありません。",
    "No plan of this folder gave these rules anything to judge: they were not tested, and have not been passed.",
)
UNTESTED: Final = Pair(
    "どの計画書にも当てはまらなかったため、判定していません。", "It applied to no plan and was not tested."
)
ASIDE: Final = {
    "inline": Pair("計画書のコメントによる", "by a comment in the plan"),
    "baseline": Pair("既知の指摘の一覧による", "by the baseline"),
}
"""How a finding was set aside."""
STAGE: Final = {
    "application": Pair("申請段階", "application"),
    "designated": Pair("指定後", "designated"),
}
SIGN: Final = {"return": "×", "unchecked": "?", "explain": "△", "ready": "○"}
"""One sign a verdict; all of them exist in CP932."""

ADVICE: Final = {
    "return": Pair(
        "このままでは受け付けられません。差戻しの指摘を直してください。",
        "Cannot be accepted as it is: put the errors right.",
    ),
    "unchecked": Pair(
        "判定できなかったルールがあります。読み取れなかった箇所を確かめてください。",
        "Some rules could not be judged: look at the places that could not be read.",
    ),
    "explain": Pair(
        "提出できますが、要説明の指摘には説明を添えてください。",
        "May be submitted with an explanation of each warning.",
    ),
    "ready": Pair("このまま提出できます。", "Ready to be submitted."),
}
"""What a verdict means for whoever wrote the plan."""


def said(ja: str, en: str, lang: str) -> str:
    """Return one of two wordings of ours."""
    return ja if lang == "ja" else en


def named(names: dict[str, Pair], name: str, lang: str) -> str:
    """Return the name of a severity, verdict or outcome; the id itself where it has none."""
    return worded(names[name], lang) if name in names else visible(name)


def verdict_named(verdict: str, lang: str, *, explained: bool) -> str:
    """Return a verdict's name, and that it holds because everything has been explained."""
    name = named(VERDICT, verdict, lang)
    return name + said("（説明済）", " (explained)", lang) if explained else name


def answer_in_words(answer: Answer, lang: str) -> str:
    """Return an explanation with who gave it, when, and until when it holds."""
    reason, who = shown(answer.reason, None, lang), shown(answer.who, lang=lang)
    if lang == "ja":
        until = f"、期限 {answer.expires}" if answer.expires else ""
        return f"{reason}（{who}、{answer.date}{until}）"
    until = f", until {answer.expires}" if answer.expires else ""
    return f"{reason} ({who}, {answer.date}{until})"


def look_in_words(label: str, value: str, line: int | None, lang: str) -> str:
    """Return what a rule looked at, as it is written in the plan; what has no line is not there."""
    if value:
        return said(f"{label}「{value}」", f"{label} “{value}”", lang)
    return label if line is not None else label + said("（記載なし）", " (absent)", lang)


def counted(number: int, ja: str, en: str, lang: str) -> str:
    """Return a number with its unit: `3件`, `3 plans`, `1 plan`."""
    return f"{number:,}{ja}" if lang == "ja" else f"{number:,} {en}{'' if number == 1 else 's'}"


def place(where: Place) -> str:
    """Return a place as `path:line:column`, as far as it is known."""
    parts = [visible(where.path), *(str(each) for each in (where.line, where.column) if each is not None)]
    return ":".join(parts)


def aside_in_words(ignored: Ignored, lang: str) -> str:
    """Return a finding that was set aside as one line: place, rule, message, and how and why it was set aside."""
    found = ignored.finding
    how = worded(ASIDE[ignored.kind], lang)
    why = said(f"、理由: {ignored.reason}", f"; reason: {ignored.reason}", lang) if ignored.reason else ""
    line = f"{place(found.place)}: {said('除外', 'ignored', lang)}[{found.rule}] {message(found, lang)}"
    return line + said(f"（{how}{visible(why)}）", f" ({how}{visible(why)})", lang)


def unjudged(outcomes: Mapping[str, str], lang: str) -> str:
    """Return which rules could not be judged, in words; "" where all could."""
    rules = sorted(rule for rule, outcome in outcomes.items() if outcome == "cannot_tell")
    label = said("判定できなかったルール: ", "rules that could not be judged: ", lang)
    return label + said("、", ", ", lang).join(rules) if rules else ""


def undecided(report: Report, lang: str) -> Iterator[str]:
    """Yield a line for every plan whose verdict waits for a rule: there need not be a finding that names the plan."""
    for plan in report.plans:
        if plan.verdict == "unchecked" and plan.refused is None:
            yield f"{visible(plan.path)}: {worded(VERDICT['unchecked'], lang)}: {unjudged(plan.outcomes, lang)}"


def not_passed(lang: str) -> str:
    """Return the name of the rules that applied to no plan, which must not read as if they were passed."""
    return worded(VACUOUS, lang) + said("（適合ではありません）", " (not passed)", lang)


def vacuous_in_words(report: Report, lang: str) -> list[str]:
    """Return the rules that applied to no plan, each with its title where it is known."""
    titles = {rule: worded(report.rules[rule].title, lang) for rule in report.vacuous if rule in report.rules}
    return [f"{rule} {titles.get(rule, '')}".rstrip() for rule in report.vacuous]


def sources_of(card: RuleCard, lang: str) -> list[str]:
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
    parts = [_NONE_CHANGED[lang] if unchanged and not summary.plans else _plans(summary, lang)]
    parts.append(_findings(summary, lang))
    left_out = (
        (unchanged, "変更のない計画書", "unchanged plan"),
        (summary.refused, "読めなかったファイル", "unreadable file"),
        (summary.skipped, "対象外としたファイル", "skipped file"),
        (summary.ignored, "除外した指摘", "ignored finding"),
    )
    parts += [said(f"{ja} {number:,}件", counted(number, "", en, "en"), lang) for number, ja, en in left_out if number]
    return said("／", "; ", lang).join(parts)


_NONE_CHANGED: Final = {"ja": "変更された計画書はありません", "en": "no plan has changed"}


def _plans(summary: Summary, lang: str) -> str:
    if not summary.plans:
        return said(
            "検査した計画書 0件: 検査できる計画書がありませんでした", "0 plans checked: there was none to check", lang
        )
    by_verdict = ", ".join(_verdict_count(name, summary, lang) for name in ("ready", "explain", "return", "unchecked"))
    if lang == "ja":
        return f"検査した計画書 {summary.plans:,}件: {by_verdict}"
    return f"{counted(summary.plans, '', 'plan', lang)} checked: {by_verdict}"


def _verdict_count(name: str, summary: Summary, lang: str) -> str:
    number = f"{summary.verdicts[name]:,}"
    label = worded(VERDICT[name], lang)
    return f"{label} {number}" if lang == "ja" else f"{number} {label}"


def _findings(summary: Summary, lang: str) -> str:
    total = sum(summary.severities.values())
    if not total:
        return said("指摘 0件", "no findings", lang)
    errors, warnings, notes = (summary.severities[name] for name in ("error", "warning", "note"))
    if lang == "ja":
        explained = f"（うち説明済 {summary.answered:,}）" if summary.answered else ""
        return f"指摘 {total:,}件: 差戻し {errors:,}, 要説明 {warnings:,}, 注意 {notes:,}{explained}"
    by_severity = ", ".join(
        counted(number, "", name, lang) for number, name in ((errors, "error"), (warnings, "warning"), (notes, "note"))
    )
    explained = f" ({summary.answered:,} of them explained)" if summary.answered else ""
    return f"{counted(total, '', 'finding', lang)}: {by_severity}{explained}"
