"""Our own signs: a Japanese Windows console, and a file in its encoding, can show every one of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.scenarios.command import ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py"))


def own_wordings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the pieces of text that stand in a `Bilingual` of a module, each with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Bilingual":
            for each in (part for argument in node.args for part in ast.walk(argument)):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.lineno, each.value


def beyond(text: str) -> str:
    """Return the signs of a text that CP932 lacks."""
    return "".join(sign for sign in text if not sign.encode("cp932", "ignore"))


def test_there_are_wordings() -> None:
    """The search finds what it looks for."""
    assert sum(1 for path in SOURCES for _ in own_wordings(path)) > 1000
    assert beyond("⏎·›—–×△○？①") == "⏎·›—–"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_own_signs_are_in_cp932(path: Path) -> None:
    """No wording of the program has a sign that a console of CP932 shows as an escape."""
    found = [(line, beyond(text)) for line, text in own_wordings(path) if beyond(text)]
    assert found == []
