"""The pages on CI and editors: their examples are run and compared with what they describe."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from zaitaku_check.cli.config import load_config
from zaitaku_check.cli.entry import main

ROOT = Path(__file__).parents[2]
PAGES = ["ci.md", "ci.ja.md", "editors.md", "editors.ja.md", "start.md", "start.ja.md"]


def blocks(page: str, language: str) -> list[str]:
    """Return the examples of a page in a language."""
    text = ROOT.joinpath("docs", page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def example(page: str, key: str) -> Any:
    """Return the YAML example that has a key at its top."""
    return next(each for each in map(yaml.safe_load, blocks(page, "yaml")) if key in each)


def without_notes(text: str) -> str:
    """Return an example without its comments."""
    return re.sub(r"\s+#.*", "", text)


@pytest.mark.parametrize("page", ["ci", "editors", "start"])
def test_both_languages_show_the_same_examples(page: str) -> None:
    """An example is changed in both pages or in none."""
    for language in ("sh", "yaml", "toml", "json", "lua", "elisp", "groovy"):
        ja, en = (list(map(without_notes, blocks(each, language))) for each in (f"{page}.ja.md", f"{page}.md"))
        assert ja == en


@pytest.mark.parametrize("page", ["ci.md", "ci.ja.md"])
def test_the_action_s_inputs_are_described(page: str) -> None:
    """Every input stands in the table with its default, and the example uses no other."""
    action = yaml.safe_load(ROOT.joinpath("action.yml").read_text("utf-8"))
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| (.*?) \|$", ROOT.joinpath("docs", page).read_text("utf-8"), re.MULTILINE)
    assert [name for name, _ in rows] == list(action["inputs"])
    assert all(default.strip("`") == action["inputs"][name]["default"] for name, default in rows if name != "pack")
    used = example(page, "jobs")["jobs"]["check"]["steps"][1]["with"]
    assert used.keys() <= action["inputs"].keys()


def test_the_hooks_exist() -> None:
    """The hooks of the example are those that are offered."""
    offered = {hook["id"] for hook in yaml.safe_load(ROOT.joinpath(".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert {hook["id"] for hook in example("ci.md", "repos")["repos"][0]["hooks"]} == offered


def test_the_gitlab_job_makes_the_reports_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command of the job, run on a folder of plans, leaves the files that the job hands over."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples" / "plans", tmp_path / "plans")
    job = example("ci.md", "plans")["plans"]
    (command,) = [line for line in job["script"] if line.startswith("zaitaku-check ")]
    assert main([*shlex.split(command)[1:], "--as-of", "2018-08-01"]) in {1, 2}
    reports = job["artifacts"]["reports"]
    assert json.loads(tmp_path.joinpath(reports["codequality"]).read_text("utf-8"))
    assert "<testsuites>" in tmp_path.joinpath(reports["junit"]).read_text("utf-8")


def test_the_configuration_is_one(tmp_path: Path) -> None:
    """The example of a configuration is taken as it stands."""
    (text,) = blocks("ci.md", "toml")
    tmp_path.joinpath("zaitaku-check.toml").write_text(text, "utf-8")
    assert load_config(str(tmp_path), {}).settings.keys() == tomllib.loads(text).keys()


def test_the_schema_command_makes_a_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """The command of the editors' page prints what it says."""
    command = blocks("editors.md", "sh")[0].partition(">")[0]
    assert main(shlex.split(command)[1:]) == 0
    assert "圏域" in json.loads(capsys.readouterr().out)["properties"]


@pytest.mark.parametrize("page", PAGES)
def test_the_other_language_is_linked(page: str) -> None:
    """Each page leads to its twin."""
    twin = page.replace(".ja.md", ".md") if ".ja." in page else page.replace(".md", ".ja.md")
    assert f"]({twin})" in ROOT.joinpath("docs", page).read_text("utf-8")


def test_the_baseline_s_commands_do_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One after the other: made, heeded, and pruned of what is gone."""
    monkeypatch.chdir(tmp_path)
    for name in ("aso-no-optional-item", "yatsushiro-core"):
        tmp_path.joinpath("plans").mkdir(exist_ok=True)
        shutil.copy(ROOT / "examples" / "plans" / f"{name}.yaml", tmp_path / "plans")
    commands = next(block for block in blocks("ci.md", "sh") if "baseline create" in block).splitlines()
    codes = [main([*shlex.split(command)[1:], "--as-of", "2018-08-01", "--lang", "en"]) for command in commands]
    assert codes == [0, 0, 0]
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 findings taken out")


def test_the_comment_of_the_page_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line of the example, put into a plan, ignores its finding."""
    (text,) = [block for block in blocks("ci.md", "yaml") if "ignore[" in block]
    line = text.splitlines()[1]
    plan = (ROOT / "examples" / "plans" / "yatsushiro-core.yaml").read_text("utf-8")
    path = tmp_path / "a.yaml"
    path.write_text(plan.replace("  機関種別: 在宅療養支援病院", line), "utf-8")
    words = ["check", str(path), "--no-config", "-f", "json", "--fail-on", "warning"]
    assert main(words) == 1
    capsys.readouterr()
    assert main([*words, "--allow-ignores"]) == 0
    assert [each["rule"] for each in json.loads(capsys.readouterr().out)["ignored"]] == ["R204"]


def test_the_first_five_minutes_are_as_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands of each way, one after the other, end as the page says and leave what it names."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    codes = []
    for block in blocks("start.md", "sh"):
        for line in block.splitlines():
            codes.append(main([*shlex.split(line)[1:]]))
            assert "Traceback" not in capsys.readouterr().err
    assert codes == [0, 1, 0, 1, 0, 1, 1]
    assert {each.name for each in tmp_path.iterdir()} >= {"plan.xlsx", "plan.yaml", "desk", "report.sarif"}


def test_the_problem_matcher_takes_every_finding_with_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """The expression of the page finds place, severity, rule and message of what `-f concise` writes."""
    (matcher,) = [json.loads(each) for each in blocks("editors.md", "json") if "problemMatcher" in each]
    (pattern,) = matcher["problemMatcher"][0]["pattern"]
    plan = ROOT / "examples/plans/kikuchi-many-mistakes.yaml"
    main(["check", str(plan), "--lang", "en", "--no-config", "-f", "json", "--as-of", "2018-08-15"])
    wanted = [
        (each["line"], each["severity"], each["rule"]) for each in json.loads(capsys.readouterr().out)["findings"]
    ]
    main(["check", str(plan), "--lang", "en", "--no-config", "-f", "concise", "--as-of", "2018-08-15"])
    found = [match for line in capsys.readouterr().out.splitlines() if (match := re.match(pattern["regexp"], line))]
    taken = [(int(each[pattern["line"]]), each[pattern["severity"]], each[pattern["code"]]) for each in found]
    assert taken == wanted
    assert len(taken) > 3
