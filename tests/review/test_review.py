"""The command `review`: what it writes, what it refuses to write over, how it ends."""

from __future__ import annotations

import csv
import json
import re
import shutil
from html import unescape
from io import StringIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.scenarios.command import EXAMPLES, Command


@pytest.fixture
def plans(command: Command) -> Path:
    """Give a folder with three plans: one ready, one to be explained, one to be returned."""
    for name in ("01-kumamoto-higashi-core", "04-uki-core", "08-kikuchi-core"):
        command.put(f"plans/{name}.yaml", f"review/{name}.yaml")
    return command.folder / "plans"


def written(folder: Path) -> set[str]:
    """Return the paths of all files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_reviewers_papers_are_written(plans: Path, command: Command) -> None:
    """Pages, workbook, ledger, checklist, report and both forms of each letter stand in the folder, no more."""
    run = command("review", str(plans), "-o", "out", "--lang", "ja")
    letters = {"001-医療法人社団_健軍会_東町ひかり病院", "002-宇土みどり総合病院", "003-大津こもれびクリニック"}
    assert written(command.folder / "out") == {
        *("index.html", "overview.xlsx", "ledger.csv", "checklist.md", "report.json", "contents.json"),
        *("desk.yaml", "rounds.json"),
        *(f"plans/{name}.html" for name in letters),
        *(f"letters/round-1/{name}.{suffix}" for name in letters for suffix in ("docx", "html")),
    }
    assert run.code == 1
    assert "  letters/       申請者宛ての通知 3件（補正依頼 1、照会 1、お知らせ 1）\n" in run.text
    assert not list(command.folder.glob("*.part"))


def test_it_says_so_in_english(plans: Path, command: Command) -> None:
    """What was written is said in the language of the run, and the letters are in it too."""
    run = command("review", str(plans), "-o", "out", "--lang", "en")
    assert "Written to out:\n  index.html     overview, ledger, outcomes by rule\n" in run.text
    letter = (command.folder / "out/letters/round-1/003-大津こもれびクリニック.html").read_text("utf-8")
    assert '<p class="right">Reference: ____________<br>' in letter
    assert "the activity plan you submitted on 3 Aug 2018 and ask you to correct the matters below" in letter


@pytest.mark.parametrize(
    ("lang", "title", "label"), [("ja", "申請者宛ての通知", "通知"), ("en", "Letters to applicants", "Letter")]
)
def test_the_page_leads_to_the_letters(lang: str, title: str, label: str, plans: Path, command: Command) -> None:
    """Every form of every letter is linked from a table of the page and from its plan's section, and is there."""
    command("review", str(plans), "-o", "out", "--lang", lang)
    page = (command.folder / "out/index.html").read_text("utf-8")
    assert f'<li><a href="#letters">{title}</a></li>' in page
    links = [(unquote(address), name) for address, name in re.findall(r'<a href="(letters/[^"]*)">(\w+)</a>', page)]
    forms = [("docx", "Word"), ("html", "HTML")]
    stems = ["001-医療法人社団_健軍会_東町ひかり病院", "002-宇土みどり総合病院", "003-大津こもれびクリニック"]
    expected = [(f"letters/round-1/{stem}.{suffix}", name) for stem in stems for suffix, name in forms]
    assert sorted(links) == sorted(expected * 2)
    assert {address for address, _ in links} <= written(command.folder / "out")
    for stem in stems:
        text = (command.folder / f"out/plans/{stem}.html").read_text("utf-8")
        own = [unquote(address) for address in re.findall(r'href="\.\./(letters/[^"]*)"', text)]
        assert own == [f"letters/round-1/{stem}.{suffix}" for suffix, _name in forms]
        assert f"<dt>{label}</dt>" in text


def test_a_page_without_letters_does_not_speak_of_them(plans: Path, command: Command) -> None:
    """`check -f html` writes no letters, and its page has no such section."""
    page = command("check", str(plans), "-f", "html").text
    assert "<!DOCTYPE html>" in page
    assert 'id="letters"' not in page


def test_quiet_says_nothing(plans: Path, command: Command) -> None:
    """With -q the papers are written without a word."""
    run = command("review", str(plans), "-o", "out", "-q")
    assert (run.code, run.text, run.complaint) == (1, "", "")
    assert (command.folder / "out/index.html").is_file()


def test_the_exit_code_is_that_of_check(plans: Path, command: Command) -> None:
    """Nothing above --fail-on is 0, findings are 1, a rule that could not be told is 2."""
    assert command("review", str(plans), "-o", "out", "--fail-on", "never").code == 0
    assert command("review", str(plans), "-o", "out").code == 1
    only = command.put("two/plan.yaml", "plans/kikuchi-many-mistakes.yaml")
    assert command("review", "two", "-o", "out2").code == command("check", str(only)).code == 1


def test_the_page_holds_the_evidence(plans: Path, command: Command) -> None:
    """What each rule looked at stands on the page of the plan, also of those that passed, and there alone."""
    command("review", str(plans), "-o", "out", "--lang", "ja")
    (page,) = (command.folder / "out/plans").glob("001-*.html")
    row = unescape(re.sub(r"<[^>]+>", "|", page.read_text("utf-8").split(">R201 ")[-1].split("</tr>")[0]))
    assert "類型|基幹型|（4行目）" in row
    assert "申請者の病床数|210床|（12行目）" in row
    report = json.loads((command.folder / "out/report.json").read_bytes())
    assert not any("evidence" in plan for plan in report["plans"])


def test_the_ledger_is_a_table(plans: Path, command: Command) -> None:
    """ledger.csv has a row for every group with a limit, also one without plans."""
    command("review", str(plans), "-o", "out", "--lang", "ja")
    text = (command.folder / "out/ledger.csv").read_text("utf-8-sig")
    rows = {(row["ルール"], row["区分"]): row for row in csv.DictReader(StringIO(text))}
    assert (rows["R901", "宇城"]["現在"], rows["R901", "宇城"]["上限"]) == ("1", "1")
    assert (rows["R901", "八代"]["現在"], rows["R901", "八代"]["上限"]) == ("0", "2")


def test_a_second_run_replaces_the_first(plans: Path, command: Command) -> None:
    """The page of a plan that is no more is taken away; what others laid into the folder stays."""
    command("review", str(plans), "-o", "out")
    command.write("out/memo.txt", "審査会は9月")
    (plans / "08-kikuchi-core.yaml").unlink()
    assert command("review", str(plans), "-o", "out").code == 0
    assert "plans/003-大津こもれびクリニック.html" not in written(command.folder / "out")
    assert (command.folder / "out/memo.txt").read_text("utf-8") == "審査会は9月"


@pytest.mark.parametrize("name", ["plans/002-宇土みどり総合病院.html", "overview.xlsx", "index.html"])
def test_work_of_the_reviewer_is_never_overwritten(name: str, plans: Path, command: Command) -> None:
    """A page or workbook that was changed since keeps its content, and the run says which it is."""
    command("review", str(plans), "-o", "out")
    before = {path: (command.folder / "out" / path).read_bytes() for path in written(command.folder / "out")}
    command.write(f"out/{name}", "手を入れた")
    run = command("review", str(plans), "-o", "out", "--lang", "ja")
    assert run.code == 2
    assert (
        f"出力先「out」の {name} は、このコマンドが書き出したままのファイルではないため、上書きしません。"
        in run.complaint
    )
    after = {path: (command.folder / "out" / path).read_bytes() for path in written(command.folder / "out")}
    assert after == before | {name: "手を入れた".encode()}


def test_foreign_files_are_not_overwritten(plans: Path, command: Command) -> None:
    """A page somebody else has put there is left alone, and so is everything else."""
    command.write("out/index.html", "mine")
    run = command("review", str(plans), "-o", "out", "--lang", "en")
    assert run.code == 2
    assert "in “out”, index.html were changed after this command wrote them" in run.complaint
    assert written(command.folder / "out") == {"index.html"}


def test_a_forged_list_deletes_nothing_elsewhere(plans: Path, command: Command) -> None:
    """Names in contents.json that lead out of the folder are not followed."""
    victim = command.write("victim.txt", "mine")
    from hashlib import sha256

    forged = {"schema": "zaitaku-check/review-1", "files": {"../victim.txt": f"sha256:{sha256(b'mine').hexdigest()}"}}
    command.write("out/contents.json", json.dumps(forged))
    assert command("review", str(plans), "-o", "out").code == 1
    assert victim.read_text("utf-8") == "mine"


def test_links_are_not_written_through(plans: Path, command: Command) -> None:
    """A link in place of the letters' folder is refused: it could lead anywhere."""
    elsewhere = command.folder / "elsewhere"
    elsewhere.mkdir()
    (command.folder / "out").mkdir()
    try:
        (command.folder / "out/letters").symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        pytest.skip("this system does not let us make links")
    assert command("review", str(plans), "-o", "out").code == 2
    assert written(elsewhere) == set()


@pytest.mark.parametrize("out", ["plans", ".", "plans/08-kikuchi-core.yaml"])
def test_the_plans_are_safe(out: str, plans: Path, command: Command) -> None:
    """Nothing is written into a folder that holds the plans, nor over one of them."""
    before = {path: path.read_bytes() for path in plans.iterdir()}
    run = command("review", str(plans), "-o", out, "--lang", "ja")
    assert run.code == 2
    assert "計画書のないフォルダーを指定してください" in run.complaint or "フォルダーではありません" in run.complaint
    assert {path: path.read_bytes() for path in plans.iterdir()} == before
    assert written(command.folder) == {f"plans/{path.name}" for path in before}


def test_a_folder_below_the_plans_may_be_written_to(plans: Path, command: Command) -> None:
    """`review . -o out` works from inside the plans' folder, and again."""
    command.folder = plans
    assert command("review", ".", "-o", "out").code == 1
    assert command("review", ".", "-o", "out").code == 1


@pytest.mark.parametrize("target", ["nothing", "plans/08-kikuchi-core.yaml"])
def test_only_a_folder_can_be_reviewed(target: str, plans: Path, command: Command) -> None:
    """A file, or nothing at all, is refused and nothing is written."""
    run = command("review", target, "-o", "out", "--lang", "ja")
    assert (run.code, run.complaint) == (2, f"zaitaku-check: 「{target}」はフォルダーではありません。\n")
    assert not (command.folder / "out").exists()
    assert plans.is_dir()


def test_a_folder_without_plans_is_no_review(command: Command) -> None:
    """Where there is no plan, nothing is written and the exit code says so."""
    (command.folder / "empty").mkdir()
    run = command("review", "empty", "-o", "out", "--lang", "ja")
    assert run.code == 2
    assert "計画書（.yaml・.yml・.xlsx）がありません。" in run.complaint
    assert not (command.folder / "out").exists()


def test_the_out_folder_cannot_be_made(plans: Path, command: Command) -> None:
    """A place that cannot be written to is said in one line, and no half-written folder is left."""
    command.write("file", "x")
    run = command("review", str(plans), "-o", "file/out", "--lang", "ja")
    assert run.code == 2
    assert run.complaint.startswith("zaitaku-check: 「file/out」に書き出せません（")
    assert written(command.folder) >= {"file"}
    assert not list(command.folder.glob("**/*.part"))


def test_the_same_folder_gives_the_same_bytes(command: Command) -> None:
    """Two reviews of the examples agree to the byte in every file."""
    shutil.copytree(EXAMPLES / "review", command.folder / "plans")
    for out in ("one", "two"):
        command("review", "plans", "-o", out, "--as-of", "2018-09-10")
    one, two = command.folder / "one", command.folder / "two"
    assert written(one) == written(two)
    assert [name for name in written(one) if (one / name).read_bytes() != (two / name).read_bytes()] == []
