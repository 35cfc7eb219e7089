"""The command `check`: files in, reports out, exit code."""

from __future__ import annotations

import os
import sys

from zaitaku_check.cli.output import from_stdin, pour, to_stderr
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import Output, Request
from zaitaku_check.engine.discover import (
    Discovered,
    Found,
    discover,
    no_plan,
    path_in_reports,
    place_in_repository,
    without,
)
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.run import Progress, no_progress, run, run_bytes
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import ConfigError, UsageError
from zaitaku_check.named import NamedTuple
from zaitaku_check.report.formats import FORMATS, Options, pieces
from zaitaku_check.report.model import SEVERITIES, Report
from zaitaku_check.report.shown import shown
from zaitaku_check.report.verdict import asks, every_finding
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    from zaitaku_check.engine.answers import Record

    Asked = TypeVar("Asked")

STDIN = "-"
MANY = 50
"""From so many files on, a progress bar is shown on a terminal."""


class Examined(NamedTuple):
    """What a run found with which packs and options, and how many words and files could not be checked at all."""

    report: Report
    wrong: int
    shelf: Shelf
    options: RunOptions


def check(request: Request) -> int:
    """Check what the request names, write its reports, and return the exit code."""
    if request.all_editions:
        from zaitaku_check.cli.all_editions import check_all_editions

        return check_all_editions(request)
    if request.todo:
        from zaitaku_check.cli.todo import check_todo

        return check_todo(request)
    _refuse_bytes_on_terminal(request)
    examined = examine(request)
    return conclude(examined.report, request, examined.wrong) if examined else 2


def _refuse_bytes_on_terminal(request: Request) -> None:
    """Refuse to print what only another program can read where a person is looking."""
    for output in request.outputs:
        form = FORMATS[output.format]
        if form.media == "bytes" and form.suffix != ".csv" and not output.file and _is_terminal():
            name = f"{output.format}=report{form.suffix}"
            raise UsageError(
                Bilingual(
                    f"{output.format} は画面に表示できません。「-f {name}」のようにファイル名を指定してください。",
                    f"{output.format} cannot be shown on a terminal; name a file, as in -f {name}",
                )
            )


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def examine(request: Request, *, evidence: bool = False) -> Examined | None:
    """Check what the request names; None where there was nothing to check, which has been said then."""
    shelf = open_shelf(request.shelves)
    options = run_options(request, shelf)._replace(evidence=evidence)
    record = _record(request.answers)
    named = [*request.assume, request.baseline, record.path if record else ""]
    if STDIN in request.paths:
        _refuse_outputs(request.outputs, filter(None, named))
        data = _stdin(request, options)
        report = run_bytes(shelf, options, request.stdin_filename or "<stdin>", data)
        report = _settled(_answered(report, record, shelf, options), request, shelf, options, data)
        return Examined(report, 0, shelf, options)
    _refuse_output_among(request)
    found = discover(list(request.paths), request.exclude, request.include)
    if record:
        reason = Bilingual("説明の記録です（--answers）。", "it is the record of answers (--answers)")
        found = without(found, record.path, reason)
    if request.no_folder:
        options = options._replace(no_folder=found.folder is not None)
        found = _each_by_itself(found, request)
    inputs = [*filter(None, named), *(file.path for file in found.files)]
    _refuse_outputs(request.outputs, inputs, (path for path, _reason in found.skipped))
    wrong = complain(found, request.lang)
    if not any(file.refused is None for file in found.files):
        return None
    assumed = [Found(path_in_reports(path)) for path in request.assume]
    report = run(shelf, options, found, _progress(len(found.files)), assumed=assumed, jobs=request.jobs)
    if not report.plans:
        nothing = (found.folder or ".", no_plan(list(report.skipped)))
        wrong += complain(Discovered((), (), (nothing,), None), request.lang)
    report = _settled(_answered(report, record, shelf, options), request, shelf, options)
    return Examined(report, wrong, shelf, options)


def _refuse_output_among(request: Request) -> None:
    """Refuse a file to write to that is named like a plan to check: `-f json result.json` lacks an equals sign."""
    suffixes = {FORMATS[output.format].suffix: output.format for output in request.outputs if not output.file}
    for path in request.paths if len(request.paths) > 1 else ():
        form = suffixes.get(os.path.splitext(path)[1])
        if form and not os.path.lexists(path):
            right = f"-f {form}={shown(path, 300)}"
            raise UsageError(
                Bilingual(
                    f"書き出すファイルの名前は「=」で続けてください（例: {right}）。",
                    f"join the file to write to with “=”, as in {right}",
                )
            )


def _refuse_outputs(outputs: tuple[Output, ...], inputs: Iterable[str], others: Iterable[str] = ()) -> None:
    """Refuse to write to what the run reads; a run that writes no file loads nothing for that."""
    if any(output.file for output in outputs):
        from zaitaku_check.cli.saving import refuse_outputs

        refuse_outputs(outputs, inputs, others)


def _each_by_itself(found: Discovered, request: Request) -> Discovered:
    """Return what was found as plans that form no folder; nothing can be assumed beside them then."""
    if request.assume:
        raise UsageError(
            Bilingual("--no-folder と --assume は同時に指定できません。", "--no-folder and --assume exclude each other")
        )
    return found._replace(folder=None)


def _settled(report: Report, request: Request, shelf: Shelf, options: RunOptions, given: bytes | None = None) -> Report:
    if not (options.ignores or request.baseline or request.changed_since):
        return report
    from zaitaku_check.cli.settle import settled

    return settled(report, request, shelf, options, given)


def _record(path: str) -> Record | None:
    """Return the record of answers that was asked for, None where none was."""
    if not path:
        return None
    from zaitaku_check.cli.settle import open_record

    return open_record(path)


def _answered(report: Report, record: Record | None, shelf: Shelf, options: RunOptions) -> Report:
    if record is None:
        return report
    from zaitaku_check.engine.answers import apply_record

    return apply_record(report, record, shelf, options)


def run_options(request: Request, shelf: Shelf) -> RunOptions:
    """Return the engine's options; raises UsageError for an unknown pack or rule id."""
    packs = _asked_of(request, "pack", lambda: _packs(request.packs, shelf))
    if request.locked:
        from zaitaku_check.cli.rules_lock import refuse_unlocked

        refuse_unlocked(shelf)
    ids = shelf.rule_ids()
    select = _asked_of(request, "select", lambda: _known_ids(request.select, ids))
    ignore = _asked_of(request, "ignore", lambda: _known_ids(request.ignore, ids))
    ignores = request.allow_ignores and not request.no_ignores
    needs_facts = [FORMATS[output.format].needs_facts for output in request.outputs]
    return RunOptions(
        packs,
        request.stage,
        request.as_of,
        select,
        ignore,
        facts=any(needs_facts) or not needs_facts,
        ignores=ignores,
        brings=request.for_merge,
    )


def _asked_of(request: Request, option: str, read: Callable[[], Asked]) -> Asked:
    """Return what an option comes to; where the configuration set it, a complaint names the file."""
    try:
        return read()
    except UsageError as error:
        origin = request.configured.get(option)
        if origin is None:
            raise
        ja, en = error.wording
        raise ConfigError(Bilingual(f"{origin}: {option}: {ja}", f"{origin}: {option}: {en}")) from error


def _packs(words: tuple[str, ...], shelf: Shelf) -> tuple[str, ...]:
    packs = tuple(dict.fromkeys(shelf.add(word) for word in words))
    _one_replaces(packs, shelf)
    return packs


def _one_replaces(packs: tuple[str, ...], shelf: Shelf) -> None:
    """Refuse a pack that cannot judge a plan, and two that would both replace the one a plan's year chooses."""
    for name in packs:
        if shelf.pack(name).base:
            raise UsageError(
                Bilingual(
                    f"ルールパック「{name}」は他のルールパックが引き継ぐ共通のもので、単独では検査に使えません。",
                    f"the rule pack “{name}” only lends its rules to others; it cannot judge plans by itself",
                )
            )
    replacing = [name for name in packs if not shelf.pack(name).overlay]
    if len(replacing) > 1:
        raise UsageError(
            Bilingual(
                f"--pack で計画の年度の版に代えるルールパックは1つだけです（{'、'.join(replacing)}）。"
                "助言などの重ねるルールパックは、いくつでも指定できます。",
                f"only one rule pack can take the place of a plan's own ({', '.join(replacing)}); overlays may be many",
            )
        )


def _known_ids(words: tuple[str, ...], ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words, each being an id or the beginning of one; raises UsageError where one is not."""
    for word in words:
        if not any(rule_id.startswith(word) for rule_id in ids):
            raise _no_such_rule(word, ids)
    return words


def _no_such_rule(word: str, ids: tuple[str, ...]) -> UsageError:
    from zaitaku_check.suggestions import did_you_mean

    wrong = Bilingual(f"「{word}」という番号のルールはありません。", f"there is no rule “{word}”")
    return UsageError(did_you_mean(wrong, word, ids))


def _stdin(request: Request, options: RunOptions) -> bytes:
    if len(request.paths) > 1:
        raise UsageError(
            Bilingual("「-」（標準入力）は単独で指定してください。", "“-” (standard input) must be the only path")
        )
    return from_stdin(options.limits.bytes)


def complain(found: Discovered, lang: str) -> int:
    """Say what was named and cannot be checked, one line each; return how many."""
    refused = [(file.path, file.refused) for file in found.files if file.refused is not None]
    every = [*found.wrong, *refused]
    for path, reason in every:
        to_stderr(f"zaitaku-check: {shown(path, 300)}: {reason.of(lang)}")
    return len(every)


def conclude(report: Report, request: Request, wrong: int) -> int:
    """Write the reports and return the exit code."""
    code = exit_code(report, request.fail_on, wrong)
    for output in request.outputs:
        _write(report, request, output, code)
        if output.format == "github":
            from zaitaku_check.cli.step_summary import append_summary

            append_summary(report, Options(lang=request.lang), os.environ)
    return code


def exit_code(report: Report, fail_on: str, wrong: int) -> int:
    """Return 2 where something could not be checked, else 1 where a finding is grave enough, else 0."""
    if wrong or any(plan.refused or plan.verdict == "unchecked" for plan in report.plans):
        return 2
    if fail_on == "never":
        return 0
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return int(any(finding.severity in grave and asks(finding) for finding in every_finding(report)))


def _write(report: Report, request: Request, output: Output, code: int) -> None:
    plain = Options(request.lang, quiet=request.quiet, summary=request.summary)
    options = (plain if output.file else _terminal(request))._replace(exit_code=code, base=place_in_repository())
    if output.file:
        from zaitaku_check.cli.saving import write_pieces

        write_pieces(output.file, pieces(output.format, report, options))
        return
    pour(pieces(output.format, report, options), machine=FORMATS[output.format].for_machines)


def _terminal(request: Request) -> Options:
    """Return how to show a report on standard output: width and colour only on a terminal."""
    options = Options(lang=request.lang, quiet=request.quiet, summary=request.summary)
    return options._replace(width=_width() if _is_terminal() else None, color=_colours(request.color))


def _colours(wish: str) -> bool:
    """Say whether to use colours: as the option says, else the environment, else on a terminal that has them."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return _is_terminal() and os.environ.get("TERM", "") not in ("", "dumb")


def _width() -> int:
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    asked = os.environ.get("COLUMNS", "")
    wide = int(asked) if asked.isdecimal() and len(asked) < 5 and int(asked) else columns
    return max(40, wide or 80)


def _progress(files: int) -> Progress:
    if files < MANY or sys.stderr is None or not sys.stderr.isatty():
        return no_progress
    from zaitaku_check.cli.progress import bar

    return bar(files)
