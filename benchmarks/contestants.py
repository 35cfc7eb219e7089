"""Who takes part: ourselves, the limits, and the peers that are installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Contestant, inside, program
from benchmarks.peer_schema import Schemas

PYTHON = Path(sys.executable)
US = PYTHON.with_name("zaitaku-check")
BARE = "bare Python"
ISOLATED = "bare Python -I -S"
PARSE = "libyaml's parse"
READ = "reading the bytes"


class Peer(NamedTuple):
    """Another program: where it lies below the peers' folder, how it is called, which exit codes are good.

    `beside`: it wants to be started where the plans are, and to be given their bare names.
    """

    name: str
    package: str
    place: str
    arguments: Callable[[Schemas, Path], list[str | Path]]
    fine: tuple[int, ...] = (0, 1)
    beside: bool = False


def _files(folder_or_file: Path) -> list[str | Path]:
    return sorted(folder_or_file.glob("*.yaml")) if folder_or_file.is_dir() else [folder_or_file]


def _glob(folder_or_file: Path) -> str | Path:
    return f"{folder_or_file}/*.yaml" if folder_or_file.is_dir() else folder_or_file


STYLE = "{extends: relaxed, rules: {line-length: disable}}"
PYTHON_PLACE, NODE_PLACE = "python/bin", "node/node_modules/.bin"
PEERS = (
    Peer("yamllint", "yamllint", PYTHON_PLACE, lambda _, plans: ["-d", STYLE, plans]),
    Peer("yamale", "yamale", PYTHON_PLACE, lambda schemas, plans: ["-s", schemas.yamale, plans]),
    Peer(
        "check-jsonschema",
        "check_jsonschema",
        PYTHON_PLACE,
        lambda schemas, plans: ["--schemafile", schemas.json_schema, *_files(plans)],
    ),
    Peer(
        "ajv",
        "ajv-cli",
        NODE_PLACE,
        lambda schemas, plans: [
            *("validate", "--spec=draft2020", "--strict=false", "--validate-formats=false", "--all-errors"),
            *("-s", schemas.json_schema, "-d", _glob(plans)),
        ],
    ),
    Peer(
        "v8r",
        "v8r",
        NODE_PLACE,
        lambda schemas, plans: ["--schema", schemas.json_schema, "*.yaml" if plans.is_dir() else plans.name],
        fine=(0, 99),
        beside=True,
    ),
    Peer(
        "spectral",
        "@stoplight/spectral-cli",
        NODE_PLACE,
        lambda schemas, plans: ["lint", "--quiet", "--ruleset", schemas.spectral, _glob(plans)],
    ),
)


def peers(place: Path, schemas: Schemas, plans: Path) -> Iterator[Contestant]:
    """Give the installed peers, each over one plan or a folder of them."""
    for peer in PEERS:
        command = place / peer.place / peer.name
        if command.exists():
            there = ("/usr/bin/env", "-C", plans if plans.is_dir() else plans.parent) if peer.beside else ()
            yield program(peer.name, [*there, command, *peer.arguments(schemas, plans)], fine=peer.fine)


def versions(place: Path) -> Iterator[str]:
    """Name the installed peers with their versions."""
    for peer in PEERS:
        for found in place.glob(f"python/lib/*/site-packages/{peer.package}-*.dist-info"):
            yield f"{peer.name} {found.stem.rpartition('-')[2]}"
        for found in place.glob(f"node/node_modules/{peer.package}/package.json"):
            yield f"{peer.package} {json.loads(found.read_text(encoding='utf-8'))['version']}"


def us(
    name: str,
    *arguments: str | Path,
    environment: Mapping[str, str] | None = None,
    fine: tuple[int, ...] = (0, 1),
) -> Contestant:
    """Make a contestant of ourselves with these arguments."""
    return program(name, [US, *arguments], environment, fine)


def own_caches(folder: str) -> None:
    """Let everyone keep their caches in a folder of this run, which begins empty."""
    os.environ |= {"XDG_CACHE_HOME": folder, "ZAITAKU_CHECK_CACHE_DIR": folder}


def prepare_packs(plans: Path) -> None:
    """Let one run, which counts nowhere, prepare the packs: that is done once an installation, not once a start."""
    subprocess.run([US, "check", "-f", "concise", plans], check=False, capture_output=True)


def bare() -> tuple[Contestant, Contestant]:
    """Give Python doing nothing, as it is called and with everything left out that can be."""
    return program(BARE, [PYTHON, "-c", "pass"]), program(ISOLATED, [PYTHON, "-I", "-S", "-c", "pass"])


def limits(folder: Path) -> tuple[Contestant, Contestant]:
    """Give the two limits of a folder: libyaml's parse, and reading."""
    script = Path(__file__).with_name("limits.py")
    return inside(PARSE, [PYTHON, script, "parse", folder]), inside(READ, [PYTHON, script, "read", folder])
