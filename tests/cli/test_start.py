"""What a start loads: the common command must not pay for what only others need."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaitaku_check.cli import app as typer_app
from zaitaku_check.cli.commands import COMMANDS
from zaitaku_check.cli.entry import main
from zaitaku_check.cli.request import Request, request_from
from zaitaku_check.cli.table import read_quickly
from zaitaku_check.errors import CouldNotCheck

GOOD = Path(__file__).parents[2] / "examples/plans/yatsushiro-core.yaml"
DEAR = (
    "typer", "click", "rich", "jsonschema", "pydantic", "importlib.metadata", "asyncio", "multiprocessing", "openpyxl",
    "jinja2", "dataclasses", "inspect", "pathlib", "pickle", "rapidfuzz", "tomllib", "glob", "concurrent.futures",
    "yaml", "typing", "decimal", "hashlib",
)  # fmt: skip
LIST = "import sys; from zaitaku_check.cli.entry import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


def loaded_by(*words: str, cwd: Path) -> set[str]:
    """Return the modules that a run has loaded when it is done."""
    run = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", LIST, *words], cwd=cwd, capture_output=True, text=True, check=True
    )
    return set(run.stderr.split())


@pytest.mark.parametrize("form", ["concise", "json"])
def test_a_sound_plan_is_checked_without_heavy_libraries(tmp_path: Path, form: str) -> None:
    """None of the libraries that other commands and formats need is loaded."""
    shutil.copy(GOOD, tmp_path / "plan.yaml")
    main(["check", "-f", "concise", str(tmp_path / "plan.yaml")])  # prepares the packs
    loaded = loaded_by("check", "-f", form, "plan.yaml", cwd=tmp_path)
    assert "zaitaku_check.source.plain" in loaded
    assert sorted(loaded.intersection(DEAR)) == []


def test_the_version_costs_next_to_nothing(tmp_path: Path) -> None:
    """The version and the digests of the packs are said without reading a pack, and without a heavy library."""
    main(["--version"])  # prepares the packs
    loaded = loaded_by("--version", cwd=tmp_path)
    assert sorted(loaded.intersection({*DEAR, "zaitaku_check.pack.load"})) == []


def test_a_command_loads_no_other(tmp_path: Path) -> None:
    """The help names all commands without loading them, and a command that is run loads only its own module."""
    commands = "zaitaku_check.cli.commands"
    for words, wanted in (("--help", set()), ("config show", {f"{commands}.config"})):
        loaded = loaded_by(*words.split(), cwd=tmp_path)
        assert {name for name in loaded if name.startswith(f"{commands}.")} == wanted


def test_every_command_has_its_module() -> None:
    """The list of commands and the modules are the same."""
    folder = Path(typer_app.__file__).parent / "commands"
    assert {path.stem for path in folder.glob("*.py")} == {"__init__", *COMMANDS}


WORDS = st.one_of(
    st.sampled_from(["plan.yaml", "a folder", "-q", "--quiet", "--no-config", "--no-folder", "--no-ignores"]),
    st.tuples(st.sampled_from(["--lang"]), st.sampled_from(["ja", "en"])),
    st.tuples(st.sampled_from(["--stage"]), st.sampled_from(["application", "designated"])),
    st.tuples(st.sampled_from(["--fail-on"]), st.sampled_from(["error", "warning", "note", "never"])),
    st.tuples(st.sampled_from(["-f", "--format"]), st.sampled_from(["json=a.json", "csv=b.csv", "sarif=c", "text"])),
    st.tuples(st.sampled_from(["--select", "--ignore"]), st.sampled_from(["R1", "R101,R2", "y0"])),
    st.tuples(st.sampled_from(["--pack"]), st.sampled_from(["regional-centre-2018", "elderly-welfare-plan"])),
    st.tuples(st.sampled_from(["-j", "--jobs"]), st.sampled_from(["1", "8"])),
    st.tuples(st.sampled_from(["--as-of"]), st.sampled_from(["2018-08-01", "2019-12-31"])),
    st.tuples(st.sampled_from(["--color"]), st.sampled_from(["auto", "always", "never"])),
    st.sampled_from(["--lang=ja", "--jobs=3", "--as-of=2018-08-01", "--format=json=d.json", "--select=R3"]),
)


def flat(words: list[str | tuple[str, str]]) -> list[str]:
    """Return words, options with their values, as one list."""
    return [each for word in words for each in ((word,) if isinstance(word, str) else word)]


@given(st.lists(WORDS, max_size=8).map(flat))
def test_both_readings_of_a_command_line_agree(words: list[str]) -> None:
    """What the quick reading understands, the option library understands in the same way."""
    raw = read_quickly(words)
    if raw is None:
        return
    with pytest.MonkeyPatch.context() as patch:
        taken: list[Request] = []

        def take(request: Request, *_: object) -> int:
            taken.append(request)
            return 0

        patch.setattr("zaitaku_check.cli.check.check", take)
        said = outcome(lambda: typer_app.run_app(["check", *words], "en"))
    assert outcome(lambda: request_from(raw, "en")) == (taken[0] if taken else said)


def outcome(read: Callable[[], object]) -> object:
    """Return what a reading gives, or what it complains of."""
    try:
        return read()
    except CouldNotCheck as problem:
        return problem.wording
