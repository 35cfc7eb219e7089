"""The files of a pack to one validated, JSON-able whole: schemas, names, paths, editions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from zaitaku_check.errors import PackError, Problem
from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.assemble import pack_from_data
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.document import Document, Where, load_document
from zaitaku_check.pack.editions import inherit_meta, merge_rules
from zaitaku_check.pack.named_values import Names, choice_labels
from zaitaku_check.pack.paths import PathError
from zaitaku_check.pack.patterns import unsafe
from zaitaku_check.pack.rule import Pack, Rule, compile_rule
from zaitaku_check.plan.form import FormError, form_from_schema
from zaitaku_check.plan.form_data import form_to_data
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual

Files = Mapping[str, bytes]
"""The files of a pack's folder: name → content."""


CHECKLIST = "to-confirm.yaml"
"""What an edition takes over and its author has to confirm (`rules renew`)."""


class Loaded(NamedTuple):
    """A pack as loaded: its JSON-able data (what a prepared form holds), the pack, its documents.

    By rule: its tests, where it stands, and what it says of mutants. `written` are the rules before their names are
    replaced, for editions that give a name another value; `replaced` are those of the pack it extends, by id.
    """

    data: dict[str, Any]
    pack: Pack
    documents: tuple[Document, ...]
    tests: dict[str, list[dict[str, Any]]]
    homes: dict[str, tuple[Document, Where]]
    mutation: dict[str, dict[str, Any]]
    written: tuple[dict[str, Any], ...]
    replaced: Mapping[str, dict[str, Any]] = {}


def load_pack(folder: str, files: Files, parent: Callable[[str], Loaded]) -> Loaded:
    """Return the pack whose folder is named `folder`.

    `parent` gives the pack that `extends` names. Raises PackError with every problem found.
    """
    documents, problems = _documents(files)
    if "pack.yaml" not in files:
        problems.append(Problem("pack.yaml", 1, 1, Bilingual("pack.yamlがありません。", "there is no pack.yaml")))
    problems += [each for document in documents.values() for each in _shape_problems(document)]
    _refuse(folder, problems)
    return _assembled(folder, documents, parent)


def _documents(files: Files) -> tuple[dict[str, Document], list[Problem]]:
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for name in sorted(files):
        document, wrong = load_document(name, files[name], _keys)
        problems.extend(wrong)
        if document is not None:
            documents[name] = document
    return _in_both_languages(documents), problems


def _in_both_languages(documents: dict[str, Document]) -> dict[str, Document]:
    """Return the documents of a pack in one language (`languages: [ja]`) with every wording in the place of both."""
    head = documents["pack.yaml"].data if "pack.yaml" in documents else None
    languages = head.get("languages") if isinstance(head, dict) else None
    if languages not in (["ja"], ["en"]):
        return documents
    other = "en" if languages == ["ja"] else "ja"
    return {name: each._replace(data=_doubled(each.data, languages[0], other)) for name, each in documents.items()}


def _doubled(data: Any, known: str, other: str) -> Any:
    if isinstance(data, list):
        return [_doubled(each, known, other) for each in data]
    if not isinstance(data, dict):
        return data
    if data.keys() == {known} and isinstance(data[known], str):
        return {known: data[known], other: data[known]}
    return {key: each if key == "says" else _doubled(each, known, other) for key, each in data.items()}


def _keys() -> frozenset[str]:
    """Return every key that a file of rules, or a pack's own, may hold."""
    from zaitaku_check.pack.schema_check import schema_of

    return frozenset(
        plain(key) for name in ("pack.schema.json", "rules.schema.json") for key in _named(schema_of(name))
    )


def _named(schema: Any) -> Iterator[str]:
    """Yield the names of the properties in a schema."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        yield from properties if isinstance(properties, dict) else ()
        for each in schema.values():
            yield from _named(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _named(each)


def _shape_problems(document: Document) -> list[Problem]:
    from zaitaku_check.pack.schema_check import schema_problems

    if document.name == "form.yaml":
        return []
    names = {"pack.yaml": "pack.schema.json", CHECKLIST: "checklist.schema.json"}
    return schema_problems(document, names.get(document.name, "rules.schema.json"))


def _refuse(folder: str, problems: list[Problem]) -> None:
    if problems:
        raise PackError(folder, tuple(problems))


def _assembled(folder: str, documents: dict[str, Document], parent: Callable[[str], Loaded]) -> Loaded:
    meta_document = documents["pack.yaml"]
    meta = dict(meta_document.data)
    base = parent(meta["extends"]) if "extends" in meta else None
    below = parent(meta["over"]) if "over" in meta else None
    meta = inherit_meta(base.data["meta"] if base else {}, meta)
    homes = dict(_homes(documents, folder))
    rules, problems = merge_rules(base, [d for d in documents.values() if holds_rules(d)], meta_document)
    problems += _identity_problems(folder, meta_document, documents)
    problems += _date_problems(meta_document)
    problems += _locked_problems(meta_document, [rule["id"] for rule in rules])
    _refuse(folder, problems)
    written = tuple(rules)
    contents = {name: document.data for name, document in documents.items()}
    schema = _form(documents.get("form.yaml"), base, parent)
    resolver = Names(meta, choice_labels(schema))
    rules = [resolver.resolved(rule, homes) for rule in written]
    data: dict[str, Any] = {
        "meta": resolver.plain_meta(),
        "form": schema,
        "rules": [{key: value for key, value in rule.items() if key not in _NOT_JUDGED} for rule in rules],
        "digest": digest_of(contents, [parent(name).data["digest"] for name in _bases(documents)]),
    }
    _refuse(folder, resolver.problems)
    data["fields"] = _fields(folder, data["form"], meta, documents)
    pack = pack_from_data(data)
    judged = pack._replace(form=below.pack.form, tables={**below.pack.tables, **pack.tables}) if below else pack
    _refuse(folder, _rule_problems(judged, homes, meta_document))
    tests = {rule["id"]: rule.get("tests", []) for rule in rules}
    inherited = base.homes if base else {}
    mutation = {rule["id"]: rule.get("mutation", {}) for rule in rules}
    replaced = {rule["id"]: rule for rule in base.written} if base else {}
    return Loaded(data, pack, tuple(documents.values()), tests, {**inherited, **homes}, mutation, written, replaced)


def _form(document: Document | None, base: Loaded | None, parent: Callable[[str], Loaded]) -> Any:
    """Return the annotated schema: the pack's own, or another's with the pack's changes merged in (`x-extends`)."""
    if document is None:
        return base.data["form"] if base else None
    if "x-extends" not in document.data:
        return document.data
    changes = {key: value for key, value in document.data.items() if key != "x-extends"}
    return _merged(parent(document.data["x-extends"]).data["form"], changes)


def _merged(base: Any, change: Any) -> Any:
    """Return RFC 7396's merge: mappings by key (an empty value removes one), everything else replaced.

    What is changed keeps its place: the order of a form's fields is the order of its templates.
    """
    if not isinstance(base, dict) or not isinstance(change, dict):
        return change
    both = dict.fromkeys((*base, *change))
    merged = {key: _merged(base.get(key), change[key]) if key in change else base[key] for key in both}
    if "x-choices" in change and "enum" in base and "enum" not in change:
        merged["enum"] = list(merged["x-choices"])  # who adds a choice with its label, or takes one out, has said all
    return {key: value for key, value in merged.items() if value is not None}


def _bases(documents: Mapping[str, Document]) -> list[str]:
    """Return the ids of the packs that one extends, lies over or takes its form from."""
    own, form = documents["pack.yaml"].data, documents["form.yaml"].data if "form.yaml" in documents else {}
    return sorted({*filter(None, (own.get("extends"), own.get("over"), form.get("x-extends")))})


def holds_rules(document: Document) -> bool:
    """Return whether a file of a pack is one of rules."""
    return document.name not in ("pack.yaml", "form.yaml", CHECKLIST)


def _homes(documents: dict[str, Document], _folder: str) -> Iterator[tuple[str, tuple[Document, Where]]]:
    for document in documents.values():
        if holds_rules(document):
            for at, rule in enumerate(document.data):
                yield rule["id"], (document, (at,))


def _identity_problems(folder: str, meta: Document, documents: dict[str, Document]) -> list[Problem]:
    problems: list[Problem] = []
    if meta.data["id"] != folder:
        wording = Bilingual(
            f"idがフォルダー名「{folder}」と違います。", f"the id differs from the folder's name “{folder}”"
        )
        problems.append(meta.problem(("id",), wording, folder))
    seen: dict[str, Problem] = {}
    for document in documents.values():
        if not holds_rules(document):
            continue
        for at, rule in enumerate(document.data):
            if rule["id"] in seen:
                first = seen[rule["id"]]
                wording = Bilingual(
                    f"番号「{rule['id']}」は{first.path}の{first.line}行目でも使われています。別の番号にしてください。",
                    f"the id “{rule['id']}” is also used in {first.path}, line {first.line}; choose another",
                )
                problems.append(document.problem((at, "id"), wording))
            seen[rule["id"]] = document.problem((at, "id"), Bilingual("", ""))
    return problems


def _locked_problems(meta: Document, ids: list[str]) -> list[Problem]:
    """Refuse ids under `locked` that no rule has: a rule that may not be ignored has to be there."""
    problems: list[Problem] = []
    for at, rule_id in enumerate(meta.data.get("locked", [])):
        if rule_id not in ids:
            hint = nearest(rule_id, ids)
            wording = Bilingual(f"「{rule_id}」という番号のルールはありません。", f"there is no rule “{rule_id}”")
            problems.append(meta.problem(("locked", at), wording, hint[0] if hint else ""))
    return problems


def _date_problems(meta: Document) -> Iterator[Problem]:
    """Yield a problem for every date that no calendar has."""
    for name, value in meta.data.get("dates", {}).items():
        text = f"2000-{value['month']:02}-{value['day']:02}" if isinstance(value, dict) else value
        try:
            date.fromisoformat(text)
        except ValueError:
            wording = Bilingual(f"「{text[5:]}」という日はありません。", f"“{text[5:]}” is not a day of any year")
            yield meta.problem(("dates", name), wording)


_OF_READING = re.compile(r"[YF][0-9]{3}\Z")
"""The ids of rules of reading."""
_NOT_JUDGED = frozenset({"tests", "mutation"})
"""What a rule says for those who look after it; a prepared pack does without."""


def _fields(folder: str, schema: Any, meta: dict[str, Any], documents: dict[str, Document]) -> dict[str, Any] | None:
    """Return the form that a schema describes, as data; raises PackError where an annotation is wrong."""
    if schema is None:
        return None
    try:
        return form_to_data(form_from_schema(schema, meta.get("placeholders", ())))
    except FormError as error:
        document = documents.get("form.yaml") or documents["pack.yaml"]
        where = tuple(int(step) if step.isdigit() else step for step in error.pointer.split("/")[1:])
        raise PackError(folder, (document.problem(where, error.wording, error.suggestion),)) from error


def _rule_problems(pack: Pack, homes: Mapping[str, tuple[Document, Where]], meta: Document) -> list[Problem]:
    problems: list[Problem] = []
    ids = {rule.id for rule in pack.rules}
    for rule in pack.rules:
        document, where = homes.get(rule.id, (meta, ()))
        problems += _reference_problems(rule, pack, ids, document, where)
        problems += _path_problems(rule, pack, (document, where), meta)
    return problems


def _reference_problems(rule: Rule, pack: Pack, ids: set[str], document: Document, where: Where) -> Iterator[Problem]:
    for at, cite in enumerate(rule.cite):
        if cite.source not in pack.sources:
            hint = nearest(cite.source, list(pack.sources))
            wording = Bilingual(
                f"資料「{cite.source}」はpack.yamlにありません。", f"pack.yaml has no source “{cite.source}”"
            )
            yield document.problem((*where, "cite", at, "source"), wording, hint[0] if hint else "")
    for at, needed in enumerate(rule.needs):
        if needed not in ids and not _OF_READING.match(needed):
            hint = nearest(needed, sorted(ids))
            wording = Bilingual(
                f"ルール「{needed}」はこのルールパックにありません。", f"this rule pack has no rule “{needed}”"
            )
            yield document.problem((*where, "needs", at), wording, hint[0] if hint else "")
    if not rule.by_eye and pack.id != "structure" and "check" not in rule.body:
        wording = Bilingual(
            "「check」がありません（目視の確認項目なら by_eye: true）。",
            "`check` is missing (by_eye: true for a checklist line)",
        )
        yield document.problem((*where, "id"), wording)


def _path_problems(rule: Rule, pack: Pack, home: tuple[Document, Where], meta: Document) -> Iterator[Problem]:
    from zaitaku_check.pack.kinds import kind_problems

    document, where = home
    if "check" not in rule.body or pack.base:
        return  # without a form paths mean nothing yet: they are checked in every pack that extends this one
    try:
        wrong = list(kind_problems(rule, pack, home, meta))
        if not wrong:
            _compile(rule, pack)
    except PathError as error:
        places = [document.find(where, error.path), document.find(where, error.path.lstrip("."))]
        place = next((each for each in places if each != where), where)
        yield document.problem(place, Bilingual(error.message_ja, error.message_en), error.suggestion)
    except (re.error, OverflowError, RecursionError) as error:
        why = getattr(error, "msg", str(error))
        yield document.problem(
            (*where, "check"), Bilingual("正規表現として読めません。", f"not a regular expression: {why}")
        )
    else:
        yield from wrong
        yield from _pattern_problems(rule, document, where)


def _compile(rule: Rule, pack: Pack) -> None:
    """Compile a rule for the sake of what is wrong with it."""
    if rule.scope == "folder":
        from zaitaku_check.pack.folder import compile_folder_rule

        compile_folder_rule(rule, pack)
    else:
        compile_rule(rule, Context(pack.form, (pack.form.root,), pack.tables))


def _pattern_problems(rule: Rule, document: Document, where: Where) -> Iterator[Problem]:
    for pattern in _patterns(rule.body):
        if unsafe(pattern):
            wording = Bilingual(
                "この正規表現は照合に時間がかかりすぎるおそれがあります（繰返しの入れ子・後方参照は使えません）。",
                "this pattern may take too long (no nested repetition, no back-references)",
            )
            yield document.problem(document.find(where, pattern), wording)


def _patterns(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, child in value.items():
            if key == "pattern" and isinstance(child, str):
                yield child
            elif key == "patterns":
                yield from map(str, child)
            else:
                yield from _patterns(child)
    elif isinstance(value, list):
        for child in value:
            yield from _patterns(child)


def digest_of(contents: Mapping[str, Any], bases: Iterable[str] = ()) -> str:
    """Return `sha256:…` over the data of the files by name, and the digests of the packs a pack stands on."""
    whole = json.dumps([sorted(contents.items()), list(bases)], ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{sha256(whole.encode()).hexdigest()}"
