"""The plans of rule tests: keys and values that the form does not know, tests written twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.pack.document import Document, Where
from zaitaku_check.pack.lint.rules import Written, written_rules
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.rule import Pack
from zaitaku_check.pack.rule_tests import OUTCOMES, abridged, each_word
from zaitaku_check.plan.field import Field
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual


def test_problems(loaded: Loaded, judging: Pack) -> Iterator[Problem]:
    """Yield what is wrong with the tests of a pack's rules."""
    for rule in written_rules(loaded):
        yield from _twice(rule)
        for where, plan, unreadable in _plans(rule, loaded.tests.get(rule.data["id"], ())):
            complaints = abridged(plan, judging).complaints
            if unreadable and not complaints and rule.data.get("scope") != "folder":
                yield rule.document.problem(where, _ALL_READ, key=True)
            for complaint in complaints:
                if complaint.rule == "F001" or not unreadable:
                    yield _unexpected(rule.document, where, complaint, judging)


_ALL_READ = Bilingual(
    "この計画書には読み取れない箇所がありません（判定できないのは、読み取れない箇所があるときです）。",
    "everything in this plan can be read; `cannot_tell` is for plans with something that cannot",
)


def _plans(rule: Written, tests: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Where, Any, bool]]:
    """Yield place and data (names replaced) of the tests' plans, and whether something in it may be unreadable."""
    for at, test in enumerate(tests if "tests" in rule.data else ()):
        kind = next(name for name in OUTCOMES if name in test)
        where: Where = (*rule.where, "tests", at, kind)
        for each in each_word(test):
            if rule.data.get("scope") != "folder":
                yield where, each[kind], kind == "cannot_tell"
                continue
            for number, plan in enumerate(each[kind].get("plans", ())):
                yield (*where, "plans", number), plan, kind == "cannot_tell"


def _unexpected(document: Document, where: Where, complaint: Complaint, pack: Pack) -> Problem:
    args: Mapping[str, str | Bilingual] = dict(complaint.args)
    word = str(args.get("key") or args.get("value") or "")
    if complaint.rule == "F001":
        hint = nearest(word, _labels(pack.form.root))
        wording = Bilingual(
            f"テストの計画書にある「{word}」は様式にない項目です。",
            f"the test's plan has “{word}”, which the form does not have",
        )
        return document.problem(_key_place(document, where, word), wording, hint[0] if hint else "", key=True)
    wording = Bilingual(
        f"テストの計画書を読み取れません（{complaint.rule}、{complaint.pointer}）。",
        f"the test's plan cannot be read as meant ({complaint.rule} at {complaint.pointer})",
    )
    return document.problem(document.find(where, word), wording)


def _labels(field: Field) -> list[str]:
    """Return the names of all fields below, English and Japanese."""
    below = [name for child in field.fields.values() for name in _labels(child)]
    return [*(name for child in field.fields.values() for name in (child.name, child.label.ja)), *below]


def _key_place(document: Document, where: Where, word: str) -> Where:
    """Return where a key stands below a place, however it is spelled there."""
    for place in document.places:
        last = str(place[-1]) if place else ""
        if place[: len(where)] == where and last.startswith("key:") and plain(last[4:]) == plain(word):
            return (*place[:-1], last[4:])
    return where


def _twice(rule: Written) -> Iterator[Problem]:
    tests = rule.data.get("tests", [])
    for at, test in enumerate(tests):
        if test in tests[:at]:
            wording = Bilingual("同じテストが2回書かれています。", "the same test is written twice")
            yield rule.document.problem((*rule.where, "tests", at), wording)
