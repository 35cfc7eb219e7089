"""What a kind of value is: one record says how it is read, described, written, compared and broken."""

from __future__ import annotations

from collections.abc import Callable

from zaitaku_check.named import NamedTuple
from zaitaku_check.plan.doubt import Doubt, InContext, Value
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import ZERO_WIDTH
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.plan.field import Field
    from zaitaku_check.source.tree import Node

Reader = Callable[[str], "Value | Doubt | InContext"]
"""A scalar as written → its canonical value, or what there is to say of it."""


def as_it_is(value: object) -> Bilingual:
    """Return a value as a message says it where there is nothing to add."""
    return Bilingual(str(value), str(value))


def _any(_value: object) -> bool:
    return True


class Kind(NamedTuple):
    """One kind of value.

    name           as `x-reader` of a form names it
    json_type      the JSON type of its canonical values
    reader         makes the reader of a field's scalars; None for a group, which has none
    called         what messages about rules call such a value
    expects        what an editor says that the field takes
    schema         what an editor accepts, beside `spellings`; choices come from the field
    words          the usual words for its values, where there are few: an editor offers them
    spellings      all words for its values
    in_words       a canonical value as a message says it
    plain_text     its values are texts, compared by content
    chosen         its values are the choices of the field
    free           anything may stand there, also lists and groups; nothing of it is read
    temporal       its values are days: earlier and later, not less and more
    numeric        its values are numbers: compared by size, counted, added up
    currency       the sign that belongs behind an amount, in a plan's own writing; "" where there is none
    shifted        a canonical value moved by so many days or units, as text of a plan
    constant       whether a rule's constant is of this kind
    constant_form  what such a constant looks like
    unread         the rule that notices a stand-in (検討中) in such a field; "" where none does
    of_group       the values that a group in the place of a list of such values stands for
    joined         the sign with which a list of texts in the place of one such value is read as one; "" where it is not
    """

    name: str
    json_type: str
    reader: Callable[[Field], Reader] | None
    called: Bilingual
    expects: Bilingual
    schema: dict[str, Any] = {}  # noqa: RUF012 - never changed
    words: tuple[Bilingual, ...] = ()
    spellings: tuple[str, ...] = ()
    in_words: Callable[[Any], Bilingual] = as_it_is
    plain_text: bool = False
    chosen: bool = False
    free: bool = False
    temporal: bool = False
    numeric: bool = False
    currency: str = ""
    shifted: Callable[[Any, int], Any] | None = None
    constant: Callable[[object], bool] = _any
    constant_form: Bilingual = Bilingual("", "")
    unread: str = ""
    of_group: Callable[[list[tuple[Node, Node]]], list[Node]] | None = None
    joined: str = ""


_CHECKED = waiting(r"[■☑✅✔✓☒◉●]\s*([^□☐■☑✅✔✓☒◉○●\s]+)")
_BOX = waiting("[□☐○]")


def checked(raw: str) -> str:
    """Return the one word whose box is checked (□基幹型　■連携型); any other text as it is."""
    words = _CHECKED.findall(raw)
    return words[0] if len(words) == 1 and _BOX.search(raw) else raw


def known_as(raw: str, value: Value) -> Value | Doubt:
    """Return the value; with a note where zero-width characters had to be left out to know it."""
    found = ZERO_WIDTH.findall(raw)
    if not found:
        return value
    letters = " ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys("".join(found)))
    return Doubt("Y017", args=(("found", letters),), value=value, mend=ZERO_WIDTH.sub("", raw))
