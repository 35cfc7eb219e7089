"""The command `form`: the form as an Excel workbook, to be filled in."""

from typing import Annotated, Any

import typer

from zaitaku_check.cli.commands.new import Wish, chosen_pack, known_values
from zaitaku_check.cli.declaring import flag, option
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.saving import create, refuse_existing
from zaitaku_check.edit.sheets import wanted
from zaitaku_check.errors import UsageError
from zaitaku_check.report.shown import shown
from zaitaku_check.text_types import Bilingual


def form(wish: Wish) -> int:
    """Write the form of the programme, year and type that were asked for; return 0."""
    from zaitaku_check.workbook.writing import workbook_of

    refuse_other_names(wish.file)
    refuse_existing(wish.file)
    shelf = open_shelf()
    catalogue = {rule.id: rule for rule in shelf.structure().rules}
    pack, wish = chosen_pack(shelf, wish, catalogue)
    values = known_values(pack, wish, wish.lang, catalogue)
    given = {"centre_type": values["centre_type"]} if "centre_type" in values else {}
    create(
        wish.file,
        workbook_of(wanted(pack, shelf.examples(pack.id), _in_words(pack.form.root, values), wish.lang, given)),
    )
    name = shown(wish.file, 300)
    to_stdout(
        Bilingual(
            f"「{name}」に様式（{pack.title.ja}）を書き出しました。Excelで記入して保存し、"
            f"「zaitaku-check check {name}」で確かめてください。",
            f"{name}: the form of {pack.title.en}. Fill it in with Excel, save it, and run: zaitaku-check check {name}",
        ).of(wish.lang)
        + "\n",
        machine=False,
    )
    return 0


def refuse_other_names(path: str) -> None:
    """Raise UsageError where a name is not that of a workbook."""
    if path.lower().endswith(".xlsx"):
        return
    name = shown(path, 300)
    raise UsageError(
        Bilingual(
            f"「{name}」には書き出せません。「.xlsx」で終わる名前を指定してください（例: -o 計画書.xlsx）。",
            f"“{name}” is not written: give it a name that ends in .xlsx (such as -o plan.xlsx)",
        )
    )


def _in_words(root: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Return values with choices as a plan writes them."""
    words = {name: {choice.id: choice.label.ja for choice in field.choices} for name, field in root.fields.items()}
    return {name: words.get(name, {}).get(value, value) for name, value in values.items()}


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""

    def about(names: str, ja: str, en: str, metavar: str | None = None) -> Any:
        return flag(names, ja, en, lang, metavar=metavar)

    out = typer.Option(
        "-o", "--out", metavar="FILE", help=Bilingual("書き出すファイル（.xlsx）。", "Workbook to write.").of(lang)
    )

    def run(  # noqa: PLR0917 - one parameter an option
        file: Annotated[str, out],
        centre_type: Annotated[
            str, about("--type", "類型（基幹型・連携型）。", "Type of centre.", "core|alliance")
        ] = "",
        area: Annotated[str, about("--area", "圏域。", "Area.", "AREA")] = "",
        programme: Annotated[str, about("--programme", "事業。", "Programme.", "PROGRAMME")] = "",
        fiscal_year: Annotated[str, about("--fiscal-year", "年度（平成30年度、2018）。", "Fiscal year.", "YEAR")] = "",
        language: Annotated[str | None, option("lang", lang)] = None,
    ) -> int:
        return form(Wish(file, centre_type, area, programme, fiscal_year, "", language or lang))

    return run
