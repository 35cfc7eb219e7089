"""The commands, one module each: what it does, and `command(lang)`, as which the app declares it."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Final


class Command(NamedTuple):
    """A command in the help.

    audience  whom it is for: a key of AUDIENCES
    examples  command lines without the program's name, each with what it does
    exits     what the exit codes 0, 1 and 2 mean, where they differ from EXITS; one that is not used is empty
    """

    audience: str
    help: Bilingual
    examples: tuple[tuple[Bilingual, Bilingual], ...]
    exits: tuple[Bilingual, ...] = ()


AUDIENCES: Final = {
    "applicant": Bilingual("申請する方", "For applicants"),
    "reviewer": Bilingual("審査する方", "For reviewers"),
    "owner": Bilingual("ルールを管理する方", "For owners of rules"),
    "machine": Bilingual("エディター・CI", "For editors and CI"),
}

_NOTHING: Final = Bilingual(
    "指摘がない（--fail-on より軽い指摘だけのときを含む）", "no findings, or only below --fail-on"
)
EXITS: Final = (
    _NOTHING,
    Bilingual("--fail-on 以上の指摘がある", "findings at or above --fail-on"),
    Bilingual("検査できなかった（ファイルがない、指定が違うなど）", "could not check: no such file, wrong usage"),
)
"""What the exit codes mean, by number."""
_UNUSED: Final = Bilingual("", "")

COMMANDS: Final = {
    "new": Command(
        "applicant",
        Bilingual(
            "計画書のひな形を作ります。質問に答えて作ることも、記入例を書き出すこともできます。",
            "Create a plan to fill in, an example, or a plan made from your answers to questions.",
        ),
        (
            (
                Bilingual("new 計画書.yaml --questions", "new plan.yaml --questions"),
                Bilingual("質問に答えて計画書を作ります。", "Answer questions to make a plan."),
            ),
            (
                Bilingual("new 計画書.yaml --type 基幹型 --area 八代", "new plan.yaml --type core --area yatsushiro"),
                Bilingual("記入欄を並べたひな形を作ります。", "Create a template to fill in."),
            ),
            (
                Bilingual("new 来年度.yaml --from 計画書.yaml", "new next.yaml --from plan.yaml"),
                Bilingual("前年度の計画書を引き継いで作ります。", "Begin with last year's plan."),
            ),
        ),
        (Bilingual("作成した", "created"), _UNUSED, Bilingual("作成できなかった", "could not be created")),
    ),
    "form": Command(
        "applicant",
        Bilingual("Excelの様式を書き出します。", "Write the form as an Excel workbook to fill in."),
        (
            (
                Bilingual("form -o 計画書.xlsx --fiscal-year 平成30年度", "form -o plan.xlsx --fiscal-year 2018"),
                Bilingual("Excelで記入する様式を書き出します。", "Write the workbook to fill in."),
            ),
        ),
        (Bilingual("書き出した", "written"), _UNUSED, Bilingual("書き出せなかった", "could not be written")),
    ),
    "convert": Command(
        "applicant",
        Bilingual(
            "計画書をYAMLからExcelの様式に、又はその逆に変換します。",
            "Turn a plan in YAML into the Excel form, or the other way round.",
        ),
        (
            (
                Bilingual("convert 計画書.yaml -o 計画書.xlsx", "convert plan.yaml -o plan.xlsx"),
                Bilingual("記入済みのExcelの様式にします。", "Fill in the Excel form with a plan."),
            ),
            (
                Bilingual("convert 受領.xlsx -o 受領.yaml", "convert received.xlsx -o received.yaml"),
                Bilingual("Excelの計画書をYAMLにします。", "Turn a workbook into YAML."),
            ),
            (
                Bilingual(
                    "convert 計画書.xlsx -o 指摘.xlsx --with-findings",
                    "convert plan.xlsx -o marked.xlsx --with-findings",
                ),
                Bilingual("指摘を書き込んだ写しにします。", "Make a copy with the findings written in."),
            ),
        ),
        (
            Bilingual("書き出した", "written"),
            Bilingual("移せない内容があるため書き出さなかった", "not written, because something would be lost"),
            Bilingual("変換できなかった", "could not be converted"),
        ),
    ),
    "print": Command(
        "applicant",
        Bilingual(
            "計画書を、提出する書類（Word又はHTML、A4判）として書き出します。",
            "Write a plan as the document that is handed in (Word or HTML, A4).",
        ),
        (
            (
                Bilingual("print 計画書.yaml -o 計画書.docx", "print plan.yaml -o plan.docx"),
                Bilingual("Wordの文書にします。", "Make a Word document of it."),
            ),
            (
                Bilingual("print 計画書.xlsx -o 計画書.html", "print plan.xlsx -o plan.html"),
                Bilingual("ブラウザーで印刷するページにします。", "Make a page of it that a browser prints."),
            ),
        ),
        (Bilingual("書き出した", "written"), _UNUSED, Bilingual("書き出せなかった", "could not be written")),
    ),
    "check": Command(
        "applicant",
        Bilingual("計画書を検査します。", "Check plans."),
        (
            (
                Bilingual("check 計画書.yaml", "check plan.yaml"),
                Bilingual(
                    "計画書を1件検査します（check は省略できます）。", "Check one plan (`check` may be left out)."
                ),
            ),
            (
                Bilingual("check 計画 --summary", "check plans --summary"),
                Bilingual(
                    "フォルダーの計画書を検査し、集計だけを表示します。", "Check a folder and show only the totals."
                ),
            ),
            (
                Bilingual("check 計画 -f xlsx=一覧.xlsx", "check plans -f xlsx=report.xlsx"),
                Bilingual("結果をExcelのファイルに書き出します。", "Write the results to an Excel file."),
            ),
            (
                Bilingual(
                    "check 計画 --stage 指定後 --as-of 平成31年4月1日",
                    "check plans --stage designated --as-of 2019-04-01",
                ),
                Bilingual("指定後の計画書として、その日の時点で検査します。", "Check designated plans as of that day."),
            ),
        ),
    ),
    "fix": Command(
        "applicant",
        Bilingual(
            "自動で修正できる書き誤りを示し、--write を付けると修正します。",
            "Show the mistakes that can be fixed automatically; with --write, fix them.",
        ),
        (
            (
                Bilingual("fix 計画書.yaml", "fix plan.yaml"),
                Bilingual(
                    "修正できる箇所を表示します（書き換えません）。", "Show what can be fixed; nothing is changed."
                ),
            ),
            (
                Bilingual("fix 計画書.yaml --write", "fix plan.yaml --write"),
                Bilingual("修正し、元の内容を .bak に残します。", "Fix it and keep the original as .bak."),
            ),
        ),
        (
            Bilingual("修正する箇所がない、又は修正した", "nothing to fix, or fixed"),
            Bilingual("修正できる箇所がある", "there is something to fix"),
            Bilingual("処理できなかった", "could not be done"),
        ),
    ),
    "explain": Command(
        "applicant",
        Bilingual(
            "ルールの説明を表示します。計画書を指定すると、各ルールの判定の根拠を表示します。",
            "Explain a rule; or show why each rule passed, failed or did not apply to a plan.",
        ),
        (
            (
                Bilingual("explain R110", "explain R110"),
                Bilingual(
                    "ルールの理由、直し方、根拠、例を表示します。", "Show a rule's reason, remedy, source and examples."
                ),
            ),
            (
                Bilingual("explain 計画書.yaml", "explain plan.yaml"),
                Bilingual(
                    "計画書について、すべてのルールの判定と根拠を表示します。", "Show how every rule judged a plan."
                ),
            ),
            (
                Bilingual("explain 計画書.yaml R301", "explain plan.yaml R301"),
                Bilingual("一つのルールの判定と根拠を表示します。", "Show how one rule judged it."),
            ),
        ),
        (Bilingual("表示した", "shown"), _UNUSED, Bilingual("表示できなかった", "could not be shown")),
    ),
    "review": Command(
        "reviewer",
        Bilingual(
            "フォルダーの計画書を審査し、計画書ごとのページ・ブック・台帳・申請者宛ての通知を書き出します。"
            "もう一度実行すると、次の回として前回の指摘を追います。",
            "Review a folder of plans: write a page for each, a workbook, a ledger and a letter to each applicant; run "
            "again, follow each point into the next round.",
        ),
        (
            (
                Bilingual("review 計画 -o 審査結果", "review plans -o review"),
                Bilingual("審査用の一式を書き出します。", "Write everything a review needs."),
            ),
        ),
    ),
    "diff": Command(
        "reviewer",
        Bilingual(
            "二つの検査結果（check -f json）を比べ、新しい指摘、解消した指摘、重要度の変わった指摘を示します。",
            "Compare two reports of `check -f json`: what is new, resolved, changed or still there, and why.",
        ),
        (
            (
                Bilingual("diff 前回.json 今回.json", "diff old.json new.json"),
                Bilingual("前回からの違いを表示します。", "Show what changed."),
            ),
        ),
        (
            Bilingual("新しい指摘がない", "no new findings"),
            Bilingual("--fail-on 以上の新しい指摘がある", "new findings at or above --fail-on"),
            Bilingual("比べられなかった", "could not compare"),
        ),
    ),
    "merge": Command(
        "reviewer",
        Bilingual(
            "分けて検査した結果（check --for-merge -f json）を一つにまとめ、フォルダー全体のルールを判定し直します。",
            "Merge the reports of parts (`check --for-merge -f json`) and judge the rules over all plans again.",
        ),
        (
            (
                Bilingual("merge 北部.json 南部.json -o 全体.json", "merge north.json south.json -o whole.json"),
                Bilingual("二つの検査結果を一つにまとめます。", "Merge two reports into one."),
            ),
        ),
    ),
    "rules": Command(
        "owner",
        Bilingual("ルールパックを表示し、点検します。", "Show rule packs and verify them."),
        (
            (Bilingual("rules list", "rules list"), Bilingual("ルールの一覧を表示します。", "List the rules.")),
            (
                Bilingual("rules lint", "rules lint"),
                Bilingual("ルールパックの誤りを探します。", "Find mistakes in rule packs."),
            ),
            (
                Bilingual("rules test", "rules test"),
                Bilingual("ルールに添えたテストを実行します。", "Run the tests of the rules."),
            ),
        ),
        (
            Bilingual("誤りも違いもない", "no mistakes, no differences"),
            Bilingual("誤り又は違いがある", "there are mistakes or differences"),
            Bilingual("処理できなかった", "could not be done"),
        ),
    ),
    "lsp": Command(
        "machine",
        Bilingual("エディターに検査結果を知らせます（言語サーバー）。", "Serve an editor (as a language server)."),
        ((Bilingual("lsp", "lsp"), Bilingual("エディターがこのとおり起動します。", "What an editor runs.")),),
    ),
    "schema": Command(
        "machine",
        Bilingual(
            "エディターの入力補助に使うJSON Schemaを書き出します。",
            "Write the JSON Schema with which editors help to write plans.",
        ),
        (
            (
                Bilingual("schema -o plan.schema.json", "schema -o plan.schema.json"),
                Bilingual("JSON Schemaをファイルに書き出します。", "Write the JSON Schema to a file."),
            ),
        ),
        (Bilingual("書き出した", "written"), _UNUSED, Bilingual("書き出せなかった", "could not be written")),
    ),
    "baseline": Command(
        "machine",
        Bilingual("既知の指摘の一覧を作成・整理します。", "Keep a baseline of known findings."),
        (
            (
                Bilingual("baseline create 既知.json 計画", "baseline create known.json plans"),
                Bilingual("今ある指摘を既知として記録します。", "Record the findings there are now."),
            ),
        ),
        (Bilingual("書き出した", "written"), _UNUSED, Bilingual("書き出せなかった", "could not be written")),
    ),
    "config": Command(
        "machine",
        Bilingual("設定を表示します。", "Show the configuration."),
        (
            (
                Bilingual("config show", "config show"),
                Bilingual("設定の値とその出どころを表示します。", "Show every setting and its origin."),
            ),
        ),
        (
            Bilingual("表示した", "shown"),
            _UNUSED,
            Bilingual("設定を読み取れなかった", "the configuration cannot be read"),
        ),
    ),
}
"""Every command with its help, in the order of the help. A module is loaded when its command is run."""
