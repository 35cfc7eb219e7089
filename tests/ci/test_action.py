"""The GitHub action: its script, run as the runner runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}
PLANS = ROOT / "examples" / "plans"

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="the action's script is for bash")


def run_check(folder: Path, **inputs: str) -> tuple[int, str, dict[str, str]]:
    """Run the step that checks, in a folder, and return exit code, log and outputs."""
    outputs = folder / "outputs"
    outputs.touch()
    given = {name: spec["default"] for name, spec in ACTION["inputs"].items()} | inputs
    environ = {
        variable: given[value.removeprefix("${{ inputs.").removesuffix(" }}")]
        for variable, value in STEPS["Check"]["env"].items()
        if "inputs." in value
    }
    environ |= {"PROGRAM": str(Path(sys.executable).with_name("zaitaku-check"))}
    environ |= {"GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(  # noqa: S603 - the script under test
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS["Check"]["run"]],  # noqa: S607
        cwd=folder, env=os.environ | environ | {"PATH": path}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    said = dict(line.split("=", 1) for line in outputs.read_text("utf-8").splitlines())
    return done.returncode, done.stdout + done.stderr, said


def test_no_input_becomes_part_of_a_script() -> None:
    """Inputs come as variables: nothing in a script is replaced by the runner."""
    assert all("${{" not in step.get("run", "") for step in STEPS.values())


def test_every_input_is_used() -> None:
    """What can be said to the action has an effect."""
    steps = json.dumps(ACTION["runs"])
    assert [name for name in ACTION["inputs"] if f"inputs.{name} }}}}" not in steps] == []


@needs_bash
def test_nothing_of_the_workspace_is_run(tmp_path: Path) -> None:
    """A pull request cannot bring a package along that is run in place of ours or of the installer's."""
    home, action, planted = tmp_path / "home", tmp_path / "action", tmp_path / "workspace"
    for name in ("pip", "venv", "zaitaku_check"):
        for root in (planted, action):
            root.joinpath(name).mkdir(parents=True)
            root.joinpath(name, "__main__.py").write_text("print('PLANTED')", "utf-8")
    step = STEPS["Install"]
    assert step["working-directory"] == "${{ github.action_path }}"
    script = step["run"].replace("-m pip install", "-m pip --version #")
    done = subprocess.run(  # noqa: S603 - the script under test
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],  # noqa: S607
        cwd=action, capture_output=True, encoding="utf-8", check=False,
        env=os.environ | {"RUNNER_TEMP": str(home), "GITHUB_OUTPUT": str(tmp_path / "o"), "ACTION_PATH": str(action)},
    )  # fmt: skip
    assert (done.returncode, "PLANTED" in done.stdout) == (0, False)
    assert "/zaitaku-check" in (tmp_path / "o").read_text("utf-8")


@needs_bash
def test_a_wrong_plan_fails_the_step_with_annotations_and_sarif(tmp_path: Path) -> None:
    """Annotation, summary, SARIF file and outputs are all there, and the step fails."""
    shutil.copy(PLANS / "aso-no-optional-item.yaml", tmp_path / "a.yaml")
    code, log, outputs = run_check(tmp_path, paths="a.yaml")
    assert code == 1
    assert "::error file=a.yaml,line=29," in log
    assert outputs == {"exit-code": "1", "sarif": "zaitaku-check.sarif"}
    results = json.loads(tmp_path.joinpath("zaitaku-check.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["R110"]
    assert "R110" in tmp_path.joinpath("summary.md").read_text("utf-8")


@needs_bash
def test_several_paths_stand_on_lines(tmp_path: Path) -> None:
    """Names with spaces are one path; empty lines are none."""
    shutil.copy(PLANS / "yatsushiro-core.yaml", tmp_path / "計画 1.yaml")
    shutil.copy(PLANS / "ariake-alliance.yaml", tmp_path / "b.yaml")
    code, log, outputs = run_check(tmp_path, paths="計画 1.yaml\n\nb.yaml\n", sarif="", lang="ja")
    assert (code, outputs) == (0, {"exit-code": "0"})
    assert "検査した計画書 2件" in log


@needs_bash
def test_an_input_that_looks_like_a_command_is_only_a_path(tmp_path: Path) -> None:
    """A path cannot run anything or become an option; it is not found, and that is said."""
    for path in ('$(touch owned); echo "', "--fail-on=never"):
        code, log, outputs = run_check(tmp_path, paths=path)
        assert (code, outputs["exit-code"]) == (2, "2")
        assert "zaitaku-check: " in log
    assert not tmp_path.joinpath("owned").exists()


@needs_bash
def test_further_reports_and_known_findings_are_asked_for(tmp_path: Path) -> None:
    """Formats stand on lines like paths; a baseline sets aside what it knows."""
    shutil.copy(PLANS / "aso-no-optional-item.yaml", tmp_path / "a.yaml")
    inputs = {"paths": "a.yaml", "sarif": "", "formats": "json=report.json\r\n\nhtml=報告 1.html\n"}
    assert run_check(tmp_path, **inputs)[0] == 1
    assert tmp_path.joinpath("報告 1.html").exists()
    program = [str(Path(sys.executable).with_name("zaitaku-check")), "baseline", "create", "known.json"]
    subprocess.run([*program, "--from", "report.json"], cwd=tmp_path, check=True, capture_output=True)  # noqa: S603
    assert run_check(tmp_path, baseline="known.json", paths="a.yaml", sarif="")[0] == 0


@needs_bash
def test_fail_on_is_passed_on(tmp_path: Path) -> None:
    """With `never` the step succeeds, whatever was found."""
    shutil.copy(PLANS / "aso-no-optional-item.yaml", tmp_path / "a.yaml")
    assert run_check(tmp_path, paths="a.yaml", **{"fail-on": "never"})[0] == 0


def test_the_workflow_tries_every_python_on_every_system() -> None:
    """Four versions, three systems, the action itself."""
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))["jobs"]
    assert jobs["tests"]["strategy"]["matrix"] == {
        "system": ["ubuntu-latest", "windows-latest", "macos-latest"],
        "python": ["3.11", "3.12", "3.13", "3.14"],
    }
    assert any(step.get("uses") == "./" for step in jobs["examples"]["steps"])


@pytest.mark.parametrize("path", [".github/workflows/ci.yml", ".github/workflows/release.yml", "action.yml"])
def test_everything_used_is_pinned(path: str) -> None:
    """An action is named by commit, with the version it had; whoever moves a tag changes nothing here."""
    used = re.findall(r"uses: +(\S+)(.*)", (ROOT / path).read_text("utf-8"))
    assert used
    assert [name for name, _ in used if name != "./" and not re.search(r"@[0-9a-f]{40}$", name)] == []
    assert [name for name, note in used if not re.search(r"# (v\d+\.\d+\.\d+$|zizmor: ignore)", note)] == []


@pytest.mark.parametrize("path", ["ci.yml", "release.yml"])
def test_workflows_have_no_rights_but_those_they_name(path: str) -> None:
    """Nothing is granted at the top, and the scripts that are run are those of the repository."""
    text = (ROOT / ".github/workflows" / path).read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    assert all("permissions" in job and "timeout-minutes" in job for job in workflow["jobs"].values())
    scripts = re.findall(r"\.ci/[\w.]+", text)
    assert scripts
    assert [script for script in scripts if not (ROOT / script).exists()] == []
