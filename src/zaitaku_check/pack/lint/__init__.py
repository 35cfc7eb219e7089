"""Every check that a pack has to pass beyond loading, in the order of its files and lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zaitaku_check.errors import Problem
from zaitaku_check.pack.lint.conditions import condition_problems
from zaitaku_check.pack.lint.folders import folder_problems
from zaitaku_check.pack.lint.messages import message_problems
from zaitaku_check.pack.lint.names import name_problems
from zaitaku_check.pack.lint.plans import test_problems
from zaitaku_check.pack.lint.references import reference_problems
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.renewal import renewal_problems
from zaitaku_check.pack.rule import Pack
from zaitaku_check.text_types import Bilingual

_CHECKS = (
    message_problems,
    condition_problems,
    folder_problems,
    name_problems,
    test_problems,
    reference_problems,
    renewal_problems,
)


def lint_pack(loaded: Loaded, judging: Pack) -> tuple[Problem, ...]:
    """Return what is wrong with a pack; `judging` is the pack with the form its rules are judged by."""
    problems = {problem for check in _CHECKS for problem in check(loaded, judging)}
    return tuple(sorted(problems, key=lambda each: (each.path, each.line, each.column, each.wording)))


def reused_ids(packs: Mapping[str, Loaded]) -> Iterator[tuple[str, Problem]]:
    """Yield (pack, problem) for every id that two packs use for rules of their own, openly replaced ones left out."""
    owners: dict[str, str] = {}
    for name, loaded in packs.items():
        for rule in loaded.pack.rules:
            owner = owners.setdefault(rule.id, rule.pack)
            document, where = loaded.homes.get(rule.id, (None, ()))
            if rule.pack != name or owner == name or document is None or "override" in document.at(where):
                continue
            wording = Bilingual(
                f"番号「{rule.id}」はルールパック「{owner}」でも使われています。",
                f"the id “{rule.id}” is used by the rule pack “{owner}” too",
            )
            yield name, document.problem((*where, "id"), wording)
