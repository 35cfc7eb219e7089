"""What is known of a word of the rule language, in one record: all that loads, judges, lints and describes reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.context import Context, Judge
from zaitaku_check.plan.kinds import KINDS
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.measures import Measure
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope

Fault = tuple[tuple[str | int, ...], Bilingual]
"""Where below the word, and what is wrong there."""

NUMBERS = frozenset(kind.name for kind in KINDS.values() if kind.numeric)
ORDERED = NUMBERS | {kind.name for kind in KINDS.values() if kind.temporal}
TEXTS = frozenset(kind.name for kind in KINDS.values() if kind.plain_text)
DATES = frozenset(kind.name for kind in KINDS.values() if kind.temporal)
VALUES = ORDERED | TEXTS | {"choice", "item", "yes_no"}
NAMED = TEXTS | {"choice", "item"}
"""Kinds of field, as `Field.reader` names them."""
FAMILIES = dict.fromkeys(ORDERED - NUMBERS, "date") | dict.fromkeys(NUMBERS, "number") | dict.fromkeys(NAMED, "text")
"""Kind → what it can be compared with, where that is more than its own kind."""


BASIC = frozenset({"label", "actual"})
"""The placeholders that nearly every word fills."""
VALUE, MIN, MAX, NOTHING = frozenset({"value"}), frozenset({"min"}), frozenset({"max"}), frozenset[str]()
"""What a parameter adds to them."""


class Param(NamedTuple):
    """One key of a word; "" is what stands behind the word itself.

    `shape` names what may be written (a definition of rules.schema.json). Of a path: `kinds` are the kinds of field it
    may lead to (None: any), `one`: it may not lead to several values, `within`: it starts at the elements of that
    parameter. `folder`: it has an effect in folder rules only; `single`: only there may several paths be written.
    Of a condition: `within` likewise. Of constants: `of` is the parameter with whose field they are compared.
    `like`: the two are compared with each other. `plan`: it has an effect in rules for one plan only.
    `many`: it leads to the elements of a list. Of texts: `nested`: among them may stand names of lists.
    `fills`: the placeholders of the message where it is this parameter that fails. `reads`: how it goes on behind the
    label, in Japanese and English, with `{}` for what is written.
    """

    shape: str
    says: Bilingual
    required: bool = False
    kinds: frozenset[str] | None = None
    one: bool = False
    within: str = ""
    of: str = ""
    like: str = ""
    folder: bool = False
    single: bool = False
    plan: bool = False
    many: bool = False
    nested: bool = False
    fills: frozenset[str] | None = None
    reads: tuple[str, str] = ("", "")


def no_faults(_spec: Any) -> Iterator[Fault]:
    """Return nothing: there is no way to write the word so that it always or never holds."""
    return iter(())


def no_breakings(_spec: Any, _scene: Scene) -> Iterator[Breaking]:
    """Return nothing: there is no smallest change that makes the word fail."""
    return iter(())


class Word(NamedTuple):
    """One word.

    `says` and `absent` describe it: when it holds, and what it answers where nothing is there; `several`, `part` and
    `unread` (keys of SEVERAL, PART, UNREAD) what it does with several values, with a part or an element of which a
    condition does not apply, and with what could not be read. `schema` are JSON Schema keywords beside its parameters.
    `subject` names the parameter whose path a negated condition speaks of.
    `reads` gives a condition as a clause that ends as in 「名称が書かれている」.
    `fills` are the placeholders of its messages, beside those that its parameters name (of several, those that all of
    them fill), or what gives them for a condition, in a folder rule or not. `faults` gives what is wrong with one that
    is written, `breakings` the smallest changes to a plan that make it fail. `size` gives the number that the word
    judges, as an operand of others. `lacks` says why a part is not there.
    """

    name: str
    says: Bilingual
    params: Mapping[str, Param]
    build: Callable[[Any, Context], Judge]
    reads: Callable[[Any, Scope], Bilingual]
    several: str
    absent: Bilingual = Bilingual("該当しない", "not applicable")
    fills: frozenset[str] | Callable[[Any, bool], frozenset[str]] = BASIC
    unread: str = "decided"
    part: str = "none"
    subject: str | None = None
    schema: Mapping[str, Any] = {}
    faults: Callable[[Any], Iterator[Fault]] = no_faults
    breakings: Callable[[Any, Scene], Iterator[Breaking]] = no_breakings
    size: Callable[[Any, Context], Measure] | None = None
    lacks: Mapping[str, str] = {}

    def given(self, spec: Any) -> Iterator[tuple[str, Param, Any]]:
        """Yield the parameters that are written: name, parameter and value."""
        if "" in self.params:
            yield "", self.params[""], spec
            return
        for name, param in self.params.items():
            if name in spec:
                yield name, param, spec[name]

    def filled(self, spec: Any, *, folder: bool) -> frozenset[str]:
        """Return the placeholders of the messages of a condition, in a folder rule or in one for single plans."""
        if callable(self.fills):
            return self.fills(spec, folder)
        each = [param.fills for _name, param, _value in self.given(spec) if param.fills is not None]
        return self.fills | frozenset.intersection(*each) if each else self.fills


SEVERAL = {
    "every": Bilingual("すべてが満たすこと", "every one must hold"),
    "one": Bilingual("1つが満たせばよい", "one that holds is enough"),
    "together": Bilingual("まとめて1つの一覧・文章とみる", "taken together as one list or text"),
    "refused": Bilingual("読み込むときに誤りとする", "refused when the pack is loaded"),
    "parts": Bilingual("中の条件による", "as the conditions inside say"),
}
PART = {
    "none": Bilingual("-", "-"),
    "left_out": Bilingual("その条件を除いて判定する", "that part is left out"),
    "itself": Bilingual("該当しない", "not applicable"),
    "not_counted": Bilingual("その要素は数えない", "that element does not count"),
}
UNREAD = {
    "decided": Bilingual(
        "読めた分で決まれば決め、決まらなければ判定できない", "cannot tell, unless what was read decides"
    ),
    "open": Bilingual("判定できない", "cannot tell"),
}
ALWAYS = Bilingual("この条件は必ず満たされます。", "this condition always holds")
NEVER = Bilingual("この条件が満たされることはありません。", "this condition can never hold")
FAILS = Bilingual("満たさない", "fails")
