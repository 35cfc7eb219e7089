"""What a page says of a rule, in one language: the one source of the Markdown and the HTML pages and of `explain`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.sentence import sentence
from zaitaku_check.reference.markdown import yaml_text
from zaitaku_check.report.rule_page import anchor
from zaitaku_check.report.shown import section_of, worded
from zaitaku_check.report.wording import SEVERITY, STAGE
from zaitaku_check.text_types import Bilingual

Tests = Sequence[Mapping[str, Any]]


class RuleFacts(NamedTuple):
    """A rule ready to be written down; texts are visible and in one language, examples are YAML.

    `remedies` are messages for which another remedy holds than `remedy`, each with that remedy.
    """

    id: str
    anchor: str
    title: str
    severity: str
    by_eye: bool
    folder: bool
    asks: str
    why: str
    remedy: str
    remedies: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    needs: tuple[str, ...]
    home: str
    notes: tuple[str, ...]
    wrong: str
    right: str
    tests: int


def rule_facts(rule: Rule, pack: Pack, judging: Pack, tests: Tests, lang: str) -> RuleFacts:
    """Return the facts of a rule of a pack; `judging` is the pack with the form its rules are judged by."""
    wrong, right = _examples(rule, tests)
    return RuleFacts(
        id=rule.id,
        anchor=anchor(rule.id),
        title=worded(rule.title, lang),
        severity=_severity(rule, lang),
        by_eye=rule.by_eye,
        folder=rule.scope == "folder",
        asks=_asks(rule, judging, lang),
        why=worded(rule.why, lang),
        remedy=worded(rule.remedy, lang),
        remedies=tuple(_remedies(rule, lang)),
        sources=tuple(_cited(rule, pack, lang)),
        needs=rule.needs,
        home=rule.pack if rule.pack != pack.id else "",
        notes=tuple(notes_of(rule, lang)),
        wrong=wrong,
        right=right,
        tests=len(tests),
    )


def _remedies(rule: Rule, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the messages that have a remedy of their own: those of variants, and those of parts of the condition."""
    for variant, remedy in rule.remedies.items():
        yield worded(rule.messages[variant], lang), worded(remedy, lang)
    parts: list[Any] = [rule.body]
    while parts:
        part = parts.pop(0)
        if isinstance(part, Mapping):
            if part is not rule.body and "remedy" in part and "message" in part:
                yield worded(Bilingual(**part["message"]), lang), worded(Bilingual(**part["remedy"]), lang)
            parts += part.values()
        elif isinstance(part, list):
            parts += part


def _asks(rule: Rule, judging: Pack, lang: str) -> str:
    """Return what a rule's condition asks, read out; "" where it has none, or no form to read it by."""
    said = sentence(rule, judging) if judging.form.root.fields else None
    return worded(said, lang) if said is not None else ""


def _severity(rule: Rule, lang: str) -> str:
    if len(set(rule.severity.values())) == 1:
        return worded(SEVERITY[rule.severity["application"]], lang)
    parts = [f"{worded(STAGE[stage], lang)}: {worded(SEVERITY[each], lang)}" for stage, each in rule.severity.items()]
    return Bilingual("、", ", ").of(lang).join(parts)


def _cited(rule: Rule, pack: Pack, lang: str) -> list[str]:
    titles = {name: worded(source.title, lang) for name, source in pack.sources.items()}
    return [f"{titles.get(cite.source, cite.source)} {section_of(cite.section, lang)}" for cite in rule.cite]


def notes_of(rule: Rule, lang: str) -> list[str]:
    """Return from when on a rule is judged, or that it is not judged, and by which it is replaced."""
    notes = []
    if rule.valid_from:
        notes.append(Bilingual(f"{rule.valid_from}から適用します。", f"Applies from {rule.valid_from}."))
    if rule.status == "retired":
        notes.append(Bilingual("廃止されたルールです。", "This rule is retired."))
    if rule.status == "draft":
        notes.append(Bilingual("案のため、まだ判定に使いません。", "This rule is a draft and not judged yet."))
    if rule.replaced_by:
        notes.append(Bilingual(f"後継のルール: {rule.replaced_by}", f"Replaced by {rule.replaced_by}."))
    return [worded(note, lang) for note in notes]


def _examples(rule: Rule, tests: Tests) -> tuple[str, str]:
    """Return a wrong and a right example as YAML: the rule's own, else its first failing and passing tests."""
    if rule.examples:
        return rule.examples[0][0].rstrip("\n") + "\n", rule.examples[0][1].rstrip("\n") + "\n" if rule.examples[0][
            1
        ] else ""
    return _first(tests, "fail"), _first(tests, "pass")


def _first(tests: Tests, kind: str) -> str:
    found = [test[kind] for test in tests if test.get(kind) and "each_word" not in test]
    return yaml_text(found[0]) if found else ""
