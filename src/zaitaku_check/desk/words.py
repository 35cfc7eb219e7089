"""The headings and labels of the desk's pages and sheets, in both languages."""

from __future__ import annotations

from typing import Final

from zaitaku_check.report.wording import VACUOUS, VACUOUS_MEANS
from zaitaku_check.text_types import Bilingual

WORDS: Final = {
    "title": Bilingual("活動計画の審査", "Review of activity plans"),
    "skip": Bilingual("本文へ移動", "Skip to the content"),
    "contents": Bilingual("目次", "Contents"),
    "as_of": Bilingual("基準日", "As of"),
    "sums": Bilingual("まとめ", "In short"),
    "overview": Bilingual("計画書一覧", "Plans"),
    "number": Bilingual("受付番号", "No."),
    "verdict": Bilingual("判定", "Verdict"),
    "applicant": Bilingual("申請者", "Applicant"),
    "file": Bilingual("ファイル", "File"),
    "beside": Bilingual("全体", "Over all"),
    "letter": Bilingual("通知", "Letter"),
    "letters": Bilingual("申請者宛ての通知", "Letters to applicants"),
    "recipient": Bilingual("宛先", "Recipient"),
    "hold": Bilingual(
        "発送保留: フォルダー全体の指摘（{rules}）を確認してから発送してください。",
        "Hold: settle the findings over all plans first ({rules}).",
    ),
    "kind": Bilingual("種類", "Kind"),
    "statistics": Bilingual("統計", "Statistics"),
    "filter": Bilingual("絞り込み", "Filter"),
    "all": Bilingual("すべて", "all"),
    "shown_of": Bilingual("{shown} / {all}件", "{shown} / {all} plans"),
    "ledger": Bilingual("箇所数・予算額", "Quotas and budget"),
    "group": Bilingual("区分", "Group"),
    "used": Bilingual("現在", "Used"),
    "bounds": Bilingual("条件", "Bounds"),
    "state": Bilingual("状況", "State"),
    "plans": Bilingual("計画書", "Plans"),
    "unnamed": Bilingual("ほか{count}件", "and {count} more"),
    "altogether": Bilingual("{count}件", "{count} plans"),
    "supposed": Bilingual("（仮定）", " (assumed)"),
    "folder": Bilingual("フォルダー全体の指摘", "Findings over all plans"),
    "folder_rules": Bilingual("フォルダー全体のルールの判定", "Outcome of the rules over all plans"),
    "record": Bilingual("記録についての指摘", "Findings about the records"),
    "rules": Bilingual("ルールごとの判定の数", "Outcomes by rule"),
    "rule": Bilingual("ルール", "Rule"),
    "vacuous": VACUOUS,
    "vacuous_means": VACUOUS_MEANS,
    "refused": Bilingual("検査できなかったファイル", "Files that could not be checked"),
    "skipped": Bilingual("対象外としたファイル", "Files that were skipped"),
    "ignored": Bilingual("除外した指摘", "Findings that were set aside"),
    "assumed": Bilingual("仮定した計画書", "Assumed plan"),
    # the page of a plan
    "round": Bilingual("第{number}回（{day}）", "Round {number} ({day})"),
    "since": Bilingual("前回（{day}）からの変更", "Since the last round ({day})"),
    "of_plan": Bilingual("受付番号", "plan"),
    "fates": Bilingual("前回の指摘と新しい指摘", "The points of the last round, and new ones"),
    "altogether_points": Bilingual("計", "Total"),
    "received": Bilingual("受付の別", "Received"),
    "received_on": Bilingual("受付日", "Received on"),
    "decision": Bilingual("判断", "Decision"),
    "deadline": Bilingual("提出期限", "Deadline"),
    "doubts": Bilingual("審査の記録（desk.yaml）についての注意", "About the records of the desk (desk.yaml)"),
    "conflict": Bilingual(
        "競合: 現在「{held}」、別の記入「{other}」。desk.yaml に決めた方を書き足してください。",
        "Conflict: “{held}” holds, “{other}” was also entered. Add to desk.yaml which is right.",
    ),
    "rules_changed": Bilingual(
        "ルールパックが前回から変わっています。", "The rules have changed since the last round."
    ),
    "earlier": Bilingual("差替え前のファイル", "Superseded file"),
    "old": Bilingual("前回の指摘のうち、今回は指摘のないもの", "Points of the last round that were not found again"),
    "before": Bilingual("前回", "Last time"),
    "decided": Bilingual("審査の記録", "Records of the desk"),
    "history": Bilingual("経過", "History"),
    "history_line": Bilingual(
        "第{number}回（{day}）{state}、指摘{count}件", "Round {number} ({day}): {state}, {count} points"
    ),
    "back": Bilingual("一覧へ戻る", "Back to the list"),
    "points": Bilingual("指摘事項", "Points"),
    "none": Bilingual("指摘はありません。", "No findings."),
    "place": Bilingual("箇所", "Place"),
    "written": Bilingual("記載", "As written"),
    "remedy": Bilingual("対応", "What to do"),
    "asked": Bilingual("要件", "Asked"),
    "source": Bilingual("根拠", "Source"),
    "related": Bilingual("関連", "See"),
    "answer": Bilingual("説明", "Answer"),
    "sheet": Bilingual("計画書の内容", "The plan"),
    "sheet_means": Bilingual(
        "様式の順に並べています。読み取った値が記載と異なるときは、記載を（　）に示します。",
        "In the order of the form; what was written stands in brackets where it was read as something else.",
    ),
    "unread": Bilingual(
        "様式に従って読み取ることができないため、記載のまま示します。",
        "It cannot be read by the form and is shown as it is written.",
    ),
    "by_eye": Bilingual("目視で確かめること", "To be judged by eye"),
    "by_eye_means": Bilingual(
        "ツールでは判定していません。計画書を読んで確かめ、結果と所見をブックの「目視確認」に記入してください。"
        "画面で付けた印は保存されません。",
        "The tool does not judge these. Note what you find on the sheet of the workbook; ticks here are not kept.",
    ),
    "how": Bilingual("確かめ方", "How to look"),
    "remark": Bilingual("所見", "Remark"),
    "evidence": Bilingual("ルールごとの判定と根拠", "Outcome and evidence of every rule"),
    "outcome": Bilingual("結果", "Outcome"),
    "looked": Bilingual("根拠とした記載", "What was looked at"),
    "absent": Bilingual("（記載なし）", "(absent)"),
    "yes": Bilingual("適", "met"),
    "no": Bilingual("否", "not met"),
    "line": Bilingual("{line}行目", "line {line}"),
}
