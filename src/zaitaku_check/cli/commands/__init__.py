"""The commands, one module each: what it does, and `command(lang)`, as which the app declares it."""

from __future__ import annotations

from typing import Final

from zaitaku_check.text_types import Bilingual

COMMANDS: Final = {
    "check": Bilingual("計画書を検査します。", "Check plans."),
    "explain": Bilingual(
        "ルールの説明を表示します（explain R105）。計画書を指定すると、各ルールの判定の根拠を表示します。",
        "Explain a rule (explain R105), or why each rule passed, failed or did not apply on a plan.",
    ),
    "review": Bilingual(
        "フォルダーの計画書を審査し、一覧・台帳・根拠・申請者宛ての通知を書き出します。",
        "Review a folder of plans: write overview, ledger, evidence and a letter for each applicant.",
    ),
    "diff": Bilingual(
        "二つの検査結果（check -f json）を比べ、新しい指摘、解消した指摘、重要度の変わった指摘を示します。",
        "Compare two reports of `check -f json`: what is new, fixed, changed or still there, and why.",
    ),
    "merge": Bilingual(
        "分けて検査した結果（check --for-merge -f json）を一つにまとめ、フォルダー全体のルールを判定し直します。",
        "Merge the reports of parts (`check --for-merge -f json`) and judge the rules over all plans anew.",
    ),
    "fix": Bilingual(
        "安全に直せる書き誤りを示し、--write を付けると直します。",
        "Show the slips that can be put right for certain; with --write, put them right.",
    ),
    "new": Bilingual(
        "計画書のひな形を作ります。質問に答えて作ることも、記入例を書き出すこともできます。",
        "Write a plan to be filled in, an example, or a plan made of the answers to questions.",
    ),
    "lsp": Bilingual("エディターに検査結果を知らせます（言語サーバー）。", "Serve editors (a language server)."),
    "schema": Bilingual(
        "エディターの入力補助に使うJSON Schemaを出力します。",
        "Print the JSON Schema with which editors help to write plans.",
    ),
    "baseline": Bilingual("既知の指摘の一覧を作成・整理します。", "Keep a baseline of known findings."),
    "rules": Bilingual("ルールパックを見る・確かめる。", "Look at rule packs and verify them."),
    "config": Bilingual("設定を見る。", "Look at the configuration."),
}
"""Every command with its help, in the order of the help. A module is loaded when its command is run."""
