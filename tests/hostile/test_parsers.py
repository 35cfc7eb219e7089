"""libyaml and PyYAML's own parser over everything there is: the same tree and the same complaints from both."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hostile.making import HERE, bytes_of, cases

from zaitaku_check.engine.check import Checker
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import Text, decode
from zaitaku_check.source.tree import Tree

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("examples/**/*.yaml"), *ROOT.glob("rules/*/examples/*.yaml")])
LARGE = 60_000
"""From this size on the pure parser takes too long to be asked in every run."""
KNOWN = {
    "a version of five thousand digits": "the pure parser fails on the number itself and cannot say where it stands"
}
"""The texts of which the two say the same at another place, and why.

The other known difference is the parser's own words beside a complaint; they are shown as they are, and not compared.
"""


def both(checker: Checker, text: Text) -> list[Tree]:
    """Read a text with each parser."""
    keys, lists = checker.chooser.keys, checker.chooser.lists
    return [read(text, keys, lists=lists, pure=pure) for pure in (False, True)]


def told(tree: Tree) -> list[object]:
    """Return what a reading says, without the parser's own words."""
    return [(one.rule, one.variant, one.span, one.beside) for one in tree.complaints]


CASES = [(path.stem, case) for path in sorted((HERE / "cases").glob("*.yaml")) for case in cases(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_real_plans(path: Path, checker: Checker) -> None:
    """The examples, with their mistakes and their encodings, but for those that are no text."""
    text, refused = decode(path.read_bytes())
    if text is None:
        assert refused[0].rule == "Y001"
        return
    fast, pure = both(checker, text)
    assert (fast.root, told(fast)) == (pure.root, told(pure))


@pytest.mark.parametrize(("kind", "case"), CASES, ids=[f"{kind}: {case['case']}" for kind, case in CASES])
def test_hostile_plans(kind: str, case: dict[str, object], checker: Checker) -> None:
    """The hostile cases as far as they are not too large, and but for the differences that are known."""
    data = bytes_of(case)
    text, _ = decode(data)
    if text is None or len(data) > LARGE:
        pytest.skip("no text, or too large for the pure parser")
    fast, pure = both(checker, text)
    if case["case"] in KNOWN:
        assert fast.root is pure.root is None, kind
        assert [one.rule for one in fast.complaints] == [one.rule for one in pure.complaints]
    else:
        assert (fast.root, told(fast)) == (pure.root, told(pure))
