"""The facts of a report as tables of cells: what the workbook and the CSV file are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from zaitaku_check.eras import day_in_words
from zaitaku_check.named import NamedTuple
from zaitaku_check.report.document import Facts
from zaitaku_check.report.model import Answer
from zaitaku_check.report.places import cell_in_words, of_facts
from zaitaku_check.report.shown import section_of, shown, worded
from zaitaku_check.report.wording import (
    ASSUMED,
    DESELECTED,
    INACTIVE,
    MOST_NAMED,
    OUTCOME,
    SEVERITY,
    STAGE,
    UNTESTED,
    VERDICT,
    answer_in_words,
    look_in_words,
    named,
    not_passed,
    unjudged,
    verdict_named,
)
from zaitaku_check.text_types import Bilingual

Value = str | int | None
_LONGEST: Final = 30_000
"""Code points of one cell; Excel takes 32,767 units."""
_OVER_ALL: Final = "folder"
"""What findings over all plans are counted under, beside the severities of a plan's own."""


class Column(NamedTuple):
    """A column: its title, the widest it may stand, in cells, and what is in it.

    `ours`: its texts are all our own words. `yen`: its numbers are amounts. `entry`: reviewers fill it in, with one of
    the `choices` where there are any.
    """

    title: str
    widest: int = 60
    ours: bool = False
    yen: bool = False
    entry: bool = False
    choices: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """A table with a name; rows hold one value a column. `across` is how many pages of A4 it may take in its width."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    across: int = 1


def as_text(value: Value) -> Value:
    """Return a cell's value that no spreadsheet takes for a formula: an apostrophe stands before such a text."""
    if not isinstance(value, str):
        return value
    text = shown(value, _LONGEST)
    return "'" + text if normalize("NFKC", text.lstrip(" \u3000"))[:1] in tuple("=+-−@\t\r") else text


def findings(facts: Facts, lang: str) -> Sheet:
    """Return one row a finding; a plan without one, and a file that was left out, has a row saying so."""
    columns = (
        Column(Bilingual("計画", "Plan").of(lang), 32),
        Column(Bilingual("判定", "Verdict").of(lang)),
        *(Column(title) for title in Bilingual("ルール 重要度 行 列", "Rule Severity Line Column").of(lang).split()),
        Column(Bilingual("場所", "Place").of(lang), 24),
        Column(Bilingual("ルールの題名", "Title").of(lang), 36),
        *(Column(title, 48) for title in Bilingual("指摘 修正方法", "Message Remedy").of(lang).split()),
        *(Column(title, 30) for title in Bilingual("根拠 関連箇所 説明", "Sources Related Answer").of(lang).split()),
        Column(Bilingual("自動修正", "Fixable").of(lang)),
        Column(Bilingual("識別子", "Fingerprint").of(lang), 20),
    )
    return Sheet(Bilingual("指摘事項", "Findings").of(lang), columns, tuple(_finding_rows(facts, lang)))


def untested(facts: Facts, titles: dict[str, str], lang: str) -> tuple[tuple[Value, ...], ...]:
    """Return one row a rule that was not judged at all; the other rows name a rule only where it found something."""
    kind, why = Bilingual("判定せず", "not tested").of(lang), worded(UNTESTED, lang)
    rules = (f"{rule} {titles.get(rule, '')}".rstrip() for rule in facts["vacuous"])
    rows = [_row_without_finding("", kind, f"{rule}: {why}") for rule in rules]
    rows += [_row_without_finding("", kind, f"{what}: {rule}") for what, rule in _not_judged(facts, lang)]
    return tuple(rows)


def overview(facts: Facts, lang: str) -> Sheet:
    """Return one row a plan: verdict, facts, items, the number of its own findings and of those over all plans."""
    names = {fact["name"]: fact["label"] for plan in facts["plans"] for fact in plan["facts"]}
    amounts = {fact["name"] for plan in facts["plans"] for fact in plan["facts"] if "yen" in fact}
    items = {item["id"]: item["mark"] or item["label"] for plan in facts["plans"] for item in plan["items"]}
    columns = (
        *(Column(title, 24) for title in Bilingual("計画 判定", "Plan Verdict").of(lang).split()),
        *(Column(label, 20, yen=name in amounts) for name, label in names.items()),
        *(Column(named(SEVERITY, severity, lang)) for severity in SEVERITY),
        *([Column(Bilingual("全体の指摘", "Over all plans").of(lang), 14)] if facts["folder"] else []),
        Column(Bilingual("判定できなかったルール", "Rules not judged").of(lang), 14),
        *(Column(label, 12) for label in items.values()),
        Column(Bilingual("ルールパック", "Rule pack").of(lang), 14),
    )
    over_all = facts["folder"]["outcomes"] if facts["folder"] else {}
    counts = Counter(
        (finding["path"], _OVER_ALL if finding["rule"] in over_all else finding["severity"])
        for finding in facts["findings"]
    )
    shown_too = (list(names), list(items))
    rows = tuple(
        _overview_row(plan, counts, shown_too, lang, over_all=facts["folder"] is not None) for plan in facts["plans"]
    )
    return Sheet(Bilingual("一覧", "Overview").of(lang), columns, rows)


def ledger(facts: Facts, lang: str) -> Sheet:
    """Return one row a group that has a limit."""
    titles = Bilingual(
        "ルール 区分 現在 上限 下限 単位 確からしさ 計画 差戻し 差替え前 重複の可能性",
        "Rule Group Used Limit Minimum Unit Certainty Plans Returned Superseded Doubtful",
    ).of(lang)
    lines = facts["folder"]["ledger"] if facts["folder"] else []
    rows = tuple(_ledger_row(line, lang) for line in lines)
    return Sheet(Bilingual("箇所数・予算額", "Quotas and budget").of(lang), tuple(map(Column, titles.split())), rows)


def evidence(facts: Facts, titles: dict[str, str], lang: str) -> Sheet:
    """Return one row for every rule judged on a plan: its outcome, and what it looked at where that was collected."""
    columns = (
        Column(Bilingual("計画", "Plan").of(lang), 32),
        Column(Bilingual("ルール", "Rule").of(lang), ours=True),
        Column(Bilingual("題名", "Title").of(lang), 44, ours=True),
        Column(Bilingual("結果", "Outcome").of(lang), ours=True),
        Column(Bilingual("理由", "Reason").of(lang), 36, ours=True),
        Column(Bilingual("根拠とした記載", "What was looked at").of(lang), 80),
    )
    rows = tuple(row for plan in facts["plans"] for row in _evidence_rows(plan, titles, lang))
    return Sheet(Bilingual("適合根拠", "Evidence").of(lang), columns, rows)


def run(facts: Facts, titles: dict[str, str], lang: str) -> Sheet:
    """Return what was run, with what, as of when, the sums, and what was left out or not asked."""
    rows: list[tuple[Value, ...]] = [
        (Bilingual("ツール", "Tool").of(lang), f"{facts['tool']['name']} {facts['tool']['version']}"),
        (Bilingual("基準日", "As of").of(lang), worded(day_in_words(facts["as_of"]), lang)),
        (Bilingual("段階", "Stage").of(lang), named(STAGE, facts["stage"], lang)),
        *(
            (Bilingual("ルールパック", "Rule pack").of(lang), f"{pack['id']} {pack['title']} {pack['digest']}")
            for pack in facts["packs"]
        ),
        (Bilingual("検査した計画書", "Plans checked").of(lang), facts["summary"]["plans"]),
        *((named(VERDICT, name, lang), facts["summary"][name]) for name in VERDICT),
        *(
            (Bilingual(f"指摘：{SEVERITY[name].ja}", SEVERITY[name].en).of(lang), facts["summary"][f"{name}s"])
            for name in SEVERITY
        ),
        *_asked_for(facts, lang),
        *_not_judged(facts, lang),
        *(
            (Bilingual("検査できないファイル", "Not checked").of(lang), f"{each['path']} {each['reason']}")
            for each in facts["refused"]
        ),
        *((Bilingual("対象外のファイル", "Skipped").of(lang), f"{path} {why}") for path, why in _skipped(facts, lang)),
        *((Bilingual("除外した指摘", "Ignored finding").of(lang), _ignored(each)) for each in facts["ignored"]),
        *((not_passed(lang), f"{rule} {titles.get(rule, '')}".rstrip()) for rule in facts["vacuous"]),
        *(
            (Bilingual("計画書の要約値", "Digest").of(lang), f"{plan['path']} {plan['digest']}")
            for plan in facts["plans"]
        ),
    ]
    columns = (Column(Bilingual("事項", "What").of(lang)), Column(Bilingual("内容", "Value").of(lang), 130))
    return Sheet(Bilingual("実行情報", "Run").of(lang), columns, tuple(rows))


def remedy_of(finding: Facts) -> str:
    """Return what is to be done, in the words for a reviewer where there are any: the tables are for the desk."""
    return str(finding.get("remedy_reviewer") or finding["remedy"])


def sources(finding: Facts, lang: str) -> str:
    """Return where a finding's rule comes from, in one line."""
    return (
        Bilingual("、", "; ")
        .of(lang)
        .join(
            f"{cite['title'] or cite['source']} {section_of(cite['section'], lang)}".rstrip()
            for cite in finding["cite"]
        )
    )


def verdict_of(plan: Facts, lang: str) -> str:
    """Return a plan's verdict in words."""
    verdict = plan["verdict"]
    narrowed = bool(plan.get("deselected")) and verdict in ("ready", "explain")
    return verdict_named(verdict, lang, explained=plan.get("explained", False), narrowed=narrowed)


def answer_of(finding: Facts, lang: str) -> str:
    """Return the answer that counts for a finding in words, "" where there is none."""
    if "answer" not in finding:
        return ""
    answer = finding["answer"]
    return answer_in_words(Answer(answer["reason"], answer["who"], answer["date"], answer["expires"] or ""), lang)


def _asked_for(facts: Facts, lang: str) -> Iterator[tuple[Value, ...]]:
    """Yield what whoever ran the tool added to it: the record of answers, assumed plans."""
    if record := facts.get("answers"):
        yield Bilingual("説明の記録", "Answers").of(lang), record["path"]
        yield Bilingual("説明の件数", "Answers given").of(lang), record["given"]
        yield Bilingual("数えた説明の件数", "Answers that count").of(lang), record["counted"]
    for path in facts.get("assumed", ()):
        yield Bilingual("仮定した計画書", "Assumed plan").of(lang), f"{path} {worded(ASSUMED, lang)}"


def _not_judged(facts: Facts, lang: str) -> Iterator[tuple[Value, ...]]:
    """Yield the rules that were left out on request, and those that were selected and are never judged."""
    for name, label in (("deselected", DESELECTED), ("inactive", INACTIVE)):
        for each in facts[name]:
            severity = named(SEVERITY, each["severity"], lang)
            yield worded(label, lang), f"{each['rule']} {each['title']} ({severity})"


def _ignored(finding: Facts) -> str:
    return (
        f"{of_facts(finding)} {finding['rule']} {finding['message']} ({finding['kind']}) {finding['because']}".rstrip()
    )


def _finding_rows(facts: Facts, lang: str) -> Iterator[tuple[Value, ...]]:
    verdicts = {plan["path"]: verdict_of(plan, lang) for plan in facts["plans"]}
    found = {finding["path"] for finding in facts["findings"]}
    for finding in facts["findings"]:
        related = " / ".join(f"{of_facts(each)} {each['word']}".rstrip() for each in finding["related"])
        yield (
            *(finding["path"], verdicts.get(finding["path"], ""), finding["rule"]),
            *(named(SEVERITY, finding["severity"], lang), *_line_and_column(finding)),
            finding.get("label") or finding["pointer"],
            *(finding["title"], finding["message"], remedy_of(finding), sources(finding, lang)),
            *(
                related,
                answer_of(finding, lang),
                Bilingual("可", "yes").of(lang) if finding["fixable"] else "",
                finding["fingerprint"],
            ),
        )
    nothing = Bilingual("指摘はありません。", "No findings.").of(lang)
    for plan in facts["plans"]:
        if plan["path"] not in found:
            waiting = unjudged(plan["outcomes"], lang)
            yield _row_without_finding(plan["path"], verdicts[plan["path"]], f"{nothing} {waiting}".rstrip())
    for each in facts["ignored"]:
        aside = Bilingual("除外した指摘", "Ignored finding").of(lang)
        yield _row_without_finding(each["path"], verdicts.get(each["path"], ""), f"{aside}: {_ignored(each)}")
    for file in facts["refused"]:
        yield _row_without_finding(file["path"], Bilingual("検査できません", "not checked").of(lang), file["reason"])
    for path, why in _skipped(facts, lang):
        yield _row_without_finding(path, Bilingual("対象外", "skipped").of(lang), why)


def _skipped(facts: Facts, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the files that were left out with the reason, as many of a kind as are named, then how many more."""
    kinds: dict[str, list[str]] = {}
    for file in facts["skipped"]:
        kinds.setdefault(file["reason"], []).append(file["path"])
    for why, paths in kinds.items():
        yield from ((path, why) for path in paths[:MOST_NAMED])
        if (more := len(paths) - MOST_NAMED) > 0:
            yield Bilingual(f"ほか{more:,}件", f"{more:,} more").of(lang), why


def _row_without_finding(path: str, verdict: str, message: str) -> tuple[Value, ...]:
    return (path, verdict, "", "", None, None, "", "", message, "", "", "", "", "", "")


def _overview_row(
    plan: Facts, counts: Counter[tuple[str, str]], shown_too: tuple[list[str], list[str]], lang: str, *, over_all: bool
) -> tuple[Value, ...]:
    values = {fact["name"]: fact.get("yen", fact["value"]) for fact in plan["facts"]}
    present = {item["id"]: item["present"] for item in plan["items"]}
    names, items = shown_too
    kinds = (*SEVERITY, *([_OVER_ALL] if over_all else []))
    unjudged = [rule for rule, outcome in plan["outcomes"].items() if outcome == "cannot_tell"]
    return (
        *(plan["path"], verdict_of(plan, lang)),
        *(values.get(name, "") for name in names),
        *(counts[plan["path"], kind] for kind in kinds),
        ", ".join(unjudged),
        *(presence(present[id_], lang) if id_ in present else "" for id_ in items),
        plan["pack"],
    )


def presence(present: bool | None, lang: str) -> str:  # noqa: FBT001 - the value itself, not a switch
    """Return the word for an item that is there, missing, or could not be told."""
    if present is None:
        return "?"
    return Bilingual("有", "yes").of(lang) if present else Bilingual("無", "no").of(lang)


def _ledger_row(line: Facts, lang: str) -> tuple[Value, ...]:
    unit = Bilingual("円", "yen").of(lang) if line["unit"] == "yen" else Bilingual("件", "plans").of(lang)
    certainty = (
        Bilingual("少なくとも", "at least").of(lang) if line["at_least"] else Bilingual("確定", "exact").of(lang)
    )
    group = line["label"] or line["group"] or ""
    return (
        *(line["rule"], group, line["used"], line["limit"], line["minimum"], unit, certainty),
        *(" / ".join(line[name]) for name in ("plans", "returned", "superseded", "doubtful")),
    )


def _evidence_rows(plan: Facts, titles: dict[str, str], lang: str) -> Iterator[tuple[Value, ...]]:
    collected = {each["rule"]: each for each in plan.get("evidence", ())}
    for rule, outcome in plan["outcomes"].items():
        proof: Facts = collected.get(rule, {"reason": "", "looks": []})
        looked = " / ".join(_look(look, lang) for look in proof["looks"])
        yield (plan["path"], rule, titles.get(rule, ""), named(OUTCOME, outcome, lang), proof["reason"], looked)


def _look(look: Facts, lang: str) -> str:
    """Return one value a rule looked at, with its line."""
    text = look_in_words(look["label"], look["value"], look["line"], lang)
    if look["line"] is None:
        return text
    if look.get("cell"):
        return text + Bilingual(f"（{cell_in_words(look)}）", f" ({cell_in_words(look)})").of(lang)
    return text + Bilingual(f"（{look['line']}行目）", f" (line {look['line']})").of(lang)


def _line_and_column(place: Facts) -> tuple[Value, Value]:
    """Return line and column of a place, in a workbook the cell in the place of the line."""
    return (cell_in_words(place), None) if place.get("cell") else (place["line"], place["column"])
