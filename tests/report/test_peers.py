"""The formats of CI in the hands of others: GitHub's own toolkit, Code Climate's own types."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.npm import installed
from tests.report import samples

from zaitaku_check.report import github, gitlab
from zaitaku_check.report.formats import Options
from zaitaku_check.report.model import Finding, Place, Report, RuleInfo
from zaitaku_check.text_types import Bilingual

EVIL = "50%, 100%0A: a,b::error::c\r\nd"
TITLE = "a:b,c%"
FILE = "計画/a,b:c%.yaml"
TOOLKIT = """
import * as core from '@actions/core';
const {message, properties} = JSON.parse(process.argv[2]);
core.error(message, properties);
"""


def node(folder: Path, *words: str) -> str:
    """Run a program of node's in a folder and return what it prints; its complaints are the test's."""
    done = subprocess.run(["node", *words], cwd=folder, capture_output=True, encoding="utf-8", check=False)  # noqa: S603, S607
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def parts(command: str) -> tuple[str, set[str], str]:
    """Return name, properties and message of a command, as they are written."""
    head, _, data = command.removeprefix("::").partition("::")
    name, _, properties = head.partition(" ")
    return name, set(properties.split(",")), data


def test_an_annotation_is_what_github_s_toolkit_prints() -> None:
    """Escapes and names of properties are those of the toolkit, for the nastiest words."""
    folder = installed("@actions/core").parent
    folder.joinpath("annotate.mjs").write_text(TOOLKIT, "utf-8")
    finding = Finding("R1", "error", Place(FILE, "", 3, 5, 3, 9), Bilingual(EVIL, EVIL))
    report = Report("0", "2018-08-01", (), (samples.plan(FILE, finding),), None, {})
    ours = github.render(report, Options("en")).splitlines()[0]
    shown = EVIL.replace("\r\n", " ")
    theirs = {"title": "R1", "file": FILE, "startLine": 3, "endLine": 3, "startColumn": 5, "endColumn": 9}
    given = json.dumps({"message": shown, "properties": theirs})
    assert parts(ours) == parts(node(folder, "annotate.mjs", given).strip())


def test_a_title_is_escaped_as_github_s_toolkit_does() -> None:
    """A rule's title may hold what divides properties."""
    folder = installed("@actions/core").parent
    folder.joinpath("annotate.mjs").write_text(TOOLKIT, "utf-8")
    card = RuleInfo("R1", "error", Bilingual(TITLE, TITLE), Bilingual("%", "%"))
    finding = Finding("R1", "error", Place("folder"), Bilingual("m", "m"))
    report = Report("0", "2018-08-01", (), (samples.plan("a.yaml", finding),), None, {"R1": card})
    given = json.dumps({"message": "m\n%", "properties": {"title": f"R1 {TITLE}"}})
    theirs = node(folder, "annotate.mjs", given).strip()
    assert parts(github.render(report, Options("en")).splitlines()[0]) == parts(theirs)


@pytest.mark.parametrize("name", ["one_bad", "folder", "hostile"])
def test_code_climate_s_types_hold(name: str, tmp_path: Path) -> None:
    """The compiler finds nothing in a report that does not fit the published types."""
    modules = installed("typescript", "codeclimate-types")
    issues: list[dict[str, Any]] = json.loads(gitlab.render(samples.samples()[name], Options()))
    assert issues
    program = f"import type {{Issue}} from 'codeclimate-types';\nexport const report: Issue[] = {json.dumps(issues)};\n"
    source = modules.parent / f"{tmp_path.name}.ts"
    source.write_text(program, "utf-8")
    node(modules.parent, "node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck", source.name)
