"""Mutants of the checker's own code: `python -m tests.fuzz.code_mutants RESULTS.jsonl` makes and judges them.

A mutant is one module with one small mistake in one function. It is judged by the tests that call that function, the
quickest first; which those are is found out once, by running the tests with a profile function. A sample is drawn by a
seed; what stands in the file of results is not judged again, so that a run can be stopped and taken up.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "zaitaku_check"
ROOMS = ("source", "plan", "pack", "engine")
TESTS = ("source", "plan", "pack", "engine", "rules", "scenarios", "mistakes", "edit", "report")
SECONDS = 2.5
"""What the tests of one mutant may take, by the times of the run that found them out."""
PATIENCE = 60
"""Seconds after which a mutant counts as killed: it does not come to an end."""

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}  # fmt: skip


Slot = tuple[tuple[int, ...], ast.AST, tuple[str, Callable[[Any], None]]]
"""The first lines of the functions around, the innermost first; the node; a word for the change, and what makes it."""


class Mutant(NamedTuple):
    """One mistake: the module's path below the source, the first lines of the functions around, and what was done."""

    module: str
    functions: tuple[int, ...]
    line: int
    change: str
    number: int

    @property
    def name(self) -> str:
        """Return a name that is the same in every run over the same code."""
        return f"{self.module}:{self.line} {self.change} #{self.number}"


def mutants_of(path: Path, chosen: Iterable[int]) -> Iterator[tuple[Mutant, ast.Module]]:
    """Yield the chosen mutants of a module, by number, each with its changed tree."""
    text = path.read_text(encoding="utf-8")
    module = path.relative_to(SOURCE).as_posix()
    for number in chosen:
        tree = ast.parse(text)
        functions, node, (change, apply) = slots(tree)[number]
        line = getattr(node, "lineno", functions[0])
        apply(node)
        yield Mutant(module, functions, line, change, number), ast.fix_missing_locations(tree)


def slots(tree: ast.Module) -> list[Slot]:
    """Return the places of a module that can be changed, and how."""
    return [(functions, node, change) for functions, node in _nodes(tree) for change in _changes(node)]


def _nodes(tree: ast.AST, inside: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], ast.AST]]:
    """Yield the nodes inside functions, each with the first lines of the functions around it, the innermost first."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            for statement in node.body:
                yield from _node(statement, (first, *inside))
        else:
            yield from _node(node, inside)


def _node(node: ast.AST, inside: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], ast.AST]]:
    if inside and not _is_beside(node):
        yield inside, node
    if isinstance(node, ast.FunctionDef):
        yield from _nodes(ast.Module([node], []), inside)
    else:
        yield from _nodes(node, inside)


def _is_beside(node: ast.AST) -> bool:
    """Return whether a node is a docstring, or says nothing at run time."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """Yield what can be done to a node: a word for it, and the function that does it."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPPED:
        yield "comparison", lambda it: it.ops.__setitem__(0, _SWAPPED[type(it.ops[0])]())
    elif isinstance(node, ast.BoolOp):
        yield "and/or", lambda it: setattr(it, "op", _SWAPPED[type(it.op)]())
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _SWAPPED:
        yield "arithmetic", lambda it: setattr(it, "op", _SWAPPED[type(it.op)]())
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield "truth", lambda it: setattr(it, "value", not it.value)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield "number", lambda it: setattr(it, "value", it.value + 1)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition", lambda it: setattr(it, "test", ast.UnaryOp(ast.Not(), it.test))
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield "nothing returned", lambda it: setattr(it, "value", ast.Constant(None))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call dropped", lambda it: setattr(it, "value", ast.Constant(None))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield "filter dropped", lambda it: it.ifs.clear()


def sample(seed: int, most: int) -> list[tuple[Mutant, ast.Module]]:
    """Return so many mutants, drawn by a seed, as many of a room as it has of all."""
    every = [path for room in ROOMS for path in sorted((SOURCE / room).rglob("*.py"))]
    counted = [(path, len(slots(ast.parse(path.read_text(encoding="utf-8"))))) for path in every]
    places = [(path, number) for path, count in counted for number in range(count)]
    chosen: dict[Path, list[int]] = {}
    for path, number in random.Random(seed).sample(places, min(most, len(places))):  # noqa: S311 - a sample, no secret
        chosen.setdefault(path, []).append(number)
    made = [each for path, numbers in chosen.items() for each in mutants_of(path, numbers)]
    random.Random(seed).shuffle(made)  # noqa: S311 - so that a run cut short is a sample, too
    return made


class Calls:
    """A plugin of pytest: which functions of the source each test calls, and how long it takes."""

    def __init__(self) -> None:
        self.calls: dict[str, set[str]] = {}
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Run a test with a profile function that notes the calls."""
        seen: set[CodeType] = set()

        def note(frame: FrameType, event: str, _value: object) -> None:
            if event == "call":
                seen.add(frame.f_code)

        begun = time.process_time()
        sys.setprofile(note)
        yield
        sys.setprofile(None)
        self.seconds[item.nodeid] = time.process_time() - begun
        inside = str(SOURCE) + os.sep
        self.calls[item.nodeid] = {
            f"{Path(code.co_filename).relative_to(SOURCE).as_posix()}:{code.co_firstlineno}"
            for code in seen
            if code.co_filename.startswith(inside)
        }


def learn(kept: Path) -> dict[str, Any]:
    """Return the calls and seconds of the tests: from the file, or by running them and writing it."""
    if not kept.exists():
        plugin = Calls()
        folders = [str(ROOT / "tests" / each) for each in TESTS]
        pytest.main([*folders, "-p", "no:cacheprovider", "-p", "no:xdist"], plugins=[plugin])
        calls = {name: sorted(each) for name, each in plugin.calls.items()}
        kept.write_text(json.dumps({"calls": calls, "seconds": plugin.seconds}), encoding="utf-8")
    known: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return known


def tests_for(mutant: Mutant, known: dict[str, Any]) -> list[str]:
    """Return the tests that call a mutant's function, the quickest first, so many as the time allows."""
    for function in mutant.functions:
        place = f"{mutant.module}:{function}"
        calling = sorted((known["seconds"][test], test) for test, calls in known["calls"].items() if place in calls)
        if calling:
            break
    else:
        return []
    chosen: list[str] = []
    spent = 0.0
    for seconds, test in calling:
        spent += seconds
        if chosen and spent > SECONDS:
            break
        chosen.append(test)
    return chosen


def judge(mutant: Mutant, tree: ast.Module, tests: Sequence[str]) -> str:
    """Return "killed", "survived", or "untested" where no test calls its function."""
    if not tests:
        return "untested"
    child = os.fork()
    if child == 0:
        os.setsid()
        os._exit(_run(mutant, tree, tests))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if status == 0 else "killed"
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "killed"


def _run(mutant: Mutant, tree: ast.Module, tests: Sequence[str]) -> int:
    """Run tests with the mutant in the place of its module; the module must not have been imported yet."""
    path = SOURCE / mutant.module
    original = SourceFileLoader.get_code

    def get_code(self: Any, fullname: str) -> CodeType | None:
        return compile(tree, str(path), "exec") if self.path == str(path) else original(self, fullname)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    scratch = tempfile.mkdtemp()
    try:
        return int(pytest.main([*tests, "-x", "-p", "no:cacheprovider", "-p", "no:xdist", f"--basetemp={scratch}/t"]))
    except BaseException:  # noqa: BLE001 - whatever a mutant does to the tests has killed it
        return 1
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Judge a sample and print what survived; return 0 where at least nine of ten were killed, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=400)
    asked = parser.parse_args(argv)
    os.chdir(ROOT)
    calls = asked.results.with_suffix(".calls.json")
    if not calls.exists():  # in a process of its own, so that no module is imported here
        child = os.fork()
        if child == 0:
            learn(calls)
            os._exit(0)
        os.waitpid(child, 0)
    known = learn(calls)
    for mutant, _tree in sample(asked.seed, 20):
        if tests := tests_for(mutant, known):
            unchanged = ast.parse((SOURCE / mutant.module).read_text(encoding="utf-8"))
            assert judge(mutant, unchanged, tests) == "survived", "without a mistake the tests have to pass"
            break
    before = asked.results.read_text(encoding="utf-8").splitlines() if asked.results.exists() else []
    judged = {each["mutant"]: each["verdict"] for each in map(json.loads, before)}
    with asked.results.open("a", encoding="utf-8") as out:
        for mutant, tree in sample(asked.seed, asked.most):
            if mutant.name not in judged:
                judged[mutant.name] = judge(mutant, tree, tests_for(mutant, known))
                out.write(json.dumps({"mutant": mutant.name, "verdict": judged[mutant.name]}) + "\n")
                out.flush()
    killed = sum(verdict == "killed" for verdict in judged.values())
    for name, verdict in sorted(judged.items()):
        if verdict != "killed":
            sys.stdout.write(f"{verdict}: {name}\n")
    sys.stdout.write(f"{killed} of {len(judged)} killed\n")
    return 0 if killed * 10 >= len(judged) * 9 else 1


if __name__ == "__main__":
    sys.exit(main())
