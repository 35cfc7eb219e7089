"""The next edition: made with a list of everything it takes over, and not done while one thing is unconfirmed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.scenarios.command import EXAMPLES, ROOT, Command

SHELF = EXAMPLES / "packs"
YEAR = SHELF / "regional-centre-2020"
LIST = "to-confirm.yaml"


@pytest.fixture
def renewed(command: Command) -> Path:
    """Return the folder of an edition that has just been made."""
    run = command("rules", "renew", "regional-centre-2018", "regional-centre-2021", "--lang", "en")
    assert run.code == 0, run.complaint
    return command.folder / "regional-centre-2021"


def _lint(command: Command, folder: Path) -> str:
    return command("rules", "lint", f"./{folder.name}", "--lang", "en").text


def test_the_year_2020_takes_few_lines() -> None:
    """What an official writes beside confirming the list: the head of the pack, and what has changed."""
    files = [path for path in YEAR.glob("*.yaml") if path.name != LIST]
    lines = [line for path in files for line in path.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]
    assert len(lines) < 40


@pytest.mark.parametrize(
    "words",
    [
        ["lint"],
        pytest.param(["test"], marks=pytest.mark.long),
        pytest.param(["test", "--mutate"], marks=pytest.mark.long),
    ],
    ids=" ".join,
)
def test_the_year_2020_is_sound(words: list[str], command: Command) -> None:
    """It lints, its rules and those taken over pass their tests, and no mutant survives."""
    run = command("rules", *words, str(YEAR))
    assert run.code == 0, run.text


def test_the_year_2020_is_chosen_beside_the_continuing_pack(command: Command) -> None:
    """A plan of 2020 is judged by it, one of 2021 by the continuing pack."""
    text = (YEAR / "examples/alliance.yaml").read_text("utf-8")
    command.write("plans/2020.yaml", text)
    command.write("plans/2021.yaml", text.replace("令和3年", "令和4年").replace("令和2年", "令和3年"))
    plans = command("check", "plans", "--packs", str(SHELF), "-f", "json").report["plans"]
    wanted = [("regional-centre-2020", "ready"), ("regional-centre-continuing", "ready")]
    assert [(plan["pack"], plan["verdict"]) for plan in plans] == wanted


def test_a_plan_with_last_years_dates_is_returned(command: Command) -> None:
    """The dates of 2018 in a plan of 2020 are errors, at their places."""
    text = (YEAR / "examples/core.yaml").read_text("utf-8")
    stale, number = re.subn(r"開始: 令和2年4月1日", "開始: 平成30年10月1日", text)
    assert number == 1
    command.write("plan.yaml", stale)
    report = command("check", "plan.yaml", "--packs", str(SHELF), "-f", "json").report
    assert report["plans"][0]["verdict"] == "return"
    errors = [(each["rule"], each["pointer"]) for each in report["findings"] if each["severity"] == "error"]
    assert errors == [("R401", "/period/start")]


def test_nothing_is_done_at_first(command: Command, renewed: Path) -> None:
    """Every number, every day and every named year of the pack before is asked for, in its line of the list."""
    text = _lint(command, renewed)
    listed = [line for line in (renewed / LIST).read_text("utf-8").splitlines() if line.startswith("- ")]
    assert len(listed) > 30
    assert text.count("taken over and not confirmed") == len(listed)
    for thing in (
        "amounts.centres: 13",
        "dates.activity_starts: 2021-10-01",
        "R205 check: min 2",
    ):
        assert f"“{thing}” is taken over and not confirmed" in text


@pytest.mark.parametrize("word", ["no", '""', "いいえ", "未確認", "false"])
def test_words_that_confirm_nothing(command: Command, renewed: Path, word: str) -> None:
    """A thing that is open stays open, however that is written."""
    path = renewed / LIST
    path.write_text(path.read_text("utf-8").replace("confirmed: no}", f"confirmed: {word}}}"), "utf-8")
    assert "“amounts.centres: 13” is taken over and not confirmed" in _lint(command, renewed)


def test_confirming_or_replacing_settles_it(command: Command, renewed: Path) -> None:
    """A new value needs no confirmation; a line that was deleted does."""
    path, head = renewed / LIST, renewed / "pack.yaml"
    text = path.read_text("utf-8").replace("confirmed: no}", "confirmed: 要綱 第3条}")
    path.write_text(text, "utf-8")
    assert "0 problems" in _lint(command, renewed)
    unsure = text.replace('value: "13", confirmed: 要綱 第3条', 'value: "13", confirmed: no')
    assert unsure != text
    path.write_text(unsure, "utf-8")
    assert "1 problem" in _lint(command, renewed)
    head.write_text(head.read_text("utf-8") + "amounts: {centres: 20}\n", "utf-8")
    assert "0 problems" in _lint(command, renewed)
    path.write_text("".join(line for line in text.splitlines(keepends=True) if "R205" not in line), "utf-8")
    assert "“R205 check: min 2” is taken over, but not listed" in _lint(command, renewed)


def test_an_edition_without_a_list_is_held_against_its_year(command: Command, renewed: Path) -> None:
    """Days of another year are found although nobody made a list; what follows the fiscal year is not."""
    (renewed / LIST).unlink()
    assert "0 problems" in _lint(command, renewed)
    head = (renewed / "pack.yaml").read_text("utf-8")
    day = "dates: {activity_starts: '2021-04-01'}\n"
    command.write("regional-centre-2021/pack.yaml", head + day)
    later = head.replace("regional-centre-2021", "later").replace(
        "extends: regional-centre-2018", "extends: regional-centre-2021"
    )
    command.write("later/pack.yaml", later.replace("fiscal_years: [2021]", "fiscal_years: [2025]"))
    text = command("rules", "lint", "./later", "--packs", ".", "--lang", "en").text
    assert "the day 1 Apr 2021 of “dates.activity_starts” is taken over, but is none of fiscal year 2025" in text
    assert "R205" not in text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("regional-centre-2018", "Regional_2021"), "cannot name a rule pack"),
        (("regional-centre-2018", "regional-centre-2019"), "already"),
        (("regional-centre-2018", "x-2021", "--fiscal-year", "R3"), "is no year"),
        (("nowhere", "x-2021"), "there is no rule pack"),
    ],
)
def test_what_cannot_be_made_is_refused(command: Command, words: tuple[str, ...], says: str) -> None:
    """And nothing is written."""
    run = command("rules", "renew", *words, "--lang", "en")
    assert (run.code, says in run.complaint) == (2, True)
    assert list(command.folder.iterdir()) == []


def test_the_shelf_is_linted_as_a_whole(command: Command, renewed: Path) -> None:
    """Two editions for one year are found at the head of the second."""
    head = (renewed / "pack.yaml").read_text("utf-8")
    things = (renewed / LIST).read_text("utf-8").replace("confirmed: no}", "confirmed: yes}")
    for name in ("regional-centre-2021", "twin"):
        command.write(f"shelf/{name}/pack.yaml", head.replace("id: regional-centre-2021", f"id: {name}"))
        command.write(f"shelf/{name}/{LIST}", things)
    run = command("rules", "lint", "--packs", "shelf", "--lang", "en")
    assert "twin/pack.yaml:7:1: “regional-centre-2021” is for fiscal year 2021 of this programme too" in run.text
    assert "1 problem\n" in run.text


def test_a_pack_of_the_shelf_that_no_plan_can_choose_is_found(command: Command) -> None:
    """Where the form has no field in which a plan names the programme."""
    shutil.copytree(ROOT / "tests/data/shelf/mimamori", command.folder / "shelf/mimamori")
    form = command.folder / "shelf/mimamori/form.yaml"
    text = form.read_text("utf-8")
    form.write_text(text[: text.index("  programme:")] + text[text.index("  fiscal_year:") :], "utf-8")
    run = command("rules", "lint", "--packs", "shelf", "--lang", "en")
    assert "mimamori/pack.yaml:4:1: the form has no field `programme` with the choice “watching_over”" in run.text


@pytest.mark.parametrize(
    "answers",
    [
        "見守り活動補助金\n2026\n募集要項\n団体名\n30万円\n訪問、電話\n",
        "移動支援\n２０２６\n実施要綱\n申請者名\n\n送迎\n",
        "備品の購入\n2026\n要領\n団体の名称\n1,500,000\n\n",
    ],
)
def test_a_pack_comes_from_questions(command: Command, answers: str) -> None:
    """From nothing to a pack that lints, passes its tests, lets no mutant survive, and judges its example."""
    assert command("rules", "new", "first-pack", "--lang", "ja", stdin=answers.encode()).code == 0
    for words in (["lint"], ["test"], ["test", "--mutate"]):
        run = command("rules", *words, "./first-pack")
        assert run.code == 0, run.text
    report = command("check", "first-pack/examples/good.yaml", "--packs", ".", "-f", "json").report
    assert [(plan["pack"], plan["verdict"]) for plan in report["plans"]] == [("first-pack", "ready")]


@pytest.mark.parametrize("answers", ["", "見守り\n", "見守り\nいつか\nまた\nまだ\n募集要項\n団体名\n\n\n"])
def test_without_answers_no_pack_is_written(command: Command, answers: str) -> None:
    """An answer that is missing, or cannot be read three times, ends it."""
    run = command("rules", "new", "first-pack", "--lang", "en", stdin=answers.encode())
    assert (run.code, "there is no answer" in run.complaint) == (2, True)
    assert list(command.folder.iterdir()) == []
