"""The works that are measured, one function each: who runs on what, and which budgets that answers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.contestants import BARE, PARSE, PYTHON, US, bare, limits, peers, us
from benchmarks.corpus import write_corpus
from benchmarks.measure import FailedError, in_turns, inside, program, ratio, rehearse
from benchmarks.memory import Memory, memory
from benchmarks.peer_schema import Schemas
from benchmarks.table import Budget, number, rows, times_table

HERE = Path(__file__).parent
COLD = ("check", "-f", "concise")
JSON = ("check", "-f", "json", "--jobs", "1")

Times = dict[str, list[float]]


class Setting(NamedTuple):
    """What is measured on: corpora, peers, number of rounds, folder sizes."""

    corpus: Path
    peers: Path
    schemas: Schemas
    rounds: int
    sizes: tuple[int, ...]
    peer_plans: int

    def folder(self, plans: int, manner: str = "") -> Path:
        """Give the folder of a corpus of so many plans, made if need be."""
        return write_corpus(self.corpus / f"{manner or 'mixed'}-{plans}", plans, manner=manner)


class Section(NamedTuple):
    """One part of the results: a heading, its budgets, its own tables."""

    title: str
    budgets: list[Budget]
    lines: list[str]


def over(times: Times, name: str, unit: str) -> float | None:
    """Give the ratio of two contestants, None where one of them could not run."""
    return ratio(times, name, unit) if name in times and unit in times else None


def one_plan(setting: Setting) -> Section:
    """Measure A: one plan from a cold start."""
    plan = setting.folder(10) / "plan-000000.yaml"
    completion = {"_ZAITAKU_CHECK_COMPLETE": "complete_bash", "COMP_WORDS": "zaitaku-check ch", "COMP_CWORD": "1"}
    ourselves = (
        us("check -f concise", *COLD, plan, fine=(0,)),
        us("check -f json", "check", "-f", "json", plan, fine=(0,)),
        us("check -f text", "check", "-f", "text", plan, fine=(0,)),
        us("--version", "--version", fine=(0,)),
        us("completion", environment=completion),
        program("import of the entry", [PYTHON, "-c", "import zaitaku_check.cli.entry"]),
    )
    times = in_turns((*bare(), *ourselves), setting.rounds)
    asked = (
        ("check -f concise", 5, 3.5),
        ("check -f json", 5, 3.5),
        ("check -f text", 10, 7),
        ("--version", 2, 1.3),
        ("completion", 2, 1.3),
    )
    budgets = [Budget(f"A: {work}", f"× {BARE}", most, aim, over(times, work, BARE)) for work, most, aim in asked]
    return Section("A: one plan from a cold start", budgets, [*times_table(times, BARE)])


def one_plan_with_peers(setting: Setting) -> Section:
    """Measure A against the peers, on a plan that they understand too."""
    plan = setting.folder(10, "canonical") / "plan-000000.yaml"
    contestants = (*bare(), us("zaitaku-check", *COLD, plan), *peers(setting.peers, setting.schemas, plan))
    times = in_turns(contestants, setting.rounds)
    budgets = [
        _faster(times, "A", "check-jsonschema", "zaitaku-check", 6),
        _faster(times, "A", "yamllint", "zaitaku-check", 1),
    ]
    return Section("A: one plan, with the peers", budgets, [*times_table(times, BARE)])


def _faster(times: Times, work: str, peer: str, ourselves: str, least: float) -> Budget:
    measured = over(times, peer, ourselves)
    return Budget(f"{work}: ahead of {peer}", f"× {ourselves}", least, None, measured, least=True)


def folder(setting: Setting) -> Section:
    """Measure B: a folder, by one worker and by two."""
    plans = min(10_000, max(setting.sizes))
    at = setting.folder(plans)
    ourselves = (
        us("one worker", *COLD, "--jobs", "1", at),
        us("two workers", *COLD, "--jobs", "2", at),
    )
    times = in_turns((*limits(at), *ourselves), setting.rounds)
    asked = (("one worker", 16, 8), ("two workers", 10, 4.5))
    budgets = [Budget(f"B: {work}", f"× {PARSE}", most, aim, over(times, work, PARSE)) for work, most, aim in asked]
    return Section(f"B: a folder of {plans:,} plans", budgets, [*times_table(times, PARSE, plans), "", _counted(at)])


def crowd(setting: Setting) -> Section:
    """Measure B where nearly every plan breaks a quota and every third has mistakes."""
    plans = min(1_000, max(setting.sizes))
    at = setting.folder(plans, "crowd")
    times = in_turns((*limits(at), us("one worker", *JSON, at)), setting.rounds)
    budget = Budget("B: a crowd with mistakes, one worker", f"× {PARSE}", 22, 12, over(times, "one worker", PARSE))
    return Section(f"B: a crowd of {plans:,} plans", [budget], [*times_table(times, PARSE, plans)])


def outputs(setting: Setting) -> Section:
    """Measure what further formats add to a run, what the report for a terminal costs, and how large a review is."""
    plans = min(1_000, max(setting.sizes))
    at = setting.folder(plans)
    with tempfile.TemporaryDirectory() as made:
        further = [
            us(f"JSON and {name}", *JSON, "-f", f"{name}={made}/report.{name}", at)
            for name in ("html", "csv", "sarif", "xlsx")
        ]
        text = us("text", "check", "-f", "text", "--jobs", "1", at)
        times = in_turns((us("JSON", *JSON, at), text, *further), setting.rounds)
        subprocess.run([US, "review", at, "-o", f"{made}/review"], check=False, capture_output=True)
        page = Path(made, "review", "index.html")
        size = page.stat().st_size / 1e6 if page.exists() else None
    budgets = [Budget(f"B: {each.name}", "× JSON alone", 1.25, 1.1, over(times, each.name, "JSON")) for each in further]
    budgets += [
        Budget(f"B: text report of {plans:,} plans", "× JSON alone", 1.3, 1.1, over(times, "text", "JSON")),
        Budget(f"review page of {plans:,} plans", "MB", 6, 3, size),
    ]
    return Section(f"Outputs of {plans:,} plans", budgets, [*times_table(times, "JSON", plans)])


def _counted(at: Path) -> str:
    """Say how many plans we counted in the folder, so that nobody has to believe that all were checked."""
    with tempfile.TemporaryFile() as report:
        subprocess.run([US, "check", "-f", "json", at], stdout=report, check=False)
        size = report.tell()
        report.seek(0)
        count = re.search(rb'"summary": *\{"plans": *(\d+), *"ready": *(\d+)', report.read(10_000))
    if count is None:
        return "zaitaku-check could not count the plans."
    plans, ready = int(count[1]), int(count[2])
    return f"zaitaku-check counted {plans:,} plans, {ready:,} of them ready; the JSON report has {size / 1e6:,.1f} MB."


def folder_with_peers(setting: Setting) -> Section:
    """Measure B against the peers."""
    plans = setting.peer_plans
    at = setting.folder(plans, "canonical")
    ourselves = (
        us("zaitaku-check, one worker", *COLD, "--jobs", "1", at),
        us("zaitaku-check, two workers", *COLD, "--jobs", "2", at),
    )
    times = in_turns((*limits(at), *ourselves, *peers(setting.peers, setting.schemas, at)), setting.rounds)
    asked = (("check-jsonschema", 15), ("yamllint", 15), ("spectral", 40), ("yamale", 1))
    budgets = [_faster(times, "B", peer, "zaitaku-check, one worker", least) for peer, least in asked]
    budgets.append(_faster(times, "B", "ajv", "zaitaku-check, two workers", 0.9))
    return Section(f"B: a folder of {plans:,} plans, with the peers", budgets, [*times_table(times, PARSE, plans)])


def growth(setting: Setting) -> Section:
    """Measure how time grows with the folder, ten times the plans each."""
    contestants = [us(f"{plans:,} plans", *COLD, "--jobs", "1", setting.folder(plans)) for plans in setting.sizes]
    times = in_turns(contestants, setting.rounds)
    names = [contestant.name for contestant in contestants]
    budgets = [
        Budget(f"growth {small} → {large}", "× the time", 11, 10.3, over(times, large, small))
        for small, large in pairwise(names)
    ]
    lines = ((name, number(median(times[name]))) for name in names if name in times)
    return Section("Growth", budgets, [*rows(("", "seconds"), lines)])


def held(setting: Setting) -> Section:
    """Measure memory, with two workers."""
    asked = {10_000: 200.0}
    found = [(plans, _memory(setting.folder(plans))) for plans in setting.sizes]
    budgets = [
        Budget(f"B: memory at {plans:,} plans", "MB, all processes", asked[plans], 120, peak and peak.together)
        for plans, peak in found
        if plans in asked
    ]
    lines = ((f"{plans:,} plans", number(peak.largest), number(peak.together)) for plans, peak in found if peak)
    return Section("Memory (MiB)", budgets, [*rows(("", "largest process", "all together"), lines)])


def _memory(at: Path) -> Memory | None:
    try:
        words = [str(US), *COLD, "--jobs", "2", str(at)]
        rehearse(words, frozenset({0, 1}), os.environ)
        return memory(words)
    except (FailedError, OSError) as reason:
        print(f"Memory is not measured: {reason}", file=sys.stderr)
        return None


def editor(setting: Setting) -> Section:
    """Measure one key stroke in the editor."""
    plan = setting.folder(10) / "plan-000000.yaml"
    stroke = inside("one key stroke", [PYTHON, HERE / "keystroke.py", plan])
    times = in_turns([stroke], setting.rounds)
    measured = 1000 * median(times[stroke.name]) if stroke.name in times else None
    lines = len(plan.read_bytes().splitlines())
    return Section("The editor", [Budget(f"one key stroke, {lines} lines", "ms of work", 20, 5, measured)], [])


WORKS = {
    "one": one_plan,
    "one-peers": one_plan_with_peers,
    "folder": folder,
    "folder-peers": folder_with_peers,
    "crowd": crowd,
    "outputs": outputs,
    "growth": growth,
    "memory": held,
    "editor": editor,
}
