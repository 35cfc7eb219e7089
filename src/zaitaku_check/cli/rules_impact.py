"""The command `rules impact OLD NEW FOLDER`: which plans are judged otherwise when the rules change; and the notice."""

from __future__ import annotations

import json
import os
from datetime import date
from typing import NamedTuple

from zaitaku_check.cli.check import complain
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.discover import discover
from zaitaku_check.engine.impact import ADDED, DROPPED, Impact, PlanChange, RuleChange, Side, impact
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.errors import UsageError
from zaitaku_check.report.model import LedgerLine
from zaitaku_check.report.shown import shown, visible, worded
from zaitaku_check.report.wording import SEVERITY, VERDICT, counted, named
from zaitaku_check.text_types import Bilingual

SCHEMA = "zaitaku-check/impact-1"


class Asked(NamedTuple):
    """How the impact is told, and of which rules."""

    as_json: bool = False
    notice: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def rules_impact(old: str, new: str, folder: str, lang: str, asked: Asked) -> int:
    """Print the impact as text, as JSON, or as text for a notice; return 2 where there was no plan to judge."""
    sides = (_side(old), _side(new))
    if sides[0].shelf.pack(sides[0].pack).programme != sides[1].shelf.pack(sides[1].pack).programme:
        raise UsageError(
            Bilingual(
                "2つのルールパックは別の事業のものです。",
                "the two rule packs are for different programmes; nothing can be compared",
            )
        )
    found = discover([folder])
    wrong = complain(found, lang)
    if not any(file.refused is None for file in found.files):
        return 2
    today = date.today().isoformat()  # noqa: DTZ011 - the day where the user is
    options = RunOptions(as_of=today, select=asked.select, ignore=asked.ignore)
    result = impact(*sides, options, found)
    text = _json(result) if asked.as_json else _notice(result, lang) if asked.notice else _text(result, lang)
    to_stdout(text, machine=asked.as_json)
    return 2 if wrong else 0


def _side(word: str) -> Side:
    shelf = open_shelf()
    return Side(shelf, shelf.add(word.rstrip(os.sep) or word))


def _json(result: Impact) -> str:
    data = {
        "schema": SCHEMA,
        "rules": [_rule_facts(each) for each in result.rules],
        "plans": [each._asdict() for each in result.plans],
        "folder": result.folder,
        "same": result.same,
        "others": result.others,
        "ledger": [[side._asdict() for side in sides] for sides in result.ledger],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _rule_facts(change: RuleChange) -> dict[str, object]:
    return {**change._asdict(), "title": change.title._asdict(), "why": change.why._asdict(),
            "differences": [each._asdict() for each in change.differences]}  # fmt: skip


def _text(result: Impact, lang: str) -> str:
    flips = sum(each.flips for each in result.plans)
    lines = [Bilingual("ルールの変更", "Changes of rules").of(lang), *(_rule(each, lang) for each in result.rules)]
    none = [] if result.plans else [Bilingual("  なし", "  none").of(lang)]
    lines += [
        "",
        Bilingual("計画書への影響", "Plans concerned").of(lang),
        *(_plan(each, lang) for each in result.plans if not each.by_dates),
        *_of_the_year_before(result, lang),
        *none,
    ]
    if result.folder:
        changed = Bilingual("、", ", ").of(lang).join(result.folder)
        title = Bilingual("結果が変わるフォルダー全体のルール", "Rules over all plans with another result").of(lang)
        lines += ["", f"{title}: {changed}"]
    if result.ledger:
        title = Bilingual("数・金額の変わる組（改正前 → 改正後）", "Numbers before → after").of(lang)
        lines += ["", title, *(_ledger(*sides, lang) for sides in result.ledger)]
    total = len(result.plans) + result.same
    lines += [
        "",
        Bilingual(
            f"計画書{total}件のうち、判定が変わるもの{flips}件、指摘だけが変わるもの{len(result.plans) - flips}件、"
            f"変わらないもの{result.same}件（ほかの事業の計画書{len(result.others)}件は対象外）",
            f"{counted(total, '', 'plan', lang)}: {flips} with another verdict, "
            f"{len(result.plans) - flips} with other findings only, "
            f"{result.same} unchanged; {len(result.others)} of other programmes left out",
        ).of(lang),
    ]
    return "\n".join(lines) + "\n"


def _rule(change: RuleChange, lang: str) -> str:
    kind = {ADDED: Bilingual("追加", "added").of(lang), DROPPED: Bilingual("廃止", "dropped").of(lang)}.get(
        change.kind, Bilingual("変更", "changed").of(lang)
    )
    counts = Bilingual(
        f"新たに指摘{change.newly}件、解消{change.cured}件", f"{change.newly} newly, {change.cured} cured"
    ).of(lang)
    head = f"  {change.rule}  {kind}  {worded(change.title, lang)}  ({counts})"
    return "\n".join([head, *(f"      {worded(each, lang)}" for each in change.differences)])


def _of_the_year_before(result: Impact, lang: str) -> list[str]:
    """Return one line for all plans of which only the days are those of the year before."""
    paths = [visible(each.path) for each in result.plans if each.by_dates]
    if not paths:
        return []
    named_ = ", ".join(paths[:_MOST_NAMED]) + (" …" if len(paths) > _MOST_NAMED else "")
    return [
        Bilingual(
            f"  日付が前の年度のものであるだけの計画書: {len(paths)}件（{named_}）",
            f"  plans that only have the days of the year before: {len(paths)} ({named_})",
        ).of(lang)
    ]


_MOST_NAMED = 5


def _ledger(before: LedgerLine, after: LedgerLine, lang: str) -> str:
    return f"  {after.rule}  {worded(after.label, lang)}  {_used(before)} → {_used(after)}"


def _used(line: LedgerLine) -> str:
    """Return what is used of how much."""
    limit = line.limit if line.limit is not None else line.minimum
    return f"{line.used:,} / {limit:,}" if limit is not None else f"{line.used:,}"


def _plan(change: PlanChange, lang: str) -> str:
    verdict = named(VERDICT, change.after, lang)
    if change.flips:
        verdict = f"{named(VERDICT, change.before, lang)} → {verdict}"
    lists = (
        (Bilingual("新たに", "newly").of(lang), change.newly),
        (Bilingual("解消", "cured").of(lang), change.cured),
        (Bilingual("判定不能", "cannot tell").of(lang), change.unsure),
    )
    parts = [visible(change.path), shown(change.applicant, 60, lang), verdict]
    parts += [f"{word}: {', '.join(rules)}" for word, rules in lists if rules]
    return "  " + "  ".join(part for part in parts if part)


def _notice(result: Impact, lang: str) -> str:
    """Return sentences for the notice that announces the change: what is asked anew, otherwise, no longer."""
    parts = []
    for kind, title in (
        (ADDED, Bilingual("新たに求められること", "New requirements").of(lang)),
        ("changed", Bilingual("変わること", "What changes").of(lang)),
        (DROPPED, Bilingual("求められなくなること", "What is no longer asked").of(lang)),
    ):
        changes = [each for each in result.rules if each.kind == kind]
        if changes:
            parts += [title, *(_announced(each, lang) for each in changes), ""]
    worse = [each for each in result.plans if each.flips]
    parts.append(
        Bilingual(
            f"手元の計画書では、{len(worse)}件の判定が変わります。",
            f"{counted(len(worse), '', 'plan', 'en')} at hand would be judged differently.",
        ).of(lang)
    )
    return "\n".join(parts) + "\n"


def _announced(change: RuleChange, lang: str) -> str:
    before, after = (_weights(each, lang) for each in change.severity)
    weight = ""
    if before and after and before != after:
        weight = Bilingual(f"（{before}から{after}に）", f" ({after} instead of {before})").of(lang)
    line = Bilingual(f"・{change.title.ja}{weight}。", f"- {change.title.en}{weight}.").of(lang)
    told = Bilingual("、", "; ").of(lang).join(each.of(lang) for each in change.differences)
    line += Bilingual(f"（{told}）", f" ({told})").of(lang) if told else ""
    return visible(line + Bilingual(change.why.ja, f" {change.why.en}" if change.why.en else "").of(lang))


def _weights(severity: str, lang: str) -> str:
    """Return a severity in words; of one that changes with the designation, both."""
    words = [worded(SEVERITY[each], lang) for each in severity.split(" → ") if each]
    return Bilingual("、指定後は", ", after designation ").of(lang).join(words)
