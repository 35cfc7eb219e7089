"""Where a cold start goes: what each package costs to import, in multiples of bare Python.

    python -m benchmarks.profile_start [ARGUMENTS OF ZAITAKU-CHECK]

Without arguments: the check of one plan with `-f concise`. Python's own measuring of imports makes them
a little dearer than they are; the whole run is measured without it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from benchmarks.contestants import BARE, PYTHON, US, bare, own_caches, prepare_packs
from benchmarks.corpus import sample
from benchmarks.measure import as_installed, in_turns, program
from benchmarks.table import number, rows

ROUNDS = 7
OURSELVES = "zaitaku-check"


def microseconds(words: list[str]) -> dict[str, int]:
    """Give what every module of one run cost to import, its own imports left out."""
    run = subprocess.run([PYTHON, "-X", "importtime", *words], capture_output=True, text=True, check=False)
    return dict(_reading(line) for line in run.stderr.splitlines() if line.startswith("import time:") and "|" in line)


def _reading(line: str) -> tuple[str, int]:
    """Read one line of Python's list: own time | time with all it imports | name; the heading counts nothing."""
    own, _, name = line.removeprefix("import time:").split("|")
    return name.strip(), int(own) if own.strip().isdigit() else 0


def by_package(words: list[str], rounds: int = ROUNDS) -> dict[str, float]:
    """Give the median microseconds of every package that bare Python does not import."""
    ours = [microseconds(words) for _ in range(rounds)]
    bare_modules = microseconds(["-c", "pass"]).keys()
    packages: defaultdict[str, float] = defaultdict(float)
    for module in set().union(*ours) - bare_modules:
        packages[_package(module)] += median(run.get(module, 0) for run in ours)
    return dict(packages)


def _package(module: str) -> str:
    """Name the package: the first word, for ourselves and PyYAML the first two; the private belongs to the public."""
    words = module.split(".")
    return ".".join(words[: 2 if words[0] in {"zaitaku_check", "yaml"} else 1]).removeprefix("_") or module


def page(packages: dict[str, float], bare_seconds: float, whole_seconds: float) -> Iterable[str]:
    """Yield a table of the packages, dearest first, and what is left for the work itself."""
    imports = sum(packages.values()) / 1e6 / bare_seconds
    whole = whole_seconds / bare_seconds
    yield from rows(("", f"× {BARE}"), (("the whole run", number(whole)), ("all imports", number(imports))))
    yield ""
    dearest_first = sorted(packages.items(), key=lambda package: -package[1])
    shares = ((name, cost / 1e6 / bare_seconds) for name, cost in dearest_first)
    yield from rows(("package", f"× {BARE}"), ((name, number(share)) for name, share in shares if share >= 0.005))


def main(arguments: list[str]) -> None:
    """Measure the start with these arguments and print the tables."""
    as_installed()
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.yaml"
        plan.write_bytes(sample(0).data)
        own_caches(folder)
        prepare_packs(plan)
        words = [str(US), *(arguments or ["check", "-f", "concise", str(plan)])]
        times = in_turns((bare()[0], program(OURSELVES, words, fine=range(256))), ROUNDS)
        packages = by_package(words)
    print("\n".join(page(packages, median(times[BARE]), median(times[OURSELVES]))))


if __name__ == "__main__":
    main(sys.argv[1:])
