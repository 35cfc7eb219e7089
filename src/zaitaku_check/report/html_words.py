"""The headings and labels of the page, in both languages."""

from __future__ import annotations

from typing import Final

from zaitaku_check.report.wording import ASSUMED, EXPLAINED, UNTESTED, VACUOUS, VACUOUS_MEANS
from zaitaku_check.text_types import Bilingual

WORDS: Final = {
    "title": Bilingual("活動計画の検査結果", "Check of activity plans"),
    "skip": Bilingual("本文へ移動", "Skip to the content"),
    "contents": Bilingual("目次", "Contents"),
    "as_of": Bilingual("基準日", "As of"),
    "sums": Bilingual("まとめ", "In short"),
    "overview": Bilingual("計画一覧", "Overview"),
    "ledger": Bilingual("箇所数・予算額", "Quotas and budget"),
    "folder": Bilingual("フォルダー全体の指摘", "Findings over all plans"),
    "matrix": Bilingual("計画とルールの対照表", "Plans and rules"),
    "of_form": Bilingual("様式", "Form"),
    "of_form_means": Bilingual("様式と書き方についての指摘の数", "Findings about the form and the writing"),
    "vacuous": VACUOUS,
    "vacuous_means": VACUOUS_MEANS,
    "untested": UNTESTED,
    "plans": Bilingual("計画", "Plans"),
    "rules": Bilingual("ルール", "Rules"),
    "refused": Bilingual("検査できなかったファイル", "Files that could not be checked"),
    "skipped": Bilingual("対象外としたファイル", "Files that were skipped"),
    "ignored": Bilingual("除外した指摘", "Findings that were set aside"),
    "filter": Bilingual("絞り込み", "Filter"),
    "all": Bilingual("すべて", "all"),
    "shown_of": Bilingual("{shown} / {all}件", "{shown} / {all} plans"),
    "verdict": Bilingual("判定", "Verdict"),
    "plan": Bilingual("計画", "Plan"),
    "beside": Bilingual("全体", "Over all"),
    "in_folder": Bilingual("フォルダー", "Folder"),
    "unnamed": Bilingual("ほか{count}件", "and {count} more"),
    "altogether": Bilingual("{count}件", "{count} plans"),
    "places": Bilingual("{count}か所", "{count} places"),
    "supposed": Bilingual("（仮定）", " (assumed)"),
    "print": Bilingual(
        "印刷すると、開いている根拠だけが紙に出ます。", "When printed, only the evidence that is open comes on paper."
    ),
    "mandatory": Bilingual("必須項目", "Mandatory"),
    "optional": Bilingual("任意項目", "Optional"),
    "rule": Bilingual("ルール", "Rule"),
    "group": Bilingual("区分", "Group"),
    "used": Bilingual("現在", "Used"),
    "bounds": Bilingual("条件", "Bounds"),
    "state": Bilingual("状況", "State"),
    "outcome": Bilingual("結果", "Outcome"),
    "looked": Bilingual("根拠とした記載", "What was looked at"),
    "evidence": Bilingual("ルールごとの判定と根拠", "Outcome and evidence of every rule"),
    "absent": Bilingual("（記載なし）", "(absent)"),
    "no_findings": Bilingual("指摘はありません。", "No findings."),
    "remedy": Bilingual("修正", "Fix"),
    "after": Bilingual("修正後", "After"),
    "source": Bilingual("根拠", "Source"),
    "related": Bilingual("関連", "See"),
    "folder_rules": Bilingual("フォルダー全体のルールの判定", "Outcome of the rules over all plans"),
    "record": Bilingual("記録についての指摘", "Findings about the records"),
    "answer": Bilingual("説明", "Answer"),
    "explained": EXPLAINED,
    "assumed": ASSUMED,
    "fixable": Bilingual("（fixコマンドで自動修正できます）", " (the fix command can do this)"),
}
