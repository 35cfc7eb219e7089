"""What whoever runs the check asked to be done with its findings: answers, ignores, a baseline, only what changed."""

from __future__ import annotations

import os
from collections.abc import Callable

from zaitaku_check.cli.request import Request
from zaitaku_check.engine.baseline import Baseline, Ground, read_baseline
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import ConfigError
from zaitaku_check.files import why_not_read
from zaitaku_check.report.document import encodable
from zaitaku_check.report.model import PlanResult, Report
from zaitaku_check.report.shown import shown
from zaitaku_check.source.text import Text
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.engine.answers import Record


def settled(report: Report, request: Request, shelf: Shelf, options: RunOptions, given: bytes | None) -> Report:
    """Return the report as it was asked for; `given` is the plan that came over standard input.

    Raises ConfigError for a baseline that cannot be read, UsageError where git cannot say what changed.
    """
    if options.ignores:
        report = _without_ignored(report, shelf, options, given)
    if request.baseline:
        report = _without_known(report, request.baseline, shelf, options)
    if request.changed_since and given is None:
        report = _without_unchanged(report, request.changed_since)
    return report


def _without_ignored(report: Report, shelf: Shelf, options: RunOptions, given: bytes | None) -> Report:
    from zaitaku_check.engine.ignores import apply_ignores

    return apply_ignores(report, shelf, options, lambda plan: _text(plan, given))


def _without_known(report: Report, path: str, shelf: Shelf, options: RunOptions) -> Report:
    from zaitaku_check.engine.baseline import apply_baseline

    return apply_baseline(report, open_baseline(path), ground_of(path), shelf, options)


def _without_unchanged(report: Report, revision: str) -> Report:
    from zaitaku_check.cli.git import tree_since
    from zaitaku_check.engine.discover import SUFFIXES
    from zaitaku_check.engine.set_aside import only_changed

    tree = tree_since(revision)
    unchanged = {plan.path for plan in report.plans if plan.digest and tree.holds(plan.path, _bytes(plan))}
    gone = report.folder is not None and tree.missing(report.folder.path, SUFFIXES)
    return only_changed(report, revision, unchanged, gone=gone)


def _text(plan: PlanResult, given: bytes | None) -> Text | None:
    """Return the text a plan was judged by, where it may hold a comment; None where the file is another by now."""
    from zaitaku_check.source.comments import may_have_comments
    from zaitaku_check.source.text import decode

    data = given if given is not None else _bytes(plan)
    if not may_have_comments(data) or _digest(data) != plan.digest:
        return None
    return decode(data)[0]


def _bytes(plan: PlanResult) -> bytes:
    if not plan.digest:
        return b""
    try:
        with open(plan.path, "rb") as file:
            return file.read()
    except (OSError, ValueError):
        return b""


def _digest(data: bytes) -> str:
    import hashlib

    return f"sha256:{hashlib.sha256(data).hexdigest()}"


# --- the files that whoever runs the check names ---------------------------------------------------------------------


def open_record(word: str) -> Record:
    """Return the record of answers in a file, or in the `answers.yaml` of a folder; raises ConfigError."""
    from zaitaku_check.engine.answers import read_record

    path = os.path.join(word, "answers.yaml") if os.path.isdir(word) else word
    return read_record(path, bytes_of(path, Bilingual("説明の記録", "the answers"), 4 * 1024 * 1024))


def open_baseline(path: str) -> Baseline:
    """Return the baseline in a file; raises ConfigError where there is none or it cannot be read."""
    return read_baseline(path, bytes_of(path, Bilingual("既知の指摘の一覧", "the baseline")))


def ground_of(path: str) -> Ground:
    """Return how the paths of a run and those of a baseline go together."""
    return Ground(naming(path), lambda name: os.path.lexists(os.path.join(os.path.dirname(path), name)))


def naming(file: str) -> Callable[[str], str]:
    """Return what turns a path into the one a baseline in `file` has for it: relative to its folder, with `/`."""
    folder = os.path.dirname(os.path.abspath(file))

    def named(path: str) -> str:
        try:
            relative = os.path.relpath(path, folder)
        except ValueError:  # another drive of Windows
            relative = os.path.abspath(path)
        return encodable(relative.replace(os.sep, "/"))

    return named


def bytes_of(path: str, what: Bilingual, largest: int = 64 * 1024 * 1024) -> bytes:
    """Return the bytes of a file that `what` names in words; raises ConfigError where it cannot be read."""
    try:
        if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):  # a pipe would be waited for
            raise unreadable(path, what, Bilingual("通常のファイルではありません", "not a regular file"))
        with open(path, "rb") as file:
            data = file.read(largest + 1)
    except (OSError, ValueError) as error:
        raise unreadable(path, what, why_not_read(error, path)) from error
    if len(data) > largest:
        raise unreadable(path, what, Bilingual("大きすぎます", "too large"))
    return data


def unreadable(path: str, what: Bilingual, reason: Bilingual) -> ConfigError:
    """Return that a file cannot be read as what it should be, for a reason given as half a sentence."""
    name = shown(path, 300)
    return ConfigError(
        Bilingual(
            f"{what.ja}「{name}」を読み取れません（{reason.ja}）。", f"cannot read {what.en} “{name}”: {reason.en}"
        )
    )
