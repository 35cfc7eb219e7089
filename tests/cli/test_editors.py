"""The commands for editors and the configuration, run as a user would."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from zaitaku_check.cli.entry import main


@pytest.fixture(autouse=True)
def in_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run every test in an empty repository."""
    tmp_path.joinpath(".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run a command line and return exit code, output and complaints."""
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("pack", ["regional-centre-2018", "prefectural-centre-2018", "municipal-coordination-2018"])
def test_every_pack_s_form_becomes_a_schema(capsys: pytest.CaptureFixture[str], pack: str) -> None:
    """The schema of every form is valid and has the form's fields in the language asked for."""
    code, out, _ = said(capsys, "schema", "--pack", pack, "--lang", "ja")
    schema = json.loads(out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert code == 0
    assert {"年度", "fiscal_year", "圏域"} <= schema["properties"].keys() | {"圏域"}


def test_without_a_pack_the_usual_form_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    """An applicant need not know what a pack is."""
    code, out, _ = said(capsys, "schema", "--draft", "07", "--lang", "en")
    assert code == 0
    assert json.loads(out)["properties"]["area"] == {"$ref": "#/definitions/area"}


def test_an_unknown_draft_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """One clear line, exit code 2."""
    assert said(capsys, "schema", "--draft", "4", "--lang", "ja") == (
        2,
        "",
        "zaitaku-check: --draft は 2020-12, 07 のいずれかです（「4」）。\n",
    )


def test_an_unknown_pack_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest pack is named."""
    code, out, err = said(capsys, "schema", "--pack", "regional-center-2018", "--lang", "en")
    assert (code, out) == (2, "")
    assert "did you mean “regional-centre-2018”?" in err


def test_every_setting_is_shown_with_its_origin(
    capsys: pytest.CaptureFixture[str], in_a_repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File, variable and default are told apart."""
    in_a_repository.joinpath("zaitaku-check.toml").write_text('select = ["R1", "R2"]\nquiet = true\n', "utf-8")
    monkeypatch.setenv("ZAITAKU_CHECK_JOBS", "2")
    code, out, _ = said(capsys, "config", "show", "--lang", "en")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == f"Configuration file: {in_a_repository / 'zaitaku-check.toml'}"
    assert {
        "format = [text] (default)",
        "select = [R1, R2] (zaitaku-check.toml)",
        "quiet = true (zaitaku-check.toml)",
        "jobs = 2 (ZAITAKU_CHECK_JOBS)",
        "fail-on = error (default)",
    } <= set(lines)


def test_without_a_file_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """No configuration is a state, not a mistake."""
    code, out, _ = said(capsys, "config", "show", "--lang", "ja")
    assert code == 0
    assert out.splitlines()[:2] == ["設定ファイル: なし", "format = [text] （既定）"]


def test_a_wrong_configuration_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], in_a_repository: Path
) -> None:
    """The check does not run on a configuration it does not understand."""
    in_a_repository.joinpath("zaitaku-check.toml").write_text('fial-on = "error"', "utf-8")
    assert said(capsys, "check", "a.yaml", "--lang", "en") == (
        2,
        "",
        "zaitaku-check: zaitaku-check.toml:1: there is no setting “fial-on”; did you mean “fail-on”?\n",
    )


def test_a_plan_s_folder_configures_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What lies beside a plan received from outside is not read."""
    outside = tmp_path / "received"
    outside.mkdir()
    outside.joinpath("zaitaku-check.toml").write_text("= broken", "utf-8")
    outside.joinpath("a.yaml").write_text("年度: 平成30年度\n", "utf-8")
    code, out, err = said(capsys, "check", "-f", "json", str(outside / "a.yaml"))
    assert (code, err) == (1, "")
    assert json.loads(out)["plans"][0]["verdict"] == "return"
