"""The commands `baseline create` and `baseline prune`, and the reading of the file for `check --baseline`."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from zaitaku_check.cli.check import examine, run_options
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import Request
from zaitaku_check.cli.saving import create as create_file
from zaitaku_check.cli.saving import write
from zaitaku_check.engine.baseline import (
    Baseline,
    Ground,
    Known,
    baseline_text,
    known_in,
    known_in_facts,
    read_baseline,
    shrunk,
)
from zaitaku_check.errors import ConfigError, UsageError
from zaitaku_check.files import why_not_read
from zaitaku_check.nouns import Pair
from zaitaku_check.report.document import SCHEMA, encodable
from zaitaku_check.report.shown import shown
from zaitaku_check.report.wording import counted, said

_LARGEST = 64 * 1024 * 1024


def open_baseline(path: str) -> Baseline:
    """Return the baseline in a file; raises ConfigError where there is none or it cannot be read."""
    return read_baseline(path, _bytes(path, Pair("既知の指摘の一覧", "the baseline")))


def ground_of(path: str) -> Ground:
    """Return how the paths of a run and those of a baseline go together."""
    return Ground(_naming(path), lambda name: os.path.lexists(os.path.join(os.path.dirname(path), name)))


def create(file: str, request: Request, report: str) -> int:
    """Write the findings of a run, or of a JSON report, as a new baseline; return 0, or 2 where not all was checked."""
    if os.path.lexists(file):
        name = shown(file, 300)
        raise UsageError(
            Pair(
                f"「{name}」はすでにあります。解消された指摘を除くときは baseline prune を使ってください。"
                "作り直すときは、先に削除してください。",
                f"“{name}” is there already; `baseline prune` takes out what is gone, to begin anew delete it first",
            )
        )
    if bool(report) == bool(request.paths):
        raise UsageError(Pair("計画書か --from のどちらか一方を指定してください。", "give either plans or --from"))
    found = _from_report(report, _naming(file)) if report else _from_run(request, _naming(file))
    if found is None:
        return 2
    create_file(file, baseline_text(found))
    many = counted(sum(found.values()), "件の指摘", "finding", request.lang)
    to_stdout(
        said(
            f"{many}を「{shown(file, 300)}」に記録しました。\n",
            f"{many} written to {shown(file, 300)}.\n",
            request.lang,
        ),
        machine=False,
    )
    return 0


def prune(file: str, request: Request) -> int:
    """Take out of a baseline what is gone; nothing is ever added. Return 0, or 2 where not all could be checked."""
    baseline = open_baseline(file)
    examined = examine(_bare(request))
    if examined is None:
        return 2
    shelf = open_shelf()
    ground = ground_of(file)
    rest = shrunk(examined.report, baseline, ground, shelf, run_options(request, shelf))
    text = baseline_text(rest)
    if text != baseline.text:
        write(file, text)
    left = sum(rest.values())
    gone = counted(sum(baseline.counts.values()) - left, "件", "finding", request.lang)
    words = (f"解消された指摘{gone}を除きました（残り{left:,}件）。\n", f"{gone} taken out, {left:,} left.\n")
    to_stdout(said(*words, request.lang), machine=False)
    return 2 if examined.wrong else 0


def _bare(request: Request) -> Request:
    """Return the request without what would hide findings from a baseline."""
    return request._replace(baseline="", changed_since="")


def _from_run(request: Request, named: Callable[[str], str]) -> Counter[Known] | None:
    examined = examine(_bare(request))
    return None if examined is None or examined.wrong else known_in(examined.report, named)


def _from_report(path: str, named: Callable[[str], str]) -> Counter[Known]:
    name = Pair("検査結果", "the report")
    no_report = _unreadable(path, name, Pair("JSONの検査結果ではありません", "it is no JSON report"))
    try:
        facts: Mapping[str, Any] = json.loads(_bytes(path, name).decode("utf-8-sig"))
        found = known_in_facts(facts, named)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise no_report from error
    if facts.get("schema") != SCHEMA:
        raise no_report
    return found


def _naming(file: str) -> Callable[[str], str]:
    """Return what turns a path into the one a baseline in `file` has for it: relative to its folder, with `/`."""
    folder = os.path.dirname(os.path.abspath(file))

    def named(path: str) -> str:
        try:
            relative = os.path.relpath(path, folder)
        except ValueError:  # another drive of Windows
            relative = os.path.abspath(path)
        return encodable(relative.replace(os.sep, "/"))

    return named


def _bytes(path: str, what: Pair) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, what, why_not_read(error)) from error
    if len(data) > _LARGEST:
        raise _unreadable(path, what, Pair("大きすぎます", "too large"))
    return data


def _unreadable(path: str, what: Pair, reason: Pair) -> ConfigError:
    name = shown(path, 300)
    return ConfigError(
        Pair(f"{what.ja}「{name}」を読み取れません（{reason.ja}）。", f"cannot read {what.en} “{name}”: {reason.en}")
    )
