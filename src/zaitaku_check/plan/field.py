"""The nouns of a form: a choice, a field, the whole form."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.plan.doubt import ALONE, Doubt, InContext, Value
from zaitaku_check.plan.kinds import KINDS, Kind, Reader
from zaitaku_check.text_types import Bilingual


class Choice(NamedTuple):
    """One value a choice or item may take.

    `mark` is its number in the programme's list (①, ア), if it has one. `wider` are words that mean it or less: they
    are read, and it is said as what. `ends`: texts that end so are this choice, unless they are another. `parts` are
    what lies in it (an area's municipalities), `slips` what is often written in its stead: both only suggest it.
    """

    id: str
    label: Bilingual
    aliases: tuple[str, ...] = ()
    mark: str = ""
    wider: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()


class Field(NamedTuple):
    """One field of the form.

    `reader` names the kind of its values. `many`: a list of such values.
    `fields` are a group's fields by canonical name, in the form's order. `path` is the schema path
    (`applicant.contact.phone`, `activities[].item`), "" for the plan itself.
    `prefixes` (熊本県) and `endings` (圏域) may stand around a choice without changing it.
    `names`: what the texts of it are names of ("institution"), for names are compared in a way of their own.
    `severity`: that of values that cannot be read, where it is not the rule's own.
    `text_of`: how one text is taken apart into the fields of this group (`period`, `person`, `contact`).
    `every`: words that stand for all choices of a list (すべて). `otherwise`: the choice that other texts are read as.
    `open`: "text" where any other text may stand, "tail" where more may follow the name of a choice.
    `sums`: the field beside this list into which its rows of sums (計) are moved.
    `map`: of a list that may be written as a group, the fields that its keys and its values are.
    `parting`: signs that part this list's values beside commas. `stand_ins`: whether 検討中 and the like may stand.
    `extra`: it is read where it stands, but no new plan asks for it.
    """

    name: str
    path: str
    label: Bilingual
    reader: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    fields: dict[str, Field] = {}  # noqa: RUF012 - never changed
    choices: tuple[Choice, ...] = ()
    help: Bilingual = Bilingual("", "")
    example: str = ""
    unit: str = ""
    prefixes: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    names: str = ""
    severity: str = ""
    text_of: str = ""
    every: tuple[str, ...] = ()
    otherwise: str = ""
    open: str = ""
    sums: str = ""
    parting: str = ""
    stand_ins: bool = True
    map: tuple[str, ...] = ()
    extra: bool = False

    @property
    def kind(self) -> Kind:
        """The kind of its values."""
        return KINDS[self.reader]

    @property
    def is_group(self) -> bool:
        """Whether it holds further fields instead of a value."""
        return self.kind.reader is None

    def scalar_reader(self) -> Reader:
        """Return what reads one value of it; TypeError for a group."""
        make = self.kind.reader
        if make is None:
            raise TypeError(self.path)
        return make(self)

    def read_alone(self, raw: str) -> Value | Doubt:
        """Return what one text is read as that stands in no plan; TypeError for a group."""
        read = self.scalar_reader()(raw)
        return read.settle(ALONE) if isinstance(read, InContext) else read

    def __hash__(self) -> int:
        """Agree with equality, and stay cheap: a form's fields are told apart by their path."""
        return hash((self.path, self.reader, len(self.fields), len(self.choices)))


class Form(NamedTuple):
    """A whole form: its root group and the words that count as placeholders (未定 …), spelled as `plain` does."""

    root: Field
    placeholders: frozenset[str]

    def __hash__(self) -> int:
        """Agree with equality, and stay cheap."""
        return hash((self.root, self.placeholders))


def field_at(form: Form, path: str) -> Field | None:
    """Return the field at a path such as `activities[].item` (`[]` may be left out), or None. "" is the plan itself."""
    field: Field | None = form.root
    for name in path.replace("[]", "").split(".") if path else ():
        field = field.fields.get(name) if field else None
    return field
