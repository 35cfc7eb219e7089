"""The house stands as its plan says: paths, direction of imports, and what is packaged."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
RULES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("rules/**/*.yaml"))


def named_paths(page: Path) -> list[str]:
    """Return the words of a page that look like a path of this project."""
    words = re.findall(r"`([\w.-]+(?:/[\w.-]*)+)`", page.read_text(encoding="utf-8"))
    return sorted({word for word in words if (ROOT / word.split("/")[0]).exists()})


def linked_files(page: Path) -> list[str]:
    """Return the files of this project that a page links to."""
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    return [link for link in links if "://" not in link]


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md", "docs/security.md", "docs/releasing.md"])
def test_pages_about_the_house_name_only_what_exists(page: str) -> None:
    """A page about a house that has been rebuilt would send newcomers astray."""
    paths = named_paths(ROOT / page)
    assert len(paths) >= 5
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_recipes_name_what_is_there() -> None:
    """Seven recipes; each table or type that one sends a newcomer to stands in the file it names."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`(\w+)` in `([\w/.]+\.py)`", text)
    assert text.count("\n### ") == 7
    assert len(named) >= 8
    assert [name for name, path in named if not re.search(rf"\b{name}\b", (ROOT / path).read_text("utf-8"))] == []


def test_every_room_stands_in_the_architecture() -> None:
    """Each package of the source is named on the page."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rooms = [path.parent.name for path in (ROOT / "src/zaitaku_check").glob("*/__init__.py")]
    assert len(rooms) >= 7
    assert [room for room in rooms if f"{room}/" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Every file that a page links to is there."""
    assert [link for link in linked_files(page) if not (page.parent / link).exists()] == []


def test_data_walks_in_one_direction(capsys: pytest.CaptureFixture[str]) -> None:
    """The contracts about imports hold: lower rooms know nothing of upper ones, reports know findings only."""
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_every_rule_is_in_the_wheel() -> None:
    """Whoever installs the wheel has all packs."""
    builder = WheelBuilder(str(ROOT))
    packed = {file.distribution_path for file in builder.recurse_included_files()}
    assert len(RULES) >= 10
    assert [path for path in RULES if f"zaitaku_check/{path}" not in packed] == []


def test_every_source_file_is_in_the_wheel() -> None:
    """Templates, schemas and the type marker are packaged like the modules."""
    packed = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    source = ROOT / "src"
    kept = [path for path in source.rglob("*") if path.is_file() and not {"__pycache__", "_prepared"} & set(path.parts)]
    assert [path.name for path in kept if path.relative_to(source).as_posix() not in packed] == []


def test_the_sdist_can_build_and_test_itself() -> None:
    """The source distribution holds the rules, the examples, the tests and what the build needs."""
    packed = {file.distribution_path for file in SdistBuilder(str(ROOT)).recurse_included_files()}
    wanted = [
        "README.md",
        "LICENSE",
        "tests/conftest.py",
        "examples/expected.yaml",
        ".ci/run",
        *RULES,
    ]
    assert [path for path in wanted if path not in packed] == []


SOURCE = ROOT / "src" / "zaitaku_check"
NAMED_TWICE = {
    "check": "a command, what it does with words and files, and the check of one plan",
    "completion": "of a shell's words, and of an editor's",
    "document": "a pack's file with its places, and a report as data",
    "folder": "a rule over all plans, compiled and run",
    "folders": "rules over all plans, linted and mutated",
    "markdown": "of pages about rules, and a format",
    "plans": "examples of rules, linted and mutated",
    "reading": "of a text, of a tree by a form, of a workbook",
    "rules": "a command, and rules linted and mutated",
    "text": "a text before it is read, a word, a kind of value and a format",
    "values": "of a line, and of a cell",
    "wording": "of values in messages, and of reports",
}
"""Names of two modules that are the same thing in two rooms, with what it is in each."""
LONGEST_FUNCTION = 60
COMMAND_MODULES = "cli/commands"


def modules() -> list[Path]:
    """Return the modules of the source without the pages that only make a folder a package."""
    return sorted(path for path in SOURCE.rglob("*.py") if path.name != "__init__.py")


@cache
def parsed(path: Path) -> ast.Module:
    """Return a module's tree; two tests look at all of them."""
    return ast.parse(path.read_text(encoding="utf-8"))


def test_a_name_is_one_thing() -> None:
    """Two modules of one name are one thing in two rooms, and the list of these says what; nothing old stands there."""
    counted = Counter(path.stem for path in modules() if COMMAND_MODULES not in path.as_posix())
    commands = {path.stem for path in modules() if COMMAND_MODULES in path.as_posix()}
    twice = {name for name, times in counted.items() if times > 1}
    assert twice - NAMED_TWICE.keys() == set()
    assert NAMED_TWICE.keys() - twice - commands == set()


def test_nothing_is_dead() -> None:
    """Every function, class and table of a module is named somewhere else in what runs."""
    running = [path for folder in ("src", "page", "packaging", ".ci") for path in (ROOT / folder).rglob("*")]
    texts = [path for path in running if path.suffix in {"", ".py", ".j2", ".js", ".toml"} and path.is_file()]
    words: Counter[str] = Counter()
    for path in [*texts, ROOT / "pyproject.toml", ROOT / "hatch_build.py"]:
        words.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    dead = {name for path in modules() for name in defined(path) if words[name] < 2}
    assert dead == {"with_words"}, "it is for the test that writes the pages of the language anew, and nothing else is"


def defined(path: Path) -> list[str]:
    """Return the names that a module defines."""
    names: list[str] = []
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
    return names


def test_no_function_is_longer_than_a_screen() -> None:
    """What cannot be seen at once is hard to follow."""
    long = [
        f"{path.name}: {node.name}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []
