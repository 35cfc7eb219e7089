"""The command `convert`: a plan in YAML as the filled-in Excel form, and the other way round."""

import os
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

import typer

from zaitaku_check.cli.check import run_options
from zaitaku_check.cli.commands.form import refuse_other_names
from zaitaku_check.cli.declaring import flag, option
from zaitaku_check.cli.output import to_stderr, to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import request_from
from zaitaku_check.cli.saving import create, refuse_existing
from zaitaku_check.edit.sheets import raw_values, wanted
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.discover import is_workbook, unreadable
from zaitaku_check.engine.findings import rule_card
from zaitaku_check.engine.run import read_file
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import UsageError
from zaitaku_check.plan.plan import Cell, Group, Plan
from zaitaku_check.report.model import SEVERITIES, Finding
from zaitaku_check.report.places import cell_in_words, in_words
from zaitaku_check.report.shown import message, shown
from zaitaku_check.report.wording import SEVERITY, named, remedy_of
from zaitaku_check.source.text import Text
from zaitaku_check.text_types import Bilingual

_LOST = frozenset({"F001", "F011", "Y004", "Y023", "Y024"})
"""Rules of reading whose findings name what a plan holds and the form has no place for."""


class Converted(NamedTuple):
    """A plan in its other shape, and what did not fit into that."""

    content: bytes
    losses: list[Bilingual]


def convert(source: str, target: str, *, allow_loss: bool, with_findings: bool, lang: str) -> int:
    """Write a plan in its other shape; return 0, or 1 (and write nothing) where something would be lost."""
    if with_findings:
        refuse_other_names(target)
    else:
        _refuse_same_kind(source, target)
    refuse_existing(target)
    shelf, checker, data = opened(source, lang)
    if with_findings:
        return _write(target, _with_findings(shelf, checker, source, data, lang), lang)
    result = converted(shelf, checker, source, data)
    for loss in result.losses:
        to_stderr(f"zaitaku-check: {loss.of(lang)}")
    if result.losses and not allow_loss:
        to_stderr(
            "zaitaku-check: "
            + Bilingual(
                f"上の{len(result.losses)}件は移せないため、書き出しませんでした。"
                "それでよければ --allow-loss を付けてください。",
                f"nothing was written: what is named above ({len(result.losses)}) would be lost; "
                "add --allow-loss if that is all right",
            ).of(lang)
        )
        return 1
    return _write(target, result.content, lang)


def _write(target: str, content: bytes, lang: str) -> int:
    create(target, content)
    name = shown(target, 300)
    to_stdout(Bilingual(f"「{name}」を書き出しました。\n", f"{name} has been written.\n").of(lang), machine=False)
    return 0


def opened(source: str, lang: str) -> tuple[Shelf, Checker, bytes]:
    """Return what is needed to read one plan, and its bytes; raises UsageError where it cannot be read."""
    shelf = open_shelf()
    checker = Checker(shelf, run_options(request_from({"paths": [source]}, lang), shelf))
    try:
        data, _size = read_file(source, checker.options.limits.bytes)
    except (OSError, ValueError) as error:
        reason = unreadable(error)
        name = shown(source, 300)
        raise UsageError(Bilingual(f"{name}: {reason.ja}", f"{name}: {reason.en}")) from error
    return shelf, checker, data


def read_plan_of(checker: Checker, path: str, data: bytes, found: tuple[Finding, ...]) -> tuple[Text, Plan, str]:
    """Return a file's text, its plan and the pack that judges it; raises UsageError with the gravest finding."""
    text, reading = checker.reading_of(path, data)
    if text is not None and reading is not None and reading.plan is not None and reading.choice is not None:
        return text, reading.plan, str(reading.choice.pack)
    why = next((each for each in sorted(found, key=lambda each: SEVERITIES.index(each.severity))), None)
    raise UsageError(
        Bilingual(
            f"計画書として読み取れません。{message(why, 'ja') if why else ''}",
            f"the plan cannot be read: {message(why, 'en') if why else ''}",
        )
    )


def converted(shelf: Shelf, checker: Checker, path: str, data: bytes) -> Converted:
    """Return a plan in its other shape; raises UsageError for one that cannot be read at all."""
    found = checker.check(path, data).result.findings
    text, plan, pack_id = read_plan_of(checker, path, data, found)
    losses = list(_losses(found, text.content, is_book=bool(text.cells)))
    losses += [] if text.cells else list(_unwritable(plan.root))
    if text.cells:
        return Converted(text.content.encode(), losses)
    return Converted(_as_workbook(shelf, plan.root, pack_id), losses)


def _as_workbook(shelf: Shelf, root: Cell, pack_id: str) -> bytes:
    """Return the form with what a plan says filled in."""
    from zaitaku_check.workbook.writing import workbook_of

    given = {"centre_type": str(cell.value)} if (cell := _of_root(root, "centre_type")) is not None else {}
    pack = shelf.pack(pack_id)
    return workbook_of(wanted(pack, shelf.examples(pack.id), raw_values(root), "ja", given))


def _with_findings(shelf: Shelf, checker: Checker, path: str, data: bytes, lang: str) -> bytes:
    """Return the form filled in, with the findings at their cells; the plan's own file stays as it is."""
    from zaitaku_check.workbook.marking import Mark, marked

    found = checker.check(path, data).result.findings
    _text, plan, pack_id = read_plan_of(checker, path, data, found)
    book = _as_workbook(shelf, plan.root, pack_id)
    places = {_what(each): each.place for each in checker.check("plan.xlsx", book).result.findings}
    packs = (shelf.structure(), shelf.pack(pack_id))
    cards = {rule.id: rule_card(rule, pack, checker.options.stage) for pack in packs for rule in pack.rules}
    marks = []
    for each in found:
        place = places.get(_what(each))
        where = (
            cell_in_words(place._asdict())
            if place and place.cell
            else in_words(each.place._replace(path=os.path.basename(path)))
        )
        at = (place.sheet, place.cell) if place else ("", "")
        severity, remedy = named(SEVERITY, each.severity, lang), remedy_of(each, cards[each.rule], lang)
        marks.append(Mark(each.severity, severity, *at, where, message(each, lang), remedy))
    return marked(book, marks, lang)


def _what(finding: Finding) -> tuple[object, ...]:
    """Return by what a finding is known again in another file of the same plan."""
    return (finding.rule, finding.place.pointer, finding.message, finding.args)


def _of_root(root: Any, name: str) -> Any:
    cell = root.value.cells.get(name)
    return cell if cell is not None and cell.readable else None


def _losses(found: tuple[Finding, ...], content: str, *, is_book: bool) -> Iterator[Bilingual]:
    """Yield what the other shape cannot hold."""
    for each in found:
        of_typing = each.rule.startswith("Y") and each.severity == "error" and not is_book
        if each.rule in _LOST or of_typing:
            where = in_words(each.place)
            yield Bilingual(f"{where}: {message(each, 'ja')}", f"{where}: {message(each, 'en')}")
    lines = [] if is_book else [line for line in content.splitlines() if line.lstrip().startswith("#")]
    if lines:
        first = shown(lines[0].strip(), 60)
        yield Bilingual(
            f"「#」で始まる説明{len(lines)}行は、Excelの様式には入りません（{first} …）。",
            f"{len(lines)} lines of comments have no place in the workbook ({first} …)",
        )


def _unwritable(cell: Cell) -> Iterator[Bilingual]:
    """Yield the fields whose value is neither text nor anything that the form has a place for."""
    if isinstance(cell.value, Group):
        children = list(cell.value.cells.values())
    else:
        children = cell.value if isinstance(cell.value, list) else []
    for child in children:
        yield from _unwritable(child)
    if cell.value is None and not cell.raw and cell.at.end > cell.at.start:
        label = cell.field.label
        yield Bilingual(
            f"「{label.ja}」の内容は、欄に入る形ではありません。",
            f"the value of “{label.en}” does not fit into a field",
        )
    if isinstance(cell.value, list) and any("\n" in child.raw.strip() for child in cell.value):
        label = cell.field.label
        yield Bilingual(
            f"「{label.ja}」の一つの値の中に改行があり、別々の値になります。",
            f"a value of “{label.en}” has a line break and would become several",
        )


def _refuse_same_kind(source: str, target: str) -> None:
    if is_workbook(source, b""):
        if target.lower().endswith((".yaml", ".yml")):
            return
        raise UsageError(
            Bilingual(
                "Excelの計画書はYAMLに変換します。「-o 計画書.yaml」のように指定してください。",
                "a workbook becomes YAML: name a file that ends in .yaml",
            )
        )
    if os.path.basename(target):
        refuse_other_names(target)


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    plan = typer.Argument(
        metavar="PLAN", help=Bilingual("計画書（YAML又はExcel）。", "A plan (YAML or Excel).").of(lang)
    )
    out = typer.Option("-o", "--out", metavar="FILE", help=Bilingual("書き出すファイル。", "File to write.").of(lang))

    def run(
        source: Annotated[str, plan],
        target: Annotated[str, out],
        allow_loss: Annotated[
            bool,
            flag(
                "--allow-loss",
                "移せないもの（「#」の説明、様式にない欄）があっても書き出します。",
                "Write it though something (comments, unknown keys) is lost.",
                lang,
            ),
        ] = False,
        with_findings: Annotated[
            bool,
            flag(
                "--with-findings",
                "指摘を書き込んだExcelの写しにします（元のファイルは変わりません）。",
                "Make a copy in Excel with the findings written in; the plan itself stays as it is.",
                lang,
            ),
        ] = False,
        language: Annotated[str | None, option("lang", lang)] = None,
    ) -> int:
        return convert(source, target, allow_loss=allow_loss, with_findings=with_findings, lang=language or lang)

    return run
