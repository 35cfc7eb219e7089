"""Events to nodes: a stack, no recursion; what a plan may not hold becomes a BROKEN node and is noted by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.characters import CONTROL, ODD, called
from zaitaku_check.source.events import Next, Trouble, trouble
from zaitaku_check.source.libyaml import events, yaml
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.tree import BROKEN, GROUP, LIST, SCALAR, Node
from zaitaku_check.text_types import Span

AliasEvent = events.AliasEvent
DocumentEndEvent = events.DocumentEndEvent
DocumentStartEvent = events.DocumentStartEvent
MappingEndEvent = events.MappingEndEvent
MappingStartEvent = events.MappingStartEvent
ScalarEvent = events.ScalarEvent
SequenceEndEvent = events.SequenceEndEvent
SequenceStartEvent = events.SequenceStartEvent
StreamEndEvent = events.StreamEndEvent
Place = Callable[[int, int], tuple[int, int, bool]]
"""Start and end in the text parsed → start and end in the file, and whether nothing may be read from there."""
STARTS = frozenset({MappingStartEvent, SequenceStartEvent})
STOPS = frozenset({MappingEndEvent, SequenceEndEvent})
MERGE = "<<"
UNUSUAL = ("", MERGE)
new = tuple.__new__
"""Makes a named tuple at half the cost of calling its class."""
HOPELESS = 500
"""Levels beyond the permitted depth at which a text is given up: no parser may decide by a limit of its own (libyaml
0.2.6 stops at 1,000 levels, earlier versions and PyYAML's own parser at none)."""
HIDDEN_BULLET = re.compile(r"[\r\n][ ]*- ")
HIDDEN_KEY = re.compile(r"(?m)^[ ]*[^\s:#]+:[ ]+[|>][-+]?[ \t]*$")
TAIL_OF_NUMBER = re.compile(r"\d{3}(?!\d)")
AFTER_END = re.compile(r"(?m)^\.\.\.[ \t]*(?:#.*)?[\r\n]\s*\Z")


class Oddity(NamedTuple):
    """Something a plan may not hold: the rule, its variant, the place and the word as written."""

    rule: str
    variant: str
    span: Span
    name: str = ""


class Built(NamedTuple):
    """What the events gave.

    root     the first document that says anything; None where there is none or it could not be read
    odd      what a plan may not hold
    trouble  where the parser gave up, if it did (with a root: behind it)
    second   where a second document begins, if there is one
    refused  a limit was passed; the last oddity says which
    hidden   a text holds a line that looks like an entry of its own
    cut      a comma may have cut a text in brackets
    """

    root: Node | None
    odd: tuple[Oddity, ...]
    trouble: Trouble | None = None
    second: int | None = None
    refused: bool = False
    hidden: bool = False
    cut: bool = False


class Frame(NamedTuple):
    """An open list or group: the nodes around it, where it starts, and whether nothing may be read from it."""

    around: list[Node]
    start: int
    style: str
    group: bool
    bad: bool


class Builder:
    """One reading of one text's events."""

    __slots__ = (
        "content",
        "cut",
        "deep",
        "hidden",
        "limits",
        "odd",
        "opened",
        "place",
        "refused",
        "roots",
        "second",
        "ticks",
    )

    def __init__(self, content: str, limits: Limits, place: Place | None = None) -> None:
        self.content = content
        self.limits = limits
        self.place = place
        self.odd: list[Oddity] = []
        self.roots: list[Node] = []
        self.second: int | None = None
        self.opened = False
        self.refused = False
        self.hidden = False
        self.cut = False
        self.deep = False
        """Something was nested too deeply: what shape the keys around it have says nothing new."""
        self.ticks: Iterator[int] = iter(range(limits.events))

    def build(self, get: Next) -> Built:
        """Read events until a second document that says something, the stream's end, or a limit."""
        failed: Trouble | None = None
        try:
            self._read(get)
        except yaml.YAMLError as error:
            failed = self._unless_second(trouble(error, len(self.content)))
        root = self.roots[0] if self.roots and not self.refused else None
        return Built(root, tuple(self.odd), failed, self.second, self.refused, self.hidden, self.cut)

    def _unless_second(self, failed: Trouble) -> Trouble | None:
        """Forgive what is wrong in a second document, which is not read anyway; `...` is its beginning, too."""
        if self.roots and self.second is None and AFTER_END.search(self.content, 0, failed.at):
            self.second = self._at(failed.at)
        return None if self.roots and self.second is not None else failed

    def _read(self, get: Next) -> None:  # noqa: C901 - the one hot loop: every event of every plan passes here
        stack: list[Frame] = []
        items = self.roots
        closed, opened, scalar = self._closed, self._frame, self._scalar
        deepest, longest = self.limits.depth, self.limits.scalar if self.place is None else -1
        for _ in self.ticks:
            event = get()
            kind = type(event)
            if kind is ScalarEvent:
                start, end = event.start_mark.index, event.end_mark.index
                if event.style or event.tag or event.anchor or not 0 < end - start <= longest or " - " in event.value:
                    items.append(scalar(event, start, end, _is_key(items, stack)))
                else:
                    items.append(new(Node, (SCALAR, start, end, event.value, "")))
            elif kind in STARTS:
                if len(stack) >= deepest:
                    items.append(self._too_deep(event, get))
                else:
                    stack.append(opened(event, items, stack))
                    items = []
            elif kind in STOPS:
                frame = stack.pop()
                frame[0].append(closed(items, frame, event))
                items = frame[0]
            elif kind is AliasEvent:
                items.append(self._alias(event))
            elif kind is DocumentEndEvent:
                self._ended()
            elif kind is StreamEndEvent or (kind is DocumentStartEvent and self._another(event, get)):
                return
            if self.refused:
                return
        self._refuse("events", 0)

    def _scalar(self, event: Any, start: int, end: int, is_key: bool) -> Node:  # noqa: FBT001 - the hot loop's call
        """Make the node of a scalar that is more than a plain word in an unmended text."""
        style, value = event.style or "", event.value
        bad = False
        while start == end and start and self.content[start - 1] in " \t":
            start = end = start - 1
        if end - start > self.limits.scalar:
            self._refuse("scalar", self._at(start))
        if style:
            end, bad = self._styled(value, style, start, end)
        elif " - " in value and HIDDEN_BULLET.search(self.content, start, end):
            self.hidden = True
        if self.place is not None:
            start, end, broken = self.place(start, end)
            bad = bad or (broken and not is_key)
        if event.anchor or event.tag:
            bad = self._marked(event, start, end)
        return Node(BROKEN, start, end, "", style) if bad else Node(SCALAR, start, end, value, style)

    def _frame(self, event: Any, items: list[Node], stack: list[Frame]) -> Frame:
        start, bad, group = event.start_mark.index, False, type(event) is MappingStartEvent
        if self.place is not None:
            start, _, bad = self.place(start, start)
            bad = bad and bool(stack) and not _is_key(items, stack)
        if event.anchor or event.tag:
            bad = self._marked(event, start, self._at(event.end_mark.index)) and bool(stack)
        return new(Frame, (items, start, "flow" if event.flow_style else "block", group, bad))

    def _closed(self, items: list[Node], frame: Frame, event: Any) -> Node:
        _, start, style, group, bad = frame
        if style == "flow":
            end = event.end_mark.index if self.place is None else self._at(event.end_mark.index)
        else:
            end = max(start, items[-1][2]) if items else start
        if bad:
            return Node(BROKEN, start, end, "", style)
        if style == "flow":
            self.cut = self.cut or _may_be_cut(items, group=group)
        if not group:
            if len(items) > self.limits.entries:
                self._refuse("entries", start, f"{self.limits.entries:,}")
            return new(Node, (LIST, start, end, items, style))
        keys = items[::2]
        for key in keys:
            if key[0] != SCALAR or key[3] in UNUSUAL:
                if self._left_over(key, frame):
                    return Node(BROKEN, start, end, "", style)
                keys = [self._key(each) for each in keys]
                break
        return new(Node, (GROUP, start, end, list(zip(keys, items[1::2], strict=True)), style))

    def _key(self, key: Node) -> Node:
        """Look at a key that is no ordinary word: a merge key, none at all, a list or a group."""
        if key.kind == BROKEN or (key.kind == SCALAR and (key.style or key.value not in UNUSUAL)):
            return key
        if key.value == MERGE:
            self._note("Y005", "merge", key.start, key.end, MERGE)
        elif key.kind == SCALAR:
            self._note("Y003", "no_key", key.start, key.end)
        elif not self.deep:
            self._note("Y003", "key_kind", key.start, key.end)
        return Node(BROKEN, key.start, key.end, "")

    def _left_over(self, key: Node, frame: Frame) -> bool:
        """Look for `{{ … }}`, which a template has left over: a group that is a group's first key."""
        found = key[0] == GROUP and key[4] == frame[2] == "flow" and key[1] == frame[1] + 1 and not self.deep
        if found:
            self._note("Y003", "template", key[1], key[2])
        return found

    def _alias(self, event: Any) -> Node:
        start, end = self._at(event.start_mark.index), self._at(event.end_mark.index)
        self._note("Y005", "alias", start, end, event.anchor)
        return Node(BROKEN, start, end, "")

    def _marked(self, event: Any, start: int, end: int) -> bool:
        if event.anchor is not None:
            self._note("Y005", "", start, end, event.anchor)
        if event.tag is not None:
            self._note("Y006", "", start, end, event.tag)
        return True

    def _too_deep(self, event: Any, get: Next) -> Node:
        """Pass over everything inside a collection that lies too deep."""
        start = self._at(event.start_mark.index)
        self.deep = True
        self._note("Y007", "", start, start + 1, str(self.limits.depth))
        depth, last = 1, event
        for _ in self.ticks:
            last = get()
            depth += (type(last) in STARTS) - (type(last) in STOPS)
            if not depth:
                return Node(BROKEN, start, max(start, self._at(last.end_mark.index)), "")
            if depth > HOPELESS:
                self.refused = True
                return Node(BROKEN, start, start, "")
        self._refuse("events", 0)
        return Node(BROKEN, start, start, "")

    def _another(self, event: Any, get: Next) -> bool:
        """Look at a document's beginning; tell whether it is a second one that says something, which is not read."""
        start, known = self._at(event.start_mark.index), self.second
        if self.opened and known is None:
            self.second = start
        self.opened = True
        if not self.roots:
            return False
        if not _says_nothing(get()):
            return True
        self.second = known
        return False

    def _ended(self) -> None:
        """Forget a document that was empty."""
        if self.roots and self.roots[-1].kind == SCALAR and not self.roots[-1].value and not self.roots[-1].style:
            self.roots.pop()

    def _styled(self, value: str, style: str, start: int, end: int) -> tuple[int, bool]:
        """Trim a block scalar's end, and look at what the escapes of a double-quoted one stand for."""
        if style in "|>":
            self.hidden = self.hidden or (
                (": |" in value or ": >" in value) and bool(HIDDEN_KEY.search(self.content, start, end))
            )
            while end > start and self.content[end - 1] in "\r\n\t ":
                end -= 1
            return end, False
        if style == '"' and value != self.content[start + 1 : end - 1]:
            return end, self._escaped(value, start, end)
        return end, False

    def _escaped(self, value: str, start: int, end: int) -> bool:
        written = self.content[start:end]
        for rule, signs in (("Y015", CONTROL), ("Y019", ODD)):
            found = signs.search(value)
            if found and found[0] not in written:
                self._note(rule, "escape", self._at(start), self._at(end), called(found[0][-1]))
                return rule == "Y015"
        return False

    def _refuse(self, variant: str, start: int, limit: str = "") -> None:
        self.refused = True
        self._note("Y008", variant, start, start, limit)

    def _note(self, rule: str, variant: str, start: int, end: int, name: str = "") -> None:
        self.odd.append(Oddity(rule, variant, Span(start, end), name))

    def _at(self, offset: int) -> int:
        return offset if self.place is None else self.place(offset, offset)[0]


def _may_be_cut(items: list[Node], *, group: bool) -> bool:
    """Tell whether brackets hold a key without a value, or a number in a list that a comma may have cut."""
    if group:
        return any(value[1] == value[2] for value in items[1::2])
    return any(each[0] is SCALAR and TAIL_OF_NUMBER.match(str(each[3])) for each in items[1:])


def _is_key(items: list[Node], stack: list[Frame]) -> bool:
    """Tell whether the next node of the innermost open collection is a key."""
    return bool(stack) and stack[-1].group and len(items) % 2 == 0


def _says_nothing(event: Any) -> bool:
    return type(event) is ScalarEvent and not event.value and not event.style and event.anchor is event.tag is None
