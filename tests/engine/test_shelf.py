"""Packs from folders and zips beside the bundled ones: found, chosen, refused, never taken for the plan's own."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.scenarios.command import ROOT, Command

from zaitaku_check.engine.pack_files import files_of, pack_name
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import CouldNotCheck, PackError

RULES = str(ROOT / "rules")
SMALL = ROOT / "tests/data/shelf/mimamori"
"""A whole pack of another programme: `watching_over`, fiscal year 2025."""
PLAN = "事業: 見守り\n年度: 令和7年度\n団体名: 上町見守り隊\n申請額: 32万円\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Return a folder with one pack in it."""
    shutil.copytree(SMALL, tmp_path / "shelf/mimamori")
    return tmp_path / "shelf"


def _zip(path: Path, files: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def _zipped(path: Path, top: str = "mimamori/") -> Path:
    return _zip(path, {f"{top}{each.name}": each.read_bytes() for each in SMALL.iterdir() if each.is_file()})


def test_a_pack_on_a_shelf_is_chosen_like_a_bundled_one(command: Command, shelf: Path) -> None:
    """Programme and year choose it, and its form reads the plan."""
    plan = shelf.parent / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    run = command("check", str(plan), "--packs", str(shelf), "-f", "json")
    report = run.report
    assert [pack["id"] for pack in report["packs"]] == ["mimamori"]
    assert [(each["rule"], each["line"]) for each in report["findings"]] == [("mimamori.G301", 4)]


@pytest.mark.parametrize("top", ["", "mimamori/", "folder (1)/"])
def test_a_zip_is_a_pack(tmp_path: Path, top: str) -> None:
    """Whatever the mail program called the zip, and whether the pack lies in a folder in it or not."""
    path = _zipped(tmp_path / "mimamori (1).ZIP", top)
    assert pack_name(str(path)) == "mimamori"
    assert Shelf(RULES, shelves=[str(tmp_path)]).pack("mimamori") == Shelf(RULES, shelves=[str(SMALL)]).pack("mimamori")


_BAD_ZIPS: dict[str, dict[str, bytes | str]] = {
    "a way out": {"p/pack.yaml": "id: p\n", "p/../../evil.yaml": "[]"},
    "an absolute name": {"/p/pack.yaml": "id: p\n"},
    "a drive": {"C:/p/pack.yaml": "id: p\n"},
    "too many files": {"p/pack.yaml": "id: p\n", **{f"p/{each}.yaml": "" for each in range(2001)}},
    "too large a file": {"p/pack.yaml": b"#" * (4 * 1024 * 1024 + 1)},
}


@pytest.mark.parametrize("files", _BAD_ZIPS.values(), ids=_BAD_ZIPS)
def test_a_zip_that_reaches_out_or_swells_is_refused(tmp_path: Path, files: dict[str, bytes | str]) -> None:
    """Nothing of it is read."""
    with pytest.raises(PackError):
        files_of(str(_zip(tmp_path / "p.zip", files)))


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    """A zip of a Unix system can hold links."""
    link = zipfile.ZipInfo("p/rules.yaml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("p/pack.yaml", "id: p\n")
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(PackError, match="link"):
        files_of(str(tmp_path / "p.zip"))


def test_a_zip_that_is_none_is_refused(tmp_path: Path) -> None:
    """A file with the name alone."""
    (tmp_path / "p.zip").write_bytes(b"PK no zip")
    with pytest.raises(PackError, match="zip"):
        Shelf(RULES, shelves=[str(tmp_path)])


@pytest.mark.parametrize(
    "name", ["sub/more.yaml", "rules.json", "rules.yaml.bak", "examples/sub/x.yaml", "ruled.yaml~"]
)
def test_a_file_that_nobody_would_read_is_named(shelf: Path, name: str) -> None:
    """The pack is refused: what is meant for rules must not be passed over."""
    path = shelf / "mimamori" / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(PackError) as error:
        Shelf(RULES, shelves=[str(shelf)]).pack("mimamori")
    assert [problem.path for problem in error.value.problems] == [name]


@pytest.mark.parametrize("name", ["MORE.YAML", "more.yml"])
def test_every_spelling_of_the_ending_is_read(shelf: Path, name: str) -> None:
    """Also of an example."""
    (shelf / "mimamori/rules.yaml").rename(shelf / "mimamori" / name)
    (shelf / "mimamori/examples/good.yaml").rename(shelf / "mimamori/examples" / name)
    packs = Shelf(RULES, shelves=[str(shelf)])
    assert [rule.id for rule in packs.pack("mimamori").rules] == ["mimamori.G101", "mimamori.G301"]
    assert [file for file, _data in packs.examples("mimamori")] == [name]


def test_a_link_in_a_pack_is_refused(shelf: Path) -> None:
    """What it points at is never shown."""
    (shelf / "secret").write_text("a: [", encoding="utf-8")
    (shelf / "mimamori/more.yaml").symlink_to(shelf / "secret")
    with pytest.raises(PackError, match="link"):
        Shelf(RULES, shelves=[str(shelf)]).pack("mimamori")


def test_a_pack_may_have_any_number_of_rule_files(shelf: Path) -> None:
    """A file a rule is how two people work on one pack; none of 300 is passed over."""
    source = (shelf / "mimamori/rules.yaml").read_text(encoding="utf-8").partition("- id: mimamori.G301")[2]
    for number in range(400, 700):
        text = f"- id: mimamori.G{number}{source}".replace("30万円以内", f"30万円以内（{number}）")
        (shelf / "mimamori" / f"r{number}.yaml").write_text(text, encoding="utf-8")
    assert len(Shelf(RULES, shelves=[str(shelf)]).pack("mimamori").rules) == 302


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda shelf: shutil.rmtree(shelf / "mimamori"), "no rule pack in"),
        (lambda shelf: shutil.copytree(RULES + "/structure", shelf / "structure"), "is taken by"),
        (lambda shelf: _zipped(shelf / "a.zip"), "is taken by"),
        (shutil.rmtree, "cannot open the folder"),
    ],
)
def test_a_shelf_that_cannot_be_used_is_refused(shelf: Path, make: object, says: str) -> None:
    """Nothing is chosen silently between two packs of one id."""
    make(shelf)  # type: ignore[operator]
    with pytest.raises(CouldNotCheck, match=says):
        Shelf(RULES, shelves=[str(shelf)])


def test_two_packs_for_one_year_are_refused(command: Command, shelf: Path) -> None:
    """A plan is not judged by whichever came first."""
    shutil.copytree(shelf / "mimamori", shelf / "twin")
    head = (shelf / "twin/pack.yaml").read_text(encoding="utf-8")
    (shelf / "twin/pack.yaml").write_text(head.replace("id: mimamori", "id: twin"), encoding="utf-8")
    (shelf / "twin/rules.yaml").unlink()
    (shelf.parent / "plan.yaml").write_text(PLAN, encoding="utf-8")
    run = command("check", str(shelf.parent / "plan.yaml"), "--packs", str(shelf))
    assert run.code == 2
    assert "“mimamori” and “twin” are both for fiscal year 2025" in run.complaint


def test_an_edition_for_fewer_years_goes_first(shelf: Path) -> None:
    """And one that extends another for the same years goes before it."""
    for name, years in (("one-year", "[2025]"), ("corrected", "[2025]")):
        (shelf / name).mkdir()
        base = "mimamori" if name == "one-year" else "one-year"
        text = f"id: {name}\nextends: {base}\ntitle: {{ja: {name}, en: {name}}}\nfiscal_years: {years}\n"
        (shelf / name / "pack.yaml").write_text(text, encoding="utf-8")
    head = shelf / "mimamori/pack.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("[2025]", "[2024, 2025, 2026]"), encoding="utf-8")
    packs = Shelf(RULES, shelves=[str(shelf)])
    assert [packs.choose("watching_over", year) for year in (2024, 2025)] == ["mimamori", "corrected"]


@pytest.mark.parametrize(
    ("plan", "pack", "place", "says"),
    [
        ("年度: 令和元年度\n", "regional-centre-2018", "/fiscal_year", "fiscal year 2019"),
        ("事業: 見守り\n年度: 平成30年度\n", "regional-centre-2018", "/programme", "regional-centre-2018"),
        ("年度: 平成30年度\n", "prefectural-centre-2018", "", "prefectural-centre-2018"),
        ("年度: 平成30年度\n", "regional-centre-2018", None, ""),
        ("事業: 見守り\n年度: 令和7年度\n", "mimamori", None, ""),
        ("年度: いつか\n", "regional-centre-2018", None, ""),
    ],
)
def test_a_forced_pack_that_is_not_the_plans_own_is_told(
    *, command: Command, shelf: Path, plan: str, pack: str, place: str | None, says: str
) -> None:
    """F014, a warning, where the plan says its programme or year; whatever rules are selected."""
    (shelf.parent / "plan.yaml").write_text(plan, encoding="utf-8")
    words = ("--packs", str(shelf), "--pack", pack, "--select", "Y001", "-f", "json", "--lang", "en")
    findings = command("check", "plan.yaml", *words).report["findings"]
    told = [(each["severity"], says in each["message"]) for each in findings if each["rule"] == "F014"]
    assert told == ([] if place is None else [("warning", True)])


def test_a_configuration_reaches_below_its_own_folder_only(command: Command, shelf: Path) -> None:
    """What lies elsewhere is for the command line to name."""
    here = shelf.parent / "desk"
    here.mkdir()
    command.folder = here
    (here / "zaitaku-check.toml").write_text('packs = ["../shelf"]\n', encoding="utf-8")
    run = command("rules", "list")
    assert run.code == 2
    assert "below the configuration's own" in run.complaint
    (here / "link").symlink_to(shelf)
    (here / "zaitaku-check.toml").write_text('packs = ["link"]\n', encoding="utf-8")
    assert command("rules", "list").code == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("rules", "list"), "mimamori.G301"),
        (("rules", "show", "mimamori.G301"), "300,000"),
        (("new", "--programme", "watching_over"), "団体名"),
        (("new", "--programme", "見守り", "--example"), "上町見守り隊"),
        (("schema", "--pack", "mimamori"), "団体名"),
        (("explain", "mimamori.G301"), "300,000"),
        (("rules", "coverage"), "募集要項"),
    ],
)
def test_every_command_sees_the_configured_shelf(
    command: Command, shelf: Path, words: tuple[str, ...], says: str
) -> None:
    """By configuration, and by `--packs` from anywhere."""
    (shelf.parent / "zaitaku-check.toml").write_text('packs = ["shelf"]\n', encoding="utf-8")
    shutil.copytree(SMALL.parent / "coverage", shelf / "coverage")
    configured = command(*words, "--lang", "ja")
    assert (configured.code, says in configured.text) == (0, True)
    command.folder = ROOT
    assert command(*words, "--lang", "ja", "--packs", str(shelf)).text == configured.text


def test_a_lock_holds_what_packs_say(command: Command, shelf: Path) -> None:
    """Other line ends are the same pack; another number is not."""
    (shelf.parent / "zaitaku-check.toml").write_text('packs = ["shelf"]\n', encoding="utf-8")
    (shelf.parent / "plan.yaml").write_text(PLAN, encoding="utf-8")
    assert "no packs.lock" in command("check", "plan.yaml", "--locked").complaint
    assert command("rules", "lock").code == 0
    assert command("check", "plan.yaml", "--locked").code == 1
    head = shelf / "mimamori/pack.yaml"
    head.write_bytes(head.read_bytes().replace(b"\n", b"\r\n") + b"# a remark\r\n")
    assert command("check", "plan.yaml", "--locked").code == 1
    head.write_bytes(head.read_bytes().replace(b"300000", b"400000"))
    run = command("check", "plan.yaml", "--locked")
    assert (run.code, "mimamori" in run.complaint) == (2, True)
    assert command("check", "plan.yaml").code == 0


def test_a_pack_may_speak_japanese_alone(command: Command, shelf: Path) -> None:
    """Nothing English is asked for then; whoever reads English gets the Japanese."""
    for path in (shelf / "mimamori").glob("*.yaml"):
        path.write_text(re.sub(r", en: (\"[^\"]*\"|[^}]*)}", "}", path.read_text("utf-8")), "utf-8")
    head = shelf / "mimamori/pack.yaml"
    assert "en:" not in head.read_text("utf-8")
    assert command("rules", "lint", str(shelf / "mimamori")).code == 1
    head.write_text(head.read_text("utf-8") + "languages: [ja]\n", "utf-8")
    assert command("rules", "lint", str(shelf / "mimamori")).code == 0
    assert command("rules", "test", str(shelf / "mimamori")).code == 0
    text = command("rules", "show", "mimamori.G101", "--packs", str(shelf), "--lang", "en").text
    assert "団体名を書くこと" in text


def test_a_failing_test_is_named_with_its_place(command: Command, shelf: Path) -> None:
    """File, line and column, as every report of ours."""
    rules = shelf / "mimamori/rules.yaml"
    rules.write_text(rules.read_text("utf-8").replace("300001円", "300000円"), "utf-8")
    run = command("rules", "test", str(shelf / "mimamori"), "--lang", "en")
    assert run.code == 1
    assert "mimamori/rules.yaml:19:13 mimamori.G301 #2 (fail): the outcome is pass, not fail" in run.text


def test_pages_of_one_pack_are_written_where_it_is_said(command: Command, shelf: Path) -> None:
    """In both languages; with --check they are only compared."""
    words = ("rules", "docs", str(shelf / "mimamori"), "-o", "pages")
    assert command(*words, "--check").code == 1
    assert command(*words).code == 0
    assert "300,000" in (command.folder / "pages/en/mimamori.md").read_text("utf-8")
    assert command(*words, "--check").code == 0


@pytest.mark.parametrize(
    ("state", "says"),
    [("status: retired\n  replaced_by: mimamori.G101", "Replaced by mimamori.G101."), ("status: draft", "draft")],
)
def test_a_rule_that_is_not_judged_says_so(command: Command, shelf: Path, state: str, says: str) -> None:
    """In the list, on its page, and where it was selected by its id."""
    rules = shelf / "mimamori/rules.yaml"
    text = rules.read_text("utf-8").replace("id: mimamori.G301\n", f"id: mimamori.G301\n  {state}\n")
    rules.write_text(text, "utf-8")
    (shelf.parent / "plan.yaml").write_text(PLAN, "utf-8")
    common = ("--packs", str(shelf), "--lang", "en")
    assert says in command("rules", "list", "--pack", "mimamori", *common).text
    assert says in command("rules", "show", "mimamori.G301", *common).text
    checked = command("check", "plan.yaml", "--select", "MIMAMORI.g301", "-f", "json", *common)
    assert [each["rule"] for each in checked.report["inactive"]] == ["mimamori.G301"]


@pytest.mark.parametrize("kind", ["rules", "pack"])
def test_editors_get_a_schema_for_files_of_packs(command: Command, kind: str) -> None:
    """The one by which the files are checked."""
    schema = command("schema", "--pack-file", kind).report
    checker = Draft202012Validator(schema)
    data = yaml.safe_load((SMALL / f"{kind}.yaml").read_text("utf-8"))
    assert list(checker.iter_errors(data)) == []
    assert list(checker.iter_errors([{"id": 5}])) != []
