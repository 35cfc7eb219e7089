"""Conditions against the form: fields and constants of a kind that a word cannot take, values no field can have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.comparing import exact
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.document import Document, Where
from zaitaku_check.pack.folder import FOLDER_WORDS
from zaitaku_check.pack.paths import Path, parse_path, resolve
from zaitaku_check.pack.rule import Pack, Rule, fields_on
from zaitaku_check.pack.words import word, word_in
from zaitaku_check.pack.words.word import FAMILIES, NUMBERS, Param, Word
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.kinds import KINDS
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual

Fields = tuple[Field, ...]
"""The fields of the frames a condition is asked in, the plan's first."""


class _Wrong(NamedTuple):
    """What is wrong with something written in a condition."""

    written: Any
    wording: Bilingual
    hint: str = ""


def kind_problems(rule: Rule, pack: Pack, home: tuple[Document, Where], meta: Document) -> Iterator[Problem]:
    """Yield a problem for everything in a rule's conditions that a word cannot take; raises PathError.

    Each stands where it is written: in the rule, or in the list or table of pack.yaml that the rule names.
    """
    for key, fields in _framed(rule, pack):
        for condition in _conditions(rule.body.get(key)):
            for wrong in _of_condition(condition, fields, pack):
                document, place = _place(wrong.written, key, home, meta)
                yield document.problem(place, wrong.wording, wrong.hint)


def _place(written: Any, key: str, home: tuple[Document, Where], meta: Document) -> tuple[Document, Where]:
    """Return where something is written: in the condition, by a name there, or under a name of pack.yaml."""
    document, where = home
    inside = (*where, key) if key in document.at(where) else where
    names = [f"${name}" for kind in _NAMED for name, value in meta.data.get(kind, {}).items() if value == written]
    for each in (written, *names):
        place = document.find(inside, each)
        if place != inside:
            return document, place
    for kind in _NAMED:
        place = meta.find((kind,), written) if kind in meta.data else ()
        if len(place) > 1:
            return meta, place
    return document, inside


_NAMED = ("lists", "tables", "amounts", "dates")
"""The keys of pack.yaml under which values stand that rules name."""


def _conditions(value: Any) -> tuple[Any, ...]:
    return tuple(value.values()) if isinstance(value, Mapping) and set(value) <= _SEVERITIES else (value,)


_SEVERITIES = frozenset({"error", "warning", "note"})


def _framed(rule: Rule, pack: Pack) -> Iterator[tuple[str, Fields]]:
    """Yield the rule's conditions with the fields of the frames they are asked in."""
    if rule.scope == "folder":
        yield (
            "check",
            (pack.form.root, pack.form.root._replace(fields={**pack.form.root.fields, "plans": pack.form.root})),
        )
        return
    for fields in _frames(rule, pack):
        yield from ((key, fields) for key in ("when", "check", "severity_when"))


def _frames(rule: Rule, pack: Pack) -> Iterator[Fields]:
    context = Context(pack.form, (pack.form.root,), pack.tables)
    eaches = rule.body.get("each")
    if eaches is None:
        yield context.fields
        return
    for text in eaches if isinstance(eaches, list) else [eaches]:
        yield (*context.fields, pack.form.root) if text == "." else fields_on(parse_path(text), context)


def _of_condition(condition: Any, fields: Fields, pack: Pack) -> Iterator[_Wrong]:
    if not isinstance(condition, Mapping):
        return
    its = word_in(condition)
    if _over_plans(fields) and len(fields) == 2 and its.name not in FOLDER_WORDS:
        yield _Wrong(its.name, _not_over_plans(its.name))
        return
    yield from _of_spec(its, condition[its.name], fields, pack)
    yield from _of_condition(condition.get("when"), fields, pack)


def _not_over_plans(name: str) -> Bilingual:
    known = "・".join(FOLDER_WORDS), ", ".join(FOLDER_WORDS)
    return Bilingual(
        f"「{name}」は、フォルダー全体のルールでは使えません（使えるもの: {known[0]}）。",
        f"a folder rule cannot ask “{name}”; it asks one of {known[1]}",
    )


def _of_spec(its: Word, spec: Any, fields: Fields, pack: Pack) -> Iterator[_Wrong]:
    """Yield what a word cannot take of what stands behind it."""
    for name, param, value in its.given(spec):
        misplaced = _misplaced(name, param, value, fields)
        if misplaced is not None:
            yield misplaced
        else:
            yield from _of_param(its, spec, name, fields, pack)
    yield from _unlike(its, spec, fields)


def _of_param(its: Word, spec: Any, name: str, fields: Fields, pack: Pack) -> Iterator[_Wrong]:
    param, value = its.params[name], spec[name] if name else spec
    wrong = _not_listed(param, value)
    if wrong is not None:
        yield wrong
        return
    inner = (*fields, _field(_first(spec[param.within]), fields)) if param.within else fields
    if param.shape == "condition":
        yield from _of_condition(value, inner, pack)
    elif param.shape == "conditions":
        for part in value:
            yield from _of_condition(part, fields, pack)
    elif param.shape in _NUMBERS:
        yield from _of_number(value, _NUMBERS[param.shape])
    elif param.shape in _TABLES:
        yield from _TABLES[param.shape](its, spec, value, fields, pack)
    elif param.shape in _PATHS:
        for text in value if isinstance(value, list) else [value]:
            yield from _of_operand(param, text, inner, pack)
    elif param.of:
        yield from _of_constants(param, value, _compared(its, spec, param.of, fields), fields, pack)


def _misplaced(name: str, param: Param, value: Any, fields: Fields) -> _Wrong | None:
    """Return what is wrong with a parameter that is for rules over all plans, or for rules for one, only."""
    if param.plan and _over_plans(fields):
        wording = Bilingual(
            f"「{name}」は、計画書ごとのルールでだけ使えます（フォルダー全体のルールではcheckの外に書きます）。",
            f"“{name}” is for rules about one plan (in a rule over all plans, put it beside `check`)",
        )
        return _Wrong(name, wording)
    if param.single and isinstance(value, list) and not _over_plans(fields):
        wording = Bilingual(
            "複数の項目を並べられるのは、フォルダー全体のルールだけです。",
            "only a rule over all plans may name several paths here",
        )
        return _Wrong(value, wording)
    return None


def _not_listed(param: Param, value: Any) -> _Wrong | None:
    """Return what is wrong where a name of pack.yaml stands for no list, or for one with other things than texts."""
    if param.shape not in ("words", "constants", "constants_or_table") or isinstance(value, Mapping):
        return None
    if not isinstance(value, list):
        wording = Bilingual(
            f"「{value}」は一覧ではありません。ここには一覧が必要です。",
            f"“{value}” is not a list; a list is needed here",
        )
        return _Wrong(value, wording)
    if param.shape != "words":
        return None
    parts = [part for each in value for part in (each if param.nested and isinstance(each, list) else [each])]
    other = [part for part in parts if not isinstance(part, str)]
    if not other:
        return None
    wording = Bilingual(
        f"「{other[0]}」は文字列ではありません。ここには文字列の一覧が必要です（数は引用符で囲みます）。",
        f"“{other[0]}” is not a text; a list of texts is needed here (put numbers in quotes)",
    )
    return _Wrong(value, wording)


def _of_number(value: Any, is_one: Callable[[Any], bool]) -> Iterator[_Wrong]:
    """Yield a problem where a name stands for something that is no number, or no whole one."""
    if isinstance(value, bool) or not is_one(value):
        yield _Wrong(
            value,
            Bilingual(f"「{value}」は、ここで使える数ではありません。", f"“{value}” is not a number that fits here"),
        )


_NUMBERS: Mapping[str, Callable[[Any], bool]] = {
    "whole": lambda value: isinstance(value, int),
    "number": lambda value: exact(value) is not None,
}


def _over_plans(fields: Fields) -> bool:
    """Return whether a condition is that of a rule over all plans."""
    return len(fields) > 1 and "plans" in fields[1].fields


_PATHS = frozenset({"path", "paths", "operand"})


def _of_operand(param: Param, value: Any, fields: Fields, pack: Pack) -> Iterator[_Wrong]:
    """Yield what is wrong with a path, or with the number or measure that stands for one."""
    if isinstance(value, Mapping):
        yield from _of_measure(value, fields, pack)
    elif isinstance(value, str) and exact(value) is None:
        field = _field(value, fields, inward=bool(param.within))
        if param.kinds is not None and field.reader not in param.kinds:
            yield _Wrong(value, _other_kind(value, field, param.kinds))
        if param.many and not _over_plans(fields) and not _several(value, fields):
            wording = Bilingual(
                f"「{value}」の値は1つだけです。ここには一覧が必要です。",
                f"“{value}” has one value only; a list is needed here",
            )
            yield _Wrong(value, wording)
        if param.one and _several(value, fields):
            wording = Bilingual(
                f"「{value}」は複数の値を指します。ここには1つの値だけを指す項目が必要です。",
                f"“{value}” leads to several values; one is needed here",
            )
            yield _Wrong(value, wording)


def _of_measure(measure: Mapping[str, Any], fields: Fields, pack: Pack) -> Iterator[_Wrong]:
    for name in ("count", "sum", "share"):
        if name in measure:
            yield from _of_spec(word(name), measure[name], fields, pack)
    paths = [measure["path"]] if "path" in measure else []
    total = measure.get("total", {})
    for operand in (*paths, *total.get("add", ()), *total.get("less", ())):
        yield from _of_operand(_NUMBER, operand, fields, pack)


_NUMBER = Param("operand", Bilingual("", ""), kinds=NUMBERS, one=True)


def _of_constants(param: Param, value: Any, field: Field, fields: Fields, pack: Pack) -> Iterator[_Wrong]:
    if param.kinds is not None and field.reader not in param.kinds:
        yield _Wrong(value, _other_kind(field.name, field, param.kinds))
        return
    if isinstance(value, Mapping) and "table" in value:
        yield from _of_table(value, fields, pack)
    elif param.shape != "pattern" and not isinstance(value, Mapping):
        for constant in value if isinstance(value, list) else [value]:
            yield from _of_constant(constant, field)


def _of_table(among: Mapping[str, Any], fields: Fields, pack: Pack) -> Iterator[_Wrong]:
    yield from _of_operand(Param("path", Bilingual("", ""), one=True), among["by"], fields, pack)
    if among["table"] not in pack.tables:
        yield _no_table(str(among["table"]), pack)


def _of_groups(its: Word, spec: Any, name: str, fields: Fields, pack: Pack) -> Iterator[_Wrong]:
    """Yield what is wrong with a table of groups: its name, or values that the field does not have."""
    if name not in pack.tables:
        yield _no_table(name, pack)
        return
    field = _compared(its, spec, its.params["groups"].of, fields)
    for value in (each for row in pack.tables[name].values() for each in row):
        yield from _of_constant(value, field)


def _of_group_numbers(
    _its: Word, spec: Any, numbers: Mapping[str, Any], _fields: Fields, pack: Pack
) -> Iterator[_Wrong]:
    """Yield a problem for every group that the table does not have."""
    groups = list(pack.tables.get(spec.get("groups"), ()))
    for group, number in numbers.items():
        if groups and group not in groups:
            wording = Bilingual(
                f"「{group}」という組は表「{spec['groups']}」にありません。",
                f"the table “{spec['groups']}” has no group “{group}”",
            )
            yield _Wrong(group, wording, next(iter(nearest(group, groups)), ""))
        yield from _of_number(number, _NUMBERS["whole"])


_TABLES: Mapping[str, Callable[[Word, Any, Any, Fields, Pack], Iterator[_Wrong]]] = {
    "table": _of_groups,
    "by_group": _of_group_numbers,
}
"""Shapes of parameters that speak of a table of pack.yaml."""


def _no_table(name: str, pack: Pack) -> _Wrong:
    wording = Bilingual(f"表「{name}」はpack.yamlにありません。", f"pack.yaml has no table “{name}”")
    return _Wrong(name, wording, next(iter(nearest(name, list(pack.tables))), ""))


def _first(value: str | list[str]) -> str:
    """Return the path to a list, the first of several: in all of them the same paths have to be there."""
    return value if isinstance(value, str) else value[0]


def _field(text: str, fields: Fields, *, inward: bool = False) -> Field:
    """Return the field at a path; `plans` of a folder rule starts at the frame that holds them."""
    path: Path = parse_path(text if text.startswith(".") or not inward else f".{text}")
    of_plans = _over_plans(fields) and path.steps and path.steps[0].name == "plans"
    return resolve(path._replace(level=1) if of_plans else path, fields)


def _compared(its: Word, spec: Mapping[str, Any], name: str, fields: Fields) -> Field:
    """Return the field with which constants are compared."""
    param, text = its.params[name], str(spec[name])
    if not param.within:
        return _field(text, fields)
    return _field(text, (*fields, _field(_first(spec[param.within]), fields)), inward=True)


def _several(text: str, fields: Fields) -> bool:
    """Return whether a path may lead to several values: a list stands on its way or at its end."""
    path = parse_path(text)
    field = fields[-path.level] if path.level else fields[0]
    for step in path.steps:
        field = field.fields[step.name]
        if field.many:
            return True
    return False


def _unlike(its: Word, spec: Any, fields: Fields) -> Iterator[_Wrong]:
    """Yield a problem where two parameters that are compared lead to values of different families."""
    for _name, param, value in its.given(spec):
        other = spec.get(param.like) if param.like else None
        if isinstance(value, str) and isinstance(other, str) and exact(value) is None and exact(other) is None:
            one, two = _field(value, fields, inward=bool(param.within)), _field(other, fields)
            if FAMILIES.get(one.reader, one.reader) != FAMILIES.get(two.reader, two.reader):
                wording = Bilingual(
                    f"「{two.label.ja}」と「{one.label.ja}」は値の種類が違うので比べられません。",
                    f"“{other}” and “{value}” hold different kinds of value and cannot be compared",
                )
                yield _Wrong(value, wording)


def _other_kind(text: str, field: Field, kinds: frozenset[str]) -> Bilingual:
    called = dict.fromkeys(kind.called for name, kind in KINDS.items() if name in kinds)
    ja, en = "・".join(each.ja for each in called), ", ".join(each.en for each in called)
    its = field.kind.called
    return Bilingual(
        f"「{text}」は{its.ja}です。ここに使えるのは{ja}の項目です。",
        f"“{text}” contains {its.en}; this word takes {en}",
    )


def _of_constant(constant: Any, field: Field) -> Iterator[_Wrong]:
    if field.choices:
        ids = [choice.id for choice in field.choices]
        if constant not in ids:
            wording = Bilingual(
                f"「{constant}」は{field.label.ja}の選択肢にありません。",
                f"“{constant}” is not a choice of “{field.name}”",
            )
            yield _Wrong(constant, wording, _nearest_choice(str(constant), field))
    elif not _is_of_kind(constant, field):
        form = field.kind.constant_form
        yield _Wrong(
            constant, Bilingual(f"「{constant}」は{form.ja}ではありません。", f"“{constant}” is not {form.en}")
        )


def _nearest_choice(constant: str, field: Field) -> str:
    """Return the id of the choice that was meant: the one with this label or mark, else one with a similar id."""
    for choice in field.choices:
        if constant in (choice.mark, choice.label.ja, choice.label.en, *choice.aliases):
            return choice.id
    return next(iter(nearest(constant, [choice.id for choice in field.choices])), "")


def _is_of_kind(constant: Any, field: Field) -> bool:
    """Return whether a constant is one that values of a field can be compared with."""
    if field.kind.numeric:
        return not isinstance(constant, bool) and exact(constant) is not None
    return field.kind.constant(constant) and (not field.kind.temporal or _is_day(constant))


def _is_day(constant: str) -> bool:
    """Return whether a text like 2018-10-01 names a day that there is."""
    try:
        return bool(date.fromisoformat(constant))
    except ValueError:
        return False
