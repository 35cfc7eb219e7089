"""What reading a plan has to say: one function a complaint."""

from __future__ import annotations

from collections.abc import Sequence

from zaitaku_check.named import NamedTuple
from zaitaku_check.plan.doubt import Doubt
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.mending import Part, as_list, rewritten
from zaitaku_check.plan.plan import Cell
from zaitaku_check.source.complaint import Beside, Complaint
from zaitaku_check.source.tree import GROUP, LIST, SCALAR, Node
from zaitaku_check.text_forms import ZERO_WIDTH
from zaitaku_check.text_types import Bilingual, Edit, Span
from zaitaku_check.typed import cast

Args = tuple[tuple[str, str | Bilingual], ...]

_FOUND = {LIST: Bilingual("一覧（リスト）", "a list"), GROUP: Bilingual("項目のまとまり", "a group of fields")}
_ONE_VALUE = Bilingual("1行の文字", "one line of text")
_UNREADABLE = {LIST: "list", GROUP: "fields"}
_SHOWN_FIELDS = 8
_SAMPLE_FIELDS = 4
_LONGEST_SAMPLE = 20
"""A longer example is what the writer has to say, not how it is written."""
_MOST_BESIDE = 50

MOST_GUESSES = 200
"""Complaints of one plan up to which it is worth looking for the words that were meant."""


class Note(NamedTuple):
    """A complaint whose pointer is yet to be filled in: that of `cell`, and `tail` behind it."""

    complaint: Complaint
    cell: Cell
    tail: str = ""


OF_THE_PLAN = frozenset({"key", "suggestion", "sample"})
"""Arguments that say what is to be written: their two sides are for plans with Japanese and with English keys."""


def named(field: Field) -> Bilingual:
    """How a field is called where it is to be written: its label, its canonical key."""
    return Bilingual(field.label.ja, field.name)


def sample(field: Field, text: str = "") -> Bilingual:
    """How a field may be written, by the form's own example: `病床数: 120床`; of a group its first fields.

    `text` is what was written and is taken over where a field of the group takes it.
    """
    if not field.is_group:
        return Bilingual(f"{field.label.ja}: {field.example or '…'}", f"{field.name}: {field.example or '…'}")
    ja, en = _group_sample(field, text)
    if field.many:
        ja, en = f"[{ja}]", f"[{en}]"
    return Bilingual(f"{field.label.ja}: {ja}", f"{field.name}: {en}")


def _group_sample(field: Field, text: str) -> Bilingual:
    """Return fields of a group with their examples: the one that takes `text`, and those that are required."""
    usual = [child for child in field.fields.values() if not (child.extra or child.is_group)]
    taker = _taker(usual, text) if text else None
    required = [child for child in usual if child.required or child is taker or child.kind.name == "number"]
    shown = (required if taker else required or usual)[:_SAMPLE_FIELDS]
    said = [(child, _quoted(text) if child is taker else _in_braces(child.example)) for child in shown]
    ja = ", ".join(f"{child.label.ja}: {value}" for child, value in said)
    return Bilingual(f"{{{ja}}}", "{" + ", ".join(f"{child.name}: {value}" for child, value in said) + "}")


def _taker(fields: list[Field], text: str) -> Field | None:
    """Return the field that a text was most likely written for: one that reads it as its own kind, else one of text."""
    own = (each for each in fields if not each.kind.plain_text and not isinstance(each.read_alone(text), Doubt))
    return next(own, None) or next((each for each in fields if each.kind.plain_text), None)


def _in_braces(text: str) -> str:
    """Return an example as it may be written inside braces, … for a whole sentence."""
    if not text or len(text) > _LONGEST_SAMPLE:
        return "…"
    return _quoted(text)


def _quoted(text: str) -> str:
    return f"'{text}'" if not text.startswith("[") and not {",", ":", "#"}.isdisjoint(text) else text


def doubted(field: Field, node: Node, raw: str, doubt: Doubt, *, placeholder: bool) -> Complaint:
    """F004–F009 and Y017: a value that could not, or not wholly, be read."""
    variant = "placeholder" if placeholder and doubt.value is None else doubt.variant
    example = Bilingual(field.example, field.example)
    args: Args = (("label", field.label), ("value", raw), ("example", example), ("sample", sample(field)), *doubt.args)
    edits = rewritten(node, doubt.mend) if doubt.mend and variant != "placeholder" else ()
    severity = doubt.severity or (field.severity if doubt.value is None else "")
    span = Span(node.start, node.end)
    return Complaint(doubt.rule, span, args, edits=edits, variant=variant, value=raw, severity=severity)


def missing(field: Field, span: Span, variant: str = "", raw: str = "") -> Complaint:
    """F002: a required field that is not there, has no value ("empty"), or a stand-in for one ("placeholder")."""
    args: Args = (("label", field.label), ("key", named(field)), ("value", raw), ("sample", sample(field)))
    return Complaint("F002", span, args, variant=variant, value=field.name)


def misfit(field: Field, node: Node) -> Complaint:
    """F003: a list, a group or one value where another is needed."""
    raw = node.value if isinstance(node.value, str) else ""
    args: Args = (("label", field.label), ("found", _FOUND.get(node.kind, _ONE_VALUE)), ("value", raw))
    args += (("sample", _sample_with(field, node)),)
    if field.is_group:
        args += (("fields", _fields_of(field)),)
    variant = "group" if field.is_group else _UNREADABLE.get(node.kind, "")
    at, severity = Span(node.start, node.end), "note" if field.extra else ""
    return Complaint("F003", at, args, variant=variant, value=raw or node.kind, severity=severity)


def joined(field: Field, node: Node) -> Complaint:
    """F003, as a note: a text is written as a list of sentences, and is read as one."""
    at = Span(node.start, node.end)
    return Complaint("F003", at, (("label", field.label),), variant="joined", value=node.kind, severity="note")


def bare_elements(field: Field, node: Node, texts: list[Node]) -> Complaint:
    """F003, once for a list: its elements are written as texts where each is a group of fields."""
    args: Args = (
        ("label", field.label), ("value", str(texts[0].value)), ("count", _count(texts)), ("fields", _fields_of(field)),
        ("sample", _element(field, str(texts[0].value))),
    )  # fmt: skip
    at = Span(texts[0].start, texts[-1].end)
    if field.text_of:
        args += (("choice", field.fields[field.text_of].label),)
        return Complaint("F003", at, args, variant="texts", value=node.kind, severity="note")
    return Complaint("F003", at, args, variant="bare", value=node.kind, severity="note" if field.extra else "")


def _element(field: Field, text: str) -> Bilingual:
    """Return how an element of a list of groups may be written that says a text."""
    ja, en = _group_sample(field, text)
    return Bilingual(f"- {ja}", f"- {en}")


def _sample_with(field: Field, node: Node) -> Bilingual:
    """Return how a field may be written, with what is written there as far as a field takes it."""
    elements = cast("list[Node]", node.value) if node.kind == LIST else [node]
    first = next((str(each.value) for each in elements if each.kind == SCALAR), "")
    if field.is_group or not first or isinstance(field.read_alone(first), Doubt):
        return sample(field, first)
    return Bilingual(f"{field.label.ja}: {first}", f"{field.name}: {first}")


def split(field: Field, node: Node, parts: list[Part], variant: str) -> Complaint:
    """Y013: one text that stands for a list; `variant` "" or "sign_inside" where the brackets are there already."""
    raw = str(node.value)
    edits = as_list(node, parts, in_list=variant in {"", "sign_inside"})
    suggestion = "[" + ", ".join(part.text for part in parts) + "]"
    args = (
        ("label", field.label),
        ("value", raw),
        ("suggestion", suggestion),
        ("count", _count(parts)),
    )
    severity = "note" if variant in {"value", "sign"} else ""
    span = Span(node.start, node.end)
    return Complaint("Y013", span, args, edits=edits, variant=variant, value=raw, severity=severity)


def map_of_items(field: Field, key: Node) -> Complaint:
    """F003, as a warning or note: the elements of a list are written as the keys of a group.

    Items are what rules ask for first, so it is a warning of activities; of a table (内訳, 財源) only a note.
    """
    args: Args = (("label", field.label), ("value", str(key.value)))
    at = Span(key.start, key.end)
    items = any(choice.mark for choice in field.fields[field.map[0]].choices)
    severity = "warning" if items else "note"
    return Complaint("F003", at, args, variant="map", value=str(key.value), severity=severity)


def repeated(label: Bilingual | None, keys: list[Node]) -> Complaint:
    """Y004: one field written more than once, by the same or by another of its names."""
    first, second, *others = keys
    said, again = str(first.value), str(second.value)
    beside = [Beside(Span(first.start, first.end), Bilingual("最初の記載", "first written here"))]
    beside += [
        Beside(Span(key.start, key.end), Bilingual("ここにも記載", "written here too")) for key in others[:_MOST_BESIDE]
    ]
    args: Args = (
        ("label", label or again), ("key", again), ("first", said), ("count", _count(keys)),
    )  # fmt: skip
    variant = "" if said == again else "twin"
    return Complaint("Y004", Span(second.start, second.end), args, tuple(beside), variant=variant, value=again)


def unknown(key: Node, variant: str = "", args: Args = (), mend: str = "", rule: str = "F001") -> Complaint:
    """F001: a key that the form does not have here; F011 where it is no misspelling and stays as a remark."""
    said = str(key.value)
    edits: tuple[Edit, ...] = rewritten(key, mend) if mend else ()
    return Complaint(rule, Span(key.start, key.end), (("key", said), *args), edits=edits, variant=variant, value=said)


def more_unknown(keys: list[Node]) -> Complaint:
    """F011 for all the unknown keys of a group beyond those that were named one by one."""
    first, *others = keys
    beside = tuple(Beside(Span(key.start, key.end), Bilingual("ここも", "here too")) for key in others[:_MOST_BESIDE])
    args = (("key", str(first.value)), ("count", _count(keys)))
    return Complaint("F011", Span(first.start, first.end), args, beside, variant="more", value=str(first.value))


def invisible_key(field: Field, key: Node) -> Complaint:
    """Y017: zero-width characters in a key."""
    said = str(key.value)
    letters = " ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys("".join(ZERO_WIDTH.findall(said))))
    args = (("label", field.label), ("value", said), ("found", letters))
    mend = ZERO_WIDTH.sub("", said)
    return Complaint("Y017", Span(key.start, key.end), args, edits=rewritten(key, mend), variant="key", value=said)


def _count(things: Sequence[object]) -> Bilingual:
    return Bilingual(str(len(things)), str(len(things)))


def _fields_of(group: Field) -> Bilingual:
    shown = list(group.fields.values())[:_SHOWN_FIELDS]
    more = len(group.fields) > len(shown)
    return Bilingual(
        "".join(f"「{field.label.ja}」" for field in shown) + ("など" if more else ""),
        ", ".join(field.name for field in shown) + (", …" if more else ""),
    )
