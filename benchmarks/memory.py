"""How much memory a program and all that it starts hold at their peak. Prints two numbers of KiB.

    python benchmarks/memory.py PROGRAM ARGUMENT…

The kernel counts to a program's peak what the process that started it held, so the measuring is a small process of
its own: this file, when it is run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PAUSE = 0.01
"""Seconds between two looks at all processes together."""


class Memory(NamedTuple):
    """The most memory held at one time, in MiB: by the largest process, and by all processes together."""

    largest: float
    together: float


def memory(argv: Sequence[str | Path]) -> Memory:
    """Run a program and give its peak memory.

    The kernel keeps the peak of the largest process. All processes together are looked at every 10 ms, pages that
    several share counted once (Linux only); what is gone between two looks is missed, so together they count no less
    than the largest.
    """
    run = subprocess.run([sys.executable, "-I", __file__, *argv], check=True, capture_output=True, text=True)
    largest, together = (int(word) / 1024 for word in run.stdout.split())
    return Memory(largest, max(largest, together))


def measure(words: list[str]) -> tuple[int, int]:
    """Start the program and give both peaks in KiB."""
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    child, together = os.posix_spawn(words[0], words, os.environ, file_actions=silent), 0
    while True:
        done, _, usage = os.wait4(child, os.WNOHANG)
        if done:
            return usage.ru_maxrss, together
        together = max(together, sum(map(_proportional, _family(child))))
        time.sleep(PAUSE)


def _family(process: int) -> list[int]:
    """Give the process and all that descend from it."""
    children = _words(f"/proc/{process}/task/{process}/children")
    return [process, *(one for child in children for one in _family(int(child)))]


def _proportional(process: int) -> int:
    """Give the KiB a process holds, shared pages divided among those that share them."""
    words = _words(f"/proc/{process}/smaps_rollup")
    return int(words[words.index("Pss:") + 1]) if "Pss:" in words else 0


def _words(path: str) -> list[str]:
    """Give the words of a file of the kernel's; none where the process has just ended."""
    try:
        return Path(path).read_text(encoding="utf-8").split()
    except OSError:
        return []


if __name__ == "__main__":
    print(*measure(sys.argv[1:]))
