"""What reading or judging a text has to say: data made early, turned into findings at the edge."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.text_types import Bilingual, Edit, Span


class Beside(NamedTuple):
    """A second place of the same text that a complaint points to, with a word saying why."""

    span: Span
    word: Bilingual
    pointer: str = ""


class Complaint(NamedTuple):
    """One thing wrong in one text.

    `rule` is the id in the catalogue, `variant` picks one of that rule's messages ("" is its own),
    `args` fill the message's placeholders: a `str` is foreign text (a value, a key) and is made
    visible and cut before it is shown, a `Bilingual` is our own wording. `pointer` is a JSON pointer in
    canonical (English) keys, filled in by the rooms that know the form. `value` is what identifies
    the matter for a fingerprint, beside rule and pointer. `edits` is a fix that is safe to apply.
    `severity` is that of this complaint where it is not the rule's own.
    """

    rule: str
    span: Span
    args: tuple[tuple[str, str | Bilingual], ...] = ()
    beside: tuple[Beside, ...] = ()
    edits: tuple[Edit, ...] = ()
    variant: str = ""
    pointer: str = ""
    value: str = ""
    severity: str = ""
