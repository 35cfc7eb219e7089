"""Cases as data: how a case's bytes are made of the good plan, and how what is said of them is written down.

A case changes the good plan in one place (`change`: old text → new text, `front`, `behind`), or is a text of its own
(`text`), or bytes (`bytes`, in hexadecimal). `⟪…×1000⟫` stands for a thousand of what is inside it, `№` in there for
the number of each. `saved` is the encoding in which the text is saved, `mark` writes a byte order mark in front.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import yaml

from zaitaku_check.report.model import PlanResult
from zaitaku_check.report.shown import message

HERE = Path(__file__).parent
GOOD = (HERE / "plan.yaml").read_text("utf-8")
REPEATED = re.compile(r"⟪(.*?)×(\d+)⟫", re.DOTALL)
KEYS = {"case", "change", "front", "behind", "text", "bytes", "saved", "mark", "says", "more"}
WAYS = {"change", "front", "behind", "text", "bytes"}

Case = dict[str, Any]


def cases(path: Path) -> list[Case]:
    """Read a file of cases; an unknown key would be an expectation that nobody checks."""
    found = cast("list[Case]", yaml.safe_load(path.read_text("utf-8")))
    for case in found:
        assert {"case", "says"} <= case.keys() <= KEYS, case
        assert case.keys() & WAYS, case
    return found


def bytes_of(case: Case) -> bytes:
    """Return the bytes of the file that a case is about."""
    if "bytes" in case:
        return bytes.fromhex(case["bytes"])
    encoding = case.get("saved", "utf-8")
    mark = "\ufeff" if case.get("mark") else ""
    return (mark + text_of(case)).encode(encoding, "surrogatepass" if encoding.startswith("utf") else "strict")


def text_of(case: Case) -> str:
    """Return the text of a case."""
    if "text" in case:
        return expanded(case["text"])
    text = GOOD
    for old, new in case.get("change", {}).items():
        assert text.count(old) == 1, f"{old!r} does not stand in the plan once"
        text = text.replace(old, expanded(new))
    return expanded(case.get("front", "")) + text + expanded(case.get("behind", ""))


def expanded(text: str) -> str:
    """Return a text with everything that is to be repeated written out."""
    return REPEATED.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    part, times = found[1], int(found[2])
    return "".join(part.replace("№", str(number)) for number in range(times)) if "№" in part else part * times


def told(result: PlanResult) -> list[str]:
    """Return the findings of a plan, one line each: rule, place, message."""
    return [f"{each.rule} {each.place.line}:{each.place.column} {message(each, 'ja')}" for each in result.findings]


def differs(case: Case, result: PlanResult) -> list[str]:
    """Return what was said and is not expected, or expected and not said; an expectation is the beginning of a line.

    With `more`, further findings may follow from what the case is about.
    """
    lines, expected = told(result), list(case["says"])
    missing = [f"not said: {one}" for one in expected if not any(line.startswith(one) for line in lines)]
    further = [line for line in lines if not any(line.startswith(one) for one in expected)]
    return missing + ([] if case.get("more") else [f"said too: {line}" for line in further])
