"""Configuration: where it is looked for, what it may say, and how it says what is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from zaitaku_check.cli.config import Config, Setting, load_config
from zaitaku_check.cli.entry import main
from zaitaku_check.cli.setting import KEYS
from zaitaku_check.errors import ConfigError


def configured(folder: Path, text: str, name: str = "zaitaku-check.toml") -> Config:
    """Write a configuration into a folder and load it there."""
    folder.joinpath(name).write_text(text, "utf-8")
    return load_config(str(folder), {})


def complaint(folder: Path, text: str, name: str = "zaitaku-check.toml") -> tuple[str, str]:
    """Return what is said, in Japanese and English, of a configuration that does not fit."""
    with pytest.raises(ConfigError) as caught:
        configured(folder, text, name)
    return caught.value.wording


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return the root of a repository, so that no search leaves the test's folder."""
    root = tmp_path / "repository"
    root.joinpath(".git").mkdir(parents=True)
    return root


def test_nothing_configured_is_an_empty_configuration(repository: Path) -> None:
    """Without a file and variables there is nothing."""
    assert load_config(str(repository), {}) == Config()


def test_nothing_configured_imports_nothing(repository: Path) -> None:
    """A cold start without a configuration pays for no parser and no table of settings."""
    code = (
        "import os, sys; from zaitaku_check.cli.config import load_config; load_config(os.getcwd(), {});"
        "print(sorted({'tomllib', 'zaitaku_check.cli.setting', 'pathlib', 'datetime'} & set(sys.modules)))"
    )
    command = [sys.executable, "-I", "-c", code]
    assert subprocess.check_output(command, cwd=repository, text=True) == "[]\n"  # noqa: S603 - our own code


def test_every_setting_is_read_with_its_origin(repository: Path) -> None:
    """Each option of the check can be configured, and each value knows where it comes from."""
    config = configured(
        repository,
        """
        pack = "regional-centre-2018"
        stage = "designated"
        as-of = 2018-10-01
        fail-on = "warning"
        select = ["R101", "R102,R105"]
        ignore = "R503"
        lang = "en"
        format = ["concise", "sarif=out/report.sarif"]
        jobs = 2
        quiet = false
        color = "never"
        answers = "answers.yaml"
        """,
    )
    assert {name: setting.value for name, setting in config.settings.items()} == {
        "pack": ("regional-centre-2018",),
        "stage": "designated",
        "as-of": "2018-10-01",
        "fail-on": "warning",
        "select": ("R101", "R102", "R105"),
        "ignore": ("R503",),
        "lang": "en",
        "format": ("concise", f"sarif={repository / 'out' / 'report.sarif'}"),
        "jobs": 2,
        "quiet": False,
        "color": "never",
        "answers": str(repository / "answers.yaml"),
    }
    assert {setting.origin for setting in config.settings.values()} == {"zaitaku-check.toml"}


@pytest.mark.parametrize("name", sorted(KEYS))
def test_every_option_can_be_configured(repository: Path, name: str) -> None:
    """An option that is new on the command line is a setting without further ado, and never takes a table."""
    assert f"設定「{name}」の値「" in complaint(repository, f"{name} = {{}}")[0]


def test_a_pack_may_be_a_folder_beside_the_configuration(repository: Path) -> None:
    """Paths are relative to the file that names them; an id stays an id."""
    deep = repository / "a"
    deep.mkdir()
    repository.joinpath("zaitaku-check.toml").write_text('pack = ["./rules/own", "regional-centre-2018"]', "utf-8")
    config = load_config(str(deep), {})
    assert config.get("pack") == (str(repository / "rules" / "own"), "regional-centre-2018")
    assert config.settings["pack"].origin == str(Path("..", "zaitaku-check.toml"))


def test_pyproject_is_read_where_it_has_our_table(repository: Path) -> None:
    """The table of a pyproject.toml counts; the file of our own name goes before it."""
    config = configured(repository, '[tool.zaitaku-check]\nlang = "en"', "pyproject.toml")
    assert config.settings == {"lang": Setting("en", "pyproject.toml [tool.zaitaku-check]")}
    assert configured(repository, 'lang = "ja"').get("lang") == "ja"


def test_a_pyproject_that_only_names_the_tool_is_passed_over(repository: Path) -> None:
    """A dependency on the tool is no configuration of it; the search goes on above."""
    deep = repository / "a"
    deep.mkdir()
    deep.joinpath("pyproject.toml").write_text('[project]\ndependencies = ["zaitaku-check"]', "utf-8")
    configured(repository, 'lang = "en"')
    assert load_config(str(deep), {}).get("lang") == "en"


def test_the_search_ends_at_the_root_of_the_repository(repository: Path) -> None:
    """What lies above the repository is not ours."""
    deep = repository / "a" / "b"
    deep.mkdir(parents=True)
    repository.parent.joinpath("zaitaku-check.toml").write_text('lang = "en"', "utf-8")
    assert load_config(str(deep), {}) == Config()
    repository.joinpath("zaitaku-check.toml").write_text('lang = "ja"', "utf-8")
    assert load_config(str(deep), {}).file == str(repository / "zaitaku-check.toml")


def test_variables_win_over_the_file(repository: Path) -> None:
    """A variable of the environment goes before the file, setting by setting; an empty one is none."""
    repository.joinpath("zaitaku-check.toml").write_text('lang = "ja"\njobs = 1', "utf-8")
    environ = {"ZAITAKU_CHECK_LANG": "en", "ZAITAKU_CHECK_JOBS": "", "ZAITAKU_CHECK_SELECT": "R101, R102", "HOME": "/"}
    assert load_config(str(repository), environ).settings == {
        "lang": Setting("en", "ZAITAKU_CHECK_LANG"),
        "jobs": Setting(1, "zaitaku-check.toml"),
        "select": Setting(("R101", "R102"), "ZAITAKU_CHECK_SELECT"),
    }


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [("JOBS", "4", 4), ("NO_FOLDER", "1", True), ("QUIET", "false", False), ("AS_OF", "2018-10-01", "2018-10-01")],
)
def test_variables_are_read_as_their_setting_says(repository: Path, variable: str, text: str, value: object) -> None:
    """Numbers, switches and days are read from the words of the environment."""
    name = variable.replace("_", "-").lower()
    assert load_config(str(repository), {f"ZAITAKU_CHECK_{variable}": text}).get(name) == value


def test_the_file_can_be_left_out(repository: Path) -> None:
    """`--no-config` and its variable leave the file unread, even a broken one."""
    repository.joinpath("zaitaku-check.toml").write_text("=", "utf-8")
    assert load_config(str(repository), {}, use_file=False) == Config()
    assert load_config(str(repository), {"ZAITAKU_CHECK_NO_CONFIG": "1"}) == Config()


def test_variables_that_are_no_settings_are_left_alone(repository: Path) -> None:
    """The folder of the cache and the switch for developers are not options of the check."""
    assert load_config(str(repository), {"ZAITAKU_CHECK_CACHE_DIR": "/c", "ZAITAKU_CHECK_DEBUG": "1"}) == Config()


@pytest.mark.parametrize("name", ["all-editions", "assume", "no-config", "stdin-filename"])
def test_what_makes_sense_for_one_run_only_cannot_be_configured(repository: Path, name: str) -> None:
    """A configuration that leaves itself out, or names the standard input, is refused."""
    assert f"「{name}」という設定はありません" in complaint(repository, f'{name} = "x"')[0]


def test_an_unknown_setting_is_refused_with_the_nearest(repository: Path) -> None:
    """A misspelt setting is never passed over."""
    assert complaint(repository, 'fail_on = "error"') == (
        "zaitaku-check.toml:1: 「fail_on」という設定はありません。もしかして「fail-on」ですか。",
        "zaitaku-check.toml:1: there is no setting “fail_on”; did you mean “fail-on”?",
    )
    with pytest.raises(ConfigError, match="ZAITAKU_CHECK_LNAG: there is no setting “lnag”"):
        load_config(str(repository), {"ZAITAKU_CHECK_LNAG": "ja"}, use_file=False)


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        (
            'lang = "fr"',
            "「fr」は使えません。次のいずれかにしてください: ja, en",
            "“fr” does not fit; it takes one of: ja, en",
        ),
        ("lang = 1", "次のいずれかにしてください: ja, en", "it takes one of: ja, en"),
        ("select = [1]", "文字列、又は文字列の一覧にしてください。", "it takes a string or a list of strings"),
        ("jobs = 0", "1以上の整数にしてください。", "it takes a whole number from 1 on"),
        ("jobs = true", "1以上の整数にしてください。", "it takes a whole number from 1 on"),
        ('quiet = "yes"', "true か false にしてください。", "it takes true or false"),
        ('as-of = "30.10.1"', "「2018-10-01」のような日付にしてください。", "it takes a date such as 2018-10-01"),
        ("as-of = 2018-10-01T00:00:00", "「2018-10-01」のような日付", "it takes a date such as 2018-10-01"),
        ("answers = 1", "文字列にしてください。", "it takes a string"),
        ('format = "pdf"', "使える形式: text, concise, json", "the formats are: text, concise, json"),
        ('format = "json="', "使える形式: text, concise, json", "the formats are: text, concise, json"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(repository: Path, text: str, ja: str, en: str) -> None:
    """The complaint names file, setting and value, and says what the setting takes, in one line."""
    said = complaint(repository, text)
    name = text.partition(" ")[0]
    assert said[0].startswith(f"zaitaku-check.toml:1: 設定「{name}」の値「")
    assert said[1].startswith(f"zaitaku-check.toml:1: {name}: ")
    assert ja in said[0]
    assert en in said[1]
    assert not any("\n" in each for each in said)


def test_a_file_that_is_not_utf8_is_said(repository: Path) -> None:
    """A configuration saved in another encoding is not guessed at."""
    repository.joinpath("zaitaku-check.toml").write_bytes('pack = "ルール"'.encode("cp932"))
    with pytest.raises(ConfigError, match="save it as UTF-8"):
        load_config(str(repository), {})


def test_a_file_with_a_byte_order_mark_is_read(repository: Path) -> None:
    """Notepad's mark at the beginning does no harm."""
    repository.joinpath("zaitaku-check.toml").write_bytes(b'\xef\xbb\xbflang = "en"')
    assert load_config(str(repository), {}).get("lang") == "en"


def test_a_folder_of_that_name_is_refused(repository: Path) -> None:
    """What stands in the file's place and cannot be read is said, not passed over."""
    repository.joinpath("zaitaku-check.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot read the configuration"):
        load_config(str(repository), {})


def test_foreign_words_are_made_visible(repository: Path) -> None:
    """A setting's name cannot send control characters to a terminal."""
    ja, _ = complaint(repository, '"\\u001b[31mx" = 1')
    assert "「\\u{1b}[31mx」" in ja


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        ("# a\nlang = ja\n", '2:8: 値を読み取れません。文字は " " で囲みます', "2:8: this is not a value"),
        ('lang "ja"\n', "1:6: 設定の名前の後に「=」がありません", "1:6: there is no “=” after"),
        ('lang = "ja\n', "1:11: 引用符が閉じられていません。", "1:11: a closing quotation mark is missing"),
        ('select = ["R1"\n\nlang = "ja"\n', "3:1: 「[」が閉じられていません。", "3:1: a closing “]” is missing"),
        ('lang = "ja"\nlang = "en"\n', "2:12: 同じ設定が2回書かれています。", "2:12: the setting is written twice"),
        ('lang = "ja" x\n', "1:13: 値の後に余分な文字があります", "1:13: there is more text after the value"),
        ('path = "C:\\Users"\n', "1:13: TOMLとして読み取れません（Invalid hex value）", "1:13: not valid TOML"),
        (
            '[zaitaku-check]\nlang = "ja"\n',
            "1: このファイルに見出し [zaitaku-check] は要りません。",
            "1: this file needs no [zaitaku-check] heading",
        ),
        (
            '# a\nignore = "R12O"\n',
            " ignore: 「R12O」という番号のルールはありません。もしかして「R120」ですか。",
            " ignore: there is no rule “R12O”; did you mean “R120”?",
        ),
        (
            'pack = "regional-centre-2081"\n',
            " pack: ルールパック「regional-centre-2081」はありません。もしかして「regional-centre-2018」ですか。",
            " pack: there is no rule pack “regional-centre-2081”; did you mean “regional-centre-2018”?",
        ),
    ],
)
def test_mistakes_are_told_with_their_place(  # noqa: PLR0917 - three of these are fixtures
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    ja: str,
    en: str,
) -> None:
    """What is no TOML, and what fits no rule or pack, is said in the reader's language and names the file."""
    (repository / "zaitaku-check.toml").write_text(text, encoding="utf-8")
    (repository / "plan.yaml").write_text("x: y\n", encoding="utf-8")
    monkeypatch.chdir(repository)
    for lang, words in (("ja", ja), ("en", en)):
        assert main(["check", "plan.yaml", "--lang", lang]) == 2
        assert capsys.readouterr().err.startswith(f"zaitaku-check: zaitaku-check.toml:{words}")
