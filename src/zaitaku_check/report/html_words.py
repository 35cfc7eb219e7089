"""The headings and labels of the page, in both languages."""

from __future__ import annotations

from typing import Final

from zaitaku_check.nouns import Pair
from zaitaku_check.report.wording import ASSUMED, EXPLAINED, UNTESTED, VACUOUS, VACUOUS_MEANS

WORDS: Final = {
    "title": Pair("活動計画の検査結果", "Check of activity plans"),
    "skip": Pair("本文へ移動", "Skip to the content"),
    "contents": Pair("目次", "Contents"),
    "as_of": Pair("基準日", "As of"),
    "sums": Pair("まとめ", "In short"),
    "overview": Pair("計画一覧", "Overview"),
    "ledger": Pair("箇所数・予算額", "Quotas and budget"),
    "letters": Pair("申請者宛ての通知", "Letters to applicants"),
    "letter": Pair("通知", "Letter"),
    "recipient": Pair("宛先", "Recipient"),
    "hold": Pair(
        "発送保留: フォルダー全体の指摘（{rules}）を確認してから発送してください。",
        "Hold: settle the findings over all plans first ({rules}).",
    ),
    "unaddressed": Pair(
        "申請者の名称を読み取れないため、通知を作成していない計画書があります:",
        "No letter was written for these plans, because the applicant's name cannot be read:",
    ),
    "folder": Pair("フォルダー全体の指摘", "Findings over all plans"),
    "matrix": Pair("計画とルールの対照表", "Plans and rules"),
    "vacuous": VACUOUS,
    "vacuous_means": VACUOUS_MEANS,
    "untested": UNTESTED,
    "by_eye": Pair("目視で確かめること", "To be judged by eye"),
    "by_eye_means": Pair(
        "次の事項はこのツールでは判定していません。計画書ごとに読んで確かめてください。"
        "画面で付けた印は保存されませんので、印刷してお使いください。",
        "The tool does not judge these: read each plan for them. Ticks on the screen are not kept: print the page.",
    ),
    "how": Pair("確かめ方", "How to look"),
    "plans": Pair("計画", "Plans"),
    "rules": Pair("ルール", "Rules"),
    "refused": Pair("検査できなかったファイル", "Files that could not be checked"),
    "skipped": Pair("対象外としたファイル", "Files that were skipped"),
    "ignored": Pair("除外した指摘", "Findings that were set aside"),
    "filter": Pair("絞り込み", "Filter"),
    "all": Pair("すべて", "all"),
    "shown_of": Pair("{shown} / {all}件", "{shown} / {all} plans"),
    "verdict": Pair("判定", "Verdict"),
    "plan": Pair("計画", "Plan"),
    "beside": Pair("全体", "Over all"),
    "in_folder": Pair("フォルダー", "Folder"),
    "unnamed": Pair("ほか{count}件", "and {count} more"),
    "altogether": Pair("{count}件", "{count} plans"),
    "places": Pair("{count}か所", "{count} places"),
    "supposed": Pair("（仮定）", " (assumed)"),
    "print": Pair(
        "印刷すると、開いている根拠だけが紙に出ます。", "When printed, only the evidence that is open comes on paper."
    ),
    "mandatory": Pair("必須項目", "Mandatory"),
    "optional": Pair("任意項目", "Optional"),
    "rule": Pair("ルール", "Rule"),
    "group": Pair("区分", "Group"),
    "used": Pair("現在", "Used"),
    "bounds": Pair("条件", "Bounds"),
    "state": Pair("状況", "State"),
    "outcome": Pair("結果", "Outcome"),
    "looked": Pair("根拠とした記載", "What was looked at"),
    "evidence": Pair("ルールごとの判定と根拠", "Outcome and evidence of every rule"),
    "absent": Pair("（記載なし）", "(absent)"),
    "no_findings": Pair("指摘はありません。", "No findings."),
    "remedy": Pair("修正", "Fix"),
    "source": Pair("根拠", "Source"),
    "related": Pair("関連", "See"),
    "folder_rules": Pair("フォルダー全体のルールの判定", "Outcome of the rules over all plans"),
    "record": Pair("記録についての指摘", "Findings about the records"),
    "answer": Pair("説明", "Answer"),
    "explained": EXPLAINED,
    "assumed": ASSUMED,
    "fixable": Pair("（fixコマンドで自動修正できます）", " (the fix command can do this)"),
}
