"""The commands over packs: `rules list`, `show`, `lint`, `test` and so on."""

from typing import Annotated, Any

import typer

from zaitaku_check.cli.declaring import group, option
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.options import as_id
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.sentence import milder, sentence
from zaitaku_check.reference.rule_facts import notes_of
from zaitaku_check.report.shown import section_of, visible, worded
from zaitaku_check.report.wording import SEVERITY
from zaitaku_check.text_types import Bilingual

_PACKS = "[ID|DIR...]"


def command(lang: str) -> Any:
    """Return the group as the app declares it, with its help in one language."""
    commands = group()
    for add in (
        _add_list, _add_show, _add_read, _add_lint, _add_test, _add_docs, _add_coverage, _add_impact,
        _add_new, _add_renew, _add_lock,
    ):  # fmt: skip
        add(commands, lang)
    return commands


def _packs(lang: str) -> Any:
    words = Bilingual(
        "ルールパックのid又はフォルダー（省略するとすべて）。", "Ids or folders of rule packs; all where none is named."
    ).of(lang)
    return typer.Argument(metavar=_PACKS, help=words, show_default=False)


def _ids(lang: str) -> Any:
    return _described("ID...", "ルールの番号。", "Ids of rules.", lang)


def _described(metavar: str, ja: str, en: str, lang: str) -> Any:
    return typer.Argument(metavar=metavar, help=Bilingual(ja, en).of(lang))


def _out(metavar: str, lang: str) -> Any:
    return typer.Option(
        "-o", "--out", metavar=metavar, help=Bilingual("書き出し先。", "Where to write.").of(lang), show_default=False
    )


def _add_list(commands: typer.Typer, lang: str) -> None:
    @commands.command("list", help=Bilingual("ルールの一覧を表示します。", "List the rules.").of(lang))
    def run(
        pack: Annotated[list[str] | None, option("pack", lang)] = None,
        language: Annotated[str, option("lang", lang)] = "",
        as_json: Annotated[
            bool, typer.Option("--json", help=Bilingual("JSONで出力します。", "Print JSON.").of(lang))
        ] = False,
    ) -> int:
        return list_rules(tuple(pack or ()), language or lang, as_json=as_json)


def _add_show(commands: typer.Typer, lang: str) -> None:
    @commands.command("show", help=Bilingual("ルールの説明を表示します。", "Show a rule's page.").of(lang))
    def show(
        ids: Annotated[list[str], _ids(lang)],
        pack: Annotated[list[str] | None, option("pack", lang)] = None,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        from zaitaku_check.cli.commands.explain import explain as run_explain

        return run_explain(ids, tuple(pack or ()), language or lang)


def _add_read(commands: typer.Typer, lang: str) -> None:
    help_ = Bilingual(
        "ルールの条件を、1つずつ文章で読み上げます。", "Read every rule out as a sentence made from its condition."
    ).of(lang)

    @commands.command("read", help=help_)
    def read(
        packs: Annotated[list[str] | None, _packs(lang)] = None,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        return read_rules(tuple(packs or ()), language or lang)


def _add_lint(commands: typer.Typer, lang: str) -> None:
    @commands.command("lint", help=Bilingual("ルールパックの誤りを探します。", "Find mistakes in rule packs.").of(lang))
    def lint(
        packs: Annotated[list[str] | None, _packs(lang)] = None,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        from zaitaku_check.cli.rules_lint import lint as run_lint

        return run_lint(tuple(packs or ()), language or lang)


def _add_test(commands: typer.Typer, lang: str) -> None:
    mutate_help = Bilingual(
        "記入例を1か所ずつ誤らせ、狙ったルールだけが指摘するかを確かめます。",
        "Make the example plans wrong in one way each, and see that the intended rule alone notices.",
    ).of(lang)

    rules_help = Bilingual(
        "ルールを1か所ずつ変え、そのルールのテストが気付くかを確かめます。",
        "Change every rule in one small way, and see that its own tests notice.",
    ).of(lang)

    @commands.command(
        "test",
        help=Bilingual("ルールに添えたテストを実行します。", "Run the tests of the rules.").of(lang),
    )
    def test(
        packs: Annotated[list[str] | None, _packs(lang)] = None,
        mutate: Annotated[bool, typer.Option("--mutate", help=mutate_help)] = False,
        mutate_rules: Annotated[bool, typer.Option("--mutate-rules", help=rules_help)] = False,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        if mutate_rules:
            from zaitaku_check.cli.rules_test import mutate_rules as run_mutate_rules

            return run_mutate_rules(tuple(packs or ()), language or lang)
        if mutate:
            from zaitaku_check.cli.rules_test import mutate as run_mutate

            return run_mutate(tuple(packs or ()), language or lang)
        from zaitaku_check.cli.rules_test import test as run_test

        return run_test(tuple(packs or ()), language or lang)


def _check_option(lang: str) -> Any:
    words = Bilingual(
        "書き出さずに、今あるものと違えば1を返します。", "Write nothing; return 1 where anything differs."
    ).of(lang)
    return typer.Option("--check", help=words)


def _add_docs(commands: typer.Typer, lang: str) -> None:
    @commands.command(
        "docs", help=Bilingual("ルールの説明のページを作ります。", "Make the reference pages of the rules.").of(lang)
    )
    def docs(
        packs: Annotated[list[str] | None, _packs(lang)] = None,
        kind: Annotated[str, typer.Option("--as", metavar="KIND", help="pages, checklist")] = "pages",
        out: Annotated[str, _out("DIR", lang)] = "",
        check: Annotated[bool, _check_option(lang)] = False,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        from zaitaku_check.cli.rules_docs import docs as run_docs

        return run_docs(tuple(packs or ()), kind, out, language or lang, check=check)


def _add_coverage(commands: typer.Typer, lang: str) -> None:
    help_ = Bilingual("資料の各箇所とルールの対応を確かめます。", "Hold the sources against the rules.").of(lang)

    @commands.command("coverage", help=help_)
    def coverage(
        out: Annotated[str, _out("FILE", lang)] = "",
        check: Annotated[bool, _check_option(lang)] = False,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        from zaitaku_check.cli.rules_docs import coverage as run_coverage

        return run_coverage(out, language or lang, check=check)


def _add_impact(commands: typer.Typer, lang: str) -> None:
    help_ = Bilingual(
        "ルールを変えたときに、どの計画書の判定が変わるかを示します。",
        "Show which plans are judged differently when the rules change.",
    ).of(lang)
    notice_help = Bilingual("通知文に使える文章を出力します。", "Print text for the notice that announces it.").of(lang)

    @commands.command("impact", help=help_)
    def impact(
        old: Annotated[str, _described("OLD", "改める前のルールパック。", "The rule pack before.", lang)],
        new: Annotated[str, _described("NEW", "改めた後のルールパック。", "The rule pack after.", lang)],
        folder: Annotated[str, _described("FOLDER", "計画書のフォルダー。", "A folder of plans.", lang)],
        *,
        as_json: Annotated[
            bool, typer.Option("--json", help=Bilingual("JSONで出力します。", "Print JSON.").of(lang))
        ] = False,
        notice: Annotated[bool, typer.Option("--notice", help=notice_help)] = False,
        select: Annotated[list[str] | None, option("select", lang)] = None,
        ignore: Annotated[list[str] | None, option("ignore", lang)] = None,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        from zaitaku_check.cli.rules_impact import Asked, rules_impact

        asked = Asked(as_json, notice, _split(select), _split(ignore))
        return rules_impact(old, new, folder, language or lang, asked)


def _add_new(commands: typer.Typer, lang: str) -> None:
    help_ = Bilingual(
        "いくつかの質問に答えて、ルールパックのひな形（様式・ルール・テスト・記入例）を作ります。",
        "Make a first pack (form, rules, tests, example) from the answers to a few questions.",
    ).of(lang)

    @commands.command("new", help=help_)
    def new(
        folder: Annotated[str, _described("DIR", "作るフォルダー（名前がidになる）。", "The folder to be made.", lang)],
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        from zaitaku_check.cli.rules_new import new_pack

        return new_pack(folder, language or lang)


def _add_renew(commands: typer.Typer, lang: str) -> None:
    help_ = Bilingual(
        "次の年度の版を作り、引き継いだ数・日付・年を確認の一覧にします。",
        "Make the next edition of a pack, with a list of everything taken over that has to be confirmed.",
    ).of(lang)
    year_help = Bilingual(
        "年度（西暦）。省略すると新しい名前から、又は次の年度。", "Fiscal year; else as the name says."
    )

    @commands.command("renew", help=help_)
    def renew(
        old: Annotated[str, _described("OLD", "前の版のルールパック。", "The rule pack before.", lang)],
        new: Annotated[str, _described("NEW", "作るフォルダー（名前がidになる）。", "The folder to be made.", lang)],
        year: Annotated[
            str, typer.Option("--fiscal-year", metavar="YEAR", help=year_help.of(lang), show_default=False)
        ] = "",
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        from zaitaku_check.cli.rules_renew import renew as run_renew

        return run_renew(old, new, year, language or lang)


def _add_lock(commands: typer.Typer, lang: str) -> None:
    help_ = Bilingual(
        "今あるルールパックの内容を packs.lock に記録します（check --locked で確かめます）。",
        "Write down the packs at hand in packs.lock, for `check --locked`.",
    ).of(lang)

    @commands.command("lock", help=help_)
    def lock(
        packs: Annotated[list[str] | None, _packs(lang)] = None,
        language: Annotated[str, option("lang", lang)] = "",
    ) -> int:
        from zaitaku_check.cli.rules_lock import lock as run_lock

        return run_lock(tuple(packs or ()), language or lang)


def _split(words: list[str] | None) -> tuple[str, ...]:
    """Return ids that may also be divided by commas."""
    return tuple(as_id(each.strip()) for word in words or () for each in word.split(",") if each.strip())


# --- rules list -------------------------------------------------------------------------------------------------------


def list_rules(packs: tuple[str, ...], lang: str, *, as_json: bool) -> int:
    """Print every rule of the packs (all where none is named): id, severity, title."""
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs] or [*shelf.ids, "structure"]
    if as_json:
        import json

        rows = [_row(shelf, name, rule_id) for name in names for rule_id in _ids_of(shelf, name)]
        _print(json.dumps({"rules": rows}, ensure_ascii=False, indent=2))
        return 0
    for name in names:
        pack = shelf.pack(name)
        _print(f"{name}  {pack.title.ja if lang == 'ja' else pack.title.en}")
        for rule in pack.rules:
            words = " → ".join(dict.fromkeys(_severity(each, lang) for each in rule.severity.values()))
            notes = "".join(f"  {note}" for note in notes_of(rule, lang))
            _print(f"  {rule.id}  {words}  {rule.title.of(lang)}{notes}")
        _print("")
    return 0


def read_rules(packs: tuple[str, ...], lang: str) -> int:
    """Print every rule of the packs as a sentence: what it asks of what, how it weighs, and by which source."""
    shelf = open_shelf()
    for name in [shelf.add(word) for word in packs] or shelf.ids:
        pack, judging = shelf.pack(name), shelf.judging(name)
        _print(f"{name}  {worded(pack.title, lang)}")
        for rule in pack.rules:
            _print("\n".join(f"  {line}" for line in read_out(rule, judging, lang)))
        _print("")
    return 0


def read_out(rule: Rule, judging: Pack, lang: str) -> list[str]:
    """Return a rule's sentence and, under it, severity and source."""
    words = " → ".join(dict.fromkeys(_severity(each, lang) for each in rule.severity.values()))
    for severity, condition in milder(rule, judging):
        other = _severity(severity, lang)
        words += Bilingual(f"（{condition.ja}場合は{other}）", f" ({other} where {condition.en})").of(lang)
    titles = {name: source.title.of(lang) for name, source in judging.sources.items()}
    comma = Bilingual("、", ", ").of(lang)
    sources = comma.join(
        f"{titles.get(cite.source, cite.source)} {section_of(cite.section, lang)}" for cite in rule.cite
    )
    labels = Bilingual("重要度", "severity").of(lang), Bilingual("根拠", "source").of(lang)
    head = f"{rule.id}  {worded(sentence(rule, judging) or rule.title, lang)}"
    return [head, f"      {labels[0]}: {words} · {labels[1]}: {visible(sources)}"]


def _ids_of(shelf: Shelf, name: str) -> list[str]:
    return [rule.id for rule in shelf.pack(name).rules]


def _row(shelf: Shelf, name: str, rule_id: str) -> dict[str, object]:
    rule = next(each for each in shelf.pack(name).rules if each.id == rule_id)
    return {
        "id": rule.id,
        "pack": name,
        "scope": rule.scope,
        "severity": dict(rule.severity),
        "title": rule.title._asdict(),
        "remedy": rule.remedy._asdict(),
        "cite": [cite._asdict() for cite in rule.cite],
        "by_eye": rule.by_eye,
        "status": rule.status or "active",
        "valid_from": rule.valid_from,
        "replaced_by": rule.replaced_by,
    }


def _severity(severity: str, lang: str) -> str:
    return SEVERITY[severity].of(lang)


def _print(line: str) -> None:
    to_stdout(f"{line}\n", machine=False)
