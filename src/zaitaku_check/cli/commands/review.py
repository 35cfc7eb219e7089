"""The command `review`: a folder of plans in; pages, workbook, letters, ledger and report out, in one folder."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from zaitaku_check.cli.check import examine, exit_code
from zaitaku_check.cli.declaring import declare, given_request, option_types
from zaitaku_check.cli.out_folder import refuse_among, write_folder
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.request import Request
from zaitaku_check.desk.case import cases_of
from zaitaku_check.desk.letter_docx import as_docx
from zaitaku_check.desk.letter_formats import as_html, as_markdown
from zaitaku_check.desk.letters import FOLDER, letters
from zaitaku_check.desk.pages import Desk, pages_of
from zaitaku_check.errors import UsageError
from zaitaku_check.reference.checklist import as_markdown as as_checklist
from zaitaku_check.reference.checklist import checklists
from zaitaku_check.report.cells import width
from zaitaku_check.report.csv_report import render_ledger
from zaitaku_check.report.formats import Options, render
from zaitaku_check.report.model import VERDICTS
from zaitaku_check.report.shown import shown
from zaitaku_check.report.wording import VERDICT, counted, named, summary_sentence
from zaitaku_check.text_types import Bilingual

LEDGER = "ledger.csv"
CHECKLIST = "checklist.md"


def review(request: Request, out: str) -> int:
    """Check a folder with all evidence, write the reviewer's papers into `out`, and return the exit code as `check`."""
    folder = request.paths[0]
    if not os.path.isdir(folder):
        name = shown(folder, 300)
        raise UsageError(Bilingual(f"「{name}」はフォルダーではありません。", f"“{name}” is not a folder"))
    examined = examine(request, evidence=True)
    if examined is None:
        return 2
    report = examined.report
    refuse_among(out, [plan.path for plan in report.plans])
    options = Options(lang=request.lang, exit_code=exit_code(report, request.fail_on, examined.wrong))
    packs = [pack.id for pack in report.packs]
    desk = Desk(
        report,
        cases_of(report, examined.shelf, examined.options, request.lang),
        letters(report, request.lang),
        checklists(examined.shelf, packs, examined.options),
        request.lang,
    )
    write_folder(out, dict(_files(desk, options)))
    if not request.quiet:
        to_stdout("\n".join(_said(desk, out)) + "\n", machine=False)
    return options.exit_code or 0


def _files(desk: Desk, options: Options) -> Iterator[tuple[str, bytes]]:
    for name, page in pages_of(desk):
        yield name, _bytes(page)
    yield "overview.xlsx", _bytes(render("xlsx", desk.report, options))
    yield "report.json", _bytes(render("json", desk.report, options))
    yield LEDGER, render_ledger(desk.report, options)
    if desk.checklists:
        yield CHECKLIST, _bytes(as_checklist(desk.checklists, options.lang))
    for letter in desk.letters:
        word, page, plain = (path for _name, path in letter.files())
        yield word, as_docx(letter, desk.report.as_of)
        yield page, _bytes(as_html(letter))
        yield plain, _bytes(as_markdown(letter))


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")


def _said(desk: Desk, out: str) -> Iterator[str]:
    """Yield what the plans come to, and what was written."""
    report, posted, lang = desk.report, desk.letters, desk.lang
    yield summary_sentence(report, lang)
    yield Bilingual(f"書き出し先: {shown(out, 300)}", f"Written to {shown(out, 300)}:").of(lang)
    counts = Counter(letter.verdict for letter in posted)
    number = f"{len(posted):,}"
    kinds = ", ".join(f"{named(VERDICT, name, lang)} {counts[name]:,}" for name in VERDICTS if counts[name])
    papers = {
        "index.html": Bilingual("一覧、箇所数・予算額、ルールごとの判定の数", "overview, ledger, outcomes by rule").of(
            lang
        ),
        "plans/": Bilingual("計画書ごとのページ（内容、指摘、根拠）", "a page a plan: content, points, evidence").of(
            lang
        ),
        "overview.xlsx": Bilingual("同じ内容のExcelブック（備考欄付き）", "the same for Excel, with room for notes").of(
            lang
        ),
        f"{FOLDER}/": Bilingual(
            f"申請者宛ての通知 {number}件（{kinds}）", f"{counted(len(posted), '', 'letter', 'en')} ({kinds})"
        ).of(lang),
        LEDGER: Bilingual("箇所数・予算額の台帳", "the ledger of quotas and budget").of(lang),
        CHECKLIST: Bilingual("目視で確かめる事項の一覧", "what is left to be judged by eye").of(lang),
        "report.json": Bilingual("diff コマンドなどで使う検査結果", "the results, for `diff` and other programs").of(
            lang
        ),
    }
    if not desk.checklists:
        del papers[CHECKLIST]
    room = max(map(width, papers))
    yield from (f"  {name}{' ' * (room - width(name))}  {what}" for name, what in papers.items())


_OF_CHECK = (
    "pack", "stage", "as-of", "answers", "assume", "baseline", "allow-ignores", "no-ignores", "fail-on", "select",
    "ignore", "exclude", "include", "lang", "quiet", "no-config",
)  # fmt: skip
"""The options that `review` shares with `check`."""


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    folder = typer.Argument(
        metavar="FOLDER", help=Bilingual("計画書を集めたフォルダー。", "The folder with the plans.").of(lang)
    )
    out = typer.Option(
        "-o", "--out", metavar="OUT", help=Bilingual("書き出し先のフォルダー。", "The folder to write to.").of(lang),
        show_default=False,
    )  # fmt: skip

    def run(folder: str, out: str, **given: Any) -> int:
        return review(given_request([folder], given, lang), out)

    declare(run, {"folder": Annotated[str, folder], "out": Annotated[str, out]}, option_types(_OF_CHECK, lang))
    return run
