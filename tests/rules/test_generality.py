"""Programmes with another shape are packs of words alone: they load, pass their tests, and judge plans and folders."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scenarios.command import EXAMPLES, Command

EDITIONS = {"regional-centre-2020"}
"""What goes on from a bundled pack, and is no programme of its own."""
PACKS = sorted(path for path in (EXAMPLES / "packs").iterdir() if path.is_dir() and path.name not in EDITIONS)
IDS = [path.name for path in PACKS]
PROGRAMMES = {
    *("aid-activity", "care-worker-conditions", "farm-practice", "hilly-farmland-agreement", "home-care-hubs"),
    *("medical-plan-8", "reinforced-home-care-clinics", "sdgs-registration"),
}


def test_the_programmes_are_there() -> None:
    """Care, clinics, farms, aid and schemes of items: programmes that ask for other things than the bundled ones."""
    assert set(IDS) == PROGRAMMES
    assert [path for path in (EXAMPLES / "packs").rglob("*") if path.is_file() and path.suffix != ".yaml"] == []


@pytest.mark.parametrize("pack", PACKS, ids=IDS)
@pytest.mark.parametrize(
    "words", [["lint"], ["test"], pytest.param(["test", "--mutate"], marks=pytest.mark.long)], ids=" ".join
)
def test_the_pack_is_sound(pack: Path, words: list[str], command: Command) -> None:
    """Linting, the rules' own tests and mutation find nothing."""
    run = command("rules", *words, str(pack), "--lang", "en")
    assert run.code == 0, run.text
    assert "0 problems" in run.text or "0 failed" in run.text or "0 survived" in run.text


@pytest.mark.parametrize("pack", PACKS, ids=IDS)
def test_its_examples_are_good(pack: Path, command: Command) -> None:
    """The pack's own plans have nothing against them, alone and as a folder."""
    run = command("check", str(pack / "examples"), "--pack", str(pack), "-f", "json")
    assert (run.code, run.report["findings"]) == (0, [])
    assert {plan["pack"] for plan in run.report["plans"]} == {pack.name}


def findings(command: Command, pack: str, folder: Path) -> list[tuple[str, str]]:
    """Return rule and message of what is found."""
    report = command(
        "check", str(folder), "--pack", str(EXAMPLES / "packs" / pack), "-f", "json", "--lang", "en"
    ).report
    return [(each["rule"], each["message"]) for each in report["findings"]]


def test_too_few_challenge_items(command: Command) -> None:
    """Four of the challenge items are one too few, and each missing basic item is named."""
    text = (EXAMPLES / "packs/sdgs-registration/examples/company.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "チャレンジ25" not in line and "基本7," not in line]
    plan = command.write("company.yaml", "\n".join(lines) + "\n")
    assert findings(command, "sdgs-registration", plan) == [
        ("S101", "These basic items are missing: “Basic item 7”."),
        ("S102", "At least 5 challenge items are needed; there are 4."),
    ]


def test_any_one_of_several_acts(command: Command) -> None:
    """Without any act against abandonment and without a further activity, both are asked for."""
    plan = command.write(
        "village.yaml",
        "事業: 中山間地域等直接支払の集落協定\n年度: 令和6年度\n集落名: 上石野\n活動: [{行為: 水路・農道等の管理}]\n",
    )
    assert [rule for rule, _message in findings(command, "hilly-farmland-agreement", plan)] == ["H101", "H103"]


def test_a_minimum_in_every_area_and_a_higher_one_in_one(command: Command) -> None:
    """An area that falls short of its own number is named with it."""
    folder = command.folder / "entries"
    folder.mkdir()
    for path in (EXAMPLES / "packs/medical-plan-8/examples").glob("*.yaml"):
        if path.name != "central-clinic.yaml":
            (folder / path.name).write_bytes(path.read_bytes())
    assert findings(command, "medical-plan-8", folder) == [
        ("W901", "Too few active institutions in: 'Central' (2 or more).")
    ]
