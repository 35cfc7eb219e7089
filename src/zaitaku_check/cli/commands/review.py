"""The command `review`: a folder of plans in; pages, workbook, letters, ledger and report out, in one folder."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import typer

from zaitaku_check.cli.check import examine, exit_code
from zaitaku_check.cli.config import load_config
from zaitaku_check.cli.declaring import declare, given_request, option_types
from zaitaku_check.cli.out_folder import refuse_among, worked_on, write_folder
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.request import Request
from zaitaku_check.desk.book import Taken, taken_from, workbook
from zaitaku_check.desk.case import cases_of
from zaitaku_check.desk.decisions import FILE as DECISIONS
from zaitaku_check.desk.decisions import Decisions, read_decisions
from zaitaku_check.desk.desk import set_up
from zaitaku_check.desk.letter_forms import as_docx, as_html
from zaitaku_check.desk.letter_template import Template, templates_in
from zaitaku_check.desk.letter_words import KINDS
from zaitaku_check.desk.letters import Letter, letters_of
from zaitaku_check.desk.pages import Papers, pages_of
from zaitaku_check.desk.received import Unpacked, unpack
from zaitaku_check.desk.rounds import FILE as ROUNDS
from zaitaku_check.desk.rounds import read_rounds, written
from zaitaku_check.desk.settings import Settings, settings_of
from zaitaku_check.engine.discover import path_in_reports
from zaitaku_check.engine.strays import may_be_plan
from zaitaku_check.errors import UsageError
from zaitaku_check.files import why_not_read, why_not_written
from zaitaku_check.reference.checklist import as_markdown as as_checklist
from zaitaku_check.reference.checklist import checklists
from zaitaku_check.report.cells import width
from zaitaku_check.report.csv_report import render_ledger
from zaitaku_check.report.formats import Options, render
from zaitaku_check.report.model import Report
from zaitaku_check.report.shown import shown
from zaitaku_check.report.wording import summary_sentence
from zaitaku_check.text_types import Bilingual

WORKBOOK = "overview.xlsx"
LEDGER = "ledger.csv"
CHECKLIST = "checklist.md"
LETTERS = "letters"


def review(request: Request, out: str, settings: Settings) -> int:
    """Check a folder with all evidence, write the reviewer's papers into `out`, and return the exit code as `check`.

    Evidence stands on the page of each plan alone: in the other papers of a large folder it would bury all else.
    """
    folder = request.paths[0]
    if not os.path.isdir(folder):
        name = shown(folder, 300)
        raise UsageError(Bilingual(f"「{name}」はフォルダーではありません。", f"“{name}” is not a folder"))
    read = {name: data for name in (DECISIONS, ROUNDS) if (data := _existing(out, name)) is not None}
    past = read_rounds(os.path.join(out, ROUNDS), read.get(ROUNDS))
    decisions = read_decisions(os.path.join(out, DECISIONS), read[DECISIONS]) if DECISIONS in read else Decisions()
    taken = _taken(out, decisions, settings, request)
    if taken is not None:
        read[WORKBOOK] = taken[0]
        decisions = decisions.added(taken[1].records)
    templates = templates_in(settings.templates) if settings.templates else {}
    refuse_among(out, [])
    unpacked = _unpacked(folder, out)
    paths, exclude = (folder, *unpacked.folders), (*request.exclude, *_below(folder, out))
    examined = examine(request._replace(paths=paths, exclude=exclude), evidence=True)
    if examined is None:
        return 2
    within = tuple(path_in_reports(each) + "/" for each in unpacked.folders)
    refuse_among(out, [plan.path for plan in examined.report.plans if not plan.path.startswith(within)])
    reasons = {path_in_reports(path): reason for path, reason in unpacked.reasons.items()}
    skipped = tuple((path, reasons.get(path, reason)) for path, reason in examined.report.skipped)
    examined = examined._replace(report=examined.report._replace(skipped=skipped))
    plans = cases_of(examined.report, examined.shelf, examined.options, request.lang)
    report = examined.report._replace(plans=tuple(plan._replace(evidence=()) for plan in examined.report.plans))
    desk = set_up(report, plans, past, decisions)
    packs = [pack.id for pack in desk.report.packs]
    papers = Papers(
        desk,
        letters_of(desk, settings, request.lang, _strays(desk.report)),
        checklists(examined.shelf, packs, examined.options),
        request.lang,
        settings.operator,
        taken[1].conflicts if taken else (),
    )
    options = Options(lang=request.lang, exit_code=exit_code(desk.report, request.fail_on, examined.wrong))
    edited = {name for name in worked_on(out) if name.startswith(f"{LETTERS}/")}
    earlier = tuple(f"{LETTERS}/round-{each['number']}/" for each in past.rounds if each["number"] < desk.now.number)
    files = dict(_files(papers, options, templates))
    read.pop(ROUNDS, None)
    write_folder(out, files, read, lambda name: name in edited or name.startswith(earlier))
    if not request.quiet:
        to_stdout("\n".join(_said(papers, out, sorted(edited))) + "\n", machine=False)
    return options.exit_code or 0


def _unpacked(folder: str, out: str) -> Unpacked:
    try:
        return unpack(folder, out)
    except OSError as error:
        where = shown(out, 300)
        ja, en = why_not_written(error)
        raise UsageError(
            Bilingual(f"「{where}」に圧縮ファイルを展開できません（{ja}）。", f"cannot unpack into “{where}”: {en}")
        ) from error


def _taken(out: str, decisions: Decisions, settings: Settings, request: Request) -> tuple[bytes, Taken] | None:
    """Return the workbook of an earlier run with what reviewers have filled in; None where nobody has worked on it.

    Raises UsageError where something in it cannot be taken: then nothing is, and nothing is written.
    """
    data = _existing(out, WORKBOOK) if WORKBOOK in worked_on(out) else None
    taken = taken_from(data, decisions, settings.operator, request.as_of, request.lang) if data else None
    if data is None or taken is None:
        return None
    if taken.problems:
        cells = "、".join(taken.problems[:10])
        more = len(taken.problems) - 10
        ja, en = (f"ほか{more}件", f" and {more} more") if more > 0 else ("", "")
        raise UsageError(
            Bilingual(
                f"ブックの記入を受け付けられません（何も書き換えていません）: {cells}{ja}",
                f"the workbook cannot be taken, nothing was changed: {cells}{en}",
            )
        )
    return data, taken


def _existing(out: str, name: str) -> bytes | None:
    """Return the bytes of a file of an earlier run, None where it is not there."""
    path = os.path.join(out, name)
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        ja, en = why_not_read(error)
        where = shown(path, 300)
        raise UsageError(Bilingual(f"「{where}」を読み取れません（{ja}）。", f"cannot read “{where}”: {en}")) from error


def _below(folder: str, out: str) -> tuple[str, ...]:
    """Return the pattern by which the papers are left out where they lie among the plans."""
    here, there = os.path.realpath(folder), os.path.realpath(out)
    return (f"/{os.path.relpath(there, here).replace(os.sep, '/')}/",) if there.startswith(here + os.sep) else ()


def _strays(report: Report) -> list[tuple[str, Bilingual]]:
    """Return the files that may be plans in a form that cannot be checked."""
    return [(path, reason) for path, reason in report.skipped if may_be_plan(reason)]


def _files(papers: Papers, options: Options, templates: Mapping[str, Template]) -> Iterator[tuple[str, bytes]]:
    desk, report = papers.desk, papers.report
    for name, page in pages_of(papers):
        yield name, _bytes(page)
    yield WORKBOOK, workbook(desk, papers.checklists, options.lang)
    yield "report.json", _bytes(render("json", report, options))
    yield LEDGER, render_ledger(report, options)
    if papers.checklists:
        yield CHECKLIST, _bytes(as_checklist(papers.checklists, options.lang))
    yield DECISIONS, _bytes(desk.decisions.text)
    yield ROUNDS, written(desk.now, [letter.kept() for letter in papers.letters], desk.bound, report, papers.who)
    for letter in papers.letters:
        (_, word), (_, page) = letter.files()
        yield word, as_docx(letter, report.as_of, templates.get(letter.kind))
        yield page, _bytes(as_html(letter))


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")


_CONTENTS = {
    "index.html": Bilingual("一覧、箇所数・予算額、ルールごとの判定の数", "overview, ledger, outcomes by rule"),
    "plans/": Bilingual("計画書ごとのページ（内容、指摘、根拠）", "a page a plan: content, points, evidence"),
    WORKBOOK: Bilingual("Excelブック（判断・所見の記入欄付き）", "for Excel, to note decisions and remarks"),
    f"{LETTERS}/": Bilingual("申請者宛ての通知", "letters to the applicants"),
    LEDGER: Bilingual("箇所数・予算額の台帳", "the ledger of quotas and budget"),
    CHECKLIST: Bilingual("目視で確かめる事項の一覧", "what is left to be judged by eye"),
    DECISIONS: Bilingual("判断と所見の記録（書き足します）", "decisions and remarks, to be added to"),
    ROUNDS: Bilingual("受付の記録", "the record of rounds"),
    "report.json": Bilingual("diff コマンドなどで使う検査結果", "the results, for `diff` and other programs"),
}
"""What is written, in the order of its use."""


def _said(papers: Papers, out: str, edited: list[str]) -> Iterator[str]:
    """Yield what the plans come to, what was written, and what is left to be done."""
    lang, joint = papers.lang, Bilingual("、", ", ").of(papers.lang)
    yield summary_sentence(papers.report, lang)
    yield Bilingual(f"書き出し先: {shown(out, 300)}", f"Written to {shown(out, 300)}:").of(lang)
    room = max(map(width, _CONTENTS))
    for name, what in _CONTENTS.items():
        if name != CHECKLIST or papers.checklists:
            more = _counted(papers.letters, lang) if name.startswith(LETTERS) else ""
            yield f"  {name}{' ' * (room - width(name))}  {what.of(lang)}{more}"
    if blanks := sorted({name for letter in papers.letters for name in letter.blanks if name != "recipient"}):
        names = ", ".join(blanks)
        yield Bilingual(
            f"通知に空欄があります。設定ファイルの [desk] に {names} を書いてください。",
            f"The letters have blanks: set {names} in [desk] of the configuration",
        ).of(lang)
    if edited:
        names = joint.join(edited)
        yield Bilingual(
            f"手を加えた通知は書き換えていません: {names}",
            f"Letters somebody has worked on were left as they are: {names}",
        ).of(lang)
    yield from (each.of(lang) for each in papers.desk.doubts)
    yield from papers.conflicts


def _counted(letters: Sequence[Letter], lang: str) -> str:
    """Return how many letters of which kinds there are: 「 14件（補正依頼 2、お知らせ 12）」."""
    counts = Counter(letter.kind for letter in letters)
    kinds = (f"{KINDS[kind].of(lang)} {counts[kind]:,}" for kind in KINDS if counts[kind])
    number = Bilingual(f" {len(letters):,}件", f", {len(letters):,}").of(lang)
    return f"{number}（{'、'.join(kinds)}）" if lang == "ja" else f"{number} ({', '.join(kinds)})"


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
        request = given_request([folder], given, lang)
        config = load_config(os.getcwd(), os.environ, use_file=not given.get("no_config"))
        place = os.path.basename(config.file)
        return review(request, out, settings_of(config.desk, place, os.path.dirname(config.file)))

    declare(run, {"folder": Annotated[str, folder], "out": Annotated[str, out]}, option_types(_OF_CHECK, lang))
    return run
