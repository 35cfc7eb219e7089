"""A pack's files against the pack schemas: jsonschema judges, the words and places are ours."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.pack.document import FULL_WIDTH_COLON, Document
from zaitaku_check.pack.words import NAMES, word
from zaitaku_check.pack.words.word import Word
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual


def schema_problems(document: Document, schema_name: str) -> list[Problem]:
    """Return what is wrong with a document by `pack.schema.json` or `rules.schema.json`, in the order of the file."""
    problems = [_problem(document, error) for error in _errors(_kept(document.data), schema_name)]
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _kept(data: Any) -> Any:
    """Return a document without the keys that its overriding rules take out."""
    if not isinstance(data, list):
        return data
    return [
        {key: value for key, value in rule.items() if value is not None}
        if isinstance(rule, dict) and "override" in rule
        else rule
        for rule in data
    ]


def _errors(data: Any, schema_name: str) -> Iterator[Any]:
    every = list(_validator(schema_name).iter_errors(data))
    unknown = {tuple(error.absolute_path) for error in every if error.validator == "additionalProperties"}
    for error in every:
        if error.context and tuple(error.absolute_path) in unknown:
            continue  # the unknown key is the misspelt word that seems to be missing
        yield _telling(error)


def _telling(error: Any) -> Any:
    """Return the error that says most about what was meant: that of the alternative that got furthest."""
    while error.context:
        if all(each.validator == "required" and each.path == deque() for each in error.context):
            begun = [each for each in error.context if any(name in each.instance for name in each.validator_value)]
            return begun[0] if begun else error
        error = max(
            _best_branch(error), key=lambda each: (len(each.absolute_path), each.validator == "additionalProperties")
        )
    return error


def _best_branch(error: Any) -> list[Any]:
    """Return the errors of the alternative that the writer most likely meant: the one that got furthest."""
    branches: dict[int, list[Any]] = {}
    for each in error.context:
        branches.setdefault(each.schema_path[0], []).append(each)
    every = list(branches.values())
    fitting = [errors for errors in every if not any(_of_another_kind(each) for each in errors)]
    return max(fitting or every, key=lambda errors: max(map(_closeness, errors)))


def _closeness(error: Any) -> tuple[int, bool, bool]:
    """Return how near a value comes to an alternative: how far in, of the right type, begun like its example."""
    example = str(next(iter(error.schema.get("examples", ())), ""))
    is_alike = example[:1].isalnum() == str(error.instance)[:1].isalnum()
    return len(error.absolute_path), error.validator != "type", is_alike


def _of_another_kind(error: Any) -> bool:
    """Return whether an alternative is for single values, while keys or a list are written."""
    is_container = isinstance(error.instance, dict | list)
    return error.path == deque() and is_container and error.validator in ("type", "enum")


@cache
def _validator(schema_name: str) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema_of(schema_name))


def schema_of(name: str) -> dict[str, Any]:
    """Return one of the schemas of pack files; that of rules with the conditions that the words allow."""
    schema: dict[str, Any] = json.loads(resources.files("zaitaku_check.pack").joinpath(name).read_text("utf-8"))
    if name == "rules.schema.json":
        words = [word(each) for each in NAMES]
        condition = schema["$defs"]["condition"]
        condition["properties"] |= {each.name: _word_schema(each) for each in words}
        condition["oneOf"] = [{"required": [each.name]} for each in words]
        for its in (each for each in words if each.size is not None):
            schema["$defs"]["measure"]["properties"][its.name] = _measure_schema(its)
    return schema


def _word_schema(its: Word) -> dict[str, Any]:
    """Return what may stand behind a word."""
    shapes = {name: {"$ref": f"#/$defs/{param.shape}"} for name, param in its.params.items()}
    if "" in shapes:
        return shapes[""]
    required = [name for name, param in its.params.items() if param.required]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": shapes,
        **its.schema,
    }


def _measure_schema(its: Word) -> dict[str, Any]:
    """Return what may stand behind a word as an operand: it is one number, held against no bounds of its own."""
    shape = _word_schema(its)
    shape.pop("anyOf", None)
    shape["properties"] = {name: each for name, each in shape["properties"].items() if not its.params[name].plan}
    return shape


def _problem(document: Document, error: Any) -> Problem:
    where = tuple(error.absolute_path)
    make = _EXPLAIN.get(error.validator)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        return _unknown_key(document, where, error)
    wording: Bilingual = (
        make(error)
        if make
        else Bilingual("この書き方は認められません。", f"this is not allowed here: {error.validator}")
    )
    return document.problem(where, wording, _suggestion(error))


def _unknown_key(document: Document, where: tuple[str | int, ...], error: Any) -> Problem:
    known = list(error.schema.get("properties", {}))
    unknown = next(key for key in error.instance if key not in known)
    hint = nearest(str(unknown), known)
    wording = Bilingual(f"項目「{unknown}」はここでは使えません。", f"the key “{unknown}” is not known here")
    if "：" in str(unknown):
        wording = FULL_WIDTH_COLON
    return document.problem((*where, unknown), wording, hint[0] if hint else "", key=True)


def _suggestion(error: Any) -> str:
    if error.validator != "enum" or not isinstance(error.instance, str):
        return ""
    return next(iter(nearest(error.instance, [str(value) for value in error.validator_value])), "")


def _missing(error: Any) -> Bilingual:
    absent = [name for name in error.validator_value if name not in error.instance]
    names_ja = "".join(f"「{name}」" for name in absent)
    names_en = ", ".join(f"“{name}”" for name in absent)
    return Bilingual(f"{names_ja}がありません。", f"{names_en} is missing")


def _type(error: Any) -> Bilingual:
    names = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    return Bilingual(
        f"値の種類が違います（{'・'.join(_TYPES[n].ja for n in names)}が必要です）。",
        f"this must be {' or '.join(_TYPES[n].en for n in names)}",
    )


_TYPES = {
    "object": Bilingual("項目の組", "keys with values"),
    "array": Bilingual("リスト", "a list"),
    "string": Bilingual("文字列", "a text"),
    "integer": Bilingual(
        "整数（コンマも単位もない数。例: 2000000）", "a whole number without commas or a unit, like 2000000"
    ),
    "boolean": Bilingual("true・false", "true or false"),
    "number": Bilingual("数", "a number"),
    "null": Bilingual("空", "empty"),
}


def _unlike(error: Any) -> Bilingual:
    """Say how a text is written that has to be of a certain form."""
    right = error.schema.get("examples", ())
    ja, en = "、".join(right), " or ".join(right)
    if right and right[0].isdecimal():
        whole, others = _TYPES["integer"], right[1:]
        return Bilingual(
            f"「{error.instance}」は数の書き方が違います（{whole.ja}、又は {'、'.join(others)} のように書きます）。",
            f"“{error.instance}” is no number: write {whole.en}, or one like {', '.join(others)}",
        )
    return Bilingual(
        f"「{error.instance}」の書き方が違います（例: {ja}）。", f"“{error.instance}” is not written like {en}"
    )


def _alternatives(error: Any) -> Bilingual:
    """Say which keys there are to choose from where none of them stands; or that only one may stand."""
    names = [each.validator_value for each in error.context if each.validator == "required"]
    if not names:
        return Bilingual("ここに書けるのは1つだけです。", "only one of these may stand here")
    listed = [" + ".join(each) for each in names]
    return Bilingual(f"{'・'.join(listed)}のいずれかが必要です。", f"one of these is needed: {', '.join(listed)}")


_EXPLAIN: Mapping[str, Callable[[Any], Bilingual]] = {
    "required": _missing,
    "type": _type,
    "enum": lambda error: Bilingual(
        f"「{error.instance}」は選べません（{'・'.join(map(str, error.validator_value))}）。",
        f"“{error.instance}” is not one of {', '.join(map(str, error.validator_value))}",
    ),
    "pattern": _unlike,
    "minLength": lambda _error: Bilingual("空にはできません。", "this must not be empty"),
    "maxLength": lambda error: Bilingual(
        f"{error.validator_value}文字までです。", f"at most {error.validator_value} characters"
    ),
    "minItems": lambda _error: Bilingual("1つ以上必要です。", "at least one is needed"),
    "oneOf": _alternatives,
    "anyOf": _alternatives,
    "minProperties": lambda _error: Bilingual("条件が足りません。", "something is missing in this condition"),
    "maxProperties": lambda _error: Bilingual("1つだけ書いてください。", "only one may stand here"),
    "dependentRequired": lambda _error: Bilingual(
        "組になる項目がありません。", "a key that goes with this one is missing"
    ),
    "maximum": lambda error: Bilingual(f"{error.validator_value}までです。", f"at most {error.validator_value}"),
    "minimum": lambda error: Bilingual(f"{error.validator_value}以上です。", f"at least {error.validator_value}"),
}
