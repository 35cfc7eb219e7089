"""Names of pack.yaml: what nothing uses, lists that are empty or repeat themselves, marks of no choice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.pack.document import Document
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.rule import Pack
from zaitaku_check.plan.field import field_at
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual


def name_problems(loaded: Loaded, judging: Pack) -> Iterator[Problem]:
    """Yield what is wrong with the names a pack gives."""
    meta = next(document for document in loaded.documents if document.name == "pack.yaml")
    yield from _empty(meta)
    yield from _unused(loaded, meta)
    if "matrix" in meta.data:
        yield from _matrix_problems(loaded, judging, meta)
    for at, path in enumerate(meta.data.get("overview", ())):
        if field_at(judging.form, path) is None:
            yield meta.problem(
                ("overview", at), Bilingual(f"「{path}」は様式にありません。", f"the form has no “{path}”")
            )


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
    used = {word for document in documents.values() for word in _words(document.data)}
    for kind, sign in (("lists", "$"), ("amounts", "$"), ("tables", ""), ("sources", "")):
        for name in meta.data.get(kind, {}):
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
        return
    choices = [choice.id for choice in field.choices]
    for name in matrix["marks"]:
        if name not in choices:
            hint = nearest(name, choices)
            wording = Bilingual(
                f"「{name}」は項目の選択肢にありません。", f"“{name}” is not a choice of “{field.label.en}”"
            )
            yield meta.problem(("matrix", "marks", name), wording, hint[0] if hint else "", key=True)
