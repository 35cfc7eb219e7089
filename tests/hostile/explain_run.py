"""Hold a run of a suite of hostile files against what is explained.

    python tests/hostile/explain_run.py RESULTS.json

RESULTS.json is what the suite writes: {"rows": [{"case": …, "cat": …, "outcome": …, "note": …}, …]}. Printed are the
results that are neither OK nor explained in explained.yaml, and the explanations of what no longer occurs. Exit code 0
where there is nothing to print, 1 where there is, 2 where the file is no such results.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

EXPLAINED = Path(__file__).with_name("explained.yaml")

Explained = Mapping[tuple[str, str], str]
"""Run and case → the outcome that is explained. Where the reason is that of a kind of cases, its cases are a pattern
between slashes, /dup-.*/, which the whole name has to match."""


class Row(NamedTuple):
    """One result of a run: `run` is main, rules or report."""

    run: str
    case: str
    outcome: str
    note: str


def main(argv: Sequence[str]) -> int:
    """Print what is not explained and what no longer needs to be; return the exit code."""
    try:
        found = rows(json.loads(Path(argv[0]).read_text("utf-8")))
    except (IndexError, OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"explain_run.py RESULTS.json: {error!r}\n")
        return 2
    lines = list(differences(found, explained(yaml.safe_load(EXPLAINED.read_text("utf-8")))))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if lines else 0


def rows(results: Any) -> list[Row]:
    """Return the rows of a suite's results; raises KeyError or TypeError where they are none."""
    return [Row(run_of(row["cat"]), row["case"], row["outcome"], row.get("note", "")) for row in results["rows"]]


def run_of(category: str) -> str:
    """Return the run that a category of cases belongs to."""
    if category.startswith("report "):
        return "report"
    return "rules" if category.endswith("-rules") else "main"


def explained(groups: Sequence[Mapping[str, Any]]) -> Explained:
    """Return what is explained, a case or a kind of cases each; raises ValueError where one is explained twice."""
    pairs = [
        ((group["run"], case), group["outcome"])
        for group in groups
        for case in ([f"/{group['like']}/"] if "like" in group else group["cases"])
    ]
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a case is explained twice")
    return dict(pairs)


def differences(found: Sequence[Row], known: Explained) -> Iterator[str]:
    """Yield a line for every result that is not explained, and for every explanation of a run that nothing needs."""
    needed: set[tuple[str, str]] = set()
    for row in found:
        by = [
            (run, case)
            for (run, case), outcome in known.items()
            if (run, outcome) == (row.run, row.outcome) and _is_of(row.case, case)
        ]
        needed.update(by)
        if row.outcome != "OK" and not by:
            yield f"not explained: {row.outcome} {row.case}: {row.note}"
    runs = {row.run for row in found}
    for (run, case), outcome in known.items():
        if run in runs and (run, case) not in needed:
            yield f"no longer occurs: {outcome} {case}"


def _is_of(name: str, case: str) -> bool:
    return re.fullmatch(case[1:-1], name) is not None if case[0] == "/" else name == case


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
