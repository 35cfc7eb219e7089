"""The commands over packs: list, lint and test."""

from __future__ import annotations

import os

from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import PackError, Problem
from zaitaku_check.pack.rule_tests import run_tests, untested
from zaitaku_check.report.shown import visible

_SEVERITIES = {
    "error": ("差戻し", "error"),
    "warning": ("要説明", "warning"),
    "note": ("注意", "note"),
}


def list_rules(packs: tuple[str, ...], lang: str, *, as_json: bool) -> int:
    """Print every rule of the packs (all where none is named): id, severity, title."""
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs] or [*shelf.ids, "structure"]
    if as_json:
        import json

        rows = [_row(shelf, name, rule_id) for name in names for rule_id in _ids(shelf, name)]
        _print(json.dumps({"rules": rows}, ensure_ascii=False, indent=2))
        return 0
    for name in names:
        pack = shelf.pack(name)
        _print(f"{name}  {pack.title.ja if lang == 'ja' else pack.title.en}")
        for rule in pack.rules:
            words = " → ".join(dict.fromkeys(_severity(each, lang) for each in rule.severity.values()))
            _print(f"  {rule.id}  {words}  {rule.title.ja if lang == 'ja' else rule.title.en}")
        _print("")
    return 0


def _ids(shelf: Shelf, name: str) -> list[str]:
    return [rule.id for rule in shelf.pack(name).rules]


def _row(shelf: Shelf, name: str, rule_id: str) -> dict[str, object]:
    rule = next(each for each in shelf.pack(name).rules if each.id == rule_id)
    return {
        "id": rule.id,
        "pack": name,
        "scope": rule.scope,
        "severity": dict(rule.severity),
        "title": rule.title._asdict(),
        "remedy": rule.remedy._asdict(),
        "cite": [cite._asdict() for cite in rule.cite],
        "by_eye": rule.by_eye,
    }


def _severity(severity: str, lang: str) -> str:
    return _SEVERITIES[severity][0 if lang == "ja" else 1]


def lint(packs: tuple[str, ...], lang: str) -> int:
    """Load the packs from their files and print every mistake with its line; return 1 where there is any."""
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs] or [*shelf.ids, "structure"]
    problems = [(name, problem) for name in names for problem in _problems(shelf, name)]
    for name, problem in problems:
        _print(_written(name, problem, lang))
    if lang == "ja":
        _print(f"ルールパック{len(names)}件を確認しました。誤り: {len(problems)}件")
    else:
        _print(f"{len(names)} packs checked, {len(problems)} problems")
    return 1 if problems else 0


def _problems(shelf: Shelf, name: str) -> tuple[Problem, ...]:
    try:
        loaded = shelf.loaded(name)
    except PackError as error:
        return error.problems
    from zaitaku_check.pack.lint import lint_pack

    return lint_pack(loaded)


def _written(name: str, problem: Problem, lang: str) -> str:
    """Return a problem as path:line:column, the words, and the line with a caret below."""
    where = f"{os.path.join(name, problem.path)}:{problem.line}:{problem.column}"
    words = problem.wording.ja if lang == "ja" else problem.wording.en
    hint = ""
    if problem.suggestion:
        hint = f"（もしかして「{problem.suggestion}」）" if lang == "ja" else f" (did you mean {problem.suggestion!r}?)"
    frame = f"\n    {visible(problem.source)}" if problem.source else ""
    return visible(f"{where}: {words}{hint}") + frame


def test(packs: tuple[str, ...], lang: str) -> int:
    """Run the packs' own tests and print what fails; return 1 where any does or a rule lacks one."""
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs] or shelf.ids
    rules = tests = wrong = 0
    for name in names:
        loaded = shelf.loaded(name)
        for tested in run_tests(shelf.judging(name), loaded.tests):
            tests += 1
            if tested.wrong is not None:
                wrong += 1
                words = tested.wrong.ja if lang == "ja" else tested.wrong.en
                _print(visible(f"{name} {tested.rule} #{tested.at + 1} ({tested.wanted}): {words}"))
        for rule_id, kind in untested(loaded.pack, loaded.tests):
            wrong += 1
            lacking = f"{kind}のテストがありません。" if lang == "ja" else f"there is no {kind} test"
            _print(f"{name} {rule_id}: {lacking}")
        rules += sum(not rule.by_eye for rule in loaded.pack.rules)
    if lang == "ja":
        _print(f"ルール{rules}件、テスト{tests}件、失敗{wrong}件")
    else:
        _print(f"{rules} rules, {tests} tests, {wrong} failed")
    return 1 if wrong else 0


def _print(line: str) -> None:
    to_stdout(f"{line}\n", machine=False)
