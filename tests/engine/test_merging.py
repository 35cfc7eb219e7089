"""Reports of parts, merged, are the report of the whole."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.scenarios.command import Command

ROOT = Path(__file__).parents[2]
PLANS = sorted(path.name for path in (ROOT / "examples/review").glob("*.yaml"))
ODD = {"plans/empty.yaml": "", "plans/broken.yaml": "圏域: [", "plans/strange-year.yaml": "年度: 1999\n"}
CHECK = ("check", "-f", "json", "--for-merge", "--as-of", "2018-08-01")


@pytest.fixture
def folder(command: Command) -> Command:
    """Give the command in a folder with the plans of the review example, and some that cannot be read."""
    for name in PLANS:
        command.put(f"plans/{name}", f"review/{name}")
    for name, text in ODD.items():
        command.write(name, text)
    return command


def parts(folder: Command, number: int, seed: int, *words: str) -> list[str]:
    """Check the folder in so many parts, dealt out by chance; return the files of the reports."""
    paths = sorted(f"plans/{path.name}" for path in (folder.folder / "plans").iterdir())
    random.Random(seed).shuffle(paths)  # noqa: S311 - a game of cards
    names = []
    for at in range(number):
        run = folder(*CHECK, *words, *paths[at::number])
        names.append(f"part-{at}.json")
        folder.write(names[-1], run.out)
    return names


@pytest.mark.parametrize(("number", "seed"), [(1, 1), (2, 2), (3, 3), (5, 4)])
def test_the_merged_parts_are_the_whole(folder: Command, number: int, seed: int) -> None:
    """Byte for byte, and with the same exit code, however the plans are dealt out."""
    assert len(PLANS) > 10
    whole = folder(*CHECK, "plans")
    merged = folder("merge", *parts(folder, number, seed))
    assert merged.out == whole.out
    assert merged.code == whole.code


@pytest.mark.parametrize(
    "words", [("--stage", "designated"), ("--lang", "ja"), ("--select", "R9,R1"), ("--ignore", "R901")]
)
def test_options_hold_for_the_merged_report_too(folder: Command, words: tuple[str, ...]) -> None:
    """Severity by stage, language and the choice of rules are those of the parts."""
    whole = folder(*CHECK, *words, "plans")
    merged = folder("merge", *parts(folder, 2, 5, *words))
    assert merged.out == whole.out


def test_the_quota_is_counted_over_all_parts(folder: Command) -> None:
    """Three plans of one area in three parts are one too many, which no part can know."""
    reports = [json.loads(folder(*CHECK, f"plans/{name}").out) for name in PLANS if "yatsushiro" in name]
    assert [report["folder"] for report in reports] == [None, None, None]
    names = [folder.write(f"{at}.json", json.dumps(report)).name for at, report in enumerate(reports)]
    report = folder("merge", *names).report
    ledger = {line["group"]: line["used"] for line in report["folder"]["ledger"] if line["rule"] == "R901"}
    assert ledger["yatsushiro"] == 3
    (finding,) = [finding for finding in report["findings"] if finding["rule"] == "R901"]
    assert finding["path"] == "plans/10-yatsushiro-core.yaml"
    assert len(finding["related"]) == 2


def test_parts_may_be_named_in_two_ways(command: Command) -> None:
    """One was checked under an absolute path, one under a relative one; so it is with two drives of Windows."""
    plans = ("yatsushiro-core", "aso-no-optional-item")
    for name, example in zip(("a", "b"), plans, strict=True):
        command.put(f"{name}/plan.yaml", f"plans/{example}.yaml")
    command("check", str(command.folder / "a"), "--for-merge", "-f", "json=a.json")
    command("check", "b", "--for-merge", "-f", "json=b.json")
    merged = command("merge", "a.json", "b.json")
    assert (merged.code, merged.complaint) == (1, "")
    assert merged.report["summary"]["plans"] == 2


def test_it_can_be_written_to_a_file(folder: Command) -> None:
    """`-o` writes the same bytes that would be printed."""
    names = parts(folder, 2, 6)
    printed = folder("merge", *names).out
    folder("merge", *names, "-o", "whole.json")
    assert (folder.folder / "whole.json").read_bytes() == printed


Report = dict[str, Any]


def made(member: str, value: Any) -> Callable[[Report], None]:
    """Return what gives a report's member another value."""

    def change(report: Report) -> None:
        report[member] = value

    return change


def made_without_marks(report: Report) -> None:
    """Take out of one plan what it brings to the rules over all plans."""
    del report["plans"][0]["brings"]


def made_with_half_marks(report: Report) -> None:
    """Take the key out of every mark."""
    for plan in report["plans"]:
        for mark in plan["brings"]["marks"]:
            del mark["key"]


def made_with_other_rules(report: Report) -> None:
    """Let the pack have another digest."""
    report["packs"][0]["digest"] = "sha256:" + "0" * 64


def made_with_an_unknown_pack(report: Report) -> None:
    """Let the pack have a name that no pack has."""
    report["packs"][0]["id"] = "nowhere-2018"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (made("as_of", "2018-09-01"), "the reports were made as of different days (--as-of)"),
        (made("stage", "designated"), "the reports were made for different stages (--stage)"),
        (made("lang", "ja"), "the reports are in different languages (--lang)"),
        (made("tool", {"name": "zaitaku-check", "version": "0"}), "the reports were made by different versions"),
        (made("assumed", ["x.yaml"]), "reports made with --answers, --baseline, --assume or --changed-since cannot"),
        (made_without_marks, "a report lacks what is needed to merge it; check again with --for-merge"),
        (made_with_half_marks, "a report lacks what it should have: 'key'"),
        (made_with_other_rules, "another state of the rule pack “regional-centre-2018”; check again"),
        (made_with_an_unknown_pack, "another state of the rule pack “nowhere-2018”; check again"),
    ],
)
def test_what_does_not_fit_together_is_refused(folder: Command, change: Callable[[Report], None], says: str) -> None:
    """Nothing is merged that was not checked alike; one line says why, and the exit code is 2."""
    first, second = parts(folder, 2, 7)
    report = json.loads((folder.folder / second).read_bytes())
    change(report)
    run = folder("merge", first, folder.write(second, json.dumps(report)).name, "--lang", "en")
    assert (run.code, run.out) == (2, b"")
    assert says in run.complaint
    assert run.complaint.count("\n") == 1


def test_a_plan_counts_only_once(folder: Command) -> None:
    """The same plan in two reports is an error, not two plans."""
    first, _second = parts(folder, 2, 8)
    run = folder("merge", first, first)
    assert run.code == 2
    assert "is in several reports" in run.complaint


def test_a_report_without_what_merging_needs_says_so_in_japanese(folder: Command) -> None:
    """An ordinary report is not enough, and the words say what to do."""
    folder.write("plain.json", folder("check", "-f", "json", "plans").out)
    run = folder("merge", "plain.json", "--lang", "ja")
    assert run.code == 2
    assert "check に --for-merge を付けて検査し直してください。" in run.complaint
