"""What one key stroke in the editor costs: one more check of a plan in a process that is warm. Prints the seconds.

python benchmarks/keystroke.py PLAN
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.options import RunOptions

STROKES = 20


def seconds_a_stroke(data: bytes) -> float:
    """Give the median time of a check, each time of another text, one letter longer."""
    checker = Checker(open_shelf(), RunOptions())
    checker.check("plan.yaml", data)
    times = []
    for stroke in range(STROKES):
        text = data + b"#" * (stroke + 1)
        begin = time.perf_counter()
        checker.check("plan.yaml", text)
        times.append(time.perf_counter() - begin)
    return median(times)


if __name__ == "__main__":
    print(seconds_a_stroke(Path(sys.argv[1]).read_bytes()))
