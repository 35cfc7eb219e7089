"""One bad file never changes the checking of another: sound plans with every hostile file among them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from benchmarks.corpus import sample
from benchmarks.facts import AREAS
from tests.hostile.making import HERE, bytes_of, cases
from tests.hostile.test_files import NAMES, ODD
from tests.scenarios.command import Command

MAY: dict[str, Any] = yaml.safe_load((HERE / "among.yaml").read_text("utf-8"))
SOUND = [
    made
    for made in map(sample, range(140))
    if not made.mistakes and tuple(AREAS)[int(made.name[5:11]) % len(AREAS)] != MAY["area"]
][:100]
HOSTILE = [bytes_of(case) for path in sorted((HERE / "cases").glob("*.yaml")) for case in cases(path)]
SMALL = [data for data in HOSTILE if len(data) < 20_000]
"""What takes no time. Every fifth of them comes along in the ordinary run, all files in the long run."""

Told = dict[str, Any]


class Sorted(NamedTuple):
    """What a report says of the sound plans: each plan, its findings, and the ledger of its area."""

    plans: dict[str, Told]
    findings: list[Told]
    ledger: dict[tuple[str, str], Told]


def of_the_sound(report: Told) -> Sorted:
    """Return what a report says of the sound plans; no words that may differ, no ledger of the hostile plans."""
    names = {f"in/{made.name}" for made in SOUND}
    plans = {each["path"]: each for each in report["plans"] if each["path"] in names}
    findings = [plainly(each) for each in report["findings"] if each["path"] in names]
    lines = [line for line in report["folder"]["ledger"] if line["group"] not in {None, MAY["area"]}]
    return Sorted(plans, findings, {(line["rule"], line["group"]): without_doubt(line) for line in lines})


def plainly(finding: Told) -> Told:
    """Return a finding without the word that other files may add to it."""
    if finding["rule"] not in MAY["said_too"]["rules"]:
        return finding
    return {**finding, "message": finding["message"].replace(MAY["said_too"]["ja"], "")}


def without_doubt(line: Told) -> Told:
    """Return a line of the ledger without saying whether there may be more."""
    return {key: value for key, value in line.items() if key not in {"at_least", "at_most"}}


def report(command: Command, *words: str) -> Told:
    """Check the folder the command stands in and return the whole report."""
    return command("check", "in", "-f", "json", "--lang", "ja", *words).report


def put_the_sound(command: Command) -> None:
    """Write the sound plans."""
    for made in SOUND:
        command.write(f"in/{made.name}", made.data)


def put_the_hostile(command: Command, hostile: list[bytes]) -> None:
    """Write hostile files between the sound plans, and beside them files of odd names and what is no file at all."""
    for number, data in enumerate(hostile):
        command.write(f"in/{SOUND[number % len(SOUND)].name}.{number}.yaml", data)
    if os.name != "nt":
        for name in NAMES:
            command.write(f"in/names/{name}", hostile[0])
        for kind, (make, _reason) in ODD.items():
            odd: Path = command.folder / "in" / kind / "plan.yaml"
            odd.parent.mkdir()
            make(odd)


def test_the_sound_plans_are_a_hundred_and_what_is_among_them_is_more() -> None:
    """A test of a few files, or of plans of one area, would prove little."""
    assert len(SOUND) == 100
    assert len({made.data for made in SOUND}) == 100
    assert len(HOSTILE) > 350
    assert len(SMALL) > 300


def compare(command: Command, hostile: list[bytes], jobs: str) -> None:
    """See that the sound plans get the same with and without hostile files."""
    put_the_sound(command)
    alone = report(command, "--jobs", jobs)
    put_the_hostile(command, hostile)
    among = report(command, "--jobs", jobs)
    assert len(among["plans"]) > len(SOUND) + len(hostile)
    assert {each["verdict"] for each in of_the_sound(alone).plans.values()} <= {"ready", "explain"}
    assert of_the_sound(among) == of_the_sound(alone)


def test_sound_plans_get_the_same_whatever_lies_beside_them(command: Command) -> None:
    """Verdict, outcomes, facts, items, findings and ledger of a hundred plans are equal with and without the others."""
    compare(command, SMALL[::5], "2")


@pytest.mark.long
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_sound_plans_get_the_same_even_beside_bombs(jobs: str, command: Command) -> None:
    """The same as above, with every hostile file there is."""
    compare(command, HOSTILE, jobs)


def test_what_may_differ_does_differ(command: Command) -> None:
    """One file that cannot be read makes every number of plans one of at least so many: the data is not stale."""
    put_the_sound(command)
    alone = report(command)
    command.write("in/torn.yaml", b"\xff\xfe\x00")
    among = report(command)
    added = {each["rule"] for each in among["findings"] if MAY["said_too"]["ja"] in each["message"]}
    assert not [each for each in alone["findings"] if MAY["said_too"]["ja"] in each["message"]]
    assert added >= set(MAY["said_too"]["rules"])
    lines = [line for line in among["folder"]["ledger"] if line["group"] not in {None, MAY["area"]}]
    assert {line["at_least"] for line in lines} == {MAY["at_least"]}
    assert {line["at_least"] for line in alone["folder"]["ledger"]} == {False}
