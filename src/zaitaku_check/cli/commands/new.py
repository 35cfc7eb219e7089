"""The command `new`: a plan to be filled in, an example, or a plan made of the answers to questions."""

import os
from collections.abc import Sequence
from functools import cache
from time import localtime
from typing import Annotated, Any, NamedTuple

import typer

from zaitaku_check.cli.answering import Catalogue, answered
from zaitaku_check.cli.declaring import flag, option
from zaitaku_check.cli.output import to_stderr, to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import request_from
from zaitaku_check.cli.saving import create, refuse_existing
from zaitaku_check.edit.example import example_of
from zaitaku_check.edit.outline import outline_of
from zaitaku_check.edit.template import Style, written
from zaitaku_check.engine.choosing import DEFAULT_PROGRAMME
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.eras import fiscal_year_in_words
from zaitaku_check.errors import UsageError
from zaitaku_check.pack.rule import Pack
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.plan import Cell, Group
from zaitaku_check.report.shown import shown
from zaitaku_check.text_types import Bilingual


class Wish(NamedTuple):
    """What plan is wanted: `type`, `area`, `programme` and `year` as written, "" where nothing was said."""

    file: str = ""
    type: str = ""
    area: str = ""
    programme: str = ""
    year: str = ""
    keys: str = ""
    lang: str = "en"
    example: bool = False
    questions: bool = False
    last: str = ""
    """Last year's plan."""


def new(wish: Wish) -> int:
    """Write a new plan to a file that is not there yet, or to standard output; return 0."""
    if wish.example and (wish.questions or wish.area):
        raise UsageError(
            Bilingual(
                "--example は --questions・--area と併用できません。",
                "--example cannot be combined with --questions or --area",
            )
        )
    if wish.last and (wish.example or wish.questions or wish.type or wish.area):
        raise UsageError(
            Bilingual(
                "--from は --example・--questions・--type・--area と併用できません。",
                "--from cannot be combined with --example, --questions, --type or --area",
            )
        )
    if wish.file:
        _refuse_other_formats(wish.file)
        refuse_existing(wish.file)
    shelf = open_shelf()
    catalogue = {rule.id: rule for rule in shelf.structure().rules}
    if wish.questions:
        return _by_questions(shelf, wish, catalogue)
    if wish.last:
        return _from_last(shelf, wish, catalogue)
    pack, wish = chosen_pack(shelf, wish, catalogue)
    style = Style(_keys(wish), wish.lang)
    content = written(outline_of(pack), _values(shelf, pack, wish, style, catalogue), style, pack.title)
    _hand_over(content, wish)
    return 0


def _from_last(shelf: Shelf, wish: Wish, catalogue: Catalogue) -> int:
    """Write a plan that carries over what holds of last year's, and says what is to be renewed."""
    from zaitaku_check.cli.commands.convert import opened, read_plan_of
    from zaitaku_check.edit.sheets import raw_values
    from zaitaku_check.edit.template import left_out, renewed

    _shelf, checker, data = opened(wish.last, wish.lang)
    found = checker.check(wish.last, data).result.findings
    _text, plan, _pack = read_plan_of(checker, wish.last, data, found)
    before = raw_values(plan.root)
    year = _of_root(plan.root, "fiscal_year")
    programme = _of_root(plan.root, "programme")
    wish = wish._replace(
        programme=wish.programme or str(programme or ""),
        year=wish.year or (str(year + 1) if isinstance(year, int) else ""),
    )
    pack, wish = chosen_pack(shelf, wish, catalogue)
    outline = outline_of(pack)
    style = Style(_keys(wish), wish.lang)
    values = renewed(outline.root, before) | known_values(pack, wish, style.keys, catalogue)
    for each in values.get(outline.activities, ()):
        item = outline.root.fields[outline.activities].fields[outline.item].read_alone(str(each.get(outline.item)))
        each[outline.item] = item if isinstance(item, str) else each.get(outline.item)
    lost = [
        f"{each.place.label.of(wish.lang) or each.place.pointer}" for each in found if each.rule in {"F001", "F011"}
    ]
    lost += left_out(outline.root, before)
    _hand_over(written(outline, values, style, pack.title), wish)
    if lost:
        names = "、".join(shown(name.strip("/"), 60) for name in lost)
        words = Bilingual(
            f"様式に欄がないため、引き継いでいません: {names}", f"not carried over, no field for it: {names}"
        )
        to_stderr(f"zaitaku-check: {words.of(wish.lang)}")
    return 0


def _of_root(root: Cell, name: str) -> Any:
    """Return what is read in a field of the plan itself, None where it is not there or cannot be read."""
    cell = root.value.cells.get(name) if isinstance(root.value, Group) else None
    return cell.value if cell is not None and cell.readable else None


def _by_questions(shelf: Shelf, wish: Wish, catalogue: Catalogue) -> int:
    """Write the plan that answers make, and say what the check says of it."""
    from zaitaku_check.cli.questions import Interview, Talk

    style = Style(_keys(wish), wish.lang)
    about = {"programme": wish.programme, "year": wish.year, "type": wish.type, "area": wish.area, "keys": style.keys}
    talk = Talk(f"{wish.file}.draft" if wish.file else "", about, wish.lang)
    chosen_pack(shelf, wish, catalogue)  # what is no programme or year is refused before anything is asked

    def asked() -> str:
        talk.tell(
            "1つずつ質問します。分からないものは、何も書かずにEnterを押すと後で書けます。\n"
            "「戻る」で前の質問に戻り、「飛ばす」でそのまとまりの残りを後回しにします。\n"
            + ("Ctrl-Cで中断しても、ここまでの回答は残り、次に続きから始められます。" if talk.draft else ""),
            "One question after another; Enter leaves a field for later.\n"
            "“back” returns to the question before, “skip” leaves the rest of a group.\n"
            + ("Ctrl-C stops: the answers are kept, and the next run goes on with them." if talk.draft else ""),
        )
        settled = wish if wish.year else wish._replace(year=_asked_year(shelf, wish, talk, catalogue))
        pack, settled = chosen_pack(shelf, settled, catalogue)
        values = known_values(pack, settled, style.keys, catalogue)
        examples = shelf.examples(pack.id)
        example = cache(lambda name: example_of(examples, name, pack.form) or example_of(examples, "", pack.form) or {})
        answers = Interview(outline_of(pack), catalogue, style, talk, example).ask(values)
        return written(outline_of(pack), answers, style, pack.title)

    content = talk.held(asked)
    _hand_over(content, wish)
    talk.done()
    if wish.file:
        from zaitaku_check.cli.todo import check_todo

        check_todo(request_from({"paths": [wish.file]}, wish.lang))
    return 0


def _asked_year(shelf: Shelf, wish: Wish, talk: Any, catalogue: Catalogue) -> str:
    """Return the fiscal year that is answered; Enter is the newest."""
    programme = _read(shelf.index.programme, wish.programme, "--programme", catalogue) or DEFAULT_PROGRAMME
    years = [year for head in shelf.editions(programme) for year in head.fiscal_years]
    usual = _usual_year(years)
    first, last, now = (year_as_written(each, wish.lang) for each in (years[0], years[-1], usual))
    talk.tell(
        f"\n何年度の計画書を作りますか（{first}から{last}まで。Enterは{now}）。",
        f"\nWhich fiscal year is the plan for ({first} to {last}; Enter: {now})?",
    )
    while text := talk.ask(Bilingual("年度", "Fiscal year")):
        try:
            chosen_pack(shelf, wish._replace(year=text), catalogue)
        except UsageError as error:
            talk.refuse()
            talk.tell(*(each.removeprefix("--fiscal-year: ") for each in error.wording))
            continue
        return str(text)
    return str(usual)


def _usual_year(years: Sequence[int]) -> int:
    """Return the fiscal year of today if there is a form for it, else the last one that has one."""
    today = localtime()
    now = today.tm_year - (today.tm_mon < 4)
    return now if now in years else years[-1]


def _refuse_other_formats(path: str) -> None:
    """Refuse a name that no plan has: a folder's check would pass it over, and a workbook it would not be."""
    if path.lower().endswith((".yaml", ".yml")):
        return
    name = shown(path, 300)
    if path.lower().endswith(".xlsx"):
        raise UsageError(
            Bilingual(
                f"「{name}」には書き出せません。Excelの様式は「zaitaku-check form -o 計画書.xlsx」で書き出します。",
                f"“{name}” is not written: the Excel form is written by `zaitaku-check form -o plan.xlsx`",
            )
        )
    raise UsageError(
        Bilingual(
            f"「{name}」には書き出せません。計画書はYAMLのファイルですので、"
            "「.yaml」又は「.yml」で終わる名前を指定してください（例: 計画書.yaml）。",
            f"“{name}” is not written: a plan is a YAML file; give it a name that ends in .yaml or .yml",
        )
    )


def _keys(wish: Wish) -> str:
    if wish.keys in ("", "ja", "en"):
        return wish.keys or wish.lang
    raise UsageError(
        Bilingual(
            f"--keys は ja か en です（「{shown(wish.keys)}」）。", f"--keys is ja or en, not “{shown(wish.keys)}”"
        )
    )


def chosen_pack(shelf: Shelf, wish: Wish, catalogue: Catalogue) -> tuple[Pack, Wish]:
    """Return the pack for the programme and year, and the wish with its year: without one the usual one.

    Raises UsageError where there is none.
    """
    index = shelf.index
    programme = _read(index.programme, wish.programme, "--programme", catalogue) or DEFAULT_PROGRAMME
    years = [year for head in shelf.editions(programme) for year in head.fiscal_years]
    year = int(_read(index.year, wish.year, "--fiscal-year", catalogue)) if wish.year else _usual_year(years)
    name = shelf.choose(programme, year)
    if name is None:
        raise UsageError(
            Bilingual(
                f"{year}年度の様式はありません。様式のある年度: {'、'.join(map(str, years))}",
                f"there is no form for fiscal year {year}; there are forms for {', '.join(map(str, years))}",
            )
        )
    return shelf.pack(name), wish._replace(year=str(year))


def _read(field: Field | None, text: str, option: str, catalogue: Catalogue) -> str:
    """Return an option's value as the plan's own field reads it, canonical; "" where nothing was said."""
    if not text:
        return ""
    if field is None:
        raise UsageError(
            Bilingual(f"この事業の様式では {option} を使いません。", f"this programme's form has no {option}")
        )
    answer = answered(field, text, catalogue)
    if answer.value is None or answer.doubt:
        ja, en = answer.doubt or ("", "")
        raise UsageError(Bilingual(f"{option}: {ja}", f"{option}: {en}"))
    return str(answer.canonical)


def _values(shelf: Shelf, pack: Pack, wish: Wish, style: Style, catalogue: Catalogue) -> dict[str, Any]:
    fields = pack.form.root.fields
    centre_type = _read(fields.get("centre_type"), wish.type, "--type", catalogue)
    if wish.example:
        return _example(shelf, pack, centre_type)
    return known_values(pack, wish, style.keys, catalogue)


def known_values(pack: Pack, wish: Wish, keys: str, catalogue: Catalogue) -> dict[str, str]:
    """Return what is settled before a plan is filled in, canonical: programme, year, type and area."""
    fields = pack.form.root.fields
    known = {
        "programme": pack.programme,
        "fiscal_year": year_as_written(int(wish.year or pack.fiscal_years[-1]), keys),
        "centre_type": _read(fields.get("centre_type"), wish.type, "--type", catalogue),
        "area": _read(fields.get("area"), wish.area, "--area", catalogue),
    }
    return {name: value for name, value in known.items() if value}


def _example(shelf: Shelf, pack: Pack, centre_type: str) -> dict[str, Any]:
    name = centre_type or ("core" if "centre_type" in _required(pack) else "")
    values = example_of(shelf.examples(pack.id), name, pack.form)
    if values is None:
        raise UsageError(
            Bilingual(f"「{pack.title.ja}」の記入例はありません。", f"there is no example for “{pack.title.en}”")
        )
    return values


def _required(pack: Pack) -> set[str]:
    return {field.name for field in pack.form.root.fields.values() if field.required}


def year_as_written(year: int, keys: str) -> str:
    """Return a fiscal year as a plan writes it: 平成30年度, 令和元年度; beside English keys 2018."""
    return fiscal_year_in_words(year).ja if keys == "ja" else str(year)


def _hand_over(content: str, wish: Wish) -> None:
    if not wish.file:
        to_stdout(content, machine=True)
        return
    create(wish.file, content.replace("\n", os.linesep).encode())
    name = shown(wish.file, 300)
    to_stdout(
        Bilingual(
            f"「{name}」を作成しました。書き終えたら「zaitaku-check check {name}」で確かめてください。",
            f"{name} has been written; when it is filled in, check it with: zaitaku-check check {name}",
        ).of(wish.lang)
        + "\n",
        machine=False,
    )


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    about_file = Bilingual("書き出す計画書（省略すると画面に表示）。", "The plan to write; else it is printed.").of(
        lang
    )

    def about(names: str, ja: str, en: str, metavar: str | None = None) -> Any:
        return flag(names, ja, en, lang, metavar=metavar)

    def run(  # noqa: PLR0917 - one parameter an option
        file: Annotated[str, typer.Argument(metavar="[FILE]", help=about_file, show_default=False)] = "",
        centre_type: Annotated[
            str, about("--type", "類型（基幹型・連携型）。", "Type of centre.", "core|alliance")
        ] = "",
        area: Annotated[str, about("--area", "圏域。", "Area.", "AREA")] = "",
        programme: Annotated[str, about("--programme", "事業。", "Programme.", "PROGRAMME")] = "",
        fiscal_year: Annotated[str, about("--fiscal-year", "年度（平成30年度、2018）。", "Fiscal year.", "YEAR")] = "",
        keys: Annotated[str, about("--keys", "項目名の言語。", "Language of the keys.", "ja|en")] = "",
        example: Annotated[
            bool, about("--example", "記入例を書き出します。", "Write an example that is filled in.")
        ] = False,
        last: Annotated[
            str,
            about(
                "--from",
                "前年度の計画書（YAML又はExcel）を引き継ぎ、更新する箇所を示します。",
                "Carry over last year's plan (YAML or Excel) and mark what must be renewed.",
                "PLAN",
            ),
        ] = "",
        questions: Annotated[
            bool, about("--questions", "質問に答えて作ります。", "Answer questions instead of editing.")
        ] = False,
        language: Annotated[str | None, option("lang", lang)] = None,
    ) -> int:
        where = language or lang
        return new(Wish(file, centre_type, area, programme, fiscal_year, keys, where, example, questions, last))

    return run
