"""One YAML file of a pack as plain data, every value with its place, so that a mistake can be pointed at."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from zaitaku_check.bundled import rules_root
from zaitaku_check.errors import Problem
from zaitaku_check.named import NamedTuple
from zaitaku_check.source.build import Builder, Built
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.events import source_of
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.text import Text, decode
from zaitaku_check.source.tree import GROUP, LIST, SCALAR, Node
from zaitaku_check.source.whole import too_nested
from zaitaku_check.text_types import Bilingual

Where = tuple[str | int, ...]
"""The way to a value: keys and 0-based positions from the document's top."""

_WHOLE_NUMBER = re.compile(r"[+-]?(0|[1-9][0-9]*)\Z")
_WIDE_COLON = "："
_LONGEST = 80
"""Letters of a value that are shown."""
_LIMITS = Limits()._replace(bytes=4 * 1024 * 1024, depth=40)


class Document(NamedTuple):
    """A file read: `data` is made of dict, list, str, int, bool and None; `places` has the span of every value.

    Keys have a place of their own under `(*where, KEY)` with KEY the text "key:" in front.
    """

    name: str
    text: Text
    data: Any
    places: dict[Where, tuple[int, int]]

    def problem(self, where: Where, wording: Bilingual, suggestion: str = "", *, key: bool = False) -> Problem:
        """Return a problem at a value (or at its key), at the nearest place above where that one has none."""
        span = self.places.get((*where[:-1], f"key:{where[-1]}")) if key and where else None
        at = where
        while span is None:
            span = self.places.get(at)
            if span is None and not at:
                span = (0, 0)
            at = at[:-1]
        line, column = self.text.line_column(span[0])
        source = self.text.line(line)
        length = max(1, min(span[1] - span[0], len(source.rstrip()) - column + 1))
        return Problem(self.name, line, column, wording, suggestion, source, length)

    def find(self, inside: Where, value: object) -> Where:
        """Return where a value, or else a key, stands below `inside` (the first such place), or `inside` itself."""
        every = list(self._below(inside))
        for where, data in every:
            if data == value and type(data) is type(value):
                return where
        return next((where for where, _data in every if where != inside and where[-1] == value), inside)

    def holding(self, inside: Where, part: str) -> Where:
        """Return where the first text with this part stands below `inside`, or `inside` itself."""
        return next((where for where, data in self._below(inside) if isinstance(data, str) and part in data), inside)

    def _below(self, inside: Where) -> Iterator[tuple[Where, Any]]:
        """Yield every value at and below a place, with its place, level by level."""
        queue: list[tuple[Where, Any]] = [(inside, self.at(inside))]
        while queue:
            where, data = queue.pop(0)
            yield where, data
            pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
            queue.extend(((*where, key), child) for key, child in pairs)

    def at(self, where: Where) -> Any:
        """Return the value at a place."""
        data = self.data
        for step in where:
            data = data[step]
        return data


def load_document(
    name: str, data: bytes, keys: Callable[[], frozenset[str]] = frozenset
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the document, or the problems that keep it from being read.

    The file may hold a group or a list. `keys` gives the keys it may hold, as `plain`: with them a full-width colon
    behind a key is told from one in a text.
    """
    text, _notes = decode(data)
    if text is None:
        return None, (Problem(name, 1, 1, _ENCODING),)
    if nested := too_nested(text.content):
        return None, (_unreadable(name, text, nested.start, nested.rule),)
    built = Builder(text.content, _LIMITS).build(source_of(text.content))
    wrong = _misfits(built)
    if built.trouble or built.root is None or (_WIDE_COLON in text.content and keys()):
        told = _accidents(name, text, keys())
        if told and (wrong or any(each.rule == "Y010" for each, _problem in told)):
            return None, tuple(problem for _complaint, problem in told)
    if built.root is None or wrong:
        accident = _accident(name, text)
        if accident is not None:
            return None, (accident,)
        return None, tuple(_unreadable(name, text, at, rule) for at, rule in wrong or [(0, "Y014")])
    builder = _Builder(name, text)
    plain_data = builder.data(built.root)
    document = Document(name, text, plain_data, builder.places)
    return document, tuple(_problem_at(name, text, at, _DOUBLED) for at in builder.doubled)


def _accident(name: str, text: Text) -> Problem | None:
    """Return the accident of typing that keeps a file from being read, where its line shows it."""
    for pattern, wording in _ACCIDENTS:
        found = pattern.search(text.content)
        if found is not None:
            return _problem_at(name, text, found.start(), wording)
    return None


FULL_WIDTH_COLON = Bilingual(
    "全角の「：」が使われています。半角の「: 」に直してください。",
    "there is a full-width colon after the key; write “: ”",
)
_ACCIDENTS = (
    (
        re.compile(r"^(?:<{7}|={7}|>{7})(?= |$)", re.MULTILINE),
        Bilingual(
            "2人の変更がぶつかった跡（<<<<<<<、=======、>>>>>>>）が残っています。どちらかを選んで消してください。",
            "marks of a merge conflict are left; choose one side and delete them",
        ),
    ),
    (
        re.compile(r"^ *\t", re.MULTILINE),
        Bilingual(
            "字下げにタブが使われています。半角スペースに直してください。", "this line is indented by a tab; use spaces"
        ),
    ),
    (re.compile(r"^[ -]*[a-z_]+：", re.MULTILINE), FULL_WIDTH_COLON),
)


def _misfits(built: Built) -> list[tuple[int, str]]:
    """Return offset and structural rule of everything a pack file may not hold."""
    wrong = [(odd.span.start, odd.rule) for odd in built.odd]
    if built.trouble is not None:
        wrong.append((built.trouble.at, "Y003"))
    if built.second is not None:
        wrong.append((built.second, "Y009"))
    return wrong


def _unreadable(name: str, text: Text, at: int, rule: str) -> Problem:
    return _problem_at(name, text, at, _UNREADABLE.get(rule, _SYNTAX))


def _problem_at(name: str, text: Text, at: int, wording: Bilingual) -> Problem:
    line, column = text.line_column(at)
    return Problem(name, line, column, wording, source=text.line(line))


def _accidents(name: str, text: Text, keys: frozenset[str]) -> list[tuple[Complaint, Problem]]:
    """Return what was typed amiss, each with the words in which it is said of plans."""
    from zaitaku_check.source.reading import read

    words = _messages()
    found = [each for each in read(text, keys, _LIMITS).complaints if (each.rule, each.variant) in words]
    return [(each, _told(name, text, each, words[each.rule, each.variant])) for each in found if each.rule in _TYPING]


_TYPING = frozenset({"Y003", "Y010", "Y011", "Y015", "Y016", "Y018"})
"""The rules about accidents of typing for which any YAML file is unreadable, not a plan alone."""


@cache
def _messages() -> dict[tuple[str, str], Bilingual]:
    """Return the messages about accidents of typing by rule and variant; under "variant remedy" what to do."""
    with open(os.path.join(rules_root(), "structure", "accidents.yaml"), "rb") as file:
        text, _ = decode(file.read())
    built = Builder(text.content, _LIMITS).build(source_of(text.content)) if text else None
    if text is None or built is None or built.root is None or built.trouble:
        return {}
    rules = _Builder("", text).data(built.root)
    words = {}
    for rule in rules:
        for variant, said in rule["messages"].items():
            cure = said.get("remedy", rule["remedy"])
            words[rule["id"], variant] = Bilingual(said["ja"], said["en"])
            words[rule["id"], f"{variant} remedy"] = Bilingual(cure["ja"], cure["en"])
    return words


def _told(name: str, text: Text, complaint: Complaint, words: Bilingual) -> Problem:
    args = {key: value if isinstance(value, Bilingual) else Bilingual(value, value) for key, value in complaint.args}

    def filled(template: str, lang: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda at: args[at[1]].of(lang)[:_LONGEST] if at[1] in args else at[0], template)

    line, column = text.line_column(complaint.span.start)
    source = text.line(line)
    length = max(1, min(complaint.span.end - complaint.span.start, len(source.rstrip()) - column + 1))
    cure = _messages().get((complaint.rule, f"{complaint.variant} remedy"), Bilingual("", ""))
    wording = Bilingual(filled(words.ja + cure.ja, "ja"), filled(f"{words.en} {cure.en}".rstrip(), "en"))
    return Problem(name, line, column, wording, source=source, length=length)


class _Builder:
    """Turns nodes into data, noting every place; the stack replaces recursion, so depth costs nothing."""

    def __init__(self, name: str, text: Text) -> None:
        self.name = name
        self.text = text
        self.places: dict[Where, tuple[int, int]] = {}
        self.doubled: list[int] = []

    def data(self, root: Node) -> Any:
        """Return the data of a tree."""
        top: list[Any] = [None]
        stack: list[tuple[Node, Where, Any, str | int]] = [(root, (), top, 0)]
        while stack:
            node, where, holder, slot = stack.pop()
            self.places[where] = (node.start, node.end)
            value = self._value(node, where)
            holder[slot] = value
            stack.extend(self._children(node, where, value))
        return top[0]

    def _value(self, node: Node, where: Where) -> Any:
        if node.kind == SCALAR:
            return _scalar(str(node.value), node.style)
        if node.kind == LIST:
            return [None] * len(_pairs(node))
        group: dict[str, Any] = {}
        for key, _child in _pairs(node):
            name = str(key.value)
            at = (*where, f"key:{name}")
            if name in group:
                self.doubled.append(key.start)
            self.places[at] = (key.start, key.end)
            group[name] = None
        return group

    def _children(self, node: Node, where: Where, value: Any) -> list[tuple[Node, Where, Any, str | int]]:
        if node.kind == LIST:
            return [(child, (*where, at), value, at) for at, child in enumerate(_pairs(node))]
        if node.kind == GROUP:
            return [(child, (*where, str(key.value)), value, str(key.value)) for key, child in _pairs(node)]
        return []


def _pairs(node: Node) -> list[Any]:
    return node.value if isinstance(node.value, list) else []


def _scalar(text: str, style: str) -> Any:
    """Return what a scalar of a pack file means: quoted and block text as it is, plain whole numbers and true/false."""
    if style:
        return text
    if _WHOLE_NUMBER.match(text) and len(text) < 19:
        return int(text)
    return {"true": True, "false": False, "null": None, "~": None, "": None}.get(text, text)


_ENCODING = Bilingual(
    "文字コードを読み取れません。UTF-8で保存してください。", "the encoding cannot be read; save the file as UTF-8"
)
_DOUBLED = Bilingual("同じ項目名が2回書かれています。", "the same key is written twice")
_SYNTAX = Bilingual("YAMLとして読み取れません。", "this is not readable as YAML")
_UNREADABLE = {
    "Y005": Bilingual("アンカー・エイリアスは使えません。", "anchors, aliases and merge keys are not allowed"),
    "Y006": Bilingual("タグは使えません。", "tags are not allowed"),
    "Y007": Bilingual("入れ子が深すぎます。", "nested too deeply"),
    "Y008": Bilingual("ファイルが大きすぎます。", "the file is too large"),
    "Y009": Bilingual("文書（---）が2つ以上あります。", "there is more than one document"),
    "Y014": Bilingual("ファイルが空です。", "the file is empty"),
    "Y015": Bilingual("制御文字が含まれています。", "there is a control character"),
}
