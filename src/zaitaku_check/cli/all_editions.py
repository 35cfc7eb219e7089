"""`check --all-editions`: a table of what every edition of its programme says of each plan."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from zaitaku_check.cli.check import complain, run_options
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import Output, Request
from zaitaku_check.cli.saving import refuse_outputs, write
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.discover import Found, discover
from zaitaku_check.engine.options import FORCED, RunOptions
from zaitaku_check.engine.run import check_file
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import UsageError
from zaitaku_check.named import NamedTuple
from zaitaku_check.report.cells import width
from zaitaku_check.report.model import SEVERITIES, PlanResult
from zaitaku_check.report.shown import visible
from zaitaku_check.report.wording import SIGN, VERDICT, counted, named
from zaitaku_check.text_types import Bilingual


class Tried(NamedTuple):
    """What one edition says of a plan; `own` is the edition that the plan's own year chooses."""

    pack: str
    own: bool
    verdict: str
    counts: tuple[int, int, int]

    @property
    def passes(self) -> bool:
        """Whether the plan could be submitted under this edition, with explanations where they are asked for."""
        return self.verdict in {"ready", "explain"}


class TriedPlan(NamedTuple):
    """A plan with every edition of its programme (of every programme, where no edition is for it), oldest first."""

    path: str
    editions: tuple[Tried, ...]


def all_editions(shelf: Shelf, options: RunOptions, files: Iterable[Found]) -> list[TriedPlan]:
    """Return what every edition says of every plan."""
    options = options._replace(ignore=(*options.ignore, FORCED))  # every edition is tried on purpose
    overlays = tuple(name for name in options.packs if shelf.pack(name).overlay)
    chosen = Checker(shelf, options._replace(packs=overlays), folder=False)
    heads = [head for head in shelf.index.heads if not head.overlay and head.fiscal_years]
    checkers = {head.id: Checker(shelf, options._replace(packs=(head.id, *overlays)), folder=False) for head in heads}
    tried = []
    for file in files:
        own = check_file(chosen, file).result.pack
        programme = shelf.pack(own).programme if own else None
        names = [head.id for head in heads if programme in {None, head.programme}]
        tried.append(TriedPlan(file.path, tuple(_tried(checkers[name], file, own) for name in _by_year(names, shelf))))
    return tried


def _by_year(names: Sequence[str], shelf: Shelf) -> list[str]:
    return sorted(names, key=lambda name: (shelf.pack(name).programme, shelf.pack(name).fiscal_years))


def _tried(checker: Checker, file: Found, own: str) -> Tried:
    name = checker.options.packs[0]
    result = check_file(checker, file).result
    return Tried(name, name == own, result.verdict, _counts(result))


def _counts(result: PlanResult) -> tuple[int, int, int]:
    error, warning, note = (sum(each.severity == severity for each in result.findings) for severity in SEVERITIES)
    return error, warning, note


SCHEMA = "zaitaku-check/editions-1"
_FORMATS = ("text", "json")


def check_all_editions(request: Request) -> int:
    """Print the table; return 1 where a plan passes no edition, 2 where something could not be checked."""
    for output in request.outputs:
        _refuse_format(output)
    shelf = open_shelf(request.shelves)
    options = run_options(request, shelf)
    found = discover(list(request.paths), request.exclude, request.include)
    refuse_outputs(request.outputs, (file.path for file in found.files), (path for path, _reason in found.skipped))
    wrong = complain(found, request.lang)
    files = [file for file in found.files if file.refused is None]
    plans = all_editions(shelf, options, files)
    for output in request.outputs:
        content = _json(plans) if output.format == "json" else _text(plans, request.lang)
        write(output.file, content) if output.file else to_stdout(content, machine=output.format == "json")
    if wrong or not files:
        return 2
    return int(not all(any(each.passes for each in plan.editions) for plan in plans))


def _refuse_format(output: Output) -> None:
    if output.format not in _FORMATS:
        raise UsageError(
            Bilingual(
                f"--all-editions で使える形式は {'・'.join(_FORMATS)} です（「{output.format}」）。",
                f"--all-editions reports as {' or '.join(_FORMATS)}, not “{output.format}”",
            )
        )


def _json(plans: list[TriedPlan]) -> str:
    rows = [{"path": plan.path, "editions": [_row(each) for each in plan.editions]} for plan in plans]
    return json.dumps({"schema": SCHEMA, "plans": rows}, ensure_ascii=False, indent=1) + "\n"


def _row(tried: Tried) -> dict[str, object]:
    errors, warnings, notes = tried.counts
    return {
        "pack": tried.pack, "own": tried.own, "verdict": tried.verdict,
        "errors": errors, "warnings": warnings, "notes": notes,
    }  # fmt: skip


def _text(plans: list[TriedPlan], lang: str) -> str:
    room = max((width(each.pack) for plan in plans for each in plan.editions), default=0)
    lines = []
    for plan in plans:
        lines.append(visible(plan.path))
        lines += [_line(each, room, lang) for each in plan.editions]
    passing = sum(any(each.passes for each in plan.editions) for plan in plans)
    lines.append(
        Bilingual(
            f"計画書{len(plans)}件のうち{passing}件は、いずれかの版で提出できます（＊は計画書の年度の版）。",
            f"{passing} of {len(plans)} plans could be submitted under some edition (* is the plan's own).",
        ).of(lang)
    )
    return "\n".join(lines) + "\n"


def _line(tried: Tried, room: int, lang: str) -> str:
    errors, warnings, notes = tried.counts
    name = visible(tried.pack) + " " * (room - width(tried.pack))
    verdict = f"{SIGN[tried.verdict]} {named(VERDICT, tried.verdict, lang)}"
    counts = Bilingual(
        f"差戻し{errors} 要説明{warnings} 注意{notes}",
        ", ".join(
            counted(number, "", noun, "en")
            for number, noun in zip(tried.counts, ("error", "warning", "note"), strict=True)
        ),
    ).of(lang)
    return f"  {'*' if tried.own else ' '} {name}  {verdict}  {counts}"
