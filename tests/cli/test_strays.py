"""Files beside plans: every one is accounted for, and what may be a plan in another format is told what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.scenarios.command import Command

GOOD = "plans/yatsushiro-core.yaml"
WRITE_ANEW = (
    "計画書であれば、「zaitaku-check form -o 計画書.xlsx」（Excel）又は「zaitaku-check new 計画書.yaml」で"
    "作成した様式に内容を書き写してください。"
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
        ("様式.xlsb", "Excelのファイル", "an Excel file"),
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
    path = f"plans/deep/{name}"
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


COMPANY = "説明書き、又はこのツールが書き出したファイルのため、検査の対象にしません。"
HIDDEN = "隠しファイル・一時ファイルのため対象にしません。"
HIDDEN_FOLDER = "隠しフォルダーのため対象にしません。"
OTHER = "計画書（.yaml・.yml・.xlsx）ではない形式のため、検査の対象にしません。"
COPY = "名前の「.yaml」の後ろに番号や「.bak」などが付いた控え・書きかけのファイルと思われる"
SLIP = "名前の末尾が「.yaml」の書き誤りと思われる"
WIDE = "名前の末尾が半角の「.yaml」ではない"


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        *((name, COMPANY) for name in ("README.md", "readme.txt", "LICENSE.txt", "CHANGELOG")),
        *((name, HIDDEN) for name in (".memo.txt", "~$様式.xlsx", ".DS_Store")),
        *((name, OTHER) for name in ("Makefile", "a.py", "構成.xml", "noticeboard.toml")),
        *((name, WIDE) for name in ("有明．yaml", "有明.ｙａｍｌ", "有明．ＹＭＬ")),
        *((name, SLIP) for name in ("菊池.ymal", "菊池.yamll", "菊池.yam", "菊池.YALM", "菊池.yaaml")),
        *((name, COPY) for name in ("計画書.yaml (1)", "計画書.yaml（1）", "計画書.yml.bak", "計画書.yaml~")),
        *((name, COPY) for name in ("計画書.yaml_old", "計画書.yaml.crdownload", "計画書.yaml ")),
        ("送付.eml", "電子メールのファイルのため検査していません。計画書が添付されていれば、取り出して"),
        ("計画.jpg", "画像のファイルのため検査していません。計画書であれば、「zaitaku-check form"),
    ],
)
def test_every_file_has_its_reason(command: Command, name: str, reason: str) -> None:
    """Whatever lies beside plans is told with a reason; what is one slip away from a plan's name, with what to do."""
    command.write(f"plans/{name}", "x")
    ((path, why),) = skipped(command).items()
    assert (path, why[: len(reason)]) == (f"plans/{name}", reason)


@pytest.mark.usefixtures("plans")
def test_a_plan_without_a_suffix_is_told_so(command: Command) -> None:
    """A file without a suffix is looked into: keys make it likely that it is a plan, other texts do not."""
    command.put("plans/阿蘇", GOOD)
    command.write("plans/メモ", "昨日の会議について\n")
    assert [reason[:24] for reason in skipped(command).values()] == [
        OTHER[:24],
        "名前に「.yaml」が付いていないため検査していません。計画書であれば、"[:24],
    ]


@pytest.mark.usefixtures("plans")
def test_folders_that_are_not_gone_through_are_told(command: Command) -> None:
    """A hidden folder and one of a tool are named once, whatever is in them; what git keeps is nobody's file."""
    for name in (".git/x.yaml", ".old/x.yaml", "node_modules/a/x.yaml"):
        command.put(f"plans/{name}", GOOD)
    assert skipped(command) == {
        "plans/.old/": HIDDEN_FOLDER,
        "plans/node_modules/": "開発用のツールのフォルダーのため対象にしません。",
    }


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize("name", ["text", "concise", "markdown", "github", "html", "sarif", "junit", "csv"])
def test_many_files_of_a_kind_are_told_in_one(command: Command, name: str) -> None:
    """Beyond twenty they are counted, not named, however many there are."""
    for number in range(45):
        command.write(f"plans/w{number:02}.xls", "x")
    text = command("check", "plans", "-f", name, "--lang", "ja").text
    assert ("w19.xls" in text, "w20.xls" in text, "ほか25件" in text) == (True, False, True)


OTHER_YAML = "services:\n  web: {image: nginx}\n"


@pytest.mark.usefixtures("plans")
def test_yaml_for_something_else_is_no_plan_of_the_folder(command: Command) -> None:
    """None of its top keys is a field: it is named, and neither the verdicts nor the exit code know of it."""
    command.write("plans/docker-compose.yaml", OTHER_YAML)
    run = command("check", "plans", "-f", "json", "--lang", "ja")
    assert (run.code, run.report["summary"]["plans"]) == (0, 1)
    assert skipped(command)["plans/docker-compose.yaml"].startswith("活動計画の項目が1つもないYAMLファイルのため")


def test_named_alone_it_is_an_error(command: Command) -> None:
    """Whoever names a file means a plan; there is one finding, not one for every field that is missing."""
    command.write("plans/docker-compose.yaml", OTHER_YAML)
    run = command("check", "plans/docker-compose.yaml", "-f", "json", "--lang", "ja")
    assert (run.code, [finding["rule"] for finding in run.report["findings"]]) == (1, ["Y014"])
    assert run.report["findings"][0]["message"].startswith("活動計画の項目が1つもありません。")


def test_a_folder_of_such_files_alone_is_no_success(command: Command) -> None:
    """There was nothing to check, which no exit code may hide."""
    command.write("plans/docker-compose.yaml", OTHER_YAML)
    run = command("check", "plans", "--lang", "ja")
    assert run.code == 2
    assert "計画書（.yaml・.yml・.xlsx）がありません。" in run.complaint


def test_a_slip_in_a_key_does_not_make_a_plan_something_else(command: Command) -> None:
    """A key that has a field's name in it is a plan's, with its finding."""
    command.write("plans/a.yaml", "申請者名: 八代病院\n")
    run = command("check", "plans", "-f", "json", "--lang", "ja")
    assert (run.code, run.report["summary"]["plans"]) == (1, 1)


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(
    "words",
    [
        ("plans", "plans/good.yaml"),
        ("plans", "plans/again.yaml"),
        ("./plans/good.yaml", "plans/../plans/good.yaml"),
        ("plans/good.yaml", "plans/again.yaml"),
        ("plans/again.yaml", "plans"),
    ],
)
def test_one_file_is_one_plan(command: Command, words: tuple[str, ...]) -> None:
    """However often it is named, and whatever links lead to it: no double, under the name of the file itself."""
    (command.folder / "plans/again.yaml").symlink_to("good.yaml")
    report = command("check", *words, "-f", "json").report
    assert [plan["path"] for plan in report["plans"]] == ["plans/good.yaml"]
    assert not [finding for finding in report["findings"] if finding["rule"] == "R905"]


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "github", "junit", "concise", "csv"])
def test_a_path_is_the_same_however_it_was_typed(command: Command, form: str) -> None:
    """Relative to the working directory, with `/` and without `./`, in every format."""
    command.write("plans/bad.yaml", "類型: 基幹型\n年度: 平成30年度\n")
    typed: tuple[str, ...] = ("plans/bad.yaml", "./plans/bad.yaml", "plans//bad.yaml", "plans/../plans/bad.yaml")
    typed += (str(command.folder / "plans/bad.yaml"), f"../{command.folder.name}/plans/bad.yaml")
    outputs = {command("check", words, "-f", form).out for words in typed}
    assert len(outputs) == 1
    assert b"./plans" not in outputs.pop()


def test_the_folder_itself_needs_no_name(command: Command) -> None:
    """`check .` names plans as GitHub knows them."""
    command.put("plans/good.yaml", GOOD)
    assert [plan["path"] for plan in command("check", ".", "-f", "json").report["plans"]] == ["plans/good.yaml"]


@pytest.mark.usefixtures("plans")
def test_what_is_excluded_is_told(command: Command) -> None:
    """Options, configuration and .gitignore leave files and folders out; each is named with who said so."""
    for name in ("draft.yaml", "old/x.yaml", "build/y.yaml", "kept.yaml"):
        command.put(f"plans/{name}", "plans/kamoto-clinic.yaml")
    command.write("zaitaku-check.toml", 'exclude = ["plans/old"]\n')
    command.write(".git/HEAD", "")
    command.write(".gitignore", "build/\n*.yaml\n!good.yaml\n")
    command.write("plans/.gitignore", "!*.yaml\n")
    run = command("check", "plans", "--exclude", "draft.*", "-f", "json", "--lang", "ja")
    left_out = {each["path"]: each["reason"] for each in run.report["skipped"]}
    assert left_out == {
        "plans/.gitignore": HIDDEN,
        "plans/build/": ".gitignore により対象外としました。",
        "plans/draft.yaml": "設定（exclude・include）により対象外としました。",
    }
    assert [plan["path"] for plan in run.report["plans"]] == ["plans/good.yaml", "plans/kept.yaml", "plans/old/x.yaml"]
    configured = command("check", "plans", "-f", "json").report
    assert [plan["path"] for plan in configured["plans"]] == ["plans/draft.yaml", "plans/good.yaml", "plans/kept.yaml"]
    (command.folder / ".gitignore").unlink()
    only = command("check", "plans", "--include", "good.yaml", "--lang", "ja", "-f", "json").report
    assert [plan["path"] for plan in only["plans"]] == ["plans/good.yaml"]
    assert command("check", "plans/build/y.yaml", "-f", "json").report["summary"]["plans"] == 1


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
    assert len(list((plans / "out/letters/round-1").glob("*.docx"))) == 1
    with (plans / "out/desk.yaml").open("a", encoding="utf-8") as decisions:
        decisions.write("- {受付番号: 1, 判断: 適, 記録者: 田中}\n")
    assert set(skipped(command).values()) == {COMPANY}
    command.write("plans/out/desk.yaml", "\ufeff# 覚え\n\n- 受付番号: 1\n  判断: 適\n")
    assert set(skipped(command).values()) == {COMPANY}, "whoever deletes the words at its head has no plan by it"
    command.put("plans/desk.yaml", GOOD)
    assert command("check", "plans", "-f", "json").report["summary"]["plans"] == 2, "a plan may be named so"


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"\xff" * 5000])
def test_a_broken_workbook_is_named_all_the_same(command: Command, content: bytes) -> None:
    """Whether a file is a report of ours is asked of its content; no content makes that question fall over."""
    command.write("plans/a.xlsx", content)
    command.write("plans/a.csv", content)
    command.write("plans/a.txt", content)
    report = command("check", "plans", "-f", "json").report
    assert [each["path"] for each in report["skipped"]] == ["plans/a.csv", "plans/a.txt"]
    assert [(each["rule"], each["path"]) for each in report["findings"]] == [("Y022", "plans/a.xlsx")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_what_is_no_file_is_named_unread(plans: Path, command: Command) -> None:
    """A pipe and a link under such a name are not opened, so they cannot hold the run."""
    os.mkfifo(plans / "pipe.txt")
    (plans / "away.xlsx").symlink_to("/dev/zero")
    assert list(skipped(command)) == ["plans/away.xlsx", "plans/pipe.txt"]


def test_a_folder_of_other_formats_alone_is_no_success(command: Command) -> None:
    """Where there is no plan but a workbook, the one line of the refusal says what there is and what to do."""
    command.write("plans/a.xls", b"x")
    command.write("plans/b.pdf", b"x")
    run = command("check", "plans", "--lang", "ja")
    assert (run.code, run.out) == (2, b"")
    assert run.complaint == (
        "zaitaku-check: plans: 計画書（.yaml・.yml・.xlsx）がありません。"
        f"「a.xls」はExcelのファイルのため検査していません。{WRITE_ANEW}ほか1件も対象外です。\n"
    )
    assert command("check", "plans", "--lang", "en").complaint.endswith("writes; 1 more skipped\n")


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
    command.write("plans/form.xls", b"x")
    for name in ("text", "concise", "json", "jsonl", "sarif", "github", "junit", "markdown", "html", "csv"):
        text = command("check", "plans", "-f", name, "--lang", "ja").text
        assert "form.xls" in text, name
        assert "Excelのファイルのため検査していません。" in text, name


@pytest.mark.usefixtures("plans")
def test_github_shows_a_skipped_file_as_a_notice(command: Command) -> None:
    """In CI whoever has added the file sees at it that it was not checked."""
    command.write("plans/a.pdf", b"x")
    lines = command("check", "plans", "-f", "github", "--lang", "en").text.splitlines()
    assert [
        line for line in lines if line.startswith("::notice file=plans/a.pdf,title=skipped::a PDF file, not checked")
    ]


@pytest.mark.parametrize("name", ["計画.xls", "plan.txt", "plan", "plan.yaml.docx"])
def test_no_plan_is_written_under_another_formats_name(command: Command, name: str) -> None:
    """A plan is YAML: `new` writes it under no name that says otherwise, and leaves nothing behind."""
    run = command("new", name, "--lang", "ja")
    assert (run.code, run.out, (command.folder / name).exists()) == (2, b"", False)
    assert run.complaint == (
        f"zaitaku-check: 「{name}」には書き出せません。計画書はYAMLのファイルですので、"
        "「.yaml」又は「.yml」で終わる名前を指定してください（例: 計画書.yaml）。\n"
    )
    assert "give it a name that ends in .yaml or .yml" in command("new", name, "--lang", "en").complaint
