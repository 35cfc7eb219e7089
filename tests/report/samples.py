"""Reports made by hand: the reporters are tested without the engine."""

from __future__ import annotations

from zaitaku_check.report.model import (
    Citation,
    Evidence,
    EvidenceItem,
    Fact,
    Finding,
    Fix,
    FolderResult,
    Ignored,
    Item,
    LedgerLine,
    PackInfo,
    Place,
    PlanResult,
    Related,
    Report,
    RuleInfo,
)
from zaitaku_check.report.verdict import verdict
from zaitaku_check.text_types import Bilingual, Edit

HOSTILE = 'a\x1b]0;owned\x07\x1b[31m\u202egnp.exe\u200b\ud83d<script>alert(1)</script>|`{x}`\r\n=cmd|"!A1'
"""A value that attacks terminals, pages, tables and workbooks at once."""

OUTLINE = Bilingual(
    "在宅医療センター事業について（平成30年6月29日）", "On the home medical care centre programme (29 June 2018)"
)

RULES = {
    card.id: card
    for card in (
        RuleInfo(
            "F005",
            "error",
            Bilingual("日付として読める値が必要です", "A readable date is needed"),
            Bilingual(
                "「平成30年10月1日」のように年月日で書いてください。", "Write year, month and day, such as 2018-10-01."
            ),
        ),
        RuleInfo(
            "R101",
            "error",
            Bilingual("急変時対応の取組みは必須です", "Response to sudden change is mandatory"),
            Bilingual("取組みに項目「①」を加えてください。", "Add an activity with item ①."),
            (Citation("outline-2018", "3(2)①", OUTLINE),),
            "regional-centre-2018",
        ),
        RuleInfo(
            "R105",
            "error",
            Bilingual(
                "訪問診療等のサービス提供量の増加に向けた取組みは必須です",
                "Increasing the volume of home visits is mandatory",
            ),
            Bilingual(
                "取組みに項目「⑤」を加え、訪問診療等を行う医療機関の数又は提供量を増やすための具体的な内容を記載してください。",
                "Add an activity with item ⑤ on how more institutions will make home visits, or make more.",
            ),
            (Citation("outline-2018", "3(2)⑤", OUTLINE),),
            "regional-centre-2018",
            Bilingual("量の増加は事業の目的そのものです。", "Growth in volume is the very purpose of the programme."),
        ),
        RuleInfo(
            "R120",
            "error",
            Bilingual("取組みの内容は具体的に記載します", "The content of an activity is written out"),
            Bilingual("実施する内容を具体的に書いてください。", "Say what will be done."),
            (Citation("outline-2018", "3", OUTLINE),),
            "regional-centre-2018",
        ),
        RuleInfo(
            "R126",
            "error",
            Bilingual("目標値は現状値を上回るものとします", "The target lies above the baseline"),
            Bilingual("現状値を上回る目標値にしてください。", "Set a target above the baseline."),
            (Citation("outline-2018", "3(2)⑤", OUTLINE),),
            "regional-centre-2018",
        ),
        RuleInfo(
            "R302",
            "warning",
            Bilingual("所要額は千円未満を切り捨てた額とします", "The amount is cut off below the thousand"),
            Bilingual(
                "1,149,000円以下の額にするか、理由を添えてください。",
                "Lower the amount to 1,149,000 yen or give the reason.",
            ),
            (Citation("outline-2018", "1(3)", OUTLINE),),
            "regional-centre-2018",
        ),
        RuleInfo(
            "R503",
            "note",
            Bilingual("医療の取組みを含めます", "Medical work is part of the plan"),
            Bilingual("訪問診療などの取組みを記載してください。", "Describe medical work such as home visits."),
            (Citation("outline-2018", "4", OUTLINE),),
            "regional-centre-2018",
        ),
        RuleInfo(
            "R901",
            "warning",
            Bilingual("圏域ごとの箇所数は定めた数までです", "The number of centres per area is limited"),
            Bilingual("圏域内で調整してください。", "Come to an agreement within the area."),
            (Citation("outline-2018", "1(3)", OUTLINE),),
            "regional-centre-2018",
        ),
        RuleInfo(
            "R903",
            "warning",
            Bilingual("全体の箇所数は13箇所までです", "At most 13 centres in all"),
            Bilingual("提出された計画を選定してください。", "Select among the plans."),
            (Citation("outline-2018", "1(3)", OUTLINE),),
            "regional-centre-2018",
        ),
    )
}

ITEMS = (
    ("emergency_response", "急変時対応の取組み", "Response to sudden change", "①", True),
    ("admission_discharge_support", "入退院支援の取組み", "Support at admission and discharge", "②", True),
    ("daily_care_support", "日常の療養支援の取組み", "Support of daily care", "③", False),
    ("end_of_life_care", "看取りに関する取組み", "End-of-life care", "④", False),
    (
        "service_volume_increase",
        "訪問診療等のサービス提供量の増加に向けた取組み",
        "Increase in the volume of home visits",
        "⑤",
        True,
    ),
    ("public_awareness", "普及啓発に関する取組み", "Public awareness", "⑥", False),
    ("liaison_meeting", "在宅医療センター事業の連絡会の開催", "Liaison meeting of the programme", "⑦", True),
    (
        "regional_initiative",
        "その他、在宅医療の充実に資する地域独自の取組み",
        "Initiative of the region's own",
        "⑧",
        False,
    ),
)

AREAS = {
    "yatsushiro": Bilingual("八代", "Yatsushiro"),
    "kumamoto_kamimashiki": Bilingual("熊本・上益城", "Kumamoto-Kamimashiki"),
    "aso": Bilingual("阿蘇", "Aso"),
}

PACK = PackInfo(
    "regional-centre-2018",
    "2018",
    "sha256:" + "ab" * 32,
    Bilingual("地域在宅医療サポートセンター事業（平成30年度）", "Regional home medical care support centres, 2018"),
)


def items(present: str) -> tuple[Item, ...]:
    """Return the eight items, those present whose mark is in the text."""
    return tuple(Item(id_, Bilingual(ja, en), mark, kind, mark in present) for id_, ja, en, mark, kind in ITEMS)


def facts(name: str, area: str, kind: Bilingual, total: int) -> tuple[Fact, ...]:
    """Return the facts of an overview."""
    return (
        Fact("applicant.name", Bilingual("申請者", "Applicant"), name, Bilingual(name, name)),
        Fact("area", Bilingual("圏域", "Area"), area, AREAS[area]),
        Fact("centre_type", Bilingual("類型", "Type"), kind.en.lower(), kind),
        Fact(
            "budget.total",
            Bilingual("所要額", "Budget"),
            str(total),
            Bilingual(f"{total:,}円", f"{total:,} yen"),
            total,
        ),
    )


CORE = Bilingual("基幹型", "Core")
ALLIANCE = Bilingual("連携型", "Alliance")


def missing_volume(path: str) -> Finding:
    """Return the finding that item ⑤ is missing."""
    return Finding(
        "R105",
        "error",
        Place(path, "/activities", 22, 1, 22, 4, "取組み:"),
        Bilingual("{label}に「{missing}」がありません。", "{label} lacks “{missing}”."),
        (
            ("label", Bilingual("取組み", "activities")),
            (
                "missing",
                Bilingual("⑤訪問診療等のサービス提供量の増加に向けた取組み", "⑤ Increase in the volume of home visits"),
            ),
        ),
        fingerprint="f-r105",
    )


def low_target(path: str) -> Finding:
    """Return the finding that a target does not exceed the baseline, with a related place."""
    source = "    指標: [{名称: 訪問診療を行う診療所, 単位: か所, 現状値: 12, 目標値: 12}]"
    target, baseline = (source.index(name) + len(name) + 3 for name in ("目標値", "現状値"))
    pointer = "/activities/2/indicators/0"
    return Finding(
        "R126",
        "error",
        Place(path, f"{pointer}/target", 31, target, 31, target + 2, source),
        Bilingual(
            "目標値「{actual}」が現状値「{value}」を上回っていません。",
            "The target {actual} is not above the baseline {value}.",
        ),
        (("actual", "12"), ("value", "12")),
        (
            Related(
                Place(path, f"{pointer}/baseline", 31, baseline, 31, baseline + 2, source),
                Bilingual("現状値", "the baseline"),
            ),
        ),
        fingerprint="f-r126",
    )


def odd_thousand(path: str) -> Finding:
    """Return the warning about an amount that is not cut off below the thousand."""
    return Finding(
        "R302",
        "warning",
        Place(path, "/budget/total", 40, 7, 40, 17, "  合計: 1,149,500円"),
        Bilingual(
            "所要額「{actual}」に千円未満の端数があります。", "The amount “{actual}” has a fraction below the thousand."
        ),
        (("actual", "1,149,500円"),),
        fingerprint="f-r302",
    )


def bad_date(path: str) -> Finding:
    """Return the finding about a date that does not exist, with a fix."""
    return Finding(
        "F005",
        "error",
        Place(path, "/period/end", 12, 7, 12, 17, "  終了: 平成31年2月30日"),
        Bilingual("「{value}」は存在しない日付です。", "“{value}” is not a day that exists."),
        (("value", "平成31年2月30日"),),
        fix=Fix((Edit(120, 130, "平成31年2月28日"),)),
        fingerprint="f-f005",
    )


def municipal_only(path: str) -> Finding:
    """Return the note about a plan that is only municipal work."""
    return Finding(
        "R503",
        "note",
        Place(path, "/activities", 22, 1, 22, 4, "取組み:"),
        Bilingual("医療の取組みが読み取れません。", "No medical work is mentioned."),
        fingerprint="f-r503",
    )


def of_applicant(result: PlanResult, name: str) -> PlanResult:
    """Return a plan of another applicant."""
    return result._replace(facts=(result.facts[0]._replace(id=name, value=Bilingual(name, name)), *result.facts[1:]))


def plan(path: str, *findings: Finding, present: str = "①②③⑤⑦", cannot_tell: tuple[str, ...] = ()) -> PlanResult:
    """Return a plan's result that agrees with its findings."""
    outcomes = dict.fromkeys(("R101", "R105", "R120", "R126", "R302", "R503"), "pass")
    outcomes |= {"R205": "not_applicable"} | {finding.rule: "fail" for finding in findings if finding.rule[0] == "R"}
    outcomes |= dict.fromkeys(cannot_tell, "cannot_tell")
    return PlanResult(
        path,
        "sha256:" + "0f" * 32,
        PACK.id,
        verdict(findings, outcomes),
        outcomes,
        findings,
        facts("医療法人社団○○会 ○○病院", "yatsushiro", CORE, 1_149_000),
        items(present),
    )


def report(*plans: PlanResult, folder: FolderResult | None = None) -> Report:
    """Return a report over plans."""
    return Report("0.1.0", "2026-11-21", (PACK,), plans, folder, RULES)


def one_bad() -> Report:
    """Return a report on one plan with two errors and a warning."""
    path = "examples/plan.yaml"
    return report(plan(path, missing_volume(path), low_target(path), odd_thousand(path), present="①②④⑦"))


def one_ready() -> Report:
    """Return a report on one plan without a finding, with evidence."""
    result = plan("plan.yaml")
    look = EvidenceItem(
        Place("plan.yaml", "/activities/0/item", 23, 9, 23, 18, "  - 項目: ①急変時対応の取組み"),
        Bilingual("項目", "item"),
        "①急変時対応の取組み",
    )
    evidence = (
        Evidence("R101", "pass", (look,)),
        Evidence("R205", "not_applicable", (), Bilingual("連携型だけのルールです。", "A rule for alliances only.")),
    )
    return report(result._replace(evidence=evidence))


def ledger_line(rule: str, group: str | None, label: Bilingual, used: int, limit: int | None) -> LedgerLine:
    """Return a line of the ledger of a run in which a plan could not be read."""
    return LedgerLine(rule, group, label, used, limit, plans=(), at_least=True)


def folder() -> Report:
    """Return a report on a folder: every verdict, a ledger, a refused and a skipped file."""
    over = Finding(
        "R901",
        "warning",
        Place("plans/d.yaml", "/area", 4, 5, 4, 7, "圏域: 八代"),
        Bilingual(
            "圏域「{label}」の計画は{actual}件で、上限の{max}件を超えています。",
            "The area {label} has {actual} plans, above its limit of {max}.",
        ),
        (("label", AREAS["yatsushiro"]), ("actual", "3"), ("max", "2")),
        tuple(
            Related(
                Place(f"plans/{name}.yaml", "/area", 4, 5, 4, 7, "圏域: 八代"),
                Bilingual("同じ圏域の計画", "a plan of the same area"),
            )
            for name in "ab"
        ),
        fingerprint="f-r901",
    )
    four = tuple(f"plans/{name}.yaml" for name in "abcd")
    three = tuple(path for path in four if not path.endswith("c.yaml"))
    ledger = (
        ledger_line("R901", "yatsushiro", AREAS["yatsushiro"], 3, 2)._replace(
            plans=three, surely=3, doubtful=three[1:]
        ),
        ledger_line("R901", "aso", AREAS["aso"], 0, 1),
        ledger_line("R903", None, Bilingual("全体", "all areas"), 4, 13)._replace(
            plans=four, superseded=("plans/e.yaml",)
        ),
        ledger_line("R904", None, Bilingual("所要額の合計", "budgets together"), 4_596_000, 14_943_000)._replace(
            unit="yen"
        ),
        ledger_line("R902", "aso", AREAS["aso"], 0, None)._replace(at_least=False, minimum=1),
    )
    result = FolderResult(
        {"R901": "fail", "R903": "cannot_tell"}, ledger, (over,), superseded=(("plans/e.yaml", four[0]),)
    )
    refused = PlanResult(
        "plans/z.yaml",
        "",
        "",
        "unchecked",
        {},
        (),
        refused=Bilingual("読み取りの権限がありません。", "No permission to read it."),
    )
    plans = (
        plan("plans/a.yaml"),
        plan("plans/b.yaml", odd_thousand("plans/b.yaml")),
        plan(
            "plans/c.yaml",
            bad_date("plans/c.yaml"),
            missing_volume("plans/c.yaml"),
            present="①②④⑦",
            cannot_tell=("R403",),
        ),
        plan("plans/d.yaml", municipal_only("plans/d.yaml"), cannot_tell=("R303",)),
    )
    names = ("○○病院", "△△医院", "□□市医師会", "◇◇クリニック")
    return report(*map(of_applicant, plans, names), refused, folder=result)._replace(
        skipped=(("plans/memo.txt", Bilingual("YAMLではありません。", "Not YAML.")),)
    )


def hostile() -> Report:
    """Return a report whose every foreign text attacks whoever opens it."""
    path = f"=cmd|{HOSTILE}.yaml"
    finding = Finding(
        "F005",
        "error",
        Place(path, f"/{HOSTILE}", 3, 5, 3, 200, f"\t鍵: {HOSTILE}"),
        Bilingual("値「{value}」と{x}", "value {value} and {x}"),
        (("value", HOSTILE), ("x", "[bold]+1+1[/bold]")),
        (Related(Place(path, "", 1, 1, 1, 2, HOSTILE), Bilingual(HOSTILE, HOSTILE)),),
        fingerprint="f-hostile",
    )
    result = plan(path, finding)
    fact = Fact("applicant.name", Bilingual("申請者", "Applicant"), HOSTILE, Bilingual(HOSTILE, HOSTILE))
    evidence = (Evidence("R101", "pass", (EvidenceItem(finding.place, Bilingual("項目", "item"), HOSTILE),)),)
    return report(result._replace(facts=(fact,), evidence=evidence))


def ignored() -> Report:
    """Return a report with one finding that was set aside."""
    path = "plan.yaml"
    aside = Ignored(municipal_only(path), "baseline", "前年度に説明済み")
    return report(plan(path)._replace(ignored=(aside,)))


def nothing() -> Report:
    """Return a report on no plan at all."""
    return report()


def many(number: int = 200) -> Report:
    """Return a report on many plans, one in ten with findings."""
    paths = [f"plans/{at:03}-医療法人社団さくら会-地域在宅医療サポートセンター計画.yaml" for at in range(number)]
    return report(*(plan(path, odd_thousand(path)) if at % 10 == 0 else plan(path) for at, path in enumerate(paths)))


def samples() -> dict[str, Report]:
    """Return all reports by name."""
    return {
        "one_bad": one_bad(),
        "one_ready": one_ready(),
        "folder": folder(),
        "hostile": hostile(),
        "ignored": ignored(),
        "nothing": nothing(),
    }
