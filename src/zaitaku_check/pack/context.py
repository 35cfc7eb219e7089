"""What a condition is built in: the form, the fields at hand, the tables, and a trace for evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.outcome import Answer
from zaitaku_check.pack.paths import Finder, Found, Frames, finder, parse_path, resolve
from zaitaku_check.plan.field import Field, Form
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Any

Judge = Callable[[Frames], Answer]
Spec = Mapping[str, Any]
Args = tuple[tuple[str, str | Bilingual], ...]
Trace = list[tuple[Field, Found]]


class Context(NamedTuple):
    """What a word is built in: the form, the fields of the frames, the pack's tables, and a trace for evidence.

    `trace` None: nothing is recorded (the ordinary run). Else every lookup appends the field and what was found.
    `quiet`: only the answer counts (in `when`, `where`, `any`, `not`), so no words are made for a failure.
    """

    form: Form
    fields: tuple[Field, ...]
    tables: Mapping[str, Mapping[str, Sequence[Any]]]
    trace: Trace | None = None
    quiet: bool = False

    def hushed(self) -> Context:
        """Return the context of a condition of which only the answer counts."""
        return self._replace(quiet=True)

    def path(self, text: str) -> tuple[Finder, Field]:
        """Return the finder and the form's field for a path; raises PathError where there is none."""
        parsed = parse_path(text)
        field = resolve(parsed, self.fields)
        return self._traced(finder(parsed), field), field

    def _traced(self, find: Finder, field: Field) -> Finder:
        trace = self.trace
        if trace is None:
            return find

        def look(frames: Frames) -> Found:
            found = find(frames)
            trace.append((field, found))
            return found

        return look

    def inner(self, field: Field, text: str) -> tuple[Finder, Field]:
        """Return the finder and the field for a path that starts at an element of `field`, with or without its dot."""
        return self.inside(field).path(text if text.startswith(".") else f".{text}")

    def inside(self, field: Field) -> Context:
        """Return the context of a `where` or `each` over `field`'s elements."""
        return self._replace(fields=(*self.fields, field))
