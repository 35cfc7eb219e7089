"""The form of a plan, made from a pack's annotated JSON Schema.

The schema says what a plan's canonical values are; the annotations say how people write them:
`x-label` {ja, en}, `x-aliases`, `x-reader`, `x-choices` {id: {ja, en, aliases, mark}}, `x-help` {ja, en}, `x-example`,
`x-unit`, `x-prefixes`, and how freely they may be written (see `Field`): `x-severity`, `x-text-of`, `x-every`,
`x-otherwise`, `x-open`, `x-sums`, `x-parting`, `x-stand-ins`, `x-map`, `x-extra`, `x-names`; `x-endings` at the root
are the endings that any choice may carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zaitaku_check.plan.field import Choice, Field, Form, field_at
from zaitaku_check.plan.kinds import KINDS
from zaitaku_check.plan.kinds.choices import confusable
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual

__all__ = ["Choice", "Field", "Form", "FormError", "field_at", "form_from_schema"]

_ANNOTATIONS = frozenset(
    f"x-{name}"
    for name in (
        "label", "aliases", "reader", "choices", "help", "example", "unit", "prefixes", "endings", "severity",
        "text-of", "every", "otherwise", "open", "sums", "parting", "stand-ins", "map", "extra", "names",
    )
)  # fmt: skip
_CHOICE_KEYS = frozenset({"ja", "en", "aliases", "mark", "wider", "ends", "former", "parts", "slips"})
_DEEPEST = 16


class FormError(Exception):
    """A wrong annotation of a form, in both languages.

    `pointer` is the JSON pointer of the offending part of the schema, `suggestion` the nearest right word if there is
    one.
    """

    def __init__(self, ja: str, en: str, pointer: str, suggestion: str = "") -> None:
        super().__init__(en)
        self.wording = Bilingual(ja, en)
        self.pointer = pointer
        self.suggestion = suggestion


def form_from_schema(schema: Mapping[str, Any], placeholders: Iterable[str] = ()) -> Form:
    """Return the form that an annotated schema describes; `FormError` where an annotation is wrong or missing."""
    endings = tuple(_texts(schema, "x-endings", ""))
    root = _Builder(schema, endings).group(schema, "", "")
    return Form(
        Field("", "", Bilingual("計画", "plan"), "group", fields=root),
        frozenset(plain(word) for word in placeholders),
    )


class _Builder:
    """Walks one schema; `pointer` is where the part at hand stands, `path` which field of a plan it describes."""

    def __init__(self, schema: Mapping[str, Any], endings: tuple[str, ...]) -> None:
        self.schema = schema
        self.endings = endings

    def group(self, node: Mapping[str, Any], path: str, pointer: str) -> dict[str, Field]:
        """Return the fields of a group by canonical name."""
        if path.count(".") > _DEEPEST:
            raise FormError(
                "様式の入れ子が深すぎるか、様式が自分自身を参照しています。",
                "the form is nested too deeply, or refers to itself",
                pointer,
            )
        required = set(_texts(node, "required", pointer))
        fields = {
            name: self.field(
                name,
                part,
                f"{path}.{name}" if path else name,
                f"{pointer}/properties/{name}",
                required=name in required,
            )
            for name, part in _mapping(node, "properties", pointer).items()
        }
        if unknown := required - fields.keys():
            raise FormError(
                f"required にある「{min(unknown)}」は properties にありません。",
                f"required field “{min(unknown)}” is not among the properties",
                f"{pointer}/required",
            )
        _refuse_shared_names(fields.values(), pointer)
        return fields

    def field(self, name: str, part: Any, path: str, pointer: str, *, required: bool) -> Field:
        """One field with everything below it."""
        node = self.resolved(part, pointer)
        many = node.get("type") == "array"
        element = self.resolved(node.get("items"), f"{pointer}/items") if many else node
        reader = _reader(element, pointer)
        below = (
            self.group(element, f"{path}[]" if many else path, f"{pointer}/items" if many else pointer)
            if reader == "group"
            else {}
        )
        field = Field(
            name=name,
            path=path,
            label=_pair(node, "x-label", pointer),
            reader=reader,
            aliases=tuple(_texts(node, "x-aliases", pointer)),
            required=required,
            many=many,
            fields=below,
            choices=_choices(element, reader, pointer),
            help=_pair(node, "x-help", pointer),
            example=str(node.get("x-example", "")),
            unit=str(node.get("x-unit", "")),
            prefixes=tuple(plain(prefix) for prefix in _texts(element, "x-prefixes", pointer)),
            names=_names(node, pointer),
            endings=self.endings if "x-choices" in element else (),
            severity=str(node.get("x-severity", "")),
            text_of=str(element.get("x-text-of", "")),
            every=tuple(_texts(element, "x-every", pointer)),
            otherwise=str(element.get("x-otherwise", "")),
            open=str(element.get("x-open", "")),
            sums=str(node.get("x-sums", "")),
            parting=str(element.get("x-parting", "")),
            map=tuple(_texts(node, "x-map", pointer)),
            extra=node.get("x-extra") is True,
            stand_ins=node.get("x-stand-ins") is not False,
        )
        _refuse_confusable(field, pointer)
        return field

    def resolved(self, part: Any, pointer: str) -> Mapping[str, Any]:
        """Return a part with its local reference followed; what stands beside the reference wins."""
        for _ in range(_DEEPEST):
            if not isinstance(part, Mapping):
                raise FormError("ここには項目名と値の組が必要です。", "a mapping is needed here", pointer)
            _refuse_unknown_annotations(part, pointer)
            if "$ref" not in part:
                return part
            target = self.target(str(part["$ref"]), pointer)
            part = {**target, **{key: value for key, value in part.items() if key != "$ref"}}
        raise FormError("参照が元に戻ってきます。", "the reference leads back to itself", f"{pointer}/$ref")

    def target(self, reference: str, pointer: str) -> Mapping[str, Any]:
        """Return the part of the schema that a reference `#/$defs/…` names."""
        found: Any = self.schema
        for step in reference.removeprefix("#/").split("/"):
            found = found.get(step) if isinstance(found, Mapping) else None
        if not reference.startswith("#/") or not isinstance(found, Mapping):
            raise FormError(
                f"参照「{reference}」の先がありません。参照できるのは #/$defs/… だけです。",
                f"the reference “{reference}” leads nowhere; only #/$defs/… is followed",
                f"{pointer}/$ref",
            )
        return found


def _names(node: Mapping[str, Any], pointer: str) -> str:
    """Return of what a field's texts are the names, "" of nothing in particular."""
    names = str(node.get("x-names", ""))
    if names in ("", "institution"):
        return names
    raise FormError(
        f"x-names に書けるのは「institution」だけです（「{names}」）。",
        f"x-names may only be “institution”, not “{names}”",
        f"{pointer}/x-names",
        "institution",
    )


def _reader(element: Mapping[str, Any], pointer: str) -> str:
    """Return the reader of an element: as annotated, and a group for an object; it must agree with the JSON type."""
    reader = "group" if element.get("type") == "object" else str(element.get("x-reader"))
    if reader not in KINDS:
        raise _unknown_reader(reader, pointer)
    if element.get("type", "") != KINDS[reader].json_type:
        raise FormError(
            f"x-reader が「{reader}」のとき、type は「{KINDS[reader].json_type}」です。",
            f"the reader “{reader}” yields values of type “{KINDS[reader].json_type}”",
            f"{pointer}/type",
        )
    if KINDS[reader].temporal and element.get("format") != "date":
        raise FormError("日付には `format: date` が必要です。", "a date needs `format: date`", pointer)
    return reader


def _unknown_reader(reader: str, pointer: str) -> FormError:
    near, known = nearest(reader, KINDS), ", ".join(KINDS)
    ja, en = ("", "") if near else (f"使えるもの: {known}", f"; there are {known}")
    return FormError(
        f"x-reader に「{reader}」は使えません。{ja}",
        f"x-reader “{reader}” is not known{en}",
        f"{pointer}/x-reader",
        *near[:1],
    )


def _choices(element: Mapping[str, Any], reader: str, pointer: str) -> tuple[Choice, ...]:
    """Return the choices of a choice or item; their ids are exactly the schema's `enum`."""
    if not KINDS[reader].chosen:
        return ()
    choices = _mapping(element, "x-choices", pointer)
    if element.get("x-open") != "text" and list(choices) != list(_texts(element, "enum", pointer)):
        raise FormError(
            "x-choices の項目名と enum の値は、同じものを同じ順に並べてください。",
            "the keys of x-choices and the values of enum must be the same, in the same order",
            f"{pointer}/x-choices",
        )
    return tuple(_choice(name, part, f"{pointer}/x-choices/{name}") for name, part in choices.items())


def _choice(name: str, part: Any, pointer: str) -> Choice:
    if not isinstance(part, Mapping) or not part.keys() <= _CHOICE_KEYS:
        keys = ", ".join(sorted(_CHOICE_KEYS))
        raise FormError(f"選択肢に書けるのは {keys} だけです。", f"a choice has {keys} and nothing else", pointer)
    former = part.get("former", {})
    return Choice(
        name,
        _wording(part, pointer),
        (*_texts(part, "aliases", pointer), *(former if isinstance(former, Mapping) else ())),
        str(part.get("mark", "")),
        tuple(_texts(part, "wider", pointer)),
        tuple(_texts(part, "ends", pointer)),
        tuple(_texts(part, "parts", pointer)),
        tuple(_texts(part, "slips", pointer)),
    )


def _pair(node: Mapping[str, Any], key: str, pointer: str) -> Bilingual:
    return _wording(_mapping(node, key, pointer), f"{pointer}/{key}")


def _wording(part: Mapping[str, Any], pointer: str) -> Bilingual:
    ja, en = part.get("ja"), part.get("en")
    if not (isinstance(ja, str) and ja and isinstance(en, str) and en):
        raise FormError("文言には `ja` と `en` の両方が必要です。", "a wording needs both `ja` and `en`", pointer)
    return Bilingual(ja, en)


def _mapping(node: Mapping[str, Any], key: str, pointer: str) -> Mapping[str, Any]:
    part = node.get(key)
    if not isinstance(part, Mapping):
        raise FormError(
            f"`{key}` がないか、項目名と値の組になっていません。", f"`{key}` is missing or is not a mapping", pointer
        )
    return part


def _texts(node: Mapping[str, Any], key: str, pointer: str) -> list[str]:
    part = node.get(key, [])
    if not isinstance(part, list) or not all(isinstance(each, str) for each in part):
        raise FormError(
            f"`{key}` には文字列のリストを書いてください。", f"`{key}` must be a list of texts", f"{pointer}/{key}"
        )
    return part


def _refuse_unknown_annotations(node: Mapping[str, Any], pointer: str) -> None:
    for key in node:
        if str(key).startswith("x-") and key not in _ANNOTATIONS:
            near = nearest(str(key), _ANNOTATIONS)
            raise FormError(f"注釈「{key}」は使えません。", f"the annotation “{key}” is not known", pointer, *near[:1])


def _refuse_shared_names(fields: Iterable[Field], pointer: str) -> None:
    """No two fields of a group may answer to one key."""
    seen: dict[str, str] = {}
    for field in fields:
        for name in (field.name, field.label.ja, *field.aliases):
            other = seen.setdefault(plain(name), field.name)
            if other != field.name:
                raise FormError(
                    f"「{name}」が「{other}」と「{field.name}」の両方の名前になっています。",
                    f"“{name}” names both “{other}” and “{field.name}”",
                    f"{pointer}/properties/{field.name}",
                )


def _refuse_confusable(field: Field, pointer: str) -> None:
    for name, first, second in confusable(field):
        raise FormError(
            f"「{name}」は「{first}」とも「{second}」とも読めます。",
            f"“{name}” means both “{first}” and “{second}”",
            f"{pointer}/x-choices/{second}",
        )
