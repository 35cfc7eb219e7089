"""Every line of what is known of how people write, and of YAML's traps: what is read of it, and what is said."""

from __future__ import annotations

from typing import Any, cast

import pytest
import yaml
from tests.hostile.making import GOOD, HERE, differs

from zaitaku_check.engine.check import Checker
from zaitaku_check.plan.canonical import canonical
from zaitaku_check.plan.reading import read_plan
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import decode

Case = dict[str, Any]
GROUPS = cast("dict[str, list[Case]]", yaml.safe_load((HERE / "people.yaml").read_text("utf-8")))
CASES = {f"{group}: {case['line']}": case for group, cases in GROUPS.items() for case in cases}


def bytes_of(case: Case) -> bytes:
    """Return the good plan changed as the case says, saved as it says."""
    text = GOOD
    for old, new in case.get("change", {}).items():
        assert text.count(old) == 1, f"{old!r} does not stand in the plan once"
        text = text.replace(old, new)
    text += case.get("behind", "")
    if case.get("colons"):
        text = text.replace(": ", "：").replace(":\n", "：\n")
    saved: bytes = text.replace("\n", str(case.get("ends", "\n"))).encode(str(case.get("saved", "utf-8")))
    return saved


def at(values: Any, pointer: str) -> Any:
    """Return the value at a pointer."""
    for step in pointer.split("/")[1:]:
        values = values[int(step) if isinstance(values, list) else step]
    return values


def test_every_line_is_there() -> None:
    """The notes have some hundred ways of writing, and no case stands there twice."""
    assert len(CASES) == sum(map(len, GROUPS.values())) >= 98
    assert all(
        case.keys() <= {"line", "change", "behind", "colons", "saved", "ends", "reads", "says"}
        for case in CASES.values()
    )


@pytest.mark.parametrize("name", CASES)
def test_what_is_read_of_it(name: str, checker: Checker) -> None:
    """The canonical value is what the writer meant; what cannot be read stays as it was written."""
    text, _ = decode(bytes_of(CASES[name]))
    assert text is not None
    tree = read(text, checker.chooser.keys, lists=checker.chooser.lists)
    assert tree.root is not None
    pack = checker.chooser.choose(tree.root).pack
    values = canonical(read_plan(tree.root, checker.shelf.pack(str(pack)).form))
    assert {pointer: at(values, pointer) for pointer in CASES[name]["reads"]} == CASES[name]["reads"]


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_of_it(name: str, checker: Checker) -> None:
    """Where the writing is in order nothing is said; else the one finding, at its place, in the clerk's words."""
    case = CASES[name]
    result = checker.check("plan.yaml", bytes_of(case)).result
    assert differs({"says": case.get("says", [])}, result) == []
