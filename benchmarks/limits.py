"""The limits nobody goes below: reading the bytes, and libyaml's parse of them. Prints the seconds.

python benchmarks/limits.py read|parse FOLDER
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from yaml._yaml import CParser
from yaml.error import YAMLError


def seconds_to_read(files: list[str]) -> float:
    """Measure opening, reading and closing every file."""
    begin = time.perf_counter()
    for file in files:
        with open(file, "rb", buffering=0) as stream:
            stream.read()
    return time.perf_counter() - begin


def seconds_to_parse(files: list[str]) -> float:
    """Measure libyaml's parse alone: no objects are made, and the time of reading does not count."""
    total = 0.0
    for file in files:
        data = Path(file).read_bytes()
        begin = time.perf_counter()
        _parse(data)
        total += time.perf_counter() - begin
    return total


def _parse(data: bytes) -> None:
    try:
        CParser(data).raw_parse()
    except YAMLError:
        return


LIMITS: dict[str, Callable[[list[str]], float]] = {"read": seconds_to_read, "parse": seconds_to_parse}


def main(kind: str, folder: str) -> None:
    """Print the seconds the limit `kind` takes over the plans in `folder`."""
    print(LIMITS[kind]([str(file) for file in sorted(Path(folder).glob("*.yaml"))]))


if __name__ == "__main__":
    main(*sys.argv[1:])
