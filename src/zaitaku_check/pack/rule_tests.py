"""The tests that stand in the rule files: each a small plan, what the rule says of it, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.folder import FolderRule, compile_folder_rule
from zaitaku_check.pack.rule import Judged, Pack, Rule, compile_rule
from zaitaku_check.pack.tallies import Counted, FolderPoint, Unsettled
from zaitaku_check.plan.canonical import pointers
from zaitaku_check.plan.plan import Plan
from zaitaku_check.plan.reading import read_plan
from zaitaku_check.source.tree import GROUP, LIST, SCALAR, Node
from zaitaku_check.text_types import Bilingual

OUTCOMES = ("pass", "fail", "not_applicable", "cannot_tell")


class Tested(NamedTuple):
    """One test run: the rule, its position (0-based), the outcome wanted, and what is wrong (None where nothing is).

    `part` is the part of the test that does not fit, `value` a value that stands in it ("" for the part as a whole).
    """

    rule: str
    at: int
    wanted: str
    wrong: Bilingual | None
    part: str = ""
    value: str = ""


class _Misfit(NamedTuple):
    """What does not fit, as in `Tested`."""

    words: Bilingual
    part: str
    value: str = ""


def run_tests(
    pack: Pack, tests: Mapping[str, Sequence[Mapping[str, Any]]], stage: str = "application"
) -> Iterator[Tested]:
    """Run the tests of every rule of a pack that brings tests and has something to judge.

    Without a form nothing can be judged: a pack that others extend is tested in each of them.
    """
    for rule in () if pack.base else pack.rules:
        own = tests.get(rule.id, ())
        if not own:
            continue
        run = _folder_runner(rule, pack) if rule.scope == "folder" else _runner(rule, pack)
        for at, test in enumerate(own):
            wanted = next(name for name in OUTCOMES if name in test)
            wrong = (run(each, wanted, test.get("stage", stage)) for each in each_word(test))
            misfit = next((each for each in wrong if each is not None), None)
            yield Tested(rule.id, at, wanted, *(misfit or (None,)))


def each_word(test: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a test, or with `each_word` one for every word, which stands in the place of `{word}`."""
    words = test.get("each_word")
    if words is None:
        yield test
        return
    for word in words:
        yield {key: _with_word(value, str(word)) for key, value in test.items()}


def _with_word(value: Any, word: str) -> Any:
    if isinstance(value, Mapping):
        return {key: _with_word(child, word) for key, child in value.items()}
    if isinstance(value, list):
        return [_with_word(child, word) for child in value]
    return value.replace("{word}", word) if isinstance(value, str) else value


def untested(pack: Pack, tests: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Yield (rule, "pass" or "fail") for every judged rule that has no such test."""
    for rule in pack.rules:
        if rule.by_eye or "check" not in rule.body:
            continue
        kinds = {name for test in tests.get(rule.id, ()) for name in OUTCOMES if name in test}
        yield from ((rule.id, kind) for kind in ("pass", "fail") if kind not in kinds)


Runner = Callable[[Mapping[str, Any], str, str], "_Misfit | None"]
"""Takes a test, the outcome wanted and the stage, and says what is wrong."""


def _runner(rule: Rule, pack: Pack) -> Runner:
    judge = compile_rule(rule, Context(pack.form, (pack.form.root,), pack.tables))

    def run(test: Mapping[str, Any], wanted: str, stage: str) -> _Misfit | None:
        plan = abridged(test[wanted], pack)
        judged = judge(plan.root)
        told = [point.severity or rule.severity[stage] for point in judged.points]
        severity = min(told, key=_GRAVEST_FIRST.index) if told else rule.severity[stage]
        misfit = _compare(wanted, judged.outcome, test, severity)
        if misfit is not None and judged.outcome == "cannot_tell":
            misfit = _unread(plan, misfit)
        return misfit or _compare_points(judged, plan, test)

    return run


def _unread(plan: Plan, misfit: _Misfit) -> _Misfit:
    """Return why a rule could not tell: the value of the plan that the form cannot read."""
    args = next((dict(each.args) for each in plan.complaints if each.args), {})
    label, value = args.get("label"), args.get("value")
    if not isinstance(value, str) or label is None:
        return misfit
    name = label if isinstance(label, Bilingual) else Bilingual(label, label)
    ja, en = misfit.words
    return _Misfit(
        Bilingual(
            f"{ja}「{name.ja}」の「{value}」を様式のとおりに読み取れません。",
            f"{en}; the form cannot read “{value}” as “{name.en}”",
        ),
        misfit.part,
        value,
    )


_GRAVEST_FIRST = ("error", "warning", "note")


def abridged(data: Any, pack: Pack) -> Plan:
    """Return an abridged plan, written as data, read by the pack's form; nothing is demanded of it."""
    return read_plan(_node(data), pack.form, demand=False)


def demanding(data: Any, pack: Pack) -> Plan:
    """Return a whole plan, written as data, read as a submitted one: what the form requires is demanded."""
    return read_plan(_node(data), pack.form)


def _node(data: Any) -> Node:
    """Return data as a tree without places (every span is its own, so that cells stay apart)."""
    if isinstance(data, dict):
        return Node(GROUP, 0, 0, [(Node(SCALAR, 0, 0, str(key)), _node(value)) for key, value in data.items()], "block")
    if isinstance(data, list):
        return Node(LIST, 0, 0, [_node(value) for value in data], "block")
    text = {True: "true", False: "false"}.get(data) if isinstance(data, bool) else data
    return Node(SCALAR, 0, 0, "" if text is None else str(text), "'")


def _compare(wanted: str, outcome: str, test: Mapping[str, Any], severity: str) -> _Misfit | None:
    if outcome != wanted:
        words = Bilingual(f"結果が{wanted}ではなく{outcome}です。", f"the outcome is {outcome}, not {wanted}")
        return _Misfit(words, wanted)
    if test.get("severity", severity) != severity:
        words = Bilingual(
            f"重要度が{test['severity']}ではなく{severity}です。", f"the severity is {severity}, not {test['severity']}"
        )
        return _Misfit(words, "severity")
    return None


def _compare_points(judged: Judged, plan: Plan, test: Mapping[str, Any]) -> _Misfit | None:
    if judged.outcome != "fail":
        return None
    cells = pointers(plan)
    there = [cells.get(id(point.spot.cell), "") if point.spot.cell is not None else "" for point in judged.points]
    return _compare_places(sorted(there), test) or _compare_words(
        [p.message for p in judged.points], [p.args for p in judged.points], test
    )


def _compare_places(there: list[str], test: Mapping[str, Any]) -> _Misfit | None:
    wanted = test["at"] if isinstance(test["at"], list) else [test["at"]]
    if sorted(_as_pointer(place) for place in wanted) == there:
        return None
    words = Bilingual(
        f"場所が{'、'.join(wanted)}ではなく{'、'.join(there) or '（先頭）'}です。",
        f"the place is {', '.join(there) or '(the top)'}, not {', '.join(wanted)}",
    )
    return _Misfit(words, "at")


def _as_pointer(place: str) -> str:
    return place if place.startswith("/") or not place else "/" + place.replace(".", "/")


Args = tuple[tuple[str, "str | Bilingual"], ...]


def _compare_words(messages: list[Bilingual], args: list[Args], test: Mapping[str, Any]) -> _Misfit | None:
    for lang, part in test.get("says", {}).items():
        said = [_filled(message, each, lang) for message, each in zip(messages, args, strict=True)]
        if not any(part in text for text in said):
            words = Bilingual(f"文に「{part}」がありません: {said[0]}", f"the message lacks “{part}”: {said[0]}")
            return _Misfit(words, "says")
    return None


def _filled(message: Bilingual, args: Args, lang: str) -> str:
    text = message.of(lang)
    for name, value in args:
        word = value if isinstance(value, str) else value.of(lang)
        text = text.replace("{" + name + "}", word)
    return text


def _folder_runner(rule: Rule, pack: Pack) -> Runner:
    folder = compile_folder_rule(rule, pack)

    def run(test: Mapping[str, Any], wanted: str, stage: str) -> _Misfit | None:
        given = test[wanted]
        plans = given["plans"] * given.get("times", 1)
        verdicts = given.get("verdicts", [""] * len(plans))
        counted = [
            each._replace(verdict=verdicts[at])
            for at, data in enumerate(plans)
            for each in _counted(folder, abridged(data, pack), at)
        ]
        judged = folder.judge(counted, Unsettled(int(given.get("unread", 0))))
        severity = max((point.severity for point in judged.points), default="") or rule.severity[stage]
        wrong = _compare(wanted, judged.outcome, test, severity)
        if wrong is not None or judged.outcome != "fail":
            return wrong
        places = sorted(_folder_place(point) for point in judged.points)
        return _compare_folder_places(places, test) or _compare_words(
            [point.message for point in judged.points], [point.args for point in judged.points], test
        )

    return run


def _counted(folder: FolderRule, plan: Plan, at: int) -> Iterator[Counted]:
    cells = pointers(plan)
    for mark in folder.marks(plan.root):
        pointer = cells.get(id(mark.spot.cell), "") if mark.spot.cell is not None else ""
        yield Counted(f"{at:04}", mark, pointer)


def _folder_place(point: FolderPoint) -> str:
    return "" if point.at is None else f"{int(point.at.plan)}{point.at.place}"


def _compare_folder_places(there: list[str], test: Mapping[str, Any]) -> _Misfit | None:
    wanted = test["at"] if isinstance(test["at"], list) else [test["at"]]
    if sorted(place.replace(".", "/") for place in wanted) == there:
        return None
    return _Misfit(Bilingual(f"場所が{wanted}ではなく{there}です。", f"the places are {there}, not {wanted}"), "at")
