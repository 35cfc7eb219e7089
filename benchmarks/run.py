"""One command that measures everything and writes it down.

    python -m benchmarks.run                      all of it: an hour and some, on two cores
    python -m benchmarks.run --sizes 1000         the same with a smaller folder: some minutes

Run it with the Python that has zaitaku-check installed. The corpus is made on the first run; the peers come from
`python -m benchmarks.install_peers`.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.contestants import own_caches, prepare_packs, versions
from benchmarks.install_peers import PLACE
from benchmarks.measure import as_installed
from benchmarks.peer_schema import write_schemas
from benchmarks.table import budget_table
from benchmarks.works import HERE, WORKS, Section, Setting
from yaml._yaml import get_version_string


def machine() -> Iterator[str]:
    """Yield what was measured on, one line of Markdown each."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or "unknown processor",
    )
    yield f"* {cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"
    installed = (*_installed("zaitaku-check", "PyYAML", "typer", "rich"), f"libyaml {get_version_string()}")
    yield f"* Python {platform.python_version()}, {', '.join(installed)}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def _installed(*packages: str) -> Iterator[str]:
    for package in packages:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package} not installed"


def document(setting: Setting, sections: list[Section], loads: tuple[float, float]) -> str:
    """Put the results together as one Markdown page."""
    lines = [
        "# Results",
        "",
        f"Measured on {datetime.now(UTC):%Y-%m-%d}, medians of {setting.rounds} rounds in which all contestants ran in",
        "turn; ratios are formed round by round. Written by `python -m benchmarks.run`.",
        "",
        *machine(),
        f"* peers: {', '.join(versions(setting.peers)) or 'none'}",
        f"* load of the machine at the beginning {loads[0]:.1f}, at the end {loads[1]:.1f}",
        "",
        "## Budgets",
        *("", *budget_table(budget for section in sections for budget in section.budgets)),
    ]
    for section in (section for section in sections if section.lines):
        lines += ["", f"## {section.title}", "", *section.lines]
    return "\n".join(lines) + "\n"


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure zaitaku-check, the limits and the peers.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="plans a folder")
    parser.add_argument("--peer-plans", type=int, default=1_000, help="plans of the folder the peers check")
    parser.add_argument("--works", nargs="+", choices=WORKS, default=list(WORKS))
    parser.add_argument("--corpus", type=Path, default=HERE / ".corpus", help="folder for the plans")
    parser.add_argument("--peers", type=Path, default=PLACE, help="folder the peers are installed in")
    parser.add_argument("-o", "--output", type=Path, default=HERE / "RESULTS.md")
    return parser.parse_args()


def main() -> None:
    """Measure what was asked for and write the page."""
    chosen = options()
    as_installed()
    begin = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as home:
        own_caches(home)
        setting = Setting(
            chosen.corpus.resolve(),
            chosen.peers.resolve(),
            write_schemas(Path(home) / "schemas"),
            chosen.rounds,
            tuple(sorted(chosen.sizes)),
            chosen.peer_plans,
        )
        prepare_packs(setting.folder(10))
        sections = []
        for name in chosen.works:
            print(f"Measuring: {name} …", flush=True)
            sections.append(WORKS[name](setting))
    page = document(setting, sections, (begin, os.getloadavg()[0]))
    chosen.output.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
