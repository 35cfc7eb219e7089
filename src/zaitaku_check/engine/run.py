"""A whole run: read every file, check it, judge the folder, and put the report together."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import zaitaku_check
from zaitaku_check.engine.check import Checked, Checker
from zaitaku_check.engine.discover import WORKBOOKS, Discovered, Found, unreadable
from zaitaku_check.engine.findings import rule_card
from zaitaku_check.engine.notice import as_of_day
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import INACTIVE, STRUCTURE, Shelf, is_judged
from zaitaku_check.errors import CouldNotCheck, UsageError
from zaitaku_check.pack.rule import rule_order
from zaitaku_check.report.model import FolderResult, PackInfo, PlanResult, Report, RuleInfo
from zaitaku_check.text_types import Bilingual

NO_PLAN = Bilingual(
    "活動計画の項目が1つもないYAMLファイルのため、計画書ではないと見て対象にしません。",
    "YAML without any key of a plan, taken for something else",
)
"""Why a file that was found is not reported on as a plan."""
NO_FORM = Bilingual(
    "このツールの様式ではないExcelのファイルのため検査していません。計画書であれば、"
    "「zaitaku-check form -o 計画書.xlsx」で様式を書き出し、値を貼り付けてください。",
    "a workbook that is not the form of this tool, not checked; if it is a plan, paste its values into the form "
    "that `zaitaku-check form -o plan.xlsx` writes",
)
Progress = Callable[[int, int], None]
"""Called with how many files are done and how many there are."""


def no_progress(_done: int, _all: int) -> None:
    """Say nothing."""


def run(  # noqa: PLR0913 - what a run is made of
    shelf: Shelf,
    options: RunOptions,
    files: Discovered,
    progress: Progress = no_progress,
    *,
    assumed: Sequence[Found] = (),
    jobs: int = 1,
) -> Report:
    """Check the files and return the report; `jobs` processes do the work, 0: as many as the machine has processors.

    `assumed` plans count for the rules over all plans as if they were there, and are not reported on themselves;
    raises UsageError where one cannot be read or is among the files anyway.
    """
    folder = files.folder is not None or bool(assumed)
    checker = Checker(shelf, options, folder=folder or options.brings)
    results: list[PlanResult] = []
    brought: list[Checked] = []
    others: list[tuple[str, Bilingual]] = []
    every = zip(files.files, _checked(checker, files.files, jobs), strict=True)
    for done, (file, checked) in enumerate(every, 1):
        progress(done, len(files.files))
        if not (checked.plan or file.named):
            others.append((file.path, NO_FORM if file.path.lower().endswith(WORKBOOKS) else NO_PLAN))
            continue
        results.append(_with_brings(checked) if options.brings else checked.result)
        brought.append(checked)
    files = files._replace(skipped=tuple(sorted([*files.skipped, *others])))
    if assumed:
        brought += _assume(checker, assumed, files)
        files = files._replace(folder=files.folder or os.path.dirname(files.files[0].path) or ".")
    report = assemble(shelf, options, files, results, brought)
    return report._replace(assumed=tuple(file.path for file in assumed))


def _checked(checker: Checker, files: Sequence[Found], jobs: int) -> Iterable[Checked]:
    """Return the results of files, in their order; of many by several processes."""
    check = partial(check_file, checker)
    if len(files) < 2:
        return map(check, files)
    from zaitaku_check.engine.workers import check_files

    return check_files(files, check, _died, jobs)


def _with_brings(checked: Checked) -> PlanResult:
    from zaitaku_check.engine.merging import with_brings

    return with_brings(checked)


def _assume(checker: Checker, assumed: Sequence[Found], files: Discovered) -> Iterator[Checked]:
    """Yield the plans that count in the rules over all plans as if they were there."""
    here = {os.path.realpath(file.path) for file in files.files}
    for file in assumed:
        if os.path.realpath(file.path) in here:
            raise UsageError(_assumed_twice(file.path))
        checked = check_file(checker, file)
        if not checked.read:
            raise UsageError(_cannot_assume(file.path, checked.result.refused))
        yield checked


def _assumed_twice(path: str) -> Bilingual:
    return Bilingual(
        f"--assume の「{path}」は検査の対象にも含まれています。検査の対象でない計画書を指定してください。",
        f"--assume “{path}”: this plan is among those checked already; name one that is not",
    )


def _cannot_assume(path: str, refused: Bilingual | None) -> Bilingual:
    ja, en = refused or Bilingual("計画書として読み取れません。", "it cannot be read as a plan")
    return Bilingual(f"--assume の「{path}」を加えられません。{ja}", f"--assume “{path}”: {en}")


def run_bytes(shelf: Shelf, options: RunOptions, name: str, data: bytes) -> Report:
    """Check one plan given as bytes and return the report."""
    checked = Checker(shelf, options, folder=False).check(name, data)
    return assemble(shelf, options, Discovered((), (), (), None), [checked.result], ())


def check_file(checker: Checker, file: Found) -> Checked:
    """Check one file; what keeps it from being read, or goes wrong with it, is said of this file alone."""
    if file.refused is not None:
        return _refused(file.path, file.refused)
    try:
        data, size = read_file(file.path, checker.options.limits.bytes)
    except (OSError, ValueError) as error:
        return _refused(file.path, unreadable(error))
    try:
        return checker.check(file.path, data, size)
    except CouldNotCheck:
        raise
    except Exception as error:
        if os.environ.get("ZAITAKU_CHECK_DEBUG"):
            raise
        return _refused(file.path, _unexpected(error))


def _unexpected(error: Exception) -> Bilingual:
    what = f"{type(error).__name__}: {error}"[:200]
    return Bilingual(
        f"想定外のエラーのため、この計画書は検査できませんでした（{what}）。",
        f"this plan was not checked because of an unexpected error ({what})",
    )


def _died(file: Found) -> Checked:
    """Return the result of a file that ended the process which checked it."""
    reason = Bilingual(
        "検査のプロセスが異常終了したため、この計画書は検査できませんでした。",
        "this plan was not checked because the process that did so ended unexpectedly",
    )
    return _refused(file.path, file.refused or reason)


def read_file(path: str, limit: int) -> tuple[bytes, int]:
    """Return a file's bytes, no more than one above `limit`, and its size.

    Raises ValueError for what has become something else than a regular file since it was found; a pipe would be waited
    for without end.
    """
    with open(path, "rb", opener=_at_once) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise ValueError(path)
        size = status.st_size
        data = file.read(limit + 1) if size <= limit else b""
    return data, max(size, len(data))


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refused(path: str, reason: Bilingual) -> Checked:
    return Checked(PlanResult(path, "", "", "unchecked", {}, (), refused=reason), (), read=False)


def assemble(
    shelf: Shelf,
    options: RunOptions,
    files: Discovered,
    results: list[PlanResult],
    brought: Sequence[Checked],
) -> Report:
    """Return the report over the results of all files."""
    packs = sorted({result.pack for result in results if result.pack} | set(options.packs))
    folder = None
    if files.folder is not None:
        from zaitaku_check.engine.folder import judge_folder

        judging = [name for name in packs if not shelf.pack(name).overlay]
        folder = judge_folder(shelf, options, files.folder, judging, brought)._replace(path=files.folder)
    cards = _rule_cards(shelf, options, packs, results, folder)
    return Report(
        version=zaitaku_check.__version__,
        as_of=options.as_of,
        packs=tuple(_card(shelf, name) for name in packs),
        plans=tuple(sorted(results, key=lambda result: result.path)),
        folder=folder,
        rules=cards,
        skipped=files.skipped,
        stage=options.stage,
        vacuous=_vacuous(cards, results, folder) if folder is not None else (),
        deselected=_deselected(shelf, options, packs, over_all=folder is not None or options.no_folder),
        inactive=_inactive(shelf, options, packs),
    )


def _deselected(shelf: Shelf, options: RunOptions, packs: Iterable[str], *, over_all: bool) -> tuple[RuleInfo, ...]:
    """Return the cards of the rules that would have been judged, had whoever runs the check not left them out."""
    if not (options.select or options.ignore or options.no_folder):
        return ()
    cards: dict[str, RuleInfo] = {}
    for name in [STRUCTURE, *packs]:
        pack, of_reading = shelf.pack(name), name == STRUCTURE
        for rule in pack.rules:
            could = (
                rule.id.startswith(("Y", "F"))  # those about records ask nothing of a plan
                if of_reading
                else is_judged(rule) and (rule.scope == "plan" or over_all)
            )
            if could and options.leaves_out(rule, of_reading=of_reading):
                cards.setdefault(rule.id, rule_card(rule, pack, options.stage))
    return tuple(cards[rule] for rule in sorted(cards, key=rule_order))


def _inactive(shelf: Shelf, options: RunOptions, packs: Iterable[str]) -> tuple[RuleInfo, ...]:
    """Return the cards of drafts and retired rules that were asked for by their whole id: they are never judged."""
    rules = [(rule, shelf.pack(name)) for name in packs for rule in shelf.pack(name).rules if options.select]
    return tuple(
        rule_card(rule, pack, options.stage)
        for rule, pack in rules
        if rule.status in INACTIVE and rule.id in options.select
    )


def _vacuous(cards: Iterable[str], results: list[PlanResult], folder: FolderResult) -> tuple[str, ...]:
    """Return the rules that applied to nothing of a folder: that no plan fails them says nothing."""
    every = [*(result.outcomes for result in results), folder.outcomes]
    asked = {rule for outcomes in every for rule, outcome in outcomes.items() if outcome != "not_applicable"}
    said = {finding.rule for result in results for finding in result.findings}
    return tuple(sorted((rule for rule in cards if rule not in asked | said), key=rule_order))


def _card(shelf: Shelf, name: str) -> PackInfo:
    pack = shelf.pack(name)
    return PackInfo(pack.id, pack.edition, pack.digest, pack.title)


def _rule_cards(
    shelf: Shelf, options: RunOptions, packs: Iterable[str], results: list[PlanResult], folder: FolderResult | None
) -> dict[str, RuleInfo]:
    """Return the cards of every rule judged, and of the rules of reading that have findings."""
    said = {finding.rule for result in results for finding in result.findings}
    cards: dict[str, RuleInfo] = {}
    for rule in shelf.structure().rules if said else ():
        if rule.id in said:
            cards[rule.id] = rule_card(rule, shelf.structure(), options.stage)
    for name in packs:
        pack = shelf.pack(name)
        for rule in pack.rules:
            if options.wants(rule.id) and (rule.scope == "plan" or folder is not None) and is_judged(rule):
                cards.setdefault(rule.id, rule_card(as_of_day(rule, options.as_of), pack, options.stage))
    return cards
