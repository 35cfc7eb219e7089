"""Constants of rules against the form: ids that are no choice, bounds that are no date, wrong kinds of value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.nouns import Pair
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.document import Document, Where
from zaitaku_check.pack.paths import Path, parse_path, resolve
from zaitaku_check.pack.rule import Pack, Rule, fields_on
from zaitaku_check.pack.words import word_in
from zaitaku_check.pack.words.word import Word
from zaitaku_check.plan.form import Field
from zaitaku_check.plan.spelling import nearest

Found = tuple[Field, Any]


def constant_problems(rule: Rule, pack: Pack, document: Document, where: Where) -> Iterator[Problem]:
    """Yield a problem for every constant in `when` and `check` that the compared field can never have."""
    for part, fields in _framed(rule, pack):
        for field, constant in _compared(rule.body.get(part), fields):
            wording, hint = _wrong(field, constant)
            if wording is not None:
                yield document.problem(document.find(where, constant), wording, hint)


def _framed(rule: Rule, pack: Pack) -> Iterator[tuple[str, tuple[Field, ...]]]:
    """Yield the rule's conditions with the fields of the frames they are asked in."""
    if rule.scope == "folder":
        yield "check", (pack.form.root, pack.form.root._replace(fields={"plans": pack.form.root}))
        return
    fields = next(_frames(rule, pack))
    yield from (("when", fields), ("check", fields))


def _frames(rule: Rule, pack: Pack) -> Iterator[tuple[Field, ...]]:
    context = Context(pack.form, (pack.form.root,), pack.tables)
    eaches = rule.body.get("each")
    if eaches is None:
        yield context.fields
        return
    for text in eaches if isinstance(eaches, list) else [eaches]:
        yield (*context.fields, pack.form.root) if text == "." else fields_on(parse_path(text), context)


def _compared(condition: Any, fields: tuple[Field, ...]) -> Iterator[Found]:
    """Yield (field, constant) for every comparison with a constant in a condition."""
    if not isinstance(condition, Mapping):
        return
    its = word_in(condition)
    spec = condition[its.name]
    for _name, param, value in its.given(spec):
        inner = (*fields, resolve(_counted(spec[param.within]), fields)) if param.within else fields
        if param.shape == "condition":
            yield from _compared(value, inner)
        elif param.shape == "conditions":
            for part in value:
                yield from _compared(part, fields)
        elif param.of and param.shape != "pattern" and not isinstance(value, Mapping):
            field = _field_of(its, spec, param.of, fields)
            yield from ((field, constant) for constant in (value if isinstance(value, list) else [value]))


def _field_of(its: Word, spec: Mapping[str, Any], name: str, fields: tuple[Field, ...]) -> Field:
    """Return the field that a word's parameter leads to."""
    param, text = its.params[name], str(spec[name])
    if not param.within:
        return resolve(_counted(text), fields)
    inner = (*fields, resolve(_counted(spec[param.within]), fields))
    return resolve(parse_path(text if text.startswith(".") else f".{text}"), inner)


def _counted(text: str) -> Path:
    """Return the path of what is counted; `plans` of a folder rule starts at the frame that holds them."""
    path = parse_path(text)
    return path._replace(level=1) if path.steps and path.steps[0].name == "plans" else path


def _wrong(field: Field, constant: Any) -> tuple[Pair | None, str]:
    if field.choices:
        return _no_choice(field, constant)
    form = field.kind.constant_form
    if not field.kind.constant(constant):
        return Pair(f"「{constant}」は{form.ja}ではありません。", f"“{constant}” is not {form.en}"), ""
    return None, ""


def _no_choice(field: Field, constant: Any) -> tuple[Pair | None, str]:
    ids = [choice.id for choice in field.choices]
    if constant in ids:
        return None, ""
    hint = nearest(str(constant), ids)
    wording = Pair(
        f"「{constant}」は{field.label.ja}の選択肢にありません。", f"“{constant}” is not a choice of “{field.name}”"
    )
    return wording, hint[0] if hint else ""
