"""A corpus of N invented plans, the same for everyone who asks with the same seed.

    python -m benchmarks.corpus FOLDER --plans 10000

One plan in ten has mistakes, of a crowd every third. Each plan depends on the seed and its own number alone and is
written as soon as it is made, so that the corpus of 1,000 plans is the beginning of the corpus of 100,000.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks.facts import facts, lengthen
from benchmarks.mistakes import FILES, PUT_DOWN, SAID, SHAPE
from benchmarks.writing import MANNERS, write

CROWD = "crowd"
"""A folder in which every third plan has mistakes."""
SMALLEST = 4_300
"""Bytes of the bare facts below which a plan is given more to say."""


class Sample(NamedTuple):
    """One file of the corpus: its name, its bytes, and the names of the mistakes made in it."""

    name: str
    data: bytes
    mistakes: tuple[str, ...]


def sample(number: int, seed: int = 1, manner: str = "") -> Sample:
    """Make plan `number` of the corpus.

    `manner` is one of MANNERS; with "" and CROWD they take turns, canonical left out.
    """
    rng = Random(f"{seed}:{number}")  # noqa: S311 - invented plans, not secrets
    faulty = number % 3 == 2 if manner == CROWD else number % 10 == 7
    manner = MANNERS[number % 3] if manner in {"", CROWD} else manner
    plan = facts(number, rng)
    while len(json.dumps(plan, ensure_ascii=False).encode()) < SMALLEST:
        lengthen(plan, rng)
    name = f"plan-{number:06}.yaml"
    if not faulty:
        return Sample(name, write(plan, manner, rng).encode(), ())
    if manner == "canonical":
        return _with_wrong_shape(name, plan, rng)
    return _with_mistakes(name, plan, manner, rng)


def _with_wrong_shape(name: str, plan: dict[str, Any], rng: Random) -> Sample:
    mistake = rng.choice(SHAPE)
    mistake(plan, rng)
    return Sample(name, write(plan, "canonical", rng).encode(), (mistake.__name__,))


def _with_mistakes(name: str, plan: dict[str, Any], manner: str, rng: Random) -> Sample:
    """One to three mistakes; in every fourth plan, one of them is the file's."""
    mistakes = [*rng.sample(SAID, rng.randint(0, 2)), rng.choice(PUT_DOWN)]
    for mistake in mistakes:
        mistake(plan, rng)
    names = tuple(mistake.__name__ for mistake in mistakes)
    text = write(plan, manner, rng)
    if rng.random() < 0.75:
        return Sample(name, text.encode(), names)
    accident = rng.choice(FILES)
    return Sample(name, accident(text, rng), (*names, accident.__name__))


def corpus(plans: int, seed: int = 1, manner: str = "") -> Iterator[Sample]:
    """Give the first `plans` samples, one after the other."""
    return (sample(number, seed, manner) for number in range(plans))


def write_corpus(folder: Path, plans: int, seed: int = 1, manner: str = "") -> Path:
    """Write the corpus into `folder`, unless it is there already; gives the folder back."""
    done = folder.with_name(f"{folder.name}.done")
    recipe = f"{plans} plans, seed {seed}, manner {manner or 'mixed'}\n"
    if done.exists() and done.read_text(encoding="utf-8") == recipe:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("plan-*.yaml"):
        old.unlink()
    for made in corpus(plans, seed, manner):
        (folder / made.name).write_bytes(made.data)
    done.write_text(recipe, encoding="utf-8")
    return folder


def main() -> None:
    """Write the corpus the command line asks for."""
    options = argparse.ArgumentParser(description="Write a corpus of invented activity plans.")
    options.add_argument("folder", type=Path)
    options.add_argument("--plans", type=int, default=1_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--manner", choices=(*MANNERS, CROWD), default="", help="write every plan in one manner")
    chosen = options.parse_args()
    write_corpus(chosen.folder, chosen.plans, chosen.seed, chosen.manner)


if __name__ == "__main__":
    main()
