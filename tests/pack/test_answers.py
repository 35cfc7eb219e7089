"""The reference's table of what each word answers to several values, to none, and to parts it cannot judge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.pack.small import files, judge, problems, rule

from zaitaku_check.pack.document import load_document
from zaitaku_check.pack.words import NAMES, word

_SEVERAL = {"every": {"fail"}, "one": {"pass"}, "together": {"pass"}}
_PART = {"left_out": {"pass", "fail"}, "itself": {"not_applicable"}, "not_counted": {"fail"}}
_ABSENT = {"not applicable": "not_applicable", "fails": "fail", "counts": "fail"}
"""How the reference's words on an absent value begin, and the outcome that they mean."""


def _cases() -> dict[str, dict[str, Any]]:
    document, wrong = load_document("answers.yaml", Path(__file__).with_name("answers.yaml").read_bytes())
    assert document is not None, wrong
    cases: dict[str, dict[str, Any]] = document.data
    return cases


CASES = _cases()


def _says(case: dict[str, Any], column: str) -> str:
    each = {"each": case["each"]} if "each" in case else {}
    return judge(case[column], check=case.get("checked", case["check"]), **each).outcome


def test_every_word_has_its_row() -> None:
    """No word is left out."""
    assert set(CASES) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_several_values(name: str) -> None:
    """Several values are all asked, taken together, or refused where one is needed."""
    its, case = word(name), CASES[name]
    if its.several == "refused":
        refused = str(case["several"]).replace("'", "")
        assert any("leads to several values" in each.wording.en for each in problems(files(rules=rule(refused))))
    elif its.several == "parts":
        assert "several" not in case
    else:
        assert _says(case, "several") in _SEVERAL[its.several]


@pytest.mark.parametrize("name", NAMES)
def test_an_absent_value(name: str) -> None:
    """What the reference says of an absent value is what the word answers."""
    its = word(name)
    if its.several == "parts" and name != "not":
        assert "no part applies" in its.absent.en
        none = {name: [{"value": {"at": "beds", "max": 2}}, {"value": {"at": "total", "max": 2}}]}
        assert judge({}, check=none).outcome == "not_applicable"
        return
    begins = next(begin for begin in _ABSENT if its.absent.en.startswith(begin))
    assert _says(CASES[name], "absent") == _ABSENT[begins]


@pytest.mark.parametrize("name", [each for each in NAMES if word(each).part != "none"])
def test_a_condition_that_does_not_apply(name: str) -> None:
    """A part that does not apply is left out, the others alone decide; such an element of a list is not counted."""
    its, case = word(name), CASES[name]
    assert _says(case, "part") in _PART[its.part]
    if its.part == "left_out":
        (_first, *others) = case["check"][name]
        assert _says(case, "part") == judge(case["part"], check={name: others}).outcome


@pytest.mark.parametrize("name", NAMES)
def test_what_could_not_be_read(name: str) -> None:
    """Nothing follows from what could not be read; only what could be read may decide."""
    case = CASES[name]
    assert _says(case, "open") == "cannot_tell"
    assert ("decided" in case) == (word(name).unread == "decided")
    if "decided" in case:
        assert _says(case, "decided") in {"pass", "fail"}
