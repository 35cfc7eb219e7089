"""The command `rules impact OLD NEW FOLDER`: which plans are judged otherwise when the rules change; and the notice."""

from __future__ import annotations

import json
import os
from datetime import date

from zaitaku_check.cli.check import complain
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.discover import discover
from zaitaku_check.engine.impact import ADDED, DROPPED, Impact, PlanChange, RuleChange, Side, impact
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.errors import UsageError
from zaitaku_check.nouns import Pair
from zaitaku_check.report.shown import shown, visible, worded
from zaitaku_check.report.wording import SEVERITY, VERDICT, counted, named, said

SCHEMA = "zaitaku-check/impact-1"


def rules_impact(old: str, new: str, folder: str, lang: str, *, as_json: bool, notice: bool) -> int:
    """Print the impact as text, as JSON, or as text for a notice; return 2 where there was no plan to judge."""
    sides = (_side(old), _side(new))
    if sides[0].shelf.pack(sides[0].pack).programme != sides[1].shelf.pack(sides[1].pack).programme:
        raise UsageError(
            Pair(
                "2つのルールパックは別の事業のものです。",
                "the two rule packs are for different programmes; nothing can be compared",
            )
        )
    found = discover([folder])
    wrong = complain(found, lang)
    if not any(file.refused is None for file in found.files):
        return 2
    options = RunOptions(as_of=date.today().isoformat())  # noqa: DTZ011 - the day where the user is
    result = impact(*sides, options, found)
    text = _json(result) if as_json else _notice(result, lang) if notice else _text(result, lang)
    to_stdout(text, machine=as_json)
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
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _rule_facts(change: RuleChange) -> dict[str, object]:
    return {**change._asdict(), "title": change.title._asdict(), "why": change.why._asdict()}


def _text(result: Impact, lang: str) -> str:
    flips = sum(each.flips for each in result.plans)
    lines = [said("ルールの変更", "Changes of rules", lang), *(_rule(each, lang) for each in result.rules)]
    none = [] if result.plans else [said("  なし", "  none", lang)]
    lines += ["", said("計画書への影響", "Plans concerned", lang), *(_plan(each, lang) for each in result.plans), *none]
    if result.folder:
        changed = said("、", ", ", lang).join(result.folder)
        title = said("結果が変わるフォルダー全体のルール", "Rules over all plans with another result", lang)
        lines += ["", f"{title}: {changed}"]
    total = len(result.plans) + result.same
    lines += [
        "",
        said(
            f"計画書{total}件のうち、判定が変わるもの{flips}件、指摘だけが変わるもの{len(result.plans) - flips}件、"
            f"変わらないもの{result.same}件（ほかの事業の計画書{len(result.others)}件は対象外）",
            f"{counted(total, '', 'plan', lang)}: {flips} with another verdict, "
            f"{len(result.plans) - flips} with other findings only, "
            f"{result.same} unchanged; {len(result.others)} of other programmes left out",
            lang,
        ),
    ]
    return "\n".join(lines) + "\n"


def _rule(change: RuleChange, lang: str) -> str:
    kind = {ADDED: said("追加", "added", lang), DROPPED: said("廃止", "dropped", lang)}.get(
        change.kind, said("変更", "changed", lang)
    )
    counts = said(
        f"新たに指摘{change.newly}件、解消{change.cured}件", f"{change.newly} newly, {change.cured} cured", lang
    )
    return f"  {change.rule}  {kind}  {worded(change.title, lang)}  ({counts})"


def _plan(change: PlanChange, lang: str) -> str:
    verdict = named(VERDICT, change.after, lang)
    if change.flips:
        verdict = f"{named(VERDICT, change.before, lang)} → {verdict}"
    lists = (
        (said("新たに", "newly", lang), change.newly),
        (said("解消", "cured", lang), change.cured),
        (said("判定不能", "cannot tell", lang), change.unsure),
    )
    parts = [visible(change.path), shown(change.applicant, 60, lang), verdict]
    parts += [f"{word}: {', '.join(rules)}" for word, rules in lists if rules]
    return "  " + "  ".join(part for part in parts if part)


def _notice(result: Impact, lang: str) -> str:
    """Return sentences for the notice that announces the change: what is asked anew, otherwise, no longer."""
    parts = []
    for kind, title in (
        (ADDED, said("新たに求められること", "What is asked anew", lang)),
        ("changed", said("変わること", "What changes", lang)),
        (DROPPED, said("求められなくなること", "What is no longer asked", lang)),
    ):
        changes = [each for each in result.rules if each.kind == kind]
        if changes:
            parts += [title, *(_announced(each, lang) for each in changes), ""]
    worse = [each for each in result.plans if each.flips]
    parts.append(
        said(
            f"手元の計画書では、{len(worse)}件の判定が変わります。",
            f"Among the plans at hand, {len(worse)} are judged otherwise.",
            lang,
        )
    )
    return "\n".join(parts) + "\n"


def _announced(change: RuleChange, lang: str) -> str:
    before, after = (_weights(each, lang) for each in change.severity)
    weight = ""
    if before and after and before != after:
        weight = said(f"（{before}から{after}に）", f" ({after} instead of {before})", lang)
    line = said(f"・{change.title.ja}{weight}。", f"- {change.title.en}{weight}.", lang)
    return visible(line + said(change.why.ja, f" {change.why.en}" if change.why.en else "", lang))


def _weights(severity: str, lang: str) -> str:
    """Return a severity in words; of one that changes with the designation, both."""
    words = [worded(SEVERITY[each], lang) for each in severity.split(" → ") if each]
    return said("、指定後は", ", after designation ", lang).join(words)
