"""The command `print`: a plan as the document that is handed in, for Word or for a browser to print."""

from typing import Annotated, Any

import typer

from zaitaku_check.cli.commands.convert import opened, read_plan_of
from zaitaku_check.cli.declaring import option
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.saving import create, refuse_existing
from zaitaku_check.errors import UsageError
from zaitaku_check.report.shown import shown
from zaitaku_check.report.wording import VERDICT
from zaitaku_check.text_types import Bilingual

_DRAFT = frozenset({"return", "unchecked"})
"""Verdicts of plans that are not handed in yet."""


def print_plan(source: str, target: str, lang: str) -> int:
    """Write a plan as a document; return 0."""
    _refuse_other_names(target)
    refuse_existing(target)
    shelf, checker, data = opened(source, lang)
    result = checker.check(source, data).result
    text, plan, pack = read_plan_of(checker, source, data, result.findings)
    from zaitaku_check.desk.paper import Paper, as_docx, as_html, without_echo
    from zaitaku_check.desk.sheet import blocks_of

    verdict = VERDICT[result.verdict].of(lang)
    remark = Bilingual(f"下書き（判定: {verdict}）", f"Draft ({verdict})").of(lang)
    paper = Paper(
        Bilingual(f"{shelf.pack(pack).title.ja}　活動計画書", f"{shelf.pack(pack).title.en}: activity plan").of(lang),
        remark if result.verdict in _DRAFT else "",
        tuple(map(without_echo, blocks_of(plan, text, lang))),
        lang,
    )
    create(target, as_docx(paper) if target.lower().endswith(".docx") else as_html(paper))
    name = shown(target, 300)
    told = Bilingual(f"「{name}」を書き出しました。判定: {verdict}", f"{name} has been written; verdict: {verdict}")
    if paper.remark:
        told = Bilingual(
            f"{told.ja}。まだ提出できないため、「下書き」と記しました。"
            f"「zaitaku-check check {shown(source, 300)}」で確かめてください。",
            f"{told.en}. It is marked as a draft; see: zaitaku-check check {shown(source, 300)}",
        )
    to_stdout(told.of(lang) + "\n", machine=False)
    return 0


def _refuse_other_names(path: str) -> None:
    if path.lower().endswith((".docx", ".html")):
        return
    name = shown(path, 300)
    raise UsageError(
        Bilingual(
            f"「{name}」には書き出せません。「.docx」（Word）又は「.html」で終わる名前を"
            "指定してください（例: -o 計画書.docx）。",
            f"“{name}” is not written: give it a name that ends in .docx (Word) or .html",
        )
    )


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    plan = typer.Argument(
        metavar="PLAN", help=Bilingual("計画書（YAML又はExcel）。", "A plan (YAML or Excel).").of(lang)
    )
    out = typer.Option(
        "-o",
        "--out",
        metavar="FILE",
        help=Bilingual("書き出すファイル（.docx・.html）。", "File to write (.docx, .html).").of(lang),
    )

    def run(
        source: Annotated[str, plan],
        target: Annotated[str, out],
        language: Annotated[str | None, option("lang", lang)] = None,
    ) -> int:
        return print_plan(source, target, language or lang)

    return run
