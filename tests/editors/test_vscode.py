"""The VS Code extension: its texts, where it looks for the server, and, in long runs, the packed one at work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

import zaitaku_check
from zaitaku_check.cli.entry import main

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "editors/vscode"
PACKAGE: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text("utf-8"))
SOURCE = (EXTENSION / "src/extension.js").read_text("utf-8")


def texts(name: str) -> dict[str, str]:
    """Return one of the tables of texts."""
    found: dict[str, str] = json.loads((EXTENSION / name).read_text("utf-8"))
    return found


def test_it_is_of_the_tool_s_version_and_starts_only_for_yaml() -> None:
    """Editor and command line are of one release; a folder without plans starts nothing."""
    assert PACKAGE["version"] == zaitaku_check.__version__
    assert f'NEEDED = "{zaitaku_check.__version__}"' in SOURCE
    assert PACKAGE["activationEvents"] == ["onLanguage:yaml", "workspaceContains:**/zaitaku-check.toml"]


def test_both_languages_have_every_text() -> None:
    """The manifest's texts in both languages, all used; the code's texts in Japanese, none left over."""
    en, ja = texts("package.nls.json"), texts("package.nls.ja.json")
    used = set(re.findall(r"%([\w.]+)%", json.dumps(PACKAGE)))
    assert en.keys() == ja.keys() == used
    said = set(re.findall(r'\bt\(\s*"([^"]+)"', SOURCE))
    places = set(re.findall(r'from: "([^"]+)"', (EXTENSION / "src/server.js").read_text("utf-8")))
    assert said | places == texts("l10n/bundle.l10n.ja.json").keys()
    for english, japanese in texts("l10n/bundle.l10n.ja.json").items():
        assert sorted(re.findall(r"\{\d\}", english)) == sorted(re.findall(r"\{\d\}", japanese))


def test_every_command_offered_is_there() -> None:
    """What the palette offers, the extension runs, and nothing else."""
    offered = [command["command"].removeprefix("zaitaku-check.") for command in PACKAGE["contributes"]["commands"]]
    (table,) = re.findall(r"const commands = \{(.*?)\};", SOURCE)
    assert sorted(offered) == sorted(part.partition(":")[0].strip() for part in table.split(", "))


def test_a_folder_that_is_not_trusted_chooses_no_program() -> None:
    """Every setting that names a program or a pack is restricted, and set by the machine unless the user says else."""
    properties = PACKAGE["contributes"]["configuration"]["properties"]
    restricted = PACKAGE["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    assert sorted(restricted) == sorted(set(properties) - {"zaitaku-check.trace.server"})
    assert all(properties[name]["scope"] == "machine-overridable" for name in restricted)


def test_the_snippets_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan begun with the snippets has no key that the form does not know."""
    snippets = json.loads((EXTENSION / "snippets/plan.json").read_text("utf-8"))
    parts = {name.partition(" ")[0]: "\n".join(snippet["body"]) for name, snippet in snippets.items()}
    filled = {
        name: re.sub(r"\$\{\d\|([^,|]+)[^}]*\}|\$\{\d+:([^}]*)\}|\$\d", lambda one: one[1] or one[2] or "x", body)
        for name, body in parts.items()
    }

    def below(name: str) -> str:
        return "".join(f"    {line}\n" for line in filled[name].splitlines())

    activity = "".join(f"  {line}\n" for line in filled["取組み"].splitlines())
    plan = f"{filled['計画書のはじめ']}\n{activity}{below('指標')}{below('連絡会')}{filled['予算']}\n"
    assert yaml.safe_load(plan)
    tmp_path.joinpath("a.yaml").write_text(plan, "utf-8")
    assert main(["check", str(tmp_path / "a.yaml"), "-f", "json", "--no-config"]) in {1, 2}
    found = {finding["rule"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert not found & {"F001", "F003", "F011"}


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed here")
def test_the_server_is_looked_for_where_it_may_be() -> None:
    """The extension's own tests that need neither editor nor server."""
    command = ["node", "--test", "test/server.test.js"]
    done = subprocess.run(command, cwd=EXTENSION, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout


@pytest.mark.long
@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed here")
def test_the_packed_extension_works_against_a_real_server(tmp_path: Path) -> None:
    """Packed as it is released, unpacked, and driven by the real client library in a stub of the editor."""
    source, out = tmp_path / "vscode", tmp_path / "out"
    shutil.copytree(EXTENSION, source, ignore=shutil.ignore_patterns("node_modules", "*.vsix"))
    packing = ["npx", "--yes", "@vscode/vsce@3", "package", "--out", str(tmp_path / "a.vsix")]
    for command in (["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], packing):
        done = subprocess.run(command, cwd=source, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
        assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(tmp_path / "a.vsix") as packed:
        names = packed.namelist()
        packed.extractall(out)
    assert "extension/node_modules/vscode-languageclient/node.js" in names
    assert [name for name in names if re.search(r"\.(node|dll|so|exe)$|/test/.*stub", name)] == []
    environ = os.environ | {
        "EXTENSION": str(out / "extension"), "PYTHON": sys.executable, "EXAMPLES": str(ROOT / "examples/plans"),
    }  # fmt: skip
    told = ["node", "--test", "test/extension.test.js"]
    done = subprocess.run(told, cwd=source, env=environ, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout
