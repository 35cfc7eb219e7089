"""Names of pack.yaml: what nothing uses, lists that are empty or repeat themselves, a matrix of no field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.pack.document import Document
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.rule import Pack
from zaitaku_check.plan.field import field_at
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual

_NAMED = re.compile(r"\$([a-z][a-z0-9_]*)")


def name_problems(loaded: Loaded, judging: Pack) -> Iterator[Problem]:
    """Yield what is wrong with the names a pack gives."""
    meta = next(document for document in loaded.documents if document.name == "pack.yaml")
    yield from _empty(meta)
    yield from _never_chosen(loaded, meta)
    yield from _table_problems(loaded, judging, meta)
    yield from _unused(loaded, meta)
    if "matrix" in meta.data:
        yield from _matrix_problems(loaded, judging, meta)
    for at, path in enumerate(meta.data.get("overview", ())):
        if field_at(judging.form, path) is None:
            yield meta.problem(
                ("overview", at), Bilingual(f"「{path}」は様式にありません。", f"the form has no “{path}”")
            )


def _never_chosen(loaded: Loaded, meta: Document) -> Iterator[Problem]:
    """Yield a problem where no plan can choose the pack: it names a programme and no fiscal year."""
    if loaded.pack.programme and not loaded.pack.fiscal_years and not loaded.pack.overlay:
        wording = Bilingual(
            "fiscal_years（年度）がないので、どの計画書にも使われません。",
            "without `fiscal_years` no plan ever chooses this pack",
        )
        yield meta.problem(("programme",) if "programme" in meta.data else ("id",), wording)


def _table_problems(loaded: Loaded, judging: Pack, meta: Document) -> Iterator[Problem]:
    """Yield the rows of a table that no choice of its field asks for, and the choices that have no row."""
    for name, by in sorted(_lookups(loaded)):
        field = field_at(judging.form, by.lstrip("."))
        if name not in meta.data.get("tables", {}) or field is None or not field.choices:
            continue
        rows, choices = meta.data["tables"][name], [choice.id for choice in field.choices]
        for row in (each for each in rows if each not in choices):
            wording = Bilingual(
                f"「{row}」は{field.label.ja}の選択肢にありません。", f"“{row}” is not a choice of “{field.name}”"
            )
            hint = nearest(row, choices)
            yield meta.problem(("tables", name, row), wording, hint[0] if hint else "", key=True)
        absent = [choice for choice in choices if choice not in rows]
        if absent:
            wording = Bilingual(
                f"{field.label.ja}の選択肢のうち、この表に行がないものがあります: {'、'.join(absent)}",
                f"choices of “{field.name}” without a row: {', '.join(absent)}",
            )
            yield meta.problem(("tables", name), wording, key=True)


def _lookups(loaded: Loaded) -> set[tuple[str, str]]:
    """Return the tables that the conditions of the pack's rules look into, each with the path of its key."""
    found: set[tuple[str, str]] = set()
    waiting: list[Any] = [rule.body for rule in loaded.pack.rules]
    while waiting:
        data = waiting.pop()
        if isinstance(data, Mapping):
            if "table" in data and "by" in data:
                found.add((data["table"], str(data["by"])))
            waiting.extend(data.values())
        elif isinstance(data, list):
            waiting.extend(data)
    return found


def _empty(meta: Document) -> Iterator[Problem]:
    for name, values in meta.data.get("lists", {}).items():
        if not values:
            yield meta.problem(
                ("lists", name), Bilingual(f"一覧「{name}」が空です。", f"the list “{name}” is empty"), key=True
            )
        for at, value in enumerate(values):
            if value in values[:at]:
                wording = Bilingual(f"「{value}」が2回書かれています。", f"“{value}” is written twice")
                yield meta.problem(("lists", name, at), wording)


def _unused(loaded: Loaded, meta: Document) -> Iterator[Problem]:
    documents = {id(document): document for document, _where in loaded.homes.values()}
    documents |= {id(document): document for document in loaded.documents}
    words = [word for document in documents.values() for word in _words(document.data)]
    used = {*words, *(f"${name}" for word in words for name in _NAMED.findall(word))}
    for kind, sign in (("lists", "$"), ("amounts", "$"), ("dates", "$"), ("tables", ""), ("sources", "")):
        for name in () if kind == "dates" and loaded.pack.base else meta.data.get(kind, {}):
            if f"{sign}{name}" not in used:
                wording = Bilingual(f"「{name}」はどこでも使われていません。", f"nothing uses “{name}”")
                yield meta.problem((kind, name), wording, key=True)


def _words(data: Any) -> Iterator[str]:
    """Yield every text value (no key) of a document."""
    if isinstance(data, dict):
        for child in data.values():
            yield from _words(child)
    elif isinstance(data, list):
        for child in data:
            yield from _words(child)
    elif isinstance(data, str):
        yield data


def _matrix_problems(loaded: Loaded, judging: Pack, meta: Document) -> Iterator[Problem]:
    matrix = loaded.pack.meta["matrix"]
    field = field_at(judging.form, f"{matrix['in']}.{matrix['by']}")
    if field is None:
        wording = Bilingual("matrixの指す項目は様式にありません。", "the form does not have what `matrix` names")
        yield meta.problem(("matrix", "by"), wording)
