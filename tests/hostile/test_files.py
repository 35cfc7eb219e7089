"""Files as they come: odd names, and what is named like a plan and is none; the others are checked all the same."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hostile.making import GOOD
from tests.scenarios.command import Command, Run

from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.discover import Found
from zaitaku_check.engine.run import check_file, read_file
from zaitaku_check.report.shown import hidden_in

BAD = GOOD.replace("圏域: 球磨", "圏域: 球摩")
FINDING = "6:5: 差戻し[F006] 「圏域」の「球摩」は選択肢にありません。"
NAMES = [
    "計画書（最終版）.yaml", "カ\u3099イト\u3099.yaml", "plan one.yaml", "--help.yaml", "-rf.yaml", "@plan.yaml",
    "+plan.yaml", "=1+1.yaml", "o'neill\".yaml", "$(touch yarareta).yaml", "a;b&c|d.yaml", "a*b?.yaml", "[abc].yaml",
    "{a,b}.yaml", "100%25%0A.yaml", "a:1:2.yaml", "a#b?c=d.yaml", "a\\b.yaml", "<img src=x>.yaml", "plan.yaml.yaml",
    "::error::x.yaml", "[red]x[/red].yaml", ":fire:.yaml", "CON.yaml",
    "計" * 80 + ".yaml", "n" * 250 + ".yaml", "😀.yaml",
    "a\nb.yaml", "a\rb.yaml", "a\x1b[2Jb.yaml", "a\x07b.yaml", "a\u202eb.yaml", "a\u200bb.yaml", "caf\udce9.yaml",
    "\udc8cv\udc89\udce6.yaml",
]  # fmt: skip
FORMATS = ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "html", "xlsx", "csv"]
posix = pytest.mark.skipif(os.name == "nt", reason="there are no such files there")


def ask(command: Command, *words: str) -> Run:
    """Run the check in Japanese, one line a finding."""
    return command("check", *words, "-f", "concise", "--lang", "ja", "--no-folder")


@posix
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_plan_is_checked_whatever_its_file_is_called(name: str, command: Command) -> None:
    """In its folder and named by itself: the finding is there, and nothing of the name reaches the screen raw."""
    command.write(f"in/{name}", BAD)
    for word in ("in", f"in/{name}", f"./in/{name}"):
        run = ask(command, word)
        assert (run.code, FINDING in run.text) == (1, True), run.complaint
        assert hidden_in(run.text.replace("\n", "")) == set()


@posix
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_name_every_file(form: str, command: Command) -> None:
    """No name keeps a report from being written."""
    for name in NAMES:
        command.write(f"in/{name}", BAD)
    run = command("check", "in", "-f", f"{form}=out", "--no-folder")
    assert run.code == 1, run.complaint
    assert (command.folder / "out").stat().st_size > 1000


@posix
def test_two_dashes_lead_to_a_file_that_begins_with_one(command: Command) -> None:
    """Named by itself such a file looks like an option; behind `--` it does not."""
    command.write("-x.yaml", BAD)
    run = command("check", "-f", "concise", "--lang", "ja", "--", "-x.yaml")
    assert (run.code, FINDING in run.text) == (1, True), run.complaint


def fifo(path: Path) -> None:
    """Make a named pipe."""
    os.mkfifo(path)


def unix_socket(path: Path) -> None:
    """Make a socket, which stays when it is closed."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def looped(path: Path) -> None:
    """Make a link to a link to it."""
    other = path.with_name("other-link")
    other.symlink_to(path.name)
    path.symlink_to(other.name)


def unreadable(path: Path) -> None:
    """Make a file nobody may read."""
    path.write_text(GOOD, "utf-8")
    path.chmod(0)


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "named pipe": (fifo, "通常のファイルではありません（名前付きパイプ）。"),
    "socket": (unix_socket, "通常のファイルではありません（ソケット）。"),
    "folder": (Path.mkdir, "フォルダーであり、計画書のファイルではありません。"),
    "dangling link": (lambda path: path.symlink_to("nowhere"), "リンク先がありません。"),
    "link in a circle": (looped, "リンクが循環しています。"),
    "endless device": (lambda path: path.symlink_to("/dev/zero"), "フォルダーの外へのリンクのためたどりません。"),
    "memory": (lambda path: path.symlink_to("/proc/self/mem"), "フォルダーの外へのリンクのためたどりません。"),
    "secret": (lambda path: path.symlink_to("/etc/passwd"), "フォルダーの外へのリンクのためたどりません。"),
}


@posix
@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_is_refused_and_the_others_are_checked(kind: str, command: Command) -> None:
    """It is named with its reason, at once, and never followed out of the folder."""
    make, reason = ODD[kind]
    command.write("in/b.yaml", BAD)
    make(command.folder / "in/a.yaml")
    run = ask(command, "in")
    assert FINDING in run.text
    assert f"in/a.yaml: {'' if run.code == 2 else '対象外: '}{reason}" in run.text + run.complaint
    assert "root:" not in run.text


@posix
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="nothing is forbidden to root")
def test_what_may_not_be_read_is_said(command: Command) -> None:
    """A file without permission is refused by name, and the other one is checked."""
    command.write("in/b.yaml", BAD)
    unreadable(command.folder / "in/a.yaml")
    run = ask(command, "in")
    assert (run.code, FINDING in run.text) == (2, True)
    assert "in/a.yaml: 読み取る権限がありません。" in run.complaint


@posix
@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("none.yaml", "このファイルはありません。"),
        ("無い.yaml", "このファイルはありません。"),
        ("n" * 300 + ".yaml", "名前が長すぎます。"),
        ("x/" * 3000 + "p.yaml", "名前が長すぎます。"),
        ("b.yaml/p.yaml", "途中にフォルダーではないものがあります。"),
        ("file:///etc/passwd", "」がありません。"),
        ("http://192.0.2.1/p.yaml", "」がありません。"),
        ("/dev/zero", "通常のファイルではありません（デバイス）。"),
        ("a\0b.yaml", "ファイルの名前として使えません。"),
        ("", "このファイルはありません。"),
    ],
)
def test_a_word_that_leads_nowhere_is_said_and_the_other_file_is_checked(
    word: str, reason: str, command: Command
) -> None:
    """Exit code 2 with the reason in words; nothing is fetched, and the plan beside it has its findings."""
    command.write("b.yaml", BAD)
    run = ask(command, word, "b.yaml")
    assert (run.code, FINDING in run.text) == (2, True)
    assert reason in run.complaint


@posix
def test_links_that_go_round_are_not_followed(command: Command) -> None:
    """A link to the folder itself or above it adds no plan."""
    command.write("in/b.yaml", BAD)
    (command.folder / "in/again").symlink_to(".")
    (command.folder / "in/up").symlink_to("..")
    assert ask(command, "in").text.count(FINDING) == 1


@posix
def test_a_hole_of_two_hundred_gigabytes_is_refused_by_its_size(command: Command) -> None:
    """Y008 without reading: what a file's size says is enough."""
    with (command.folder / "a.yaml").open("wb") as file:
        file.truncate(200 << 30)
    run = ask(command, "a.yaml")
    assert run.code == 1
    assert (
        "a.yaml:1:1: 差戻し[Y008] ファイルの大きさが214,748,364,800バイトあり、上限の1,048,576バイトを超える"
        in run.text
    )


def test_a_file_that_grows_is_read_no_further_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the size said a moment ago, one byte above the limit is the most that is read."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a" * 5000)
    small = os.stat_result((stat.S_IFREG | 0o644, 0, 0, 1, 0, 0, 10, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda _file: small)
    data, size = read_file(str(path), 100)
    assert (len(data), size) == (101, 101)


@posix
def test_a_file_that_has_become_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Between finding and opening a file may be replaced; a pipe that nobody writes to would be read for ever."""
    os.mkfifo(tmp_path / "a.yaml")
    with pytest.raises(ValueError, match=r"a\.yaml"):
        read_file(str(tmp_path / "a.yaml"), 100)


def test_a_file_that_vanishes_is_said(checker: Checker, tmp_path: Path) -> None:
    """A file that was found and is gone when it is opened is refused with the reason."""
    result = check_file(checker, Found(str(tmp_path / "gone.yaml"))).result
    assert result.refused is not None
    assert (result.verdict, result.refused.ja) == ("unchecked", "ファイルがありません。")
