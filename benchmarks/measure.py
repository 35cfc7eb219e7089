"""Measuring: how long a program takes, how much memory its processes hold, taken in turns."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Contestant(NamedTuple):
    """Something that takes time: a name, a function that does the work once and gives the seconds, a rehearsal.

    The rehearsal does the work once before anything counts, looks at it more closely, and raises FailedError where
    it was not done: a program that breaks at once would win every race.
    """

    name: str
    seconds: Callable[[], float]
    rehearse: Callable[[], object]


class FailedError(Exception):
    """A program that was to be measured did not do its work."""


def program(
    name: str,
    argv: Sequence[str | Path],
    environment: Mapping[str, str] | None = None,
    fine: Iterable[int] = (0, 1),
) -> Contestant:
    """Make a contestant of a whole program, measured from its start to its end.

    `environment` is added to our own; `fine` are the program's good exit codes.
    """
    words, good = [os.fspath(word) for word in argv], frozenset(fine)
    surroundings = os.environ | dict(environment or {})
    return Contestant(
        name,
        lambda: _run(words, good, surroundings),
        lambda: rehearse(words, good, surroundings),
    )


def inside(name: str, argv: Sequence[str | Path]) -> Contestant:
    """Make a contestant of a program that measures itself and prints the seconds as its only word."""

    def seconds() -> float:
        return float(subprocess.run(argv, check=True, capture_output=True, text=True).stdout)

    return Contestant(name, seconds, seconds)


def _spawn(words: list[str], environment: dict[str, str]) -> int:
    """Start a program whose output nobody reads, with as little between us and it as there can be."""
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    return os.posix_spawn(words[0], words, environment, file_actions=silent)


def _run(words: list[str], good: frozenset[int], environment: dict[str, str]) -> float:
    begin = time.perf_counter()
    _, status, _ = os.wait4(_spawn(words, environment), 0)
    seconds = time.perf_counter() - begin
    _must_be_good(words, status, good)
    return seconds


def rehearse(words: list[str], good: frozenset[int], environment: Mapping[str, str]) -> None:
    """Run a program once and look at what it says; raises FailedError where it broke."""
    run = subprocess.run(words, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if run.returncode not in good or "Traceback (most recent call last)" in run.stderr:
        last_words = (run.stderr or run.stdout).strip().splitlines()[-1:]
        raise FailedError(f"exit code {run.returncode}, {' '.join(last_words)}")


def _must_be_good(words: list[str], status: int, good: frozenset[int]) -> None:
    code = os.waitstatus_to_exitcode(status)
    if code not in good:
        raise FailedError(f"{Path(words[0]).name} ended with exit code {code}: {' '.join(words)[:200]}")


def as_installed() -> None:
    """Take the shell's settings for Python away, above all the one that keeps it from writing bytecode.

    What is installed from a wheel has its bytecode; a checkout gets it in the rehearsal.
    """
    for name in [name for name in os.environ if name.startswith("PYTHON") and name != "PYTHONPATH"]:
        del os.environ[name]


def in_turns(contestants: Sequence[Contestant], rounds: int) -> dict[str, list[float]]:
    """Let all contestants run once a round, each round beginning with another one; gives seconds by name.

    The rehearsal before the first round also warms the disk's cache. Who fails, then or later, is left out, aloud.
    """
    able: dict[str, Contestant] = {}
    for contestant in contestants:
        with _failing_aloud(contestant.name):
            contestant.rehearse()
            able[contestant.name] = contestant
    times: dict[str, list[float]] = {name: [] for name in able}
    for turn in range(rounds):
        first = turn % max(len(able), 1)
        for name in (*list(able)[first:], *list(able)[:first]):
            with _failing_aloud(name):
                times[name].append(able[name].seconds())
    return {name: seconds for name, seconds in times.items() if len(seconds) == rounds}


@contextmanager
def _failing_aloud(name: str) -> Iterator[None]:
    """Say that a contestant failed and go on with the others."""
    try:
        yield
    except (FailedError, OSError, ValueError, subprocess.CalledProcessError) as reason:
        print(f"{name} is left out: {reason}", file=sys.stderr)


def ratio(times: dict[str, list[float]], name: str, unit: str) -> float:
    """Give the median over all rounds of how often `unit` would have fitted into the time of `name`."""
    return median(one / other for one, other in zip(times[name], times[unit], strict=True))
