"""The options of `check`, once: the quick reading of a command line and the Typer app are both made from this table."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Final


class Option(NamedTuple):
    """One option of `check`: everything that any reader of it has to know.

    kind      what it takes: "switch" (no value), or one value: "word", "date", "number", "path"; or several, each by
              its own flag: "words", "ids" (divided by commas, too), "packs", "shelves", "patterns", "outputs"
    choices   the values of a word, where there are no others
    also      other words for the choices, as our reports and people say them: (word, choice)
    default   what holds where a word is not given
    field     its name in a `Request`, where that is another
    one_run   it makes sense for one run only, and cannot be configured
    """

    flags: tuple[str, ...]
    kind: str
    metavar: str
    help: Bilingual
    choices: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    default: str = ""
    field: str = ""
    one_run: bool = False

    @property
    def is_repeated(self) -> bool:
        """Whether it may be given several times."""
        return self.kind in {"words", "ids", "packs", "shelves", "patterns", "outputs"}

    def chosen(self, word: str) -> str:
        """Return the choice that a word names, in any case, width or language; "" where it names none."""
        if word in self.choices:
            return word
        from unicodedata import normalize

        plain = normalize("NFKC", word).strip().lower()
        return plain if plain in self.choices else dict(self.also).get(plain, "")


def day_of(word: str) -> str:
    """Return a day, written as in a plan (平成30年8月1日, H30.8.1, 2018/8/1, 2018-08-01), as ISO; "" for any other."""
    from zaitaku_check.plan.kinds.dates import read_date

    day = read_date(word)
    return day if isinstance(day, str) else ""


def is_no_day(word: str) -> bool:
    """Say whether a word is written as a day that no calendar has (平成30年9月31日)."""
    from zaitaku_check.plan.kinds.dates import read_date

    return getattr(read_date(word), "variant", "") == "no_such_day"


CHECK: Final = {
    "format": Option(
        ("-f", "--format"),
        "outputs",
        "FORMAT[=FILE]",
        Bilingual(
            "出力の形式（既定は text）。=ファイル名 を付けるとファイルに書き出します。複数指定できます。",
            "How to report (default: text); with =FILE it is written there. May be given several times.",
        ),
        field="outputs",
    ),
    "pack": Option(
        ("--pack",),
        "packs",
        "ID|DIR",
        Bilingual(
            "使用するルールパック（ID、フォルダー又はzip）。省略すると事業と年度から選びます。",
            "Rule pack (id, folder or zip); by default the programme and fiscal year decide. Overlays can be added.",
        ),
        field="packs",
    ),
    "packs": Option(
        ("--packs",),
        "shelves",
        "DIR",
        Bilingual(
            "手元のルールパックを置いたフォルダー。事業と年度が合えば、付属のものと同じように使います。複数指定できます。",
            "Folder of further rule packs; they are chosen by programme and fiscal year like the bundled ones. "
            "May be given several times.",
        ),
        field="shelves",
    ),
    "locked": Option(
        ("--locked",),
        "switch",
        "",
        Bilingual(
            "ルールパックの内容が packs.lock（rules lock で作成）と違えば、検査しません。",
            "Do not check where a rule pack differs from packs.lock (made by `rules lock`).",
        ),
    ),
    "all-editions": Option(
        ("--all-editions",),
        "switch",
        "",
        Bilingual(
            "計画書がどの年度の版なら提出できるかを、版ごとに示します。",
            "Show which editions of its programme each plan would pass.",
        ),
        one_run=True,
    ),
    "todo": Option(
        ("--todo",),
        "switch",
        "",
        Bilingual(
            "残っている作業を、直す順に、書き足す行とともに示します。",
            "Show what is left to do, what comes first, with the lines to paste.",
        ),
        one_run=True,
    ),
    "stage": Option(
        ("--stage",),
        "word",
        "STAGE",
        Bilingual("申請段階（application）か、指定後（designated）か。", "Before designation or after it."),
        ("application", "designated"),
        (
            ("申請段階", "application"),
            ("申請", "application"),
            ("申請時", "application"),
            ("指定後", "designated"),
            ("指定", "designated"),
        ),
        default="application",
    ),
    "as-of": Option(
        ("--as-of",),
        "date",
        "DATE",
        Bilingual(
            "判定の基準日（例: 平成30年8月1日、2018-08-01）。既定は今日です。",
            "Date used for the rules (default: today).",
        ),
    ),
    "fail-on": Option(
        ("--fail-on",),
        "word",
        "SEVERITY",
        Bilingual(
            "終了コードを1とする指摘の重要度（差戻し・要説明・注意。既定は error＝差戻し）。",
            "Lowest severity that makes the exit code 1 (default: error).",
        ),
        ("error", "warning", "note", "never"),
        (
            ("差戻し", "error"),
            ("差し戻し", "error"),
            ("要説明", "warning"),
            ("warn", "warning"),
            ("注意", "note"),
            ("なし", "never"),
        ),
        default="error",
    ),
    "select": Option(
        ("--select",),
        "ids",
        "IDS",
        Bilingual(
            "判定するルールの番号（「,」区切り、R1 のように先頭だけも可）。",
            "Only these rules: ids or prefixes, separated by commas.",
        ),
    ),
    "ignore": Option(
        ("--ignore",),
        "ids",
        "IDS",
        Bilingual("判定しないルールの番号（「,」区切り）。", "Not these rules: ids or prefixes."),
    ),
    "exclude": Option(
        ("--exclude",),
        "patterns",
        "PATTERN",
        Bilingual(
            "フォルダーの検査で対象にしないファイルやフォルダー（.gitignore と同じ書き方）。複数指定できます。",
            "Files or folders to leave out of a folder's check, as in a .gitignore. May be given several times.",
        ),
    ),
    "include": Option(
        ("--include",),
        "patterns",
        "PATTERN",
        Bilingual(
            "フォルダーの検査で計画書とみなすファイル（.gitignore と同じ書き方）。指定すると、ほかは対象にしません。",
            "Files of a folder that are plans, as in a .gitignore; all others are left out.",
        ),
    ),
    "answers": Option(
        ("--answers",),
        "path",
        "FILE",
        Bilingual(
            "要説明の指摘に対する説明の記録（YAML）。フォルダーを指定すると、その中の answers.yaml を読みます。",
            "Explanations already given for warnings (YAML); for a folder, the answers.yaml in it.",
        ),
    ),
    "assume": Option(
        ("--assume",),
        "words",
        "PLAN",
        Bilingual(
            "この計画書もあるものと仮定して、フォルダー全体のルールを判定します。",
            "Judge the rules over all plans as if this plan were there too.",
        ),
        one_run=True,
    ),
    "for-merge": Option(
        ("--for-merge",),
        "switch",
        "",
        Bilingual(
            "JSONの検査結果に、あとで統合（merge）するために必要な値を残します。",
            "Keep in the JSON report what `merge` needs to judge the rules over all plans again.",
        ),
    ),
    "no-folder": Option(
        ("--no-folder",),
        "switch",
        "",
        Bilingual(
            "計画書を1件ずつ検査し、フォルダー全体のルールは判定しません。",
            "Check each plan on its own; rules over all plans are not judged.",
        ),
    ),
    "changed-since": Option(
        ("--changed-since",),
        "word",
        "REV",
        Bilingual(
            "指定したgitのリビジョンから変わった計画書の結果だけを表示します。フォルダー全体のルールは全件で判定します。",
            "Report only plans that changed since a git revision; the rules over all plans still see every plan.",
        ),
    ),
    "baseline": Option(
        ("--baseline",),
        "path",
        "FILE",
        Bilingual(
            "既知の指摘の一覧（baseline create で作成）。一覧にある指摘は数えません。",
            "Known findings (made by `baseline create`) that are set aside.",
        ),
    ),
    "allow-ignores": Option(
        ("--allow-ignores",),
        "switch",
        "",
        Bilingual(
            "計画書のコメント「# zaitaku-check: ignore[番号] 理由: …」による指摘の除外を認めます。",
            "Let comments in a plan ignore findings: '# zaitaku-check: ignore[ID] reason: ...'.",
        ),
    ),
    "no-ignores": Option(
        ("--no-ignores",),
        "switch",
        "",
        Bilingual(
            "指摘の除外を認めません（--allow-ignores や設定より優先）。",
            "Do not allow comments to ignore findings, whatever the configuration says.",
        ),
    ),
    "lang": Option(
        ("--lang",),
        "word",
        "LANG",
        Bilingual("表示する言語（ja・en）。", "Language of messages."),
        ("ja", "en"),
        (
            ("日本語", "ja"),
            ("japanese", "ja"),
            ("ja_jp", "ja"),
            ("ja-jp", "ja"),
            ("ja_jp.utf-8", "ja"),
            ("英語", "en"),
            ("english", "en"),
            ("en_us", "en"),
            ("en-us", "en"),
            ("en_us.utf-8", "en"),
            ("en_gb.utf-8", "en"),
        ),
    ),
    "jobs": Option(
        ("--jobs", "-j"),
        "number",
        "N",
        Bilingual("同時に検査する数（既定は自動）。", "Number of workers (default: automatic)."),
    ),
    "quiet": Option(
        ("-q", "--quiet"),
        "switch",
        "",
        Bilingual("指摘だけを表示します。", "Show findings only, without tables and totals."),
    ),
    "summary": Option(
        ("--summary",),
        "switch",
        "",
        Bilingual(
            "個々の指摘を表示せず、計画書の一覧とルールごとの件数だけを表示します。",
            "Show a table of plans and the number of findings per rule instead of each finding.",
        ),
    ),
    "stdin-filename": Option(
        ("--stdin-filename",),
        "word",
        "NAME",
        Bilingual("標準入力（-）の計画書の名前。", "Name for the plan read from standard input (-)."),
        one_run=True,
    ),
    "color": Option(
        ("--color",),
        "word",
        "WHEN",
        Bilingual("色を付けるか（auto・always・never）。", "Whether to use colours."),
        ("auto", "always", "never"),
        default="auto",
    ),
    "no-config": Option(
        ("--no-config",),
        "switch",
        "",
        Bilingual("設定ファイルを使いません。", "Do not look for a configuration file."),
        one_run=True,
    ),
}

SECTIONS: Final = (
    (Bilingual("出力", "Output"), ("format", "todo", "summary", "quiet", "lang", "color", "for-merge")),
    (
        Bilingual("判定", "What is judged, and how"),
        ("stage", "as-of", "fail-on", "select", "ignore", "pack", "packs", "locked", "all-editions"),
    ),
    (
        Bilingual("説明済み・既知の指摘", "Findings that are explained or known"),
        ("answers", "baseline", "allow-ignores", "no-ignores"),
    ),
    (
        Bilingual("対象のファイル", "Files"),
        ("exclude", "include", "no-folder", "changed-since", "assume", "stdin-filename"),
    ),
    (Bilingual("実行", "The run"), ("jobs", "no-config")),
)
"""The options as the help of a command that has many of them shows them."""

Raw = dict[str, "list[str] | str | bool | None"]
"""Option names to what was written; `paths` holds the words that are no options."""


def read_quickly(words: list[str]) -> Raw | None:
    """Return the words behind `check` as read by the table, or None where anything is out of the ordinary."""
    by_flag = {flag: name for name, option in CHECK.items() for flag in option.flags}
    raw: Raw = {"paths": []}
    paths: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            paths.extend(waiting)
        elif word == "-" or not word.startswith("-"):
            paths.append(word)
        elif not _take(word, waiting, by_flag, raw):
            return None
    raw["paths"] = [*paths]
    return raw if paths else None


def _take(word: str, waiting: object, by_flag: dict[str, str], raw: Raw) -> bool:
    flag, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
    name = by_flag.get(flag)
    if name is None:
        return False
    option = CHECK[name]
    if option.kind == "switch":
        raw[name] = True
        return not equals
    written = value if equals else next(waiting, None)  # type: ignore[call-overload]  # an iterator of words
    if (
        written is None
        or (not equals and str(written).startswith("-"))
        or (option.choices and str(written) not in option.choices)
    ):
        return False
    if option.is_repeated:
        before = raw.get(name)
        raw[name] = [*(before if isinstance(before, list) else []), written]
    else:
        raw[name] = written
    return True
