"""The index of a shelf: what has to be known of every pack to choose one, without loading any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.rule import Pack
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.form_data import field_from_data, field_to_data
from zaitaku_check.text_forms import plain
from zaitaku_check.typed import Any


class Head(NamedTuple):
    """A pack's own head: what chooses it. `depth` is the number of packs that it extends, one over the other."""

    id: str
    programme: str
    fiscal_years: tuple[int, ...]
    overlay: bool
    depth: int
    digest: str


class Index(NamedTuple):
    """The packs of a shelf at a glance.

    heads      every pack but the catalogue of the rules of reading
    rule_ids   the ids of all rules, those of reading included
    programme, year   the fields that choose the pack; `programme` has the choices of every form
    keys       every spelling of every key of every form, as `plain` makes it
    lists      those of the keys that always hold a list
    top        the spellings of the keys that stand at the top of a form
    """

    heads: tuple[Head, ...]
    rule_ids: tuple[str, ...]
    programme: Field
    year: Field
    keys: frozenset[str]
    lists: frozenset[str]
    top: frozenset[str]


def index_of(packs: Sequence[Pack], structure: Pack) -> Index:
    """Return the index over packs that are loaded."""
    roots = [pack.form.root for pack in packs if pack.form.root.fields]
    programmes = [root.fields["programme"] for root in roots if "programme" in root.fields]
    choices = {choice.id: choice for field in programmes for choice in field.choices}
    single = frozenset(_keys(roots, many=False))
    return Index(
        heads=tuple(_head(pack, {each.id: each for each in packs}) for pack in packs),
        rule_ids=tuple(sorted({rule.id for pack in (*packs, structure) for rule in pack.rules})),
        programme=programmes[0]._replace(choices=tuple(choices.values())),
        year=next(root.fields["fiscal_year"] for root in roots if "fiscal_year" in root.fields),
        keys=frozenset(_keys(roots)),
        lists=frozenset(_keys(roots, many=True)) - single,
        top=frozenset(word for root in roots for child in root.fields.values() for word in _spellings(child)),
    )


def _head(pack: Pack, packs: Mapping[str, Pack]) -> Head:
    depth, below = 0, packs.get(pack.meta.get("extends", ""))
    while below is not None:
        depth, below = depth + 1, packs.get(below.meta.get("extends", ""))
    return Head(pack.id, pack.programme, pack.fiscal_years, pack.overlay, depth, pack.digest)


def _keys(roots: Iterable[Field], *, many: bool | None = None) -> set[str]:
    """Return the spellings of all keys; with `many` only of those that hold a list, or of those that do not."""
    keys: set[str] = set()
    for root in roots:
        for child in root.fields.values():
            if many is None or child.many == many:
                keys.update(_spellings(child))
        keys |= _keys(root.fields.values(), many=many)
    return keys


def _spellings(field: Field) -> list[str]:
    return [plain(word) for word in (field.name, field.label.ja, *field.aliases)]


def index_to_data(index: Index) -> dict[str, Any]:
    """Return the index as JSON-able data."""
    return {
        "heads": [list(head) for head in index.heads],
        "rule_ids": list(index.rule_ids),
        "programme": field_to_data(index.programme),
        "year": field_to_data(index.year),
        "keys": sorted(index.keys),
        "lists": sorted(index.lists),
        "top": sorted(index.top),
    }


def index_from_data(data: dict[str, Any]) -> Index:
    """Return the index that `index_to_data` made data of."""
    return Index(
        heads=tuple(Head(name, its, tuple(years), *more) for name, its, years, *more in data["heads"]),
        rule_ids=tuple(data["rule_ids"]),
        programme=field_from_data(data["programme"]),
        year=field_from_data(data["year"]),
        keys=frozenset(data["keys"]),
        lists=frozenset(data["lists"]),
        top=frozenset(data["top"]),
    )
