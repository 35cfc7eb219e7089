"""What people type is understood where it is clear, and named where it is not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.scenarios.command import EXAMPLES

from zaitaku_check import __version__
from zaitaku_check.cli import language as speech
from zaitaku_check.cli.check import _colours
from zaitaku_check.cli.entry import _as_meant, _with_command, main
from zaitaku_check.cli.language import language


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with two plans, in which the run takes place."""
    shutil.copy(EXAMPLES / "plans" / "yatsushiro-core.yaml", tmp_path / "計画書.yaml")
    (tmp_path / "計画").mkdir()
    shutil.copy(EXAMPLES / "plans" / "aso-no-optional-item.yaml", tmp_path / "計画" / "阿蘇.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("計画書.yaml", "check 計画書.yaml"),
        ("計画", "check 計画"),
        ("ない.yaml", "check ない.yaml"),
        ("-", "check -"),
        ("-f json 計画書.yaml", "check -f json 計画書.yaml"),
        ("--lang ja 計画書.yaml", "check --lang ja 計画書.yaml"),
        ("check 計画", "check 計画"),
        ("help check", "check --help"),
        ("help", "--help"),
        ("chekc 計画書.yaml", "chekc 計画書.yaml"),
        ("--lang ja", "--lang ja"),
        ("", ""),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_plan_alone_is_to_be_checked(line: str, meant: str) -> None:
    """A plan or folder in place of a command is checked, as one that was dropped on the program; a slip is no plan."""
    assert " ".join(_with_command(line.split())) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("－－lang", "--lang"), ("—lang", "--lang"), ("–lang", "--lang"), ("ーーｌａｎｇ＝ja", "--lang=ja"),
        ("－ｑ", "-q"), ("‐f", "-f"), ("--lang", "--lang"), ("－", "－"),
        ("-fjson=計画.json", "-fjson=計画.json"), ("計画—改.yaml", "計画—改.yaml"),
    ],
)  # fmt: skip
def test_hyphens_of_an_option(word: str, meant: str) -> None:
    """Full-width hyphens, and dashes of a text editor, begin an option as hyphens do; within a name they stay."""
    assert _as_meant([word]) == [meant]


@pytest.mark.usefixtures("folder")
def test_a_file_may_begin_with_a_dash() -> None:
    """What is a file, or stands behind `--`, is taken for no option."""
    Path("—改.yaml").touch()
    assert _as_meant(["—改.yaml", "--", "—lang"]) == ["—改.yaml", "--", "—lang"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--fail-on 差戻し", 1), ("--fail-on なし", 0), ("--fail-on ＥＲＲＯＲ", 1), ("--stage 指定後", 1),
        ("--stage 申請段階", 1), ("--as-of 平成30年8月15日", 1), ("--as-of H30.8.15", 1), ("--as-of 2018/8/15", 1),
        ("－－fail-on なし", 0), ("--lang 日本語", 1), ("--lang JA", 1),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("folder")
def test_values_as_people_say_them(words: str, code: int) -> None:
    """Choices in Japanese and in any width, days in the Japanese calendar."""
    assert main(["check", "計画", *words.split()]) == code


@pytest.mark.usefixtures("folder")
def test_the_configuration_takes_the_same_words(capsys: pytest.CaptureFixture[str]) -> None:
    """A configuration may say 差戻し and 平成30年8月15日, too."""
    Path("zaitaku-check.toml").write_text(
        'fail-on = "要説明"\nstage = "指定後"\nas-of = "平成30年8月15日"\nlang = "日本語"\n', encoding="utf-8"
    )
    assert main(["config", "show", "--lang", "ja"]) == 0
    text = capsys.readouterr().out
    for line in ("fail-on = warning", "stage = designated", "as-of = 2018-08-15", "lang = ja"):
        assert f"{line} （zaitaku-check.toml）" in text


@pytest.mark.parametrize(
    ("word", "ja", "en"),
    [
        ("計画書.yml", "フォルダー「{}」に、このファイルはありません。もしかして「計画書.yaml」ですか。",
         "no such file in {}; did you mean “計画書.yaml”?"),
        ("計画/阿蘇.ymal", "フォルダー「{}/計画」に、このファイルはありません。もしかして「阿蘇.yaml」ですか。",
         "no such file in {}/計画; did you mean “阿蘇.yaml”?"),
        ("xyz.yaml", "フォルダー「{}」に、このファイルはありません。", "no such file in {}"),
        ("nowhere/x.yaml", "フォルダー「{}/nowhere」がありません。", "there is no folder {}/nowhere"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_there(
    folder: Path, capsys: pytest.CaptureFixture[str], word: str, ja: str, en: str
) -> None:
    """It is said where it was looked for, and which file there was probably meant."""
    for lang, words in (("ja", ja), ("en", en)):
        assert main(["check", word, "--lang", lang]) == 2
        assert capsys.readouterr().err == f"zaitaku-check: {word}: {words.format(folder)}\n"


@pytest.mark.parametrize("word", ["--version", "-V", "version"])
def test_the_version(capsys: pytest.CaptureFixture[str], word: str) -> None:
    """All three words are asked by habit; what judges is named with its digest, for reports of mistakes."""
    assert main([word]) == 0
    first, second, *packs = capsys.readouterr().out.splitlines()
    assert (first, second[:7]) == (f"zaitaku-check {__version__}", "Python ")
    assert [line for line in packs if not re.fullmatch(r"[a-z0-9-]+ [0-9a-f]{12}", line)] == []
    assert {line.split()[0] for line in packs} >= {"regional-centre-2018", "structure"}


def test_no_words_at_all(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The help is a complaint then, on standard error; with the language alone it is the same."""
    monkeypatch.setenv("ZAITAKU_CHECK_LANG", "ja")
    for words in ([], ["--lang", "ja"]):
        assert main(words) == 2
        out, err = capsys.readouterr()
        assert (out, err[:4]) == ("", "使い方:")


@pytest.mark.usefixtures("folder")
def test_a_workbook_is_not_printed_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes of a workbook on the screen help nobody: the way to name a file is said."""
    monkeypatch.setattr("zaitaku_check.cli.check._is_terminal", lambda: True)
    assert main(["check", "計画", "-f", "xlsx", "--lang", "ja"]) == 2
    assert capsys.readouterr().err == (
        "zaitaku-check: xlsx は画面に表示できません。「-f xlsx=report.xlsx」のようにファイル名を指定してください。\n"
    )


@pytest.mark.parametrize(
    ("wish", "environ", "terminal", "colours"),
    [
        ("auto", {}, False, False),
        ("auto", {"TERM": "xterm"}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
    ],
)
def test_colours(
    monkeypatch: pytest.MonkeyPatch, wish: str, environ: dict[str, str], *, terminal: bool, colours: bool
) -> None:
    """The option decides, else the environment, else the terminal."""
    for name in ("TERM", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("zaitaku_check.cli.check._is_terminal", lambda: terminal)
    assert _colours(wish) is colours


@pytest.mark.parametrize(
    ("environ", "windows", "said"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "", "ja"),
        ({"LANG": "Japanese_Japan.932"}, "", "ja"),
        ({"LANG": "jam_JM.UTF-8"}, "", "en"),
        ({"LANG": "C.UTF-8"}, "", "en"),
        ({"LANG": "C.UTF-8"}, "ja", "ja"),
        ({"LANG": "POSIX"}, "ja", "ja"),
        ({}, "ja", "ja"),
        ({"LANG": "C.UTF-8"}, "en", "en"),
        ({"LANG": "en_US.UTF-8"}, "ja", "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "ja:en"}, "", "ja"),
        ({"LANG": "C", "LANGUAGE": "ja"}, "", "en"),
        ({"LC_ALL": "ja_JP", "LANG": "C"}, "", "ja"),
        ({"ZAITAKU_CHECK_LANG": "JA", "LANG": "C"}, "", "ja"),
        ({"ZAITAKU_CHECK_LANG": "ja_JP.UTF-8", "LANG": "C"}, "", "ja"),
        ({"ZAITAKU_CHECK_LANG": "en", "LANG": "ja_JP.UTF-8"}, "", "en"),
    ],
)
def test_the_language(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], windows: str, said: str) -> None:
    """By the environment; on Windows the language of the desktop outweighs a C locale that other tools left."""
    monkeypatch.setattr("sys.platform", "win32" if windows else "linux")
    monkeypatch.setattr(speech, "_windows_speaks_japanese", lambda: windows == "ja")
    assert language([], environ) == said


@pytest.mark.usefixtures("folder")
def test_the_summary_counts_by_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """With --summary no finding is shown, but every rule that found something, and how often."""
    assert main(["check", "計画", "--summary", "--lang", "ja", "--as-of", "2018-08-15"]) == 1
    text = capsys.readouterr().out
    assert "差戻し  R110       1     1  " in text
    assert "修正" not in text
    assert "検査した計画書 1件" in text
