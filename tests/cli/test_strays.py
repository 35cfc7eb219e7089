"""Files beside plans in another format: named with what to do, while mere company passes without a word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.scenarios.command import Command

GOOD = "plans/yatsushiro-core.yaml"
WRITE_ANEW = (
    "計画書であれば、「zaitaku-check new 計画書.yaml」で作成した様式に内容を書き写し、YAMLで保存し直してください。"
)


@pytest.fixture
def plans(command: Command) -> Path:
    """Give a folder with one sound plan."""
    return command.put("plans/good.yaml", GOOD).parent


def skipped(command: Command, lang: str = "ja") -> dict[str, str]:
    """Return what a check of the folder skips, each with the reason; the check itself is not failed by it."""
    run = command("check", "plans", "-f", "json", "--lang", lang, "--fail-on", "error")
    assert run.code == 0
    assert run.report["summary"]["skipped"] == len(run.report["skipped"])
    return {each["path"]: each["reason"] for each in run.report["skipped"]}


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(
    ("name", "kind", "en"),
    [
        ("様式.xlsx", "Excelのファイル", "an Excel file"),
        ("old.XLS", "Excelのファイル", "an Excel file"),
        ("計画.docx", "Wordのファイル", "a Word file"),
        ("scan.pdf", "PDFのファイル", "a PDF file"),
        ("list.csv", "CSVのファイル", "a CSV file"),
        ("計画.jtd", "一太郎のファイル", "an Ichitaro file"),
        ("計画.xdw", "DocuWorksのファイル", "a DocuWorks file"),
    ],
)
def test_a_plan_in_another_format_is_named(command: Command, name: str, kind: str, en: str) -> None:
    """Whatever an office saves a form as is said to be unchecked, and how to send it instead."""
    command.write(f"plans/deep/{name}", b"anything")
    path = os.path.join("plans", "deep", name)
    assert skipped(command) == {path: f"{kind}のため検査していません。{WRITE_ANEW}"}
    assert skipped(command, "en")[path].startswith(f"{en}, not checked; if it is a plan, copy it into the form")


@pytest.mark.usefixtures("plans")
def test_yaml_saved_as_text_is_told_its_name(command: Command) -> None:
    """Notepad adds .txt behind .yaml: the name alone is to be changed, in capitals too."""
    command.put("plans/八代.yaml.TXT", GOOD)
    command.put("plans/memo.txt", GOOD)
    command.write("plans/送付.zip", b"PK")
    added, text, archive = (skipped(command)[f"plans/{name}"] for name in ("八代.yaml.TXT", "memo.txt", "送付.zip"))
    assert added == (
        "名前の末尾に「.txt」が付いているため検査していません（メモ帳が付けることがあります）。"
        "「.txt」を取り除き、「.yaml」で終わる名前にしてください。"
    )
    assert "名前の末尾を「.txt」から「.yaml」に変えてください。" in text
    assert archive == (
        "圧縮ファイルのため検査していません。計画書が入っていれば、展開（解凍）したものをこのフォルダーに置いてください。"
    )


@pytest.mark.usefixtures("plans")
def test_company_passes_without_a_word(command: Command) -> None:
    """What stands in many folders and is no plan is not named: a README, a licence, hidden and locked files, code."""
    for name in (
        "README.md",
        "readme.txt",
        "LICENSE.txt",
        ".git/x.txt",
        ".memo.txt",
        "~$様式.xlsx",
        "Makefile",
        "a.py",
    ):
        command.write(f"plans/{name}", "x")
    assert skipped(command) == {}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_reports_of_this_tool_are_company(plans: Path, command: Command, lang: str) -> None:
    """What earlier runs have left in the folder, in every format and as UTF-16 from a shell, is not named."""
    formats = ("text", "csv", "xlsx", "json", "sarif", "markdown", "html")
    endings = {"text": "txt", "markdown": "md"}
    words = [word for each in formats for word in ("-f", f"{each}=plans/r.{endings.get(each, each)}")]
    assert command("check", "plans", "--lang", lang, *words).code == 0
    assert command("review", "plans", "-o", "plans-out", "--lang", lang).code == 0
    (command.folder / "plans-out").rename(plans / "out")
    command.write("plans/powershell.txt", (plans / "r.txt").read_text("utf-8").encode("utf-16"))
    assert len(list((plans / "out/letters").glob("*.docx"))) == 1
    assert skipped(command) == {}


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"\xff" * 5000])
def test_a_broken_workbook_is_named_all_the_same(command: Command, content: bytes) -> None:
    """Whether a file is a report of ours is asked of its content; no content makes that question fall over."""
    command.write("plans/a.xlsx", content)
    command.write("plans/a.csv", content)
    command.write("plans/a.txt", content)
    assert list(skipped(command)) == ["plans/a.csv", "plans/a.txt", "plans/a.xlsx"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_what_is_no_file_is_named_unread(plans: Path, command: Command) -> None:
    """A pipe and a link under such a name are not opened, so they cannot hold the run."""
    os.mkfifo(plans / "pipe.txt")
    (plans / "away.xlsx").symlink_to("/dev/zero")
    assert list(skipped(command)) == ["plans/away.xlsx", "plans/pipe.txt"]


def test_a_folder_of_other_formats_alone_is_no_success(command: Command) -> None:
    """Where there is no plan but a workbook, the one line of the refusal says what there is and what to do."""
    command.write("plans/a.xlsx", b"x")
    command.write("plans/b.pdf", b"x")
    run = command("check", "plans", "--lang", "ja")
    assert (run.code, run.out) == (2, b"")
    assert run.complaint == (
        "zaitaku-check: plans: 計画書（.yaml・.yml）がありません。"
        f"「a.xlsx」はExcelのファイルのため検査していません。{WRITE_ANEW}ほか1件も対象外です。\n"
    )
    assert command("check", "plans", "--lang", "en").complaint.endswith("save it as YAML; 1 more skipped\n")


def test_a_hidden_plan_alone_is_told(command: Command) -> None:
    """A folder whose only plan is hidden ends with 2 and says why, not in silence."""
    command.put("plans/.x.yaml", GOOD)
    run = command("check", "plans", "--lang", "ja")
    assert run.code == 2
    assert "「.x.yaml」は隠しファイル・一時ファイルのため対象にしません。" in run.complaint


def test_a_plan_named_in_capitals_is_a_plan(command: Command) -> None:
    """Windows knows no difference between .yaml and .YAML, and neither does a folder's check."""
    command.put("plans/P.YAML", GOOD)
    command.put("plans/Q.Yml", "plans/kamoto-clinic.yaml")
    report = command("check", "plans", "-f", "json").report
    assert [plan["path"] for plan in report["plans"]] == ["plans/P.YAML", "plans/Q.Yml"]


@pytest.mark.usefixtures("plans")
def test_a_folder_named_twice_is_one_folder(command: Command) -> None:
    """Its plans and what is skipped are counted once, and it is not said to be empty."""
    command.write("plans/a.pdf", b"x")
    run = command("check", "plans", "plans", "-f", "json")
    assert (run.code, run.err) == (0, b"")
    assert (run.report["summary"]["plans"], len(run.report["skipped"])) == (1, 1)


@pytest.mark.usefixtures("plans")
def test_every_format_names_what_was_skipped(command: Command) -> None:
    """File and reason stand in every report that has a place for them; GitLab's knows findings alone."""
    command.write("plans/form.xlsx", b"x")
    for name in ("text", "concise", "json", "jsonl", "sarif", "github", "junit", "markdown", "html", "csv"):
        text = command("check", "plans", "-f", name, "--lang", "ja").text
        assert "form.xlsx" in text, name
        assert "Excelのファイルのため検査していません。" in text, name


@pytest.mark.usefixtures("plans")
def test_github_shows_a_skipped_file_as_a_notice(command: Command) -> None:
    """In CI whoever has added the file sees at it that it was not checked."""
    command.write("plans/a.pdf", b"x")
    lines = command("check", "plans", "-f", "github", "--lang", "en").text.splitlines()
    assert [
        line for line in lines if line.startswith("::notice file=plans/a.pdf,title=skipped::a PDF file, not checked")
    ]


@pytest.mark.parametrize("name", ["計画.xlsx", "plan.txt", "plan", "plan.yaml.docx"])
def test_no_plan_is_written_under_another_formats_name(command: Command, name: str) -> None:
    """A plan is YAML: `new` writes it under no name that says otherwise, and leaves nothing behind."""
    run = command("new", name, "--lang", "ja")
    assert (run.code, run.out, (command.folder / name).exists()) == (2, b"", False)
    assert run.complaint == (
        f"zaitaku-check: 「{name}」には書き出せません。計画書はYAMLのファイルですので、"
        "「.yaml」又は「.yml」で終わる名前を指定してください（例: 計画書.yaml）。\n"
    )
    assert "give it a name that ends in .yaml or .yml" in command("new", name, "--lang", "en").complaint
